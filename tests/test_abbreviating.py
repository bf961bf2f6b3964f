"""Names that a document writes out once and by their initials ever after."""

from typing import Any

import pytest

from assistant import retrieval
from assistant.answer import Question
from assistant.questions import analysis as questions
from assistant.questions.abbreviating import abbreviated, introduces, long_names
from tests.fakes import FakeLibrary, make_document

NAME, SHORT = "Harbour Trade Council", "HTC"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who ran the Harbour Trade Council?", ((NAME, SHORT),)),
        ("Who ran the Harbour Trade Council (HTC)?", ()),
        ("Who ran the Lisse Council?", ()),
        ("Who ran Lisse?", ()),
    ],
)
def test_names_that_may_have_initials(question: str, names: tuple[tuple[str, str], ...]) -> None:
    assert long_names(question) == names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In 1902 the Harbour Trade Council (HTC) met.", True),
        ("In 1902 the Harbour Trade Council (hereafter “HTC”) met.", True),
        ("In 1902 the Harbour Trade Council (HTCX) met with the HTC.", False),
        ("In 1902 the Trade Council (HTC) met.", False),
    ],
)
def test_what_gives_a_name_its_initials(text: str, told: bool) -> None:
    assert introduces(NAME, SHORT, text) is told


def test_each_name_is_followed_by_its_initials_once() -> None:
    assert abbreviated(f"Did the {NAME} close?", [(NAME, SHORT)]) == f"Did the {NAME} ({SHORT}) close?"


@pytest.mark.parametrize(("bracket", "query"), [("(HTC)", f"Who ran the {NAME} (HTC)?"), ("", f"Who ran the {NAME}?")])
def test_a_name_is_searched_for_by_the_initials_that_a_document_gives_it(bracket: str, query: str) -> None:
    document = make_document(f"The {NAME} {bracket} was new.\n\nHeaded by Anna Vries, the HTC wrote the codes.")
    library: Any = FakeLibrary(document)
    asked = questions.ask(f"Who ran the {NAME}?")
    plan = retrieval.plan(asked, Question(asked.text), library)
    assert plan.queries == (query,)
    assert not plan.attributed
