"""Author-year citations in the text, "(Pan 2005, 164)" or "Ogata (2005)", and the entries of the list that they mean.

Pure. An entry fits where it opens with the first author cited (a dash stands for the author before it) and bears the
year; "2005a" wants its letter, further authors narrow down. What fits no entry says so, but only in a document that
uses the system: elsewhere "(Geneva 1949)" is no citation. The forms are those of the Chicago Manual of Style (17th ed.,
15.5-31) and APA (7th ed., 8.10-22). This file doesn't know notes, files or readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, BlockKind, InTextCitation

_YEAR = r"(?:(?:1[5-9]|20)\d\d(?:/(?:1[5-9]|20)?\d\d)?[a-z]?|n\.\s?d\.|forthcoming|in press|s\.\s?d\.|o\.\s?J\.)"
_YEARS = re.compile(rf"(?<![\w/.-])\[?(?P<year>{_YEAR})\]?(?![\w/]|-\d)")
_PARTICLE = r"(?:(?:de|del|della|di|da|dos|du|la|le|van|von|der|den|ter|ten|zu|al|el|bin|ibn)[ -]){0,4}"
# Every repetition ends and no name is tried in half: a page of initials or capitals takes no more time than another.
_NAME = rf"(?>(?:[A-ZÀ-ÞŁŚŻČŠŽ]\.[ -]?){{0,6}}{_PARTICLE}(?:[Oo]’|d’|D’|al-)?[A-ZÀ-ÞŁŚŻČŠŽ][\w’'‐-]{{0,60}}[^\W\d_])"
_OTHERS = r"(?:,? et al\.?| u\. ?a\.| and others|,? et alii)"
_JOIN = r"(?:,? and |,? & |,? und |,? et |,? y |,? e )"
_AUTHORS = rf"{_NAME}(?: {_NAME}){{0,2}}(?:, {_NAME}){{0,20}}(?:{_JOIN}{_NAME})?{_OTHERS}?"
_STRICT = re.compile(rf"{_AUTHORS}\Z")
_NARRATIVE = re.compile(
    rf"(?<![A-ZÀ-ÞŁŚŻČŠŽ])(?P<authors>{_NAME}(?: {_NAME}){{0,3}}(?:, {_NAME}){{0,20}}(?:{_JOIN}{_NAME})?{_OTHERS}?)"
    rf"(?:[’']s?)?\s[(\[](?P<inner>{_YEAR}[^()\[\]]{{0,60}})[)\]]"
)
_BRACKETS = re.compile(r"[(\[](?P<inner>[^()\[\]]{4,400})[)\]]")
_SIGNAL = re.compile(
    r"^(?:(?:see|cf\.?|e\.g\.,?|i\.e\.,?|compare|also|but|for example,?|for instance,?|quoted in|"
    r"cited in|as|in|by|from|and|or|vgl\.|siehe|so|etwa|z\.\s?B\.|voir|véase|ver|cfr\.|adapted from|based on|"
    r"source:|after)\s+)+",
    re.IGNORECASE,
)
_NOT_AUTHORS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|"
    r"winter|since|until|early|late|before|after|article|section|table|figure|chapter|vol|no|act|law|resolution|"
    r"established|founded|born|died|published|during|year|from|between)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "of for the and on in et al und y e others u a de del della di da dos du la le les des van von der den ter ten "
        "zu el bin ibn para do das für",
    )
)
_IN_BODY = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.NOTE, BlockKind.TABLE}
)
# An entry whose year follows its authors: other years in it are part of a title.
_DATED_FIRST = re.compile(rf"[^\d“\"]{{2,160}}[(\[.,]\s?{_YEAR}[)\].,:;]")
_SAME = re.compile(r"^\W*(?:[—–―]|[-_]{2})[—–―_-]*\s*[.,:]?\s*")  # "———. 2005. Title": the author before
_LEAD_WORDS = 4  # of an entry, among which its first author's family name must stand
_HEAD = 250  # code points of an entry in which its authors stand
_LEAST = 3  # citations that must lead to an entry before the others are called unresolved


@dataclass(frozen=True, slots=True)
class _Entry:
    block: int
    lead: tuple[str, ...]  # its first words, folded
    names: frozenset[str]  # all words before its year or title
    years: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Cited:
    start: int
    end: int
    authors: str
    year: str
    locator: str | None
    sure: bool  # it reads like authors and a year, whatever the list holds
    bare: bool = False  # without brackets


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("’", "'")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", _fold(text))


def _year(text: str) -> str:
    return re.sub(r"\s+", "", text.casefold())


def _entries(text: str, blocks: Sequence[Block]) -> list[_Entry]:
    found: list[_Entry] = []
    listed = [text[block.start : block.end] for block in blocks if block.kind is BlockKind.REFERENCE]
    dated_first = sum(bool(_DATED_FIRST.match(entry)) for entry in listed) >= 0.6 * len(listed)
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.REFERENCE:
            continue
        entry = re.sub(r"^\s*(?:\[[^\]]{1,12}\]|\d{1,3}\.)\s*", "", text[block.start : block.end])
        years = frozenset(_year(match["year"]) for match in _YEARS.finditer(entry))
        own = _SAME.sub("", entry)
        if own != entry and found:
            first = _YEARS.search(own)
            years = frozenset({_year(first["year"])}) if first and dated_first else years
            found.append(_Entry(index, found[-1].lead, found[-1].names, years))
            continue
        first = _YEARS.search(own)
        head = own[: min(first.start() if first and first.start() > 3 else _HEAD, _HEAD)]
        words = _words(head)
        years = frozenset({_year(first["year"])}) if first and dated_first else years
        found.append(_Entry(index, tuple(words[:_LEAD_WORDS]), frozenset(words), years))
    return found


def _in_brackets(text: str, start: int, end: int) -> Iterator[_Cited]:
    for brackets in _BRACKETS.finditer(text, start, end):
        if _YEARS.search(brackets["inner"]):
            yield from _works(text, brackets.start("inner"), brackets.end("inner"))


def _works(text: str, start: int, end: int, *, sure: bool = True) -> Iterator[_Cited]:
    """The works of "see Smith and Jones 2010, 4; Lee 2011a, 2012": text[start:end], parted by semicolons."""
    for piece in re.finditer(r"[^;]+", text[start:end]):
        at = start + piece.start() + len(piece[0]) - len(piece[0].lstrip())
        stop = start + piece.start() + len(piece[0].rstrip(" \n.,"))
        signal = _SIGNAL.match(text[at:stop])
        at += signal.end() if signal else 0
        years = list(_YEARS.finditer(text, at, stop))
        authors = ""
        for number, year in enumerate(years):
            before = text[at : year.start()] if number == 0 else text[years[number - 1].end() : year.start()]
            named = before.strip(" ,:(")
            if number and not re.search(r"[^\W\d_]{2}", named):
                begin = year.start()  # a further year of the same authors
                if not re.fullmatch(r"[\s,]*(?:and|und|et|&)?\s*", before):
                    continue  # "2005, 1999-2003": pages or years of something else
            else:
                named = re.sub(r"^(?:[^,]*\d[^,]*,)?\s*", "", named) if number else named
                signal = _SIGNAL.match(named)
                named = named[signal.end() :] if signal else named
                authors = named
                begin = text.rfind(named, at, year.start()) if named else year.start()
            close = years[number + 1].start() if number + 1 < len(years) else stop
            locator = _locator(text[year.end() : close]) if number + 1 == len(years) else None
            last = stop if locator else year.end()
            if begin >= 0 and _is_named(authors) and (sure or (begin == at and _STRICT.match(authors))):
                strict = sure and bool(_STRICT.match(authors)) and not _NOT_AUTHORS.search(authors)
                yield _Cited(begin, last, authors, _year(year["year"]), locator, strict, bare=not sure)


def _is_named(authors: str) -> bool:
    """Whether this can be people or a body: capitals, small words between them, no figures."""
    words = authors.split()
    if not words or len(authors) > 160 or re.search(r"[\d:/“”\"]", authors):
        return False
    bare = [word.strip(",.&") for word in words]
    return any(word[:1].isupper() for word in bare) and all(
        word[:1].isupper() or not word or word.lower() in _SMALL or word.startswith(("d’", "al-")) for word in bare
    )


def _locator(rest: str) -> str | None:
    """ ", p. 164" or ": 12-15" after a year."""
    place = re.fullmatch(
        r"\s*[,:]\s*(?P<place>(?:(?:pp?|S|ch(?:ap)?|fig|n|para?|sec|vol|table|figure)\.?\s*)?[\divxlc]+[\w\s,–.-]{0,30}?)\s*[.,]?\s*",
        rest,
    )
    return place["place"].strip() if place else None


def _candidates(text: str, block: Block) -> list[_Cited]:
    found = list(_in_brackets(text, block.start, block.end))
    for match in _NARRATIVE.finditer(text, block.start, block.end):
        for year in _YEARS.finditer(match["inner"]):
            locator = _locator(match["inner"][year.end() :])
            begin = match.start() if year.start() == 0 else match.start("inner") + year.start()
            strict = not _NOT_AUTHORS.search(match["authors"])
            finish = match.end() if year.start() == 0 else match.start("inner") + year.end()
            found.append(_Cited(begin, finish, match["authors"], _year(year["year"]), locator, strict))
    if block.kind is BlockKind.NOTE:  # "See Pan 2005, 164.": a note needs no brackets
        for sentence in re.finditer(r"[^()\[\]]{6,300}?(?:\.(?=\s|$)|$)", text[block.start : block.end]):
            found += _works(text, block.start + sentence.start(), block.start + sentence.end(), sure=False)
    return found


def _fits(cited: _Cited, entries: Sequence[_Entry]) -> tuple[list[_Entry], list[_Entry]]:
    """The entries by the first author, and those of them with the year and the other authors."""
    own = re.sub(rf"(?:[’']s?|{_OTHERS})\s*$", "", cited.authors)
    people = [_words(part) for part in re.split(rf"{_JOIN}|, ", own)]
    people = [words for words in people if words]
    if not people:
        return [], []
    family = people[0][-1]
    whole = " ".join(people[0])
    by = [
        entry
        for entry in entries
        if (family in entry.lead and not (cited.bare and entry.lead[0] != family))
        or " ".join(entry.lead).startswith(whole)
    ]
    base = re.sub(r"(?<=\d)[a-z]$", "", cited.year)
    dated = [entry for entry in by if cited.year in entry.years]
    if not dated and base == cited.year:  # "2005" for the list's only "2005a", or for all of them
        dated = [entry for entry in by if any(year.startswith(base) for year in entry.years)]
    others = [words[-1] for words in people[1:]]
    narrowed = [entry for entry in dated if all(name in entry.names for name in others)]
    if others and not narrowed:
        return by, []
    first = [entry for entry in narrowed if entry.lead[:1] == (family,) or whole in " ".join(entry.lead[:3])]
    exact = first or narrowed
    alone = [entry for entry in exact if len(entry.names) <= 4] if len(people) == 1 and "al" not in own else []
    return by, alone if len(exact) > 1 and alone else exact


def find_in_text_citations(text: str, blocks: Sequence[Block]) -> tuple[InTextCitation, ...]:
    """The author-year citations of a document in order, none within another; empty where it has no list of works."""
    entries = _entries(text, blocks)
    if not entries:
        return ()
    found: list[tuple[_Cited, InTextCitation]] = []
    for block in blocks:
        if block.kind not in _IN_BODY:
            continue
        taken = block.start
        for cited in sorted(_candidates(text, block), key=lambda each: (each.start, -each.end)):
            if cited.start < taken:
                continue
            by, fitting = _fits(cited, entries)
            if not by and (later := _after_opener(cited)) is not None and (found_later := _fits(later, entries))[0]:
                cited, (by, fitting) = later, found_later
            if not fitting and not cited.sure:
                continue
            taken = cited.end
            cited = _without_lead(cited, fitting)
            places = tuple(entry.block for entry in fitting)
            found.append(
                (cited, InTextCitation(cited.start, cited.end, places, cited.locator, _why(cited, by, fitting)))
            )
    led = sum(bool(citation.entries) for _, citation in found)
    used = led >= _LEAST and led >= 0.5 * len(found)
    return tuple(citation for _, citation in found if citation.entries or used)


def _without_lead(cited: _Cited, fitting: Sequence[_Entry]) -> _Cited:
    """Without the words before the first author: "Thus Ogata (2005)"."""
    if not fitting:
        return cited
    words = cited.authors.split(" ")
    while len(words) > 1 and not set(_words(words[0])) & fitting[0].names and words[0][:1].isupper():
        cited = replace(cited, start=cited.start + len(words[0]) + 1, authors=" ".join(words[1:]))
        words = words[1:]
    return cited


def _after_opener(cited: _Cited) -> _Cited | None:
    """Without the first word: "However, Gburek et al. (1996)"."""
    opener = re.match(r"[A-Z][a-z]+(?:,? (?:to )?)(?=\S)", cited.authors)
    if opener is None:
        return None
    return replace(cited, start=cited.start + opener.end(), authors=cited.authors[opener.end() :])


def _why(cited: _Cited, by: Sequence[_Entry], fitting: Sequence[_Entry]) -> str | None:
    if len(fitting) == 1:
        return None
    if fitting:
        return f"{len(fitting)} entries of the list are by {cited.authors} and of {cited.year}"
    return (
        f"the list has {cited.authors}, but nothing of {cited.year}"
        if by
        else f"the list has nothing by {cited.authors}"
    )


__all__ = ["find_in_text_citations"]
