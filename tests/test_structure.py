"""From raw blocks to a document: nothing lost or doubled, every offset where it belongs."""

import string
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import BlockKind, Document, Page, RawBlock, RawBox, RawDocument, RawMarker, RawPage
from ingest.structure import build_document, canonical
from tests.test_reading import assert_sound

WORDS = st.text(alphabet=string.ascii_letters + " .,é\u0301\u00ad日本。¹[1]\n\t*#-", min_size=1, max_size=60)


def build(*blocks: RawBlock, **metadata: tuple[str, ...]) -> Document:
    return build_document(RawDocument(blocks, metadata=metadata), sha256="0" * 64, source="x.txt", path="/x.txt")


@st.composite
def raw_blocks(draw: st.DrawFn, kinds: st.SearchStrategy[BlockKind | None]) -> RawBlock:
    text = draw(WORDS)
    kind = draw(kinds)
    inside = st.integers(0, len(text))
    markers = [
        RawMarker(*sorted((draw(inside), draw(inside))), f"n{draw(st.integers(0, 3))}")
        for _ in range(draw(st.integers(0, 2)))
    ]
    pages = [
        RawPage(offset, Page(pdf=draw(st.integers(1, 9))))
        for offset in sorted({draw(inside) for _ in range(draw(st.integers(0, 2)))})
    ]
    boxes = [
        RawBox(*sorted((draw(inside), draw(inside))), 1, 0.0, 0.0, 1.0, 1.0) for _ in range(draw(st.integers(0, 1)))
    ]
    noted = kind is BlockKind.NOTE
    return RawBlock(
        text,
        kind,
        level=draw(st.integers(1, 4)) if kind is BlockKind.HEADING else None,
        note_id=f"n{draw(st.integers(0, 3))}" if noted else None,
        number=draw(st.sampled_from(["1", "2", "*"])) if noted else None,
        markers=tuple(markers),
        pages=tuple(pages),
        boxes=tuple(boxes),
        continues=draw(st.booleans()),
        joiner=draw(st.sampled_from([" ", "", "\n"])),
    )


def letters(text: str) -> Counter[str]:
    return Counter("".join(canonical(text).split()))


@settings(max_examples=150, deadline=None)
@given(st.lists(raw_blocks(st.sampled_from(list(BlockKind))), max_size=12))
def test_nothing_is_lost_or_doubled(blocks: list[RawBlock]) -> None:
    document = build(*blocks)
    assert_sound(document)
    # NFC may join what two blocks hold apart only within a block, so counts are compared block by block.
    assert Counter("".join(document.text.split())) == sum((letters(block.text) for block in blocks), Counter())
    for box in document.boxes:
        assert 0 <= box.start <= box.end <= len(document.text)


@settings(max_examples=150, deadline=None)
@given(st.lists(raw_blocks(st.just(None)), max_size=15))
def test_plain_blocks_keep_every_letter(blocks: list[RawBlock]) -> None:
    document = build(*blocks)
    assert_sound(document)
    assert Counter("".join(document.text.split())) == sum((letters(block.text) for block in blocks), Counter())


def test_paragraphs_cut_by_a_page_are_joined_around_a_caption_and_a_footnote() -> None:
    document = build(
        RawBlock("Method", BlockKind.HEADING, level=1),
        RawBlock(
            "It was cut in the",
            BlockKind.PARAGRAPH,
            pages=(RawPage(0, Page("12", 1)),),
            markers=(RawMarker(3, 3, "a"),),
        ),
        RawBlock("1 A note.", BlockKind.NOTE, note_id="a", number="1"),
        RawBlock("Figure 1 A lake", BlockKind.CAPTION, pages=(RawPage(0, Page("13", 2)),)),
        RawBlock("middle by a page.", BlockKind.PARAGRAPH, continues=True, pages=(RawPage(0, Page("13", 2)),)),
    )
    assert document.text.startswith("Method\n\nIt was cut in the middle by a page.\n\n1 A note.")
    assert [document.page_at(document.text.index(word)) for word in ("cut", "middle", "A note", "Figure")] == [
        Page("12", 1), Page("13", 2), Page("12", 1), Page("13", 2)
    ]  # fmt: skip
    whole = document.text.index("It was"), document.text.index("by a page.") + 10
    assert document.pages_of(*whole) == Page("12–13", 1) and document.pages_of(*whole).cited == "pp. 12–13"
    assert document.pages_of(whole[0], whole[0] + 6) == Page("12", 1)
    note = document.notes[0]
    assert document.text[note.start : note.end] == "A note."
    assert document.text[: note.markers[0].start] == "Method\n\nIt "
    assert [block.paragraph for block in document.blocks] == [None, 1, None, None]


def test_a_resolved_hyphen_leaves_no_space() -> None:
    document = build(
        RawBlock("The secu", BlockKind.PARAGRAPH),
        RawBlock("rity of all.", BlockKind.PARAGRAPH, continues=True, joiner=""),
    )
    assert document.text == "The security of all."


def test_text_is_nfc_with_soft_hyphens_resolved_and_offsets_moved() -> None:
    document = build(
        RawBlock("Cafe\u0301 secu\u00ad\nrity¹ here", BlockKind.PARAGRAPH, markers=(RawMarker(17, 17, "a"),)),
        RawBlock("A note.", BlockKind.NOTE, note_id="a", number="1"),
    )
    assert document.text.startswith("Café security¹ here")
    assert (
        document.text[document.notes[0].markers[0].start - 1] == "¹"
        or document.text[document.notes[0].markers[0].start] == " "
    )


def test_sections_nest_and_end_where_the_next_begins() -> None:
    document = build(
        RawBlock("One", BlockKind.HEADING, level=1),
        RawBlock("Text.", BlockKind.PARAGRAPH),
        RawBlock("One a", BlockKind.HEADING, level=2),
        RawBlock("More.", BlockKind.PARAGRAPH),
        RawBlock("Two", BlockKind.HEADING, level=1),
        RawBlock("Last.", BlockKind.PARAGRAPH),
    )
    assert [(s.title, s.parent) for s in document.sections] == [("One", None), ("One a", 0), ("Two", None)]
    assert document.section_path(document.blocks[3].section) == ("One", "One a")
    assert document.text[document.sections[0].start : document.sections[0].end].endswith("More.")


def test_notes_gathered_at_the_end_belong_to_no_section() -> None:
    document = build(
        RawBlock("One", BlockKind.HEADING, level=1),
        RawBlock("Text.", BlockKind.PARAGRAPH, markers=(RawMarker(5, 5, "a"),)),
        RawBlock("A note.", BlockKind.NOTE, note_id="a", number="1"),
    )
    assert document.blocks[-1].section is None
    assert document.text[document.sections[0].start : document.sections[0].end].endswith("Text.")


def test_numbered_references_that_the_text_calls_for_are_linked() -> None:
    document = build(
        RawBlock("Introduction"),
        RawBlock(
            "It has been shown [2] that lakes are wide, and also [1] that they are deep; nobody doubts either of it."
        ),
        RawBlock("References"),
        RawBlock("[1] A. One, On Depth, 1999."),
        RawBlock("[2] B. Two, On Width, 2001."),
    )
    assert [(note.number, len(note.markers)) for note in document.notes] == [("1", 1), ("2", 1)]
    assert {block.kind for block in document.blocks[-2:]} == {BlockKind.REFERENCE}
