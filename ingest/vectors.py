"""The vector index: the only file that knows Chroma.

One collection a kind of chunk, so that notes never drown the body and a filter by kind costs nothing. It keeps ids
and vectors and nothing else: texts, and which documents are in the library, are the store's.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.document import ChunkKind

# Chroma's own limit (5,461 on SQLite) is asked for; this only bounds memory.
_BATCH = 5000


class VectorIndex:
    """Vectors by chunk id, in cosine space. Safe to use from several threads of one process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._collections: dict[ChunkKind, Any] = {}
        self._client: Any = None
        self._start()

    def _start(self) -> None:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(path=str(self._folder), settings=settings)
        self._collections = {}

    def _collection(self, kind: ChunkKind) -> Any:
        with self._lock:
            if kind not in self._collections:
                self._collections[kind] = self._client.get_or_create_collection(
                    f"pincite-{kind.value}", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            return self._collections[kind]

    def reopen(self) -> None:
        """See what another process wrote."""
        with self._lock:
            self.close()
            self._start()

    def close(self) -> None:
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client, self._collections = None, {}

    def add(
        self, ids: Sequence[str], documents: Sequence[str], kinds: Sequence[ChunkKind], vectors: NDArray[Any]
    ) -> None:
        """Put vectors in, shape (len(ids), dimensions); those of ids that are here already are replaced."""
        by_kind: dict[ChunkKind, list[int]] = {}
        for row, kind in enumerate(kinds):
            by_kind.setdefault(kind, []).append(row)
        size = min(_BATCH, self._client.get_max_batch_size())
        for kind, rows in by_kind.items():
            for first in range(0, len(rows), size):
                part = rows[first : first + size]
                self._collection(kind).upsert(
                    ids=[ids[row] for row in part],
                    embeddings=np.ascontiguousarray(vectors[part], dtype=np.float32),
                    metadatas=[{"document": documents[row]} for row in part],
                )

    def remove(self, documents: Iterable[str]) -> None:
        """Take all vectors of these documents out."""
        size = min(_BATCH, self._client.get_max_batch_size())
        for document in documents:
            for kind in ChunkKind:
                collection = self._collection(kind)
                ids = collection.get(where={"document": document}, include=[])["ids"]
                for first in range(0, len(ids), size):
                    collection.delete(ids=ids[first : first + size])

    def query(
        self, vector: Sequence[float], n: int, *, documents: Sequence[str] | None, kinds: Sequence[ChunkKind]
    ) -> list[tuple[str, float]]:
        """The `n` nearest chunk ids with their cosine similarity, best first."""
        where = None if documents is None else {"document": {"$in": list(documents)}}
        found: list[tuple[str, float]] = []
        for kind in kinds or tuple(ChunkKind):
            collection = self._collection(kind)
            if not (count := collection.count()):
                continue
            answer = collection.query(
                query_embeddings=[list(vector)], n_results=min(n, count), where=where, include=["distances"]
            )
            found += [
                (name, 1.0 - distance) for name, distance in zip(answer["ids"][0], answer["distances"][0], strict=True)
            ]
        return sorted(found, key=lambda item: -item[1])[:n]
