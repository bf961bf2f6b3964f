"""Deterministic evidence: what in a claim a source plainly has, lacks or contradicts.

Numbers, names, negation and words of a claim are looked up in a source text. Everything here is a pure function of
two strings. This file doesn't know of models, documents or verdicts: it reports findings, checking.py weighs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_STOP = frozenset(
    """
    a an the of to in on at by for with from as and or but nor so yet that this these those it its he she they them
    his her their our we i you your is are was were be been being am do does did has have had having will would can
    could shall should may might must which who whom whose what when where why how than then there here also into over
    under about after before between during through against not no s t such both each other more most some any all
    only own same too very just
    """.split()  # noqa: SIM905
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|nowhere|without|cannot|hardly|barely|scarcely|lack(?:s"
    r"|ed|ing)?|fail(?:s|ed|ing)?|"
    r"refus(?:e|es|ed|ing)|den(?:y|ies|ied|ying))\b|n['’]t\b",
    re.IGNORECASE,
)
_TEENS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: value for value, word in enumerate(_TEENS.split())}
_UNITS |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_NUMBER = re.compile(
    r"(?<![\w.])(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s*(?:-|–)?\s*(?P<scale>hundred|thousand"
    r"|million|billion|trillion|m|bn|k)\b)?"
    r"|\b(?P<words>(?:(?:" + "|".join([*_UNITS, *_SCALES]) + r")(?:[\s-]+(?:and\s+)?|\b))+)",
    re.IGNORECASE,
)
_SHORT_SCALES = {"m": 1e6, "bn": 1e9, "k": 1e3}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the evidence says of a claim. `kind` is number, name, negation or words; `supports` is False
    where the source lacks or contradicts it. `reason` is for a person."""

    kind: str
    supports: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, and code points [start, end)."""

    value: float
    text: str
    start: int
    end: int


def _spelled(words: str) -> float | None:
    total, current, seen = 0.0, 0.0, False
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _UNITS:
            current += _UNITS[word]
            seen = True
        elif word in _SCALES:
            if word == "hundred":
                current = (current or 1) * 100
            else:
                total, current = total + (current or 1) * _SCALES[word], 0.0
            seen = True
    return total + current if seen else None


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of the text, in digits or words: "13 billion" and "13,000,000,000" are one value."""
    found = []
    for match in _NUMBER.finditer(text):
        if match["digits"]:
            value = float(match["digits"].replace(",", ""))
            if match["scale"]:
                scale = match["scale"].lower()
                value *= _SCALES.get(scale, 0) or _SHORT_SCALES[scale]
        else:
            spelled = _spelled(match["words"])
            if spelled is None:
                continue
            value = spelled
        piece = match[0].rstrip()
        found.append(Number(value, piece, match.start(), match.start() + len(piece)))
    return tuple(found)


def content_words(text: str) -> tuple[str, ...]:
    """The words that carry meaning, lower-cased, in order."""
    return tuple(word for word in (match[0].lower() for match in _WORD.finditer(text)) if word not in _STOP)


def overlap(claim: str, source: str) -> float:
    """The share, 0 to 1, of the claim's content words (by stem) that stand in the source; 1.0 where it has none."""
    words = {_stem(word) for word in content_words(claim)}
    return len(words & {_stem(word) for word in content_words(source)}) / len(words) if words else 1.0


def _stem(word: str) -> str:
    for ending in (
        "ations",
        "ation",
        "ingly",
        "edly",
        "ions",
        "ing",
        "ies",
        "ied",
        "ion",
        "ely",
        "ed",
        "es",
        "ly",
        "s",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def names(text: str) -> tuple[str, ...]:
    """Capitalised words that don't merely open a sentence, and words with inner capitals or all capitals."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        if not word[0].isupper() or word.lower() in _STOP:
            continue
        before = text[: match.start()].rstrip(" \"'“‘([")
        opens = not before or before[-1] in ".!?:\n"
        if not opens or word[1:] != word[1:].lower():
            found.append(word)
    return tuple(dict.fromkeys(found))


def findings(claim: str, source: str) -> tuple[Finding, ...]:
    """What the source plainly says of the claim's numbers, names and negation."""
    out = []
    there = numbers(source)
    values = {round(number.value, 6) for number in there}
    for number in numbers(claim):
        if number.value in (0, 1) and not number.text[0].isdigit():
            continue  # "one" and "zero" are seldom counts
        if round(number.value, 6) in values:
            out.append(Finding("number", True, f"{number.text} is in the passage"))
        else:
            say = (
                f"the passage says {there[0].text}, the claim {number.text}"
                if len(there) == 1
                else f"{number.text} is not in the passage"
            )
            out.append(Finding("number", False, say))
    lowered = {_stem(match[0].lower()) for match in _WORD.finditer(source)}
    out.extend(
        Finding("name", False, f"the name {name} is not in the passage")
        for name in names(claim)
        if _stem(name.lower()) not in lowered and _stem(re.sub(r"['’]s$", "", name.lower())) not in lowered
    )
    denied, denies = bool(_NEGATION.search(claim)), bool(_NEGATION.search(source))
    if denied and not denies:
        out.append(Finding("negation", False, "the claim denies something the passage does not deny"))
    elif denies and not denied:
        out.append(Finding("negation", False, "the passage denies something the claim does not"))
    return tuple(out)


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Rough sentence boundaries, for a source that comes as a bare string."""
    spans, start = [], 0
    for match in re.finditer(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n", text):
        if text[start : match.end()].strip():
            spans.append(_trim(text, start, match.end()))
            start = match.end()
    if text[start:].strip():
        spans.append(_trim(text, start, len(text)))
    return tuple(spans)


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))
