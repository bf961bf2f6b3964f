"""What questions take for granted within their noun phrases."""

import pytest

from assistant.questions.noun_phrases import claims_within


@pytest.mark.parametrize(
    ("question", "claims"),
    [
        ("What became of the treaty that Bremen signed in 1402?", ["Bremen signed the treaty in 1402"]),
        ("Who wrote the charter which Lisse lost at sea?", ["Lisse lost the charter at sea"]),
        ("Who led the ships that left for Riga in May?", ["the ships left for Riga in May"]),
        ("How many casks did the ships that left for Riga in May carry?", ["the ships left for Riga in May"]),
        ("What followed Bremen’s withdrawal from the league in 1402?", ["Bremen withdrew from the league in 1402"]),
        ("Why was Bremen’s withdrawal from the league so sudden?", ["Bremen withdrew from the league"]),
        ("What came of the defeat of Bremen at Lisse?", ["Bremen was defeated at Lisse"]),
        ("What did Korver think of the abolition of the tolls in 1402?", ["the tolls were abolished in 1402"]),
        ("Why did the refusal of Bremen to pay the toll matter?", ["Bremen refused to pay the toll"]),
        ("What followed Lisse’s rejection of the plan?", ["Lisse rejected the plan"]),
        ("What did Bremen’s dispatch of ships to Riga cost?", ["Bremen dispatched ships to Riga"]),
    ],
)
def test_a_noun_phrase_makes_a_claim(question: str, claims: list[str]) -> None:
    assert [one.clause for one in claims_within(question)] == claims


@pytest.mark.parametrize(
    "question",
    [
        "What became of the treaty?",
        "Who held the view that Bremen signed the treaty?",  # what is held
        "What is the evidence that Bremen burnt the charter?",
        "What was in the cart that Anna was told to stop?",
        "Which house was built in the street that Anna is credited with naming?",
        "What became of the treaty that Bremen never signed?",
        "What followed Bremen’s decision?",
        "Which charter did Lisse and which did Bremen lose?",
    ],
)
def test_where_none_is_made_or_it_cannot_be_told(question: str) -> None:
    assert claims_within(question) == ()
