"""Whether passages call a person otherwise than a question does. Sentences made up for these tests."""

import pytest

from assistant.questions.presuming import presumed
from assistant.refusals.offices import miscalled

LISSE = (
    "In 1402 the painter Anna Vries drew the gate of Lisse. Marsh, the mayor of Lisse, paid her nine florins. The "
    "German governor, Otto Korver, was away, and the Dutch foreign minister, Jan Quill, wrote to him."
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What did the architect Anna Vries draw?", "Anna Vries was an architect"),
        ("What did Anna Vries, the baker, draw?", "Anna Vries was a baker"),
        ("Whom did Marsh, the mayor of Bremen, pay?", "Marsh was the mayor of Bremen"),
        ("Why was Marsh mayor of Bremen?", "Marsh was the mayor of Bremen"),
        ("Where was the British governor Otto Korver?", "Otto Korver was the British governor"),
        ("To whom did Prime Minister Jan Quill write?", "Jan Quill was the prime minister"),
    ],
)
def test_one_whom_the_passages_call_otherwise(question: str, told: str) -> None:
    found = miscalled(question, presumed(question), [LISSE])
    assert found is not None
    assert found.clause == told


@pytest.mark.parametrize(
    "question",
    [
        "What did the painter Anna Vries draw?",
        "What did the scholar Anna Vries draw?",  # which a painter may be
        "Whom did Marsh, the mayor of Lisse, pay?",
        "Whom did Mayor Marsh pay?",
        "Where was the governor Otto Korver?",
        "To whom did the minister Jan Quill write?",
        "Who was the architect of the gate?",
        "What did the architect Ida Rook draw?",  # of whom they say nothing
    ],
)
def test_one_whom_they_call_so_or_do_not_call_otherwise(question: str) -> None:
    assert miscalled(question, presumed(question), [LISSE]) is None


@pytest.mark.parametrize(
    "more",
    [
        "Later the architect Anna Vries built a tower.",
        "Anna Vries was trained as an architect in Bremen.",
        "Anna Vries, an architect of towers too, died in 1420.",
    ],
)
def test_one_whom_another_passage_calls_so_may_be_both(more: str) -> None:
    question = "What did the architect Anna Vries draw?"
    assert miscalled(question, presumed(question), [LISSE, more]) is None


def test_another_nation_is_none_of_a_painter() -> None:
    text = "The Spanish painter Ines Roca lived in Lisse."
    assert miscalled("Where did the French painter Ines Roca live?", None, [text]) is None
