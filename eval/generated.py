"""Generated documents and vectors for measuring speed and size: words with a natural distribution, no sense.

This file doesn't know what is measured.
"""

from __future__ import annotations

import hashlib
import random
from itertools import accumulate

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from ingest.document import Block, BlockKind, Document, Metadata, Section, Sentence

_SOUNDS = "ka to ri mo sen pol dar vi nu bel or as ten gru li fa com pre sti ul"
_SYLLABLES = _SOUNDS.split()
_WORDS = 30_000
_DIMENSIONS = 384


def _vocabulary() -> list[str]:
    rng = random.Random(0)
    words = {"".join(rng.choices(_SYLLABLES, k=rng.randint(1, 5))) for _ in range(2 * _WORDS)}
    return sorted(words, key=lambda word: hashlib.sha256(word.encode()).digest())[:_WORDS]


class Writer:
    """Writes documents with a seed. Words follow Zipf's law, as in a natural text."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self.words = _vocabulary()
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def sentence(self) -> str:
        words = self._rng.choices(self.words, cum_weights=self._weights, k=self._rng.randint(8, 28))
        return " ".join(words).capitalize() + "."

    def question(self) -> str:
        """A question of eight words, of which some are common."""
        return "What " + " ".join(self._rng.choices(self.words, cum_weights=self._weights, k=7)) + "?"

    def document(self, name: str, paragraphs: int, *, sentences: int = 3) -> Document:
        """A document of so many paragraphs of about 120 code points a sentence, a section to ten paragraphs."""
        parts: list[str] = []
        blocks: list[Block] = []
        spans: list[Sentence] = []
        sections: list[Section] = []
        at = 0

        def put(text: str, kind: BlockKind, paragraph: int | None, pieces: list[str]) -> None:
            nonlocal at
            blocks.append(Block(kind, at, at + len(text), len(sections) - 1, paragraph))
            start = at
            for piece in pieces:
                spans.append(Sentence(start, start + len(piece), len(blocks) - 1))
                start += len(piece) + 1
            parts.append(text)
            at += len(text) + 2

        for number in range(paragraphs):
            if number % 10 == 0:
                heading = f"Section {number // 10 + 1}"
                sections.append(Section(heading, 1, at, at))
                put(heading, BlockKind.HEADING, None, [heading])
            pieces = [self.sentence() for _ in range(sentences)]
            put(" ".join(pieces), BlockKind.PARAGRAPH, number + 1, pieces)
        text = "\n\n".join(parts)
        ends = [section.start for section in sections[1:]] + [len(text)]
        return Document(
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            source=f"{name}.txt",
            path=f"/generated/{name}.txt",
            format="text",
            text=text,
            metadata=Metadata(title=name),
            sections=tuple(Section(s.title, 1, s.start, end) for s, end in zip(sections, ends, strict=True)),
            blocks=tuple(blocks),
            notes=(),
            sentences=tuple(spans),
        )


class GeneratedVectors(Embeddings):
    """A text's vector is the sum of its words' random vectors, 384 dimensions: as near as their words are alike.

    Questions are also embedded by `timed`, so that their time is a real model's.
    """

    name = "generated-384"

    def __init__(self, timed: Embeddings | None = None) -> None:
        self._timed = timed
        self._known: dict[str, NDArray[np.float32]] = {}

    def _word(self, word: str) -> NDArray[np.float32]:
        if word not in self._known:
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
            self._known[word] = np.random.default_rng(seed).standard_normal(_DIMENSIONS, dtype=np.float32)
        return self._known[word]

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = np.sum([self._word(word) for word in text.lower().split()], axis=0)
        return vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vector(text).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        if self._timed is not None:
            self._timed.embed_query(text)
        found: list[float] = self._vector(text).tolist()
        return found
