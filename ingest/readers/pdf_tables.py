"""Where the tables of a PDF are among its lines, each as a grid and as text. Pure.

A table is a stretch of lines with pieces under each other that one set of columns fits; the lines of a head above and
of wrapped cells below are taken with it, and what goes on at the top of the next page. The labels of a figure's axes
stand under each other, too, and are no table. This file doesn't know how columns, heads and rows are told (in
pdf_columns.py and pdf_grid.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Page, RawBox, RawPage, Styled, TextStyle
from ingest.readers.pdf_columns import Extent, find_columns, line_pieces, overlapped, place
from ingest.readers.pdf_grid import Cell, Grid, Row, build_grid, is_figure
from ingest.readers.pdf_layout import Line
from ingest.readers.pdf_page import Rule
from ingest.readers.pdf_style import cells, is_caption, leads_to_page
from ingest.readers.pdf_text import Joined, joint

_ROWS = 0.6  # of a stretch's lines have several pieces
_RULED_ROWS = 0.3
_STEP = 2.6  # type sizes from one line of a table to the next, at most
_HEAD_STEP = 2.2
_MOST_ABOVE = 4  # lines of a head above the first with several pieces
_WIDEST = 0.6  # of a table's width: the longest head that stands alone on its line
_BETWEEN = 3  # lines between a figure and its caption, at most
_FIGURE = re.compile(r"\W*(?:fig|abb|graph|chart|gráf|graf|diagram|map|plate|ilustra)", re.I)
_CONTINUED = re.compile(r"\b(?:cont(?:inued|['’.]d|d)?\b|fortsetzung|forts\.|suite|continua)", re.I)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the stretches [start, end) of the lines that it takes, on one page each. `axes`: labels of a figure."""

    spans: tuple[tuple[int, int], ...]
    grid: Grid
    axes: bool = False

    @property
    def at(self) -> int:
        return self.spans[0][0]


def find_tables(lines: Sequence[Line], rules: Mapping[int, Sequence[Rule]]) -> list[Table]:
    """The tables among the lines, in order."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        start, end = at, _stretch(lines, at, rules.get(lines[at].page, ()))
        columns = find_columns(lines[start:end]) if end else []
        if not columns:
            at += 1
            continue
        drawn = rules.get(lines[at].page, ())
        least = found[-1].spans[-1][1] if found else 0
        start = _up(lines, start, least, columns, drawn)
        end = _down(lines, end, columns)
        grid = build_grid(lines[start:end], drawn) or build_grid(lines[at:end], drawn)
        if grid is None or not grid.rows or (not grid.numeric and _is_justified(lines[at:end])):
            spaced_out = grid is not None and bool(grid.rows) and not _has_figures(lines[start:end])
            at = end if spaced_out else at + 1  # nor is a table in any of its parts
            continue
        found.append(Table(((start, end),), grid, _is_of_axes(lines, start, end, grid)))
        at = end
    return _over_pages(lines, found)


def _stretch(lines: Sequence[Line], at: int, rules: Sequence[Rule]) -> int:
    """Where the stretch of rows that begins with a line ends; 0 where there are too few, or they don't stand under each
    other. Between rules, a row may take several lines."""
    if not _is_row(lines[at]):
        return 0
    end, rows, misses, ruled = at, 0, 0, 0
    while end < len(lines) and lines[end].page == lines[at].page and misses < 2 + (ruled > 1):
        rows, misses = (rows + 1, 0) if _is_row(lines[end]) else (rows, misses + 1)
        end += 1
        ruled += end < len(lines) and _is_ruled(lines[end - 1], lines[end], rules)
    end -= misses
    least = (_ROWS if ruled < 3 else _RULED_ROWS) * (end - at)
    return end if rows >= 3 and rows >= least and _aligned(lines[at:end]) else 0


def _is_ruled(above: Line, below: Line, rules: Sequence[Rule]) -> bool:
    """Whether a rule runs between two lines, over half of either or more."""
    top, bottom = (above.y0 + above.y1) / 2, (below.y0 + below.y1) / 2
    return any(
        top < rule.y < bottom
        and any(min(rule.x1, one.x1) - max(rule.x0, one.x0) > 0.5 * (one.x1 - one.x0) for one in (above, below))
        for rule in rules
    )


def _is_row(line: Line) -> bool:
    return len(cells(line)) > 1 and leads_to_page(line) is None


def _aligned(lines: Sequence[Line]) -> bool:
    starts = Counter(round(x / 6) for line in lines for x in cells(line)[1:])
    ends = Counter(round(b.x1 / 6) for line in lines for b in line.runs)
    return max(starts.values(), default=0) >= 2 or max(ends.values(), default=0) >= 3


def _is_justified(lines: Sequence[Line]) -> bool:
    """Whether the lines with gaps begin and end alike, as words do that are spaced out to fill their lines."""
    gapped = [line for line in lines if _is_row(line)]
    lefts, rights = [line.x0 for line in gapped], [line.x1 for line in gapped]
    return max(lefts) - min(lefts) < 2 and max(rights) - min(rights) < 2


def _has_figures(lines: Sequence[Line]) -> bool:
    return any(is_figure(piece.text) for line in lines for piece in line_pieces(line))


def _up(lines: Sequence[Line], start: int, least: int, columns: Sequence[Extent], rules: Sequence[Rule]) -> int:
    """Where the table begins with the lines of its head above `start`."""
    left, right = columns[0][0], columns[-1][1]
    for at in range(start - 1, max(start - 1 - _MOST_ABOVE, least - 1), -1):
        line, below = lines[at], lines[at + 1]
        if line.page != below.page or line.column != below.column or is_caption([line]):
            break
        if not 0 < below.y1 - line.y1 < _HEAD_STEP * max(below.size, line.size):
            break
        over = [rule for rule in rules if line.y1 - 1 < rule.y < below.y0 + 1 and rule.x1 - rule.x0 > 25]
        if at + 1 < start and sum(rule.x1 - rule.x0 for rule in over) > 0.8 * (right - left):
            break
        open_first = all(one.column for one in place(below, columns, over=True))
        captioned = at > 0 and is_caption([lines[at - 1]]) and _goes_on(lines[at - 1], line)
        if captioned or not _is_head(line, columns, right - left, open_first=open_first):
            break
        start = at
    return start


def _goes_on(caption: Line, line: Line) -> bool:
    """Whether a line is the second of a caption: set in line with the first, or both in the middle."""
    if not 0 < line.y1 - caption.y1 < _HEAD_STEP * line.size or len(line_pieces(line)) > 1:
        return False
    return abs(line.x0 - caption.x0) < line.size or abs(line.x0 + line.x1 - caption.x0 - caption.x1) < 2 * line.size


def _is_head(line: Line, columns: Sequence[Extent], width: float, *, open_first: bool) -> bool:
    """Whether a line above the rows can be of their heads: in the columns, and not in the first alone, unless the line
    below leaves that open."""
    placed = place(line, columns, over=True)
    if line.x0 < columns[0][0] - 20 or line.x1 > columns[-1][1] + 20 or line.text.endswith((".", ":", ";")):
        return False
    if any(one.width == len(columns) or is_figure(one.piece.text) for one in placed if len(placed) == 1):
        return False
    alone = len(placed) == 1
    return not (alone and ((placed[0].column == 0 and not open_first) or line.x1 - line.x0 > _WIDEST * width))


def _down(lines: Sequence[Line], end: int, columns: Sequence[Extent]) -> int:
    """Where the table ends with the rows below `end` that its columns fit."""
    at = end
    while at < len(lines) and at - end < 3:
        line, above = lines[at], lines[at - 1]
        same = line.page == above.page and line.column == above.column
        if not same or not 0 < line.y1 - above.y1 < _STEP * max(above.size, line.size) or is_caption([line]):
            break
        into = [overlapped(piece, columns) for piece in line_pieces(line)]
        if any(len(over) > 1 for over in into) or line.x1 > columns[-1][1] + 20 or leads_to_page(line) is not None:
            break
        at += 1
        wraps = len(into) == 1 and into[0][:1] > [0] and line.y1 - above.y1 < 1.6 * line.size and at - 1 == end
        if wraps or (len(into) > 1 and len({*map(tuple, into)}) == len(into)):
            end = at
    return end


def _is_of_axes(lines: Sequence[Line], start: int, end: int, grid: Grid) -> bool:
    """Whether the stretch is of a figure: even steps along a row, or the figure's caption beside it, and no rows with
    a name and its figures."""
    named = [row for row in grid.rows if (first := row.cell(0)) and any(c.isalpha() for c in first.text)]
    figures = [row for row in named if any(is_figure(cell.text) for cell in row.cells[1:])]
    if len(figures) >= 0.5 * len(grid.rows) or not grid.numeric:
        return False
    ticks = any(_even_steps([c.text for c in row.cells]) for row in (*grid.heads, *grid.rows[-2:]))
    near = [*lines[max(start - _BETWEEN, 0) : start][::-1], *lines[end : end + _BETWEEN]]
    caption = next((line for line in near if is_caption([line]) and line.page == lines[start].page), None)
    return ticks or (caption is not None and bool(_FIGURE.match(caption.text)))


def _even_steps(texts: Sequence[str]) -> bool:
    """Whether all are figures, four or more, as far apart as the first two."""
    values = [float(text.replace(",", "")) for text in texts if re.fullmatch(r"-?\d[\d,]*(?:\.\d+)?", text)]
    steps = {round(b - a, 6) for a, b in pairwise(values)}
    return len(values) == len(texts) >= 4 and len(steps) == 1 and steps != {0.0}


def _over_pages(lines: Sequence[Line], tables: Sequence[Table]) -> list[Table]:
    """The tables, one that goes on at the top of the next page put to its beginning; heads that are repeated there are
    left out."""
    found: list[Table] = []
    for table in tables:
        if found and (whole := _going_on(lines, found[-1], table)) is not None:
            found[-1] = whole
        else:
            found.append(table)
    return found


def _going_on(lines: Sequence[Line], one: Table, two: Table) -> Table | None:
    """Both as one table, where the second goes on from the first."""
    (_, end), (start, last) = one.spans[-1], two.spans[0]
    between = lines[end:start]
    turned = lines[start].page == lines[end - 1].page + 1
    if not turned or one.axes or two.axes or len(one.grid.columns) != len(two.grid.columns):
        return None
    if any(not _CONTINUED.search(line.text) for line in between) or not _same_columns(one.grid, two.grid):
        return None
    if _texts(one.grid.heads) == _texts(two.grid.heads):
        rows = two.grid.rows
    elif not two.grid.sure or not two.grid.heads:
        rows = (*two.grid.heads, *two.grid.rows)
    else:
        return None
    return Table((*one.spans, (end, last)), replace(one.grid, rows=(*one.grid.rows, *rows)))


def _same_columns(one: Grid, two: Grid) -> bool:
    """Whether the columns lie under each other, the page's own shift aside."""
    shift = two.columns[0][0] - one.columns[0][0]
    return all(
        min(b, d - shift) - max(a, c - shift) > 0 for (a, b), (c, d) in zip(one.columns, two.columns, strict=True)
    )


def _texts(rows: Sequence[Row]) -> list[str]:
    return [cell.text for row in rows for cell in row.cells]


# ---- as text --------------------------------------------------------------------------------


class _Writer:
    """The text of a table as it grows, with the places of its cells."""

    def __init__(self, words: Counter[str], labels: Mapping[int, str | None]) -> None:
        self.text = ""
        self.boxes: list[RawBox] = []
        self.pages: list[RawPage] = []
        self.styles: list[Styled] = []
        self._words, self._labels = words, labels

    def row(self, row: Row, columns: int, *, head: bool) -> None:
        self.text += "\n" if self.text else ""
        at = 0
        for cell in row.cells:
            self.text += "\t" * (cell.column - at)
            at = cell.column
            start = len(self.text)
            self._cell(cell)
            if head:
                self.styles.append(Styled(start, len(self.text), TextStyle.HEAD, level=cell.width))
        if not row.alone:
            self.text += "\t" * (columns - 1 - at)

    def _cell(self, cell: Cell) -> None:
        for at, piece in enumerate(cell.pieces):
            text, joiner = piece.text, ""
            if at + 1 < len(cell.pieces):
                text, joiner = joint(text, cell.pieces[at + 1].text, self._words)
            start = len(self.text)
            self.text += text.replace("\x02", "-")
            top, bottom = min(run.y0 for run in piece.runs), max(run.y1 for run in piece.runs)
            place = (round(value, 2) for value in (piece.x0, top, piece.x1, bottom))
            self.boxes.append(RawBox(start, len(self.text), piece.page, *place))
            if not self.pages or self.pages[-1].page.pdf != piece.page:
                self.pages.append(RawPage(start, Page(self._labels.get(piece.page), piece.page)))
            self.text += joiner


def table_text(grid: Grid, words: Counter[str], labels: Mapping[int, str | None]) -> tuple[Joined, tuple[Styled, ...]]:
    """The table with a line a row and tabs between cells, and its heads: an empty one where it has none."""
    writer = _Writer(words, labels)
    if not grid.heads:
        writer.styles.append(Styled(0, 0, TextStyle.HEAD, level=len(grid.columns)))
    for row in grid.heads:
        writer.row(replace(row, alone=False), len(grid.columns), head=True)
    for row in grid.rows:
        writer.row(row, len(grid.columns), head=False)
    return Joined(writer.text, tuple(writer.boxes), tuple(writer.pages)), tuple(writer.styles)


__all__ = ["Table", "find_tables", "table_text"]
