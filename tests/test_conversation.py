"""Follow-ups made to stand alone by rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Turn
from assistant.conversation import by_rules, leans, standalone


def user(text: str) -> Turn:
    return Turn("user", text)


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (["When did Japan join the UN?"], "And Brazil?", "When did Brazil join the UN?"),
        (["What did the poll of 1990 find?"], "What about 1992?", "What did the poll of 1992 find?"),
        (["When did it rain in 1990?"], "And in 1992?", "When did it rain in 1992?"),
        (["Did Japan leave the League of Nations?"], "Why?", "Why did Japan leave the League of Nations?"),
        (["What is throat cancer?"], "Is it treatable?", "Is throat cancer treatable?"),
        (["What is throat cancer?", "Is it treatable?"], "What about lung cancer?", "Is lung cancer treatable?"),
        (["Who was Sadako Ogata?"], "What did she write?", "What did Sadako Ogata write?"),
        (["Who was Sadako Ogata?"], "What were her views?", "What were Sadako Ogata’s views?"),
        (
            ["What did Japan think of the ASEAN Regional Forum?"],
            "And why was it disappointed with it?",
            "Why was Japan disappointed with ASEAN Regional Forum?",
        ),
        (["When did the Japanese minesweepers sail?"], "How many people sailed with them?", None),
    ],
)
def test_what_is_left_out_is_filled_in(history: list[str], question: str, expected: str | None) -> None:
    found = by_rules(question, [user(text) for text in history])
    if expected is None:
        assert "Japanese minesweepers" in found
    else:
        assert found == expected


def test_a_short_form_finds_its_name_in_the_answer() -> None:
    history = [user("What replaced the failed Cooperation Bill?"), Turn("assistant", "The PKO Law [1].")]
    assert by_rules("When did that law pass?", history) == "When did the PKO Law pass?"


@pytest.mark.parametrize("question", ["When did Japan join the UN?", "What does Simon say about KEDO?", "Who paid?"])
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    history = [user("What is the Quad?"), Turn("assistant", "A group of four.")]
    if question != "Who paid?":
        assert standalone(question, history) == question
    assert standalone(question, ()) == question


def test_leaning_is_seen() -> None:
    assert leans("Why did it leave?")
    assert leans("And Brazil?")
    assert leans("Why?")
    assert not leans("When did the Berlin Wall fall?")


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=80))
def test_any_text_gives_one_line(history: list[str], question: str) -> None:
    found = standalone(question, [user(text) for text in history])
    assert "\n" not in found
    assert bool(found.strip()) or not question.strip()
