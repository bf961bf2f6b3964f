"""What the short forms among notes mean: "Ibid., p. 164", "Pan, no. 5", "op. cit.", author and short title.

Pure. A note may name several works; each is followed by itself, so that "Lemelin, no. 10" leads to the work by Lemelin
that note 10 names second. Chains are followed to the full reference. What leads nowhere says why.
This file doesn't know documents or markers, nor how short forms are written (short_form_patterns.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.cited_works import (
    fold,
    in_order,
    is_published,
    named,
    parts_quoted,
    plain,
    quoted_title,
    surnames,
    words,
    works_in,
)
from ingest.document import Span
from ingest.short_form_patterns import (
    AUTHOR_ONLY,
    AUTHOR_YEAR,
    CROSS,
    IBID,
    LONGEST,
    OPCIT,
    PART,
    REST,
    SERIES,
    is_prose,
    opening_forms,
    people_in,
    titled_forms,
)

Meaning = tuple[str | None, str | None, str | None]  # refers_to, full_reference, unresolved

_AUTHOR_REACH = 14  # within so many words of a reference its authors must stand
_GIVEN = 3  # words of one author's name before a title: "…, as quoted in A. B. Smit, The Rye Trade (Oudam, 1976)"
_BEFORE_TITLE = 6  # words that may stand between: "Smit (ed.), Part One, in The Rye Trade"
_PROSE = 5  # words in small letters before an author's name: more than "See also, for example"
_FIRST_YEAR = 1500  # "Weir, N. (2006)": no note has such a number


@dataclass(frozen=True, slots=True)
class Work:
    """One work that a note names: its span in the note's text, and what it means. `meaning` is None where it is no
    short form; `reference` is the span of the full reference in the text of the note `note`, by index."""

    span: Span
    meaning: Meaning | None = None
    note: int | None = None
    reference: Span | None = None


@dataclass(frozen=True, slots=True)
class _Unit:
    """A work as the resolver reads it; of its `words` those in quotations are "" in `unquoted`. It is `short` where it
    opens with an author, a short title and a place: what follows tells of another work."""

    note: int
    span: Span
    text: str
    words: tuple[str, ...]
    unquoted: tuple[str, ...]
    published: bool
    short: bool

    def is_by(self, people: Sequence[str]) -> bool:
        """Whether it opens with these people."""
        return bool(people) and all(named(self.unquoted[:_AUTHOR_REACH], name) for name in people)

    def titled_by(self, people: Sequence[str], title: Sequence[str], reach: int) -> bool:
        """Whether these people stand within `reach` words before this title, its words side by side."""
        return bool(people and title) and any(
            list(self.words[place : place + len(title)]) == title
            and all(named(self.unquoted[max(0, place - reach) : place], name) for name in people)
            for place, word in enumerate(self.words)
            if word == title[0]
        )


def _unit(note: int, span: Span, text: str) -> _Unit:
    bare = plain(text)
    pieces = [(words(piece), quoted) for piece, quoted in parts_quoted(bare)]
    return _Unit(
        note,
        span,
        bare,
        tuple(word for found, _ in pieces for word in found),
        tuple("" if quoted else word for found, quoted in pieces for word in found),
        is_published(bare),
        any(form.placed for form in opening_forms(bare)),
    )


@dataclass(frozen=True, slots=True)
class _Lead:
    """Where a short form leads: to a span of a note, to an entry of the bibliography, or nowhere, and why; `passed`
    says that the reason is that of the note before."""

    note: int | None = None
    span: Span | None = None
    entry: str | None = None
    why: str | None = None
    passed: bool = False


class _Resolver:
    """The notes of one scope: `leads[note][work]` is None where the work is no short form."""

    def __init__(
        self,
        texts: Sequence[str],
        numbers: Sequence[str],
        bibliography: Sequence[str],
        before: Sequence[str],
        earlier: Sequence[str],
    ) -> None:
        self.texts = texts
        self.before = before
        self.numbers = numbers
        self.bibliography, self.earlier = (
            [(entry, words(entry) + re.findall(r"\d{4}[a-z]?", entry)) for entry in entries]
            for entries in (bibliography, earlier)
        )
        self.by_number = {number: index for index, number in enumerate(numbers)}
        self.units = [
            [_unit(i, span, text[span.start : span.end]) for span in works_in(text)] for i, text in enumerate(texts)
        ]
        self.leads: list[list[_Lead | None]] = []
        for units in self.units:
            self.leads.append([])
            for place, unit in enumerate(units):
                self.leads[-1].append(self._lead(unit, place))

    def _lead(self, unit: _Unit, place: int) -> _Lead | None:
        text = unit.text
        if IBID.match(text):
            return self._previous(unit.note, place)
        part, cross = PART.match(text), CROSS.match(text)
        if part:
            return self._noted(unit.note, part["n"], [], "")
        numbered = self._numbered(unit.note, cross) if cross else None
        if numbered is not None:
            return numbered
        opcit = OPCIT.match(text)
        if opcit:
            author = opcit["author"].strip(" ,(")
            return (
                self._by_author(author, quoted_title(author)) or _no_reference(author)
                if author
                else self._previous(unit.note, place)
            )
        return (self._dated(unit) if len(text) <= LONGEST else None) or self._titled(unit)

    def _dated(self, unit: _Unit) -> _Lead | None:
        """Where an author leads that stands with a year or a page alone."""
        dated = AUTHOR_YEAR.match(unit.text)
        if dated:
            return self._in_bibliography([*surnames(dated["author"]), dated["year"]])
        alone = None if unit.published else AUTHOR_ONLY.match(unit.text)
        if alone is None:
            return None
        lead = self._by_author(alone["author"], [], alone=alone["p"] is None)
        return lead or (_no_reference(alone["author"]) if alone["p"] else None)

    def _titled(self, unit: _Unit) -> _Lead | None:
        """Where an author and a short title lead; of those among other words only to a published work."""
        for form in titled_forms(unit.text):
            lead = self._by_author(form.author, words(form.title), published=not form.whole)
            if lead is None and form.whole and form.paged:
                return _no_reference(form.author)
            if lead is not None:
                return lead
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
        if lead.why is None or lead.passed:
            return lead
        return _Lead(why=f"it means note {self.numbers[note - 1]}, which leads nowhere: {lead.why}", passed=True)

    def _numbered(self, note: int, match: re.Match[str]) -> _Lead | None:
        """Where "Pan, no. 5" leads; None where "no. 5" is a journal's number, not a note's."""
        author = match["author"].strip(" ,(")
        number, names = match["n"], surnames(author)
        target = self.by_number.get(number)
        certain = match["word"].lower().startswith(("note", "fn", "anm", "fu", "注", "註")) or bool(
            re.search(r"supra|above", match.group(), re.I)
        )
        agrees = target is not None and target < note and self._pick(target, names) is not None
        if not agrees:
            if not certain and (SERIES.search(author) or len(author.split()) > 8 or not (names or not author)):
                return None
            if not certain and (is_published(match["rest"]) or (target is None and int(number) >= _FIRST_YEAR)):
                return None  # "Asian Survey, no. 1, 1999"
            if len(author.split()) > 12 or not REST.match(match["rest"].strip()):
                return None
        return self._noted(note, number, names, author)

    def _noted(self, note: int, number: str, names: Sequence[str], author: str) -> _Lead:
        """The work that the note of that number names, by these people where names are given."""
        target = self.by_number.get(number)
        if target is None:
            return _Lead(why=f"there is no note {number}")
        if target >= note:
            return _Lead(why=f"note {number} stands later" if target > note else "it means itself")
        place = self._pick(target, names, quoted_title(author))
        if place is None and names and all(named(words(self.before[target]), name) for name in names):
            place = 0  # "Rome Statute, supra note 1" of a note that hangs on these words
        if names and place is None:
            return _Lead(note=target, why=f"note {number} names no {people_in(author)!r}{self._named_in(note, author)}")
        if place is None and len(self.units[target]) > 1 and self.leads[target][0] is None:
            return _Lead(target, Span(0, len(self.texts[target])))
        lead = self._final(target, place or 0)
        return lead if lead.why is None else _Lead(why=f"note {number} leads nowhere: {lead.why}")

    def _named_in(self, note: int, author: str) -> str:
        """The earlier note that gives a full reference to these people, for the reader of a note that errs."""
        names = surnames(people_in(author))
        for earlier, units in enumerate(self.units[:note]):
            for unit, lead in zip(units, self.leads[earlier], strict=True):
                told = re.search(rf"\b{re.escape(names[0])}(?:,| and | und | et | & )", fold(unit.text))
                if lead is None and told and unit.published and unit.is_by(names):
                    return f"; note {self.numbers[earlier]} does"
        return ""

    def _pick(self, note: int, names: Sequence[str], title: Sequence[str] = ()) -> int | None:
        """Which work of a note has this title, names all these people, or else one of them; None where none does."""
        held: list[list[str]] = []
        for place, unit in enumerate(self.units[note]):
            lead = self._final(note, place)
            held.append([*unit.words, *words(lead.entry or "")])
            if lead.note is not None and lead.span is not None:
                held[-1] += words(self.texts[lead.note][lead.span.start : lead.span.end])
        wanted = [place for place, own in enumerate(held) if title and in_order(own, title)]
        order: list[int] = [*wanted, *range(len(held))]
        for every in (all, any):
            for place in order:
                if names and every(named(held[place], name) for name in names):
                    return place
        return wanted[0] if wanted and not names else None

    def _by_author(
        self, author: str, title: Sequence[str], *, published: bool = False, alone: bool = False
    ) -> _Lead | None:
        """The work by these authors in the latest earlier note that holds the short title's words in order.

        A reference that says when the work was published goes before one that doesn't; the latter is none for an author
        `alone`, and where only what is `published` counts.
        """
        names = surnames(author)
        earlier = [
            unit
            for units, leads in zip(reversed(self.units[: len(self.leads)]), reversed(self.leads), strict=True)
            for unit, lead in zip(units, leads, strict=False)
            if lead is None or unit.short
        ]
        close = _GIVEN * max(len(names), 1)
        fits = [
            other
            for reach in (close, close + _BEFORE_TITLE)
            for other in earlier
            if other.titled_by(names, title, reach)
        ]
        fits += [other for other in earlier if other.is_by(names) and in_order(other.words, title)]
        full = [other for other in fits if not (other.short and other.is_by(names))]
        best = next((other for other in full if other.published), None)
        if best is None and not (published or alone):
            best = next(iter(full), None)
        if best is None:
            of_chapters = [] if published else self.earlier
            return (
                self._in_bibliography([*names, *title])
                or self._listed_before(names, title)
                or _entry_of(of_chapters, [*names, *title])
            )
        return _Lead(best.note, self._from_author(best, names))

    def _listed_before(self, names: Sequence[str], title: Sequence[str]) -> _Lead | None:
        """The entry of the bibliography that the latest earlier note by these people led to: "Smit, op. cit." behind a
        note that cites her work in full needs no date."""
        for units, leads in zip(reversed(self.units[: len(self.leads)]), reversed(self.leads), strict=True):
            for unit, lead in zip(units, leads, strict=False):
                if lead is not None and lead.entry and unit.is_by(names) and in_order(words(lead.entry), title):
                    return lead
        return None

    def _from_author(self, unit: _Unit, names: Sequence[str]) -> Span:
        """A work from its author on, where prose or another work stands before them."""
        text = self.texts[unit.note][unit.span.start : unit.span.end]
        folded = "".join(fold(char)[:1] or char for char in text)  # a code point for a code point
        for match in re.finditer(rf"\b{re.escape(names[0])}\b", folded):
            if not text[match.start()].isupper():
                continue
            given = re.search(r"(?:[A-ZÀ-Þ][\w.’'-]*\s+)*$", text[: match.start()])
            start = given.start() if given else match.start()
            prose = len(re.findall(r"(?<!\S)[a-zà-þ]", text[:start])) >= _PROSE
            return Span(unit.span.start + start, unit.span.end) if prose else unit.span
        return unit.span

    def _in_bibliography(self, wanted: Sequence[str]) -> _Lead | None:
        return _entry_of(self.bibliography, wanted)


def _entry_of(entries: Sequence[tuple[str, Sequence[str]]], wanted: Sequence[str]) -> _Lead | None:
    """The first entry by the first of these names that holds the other words, a title's or a year, too."""
    for entry, own in entries:
        if len(wanted) >= 2 and named(own[:_AUTHOR_REACH], wanted[0]) and all(named(own, w) for w in wanted[1:]):
            return _Lead(entry=entry)
    return None


def _no_reference(author: str) -> _Lead:
    return _Lead(why=f"no earlier note gives a full reference to {author.strip(' ,')!r}")


def resolve_works(
    texts: Sequence[str],
    numbers: Sequence[str],
    bibliography: Sequence[str] = (),
    before: Sequence[str] | None = None,
    earlier: Sequence[str] = (),
) -> list[list[Work]]:
    """The works that each note of one scope names, in order, each with what it means; `before` are the words that each
    note hangs on, `earlier` the references of earlier chapters, to which an author and a short title may lead.

    A full reference is a slice of the note that `refers_to` numbers (all of it, or of several works the one that is
    meant), or an entry of the `bibliography`, and then `refers_to` is None.
    """
    resolver = _Resolver(texts, numbers, bibliography, before if before is not None else [""] * len(texts), earlier)

    def work(unit: _Unit, lead: _Lead | None) -> Work:
        if lead is None:
            return Work(unit.span)
        number = numbers[lead.note] if lead.note is not None else None
        if lead.why is not None:
            return Work(unit.span, (number, None, lead.why), lead.note)
        if lead.note is not None and lead.span is not None:
            full = texts[lead.note][lead.span.start : lead.span.end].strip()
            return Work(unit.span, (number, full, None), lead.note, lead.span)
        return Work(unit.span, (None, lead.entry, None))

    return [
        [work(unit, lead) for unit, lead in zip(units, leads, strict=True)]
        for units, leads in zip(resolver.units, resolver.leads, strict=True)
    ]


def first_work(text: str, works: Sequence[Work]) -> int:
    """Which of a note's works is the one that the note as a whole stands for: the first, but for prose before it."""
    told = (i for i, work in enumerate(works) if work.meaning or not is_prose(text[work.span.start : work.span.end]))
    return next(told, 0)


def resolve(
    texts: Sequence[str], numbers: Sequence[str], bibliography: Sequence[str] = (), before: Sequence[str] | None = None
) -> list[Meaning]:
    """(refers_to, full_reference, unresolved) for each note of one scope, in order: what `first_work` of it means; all
    None where that is no short form."""
    return firsts(texts, resolve_works(texts, numbers, bibliography, before))


def firsts(texts: Sequence[str], found: Sequence[Sequence[Work]]) -> list[Meaning]:
    """What the first work of each note means."""
    chosen = (works[first_work(text, works)] for text, works in zip(texts, found, strict=True))
    return [first.meaning or (None, None, None) for first in chosen]


__all__ = ["Meaning", "Work", "first_work", "firsts", "resolve", "resolve_works", "works_in"]
