"""A word of a claim that stands where the nearest sentence has another, all about it being the same.

Looked up in a passage, a changed word is often found: "must" and "may", "first" and "second", "rarely" and "often"
stand side by side there. Laid word by word over the sentence, a near copy shows the one word in another's place,
wherever else either stands. Pure functions of strings. This file says nothing of claims in words of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.claims.alignment import nearest_sentence
from assistant.claims.finding import Finding
from assistant.claims.matching import ADJECTIVES, WORD, names, stem
from assistant.words.lexicon import (
    ALIKE,
    FURTHER_OPPOSITES,
    METONYMS,
    MODALS,
    OPPOSITES,
    PLACES,
    QUANTIFIERS,
    UNITS,
    listed,
)
from ingest.document import Span

COPIED = 0.7  # of the claim's words stand in the sentence, in its order
BESIDE = 2  # words on each side of the place that are the same in both
SPELT = 0.7  # of two names' letters the same: two spellings of one
_TITLES = frozenset(listed("Mr Mrs Ms Miss Dr Prof Professor Sir Lord Lady King Queen President Judge Justice"))
_PASSED_OVER = frozenset(listed("also then too very quite indeed thus therefore however"))
_ORDINALS = frozenset(listed("first second third fourth fifth sixth seventh eighth ninth tenth"))


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A word of the claim and the word that the sentence has in its place."""

    mine: str
    theirs: str
    span: Span


def _key(word: str) -> str:
    return stem(word) if len(word) > 3 else word.lower()


def _words(text: str) -> list[re.Match[str]]:
    """The words of a text without the adverbs that are left out and put in freely."""
    return [m for m in WORD.finditer(text) if not _is_free(m[0].lower())]


def _is_free(word: str) -> bool:
    told = word in OPPOSITES or word in FURTHER_OPPOSITES or word in QUANTIFIERS or word in MODALS or word == "only"
    return word in _PASSED_OVER or (word.endswith("ly") and len(word) > 4 and not told)


@lru_cache(maxsize=64)
def exchanged(claim: str, source: str) -> tuple[Exchanged, ...]:
    """The words of a near copy of a sentence that stand in others' places; none that the passage has so elsewhere, and
    none that have only been moved."""
    at = nearest_sentence(claim, source)
    if at is None:
        return ()
    mine, theirs = _words(claim), _words(source[at.start : at.end])
    here, there = [_key(m[0]) for m in mine], [_key(m[0]) for m in theirs]
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < COPIED * len(here):
        return ()
    everywhere = [_key(m[0]) for m in _words(source)]
    more, fewer = Counter(here), Counter(there)
    out = []
    for i, j in _singly(here, there, matcher):
        moved = more[here[i]] <= fewer[here[i]] or more[there[j]] >= fewer[there[j]]
        if not moved and not _stands(here[max(0, i - BESIDE) : i + BESIDE + 1], everywhere):
            out.append(Exchanged(mine[i][0], theirs[j][0], Span(mine[i].start(), mine[i].end())))
    return tuple(out)


def _singly(here: Sequence[str], there: Sequence[str], matcher: SequenceMatcher[str]) -> Iterator[tuple[int, int]]:
    """The places of one word for one word, with BESIDE words the same before and after, or the text's end."""
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "replace" and b - a == d - c == 1:
            before = here[max(0, a - BESIDE) : a] == there[max(0, c - BESIDE) : c]
            after = here[b : b + BESIDE] == there[d : d + BESIDE]
            if before and after:
                yield a, c


def _stands(run: Sequence[str], text: Sequence[str]) -> bool:
    """Whether a word stands between the same neighbours in a text."""
    return any(list(text[i : i + len(run)]) == list(run) for i in range(len(text) - len(run) + 1))


def _told(table: Mapping[str, Sequence[str]], one: str, other: str) -> bool:
    """Whether a table has a word, or one that may stand for it, against the other."""
    return any(
        second in table.get(form, ()) for first, second in ((one, other), (other, one)) for form in _forms(first)
    )


def _forms(word: str) -> set[str]:
    return {word, *ALIKE.get(word, ())}


def _kind(found: Exchanged, named: frozenset[int]) -> str | None:
    """What sort of finding it is that a word has been put for another; None where the two may say the same."""
    one, other = found.mine.lower(), found.theirs.lower()
    if one in ALIKE.get(other, set()):
        return None
    if (one[0].isdigit() and other[0].isdigit()) or {one, other} <= _ORDINALS:
        return "number"
    if any(one in row and other in row for row in UNITS) and one[0] != other[0]:  # not "km" for "kilometres"
        return "unit"
    if _told(OPPOSITES, one, other) or _told(FURTHER_OPPOSITES, one, other):
        return "antonym"
    if _told(QUANTIFIERS, one, other) or _told(MODALS, one, other):
        return "force"
    if found.span.start in named and found.theirs[0].isupper() and not _same_name(found.mine, found.theirs):
        return "role"
    return None


def _same_name(one: str, other: str) -> bool:
    """Whether two names are a place and its people, a capital and its state, a word and its letters, two spellings, or
    no names but titles."""
    if {PLACES.get(one, one), ADJECTIVES.get(one, one), one} & {PLACES.get(other, other), other}:
        return True
    if {one, other} <= PLACES.keys() | ADJECTIVES.keys():
        return False
    if one[0] == other[0] and (one.isupper() or other.isupper()):
        return True
    if one in _TITLES or SequenceMatcher(None, one, other).ratio() >= SPELT:
        return True
    return any(b in METONYMS.get(a.lower(), ()) for a, b in ((one, other), (other, one)))


def check_in_place(claim: str, near: str, source: str) -> list[Finding]:
    """Opposites, quantities, forces, units, numbers and names put in another's place in a near copy of a sentence."""
    named = frozenset(span.start for span in names(claim))
    out = []
    for found in exchanged(claim, source):
        kind = _kind(found, named)
        if kind in ("role", "number"):
            reason = f"the passage says “{found.theirs}” where the claim says “{found.mine}”"
            out.append(Finding(kind, False, reason, found.span, conflict=True))
        elif kind is not None:
            reason = f"the passage says “{found.theirs.lower()}”, the claim “{found.mine.lower()}”"
            out.append(Finding(kind, False, reason, found.span, conflict=True))
    return out
