"""What the short forms among notes mean: "Ibid., p. 164", "Pan, no. 5", "op. cit.", author and short title.

Pure. A note may name several works, parted by semicolons; each is followed by itself, so that "Lemelin, no. 10"
leads to the work by Lemelin that note 10 names second. Chains are followed to the full reference. What leads nowhere
says why. The forms are those of the Chicago Manual of Style (17th ed., 14.29-36), OSCOLA (4th ed., 1.2) and the
Bluebook (rule 4), with their usual German, French, Italian and Japanese counterparts.
This file doesn't know documents or markers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Span

Meaning = tuple[str | None, str | None, str | None]  # refers_to, full_reference, unresolved

_SIGNAL = (
    r"(?:(?:but\s+)?(?:see|cf\.?|compare|e\.g\.,?|accord|contra|quoted in|cited in|as cited in|"
    r"as quoted in|vgl\.|siehe|s\.|voir|"
    r"cfr\.?|véase)\s+(?:also\s+|auch\s+|aussi\s+|anche\s+|e\.g\.,?\s+|generally\s+|for example,?\s+)?)?"
)
_LOCATOR = (
    r"(?:[,:;.]?\s*(?:at\s+)?(?:(?:pp?|S|chaps?|ch|sec|vol|para|paras|ll?|cols?|fols?|nn?|tab|fig|table|figure|chapter|page|"
    r"pages)\.?\s*)?(?:\d+[\d–\-, ]*(?:ff?\.?|n\.?\s*\d+)?|[ivxlc]+(?:[–-][ivxlc]+)?)|,?\s*passim)*"
)
_IBID = re.compile(
    rf"^{_SIGNAL}(?:ib[ií]d(?:em)?\b\.?|ebd\b\.?|ebenda\b|ebda\b\.?|ivi\b|同上|同書|同前|id,?\.|"
    r"(?:idem|eadem)\b(?=\s*[.,;]?\s*(?:at\b|pp?\.|\d|$)))",
    re.IGNORECASE,
)
_CROSS = re.compile(
    rf"^{_SIGNAL}(?P<author>[^\d“\"«;:]{{0,160}}?(?:,?\s*[“\"«][^”\"»]{{1,160}}[”\"»],?)?)[\s,(]*"
    r"(?:(?:op\.?\s*cit\.?|loc\.?\s*cit\.?|supra|infra|above|see|as in|cited in|cited above|cited|wie|前掲)[,\s]*)*"
    r"\(?(?:foot|end)?(?P<word>notes?|nos?\.|nn?\.|n(?=\s+\d+\))|fn\.?|anm\.|fu(?:ß|ss)note|nota|注|註)\s*\(?(?P<n>\d{1,4})\)?"
    r"(?:\s*(?:above|supra|below|infra|oben))?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# "Art. 15bis (5), supra note 8": a part of the work that the note names, by no author's name.
_PART = re.compile(
    rf"^{_SIGNAL}(?P<part>(?:draft\s+|the\s+)?(?:art(?:icle|s|icles)?|res(?:olution)?|doc(?:ument)?|para(?:s|graphs?)?|sec(?:tion)?"
    r"|§+|chap(?:ter)?|annex|rule|principle|recital|understandings?|table|fig(?:ure)?)\b[^“\"«;:]{0,80}?)[\s,(]*"
    r"(?:supra|above),?\s*(?:foot|end)?(?P<word>notes?|nn?\.|fn\.?)\s*(?P<n>\d{1,4})(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_REST = re.compile(rf"{_LOCATOR}\)?\s*(?:{_LOCATOR})\s*(?:$|[.;,]\s*(?:$|[A-Z“\"(]|see\b|for\b|cf\b)|\.)")
_OPCIT = re.compile(
    rf"^{_SIGNAL}(?P<author>.{{0,120}}?)[\s,(]*(?:op\.?\s*cit\b\.?|loc\.?\s*cit\b\.?|art\.?\s*cit\b\.?|a\.\s?a\.\s?O\.|"
    r"ob\.?\s*cit\b\.?|cit\b\.|前掲書?)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"^{_SIGNAL}(?P<author>[^\d“\"«‘*_,;:()]{{2,80}}?),\s*"
    r"(?P<title>[“\"«‘][^”\"»]{3,120}[”\"»’]|[*_][^*_]{3,120}[*_]|[A-ZÀ-Þ][^,;()\d]{2,80}),?\s*"
    rf"(?P<loc>{_LOCATOR})\s*[.;]?$"
)
_AUTHOR_ONLY = re.compile(
    rf"^{_SIGNAL}(?P<author>(?:[A-ZÀ-Þ][\w.’'-]*\s*){{1,3}}(?:(?:,|and|&|und|"
    rf"et)\s*(?:[A-ZÀ-Þ][\w.’'-]*\s*){{1,3}})*(?:et al\.)?)"
    r",\s*(?:at\s+)?(?P<p>pp?\.\s*|S\.\s*)?\d+[\d–\-, ]*(?:ff?\.?)?\s*[.;]?$"
)
_AUTHOR_YEAR = re.compile(
    rf"^{_SIGNAL}(?P<author>[A-ZÀ-Þ][^\d“\"«;:]{{1,60}}?),?\s+\(?(?P<year>(?:1[5-9]|20)\d\d[a-z]?)\)?\s*(?:[,:]\s*{_LOCATOR})?\s*[.;]?$"
)
_PUBLISHED = re.compile(r"\b(?:1[5-9]|20)\d\d\b|https?://|\bdoi\b")
_SERIES = re.compile(
    r"\b(?:vol|journal|review|quarterly|bulletin|series|papers?|report|resolution|doc|studies|press)\b|\*",
    re.IGNORECASE,
)
_NAME = r"(?:[A-ZÀ-Þ][\w.’'-]*\s+){0,4}[A-ZÀ-Þ][\w’'-]+"
# Where another work begins: "and" before its author and title, or a new "See" behind a stop.
AND_WORK = rf"(?:and|und|et|y|e)\s+(?={_NAME},\s+[‘“\"«A-ZÀ-Þ])"
SEE_WORK = r"(?<=\.)\s+(?=(?:See|Cf\.|Compare|Vgl\.|Siehe|Voir)\s+(?:also\s+|auch\s+|aussi\s+)?[A-ZÀ-Þ])"
_WORKS = re.compile(
    r";\s+(?:(?:and|und|et|y|e)\s+)?(?=[A-ZÀ-Þ“\"«‘'*_]|ibid|id\.|see |cf\. |[\u3040-\u9fff])"
    # "‘Etappe Kanaren’, and N. E. Sopolsky, The German …", but "A. Szanajda and D. Messenger, ‘The …"
    rf"|(?<=[’”\"»)\d]),?\s+{AND_WORK}|(?<=[’”\"»)\d],)\s+{AND_WORK}|{SEE_WORK}"
    r"|(?<=\.)\s+(?=(?:On|For)\s[^.;]{3,160}?\bsee\s)"
)
_STOPWORDS = frozenset(
    re.findall(r"\w+", "the a an of in on and to for der die das le la les de du des von van et und")
)
_NEVER_NAMES = frozenset(
    re.findall(
        r"\w+",
        "see also the as in for discussion cf above supra eds ed trans references reference sources literature text",
    )
)
_SHORT_LENGTH = 160  # longest author-and-short-title form, in code points
_AUTHOR_REACH = 14  # within so many words of a reference its authors must stand


def works_in(text: str) -> list[Span]:
    """The works a note names, as spans of its text: several are parted by semicolons outside brackets, by "and" between
    the end of one and the author of the next, or by a new "See"."""
    spans: list[Span] = []
    start = 0
    for match in _WORKS.finditer(text):
        if text.count("(", start, match.start()) > text.count(")", start, match.start()):
            continue  # "(Oxford; New York: …"
        spans.append(Span(start, match.start()))
        start = match.end()
    return [*spans, Span(start, len(text))]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"</?(?:i|b|em|strong|sup)>|(?<!\w)[*_]+|[*_]+(?!\w)", "", text).split())


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def _words(text: str) -> list[str]:
    found = re.findall(r"[^\W\d_][\w-]*(?:[’'][^\W\d_]+)?|\d+", _fold(text))
    return [word for word in found if word not in _STOPWORDS]


def _surnames(author: str) -> list[str]:
    """The surnames in a short form: "Mohan and Govella" -> mohan, govella; "Liang Pan" -> pan.

    A part of more than three words is a title ("Majone, Rethinking the Union of Europe"), and ends the names.
    """
    cleaned = re.sub(r"\bet al\.?|\b(?:eds?|trans)\.|[“\"«‘].*$", "", _plain(author))
    names: list[str] = []
    for part in re.split(r",|;|\band\b|&|\bund\b|\bet\b|/|・", cleaned):
        words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", part) if word.lower() not in _NEVER_NAMES]
        if len(words) > 3 and names:
            break
        if words:
            names.append(_fold(words[-1]))
    return names


def _title(author: str) -> list[str]:
    quoted = re.search(r"[“\"«‘]([^”\"»]+)", author)
    return _words(quoted[1]) if quoted else []


def _named(words: Sequence[str], name: str) -> bool:
    return any(word == name or name in word.split("-") for word in words)


def _in_order(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the words of a short title stand in a reference, in their order."""
    remaining = iter(words)
    return all(any(word == own for own in remaining) for word in wanted)


@dataclass(frozen=True, slots=True)
class _Unit:
    """One work that a note names: the note's index and the span of the work in its text."""

    note: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class _Lead:
    """Where a short form leads: to a span of a note, to an entry of the bibliography, or nowhere, and why."""

    note: int | None = None
    span: Span | None = None
    entry: str | None = None
    why: str | None = None


class _Resolver:
    """The notes of one scope: `leads[note][work]` is None where the work is no short form."""

    def __init__(
        self, texts: Sequence[str], numbers: Sequence[str], bibliography: Sequence[str], before: Sequence[str]
    ) -> None:
        self.texts = texts
        self.before = before
        self.numbers = numbers
        self.bibliography = bibliography
        self.by_number = {number: index for index, number in enumerate(numbers)}
        self.units = [
            [_Unit(i, span, _plain(text[span.start : span.end])) for span in works_in(text)]
            for i, text in enumerate(texts)
        ]
        self.leads: list[list[_Lead | None]] = []
        for units in self.units:
            self.leads.append([])
            for place, unit in enumerate(units):
                self.leads[-1].append(self._lead(unit, place))

    def _lead(self, unit: _Unit, place: int) -> _Lead | None:
        text = unit.text
        if _IBID.match(text):
            return self._previous(unit.note, place)
        part, cross = _PART.match(text), _CROSS.match(text)
        if part:
            return self._noted(unit.note, part["n"], [], "")
        numbered = self._numbered(unit.note, cross) if cross else None
        if numbered is not None:
            return numbered
        opcit = _OPCIT.match(text)
        if opcit:
            author = opcit["author"].strip(" ,(")
            return (
                self._by_author(unit, author, _title(author), required=True)
                if author
                else self._previous(unit.note, place)
            )
        if len(text) > _SHORT_LENGTH:
            return None
        dated = _AUTHOR_YEAR.match(text)
        if dated:
            return self._in_bibliography([*_surnames(dated["author"]), dated["year"]])
        if _PUBLISHED.search(text):
            return None
        alone = _AUTHOR_ONLY.match(text)
        if alone:
            return self._by_author(unit, alone["author"], [], required=alone["p"] is not None)
        short = _SHORT.match(text)
        if short and not _SERIES.search(short["author"]):
            return self._by_author(unit, short["author"], _words(short["title"]), required=False)
        return None

    def _final(self, note: int, place: int) -> _Lead:
        """The end of the chain that begins at a work."""
        lead = self.leads[note][place]
        return lead if lead is not None else _Lead(note, self.units[note][place].span)

    def _previous(self, note: int, place: int) -> _Lead:
        if place > 0:
            return self._final(note, place - 1)
        if note == 0:
            return _Lead(why="there is no earlier note that it could mean")
        lead = self._final(note - 1, len(self.units[note - 1]) - 1)
        return (
            lead
            if lead.why is None
            else _Lead(why=f"it means note {self.numbers[note - 1]}, which leads nowhere: {lead.why}")
        )

    def _numbered(self, note: int, match: re.Match[str]) -> _Lead | None:
        """Where "Pan, no. 5" leads; None where "no. 5" is a journal's number, not a note's."""
        author = match["author"].strip(" ,(")
        number, names = match["n"], _surnames(author)
        target = self.by_number.get(number)
        certain = match["word"].lower().startswith(("note", "fn", "anm", "fu", "注", "註")) or bool(
            re.search(r"supra|above", match.group(), re.I)
        )
        agrees = target is not None and target < note and self._pick(target, names) is not None
        if not agrees:
            if not certain and (_SERIES.search(author) or len(author.split()) > 8 or not (names or not author)):
                return None
            if not certain and _PUBLISHED.search(match["rest"]):
                return None  # "Asian Survey, no. 1, 1999"
            if len(author.split()) > 12 or not _REST.match(match["rest"].strip()):
                return None
        return self._noted(note, number, names, author)

    def _noted(self, note: int, number: str, names: Sequence[str], author: str) -> _Lead:
        """The work that the note of that number names, by these people where names are given."""
        target = self.by_number.get(number)
        if target is None:
            return _Lead(why=f"there is no note {number}")
        if target >= note:
            return _Lead(why=f"note {number} stands later" if target > note else "it means itself")
        place = self._pick(target, names)
        if place is None and names and all(_named(_words(self.before[target]), name) for name in names):
            place = 0  # "Rome Statute, supra note 1" of a note that hangs on these words
        if names and place is None:
            return _Lead(note=target, why=f"note {number} names no {author!r}")
        if place is None and len(self.units[target]) > 1 and self.leads[target][0] is None:
            return _Lead(target, Span(0, len(self.texts[target])))
        lead = self._final(target, place or 0)
        return lead if lead.why is None else _Lead(why=f"note {number} leads nowhere: {lead.why}")

    def _pick(self, note: int, names: Sequence[str]) -> int | None:
        """Which work of a note names all these people, or else one of them; None where none does."""
        for wanted in (all, any):
            for place, unit in enumerate(self.units[note]):
                lead = self._final(note, place)
                words = _words(unit.text)
                if lead.note is not None and lead.span is not None:
                    words = words + _words(self.texts[lead.note][lead.span.start : lead.span.end])
                words += _words(lead.entry or "")
                if names and wanted(_named(words, name) for name in names):
                    return place
        return None

    def _by_author(self, unit: _Unit, author: str, title: Sequence[str], *, required: bool) -> _Lead | None:
        """The latest earlier work by these authors whose reference holds the short title's words in order.

        A reference that says when the work was published goes before one that doesn't.
        """
        names = _surnames(author)
        best: _Unit | None = None
        for earlier in range(unit.note, -1, -1):
            for place, other in reversed(list(enumerate(self.units[earlier][: len(self.leads[earlier])]))):
                words = _words(other.text)
                fits = (
                    bool(names)
                    and all(_named(words[:_AUTHOR_REACH], name) for name in names)
                    and _in_order(words, title)
                )
                if not fits or self.leads[earlier][place] is not None:
                    continue
                if _PUBLISHED.search(other.text):
                    return _Lead(earlier, other.span)
                best = best or other
        if best is not None and (title or required):
            return _Lead(best.note, best.span)
        return self._in_bibliography([*names, *title]) or (
            _Lead(why=f"no earlier note gives a full reference to {author.strip(' ,')!r}") if required else None
        )

    def _in_bibliography(self, wanted: Sequence[str]) -> _Lead | None:
        for entry in self.bibliography:
            words = _words(entry) + re.findall(r"\d{4}[a-z]?", entry)
            if (
                len(wanted) >= 2
                and _named(words[:_AUTHOR_REACH], wanted[0])
                and all(_named(words, word) for word in wanted[1:])
            ):
                return _Lead(entry=entry)
        return None


def resolve(
    texts: Sequence[str], numbers: Sequence[str], bibliography: Sequence[str] = (), before: Sequence[str] | None = None
) -> list[Meaning]:
    """(refers_to, full_reference, unresolved) for each note of one scope, in order; `before` are the words that each
    note hangs on.

    A note's meaning is that of the first work it names; all None where that is no short form. `full_reference` is a
    slice of the note `refers_to` (all of it, or of several works the one that is meant), or an entry of the
    `bibliography`, and then `refers_to` is None.
    """
    resolver = _Resolver(texts, numbers, bibliography, before if before is not None else [""] * len(texts))
    found: list[Meaning] = []
    for leads in resolver.leads:
        lead = leads[0]
        if lead is None:
            found.append((None, None, None))
        elif lead.why is not None:
            found.append((numbers[lead.note] if lead.note is not None else None, None, lead.why))
        elif lead.note is not None and lead.span is not None:
            found.append((numbers[lead.note], texts[lead.note][lead.span.start : lead.span.end].strip(), None))
        else:
            found.append((None, lead.entry, None))
    return found


__all__ = ["Meaning", "resolve", "works_in"]
