"""The vector index: the only file that knows Chroma.

One collection a kind of chunk, so that notes never drown the body and a filter by kind costs nothing. It keeps ids
and vectors and nothing else: texts, and which documents are in the library, are the store's.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ingest.document import ChunkKind
from ingest.errors import LibraryError

# Chroma's own limit (5,461 on SQLite) is asked for; this only bounds memory.
_BATCH = 5000
_DAMAGED = "The vectors of the library in {} are lost or damaged ({}): run `pincite repair`."

_FULL = "The disk that holds the library in {} is full ({}); make room, then try again."
_ROOM = 65536  # bytes; with less, Chroma can't open what is there and says something else
_open_names: set[str] = set()
_names_guard = threading.Lock()


def failure(folder: Path, reason: str, free: int) -> str:
    """What to say of Chroma's failure for `reason`, with so many bytes `free` on the library's disk: for want of room,
    nothing is damaged."""
    full = free < _ROOM or "disk is full" in reason
    return (_FULL if full else _DAMAGED).format(folder, reason)


def _own_name(folder: Path) -> str:
    """A spelling of the folder that no other open index of this process uses.

    Chroma keeps one client a spelling, whose view of the disk would otherwise outlive `reopen`.
    """
    with _names_guard:
        name = str(folder)
        while name in _open_names:
            name += "/."
        _open_names.add(name)
        return name


class VectorIndex:
    """Vectors by chunk id, in cosine space. Safe to use from several threads.

    Between processes the caller keeps writers and readers apart and calls `reopen` after another one's writing;
    a `server` (its URL) does so by itself, and may serve many libraries, told apart by `prefix`.
    """

    def __init__(self, folder: Path, *, server: str | None = None, prefix: str = "pincite") -> None:
        self._folder = folder
        self._server, self._prefix = server, prefix
        self._name = _own_name(folder) if server is None else ""
        self._condition = threading.Condition()
        self._users = 0
        self._collections: dict[ChunkKind, Any] = {}
        self._client: Any = None
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    # ---- opening ------------------------------------------------------------------------------

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn whatever Chroma raises on damaged files, Rust's panics included, into a LibraryError."""
        try:
            yield
        except (KeyboardInterrupt, SystemExit, GeneratorExit, LibraryError):
            raise
        except BaseException as error:
            reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            free = shutil.disk_usage(self._folder.parent).free if self._server is None else _ROOM
            raise LibraryError(failure(self._folder.parent, reason, free)) from error

    @contextmanager
    def _using(self) -> Iterator[None]:
        with self._condition:
            self._condition.wait_for(lambda: self._client is not None)
            self._users += 1
        try:
            with self._guarded():
                yield
        finally:
            with self._condition:
                self._users -= 1
                self._condition.notify_all()

    def _start(self) -> None:
        import chromadb
        from chromadb.config import Settings

        with self._guarded():
            settings = Settings(anonymized_telemetry=False)
            if self._server is None:
                self._client = chromadb.PersistentClient(path=self._name, settings=settings)
                return
        address = urlsplit(self._server)
        secure = address.scheme == "https"
        try:
            self._client = chromadb.HttpClient(
                host=address.hostname or self._server,
                port=address.port or (443 if secure else 8000),
                ssl=secure,
                settings=settings,
            )
        except Exception as error:  # httpx's, or Chroma's own ValueError
            raise LibraryError(f"No Chroma server answers at PINCITE_CHROMA_URL {self._server!r}: start it.") from error

    def _stop(self) -> None:
        if self._client is not None:
            with self._guarded():
                self._client.close()
        self._client, self._collections = None, {}

    def reopen(self) -> None:
        """See what another process wrote; waits for this process's searches to end."""
        if self._server is not None:
            return
        with self._condition:
            self._condition.wait_for(lambda: self._users == 0)
            self._stop()
            self._start()
            self._condition.notify_all()

    def close(self) -> None:
        with self._condition:
            self._stop()
        with _names_guard:
            _open_names.discard(self._name)

    def _collection(self, kind: ChunkKind) -> Any:
        with self._condition:
            if kind not in self._collections:
                self._collections[kind] = self._client.get_or_create_collection(
                    f"{self._prefix}-{kind.value}", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            return self._collections[kind]

    def destroy(self) -> None:
        """Delete the index from its server, and close it."""
        with self._using():
            names = {collection.name for collection in self._client.list_collections()}
            for kind in ChunkKind:
                if (name := f"{self._prefix}-{kind.value}") in names:
                    self._client.delete_collection(name)
        self.close()

    # ---- writing ------------------------------------------------------------------------------

    def _size(self) -> int:
        return min(_BATCH, int(self._client.get_max_batch_size()))

    def add(
        self, ids: Sequence[str], documents: Sequence[str], kinds: Sequence[ChunkKind], vectors: NDArray[Any]
    ) -> None:
        """Put vectors in, shape (len(ids), dimensions); those of ids that are here already are replaced."""
        by_kind: dict[ChunkKind, list[int]] = {}
        for row, kind in enumerate(kinds):
            by_kind.setdefault(kind, []).append(row)
        with self._using():
            size = self._size()
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
        names = list(documents)
        if not names:
            return
        with self._using():
            size = self._size()
            for kind in ChunkKind:
                collection = self._collection(kind)
                ids = collection.get(where={"document": {"$in": names}}, include=[])["ids"]
                for first in range(0, len(ids), size):
                    collection.delete(ids=ids[first : first + size])

    # ---- reading ------------------------------------------------------------------------------

    def check(self, expected: Mapping[ChunkKind, int]) -> None:
        """Raises LibraryError where the index doesn't hold as many vectors of each kind, or can't be searched."""
        with self._using():
            for kind in ChunkKind:
                wanted, collection = expected.get(kind, 0), self._collection(kind)
                if (found := collection.count()) != wanted:
                    raise LibraryError(
                        _DAMAGED.format(self._folder.parent, f"{found} of {wanted} {kind.value} vectors are there")
                    )
                if wanted:
                    one = collection.get(limit=1, include=["embeddings"])["embeddings"]
                    collection.query(query_embeddings=one, n_results=1, include=[])

    def query(
        self, vector: Sequence[float], n: int, *, documents: Sequence[str] | None, kinds: Sequence[ChunkKind]
    ) -> list[tuple[str, float]]:
        """The `n` nearest chunk ids with their cosine similarity, best first."""
        where = None if documents is None else {"document": {"$in": list(documents)}}
        found: list[tuple[str, float]] = []
        with self._using():
            for kind in kinds or tuple(ChunkKind):
                collection = self._collection(kind)
                if not (count := collection.count()):
                    continue
                answer = collection.query(
                    query_embeddings=[list(vector)], n_results=min(n, count), where=where, include=["distances"]
                )
                found += [
                    (name, 1.0 - distance)
                    for name, distance in zip(answer["ids"][0], answer["distances"][0], strict=True)
                ]
        return sorted(found, key=lambda item: -item[1])[:n]
