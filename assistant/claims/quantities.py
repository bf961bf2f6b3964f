"""Numbers and dates in running text, as values: "13 billion", "13,000,000,000" and "thirteen billion" are one.

Pure functions of a string. This file knows nothing of claims or sources.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.words.lexicon import MONTHS, UNIT_NAMES, WEEKDAYS, listed
from assistant.words.number_words import CARDINALS, ORDINALS, TENS

_UNITS = {word: value for value, word in enumerate(CARDINALS)}
_UNITS |= {word: 10 * value for value, word in enumerate(TENS, 2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"m": 10**6, "bn": 10**9, "k": 10**3, "mn": 10**6, "tn": 10**12}
_ORDINALS = {word: value for value, word in enumerate(ORDINALS, 1)} | {"twentieth": 20, "hundredth": 100}
_FRACTIONS = {
    "half": 0.5,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 0.25,
    "quarters": 0.25,
    "fifth": 0.2,
    "fifths": 0.2,
    "tenths": 0.1,
    "tenth": 0.1,
}
FRACTIONS = frozenset(listed("third quarter fifth tenth thirds quarters fifths tenths"))
"""What follows a number that counts parts of a whole, as `Number.unit` has it."""
_WORDS = "|".join([*_UNITS, *_SCALES])
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<money>[$€£¥])?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|mn|bn|tn|m|k|dozen)\b)?"
    rf"|\b(?P<words>(?:{_WORDS})(?:(?:[\s-]+(?:and[\s-]+)?)(?:{_WORDS}))*)\b"
    r"|\b(?P<ordinal_word>" + "|".join(_ORDINALS) + r")\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*-?\s*(%|per\s?cent\b|percentage points?\b|[A-Za-z]+)")
_MONTH = "|".join(MONTHS)


# "Four in ten": of so many, so many. What follows tells "five in ten years" apart.
_IN_SO_MANY = re.compile(
    rf"\b(?P<part>{_WORDS}|\d{{1,2}}) (?:in|out of) (?:every )?(?P<whole>{_WORDS}|\d{{1,3}})\b"
    r"(?![\s-](?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|" + "|".join(MONTHS) + r"|\d)|[.,]\d)",
    re.IGNORECASE,
)
_MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twofold": 2, "twice": 2, "treble": 3, "trebled": 3,
    "trebles": 3, "trebling": 3, "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "threefold": 3, "thrice": 3,
    "quadruple": 4, "quadrupled": 4, "quadruples": 4, "fourfold": 4, "quintupled": 5, "fivefold": 5, "sixfold": 6,
    "tenfold": 10,
}  # fmt: skip
_MULTIPLE = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_MULTIPLES)})|(?:(?P<count>{_WORDS})|(?P<digits>\d+(?:\.\d+)?))[\s-](?:times|fold))\b"
    r"(?! (?:a|per|every|each|in) )",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, its own words, code points [start, end), the unit or thing counted that follows
    (lower-cased singular; "percent"; a currency), and its kind: count, year, ordinal."""

    value: float
    text: str
    start: int
    end: int
    unit: str = ""
    kind: str = "count"


@dataclass(frozen=True, slots=True)
class DatePart:
    """A month, weekday, decade or century named in a text, with the day of the month where one stands beside it."""

    value: str
    text: str
    start: int
    end: int
    kind: str


def _spelled(words: str) -> float:
    total, current = 0.0, 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in ("hundred", "dozen"):
            current = (current or 1) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], 0.0
    return total + current


def _value(words: str) -> float:
    return float(words) if words[0].isdigit() else _spelled(words)


def _in_so_many(text: str) -> list[Number]:
    """ "Four in ten" as 40 per cent."""
    found = []
    for match in _IN_SO_MANY.finditer(text):
        part, whole = _value(match["part"]), _value(match["whole"])
        if 0 < part < whole <= 100:
            share = 100 * part / whole
            found.append(Number(share, match[0], match.start(), match.end(), "percent"))
    return found


def multiples(text: str) -> tuple[Number, ...]:
    """How many times as much something is: "doubled", "three times", "threefold"."""
    found = []
    for match in _MULTIPLE.finditer(text):
        value = _MULTIPLES.get((match["word"] or "").lower()) or _value(match["count"] or match["digits"])
        found.append(Number(float(value), match[0], match.start(), match.end(), "time"))
    return tuple(found)


_WORLD = re.compile(r"\s+World")


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of the text, in digits or words, with what it counts."""
    found = _in_so_many(text)
    shares = list(found)  # in order, as the matches are
    for match in _NUMBER.finditer(text):
        while shares and shares[0].end <= match.start():
            del shares[0]
        if shares and shares[0].start <= match.start():
            continue
        kind, start = "count", match.start()
        if match["digits"]:
            value = float(match["digits"].replace(",", ""))
            if match["ordinal"]:
                kind = "ordinal"
            elif match["scale"]:
                scale = match["scale"].lower()
                value *= _SCALES.get(scale) or _SHORT[scale]
            elif re.fullmatch(r"1\d{3}|20\d\d", match["digits"]) and not match["money"]:
                kind = "year"
        elif match["words"]:
            value = _spelled(match["words"])
        else:
            kind, value = "ordinal", float(_ORDINALS[match["ordinal_word"].lower()])
            if match["ordinal_word"].lower() == "second" and _WORLD.match(text, match.end()) is None:
                before = text[max(0, start - 200) : start].rstrip().lower()
                if not before.endswith(("the", "a", "its", "his", "her", "their")):
                    continue
        piece = match[0].strip()
        start = match.end() - len(match[0].lstrip())
        unit = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}.get(match["money"] or "", "")
        after = _AFTER.match(text, match.end())
        if after and not unit:
            unit = _unit(after[1])
            if kind == "year" and unit in UNIT_NAMES:
                kind = "count"
        found.append(Number(value, piece, start, start + len(piece), unit, kind))
    return tuple(sorted(found, key=lambda number: number.start))


def _unit(word: str) -> str:
    lowered = re.sub(r"\s+", " ", word.lower())
    if lowered in ("%", "percent", "per cent"):
        return "percent"
    if lowered.startswith("percentage point"):
        return "percentage point"
    for ending, new in (("ies", "y"), ("centuries", "century"), ("s", "")):
        if lowered.endswith(ending) and len(lowered) > 3:
            return lowered.removesuffix(ending) + new
    return lowered


def date_parts(text: str) -> tuple[DatePart, ...]:
    """Months (with the day beside them), weekdays, decades and centuries."""
    found = []
    for match in re.finditer(
        rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?({_MONTH})\b(?: (\d{{1,2}})(?!\d|,\d{{3}}))?", text
    ):
        if (
            match[2] == "May"
            and not (match[1] or match[3])
            and not re.match(r"\s*,?\s*\d{4}|\s*[,.]", text[match.end() :])
        ):
            continue
        day = match[1] or match[3]
        found.append(DatePart(f"{match[2]} {day}" if day else match[2], match[0], match.start(), match.end(), "month"))
    for match in re.finditer(r"\b(" + "|".join(WEEKDAYS) + r")\b", text):
        found.append(DatePart(match[0], match[0], match.start(), match.end(), "weekday"))  # noqa: PERF401
    for match in re.finditer(r"\b(\d{2,3}0)['’]?s\b", text):
        found.append(DatePart(match[1], match[0], match.start(), match.end(), "decade"))  # noqa: PERF401
    return tuple(found)


_LOOSE = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|approximately|some|circa|c\.|over|more than|at least|close "
    r"to)\s*[$€£¥]?$",
    re.I,
)
_AT_LEAST = re.compile(r"\b(?:over|more than|at least|exceeding|above)\s*[$€£¥]?$", re.I)


def agrees(claimed: Number, claim: str, given: Number) -> bool:
    """Whether a number of the source bears out one of the claim: equal, or near where the claim says "about", or above
    where it says "more than"."""
    if abs(claimed.value - given.value) <= 1e-9 * max(1.0, abs(given.value)):
        return True
    if claimed.kind == "year" or given.kind == "year" or given.value == 0:
        return False
    before = claim[max(0, claimed.start - 16) : claimed.start]
    if _AT_LEAST.search(before):
        return 1 <= given.value / (claimed.value or 1) <= 1.25
    return bool(_LOOSE.search(before)) and abs(claimed.value / given.value - 1) <= 0.06


def fraction(text: str) -> float | None:
    """ "half", "a quarter", "two thirds" as a share, or None."""
    words = re.findall(r"[a-z]+", text.lower())
    if not words or words[-1] not in _FRACTIONS:
        return None
    count = _UNITS.get(words[0], 1) if len(words) > 1 else 1
    return count * _FRACTIONS[words[-1]]
