"""Files become documents: canonical text, offsets, structure."""

from pathlib import Path

import pytest

from ingest.document import BlockKind, Document
from ingest.errors import IngestError, UnreadableError, UnsupportedFormatError
from ingest.reading import read_document


def assert_sound(document: Document) -> None:
    """What holds for every document, whatever its format."""
    text = document.text
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(text)
        assert not text[position : block.start].strip(), "text stands outside the blocks"
        position = block.end
    assert not text[position:].strip()
    before = 0
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert before <= sentence.start
        before = sentence.end
    for section in document.sections:
        assert 0 <= section.start < section.end <= len(text)
        if section.parent is not None:
            parent = document.sections[section.parent]
            assert parent.start <= section.start and section.end <= parent.end and parent.level < section.level
    for note in document.notes:
        assert 0 <= note.start <= note.end <= len(text)
        for marker in note.markers:
            assert 0 <= marker.start <= marker.end <= len(text)
            assert not note.start <= marker.start < note.end
    assert [b.offset for b in document.page_breaks] == sorted({b.offset for b in document.page_breaks})


def test_the_chapter_has_its_headings_notes_and_metadata(real_documents: Path) -> None:
    document = read_document(real_documents / "000_eff36822e14f57e6.txt")
    assert_sound(document)
    assert len(document.sections) == 11
    assert [section.level for section in document.sections] == [1, 1, 1, 1, 2, 3, 3, 2, 3, 1, 1]
    assert len(document.notes) == 35
    assert all(len(note.markers) == 1 for note in document.notes)
    assert {n.number: n.refers_to for n in document.notes if n.refers_to} == {
        "8": "5", "9": "5", "19": "5", "24": "18", "33": "31", "34": "18", "35": "7"
    }  # fmt: skip
    by_number = {note.number: note for note in document.notes}
    for note in document.notes:
        if note.refers_to:
            target = by_number[note.refers_to]
            assert note.full_reference == document.text[target.start : target.end]
    metadata = document.metadata
    assert metadata.authors == ("Kristi Govella",)
    assert metadata.editors == ("Shin-Wha Lee", "Jagannath Panda")
    assert metadata.doi == "10.4324/9781003379928-6"
    assert (metadata.year, metadata.licence, len(metadata.isbn), metadata.type) == (
        2024,
        "CC BY-NC-ND 4.0",
        3,
        "chapter",
    )
    assert metadata.title is not None and metadata.title.startswith("The Role of the United Nations")
    assert metadata.container is not None and metadata.container.startswith("The United Nations, Indo-Pacific")


def test_the_repository_page_keeps_its_labels_out_of_the_prose(real_documents: Path) -> None:
    document = read_document(real_documents / "003_4eb57e9dcdc04b7c.txt")
    assert_sound(document)
    prose = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.PARAGRAPH]
    assert len(prose) == 1 and prose[0].startswith("For Japan, security")
    assert document.sections == ()
    metadata = document.metadata
    assert metadata.authors == ("Sheldon W. Simon",)
    assert (metadata.container, metadata.issue, metadata.year) == ("Korean Journal of Defense Analysis", "2", 1999)
    assert metadata.type == "article-journal"


MARKDOWN = """---
title: A Small Study
author: [Aiko Mori, Ben Ito]
date: 2021
---

# Beginnings

The first claim.[^1] The second claim.[^2]

## Details

A later claim.[^3]

[^1]: Aiko Mori, *A Book* (Tokyo: Press, 2001), p. 3.
[^2]: Ibid., p. 9.
[^3]: Mori, n. 1.
"""


def test_markdown_notes_are_linked_and_resolved(tmp_path: Path) -> None:
    path = tmp_path / "study.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    document = read_document(path)
    assert_sound(document)
    assert document.metadata.authors == ("Aiko Mori", "Ben Ito")
    assert [(s.title, s.level, s.parent) for s in document.sections] == [("Beginnings", 1, None), ("Details", 2, 0)]
    assert [n.refers_to for n in document.notes] == [None, "1", "1"]
    assert all(len(n.markers) == 1 for n in document.notes)
    first = document.notes[0].markers[0]
    assert document.text[: first.start].endswith("The first claim.")


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.txt", b"", UnreadableError),
        ("empty.docx", b"", UnreadableError),
        ("broken.docx", b"PK\x03\x04 but no more", UnreadableError),
        ("wrong.docx", b"just text", UnreadableError),
        ("binary.txt", bytes(range(256)) * 20, UnreadableError),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), UnreadableError),
        ("blank.md", b"  \n\n ", UnreadableError),
        ("thing.xyz", b"text", UnsupportedFormatError),
    ],
)
def test_what_cannot_be_read_is_named_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, error: type[IngestError]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read_document(path)
    assert name in str(caught.value) and "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"nowhere\.txt"):
        read_document(tmp_path / "nowhere.txt")
