"""The rows of a table in pandoc's tree, each cell in its own column.

A cell may span columns and rows: counted as they come, those after it would stand under other heads than the page's.
This file doesn't know what is in a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's blocks, and how many columns it spans; none where a cell beside or above it spans its place."""

    blocks: Sequence[Any] = ()
    width: int = 1


def _grid(rows: Sequence[Any], columns: int) -> list[list[Cell]]:
    """The cells of each row, one a column; what is alone in its row is a title and spans nothing."""
    grid: list[list[Cell]] = []
    spanned: dict[int, int] = {}  # column -> how many rows more a cell from above takes
    for _, cells in rows:
        waiting = list(cells)
        alone = len(waiting) == 1 and not spanned
        row: list[Cell] = []
        below = {column: left - 1 for column, left in spanned.items() if left > 1}
        while waiting or any(column >= len(row) for column in spanned):
            if len(row) in spanned:
                row.append(Cell())
            elif not waiting:
                break
            else:
                _, _, height, width, blocks = waiting.pop(0)
                width = 1 if alone else max(min(width, columns - len(row)), 1)
                if height > 1:
                    below |= dict.fromkeys(range(len(row), len(row) + width), height - 1)
                row += [Cell(blocks, width), *[Cell()] * (width - 1)]
        grid.append(row)
        spanned = below
    return grid


def rows_of(table: Sequence[Any]) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """The rows of a table's head, and all others."""
    _, _, columns, head, bodies, foot = table
    parts = [part for body in bodies for part in (body[2], body[3])]
    return _grid(head[1], len(columns)), [row for part in [*parts, foot[1]] for row in _grid(part, len(columns))]


__all__ = ["Cell", "rows_of"]
