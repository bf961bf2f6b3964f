"""Questions about a document itself, answered from its metadata."""

from assistant.lookups import about
from ingest.document import Metadata
from tests.asking import ask
from tests.fakes import make_document
from tests.test_documents_meant import BROWN, GREEN


def test_a_question_about_the_document_is_answered_from_its_metadata_where_it_stands() -> None:
    document = make_document(
        "Trade of Lisse\n\nJournal of Harbours\n\nThe harbour opened in 1874.",
        metadata=Metadata(title="Trade of Lisse", container="Journal of Harbours"),
    )
    answer = ask("In which journal did the article appear?", document)
    assert answer.claims[0].text == "Published in: Journal of Harbours"
    assert answer.citations[0].quote == "Journal of Harbours"
    refused = ask("What is the DOI of the article?", document)
    assert not refused.answered
    assert "DOI" in refused.text


def test_metadata_are_asked_for_only_where_one_document_is_meant() -> None:
    assert about.answer("Which journal?", [GREEN, BROWN]) is None
    assert about.field_asked("How did the war end?") is None


LISSE = make_document(
    "Tolls of Lisse\n\nAnna Vries\n\nThe guild wrote a Charter of Tolls.[^1]\n\n"
    "[1] Ben Smit, The Ruin of the Northern Fleet (Riga: Quay, 1931), p. 4.",
    metadata=Metadata(title="Tolls of Lisse", authors=("Anna Vries",)),
    notes=True,
)


def test_who_wrote_another_work_is_not_answered_with_the_documents_author() -> None:
    for question in ("Who wrote this chapter?", "Who wrote Tolls of Lisse?", "Who is the author of the book on tolls?"):
        assert about.answer(question, [LISSE]) is not None
    for question in (
        "Who wrote the Charter of Tolls?",
        "Who wrote the report Ruin in Riga?",
        "Who wrote the letters to Bremen?",
        "Who is the author of the constitution?",
    ):
        assert about.answer(question, [LISSE]) is None


def test_who_wrote_a_work_that_a_note_cites_is_answered_with_the_reference() -> None:
    answer = ask("Who wrote the book The Ruin of the Northern Fleet?", LISSE)
    assert answer.text.startswith("Note 1: Ben Smit, The Ruin of the Northern Fleet (Riga: Quay, 1931)")
    assert "Note 1" not in ask("Who wrote The Northern Fleet of Bremen?", LISSE, least=0.0).text
