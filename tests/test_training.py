"""The generator of changed and reworded claims, and the made-up questions."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.training.changes import OPERATIONS, changed
from eval.training.data import best_window, detokenize
from eval.training.questions import declarative, unanswerable
from eval.training.rewordings import REWORDINGS, reworded

SENTENCES = {
    "number": "The council has 15 members and a staff of 1,200 people.",
    "date": "The treaty was signed on 8 September 1951 in San Francisco.",
    "unit": "The pipeline is 300 kilometres long.",
    "name": "The bill was defeated by France and later by Germany.",
    "negation": "The government did not accept the proposal.",
    "antonym": "The assembly accepted the reform.",
    "quantifier": "Most members signed the treaty.",
    "modality": "The council may change its rules.",
    "comparative": "The work took more than 20 years.",
    "role": "The minister said that Korea invaded China that year.",
    "addition": "The council met in Geneva.",
}


@pytest.mark.parametrize("kind", OPERATIONS)
def test_every_operation_changes_a_sentence_at_the_place_it_names(kind: str) -> None:
    sentence = SENTENCES[kind]
    edits = [edit for seed in range(20) if (edit := OPERATIONS[kind](sentence, sentence, Random(seed))) is not None]
    assert len(edits) > 10
    for edit in edits:
        assert edit.text != sentence and edit.kind == kind
        assert edit.text[edit.start : edit.end].strip()


@given(st.text(max_size=200), st.integers(0, 1000))
@settings(max_examples=80, deadline=None)
def test_any_text_can_be_given_to_the_generators(text: str, seed: int) -> None:
    edit = changed(text, text, Random(seed))
    if edit is not None:
        assert 0 <= edit.start <= edit.end <= len(edit.text) and edit.text != text
    assert reworded(text, Random(seed)) != ""
    for rewording in REWORDINGS:
        assert rewording(text, Random(seed)) != text


def test_the_same_seed_makes_the_same_claims() -> None:
    text = "In 1990, Japan, a member of the group, paid 13 billion dollars for the war, which most states supported."
    assert changed(text, text, Random(4)) == changed(text, text, Random(4))
    assert reworded(text, Random(4)) == reworded(text, Random(4))


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        ("Who wrote the report?", "Ogata", "Ogata wrote the report."),
        ("What is the seat of the council?", "New York", "The seat of the council is New York."),
        ("When was the treaty signed?", "in 1951", "The treaty was signed in 1951."),
    ],
)
def test_a_question_and_its_answer_make_a_claim(question: str, answer: str, claim: str) -> None:
    assert declarative(question, answer) == claim


def test_a_question_can_lose_its_answer() -> None:
    context = "the treaty was signed in 1951 by the minister, and the assembly rejected the budget of the council."
    question = "when was the treaty signed by the minister?"
    assert any(unanswerable(question, context, Random(seed)) not in (None, question) for seed in range(10))


def test_treebank_spacing_is_undone() -> None:
    assert (
        detokenize("The state 's seat ( in Bonn ) , it is n't large .") == "The state's seat (in Bonn), it isn't large."
    )


def test_a_long_source_is_cut_to_the_sentences_nearest_to_the_claim() -> None:
    source = (
        "Nothing of note was said here today. " * 50 + "Japan paid for the war. " + "Nothing else happened there. " * 50
    )
    window = best_window("Japan paid for the war.", source, words=60)
    assert "Japan paid for the war." in window and len(window.split()) <= 60
