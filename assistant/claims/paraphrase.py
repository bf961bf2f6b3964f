"""A claim read in its source's words: "fled to the coast" for "took refuge on the coast", where the source has "fled".

Claims that copy their source are judged more surely than free ones, so words that the source lacks are put as it has
them (senses.py). Pure functions of strings; this file doesn't know of verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.claims.matching import STOP, WORD, nearest_sentences, words
from assistant.claims.periods import as_dated
from assistant.claims.senses import LONGEST_PHRASE, SENSES, Phrase, lemma
from assistant.claims.shares import as_stated
from assistant.claims.short_names import as_named, as_spelled
from assistant.words.lexicon import FURTHER_OPPOSITES, MONTHS, OPPOSITES, listed
from assistant.words.verbs import BASE_FORMS
from ingest.document import Span

_UNCHANGED = frozenset(listed("hurt put cut set let hit beat cost read spread shut cast split"))  # in the past too
_DEED = re.compile(r"(?:[st]ion|ment|[ae]nce|al|ure)s?$")  # nouns made of verbs


@dataclass(frozen=True, slots=True)
class Worded:
    """A claim, and its text in its source's words; `edits` are pairs (the words put, in `text`; what they stand for, in
    the claim), in order."""

    claim: str
    text: str
    edits: tuple[tuple[Span, Span], ...] = ()

    def claimed(self, span: Span) -> str:
        """The claim's own words at a place of `text`: all of what was put otherwise there."""
        return self.claim[self._at(span.start, end=False) : self._at(span.end, end=True)]

    def _at(self, offset: int, *, end: bool) -> int:
        moved = 0
        for put, own in self.edits:
            if put.start <= offset - int(end) < put.end:
                return own.end if end else own.start
            if put.end <= offset:
                moved = own.end - put.end
        return offset + moved


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    lemma: str

    @property
    def past(self) -> bool:
        """Whether it is a past form, no adjective as "unlettered"."""
        ended = self.text.endswith("ed") and len(self.text) > 4 and not self.text.startswith("un")
        return ended or self.text.lower() in BASE_FORMS or self.text.lower() in _UNCHANGED

    @property
    def name(self) -> bool:
        """Whether it has a capital."""
        return self.text[0].isupper()


@lru_cache(maxsize=128)
def _tokens(text: str) -> tuple[_Token, ...]:
    return tuple(_Token(m[0], m.start(), m.end(), lemma(m[0])) for m in WORD.finditer(text))


def _joined(tokens: Sequence[_Token], text: str) -> bool:
    """Whether nothing but spaces and hyphens stands between the words of a phrase."""
    return all(not text[a.end : b.start].strip(" \n-") for a, b in pairwise(tokens))


@lru_cache(maxsize=64)
def _places(text: str) -> dict[Phrase, tuple[tuple[_Token, ...], ...]]:
    """Where each phrase of a text stands."""
    tokens = _tokens(text)
    out: dict[Phrase, list[tuple[_Token, ...]]] = {}
    for i in range(len(tokens)):
        for size in range(1, min(LONGEST_PHRASE, len(tokens) - i) + 1):
            run = tokens[i : i + size]
            if not _joined(run, text):
                break
            out.setdefault(tuple(token.lemma for token in run), []).append(run)
    return {phrase: tuple(runs) for phrase, runs in out.items()}


def as_worded(claim: str, source: str) -> Worded:
    """The claim with each word or phrase that its source lacks, and has in other words, put in those: first as the
    sentences nearest to it have it, then as any other has."""
    first = _put(claim, source, source)
    near = "\n".join(source[span.start : span.end] for span in nearest_sentences(first.text, source))
    return _put(claim, near, source) if near else first


def as_read(claim: str, source: str) -> Worded:
    """A claim as it is checked: its names, spelling and words as the source has them."""
    return as_worded(as_spelled(as_named(claim, source), source), source)


def _put(claim: str, near: str, source: str) -> Worded:
    tokens = _tokens(claim)
    figures = {span.start: (span.end, found) for span, found in (*as_stated(claim, source), *as_dated(claim, source))}
    text, edits, at, i = "", [], 0, 0
    while i < len(tokens):
        if (figure := figures.get(tokens[i].start)) is not None:
            size, found = sum(tokens[i].start <= token.start < figure[0] for token in tokens), figure[1]
        else:
            size, found = _found(tokens, i, claim, near, source)
        if found:
            span = Span(tokens[i].start, tokens[i + size - 1].end)
            text += claim[at : span.start]
            edits.append((Span(len(text), len(text) + len(found)), span))
            text, at = text + found, span.end
        i += size
    return Worded(claim, text + claim[at:], tuple(edits))


def _found(tokens: Sequence[_Token], i: int, claim: str, near: str, source: str) -> tuple[int, str]:
    """How many words from a place on are one phrase, and what the source has for it: "" where it is left."""
    for size in range(min(LONGEST_PHRASE, len(tokens) - i), 0, -1):
        run = tokens[i : i + size]
        phrase = tuple(token.lemma for token in run)
        if phrase not in SENSES or not _joined(run, claim) or (size == 1 and _kept(run[0], i, near)):
            continue
        for text in (near, source):
            there = _places(text)
            if phrase in there:
                return size, ""
            others = [o for other in SENSES[phrase] if other not in _places(claim) for o in there.get(other, ())]
            fitting = [other for other in others if _fits(run, other, text)]
            if fitting:
                best = min(fitting, key=lambda other: (other[0].past is not run[0].past, other[0].start))
                return size, " ".join(text[best[0].start : best[-1].end].split())
    return 1, ""


def _kept(token: _Token, i: int, near: str) -> bool:
    """Whether a word is a name, says nothing by itself, or has its opposite in the nearest sentences."""
    word = token.text.lower()
    opposites = (*OPPOSITES.get(word, ()), *FURTHER_OPPOSITES.get(word, ()))
    return word in STOP or (token.name and i > 0) or word[0].isdigit() or bool(set(opposites) & set(words(near)))


def _fits(mine: Sequence[_Token], other: Sequence[_Token], text: str) -> bool:
    """Whether what the source has is no name, and no past form where the claim has neither one nor a deed's noun."""
    opens = text[: other[0].start].rstrip(" \"'“‘([")[-1:] in ("", ".", "!", "?", "\n")
    if other[-1].name if len(other) > 1 else other[0].name and (not opens or other[0].text in MONTHS):
        return False
    return mine[0].past or not other[0].past or len(mine) > 1 or _DEED.search(mine[0].text) is not None
