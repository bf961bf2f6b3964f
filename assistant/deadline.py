"""A limit of the clock on work that another thread does: nothing that the work waits for can lengthen it.

A client's own timeout is of a single read: a server that sends something now and then is never late for it. This file
doesn't know what is waited for.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import copy_context
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")


class LateError(Exception):
    """The time is up."""


def drawn(make: Callable[[], Iterable[T]], seconds: float) -> Iterator[T]:
    """The items of `make()` as a thread of its own draws them, and what that raises; LateError once `seconds` have
    passed. Where nobody asks for more, the thread draws one more item at most, and closes what it draws from."""
    found: SimpleQueue[tuple[bool, T | BaseException | None]] = SimpleQueue()  # (whether it is the end, item or error)
    stopped = threading.Event()

    def draw() -> None:
        items: Iterable[T] = ()
        try:
            items = make()
            for item in items:
                if stopped.is_set():
                    break
                found.put((False, item))
            found.put((True, None))
        except BaseException as error:
            found.put((True, error))
        finally:
            if (close := getattr(items, "close", None)) is not None:
                close()

    deadline = time.monotonic() + seconds
    threading.Thread(target=copy_context().run, args=(draw,), name="drawing", daemon=True).start()
    try:
        while True:
            try:
                ended, item = found.get(timeout=max(deadline - time.monotonic(), 0))
            except Empty:
                raise LateError from None
            if isinstance(item, BaseException):
                raise item
            if ended:
                return
            yield item  # type: ignore[misc]  # which is None only at the end
            if time.monotonic() > deadline:
                raise LateError
    finally:
        stopped.set()


def within(call: Callable[[], T], seconds: float) -> T:
    """What `call` gives; LateError where it takes longer than `seconds`."""
    (result,) = drawn(lambda: (call(),), seconds)
    return result
