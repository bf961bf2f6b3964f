"""`pincite add`: what is read, what is left out, what can't be read and what is there already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.samples import sample_paths
from tests.commanding import as_json, pincite


def test_adding_again_changes_nothing(sample_library: Path) -> None:
    report = as_json(sample_library, "add", *sample_paths())
    assert len(report["unchanged"]) == len(sample_paths())
    assert report["added"] == report["replaced"] == report["failed"] == []


def test_a_folder_without_anything_to_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    _, error = pincite(tmp_path / "library", "add", tmp_path / "bare")
    assert "nothing that can be read" in error and "bare" in error


def test_adding_a_folder_leaves_out_what_is_of_other_kinds_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "log.txt").write_text("The brig sailed to Riga in 1811 with a load of hemp.", encoding="utf-8")
    for name in ("a.png", "b.png", "c.zip", "d.exe"):
        (folder / name).write_bytes(b"\x89")
    out, error = pincite(tmp_path / "library", "add", folder, "--json")
    report = json.loads(out)
    assert set(report) == {"added", "replaced", "unchanged", "failed"}
    assert len(report["added"]) == 1 and report["failed"] == []
    assert "Left out: 'a.png', 'b.png', 'c.zip' and 1 more, 4 files of kinds" in error
    assert "'c.zip' can't be read" in pincite(tmp_path / "library", "add", folder / "c.zip", status=1)[1]


def test_an_empty_path_is_wrong_usage_and_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log.txt").write_text("The brig sailed to Riga in 1811.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "empty" in pincite(tmp_path / "library", "add", "", status=2)[1]
    assert not (tmp_path / "library").exists()


def test_bad_files_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(
        "A Good Text\n\nThe treaty was signed in 1951 by the two states.", encoding="utf-8"
    )
    (folder / "empty.txt").write_bytes(b"")
    (folder / "zero.docx").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    missing = tmp_path / "missing.pdf"
    report = as_json(tmp_path / "library", "add", folder, missing, status=1)
    assert [Path(path["source"] if isinstance(path, dict) else path).name for path in report["added"]] == ["good.txt"]
    failed = {Path(item["path"]).name: item["error"] for item in report["failed"]}
    assert set(failed) == {"empty.txt", "zero.docx", "broken.pdf", "binary.txt", "missing.pdf"}
    for name, error in failed.items():
        assert name in error and "\n" not in error.strip(), error
    assert len(as_json(tmp_path / "library", "list")) == 1


def test_a_copy_under_another_name_is_said_to_be_one(tmp_path: Path) -> None:
    for name in ("log.txt", "copy.txt"):
        (tmp_path / name).write_text("The brig sailed to Riga in 1811 with a load of hemp.", encoding="utf-8")
    library = tmp_path / "library"
    assert "is the same as" not in pincite(library, "add", tmp_path / "log.txt")[1]
    assert "is the same as" not in pincite(library, "add", tmp_path / "log.txt")[1]
    assert "pincite: copy.txt is the same as log.txt (" in pincite(library, "add", tmp_path / "copy.txt")[1]
    assert "'copy.txt' is taken to mean log.txt" in pincite(library, "show", "copy.txt")[1]
    assert "did you mean log.txt" in pincite(library, "remove", "copy.txt", status=1)[1]
