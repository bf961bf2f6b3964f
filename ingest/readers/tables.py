"""The rows of a table in pandoc's tree, each with as many cells as the table has columns.

A cell may span columns and rows, and a head may take two rows: read one after the other, the figures would stand under
other heads than the page's. This file doesn't know what is in a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Cell = Sequence[Any]  # the blocks of a cell
Row = list[tuple[Cell, ...]]  # by columns; a cell of a head made of two rows holds both


def _grid(rows: Sequence[Any], columns: int, *, head: bool) -> list[list[Cell]]:
    """Each row's cells, one a column. What spans rows stands in each of them; what spans columns in each of a head's,
    and in the first of any other row's. What is alone in its row is a title and spans nothing."""
    grid: list[list[Cell]] = []
    below: dict[int, tuple[int, Cell]] = {}  # column -> how many rows more its cell spans, and the cell
    for _, cells in rows:
        waiting = list(cells)
        if len(waiting) == 1 and waiting[0][3] >= columns and waiting[0][2] == 1 and not below:
            grid.append([waiting[0][4]])
            continue
        row: list[Cell] = []
        spanned, below = below, {}
        while len(row) < columns and (waiting or any(column >= len(row) for column in spanned)):
            column = len(row)
            if column in spanned:
                left, blocks = spanned[column]
                row.append(blocks)
                if left > 1:
                    below[column] = (left - 1, blocks)
                continue
            if not waiting:
                row.append([])
                continue
            _, _, height, width, blocks = waiting.pop(0)
            for index in range(min(width, columns - column)):
                if index and column + index in spanned:
                    break
                row.append(blocks if head or not index else [])
                if height > 1:
                    below[column + index] = (height - 1, row[-1])
        grid.append(row)
    return grid


def rows_of(table: Sequence[Any]) -> list[Row]:
    """The rows of a table's contents, the head first, as one row."""
    _, _, columns, head, bodies, foot = table
    count = len(columns)
    found: list[Row] = []
    heads = _grid(head[1], count, head=True)
    if heads:
        width = max(map(len, heads))
        column = [[row[index] for row in heads if index < len(row)] for index in range(width)]
        found.append([tuple(_once(cells)) for cells in column])
    for body in bodies:
        found += [[(cell,) for cell in row] for row in _grid(body[2], count, head=True)]
        found += [[(cell,) for cell in row] for row in _grid(body[3], count, head=False)]
    return found + [[(cell,) for cell in row] for row in _grid(foot[1], count, head=False)]


def _once(cells: Sequence[Cell]) -> list[Cell]:
    """The cells without empty ones and without one that says what another says."""
    found: list[Cell] = []
    for cell in cells:
        if cell and cell not in found:
            found.append(cell)
    return found


__all__ = ["rows_of"]
