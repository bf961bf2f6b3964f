"""A table of a PDF as a grid: its heads, the columns that each stands over, and its rows, wrapped lines joined. Pure.

Where a head ends is told by a rule under it, by bold type, or by where the figures of its columns begin; which lines
are one row by rules between rows, or by what a line leaves open. This file doesn't know where tables begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.pdf_columns import Extent, Piece, find_columns, line_pieces, overlapped, place
from ingest.readers.pdf_layout import Line
from ingest.readers.pdf_page import Rule

MOST_HEADS = 6  # lines
_FULL = 0.8  # of a table's width: a rule that parts rows, and not heads under one head
_MOST_NUMERIC = 0.6  # of a column's cells are figures
_NEXT = 1.6  # type sizes from one line of a cell to the next, at most
_FIGURE = re.compile(
    r"[(\[<>≤≥±~+\s$€£¥−–-]*(?:\d[\d.,’'\s]*|[.,]\d+)(?:%|per cent)?(?:\s*[–−-]\s*\d[\d.,]*%?)?[)\]]*[\s*†‡§]*[a-d]?",
    re.I,
)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_BLANK = re.compile(r"[-–—−.…·*\s]*|n\.?\s?[ad]\.?", re.I)  # what stands for a missing figure
_OPEN = re.compile(r"(?:[-,/&(\x02]|\b(?:and|of|the|or|in|for|to|by|with|und|der|des|de|la|et|y))$", re.I)


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of a cell, the column it begins in, and how many columns it stands over."""

    column: int
    width: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right. `alone`: the one cell is the title of the rows under it."""

    cells: tuple[Cell, ...]
    alone: bool = False

    def cell(self, column: int) -> Cell | None:
        return next((cell for cell in self.cells if cell.column == column), None)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `sure` says that something tells which lines are its heads; else the first was taken for them."""

    columns: tuple[Extent, ...]
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    numeric: frozenset[int] = frozenset()
    sure: bool = True


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure and nothing else."""
    return bool(_FIGURE.fullmatch(text.strip()))


def build_grid(lines: Sequence[Line], rules: Sequence[Rule]) -> Grid | None:
    """The grid of lines on one page; None where no columns are found."""
    columns = find_columns(lines)
    if not columns:
        return None
    numeric = _numeric(lines, columns)
    ruled = _full_rules(lines, columns, rules)
    count, sure = _head_lines(lines, columns, numeric, ruled)
    heads = [_row(line, columns, over=True) for line in lines[:count]]
    heads = [_spread(row, columns, heads[at + 1 :], rules) for at, row in enumerate(heads)]
    body = lines[count:]
    rows = _ruled_rows(body, columns, numeric, ruled) or _wrapped(body, columns, numeric)
    return Grid(tuple(columns), tuple(heads), tuple(rows), numeric, sure)


def _row(line: Line, columns: Sequence[Extent], *, over: bool = False) -> Row:
    """A line as a row of its own."""
    whole = line_pieces(line)
    if len(whole) == 1 and not over:
        into = overlapped(whole[0], columns) or [0]
        return Row((Cell(into[0], len(into), (whole[0],)),), alone=into[0] == 0)
    return _joined([Row(tuple(Cell(p.column, p.width, (p.piece,)) for p in place(line, columns, over=over)))])


def _joined(rows: Sequence[Row]) -> Row:
    """Rows as one, the lines of each cell under each other."""
    cells: dict[int, Cell] = {}
    for cell in (cell for row in rows for cell in row.cells):
        held = cells.get(cell.column)
        pieces = (*held.pieces, *cell.pieces) if held else cell.pieces
        cells[cell.column] = Cell(cell.column, max(cell.width, held.width if held else 1), pieces)
    return Row(tuple(cells[column] for column in sorted(cells)))


def _numeric(lines: Sequence[Line], columns: Sequence[Extent]) -> frozenset[int]:
    """The columns that hold figures, but for their heads."""
    held: dict[int, list[str]] = {}
    for line in lines[len(lines) // 4 :]:
        if len(line_pieces(line)) > 1:
            for cell in _row(line, columns).cells:
                held.setdefault(cell.column, []).append(cell.text)
    told = {column: [text for text in texts if not _BLANK.fullmatch(text)] for column, texts in held.items()}
    return frozenset(
        column for column, texts in told.items() if texts and sum(map(is_figure, texts)) >= _MOST_NUMERIC * len(texts)
    )


# ---- heads ----------------------------------------------------------------------------------


def _full_rules(lines: Sequence[Line], columns: Sequence[Extent], rules: Sequence[Rule]) -> list[float]:
    """The heights at which rules run over the table, whole or drawn cell by cell."""
    left, right = columns[0][0], columns[-1][1]
    top, bottom = lines[0].y0 - 20, lines[-1].y1 + 20
    found: list[float] = []
    near = sorted((rule for rule in rules if top < rule.y < bottom), key=lambda rule: rule.y)
    for rule in near:
        if found and rule.y - found[-1] < 3:
            continue
        level = sorted((r.x0, r.x1) for r in near if 0 <= r.y - rule.y < 3)
        covered, reach = 0.0, left
        for x0, x1 in level:
            covered += max(0.0, min(x1, right) - max(x0, reach, left))
            reach = max(reach, x1)
        if covered >= _FULL * (right - left):
            found.append(rule.y)
    return found


def _middle(line: Line) -> float:
    return (line.y0 + line.y1) / 2


def _head_lines(
    lines: Sequence[Line], columns: Sequence[Extent], numeric: frozenset[int], ruled: Sequence[float]
) -> tuple[int, bool]:
    """How many lines are the head, and whether something tells so."""
    rows = [_row(line, columns, over=True) for line in lines]
    years = {c for c in numeric if sum(_is_year(row, c) for row in rows) > 0.5 * len(rows)}
    data = [_has_data(row, numeric, years) for row in rows]
    most = min(MOST_HEADS, len(lines) - 1)
    under = next(
        (at for at in range(1, most + 1) if any(_middle(lines[at - 1]) < y < _middle(lines[at]) for y in ruled)), 0
    )
    if under and not any(data[:under]):
        return _with_second(rows, under, most, data, lines, ruled), True
    bold = next((at for at, line in enumerate(lines) if not line.bold), 0)
    if 0 < bold <= most and not any(data[:bold]):
        return bold, True
    first = next((at for at, has in enumerate(data) if has), 0)
    if not numeric:
        return 1, False
    if first == 0 or first > most:
        return (0, True) if first == 0 and data[0] else (1, False)
    while first > 1 and _is_title(rows[first - 1]) and any(row.cell(0) for row in rows[: first - 1]):
        first -= 1
    return first, True


def _with_second(
    rows: Sequence[Row], under: int, most: int, data: Sequence[bool], lines: Sequence[Line], ruled: Sequence[float]
) -> int:
    """How many lines are the head whose first `under` stand above a rule: more, up to the next rule, where those leave
    columns without a head that these fill."""
    more = [
        at for at in range(under + 1, most + 1) if any(_middle(lines[at - 1]) < y < _middle(lines[at]) for y in ruled)
    ]
    first = {at for row in rows[:under] for cell in row.cells for at in range(cell.column, cell.column + cell.width)}
    if not more or any(data[under : more[0]]):
        return under
    second = {cell.column for row in rows[under : more[0]] for cell in row.cells}
    return more[0] if len(second) > 1 and second - first else under


def _is_title(row: Row) -> bool:
    return len(row.cells) == 1 and row.cells[0].column == 0


def _is_year(row: Row, column: int) -> bool:
    cell = row.cell(column)
    return cell is not None and bool(_YEAR.fullmatch(cell.text))


def _has_data(row: Row, numeric: frozenset[int], years: set[int]) -> bool:
    """Whether figures stand in the columns of figures; years there may be heads, unless they fill the column."""
    filled = [cell for cell in row.cells if cell.column in numeric and cell.width == 1]
    figures = [
        cell for cell in filled if is_figure(cell.text) and (cell.column in years or not _YEAR.fullmatch(cell.text))
    ]
    return len(figures) >= 0.5 * len(filled) and bool(figures)


def _spread(row: Row, columns: Sequence[Extent], below: Sequence[Row], rules: Sequence[Rule]) -> Row:
    """The heads of a line, each over the columns that it is set over: by the rule under it, or as it stands in their
    middle."""
    if not below:
        return row
    if (whole := _along_rule(row, columns, below, rules)) is not None:
        return whole
    taken = {at for cell in row.cells for at in range(cell.column, cell.column + cell.width)}
    headed = {cell.column for under in below for cell in under.cells}
    cells = []
    for cell in row.cells:
        free = headed - (taken - set(range(cell.column, cell.column + cell.width)))
        over = _under_rule(cell, columns, rules) or _in_middle(cell, columns, free)
        if over and over <= free:
            cell = replace(cell, column=min(over), width=len(over))
        cells.append(cell)
    return replace(row, cells=tuple(cells))


def _along_rule(row: Row, columns: Sequence[Extent], below: Sequence[Row], rules: Sequence[Rule]) -> Row | None:
    """The heads of a line that begin where their columns do, above a rule that leaves the first column out: each over
    the columns up to the next head. None where there is no such rule."""
    headed = {cell.column for under in below for cell in under.cells}
    begin = all(abs(cell.pieces[0].x0 - columns[cell.column][0]) < 3 for cell in row.cells)
    bottom = max(run.y1 for cell in row.cells for piece in cell.pieces for run in piece.runs)
    high = max(run.y1 - run.y0 for cell in row.cells for piece in cell.pieces for run in piece.runs)
    ruled = [rule for rule in rules if -2 < rule.y - bottom < 0.8 * high]
    over = [
        at
        for at, (left, right) in enumerate(columns)
        if any(min(right, rule.x1) - max(left, rule.x0) > 0.6 * (right - left) for rule in ruled)
    ]
    if not begin or not over or over[0] == 0 or any(cell.column not in over for cell in row.cells):
        return None
    if over != list(range(over[0], over[-1] + 1)) or not set(over) <= headed or row.cells[0].column != over[0]:
        return None
    ends = [*(cell.column for cell in row.cells[1:]), over[-1] + 1]
    return replace(row, cells=tuple(replace(c, width=end - c.column) for c, end in zip(row.cells, ends, strict=True)))


def _under_rule(cell: Cell, columns: Sequence[Extent], rules: Sequence[Rule]) -> set[int]:
    """The columns over which the rule runs that is drawn under a head, where it is not the whole table's."""
    piece = cell.pieces[-1]
    bottom, high = max(run.y1 for run in piece.runs), max(run.y1 - run.y0 for run in piece.runs)
    for rule in rules:
        if -2 < rule.y - bottom < 0.8 * high and rule.x0 - 2 <= piece.x0 and rule.x1 + 2 >= piece.x1:
            over = {at for at, (x0, x1) in enumerate(columns) if min(x1, rule.x1) - max(x0, rule.x0) > 0.6 * (x1 - x0)}
            return over if 1 < len(over) < len(columns) and cell.column in over else set()
    return set()


def _in_middle(cell: Cell, columns: Sequence[Extent], free: set[int]) -> set[int]:
    """The columns in whose middle a head stands, where it is not in the middle of its own."""
    piece = cell.pieces[0]
    middle = (piece.x0 + piece.x1) / 2
    own = set(range(cell.column, cell.column + cell.width))

    def off(over: set[int]) -> float:
        return abs((columns[min(over)][0] + columns[max(over)][1]) / 2 - middle)

    wide = [
        set(range(first, last + 1))
        for first in range(max(cell.column - 3, 0), cell.column + 1)
        for last in range(cell.column + cell.width - 1, min(cell.column + cell.width + 5, len(columns)))
        if last > first and set(range(first, last + 1)) <= free | own
    ]
    best = min(wide, key=off, default=own)
    width = columns[max(best)][1] - columns[min(best)][0]
    return best if off(best) < 0.1 * width and off(best) + 4 < off(own) else set()


# ---- rows -----------------------------------------------------------------------------------


def _ruled_rows(
    lines: Sequence[Line], columns: Sequence[Extent], numeric: frozenset[int], ruled: Sequence[float]
) -> list[Row]:
    """The rows between rules; none where rules don't part single rows."""
    bands: list[list[Line]] = []
    for line in lines:
        at = sum(y < _middle(line) for y in ruled)
        if bands and at == sum(y < _middle(bands[-1][0]) for y in ruled):
            bands[-1].append(line)
        else:
            bands.append([line])
    if len(bands) < 3 or len(bands) == len(lines) or len(bands) < 0.3 * len(lines):
        return []
    rows = []
    for band in bands:
        parts = [_row(line, columns) for line in band]
        figures = [
            cell.column for row in parts for cell in row.cells if cell.column in numeric and is_figure(cell.text)
        ]
        if len(figures) > len(set(figures)):
            return []  # two rows' figures between two rules
        rows.append(_joined(parts) if len(parts) > 1 else parts[0])
    return rows


def _wrapped(lines: Sequence[Line], columns: Sequence[Extent], numeric: frozenset[int]) -> list[Row]:
    """The rows of lines that no rules part: what a line leaves open goes on in the next."""
    rows = [_row(line, columns) for line in lines]
    near = [False, *(0 < b.y1 - a.y1 < _NEXT * b.size for a, b in pairwise(lines))]
    found: list[Row] = []
    for row, close in zip(rows, near, strict=True):
        if found and close and _goes_on(found[-1], row, numeric):
            found[-1] = _joined([found[-1], row])
        else:
            found.append(row)
    return found


def _goes_on(before: Row, row: Row, numeric: frozenset[int]) -> bool:
    """Whether the row is more lines of the cells of the one before."""
    if any(cell.column in numeric and is_figure(cell.text) for cell in row.cells):
        first, begun = row.cell(0), before.cell(0)
        small = first is not None and first.text[:1].islower()
        return len(before.cells) == 1 and begun is not None and begun.width == 1 and small
    held = [before.cell(cell.column) for cell in row.cells]
    if any(one is None or one.width > 1 for one in held):
        return False
    if any(cell.column in numeric for cell in row.cells):
        return False
    if row.cell(0) is None:
        return len(before.cells) > len(row.cells)
    return len(before.cells) >= len(row.cells) and all(
        cell.text[:1].islower() or (one is not None and bool(_OPEN.search(one.text)))
        for cell, one in zip(row.cells, held, strict=True)
    )
