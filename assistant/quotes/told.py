"""A sentence's words, and where its clauses begin and end, as far as their forms tell.

There is no parser: a clause ends at a conjunction, and at "and" or a comma only behind a verb. Pure functions of
strings; this file doesn't know what a sentence is laid beside.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.questions.clauses import AUXILIARIES, BEFORE_NOUNS, past, unknown_past
from assistant.words.lexicon import PLACES
from assistant.words.verbs import BASES, third_person
from assistant.words.wording import STOPWORDS
from assistant.words.wording import words as stems_of

TOKEN = re.compile(r"[^\W_]+(?:[’'.,-](?=\w)[^\W_]+)*[’']?")
STRONG = re.compile(
    r"[;:—–()]|,?\s\b(?:but|while|whilst|whereas|although|though|because|which|who|whom|whose|when|where)\b"
)
JOINT = re.compile(r",\s|\s(?=and\b|or\b)")
# Words without which a statement says another thing, though they are common.
_TELLING = """all every each both most many few only alone always still again also before after since until by more less
fewer than without against first last other same no not never over under between own once twice even too"""
TELLING = frozenset(_TELLING.split())
KEPT = frozenset("".join(stems_of(word)) for word in TELLING)  # never left to another sentence
_WEAK = "be is are was were been being have has had become became a an the do did does in as there"
WEAK = frozenset(_WEAK.split())
OWN = frozenset({"the", "a", "an", "its", "their", "his", "her"})
PRONOUN = frozenset({"it", "they", "he", "she", "this", "these", "those"})
NOBODY = frozenset({"nobody", "none"})
SOMEBODY = frozenset({"someone", "somebody", "anyone", "anybody", "something", "anything"})
SOMEBODY_STEMS = frozenset(stem for word in SOMEBODY for stem in stems_of(word))
BACK = 3  # sentences before, in the same paragraph, that may name what a sentence speaks of
FARTHEST = 4  # words between a "not" and the word that it denies


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with what stands before it in its paragraph, nearest first, and its headings with the title."""

    text: str
    before: tuple[str, ...] = ()
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int

    stem: str

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def owns(self) -> bool:
        return self.text.endswith(("’s", "'s", "’", "'"))


def stem_of(word: str) -> str:
    return "-".join(stems_of(word)) or word.lower()


@lru_cache(maxsize=256)
def told_words(text: str) -> tuple[Word, ...]:
    return tuple(Word(match.group(), *match.span(), stem_of(match.group())) for match in TOKEN.finditer(text))


def matter(text: str) -> list[str]:
    """The stems of the words without which a text says another thing, in order."""
    return [word.stem for word in told_words(text) if counts(word)]


def counts(word: Word) -> bool:
    return word.low in TELLING or word.low not in STOPWORDS


def is_verb(words: Sequence[Word], i: int) -> bool:
    """Whether a word is plainly a verb's: an auxiliary, a past tense, or a present after a noun."""
    low = words[i].low
    if low in AUXILIARIES or low.endswith(("n’t", "n't")) or low == "cannot":
        return True
    if not words[i].text.islower() or (i and words[i - 1].low in BEFORE_NOUNS | {"the", "a", "an"}):
        return False
    here = [word.text for word in words[i : i + 2]]
    return past(low) or unknown_past(here, 0) or any(third_person(base) == low for base in {low[:-1], low[:-2]} & BASES)


@lru_cache(maxsize=256)
def verbs_of(text: str) -> tuple[int, ...]:
    """Where the words begin that are plainly verbs'."""
    words = told_words(text)
    return tuple(word.start for i, word in enumerate(words) if is_verb(words, i))


@lru_cache(maxsize=64)
def parts_of(text: str) -> tuple[tuple[int, int], ...]:
    """The text cut where one clause ends and the next begins: before "and" and commas only behind a verb."""
    cuts = [match.end() if match.group().strip(" ;:—–()") == "" else match.start() for match in STRONG.finditer(text)]
    verbs, strong = verbs_of(text), sorted({0, *cuts, len(text)})
    bounds, begin = set(strong), 0
    for joint in JOINT.finditer(text):
        begin = max(begin, strong[bisect(strong, joint.start()) - 1])
        if bisect_left(verbs, begin) < bisect_left(verbs, joint.start()):
            begin = joint.start()
            bounds.add(begin)
    return tuple((a, b) for a, b in pairwise(sorted(bounds)) if text[a:b].strip(" ,;:"))


def clause_about(text: str, at: int) -> tuple[int, int]:
    """The clause about a place, further predicates of its subject with it."""
    before = max((m.end() for m in STRONG.finditer(text, 0, at)), default=0)
    after = STRONG.search(text, at)
    return before, after.start() if after else len(text)


def placed(text: str, start: int, end: int) -> list[Word]:
    return [w for w in told_words(text) if start <= w.start < end]


def head_phrase(subject: str) -> str:
    """The words of a subject before what is said of it with a preposition: "the south tower" of "… of the abbey"."""
    words = subject.split()
    end = next((i for i, word in enumerate(words) if i and word.lower() in BEFORE_NOUNS), len(words))
    return " ".join(words[:end])


@lru_cache(maxsize=256)
def all_stems(text: str) -> frozenset[str]:
    found = {w.stem for w in told_words(text)}
    return frozenset(found | {stems_of(PLACES[w.text])[-1] for w in told_words(text) if w.text in PLACES})
