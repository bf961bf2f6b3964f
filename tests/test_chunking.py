"""Chunks: exact offsets, whole sentences, one section."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunking import SIZE, chunk_document
from ingest.codec import decode, encode
from ingest.document import BlockKind, ChunkKind, Document
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


def test_headings_alone_are_still_found() -> None:
    document = make_document(("Only a title", ()))
    assert [chunk.text for chunk in chunk_document(document)] == ["Only a title"]
