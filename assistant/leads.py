"""The exact words of a sentence that answer: a figure, a date, a name.

By rules on the question's answer type, or by a trained reader where one is given. Nothing is led with unless one
candidate stands out: the whole sentence follows in any case. This file doesn't know where sentences come from.
"""

from __future__ import annotations

import re

from assistant.lexicon import PLACES
from assistant.protocols import Reading
from assistant.questions import Asked, Wants, names_in
from assistant.wording import content_words, fold, stem, words

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
SCALE = r"(?:thousand|million|billion|trillion|bn)"
WORD_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half"
    r"|third|quarter)"
)
FIGURE = rf"\d+(?:[.,]\d+)*(?:\s{SCALE})?"
CURRENCY = r"(?:dollars?|yen|euros?|pounds?|guilders?|marks?|francs?|yuan|won|rupees?|cents?)"
MONEY = re.compile(
    rf"(?:about |nearly |over |roughly )?(?:(?:US|A|C|HK|NT)?[$€£¥]\s?{FIGURE}|\b{FIGURE}\s{CURRENCY}\b)"
)
PERCENT = re.compile(r"(?:about |nearly |over |roughly )?\b\d+(?:[.,]\d+)*\s?(?:%|per\s?cent\b|percentage points?\b)")
DURATION = re.compile(
    rf"\b(?:{FIGURE}|{WORD_NUMBER}(?:-{WORD_NUMBER})?)\s(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?"
    rf"|decades?"
    r"|centuries)\b",
    re.I,
)
DATE = re.compile(
    rf"\b{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH},?\s\d{{4}}\b"
    rf"|\b{MONTH}\s\d{{4}}\b|\b\d{{1,2}}\s{MONTH}\b|\b{MONTH}\s\d{{1,2}}\b"
    r"|\b(?:early|mid|late)[- ](?:the\s)?\d{4}s\b|\bthe\s(?:early|mid|late)?[- ]?\d{4}s\b|\b\d{4}s\b"
    r"|\b(?:1\d|20)\d\d\s?[–-]\s?(?:(?:1\d|20)?\d\d)\b|\b(?:1[0-9]|20)\d\d\b(?:\s(?:BC|AD|BCE|CE)\b)?"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)|\w+th|first|second|third|fifth)[- ]century\b"
)
YEAR = re.compile(r"^(?:1[0-9]|20)\d\d$")
COUNTED = re.compile(rf"\b(?:(?:{FIGURE})|{WORD_NUMBER}(?:-{WORD_NUMBER})?)\b", re.I)
TITLE = (
    r"(?:Prime Minister|President|Minister|Secretary|Professor|Dr|Mr|Mrs|Ms|Sir|King|Queen|Emperor"
    r"|Commissioner|General|Admiral|Chancellor)"
)
PERSON = re.compile(
    rf"(?:(?:then-)?{TITLE}\.?\s)?(?:[A-Z][\w’'\-]+|[A-Z]\.)(?:\s(?:(?:de|van|von|der|bin|al|la"
    rf"|le)\s)?(?:[A-Z][\w’'\-]+|[A-Z]\.))+"
)
# Words that make a run of capitals an institution, an event or a place rather than a person.
NOT_A_PERSON = re.compile(
    r"\b(?:Nations?|United|States|Treaty|University|Forum|Party|Ministry|Act|Law|War|Council|Agency"
    r"|Organi[sz]ation|Office"
    r"|Force?s|Alliance|Charter|Security|Press|Journal|Review|Affairs|Institute|School|College|Church|House"
    r"|Street|River"
    r"|Sea|Ocean|Island|Islands|Peninsula|Republic|Kingdom|Empire|Union|League|Committee|Commission|Court|Bank|Company"
    r"|Association|Conference|Assembly|Strategy|Policy|Programme|Program|Report|North|South|East|West|New|Asia|Asian"
    r"|Japan|Japanese|American|British|French|German|Chinese|Korean|Golden|Great|World|Cold|International|National)\b"
)
MONEY_WORDS = frozenset(
    map(
        stem,
        [
            "pay",
            "paid",
            "cost",
            "spend",
            "spent",
            "contribute",
            "contribution",
            "price",
            "worth",
            "money",
            "fund",
            "budget",
            "dollar",
            "earn",
        ],
    )
)
PEOPLE = frozenset(
    map(stem, ["people", "persons", "men", "women", "soldiers", "troops", "personnel", "members", "participants"])
)
_NAMED = r"(?:the )?(?:[A-Z][\w’'-]*|\d{4})(?: (?:of (?:the )?)?[A-Z][\w’'-]*)*"
LISTED = re.compile(rf"{_NAMED}(?:, {_NAMED})*,? and {_NAMED}")
COUNTRIES = frozenset(PLACES) | {
    "US",
    "USA",
    "UK",
    "EU",
    "ROK",
    "DPRK",
    "USSR",
    "States",
    "Kingdom",
    "Union",
    "Zealand",
}
STATES = re.compile(r"\b(?:which|what)\s+(?:\w+\s+)?(?:countries|states|nations)\b")
CLAUSE = re.compile(r"[,;:—–]|\b(?:while|whereas|but|and|with|which|although)\b")
LONGEST_SPAN = 12  # words of a reader's span; longer ones are no lead


def _kind(asked: Asked) -> tuple[re.Pattern[str], ...]:
    """The patterns for the question's answer type, the most telling first."""
    text = fold(asked.text)
    if asked.wants is Wants.DATE:
        return (DATE,)
    if asked.wants is Wants.PERSON:
        return (PERSON,)
    if asked.wants is not Wants.QUANTITY:
        return ()
    if re.search(r"per ?cent|percentage|proportion|share|what majority|fraction", text):
        return (PERCENT,)
    if re.search(r"how (?:long|old)|\bage\b", text):
        return (DURATION,)
    if "how many" in text or "number of" in text:
        return (COUNTED,)
    if MONEY_WORDS & set(content_words(asked.text)):
        return (MONEY, PERCENT)
    return (MONEY, PERCENT, COUNTED)


def _candidates(pattern: re.Pattern[str], asked: Asked, text: str) -> list[tuple[int, int]]:
    """Spans of the pattern that the question didn't already hold."""
    known = fold(asked.text)
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        value = match.group()
        if fold(value) in known or (pattern is COUNTED and YEAR.match(value)):
            continue
        if pattern is PERSON and (NOT_A_PERSON.search(value) or set(words(value)) <= set(words(asked.text))):
            continue
        if pattern is COUNTED and not _counts_what_is_asked(asked, text[match.end() :]):
            continue
        found.append(match.span())
    return found


def _counts_what_is_asked(asked: Asked, after: str) -> bool:
    """Whether a number stands before the thing that "how many …" asks for."""
    match = re.search(r"how many ((?:\w+[ -]?){1,3})|number of ((?:\w+[ -]?){1,3})", asked.text, re.I)
    things = set(content_words(next(filter(None, match.groups())))) if match else set()
    if things & PEOPLE:
        things = things | PEOPLE
    return not things or bool(things & set(words(" ".join(after.split()[:5]))))


def _nearness(asked: Asked, text: str, span: tuple[int, int]) -> float:
    """How many of the question's words stand in the candidate's clause, and how near they are to it."""
    start, end = span
    before = [m.end() for m in CLAUSE.finditer(text, 0, start)]
    after = CLAUSE.search(text, end)
    clause = text[before[-1] if before else 0 : after.start() if after else len(text)]
    asked_words = set(content_words(asked.text))
    inside = len(asked_words & set(content_words(clause)))
    near = content_words(text[:start])[-5:] + content_words(text[end:])[:5]
    return inside + 0.5 * len(asked_words & set(near))


def lead_by_rules(asked: Asked, text: str) -> str | None:
    """The words of `text` that answer by the question's type, where one candidate stands out; None otherwise."""
    for pattern in _kind(asked):
        spans = _candidates(pattern, asked, text)
        if not spans:
            continue
        ranked = sorted(spans, key=lambda span: (-_nearness(asked, text, span), span))
        if len(ranked) > 1 and _nearness(asked, text, ranked[0]) - _nearness(asked, text, ranked[1]) < 0.5:
            return None
        return text[ranked[0][0] : ranked[0][1]]
    return None


def holds_type(asked: Asked, text: str) -> bool | None:
    """Whether a text holds words of the type the question asks for; None where rules can't tell."""
    patterns = _kind(asked)
    if asked.wants is Wants.PERSON:  # "who signed it?" may be answered by countries
        return any(set(content_words(name)) - set(content_words(asked.text)) for name in names_in(text))
    return any(_candidates(pattern, asked, text) for pattern in patterns) if patterns else None


def enumerated(asked: Asked, text: str) -> str | None:
    """The first list of names in a text ("Bremen, Riga and Lisse") of which the question names none; where countries
    are asked for, at least half of them known ones."""
    known = fold(asked.text)
    for match in LISTED.finditer(text):
        names = [name for name in re.split(r",\s+(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?", match.group()) if name]
        places = sum(any(word in COUNTRIES for word in name.split()) for name in names)
        if not any(fold(name) in known for name in names) and (not STATES.search(known) or 2 * places >= len(names)):
            return match.group()
    return None


def of_type(asked: Asked, text: str) -> list[str] | None:
    """The words of a text of the type the question asks for; None where rules can't tell."""
    patterns = _kind(asked)
    if not patterns:
        return None
    return next((found for p in patterns if (found := [text[a:b] for a, b in _candidates(p, asked, text)])), [])


# What stands before a date or a figure and changes it: "by September 1948" is not "September 1948".
_QUALIFIED = re.compile(
    r"\b(?:by|before|after|until|till|since|around|about|circa|nearly|almost|roughly|approximately|some|over|under"
    r"|(?:more|less|fewer) than|(?:at|no) (?:least|most)|up to|not (?:before|until)|(?:in )?(?:early|mid|late)"
    r"|just (?:before|after|over|under))[\s-]$",
    re.IGNORECASE,
)


def qualified(asked: Asked, text: str, words_: str) -> str:
    """A date's or figure's words with the word before them that changes them ("by", "nearly", "at least")."""
    if asked.wants not in (Wants.DATE, Wants.QUANTITY) or not re.match(r"[\d$€£¥A-Z]", words_):
        return words_
    at = text.find(words_)
    alone = at > 0 and text.count(words_) == 1  # else it isn't known which of them answers
    before = _QUALIFIED.search(text[:at]) if alone else None
    return text[before.start() : at] + words_ if before else words_


def lead(asked: Asked, text: str, reading: Reading | None = None) -> str | None:
    """The exact words of `text` to lead with, or None.

    A reader's span counts when it is short, sure (0.5) and of the type asked for; otherwise the rules decide.
    """
    if asked.wants in (Wants.REASON, Wants.YES_NO, Wants.LIST, Wants.ANYTHING):
        return None
    if asked.several:  # one name of several would be a wrong answer
        return enumerated(asked, text)
    found = lead_by_rules(asked, text)
    by_rules = qualified(asked, text, found) if found else None
    if reading is None or reading.start >= reading.end or reading.answerable < 0.5:
        return by_rules
    span = text[reading.start : reading.end].strip(" ,;:.“”\"'")
    fits = not _kind(asked) or any(p.search(span) for p in _kind(asked)) or asked.wants is Wants.PERSON
    if 0 < len(span.split()) <= LONGEST_SPAN and fits and not set(words(span)) <= set(words(asked.text)):
        return qualified(asked, text, span)
    return by_rules


def sentence_from(words_: str) -> str:
    """Words made a sentence: a capital first, a full stop last."""
    return words_[0].upper() + words_[1:].rstrip(".") + "."
