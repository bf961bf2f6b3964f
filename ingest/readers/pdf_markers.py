"""The places in the text that a PDF's notes hang on. Pure.

First the superscripts: each leads to the note of its number on its own page, or the nearest endnotes after it. Then,
for notes still without a marker, numbers in brackets or after a full stop, looked for between the markers of the
notes before and after. This file doesn't know how notes were found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from ingest.document import RawMarker
from ingest.readers.pdf_chapters import Chapters, Text, find_chapters
from ingest.readers.pdf_notes import SYMBOLS, Footnote

_NUMBERS = re.compile(rf"\d{{1,4}}|[{re.escape(SYMBOLS)}]+")
_ONLY = re.compile(rf"[\s\d{re.escape(SYMBOLS)},;.\-–()\[\]]+")
_SEEN_AS = {"0": "[0Oo]", "1": "[1lI]", "5": "[5S]"}
_STRIDE = 10_000_000  # places are counted as block * stride + offset


def link_markers(texts: Sequence[Text], notes: Sequence[Footnote]) -> dict[int, tuple[RawMarker, ...]]:
    """Markers by the index of their text in `texts`."""
    found: dict[int, list[RawMarker]] = defaultdict(list)
    places: dict[str, int] = {}
    chapters = find_chapters(texts, notes)
    by_number: dict[str, list[Footnote]] = defaultdict(list)
    for note in notes:
        by_number[note.number].append(note)
    for index, text in enumerate(texts):
        for start, end in text.joined.raised:
            raised = text.joined.text[start:end]
            if not _ONLY.fullmatch(raised):
                continue
            for number in _NUMBERS.finditer(raised):
                at = start + number.start()
                meant = _meant(by_number.get(number[0], ()), text, at, chapters)
                if meant is not None:
                    found[index].append(RawMarker(at, start + number.end(), meant.id))
                    places.setdefault(meant.id, index * _STRIDE + at)
    _search(texts, notes, found, places, chapters)
    return {index: tuple(sorted(markers, key=lambda m: m.start)) for index, markers in found.items()}


def _meant(notes: Sequence[Footnote], text: Text, at: int, chapters: Chapters) -> Footnote | None:
    """The note of this number that a marker here means: of its page, of the next, else its chapter's endnotes'."""
    page = text.page_at(at)
    for away in (0, 1):
        for note in notes:
            if not note.end and note.page - page == away:
                return note
    ends = [note for note in notes if note.end and chapters.holds(note.scope, text.position, at)]
    later = [note for note in ends if note.at > text.position]
    return later[0] if later else (ends[-1] if ends else None)


def _search(
    texts: Sequence[Text],
    notes: Sequence[Footnote],
    found: dict[int, list[RawMarker]],
    places: dict[str, int],
    chapters: Chapters,
) -> None:
    """Markers that aren't raised: "(4)", "[4]", "word.4"."""
    on_page: dict[int, list[int]] = defaultdict(list)
    for block, text in enumerate(texts):
        for page in {page.page.pdf for page in text.joined.pages}:
            on_page[page or 0].append(block)
    scopes: dict[tuple[bool, int], list[Footnote]] = defaultdict(list)
    order: dict[str, int] = {}
    for note in notes:
        order[note.id] = len(scopes[note.end, note.scope])
        scopes[note.end, note.scope].append(note)
    for note in notes:
        if note.id in places:
            continue
        scope, index = scopes[note.end, note.scope], order[note.id]
        low = max((places[other.id] for other in scope[max(index - 30, 0) : index] if other.id in places), default=0)
        after = (places[other.id] for other in scope[index + 1 : index + 31] if other.id in places)
        high = min(after, default=len(texts) * _STRIDE)
        place = _place(texts, on_page, note, low, high, chapters)
        if place is None:
            continue
        block, start, end = place
        found[block].append(RawMarker(start, end, note.id))
        places[note.id] = block * _STRIDE + start


def _place(
    texts: Sequence[Text],
    on_page: Mapping[int, Sequence[int]],
    note: Footnote,
    low: int,
    high: int,
    chapters: Chapters,
) -> tuple[int, int, int] | None:
    digits = "".join(_SEEN_AS.get(c, re.escape(c)) for c in note.number)
    patterns = (
        rf"(?<=[^\s(\[])\s?([\[(]\s?{digits}\s?[\])])",
        rf"(?<=[.,;:!?”\"’»)\]'])({digits})(?=[\s.,;:)\]—–]|$)",
        rf"(?<=[^\W\d_])({digits})(?=[\s.,;:)\]]|$)",
    )
    blocks: Sequence[int] = range(low // _STRIDE, min(high // _STRIDE + 1, len(texts)))
    if not note.end:
        blocks = [b for page in (note.page, note.page - 1) for b in on_page.get(page, ()) if b in blocks]
    for pattern in patterns if note.number.isdigit() else (rf"(?<=\S)({digits})",):
        for block in blocks:
            for match in re.finditer(pattern, texts[block].joined.text):
                place = block * _STRIDE + match.start(1)
                if not low < place + 1 or not place < high:
                    continue
                if note.end and note.at < texts[block].position:
                    continue
                if note.end and not chapters.holds(note.scope, texts[block].position, match.start(1)):
                    continue
                if note.end or texts[block].page_at(match.start(1)) in (note.page, note.page - 1):
                    return block, match.start(1), match.end(1)
    return None
