"""Sentences turned into questions by rules, without a model: when, how many, how much, by whom, and a gap to fill.

English only, and few sentences fit: a question that isn't made is better than one that isn't English. The person who
accepts a drafted set is the judge. This file doesn't know documents or question sets; offsets are into the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from assistant.verbs import PASTS

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = rf"(?:(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}}|(?:1[0-9]|20)\d{{2}})"
TEENS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty thirty"
WORDS = TEENS.split(" ")
COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(WORDS)})"
MONEY = (
    rf"(?:(?:US)?[$€£¥] ?{COUNT}(?:\.\d+)?(?: (?:million|billion|trillion))?"
    rf"|{COUNT}(?:\.\d+)?(?: (?:million|billion|trillion))? (?:US )?(?:dollars|yen|euros|pounds|francs|marks))"
)
NAME = r"(?:[A-Z][\w’'-]+(?: (?:of|de|van|von|the))? )+[A-Z][\w’'-]+"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


AUXILIARIES = _set("was were is are has have had will would could can may might must should did")
BEFORE_NOUN = _set("the a an its their his her our this that these those of by with and or in on for to no")
STARTS_LOW = frozenset(WORDS) | _set(
    "the a an its their his her our many some few most all both several each every another other no one"
)
# A sentence that leans on the one before it, or whose subject isn't at its start, makes no question of its own.
NO_SUBJECT = _set(
    "it its their his her our they this these those that he she we i you there here but and or however thus "
    "therefore moreover also then so "
    "for yet nor if when while although though because since as after before until during despite with without by from "
    "at to of what which who whose how why where not only even such see cf ibid in on under"
)
INSIDE_SUBJECT = re.compile(r"[,;:()\[\]“”\"–—]|\b(?:that|which|who|whom|whose|when|where|if|because|as|than)\b")

IRREGULAR = PASTS | {"created": "create", "agreed": "agree", "used": "use", "found": "find", "lay": "lie"}
# Stems in -ed whose base ends in e, tried after NO_E: after c, s, u, v, z, after -dg, -rg, -bl and the like, and after
# a single vowel with one consonant (combine, require, decide).
SILENT_E = re.compile(
    r"(?:[csuvz]|[dr]g|(?:cha|ra|ve|lle|lou|plu)ng|[bcdfgkpt]l|quir|[^aeiou][aeiou][bcdgklmnprt]|[ei]at)$"
)
NO_E = re.compile(
    r"(?:sign|[aeo]in|[aeo]{2}[nmlrtdkp]|mit|sit|bit|dit|ibit|ish|ss|oss|press|open|happen|develop|visit|limit|edit|"
    r"offer|enter|cover|answer|consider|remember|reckon|abandon|mention|question|condition|position|function|pardon|"
    r"reason|season|summon|weaken|inform|reform|perform|form|confirm|claim|proclaim|aim|train|remain|explain|contain|"
    r"obtain|maintain|retain|join|gain|return|turn|govern|concern|learn|earn|own|down|appear|clear|hear|fear|near|"
    r"repair|air|pour|labour|honour|favour|occur|add|fund|demand|command|extend|intend|attend|end|found|bind|"
    r"ask|work|look|talk|back|attack|check|link|rank|thank|mark|remark|help|jump|stop|group|deal|reveal|appeal|"
    r"fail|sail|detail|travel|cancel|fulfil|control|call|kill|fill|pull|roll|count|want|grant|plant|print|point|"
    r"appoint|last|request|test|protest|invest|suggest|insist|assist|exist|resist|consist|adopt|accept|attempt|"
    r"interrupt|elect|select|expect|protect|reject|object|project|direct|collect|connect|act|react|contract|conduct|"
    r"lift|drift|shift|draft|start|part|depart|report|support|export|import|sort|convert|alert|assert|desert|insert|"
    r"treat|defeat|repeat|heat|meet|greet|float|boat|await|wait|restrict|predict|conflict|depict|boycott|permit|commit|"
    r"submit|admit|omit|profit|benefit|credit|deposit|exhibit|prohibit|inherit|merit|transit|recruit|exit|"
    r"establish|publish|abolish|finish|push|wish|reach|launch|watch|march|search|approach|teach|pass|discuss|address|"
    r"express|stress|process|access|assess|possess|cross|miss|focus|press|tax|fix|mix|relax|echo|veto|follow|allow|"
    r"show|borrow|narrow|view|review|renew|stay|play|delay|display|employ|deploy|destroy|enjoy|annoy|survey|obey|convey)$"
)


@dataclass(frozen=True, slots=True)
class Made:
    """A question made from a sentence: `answer` is sentence[start:end]; `facts` are its alternative wordings."""

    kind: str
    question: str
    answer: str
    facts: tuple[str, ...]
    start: int
    end: int


def base_form(past: str) -> str | None:
    """The base of a past tense ("paid": "pay", "promised": "promise"), None where the rules can't tell."""
    if past in IRREGULAR:
        return IRREGULAR[past]
    if not past.endswith("ed") or len(past) < 5:
        return None
    stem = past[:-2]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if NO_E.search(stem):
        return stem
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        return stem[:-1]
    return stem + "e" if SILENT_E.search(stem) else stem


def _lowered(subject: str, common: Container[str]) -> str:
    first, space, rest = subject.partition(" ")
    return first.lower() + space + rest if first.lower() in STARTS_LOW or first.lower() in common else subject


def _good_subject(words: list[str]) -> bool:
    return 0 < len(words) <= 9 and words[0].lower() not in NO_SUBJECT and words[-1].lower() not in BEFORE_NOUN


def _one_clause(rest: list[str]) -> bool:
    """Whether no second clause seems to follow, to which what is asked for could belong."""
    for i, word in enumerate(rest):
        if word.endswith((";", ":")) or (word == "and" and i and rest[i - 1].endswith(",")):
            return False
        ahead = rest[i + 1 : i + 6] if word in ("and", "but", "or") else []
        if any(one in AUXILIARIES or base_form(one.rstrip(".,;")) for one in ahead) or (
            i == 0 and word in ("and", "or")
        ):
            return False
    return True


def invert(clause: str, asked: str, common: Container[str] = ()) -> str | None:
    """The question that `asked` ("When", "How much") makes of a clause "subject verb rest"; None where it can't.

    `common` holds words that the text also writes small, so that a first word can be written small too.
    """
    words = clause.split()
    for i, word in enumerate(words[:10]):
        if INSIDE_SUBJECT.search(" ".join(words[:i])):
            return None
        base = base_form(word) if i and word.islower() and words[i - 1].lower() not in BEFORE_NOUN else None
        if not i or not (word in AUXILIARIES or base):
            continue
        rest = words[i + 1 :]
        # "The sum found in most accounts is …": the first verb was a participle.
        participle = base is not None and not AUXILIARIES.isdisjoint(rest)
        if participle or not _good_subject(words[:i]) or not _one_clause(rest):
            return None
        subject = _lowered(" ".join(words[:i]), common)
        return " ".join([asked, word if base is None else "did", subject, *([base] if base else []), *rest])
    return None


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
