"""Notes: the markers in the text that call for them, and the works their short forms mean.

Two pure steps. `find_markers` places the markers of notes whose format doesn't say where they hang (plain text).
`resolve` follows "Ibid.", "no. 5", "op. cit." and author-and-short-title to the note that has the full reference.
This file doesn't know files or formats; notes come in the order of the text, each in the scope its numbers count in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Note, Span

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
    much
    else besides, count only where they reach four notes of five.
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
    values = [int(marker.number) for marker in markers if marker.number.isdigit()]
    steps = sum(after >= before for before, after in pairwise(values))
    return steps >= 0.8 * max(len(values) - 1, 1)


def scopes_of(numbers: Sequence[str]) -> list[int]:
    """The scope of each note in order of the text: a new one begins where the numbers start again."""
    scopes: list[int] = []
    scope, highest = 0, 0
    seen: set[str] = set()
    for number in numbers:
        value = int(number) if number.isdigit() else None
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
        value = int(marker.number) if marker.number.isdigit() else 0
        if value == 1 and before > 1 and run + 1 < len(clusters[cluster]):
            run += 1
            before = 0
        before = max(before, value)
        assigned.append(clusters[cluster][run])
    return assigned


# ---- short forms ----------------------------------------------------------------------------

_SIGNAL = (
    r"(?:(?:but\s+)?(?:see|cf\.?|compare|e\.g\.,?|accord|contra|quoted in|cited in|as cited in|"
    r"vgl\.|siehe|s\.|voir)\s+(?:also\s+|auch\s+|e\.g\.,?\s+|generally\s+)?)?"
)
_LOCATOR = (
    r"(?:[,:;.]?\s*(?:at\s+)?(?:(?:pp?|S|chaps?|ch|sec|vol|para|paras|ll?|cols?|fols?|nn?|tab|fig|table|figure|chapter|page|pages)\.?\s*)?"
    r"(?:\d+[\d–\-, ]*(?:ff?\.?|n\.?\s*\d+)?|[ivxlc]+(?:[–-][ivxlc]+)?)|,?\s*passim)*"
)
_IBID = re.compile(
    rf"^{_SIGNAL}(?P<word>ibid(?:em)?\b\.?|ebd\b\.?|ebenda\b|ebda\b\.?|同上|同書|同前|id\.|(?:idem|eadem)\b(?=\s*[.,;]?\s*(?:at\b|pp?\.|\d|$)))",
    re.IGNORECASE,
)
_CROSS = re.compile(
    rf"^{_SIGNAL}(?P<author>[^\d“\"«;:]{{0,90}}?(?:,?\s*[“\"«][^”\"»]{{1,120}}[”\"»],?)?)[\s,(]*"
    r"(?:(?:op\.?\s*cit\.?|loc\.?\s*cit\.?|supra|infra|above|see|as in|cited in|cited|wie|前掲)[,\s]*)*"
    r"\(?(?:foot|end)?(?P<word>note|notes|no\.|nos\.|nn?\.|n(?=\s+\d+\))|fn\.?|anm\.|fu(?:ß|ss)note|注|註)\s*\(?(?P<n>\d{1,4})\)?(?:\s*(?:above|supra|below|infra))?"
    rf"(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OPCIT = re.compile(
    rf"^{_SIGNAL}(?P<author>.{{0,120}}?)[\s,(]*(?P<word>op\.?\s*cit\b\.?|loc\.?\s*cit\b\.?|art\.?\s*cit\b\.?|a\.\s?a\.\s?O\.|ob\.?\s*cit\b\.?|cit\b\.|前掲書?)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"^{_SIGNAL}(?P<author>[^\d“\"«*_,;:()]{{2,80}}?),\s*(?P<title>[“\"«][^”\"»]{{3,120}}[”\"»]|[*_][^*_]{{3,120}}[*_]|[A-Z][^,;()\d]{{2,80}}),?\s*(?P<loc>{_LOCATOR})\s*[.;]?$",
    re.IGNORECASE,
)
_AUTHOR_ONLY = re.compile(
    rf"^{_SIGNAL}(?P<author>(?:[A-ZÀ-Þ][\w.’'-]*\s*){{1,3}}(?:(?:,|and|&|und|"
    rf"et)\s*(?:[A-ZÀ-Þ][\w.’'-]*\s*){{1,3}})*(?:et al\.)?),\s*(?:at\s+)?(?:pp?\.\s*)?\d+[\d–\-, ]*(?:ff?\.?)?\s*[.;]?$"
)
_PUBLISHED = re.compile(r"\(\s*[^()]*\b(?:1[5-9]|20)\d\d\s*\)|\b(?:1[5-9]|20)\d\d\b|https?://|\bdoi\b")
_STOPWORDS = frozenset(
    re.findall(r"\w+", "the a an of in on and to for der die das le la les de du des von van et und")
)
_WORKS = re.compile(r";\s+(?=[A-ZÀ-Þ“\"«‘'*_¹]|[\u3040-\u9fff])")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"</?(?:i|b|em|strong|sup)>|(?<!\w)[*_]+|[*_]+(?!\w)", "", text).split())


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[\w’'-]+", _fold(text)) if word not in _STOPWORDS]


def _surnames(author: str) -> list[str]:
    """Surnames named in a short form: "Mohan and Govella" -> mohan, govella; "Liang Pan" -> pan; "Ogata, Sadako" ->
    ogata, sadako."""
    cleaned = re.sub(r"\bet al\.?|\b(?:eds?|trans)\.|\b(?:in|his|her|their)\b|[“\"«].*$", "", _plain(author))
    names = re.split(r",|;|\band\b|&|\bund\b|/", cleaned)
    last = [re.findall(r"[^\W\d_][\w’'-]*", name) for name in names]
    return [_fold(words[-1]) for words in last if words]


def works_in(text: str) -> list[Span]:
    """The works a note names, as spans of its text: a note that holds several parts them with semicolons."""
    spans: list[Span] = []
    start = 0
    for match in _WORKS.finditer(text):
        if text.count("(", start, match.start()) > text.count(")", start, match.start()):
            continue  # "(Oxford; New York: …"
        spans.append(Span(start, match.start()))
        start = match.end()
    return [*spans, Span(start, len(text))]


@dataclass(frozen=True, slots=True)
class _Lead:
    """Where a note leads: the index of the note with the full reference and the span of the work in its text, or why
    nowhere."""

    note: int | None = None
    work: Span | None = None
    why: str | None = None


def _pick(text: str, names: Sequence[str]) -> Span | None:
    """The work in `text` that names all the surnames, or the first that names one; None where none does."""
    works = works_in(text)
    for wanted in (all, any):
        for work in works:
            words = set(_words(text[work.start : work.end]))
            if names and wanted(name in words for name in names):
                return work
    return None


class _Resolver:
    """The notes of one scope, and where each leads."""

    def __init__(self, texts: Sequence[str], numbers: Sequence[str]) -> None:
        self.texts = texts
        self.by_number = {number: index for index, number in enumerate(numbers)}
        self.numbers = numbers
        self.leads: list[_Lead | None] = []  # None: the note is itself a full reference (or no reference at all)
        for index, text in enumerate(texts):
            self.leads.append(self._lead(index, _plain(text), text))

    def _lead(self, index: int, text: str, raw: str) -> _Lead | None:
        if _IBID.match(text):
            return self._previous(index)
        cross = _CROSS.match(text)
        if cross and self._is_cross(cross):
            return self._numbered(index, cross)
        opcit = _OPCIT.match(text)
        if opcit:
            return (
                self._by_author(index, opcit["author"], "", required=True)
                if opcit["author"].strip(" ,")
                else self._previous(index)
            )
        if len(text) <= 160 and not _PUBLISHED.search(text):
            short = _SHORT.match(text)
            if short:
                return self._by_author(index, short["author"], short["title"], required=False)
            alone = _AUTHOR_ONLY.match(text)
            if alone:
                return self._by_author(index, alone["author"], "", required=False)
        return None

    def _final(self, index: int) -> _Lead:
        """The end of the chain that begins at note `index`."""
        lead = self.leads[index]
        return lead if lead is not None else _Lead(index, Span(0, len(self.texts[index])))

    def _previous(self, index: int) -> _Lead:
        if index == 0:
            return _Lead(why="there is no earlier note that it could mean")
        lead = self._final(index - 1)
        return (
            lead
            if lead.why is None
            else _Lead(why=f"it means note {self.numbers[index - 1]}, which leads nowhere: {lead.why}")
        )

    @staticmethod
    def _is_cross(match: re.Match[str]) -> bool:
        """Whether "no. 5" means a note, not the number of a journal: nothing but names before it, nothing but a page
        after it."""
        author, rest = match["author"].strip(" ,"), match["rest"].strip()
        if re.search(
            r"\b(?:vol|journal|review|quarterly|bulletin|series|paper|report|resolution|doc|studies)\b|\*",
            author,
            re.IGNORECASE,
        ):
            return False
        if (
            match["word"].lower() in ("no.", "nos.", "n.", "nn.")
            and len(author.split()) > 8
            and '"' not in author
            and "“" not in author
        ):
            return False
        return (
            re.match(rf"{_LOCATOR}\)?\s*(?:{_LOCATOR})\s*(?:$|[.;,]\s*(?:$|[A-Z“\"(]|see\b|for\b|cf\b)|\.)", rest)
            is not None
        )

    def _numbered(self, index: int, match: re.Match[str]) -> _Lead:
        number, names = match["n"], _surnames(match["author"])
        target = self.by_number.get(number)
        if target is None:
            return _Lead(why=f"there is no note {number}")
        if target >= index:
            return _Lead(why=f"note {number} stands later") if target > index else _Lead(why="it means itself")
        lead = self._final(target)
        if lead.why is not None or lead.note is None:
            return _Lead(why=f"note {number} leads nowhere: {lead.why}")
        if not names or re.fullmatch(r"(?:as|in|see|also|the)?", match["author"].strip(" ,"), re.IGNORECASE):
            return lead
        work = _pick(self.texts[lead.note], names)
        if work is None and lead.note != target:
            work = _pick(self.texts[target], names)
        if work is None:
            return _Lead(note=lead.note, why=f"note {number} names no {match['author'].strip(' ,')!r}")
        return _Lead(lead.note, work)

    def _by_author(self, index: int, author: str, title: str, *, required: bool) -> _Lead | None:
        """The latest earlier work by these authors whose title begins with, or holds, the short title's words."""
        names, wanted = _surnames(author), _words(title)
        for earlier in range(index - 1, -1, -1):
            if self.leads[earlier] is not None:
                continue
            for work in works_in(self.texts[earlier]):
                words = _words(self.texts[earlier][work.start : work.end])
                if names and all(name in words[: 12 + 4 * len(names)] for name in names) and _holds(words, wanted):
                    return _Lead(earlier, work)
        if required:
            return _Lead(why=f"no earlier note gives a full reference to {author.strip(' ,')!r}")
        return None


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the words of a short title stand in a reference, in their order."""
    remaining = iter(words)
    return all(any(word == own for own in remaining) for word in wanted)


def resolve(texts: Sequence[str], numbers: Sequence[str]) -> list[tuple[str | None, str | None, str | None]]:
    """(refers_to, full_reference, unresolved) for each note of one scope, in order.

    All None for a note that is no short form. `full_reference` is a slice of the text of the note `refers_to`: the
    whole
    note, or of several works the one by the author named.
    """
    resolver = _Resolver(texts, numbers)
    found: list[tuple[str | None, str | None, str | None]] = []
    for lead in resolver.leads:
        if lead is None:
            found.append((None, None, None))
        elif lead.why is not None or lead.note is None or lead.work is None:
            found.append((numbers[lead.note] if lead.note is not None else None, None, lead.why))
        else:
            reference = texts[lead.note][lead.work.start : lead.work.end].strip()
            found.append((numbers[lead.note], reference, None))
    return found


def link_notes(
    text: str,
    notes: Sequence[tuple[str, Span]],
    placed: Sequence[Sequence[Span]],
    body: Sequence[Span],
    scopes: Sequence[int] | None = None,
) -> tuple[Note, ...]:
    """The notes of a document, linked.

    `notes` are (number, span of the note's own text) in order of the text; `placed` are, note by note, the markers the
    format itself gives. Where it gives none at all, markers are looked for in the `body` spans.
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
    meanings: dict[int, tuple[str | None, str | None, str | None]] = {}
    for scope in sorted(set(own)):
        members = [index for index, each in enumerate(own) if each == scope]
        texts = [text[notes[index][1].start : notes[index][1].end] for index in members]
        meanings.update(zip(members, resolve(texts, [numbers[index] for index in members]), strict=True))
    return tuple(
        Note(number, span.start, span.end, tuple(markers[index]), own[index], *meanings[index])
        for index, (number, span) in enumerate(notes)
    )


__all__ = ["Marker", "find_markers", "link_notes", "resolve", "scopes_of", "works_in"]
