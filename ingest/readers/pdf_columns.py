"""The columns of a table in a PDF: upright strips that its rows leave blank, and what of a line stands in which. Pure.

Columns are found from the lines with most pieces alone: a head over several columns, a group's title among the rows
and a note under them cross the strips. This file doesn't know heads, rows or rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_layout import Line, pieces
from ingest.readers.pdf_page import Run
from ingest.readers.pdf_style import leaders

GAP = 0.6  # in type sizes: a wider gap parts the pieces of a line
_WORD_GAP = 0.4  # in type sizes: a wider gap may part two heads that stand close
_MANY = 0.8  # of the pieces that a full line has, for it to tell where the columns are
_COMMON = 0.3  # of the lines must have as many pieces as a full one
_CROSSING = 0.1  # of the full lines may cross a strip
_NARROWEST = 1.0  # points, of a strip
_LEAST_CORE = 4  # full lines, for one of them to cross a strip
_SIGN_GAP = 5.0  # in type sizes: as far a sign may stand from what it belongs to
_OPENING = re.compile(r"[$€£¥•▪◦●]")
_CLOSING = re.compile(r"[%‰]")

Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Runs of a line on the 1-based `page` that no wide gap parts."""

    page: int
    runs: tuple[Run, ...]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return "".join(text for _, text in pieces(self.runs)).strip()


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece in the column that it begins in, and how many columns it stands over."""

    column: int
    width: int
    piece: Piece


def _piece(page: int, runs: Sequence[Run]) -> Piece:
    return Piece(page, tuple(runs), min(run.x0 for run in runs), max(run.x1 for run in runs))


def line_pieces(line: Line) -> list[Piece]:
    """The pieces of a line; dots that lead from one to the next are left out, and a sign that stands apart from what it
    belongs to ("$", "%", a bullet) is put to it."""
    dots = leaders(line)
    found: list[list[Run]] = []
    for at, run in enumerate(line.runs):
        if at in dots:
            continue
        gap = run.x0 - found[-1][-1].x1 if found else 0.0
        near = at > 0 and at - 1 not in dots and gap <= GAP * line.size
        signed = bool(found) and gap < _SIGN_GAP * line.size and _is_sign(found[-1], run)
        if found and (near or signed):
            found[-1].append(run)
        else:
            found.append([run])
    return [_piece(line.page, runs) for runs in found]


def _is_sign(before: Sequence[Run], run: Run) -> bool:
    """Whether what stands before opens the run, or the run closes what stands before."""
    if len(run.text) > 1 and (len(before) > 1 or len(before[0].text) > 1):
        return False
    opens = bool(_OPENING.fullmatch("".join(one.text for one in before).strip()))
    return opens or bool(_CLOSING.fullmatch(run.text.strip()))


def find_columns(lines: Sequence[Line]) -> list[Extent]:
    """From where to where each column reaches, from left to right; empty where nothing parts the lines alike."""
    split = [line_pieces(line) for line in lines]
    counts = sorted((len(pieces) for pieces in split), reverse=True)
    full = counts[min(max(int(_COMMON * len(counts)), 2), len(counts)) - 1] if len(counts) > 1 else 0
    if full < 2:
        return []
    core = [pieces for pieces in split if len(pieces) >= max(2, _MANY * full)]
    extents = [(piece.x0, piece.x1) for pieces in core for piece in pieces]
    most = max(int(_CROSSING * len(core)), 1 if len(core) >= _LEAST_CORE else 0)
    columns = _covered(extents, 0)
    for crossing in range(1, most + 1):
        if len(columns) >= full:
            break
        more = _with_those_apart(_covered(extents, crossing), split)
        columns = more if len(more) > len(columns) else columns
    columns = _with_heads(columns, split)
    return columns if len(columns) > 1 else []


def _with_heads(columns: Sequence[Extent], split: Sequence[Sequence[Piece]]) -> list[Extent]:
    """The columns, two beside each other as one where what stands in one ends before what stands in the other begins:
    a head at the left and its figures at the right."""
    lines: list[list[int]] = [[] for _ in columns]
    for at, line in enumerate(split):
        for over in (overlapped(piece, columns) for piece in line):
            if len(over) == 1:
                lines[over[0]].append(at)
    found: list[Extent] = []
    held: list[int] = []
    for (left, right), own in zip(columns, lines, strict=True):
        first, second = (held, own) if held[:1] <= own[:1] else (own, held)
        if found and first and second and first[-1] < second[0] and first[-1] < len(split) // 2:
            found[-1], held = (found[-1][0], right), sorted(held + own)
        else:
            found.append((left, right))
            held = own
    return found


def _with_those_apart(columns: list[Extent], split: Iterable[Sequence[Piece]]) -> list[Extent]:
    """The columns, and those of pieces that stand beside them all."""
    apart = [
        (piece.x0, piece.x1)
        for line in split
        if len(line) > 1
        for piece in line
        if all(piece.x1 < left - _NARROWEST or piece.x0 > right + _NARROWEST for left, right in columns)
    ]
    return sorted([*columns, *_covered(apart, 0)])


def _covered(extents: Sequence[Extent], crossing: int) -> list[Extent]:
    """Where more than `crossing` of the extents lie, with no strip of white inside."""
    edges = sorted(
        [(left, 1) for left, _ in extents] + [(right, -1) for _, right in extents], key=lambda e: (e[0], -e[1])
    )
    found: list[Extent] = []
    depth, since = 0, 0.0
    for x, step in edges:
        before, depth = depth, depth + step
        if before <= crossing < depth:
            since = x
        elif depth <= crossing < before:
            if found and since - found[-1][1] < _NARROWEST:
                found[-1] = (found[-1][0], x)
            else:
                found.append((since, x))
    return found


def overlapped(piece: Piece, columns: Sequence[Extent]) -> list[int]:
    """The columns that a piece reaches into."""
    least = min(2.0, 0.4 * (piece.x1 - piece.x0))
    return [at for at, (left, right) in enumerate(columns) if min(right, piece.x1) - max(left, piece.x0) > least]


def place(line: Line, columns: Sequence[Extent], *, over: bool) -> list[Placed]:
    """What stands in which columns. A piece that crosses a strip is cut where a gap of its own lies there; `over` says
    that it may stand over several columns, as heads do, and is cut only where each part is in the middle of its own."""
    found: list[Placed] = []
    for whole in line_pieces(line):
        parts = _cut(whole, columns, _WORD_GAP * line.size if over else 0.0)
        into = [overlapped(part, columns) or [_nearest(part, columns)] for part in parts]
        if over and len(parts) > 1 and not all(_is_in(p, columns, own) for p, own in zip(parts, into, strict=True)):
            parts, into = [whole], [sorted({at for own in into for at in own})]
        found += [Placed(own[0], own[-1] - own[0] + 1, part) for part, own in zip(parts, into, strict=True)]
    return found


def _is_in(piece: Piece, columns: Sequence[Extent], own: Sequence[int]) -> bool:
    """Whether a piece's middle lies in the one column that it reaches into."""
    left, right = columns[own[0]]
    return len(own) == 1 and left <= (piece.x0 + piece.x1) / 2 <= right


def _nearest(piece: Piece, columns: Sequence[Extent]) -> int:
    return min(range(len(columns)), key=lambda at: max(columns[at][0] - piece.x1, piece.x0 - columns[at][1]))


def _cut(piece: Piece, columns: Sequence[Extent], least: float) -> list[Piece]:
    """The piece cut at the strips between columns that it crosses, where a gap of its own wider than `least` lies."""
    crossed = [(a[1], b[0]) for a, b in pairwise(columns) if piece.x0 < a[1] and piece.x1 > b[0]]
    found: list[list[Run]] = [[piece.runs[0]]]
    for before, run in pairwise(piece.runs):
        there = any(before.x1 <= right + 1 and run.x0 >= left - 1 for left, right in crossed)
        if there and run.x0 - before.x1 > least:
            found.append([run])
        else:
            found[-1].append(run)
    return [_piece(piece.page, runs) for runs in found]


__all__ = ["Extent", "Piece", "Placed", "find_columns", "line_pieces", "overlapped", "place"]
