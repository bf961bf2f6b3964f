"""JSON Lines: a value a line, where only a line feed ends a line.

A JSON text may hold every other sign that Python takes for a line's end (U+2028, U+0085, …) as it is. This file
doesn't know what the values are.
"""

from __future__ import annotations

from collections.abc import Iterator


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """(number from 1, line) for each line that isn't empty."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            yield number, line
