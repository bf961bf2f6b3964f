"""The library's SQLite file: documents, chunks with their vectors, and the full-text index.

It holds everything; the vector index can always be made again from it. A document is here wholly or not at all:
one transaction brings it in, and takes the version it replaces out. This file doesn't know Chroma, nor how
documents are read, cut or embedded.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from ingest.codec import decode, encode, metadata_from_json, metadata_to_json
from ingest.document import Chunk, ChunkKind, Document
from ingest.errors import DocumentNotFoundError, LibraryError
from ingest.fulltext import indexed_text
from ingest.rows import CHUNK_COLUMNS, Addition, DocumentSummary, chunk_of_row, context_of
from ingest.schema import SCHEMA, TABLES, migrate

__all__ = ["FILE", "LOCK", "Addition", "DocumentSummary", "Store"]

FILE = "library.sqlite3"
LOCK = "lock"
_BUSY_SECONDS = 60.0
# Rows that BM25 ranks for a question, about: a microsecond each.
_POSTINGS = 6_000

_PLACE = "insert into places values (?, ?) on conflict (path) do update set document = excluded.document"
_NEXT = "update meta set value = cast(cast(value as integer) + 1 as text) where key = 'generation'"


def _quoted(term: str) -> str:
    """A term as FTS5 reads it, whatever is in it."""
    return '"' + term.replace('"', '""') + '"'


class Store:
    """One SQLite file, safe to use from several threads and processes; each thread has its own connection.

    Its SQL is kept to what PostgreSQL understands too; what differs, `ingest.postgres.PostgresStore` overrides.
    """

    # What the database may raise, and how it makes rows of a JSON list of strings.
    errors: tuple[type[Exception], ...] = (sqlite3.Error,)
    writable = True
    _LISTED = "(select value from json_each(?))"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = FileLock(path.parent / LOCK)
        self._local = threading.local()
        self._connections: list[Any] = []
        self._guard = threading.Lock()

    @classmethod
    def open(cls, folder: Path | str) -> Store:
        """Open the store in `folder`, made if it isn't there. Raises LibraryError where the file is something else."""
        store = cls(Path(folder) / FILE)
        try:
            with store._write() as db:
                if not db.execute("select 1 from sqlite_master limit 1").fetchone():
                    for statement in TABLES.split(";\n"):
                        db.execute(statement)
                    db.execute("insert into meta values ('schema', ?), ('generation', '0')", (str(SCHEMA),))
                migrate(db, str(folder))
        except sqlite3.Error as error:
            store.close()
            raise LibraryError(f"{folder} can't be used as a library: {error}.") from error
        except LibraryError:
            store.close()
            raise
        return store

    def close(self) -> None:
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    # ---- connections ------------------------------------------------------------------------

    def _connect(self) -> Any:
        connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma cache_size = -16384")  # KiB, for each thread
        return connection

    @property
    def _db(self) -> Any:
        """This thread's connection: execute(sql with ? for each value, values) and executemany."""
        if getattr(self._local, "connection", None) is None:
            self._local.connection = self._connect()
            with self._guard:
                self._connections.append(self._local.connection)
        return self._local.connection

    @contextmanager
    def _write(self) -> Iterator[Any]:
        """A transaction: all of it is kept, or, after any exception, none."""
        db = self._db
        db.execute("begin immediate")
        try:
            yield db
        except BaseException:
            db.rollback()
            raise
        db.execute("commit")

    @contextmanager
    def sole_writer(self, seconds: float) -> Iterator[None]:
        """Be the only writer of any process. Raises `filelock.Timeout` after `seconds`."""
        with self._writer.acquire(timeout=seconds):
            yield

    # ---- facts about the library ------------------------------------------------------------

    def get(self, key: str) -> str | None:
        row = self._db.execute("select value from meta where key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def set(self, key: str, value: str) -> None:
        with self._write() as db:
            db.execute(
                "insert into meta values (?, ?) on conflict (key) do update set value = excluded.value", (key, value)
            )

    def own_name(self) -> str:
        """A name no other library has, given once."""
        if (name := self.get("name")) is None:
            name = uuid4().hex
            self.set("name", name)
        return name

    def generation(self) -> int:
        """A number that grows with every change."""
        return int(self.get("generation") or 0)

    # ---- writing ----------------------------------------------------------------------------

    def intend(self, documents: Sequence[str]) -> None:
        """Remember that the vector index is about to gain or lose these documents' vectors."""
        with self._write() as db:
            db.executemany("insert into pending values (?) on conflict do nothing", [(name,) for name in documents])
            db.execute(_NEXT)

    def pending(self) -> tuple[str, ...]:
        """The documents whose vectors a crash may have left half-written."""
        return tuple(row[0] for row in self._db.execute("select document from pending"))

    def settle(self, documents: Sequence[str]) -> None:
        """Forget an intention: the vector index is as it should be."""
        rows = [(name,) for name in documents]
        with self._write() as db:
            db.executemany("delete from pending where document = ?", rows)
            db.execute(_NEXT)

    def commit(
        self,
        additions: Sequence[Addition],
        removals: Sequence[str],
        places: Sequence[tuple[str, str]] = (),
        renamed: Sequence[Document] = (),
    ) -> None:
        """Bring documents in and take others out, in one transaction.

        `places` are (path, document id): where documents that are here afterwards were found. `renamed`
        are documents that stay and whose `source` and `path` are others now.
        """
        with self._write() as db:
            for name in removals:
                db.execute("delete from words where rowid in (select number from chunks where document = ?)", (name,))
                db.execute("delete from chunks where document = ?", (name,))
                db.execute("delete from places where document = ?", (name,))
                db.execute("delete from documents where id = ?", (name,))
            for addition in additions:
                self._insert(db, addition)
            db.executemany(_PLACE, places)
            db.executemany(
                "update documents set source = ?, body = ? where id = ?",
                [(document.source, encode(document), document.id) for document in renamed],
            )
            db.execute(_NEXT)

    @staticmethod
    def _words(text: str) -> str:
        return indexed_text(text)

    def _insert(self, db: Any, addition: Addition) -> None:
        document, metadata = addition.document, addition.document.metadata
        db.execute(
            "insert into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id,
                document.sha256,
                document.source,
                json.dumps(metadata_to_json(metadata)),
                document.page_count,
                len(addition.chunks),
                datetime.now(UTC).isoformat(timespec="seconds"),
                json.dumps(document.warnings),
                encode(document),
            ),
        )
        first = db.execute("select coalesce(max(number), 0) + 1 from chunks").fetchone()[0]
        db.executemany(
            f"insert into chunks (number, {CHUNK_COLUMNS}, vector) values ({', '.join('?' * 13)})",  # noqa: S608
            [
                (
                    first + index,
                    chunk.id,
                    chunk.document,
                    chunk.kind.value,
                    chunk.start,
                    chunk.end,
                    chunk.text,
                    json.dumps(chunk.section),
                    chunk.paragraph,
                    chunk.page.printed if chunk.page else None,
                    chunk.page.pdf if chunk.page else None,
                    json.dumps(chunk.notes),
                    vector.tobytes(),
                )
                for index, (chunk, vector) in enumerate(zip(addition.chunks, addition.vectors, strict=True))
            ],
        )
        db.executemany(
            "insert into words (rowid, text, context) values (?, ?, ?)",
            [
                (first + index, self._words(chunk.text), self._words(context_of(chunk, metadata.title)))
                for index, chunk in enumerate(addition.chunks)
            ],
        )

    def describe(self, document: Document) -> None:
        """Keep what a person says of a document that is here (its metadata) in place of what was read."""
        with self._write() as db:
            db.execute(
                "update documents set metadata = ?, body = ? where id = ?",
                (json.dumps(metadata_to_json(document.metadata)), encode(document), document.id),
            )
            rows = db.execute("select number, section from chunks where document = ?", (document.id,)).fetchall()
            db.executemany(
                "update words set context = ? where rowid = ?",
                [
                    (self._words("\n".join((document.metadata.title or "", *json.loads(section)))), number)
                    for number, section in rows
                ],
            )
            db.execute(_NEXT)

    # ---- reading ----------------------------------------------------------------------------

    def summaries(self) -> tuple[DocumentSummary, ...]:
        paths: dict[str, list[str]] = {}
        for path, name in self._db.execute("select path, document from places order by path"):
            paths.setdefault(name, []).append(path)
        rows = self._db.execute(
            "select id, source, sha256, metadata, pages, chunks, added_at, warnings from documents "
            "order by added_at, id"
        )
        return tuple(
            DocumentSummary(
                id=name,
                source=source,
                sha256=sha256,
                metadata=metadata_from_json(json.loads(metadata)),
                pages=pages,
                chunks=chunks,
                added_at=added_at,
                warnings=tuple(json.loads(warnings)),
                paths=tuple(paths.get(name, ())),
            )
            for name, source, sha256, metadata, pages, chunks, added_at, warnings in rows
        )

    def document(self, name: str) -> Document:
        row = self._db.execute("select body from documents where id = ?", (name,)).fetchone()
        if row is None:
            raise DocumentNotFoundError(f"No document {name!r} is in the library.")
        return decode(row[0])

    def has(self, name: str) -> bool:
        return self._db.execute("select 1 from documents where id = ?", (name,)).fetchone() is not None

    def held(self, paths: Sequence[str], documents: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The documents that are here of these ids, or found at one of these paths, each with all its paths."""
        there = f"d.id in {self._LISTED} or d.id in (select document from places where path in {self._LISTED})"  # noqa: S608
        rows = self._db.execute(
            f"select d.id, p.path from documents d left join places p on p.document = d.id where {there} "  # noqa: S608
            "order by d.added_at, d.id, p.path",
            (json.dumps(list(documents)), json.dumps(list(paths))),
        )
        found: dict[str, tuple[str, ...]] = {}
        for name, path in rows:
            found[name] = (*found.get(name, ()), *([] if path is None else [path]))
        return found

    def chunks(self, names: Sequence[str]) -> dict[str, Chunk]:
        """The chunks of these ids that are here, by id."""
        rows = self._db.execute(
            f"select {CHUNK_COLUMNS} from chunks where id in {self._LISTED}",  # noqa: S608
            (json.dumps(list(names)),),
        )
        return {row[0]: chunk_of_row(row) for row in rows}

    def counts(self) -> dict[ChunkKind, int]:
        """How many chunks of each kind are here."""
        rows = self._db.execute("select kind, count(*) from chunks group by kind")
        return {ChunkKind(kind): count for kind, count in rows}

    def faults(self) -> Iterator[str]:
        """What SQLite's own check, and the full-text index's, find wrong with the file; nothing where all is well."""
        for (line,) in self._db.execute("pragma quick_check"):
            if line != "ok":
                yield f"The library's file is damaged: {line}."
        counts = "select (select count(*) from chunks), (select count(*) from words)"
        chunks, words = self._db.execute(counts).fetchone()
        if chunks != words:
            yield f"The full-text index holds {words} of {chunks} chunks."

    def copy(self, path: Path) -> None:
        """The whole file as of now, copied to `path`, while others go on reading and writing."""
        with closing(sqlite3.connect(path)) as target:
            self._db.backup(target)

    def _telling(self, terms: Sequence[str]) -> list[str]:
        """The rarest of the terms, as many as keep the ranking quick: in a large library common words tell little."""
        count = f"select count(*) from (select 1 from words where words match ? limit {_POSTINGS})"  # noqa: S608
        counts = {term: self._db.execute(count, (term,)).fetchone()[0] for term in terms}
        kept: list[str] = []
        total = 0
        for term in sorted((term for term in terms if counts[term]), key=counts.__getitem__):
            total += counts[term]
            if total > _POSTINGS and len(kept) >= 2:
                break
            kept.append(term)
        return kept

    def match(
        self, terms: Sequence[str], n: int, *, documents: Sequence[str] | None, kinds: Sequence[ChunkKind]
    ) -> list[tuple[Chunk, float]]:
        """The `n` chunks that match any of the terms best, with their BM25 score (higher is better)."""
        query = " OR ".join(self._telling([_quoted(term) for term in terms]))
        if not query:
            return []
        narrowing = [
            *(["c.document in (select value from json_each(:documents))"] if documents is not None else []),
            *(["c.kind in (select value from json_each(:kinds))"] if kinds else []),
        ]
        joined = (
            f"join chunks c on c.number = words.rowid where {' and '.join(narrowing)} and" if narrowing else "where"
        )
        found = f"select words.rowid, rank from words {joined} words match :query order by rank limit :n"  # noqa: S608
        rows = self._db.execute(
            f"with found (number, score) as ({found}) "  # noqa: S608
            f"select -score, {CHUNK_COLUMNS} from found join chunks using (number) order by score, number",
            {
                "query": query,
                "n": n,
                "documents": json.dumps(list(documents or ())),
                "kinds": json.dumps([kind.value for kind in kinds]),
            },
        )
        return [(chunk_of_row(row[1:]), row[0]) for row in rows]

    def vectors(self, *, batch: int = 2000) -> Iterator[tuple[list[tuple[str, str, str]], NDArray[np.float16]]]:
        """All vectors, in batches: rows of (chunk id, document id, kind), and an array (rows, dimensions)."""
        last = 0
        while True:
            rows = self._db.execute(
                "select number, id, document, kind, vector from chunks where number > ? order by number limit ?",
                (last, batch),
            ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            vectors = np.stack([np.frombuffer(row[4], dtype=np.float16) for row in rows])
            yield [(row[1], row[2], row[3]) for row in rows], vectors
