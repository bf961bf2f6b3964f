"""Pandoc as a process: a source in, its JSON tree and what pandoc said of it out.

`--sandbox` keeps pandoc from every other file and from the network. This file doesn't know formats or trees.
"""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys

from ingest.errors import UnreadableError
from ingest.readers.tree import Node

_RUNTIME = (
    "-M2G",
    "-A64M",
    "-n4M",
)  # heap limit; a large nursery means less collecting of garbage
_TIMEOUT = 110  # seconds of pandoc's own time
_BUSIEST = 5  # times as many by the clock
_TOO_LONG = getattr(signal, "SIGXCPU", 24)


class SlowError(UnreadableError):
    """Pandoc takes too long."""


def run(data: bytes, format_name: str, name: str, *, seconds: float = _TIMEOUT) -> Node:
    """Pandoc's tree of `data`, made within `seconds`; raises `UnreadableError`, naming the file, where it can't."""
    return heard(data, format_name, name, seconds=seconds)[0]


def heard(
    data: bytes, format_name: str, name: str, *, seconds: float = _TIMEOUT, verbose: bool = False
) -> tuple[Node, str]:
    """As `run`, with what pandoc warned of; `verbose`: and with all that it passed over."""
    from pypandoc import get_pandoc_path  # late: only these formats need it

    command = [get_pandoc_path(), "+RTS", *_RUNTIME, "-RTS", "--sandbox", "-f", format_name, "-t", "json"]
    if format_name == "rst":
        command.append("--standalone")  # else it takes no title and no field list for what they are
    if verbose:
        command.append("--verbose")
    status, out, err = _answer(command, data, seconds)
    if status is None or status == -_TOO_LONG:
        raise SlowError(f"{name!r} can't be read: it takes pandoc more than {seconds:g} seconds.")
    if status != 0:
        raise UnreadableError(
            f"{name!r} can't be read as {format_name.partition('+')[0].partition('-')[0]}: {_reason(err)}"
        )
    tree: Node = json.loads(out)
    return tree, err.decode("utf-8", errors="replace")


def _answer(command: list[str], data: bytes, seconds: float) -> tuple[int | None, bytes, bytes]:
    """Exit status, output and messages of a command; None where it took too long.

    Its own processor time counts where the system can limit that, so that a busy machine fails no good file.
    """
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:  # noqa: S603
        wall = seconds
        if sys.platform == "linux":
            import resource

            with contextlib.suppress(OSError, ValueError):
                most = int(seconds) + 1
                _, hard = resource.prlimit(process.pid, resource.RLIMIT_CPU)
                hard = most + 1 if hard == resource.RLIM_INFINITY else hard
                resource.prlimit(process.pid, resource.RLIMIT_CPU, (min(most, hard), hard))
                wall = _BUSIEST * seconds
        try:
            out, err = process.communicate(data, timeout=wall)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return None, b"", b""
        except BaseException:
            process.kill()
            raise
        return process.returncode, out, err


def _reason(stderr: bytes) -> str:
    lines = [
        line.strip()
        for line in stderr.decode("utf-8", errors="replace").splitlines()
        if line.strip() and not line.startswith(("[WARNING]", "[INFO]"))
    ]
    text = " ".join(lines)[:200].rstrip(". ")
    return (text or "it is damaged") + "."


__all__ = ["SlowError", "heard", "run"]
