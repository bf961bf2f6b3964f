"""Which stretch of a book's text each chapter's endnotes belong to, where they all stand at its end. Pure.

By the names under which the notes stand, found again as headings of the text; else by the markers' own starting again
at 1. This file doesn't know how notes or markers are found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf_notes import Footnote
from ingest.readers.pdf_text import Joined
from ingest.whole_numbers import whole_number

_Place = tuple[int, int]  # a text's position, an offset in it
_END: _Place = (1 << 40, 0)
_LEAD = re.compile(r"^(?:notes? (?:to|for|on) )?(?P<rest>.*?)(?: ?\(?(?:pp?\.|pages) ?[\d–-]+\)?)?$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^(?:(?:chapter|part|kapitel|chapitre|capítulo)\s+)?(?P<n>\d{1,2}|[ivx]{1,5})\b[.:\s–—-]*", re.IGNORECASE
)
_LONGEST_HEADING = 200


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


@dataclass(frozen=True, slots=True)
class Chapters:
    """The stretch [start, end) of the text that each scope of endnotes belongs to; one not named belongs anywhere."""

    stretches: dict[int, tuple[_Place, _Place]] = field(default_factory=dict)

    def holds(self, scope: int, position: int, offset: int) -> bool:
        """Whether a marker there can mean a note of this scope."""
        start, end = self.stretches.get(scope, ((-1, 0), _END))
        return start <= (position, offset) < end


def find_chapters(texts: Sequence[Text], notes: Sequence[Footnote]) -> Chapters:
    """The chapters of each section of notes that holds several scopes."""
    stretches: dict[int, tuple[_Place, _Place]] = {}
    parts: dict[int, dict[int, Footnote]] = {}
    for note in notes:
        if note.end:
            parts.setdefault(note.part, {}).setdefault(note.scope, note)
    floor = -1
    for firsts in parts.values():
        opening = min(note.at for note in firsts.values())
        own = [text for text in texts if floor < text.position < opening]
        if len(firsts) > 1:
            starts = _by_names(own, list(firsts.values())) or _by_restarts(own, len(firsts))
            ends = [*starts[1:], (opening, 0)]
            stretches.update(zip(firsts, zip(starts, ends, strict=False), strict=False))
        floor = max(note.at for note in firsts.values())
    return Chapters(stretches)


def _by_names(texts: Sequence[Text], firsts: Sequence[Footnote]) -> list[_Place]:
    """Where the chapters begin whose names the notes stand under: from the last to the first, so that a table of
    contents is passed by; empty where one isn't found."""
    starts: list[_Place] = []
    before = len(texts)
    for note in reversed(firsts):
        at = next((k for k in range(before - 1, -1, -1) if _is_headed(texts[k].joined.text, note.chapter)), None)
        if at is None:
            return []
        starts.append((texts[at].position, 0))
        before = at
    return starts[::-1]


def _is_headed(text: str, name: str) -> bool:
    """Whether a block of text is the heading that `name` repeats: the same words, or the same number of a chapter."""
    lead = _LEAD.match(" ".join(name.split()))
    wanted = lead["rest"] if lead else name
    if not wanted or len(text) > _LONGEST_HEADING:
        return False
    if _letters(text) == _letters(wanted):
        return True
    one, two = _NUMBERED.match(text), _NUMBERED.match(wanted)
    same_number = one is not None and two is not None and one["n"].lower() == two["n"].lower()
    title, other = _letters(text[one.end() :] if one else text), _letters(wanted[two.end() :] if two else wanted)
    if title and other:
        return title == other and (same_number or one is None or two is None)
    return same_number and text[:1].isalpha() and wanted[:1].isalpha()  # "Chapter 2" for "Chapter 2: The Toll"


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _by_restarts(texts: Sequence[Text], count: int) -> list[_Place]:
    """Where raised numbers start again at 1 after higher ones."""
    starts: list[_Place] = [(-1, 0)]
    before = 0
    for text in texts:
        for begin, end in text.joined.raised:
            number = whole_number(text.joined.text[begin:end].strip())
            if number is None:
                continue
            if number == 1 and before > 1 and len(starts) < count:
                starts.append((text.position, begin))
                before = 0
            before = max(before, number)
    return starts


__all__ = ["Chapters", "Text", "find_chapters"]
