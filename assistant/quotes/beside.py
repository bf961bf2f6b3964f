"""What stands beside a sentence that only repeats the question: what came next, what came before, what lay behind it;
and beside the first half of a definition.

"The oil stopped in November." answers nothing to "What lay behind the stopping of the oil?"; its neighbour may. This
file doesn't know how sentences are scored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.citing import neighbours
from assistant.questions.analysis import Asked, Wants
from assistant.quotes.leads import MONTH, holds_type
from assistant.words.wording import content_words, shown
from ingest.document import Document, Sentence

NEXT = re.compile(
    r"\bwhat\b.{0,80}\b(?:next|afterwards?|followed)\b|\bwhat (?:happened|came) (?:\w+ )?(?:after|when|once)\b"
    r"|\bwhat (?:was|were) the (?:\w+ )?(?:outcome|aftermath)\b|^(?:and )?then\b",
    re.I,
)
RECEIVED = re.compile(
    r"\b(?:how(?: [a-z]+ly| well| badly)?|why|for what reasons?) (?:was|were)\b.{0,120}"
    r"\b(?:received|greeted|welcomed|answered|taken up)\b"
    r"|\bhow (?:[a-z]+ly )?did\b.{0,120}\b(?:react|respond)\b"
    r"|\bwhat (?:was|were) the (?:\w+ )?(?:reactions?|responses?|repl(?:y|ies))\b",
    re.I,
)
BEFORE = re.compile(r"\bwhat (?:had )?(?:happened|came|went on) (?:just |shortly |immediately |right )?before\b", re.I)
BEHIND = re.compile(r"\bwhat (?:lay|was|stood) behind\b|\bwhat (?:had )?(?:brought|drove|prompted|moved|led)\b", re.I)
CAUSAL = re.compile(r"\b(?:because|since|due to|owing to|thanks to|the reasons?|therefore|so that|for want of)\b", re.I)
# What is asked to be defined, and how the second half of a definition begins.
DEFINES = re.compile(
    r"\bwhat (?:do|does|did)\b.{1,80}\bmean\b|\bdefin(?:es?|ed|ition)\b"
    r"|^what (?:is|are) (?:an? )?(?!the\b)(?:[\w’'-]+ ?){1,4}\??$",
    re.I,
)
DEFINING = re.compile(r"\b(?:is|are|means?|meant|was|were|refers?|denotes?|consists?)\b")
SECOND_HALF = re.compile(
    r"^(?:But|Yet|However|At the same time|On the other hand|By contrast|In contrast|Conversely)\b"
)
CLAUSE = re.compile(r"\b(?:after|before|when|once|followed)\s+(?P<rest>.+)$", re.I)
_ASKING = """happen next afterward follow came come go receive greet answer react reaction respond response reply
outcome aftermath take lie lay stand behind bring brought drive prompt move lead led reason cause"""
ASKING = frozenset(content_words(_ASKING))
DATED = re.compile(rf"\b(?:\d{{1,2}}\s)?{MONTH}(?:\s\d{{1,2}}\b)?|\b(?:1\d|20)\d\d\b")
MANNER = re.compile(r"\b[a-z]{3,}ly\b", re.I)  # how it was received, which what was received doesn't tell
COUNTS = re.compile(r"\b(?P<many>two|three|four) (?:[a-z-]+ ){0,2}[a-z-]+s\b", re.I)
OPENS = re.compile(r"(?:(?:And|But|While|As for)\b,?\s+)?(?P<name>[A-Z][\w’'.-]+)")
NAMELESS = frozenset(
    ["nobody", "everybody", "somebody", "nothing", "everything", "something", "none", "most", "many", "few"]
)
MANY = {"two": 2, "three": 3, "four": 4}
TERSE = 5  # words of a sentence that is a verdict and no more
ECHO = 0.75  # of a sentence's words in the question, from which it only repeats it
ANCHOR = 0.65  # of the words for what came before, in a sentence that tells of it
GOES_ON = 5  # words behind these with which the sentence itself tells what came next


def beside(asked: Asked, document: Document, sentence: Sentence) -> Sentence | None:
    """The neighbour, in the same paragraph, that answers where a sentence only repeats the question, or begins a
    definition that the neighbour ends; None where it says enough."""
    text = shown(document, sentence.start, sentence.end)
    if asked.wants is Wants.YES_NO or asked.compares or holds_type(asked, text):
        return None
    around = [one for one in neighbours(document, sentence) if not document.text[one.start : one.end].endswith("?")]
    before = next((one for one in around if one.start < sentence.start), None)
    after = next((one for one in around if one.start > sentence.start), None)
    if DEFINES.search(asked.text):
        halved = after is not None and SECOND_HALF.match(shown(document, after.start, after.end))
        return after if halved and DEFINING.search(text) else None
    repeats, tells = _repeats(asked.text, text), _tells_of(asked.text, text)
    if BEFORE.search(asked.text):
        return before if repeats or tells else None
    if NEXT.search(asked.text):
        return after if repeats or tells else None
    if RECEIVED.search(asked.text):
        if asked.wants is Wants.REASON and CAUSAL.search(text):
            return None
        return after if _tells_of(MANNER.sub(" ", asked.text), text, goes_on=len(text)) else None
    if repeats and (asked.wants is Wants.REASON or BEHIND.search(asked.text)):
        causal = after is not None and CAUSAL.search(document.text[after.start : after.end])
        return after if causal or before is None else before
    return after if repeats and asked.wants is Wants.ANYTHING else None


def explaining(parts: Sequence[Asked], document: Document, sentence: Sentence) -> Sentence | None:
    """The sentence right behind a verdict of a few words ("The reception was cool."), where one of the parts asks for
    a reason and the verdict gives none; None elsewhere."""
    text = shown(document, sentence.start, sentence.end)
    if len(text.split()) > TERSE or CAUSAL.search(text) or not any(part.wants is Wants.REASON for part in parts):
        return None
    behind = (one for one in neighbours(document, sentence) if one.start > sentence.start)
    return next((one for one in behind if not document.text[one.start : one.end].endswith("?")), None)


def itemised(parts: Sequence[Asked], document: Document, sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentences right behind one that counts what it doesn't name ("The two banks that lent stood aside."), each of
    which begins with the name of another of them, where one of the parts asks for a reason; else none."""
    counted = COUNTS.search(shown(document, sentence.start, sentence.end))
    if counted is None or not any(part.wants is Wants.REASON for part in parts):
        return ()
    many = MANY[counted["many"].lower()]
    place = document.sentences.index(sentence)
    behind = [one for one in document.sentences[place + 1 : place + 1 + many] if one.block == sentence.block]
    names = {_opening_name(document, one) for one in behind}
    told = shown(document, sentence.start, sentence.end)
    known = {name for name in names if name and not re.search(rf"\b{re.escape(name)}\b", told)}
    return tuple(behind) if len(known) == many else ()


def _opening_name(document: Document, sentence: Sentence) -> str:
    """The name that a sentence begins with; empty where its first word is written small elsewhere too."""
    match = OPENS.match(document.text, sentence.start)
    name = match["name"] if match else ""
    if not content_words(name) or name.lower() in NAMELESS:
        return ""
    return "" if re.search(rf"\b{re.escape(name.lower())}\b", document.text) else name


def _repeats(question: str, text: str) -> bool:
    """Whether nearly all that a sentence says, but for dates, stands in the question."""
    own = set(content_words(DATED.sub(" ", text)))
    return len(own) > 1 and len(own & set(content_words(question))) >= ECHO * len(own)


def _tells_of(question: str, text: str, goes_on: int = GOES_ON) -> bool:
    """Whether a sentence tells that after, or before, which something is asked for, and ends with it: what was said to
    be received may be told at any length."""
    clause = CLAUSE.search(question)
    anchor = set(content_words(clause["rest"] if clause else question)) - ASKING
    own = content_words(text)
    places = [i for i, word in enumerate(own) if word in anchor]
    told = len(anchor) > 1 and len(anchor & set(own)) >= ANCHOR * len(anchor)
    return told and len(own) - 1 - places[-1] < goes_on
