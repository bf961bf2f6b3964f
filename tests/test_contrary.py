"""Whether sentences tell of another, of fewer or of a lower rank what a question takes for granted. Sentences made up
for these tests."""

import pytest

from assistant.questions.presuming import presumed
from assistant.refusals import contrary
from assistant.refusals.premises import examine


def denied(question: str, *sentences: str) -> bool:
    claim = presumed(question)
    assert claim is not None
    return contrary.told(claim, sentences[:2], sentences)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did all the millers sign the petition?", "Only half of the millers signed the petition."),
        ("Why did most millers sign the petition?", "Only 11 per cent of the millers signed the petition."),
        ("When did Bremen become the largest donor of the league?", "In 1402 Bremen became the third largest donor."),
        ("Why was Lisse granted the richest market?", "Lisse was granted the second-richest market of the coast."),
        (
            "Why did the ropemakers ask Bremen to close the canal to the millers?",
            "The millers asked Bremen to close the canal to the ropemakers.",
        ),
    ],
)
def test_what_is_told_of_another_of_fewer_or_of_a_lower_rank(question: str, text: str) -> None:
    assert denied(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did half the millers sign the petition?", "Only half of the millers signed the petition."),
        ("Why did the millers sign the petition?", "Only half of the millers signed the petition."),
        ("How many of the millers signed the petition?", "Of the nine millers most signed it, and all met."),
        ("How many of the millers of Lisse signed the petition?", "All the millers of Lisse signed the petition."),
        ("When did Bremen become the third largest donor?", "In 1402 Bremen became the third largest donor."),
        ("When did Bremen become the largest donor?", "In 1402 Bremen became the largest donor, before Lisse."),
        ("When did Bremen become the largest donor?", "Bremen gave most, and Lisse was the third largest donor."),
        ("Why did the millers sue the ropemakers?", "In 1402 the millers sued the ropemakers over the weir."),
    ],
)
def test_what_is_told_as_presumed(question: str, text: str) -> None:
    assert not denied(question, text)


def test_another_sentence_may_say_it() -> None:
    third = "In 1402 Bremen became the third largest donor."
    assert not denied(
        "When did Bremen become the largest donor?", third, "By 1430 Bremen was the largest donor of all."
    )
    half = "Half the millers signed the petition at first."
    assert not denied(
        "Why did all the millers sign the petition?", half, "In the end all the millers signed the petition."
    )


def test_it_counts_as_denied() -> None:
    claim = presumed("Why did all the millers sign the petition?")
    assert claim is not None
    text = "Only half of the millers signed the petition."
    assert examine(claim, [text], [text], None).denied == 1.0
