"""Locks between processes: one writer, or many readers, of a folder.

This file doesn't know what is locked.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

if sys.platform == "win32":  # which has no shared locks of this kind: there, readers take turns too

    @contextmanager
    def _held(path: Path, *, shared: bool, seconds: float) -> Iterator[None]:
        del shared
        with FileLock(path, timeout=seconds):
            yield

else:
    import fcntl

    _POLL_SECONDS = 0.005

    @contextmanager
    def _held(path: Path, *, shared: bool, seconds: float) -> Iterator[None]:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            deadline = time.monotonic() + seconds
            while True:
                try:
                    fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise Timeout(str(path)) from None
                    time.sleep(_POLL_SECONDS)
            yield
        finally:
            os.close(descriptor)  # which also unlocks


class SharedLock:
    """Many readers or one writer, across processes and threads; a waiting writer lets no new reader in.

    The kernel drops a dead process's locks. Raises `filelock.Timeout` after `seconds`.
    """

    def __init__(self, folder: Path, *, seconds: float = 120.0) -> None:
        self._gate, self._room = folder / "gate.lock", folder / "room.lock"
        self._seconds = seconds

    @contextmanager
    def reading(self) -> Iterator[None]:
        with ExitStack() as inside:
            with _held(self._gate, shared=True, seconds=self._seconds):
                inside.enter_context(_held(self._room, shared=True, seconds=self._seconds))
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        with (
            _held(self._gate, shared=False, seconds=self._seconds),
            _held(self._room, shared=False, seconds=self._seconds),
        ):
            yield


class OpenDoors:
    """In place of a `SharedLock` where nothing has to be kept apart."""

    @contextmanager
    def reading(self) -> Iterator[None]:
        yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        yield
