"""Sentences turned into questions by rules, without a model: when, how many, how much, by whom, and a gap to fill.

English only, and few sentences fit: a question that isn't made is better than one that isn't English. The person who
accepts a drafted set is the judge. This file doesn't know documents or question sets; offsets are into the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from assistant.questions.inverting import NO_SUBJECT, STARTS_LOW, WORDS, base_form, invert

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = rf"(?:(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}}|(?:1[0-9]|20)\d{{2}})"
COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(WORDS)})"
MONEY = (
    rf"(?:(?:US)?[$€£¥] ?{COUNT}(?:\.\d+)?(?: (?:million|billion|trillion))?"
    rf"|{COUNT}(?:\.\d+)?(?: (?:million|billion|trillion))? (?:US )?(?:dollars|yen|euros|pounds|francs|marks))"
)
NAME = r"(?:[A-Z][\w’'-]+(?: (?:of|de|van|von|the))? )+[A-Z][\w’'-]+"


@dataclass(frozen=True, slots=True)
class Made:
    """A question made from a sentence: `answer` is sentence[start:end]; `facts` are its alternative wordings."""

    kind: str
    question: str
    answer: str
    facts: tuple[str, ...]
    start: int
    end: int


def _finished(question: str | None) -> str | None:
    """The question tidied up, or None where it is too short or too long to be one."""
    if question is None:
        return None
    tidy = re.sub(r"\s+([,.;])", r"\1", " ".join(question.split())).rstrip(" .,;:")
    return tidy + "?" if 4 <= len(tidy.split()) <= 24 and tidy.count("(") == tidy.count(")") else None


def _spelled(count: str) -> tuple[str, ...]:
    """The count as it stands, and as a digit or word."""
    if count.lower() in WORDS:
        values = [*range(2, 17), 20, 30]
        return count, str(values[WORDS.index(count.lower())])
    return (count,)


def _dates(date: str) -> tuple[str, ...]:
    found = re.fullmatch(rf"(\d{{1,2}}) ({MONTHS}) (\d{{4}})", date)
    return (date, f"{found[2]} {found[1]}, {found[3]}") if found else (date,)


# ---- the rules ----------------------------------------------------------------------------------


def _when(sentence: str, common: Container[str]) -> Iterator[Made]:
    first = re.match(rf"(?:In|On) ({DATE}),? (?=\w)", sentence)
    if first:
        question = _finished(invert(_capital(sentence[first.end() :]), "When", common))
        if question:
            yield Made("date", question, first[1], _dates(first[1]), *first.span(1))
        return
    for found in re.finditer(rf"\s(?:in|on) ({DATE})(?![\w–-])", sentence):
        clause = sentence[: found.start()] + sentence[found.end() :]
        question = _finished(invert(clause, "When", common))
        if question:
            yield Made("date", question, found[1], _dates(found[1]), *found.span(1))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].lower() in STARTS_LOW else text


def _how_much(sentence: str, common: Container[str]) -> Iterator[Made]:
    for found in re.finditer(rf"(?<=\s)({MONEY})(?!\w)", sentence):
        if re.search(r"\b(?:of|by|to|for|than|about|nearly|some|over|from|with|at) $", sentence[: found.start()]):
            continue
        question = _finished(invert(sentence[: found.start()] + sentence[found.end() :], "How much", common))
        if question:
            yield Made("money", question, found[1], (found[1],), *found.span(1))


def _how_many(sentence: str, common: Container[str]) -> Iterator[Made]:
    start = re.match(rf"({COUNT}) ((?:[a-z]+ )?[a-z]+s) (?=[a-z])", sentence, re.IGNORECASE)
    if start and start[2].split()[-1] not in ("years", "months", "days", "weeks", "dollars"):
        question = _finished(f"How many {sentence[start.end(1) :].strip()}")
        if question:
            yield Made("count", question, start[1], _spelled(start[1]), *start.span(1))
    for found in re.finditer(rf"(?<=\s)({COUNT}) ([a-z]+s)\b", sentence):
        verb, thing = sentence[: found.start()].split()[-1], found[2]
        if base_form(verb) is None or thing in ("dollars", "times", "years") or re.fullmatch(DATE, found[1]):
            continue
        clause = sentence[: found.start()] + sentence[found.end() :]
        question = _finished(invert(clause, f"How many {thing}", common))
        if question:
            yield Made("count", question, found[1], _spelled(found[1]), *found.span(1))


def _by_whom(sentence: str, common: Container[str]) -> Iterator[Made]:
    for found in re.finditer(rf"(?<=ed) by ((?:the )?{NAME})(?=[ .,;])", sentence):
        question = _finished(invert(sentence[: found.start()] + sentence[found.end() :], "By whom", common))
        if question:
            yield Made("name", question, found[1], (found[1].removeprefix("the "),), *found.span(1))


def _gap(sentence: str, common: Container[str]) -> Iterator[Made]:
    share = rf"{COUNT}(?:\.\d+)? (?:million|billion|per cent|percent)"
    found = re.search(rf"(?<![\w.,–-])({MONEY}|{DATE}|{share})(?![\w–-]|[.,]\d)", sentence)
    if found and found.start() and sentence.rstrip().endswith((".", "!", "?")):
        around = (sentence[: found.start()] + "____" + sentence[found.end() :]).strip()
        yield Made("gap", f"Which figure fills the gap: “{around}”", found[1], _dates(found[1]), *found.span(1))


RULES: tuple[Callable[[str, Container[str]], Iterator[Made]], ...] = (_when, _how_much, _how_many, _by_whom, _gap)


def questions_from(sentence: str, common: Container[str] = ()) -> Iterator[Made]:
    """The questions that the rules make of one sentence, the best kinds first. Sentences that lean on another, run over
    forty words or hold quotations or brackets make none."""
    words = sentence.split()
    if not 5 <= len(words) <= 40 or re.search(r"[“”\"()\[\]]|\bIbid\b", sentence):
        return
    leans = words[0].lower().rstrip(",") in NO_SUBJECT and not re.match(rf"(?:In|On) {DATE}", sentence)
    if leans or re.search(r"\b(?:he|she|it|they|them|his|her|its|their|this|these|former|latter)\b", sentence):
        return
    for rule in RULES:
        for made in rule(sentence, common):
            assert sentence[made.start : made.end] == made.answer
            yield made
