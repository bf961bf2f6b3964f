"""Parts of a decade, a century or a year in a claim, "the early 1940s" or "the spring of 1906", and how much time lies
between two dates, beside the dates that its source gives.

Pure functions of strings, for seasons of the north. This file doesn't know of numbers that aren't dates, or of
verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from assistant.claims.finding import Finding
from assistant.claims.matching import nearest_sentences, stems
from assistant.words.lexicon import MONTHS, listed
from assistant.words.number_words import ORDINALS
from ingest.document import Span

_TEENTH = listed("fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth")
_CENTURIES = {word: place for place, word in enumerate((*ORDINALS, *_TEENTH), 1)} | {"twenty-first": 21}
_PART = (
    r"(?:(?P<part>early|mid|middle|late|first half of the|second half of the|beginning of the|middle of the|end of the)"
    r"[\s-]+)?"
)
_PERIOD = re.compile(
    rf"(?P<the>\b(?:the )?{_PART}(?:(?P<decade>\d{{3}}0)['’]?s\b"
    rf"|(?P<century>{'|'.join(_CENTURIES)}|\d{{1,2}}(?:st|nd|rd|th))[\s-]century\b)"
    r"|\b(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: of)? (?P<year>1\d{3}|20\d\d)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w.,-])(?:1\d{3}|20\d\d)(?![\w%]|,\d|\.\d)")
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?(?P<month>{_MONTH})\b(?: (?P<after>\d{{1,2}})(?!\d))?"
    r"(?:,? (?:of )?(?P<year>1\d{3}|20\d\d)\b)?"
)
_SEASONS = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12), "winter": (12, 3)}
# The part of a decade and of a century that a word means, generously: years from its first.
_DECADE = {"early": (0, 4), "first": (0, 5), "beginning": (0, 4), "mid": (3, 7)}
_DECADE |= {"late": (5, 9), "second": (5, 9), "end": (6, 9)}
_CENTURY = {"early": (0, 39), "first": (0, 50), "beginning": (0, 30), "mid": (30, 70)}
_CENTURY |= {"late": (60, 100), "second": (50, 100), "end": (70, 100)}
SHARED = 0.5  # of the claim's words must stand in the sentence whose date gainsays it


@dataclass(frozen=True, slots=True)
class Period:
    """A time that a claim names: code points [start, end), its first and last year, the part of it, and for a season of
    one year its first and last month."""

    start: int
    end: int
    first: int
    last: int
    low: int
    high: int
    months: tuple[int, int] | None = None

    def holds(self, year: int, month: int | None = None) -> bool:
        """Whether a date lies in it."""
        if self.months is None or month is None:
            return self.low <= year <= self.high
        first, last = self.months
        if first > last:  # a winter, which has two years
            return (year == self.low and month in (1, 2, 3, 12)) or (year == self.low + 1 and month <= last)
        return year == self.low and first <= month <= last


def periods(text: str) -> tuple[Period, ...]:
    """The decades, centuries and seasons that a text names."""
    return tuple(period for match in _PERIOD.finditer(text) if (period := _period(match)) is not None)


def _period(match: re.Match[str]) -> Period | None:
    start, end = match.span("the")
    if match["season"]:
        year = int(match["year"])
        return Period(start, end, year, year, year, year, _SEASONS[match["season"].lower()])
    part = (match["part"] or "").lower().replace("middle", "mid").split(" ")[0].split("-")[0]
    if match["decade"]:
        first = int(match["decade"])
        low, high = _DECADE.get(part, (0, 9))
        return Period(start, end, first, first + 9, first + low, first + high)
    place = _CENTURIES.get(match["century"].lower()) or int(re.sub(r"\D", "", match["century"]) or 0)
    if not 10 < place < 22:
        return None
    low, high = _CENTURY.get(part, (0, 100))
    first = 100 * (place - 1)
    return Period(start, end, first, first + 100, first + low, first + high)


def _dated(text: str, period: Period) -> list[tuple[int, int | None, str]]:
    """(year, month, words) of the dates of a text that are told as closely as a period is."""
    if period.months is None:
        return [(int(match[0]), None, match[0]) for match in _YEAR.finditer(text)]
    found = [match for match in _DATE.finditer(text) if match["year"]]
    return [(int(m["year"]), MONTHS.index(m["month"]) + 1, f"{m['month']} {m['year']}") for m in found]


def as_dated(claim: str, source: str) -> tuple[tuple[Span, str], ...]:
    """The claim's "in the early 1940s" and the like, with the one date of the nearest sentence that lies in it."""
    out = []
    for period in periods(claim):
        mine = claim[period.start : period.end].lower().removeprefix("the ")
        if not re.search(r"\bin $", claim[: period.start], re.IGNORECASE) or mine in source.lower():
            continue
        for span in nearest_sentences(claim, source):
            said = {w for y, month, w in _dated(source[span.start : span.end], period) if period.holds(y, month)}
            if said:
                out += [(Span(period.start, period.end), said.pop())] if len(said) == 1 else []
                break
    return tuple(out)


def check_periods(claim: str, near: str, source: str) -> list[Finding]:
    """The wrong part of the right decade, century or year: "the late 1940s" where of them the sentence has 1941."""
    out = []
    wanted = stems(claim)
    for period in periods(claim):
        mine = claim[period.start : period.end]
        nearest = near.split("\n")[0]
        dates = _dated(nearest, period)
        within = [date for date in dates if period.first <= date[0] <= period.last]
        if mine.lower().removeprefix("the ") in source.lower() or len(wanted & stems(nearest)) < SHARED * len(wanted):
            continue
        if len(within) == 1 and not period.holds(*within[0][:2]):
            reason = f"the passage says {within[0][2]}, the claim “{mine}”"
            out.append(Finding("date", False, reason, Span(period.start, period.end), conflict=True))
    return out


def in_decade(decade: str, source: str) -> bool:
    """Whether a source has a year of a decade: of "1940" in "the 1940s"."""
    return re.search(rf"\b{re.escape(decade[:-1])}\d\b", source) is not None


# ---- how much time lies between ------------------------------------------------------------------

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44}
_ROOM = 0.6  # of a week or a month by which "four weeks" may be more or less
LONGEST = 200  # dates of a text among which are looked for


@lru_cache(maxsize=64)
def _days(text: str) -> tuple[tuple[float, bool], ...]:
    """The dates of a text as days from the year 0, and whether the day of the month is told; a date without a year is
    of the year that was named last, else of the first."""
    years = [(match.start(), int(match[0])) for match in _YEAR.finditer(text)]
    return tuple(_day(match, years) for match in list(_DATE.finditer(text))[:LONGEST] if match["year"] or years)


def _day(match: re.Match[str], years: list[tuple[int, int]]) -> tuple[float, bool]:
    before = [year for at, year in years if at < match.start()]
    year = int(match["year"]) if match["year"] else before[-1] if before else years[0][1]
    day = match["before"] or match["after"]
    return 365.25 * year + 30.44 * MONTHS.index(match["month"]) + (int(day) if day else 15), day is not None


def lies_between(count: float, unit: str, source: str) -> bool:
    """Whether so many days, weeks or months lie between two dates of a source."""
    length = _DAYS.get(unit)
    return length is not None and any(_fits(abs(a - b), count, length, told) for a, b, told in _pairs(source))


def _pairs(source: str) -> Iterator[tuple[float, float, bool]]:
    for (one, told), (other, also) in combinations(_days(source), 2):
        yield one, other, told and also


def _fits(apart: float, count: float, length: float, told: bool) -> bool:
    if length < _DAYS["month"] and not told:
        return False
    return abs(apart - count * length) <= max(1.5, _ROOM * length if length > 1 else 0.0)
