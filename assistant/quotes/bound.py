"""Whether a sentence's date or figure is that of a thing it names: "The mill was built in 1832", and not "The school of
the mill was built in 1832" or "The mill opened a school in 1832".

Rules over the order of English words, and stricter than reading: what can't be told to be bound is not. Pure functions
over strings; this file doesn't know what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from assistant.questions.clauses import AUXILIARIES, BEFORE_NOUNS, DETERMINERS, adverb, past
from assistant.quotes.told import Word, head_phrase, told_words
from assistant.words.verbs import UNCHANGED

_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her)\s+", re.I)
_POINTS = re.compile(r"^(?:It|They|He|She)\b")
_FILLS = "that which who been being be not until first then later finally also and for about"
_BETWEEN = frozenset(_FILLS.split())
_ABOUT = "about nearly almost roughly some around over for only up to as many much at least most"
_HEDGES = frozenset(_ABOUT.split())
MOST_BETWEEN = 4  # words between a thing and its figure


def named(thing: str, text: str, before: str = "") -> Iterator[tuple[int, int]]:
    """The places where a sentence speaks of a thing itself, by its name or by a pronoun for what the sentence before
    begins with: as no one's owner, in no one's name and behind no preposition."""
    bare = _ARTICLE.sub("", thing.strip())
    for name in dict.fromkeys((bare, head_phrase(bare))):
        for match in re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?![\w’'-])", text, re.I):
            if _by_itself(text, *match.span()):
                yield match.span()
    pronoun = _POINTS.match(text)
    if pronoun and re.match(rf"(?:the\s+)?{re.escape(bare)}\b", before, re.I):
        yield pronoun.span()


def _by_itself(text: str, start: int, end: int) -> bool:
    behind = re.match(r"\s+(?P<word>[\w’'-]+)", text[end:])
    if behind and not _ends_name(behind["word"]):
        return False
    words = [word.low for word in told_words(text[:start])]
    while words and words[-1] in DETERMINERS:
        words.pop()
    before = text[:start].rstrip()
    return not words or before.endswith((",", ";", ":", "—")) or words[-1] not in BEFORE_NOUNS - {"and", "but", "while"}


def _ends_name(word: str) -> bool:
    """Whether a word behind a name can't belong to it."""
    ends = word in AUXILIARIES | BEFORE_NOUNS | _BETWEEN | {"or", "but", "while"}
    return word.islower() and (ends or past(word) or word in UNCHANGED or word.endswith("ed") or adverb(word))


def done_to(thing: str, text: str, deeds: Container[str], before: str = "") -> list[int]:
    """Where the words stand that say of a thing that one of the deeds was done to it, or by it to nothing else."""
    words = told_words(text)
    spans = list(named(thing, text, before))
    whole = [match.span() for match in re.finditer(re.escape(_ARTICLE.sub("", thing.strip())), text, re.I)]
    return [
        word.start
        for i, word in enumerate(words)
        if word.stem in deeds and (_of_subject(words, i, spans, text) or _of_object(words, i, whole, text))
    ]


def _of_subject(words: tuple[Word, ...], i: int, spans: list[tuple[int, int]], text: str) -> bool:
    """ "the mill was built", "the mill, which opened in May", "Built in 1832, the mill": with no other object."""
    if i + 1 < len(words) and _begins_thing(words[i + 1], text[words[i].end : words[i + 1].start]):
        return False
    for start, end in spans:
        between = [word for word in words if end <= word.start < words[i].start]
        if start < words[i].start and all(_fills(word) for word in between):
            return True
        own = next((k for k, word in enumerate(words[:i]) if word.start >= end), None)
        if own is not None and words[i - 1].low in ("its", "their") and start == _first(words, text):
            return True  # "the guild grew from its founding in 1790"
        opening = words[0].start == words[i].start and text[:start].rstrip(" ").endswith((",", ", the", ", The"))
        if opening and text[words[i].start : start].count(",") == 1:
            return True
    return False


def _first(words: tuple[Word, ...], text: str) -> int:
    """Where a sentence's first word stands that is no conjunction and no article."""
    skipped = DETERMINERS | {"while", "although", "though", "but", "and", "when"}
    return next((word.start for word in words if word.low not in skipped), len(text))


def _of_object(words: tuple[Word, ...], i: int, spans: list[tuple[int, int]], text: str) -> bool:
    """ "they built the mill", "the building of the mill"."""
    for start, end in spans:
        between = [word.low for word in words if words[i].end <= word.start < start]
        behind = re.match(r"\s+(?P<word>[\w’'-]+)", text[end:])
        if all(word in DETERMINERS or word == "of" for word in between) and start > words[i].start:
            return behind is None or _ends_name(behind["word"])
    return False


def _fills(word: Word) -> bool:
    return word.low in AUXILIARIES or word.low in _BETWEEN or adverb(word.low)


def _begins_thing(word: Word, between: str) -> bool:
    """Whether an object begins behind a deed: "opened | a school", "signed | Lisse"."""
    return not between.strip() and (word.low in DETERMINERS or word.text[:1].isupper())


def measured(thing: str, text: str, at: int, before: str = "") -> bool:
    """Whether a figure at a place is said of a thing: "the mill is about 41 metres high", "Lisse paid 40 guilders"."""
    for _, end in named(thing, text, before):
        between = [word.low for word in told_words(text) if end <= word.start < at]
        plain = not any(word in DETERMINERS and word not in _HEDGES for word in between)
        if end < at and plain and len([w for w in between if w not in _HEDGES]) <= MOST_BETWEEN - 2:
            return "," not in text[end:at] or ", which" in text[end:at]
    return False
