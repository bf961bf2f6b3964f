"""What stands around a question and isn't of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chain import build_chain
from assistant.questions.analysis import names_in
from assistant.questions.asking import asked_part, unframed, unordered
from assistant.settings import Settings
from tests.fakes import FakeLibrary, OverlapReranker, make_document


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "I'm writing a paper for my seminar on mills. Why did the guild sell the quay?",
            "Why did the guild sell the quay?",
        ),
        ("Hello, I am new here. When did the mill close?", "When did the mill close?"),
        ("When did the mill close? Thanks in advance.", "When did the mill close?"),
        ("I have been reading about Anna Korver. What did she build?", "What did Anna Korver build?"),
        ("I don't understand Korver's essay. Why does she refuse her share?", "Why does Korver refuse her share?"),
        (
            "I want to compare Korver and Smit. How do they differ on tolls?",
            "How do they differ on tolls (Korver, Smit)?",
        ),
        (
            "My teacher mentioned that the guild split the tolls in two. What was the aim of this split?",
            "The guild split the tolls in two. What was the aim of this split?",
        ),
        (
            "I am writing on mills, and I read that the guild closed the weir; could you tell me why it did so?",
            "The guild closed the weir. Could you tell me why it did so?",
        ),
    ],
)
def test_what_the_asker_says_of_themselves_is_no_part_of_the_question(text: str, asked: str) -> None:
    assert asked_part(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "In 1402 the weavers rose. What happened to Korver?",
        "Korver thought the letter forged. Why?",
        "We judge the dead because we can't describe them otherwise. Who says so?",
        "I'm trying to understand why the mills of Lisse never paid tolls to the guild. What reason is given?",
        "My grandmother came from Lisse. What did Korver do there?",
        "Who was Dr. Vries? What did he build?",
        "I want a summary of the essay.",
        "Why did the guild sell the quay?",
    ],
)
def test_what_a_question_leans_on_is_kept(text: str) -> None:
    assert asked_part(text) == text


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Could you please tell me why the mill closed?", "why the mill closed?"),
        ("I'd like to know when the mill closed", "when the mill closed"),
        ("Does the author say who built the mill?", "who built the mill?"),
        ("Can the mill be opened?", "Can the mill be opened?"),
        ("Tell me about the mill", "Tell me about the mill"),
        ("I need the date of the charter.", "What is the date of the charter."),
        ("Could you please give me the name of the miller?", "What is the name of the miller?"),
        ("I'm looking for the sum that Lisse paid", "What is the sum that Lisse paid"),
        ("Give me the main points of the essay", "Give me the main points of the essay"),
        ("I need the document on mills", "I need the document on mills"),
        ("I want to build the mill", "I want to build the mill"),
        ("Outline how the mill was built", "how the mill was built"),
        ("Describe the mill", "Describe the mill"),
    ],
)
def test_the_words_that_only_ask_to_be_told_are_taken_away(text: str, asked: str) -> None:
    assert unframed(text) == asked


@pytest.mark.parametrize(
    ("text", "asked", "names"),
    [
        ("Identify the miller of Lisse", "the miller of Lisse", ("Lisse",)),
        ("Define a toll", "a toll", ()),
        ("Please list for us the tolls", "the tolls", ()),
        ("Outline what happened at Lisse", "what happened at Lisse", ("Lisse",)),
        ("Does Outline sell tolls?", "Does Outline sell tolls?", ("Outline",)),
        ("Who can identify the miller?", "Who can identify the miller?", ()),
    ],
)
def test_the_verb_that_orders_an_answer_is_no_name_and_says_nothing(
    text: str, asked: str, names: tuple[str, ...]
) -> None:
    assert unordered(text) == asked
    assert names_in(text) == names


@given(st.text(max_size=60))
def test_any_words_can_be_put_around_a_question(text: str) -> None:
    asked = asked_part(f"I am writing a paper. {text}? Why did the mill close?")
    assert asked.endswith("Why did the mill close?")
    assert asked_part(text).strip() or not text.strip()


def test_a_question_behind_a_long_opening_is_searched_by_itself() -> None:
    mills = make_document(
        "# Mills\n\nThe guild sold the quay in 1402 because the river had silted up.", source="mills.txt"
    )
    library: Any = FakeLibrary(mills)
    chain = build_chain(library, Settings(reader=False, judge="none"), reranker=OverlapReranker())
    answer = chain.invoke(
        "I am preparing a long talk on commerce for my evening class. Why did the guild sell the quay in 1402?"
    )
    assert answer.standalone_question == "Why did the guild sell the quay in 1402?"
    assert "silted up" in answer.text
