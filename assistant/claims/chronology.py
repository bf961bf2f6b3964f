"""Which of two things came first where the source tells them in two sentences: by their dates, or by "only then".

A claim's "before", "after" or "and then" is held against the sentences that best bear its two sides. Pure functions of
strings. This file doesn't know of verdicts, and says nothing where a sentence's time can't be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from assistant.claims.finding import Finding
from assistant.claims.matching import sentence_spans, stems
from assistant.claims.order import times
from assistant.claims.quantities import date_parts, numbers
from assistant.words.lexicon import MONTHS

BORNE = 0.5  # of a side's words stand in the sentence that tells it
PART = 0.3  # where all the other side's words stand in another
_DENIED = re.compile(r"\b(?:not|never|no|without)\b|n[’']t\b", re.IGNORECASE)
_AGO = r"(?:(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|some|several|many|the|\d+) )?(?:\w+ )?"
_SPAN = r"(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|centur(?:y|ies)|time|while|long|soon|shortly)"
_THEN = re.compile(
    r"\W*(?:and |but |only )*(?:"
    r"(?:then|afterwards|thereafter|subsequently|finally|eventually|next(?! to\b)|after (?:this|that|which))\b|"
    r"later(?:,| (?:on|that|in|he|she|they|it|the)\b)|"
    rf"{_AGO}{_SPAN} (?:later|after(?:wards)?|thereafter)\b)",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    rf"\W*(?:(?:before|until) (?:this|that|then)\b|earlier\b|previously\b|{_AGO}{_SPAN} (?:earlier|before)\b)",
    re.IGNORECASE,
)

_YEAR = re.compile(r",?\s(?:of )?(1\d{3}|20\d\d)\b")

Date = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence: the stems it has, its dates, whether its opening puts it after the one before, and before it."""

    stems: frozenset[str]
    dates: tuple[Date, ...]
    later: bool
    earlier: bool


def dates(sentence: str, year: int = 0) -> tuple[Date, ...]:
    """Year, month and day of each date, 0 for what isn't said; a month without a year has that of the sentence
    before."""
    months = [part for part in date_parts(sentence) if part.kind == "month"]
    if not months:
        return tuple((int(n.value), 0, 0) for n in numbers(sentence) if n.kind == "year")
    out = []
    for part in months:
        beside = _YEAR.match(sentence, part.end)
        month, _, day = part.value.partition(" ")
        out.append((int(beside[1]) if beside else year, MONTHS.index(month) + 1, int(day or 0)))
    return tuple(out)


def _told(source: str) -> list[_Told]:
    out: list[_Told] = []
    year = 0
    for span in sentence_spans(source):
        sentence = source[span.start : span.end]
        found = dates(sentence, year)
        year = found[-1][0] if found else year
        out.append(
            _Told(stems(sentence), found, _THEN.match(sentence) is not None, _EARLIER.match(sentence) is not None)
        )
    return out


def order(one: Date, other: Date) -> int:
    """-1 where the first is earlier, 1 where it is later, 0 where that can't be told."""
    for a, b in zip(one, other, strict=True):
        if not a or not b:
            return 0
        if a != b:
            return -1 if a < b else 1
    return 0


def _compared(told: Sequence[_Told], one: int, other: int) -> int:
    """-1 where what the first sentence tells came earlier than what the other tells, 1 where it came later, or 0."""
    first, second = sorted((one, other))
    sign = -1 if one < other else 1
    orders = {order(a, b) for a, b in product(told[one].dates, told[other].dates)}
    if len(orders) == 1 and 0 not in orders:
        return orders.pop()
    if orders:
        return 0
    between = told[first + 1 : second + 1]
    if any(sentence.earlier for sentence in between):
        return -sign if len(between) == 1 else 0
    return sign if any(sentence.later for sentence in between) else 0


def check_chronology(claim: str, near: str, source: str) -> list[Finding]:
    """ "After it had demanded this" where the passage has the demand on 22 November, and the rest on the 7th."""
    if _DENIED.search(claim):
        return []
    told = _told(source)
    for earlier, later in times(claim):
        first, second = earlier - later, later - earlier
        if not first or not second:
            continue
        borne = [
            (len(first & told[i].stems) / len(first), len(second & told[j].stems) / len(second), i, j)
            for i, j in product(range(len(told)), repeat=2)
            if i != j
        ]
        alike = [b for b in borne if min(b[:2]) >= BORNE or (max(b[:2]) == 1 and min(b[:2]) >= PART)]
        orders = {_compared(told, i, j) for _, _, i, j in alike}
        best = max(alike, key=lambda b: b[0] + b[1], default=None)
        if best is not None and -1 not in orders and _compared(told, best[2], best[3]) == 1:
            return [Finding("role", False, "the passage tells these things in the other order", None, conflict=True)]
    return []
