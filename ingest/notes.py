"""Notes: the markers in the text that call for them, and the works they name.

Pure. `find_markers` places the markers of notes whose format doesn't say where they hang (plain text); what the short
forms among the notes mean is `ingest.short_forms`' matter. A `Note` keeps the meaning of one of its works; `works_of`
finds again that of each.
This file doesn't know files or formats; notes come in the order of the text, each in the scope its numbers count in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.cited_works import is_published
from ingest.document import BlockKind, Document, Note, Span
from ingest.short_forms import Meaning, Work, firsts, resolve_works
from ingest.whole_numbers import whole_number

_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# Ways to write a marker, the surest first. The last, bare digits after a stop, is what a lost superscript leaves.
_STYLES: tuple[re.Pattern[str], ...] = (
    re.compile(r"\[\^(?P<n>[\w-]{1,20})\](?!:)"),
    re.compile(r"<sup>\s*\[?(?P<n>\d{1,4}(?:\s*[,–-]\s*\d{1,4})*)\]?\s*</sup>"),
    re.compile(r"(?P<n>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"),
    re.compile(r"\^(?P<n>\d{1,4})\^"),
    re.compile(r"\[(?P<n>\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\]"),
    re.compile(r"(?<=\w)\((?P<n>\d{1,3})\)|(?<=[.,;:!?”\"’']) ?\((?P<n2>\d{1,3})\)(?=\s|$)"),
    re.compile(r"(?<=[^\W\d_][.,;:!?”\"’)])(?P<n>\d{1,3})(?=\s|$)|(?<=[.,;:!?][”\"’)])(?P<n2>\d{1,3})(?=\s|$)"),
    re.compile(r"(?P<n>[*†‡]{1,3})(?=[\s.,;:]|$)"),
)
_EXPONENT = re.compile(r"(?:\d|\b(?:k?m|cm|mm|nm|ft|sec?|[xyzrRnN])|\bCO|χ|η)$")
LONGEST_NUMBER = 6  # figures
HANGS_ON = 80  # code points before a note's marker that may name the work which the note gives
_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Marker:
    """text[start:end] calls for the note with this number."""

    start: int
    end: int
    number: str


def _numbers(match: re.Match[str]) -> list[str]:
    found = (match.groupdict().get("n") or match.groupdict().get("n2") or "").translate(_DIGITS)
    if not re.search(r"\d\s*[,;–-]", found):
        return [found]
    numbers: list[str] = []
    for part in re.split(r"[,;]", found):
        span = _RANGE.search(part)
        if span and 0 < int(span[2]) - int(span[1]) <= 20:
            numbers.extend(str(n) for n in range(int(span[1]), int(span[2]) + 1))
        else:
            numbers.append(part.strip())
    return numbers


def _candidates(text: str, spans: Sequence[Span], style: re.Pattern[str], known: frozenset[str]) -> list[Marker]:
    found: list[Marker] = []
    for span in spans:
        for match in style.finditer(text, span.start, span.end):
            numbers = [number for number in _numbers(match) if number in known]
            if style is _STYLES[2] and _EXPONENT.search(text, span.start, match.start()):
                numbers = []
            found.extend(Marker(match.start(), match.end(), number) for number in numbers)
    return found


def find_markers(text: str, spans: Sequence[Span], numbers: Sequence[str]) -> tuple[Marker, ...]:
    """The markers of the notes `numbers` in the body `spans` of `text`, in order.

    One style is chosen for the whole text: the one that reaches most notes. Bare digits and parentheses, which mean
    much else besides, count only where they reach four notes of five.
    """
    known = frozenset(numbers)
    if not known:
        return ()
    best: list[Marker] = []
    reached = 0
    for index, style in enumerate(_STYLES):
        found = _candidates(text, spans, style, known)
        reach = len({marker.number for marker in found})
        if index in (5, 6) and (reach < 0.8 * len(known) or not _rises(found)):
            continue
        if reach > reached:
            best, reached = found, reach
    return tuple(best)


def _rises(markers: Sequence[Marker]) -> bool:
    values = [value for marker in markers if (value := _value(marker.number)) is not None]
    steps = sum(after >= before for before, after in pairwise(values))
    return steps >= 0.8 * max(len(values) - 1, 1)


def _value(number: str) -> int | None:
    """A note's number; None for a letter or a sign, and for figures in a row that number nothing."""
    return whole_number(number) if len(number) <= LONGEST_NUMBER else None


def scopes_of(numbers: Sequence[str]) -> list[int]:
    """The scope of each note in order of the text: a new one begins where the numbers start again."""
    scopes: list[int] = []
    scope, highest = 0, 0
    seen: set[str] = set()
    for number in numbers:
        value = _value(number)
        if number in seen or (value is not None and value == 1 and highest >= 1):
            scope, highest, seen = scope + 1, 0, set()
        seen.add(number)
        highest = max(highest, value or 0)
        scopes.append(scope)
    return scopes


def assign_scopes(markers: Sequence[Marker], starts: Sequence[int], scopes: Sequence[int]) -> list[int]:
    """The scope each marker belongs to; `starts` are the notes' offsets, `scopes` their scopes, both in order.

    Notes at the end of each chapter: markers belong to the next notes. All notes at the end of the book: the markers'
    own restarts are counted.
    """
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for start, scope in zip(starts, scopes, strict=True):
        first.setdefault(scope, start)
        last[scope] = start
    clusters: list[list[int]] = []
    for scope in sorted(first):
        between = clusters and any(last[clusters[-1][-1]] < marker.start < first[scope] for marker in markers)
        if clusters and not between:
            clusters[-1].append(scope)
        else:
            clusters.append([scope])
    assigned: list[int] = []
    cluster, run, before = 0, 0, 0
    for marker in markers:
        while cluster + 1 < len(clusters) and marker.start > last[clusters[cluster][-1]]:
            cluster, run, before = cluster + 1, 0, 0
        value = _value(marker.number) or 0
        if value == 1 and before > 1 and run + 1 < len(clusters[cluster]):
            run += 1
            before = 0
        before = max(before, value)
        assigned.append(clusters[cluster][run])
    return assigned


def _hangs_on(text: str, markers: Sequence[Span]) -> str:
    """The words before a note's first marker."""
    return text[max(0, markers[0].start - HANGS_ON) : markers[0].start] if markers else ""


def link_notes(
    text: str,
    notes: Sequence[tuple[str, Span]],
    placed: Sequence[Sequence[Span]],
    body: Sequence[Span],
    scopes: Sequence[int] | None = None,
    bibliography: Sequence[str] = (),
) -> tuple[Note, ...]:
    """The notes of a document, linked.

    `notes` are (number, span of the note's own text) in order of the text; `placed` are, note by note, the markers
    the format itself gives. Where it gives none at all, markers are looked for in the `body` spans. `bibliography`
    holds the entries to which short forms may lead that no note gives in full.
    """
    numbers = [number for number, _ in notes]
    own = list(scopes) if scopes is not None else scopes_of(numbers)
    markers: list[list[Span]] = [list(spans) for spans in placed]
    if not any(markers):
        found = find_markers(text, body, numbers)
        index_of = {(scope, number): index for index, (scope, number) in enumerate(zip(own, numbers, strict=True))}
        for marker, scope in zip(found, assign_scopes(found, [span.start for _, span in notes], own), strict=True):
            index = index_of.get((scope, marker.number))
            if index is not None:
                markers[index].append(Span(marker.start, marker.end))
    meanings: dict[int, Meaning] = {}
    spans = [span for _, span in notes]
    for members, works, _ in _resolved(text, numbers, spans, own, markers, bibliography):
        found_meanings = firsts([text[spans[index].start : spans[index].end] for index in members], works)
        meanings.update(zip(members, found_meanings, strict=True))
    return tuple(
        Note(number, span.start, span.end, tuple(markers[index]), own[index], *meanings[index])
        for index, (number, span) in enumerate(notes)
    )


def _resolved(
    text: str,
    numbers: Sequence[str],
    spans: Sequence[Span],
    scopes: Sequence[int],
    markers: Sequence[Sequence[Span]],
    bibliography: Sequence[str],
) -> Iterator[tuple[list[int], list[list[Work]], dict[str, Span]]]:
    """Scope by scope: the notes of it, the works each names, and where the references of earlier scopes stand, which a
    chapter's short forms may mean as well; the latest first."""
    earlier: dict[str, Span] = {}
    for scope in sorted(set(scopes)):
        members = [index for index, each in enumerate(scopes) if each == scope]
        works = resolve_works(
            [text[spans[index].start : spans[index].end] for index in members],
            [numbers[index] for index in members],
            bibliography,
            [_hangs_on(text, markers[index]) for index in members],
            list(earlier),
        )
        yield members, works, earlier
        told = {
            text[place.start : place.end]: place
            for index, own in zip(members, works, strict=True)
            for work in own
            if work.meaning is None
            for place in [Span(spans[index].start + work.span.start, spans[index].start + work.span.end)]
            if is_published(text[place.start : place.end])
        }
        earlier = dict(reversed(told.items())) | {words: place for words, place in earlier.items() if words not in told}


@dataclass(frozen=True, slots=True)
class NoteWork:
    """A work that a note names: text[start:end] of the document. Of a short form, as of a `Note`, `refers_to` is the
    number of the note it means, `full_reference` the reference and `unresolved` why there is none; `reference` is where
    that reference stands in the document. All None where the work is no short form."""

    start: int
    end: int
    refers_to: str | None = None
    full_reference: str | None = None
    unresolved: str | None = None
    reference: Span | None = None

    @property
    def short(self) -> bool:
        """Whether the work is a short form."""
        return bool(self.refers_to or self.full_reference or self.unresolved)


def works_of(document: Document) -> tuple[tuple[NoteWork, ...], ...]:
    """The works that each of a document's notes names, in order of the text."""
    text, notes = document.text, document.notes
    entries = {text[b.start : b.end]: Span(b.start, b.end) for b in document.blocks if b.kind is BlockKind.REFERENCE}
    found: dict[int, tuple[NoteWork, ...]] = {}
    for members, works, earlier in _resolved(
        text,
        [note.number for note in notes],
        [Span(note.start, note.end) for note in notes],
        [note.scope for note in notes],
        [note.markers for note in notes],
        list(entries),
    ):
        starts = [notes[index].start for index in members]
        for index, own in zip(members, works, strict=True):
            found[index] = tuple(_placed(work, notes[index].start, starts, earlier | entries) for work in own)
    return tuple(found[index] for index in range(len(notes)))


def _placed(work: Work, start: int, starts: Sequence[int], entries: Mapping[str, Span]) -> NoteWork:
    """A work of a note that begins at `start`, with its offsets into the document."""
    refers_to, full, unresolved = work.meaning or (None, None, None)
    place = entries.get(full or "")
    if work.note is not None and work.reference is not None:
        place = Span(starts[work.note] + work.reference.start, starts[work.note] + work.reference.end)
    return NoteWork(start + work.span.start, start + work.span.end, refers_to, full, unresolved, place)


__all__ = ["Marker", "NoteWork", "find_markers", "link_notes", "scopes_of", "works_of"]
