"""Vectors searched where they are kept, in the store, one by one: exact, and without any file of its own.

For a library that can't be written, as Chroma writes to be read. This file doesn't know Chroma.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.document import ChunkKind
from ingest.store import Store

# Rows compared at once: their float32 copies take some 6 MB.
_ROWS = 4096


class StoredVectors:
    """The store's vectors in memory (float16, as they are kept). Safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        rows: list[tuple[str, str, str]] = []
        parts: list[NDArray[np.float16]] = []
        self.generation = store.generation()
        for batch, vectors in store.vectors():
            rows += batch
            parts.append(vectors)
        self._ids = [name for name, _, _ in rows]
        self._documents = np.array([document for _, document, _ in rows], dtype=str)
        self._kinds = np.array([kind for _, _, kind in rows], dtype=str)
        self._vectors = np.concatenate(parts) if parts else np.zeros((0, 1), np.float16)

    def check(self, expected: Mapping[ChunkKind, int]) -> None:
        """Nothing to compare: these are the store's own vectors."""

    def query(
        self, vector: Sequence[float], n: int, *, documents: Sequence[str] | None, kinds: Sequence[ChunkKind]
    ) -> list[tuple[str, float]]:
        """The `n` nearest chunk ids with their cosine similarity, best first."""
        wanted = np.ones(len(self._ids), dtype=bool)
        if documents is not None:
            wanted &= np.isin(self._documents, list(documents))
        if kinds:
            wanted &= np.isin(self._kinds, [kind.value for kind in kinds])
        rows = np.flatnonzero(wanted)
        asked = np.asarray(vector, dtype=np.float32)
        asked = asked / (np.linalg.norm(asked) or 1)
        parts = [rows[first : first + _ROWS] for first in range(0, len(rows), _ROWS)]
        scores = [self._vectors[part].astype(np.float32) @ asked for part in parts]
        near = np.concatenate(scores) if scores else np.zeros(0, np.float32)
        return [(self._ids[rows[best]], float(near[best])) for best in np.argsort(-near, kind="stable")[:n]]


__all__ = ["StoredVectors"]
