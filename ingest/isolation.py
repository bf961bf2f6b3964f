"""Readers run in a child process that can be killed: limits of time, memory and size for a file of unknown make.

A file is data from anywhere. Native code (pdfium, pandoc) reads it, and native code hangs, crashes and eats memory;
none of that may reach the program that holds the library. So the reading is done by a worker process that is started
once, reused, and replaced whenever it dies or is killed. What comes back is unpickled by a reader that
knows only the vocabulary of `ingest.document`, so that a subverted worker can't run code in its parent.

This file doesn't know what a reader does, nor any format.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import json
import os
import pickle
import selectors
import signal
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import document, errors
from ingest.errors import LimitError, PinciteError, UnreadableError
from ingest.queueing import Queue

_deadline = float("inf")
_HEADER = struct.Struct("<Q")
_TASKS_PER_WORKER = 500
_IDLE_WORKERS = 2
_BUSIEST = 5  # times the limit, after which a file is given up however busy the machine is
_POLL = 1.0  # seconds between two looks at how long a worker waited
_STARTING = 30.0  # seconds allowed for the imports of a fresh worker, on top of a file's own time


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: `seconds`, the worker's memory and the file's size in bytes.

    Seconds are those of the clock, less the time in which a busy machine gave the reader no processor; with that, at
    most `_BUSIEST` times as many.
    """

    seconds: float = 120.0
    memory_bytes: int = 3 * 1024**3
    file_bytes: int = 512 * 1024**2


def run_limited(function: str, *args: Any, name: str, limits: Limits | None = None, **options: Any) -> Any:
    """Call `function` ("package.module:function") with the arguments in a worker process, and return its result.

    Arguments must be picklable; the result may hold plain values and the classes of `ingest.document`. `name`
    is what errors call the file.

    Raises:
        LimitError: the time or the memory ran out.
        UnreadableError: the function failed in a way it doesn't name itself, or the worker died.
        PinciteError: whatever child of it the function raised.
    """
    limits = limits or Limits()
    try:
        kind, value = _call(function, args, options, name, limits)
    except _Retired:
        kind, value = _call(function, args, options, name, limits)
    if kind == "result":
        return value
    raise _error(kind, value)


def _call(function: str, args: tuple[Any, ...], options: dict[str, Any], name: str, limits: Limits) -> tuple[str, Any]:
    worker = _take()
    keep = False
    try:
        answer = worker.call(function, args, options, name, limits)
        keep = True
    finally:
        _give_back(worker, keep)
    return answer


def seconds_left() -> float:
    """In a worker: how long the file being read may still take; elsewhere without end."""
    return _deadline - time.monotonic()


def check_size(path: Path, limits: Limits | None = None) -> None:
    """Raise LimitError where the file is larger than the limit, UnreadableError where it isn't a file or is empty."""
    limits = limits or Limits()
    try:
        if not path.is_file():
            raise UnreadableError(f"{path.name} is not a file." if path.exists() else f"There is no file {path}.")
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableError(f"{path.name} can't be opened: {error.strerror or error}.") from error
    if size == 0:
        raise UnreadableError(f"{path.name} is empty.")
    if size > limits.file_bytes:
        raise LimitError(f"{path.name} is {_megabytes(size)}, more than the limit of {_megabytes(limits.file_bytes)}.")


def shut_down() -> None:
    """Stop the idle workers; the next call starts a fresh one."""
    with _lock:
        idle, _idle[:] = list(_idle), []
    for worker in idle:
        worker.stop()


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"


def _error(kind: str, message: str) -> PinciteError:
    found = getattr(errors, kind, UnreadableError)
    known = isinstance(found, type) and issubclass(found, PinciteError)
    return found(message) if known else UnreadableError(message)


# ---- the parent's side ----------------------------------------------------------------------


class _Unpickler(pickle.Unpickler):
    """Reads plain values and the classes of `ingest.document`, nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module == document.__name__ and isinstance(found := getattr(document, name, None), type):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not part of a document")


class _Retired(Exception):
    """A worker ended by itself between two files."""


class _Deadline:
    """`seconds` from now, put off by the time that the worker stands in line for a processor."""

    def __init__(self, pid: int, seconds: float) -> None:
        self._at = time.monotonic() + seconds
        self._most = (_BUSIEST - 1) * seconds
        self._queue = Queue(pid)

    def left(self) -> float:
        return self._at + min(self._queue.waited(), self._most) - time.monotonic()


class _Worker:
    """One child process and the pipes to it."""

    def __init__(self) -> None:
        code = (
            "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from ingest import isolation; isolation._serve()"
        )
        path = json.dumps([str(Path(entry).resolve()) for entry in sys.path])
        self.tasks = 0
        self.owner = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603 - this interpreter, this code
            [sys.executable, "-c", code, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that the worker's own children (pandoc) die with it
            bufsize=0,
        )

    def call(
        self, function: str, args: tuple[Any, ...], options: dict[str, Any], name: str, limits: Limits
    ) -> tuple[str, Any]:
        deadline = _Deadline(self.process.pid, limits.seconds + (_STARTING if self.tasks == 0 else 0))
        self.tasks += 1
        order = pickle.dumps((function, args, options, name, limits.seconds, limits.memory_bytes))
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None and stdout is not None
        try:
            stdin.write(_HEADER.pack(len(order)) + order)
            if self.tasks == 1:  # the first message says that the worker's imports are done
                self._receive(stdout.fileno(), _HEADER.size, deadline)
                deadline = _Deadline(self.process.pid, limits.seconds)
            (size,) = _HEADER.unpack(self._receive(stdout.fileno(), _HEADER.size, deadline))
            if size > limits.memory_bytes:
                raise LimitError(f"{name} took more than {_megabytes(limits.memory_bytes)} of memory to read.")
            answer = _Unpickler(io.BytesIO(self._receive(stdout.fileno(), size, deadline))).load()
        except TimeoutError:
            raise LimitError(f"{name} took longer than {limits.seconds:g} seconds to read and was given up.") from None
        except (EOFError, BrokenPipeError):
            error = self._died(name, limits)
            if self.process.returncode == 0 and self.tasks > 1:
                raise _Retired from None
            raise error from None
        except pickle.UnpicklingError:
            raise UnreadableError(f"{name} could not be read: its reader answered with nonsense.") from None
        return answer  # type: ignore[no-any-return]

    def _receive(self, source: int, size: int, deadline: _Deadline) -> bytes:
        parts: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(source, selectors.EVENT_READ)
            while size:
                while not selector.select(min(max(left := deadline.left(), 0.0), _POLL)):
                    if left <= 0:
                        raise TimeoutError
                part = os.read(source, min(size, 1 << 20))
                if not part:
                    raise EOFError
                parts.append(part)
                size -= len(part)
        return b"".join(parts)

    def _died(self, name: str, limits: Limits) -> PinciteError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        if self.process.returncode == -getattr(signal, "SIGXCPU", 24):
            return LimitError(f"{name} took longer than {limits.seconds:g} seconds to read and was given up.")
        if self.process.returncode == -getattr(signal, "SIGKILL", 9):
            return LimitError(f"{name} took more memory to read than there is; its reader was stopped.")
        return UnreadableError(f"{name} could not be read: the file is damaged and made its reader crash.")

    def stop(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        if self.owner != os.getpid():
            return  # a forked copy: the worker belongs to the parent
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)


_lock = threading.Lock()
_idle: list[_Worker] = []


def _take() -> _Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker.owner == os.getpid() and worker.process.poll() is None:
                return worker
            worker.stop()
    return _Worker()


def _give_back(worker: _Worker, keep: bool) -> None:
    if keep and worker.tasks < _TASKS_PER_WORKER:
        with _lock:
            if len(_idle) < _IDLE_WORKERS:
                _idle.append(worker)
                return
    worker.stop()


atexit.register(shut_down)


# ---- the worker's side ----------------------------------------------------------------------


def _serve() -> None:
    """The worker's loop: an order in, an answer out, until the pipe closes."""
    source = os.dup(0)
    sink = os.dup(1)
    quiet = os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 0)  # what a library prints or asks must not mix with the answers
    os.dup2(quiet, 1)
    with open(source, "rb", buffering=0) as orders, open(sink, "wb", buffering=0) as answers:  # noqa: PTH123
        first = True
        while header := _read_exactly(orders, _HEADER.size):
            order = _read_exactly(orders, _HEADER.unpack(header)[0])
            if not order:
                return
            function, args, options, name, seconds, memory = pickle.loads(order)  # noqa: S301 - from the parent  # nosec B301
            if first:
                with contextlib.suppress(Exception):
                    _find(function)
                answers.write(_HEADER.pack(0))
                first = False
            answer = pickle.dumps(_answer(function, args, options, name, seconds, memory))
            _write_all(answers, _HEADER.pack(len(answer)) + answer)
            if threading.active_count() > 1:
                return  # a reader gave up on something that still runs: a fresh worker takes the next file


def _answer(
    function: str, args: tuple[Any, ...], options: dict[str, Any], name: str, seconds: float, memory: int
) -> tuple[str, Any]:
    try:
        with _limited(seconds, memory):
            return "result", _find(function)(*args, **options)
    except PinciteError as error:
        return type(error).__name__, str(error)
    except MemoryError:
        return "LimitError", f"{name} took more than {_megabytes(memory)} of memory to read."
    except RecursionError:
        return "LimitError", f"{name} is nested too deeply to be read."
    except Exception as error:
        about = " ".join(str(error).split())[:200]
        return "UnreadableError", f"{name} could not be read: {type(error).__name__}{': ' if about else ''}{about}."


@contextlib.contextmanager
def _limited(seconds: float, memory: int) -> Any:
    """Soft limits of processor time and memory while one file is read (where the system knows them)."""
    global _deadline
    _deadline = time.monotonic() + seconds
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        yield
        return
    # RLIMIT_AS also counts what is merely reserved (pandoc reserves a terabyte), RLIMIT_DATA only what can be written.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    usage = resource.getrusage(resource.RUSAGE_SELF)
    wanted = {
        kind: memory,
        resource.RLIMIT_CPU: int(usage.ru_utime + usage.ru_stime + seconds * (os.cpu_count() or 1)) + 2,
    }
    before = {}
    for limit, value in wanted.items():
        with contextlib.suppress(ValueError, OSError):
            soft, hard = resource.getrlimit(limit)
            resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
            before[limit] = (soft, hard)
    try:
        yield
    finally:
        for limit, pair in before.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(limit, pair)


def _find(function: str) -> Any:
    import importlib

    module, _, attribute = function.partition(":")
    return getattr(importlib.import_module(module), attribute)


def _read_exactly(source: Any, size: int) -> bytes:
    parts = []
    while size:
        part = source.read(size)
        if not part:
            return b""
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _write_all(sink: Any, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[sink.write(view) :]
