"""Files into a library: what is added, what is named, what goes on."""

import hashlib
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.document import Document
from ingest.errors import UnreadableError
from ingest.library import Library
from ingest.pipeline import Progress, find_files, ingest_paths
from tests.documents import make_document
from tests.fakes import WordEmbedder

READ: list[str] = []


def read(path: Path) -> Document:
    READ.append(path.name)
    words = path.read_text()
    if "broken" in words:
        raise UnreadableError(f"{path.name!r} is damaged.")
    document = make_document((path.stem, (words,)), source=path.name)
    return replace(document, sha256=hashlib.sha256(path.read_bytes()).hexdigest(), path=str(path.absolute()))


@pytest.fixture
def library(tmp_path: Path):
    READ.clear()
    with Library.open(tmp_path / "library", embedder=WordEmbedder()) as opened:
        yield opened


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "no.txt").write_text("Not this one.")
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Paper number {number} is about treaties.")
    (folder / "deep" / "6.txt").write_text("A deeper paper.")
    (folder / "bad.txt").write_text("broken")
    return folder


def test_a_folder_is_walked_and_one_bad_file_is_named(library: Library, papers: Path) -> None:
    progress: list[Progress] = []
    report = ingest_paths([papers, papers.parent / "absent.pdf"], library, on_progress=progress.append, read=read)
    result = report.to_json()
    assert len(result["added"]) == 6
    assert {Path(failure["path"]).name for failure in result["failed"]} == {"bad.txt", "absent.pdf"}
    assert len(library.documents()) == 6
    assert [step.done for step in progress] == list(range(1, 8))
    assert {step.total for step in progress} == {7}
    assert sum(step.outcome == "failed" for step in progress) == 1


def test_the_same_files_are_not_even_read_again(library: Library, papers: Path) -> None:
    (papers / "bad.txt").unlink()
    ingest_paths([papers], library, read=read)
    READ.clear()
    assert len(ingest_paths([papers], library, read=read).unchanged) == 6
    assert READ == []


def test_a_changed_file_is_replaced_and_a_copy_changes_nothing(library: Library, papers: Path) -> None:
    ingest_paths([papers], library, read=read)
    (papers / "0.txt").write_text("Paper nought now tells of tariffs.")
    (papers / "copy.txt").write_text((papers / "1.txt").read_text())
    report = ingest_paths([papers], library, read=read)
    assert [Path(path).name for path in report.replaced] == ["0.txt"]
    assert report.added == ()
    assert {Path(path).name for path in report.unchanged} >= {"copy.txt", "1.txt"}
    assert len(library.documents()) == 6
    assert library.full_text("tariffs", 3)


def test_each_file_is_meant_once(papers: Path) -> None:
    files, failures, skipped = find_files([papers, papers / "0.txt", papers])
    assert len(files) == len(set(files)) == 7
    assert failures == skipped == []


def test_what_no_reader_takes_is_skipped_in_folders_and_named_where_it_was_named(
    library: Library, papers: Path
) -> None:
    (papers / "bad.txt").unlink()
    for name in ("fig.png", "deep/table.xlsx", "tool.py"):
        (papers / name).write_bytes(b"\x89")
    report = ingest_paths([papers, papers / "tool.py"], library, read=read)
    assert len(report.added) == 6
    assert [Path(path).name for path in report.skipped] == ["table.xlsx", "fig.png"]
    assert [Path(failure.path).name for failure in report.failed] == ["tool.py"]
    assert set(report.to_json()) == {"added", "replaced", "unchanged", "failed"}


def test_what_word_keeps_beside_an_open_document_is_hidden(library: Library, papers: Path) -> None:
    (papers / "bad.txt").unlink()
    (papers / "~$report.docx").write_bytes(b"\x05Word")
    (papers / "~tide.txt").write_text("A paper on tides.")
    report = ingest_paths([papers], library, read=read)
    assert len(report.added) == 7
    assert report.failed == report.skipped == ()
    assert find_files([papers / "~$report.docx"]).files == [papers / "~$report.docx"]  # named, it is meant


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_has_no_end_is_named_and_never_read(library: Library, papers: Path) -> None:
    os.mkfifo(papers / "pipe.txt")
    (papers / "zero.txt").symlink_to("/dev/zero")
    with (papers / "vast.txt").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of nothing: minutes to hash
    named = [papers / name for name in ("pipe.txt", "zero.txt", "vast.txt")]
    report = ingest_paths([papers, *named], library, read=read)
    failed = {Path(failure.path).name: failure.error for failure in report.failed}
    assert set(failed) == {"bad.txt", "pipe.txt", "zero.txt", "vast.txt"}
    assert "neither a file nor a folder" in failed["pipe.txt"] and "neither" in failed["zero.txt"]
    assert "limit" in failed["vast.txt"]
    assert len(report.added) == 6


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes as a name")
def test_a_name_that_is_no_text_is_named_and_the_others_are_added(library: Library, papers: Path) -> None:
    (papers / "bad.txt").unlink()
    odd = os.fsencode(papers) + b"/caf\xe9.txt"
    with open(odd, "w") as file:  # noqa: PTH123
        file.write("A paper of another time.")
    report = ingest_paths([papers], library, read=read)
    assert len(report.added) == 6
    assert [os.fsencode(failure.path) for failure in report.failed] == [odd]
    assert "isn't UTF-8: rename the file" in report.failed[0].error
    assert len(json.dumps(report.to_json())) > 0


def test_what_nobody_foresaw_of_one_file_stops_no_other(library: Library, papers: Path) -> None:
    def reading(path: Path) -> Document:
        if path.name == "1.txt":
            raise ValueError("embedded null byte")
        document = read(path)
        return replace(document, source=3) if path.name == "2.txt" else document  # type: ignore[arg-type]

    class Picky:
        def __getattr__(self, name: str) -> object:
            return getattr(library, name)

        def add_all(self, documents: list[Document]) -> object:
            if any(document.source == 3 for document in documents):
                raise TypeError("a name is text")
            return library.add_all(documents)

    kept: Any = Picky()
    report = ingest_paths([papers], kept, read=reading)
    failed = {Path(failure.path).name: failure.error for failure in report.failed}
    assert set(failed) == {"bad.txt", "1.txt", "2.txt"}
    assert "embedded null byte" in failed["1.txt"] and failed["2.txt"] == "It can't be kept: a name is text."
    assert len(report.added) == 4


def test_links_that_lead_nowhere_and_pipes_in_folders_are_named(library: Library, papers: Path) -> None:
    (papers / "bad.txt").unlink()
    (papers / "gone.txt").symlink_to(papers / "nowhere.txt")
    (papers / "whole.txt").symlink_to(papers / "0.txt")
    (papers / ".hidden.txt").symlink_to(papers / "nowhere.txt")
    os.mkfifo(papers / "pipe.txt")
    os.mkfifo(papers / "pipe")
    report = ingest_paths([papers, papers / "gone.txt"], library, read=read)
    failed = {Path(failure.path).name: failure.error for failure in report.failed}
    assert set(failed) == {"gone.txt", "pipe.txt"} and len(report.failed) == 2
    assert "leads nowhere" in failed["gone.txt"] and "neither a file nor a folder" in failed["pipe.txt"]
    assert len(report.added) == 6 and [Path(path).name for path in report.skipped] == ["pipe"]


def test_links_are_followed_within_a_folder_and_named_where_they_lead_out_of_it(papers: Path, tmp_path: Path) -> None:
    (papers / "bad.txt").unlink()
    own = [path.name for path in find_files([papers]).files]
    outside = tmp_path / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "private.txt").write_text("A private paper.")
    (outside / "deep" / "more.txt").write_text("More of it.")
    (papers / ".store").mkdir()
    (papers / ".store" / "kept").write_text("A paper kept elsewhere in the folder.")
    links = {
        "kept.txt": papers / ".store" / "kept",  # within the folder, though not to be seen there
        "again.txt": papers / "0.txt",
        "loop": papers,
        "out.txt": outside / "private.txt",
        "out": outside,
        "out.png": outside / "private.txt",
        "round.txt": papers / "round.txt",
    }
    for name, target in links.items():
        (papers / name).symlink_to(target)
    files, failures, skipped = find_files([papers])
    assert sorted(path.name for path in files) == sorted([*own, "kept.txt"])
    assert {Path(failure.path).name for failure in failures} == {"out.txt", "out", "round.txt"} and not skipped
    out = next(failure.error for failure in failures if failure.path.endswith("out.txt"))
    assert str(outside / "private.txt") in out and "give the link by itself" in out
    files, failures, _ = find_files([papers, papers / "out.txt", papers / "out"])
    assert {"private.txt", "more.txt"} <= {path.name for path in files}
    assert len(files) == len(own) + 3 and [Path(failure.path).name for failure in failures] == ["round.txt"]


def test_two_ways_to_write_a_path_are_one_file(papers: Path) -> None:
    files, _, _ = find_files([papers / "0.txt", papers / ".." / papers.name / "0.txt", papers])
    assert len(files) == 7 and files[0] == papers / "0.txt"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look into any folder")
def test_a_folder_that_may_not_be_looked_into_is_named(papers: Path) -> None:
    (papers / "deep").chmod(0)
    try:
        found = find_files([papers])
    finally:
        (papers / "deep").chmod(0o700)
    assert [Path(failure.path).name for failure in found.failures] == ["deep"]
    assert "Permission denied" in found.failures[0].error and len(found.files) == 6
