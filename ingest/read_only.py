"""A library's SQLite file where it can't be written: a read-only disk, another person's folder, an archive.

This file doesn't know what is in the tables, nor how vectors are searched.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any, NoReturn

from ingest.errors import LibraryError
from ingest.schema import migrate
from ingest.store import FILE, Store

_REFUSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def refused(error: BaseException | None) -> bool:
    """Whether SQLite failed because the file, or the folder it is in, can't be written."""
    return isinstance(error, sqlite3.Error) and (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _REFUSED


def unwritable(path: Path) -> bool:
    """Whether the file is there and can't be written. SQLite says so only at the first change where another process has
    the database open: a transaction to write begins as one that reads."""
    return path.is_file() and not os.access(path, os.W_OK)


def connect(path: Path) -> sqlite3.Connection:
    """A connection that only reads. Raises sqlite3.Error.

    To read a database in WAL mode SQLite makes a file beside it; where it can't and nobody writes, the database is
    read as one that never changes. Where a crash left a log beside it, that would hide what the log holds.
    """
    logged = path.with_name(path.name + "-wal")
    ways = ("mode=ro",) if logged.exists() and logged.stat().st_size else ("mode=ro", "immutable=1")
    for way in ways:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{way}", uri=True, timeout=60, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("select 1 from sqlite_master limit 1").fetchone()
        except sqlite3.Error:
            connection.close()
            if way == ways[-1]:
                raise
        else:
            break
    return connection


class ReadOnlyStore(Store):
    """A store that is only read; whoever would write meets a LibraryError."""

    writable = False

    @classmethod
    def open(cls, folder: Path | str) -> ReadOnlyStore:
        """Open the store that is in `folder`. Raises LibraryError, also where only a newer file could be read."""
        store = cls(Path(folder) / FILE)
        try:
            migrate(store._db, str(folder))
        except sqlite3.Error as error:
            store.close()
            raise LibraryError(
                f"The library in {folder} can't be written, and before it can be read it has to be brought up to date "
                f"({error}): copy it to a folder that can be written."
            ) from error
        except LibraryError:
            store.close()
            raise
        return store

    def _connect(self) -> Any:
        return connect(self._path)

    def _write(self) -> NoReturn:
        raise LibraryError(
            f"The library in {self._path.parent} can't be changed: its folder, or its files, can't be written."
        )

    def sole_writer(self, seconds: float) -> NoReturn:
        """Raises LibraryError."""
        del seconds
        self._write()


__all__ = ["ReadOnlyStore", "connect", "refused", "unwritable"]
