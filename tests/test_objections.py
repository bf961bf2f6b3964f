"""Which "not" of a sentence is its own, and which is others' or another clause's. Sentences made up for these tests."""

import pytest

from assistant.questions.presuming import presumed
from assistant.refusals.objections import own_words
from assistant.refusals.premises import examine


def denied(question: str, text: str) -> bool:
    claim = presumed(question)
    assert claim is not None
    return bool(examine(claim, [text], [text], None).denied)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Why did Bremen support the plan of Lisse?",
            "Riga did not support the plan of Lisse, and Bremen supported it for the sake of the salt.",
        ),
        (
            "Why did the guild accept women as members?",
            "The objection that women were not accepted as members by other guilds did not stop the guild.",
        ),
        (
            "Why does Korver think the letter is genuine?",
            "Against the doubters, who say the letter is not genuine, Korver thinks that its seal proves it.",
        ),
        (
            "Why did the king trust the council of Lisse?",
            "The king trusted the council of Lisse, which did not trust him.",
        ),
    ],
)
def test_a_not_of_others_or_of_another_clause_denies_nothing(question: str, text: str) -> None:
    assert not denied(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did Riga support the plan of Lisse?", "Riga did not support the plan of Lisse, and Bremen supported it."),
        (
            "Why did Bremen sign the treaty of Lisse?",
            "Bremen signed a draft, but did not sign the treaty of Lisse.",
        ),
        ("Why did Bremen sign the treaty of Lisse?", "Bremen did not sign the treaty of Lisse, as Korver says."),
        ("Why did the guild accept women as members?", "The guild said that it did not accept women as members."),
        ("Why did the council trust the king?", "The king trusted the council, which did not trust the king."),
    ],
)
def test_a_not_of_its_own_does(question: str, text: str) -> None:
    assert denied(question, text)


def test_what_others_hold_is_left_out_to_the_end_of_its_clause() -> None:
    text = "Critics say that the mill was not sold, but it burnt."
    assert own_words(["bremen"], text).split() == [",", "but", "it", "burnt."]
    assert own_words(["critic"], text) == text, "it is the doer who says so"
    assert own_words([], "Critics say that it was sold.") == "Critics say that it was sold."
