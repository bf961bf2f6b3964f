"""The exact words of a sentence that answer: a figure, a date, a name.

By rules on the question's answer type, or by a trained reader where one is given. Nothing is led with unless one
candidate stands out: the whole sentence follows in any case. This file doesn't know where sentences come from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.protocols import Reading
from assistant.questions.analysis import Asked, Wants, names_in
from assistant.questions.clauses import verb_behind
from assistant.quotes.in_time import inside, run_inside, time_set, times_told
from assistant.quotes.persons import can_be_a_person
from assistant.words.kindred import kindred
from assistant.words.lexicon import PLACES
from assistant.words.number_words import CARDINALS, TENS
from assistant.words.verbs import BASE_FORMS
from assistant.words.wording import content_words, fold, stem, words

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
SCALE = r"(?:thousand|million|billion|trillion|bn)"
WORD_NUMBER = rf"(?:{'|'.join((*CARDINALS[1:], *TENS))}|hundred|thousand|dozen|half|third|quarter)"
FIGURE = rf"\d+(?:[.,]\d+)*(?:\s{SCALE})?"
CURRENCY = r"(?:dollars?|yen|euros?|pounds?|guilders?|marks?|francs?|yuan|won|rupees?|cents?)"
_WORDS = rf"(?:{'|'.join((*CARDINALS[1:], *TENS))}|hundred|thousand|million|billion)"
# "Thirty dollars", "three hundred and five pounds"; "that one won" is no sum.
SPELT_SUM = rf"(?i:{_WORDS}(?:[ -](?:and )?{_WORDS})*)\s(?!won\b){CURRENCY}"
MONEY = re.compile(
    rf"(?:about |nearly |over |roughly )?(?:(?:US|A|C|HK|NT)?[$€£¥]\s?{FIGURE}"
    rf"|\b(?:{FIGURE}\s{CURRENCY}|{SPELT_SUM})\b)"
)
PERCENT = re.compile(r"(?:about |nearly |over |roughly )?\b\d+(?:[.,]\d+)*\s?(?:%|per\s?cent\b|percentage points?\b)")
OF_HUNDRED = re.compile(r"\s?(?:%|per\s?cent\b)")
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
CLOCK = re.compile(r"\b(?:[01]?\d|2[0-4])[:.][0-5]\d\b(?:\s?[ap]\.?m\b)?|\b\d{1,2}\s?(?:[ap]\.?m\b|o[’']clock)", re.I)
YEAR = re.compile(r"^(?:1[0-9]|20)\d\d$")
LENGTH = re.compile(
    rf"\b(?:{FIGURE}|{WORD_NUMBER}(?:-{WORD_NUMBER})?)[\s-]?(?:km|kilomet(?:er|re)s?|m|met(?:er|re)s?|cm|centimet(?:er|re)s?"
    r"|mm|millimet(?:er|re)s?|miles?|feet|foot|ft|inch(?:es)?|yards?|fathoms?|leagues?|light[- ]years?"
    r"|(?:hours?|days?|minutes?)[’']?\s(?:walk|ride|drive|journey|away|from))\b"
    r"|\b(?:knee|waist|neck|man)[- ](?:deep|high)\b",
    re.I,
)
# "How long was the canal?" may ask for its length; what lasts, and how long it did so, for a time.
LONG_THING = re.compile(r"^how long (?:is|was|are|were) (?:(?!\b(?:in|at|on|for|to)\b)[^?])*\??$")
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
    r"^(?:In|On|At|By|The)\b|\b(?:Nations?|United|States|Treaty|University|Forum|Party|Ministry|Act|Law|War|Council|Agency"
    r"|Organi[sz]ation|Office|Force?s|Alliance|Charter|Security|Press|Journal|Review|Affairs|Institute|School|College|Church|House|Street"
    r"|River|Sea|Ocean|Island|Islands|Peninsula|Republic|Kingdom|Empire|Union|League|Committee|Commission|Court|Bank|Company"
    r"|Association|Conference|Assembly|Strategy|Policy|Programme|Program|Report|North|South|East|West|New|Asia|Asian"
    r"|UN|EU|High Commissioner|Japan|Japanese|American|British|French|German|Chinese|Korean|Golden|Great|World|Cold"
    r"|International|National)\b"
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
# Of whom a survey tells a share: "How many voters wanted it?".
_PUBLIC = """people persons men women voters respondents citizens inhabitants residents readers adults children students
households families workers farmers members public Americans Germans Russians Italians Canadians Indians Europeans"""
PUBLIC = frozenset(content_words(_PUBLIC)) | frozenset(stem(fold(adjective)) for adjective in PLACES.values())
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
CLAUSE = re.compile(
    r"[;:—–]|,(?!\d)|\b(?:while|whereas|but|and|which|although)\b|\bwith (?=another|a |an |the |only|some|\d|[$€£¥])"
)
DENIES = re.compile(r"\b(?:not|never|no)\b|n[’']t\b", re.I)
RESPECTIVELY = re.compile(r"\brespectively\b")  # which of the figures is asked for stands elsewhere
OF_THEM = re.compile(r"\bhow many of\b", re.I)
LEFT_OUT = re.compile(
    r"\s+(?:of (?:these|them|those|which|whom)\b|(?:is|are|was|were|has|have|had|do|does|did|would|will|could|can|may"
    r"|might|said|named|wanted|chose|went|came|voted|gave|took|left|stayed|answered|agreed|refused)\b)",
    re.I,
)
FRAME = re.compile(r"\bthat\s")
PART = re.compile(r"\b(?:of (?:which|whom|these|those|them))\s+(?:\w+\s+)?$", re.I)  # "of which 74 failed"
# "Faster than | the ferry": what something else is measured by is seldom what is asked for.
SET_AGAINST = re.compile(
    r"\b(?:than|unlike|instead of|in contrast (?:to|with)|as opposed to)\s+(?:(?:that|those) of\s+)?"
    r"(?:(?:the|an?)\s+)?$",
    re.I,
)
WHERE = re.compile(r"\bwhere (?P<aux>was|were|did|do|does|has|have|had) (?P<rest>[^?]+)", re.I)
# What is asked of a place alone, and may be told by a mere "in Lisse".
_BEING = "locate base situate headquarter seat live stand lie reside home find found happen occur take place hold"
BEING = frozenset(content_words(_BEING)) | frozenset(map(stem, _BEING.split()))
SAME_WORD = 4  # first letters of stems by which "operate" is known in "operations"
STANDS_OUT = 0.5  # more of the question about one candidate than about the next, to lead with it
LONGEST_SPAN = 12  # words of a reader's span; longer ones are no lead


def _kind(asked: Asked) -> tuple[re.Pattern[str], ...]:
    """The patterns for the question's answer type, the most telling first."""
    text = fold(asked.text)
    if asked.wants is Wants.DATE:
        return (DATE, CLOCK) if text.startswith("when") or " when" in text else (DATE,)
    if asked.wants is Wants.PERSON:
        return (PERSON,)
    if asked.wants is not Wants.QUANTITY:
        return ()
    if re.search(r"%|per ?cent|percentage|proportion|share|what majority|fraction", text):
        return (PERCENT,)
    if LONG_THING.search(text):
        return (LENGTH, DURATION)
    if re.search(r"how (?:deep|tall)\b", text):
        return (LENGTH, PERCENT)
    if re.search(r"how (?:high|wide|far)\b", text):  # a fine too is high
        return (LENGTH, MONEY, PERCENT, COUNTED)
    if re.search(r"how (?:long|old)|\bage\b", text):
        return (DURATION,)
    if "how many" in text or "number of" in text:
        return (COUNTED, PERCENT) if _counted(asked) and _counted(asked) <= PUBLIC else (COUNTED,)
    if MONEY_WORDS & set(content_words(asked.text)):
        return (MONEY,)
    return (MONEY, PERCENT, COUNTED)


def _candidates(pattern: re.Pattern[str], asked: Asked, text: str) -> list[tuple[int, int]]:
    """Spans of the pattern that the question didn't already hold."""
    known = fold(asked.text)
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        value = match.group()
        if re.search(rf"(?<![^\W_]){re.escape(fold(value))}(?![^\W_])", known) or (
            pattern is COUNTED and (YEAR.match(value) or OF_HUNDRED.match(text[match.end() :]))
        ):
            continue
        if pattern is PERSON and (NOT_A_PERSON.search(value) or _named(asked, value)):
            continue
        if pattern is PERSON and not can_be_a_person(text, match.start(), value):
            continue
        if pattern is COUNTED and (_is_label(asked, text, match) or not _counts_what_is_asked(asked, text, match)):
            continue
        found.append(match.span())
    return found


def _named(asked: Asked, person: str) -> bool:
    """Whether the question names the person itself: who chaired it with Ogata isn't "Sadako Ogata"."""
    return bool({w for w in words(person) if len(w) > 1} & {w for name in names_in(asked.text) for w in words(name)})


def _counted(asked: Asked) -> frozenset[str]:
    """The stems of the things that "how many …" asks for."""
    match = re.search(r"(?:how many|number of)((?:[ -]\w+){1,3})", asked.text, re.I)
    thing = re.split(r"[ -]", match[1].strip()) if match else []
    verb = next((i for i, word in enumerate(thing) if i and (word.endswith("ed") or word in BASE_FORMS)), len(thing))
    return frozenset(content_words(" ".join(thing[:verb])))


def _is_label(asked: Asked, text: str, number: re.Match[str]) -> bool:
    """Whether a number is a day's, "1 December", or that of a note or an item, "4 Contains bakeries", where nothing is
    asked to be counted."""
    if any(date.start() <= number.start() < date.end() for date in DATE.finditer(text)):
        return True
    labels = number.start() == 0 and re.match(r"[.)]?\s+[A-Z]", text[number.end() :])
    return bool(labels) and number.group().isdigit() and not _counted(asked)


def _counts_what_is_asked(asked: Asked, text: str, number: re.Match[str]) -> bool:
    """Whether a number stands before the thing that "how many …" asks for, or behind it and "of which"."""
    things = _counted(asked)
    if OF_THEM.search(asked.text) and LEFT_OUT.match(text[number.end() :]):
        return True  # "only five | would go"
    if things & PEOPLE:
        things = things | PEOPLE
    if PART.search(text[: number.start()]):
        return not things or bool(things & set(words(text[: number.start()])))
    return not things or bool(things & set(words(" ".join(text[number.end() :].split()[:5]))))


def _clause(text: str, at: int) -> tuple[int, int]:
    """The clause that holds a place, as a span; of "the poll showed that 11 per cent wished it" what was shown."""
    before = max((match.end() for match in CLAUSE.finditer(text, 0, at)), default=0)
    shown = max((before + match.end() for match in FRAME.finditer(text[before:at])), default=before)
    after = CLAUSE.search(text, at)
    return shown, after.start() if after else len(text)


def _telling(asked: Asked, text: str, spans: Sequence[tuple[int, int]]) -> list[float]:
    """How much of the question stands in each candidate's clause, that which is near counted half more.

    A word counts the less the more candidates' clauses have it: of "54 per cent wished it with restraint, 11 per cent
    actively" the restraint tells which is meant. The thing counted stands by every number, and so tells nothing. Where
    the question says "not", so must the clause.
    """
    clauses = [_clause(text, start) for start, _ in spans]
    wanted = set(content_words(asked.text)) - _counted(asked)
    held = {(start, end): wanted & set(content_words(text[start:end])) for start, end in clauses}
    often = Counter(word for words_ in held.values() for word in words_)
    found = []
    for (start, end), (first, last) in zip(spans, clauses, strict=True):
        near = set(content_words(text[first:start])[-5:] + content_words(text[end:last])[:5])
        told = sum(1 / often[w] * (1.5 if w in near else 1.0) for w in held[first, last])
        if DENIES.search(asked.text):
            told += 1.0 if DENIES.search(text[first:last]) else -1.0
        found.append(told)
    return found


def lead_by_rules(asked: Asked, text: str) -> str | None:
    """The words of `text` that answer by the question's type, where one candidate stands out; None otherwise."""
    for pattern in _kind(asked):
        spans = _candidates(pattern, asked, text)
        if not spans:
            continue
        telling = _telling(asked, text, spans)
        ranked = sorted(zip(telling, spans, strict=True), key=lambda item: (-item[0], item[1]))
        most, (start, end) = ranked[0]
        if len(ranked) > 1 and most - ranked[1][0] < STANDS_OUT:
            return None
        return text[start:end]
    return None


def holds_type(asked: Asked, text: str) -> bool | None:
    """Whether a text holds words of the type the question asks for; None where rules can't tell."""
    patterns = _kind(asked)
    if asked.wants is Wants.PERSON:  # "who signed it?" may be answered by countries
        return any(set(content_words(name)) - set(content_words(asked.text)) for name in names_in(text))
    if times_told(asked.text, text):
        return True
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
    if before and asked.wants is Wants.QUANTITY and before.group().lower().startswith("by"):
        return words_  # "maintained by 120 developers"
    return text[before.start() : at] + words_ if before else words_


def _of_another_deed(asked: Asked, text: str) -> bool:
    """Whether a question asks where something was done, of which a text has no word: the place it has is then that of
    something else."""
    where = WHERE.search(asked.text)
    rest = where["rest"].split() if where else []
    at = verb_behind(rest, where["aux"].lower()) if where and len(rest) > 1 else None
    deed = next(iter(content_words(rest[at])), "") if at is not None else ""
    if not deed or deed in BEING:
        return False
    there = set(words(text))
    return not kindred(deed) & there and not any(word[:SAME_WORD] == deed[:SAME_WORD] for word in there)


def _whole_name(asked: Asked, text: str, reading: Reading) -> str:
    """A reader's span; where a person is asked for, to the end of the name: it may stop at "Sadako" of "Sadako
    Ogata"."""
    rest = re.match(r"(?:\s[A-Z][\w’'-]+)+", text[reading.end :]) if asked.wants is Wants.PERSON else None
    return text[reading.start : reading.end + (rest.end() if rest else 0)]


_OWNED_TIME = re.compile(
    r"^(?:in|during|throughout|over|for)\s+(?:its|their|his|her)\s+(?=\d)", re.I
)  # "during its 1971 term"


def lead(asked: Asked, text: str, reading: Reading | None = None) -> str | None:
    """The exact words of `text` to lead with, or None.

    A reader's span counts when it is short, sure (0.5) and of the type asked for; otherwise the rules decide.
    """
    if asked.wants in (Wants.REASON, Wants.YES_NO, Wants.LIST, Wants.ANYTHING) or RESPECTIVELY.search(text):
        return None
    if asked.wants is Wants.PLACE and _of_another_deed(asked, text):
        return None
    if asked.wants is Wants.DATE and (time := time_set(asked.text)):
        dates = _candidates(DATE, asked, text)
        run = run_inside(time, text, dates)
        if run is None or len(dates) > 1:
            return text[slice(*run)] if run else None
        if reading is not None and not inside(time, text[reading.start : reading.end]):
            reading = None
    if asked.several:  # one name of several would be a wrong answer
        return enumerated(asked, text)
    found = lead_by_rules(asked, text)
    by_rules = qualified(asked, text, found) if found else None
    if reading is None or reading.start >= reading.end or reading.answerable < 0.5:
        return by_rules
    if SET_AGAINST.search(text[: reading.start]) and not SET_AGAINST.search(f"{asked.text.rstrip('? ')} "):
        return by_rules
    span = _OWNED_TIME.sub("", _whole_name(asked, text, reading).strip(" ,;:.“”\"'"))
    fits = not _kind(asked) or any(p.search(span) for p in _kind(asked)) or asked.wants is Wants.PERSON
    if COUNTED in _kind(asked)[:1] and not PERCENT.search(span):
        at = text.find(span)
        counted = COUNTED.search(text, max(at, 0))
        fits = fits and counted is not None and _counts_what_is_asked(asked, text, counted)
    if asked.wants is Wants.PERSON:
        fits = can_be_a_person(text, reading.start, span)
    told = _named(asked, span) if asked.wants is Wants.PERSON else set(words(span)) <= set(words(asked.text))
    if not found and len(PERCENT.findall(span)) == 1 and len(of_type(asked, text) or ()) > 1:
        return None  # which of several shares is meant is a guess
    if found and asked.wants is Wants.QUANTITY and found not in span and span not in found:
        return by_rules  # of several figures the clause tells which is meant
    says = bool(content_words(span)) or any(sign.isdigit() for sign in span)  # "The" answers nothing
    if 0 < len(span.split()) <= LONGEST_SPAN and fits and says and not told:
        return qualified(asked, text, span)
    return by_rules


def sentence_from(words_: str) -> str:
    """Words made a sentence: a capital first, a full stop last."""
    return words_[0].upper() + words_[1:].rstrip(".") + "."
