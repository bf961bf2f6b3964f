"""Whether passages tell otherwise of what a question takes to last or to have ended. Sentences made up for these
tests."""

import pytest

from assistant.questions.presuming import presumed
from assistant.refusals.lasting import lasting, unlasting


def ended(question: str, *sentences: str) -> bool:
    claim = presumed(question)
    assert claim is not None
    return unlasting(claim, sentences)


@pytest.mark.parametrize(
    "text",
    [
        "The guild was dissolved in 1720, and the mill was let.",
        "In 1720 the guild of Lisse was finally abolished.",
        "The guild had ceased to meet by 1720.",
        "The guild no longer owns the mill.",
    ],
)
def test_what_has_ended_does_nothing_still(text: str) -> None:
    assert ended("Why does the guild still own the mill?", text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why does the guild own the mill?", "The guild was dissolved in 1720."),  # of which no lasting is presumed
        ("Why did the guild still own the mill in 1700?", "The guild was dissolved in 1720."),
        ("Why does the guild still own the mill?", "The guild was never dissolved."),
        ("Why does the guild still own the mill?", "The guild still owns it, although its court was dissolved."),
        ("Why does the guild still own the mill?", "The guild survived when the league was dissolved."),
        ("Why does the guild still own the mill?", "The guild lent the mill to the league, which was dissolved."),
    ],
)
def test_what_lasts_or_lasted_then(question: str, text: str) -> None:
    assert not ended(question, text)


def test_what_is_still_done_has_not_ended() -> None:
    text = "The tolls of Lisse are still paid in salt."
    found = lasting("Why are the tolls no longer paid in salt?", [text])
    assert found is not None
    assert found.clause == "the tolls are no longer paid in salt"
    assert lasting("Why does the guild no longer meet?", ["The guild still meets in May."]) is not None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why are the tolls still paid in salt?", "The tolls of Lisse are still paid in salt."),
        ("Why are the tolls no longer paid in salt?", "The tolls are no longer paid in salt, but are still paid."),
        ("Why are the tolls no longer paid in salt?", "The tolls were paid in salt while Lisse was still poor."),
        ("Why does the guild no longer meet?", "The millers still meet in May."),
    ],
)
def test_what_has_ended_or_is_told_of_others(question: str, text: str) -> None:
    assert lasting(question, [text]) is None
