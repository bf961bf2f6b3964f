"""Files into a library: what is added, what is named, what goes on."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

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
