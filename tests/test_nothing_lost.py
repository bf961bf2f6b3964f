"""A library through crashes, damage, full disks and company. The killing itself is in eval/crash.py."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from eval.crash import RandomEmbedder, generated_document
from ingest.errors import LibraryError
from ingest.library import Library

ALPHA, BETA = generated_document("alpha", 1, 30), generated_document("beta", 1, 30)


def opened(folder: Path) -> Library:
    return Library.open(folder, embedder=RandomEmbedder())


def assert_whole(library: Library, *documents: object) -> None:
    assert {summary.source for summary in library.documents()} == {document.source for document in documents}
    for document in documents:
        assert library.document(document.id) == document
        assert library.dense(document.text[:400], 3)
    assert library.verify() == ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with opened(tmp_path / "library") as library:
        library.add_all([ALPHA, BETA])
    return tmp_path / "library"


def test_killing_at_random_moments_loses_nothing() -> None:
    command = [sys.executable, "-m", "eval.crash", "--kills", "6", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["landed"] > 0


def delete_vectors(folder: Path) -> None:
    shutil.rmtree(folder / "vectors")


def overwrite_vectors(folder: Path) -> None:
    for file in (folder / "vectors").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\0garbage" * 64)


def cut_vectors(folder: Path) -> None:
    for file in (folder / "vectors").rglob("*"):
        if file.is_file():
            os.truncate(file, file.stat().st_size // 2)


@pytest.mark.parametrize("damage", [delete_vectors, overwrite_vectors, cut_vectors])
def test_lost_vectors_are_named_and_repaired(folder: Path, damage) -> None:
    damage(folder)
    with opened(folder) as library:
        with pytest.raises(LibraryError, match="pincite repair"):
            library.dense("alpha", 3)
        assert library.full_text("alpha", 3)
        assert library.verify()
        assert library.repair() == 2
        assert_whole(library, ALPHA, BETA)
    with opened(folder) as library:
        assert_whole(library, ALPHA, BETA)


def test_a_backup_is_a_whole_library_and_the_first_stays_in_use(folder: Path, tmp_path: Path) -> None:
    with opened(folder) as library:
        library.backup(tmp_path / "copy")
        library.remove(BETA.id)
        with pytest.raises(LibraryError, match="there already"):
            library.backup(tmp_path / "copy")
        assert_whole(library, ALPHA)
    with opened(tmp_path / "copy") as copy:
        assert_whole(copy, ALPHA, BETA)


def test_a_library_of_another_version_is_refused_and_left_alone(folder: Path) -> None:
    with sqlite3.connect(folder / "library.sqlite3") as db:
        db.execute("update meta set value = '999' where key = 'schema'")
    db.close()
    before = (folder / "library.sqlite3").read_bytes()
    with pytest.raises(LibraryError, match="another version of Pincite"):
        opened(folder)
    assert (folder / "library.sqlite3").read_bytes() == before


ADD = """
import sys; from pathlib import Path
from eval.crash import RandomEmbedder, generated_document
from ingest.library import Library
with Library.open(Path(sys.argv[1]), embedder=RandomEmbedder()) as library:
    for version in range(5):
        library.add(generated_document(sys.argv[2], version, 20))
        library.dense("anything", 3)
    library.add(generated_document("shared", 1, 20))
"""


def test_two_processes_may_add_at_once(folder: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", ADD, str(folder), name]) for name in ("gamma", "delta")]
    with opened(folder) as library:
        while any(process.poll() is None for process in running):
            assert library.dense(ALPHA.text[:200], 3)
            assert library.full_text("alpha", 3)
    assert [process.wait() for process in running] == [0, 0]
    with opened(folder) as library:
        newest = [generated_document(name, 4, 20) for name in ("gamma", "delta")]
        assert_whole(library, ALPHA, BETA, *newest, generated_document("shared", 1, 20))


FULL = """
import resource, sys; from pathlib import Path
from eval.crash import RandomEmbedder, generated_document
from ingest.errors import LibraryError
from ingest.library import Library
with Library.open(Path(sys.argv[1]), embedder=RandomEmbedder()) as library:
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))  # as a full disk: writes fail
    try:
        library.add(generated_document("large", 1, 3000))
    except LibraryError as error:
        print(error)
    else:
        sys.exit("it was added")
    print(len(library.full_text("alpha", 100)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_changes_nothing(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(folder)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    sentence, hits = done.stdout.splitlines()
    assert "nothing was changed" in sentence
    assert int(hits) >= 30
    with opened(folder) as library:
        assert_whole(library, ALPHA, BETA)
        assert library.add(generated_document("large", 1, 300)) == "added"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(LibraryError, match="can't be used"):
        Library.open(tmp_path / "library")
    tmp_path.chmod(0o700)
