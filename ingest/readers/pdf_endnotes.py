"""Endnotes told apart from the chapters before them: at the end of a chapter, or of a book chapter by chapter. Pure.

Entries follow a heading "Notes" and count up; where they start again at 1, perhaps under the name of a chapter, another
scope begins. This file doesn't know which words in the text the notes hang on (see pdf_markers.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.pdf_layout import Line, is_raised
from ingest.readers.pdf_notes import NOTES_HEADING, Footnote, is_references_heading, note_start
from ingest.whole_numbers import whole_number

_MOST_HEADING_LINES = 3  # of a chapter's name among the notes
_SECOND_WITHIN = 120  # lines after a chapter's first note in which its second must stand
_MOST_LETTERS = 120  # of a line of such a name


def split_endnotes(lines: Sequence[Line], has_footnotes: bool = False) -> tuple[list[Line], list[Footnote]]:
    """The lines without the numbered entries that follow a heading "Notes", and those entries.

    The heading itself stays in the text, and so do the names of chapters among the notes; where there is no heading,
    and no footnotes, a last part that counts up is taken for the notes if the text carries its numbers. Entries end at
    a heading of another name, or where the numbers stop.
    """
    rest: list[Line] = []
    notes: list[Footnote] = []
    scope = part = 0
    at = 0
    while at < len(lines):
        rest.append(lines[at])
        at += 1
        if not NOTES_HEADING.match(rest[-1].text.strip()):
            continue
        part += 1
        begin = restart(lines, at, ())
        chapter = " ".join(line.text for line in lines[at:begin]) if begin is not None else ""
        stop, found = _endnotes(lines, at if begin is None else begin)
        if len(found) < 2:
            continue
        while found:
            rest.extend(lines[at:begin] if begin is not None else ())
            scope += 1
            for note in found:
                note.end, note.scope, note.at = True, scope, len(rest)
                note.chapter, note.part = chapter, part
            notes.extend(found)
            at = stop
            begin = restart(lines, at, found)
            if begin is None:
                break
            chapter = " ".join(line.text for line in lines[at:begin])
            stop, found = _endnotes(lines, begin)
    return (rest, notes) if notes or has_footnotes else _without_heading(rest)


def restart(lines: Sequence[Line], at: int, found: Sequence[Footnote]) -> int | None:
    """Where the first note of a chapter stands that begins at line `at`, its name first; None where none begins.

    `found` are the notes of the chapter before: entries begin at their margin.
    """
    for begin in range(at, min(at + _MOST_HEADING_LINES + 1, len(lines))):
        line = lines[begin]
        titled = begin + 1 < len(lines) and _is_first(lines[begin + 1], found) and _is_name(line)  # "1. The Toll"
        if _is_first(line, found) and not titled:
            seconds = (note_start(other, 2) for other in lines[begin + 1 : begin + _SECOND_WITHIN])
            return begin if any(start is not None and start.value == 2 for start in seconds) else None
        if not _is_name(line):
            return None
    return None


def _is_first(line: Line, found: Sequence[Footnote]) -> bool:
    start = note_start(line, 1)
    return start is not None and start.value == 1 and (not found or _at_margin(line, found))


def _is_name(line: Line) -> bool:
    """Whether the line can be (part of) the name of a chapter among the notes."""
    text = line.text.strip()
    opens = text.lstrip("“‘\"'")[:1]
    known = is_references_heading(text) or NOTES_HEADING.match(text) or _heading_text(line)
    return len(text) < _MOST_LETTERS and text[-1:] not in ".,;" and (opens.isupper() or opens.isdigit()) and not known


def _without_heading(lines: list[Line]) -> tuple[list[Line], list[Footnote]]:
    """Endnotes that no heading announces: entries counted from 1 in the last part, whose numbers the text carries."""
    for at in range(len(lines) // 3, len(lines)):
        start = note_start(lines[at], 1)
        if start is None or start.value != 1:
            continue
        stop, found = _endnotes(lines, at)
        if len(found) < 4 or stop < 0.9 * len(lines) or max(len(note.lines) for note in found) > 25:
            continue
        carried = _carried(lines[:at])
        if sum(whole_number(note.number) in carried for note in found) < 0.6 * len(found):
            continue
        for note in found:
            note.end, note.scope, note.part = True, 1, 1
        return lines[:at] + lines[stop:], found
    return lines, []


def _carried(lines: Sequence[Line]) -> set[int]:
    """Numbers that stand raised or in brackets in the lines."""
    found: set[int] = set()
    for line in lines:
        raised = (whole_number(run.text) for run in line.runs if is_raised(line, run))
        found.update(number for number in raised if number is not None)
        found.update(int(match[1]) for match in re.finditer(r"[(\[]\s?(\d{1,3})\s?[)\]]", line.text))
    return found


def _endnotes(lines: Sequence[Line], at: int) -> tuple[int, list[Footnote]]:
    found: list[Footnote] = []
    last = 0
    step = 0.0
    while at < len(lines):
        line = lines[at]
        start = note_start(line, last + 1)
        fits = (
            start is not None
            and start.value is not None
            and (
                start.value == last + 1
                or (start.raised and last < start.value <= last + 4)
                or (start.value == last + 2)
            )
        )
        if len(found) > 1 and restart(lines, at, found) is not None and (not fits or _is_name(line)):
            return at, found
        if fits and start is not None and (not found or _at_margin(line, found)):
            found.append(Footnote(start.number, line.page, [line], start.prefix, at=at))
            last = start.value or last
        elif not found:
            return at, found
        else:
            before = found[-1].lines[-1]
            here = before.page == line.page and before.column == line.column
            gap = line.y1 - before.y1 if here else 0.0
            if line.size > 1.1 * found[0].lines[0].size or (step and gap > 3.2 * step) or _heading_text(line):
                return at, found
            if here and not step:
                step = gap
            found[-1].lines.append(line)
        at += 1
    return at, found


def _at_margin(line: Line, found: Sequence[Footnote]) -> bool:
    """Whether the line begins where the entries on its page begin."""
    same = [note.lines[0].x0 for note in found if note.page == line.page and note.lines[0].column == line.column]
    return not same or abs(line.x0 - min(same)) < 2.0 * line.size


def _heading_text(line: Line) -> bool:
    text = line.text.strip()
    return bool(
        is_references_heading(text)
        or NOTES_HEADING.match(text)
        or re.match(r"(?:index|appendix)\b", text, re.IGNORECASE)
    )


__all__ = ["restart", "split_endnotes"]
