"""Questions suggested from titles and headings that the documents can be asked."""

from dataclasses import replace

from ingest.document import BlockKind
from tests.fakes_web import make_document
from web.suggesting import Outlined, outlined, suggest


def test_a_heading_that_is_a_question_is_asked_as_it_is_and_a_foreign_one_quoted() -> None:
    headings = ((BlockKind.HEADING, "Was ist ein Hafen?"), (BlockKind.HEADING, "Was ist eine Mole?"))
    foreign = make_document((*headings, (BlockKind.HEADING, "Die alten Lotsen")))
    foreign = replace(foreign, metadata=replace(foreign.metadata, language="de"))
    assert suggest([outlined(foreign)]) == ("Was ist eine Mole?", "What is said about “Die alten Lotsen”?")


def test_no_file_name_stands_for_a_title_and_nothing_unrelated_is_compared() -> None:
    bare = make_document(((BlockKind.PARAGRAPH, "Text."),), source="scan__0042.docx")
    bare = replace(bare, metadata=replace(bare.metadata, title=None))
    assert suggest([outlined(bare)]) == ()
    assert not [q for q in suggest([Outlined("Tides of Mirel"), Outlined("Bread in Varn")]) if "differ" in q]


def test_of_several_documents_a_heading_is_asked_of_its_own_by_name() -> None:
    tides = Outlined("Tides of Mirel", ("The bargain of 1802",))
    bread = Outlined("Bread in Varn", ("Die alten Öfen", "Who baked it?"), foreign=True)
    scan = Outlined("", ("Lamps of the quay",))
    assert suggest([tides]) == ("What is said about the bargain of 1802?",)
    assert suggest([tides, bread, scan]) == (
        "What is said about the bargain of 1802 in “Tides of Mirel”?",
        "What is said about “Die alten Öfen” in “Bread in Varn”?",
        "What is said about Lamps of the quay?",
        "Who baked it?",
    )
