"""The lines of all pages made into blocks: paragraphs over lines, columns and pages, and what is not a paragraph. Pure.

The order of work: furniture off, footnotes off, endnotes off, then tables, captions and headings out of the
stream of lines, so that a paragraph which one of them interrupts is joined again. This file doesn't know pdfium.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import BlockKind, RawBlock, RawBox, RawPage
from ingest.readers.pdf_furniture import strip_furniture
from ingest.readers.pdf_layout import Line, page_lines
from ingest.readers.pdf_markers import Text, link_markers
from ingest.readers.pdf_notes import Footnote, is_references_heading, split_endnotes, split_footnotes
from ingest.readers.pdf_page import PageGlyphs
from ingest.readers.pdf_style import (
    Look,
    Margins,
    cells,
    find_margins,
    find_tables,
    heading_levels,
    heading_strength,
    is_bullet,
    is_caption,
    is_contents,
    is_quote,
    look,
)
from ingest.readers.pdf_text import Joined, join_lines, vocabulary

_ENDS = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*\s?(?:[\[(]?\d{0,3}[\])]?)$")


@dataclass(frozen=True, slots=True)
class Outline:
    """An entry of the file's outline: title, level from 1, 1-based page."""

    title: str
    level: int
    page: int | None


@dataclass(slots=True)
class _Group:
    """Lines that make one block; `at` is the place of the first in the stream."""

    at: int
    lines: list[Line]
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """The blocks in reading order, each page's footnotes after the text that begins on it; and the largest heading."""

    blocks: Sequence[RawBlock]
    title: str | None = None


def build_blocks(
    pages: Sequence[PageGlyphs], labels: Mapping[int, str | None], outline: Sequence[Outline] = ()
) -> Built:
    """The blocks of the document."""
    by_page = [page_lines(page) for page in pages]
    everything = [line for lines in by_page for line in lines]
    size = look(everything).size
    by_page, _, folios = strip_furniture(by_page, size)
    printed = {**labels, **folios}
    rules = {page.number: page.rules for page in pages}
    words = vocabulary(everything)
    barred: set[int] = set()
    while True:
        rest, notes = split_footnotes(by_page, rules, size, barred)
        stream = [line for lines in rest for line in lines]
        how = look(stream)
        stream, endnotes = split_endnotes(stream, how.size)
        notes += endnotes
        for count, note in enumerate(notes):
            note.id = f"n{count + 1}-p{note.page}-{note.number}"
        groups = _groups(stream, how, find_margins(stream, how.size), outline)
        title = _front(groups, how)
        blocks, linked = _assemble(groups, notes, words, printed)
        doubtful = _doubtful_pages(notes, linked) - barred
        if not doubtful:
            return Built(blocks, title)
        barred |= doubtful


def _doubtful_pages(notes: Sequence[Footnote], linked: Container[str]) -> set[int]:
    """Pages whose "notes" are rather rows or items in small type: no superscript numbers, and nothing leads to them."""
    feet = [note for note in notes if not note.end]
    sure = {note.page for note in feet if note.raised or note.id in linked}
    return {note.page for note in feet} - sure


def _groups(stream: list[Line], how: Look, margins: Margins, outline: Sequence[Outline]) -> list[_Group]:
    tables = find_tables(stream)
    in_table = {at for start, end in tables for at in range(start, end)}
    groups = [_Group(start, stream[start:end], BlockKind.TABLE) for start, end in tables]
    rest = [(at, line) for at, line in enumerate(stream) if at not in in_table]
    blocks = _split(rest, how, margins)
    titles = {_plain(entry.title): entry for entry in outline}
    blocks, headings = _headings(blocks, how, margins, titles)
    groups.extend(headings)
    captions = [group for group in blocks if is_caption(group.lines)]
    for group in captions:
        group.kind = BlockKind.CAPTION
    groups.extend(captions)
    running = [group for group in blocks if group.kind is not BlockKind.CAPTION]
    groups.extend(_text(running, headings, how, margins))
    return sorted(groups, key=lambda group: group.at)


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


# ---- lines into groups ----------------------------------------------------------------------


def _split(lines: Sequence[tuple[int, Line]], how: Look, margins: Margins) -> list[_Group]:
    """Groups of lines that stand together on one page and column and are set alike."""
    groups: list[_Group] = []
    for at, line in lines:
        if groups and not _parted(groups[-1].lines, line, how, margins):
            groups[-1].lines.append(line)
        else:
            groups.append(_Group(at, [line]))
    return groups


def _parted(group: Sequence[Line], line: Line, how: Look, margins: Margins) -> bool:
    """Whether the line begins a new group."""
    last = group[-1]
    if last.page != line.page or last.column != line.column:
        return True
    if abs(last.size - line.size) > 0.06 * last.size or (
        last.bold != line.bold and (last.bold or line.bold) and _heavy(last, line)
    ):
        return True
    gap = line.y1 - last.y1
    step = group[-1].y1 - group[-2].y1 if len(group) > 1 else max(how.leading * last.size / how.size, 1.1 * last.size)
    if not 0 < gap < 1.3 * max(step, 0.9 * last.size) or is_caption([line]) or is_bullet(line):
        return True
    left, right = margins.of(line)
    if _is_indented(group, line, left):
        return True
    return last.x1 < right - 3 * last.size and bool(_ENDS.search(last.text)) and abs(line.x0 - left) < 0.5 * line.size


def _heavy(one: Line, two: Line) -> bool:
    """Whether a change of weight means something: the lines are more than a word or two."""
    return min(len(one.text), len(two.text)) > 3


def _is_indented(group: Sequence[Line], line: Line, left: float) -> bool:
    """Whether the line's indent opens a paragraph (and isn't that of a hanging or centred group)."""
    last = group[-1]
    if line.x0 < left + 0.7 * line.size or line.x0 - last.x0 < 0.5 * line.size:
        return False
    hanging = len(group) > 1 and all(one.x0 > group[0].x0 + 0.5 * line.size for one in group[1:])
    return not hanging and line.x0 - last.x0 < 6 * line.size and len(last.text) > 25


def _headings(
    blocks: list[_Group], how: Look, margins: Margins, titles: Mapping[str, Outline]
) -> tuple[list[_Group], list[_Group]]:
    rest: list[_Group] = []
    found: list[_Group] = []
    known: list[int | None] = []
    for at, group in enumerate(blocks):
        above = _gap(blocks[at - 1].lines[-1], group.lines[0], how) if at else 9.0
        below = _gap(group.lines[-1], blocks[at + 1].lines[0], how) if at + 1 < len(blocks) else 9.0
        entry = titles.get(_plain(" ".join(line.text for line in group.lines)))
        in_outline = entry is not None and entry.page in (None, group.lines[0].page)
        if in_outline or heading_strength(group.lines, how, margins, above, below):
            group.kind = BlockKind.HEADING
            found.append(group)
            known.append(entry.level if in_outline and entry is not None else None)
        else:
            rest.append(group)
    _merge_lines_of_one_heading(found, known, how)
    for group, level in zip(found, heading_levels([group.lines for group in found], known), strict=True):
        group.level = level
    return rest, found


def _merge_lines_of_one_heading(found: list[_Group], known: list[int | None], how: Look) -> None:
    at = 1
    while at < len(found):
        one, two = found[at - 1], found[at]
        a, b = one.lines[-1], two.lines[0]
        near = a.page == b.page and 0 < b.y1 - a.y1 < 1.6 * max(a.size, b.size) and two.at == one.at + len(one.lines)
        alike = abs(a.size - b.size) < 0.3 and a.bold == b.bold and (a.size > 1.05 * how.size or a.x0 != b.x0)
        if near and alike and known[at] is None and known[at - 1] is None:
            one.lines.extend(two.lines)
            del found[at], known[at]
        else:
            at += 1


def _gap(above: Line, below: Line, how: Look) -> float:
    """The step from one line to the next in the text's own steps; large across pages and columns."""
    if above.page != below.page or above.column != below.column:
        return 9.0
    return (below.y1 - above.y1) / how.leading


# ---- the first pages ------------------------------------------------------------------------

_IMPRINT = re.compile(
    r"©|\(c\) ?\d{4}|copyright|all rights reserved|licen[cs]e|creative ?commons|published (?:online|by)|publication|"
    r"received|accepted|\bdoi\b|\bissn\b|\bisbn\b|correspond|e-?mail|@|https?://",
    re.IGNORECASE,
)


def _front(groups: Sequence[_Group], how: Look) -> str | None:
    """Mark the front matter (authors, journal, imprint), and return the title: the first page's largest heading."""
    first = next((group.lines[0].page for group in groups), 0)
    on_first = [group for group in groups if group.lines[0].page == first]
    heads = [group for group in on_first if group.kind is BlockKind.HEADING]
    large = max((group.lines[0].size for group in heads), default=0.0)
    title = next((group for group in heads if group.lines[0].size >= large - 0.1), None)
    if title is not None and large < 1.04 * how.size and not title.lines[0].bold:
        title = None
    began = title is None
    for group in on_first:
        text = " ".join(line.text for line in group.lines)
        if group is title:
            began = True
            continue
        sentences = len(group.lines) > 1 and len(text) > 80 and bool(_ENDS.search(text))
        prose = (len(text) > 200 or sentences) and abs(group.lines[0].size - how.size) < 0.12 * how.size
        if began and title is not None and (prose or (group.kind is BlockKind.HEADING and group is not heads[0])):
            break
        if group.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE) and not prose and title is not None:
            group.kind = BlockKind.FRONT
    for group in on_first:
        small = group.lines[0].size < 0.95 * how.size
        text = " ".join(line.text for line in group.lines)
        if small and group.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE) and _IMPRINT.search(text):
            group.kind = BlockKind.FRONT
    return " ".join(line.text for line in title.lines).replace("\x02", "-") if title is not None else None


# ---- groups into blocks ---------------------------------------------------------------------


def _text(running: list[_Group], headings: Sequence[_Group], how: Look, margins: Margins) -> list[_Group]:
    """Paragraphs, quotations, list items and entries of bibliographies; what a page or column cut is joined."""
    starts = sorted((group.at, group) for group in headings) if headings else []
    done: list[_Group] = []
    before: _Group | None = None
    section = -1
    lists = False
    for group in running:
        passed = [at for at, _ in _passed(starts, group.at)]
        if len(passed) - 1 != section:
            section = len(passed) - 1
            heading = starts[section][1]
            lists = is_references_heading(" ".join(line.text for line in heading.lines))
            before = None
        if lists:
            done.extend(_entries(group, margins))
            before = None
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
    return done


def _passed(starts: Sequence[tuple[int, _Group]], at: int) -> list[tuple[int, _Group]]:
    return [pair for pair in starts if pair[0] < at]


def _goes_on(before: _Group, group: _Group, how: Look, margins: Margins) -> bool:
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
    open_end = not _ENDS.search(last.text)
    if open_end and (text[:1].islower() or last.hyphened):
        return True
    indented = line.x0 > left + 0.7 * line.size
    full = last.x1 > right - 2.5 * last.size
    return not indented and full and (open_end or not text[:1].isupper() or before.kind is group.kind)


def _entries(group: _Group, margins: Margins) -> list[_Group]:
    """The entries of a bibliography: by hanging indent, by number, else the group as it is."""
    lefts = [round(line.x0 - margins.of(line)[0]) for line in group.lines]
    size = group.lines[0].size
    hanging = any(left > 0.6 * size for left in lefts)
    numbered = sum(bool(re.match(r"[\[(]?\d{1,3}[\])]?\.?\s", line.text)) for line in group.lines) > 1
    done: list[_Group] = []
    low = min(lefts)
    for offset, (line, left) in enumerate(zip(group.lines, lefts, strict=True)):
        opens = (
            bool(re.match(r"[\[(]?\d{1,3}[\])]?\.?\s", line.text)) if numbered else hanging and left < low + 0.5 * size
        )
        if not done or opens:
            done.append(_Group(group.at + offset, [line], BlockKind.REFERENCE))
        else:
            done[-1].lines.append(line)
    return done


def _assemble(
    groups: Sequence[_Group], notes: Sequence[Footnote], words: Counter[str], labels: Mapping[int, str | None]
) -> tuple[list[RawBlock], set[str]]:
    """The blocks in order, and the ids of the notes that a marker leads to."""
    joined = [
        _table(group.lines, words, labels) if group.kind is BlockKind.TABLE else join_lines(group.lines, words, labels)
        for group in groups
    ]
    markers = link_markers([Text(group.at, text) for group, text in zip(groups, joined, strict=True)], notes)
    placed: list[tuple[tuple[float, float], RawBlock]] = []
    for index, (group, text) in enumerate(zip(groups, joined, strict=True)):
        block = RawBlock(
            text.text, group.kind, group.level, markers=markers.get(index, ()), pages=text.pages, boxes=text.boxes
        )
        if text.text.strip():
            placed.append(((group.lines[0].page, group.at), block))
    for order, note in enumerate(notes):
        block = _note(note, words, labels)
        if block.text.strip():
            place = (note.page, note.at + order * 1e-6) if note.end else (note.page, 1e12 + order)
            placed.append((place, block))
    linked = {marker.target for found in markers.values() for marker in found}
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])], linked


def _table(lines: Sequence[Line], words: Counter[str], labels: Mapping[int, str | None]) -> Joined:
    """Rows on lines of their own, cells parted by tabs."""
    text = ""
    boxes: list[RawBox] = []
    for line in lines:
        text += "\n" if text else ""
        start = len(text)
        inner = set(cells(line)[1:])
        row = ""
        for run in line.runs:
            row += ("\t" if run.x0 in inner else " " if row and run.spaced else "") + run.text
        text += row.replace("\x02", "-")
        boxes.append(RawBox(start, len(text), line.page, *(round(v, 2) for v in (line.x0, line.y0, line.x1, line.y1))))
    return Joined(text, tuple(boxes), join_lines(lines[:1], words, dict(labels)).pages)


def _note(note: Footnote, words: Counter[str], labels: Mapping[int, str | None]) -> RawBlock:
    """The note's own text, without its number."""
    joined = join_lines(note.lines, words, labels)
    cut = note.prefix
    cut += len(joined.text[cut:]) - len(joined.text[cut:].lstrip(" \t.)]:"))
    boxes = tuple(
        RawBox(max(box.start - cut, 0), box.end - cut, box.page, box.x0, box.y0, box.x1, box.y1)
        for box in joined.boxes
        if box.end > cut
    )
    pages = tuple(RawPage(max(page.start - cut, 0), page.page) for page in joined.pages)
    return RawBlock(joined.text[cut:], BlockKind.NOTE, note_id=note.id, number=note.number, pages=pages, boxes=boxes)
