"""A library through crashes, damage, full disks and company. The killing itself is in eval/crash.py."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from eval.crash import RandomEmbedder, generated_document
from ingest.errors import LibraryError
from ingest.library import Library
from ingest.schema import SCHEMA

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


@pytest.mark.slow
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


def test_a_backup_holds_what_else_is_in_the_folder_while_it_is_written(folder: Path, tmp_path: Path) -> None:
    talks = sqlite3.connect(folder / "conversations.sqlite", check_same_thread=False)
    talks.execute("pragma journal_mode = wal")
    talks.execute("create table talks (number integer, again integer)")
    talks.commit()
    (folder / "files").mkdir()
    (folder / "files" / "paper.pdf").write_bytes(b"%PDF")
    (folder / "runs" / "deep").mkdir(parents=True)
    (folder / "runs" / "deep" / "a.json").write_text("{}")
    begun, ended = threading.Event(), threading.Event()

    def talk() -> None:
        number = 0
        while not ended.is_set():
            talks.execute("insert into talks values (?, ?)", (number, number))
            talks.commit()
            number += 1
            begun.set()

    talking = threading.Thread(target=talk)
    talking.start()
    try:
        assert begun.wait(60)
        with opened(folder) as library:
            library.backup(tmp_path / "copy")
    finally:
        ended.set()
        talking.join()
        talks.close()
    with closing(sqlite3.connect(tmp_path / "copy" / "conversations.sqlite")) as copied:
        count, numbers, wrong = copied.execute(
            "select count(*), max(number) + 1, sum(number != again) from talks"
        ).fetchone()
        assert (count, wrong) == (numbers, 0)
    assert (tmp_path / "copy" / "files" / "paper.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "copy" / "runs" / "deep" / "a.json").read_text() == "{}"
    with opened(tmp_path / "copy") as copy:
        assert_whole(copy, ALPHA, BETA)


def test_a_backup_that_fails_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with opened(folder) as library:
        for target, words in ((folder / "copy", "inside the library"), (tmp_path / "taken" / "copy", "failed")):
            with pytest.raises(LibraryError, match=words):
                library.backup(target)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["library", "taken"]
    assert not (folder / "copy").exists()


def change_database(folder: Path, *statements: str) -> bytes:
    with closing(sqlite3.connect(folder / "library.sqlite3")) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    return (folder / "library.sqlite3").read_bytes()


def test_a_library_of_the_first_version_is_brought_up_to_date(folder: Path) -> None:
    change_database(folder, "drop index chunks_by_kind", "update meta set value = '1' where key = 'schema'")
    for _ in range(2):
        with opened(folder) as library:
            assert_whole(library, ALPHA, BETA)
    with closing(sqlite3.connect(folder / "library.sqlite3")) as db:
        assert db.execute("select value from meta where key = 'schema'").fetchone() == (str(SCHEMA),)
        assert db.execute("select 1 from sqlite_master where name = 'chunks_by_kind'").fetchone()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("update meta set value = '999' where key = 'schema'", "newer one .* update Pincite"),
        ("update meta set value = '0' where key = 'schema'", "another version of Pincite"),
        ("update meta set value = 'x' where key = 'schema'", "another version of Pincite"),
        ("delete from meta", "another version of Pincite"),
        ("drop table meta", "can't be used as a library"),
    ],
)
def test_a_library_of_an_unknown_version_is_refused_and_left_alone(folder: Path, statement: str, words: str) -> None:
    before = change_database(folder, statement)
    with pytest.raises(LibraryError, match=words):
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


READ_ONLY = """
import os, sys; from pathlib import Path
import chromadb
from eval.crash import RandomEmbedder
from ingest.errors import LibraryError
from ingest.library import Library
Library.open(Path(sys.argv[2]), embedder=RandomEmbedder()).close()  # loads all that is loaded late
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)  # the superuser may write anywhere
for folder in (Path(sys.argv[1]), Path(sys.argv[1]) / "new"):
    try:
        Library.open(folder, embedder=RandomEmbedder())
    except LibraryError as error:
        print(error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a system with users")
def test_a_folder_that_cannot_be_written_is_named(folder: Path, tmp_path: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        path.chmod(0o755)
    command = [sys.executable, "-c", READ_ONLY, str(folder), str(tmp_path / "other")]
    done = subprocess.run(command, capture_output=True, text=True)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == 0, done.stderr
    existing, new = done.stdout.splitlines()
    assert "can't be used as a library" in existing and str(folder) in existing
    assert "can't be used" in new and str(folder / "new") in new
    with opened(folder) as library:
        assert_whole(library, ALPHA, BETA)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
def test_a_new_library_and_its_backup_are_their_owners_alone(folder: Path, tmp_path: Path) -> None:
    with opened(folder) as library:
        library.backup(tmp_path / "copy")
    assert [path.stat().st_mode & 0o077 for path in (folder, tmp_path / "copy")] == [0, 0]
