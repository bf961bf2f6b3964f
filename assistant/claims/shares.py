"""Parts of a whole: "two fifths", "three in ten" and "most" in a claim, "38 of 90" and "54 per cent" in its source.

A claim's share is a range of values, as it is seldom exact; a source's is one value, said by a clause. Pure functions
of strings. This file doesn't know of findings or verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.claims.matching import STOP, content_words, sentence_spans, stem, stems
from assistant.claims.quantities import Number, fraction, numbers
from assistant.words.number_words import CARDINALS, TENS
from assistant.words.verbs import BASE_FORMS
from ingest.document import Span

EXACT, ABOUT, WIDE = 0.02, 0.05, 0.15  # how far a share may lie from a bare one, from one "about", and beyond a bound
LONGEST = 1200  # characters of a sentence: what is longer is a list or a page without stops
BORNE = 0.5  # of the claim's other words must stand in the clause that has the share


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole that a claim speaks of: code points [start, end), and the values, above `low` and up to `high`,
    that bear it out. `exact` where it is a figure and not a word as "most"."""

    start: int
    end: int
    low: float
    high: float
    exact: bool = True

    def borne_by(self, value: float) -> bool:
        """Whether a value bears it out."""
        return self.low < value <= self.high


@dataclass(frozen=True, slots=True)
class Stated:
    """A share that a source states: its value, its words there, the clause that has it and all of the sentence as far
    as its end. `own` are the stems of the clause, `told` those with what its "it" may mean, `known` those of the whole;
    `ratio` is True where the words name what it is a part of."""

    value: float
    text: str
    clause: str
    so_far: str
    own: frozenset[str]
    told: frozenset[str]
    known: frozenset[str]
    denied: bool
    ratio: bool = False

    def share_of(self, claim: str, share: Share) -> float:
        """How much of what a claim says of a share, 0 to 1, is said of this one."""
        wanted = _wanted(claim, share)
        return len(wanted & self.known) / len(wanted) if wanted else 0.0


_ABOUT = r"(?:about|around|roughly|approximately|some|circa|close to|in the region of|an estimated)"
_OVER = r"(?:(?:(?:slightly|somewhat|a little|rather|just) )?(?:more than|over|above|upwards of|exceeding))"
_JUST = r"(?:(?:slightly|somewhat|a little|just) )?"
_UNDER = rf"(?:{_JUST}(?:less than|fewer than|under|below|short of)|nearly|almost|not quite)"
_COUNT = "|".join((*CARDINALS[1:13], *TENS))
_FRACTION = (
    r"(?:(?:a|one|two|three|four)[\s-])?(?:half|thirds?|quarters?|fifths?|tenths?)(?=\s+(?:of\b|the\b))"
    r"|(?:two|three|four)[\s-](?:thirds|quarters|fifths|tenths)"
)
_SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<about>{_ABOUT}) |(?P<over>{_OVER}) |(?P<under>{_UNDER}) )?"
    rf"(?:(?P<fraction>{_FRACTION})"
    rf"|(?P<part>{_COUNT}|\d{{1,2}}) (?:in|out of) (?:every )?(?P<whole>{_COUNT}|\d{{1,3}})"
    r"(?=\s+(?:of|[a-z-]{3,})\b))\b"
    rf"|\b(?:the |a )?(?:(?:small|clear|large|great|vast|narrow|slim|overwhelming|bare) )?"
    rf"(?P<most>majority|minority)(?= of\b)|\b(?P<word>most)(?= of\b(?! all\b))",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s*(?:%|per\s?cent\b)", re.IGNORECASE)
_OF_ALL = re.compile(
    rf"\b[Oo]f (?:the |its |their |his |her |all |some )*(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d+|{_COUNT})"
    r" (?:[a-z-]+ ){0,2}[a-z-]+,"
)
_LISTED = re.compile(r"^(?:(?:and|but|while|whereas|only|another|some|the (?:other|remaining)) )*", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1\d{3}|20\d\d)\b")
_LEANS = re.compile(r"\b(?:it|they|them|this|these)\b", re.IGNORECASE)
_PARTITIVE = re.compile(r" of (?:the|its|their|his|her|these|those)\b(?= [a-z])")
_TIMES = re.compile(r"\s+(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|centur\w+)\b", re.IGNORECASE)
_OF = re.compile(
    rf"(?<![\w.,])(?P<part>\d{{1,3}}(?:,\d{{3}})+|\d+|{_COUNT}) (?:out )?of (?:the |its |their |his |her |all |some )*"
    rf"(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d+|{_COUNT})(?![\w.,]*\d)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[;:()]|,(?!\d)|\s(?:while|whereas|but)\s|\sand\s(?=(?:another |only |some |the (?:other|remaining) )*\d)"
)
_DENYING = re.compile(
    r"\b(?:not|no|never|neither|nor|cannot|fail\w*|refus\w*|without|lack\w*|ignorant|un(?:aware|able|willing|certain|sure))"
    r"\b|n['’]t\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(("major", "minor", "half", "most", "third", "thirds", "quarter", "fifth", "tenth", "ask", "survey"))


def _value(words: str) -> float:
    return numbers(words)[0].value


def _range(match: re.Match[str]) -> Share | None:
    if (word := (match["most"] or match["word"] or "").lower()) != "":
        low, high = (0.0, 0.5 - 1e-9) if word == "minority" else (0.5, 1.0 - 1e-9)
        return Share(match.start(), match.end(), low, high, exact=False)
    if match["fraction"]:
        value = fraction(match["fraction"].replace("-", " "))
    else:
        value = _value(match["part"]) / _value(match["whole"])
    if value is None or not 0 < value < 1:
        return None
    if match["over"]:
        return Share(match.start(), match.end(), value, 1.0 if value == 0.5 else value + WIDE, exact=value != 0.5)
    if match["under"]:
        near = re.match("nearly|almost|not", match["under"], re.IGNORECASE) is not None
        low = 0.0 if value == 0.5 and not near else value - WIDE
        return Share(match.start(), match.end(), low, value - 1e-9, exact=value != 0.5)
    room = ABOUT if match["about"] else EXACT
    return Share(match.start(), match.end(), value - room, value + room)


def shares(text: str) -> tuple[Share, ...]:
    """The parts of a whole that a text speaks of."""
    found = (_range(match) for match in _SHARE.finditer(text) if not _TIMES.match(text, match.end()))
    return tuple(share for share in found if share is not None)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A share of a sentence and its place; `ratio` where it is written with its whole, as "38 of 90"."""

    value: float
    start: int
    end: int
    ratio: bool = False


def _figures(sentence: str) -> Iterator[_Figure]:
    """The shares of a sentence: percentages, ratios, and where it names one whole, the bare counts behind that."""
    ratios = [match for match in _OF.finditer(sentence) if 0 < _value(match["part"]) < _value(match["whole"])]
    every = numbers(sentence)
    for number in every:
        if number.unit == "percent" and not any(m.start() <= number.start < m.end() for m in ratios):
            sign = _PERCENT.match(sentence, number.end)
            yield _Figure(number.value / 100, number.start, sign.end() if sign is not None else number.end)
    for match in ratios:
        yield _Figure(_value(match["part"]) / _value(match["whole"]), match.start(), match.end(), ratio=True)
    wholes = ratios or list(_OF_ALL.finditer(sentence))
    if len(wholes) == 1:
        whole = _value(wholes[0]["whole"])
        for number in every:
            if number.start >= wholes[0].end() and _bare(number, whole):
                yield _Figure(number.value / whole, number.start, number.end)


def _bare(number: Number, whole: float) -> bool:
    """Whether a number counts nothing by name: what follows it is a function word or a verb."""
    unit = number.unit
    counts = not unit or unit in STOP or unit in BASE_FORMS or (unit.endswith("ed") and len(unit) > 4)
    return number.kind == "count" and 1 < number.value < whole and counts


@lru_cache(maxsize=128)
def stated(text: str) -> tuple[Stated, ...]:
    """The shares that a text states."""
    out = []
    before = frozenset[str]()
    for span in sentence_spans(text):
        sentence = text[span.start : span.end]
        if len(sentence) > LONGEST:
            continue
        cuts = [0, *(m.end() for m in _CUT.finditer(sentence)), len(sentence)]
        for figure in _figures(sentence):
            a = max(cut for cut in cuts if cut <= figure.start)
            b = min(cut for cut in cuts if cut >= figure.end)
            clause = sentence[a:b]
            own = stems(clause)
            known = stems(sentence[:b]) | (before if _LEANS.search(sentence) else frozenset[str]())
            told = own | (known if _LEANS.search(clause) else frozenset[str]())
            denied = _DENYING.search(clause) is not None
            said = sentence[figure.start : figure.end]
            out.append(Stated(figure.value, said, clause, sentence[:b], own, told, known, denied, figure.ratio))
        before = stems(sentence)
    return tuple(out)


def told_of(share: Share, claim: str, source: str) -> Stated | None:
    """The share that the source states of what a claim says one of: the one whose clause, with what goes before it, has
    most of the claim's other words, if it has enough of them; None where two are as near."""
    wanted = _wanted(claim, share)
    rows = [row for row in stated(source) if len(wanted & row.known) >= BORNE * len(wanted)]
    if not rows or not wanted:
        return None
    denied = denies(claim, share)

    years = set(_YEAR.findall(claim))

    def nearness(row: Stated) -> tuple[int, int, int, bool]:
        return (
            len(years & set(_YEAR.findall(row.so_far))),
            len(wanted & row.known),
            len(wanted & row.own),
            row.denied is denied,
        )

    best = max(rows, key=nearness)
    tied = any(nearness(row) == nearness(best) and row.value != best.value for row in rows)
    said = _wanted(claim, share, counted=False)
    return best if not tied and said and len(said & best.told) >= BORNE * len(said) else None


def _wanted(claim: str, share: Share, *, counted: bool = True) -> frozenset[str]:
    """The stems of what a claim says of a share; with `counted` of what it is a share of as well."""
    found = stems(_clause(claim, share)) - _EMPTY
    if counted:
        return found
    noun = next((stem(word) for word in content_words(claim[share.end :])), "")
    return found - {noun}


def of_the_same(row: Stated, share: Share, claim: str) -> bool:
    """Whether a source's clause names what the claim's share is a share of, or opens with the figure, as in a list."""
    noun = next((stem(word) for word in content_words(claim[share.end :])), "")
    return noun in row.own or _LISTED.sub("", row.clause.lstrip()).startswith(row.text)


def _clause(claim: str, share: Share) -> str:
    """The claim's words about a share, its own left out."""
    cuts = [0, *(m.end() for m in _CUT.finditer(claim)), len(claim)]
    a = max(cut for cut in cuts if cut <= share.start)
    b = min(cut for cut in cuts if cut >= share.end)
    own = claim[a : share.start] + " " + claim[share.end : b]
    return own if len(stems(own)) > 1 else claim[: share.start] + " " + claim[share.end :]


def denies(claim: str, share: Share) -> bool:
    """Whether a claim denies what it says of a share."""
    return _DENYING.search(_clause(claim, share)) is not None


def as_stated(claim: str, source: str) -> tuple[tuple[Span, str], ...]:
    """The claim's shares that the source states in figures, with the source's words for them."""
    out = []
    for share in shares(claim):
        said = " ".join(claim[share.start : share.end].lower().replace("-", " ").split())
        if said in " ".join(source.lower().replace("-", " ").split()):
            continue
        row = told_of(share, claim, source)
        if row is not None and row.denied == denies(claim, share) and share.borne_by(row.value):
            partitive = _PARTITIVE.match(claim, share.end) if row.ratio else None
            out.append((Span(share.start, partitive.end() if partitive is not None else share.end), row.text))
    return tuple(out)
