"""A library of documents in one folder: add, remove, look up, search by meaning and by words.

A document is searchable wholly or not at all (see ingest/holdings.py). This file doesn't know how documents are read,
nor how answers are made.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.calling import meant
from ingest.chunking import chunk_document, embedded_text
from ingest.document import Chunk, ChunkKind, Document, Metadata
from ingest.errors import DocumentNotFoundError, LibraryError
from ingest.fulltext import query_terms
from ingest.holdings import FURNITURE, Holdings, in_database, open_store
from ingest.packaged import DEFAULT_MODEL, question_vector
from ingest.shelving import AddOutcome, shelved
from ingest.store import FILE, Addition, DocumentSummary, Store

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

# Documents kept at hand: so many code points of text together.
_KEPT_TEXT = 8_000_000
# Texts embedded together: enough that sorting them by length pays.
_EMBEDDED = 2000
# Questions whose vectors are kept at hand.
_KEPT_QUESTIONS = 100


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What a search is narrowed to; an empty field means all.

    `documents` are document ids. `authors` match where all their words are in an author's name, in any case.
    """

    documents: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[ChunkKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found: `score` is the cosine similarity (dense) or the BM25 score (full text); higher is better."""

    chunk: Chunk
    score: float


EVERYTHING = SearchFilter()


def _unit(vectors: Sequence[Sequence[float]]) -> NDArray[np.float16]:
    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    return (array / np.where(lengths > 0, lengths, 1)).astype(np.float16)


@contextmanager
def _usable(folder: Path) -> Iterator[None]:
    """Say in one sentence what the system has against the folder."""
    try:
        yield
    except OSError as error:
        raise LibraryError(f"The library folder {folder} can't be used: {error.strerror or error}.") from error


def _name_of(embedder: Embeddings) -> str:
    """The name a library remembers its embedding model by."""
    return str(getattr(embedder, "name", None) or getattr(embedder, "model_name", None) or type(embedder).__name__)


def _by_author(summary: DocumentSummary, author: str) -> bool:
    wanted = author.casefold().replace(",", " ").split()
    return any(all(word in name.casefold() for word in wanted) for name in summary.metadata.authors)


class Library:
    """Documents in a folder, searchable. Use `Library.open`; safe to share between threads and processes."""

    def __init__(self, folder: Path, store: Store, embedder: Embeddings | None) -> None:
        self.folder = folder
        self._store = store
        self._embedder = embedder
        self._holdings = Holdings(folder, store)
        self._lock = RLock()
        self._listed: tuple[int, dict[str, DocumentSummary]] = (-1, {})
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._vectors: OrderedDict[str, Sequence[float]] = OrderedDict()

    @classmethod
    def open(cls, folder: Path, *, embedder: Embeddings | None = None, create: bool = True) -> Library:
        """Open the library in `folder`, made there if the folder is empty or absent and `create` is true.

        Otherwise it must be there; where it can't be written it is open for reading, and what would change it raises.
        Raises LibraryError, in one sentence, where `folder` is a file, holds something else, can't be used, or was
        made by another version or with another embedding model.
        """
        folder = Path(folder).expanduser()
        with _usable(folder):
            if folder.exists() and not folder.is_dir():
                raise LibraryError(f"{folder} is a file, not a library folder: name a folder with --library.")
            if not in_database() and not (folder / FILE).exists():
                if not create:
                    raise LibraryError(
                        f"There is no library in {folder}: make one there with `pincite add PATH...`, or name another."
                    )
                if folder.is_dir() and any(entry.name not in FURNITURE for entry in folder.iterdir()):
                    raise LibraryError(f"{folder} holds other files and no library: name an empty or a new folder.")
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        library = cls(folder, open_store(folder, create=create), embedder)
        try:
            with _usable(folder):  # of a library in a database too: the locks lie there, and the vectors
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            library._check_embedder()
            library._holdings.recover()
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Let go of the folder; the library can't be used afterwards."""
        self._holdings.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- opening ----------------------------------------------------------------------------

    @property
    def reads_english_only(self) -> bool:
        """Whether the library's vectors are of the packaged model, which was trained on English."""
        return (self._store.get("embedder") or DEFAULT_MODEL) == DEFAULT_MODEL

    @property
    def embedder(self) -> Embeddings:
        """The embedding model, loaded when first needed."""
        with self._lock:
            if self._embedder is None:
                from ingest.embedding import load_embedder

                self._embedder = load_embedder(self._store.get("embedder") or DEFAULT_MODEL)
            return self._embedder

    def prepare(self) -> None:
        """Open the index of vectors now instead of at the first search."""
        with self._holdings.index():
            pass

    def _check_embedder(self) -> None:
        kept = self._store.get("embedder")
        if kept is not None and self._embedder is not None and (given := _name_of(self._embedder)) != kept:
            raise LibraryError(
                f"The library in {self.folder} was made with the embedding model {kept!r}, not "
                f"{given!r}: use that model, or add the documents to a new library."
            )

    # ---- adding and removing ------------------------------------------------------------------

    def add(self, document: Document) -> AddOutcome:
        """Add a document, or replace the version that was found at the same path; the same bytes change nothing."""
        return self.add_all([document])[0]

    def add_all(self, documents: Sequence[Document]) -> list[AddOutcome]:
        """Add documents together, which is faster than one by one: all of them become visible at once."""
        fresh = {document.id: document for document in documents if not self._store.has(document.id)}
        additions = {addition.document.id: addition for addition in self._embedded(list(fresh.values()))}
        with self._holdings.writing():
            return self._write(documents, additions)

    def _embedded(self, documents: Sequence[Document]) -> list[Addition]:
        parts = [chunk_document(document) for document in documents]
        texts = [
            embedded_text(chunk, document.metadata.title)
            for document, chunks in zip(documents, parts, strict=True)
            for chunk in chunks
        ]
        vectors = self._vectors_of(texts)
        additions, first = [], 0
        for document, chunks in zip(documents, parts, strict=True):
            additions.append(Addition(document, chunks, vectors[first : first + len(chunks)]))
            first += len(chunks)
        return additions

    def _vectors_of(self, texts: list[str]) -> NDArray[np.float16]:
        """Unit vectors, shape (texts, dimensions); a part at a time, as an embedder gives lists, eight times as big."""
        parts = [texts[first : first + _EMBEDDED] for first in range(0, len(texts), _EMBEDDED)]
        found = [_unit(self.embedder.embed_documents(part)) for part in parts]
        return np.concatenate(found) if found else np.zeros((0, 1), np.float16)

    def _write(self, documents: Sequence[Document], additions: dict[str, Addition]) -> list[AddOutcome]:
        arriving = [(document.path, document.id) for document in documents]
        change = shelved(arriving, self._store.held(*zip(*arriving, strict=True)) if arriving else {})
        # Another process may have removed what was here when the vectors were computed.
        gone = [document for document in documents if document.id in change.entering and document.id not in additions]
        additions = additions | {addition.document.id: addition for addition in self._embedded(gone)}
        if change.places:
            if self._store.get("embedder") is None:
                self._store.set("embedder", _name_of(self.embedder))
            places = set(change.places)
            staying = {d.id: d for d in reversed(documents) if (d.path, d.id) in places}
            entering = [replace(additions[name], document=staying[name]) for name in change.entering]
            self._holdings.change(entering, change.leaving, change.places, self._renamed(change.losing))
        return list(change.outcomes)

    def _renamed(self, losing: Iterable[tuple[str, tuple[str, ...]]]) -> list[Document]:
        """Of documents that lost a place, those that were named after it, named after the first of those they have."""
        documents = ((self._store.document(name), paths) for name, paths in losing)
        return [
            replace(document, source=Path(paths[0]).name, path=paths[0])
            for document, paths in documents
            if document.path not in paths
        ]

    def remove(self, document_id: str) -> None:
        """Remove a document with all its chunks and vectors. Raises DocumentNotFoundError."""
        with self._holdings.writing():
            if not self._store.has(document_id):
                raise DocumentNotFoundError(f"No document {document_id!r} is in the library.")
            self._holdings.change([], [document_id])

    def describe(self, document_id: str, metadata: Metadata) -> None:
        """Put a person's metadata in place of what was read; text and vectors stay. Raises DocumentNotFoundError."""
        with self._holdings.writing():
            self._store.describe(replace(self.document(document_id), metadata=metadata))

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the library, a sentence each; empty where everything is as it should be."""
        return self._holdings.faults()

    def repair(self) -> int:
        """Build the vectors' index again from what the library holds. Returns the number of documents."""
        self._holdings.repair()
        return len(self.documents())

    def backup(self, target: Path) -> None:
        """Copy the library, and all else in its folder (conversations, files, runs), to a new folder, as of now.

        It may be in use meanwhile. Raises LibraryError, and leaves nothing then.
        """
        self._holdings.copy(Path(target).expanduser())

    # ---- looking up -----------------------------------------------------------------------------

    def _summaries(self) -> dict[str, DocumentSummary]:
        generation = self._store.generation()
        with self._lock:
            if self._listed[0] != generation:
                self._listed = (generation, {summary.id: summary for summary in self._store.summaries()})
            return self._listed[1]

    def holds(self, sha256: str, path: Path) -> bool:
        """Whether these bytes are in the library, found at this path."""
        summary = self._summaries().get(sha256[:16])
        return summary is not None and str(Path(path).absolute()) in summary.paths

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents, in the order they were added."""
        return tuple(self._summaries().values())

    def document(self, document_id: str) -> Document:
        """A whole document. Raises DocumentNotFoundError."""
        summary = self._summaries().get(document_id)
        with self._lock:
            known = self._documents.get(document_id)
            told = (summary.metadata, summary.source) if summary else None
            if known is not None and (known.metadata, known.source) == told:
                self._documents.move_to_end(document_id)
                return known
        document = self._store.document(document_id)
        with self._lock:
            self._documents[document_id] = document
            while len(self._documents) > 1 and sum(len(d.text) for d in self._documents.values()) > _KEPT_TEXT:
                self._documents.popitem(last=False)
        return document

    def resolve(self, name: str, *, exact: bool = False) -> str:
        """The id of the document `name` means: an id or its beginning, a file name, or, unless it must be `exact`, a
        part of one title or file name.

        Raises DocumentNotFoundError, naming near ones, where none or several fit.
        """
        return meant(name, self.documents(), exact=exact).id

    def chunks(self, ids: Iterable[str]) -> tuple[Chunk, ...]:
        """The chunks of these ids, in this order; ids no longer in the library are left out."""
        names = list(ids)
        found = self._store.chunks(names)
        return tuple(found[name] for name in names if name in found)

    # ---- searching --------------------------------------------------------------------------------

    def allowed(self, where: SearchFilter) -> tuple[str, ...] | None:
        """The ids of the documents a filter lets through; None for all."""
        if not (where.documents or where.authors or where.years):
            return None
        wanted = set(where.documents)
        return tuple(
            summary.id
            for summary in self.documents()
            if (not wanted or summary.id in wanted)
            and (not where.years or summary.metadata.year in where.years)
            and (not where.authors or any(_by_author(summary, author) for author in where.authors))
        )

    def _vector(self, query: str) -> Sequence[float]:
        """The question's vector, computed once: a question is searched for in several ways one after the other."""
        with self._lock:
            if (known := self._vectors.get(query)) is not None:
                self._vectors.move_to_end(query)
                return known
        # An embedder of LangChain's kind takes longer to import than a question to answer.
        plain = self._embedder is None and (self._store.get("embedder") or DEFAULT_MODEL) == DEFAULT_MODEL
        vector = question_vector(query) if plain else self.embedder.embed_query(query)
        with self._lock:
            self._vectors[query] = vector
            if len(self._vectors) > _KEPT_QUESTIONS:
                self._vectors.popitem(last=False)
        return vector

    def dense(self, query: str, n: int, *, where: SearchFilter = EVERYTHING) -> tuple[Hit, ...]:
        """The `n` chunks nearest in meaning, best first; approximate (HNSW) in a large library."""
        allowed = self.allowed(where)
        if allowed == () or not query.strip() or not self.documents():
            return ()
        vector = self._vector(query)
        with self._holdings.index() as index:
            found = index.query(vector, n, documents=allowed, kinds=where.kinds)
        chunks = self._store.chunks([name for name, _ in found])
        return tuple(Hit(chunks[name], score) for name, score in found if name in chunks)

    def full_text(self, query: str, n: int, *, where: SearchFilter = EVERYTHING) -> tuple[Hit, ...]:
        """The `n` chunks that hold the query's words best (BM25), best first. Any text is a valid query."""
        allowed = self.allowed(where)
        if allowed == ():
            return ()
        found = self._store.match(query_terms(query), n, documents=allowed, kinds=where.kinds)
        return tuple(Hit(chunk, score) for chunk, score in found)
