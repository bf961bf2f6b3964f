"""The tables of a library's SQLite file, and the steps that bring an older version's up to date.

PostgreSQL's tables are in ingest/postgres.py; the steps are written so that both take them. This file doesn't know
what the tables are for, nor who opens them.
"""

from __future__ import annotations

from typing import Any

from ingest.errors import LibraryError

SCHEMA = 2

TABLES = """
create table meta (key text primary key, value text not null) without rowid;
create table documents (
  id text primary key, sha256 text not null unique, source text not null, metadata text not null, pages integer,
  chunks integer not null, added_at text not null, warnings text not null, body blob not null
) without rowid;
create table places (path text primary key, document text not null references documents (id)) without rowid;
create index places_of_document on places (document);
create table chunks (
  number integer primary key, id text not null unique, document text not null references documents (id),
  kind text not null, start integer not null, "end" integer not null, text text not null, section text not null,
  paragraph integer, printed text, pdf integer, notes text not null, vector blob not null
);
create index chunks_of_document on chunks (document);
create index chunks_by_kind on chunks (kind);
create virtual table words using fts5 (text, context, tokenize = 'porter unicode61 remove_diacritics 2');
insert into words (words, rank) values ('rank', 'bm25(1.0, 0.3)');
create table pending (document text primary key) without rowid;
"""

# What makes the next version's tables of a version's; each step can be done twice.
_STEPS: dict[int, tuple[str, ...]] = {
    1: ("create index if not exists chunks_by_kind on chunks (kind)",),
}


def migrate(db: Any, where: str) -> None:
    """Bring the tables up to date, within the caller's transaction. Raises LibraryError where no steps lead there."""
    row = db.execute("select value from meta where key = 'schema'").fetchone()
    found = str(row[0]) if row else "none"
    if found == str(SCHEMA):
        return
    version = int(found) if found.isdecimal() else 0
    if version > SCHEMA:
        raise LibraryError(
            f"The library in {where} was made by another version of Pincite, a newer one (its schema is {found}, this "
            f"version knows {SCHEMA}): update Pincite, or add the documents to a new library."
        )
    while version != SCHEMA:
        if version not in _STEPS:
            raise LibraryError(
                f"The library in {where} was made by another version of Pincite (its schema is {found}, this version "
                f"knows {SCHEMA}): add the documents to a new library."
            )
        for statement in _STEPS[version]:
            db.execute(statement)
        version += 1
    db.execute("update meta set value = ? where key = 'schema'", (str(SCHEMA),))
