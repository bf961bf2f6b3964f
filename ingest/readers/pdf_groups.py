"""Lines put into groups, and the groups told apart: headings, and running text joined where something cut it. Pure.

A group is what stands together on one page and is set alike; a paragraph that a page, a column, a caption or a
table interrupts is joined again. This file doesn't know notes, nor what becomes of the groups.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import BlockKind
from ingest.readers.pdf_layout import Line
from ingest.readers.pdf_notes import is_references_heading
from ingest.readers.pdf_style import (
    NUMBERED,
    Look,
    Margins,
    heading_strength,
    is_bullet,
    is_caption,
    is_contents,
    is_numbered_in_capitals,
    is_quote,
)

ENDS = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*\s?(?:[\[(]?\d{0,3}[\])]?)$")

_NUMBERED_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
_ITEM = re.compile(r"[a-z]{1,4}[.)]\s")


@dataclass(frozen=True, slots=True)
class Outline:
    """An entry of the file's outline: title, level from 1, 1-based page."""

    title: str
    level: int
    page: int | None


@dataclass(slots=True)
class Group:
    """Lines that make one block; `at` is the place of the first in the stream."""

    at: int
    lines: list[Line]
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None


def split_lines(lines: Sequence[tuple[int, Line]], how: Look, margins: Margins) -> list[Group]:
    """Groups of lines that stand together on one page and column and are set alike."""
    groups: list[Group] = []
    steps = _steps([line for _, line in lines], how)
    for (at, line), step in zip(lines, steps, strict=True):
        if groups and not _parted(groups[-1].lines, line, step, margins):
            groups[-1].lines.append(line)
        else:
            groups.append(Group(at, [line]))
    return groups


def _steps(lines: Sequence[Line], how: Look) -> list[float]:
    """The usual step between lines around each line: low among those of its size nearby."""
    gaps = [
        b.y1 - a.y1 if a.page == b.page and a.column == b.column and abs(a.size - b.size) < 0.06 * a.size else 0.0
        for a, b in pairwise(lines)
    ]
    found = []
    for at, line in enumerate(lines):
        near = sorted(gap for gap in gaps[max(at - 7, 0) : at + 7] if 0.8 * line.size < gap < 3.2 * line.size)
        usual = max(how.leading * line.size / how.size, 1.1 * line.size)
        found.append(near[len(near) // 3] if len(near) > 3 else usual)
    return found


def _parted(group: Sequence[Line], line: Line, step: float, margins: Margins) -> bool:
    """Whether the line begins a new group."""
    last = group[-1]
    if last.page != line.page or last.column != line.column:
        return True
    if abs(last.size - line.size) > 0.06 * last.size or (
        last.bold != line.bold and (last.bold or line.bold) and _heavy(last, line)
    ):
        return True
    gap = line.y1 - last.y1
    if not 0 < gap < 1.3 * max(step, 0.9 * last.size) or is_caption([line]) or is_bullet(line):
        return True
    left, right = margins.of(line)
    if _is_indented(group, line, left):
        return True
    ended = bool(ENDS.search(last.text)) and not _runs_on(last, line)
    return last.x1 < right - 3 * last.size and ended and abs(line.x0 - left) < 0.5 * line.size


def _runs_on(last: Line, line: Line) -> bool:
    """Whether the stop that ends a line is an abbreviation's, as a small letter follows that numbers no item."""
    return last.text.endswith(".") and line.text[:1].islower() and not _ITEM.match(line.text)


def _heavy(one: Line, two: Line) -> bool:
    """Whether a change of weight means something: the lines are more than a word or two."""
    return min(len(one.text), len(two.text)) > 3


def _is_indented(group: Sequence[Line], line: Line, left: float) -> bool:
    """Whether the line's indent opens a paragraph (and isn't that of a hanging or centred group)."""
    last = group[-1]
    if line.x0 < left + 0.7 * line.size or line.x0 - last.x0 < 0.5 * line.size:
        return False
    if len(group) == 1 and (is_bullet(last) or _NUMBERED_ITEM.match(last.text)) and not ENDS.search(last.text):
        return False  # the item's second line, under its text
    hanging = len(group) > 1 and all(one.x0 > group[0].x0 + 0.5 * line.size for one in group[1:])
    return not hanging and line.x0 - last.x0 < 6 * line.size and len(last.text) > 25


def take_headings(
    blocks: list[Group], how: Look, margins: Margins, outline: Sequence[Outline]
) -> tuple[list[Group], list[Group]]:
    """The groups that are headings taken out of the others, with the level the outline gives them, if any."""
    titles = {_plain(entry.title): entry for entry in outline}
    rest: list[Group] = []
    found: list[Group] = []
    known: list[int | None] = []
    for at, group in enumerate(blocks):
        above = _gap(blocks[at - 1].lines[-1], group.lines[0], how) if at else 9.0
        below = _gap(group.lines[-1], blocks[at + 1].lines[0], how) if at + 1 < len(blocks) else 9.0
        entry = titles.get(_plain(" ".join(line.text for line in group.lines)))
        in_outline = entry is not None and entry.page in (None, group.lines[0].page)
        following = blocks[at + 1].lines[0].text.lstrip("\"'“‘(«-–— ") if at + 1 < len(blocks) else "."
        strength = heading_strength(group.lines, how, margins, above, below)
        if in_outline or strength > (2 if following[:1].islower() else 0):
            group.kind = BlockKind.HEADING
            found.append(group)
            known.append(entry.level if in_outline and entry is not None else None)
        else:
            rest.append(group)
    _merge_lines_of_one_heading(found, known, how, margins)
    for group, level in zip(found, known, strict=True):
        group.level = level
    return rest, found


def _merge_lines_of_one_heading(found: list[Group], known: list[int | None], how: Look, margins: Margins) -> None:
    at = 1
    while at < len(found):
        one, two = found[at - 1], found[at]
        a, b = one.lines[-1], two.lines[0]
        near = a.page == b.page and 0 < b.y1 - a.y1 < 1.6 * max(a.size, b.size) and two.at == one.at + len(one.lines)
        alike = abs(a.size - b.size) < 0.3 and a.bold == b.bold and (a.size > 1.05 * how.size or a.x0 != b.x0)
        alike = alike or _goes_on_in_capitals(one, two, margins)
        if near and alike and known[at] is None and known[at - 1] is None:
            one.lines.extend(two.lines)
            del found[at], known[at]
        else:
            at += 1


def _goes_on_in_capitals(one: Group, two: Group, margins: Margins) -> bool:
    """Whether a numbered heading in capitals, its last line full, goes on in the next, whatever its type."""
    last = one.lines[-1]
    full = last.x1 > margins.of(last)[1] - 6 * last.size
    shouted = all(line.text.isupper() for line in two.lines)
    return full and shouted and is_numbered_in_capitals(one.lines) and not NUMBERED.match(two.lines[0].text)


def _gap(above: Line, below: Line, how: Look) -> float:
    """The step from one line to the next in the text's own steps; large across pages and columns."""
    if above.page != below.page or above.column != below.column:
        return 9.0
    return (below.y1 - above.y1) / how.leading


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def running_text(running: list[Group], headings: Sequence[Group], how: Look, margins: Margins) -> list[Group]:
    """Paragraphs, quotations, list items and entries of bibliographies; what a page or column cut is joined."""
    starts = sorted((group.at, group) for group in headings) if headings else []
    done: list[Group] = []
    before: Group | None = None
    section = -1
    lists = False
    works: list[Group] = []
    for group in running:
        passed = [at for at, _ in _passed(starts, group.at)]
        if len(passed) - 1 != section:
            section = len(passed) - 1
            done.extend(_entries(works, margins))
            works = []
            heading = starts[section][1]
            lists = is_references_heading(" ".join(line.text for line in heading.lines))
            before = None
        if lists:
            works.append(group)
            continue
        if is_contents(group.lines):
            group.kind = BlockKind.LABEL
        elif is_quote(group.lines, how, margins):
            group.kind = BlockKind.QUOTE
        elif is_bullet(group.lines[0]):
            group.kind = BlockKind.LIST_ITEM
        if before is not None and _goes_on(before, group, how, margins):
            before.lines.extend(group.lines)
            continue
        done.append(group)
        before = group
    return done + _entries(works, margins)


def _passed(starts: Sequence[tuple[int, Group]], at: int) -> list[tuple[int, Group]]:
    return [pair for pair in starts if pair[0] < at]


def _goes_on(before: Group, group: Group, how: Look, margins: Margins) -> bool:
    """Whether the group goes on from the one before: cut by a page, a column, a caption or a table."""
    last, line = before.lines[-1], group.lines[0]
    if last.page == line.page and last.column == line.column and group.at == before.at + len(before.lines):
        return False
    if line.page - last.page > 2 or abs(last.size - line.size) > 0.06 * last.size:
        return False
    if is_bullet(line) or {before.kind, group.kind} & {BlockKind.LABEL, BlockKind.TABLE, BlockKind.FRONT}:
        return False
    left, _ = margins.of(line)
    _, right = margins.of(last)
    text = line.text.lstrip("\"'“‘(«")
    open_end = not ENDS.search(last.text)
    if open_end and (text[:1].islower() or last.hyphened):
        return True
    indented = line.x0 > left + 0.7 * line.size
    full = last.x1 > right - 2.5 * last.size
    return not indented and full and (open_end or not text[:1].isupper() or before.kind is group.kind)


_ENTRY_NUMBER = re.compile(r"[\[(]?\d{1,3}[\])]?\.?\s")
# "Pan, A.", "van der Lee, Bo", "Korver, A. B., and": how an entry begins in most styles.
_ENTRY_NAME = re.compile(r"(?:[a-z]{2,3} ){0,2}[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)?, [^\W\d_a-z](?:\.|[\w-]+)")


def _entries(groups: Sequence[Group], margins: Margins) -> list[Group]:
    """The entries of a bibliography: by number, by hanging indent, else by the names that they begin with behind a
    full stop, and where the groups begin."""
    lines = [(group.at + offset, line, offset == 0) for group in groups for offset, line in enumerate(group.lines)]
    if not lines:
        return []
    numbered = sum(bool(_ENTRY_NUMBER.match(line.text)) for _, line, _ in lines) > 0.15 * len(lines)
    indents = [(line.x0 - margins.of(line)[0]) / line.size for _, line, _ in lines]
    hanging = sum(indent > 0.6 for indent in indents) > 0.15 * len(lines)
    done: list[Group] = []
    before = ""
    for (at, line, first), indent in zip(lines, indents, strict=True):
        begun = first or (before.rstrip().endswith(".") and bool(_ENTRY_NAME.match(line.text)))
        before = line.text
        opens = bool(_ENTRY_NUMBER.match(line.text)) if numbered else indent < 0.5 if hanging else begun
        if not done or opens:
            done.append(Group(at, [line], BlockKind.REFERENCE))
        else:
            done[-1].lines.append(line)
    return done
