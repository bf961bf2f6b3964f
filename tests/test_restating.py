"""A question that asks two things of one deed: each is asked by itself, of the whole deed."""

import pytest

from assistant.questions.analysis import joined
from assistant.questions.restating import restated


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("When was the mill built, and why?", "Why was the mill built?"),
        (
            "How was the plan of Lisse received, and for what reasons?",
            "For what reasons was the plan of Lisse received?",
        ),
        ("How did the league end and why?", "Why did the league end?"),
        ("What did the council pass in 1802, and on what grounds?", "On what grounds did the council pass in 1802?"),
        ("How much did Lisse pay and why?", "Why did Lisse pay?"),
        ("How many ships were sent to Riga, and why?", "Why were ships sent to Riga?"),
        ("How many ships did Lisse send, and with what result?", "With what result did Lisse send (ships)?"),
    ],
)
def test_what_is_asked_besides_is_asked_of_the_same_deed(question: str, other: str) -> None:
    found = restated(question)
    assert found is not None and found[1] == other
    assert joined(question) == found


def test_two_question_words_before_one_deed_are_two_questions() -> None:
    assert restated("When and why was the mill built?") == ("When was the mill built?", "Why was the mill built?")
    assert restated("Why and how did the league fall?") == ("Why did the league fall?", "How did the league fall?")


@pytest.mark.parametrize(
    "question",
    [
        "When was the mill built?",
        "When and where was the mill built?",
        "When was the mill built, and by whom?",
        "What did it publish, and when?",
        "Who was killed, and why?",
        "What is the toll, and why?",
        "Which town was burnt and when?",
        "What is the toll, who pays it and why?",
        "Who founded the league and how?",
        "When was the mill built and who built it?",
        "How did the law change, and why did it change?",
        "Where did Vries and Smit meet?",
        "How did the league say when and where it would meet?",
    ],
)
def test_one_question_and_two_with_deeds_of_their_own_are_left_as_they_are(question: str) -> None:
    assert restated(question) is None
