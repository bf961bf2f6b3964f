"""What a library holds: the store and the vector index, kept in step through crashes and between processes.

To change them, an intention is written down, the vector index gains the new vectors, one transaction of the store
makes the new documents visible and takes the old ones out, the vector index loses theirs, the intention is crossed
out. After a crash the intention still stands, and the next writer or opening builds the vector index again from the
store, which holds the vectors too.
This file doesn't know how documents are cut, embedded or asked for.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from uuid import uuid4

import numpy as np
from filelock import Timeout

from ingest.copying import copy_tree
from ingest.document import ChunkKind, Document
from ingest.errors import LibraryError
from ingest.exact import StoredVectors
from ingest.locks import OpenDoors, SharedLock
from ingest.read_only import ReadOnlyStore, refused, unwritable
from ingest.store import FILE, LOCK, Addition, Store
from ingest.vectors import VectorIndex

_VECTORS = "vectors"
_LOCK_SECONDS = 300.0
# What may lie in a library's folder besides the store and the vectors.
FURNITURE = frozenset({LOCK, "gate.lock", "room.lock"})


def _said(folder: Path, error: BaseException) -> LibraryError:
    """A system's or a database's error as one sentence."""
    reason = getattr(error, "strerror", None) or str(error)
    return LibraryError(f"The library in {folder} can't be written ({reason}); nothing was changed.")


def in_database() -> bool:
    """Whether the store is a PostgreSQL database (PINCITE_DATABASE_URL) and not a file of the folder."""
    return bool(os.environ.get("PINCITE_DATABASE_URL"))


def open_store(folder: Path, *, create: bool = True) -> Store:
    """The store of the library in `folder`: the one place that chooses. Raises LibraryError.

    Unless `create`, it must be there, and is opened for reading alone where it can't be written.
    """
    if in_database():
        from ingest.postgres import PostgresStore

        return PostgresStore.open(os.environ["PINCITE_DATABASE_URL"], create=create)
    reason = "Permission denied" if unwritable(folder / FILE) else ""
    if not reason:
        try:
            return Store.open(folder)
        except LibraryError as error:
            if not refused(error.__cause__):
                raise
            reason = str(error.__cause__)
    if create:
        raise LibraryError(f"{folder} can't be used as a library: it can't be written ({reason}).")
    return ReadOnlyStore.open(folder)


class Holdings:
    """The store and the vector index of one folder. Safe to use from several threads and processes."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store
        self._failures: tuple[type[Exception], ...] = (*store.errors, OSError)
        self._guard = RLock()
        self._server = os.environ.get("PINCITE_CHROMA_URL") or None
        # A Chroma server keeps its readers and writers apart by itself.
        self._doors = SharedLock(folder) if self._server is None and store.writable else OpenDoors()
        self._stored: StoredVectors | None = None  # in place of the vector index where nothing can be written
        self._index: VectorIndex | None = None
        self._seen = -1  # the generation of the store that the open vector index shows
        self._name: str | None = None  # the folder of the open vector index

    def close(self) -> None:
        with self._guard:
            self._drop()
        self.store.close()

    def _at(self, name: str) -> VectorIndex:
        if self._server is not None:
            return VectorIndex(self.folder / name, server=self._server, prefix=f"{self.store.own_name()}-{name}")
        return VectorIndex(self.folder / name)

    def _drop(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None

    # ---- the vector index -----------------------------------------------------------------------

    def _opened(self) -> VectorIndex:
        """The vector index, as new as the store; the caller is behind one of the doors."""
        with self._guard:
            generation, name = self.store.generation(), self.store.get("vectors") or _VECTORS
            if self._index is not None and self._name != name:
                self._drop()
            if self._index is None:
                self._index, self._name = self._at(name), name
                self._index.check(self.store.counts())
            elif generation != self._seen:
                self._index.reopen()
            self._seen = generation
            return self._index

    def _exact(self) -> StoredVectors:
        with self._guard:
            if self._stored is None or self._stored.generation != self.store.generation():
                self._stored = StoredVectors(self.store)
            return self._stored

    @contextmanager
    def index(self) -> Iterator[VectorIndex | StoredVectors]:
        """The vector index for searching: no other process changes it meanwhile."""
        if not self.store.writable:
            yield self._exact()
            return
        try:
            with self._doors.reading():
                yield self._opened()
        except Timeout as error:
            raise LibraryError(f"Another process has been writing to {self.folder} for too long: try later.") from error

    # ---- changing ---------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer, of any process; what a crash left is cleared first."""
        try:
            with self.store.sole_writer(_LOCK_SECONDS):
                self._recover()
                yield
        except Timeout as error:
            raise LibraryError(f"Another process has been writing to {self.folder} for too long: try later.") from error
        except self._failures as error:
            raise _said(self.folder, error) from error

    def recover(self) -> None:
        """Clear what a crash left, unless another process is writing, whose intention it then is."""
        if not self.store.pending():
            return
        # A full disk, say: what is there can still be read, and the next writer tries again.
        with suppress(Timeout, LibraryError, *self._failures), self.store.sole_writer(0):
            self._recover()

    def _recover(self) -> None:
        if not (pending := self.store.pending()):
            return
        # Chroma doesn't promise that a killed writer leaves a sound HNSW graph: of some hundred kills, one left a
        # vector that was counted and never found again. So nothing of its files is trusted after a crash.
        with self._doors.writing():
            self._rebuild()
            self._settled(pending)

    def _settled(self, documents: Sequence[str]) -> None:
        self.store.settle(documents)
        self._seen = self.store.generation()

    def change(
        self,
        additions: Sequence[Addition],
        removals: Sequence[str],
        places: Sequence[tuple[str, str]] = (),
        renamed: Sequence[Document] = (),
    ) -> None:
        """Bring documents in and take others out; searches see all of it or nothing. The caller is the writer."""
        touched = [*(addition.document.id for addition in additions), *removals]
        with self._doors.writing():
            index = self._opened()
            self.store.intend(touched)
            try:
                chunks = [chunk for addition in additions for chunk in addition.chunks]
                if chunks:
                    index.add(
                        [chunk.id for chunk in chunks],
                        [chunk.document for chunk in chunks],
                        [chunk.kind for chunk in chunks],
                        np.concatenate([addition.vectors for addition in additions if addition.chunks]),
                    )
                self.store.commit(additions, removals, places, renamed)
            except BaseException as error:  # the intention stands: the next writer or opening rebuilds the vectors
                self._drop()
                if isinstance(error, LibraryError):
                    raise _said(self.folder, error.__cause__ or error) from error
                raise
            settled = False
            with suppress(LibraryError, *self._failures):  # all is said and done but the clearing up
                index.remove(removals)
                self._settled(touched)
                settled = True
            if not settled:
                self._drop()

    # ---- repairing and copying ----------------------------------------------------------------------

    def _rebuild(self) -> None:
        """A new vector index made from the store in a new folder; the old one goes when the new one is named."""
        with self._guard:
            self._drop()
            name = f"{_VECTORS}-{uuid4().hex[:12]}"
            fresh = self._at(name)
            try:
                for rows, vectors in self.store.vectors():
                    ids, documents, kinds = zip(*rows, strict=True)
                    fresh.add(ids, documents, [ChunkKind(kind) for kind in kinds], vectors)
                fresh.check(self.store.counts())
            except BaseException:
                fresh.close()
                shutil.rmtree(self.folder / name, ignore_errors=True)
                raise
            fresh.close()
            before = self.store.get("vectors") or _VECTORS
            self.store.set("vectors", name)
            if self._server is not None:
                self._at(before).destroy()
                return
            for old in self.folder.glob(f"{_VECTORS}*"):
                if old.name != name:
                    shutil.rmtree(old, ignore_errors=True)

    def repair(self) -> None:
        """Build the vector index again from the store."""
        try:
            with self.store.sole_writer(_LOCK_SECONDS), self._doors.writing():
                self._rebuild()
                self._settled(self.store.pending())
        except Timeout as error:
            raise LibraryError(f"Another process has been writing to {self.folder} for too long: try later.") from error
        except self._failures as error:
            raise _said(self.folder, error) from error

    def faults(self) -> tuple[str, ...]:
        """What is wrong, a sentence each: damage to the store's file, vectors missing or too many."""
        found = list(self.store.faults())
        try:
            with self.index() as index:
                index.check(self.store.counts())
        except LibraryError as error:
            found.append(str(error))
        return tuple(found)

    def copy(self, target: Path) -> None:
        """A whole copy in the new folder `target`, as of now; others may read and write meanwhile."""
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise LibraryError(f"{target} is there already: name a new folder for the backup.")
        if target.resolve().is_relative_to(self.folder.resolve()):
            raise LibraryError(f"{target} is inside the library itself: name a folder elsewhere for the backup.")
        failures: tuple[type[Exception], ...] = (*self._failures, sqlite3.Error)
        part = target.with_name(f"{target.name}.{uuid4().hex[:8]}.part")  # so that half a backup never looks whole
        try:
            part.mkdir(mode=0o700, parents=True)
            self.store.copy(part / FILE)
            copy_tree(self.folder, part, lambda name: name in FURNITURE or name.startswith((FILE, _VECTORS)))
            copied = Holdings(part, Store.open(part))
            try:
                copied.store.set("name", uuid4().hex)  # else it would share the first one's vectors on a server
                copied.repair()
            finally:
                copied.close()
            if target.exists():
                target.rmdir()
            part.rename(target)
        except failures as error:
            raise LibraryError(f"The backup to {target} failed: {error}.") from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
