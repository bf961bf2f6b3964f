"""A value that is made when first asked for, once, whichever threads ask. This file doesn't know what is made."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


def once(make: Callable[[], T]) -> Callable[[], T]:
    """What gives the value of `make`, called when first asked; others who ask meanwhile wait for it. An error is
    raised to who asked, and the next one tries again."""
    guard = Lock()
    made: list[T] = []

    def value() -> T:
        with guard:
            if not made:
                made.append(make())
            return made[0]

    return value
