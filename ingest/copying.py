"""What else lies in a library's folder (conversations, files, question sets, runs), copied while it is in use.

This file doesn't know what any of it is: a SQLite database is copied by SQLite's own backup, which waits for no one
and gives the state of one moment; everything else file by file.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from ingest.read_only import connect, refused

_MAGIC = b"SQLite format 3\0"
_JOURNALS = ("-wal", "-shm", "-journal")


def is_database(path: Path) -> bool:
    """Whether the file is a SQLite database."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def copy_database(path: Path, target: Path) -> None:
    """The database as of now; others may read and write meanwhile. Raises sqlite3.Error."""
    # Not read-only: a database in WAL mode may have to make its -shm file to be read.
    with closing(sqlite3.connect(target)) as copied:
        try:
            with closing(sqlite3.connect(path, timeout=60)) as source:
                source.backup(copied)
        except sqlite3.Error as error:
            if not refused(error):
                raise
            with closing(connect(path)) as source:
                source.backup(copied)


def copy_tree(folder: Path, target: Path, leave: Callable[[str], bool]) -> None:
    """Copy what is in `folder`, but for entries whose name `leave` picks, into the folder `target`.

    What is removed meanwhile is left out; links are copied as links. Raises OSError or sqlite3.Error.
    """
    for entry in sorted(folder.iterdir()):
        if leave(entry.name):
            continue
        with suppress(FileNotFoundError):  # removed since it was listed
            if entry.is_symlink():
                (target / entry.name).symlink_to(entry.readlink())
            elif entry.is_dir():
                (target / entry.name).mkdir()
                copy_tree(entry, target / entry.name, lambda _: False)
            elif entry.name.endswith(_JOURNALS) and entry.with_name(entry.name.rpartition("-")[0]).is_file():
                continue  # part of the database beside it
            elif entry.is_file() and is_database(entry):
                copy_database(entry, target / entry.name)
            elif entry.is_file():
                shutil.copy2(entry, target / entry.name)
