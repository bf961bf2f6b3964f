"""Whose view a sentence gives: the author's own comes first where it is asked for, one that judges for criticism."""

from dataclasses import replace

import pytest

from assistant.quotes.viewpoint import (
    asks_for_assessment,
    asks_for_criticism,
    asks_own_view,
    evaluates,
    judges,
    own,
    reported,
)
from ingest.document import Metadata
from tests.asking import ask
from tests.fakes import make_document

AUTHORS = ("Reyes",)


@pytest.mark.parametrize(
    "question",
    [
        "What does the author think of the mole?",
        "Does the writer himself believe that the mole was needed?",
        "What does Reyes criticise in the plan?",
        "What is the author’s own view of the mole?",
        "According to Reyes, why was it built?",
        "Where do Reyes and Vries part company over the mole?",
    ],
)
def test_what_the_author_thinks_is_asked_for(question: str) -> None:
    assert asks_own_view(question, AUTHORS)


@pytest.mark.parametrize(
    "question",
    ["What does Vries think of the mole?", "What did the guild think?", "Who is the author?", "When did Reyes die?"],
)
def test_what_another_thinks_is_not_the_authors_view(question: str) -> None:
    assert not asks_own_view(question, AUTHORS)


@pytest.mark.parametrize(
    ("text", "is_own", "is_reported"),
    [
        ("I hold that the mole was needless.", True, False),
        ("My own view is that it was needless.", True, False),
        ("We think the mole needless.", True, False),
        ("This article argues that it was needless.", True, False),
        ("Vries argued that the mole was needless.", False, True),
        ("The mole, he argued, was needless.", False, True),
        ("Some hold that the mole was needless.", False, True),
        ("It may be objected that the mole was dear.", False, True),
        ("“I said so”, the mayor wrote of the mole.", False, False),
        ("Reyes argues that the mole was needless.", False, False),
        ("The mole was needless.", False, False),
    ],
)
def test_the_own_voice_and_a_reported_one(text: str, is_own: bool, is_reported: bool) -> None:
    assert own(text) is is_own
    assert reported(text, AUTHORS) is is_reported


def test_of_criticism_only_what_is_done_by_someone_is_asked() -> None:
    assert asks_for_criticism("What does Reyes criticise in the plan?")
    assert asks_for_criticism("What is her criticism of the plan?")
    assert not asks_for_criticism("Was the guild criticised for the attack?")
    assert judges("The plan is one-sided and overlooks the tolls.")
    assert not judges("The plan was made in 1902.")


DOCUMENT = replace(
    make_document(
        "Vries thought of the mole that the guild had no need of it.\n\nI think of the mole as a gift of the guild.\n\n"
        "The plan of Vries counts the tolls of Lisse.\n\nThe plan of Vries overlooks the poor.",
        source="reyes.txt",
    ),
    metadata=Metadata(title="Moles", authors=("Carla Reyes",)),
)


def test_the_authors_own_sentence_answers_what_the_author_thinks() -> None:
    answer = ask("What does the author think of the mole that the guild had?", DOCUMENT, least=0.0)
    assert answer.citations[0].quote == "I think of the mole as a gift of the guild."
    other = ask("What did Vries think of the mole that the guild had?", DOCUMENT, least=0.0)
    assert other.citations[0].quote.startswith("Vries thought of the mole")


def test_a_sentence_that_finds_fault_answers_what_is_criticised() -> None:
    answer = ask("What does Reyes criticise in the plan of Vries?", DOCUMENT, least=0.0)
    assert answer.citations[0].quote == "The plan of Vries overlooks the poor."


@pytest.mark.parametrize(
    "question",
    [
        "How does Reyes judge the mole?",
        "How do Reyes and Vries see the mole?",
        "What does Reyes think of the mole?",
        "What is Reyes’s view of the mole?",
        "How critical is Reyes of the guild?",
        "Does Reyes consider the mole a success?",
        "Is Reyes more hopeful than Vries?",
    ],
)
def test_what_a_thing_is_worth_to_someone_is_asked_for(question: str) -> None:
    assert asks_for_assessment(question)


@pytest.mark.parametrize(
    "question",
    ["How did Lisse build the mole?", "What does Reyes say of the mole?", "How many see it?", "When was it?"],
)
def test_what_was_done_is_no_question_of_worth(question: str) -> None:
    assert not asks_for_assessment(question)


def test_a_sentence_that_says_what_a_thing_is_worth_comes_first_where_that_is_asked_for() -> None:
    assert evaluates("The mole was of limited use.") and evaluates("The plan was flawed.")
    assert not evaluates("The mole was built in 1802.")
    mole = make_document(
        "The mole was built in 1802. The mole was of limited use.",
        source="reyes.txt",
        metadata=Metadata(title="Lisse", authors=("Ana Reyes",)),
    )
    assert "of limited use" in ask("How does Reyes judge the mole?", mole, least=0.0).text
