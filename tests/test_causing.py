"""What a question of a cause takes for granted. Sentences made up for these tests."""

import pytest

from assistant.questions.presuming import presumed


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("What led Bremen to leave the league?", "Bremen left the league."),
        ("What finally persuaded the guild of Lisse to sell the mill?", "The guild of Lisse sold the mill."),
        ("What prompted Orla to step up the tolls in 1402?", "Orla stepped up the tolls in 1402."),
        ("What drives Korver to doubt the letter?", "Korver doubts the letter."),
        ("What made Bremen leave the league?", "Bremen left the league."),
        ("What made Bremen such a loyal friend of the league?", "Bremen was such a loyal friend of the league."),
        ("What makes the harbour so busy?", "The harbour is so busy."),
        ("Why was Anna Vries chairwoman of the bank?", "Anna Vries was chairwoman of the bank."),
        ("Why was the summer of 1402 hotter than that of 1401?", "The summer of 1402 was hotter than that of 1401."),
        ("Why was the headquarters moved to Lisse?", "The headquarters was moved to Lisse."),
    ],
)
def test_a_cause_is_asked_of_a_deed_or_of_what_a_thing_is(question: str, claim: str) -> None:
    found = presumed(question)
    assert found is not None
    assert found.claim == claim


@pytest.mark.parametrize(
    "question",
    [
        "What led to the war?",
        "What led the way to reform?",
        "What caused the opposition to reform?",
        "What caused the fall of Lisse?",
        "What led the council to be so slow?",
        "What led him to think so?",
        "What made the toll limit lasting?",
        "What made them?",
        "Why was it so?",
        "Why was the mill?",
    ],
)
def test_nothing_is_taken_for_granted_where_no_deed_can_be_told(question: str) -> None:
    assert presumed(question) is None
