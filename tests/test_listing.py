"""Lists: the items that a sentence announces follow it, whatever stands between them."""

from typing import Any

import pytest

from assistant.answer import Answer
from assistant.chain import build_chain
from assistant.questions import analysis as questions
from assistant.quotes.leaning import whole_thought
from assistant.quotes.listing import announced, announcing
from assistant.settings import Settings
from ingest.document import BlockKind, Document, RawBlock, RawDocument
from ingest.structure import build_document
from tests.fakes import FakeLibrary, OverlapReranker, make_document

PARAGRAPH, ITEM, NOTE, HEADING = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.NOTE, BlockKind.HEADING


def made(*blocks: tuple[str, BlockKind] | RawBlock) -> Document:
    raw = tuple(one if isinstance(one, RawBlock) else RawBlock(*one) for one in blocks)
    return build_document(RawDocument(raw, {}), sha256="0" * 64, source="list.txt", path="list.txt")


def items(document: Document, start: str) -> list[str]:
    [sentence] = [one for one in document.sentences if document.text[one.start : one.end].startswith(start)]
    return [document.text[one.start : one.end] for one in announced(document, sentence)]


def ask(question: str, document: Document) -> Answer:
    library: Any = FakeLibrary(document)
    settings = Settings(judge="none", reader=False, min_confidence=0.0)
    return build_chain(library, settings, reranker=OverlapReranker()).invoke(question)


TOLLS = made(
    ("The following tolls are due in the harbour of Lisse.", PARAGRAPH),
    RawBlock("The guild kept a book of them.", NOTE, note_id="1", number="1"),
    ("* the toll of the quay", ITEM),
    ("* the toll of the crane, which foreign", ITEM),
    ("ships paid twice", PARAGRAPH),
    ("* the toll of the weir", ITEM),
    ("Nobody paid them all.", PARAGRAPH),
)


def test_a_note_or_a_torn_line_at_the_end_of_a_page_does_not_end_a_list() -> None:
    assert items(TOLLS, "The following") == [
        "* the toll of the quay",
        "* the toll of the crane, which foreign",
        "ships paid twice",
        "* the toll of the weir",
    ]
    assert items(TOLLS, "Nobody") == []


@pytest.mark.parametrize(
    "announcement", ["The following years were quiet.", "Most towns agreed.", "The guild followed."]
)
def test_a_sentence_that_announces_nothing_has_no_list(announcement: str) -> None:
    assert items(made((announcement, PARAGRAPH), ("* quays", ITEM), ("* weirs", ITEM)), announcement) == []


@pytest.mark.parametrize(
    "numbered",
    [
        ("1. The quay of stone.", "2. The quay of wood."),
        ("(a) The quay of stone.", "(b) The quay of wood."),
        ("i. The quay of stone.", "ii. The quay of wood."),
    ],
)
def test_paragraphs_numbered_from_the_first_are_items(numbered: tuple[str, str]) -> None:
    one, two = numbered
    assert items(made(("Two quays emerge (Table 2):", PARAGRAPH), (one, PARAGRAPH), (two, PARAGRAPH)), "Two") == [
        one,
        two,
    ]


def test_sentences_of_one_paragraph_numbered_from_the_first_are_items() -> None:
    text = "1. The quay of stone. 2. The quay of wood. Ships came."
    document = made(("Two quays emerge:", PARAGRAPH), (text, PARAGRAPH))
    assert items(document, "Two quays") == ["1. The quay of stone.", "2. The quay of wood."]


def test_of_terms_with_their_definitions_the_terms_are_the_items() -> None:
    document = made(
        ("The following ranks are known in the guild.", PARAGRAPH),
        ("master", ITEM),
        ("Whoever owns a crane. There were nine of them in 1902.", ITEM),
        ("journeyman", ITEM),
        ("Whoever works at one.", ITEM),
        ("1", ITEM),
        ("The book of the guild has more.", ITEM),
    )
    assert items(document, "The following") == ["master", "journeyman"]


def test_the_rows_of_a_table_are_items() -> None:
    document = made(
        ("The following quays are kept by the guild.", PARAGRAPH),
        ("Quay\tTown\nNorth\tLisse\nSouth\tBremen", BlockKind.TABLE),
    )
    assert items(document, "The following") == ["North\tLisse", "South\tBremen"]
    answer = ask("What are the quays kept by the guild?", document)
    assert "Quay: North; Town: Lisse. [2][3] Quay: South; Town: Bremen." in answer.text
    assert "North" not in ask("Does the guild keep the following?", document).text


def test_an_item_of_few_words_comes_after_what_announces_it() -> None:
    [item] = [one for one in TOLLS.sentences if "crane" in TOLLS.text[one.start : one.end]]
    found = announcing(TOLLS, item)
    assert found is not None and TOLLS.text[found.start : found.end].startswith("The following")
    answer = ask("Is there a crane which foreign towns use?", TOLLS)
    assert answer.text.startswith("The following tolls are due in the harbour of Lisse. [1] the toll of the crane")


def test_a_list_that_is_asked_for_is_the_whole_answer() -> None:
    document = made(
        ("Most of the tolls of Lisse were paid late.", PARAGRAPH),
        ("Three tolls of Lisse are due:", PARAGRAPH),
        *((f"The {name} toll is paid in May.", ITEM) for name in ("quay", "crane", "weir")),
    )
    answer = ask("What are the tolls of Lisse that are due?", document)
    assert [citation.quote.split()[1] for citation in answer.citations] == ["tolls", "quay", "crane", "weir"]


def test_a_list_right_below_a_heading_is_announced_by_it() -> None:
    document = made(
        RawBlock("Duties of the guild", HEADING, level=1),
        ("* Sweep the quay of the guild.", ITEM),
        ("* Feed the poor.", ITEM),
        RawBlock("Feasts", HEADING, level=1),
        ("The watch of Lisse drank at the feasts of its guild.", PARAGRAPH),
    )
    answer = ask("What are the duties of the guild?", document)
    assert answer.text == "Sweep the quay of the guild. [1] Feed the poor. [2]"
    assert "Feed" not in ask("What are the feasts of the watch?", document).text


def test_what_happened_in_a_time_is_told_year_by_year() -> None:
    lively = "The 1470s were a lively time for the guild."
    years = ["In 1472, it built a hall.", "In 1475, Bremen joined it.", "By May 1478 it had ships."]
    document = make_document(" ".join((lively, *years, "In 1490 it failed. Birds came.")))

    def told(question: str) -> list[str]:
        found = whole_thought(document, document.sentences[0], questions.ask(question))
        return [document.text[one.start : one.end] for one in found]

    assert told("What happened in the guild in the 1470s?") == [lively, *years]
    assert told("When was the guild lively in the 1470s?") == [lively]
    assert told("What was the guild like?") == [lively]
    assert told("What happened in the guild in the 1480s?") == [lively]


def test_one_year_alone_is_no_telling_year_by_year() -> None:
    document = make_document("The 1470s were a lively time. In 1472, it built a hall. Bremen joined in 1475.")
    found = whole_thought(document, document.sentences[0], questions.ask("What happened in the 1470s?"))
    assert len(list(found)) == 1
