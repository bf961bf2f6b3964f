"""Footnotes told apart from the text above them. Pure.

A footnote zone is the run of lines down to the column's end that is set smaller than the text (or stands under a
rule) and holds, or goes on from, numbered notes. Numbers must fit the sequence, so that a line that happens to begin
with a figure opens no note. This file doesn't know which words in the text the notes hang on (see pdf_markers.py),
nor endnotes (pdf_endnotes.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf_layout import Line, is_raised
from ingest.readers.pdf_page import Rule
from ingest.whole_numbers import whole_number

SYMBOLS = "*∗†‡§¶‖#+"
_SMALLER = 0.955  # of the text's size: lines above it are text
_PLAIN = re.compile(r"^[\[(]?([0-9OlISo]{1,4})(?:[\])]\.?|\.|:)?(?=\s|[^\W\d_]|[“\"‘'«(\[])")
_STAR = re.compile(rf"^([{re.escape(SYMBOLS)}]{{1,4}})\s?(?=\S)")
_ENDS = re.compile(r"[.!?;:…。！？][\"'”’»)\]]*\s*$|\d[\s)]*$")
_MISREAD = str.maketrans("OolIS", "00115")
_NOTES_WORDS = (
    "foot ?notes?|end ?notes?|notes?|notes and references|references and notes|anmerkungen|fu(?:ß|ss)noten|endnoten|"
    "notas?|"
    "notes et références|noten|voetnoten|przypisy|примечания|注|註|注释|註釋"
)
_WORKS_WORDS = (
    "(?:list of |cited |selected )?references(?: cited)?|reference list|works (?:cited|consulted)|"
    "literature(?: cited)?|literatur(?:verzeichnis)?|bibliographie|bibliografía|bibliografia|"
    "referências(?: bibliográficas)?|referencias|références|sources|(?:select(?:ed)? )?bibliography|参考文献|參考文獻"
)
NOTES_HEADING = re.compile(rf"^(?:\d{{1,2}}\.?\s+|[ivx]+\.\s+)?(?:{_NOTES_WORDS})\s*:?$", re.IGNORECASE)
_REFERENCES = re.compile(rf"^(?:\d{{1,2}}\.?\s+)?(?:{_WORKS_WORDS})\s*:?$", re.IGNORECASE)


@dataclass(slots=True)
class Footnote:
    """A note as it is put together: its number as printed, its lines, the page it begins on."""

    number: str
    page: int
    lines: list[Line]
    prefix: int = 0  # code points of the first line that are the number itself
    end: bool = False  # an endnote
    scope: int = 0
    id: str = ""
    at: int = -1  # endnotes: their place among the text's lines
    chapter: str = ""  # endnotes: the name they stand under among the notes
    part: int = 0  # endnotes: which of the document's sections of notes they stand in
    raised: bool = False  # whether the number is a superscript
    done: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Start:
    number: str
    raised: bool
    prefix: int

    @property
    def value(self) -> int | None:
        return whole_number(self.number)


def note_start(line: Line, expected: int | None = None) -> _Start | None:
    """The number or sign that a note beginning in this line would have."""
    raised = ""
    for at, run in enumerate(line.runs):
        if not is_raised(line, run) or (at and run.spaced):
            break
        raised += run.text
    label = raised.strip("()[]. ")
    value = whole_number(label)
    if raised and len(raised) < len(line.text) and (value is not None or (label and set(label) <= set(SYMBOLS))):
        return _Start(label if value is None else str(value), True, len(raised))
    if raised:
        return None
    if sign := _STAR.match(line.text):
        return _Start(sign[1], False, len(sign[1]))
    number = _PLAIN.match(line.text)
    if number is None:
        return None
    digits = number[1]
    if not digits.isdigit():
        digits = digits.translate(_MISREAD)
        if (
            expected is None
            or not digits.isdigit()
            or int(digits) != expected
            or not any(c.isdigit() for c in number[1])
        ):
            alone = number[1] == "SO" and expected == 50  # a typewriter's 50
            if not alone:
                return None
    value = int(digits)
    if value == 0 or value > 1500 or (digits.startswith("0")):
        return None
    return _Start(str(value), False, number.end())


def split_footnotes(
    pages: Sequence[Sequence[Line]], rules: Mapping[int, Sequence[Rule]], body: float, barred: Container[int] = ()
) -> tuple[list[list[Line]], list[Footnote]]:
    """The pages' lines without their footnotes, and the footnotes in order. Pages in `barred` have none."""
    limit = _note_size(pages, body)
    rest: list[list[Line]] = []
    notes: list[Footnote] = []
    last = 0
    for lines in pages:
        if not lines or lines[0].page in barred:
            rest.append(list(lines))
            continue
        zone: list[Line] = []
        for column in sorted({line.column for line in lines}, key=lambda c: (c == 0, c)):
            own = sorted((line for line in lines if line.column == column), key=lambda line: (line.y1, line.x0))
            if column == 0 and any(line.column and line.y0 > own[-1].y1 for line in lines):
                continue  # a line across the columns, with text below it
            start = _zone(own, rules.get(own[0].page, ()), body, limit, notes, last)
            if any(NOTES_HEADING.match(line.text.strip()) for line in own[max(start - 1, 0) : start + 1]):
                continue  # endnotes, under their heading
            zone.extend(own[start:])
        found, left = _entries(zone, notes, last)
        last = max((note.value for note in map(_value, found) if note), default=last) if found else last
        notes.extend(found)
        taken = {id(line) for line in zone} - {id(line) for line in left}
        rest.append([line for line in lines if id(line) not in taken])
    return rest, notes


@dataclass(frozen=True, slots=True)
class _Value:
    value: int


def _value(note: Footnote) -> _Value | None:
    value = whole_number(note.number)
    return None if value is None else _Value(value)


def _note_size(pages: Sequence[Sequence[Line]], body: float) -> float:
    """The largest size in which notes are set; 0 where no line looks like the start of a small note."""
    strong: Counter[float] = Counter()
    weak: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            if line.size >= _SMALLER * body:
                continue
            start = note_start(line)
            if start is not None:
                (strong if start.raised else weak)[line.size] += 1
    sizes = strong if sum(strong.values()) >= 2 else strong + weak
    total = sum(sizes.values())
    if not total:
        return 0.0
    return max(size for size, count in sizes.items() if count >= max(1, 0.08 * total))


def _zone(
    lines: Sequence[Line], rules: Sequence[Rule], body: float, limit: float, notes: Sequence[Footnote], last: int
) -> int:
    """The index of the first line of the column's footnotes, len(lines) where there are none."""
    under = _under_rule(lines, rules, body, last)
    if under is not None:
        return under
    if not limit:
        return _same_size(lines, body, last)
    at = len(lines)
    while at and lines[at - 1].size <= min(1.04 * limit, _SMALLER * body):
        at -= 1
    small = lines[at:]
    first = next((k for k, line in enumerate(small) if _fits(note_start(line, last + 1), last)), None)
    if first is None:
        goes_on = bool(notes) and notes[-1].lines[-1].page == lines[0].page - 1
        goes_on = goes_on and bool(small) and at > 0 and abs(small[0].size - notes[-1].lines[-1].size) < 0.3
        wide = goes_on and small[0].y0 - lines[at - 1].y1 > 0.5 * body
        full = bool(small) and small[0].x1 > max(line.x1 for line in lines) - 3 * body
        return at if wide and full else len(lines)
    gaps = [lines[at + k].y1 - lines[at + k - 1].y1 if at + k else 1e9 for k in range(first + 1)]
    if at == 0 and not (notes and notes[-1].lines[-1].page == lines[0].page - 1):
        gaps[0] = 0.0
    return at + max(range(first + 1), key=lambda k: (gaps[k], -k))


def _fits(start: _Start | None, last: int) -> bool:
    """Whether a note with this number may come after note `last`."""
    if start is None:
        return False
    if start.value is None:
        return True
    if start.raised:
        return start.value == 1 or last - 1 <= start.value <= last + 12
    return start.value == 1 or last < start.value <= last + 3


def _under_rule(lines: Sequence[Line], rules: Sequence[Rule], body: float, last: int) -> int | None:
    """The first line under a separator: a rule from the column's left, with notes and nothing else below."""
    if not lines:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    for rule in sorted(rules, key=lambda rule: rule.y):
        if rule.x0 > left + 0.2 * (right - left) or rule.x1 > right + 20 or rule.x1 - rule.x0 > 0.75 * (right - left):
            continue
        at = next((k for k, line in enumerate(lines) if (line.y0 + line.y1) / 2 > rule.y), len(lines))
        below = lines[at:]
        if not below or at == 0:
            continue
        small = sum(line.size < _SMALLER * body for line in below) >= 0.8 * len(below)
        if small and any(note_start(line) for line in below):
            return at
        if _fits(note_start(below[0], last + 1), last) and all(line.size <= 1.02 * body for line in below):
            return at
    return None


def _same_size(lines: Sequence[Line], body: float, last: int) -> int:
    """Notes as large as the text: raised numbers at line starts after a gap, down to the column's end."""
    for at in range(1, len(lines)):
        start = note_start(lines[at], last + 1)
        if start is None or not _fits(start, last) or not (start.raised or start.value is None):
            continue
        if lines[at].y1 - lines[at - 1].y1 > 1.3 * body and all(line.size <= 1.02 * body for line in lines[at:]):
            return at
    return len(lines)


def _entries(zone: Sequence[Line], notes: Sequence[Footnote], last: int) -> tuple[list[Footnote], list[Line]]:
    """The zone cut into notes; lines before the first go on from the last note; and lines that are no notes."""
    found: list[Footnote] = []
    left: list[Line] = []
    first = True
    for at, line in enumerate(zone):
        start = note_start(line, last + 1)
        earlier = (found or notes)[-1] if found or notes else None
        if start is not None and _opens(start, line, zone, found, last, first) and not _goes_on(start, earlier, last):
            found.append(Footnote(start.number, line.page, [line], start.prefix, raised=start.raised))
            last = start.value or last
            first = first and start.value is None
        elif found and not found[-1].done:
            before = found[-1].lines[-1]
            far = line.column == before.column and line.y1 - before.y1 > 2.2 * line.size
            if far and line.size < 0.985 * before.size and not any(note_start(one) for one in zone[at:]):
                left.extend(zone[at:])  # an imprint below the notes
                break
            found[-1].lines.append(line)
        elif notes:
            notes[-1].lines.append(line)
        else:
            left.append(line)
    return found, left


def _goes_on(start: _Start, before: Footnote | None, last: int) -> bool:
    """Whether a figure at a line's start is of the note before it, which runs on: that note's own number is raised."""
    if start.raised or start.value is None or before is None or not before.raised:
        return False
    return start.value != last + 1 or not _ENDS.search(before.lines[-1].text)


def _opens(start: _Start, line: Line, zone: Sequence[Line], found: Sequence[Footnote], last: int, first: bool) -> bool:
    if start.value is None:
        return start.raised or not found or line.x0 <= min(one.x0 for one in zone) + 1.5 * line.size
    if start.raised:
        return start.value == 1 or last - 1 <= start.value <= last + 12
    at_left = line.x0 <= min(one.x0 for one in zone) + 2.5 * line.size
    return at_left and (last < start.value <= last + 3 or (first and start.value == 1))


def is_references_heading(text: str) -> bool:
    """Whether the text is the heading of a list of works."""
    return bool(_REFERENCES.match(text.strip()))
