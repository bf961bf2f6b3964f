"""The lines of all pages made into blocks: paragraphs over lines, columns and pages, and what is not a paragraph. Pure.

The order of work: furniture off, footnotes off, endnotes off, then tables, captions and headings out of the
stream of lines, so that a paragraph which one of them interrupts is joined again. This file doesn't know pdfium.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import BlockKind, RawBlock, RawBox, RawPage
from ingest.readers.pdf_chapters import Text
from ingest.readers.pdf_endnotes import split_endnotes
from ingest.readers.pdf_front import mark_front, take_authors_note, title_text
from ingest.readers.pdf_furniture import strip_furniture
from ingest.readers.pdf_grid import Grid
from ingest.readers.pdf_groups import Group, Outline, running_text, split_lines, take_headings
from ingest.readers.pdf_layout import Line, page_lines
from ingest.readers.pdf_markers import link_markers
from ingest.readers.pdf_notes import Footnote, split_footnotes
from ingest.readers.pdf_page import PageGlyphs
from ingest.readers.pdf_stops import close_stops
from ingest.readers.pdf_style import (
    Look,
    Margins,
    find_margins,
    heading_levels,
    is_caption,
    look,
)
from ingest.readers.pdf_tables import Table, find_tables, table_text
from ingest.readers.pdf_text import join_lines, vocabulary


@dataclass(frozen=True, slots=True)
class Built:
    """The blocks in reading order, each page's footnotes after the text that begins on it; and the largest heading."""

    blocks: Sequence[RawBlock]
    title: str | None = None


def build_blocks(
    pages: Sequence[PageGlyphs], labels: Mapping[int, str | None], outline: Sequence[Outline] = ()
) -> Built:
    """The blocks of the document."""
    by_page = close_stops([page_lines(page) for page in pages])
    everything = [line for lines in by_page for line in lines]
    size = look(everything).size
    by_page, _, folios = strip_furniture(by_page, size)
    printed = {**labels, **folios}
    rules = {page.number: page.rules for page in pages}
    words = vocabulary(everything)
    barred: set[int] = set()
    while True:  # at most twice: once more without the notes that turned out to be none
        rest, notes = split_footnotes(by_page, rules, size, barred)
        stream = [line for lines in rest for line in lines]
        how = look(stream)
        stream, endnotes = split_endnotes(stream, any(note.number.isdigit() for note in notes))
        notes += endnotes
        for count, note in enumerate(notes):
            note.id = f"n{count + 1}-p{note.page}-{note.number}"
        tables = find_tables(stream, rules)
        groups = _groups(stream, tables, how, find_margins(stream, how.size), outline)
        title = mark_front(groups, how)
        _set_levels(groups, title)
        blocks, linked = _assemble(groups, {table.at: table.grid for table in tables}, notes, words, printed)
        doubtful = _doubtful_pages(notes, linked)
        if not doubtful or barred:
            return Built(blocks, title_text(title) if title is not None else None)
        barred = doubtful


def _doubtful_pages(notes: Sequence[Footnote], linked: Container[str]) -> set[int]:
    """Pages whose "notes" are rather rows or items in small type: no superscript numbers, and nothing leads to them."""
    feet = [note for note in notes if not note.end]
    sure = {note.page for note in feet if note.raised or note.id in linked}
    return {note.page for note in feet} - sure


def _groups(
    stream: list[Line], tables: Sequence[Table], how: Look, margins: Margins, outline: Sequence[Outline]
) -> list[Group]:
    in_table = {at for table in tables for start, end in table.spans for at in range(start, end)}
    groups = [
        Group(
            table.at,
            [line for start, end in table.spans for line in stream[start:end]],
            BlockKind.LABEL if table.axes else BlockKind.TABLE,
        )
        for table in tables
    ]
    rest = [(at, line) for at, line in enumerate(stream) if at not in in_table]
    blocks = split_lines(rest, how, margins)
    blocks, headings = take_headings(blocks, how, margins, outline)
    groups.extend(headings)
    captions = [group for group in blocks if is_caption(group.lines)]
    for group in captions:
        group.kind = BlockKind.CAPTION
    groups.extend(captions)
    running = [group for group in blocks if group.kind is not BlockKind.CAPTION]
    groups.extend(take_authors_note(running))
    running = [group for group in running if group.kind is not BlockKind.LABEL]
    groups.extend(running_text(running, headings, how, margins))
    return sorted(groups, key=lambda group: group.at)


def _set_levels(groups: Sequence[Group], title: Group | None) -> None:
    """Give each heading its level; what the outline said of it is in `level` already."""
    heads = [group for group in groups if group.kind is BlockKind.HEADING]
    levels = heading_levels(
        [g.lines for g in heads], [g.level for g in heads], title.lines if title is not None else None
    )
    for group, level in zip(heads, levels, strict=True):
        group.level = level
    for group in groups:
        if group.kind is not BlockKind.HEADING:
            group.level = None


# ---- groups into blocks ---------------------------------------------------------------------


def _assemble(
    groups: Sequence[Group],
    grids: Mapping[int, Grid],
    notes: Sequence[Footnote],
    words: Counter[str],
    labels: Mapping[int, str | None],
) -> tuple[list[RawBlock], set[str]]:
    """The blocks in order, and the ids of the notes that a marker leads to. `grids` are the tables by their places."""
    laid = [
        table_text(grids[group.at], words, labels)
        if group.kind is BlockKind.TABLE
        else (join_lines(group.lines, words, labels), ())
        for group in groups
    ]
    joined = [text for text, _ in laid]
    markers = link_markers([Text(group.at, text) for group, text in zip(groups, joined, strict=True)], notes)
    placed: list[tuple[tuple[float, float], RawBlock]] = []
    for index, (group, text) in enumerate(zip(groups, joined, strict=True)):
        block = RawBlock(
            text.text,
            group.kind,
            group.level,
            markers=markers.get(index, ()),
            pages=text.pages,
            boxes=text.boxes,
            styles=laid[index][1],
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
