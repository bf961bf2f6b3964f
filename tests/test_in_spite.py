"""Asked why, a sentence that only says in spite of what something else is so gives no reason. Sentences made up."""

import pytest

from assistant.questions import analysis as questions
from assistant.quotes.in_spite import NO_REASON, told_in_spite
from tests.asking import ask
from tests.fakes import make_document

LEFT = "Why did Vries resign?"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why was the weir plan never executed?", "Although the plan was never executed, it shows the river's worth."),
        (LEFT, "The council met, although Vries had resigned."),
        ("Why was the mill never rebuilt?", "Even though the mill was never rebuilt, its wheel is a sight of Lisse."),
    ],
)
def test_a_deed_told_only_in_spite_gives_no_reason(question: str, text: str) -> None:
    assert told_in_spite(questions.ask(question), text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (LEFT, "Although the council begged her to stay, Vries resigned."),
        (LEFT, "Although Vries resigned because of the toll, the council met."),
        (LEFT, "Although Vries resigned for her health, the council met."),
        (LEFT, "Although Vries resigned, citing her health, the council met."),
        (LEFT, "Although Vries resigned when the toll bill was lost in the council, she stayed in Lisse."),
        (LEFT, "Vries resigned; though old, she was hale."),
        ("Why did the plan fail?", "The plan failed, although it had friends."),
        ("Who resigned?", "Although Vries resigned, the council met."),
    ],
)
def test_a_deed_told_with_its_reason_or_by_itself_may_answer(question: str, text: str) -> None:
    assert not told_in_spite(questions.ask(question), text)


def test_a_question_why_is_refused_where_the_deed_is_only_told_in_spite() -> None:
    told = "Although the weir plan was never executed, the weir plan shows the river's worth."
    answer = ask("Why was the weir plan never executed?", make_document(told))
    assert not answer.answered
    assert NO_REASON in answer.text


def test_another_sentence_with_the_reason_answers_all_the_same() -> None:
    told = "Although the weir plan was never executed, the weir plan shows the river's worth."
    reason = "The weir plan was never executed because the town had no money."
    answer = ask("Why was the weir plan never executed?", make_document(f"{told}\n\n{reason}"))
    assert answer.answered
    assert reason in [citation.quote for citation in answer.citations]
