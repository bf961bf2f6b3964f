"""Deterministic evidence on figures: the numbers, units and dates of a claim against its source's.

Each check is a pure function of (claim, near: the nearest sentences, source). This file doesn't know of the other
checks (evidence.py) or of verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims.bindings import parts
from assistant.claims.finding import Finding
from assistant.claims.matching import sentence_spans, stem, stems
from assistant.claims.periods import in_decade, lies_between
from assistant.claims.quantities import FRACTIONS, Number, agrees, date_parts, fraction, multiples, numbers
from assistant.words.lexicon import listed
from ingest.document import Span

ABOUT = 0.5  # of a claim's words, at least, that a sentence has whose number stands for the claim's
_IT = re.compile(r"(?:It|They|He|She|This|These|Its|Their|His|Her)\b")
_SEPARATED = re.compile(r"\d[.,]\d")
_SPACED = re.compile(r"(?<=\d)([.,])\s(?=\d)")  # "15, 000" and "2. 4", as some texts have them; read so only in need


# What stands before a number and says that the true one is above or below it.
_ABOVE = re.compile(
    r"(?:\b(?:more|greater|higher|larger|longer|better) than|\bover|\babove|\bexceed(?:s|ed|ing)?|\bupwards? of|"
    r"\bin excess of|\bat least|\bno (?:fewer|less) than)\s+(?:(?:a|an|the|some|US|about)\s+)*[$€£¥]?$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:\b(?:less|fewer|lower|smaller|shorter) than|\b(?:just )?under|\bbelow|\bnearly|\balmost|\bclose to|"
    r"\bnot quite|\bup to|\bat most|\bno more than)\s+(?:(?:a|an|the|some|US|about)\s+)*[$€£¥]?$",
    re.IGNORECASE,
)
REACH = 80  # characters before a number among which its bound stands
_NEGATED = re.compile(r"\b(?:no|not|nor|never)\s+(?:much |any )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Bound:
    """The words before a number that put the true one above it or below it."""

    start: int
    words: str
    above: bool


def _bound(text: str, number: Number) -> _Bound | None:
    before = text[max(0, number.start - REACH) : number.start]
    start = number.start - len(before)
    for pattern, above in ((_BELOW, False), (_ABOVE, True)):
        match = pattern.search(before)
        if match and not _NEGATED.search(before[: match.start()]):
            return _Bound(start + match.start(), " ".join(match[0].split()), above)
    return None


def check_bounds(claim: str, near: str, source: str) -> list[Finding]:
    """ "More than 200" against "nearly 200": the same number, once passed and once not reached."""
    out = []
    given = numbers(near)
    for number in numbers(claim):
        mine = _bound(claim, number)
        theirs = [(_bound(near, n), n.text) for n in given if agrees(number, claim, n)]
        against = [f"{one.words} {said}" for one, said in theirs if mine and one and one.above is not mine.above]
        if mine and against and len(against) == len(theirs):
            reason = f"the passage says “{against[0]}”, the claim “{mine.words} {number.text}”"
            out.append(Finding("comparative", False, reason, Span(mine.start, number.end), conflict=True))
    return out


def check_numbers(claim: str, near: str, source: str) -> list[Finding]:
    """Every number of the claim against the source's, by value and by what it counts."""
    out = []
    given, close = numbers(source), numbers(near)
    mine = numbers(claim)
    for number in mine:
        if number.kind == "count" and number.value <= 1 and not number.text[0].isdigit():
            continue  # "one" and "zero" are seldom counts
        if number.text[0].isupper() and claim[: number.start].rstrip(" \"'“‘(")[-1:] not in ("", ".", "!", "?", ":"):
            continue  # "the Four" are a name
        kind = "date" if number.kind == "year" else "number"
        if number.unit in FRACTIONS:
            continue  # "two thirds": see check_shares
        span = Span(number.start, number.end)
        same = [n for n in given if agrees(number, claim, n)]
        if not same and number.unit == "time":
            same = [n for n in multiples(source) if n.value == number.value]
        if not same and (_decade_told(number, claim, source) or _closes_years(number, claim)):
            continue
        if not same and (_between_dates(number, source) or _told_off(number, close)):
            continue
        if not same and _SEPARATED.search(number.text):
            same = [n for n in numbers(_SPACED.sub(r"\1", source)) if agrees(number, claim, n)]
        if not same:
            if number.kind == "ordinal" and not any(
                n.kind == "ordinal" and _same_unit(n.unit, number.unit) for n in close
            ):
                continue  # "at first", "a second look", "the first choice" beside a second world war
            there = _counterpart(number, [n for n in close if not any(agrees(m, claim, n) for m in mine)])
            there = there if there is not None and _told_there(there, claim, near) else None
            reason = (
                f"the passage says {there.text}, the claim {number.text}"
                if there
                else f"{number.text} is not in the passage"
            )
            out.append(Finding(kind, False, reason, span, conflict=there is not None))
        elif number.unit and not any(_same_unit(number.unit, n.unit) for n in same) and any(n.unit for n in same):
            theirs = next(n for n in same if n.unit)
            if _comparable(number.unit, theirs.unit):
                reason = f"the passage says {theirs.text} {theirs.unit}, the claim {number.text} {number.unit}"
                out.append(Finding("unit", False, reason, span, conflict=True))
            else:
                out.append(Finding(kind, True, f"{number.text} is in the passage", span))
        else:
            out.append(Finding(kind, True, f"{number.text} is in the passage", span))
    return out


def _told_there(number: Number, claim: str, near: str) -> bool:
    """Whether the sentence that has a number, with the one that its "it" speaks of, shares enough of the claim's words
    to be told of the same."""
    wanted, spans = stems(claim), sentence_spans(near)
    at = next((i for i, s in enumerate(spans) if s.start <= number.start < s.end), None)
    if at is None:
        return True
    leans = at > 0 and _IT.match(near[spans[at].start :]) is not None
    told = near[spans[at - 1].start if leans else spans[at].start : spans[at].end]
    return len(wanted & stems(told)) >= ABOUT * len(wanted)


def check_multiples(claim: str, near: str, source: str) -> list[Finding]:
    """ "Trebled" against "twice as much"."""
    out = []
    there = multiples(near)
    for mine in multiples(claim):
        if not there or " " in mine.text or mine.text.lower() == "twice" or any(n.value == mine.value for n in there):
            continue
        reason = f"the passage says “{there[0].text}”, the claim “{mine.text}”"
        out.append(Finding("number", False, reason, Span(mine.start, mine.end), conflict=True))
    return out


_DECADES = dict(
    zip(
        ("20", "30", "40", "50", "60", "70", "80", "90"),
        listed("twenties thirties forties fifties sixties seventies eighties nineties"),
        strict=True,
    )
)


def _decade_told(number: Number, text: str, source: str) -> bool:
    """Whether a number is a decade ("the 1950s") that the source has as a word, or of which it has a year."""
    word = _DECADES.get(number.text[-2:]) if re.match(r"['’]?s\b", text[number.end :]) else None
    return word is not None and (
        re.search(rf"\b{word}\b", source, re.IGNORECASE) is not None or in_decade(number.text, source)
    )


def _closes_years(number: Number, text: str) -> bool:
    """Whether a number is the second half of two years: "1985-86"."""
    return re.search(r"\d{4}[–/-]$", text[: number.start]) is not None and len(number.text) == 2


_YEARS = {"year": 1, "decade": 10, "century": 100}


def _between_dates(number: Number, source: str) -> bool:
    """Whether so much time lies between two dates that the source has."""
    if lies_between(number.value, number.unit, source):
        return True
    years = {n.value for n in numbers(source) if n.kind == "year"}
    length = _YEARS.get(number.unit)
    return length is not None and any(
        0 <= b - a - number.value * length < length for a in years for b in years if a < b
    )


COUNTED = 12  # so many things may be listed and not counted


def _told_off(number: Number, close: Sequence[Number]) -> bool:
    """Whether a small number in words may count what the passage lists: none there has its unit."""
    return (
        number.kind == "count"
        and number.text[0].isalpha()
        and number.value <= COUNTED
        and number.unit not in _MEASURED
        and not any(_same_unit(n.unit, number.unit) for n in close)
    )


_DIMENSIONS = tuple(
    frozenset(listed(row))
    for row in (
        "kilometer mile meter feet foot yard centimeter millimeter inch inche",
        "dollar euro pound yen franc mark crown",
        "kilogram gram ton pound ounce",
        "second minute hour day week month year decade century",
        "hectare acre",
        "liter gallon pint",
        "percent degree",
    )
)


_MEASURED = frozenset().union(*_DIMENSIONS) | {"time", "per", "", "percentage point"}


def _comparable(one: str, other: str) -> bool:
    """Whether both are units in which the same thing can be measured."""
    pair = {_unit_name(one), _unit_name(other)}
    return any(pair <= row for row in _DIMENSIONS) or pair == {"percent", "percentage point"}


_SYMBOLS = {"km": "kilometer", "cm": "centimeter", "mm": "millimeter", "kg": "kilogram", "g": "gram", "tonne": "ton"}


def _unit_name(unit: str) -> str:
    """A unit in full, as Americans spell it: "kilometer" for "kilometre" and "km"."""
    return re.sub(r"(?<=met|lit)re$", "er", re.sub(r"gramme$", "gram", _SYMBOLS.get(unit, unit)))


def _same_unit(one: str, other: str) -> bool:
    return _unit_name(one) == _unit_name(other) or stem(one) == stem(other)


def _counterpart(number: Number, others: Sequence[Number]) -> Number | None:
    """The source's number that stands where the claim's does: of the same kind, best with the same unit."""
    alike = [other for other in others if other.kind == number.kind]
    same = [other for other in alike if other.unit and _same_unit(other.unit, number.unit)]
    if same:
        return same[0]
    return alike[0] if len(alike) == 1 else None


_SHARE = re.compile(
    r"\b(?:(?:a|one|two|three|four)[\s-])?(?:half|thirds?|quarters?|fifths?|tenths?)\b"
    r"(?=\s+(?:of\b(?! an? (?:century|decade|year|hour|day|mile|million|billion)\b)|the\b))|"
    r"\b(?:two|three|four)[\s-](?:thirds|quarters|fifths|tenths)\b",
    re.IGNORECASE,
)
NEAR, ROUGHLY = 0.02, 0.08  # as near a share must come to what bears it out, alone and with "nearly" or "more than"


def check_shares(claim: str, near: str, source: str) -> list[Finding]:
    """ "Two thirds" against "67 per cent" or "410 of 620"; a share that can't be worked out is not in the passage."""
    out = []
    for match in _SHARE.finditer(claim):
        value = fraction(match[0].replace("-", " "))
        bound = _bound(claim, Number(0.0, match[0], match.start(), match.end()))
        said = re.sub(r"[\s-]+", " ", match[0].lower())
        part = re.search(rf"\b{said.split()[-1].rstrip('s')}s?\b", source, re.IGNORECASE)  # "one-third" for "a third"
        several = said.split()[0] in ("two", "three", "four")
        if value is None or said in re.sub(r"[\s-]+", " ", source.lower()) or (part is not None and not several):
            continue
        span = Span(match.start(), match.end())
        if any(abs(value - share) <= (ROUGHLY if bound else NEAR) for share in _shares(near)):
            out.append(Finding("number", True, f"{match[0]} can be worked out from the passage", span))
        elif value != 0.5:
            out.append(Finding("number", False, f"{match[0]} is not in the passage", span))
    return out


COPIED = 0.7  # of the claim's words must be said of the percentage
_MOST = re.compile(
    r"\b(?P<most>most(?= of\b| [a-z]+s\b)|majority|more than half)\b|\b(?P<few>minority|less than half)\b",
    re.IGNORECASE,
)


def check_majorities(claim: str, near: str, source: str) -> list[Finding]:
    """ "Most" against a percentage below fifty, where a part of the nearest sentence says it of the same."""
    match = _MOST.search(claim)
    if match is None or any(n.unit == "percent" for n in numbers(claim)):
        return []
    wanted = parts(claim, "percent")[0].own - {"most", "half", stem("majority"), stem("minority")}
    rows = [p for at in sentence_spans(near) for p in parts(near[at.start : at.end], "percent")]
    rows = [row for row in rows if row.anchors]
    best = max(rows, key=lambda row: len(wanted & row.known), default=None)  # the first of which all of it is said
    if best is None or len(wanted & best.known) < COPIED * len(wanted):
        return []
    number = best.anchors[0].number
    if number is None or (number.value > 50) == (match["most"] is not None):
        return []
    reason = f"the passage says {number.text} per cent, the claim “{match[0]}”"
    return [Finding("quantifier", False, reason, Span(match.start(), match.end()), conflict=True)]


def _shares(text: str) -> list[float]:
    """The percentages of a text, and the quotients of the counts of a sentence."""
    out = []
    for sentence in re.split(r"(?<=[.!?])\s", text):
        found = numbers(sentence)
        out += [n.value / 100 for n in found if n.unit == "percent"]
        counts = [n.value for n in found if n.kind == "count" and n.unit != "percent" and n.value > 0]
        out += [a / b for a in counts for b in counts if a < b]
    return out


def check_dates(claim: str, near: str, source: str) -> list[Finding]:
    """Months, weekdays and decades of the claim."""
    out = []
    given, close = date_parts(source), date_parts(near)
    lowered = source.lower()
    for part in date_parts(claim):
        span = Span(part.start, part.end)
        month = part.value.split()[0]
        if any(
            part.value == g.value or (part.kind == g.kind and " " not in part.value and g.value.split()[0] == month)
            for g in given
        ):
            out.append(Finding("date", True, f"{part.text} is in the passage", span))
            continue
        if part.kind == "decade" and re.search(rf"\b{part.value[:-1]}\d\b", source):
            continue
        word = _DECADES.get(part.value[-2:]) if part.kind == "decade" else None
        if part.text.lower() in lowered or (word is not None and word in lowered):
            continue
        there = next((g for g in close if g.kind == part.kind), None)
        reason = (
            f"the passage says {there.text}, the claim {part.text}" if there else f"{part.text} is not in the passage"
        )
        out.append(Finding("date", False, reason, span, conflict=there is not None))
    return out
