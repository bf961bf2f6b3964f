"""The runs of a page put into lines, and the lines into reading order over one or several columns. Pure.

Columns are found from the page's own white space: a grid of what is inked is searched for an upright strip that
most rows leave blank while both sides hold prose (a table's cells leave wide gaps too, but fill their columns badly).
Lines that cross the strip (titles, wide figures) divide the page into bands, each read column by column. This file
doesn't know other pages, nor what a line is for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.readers.pdf_page import HYPHEN, PageGlyphs, Run

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_LEAST_LETTERS = 5  # set apart before they are taken for a word
_LETTER_GAP = 0.14  # in line heights: a space between words is wider
_GAP = 0.6  # in line heights: a wider gap can be a gutter


@dataclass(frozen=True, slots=True)
class Gutter:
    """The upright blank strip between two columns: its middle, and from where to where it parts lines."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on the 1-based `page`, in `column` (0 where it spans the page's columns, else from 1)."""

    page: int
    runs: tuple[Run, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    column: int = 0
    text: str = field(default="", compare=False)

    @property
    def hyphened(self) -> bool:
        """Whether the line ends in a hyphen that may only be there because the line ends."""
        return self.text.endswith((HYPHEN, "\xad", "-", "‐"))

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs if run.text.strip(".,;:*"))

    @property
    def height(self) -> float:
        return self.y1 - self.y0


def make_line(page: int, runs: Sequence[Run], column: int = 0) -> Line:
    """The line that the runs make, from left to right."""
    size = dominant_size(runs)
    main = [run for run in runs if run.size >= 0.9 * size] or list(runs)
    return Line(
        page,
        tuple(runs),
        min(run.x0 for run in runs),
        min(run.y0 for run in main),
        max(run.x1 for run in runs),
        max(run.y1 for run in main),
        size,
        column,
        "".join(text for _, text in pieces(runs)),
    )


def is_raised(line: Line, run: Run) -> bool:
    """Whether the run is a superscript of the line."""
    return run.size <= 0.87 * line.size and line.y1 - run.y1 > 0.15 * line.size


def dominant_size(runs: Iterable[Run]) -> float:
    """The size most characters have."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def pieces(runs: Sequence[Run]) -> list[tuple[int, str]]:
    """The text of the runs, each with the offset where the run itself begins (after a space it may bring)."""
    found: list[tuple[int, str]] = []
    length = 0
    before: Run | None = None
    for run in runs:
        gap = before is not None and (
            run.spaced or run.x0 - before.x1 > 0.25 * min(run.y1 - run.y0, before.y1 - before.y0)
        )
        text = (" " if gap and not run.text.startswith(" ") else "") + run.text
        found.append((length + len(text) - len(run.text), text))
        length += len(text)
        before = run
    return found


def page_lines(page: PageGlyphs) -> list[Line]:
    """The page's lines in reading order."""
    runs = [
        run for run in page.runs if run.x1 > -5 and run.y1 > -5 and run.x0 < page.width + 5 and run.y0 < page.height + 5
    ]
    if not runs:
        return []
    gutters = find_gutters(runs)
    return _ordered([make_line(page.number, tightened(row)) for row in _rows(runs, gutters)], gutters)


def tightened(row: Sequence[Run]) -> list[Run]:
    """A row in which words set letter by letter ("t o l l s") are runs again: even gaps, narrower than any space."""
    found: list[Run] = []
    at = 0
    while at < len(row):
        end = at + 1
        while end < len(row) and _spread(row[end - 1], row[end]):
            end += 1
        word = row[at:end]
        gaps = [b.x0 - a.x1 for a, b in pairwise(word)]
        if len(word) >= _LEAST_LETTERS and max(gaps) <= 1.5 * min(gaps) + 0.3:
            text, right = "".join(run.text for run in word), max(run.x1 for run in word)
            top, bottom = min(run.y0 for run in word), max(run.y1 for run in word)
            found.append(replace(word[0], text=text, y0=top, x1=right, y1=bottom))
        else:
            found.extend(word)
        at = end
    return found


def _spread(one: Run, two: Run) -> bool:
    """Whether two runs can be neighbouring letters of a word that is spaced out."""
    alone = len(one.text) == len(two.text) == 1 and one.text.isalpha() and two.text.isalpha()
    return alone and one.size == two.size and 0 < two.x0 - one.x1 <= _LETTER_GAP * (one.y1 - one.y0)


# ---- lines ----------------------------------------------------------------------------------


def _rows(runs: list[Run], gutters: Sequence[Gutter]) -> list[list[Run]]:
    """Runs of one line together: first as the file draws them, then pieces of one line drawn apart."""
    rows: list[list[Run]] = []
    top = bottom = 0.0  # of the last row
    for run in runs:
        level = min(bottom, run.y1) - max(top, run.y0) > 0.5 * min(bottom - top, run.y1 - run.y0)
        if rows and level and _follows(rows[-1][-1], run, gutters):
            rows[-1].append(run)
            top, bottom = min(top, run.y0), max(bottom, run.y1)
        else:
            rows.append([run])
            top, bottom = run.y0, run.y1
    return _merged(rows, gutters)


def _follows(last: Run, run: Run, gutters: Sequence[Gutter]) -> bool:
    """Whether a run at the height of the last one goes on from it."""
    high = max(run.y1 - run.y0, last.y1 - last.y0)
    near = -0.4 * high < run.x0 - last.x1 < 2.5 * high
    return near and not _parted(last.x1, run.x0, run.y1, high, gutters)


def _parted(left: float, right: float, y: float, high: float, gutters: Sequence[Gutter]) -> bool:
    """Whether a gutter lies in the gap from `left` to `right` at height `y`."""
    return right - left > _GAP * high and any(
        left - 1 <= gutter.x <= right + 1 and gutter.top - high < y < gutter.bottom + 2 * high for gutter in gutters
    )


def _merged(rows: list[list[Run]], gutters: Sequence[Gutter]) -> list[list[Run]]:
    """Rows at one height put together, unless a gutter parts them."""
    boxes = sorted(
        ((min(r.y0 for r in row), max(r.y1 for r in row), min(r.x0 for r in row), row) for row in rows),
        key=lambda b: ((b[0] + b[1]) / 2, b[2]),
    )
    done: list[tuple[float, float, list[Run]]] = []
    for top, bottom, _, row in boxes:
        for at in range(len(done) - 1, max(len(done) - 9, -1), -1):
            other_top, other_bottom, other = done[at]
            lower = min(bottom - top, other_bottom - other_top)
            if min(bottom, other_bottom) - max(top, other_top) <= 0.5 * lower:
                continue
            if _joinable(other, row, gutters):
                other.extend(row)
                done[at] = (min(top, other_top), max(bottom, other_bottom), other)
                break
        else:
            done.append((top, bottom, list(row)))
    return [_left_to_right(row) for _, _, row in done]


def _joinable(one: list[Run], two: list[Run], gutters: Sequence[Gutter]) -> bool:
    """Whether two rows at one height are one line: no overlap in width, and no gutter between."""
    left, right = (one, two) if min(r.x0 for r in one) <= min(r.x0 for r in two) else (two, one)
    end, start = max(r.x1 for r in left), min(r.x0 for r in right)
    high = max(r.y1 - r.y0 for r in (*one, *two))
    if start < end - 0.5 * high:
        return _interleaved(left, right)
    return not _parted(end, start, two[0].y1, high, gutters)


def _interleaved(one: list[Run], two: list[Run]) -> bool:
    """Whether no run of one row covers a run of the other (text drawn out of order, not over each other)."""
    return not any(min(a.x1, b.x1) - max(a.x0, b.x0) > 0.4 * min(a.x1 - a.x0, b.x1 - b.x0) for a in one for b in two)


def _left_to_right(row: list[Run]) -> list[Run]:
    if any(_RIGHT_TO_LEFT.search(run.text) for run in row if not run.text.isascii()):
        return row  # right-to-left: pdfium gives it in the order it is read
    return sorted(row, key=lambda run: run.x0) if any(a.x0 > b.x0 for a, b in pairwise(row)) else row


# ---- columns --------------------------------------------------------------------------------


def find_gutters(runs: Sequence[Run]) -> list[Gutter]:
    """The blank strips between the page's columns, from left to right; empty for one column."""
    found: list[Gutter] = []
    _search(runs, found, 0)
    return sorted(found, key=lambda gutter: gutter.x)


def _search(runs: Sequence[Run], found: list[Gutter], depth: int) -> None:
    if len(runs) < 40 or depth > 2:
        return
    gutter = _gutter(runs)
    if gutter is None:
        return
    found.append(gutter)
    _search([run for run in runs if run.x1 <= gutter.x], found, depth + 1)
    _search([run for run in runs if run.x0 >= gutter.x], found, depth + 1)


def _gutter(runs: Sequence[Run]) -> Gutter | None:
    import numpy as np

    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    top, bottom = min(run.y0 for run in runs), max(run.y1 for run in runs)
    wide, high = int(right - left) + 2, int((bottom - top) / 2) + 2
    if not (80 < wide < 5000 and 20 < high < 5000):
        return None
    typical = sorted(run.y1 - run.y0 for run in runs)[len(runs) // 2]
    grid = np.zeros((high, wide), dtype=bool)
    reach = 0.25 * typical
    for run in runs:
        y = slice(
            int((run.y0 + 0.2 * (run.y1 - run.y0) - top) / 2), int((run.y1 - 0.2 * (run.y1 - run.y0) - top) / 2) + 1
        )
        grid[y, max(int(run.x0 - left - reach), 0) : int(run.x1 - left + reach) + 1] = True
    before = np.maximum.accumulate(grid, axis=1)
    after = np.maximum.accumulate(grid[:, ::-1], axis=1)[:, ::-1]
    open_rows = ~grid & before & after
    gaps, inked = open_rows.sum(axis=0), grid.sum(axis=0)
    middle = slice(int(0.2 * wide), int(0.8 * wide))
    if not gaps[middle].size:
        return None
    at = int(np.argmax((gaps - inked)[middle])) + middle.start
    rows = open_rows[:, at]
    if gaps[at] < 5 * typical / 2:
        return None
    part = gaps[at] / grid.any(axis=1).sum()
    open_at = np.flatnonzero(rows)
    if part < 0.25:  # little of the page, so that it must be one stretch of lines
        stretches = np.split(open_at, np.flatnonzero(np.diff(open_at) > 0.75 * typical) + 1)
        open_at = max(stretches, key=len)
        if len(open_at) < 5 * typical / 2:
            return None
        rows = np.zeros_like(rows)
        rows[open_at] = True
    good = gaps >= 0.9 * gaps[at]
    first, last = at, at
    while first > 0 and good[first - 1]:
        first -= 1
    while last < wide - 1 and good[last + 1]:
        last += 1
    if last - first + 1 < 0.3 * typical:  # the inked runs were already widened by half a line height
        return None
    fill_left, fill_right = grid[rows, :first].mean(), grid[rows, last + 1 :].mean()
    least = 0.6 if part >= 0.25 else 0.75
    if fill_left < least or fill_right < least - 0.1:
        return None
    above, below = int(open_at[0]), int(open_at[-1])
    while above > 0 and not grid[above - 1, at]:
        above -= 1
    while below < high - 1 and not grid[below + 1, at]:
        below += 1
    return Gutter(float(left + (first + last) / 2), float(top + 2 * above), float(top + 2 * below))


def _ordered(lines: list[Line], gutters: Sequence[Gutter]) -> list[Line]:
    """Lines in reading order: bands between lines that cross a gutter, each band column by column."""
    lines = sorted(lines, key=lambda line: (round((line.y0 + line.y1) / 2), line.x0))
    if not gutters:
        return lines
    ordered: list[Line] = []
    band: list[Line] = []

    def flush() -> None:
        ordered.extend(sorted(band, key=lambda line: (line.column, line.y0, line.x0)))
        band.clear()

    for line in lines:
        if any(line.x0 < gutter.x - 3 and line.x1 > gutter.x + 3 for gutter in gutters):
            flush()
            ordered.append(line)
        else:
            middle = (line.x0 + line.x1) / 2
            band.append(make_line(line.page, line.runs, 1 + sum(middle > gutter.x for gutter in gutters)))
    flush()
    return ordered
