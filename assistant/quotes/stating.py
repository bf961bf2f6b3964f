"""A yes/no question as the statement that "yes" would make: "Was the mill ever restored?" is "The mill was restored."

Rules over the order of English words: where the subject ends is told by clauses.py, and where it can't be told there is
no statement. Pure functions over strings; this file doesn't know any document, nor what is true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.questions.asking import unframed
from assistant.questions.clauses import (
    AUXILIARIES,
    BE,
    BEFORE_NOUNS,
    DETERMINERS,
    DO,
    POINTING,
    PREPOSITIONS,
    PRONOUNS,
    adverb,
    agrees,
    bare,
    plain_verb,
    verb_behind,
    whole,
)
from assistant.questions.presuming import ADJECTIVE, CUT, NEGATED, inflected

_AUXILIARY = rf"(?:{'|'.join(sorted(AUXILIARIES))})"
# "Is it true that …", "Do the documents say that …": what follows is the statement.
_THAT = re.compile(
    r"^(?:(?:is|was) it (?:really |actually |indeed )?(?:true|correct|right|the case|a fact)"
    r"|(?:do|does|did) (?:the|these|this|my|any of the|any) (?:documents?|texts?|sources?|files?|books?|articles?)"
    r" (?:really |actually )?(?:say|state|show|confirm|tell(?: us| me)?)) that (?P<said>\S.+)$",
    re.I,
)
# "Can you tell me whether …", "I wonder if …"
_WHETHER = re.compile(
    r"^(?:(?:please|so|and)\s+)?(?:(?:can|could|would|will) you (?:please )?(?:tell (?:me|us)|say|check)"
    r"|(?:do|does) (?:you|we|anyone) know|(?:please )?tell (?:me|us)|i(?:[’']d| would) like to know"
    r"|i (?:want to know|wonder|am wondering|was wondering)|i[’']m wondering)\s+(?:whether|if)\s+",
    re.I,
)
# "The mill closed, didn't it?"; "it did, right?"
_TAG = re.compile(
    rf"^(?P<said>.+?),?\s+(?:(?P<tag>{_AUXILIARY}n[’']t|won[’']t|can[’']t|{_AUXILIARY} (?:\w+ )?not)"
    r" (?:it|he|she|they|there|that|this|we)|(?<=, )(?:right|correct|is that (?:right|so|true|correct)))$",
    re.I,
)
_PLAIN = """free fit
open shut rich poor old new young large small high low long short strong weak big true false dead alive
    ready able unable aware safe fast slow good bad hard easy tall deep cheap warm cold wet dry empty full heavy light
    wide narrow clear common rare famous certain likely unlikely present absent blind deaf lame ill well wrong right
    equal independent different responsible similar identical near close far first last only modern ancient pregnant
    red blue green black white"""
_ADJECTIVES = frozenset(_PLAIN.split())
_BETTER = frozenset({"more", "less", "better", "worse", "fewer", "as", "too", "very", "also", "so"})
_NOTHING = re.compile(r"\s+\b(?:ever|yet|really|actually|indeed)\b(?!\s+(?:so|since)\b)", re.I)
_SOME = re.compile(r"\bany(?=one\b|body\b|thing\b|where\b|\s|$)", re.I)
_ANY = "anyone anybody anything someone somebody something everyone everybody everything"
_ANYONE = frozenset(_ANY.split())
_YOU = frozenset({"you", "i", "we"})  # what is asked of the assistant, or of the asker
SHORTEST = 3  # words of a statement
LONGEST = 40
MOST_OF_CHOICE = 5  # words of an alternative


@dataclass(frozen=True, slots=True)
class Statement:
    """What "yes" would say: its subject, the word its predicate begins with (as it is said there), and what follows;
    `text` is the whole sentence."""

    text: str
    subject: str
    verb: str
    after: str


def statement(question: str) -> Statement | None:
    """The statement that a yes/no question asks to be confirmed; None where it is no such question, denies something
    itself, leaves a choice ("in stone or in brick"), or its statement can't be told."""
    asked = unframed(question)
    text = CUT.sub("", _WHETHER.sub("", asked)).strip(" ?.!")
    if re.search(r"\bor\b", text) or len(text.split()) > LONGEST:
        return None
    found = _THAT.match(text) or _TAG.match(text)
    if found or _WHETHER.match(asked):
        return _said(found["said"].strip(" ,").split() if found else text.split())
    words = _unsaid(text).split()
    if len(words) < SHORTEST or words[0].lower() not in AUXILIARIES:
        return None
    return _inverted(words[0].lower(), words[1:])


def alternatives(question: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """The two questions that a choice leaves, each with the words in which they differ: "Was it built in stone or
    in brick?"; None where a question leaves no choice, or where the first begins can't be told."""
    text = unframed(question).strip(" ?.!")
    before, join, after = text.partition(" or ")
    words, other = before.rstrip(",").split(), after.split()
    if not join or " or " in after or len(words) < SHORTEST or words[0].lower() not in AUXILIARIES or not other:
        return None
    kind = next((one for one in (PREPOSITIONS, DETERMINERS) if bare(other[0]) in one), None)
    places = [i for i, word in enumerate(words) if i > 1 and bare(word) in (kind or PREPOSITIONS | DETERMINERS | BE)]
    start = (places[-1] if kind else places[-1] + 1) if places else 0
    if not 1 < start < len(words) or max(len(words) - start, len(other)) > MOST_OF_CHOICE:
        return None
    one, head = " ".join(words[start:]), " ".join(words[:start])
    return (f"{head} {one}?", one), (f"{head} {after}?", after)


def _unsaid(text: str) -> str:
    """The words without those that say nothing ("ever"), and with "some" for "any"."""
    return _SOME.sub("some", _NOTHING.sub("", text))


def _made(subject: Sequence[str], helps: Sequence[str], verb: str, after: Sequence[str]) -> Statement | None:
    text = " ".join([*subject, *helps, verb, *after])
    if NEGATED.search(text) or "never" in helps or len(text.split()) < SHORTEST - 1:
        return None
    return Statement(f"{text[:1].upper()}{text[1:]}.", " ".join(subject), verb, " ".join(after))


def _said(words: list[str]) -> Statement | None:
    """A statement that the question has in plain order."""
    words = _unsaid(" ".join(words)).split()
    at = plain_verb(words) if words and words[0].lower() not in AUXILIARIES else None
    if at is None:
        return None
    start = at
    while start > 1 and words[start - 1].islower() and (words[start - 1] in AUXILIARIES or adverb(words[start - 1])):
        start -= 1
    subject = words[:start]
    return _made(subject, words[start:at], words[at], words[at + 1 :]) if whole(subject) else None


def _inverted(auxiliary: str, rest: list[str]) -> Statement | None:
    """The statement of an inverted question: the auxiliary behind the subject, or the verb in its tense."""
    end = _main(auxiliary, rest)
    if end is None:
        return None
    noun = end
    while noun > 1 and rest[noun - 1].islower() and adverb(rest[noun - 1]):
        noun -= 1
    subject, adverbs = rest[:noun], rest[noun:end]
    if not whole(subject) or not agrees(subject, auxiliary):
        return None
    verb = inflected(rest[end], auxiliary) if auxiliary in DO else rest[end]
    return _made(subject, [*([] if auxiliary in DO else [auxiliary]), *adverbs], verb, rest[end + 1 :])


def _main(auxiliary: str, rest: Sequence[str]) -> int | None:
    """The index of the word behind the subject with which the predicate begins; adverbs before it left aside."""
    if bare(rest[0]) in _YOU:
        return None
    if bare(rest[0]) in _ANYONE and len(rest) > 1 and bare(rest[1]) in PREPOSITIONS:
        return verb_behind(rest, auxiliary)
    pointing = bare(rest[0]) in POINTING and len(rest) > 1 and bare(rest[1]) in DETERMINERS
    if bare(rest[0]) in PRONOUNS | _ANYONE or pointing:
        return next((i for i in range(1, len(rest)) if not adverb(bare(rest[i]))), None)
    verb = verb_behind(rest, auxiliary)
    if auxiliary not in BE:
        return verb
    complement = next((i for i in range(1, len(rest)) if _begins_predicate(rest, i)), None)
    found = [i for i in (verb, complement) if i is not None]
    if not found and rest[0][:1].isupper():  # "Was Korver | in favour of it?"
        return next((i for i in range(1, len(rest)) if bare(rest[i]) in PREPOSITIONS - {"of"}), None)
    return min(found, default=None)


def _begins_predicate(rest: Sequence[str], i: int) -> bool:
    """Whether what the subject is said to be begins here: "the mill | a ruin", "the nave | longer than the choir"."""
    word, before, behind = bare(rest[i]), bare(rest[i - 1]), bare(rest[i + 1]) if i + 1 < len(rest) else ""
    if before in DETERMINERS | BEFORE_NOUNS | {"and", "or"} or rest[i - 1].endswith(("’s", "'s", "s’", "s'")):
        return False
    if word in DETERMINERS - {"that"} or word in _BETTER:
        return True
    if behind == "than":
        return word.endswith("er") or rest[i - 1] in _BETTER
    ends = not behind or behind in BEFORE_NOUNS | {"enough", "to"}
    return rest[i].islower() and ends and (word in _ADJECTIVES or ADJECTIVE.fullmatch(word) is not None)
