"""The store in a PostgreSQL database instead of a SQLite file: for many app processes over one large library.

One database (or one schema of it, named by the URL's search_path) is one library. Full text is a `tsvector` with
PostgreSQL's English stemming and ranking (`ts_rank_cd`). Needs the extra: pip install 'pincite[postgres]'.
This file doesn't know Chroma, nor how documents are read, cut or embedded.
"""

from __future__ import annotations

import re
import threading
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import Timeout

from ingest.document import Chunk, ChunkKind
from ingest.errors import LibraryError
from ingest.fulltext import indexed_text
from ingest.rows import CHUNK_COLUMNS, chunk_of_row
from ingest.schema import SCHEMA, migrate
from ingest.store import Store

_TABLES = """
create table meta (key text primary key, value text not null);
create table documents (
  id text primary key, sha256 text not null unique, source text not null, metadata text not null, pages integer,
  chunks integer not null, added_at text not null, warnings text not null, body bytea not null
);
create table places (path text primary key, document text not null references documents (id));
create index places_of_document on places (document);
create table chunks (
  number bigint primary key, id text not null unique, document text not null references documents (id),
  kind text not null, start integer not null, "end" integer not null, text text not null, section text not null,
  paragraph integer, printed text, pdf integer, notes text not null, vector bytea not null
);
create index chunks_of_document on chunks (document);
create index chunks_by_kind on chunks (kind);
create table words (
  rowid bigint primary key, text text not null, context text not null,
  body tsvector generated always as (
    setweight(to_tsvector('english', text), 'A') || setweight(to_tsvector('english', context), 'D')) stored
);
create index words_of_body on words using gin (body);
create table pending (document text primary key)
"""
_WRITER = 0x50696E63  # this library's advisory lock, beside the schema's own number


class _Connection:
    """A psycopg connection that takes SQLite's placeholders."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.close = connection.close
        self.transaction = connection.transaction

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Any:
        return self._connection.execute(statement.replace("?", "%s"), values)

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s"), rows)


def _plain(text: str) -> str:
    """Without diacritics, as SQLite's tokenizer leaves them out."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


class PostgresStore(Store):
    """A store in the database at `url`; safe to use from several threads, processes and machines."""

    _LISTED = "(select json_array_elements_text(?::json))"

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise LibraryError("PINCITE_DATABASE_URL needs an extra: pip install 'pincite[postgres]'.") from error
        self._url = url
        self._driver = psycopg
        self.errors = (psycopg.Error,)
        self._local = threading.local()
        self._connections: list[Any] = []
        self._guard = threading.Lock()

    @classmethod
    def open(cls, folder: Path | str, *, create: bool = True) -> PostgresStore:
        """Open the store at a URL, its tables made where they are missing and `create` is true. Raises LibraryError."""
        url = str(folder)
        store = cls(url)
        where = re.sub(r"//[^@/]*@", "//", url).split("?")[0]  # no password in a message
        try:
            with store.sole_writer(60), store._write() as db:
                if db.execute("select to_regclass('meta')").fetchone()[0] is None:
                    if not create:
                        raise LibraryError(
                            f"There is no library in the database {where}: make one there with `pincite add PATH...`."
                        )
                    for statement in _TABLES.split(";\n"):
                        db.execute(statement)
                    db.execute("insert into meta values ('schema', ?), ('generation', '0')", (str(SCHEMA),))
                migrate(db, f"the database {where}")
        except store.errors as error:
            store.close()
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise LibraryError(f"The database {where} (PINCITE_DATABASE_URL) can't be used: {reason}.") from error
        except LibraryError:
            store.close()
            raise
        return store

    def _connect(self) -> _Connection:
        return _Connection(self._driver.connect(self._url, autocommit=True, connect_timeout=10))

    @contextmanager
    def _write(self) -> Iterator[Any]:
        db = self._db
        with db.transaction():
            yield db

    @contextmanager
    def sole_writer(self, seconds: float) -> Iterator[None]:
        """Be the only writer of any process. Raises `filelock.Timeout` after `seconds`."""
        if getattr(self._local, "writing", False):
            yield
            return
        own = self._connect()  # whose end, also a crash's, frees the lock
        try:
            deadline = time.monotonic() + seconds
            take = "select pg_try_advisory_lock(?, hashtext(current_schema()))"
            while not own.execute(take, (_WRITER,)).fetchone()[0]:
                if time.monotonic() > deadline:
                    raise Timeout("the database's advisory lock")
                time.sleep(0.02)
            self._local.writing = True
            yield
        finally:
            self._local.writing = False
            own.close()

    @staticmethod
    def _words(text: str) -> str:
        return _plain(indexed_text(text))

    def match(
        self, terms: Sequence[str], n: int, *, documents: Sequence[str] | None, kinds: Sequence[ChunkKind]
    ) -> list[tuple[Chunk, float]]:
        """The `n` chunks that match any of the terms best, with PostgreSQL's cover density rank (higher is better)."""
        query = " | ".join("'" + _plain(term).replace("'", "''").replace("\\", "") + "'" for term in terms)
        if not query:
            return []
        narrowing = ["words.body @@ q"]
        values: list[Any] = [query]
        if documents is not None:
            narrowing.append("chunks.document = any(?)")
            values.append(list(documents))
        if kinds:
            narrowing.append("chunks.kind = any(?)")
            values.append([kind.value for kind in kinds])
        columns = ", ".join(f"chunks.{name}" for name in CHUNK_COLUMNS.split(", "))
        rows = self._db.execute(
            f"select ts_rank_cd('{{0.1, 0.1, 0.3, 1.0}}', words.body, q, 1) as score, {columns} "  # noqa: S608
            "from to_tsquery('english', ?) q, words join chunks on chunks.number = words.rowid "
            f"where {' and '.join(narrowing)} order by score desc, chunks.number limit ?",
            [*values, n],
        )
        return [(chunk_of_row(row[1:]), float(row[0])) for row in rows]

    def faults(self) -> Iterator[str]:
        """What is wrong with the tables; nothing where all is well."""
        chunks, words = self._db.execute(
            "select (select count(*) from chunks), (select count(*) from words)"
        ).fetchone()
        if chunks != words:
            yield f"The full-text index holds {words} of {chunks} chunks."

    def copy(self, path: Path) -> None:
        """Not for this store: PostgreSQL has its own, better tool."""
        raise LibraryError(f"A library in PostgreSQL is backed up with pg_dump, not to {path}; then `pincite repair`.")
