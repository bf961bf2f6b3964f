"""The places in the text that a PDF's notes hang on. Pure.

First the superscripts: each leads to the note of its number on its own page, or the nearest endnotes after it. Then,
for notes still without a marker, numbers in brackets or after a full stop, looked for between the markers of the
notes before and after. This file doesn't know how notes were found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import RawMarker
from ingest.readers.pdf_notes import SYMBOLS, Footnote
from ingest.readers.pdf_text import Joined

_NUMBERS = re.compile(rf"\d{{1,4}}|[{re.escape(SYMBOLS)}]+")
_ONLY = re.compile(rf"[\s\d{re.escape(SYMBOLS)},;.\-–()\[\]]+")
_SEEN_AS = {"0": "[0Oo]", "1": "[1lI]", "5": "[5S]"}
_STRIDE = 10_000_000  # places are counted as block * stride + offset


@dataclass(frozen=True, slots=True)
class Text:
    """A block of text: its index in the document's order of lines, and what is written."""

    position: int
    joined: Joined

    def page_at(self, offset: int) -> int:
        """The 1-based page on which the offset stands."""
        found = 0
        for page in self.joined.pages:
            if page.start > offset:
                break
            found = page.page.pdf or 0
        return found


def link_markers(texts: Sequence[Text], notes: Sequence[Footnote]) -> dict[int, tuple[RawMarker, ...]]:
    """Markers by the index of their text in `texts`."""
    found: dict[int, list[RawMarker]] = defaultdict(list)
    places: dict[str, int] = {}
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
                meant = _meant(by_number.get(number[0], ()), text, at)
                if meant is not None:
                    found[index].append(RawMarker(at, start + number.end(), meant.id))
                    places.setdefault(meant.id, index * _STRIDE + at)
    _search(texts, notes, found, places)
    return {index: tuple(sorted(markers, key=lambda m: m.start)) for index, markers in found.items()}


def _meant(notes: Sequence[Footnote], text: Text, at: int) -> Footnote | None:
    """The note of this number that a marker here means: of its page, of the next, else the next endnotes'."""
    page = text.page_at(at)
    for away in (0, 1):
        for note in notes:
            if not note.end and note.page - page == away:
                return note
    ends = [note for note in notes if note.end]
    later = [note for note in ends if note.at > text.position]
    return later[0] if later else (ends[-1] if ends else None)


def _search(
    texts: Sequence[Text], notes: Sequence[Footnote], found: dict[int, list[RawMarker]], places: dict[str, int]
) -> None:
    """Markers that aren't raised: "(4)", "[4]", "word.4"."""
    for at, note in enumerate(notes):
        if note.id in places:
            continue
        scope = [other for other in notes if (other.end, other.scope) == (note.end, note.scope)]
        index = scope.index(note) if at else 0
        low = max((places[other.id] for other in scope[:index] if other.id in places), default=0)
        high = min(
            (places[other.id] for other in scope[index + 1 :] if other.id in places), default=len(texts) * _STRIDE
        )
        place = _place(texts, note, low, high)
        if place is None:
            continue
        block, start, end = place
        found[block].append(RawMarker(start, end, note.id))
        places[note.id] = block * _STRIDE + start


def _place(texts: Sequence[Text], note: Footnote, low: int, high: int) -> tuple[int, int, int] | None:
    digits = "".join(_SEEN_AS.get(c, re.escape(c)) for c in note.number)
    patterns = (
        rf"(?<=[^\s(\[])\s?([\[(]\s?{digits}\s?[\])])",
        rf"(?<=[.,;:!?”\"’»)\]'])({digits})(?=[\s.,;:)\]—–]|$)",
        rf"(?<=[^\W\d_])({digits})(?=[\s.,;:)\]]|$)",
    )
    for pattern in patterns if note.number.isdigit() else (rf"(?<=\S)({digits})",):
        for block in range(low // _STRIDE, min(high // _STRIDE + 1, len(texts))):
            for match in re.finditer(pattern, texts[block].joined.text):
                place = block * _STRIDE + match.start(1)
                if not low < place + 1 or not place < high:
                    continue
                if note.end and note.at < texts[block].position:
                    continue
                if note.end or texts[block].page_at(match.start(1)) in (note.page, note.page - 1):
                    return block, match.start(1), match.end(1)
    return None
