"""What a question asks about, without whom it asks to say it; and what a title page answers."""

from dataclasses import replace
from typing import Any

import pytest

from assistant import retrieval
from assistant.answer import Answer, Question
from assistant.chain import build_chain
from assistant.questions import analysis as questions
from assistant.questions.attributing import as_question, topic_of
from assistant.settings import Settings
from assistant.title_page import asks_of_work, tells
from ingest.document import BlockKind, ChunkKind, Document, Metadata
from tests.fakes import FakeLibrary, OverlapReranker, make_document

AUTHORS = frozenset({"lind", "oja-berg"})


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What does Lind say about tolls?", "tolls"),
        ("What does Professor Ada Lind think of the toll at Lisse?", "the toll at Lisse"),
        ("What has Oja-Berg written about tolls?", "tolls"),
        ("Does Lind mention the dike?", "the dike"),
        ("Does Lind say anything about the dike?", "the dike"),
        ("What is Lind’s view of the guild?", "the guild"),
        ("What does Lind's chapter say about the guild?", "the guild"),
        ("What does the chapter say about the guild?", "the guild"),
        ("According to Lind, why did the guild burn?", "Why did the guild burn?"),
        ("Why, in Lind's view, did the guild burn?", "Why did the guild burn?"),
        ("How many ships came, according to the author?", "How many ships came?"),
        ("How does Lind explain the fall of Lisse?", "How is the fall of Lisse explained?"),
        ("Which reasons does Lind give for the fall?", "Which reasons for the fall?"),
        ("What does Lind say happened in 1412?", "What happened in 1412?"),
        ("What does Lind mean by a dike right?", "What is a dike right?"),
        ("What exactly does the author mean by the term “dike right”?", "What is dike right?"),
        ("How does Lind judge the guild?", "the guild"),
        ("How does the author see the guild?", "the guild"),
        ("How critical is Lind of the guild?", "the guild"),
        ("Does Lind consider the dike a success?", "Was the dike a success?"),
        ("Does Oja-Berg regard the toll as legitimate?", "Was the toll legitimate?"),
        ("What does Lind say about Oja-Berg's toll?", "Oja-Berg's toll"),
    ],
)
def test_a_topic_is_asked_about_without_its_author(question: str, topic: str) -> None:
    assert topic_of(question, AUTHORS) == topic


@pytest.mark.parametrize(
    "question",
    [
        "Who is Lind?",
        "What is Lind's position?",
        "What does Lind argue?",
        "Does Lind cite Oja-Berg?",
        "How does Lind judge?",
        "Does Lind agree with Oja-Berg?",
        "What does Lind say about her work?",
        "Why does Lind think that the guild burnt?",
        "When did Lind publish the chapter?",
        "What does Vries say about tolls?",  # nobody's author
        "What does the report say about tolls?",  # one that a document may tell of
        "What does the text of the treaty say about bases?",
        "What does the article on tolls say about ships?",
        "How does the toll figure in Lind's account of the guild?",
        "why did the guild burn the dike, and who paid",
    ],
)
def test_a_question_about_an_author_or_of_nobody_stays_as_it_is(question: str) -> None:
    assert topic_of(question, AUTHORS) == question


def test_a_reader_is_asked_a_question() -> None:
    assert as_question("tolls") == "What about tolls?"
    assert as_question("Why did the guild burn?") == "Why did the guild burn?"


def test_what_is_asked_of_a_work_is_told_from_what_is_asked_of_its_matter() -> None:
    for question in ("Who wrote it?", "Who funded the chapter?", "Which university is Lind at?", "Which DOI has it?"):
        assert asks_of_work(question)
    for question in ("What does the chapter say of the toll?", "Which fund paid for the dike?", "What of Article 9?"):
        assert not asks_of_work(question)
    assert tells("The ferry of Lisse sails at nine.")
    for line in ("The Ferries of Lisse", "Ada Lind", "Department of Tolls, Lisse", "The work was funded by Ada Lind."):
        assert not tells(line)


FUNDED = "The funder of the Open Access version of these Tolls is Ada Lind."
TOLLS = make_document(
    f"The Tolls of Lisse\n\nAda Lind\n\n{FUNDED}\n\nA toll was taken at the bridge from 1412 on.",
    source="tolls.txt",
    metadata=Metadata(title="The Tolls of Lisse", authors=("Ada Lind",)),
)
FERRIES = make_document("Ferries paid no toll at the quay.", source="ferries.txt")


def titled(document: Document) -> Document:
    """The document with the lines of a title page before its text."""
    front = tuple(replace(block, kind=BlockKind.FRONT) for block in document.blocks[:3])
    return replace(document, blocks=(*front, *document.blocks[3:]))


def ask(question: str) -> Answer:
    library: Any = FakeLibrary(titled(TOLLS), FERRIES)
    return build_chain(library, Settings(judge="none", reader=False), reranker=OverlapReranker()).invoke(question)


@pytest.mark.parametrize(
    "question",
    [
        "What does Lind say about the toll?",
        "According to Lind, where was the toll taken?",
        "Does Ada Lind mention the toll?",
    ],
)
def test_the_text_of_an_author_answers_and_not_the_line_that_names_the_author(question: str) -> None:
    answer = ask(question)
    assert [(c.source, c.quote) for c in answer.citations] == [
        ("tolls.txt", "A toll was taken at the bridge from 1412 on.")
    ]
    assert answer.standalone_question == question


def test_a_line_of_the_title_page_answers_what_is_asked_of_the_work() -> None:
    assert FUNDED in [citation.quote for citation in ask("Who is the funder of the Tolls by Ada Lind?").citations]


def test_a_title_page_is_no_passage_for_what_its_title_names() -> None:
    library: Any = FakeLibrary(titled(TOLLS), FERRIES)
    asked = questions.ask("Where were the tolls of Lisse taken?")
    plan = retrieval.plan(asked, Question(asked.text), library)
    [(_, found)] = retrieval.gather(plan, library, 6)
    assert {passage.chunk.kind for passage in found} == {ChunkKind.BODY}
