"""A library that can be read and not written: searched as ever, left as it is, and what would change it says so."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from eval.crash import RandomEmbedder, generated_document
from ingest.document import ChunkKind
from ingest.exact import StoredVectors
from ingest.holdings import Holdings
from ingest.library import Library
from ingest.store import Store

ALPHA, BETA = generated_document("alpha", 1, 30), generated_document("beta", 1, 30)
pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a system with users")

# Runs as a user who may not write, which the superuser always may.
READER = """
import json, os, sys, tempfile; from pathlib import Path
import chromadb
from eval.crash import RandomEmbedder, generated_document
from ingest.document import Metadata
from ingest.errors import LibraryError
from ingest.library import Library
folder, scratch = map(Path, sys.argv[1:])
with Library.open(scratch / "library", embedder=RandomEmbedder()) as library:  # loads all that is loaded late
    library.add(generated_document("delta", 1, 3))
    library.backup(scratch / "copy")
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
found = {}
try:
    with Library.open(folder, embedder=RandomEmbedder(), create=False) as library:
        first = library.documents()[0].id
        for name in ("dense", "full_text"):
            found[name] = [[hit.chunk.id, hit.score] for hit in getattr(library, name)("alpha paragraph", 5)]
        found["text"] = library.document(first).text
        found["verify"] = library.verify()
        library.backup(Path(tempfile.mkdtemp()) / "copy")
        found["refused"] = []
        for change in (
            lambda: library.add(generated_document("gamma", 1, 3)),
            lambda: library.remove(first),
            lambda: library.describe(first, Metadata(title="Other")),
            library.repair,
        ):
            try:
                change()
            except LibraryError as error:
                found["refused"].append(str(error))
except LibraryError as error:
    found["error"] = str(error)
print(json.dumps(found))
"""


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def read_by_another(folder: Path, scratch: Path) -> dict[str, Any]:
    with unwritable(folder):
        command = [sys.executable, "-c", READER, str(folder), str(scratch)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that others may enter; pytest keeps its own to their owner."""
    with TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture
def folder(place: Path) -> Path:
    with Library.open(place / "library", embedder=RandomEmbedder()) as library:
        library.add_all([ALPHA, BETA])
    return place / "library"


def test_it_is_searched_as_one_that_can_be_written_and_left_as_it_is(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder, embedder=RandomEmbedder()) as library:
        expected = {
            name: [(hit.chunk.id, hit.score) for hit in getattr(library, name)("alpha paragraph", 5)]
            for name in ("dense", "full_text")
        }
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = read_by_another(folder, tmp_path / "scratch")
    assert found.get("error") is None
    for name, hits in expected.items():
        assert [key for key, _ in found[name]] == [key for key, _ in hits]
        assert [score for _, score in found[name]] == pytest.approx([score for _, score in hits], abs=1e-4)
    assert found["text"] in (ALPHA.text, BETA.text)
    assert found["verify"] == []
    assert len(found["refused"]) == 4
    assert all("can't be changed" in said and str(folder) in said for said in found["refused"])
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_what_a_crash_left_in_the_log_is_never_passed_over(folder: Path, place: Path, tmp_path: Path) -> None:
    copy = place / "copy"
    copy.mkdir()
    with closing(sqlite3.connect(folder / "library.sqlite3")) as db:
        db.execute("update meta set value = '77' where key = 'generation'")
        db.commit()
        for name in ("library.sqlite3", "library.sqlite3-wal"):
            (copy / name).write_bytes((folder / name).read_bytes())
    assert "brought up to date" in read_by_another(copy, tmp_path / "scratch")["error"]


def test_it_is_searched_while_its_owner_has_it_open(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder, embedder=RandomEmbedder()) as library:
        library.add(generated_document("epsilon", 1, 3))
        assert (folder / "library.sqlite3-wal").exists()
        expected = [hit.chunk.id for hit in library.dense("alpha paragraph", 5)]
        found = read_by_another(folder, tmp_path / "scratch")
    assert [name for name, _ in found["dense"]] == expected
    assert len(found["refused"]) == 4 and all("can't be changed" in said for said in found["refused"])


@pytest.mark.parametrize("documents", [None, (ALPHA.id,), (), ("nothing",)])
@pytest.mark.parametrize("kinds", [(), (ChunkKind.BODY,), (ChunkKind.NOTE,)])
def test_stored_vectors_find_what_the_index_finds(folder: Path, documents: Any, kinds: tuple[ChunkKind, ...]) -> None:
    vector = RandomEmbedder().embed_query("beta paragraph")
    holdings = Holdings(folder, Store.open(folder))
    with holdings.index() as index:
        expected = index.query(vector, 7, documents=documents, kinds=kinds) if documents != () else []
    found = StoredVectors(holdings.store).query(vector, 7, documents=documents, kinds=kinds)
    holdings.close()
    assert [name for name, _ in found] == [name for name, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-4)
