"""`pincite list`, `show` and `remove`: what is in the library, and which document a name means."""

from __future__ import annotations

from pathlib import Path

from eval.samples import sample_paths
from tests.commanding import as_json, pincite


def test_list_has_the_contracts_shape(sample_library: Path) -> None:
    items = as_json(sample_library, "list")
    assert len(items) == len(sample_paths())
    for item in items:
        assert {"document", "source", "sha256", "title", "authors", "year", "pages", "chunks"} <= set(item)
        assert item["title"] and item["authors"] and item["chunks"] > 0


def test_show_has_the_contracts_shape(sample_library: Path) -> None:
    for item in as_json(sample_library, "list"):
        shown = as_json(sample_library, "show", item["document"])
        assert {
            "document", "source", "sha256", "title", "authors", "year", "container", "doi", "isbn", "language", "text",
            "sections", "blocks", "notes",
        } <= set(shown)  # fmt: skip
        assert shown["sections"] and shown["notes"]
        for block in shown["blocks"]:
            assert {"kind", "start", "end", "page", "section"} <= set(block)
        for note in shown["notes"]:
            assert {"number", "start", "end", "text", "markers", "refers_to", "full_reference"} <= set(note)
            assert shown["text"][note["start"] : note["end"]] == note["text"]
        assert any(note["full_reference"] for note in shown["notes"]), item["source"]


def test_remove_leaves_nothing(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# A Note\n\nThe zebra fund was founded in 1987.", encoding="utf-8")
    library = tmp_path / "library"
    as_json(library, "add", note)
    pincite(library, "remove", "note.md")
    assert as_json(library, "list") == []
    assert as_json(library, "search", "zebra fund") == []


def test_only_a_whole_name_removes_a_document_and_a_part_is_said_to_be_one(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# The Zebra Fund\n\nThe zebra fund was founded in 1987.", encoding="utf-8")
    library = tmp_path / "library"
    as_json(library, "add", note)
    for part in ("x", "ot", "note", "zebra"):
        assert "ote.md" in pincite(library, "remove", part, status=1)[1] or part == "x"
    taken = "is taken to mean note.md"
    assert taken in pincite(library, "show", "zebra")[1] and taken in pincite(library, "cite", "zebra")[1]
    assert taken in pincite(library, "search", "fund", "--document", "zebra")[1]
    assert taken in pincite(library, "ask", "When was the zebra fund founded?", "--document", "zebra")[1]
    assert taken not in pincite(library, "show", "note.md")[1]
    pincite(library, "remove", as_json(library, "list")[0]["document"][:4])
    assert as_json(library, "list") == []
