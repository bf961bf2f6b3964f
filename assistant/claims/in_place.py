"""A word of a claim that stands where the nearest sentence has another, all about it being the same.

Looked up in a passage, a changed word is often found: "must" and "may", "first" and "second", "rarely" and "often"
stand side by side there. Laid word by word over the sentence, a near copy shows the one word in another's place,
wherever else either stands. Pure functions of strings. This file says nothing of claims in words of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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
    listed,
)
from ingest.document import Span

COPIED = 0.7  # of the claim's words stand in the sentence, in its order
BESIDE = 2  # words on each side of the place that are the same in both
_ORDINALS = frozenset(listed("first second third fourth fifth sixth seventh eighth ninth tenth"))


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A word of the claim and the word that the sentence has in its place."""

    mine: str
    theirs: str
    span: Span


def _key(word: str) -> str:
    return stem(word) if len(word) > 3 else word.lower()


@lru_cache(maxsize=64)
def exchanged(claim: str, source: str) -> tuple[Exchanged, ...]:
    """The words of a near copy of a sentence that stand in others' places; none that the passage has so elsewhere, and
    none that have only been moved."""
    at = nearest_sentence(claim, source)
    if at is None:
        return ()
    mine, theirs = list(WORD.finditer(claim)), list(WORD.finditer(source[at.start : at.end]))
    here, there = [_key(m[0]) for m in mine], [_key(m[0]) for m in theirs]
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < COPIED * len(here):
        return ()
    everywhere = [_key(m[0]) for m in WORD.finditer(source)]
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


def _opposed(one: str, other: str) -> bool:
    """Whether a word, or one that may stand for the other, is the other's opposite."""
    against = {*OPPOSITES.get(one, ()), *FURTHER_OPPOSITES.get(one, ())}
    return other in against or bool(against & ALIKE.get(other, set()))


def _among(table: dict[str, tuple[str, ...]], one: str, other: str) -> bool:
    return other in table.get(one, ()) or one in table.get(other, ())


def _kind(found: Exchanged, claim_names: frozenset[int]) -> str | None:
    """What sort of word has been put for another; None where the two may say the same."""
    one, other = found.mine.lower(), found.theirs.lower()
    if one in ALIKE.get(other, set()):
        return None
    if (one[0].isdigit() and other[0].isdigit()) or {one, other} <= _ORDINALS:
        return "number"
    if _opposed(one, other) or _opposed(other, one):
        return "antonym"
    if _among(QUANTIFIERS, one, other):
        return "quantifier"
    if _among(MODALS, one, other):
        return "force"
    if found.span.start in claim_names and found.theirs[0].isupper() and not _same_name(found.mine, found.theirs):
        return "name"
    return None


def _same_name(one: str, other: str) -> bool:
    """Whether two names are a place and its people, a capital and its state, or a word and its letters."""
    forms = {one, PLACES.get(one, one), ADJECTIVES.get(one, one)} & {other, PLACES.get(other, other)}
    if forms or (one[0] == other[0] and (one.isupper() or other.isupper())):
        return True
    return any(other in METONYMS.get(name.lower(), ()) for name, other in ((one, other), (other, one)))


def check_in_place(claim: str, near: str, source: str) -> list[Finding]:
    """Opposites, quantities, forces, numbers and names put in another's place in a near copy of a sentence."""
    named = frozenset(span.start for span in names(claim))
    out = []
    for found in exchanged(claim, source):
        kind = _kind(found, named)
        if kind is not None:
            reason = f"the passage says “{found.theirs}” where the claim says “{found.mine}”"
            out.append(Finding(kind, False, reason, found.span, conflict=True))
    return out
