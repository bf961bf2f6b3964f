"""The first page of a PDF: its title, and the front matter around it (authors, journal, imprint). Pure.

This file doesn't know names from other words; it goes by place, size and what follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.bylines import names_in
from ingest.document import BlockKind
from ingest.readers.pdf_groups import ENDS, Group
from ingest.readers.pdf_layout import is_raised
from ingest.readers.pdf_style import NUMBERED, Look, is_section_name, style_of

_IMPRINT = re.compile(
    r"©|\(c\) ?\d{4}|copyright|all rights reserved|licen[cs]e|creative ?commons|published (?:online|by)|publication|"
    r"received|accepted|\bdoi\b|\bissn\b|\bisbn\b|correspond|e-?mail|@|https?://",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"\bISSN\b|\bv\s?o\s?l(?:\s?u\s?m\s?e[ns]?)?\b\.?\s*\d|\bn[°ºo]\.?\s?\d+\b|\b(?:jahrgang|heft|band)\s+\d",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[^\W\d_]\s?([+*∗†‡])$")
_LONGEST_NOTE = 600  # code points of a note on the author
_MOST_PAGES_BEFORE = 12  # of an issue's front matter


def mark_front(groups: list[Group], how: Look) -> Group | None:
    """Mark the front matter, and return the title: the first page's largest heading, if it is set off as one.

    What stands before the title behind an issue's cover is front matter; further lines of the title join its group.
    """
    first = _opening_page(groups, how)
    for group in groups:
        if group.lines[0].page < first and group.kind is not BlockKind.TABLE:
            group.kind = BlockKind.FRONT
    on_first = [group for group in groups if group.lines[0].page == first]
    later = {style_of(group.lines) for group in groups[len(on_first) :] if group.kind is BlockKind.HEADING}
    title = _title(on_first, how)
    while title is not None and (more := _next_line(on_first, title)):
        title.lines.extend(more.lines)
        groups.remove(more)
        on_first.remove(more)
    if title is not None:
        _mark_around(on_first, title, how, later)
    for group in on_first:
        small = group.lines[0].size < 0.95 * how.size
        text = _text(group)
        if (
            small
            and len(text) < 1200
            and group.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
            and _IMPRINT.search(text)
        ):
            group.kind = BlockKind.FRONT
    return title


def take_authors_note(groups: Sequence[Group]) -> list[Group]:
    """What a sign at the byline leads to ("+ Address all communications to …"): at the foot of the first page, in the
    type of the text. Marked as a label: no title is looked for in it, and no answer quotes it."""
    first = groups[0].lines[0].page if groups else 0
    page = [group for group in groups if group.lines[0].page == first]
    signs = {sign[1] for group in page[:6] for line in group.lines if (sign := _SIGNED.search(line.text))}
    start = next((at for at, group in enumerate(page) if at and group.lines[0].text[:1] in signs), len(page))
    note = page[start:] if sum(len(_text(group)) for group in page[start:]) < _LONGEST_NOTE else []
    for group in note:
        group.kind = BlockKind.LABEL
    return note


def title_text(title: Group) -> str:
    """The title without the markers of notes that hang on it."""
    words = (run.text for line in title.lines for run in line.runs if not is_raised(line, run))
    text = " ".join(words).replace("\x02 ", "-").replace("\x02", "-").rstrip("*∗†‡ ")
    own, bar, _ = text.partition(" | ")  # what follows the bar is the title in another language
    return own if bar and len(own) > 15 else text


def _text(group: Group) -> str:
    return " ".join(line.text for line in group.lines)


def _opening_page(groups: Sequence[Group], how: Look) -> int:
    """The page with the title: the first, or behind the cover of an issue the one where its text begins."""
    first = next((group.lines[0].page for group in groups), 0)
    cover = [group for group in groups if group.lines[0].page == first]
    if any(_is_prose(group) for group in cover) or not any(_ISSUE.search(_text(group)) for group in cover):
        return first
    for page in range(first + 1, first + _MOST_PAGES_BEFORE):
        own = [group for group in groups if group.lines[0].page == page]
        title = _title(own, how)
        if title is not None and title.lines[0].size >= 1.25 * how.size and any(_is_prose(group) for group in own):
            return page
    return first


def _is_prose(group: Group) -> bool:
    return group.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE) and len(_text(group)) > 200


def _next_line(on_first: Sequence[Group], title: Group) -> Group | None:
    """The group under a title in capitals that goes on with it: in capitals too, as large, and right below."""
    at = on_first.index(title)
    if at + 1 >= len(on_first) or not _is_shouted(title):
        return None
    last, more = title.lines[-1], on_first[at + 1]
    near = 0 < more.lines[0].y1 - last.y1 < 1.6 * last.size
    alike = abs(more.lines[0].size - last.size) < 0.06 * last.size
    known = is_section_name(_text(more)) or NUMBERED.match(_text(more))
    return more if near and alike and not known and _is_shouted(more) and more.kind is not BlockKind.TABLE else None


def _is_shouted(group: Group) -> bool:
    text = _text(group)
    return text.isupper() and not names_in(text.split("|")[0])


def _title(on_first: Sequence[Group], how: Look) -> Group | None:
    heads = [group for group in on_first if group.kind is BlockKind.HEADING]
    large = max((group.lines[0].size for group in heads), default=0.0)
    title = next((group for group in heads if group.lines[0].size >= large - 0.1), None)
    if title is None or is_section_name(_text(title)):
        return None
    return title if large >= 1.04 * how.size or title.lines[0].bold else None


def _mark_around(
    on_first: Sequence[Group], title: Group, how: Look, later: set[tuple[float, bool, bool, bool]]
) -> None:
    """Mark what stands before the title and between it and the text: the first sentences, or the first section."""
    began = False
    for group in on_first:
        text = _text(group)
        if group is title:
            began = True
        elif group.kind is BlockKind.HEADING:
            section = is_section_name(text) or NUMBERED.match(text) or style_of(group.lines) in later
            if began and section:
                return
            group.kind = BlockKind.FRONT
        elif group.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE):
            sentences = len(group.lines) > 1 and len(text) > 80 and bool(ENDS.search(text))
            if (len(text) > 200 or sentences) and abs(group.lines[0].size - how.size) < 0.13 * how.size:
                if began:
                    return
                continue
            group.kind = BlockKind.FRONT
