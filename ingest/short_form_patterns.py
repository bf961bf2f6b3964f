"""How short forms are written: "Ibid., p. 164", "Pan, no. 5", "op. cit.", author and short title.

The forms are those of the Chicago Manual of Style (17th ed., 14.29-36), OSCOLA (4th ed., 1.2) and the Bluebook
(rule 4), with their usual German, French, Italian and Japanese counterparts. Pure, over the plain text of one work.
This file doesn't know other notes, so not what a short form means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.cited_works import NAME, is_published
from ingest.names import is_body

_SIGNAL = (
    r"(?i:(?:but\s+)?(?:see|cf\.?|compare|e\.g\.,?|accord|contra|(?:as\s+)?(?:quoted|cited)\s+in|vgl\.?|siehe|s\.|voir|"
    r"cfr\.?|véase),?\s+(?:(?:also|auch|aussi|anche|e\.\s?g\.|z\.\s?B\.|etwa|generally|for\s+(?:example|instance)),?\s+)*)?"
)
_LOCATOR = (
    r"(?:[,:;.]?\s*(?:at\s+)?(?:(?:pp?|S|chaps?|ch|sec|vol|para|paras|ll?|cols?|fols?|nn?|tab|fig|table|figure|chapter|page|"
    r"pages)\.?\s*)?(?:\d+[\d–\-, ]*(?:ff?\.?|n\.?\s*\d+)?|[ivxlc]+(?:[–-][ivxlc]+)?)|,?\s*passim)*"
)
IBID = re.compile(
    rf"^{_SIGNAL}(?:ib[ií]d(?:em)?\b\.?|ebd\b\.?|ebenda\b|ebda\b\.?|ivi\b|同上|同書|同前|id,?\.|"
    r"(?:idem|eadem)\b(?=\s*[.,;]?\s*(?:at\b|pp?\.|\d|$)))",
    re.IGNORECASE,
)
CROSS = re.compile(
    rf"^{_SIGNAL}(?P<author>[^\d“\"«;:]{{0,160}}?(?:,?\s*[“\"«][^”\"»]{{1,160}}[”\"»],?)?)[\s,(]{{0,20}}"
    r"(?:(?:op\.?\s*cit\.?|loc\.?\s*cit\.?|supra|infra|above|see|as in|cited in|cited above|cited|wie|前掲)[,\s]*)*"
    r"\(?(?:foot|end)?(?P<word>notes?|nos?\.|nn?\.|n(?=\s+\d+\))|fn\.?|anm\.|fu(?:ß|ss)note|nota|注|註)(?:\s+(?:nr|no)\.)?"
    r"\s*\(?(?P<n>\d{1,4})\)?(?:\s*(?:above|supra|below|infra|oben))?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# "Art. 15bis (5), supra note 8": a part of the work that the note names, by no author's name.
PART = re.compile(
    rf"^{_SIGNAL}(?P<part>(?:draft\s+|the\s+)?(?:art(?:icle|s|icles)?|res(?:olution)?|doc(?:ument)?|para(?:s|graphs?)?|sec(?:tion)?"
    r"|§+|chap(?:ter)?|annex|rule|principle|recital|understandings?|table|fig(?:ure)?)\b[^“\"«;:]{0,80}?)[\s,(]{0,20}"
    r"(?:supra|above),?\s*(?:foot|end)?(?P<word>notes?|nn?\.|fn\.?)\s*(?P<n>\d{1,4})(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
REST = re.compile(rf"{_LOCATOR}\)?\s*(?:{_LOCATOR})\s*(?:$|[.;,]\s*(?:$|[A-Z“\"(]|see\b|for\b|cf\b)|\.)")
OPCIT = re.compile(
    rf"^{_SIGNAL}(?P<author>.{{0,120}}?)[\s,(]{{0,20}}(?:op\.?\s*cit\b\.?|loc\.?\s*cit\b\.?|art\.?\s*cit\b\.?|a\.\s?a\.\s?O\.|"
    r"ob\.?\s*cit\b\.?|cit\b\.|前掲書?)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    rf"^{_SIGNAL}(?P<author>[^\d“\"«‘*_,;:()]{{2,80}}?),\s*"
    r"(?P<title>[“\"«‘][^”\"»]{3,120}[”\"»’]|[*_][^*_]{3,120}[*_]|[A-ZÀ-Þ][^,;()\d]{2,80}),?\s*"
    rf"(?P<loc>{_LOCATOR})\s*[.;]?$"
)
AUTHOR_ONLY = re.compile(
    rf"^{_SIGNAL}(?P<author>(?:[A-ZÀ-Þ][\w.’'-]*\s*){{1,3}}(?:(?:,|and|&|und|"
    rf"et)\s*(?:[A-ZÀ-Þ][\w.’'-]*\s*){{1,3}})*(?:et al\.)?)"
    r",\s*(?:at\s+)?(?P<p>pp?\.\s*|S\.\s*)?\d+[\d–\-, ]*(?:ff?\.?)?\s*[.;]?$"
)
AUTHOR_YEAR = re.compile(
    rf"^{_SIGNAL}(?P<author>[A-ZÀ-Þ][^\d“\"«;:]{{1,60}}?),?\s+\(?(?P<year>(?:1[5-9]|20)\d\d[a-z]?)\)?\s*(?:[,:]\s*{_LOCATOR})?\s*[.;]?$"
)
SERIES = re.compile(
    r"\b(?:vol|journal|review|quarterly|bulletin|series|papers?|report|resolution|doc|studies|press)\b|\*",
    re.IGNORECASE,
)
LONGEST = 160  # longest author-and-short-title form, in code points
_PAGE = re.compile(r"\b(?:pp?|S)\.\s*(?:\d|[ivxlc]+\b)")
_STOP = re.compile(r"(?:(?<=[\w’”\"»)][\w’”\"»)])|(?<=\d)|(?<=\d f)|(?<=\d ff))\.\s+(?=[A-ZÀ-Þ‘“\"(])")
_SEES = re.compile(r"\b(?:see|cf\.|vgl\.?|siehe|voir)\s", re.IGNORECASE)
# A reference begins so: with a name and a title.
_REFERENCE = re.compile(rf"^{_SIGNAL}{NAME},\s+[‘“\"«A-ZÀ-Þ]")
_LISTED = re.compile(rf"{_SIGNAL}[A-ZÀ-Þ]{{3,}}$")  # a family name in capitals, before a given name
_NAMES = rf"{NAME}(?:\s+(?:and|&|und|et)\s+{NAME})?"
_LEADS_IN = re.compile(rf"(?:(?P<quoted>\b(?:quoted|cited)\s+in)|[,:]|\b(?:see|siehe|vgl\.?))\s+(?={NAME},\s)")
# A title's words, quoted or small, and not a given name behind the family's.
_SMALL = re.compile(r"^[“\"«‘]|(?:^|\s)(?:[a-zà-þ]|(?:On|The|In|Of|For|A|An)\s)")


@dataclass(frozen=True, slots=True)
class Titled:
    """An author and a short title. `whole`: nothing else stands in the work. `placed`: a place in the work is cited;
    `paged`: its page, in the work of a person, which without an imprint only a short form is."""

    author: str
    title: str
    whole: bool
    placed: bool
    paged: bool


def _titled(text: str, *, whole: bool) -> Titled | None:
    match = _TITLED.match(text) if len(text) <= LONGEST and not is_published(text) else None
    if match is None or SERIES.search(match["author"]):
        return None
    paged = bool(_PAGE.search(match["loc"])) and not is_body(match["author"]) and len(match["author"].split()) < 7
    if _LISTED.match(match["author"]) and not match["loc"] and match["title"][0].isupper():
        return None  # "WEIR, Anna; SMIT, Bram. The Rye Trade"
    placed = bool(re.search(r"\d|[ivxlc]{2}", match["loc"]))
    return Titled(match["author"], match["title"], whole, placed, paged)


def _first_sentence(text: str) -> Titled | None:
    """The short form that the first sentence of a work is: "Smit, Rye, p. 9. Emphasis added."

    Where it gives no page, what follows must be prose, and not the rest of a reference ("Smit, Anna. The Rye Trade.
    Oudam, 1976.").
    """
    for stop in _STOP.finditer(text, 0, LONGEST):
        form = _titled(text[: stop.start() + 1], whole=False)
        if form is None:
            continue
        prose = _SEES.split(text[stop.end() :])[0]
        goes_on = re.search(r"\d", prose) or prose.startswith(("In ", "In:"))
        if form.placed or (not goes_on and _SMALL.search(form.title)):
            return form
    return None


def _last_words(text: str) -> Titled | None:
    """The short form that ends a sentence of prose, or stands behind "quoted in"."""
    for lead in _LEADS_IN.finditer(text, max(0, len(text) - LONGEST - 20)):
        before = text[: lead.start()]
        if is_published(before) or (not lead["quoted"] and _REFERENCE.match(before)):
            return None
        form = _titled(text[lead.end() :], whole=False)
        if form is not None:
            return form
    return None


def opening_forms(text: str) -> tuple[Titled, ...]:
    """The author and short title with which a work opens, or which it is; none where it doesn't."""
    form = _titled(text, whole=True) or _first_sentence(text)
    return (form,) if form else ()


def titled_forms(text: str) -> Iterator[Titled]:
    """The ways in which a work may be an author and a short title, the surest first."""
    opening = opening_forms(text)
    yield from opening
    last = _last_words(text) if not any(form.whole for form in opening) else None
    if last is not None:
        yield last


def is_prose(text: str) -> bool:
    """Whether this is a sentence that names no work, before one that does: no figure, no quotation, few capitals."""
    capitals = re.findall(r"\b[A-ZÀ-Þ]", text)
    named = _REFERENCE.match(text) or re.search(r"[\d“”\"„«‘]", text)
    return not named and len(text.split()) > 3 and 2 * len(capitals) < len(text.split())


def people_in(author: str) -> str:
    """The names with which a phrase begins ("A. Smit, Rye": "A. Smit") or ends ("the literature in A. Smit"), else the
    phrase."""
    found = re.match(rf"{_NAMES}(?=,|$)", author) or re.search(rf"(?<![\w.]){_NAMES}$", author)
    return found[0] if found else author


__all__ = [
    "AUTHOR_ONLY",
    "AUTHOR_YEAR",
    "CROSS",
    "IBID",
    "LONGEST",
    "OPCIT",
    "PART",
    "REST",
    "SERIES",
    "Titled",
    "is_prose",
    "opening_forms",
    "people_in",
    "titled_forms",
]
