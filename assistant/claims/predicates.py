"""Whether what a claim says was done is what its source says was done: "defended the town" of a town that was betrayed.

All nouns of a claim may stand in one sentence of its source round an opposite verb, or round kin of one. A verb counts
as said where the source has it, or one of its kin (senses.py, kindred.py, the synonyms of lexicon.py). A verb that is
merely not said is no evidence: free wording has such as often as false claims. Pure functions of strings. This file
doesn't know of verdicts, and says nothing of verbs that say little, nor where no sentence has the rest of the claim.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.claims.finding import Finding
from assistant.claims.matching import STOP, WORD, sentence_spans, stems, words
from assistant.claims.order import is_verb
from assistant.claims.senses import SENSES, lemma
from assistant.words import wording
from assistant.words.kindred import kindred
from assistant.words.lexicon import FURTHER_OPPOSITES, OPPOSITES, SYNONYMS, listed
from ingest.document import Span

REST = 0.75  # of the claim's other words must stand in a sentence
ALIKE = 5  # letters that two forms of one word share
_DENIED = re.compile(r"\b(?:not|no|never|without|fail\w*|unable|neither|nor|refus\w*)\b|n[’']t\b", re.IGNORECASE)
_WEAK = frozenset(
    lemma(word)
    for word in listed(
        """
        be have do make take give get go come become say call name use begin start continue try seek want keep let put
        tell see find show remain stay follow include consider need happen occur base
        locate exist situate involve
        """
    )
)


@lru_cache(maxsize=128)
def deeds(text: str) -> tuple[re.Match[str], ...]:
    """The verbs of a text that say something by themselves."""
    found = list(WORD.finditer(text))
    return tuple(
        match
        for i, match in enumerate(found)
        if is_verb(found, i) and match[0].lower() not in STOP and lemma(match[0]) not in _WEAK
        if not i or found[i - 1][0].lower() != "to"  # "secondary to duration"
    )


def _kin() -> dict[str, frozenset[str]]:
    """A verb to the first words of all that may be said for it, or for a phrase that begins with it."""
    table: dict[str, set[str]] = {}
    for phrase, others in SENSES.items():
        table.setdefault(phrase[0], set()).update(other[0] for other in others if other[0] not in _WEAK)
    for word, synonyms in SYNONYMS.items():
        for other in synonyms:
            one, two = lemma(word), lemma(other.split()[0])
            table.setdefault(one, set()).add(two)
            table.setdefault(two, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


_KIN = _kin()


@lru_cache(maxsize=2048)
def _same(verb: str) -> frozenset[str]:
    """The single words by which a verb may be said."""
    return frozenset(other[0] for other in SENSES.get((verb,), ()) if len(other) == 1) | {verb}


def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pairs in (OPPOSITES, FURTHER_OPPOSITES):
        for word, others in pairs.items():
            table.setdefault(lemma(word), set()).update(lemma(other) for other in others)
    return {word: frozenset(others) for word, others in table.items()}


_OPPOSITES = _opposites()


def opposed(one: str, other: str) -> bool:
    """Whether two verbs, as lemmas, are opposites, or one is the opposite of what the other may be said by."""
    return any(b in _OPPOSITES.get(a, ()) for a in _same(one) for b in _same(other) if one == a or other == b)


def _said(verb: str, text: str) -> bool:
    """Whether a text has a verb in any form, or one of its kin."""
    there = {lemma(word) for word in words(text)}
    if there & (_KIN.get(verb, frozenset()) | {verb}) or kindred(verb) & set(wording.words(text)):
        return True
    return len(verb) >= ALIKE and any(word.startswith(verb[:ALIKE]) for word in there)


def check_predicates(claim: str, near: str, source: str) -> list[Finding]:
    """A verb of the claim in whose place the sentence that has the rest of the claim has an opposite."""
    out = []
    mine = {lemma(word) for word in words(claim)}
    for match in deeds(claim):
        verb = lemma(match[0])
        sentence = _bearing(stems(f"{claim[: match.start()]} {claim[match.end() :]}"), source)
        if not sentence or _said(verb, source) or _DENIED.search(claim) or _DENIED.search(sentence):
            continue  # "did not oppose" says "supported"
        others = [deed[0] for deed in deeds(sentence) if lemma(deed[0]) not in mine]
        against = next((other for other in others if opposed(verb, lemma(other))), None)
        if against is not None:
            reason = f"the passage says “{against}”, the claim “{match[0]}”"
            out.append(Finding("antonym", False, reason, Span(match.start(), match.end()), conflict=True))
    return out


def _bearing(rest: frozenset[str], source: str) -> str:
    """The sentence that has most of a claim's other words, if it has enough of them."""
    spans = sentence_spans(source)
    best = max(spans, key=lambda span: len(rest & stems(source[span.start : span.end])), default=None)
    sentence = source[best.start : best.end] if best is not None else ""
    return sentence if len(rest) >= 2 and len(rest & stems(sentence)) >= REST * len(rest) else ""
