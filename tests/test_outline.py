"""Which parts a document has, told by its headings where they stand."""

import pytest

from assistant.lookups import outline
from ingest.document import Metadata
from tests.asking import ask
from tests.fakes import make_document

TEXT = "# Tolls of Lisse\n\nAnna Vries\n\n# The Guild\n\nThe guild took tolls.\n\n# The Mill\n\nThe mill turned."
LISSE = make_document(TEXT, source="tolls.md", metadata=Metadata(title="Tolls of Lisse", authors=("Anna Vries",)))


@pytest.mark.parametrize(
    "question",
    [
        "What sections does the chapter have?",
        "Which parts is the article divided into?",
        "How is Vries's article organised?",
        "List the headings of the article",
        "What is the structure of the essay?",
        "Show me the table of contents",
    ],
)
def test_the_headings_tell_which_parts_a_document_has(question: str) -> None:
    answer = ask(question, LISSE)
    assert [citation.quote for citation in answer.citations] == ["# The Guild", "# The Mill"]
    assert [claim.text for claim in answer.claims] == ["The Guild", "The Mill"]


@pytest.mark.parametrize(
    "question",
    [
        "What parts of the mill were rebuilt?",
        "Which sections discuss the guild?",
        "How is the guild's toll paid?",
        "What does the section on the mill say?",
        "Which part is about tolls?",
        "What parts does the mill have?",
    ],
)
def test_a_question_of_what_they_say_is_none_of_which_there_are(question: str) -> None:
    assert outline.answer(question, [LISSE]) is None


def test_headings_are_told_of_the_one_document_meant_where_it_has_any() -> None:
    plain = make_document("The mill turned.", source="mill.txt")
    assert outline.answer("What sections does the chapter have?", [LISSE, plain]) is None
    assert outline.answer("What sections does the chapter have?", [plain]) is None
