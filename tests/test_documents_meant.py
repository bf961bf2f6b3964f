"""Which documents a question means, by an author or a title, and that it is answered from these."""

from typing import Any

from assistant import retrieval
from assistant.answer import Question
from assistant.chain import build_chain
from assistant.questions import analysis as questions
from ingest.document import Metadata
from tests.asking import PLAIN, ask
from tests.fakes import FakeLibrary, OverlapReranker, make_document

GREEN = make_document(
    "The reactor project was too expensive for every donor.",
    source="green.txt",
    metadata=Metadata(title="Costs", authors=("Ada Green",), year=2001),
)
BROWN = make_document(
    "The reactor project failed because the donors quarrelled.",
    source="brown.txt",
    metadata=Metadata(title="Quarrels", authors=("Ben Brown",), year=2009),
)


def test_a_comparison_gives_each_author_a_say() -> None:
    answer = ask("How do Green and Brown differ on the reactor project?", GREEN, BROWN)
    assert "Green (2001): " in answer.text
    assert "Brown (2009): " in answer.text
    assert {citation.source for citation in answer.citations} == {"green.txt", "brown.txt"}


def test_a_question_for_what_an_author_says_is_answered_from_that_author() -> None:
    answer = ask("What does Brown say about the reactor project?", GREEN, BROWN)
    assert {citation.source for citation in answer.citations} == {"brown.txt"}


def test_a_question_that_names_an_author_is_answered_from_what_that_author_wrote() -> None:
    for question in ("Was Brown right about the reactor project?", "Summarise Brown's view of the project."):
        assert {citation.source for citation in ask(question, GREEN, BROWN).citations} == {"brown.txt"}
    other = make_document("Brown rivers flood. The reactor project stopped there.", source="rivers.txt")
    library: Any = FakeLibrary(GREEN, BROWN, other)
    asked = questions.ask("Was the Brown reactor project stopped?")
    assert retrieval.plan(asked, Question(asked.text), library).where.documents == ()


def test_a_quoted_title_means_its_document_however_short() -> None:
    for question in ("What does 'Quarrels' say about the reactor project?", "What is the point of “Quarrels”?"):
        assert {citation.source for citation in ask(question, GREEN, BROWN).citations} == {"brown.txt"}


def test_nothing_asked_is_not_answered_and_limits_that_leave_no_document_are_named() -> None:
    assert not ask("😀 ?!", GREEN, BROWN).answered
    library: Any = FakeLibrary(GREEN, BROWN)
    chain = build_chain(library, PLAIN, reranker=OverlapReranker())
    answer = chain.invoke(Question("Who stopped the project?", authors=("Nobody",)))
    assert not answer.answered and "limits" in answer.text


def test_a_document_is_meant_by_its_title_in_full() -> None:
    titled = make_document(
        "By Carla Reyes\n\nThe tide turned twice.",
        source="reyes.txt",
        metadata=Metadata(title="Harbours and Silent Rivers: A Study", authors=("Carla Reyes",), year=2011),
    )
    answer = ask("Who wrote Harbours and Silent Rivers?", GREEN, BROWN, titled)
    assert "Carla Reyes" in answer.text
    assert {citation.source for citation in answer.citations} == {"reyes.txt"}
