"""Two texts made one model input: token ids, and for each token whether the other text has it too.

The judge and the reader read (claim, passage) and (question, passage). Beside BERT's two segments the token types say
how a token matches: 0/1 not in the other text, 2/3 in it, 4/5 in it together with a neighbour (the even number in the
first text, the odd one in the second); the exact-match feature of Chen et al. 2017, "Reading Wikipedia to Answer
Open-Domain Questions". This file knows the tokenizer's output only, no model.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

CLS, SEP, PAD = 101, 102, 0
TYPES = 6


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenized text: ids, and the half-open code points of each."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One model input: `ids` and `types` of equal length; the first text's tokens stand at [1, 1 + first), the
    second's at [2 + first, 2 + first + second)."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int
    second: int


def tokenize(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Tokens]:
    """Ids without special tokens, and offsets."""
    return [
        Tokens(tuple(e.ids), tuple(e.offsets)) for e in tokenizer.encode_batch(list(texts), add_special_tokens=False)
    ]


def _matches(ids: Sequence[int], other: Sequence[int]) -> list[int]:
    single = set(other)
    double = set(itertools.pairwise(other))
    out = []
    for i, token in enumerate(ids):
        if token not in single or (999 <= token < 1064 and not 1014 <= token <= 1023):
            out.append(0)  # absent, or punctuation
        elif (i > 0 and (ids[i - 1], token) in double) or (i + 1 < len(ids) and (token, ids[i + 1]) in double):
            out.append(4)
        else:
            out.append(2)
    return out


def pair(first: Sequence[int], second: Sequence[int], *, limit: int = 256, first_limit: int = 96) -> Pair:
    """[CLS] first [SEP] second [SEP], the first cut to `first_limit` tokens, all of it to `limit`."""
    first = list(first[:first_limit])
    second = list(second[: limit - 3 - len(first)])
    ids = (CLS, *first, SEP, *second, SEP)
    types = (0, *_matches(first, second), 0, *(kind + 1 for kind in _matches(second, first)), 1)
    return Pair(ids, types, len(first), len(second))
