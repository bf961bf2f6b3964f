"""Who "he" or "she" is, and whether words can name a person.

Rules over English words: the nearest name before that does something. This file doesn't know questions.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from assistant.questions.analysis import names_in
from assistant.words.lexicon import PLACES
from assistant.words.verbs import BASE_FORMS
from assistant.words.wording import shown
from ingest.document import BlockKind, Document, Sentence

BACK = 4  # sentences before, at most, that may say who is meant
PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_NAME = r"[A-ZÀ-Ý][\w’'-]+(?:\s(?:(?:de|van|von|der|bin|al|la|le)\s)?(?:[A-ZÀ-Ý][\w’'-]+|[A-Z]\.))*"
SUBJECT = re.compile(
    rf"(?P<before>\b[a-z]+\s+)?(?<![\w’'-])(?P<name>{_NAME})(?:,\s[^,;.]{{3,60}},)?\s"
    r"(?:\w+ly\s|also\s|never\s|then\s)?(?P<verb>[a-z]+)\b"
)
_HELPING = """is was has had did does would could will can may might must says thinks holds argues claims writes
believes calls sees knows replies finds"""
DOES = frozenset(_HELPING.split())
_OBJECT_OF = "of in on at by from to for with near under after before and between against"
OBJECT_OF = frozenset(_OBJECT_OF.split())
NO_PERSON = re.compile(
    r"^(?:he|she|him|her|they|them|it|we|us|i|you|who|this|that|these|those|one|some|someone|somebody|nobody|others?)\b"
    r"|\b(?:is|are|was|were|has|have|had|did|does|will|would|can|could|may|might|must)\b",
    re.I,
)
PLACED = re.compile(r"\b(?:in|at|near|within)\s+(?:the\s+)?$", re.I)
OF = re.compile(r"\b(?:of|from|to)\s+(?:the\s+)?$", re.I)


def can_be_a_person(text: str, at: int, words: str) -> bool:
    """Whether words of a text, at a place in it, can name a person: no pronoun, no clause, no place behind "in"."""
    before = text[: max(at, 0)]
    return not (NO_PERSON.search(words) or PLACED.search(before) or (OF.search(before) and len(words.split()) == 1))


def agents(text: str, within: str = "") -> tuple[str, ...]:
    """The names in a text that do something: "Anna Vries" of "Anna Vries wrote to Smit.". A single word that begins the
    text is a name only where it is one inside the sentences of `within` too."""
    found = []
    for match in SUBJECT.finditer(text):
        name, verb, before = match["name"], match["verb"], (match["before"] or "").strip()
        does = verb in DOES or verb in BASE_FORMS or (len(verb) > 3 and verb.endswith("ed"))
        place = any(word in PLACES for word in name.split())
        named = match.start("name") or " " in name or re.search(rf"[a-z,;] {re.escape(name)}\b", within)
        if does and named and before not in OBJECT_OF and not place:
            found.append(name)
    return tuple(dict.fromkeys(found))


def person_meant(document: Document, sentence: Sentence) -> tuple[str, Sentence] | None:
    """Whom a sentence's first "he" or "she" stands for, and the sentence that says so: the nearest one before, of the
    section, in which one name alone does something. None where the sentence itself has a name before."""
    text = shown(document, sentence.start, sentence.end)
    pronoun = PRONOUN.search(text)
    if pronoun is None or names_in(text[: pronoun.start()]):
        return None
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    section = document.blocks[sentence.block].section
    for other in reversed(document.sentences[max(0, index - BACK) : index]):
        block = document.blocks[other.block]
        if block.section != section or block.kind is BlockKind.HEADING:
            return None
        if block.kind is BlockKind.NOTE:
            continue
        if found := agents(shown(document, other.start, other.end), document.text):
            return (found[0], other) if len(found) == 1 else None
    return None
