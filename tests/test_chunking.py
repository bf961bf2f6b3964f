"""Chunks: exact offsets, whole sentences, one section."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chunking import SIZE, chunk_document
from ingest.codec import decode, encode
from ingest.document import BlockKind, ChunkKind, Document
from ingest.reading import read_here
from ingest.sentences import LONGEST
from tests.documents import make_document

words = st.text(alphabet="abc é語.", min_size=1, max_size=60).filter(lambda s: s.strip())
paragraphs = st.lists(st.lists(words, min_size=1, max_size=30).map(". ".join), min_size=1, max_size=4).map(tuple)
documents = st.builds(
    lambda sections, notes: make_document(*sections, notes=tuple(notes)),
    st.lists(st.tuples(words, paragraphs), min_size=1, max_size=4),
    st.lists(words, max_size=3),
)


@given(documents, st.integers(50, 800))
def test_chunks_are_exact_and_in_order(document: Document, size: int) -> None:
    chunks = chunk_document(document, size=size)
    last = 0
    for chunk in chunks:
        assert document.text[chunk.start : chunk.end] == chunk.text
        assert chunk.text == chunk.text.strip() != ""
        assert chunk.id == f"{document.id}:{chunk.start}-{chunk.end}"
        assert last <= chunk.start
        last = chunk.end


@given(documents, st.integers(50, 800))
def test_every_sentence_is_in_one_chunk_whole(document: Document, size: int) -> None:
    chunks = chunk_document(document, size=size)
    for sentence in document.sentences:
        if document.blocks[sentence.block].kind is BlockKind.HEADING:
            continue
        words = document.text[sentence.start : sentence.end].strip()
        holding = [c for c in chunks if c.start < sentence.end and sentence.start < c.end]
        assert len(holding) == 1 and words in holding[0].text


@given(documents, st.integers(50, 800))
def test_only_a_single_sentence_passes_the_size(document: Document, size: int) -> None:
    for chunk in chunk_document(document, size=size):
        if chunk.end - chunk.start > size:
            assert len(list(document.sentences_in(chunk.start, chunk.end))) == 1


@given(documents)
def test_a_chunk_stays_in_its_section(document: Document) -> None:
    for chunk in chunk_document(document):
        touched = {b.section for b in document.blocks if b.start < chunk.end and chunk.start < b.end}
        assert len(touched) == 1
        assert chunk.section == document.section_path(touched.pop())


@given(documents)
def test_a_document_survives_being_stored(document: Document) -> None:
    assert decode(encode(document)) == document


def test_notes_name_the_chunks_they_hang_on_and_stand_apart() -> None:
    document = make_document(("One", ("First claim.", "Second claim.")), notes=("Pan, p. 3.", "Ibid."))
    body, first, second = chunk_document(document)
    assert (body.kind, body.notes) == (ChunkKind.BODY, ("1", "2"))
    assert (first.kind, first.notes, first.text) == (ChunkKind.NOTE, ("1",), "Pan, p. 3.")
    assert (second.kind, second.notes) == (ChunkKind.NOTE, ("2",))


def test_a_long_paragraph_is_cut_evenly() -> None:
    document = make_document(("One", (" ".join(["A sentence of thirty letters now."] * 16),)))
    lengths = [chunk.end - chunk.start for chunk in chunk_document(document, size=SIZE)]
    assert len(lengths) == 2
    assert max(lengths) - min(lengths) < 60


def test_a_page_and_paragraph_are_kept() -> None:
    document = make_document(("One", ("x" * 400 + ".",)), ("Two", ("Last.",)))
    first, last = chunk_document(document)
    assert (first.paragraph, last.paragraph) == (1, 2)
    assert last.page is not None and (last.page.printed, last.page.pdf) == ("ix", 1)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("log.txt", "", ""),
        ("log.md", "A log.\n\n", ""),
        ("log.md", "A log.\n\n```\n", "\n```\n"),
        ("log.md", "# ", "\n"),
    ],
)
def test_a_text_without_stops_makes_no_vast_chunk(tmp_path: Path, name: str, before: str, after: str) -> None:
    words = "a brig came in with hemp and tar " * 700
    (tmp_path / name).write_text(before + words + after, encoding="utf-8")
    document = read_here(tmp_path / name)
    chunks = chunk_document(document)
    assert max(len(chunk.text) for chunk in chunks) <= LONGEST
    assert max(sentence.end - sentence.start for sentence in document.sentences) <= LONGEST
    assert "".join(words.split()) in "".join("".join(chunk.text for chunk in chunks).split())


class Watched(tuple[Any, ...]):
    """A tuple that counts the items taken from it."""

    taken = 0

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            self.taken += 1
            yield item

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        self.taken += len(found) if isinstance(at, slice) else 1
        return found


def test_the_work_grows_with_a_document_and_not_with_its_square() -> None:
    entries = tuple(f"Entry {number} of the log. It is brief." for number in range(300))
    document = make_document(("Log", entries), notes=tuple(f"Pan, p. {number}." for number in range(300)))
    watched = replace(document, notes=Watched(document.notes), sentences=Watched(document.sentences))
    assert chunk_document(watched, size=30) == chunk_document(document, size=30)
    for items in (watched.notes, watched.sentences):
        assert isinstance(items, Watched) and items.taken <= 25 * len(items)


def test_headings_alone_are_still_found() -> None:
    document = make_document(("Only a title", ()))
    assert [chunk.text for chunk in chunk_document(document)] == ["Only a title"]
