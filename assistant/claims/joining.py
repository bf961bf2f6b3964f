"""Whether a phrase that one sentence lacks comes with the rest of the claim from another: two sentences made one.

A phrase may stand for a pronoun of the sentence, or hang together with the words beside it in another sentence. What
has merely been put to the end of a copied sentence does neither. Pure functions of strings. This file doesn't know of
alignments.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from assistant.claims.matching import WORD, sentence_spans, stem
from assistant.words.lexicon import listed

_STANDING_IN = frozenset(
    listed("he she it they him her them his hers its their theirs this these those that such there then")
)


def stands_for(phrase: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the sentence has, in the place of a phrase, a pronoun, or "the" for somebody's."""
    there = {word.lower() for word in theirs}
    owned = bool(phrase) and re.search(r"['’]s?$", phrase[-1]) is not None
    return bool(there & _STANDING_IN) or (owned and bool(there) and there <= {"the", "a", "an"})


def hangs_together(before: str, phrase: Sequence[str], after: str, source: str) -> bool:
    """Whether another sentence has the phrase's words, and its first or last beside the word that it has in the
    claim."""
    wanted = {stem(word) for word in phrase if len(word) > 3}
    edges = {(before.lower(), phrase[0].lower()), (phrase[-1].lower(), after.lower())}
    for span in sentence_spans(source):
        there = [m[0] for m in WORD.finditer(source, span.start, span.end)]
        if wanted <= {stem(word) for word in there}:
            low = [word.lower() for word in there]
            if edges & set(pairwise(low)):
                return True
    return False


@lru_cache(maxsize=64)
def _neighbours(text: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]:
    """Where the words of a text start, where they end, and the words."""
    found = list(WORD.finditer(text))
    return tuple(m.start() for m in found), tuple(m.end() for m in found), tuple(m[0].lower() for m in found)


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a place."""
    starts, ends, said = _neighbours(text)
    before, after = bisect_right(ends, start), bisect_left(starts, end)
    return (said[before - 1] if before else "^"), (said[after] if after < len(said) else "$")


def follows(claim: str, sentence: str) -> float:
    """The share of a claim's words that a sentence has in the claim's order."""
    mine, theirs = ([m[0].lower() for m in WORD.finditer(text)] for text in (claim, sentence))
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(mine))
