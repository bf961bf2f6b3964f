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
