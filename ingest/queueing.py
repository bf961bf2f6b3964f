"""How long a process and its children stood in line for a processor, so that a limit can count what a quiet machine
would take.

From the kernel's own count (`/proc/PID/task/TID/schedstat`, its second figure: nanoseconds on a run queue), on Linux;
elsewhere nothing is known and nothing is counted. This file doesn't know what the processes do.
"""

from __future__ import annotations

import time
from pathlib import Path

_PROC = Path("/proc")
_MOST_PROCESSES = 64


class Queue:
    """Seconds that the process `pid` and its children waited for a processor since this was made.

    `waited` is to be asked every second or so: what a child waited after it was last asked and before it ended is lost.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._seen = _waits(pid)
        self._asked = time.monotonic()
        self._total = 0.0

    def waited(self) -> float:
        """Never more than the time gone by: threads that wait side by side count once."""
        now, waits = time.monotonic(), _waits(self._pid)
        more = sum(max(wait - self._seen.get(task, 0.0), 0.0) for task, wait in waits.items())
        self._total += min(more, now - self._asked)
        self._seen, self._asked = {**self._seen, **waits}, now
        return self._total


def _waits(pid: int) -> dict[int, float]:
    """Seconds waited until now by every thread of the process and its descendants."""
    found: dict[int, float] = {}
    left, count = [pid], 0
    while left and count < _MOST_PROCESSES:
        count += 1
        try:
            for task in (_PROC / str(left.pop()) / "task").iterdir():
                found[int(task.name)] = int((task / "schedstat").read_text().split()[1]) / 1e9
                left += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, ValueError, IndexError):
            continue  # it has ended, or the system keeps no such count
    return found


__all__ = ["Queue"]
