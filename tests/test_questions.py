"""What a question asks for, and the parts it is made of."""

import pytest

from assistant.questions import analysis as questions
from assistant.questions.analysis import Wants


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("How much did it cost?", Wants.QUANTITY),
        ("In which year did it open?", Wants.DATE),
        ("Who built it?", Wants.PERSON),
        ("Why did it close?", Wants.REASON),
        ("Did it close?", Wants.YES_NO),
        ("Which expert panel did Japan suggest when money ran short?", Wants.NAME),
        # a noun that only stands before another, or behind an auxiliary, isn't what is asked for
        ("What did the price controls of Lisse do to the weavers?", Wants.ANYTHING),
        ("What did the cost accountant find?", Wants.ANYTHING),
        ("Which total war began in 1402?", Wants.NAME),
        ("What does the price rise tell us?", Wants.ANYTHING),
        ("What does the population of Lisse think of the mayor?", Wants.ANYTHING),
        ("What did the council spend the loan on?", Wants.ANYTHING),
        ("What did the king do when the weir broke?", Wants.ANYTHING),
        ("What general rule does Korver state?", Wants.ANYTHING),
        ("What city walls were built?", Wants.ANYTHING),
        ("What day labourers were hired?", Wants.ANYTHING),
        ("How far do the authors agree?", Wants.ANYTHING),
        ("What was the price of salt?", Wants.QUANTITY),
        ("What share of the votes did the guild win?", Wants.QUANTITY),
        ("What proportion voted for the pact?", Wants.QUANTITY),
        ("What is Korver’s age?", Wants.QUANTITY),
        ("What did the flood cost Lisse?", Wants.QUANTITY),
        ("What did the council spend on the quay?", Wants.QUANTITY),
        ("How far is Riga from Lisse?", Wants.QUANTITY),
        ("How much did the guild give to the Trust?", Wants.QUANTITY),
        ("What period does the book cover?", Wants.DATE),
        ("Which king built the mill?", Wants.PERSON),
        ("What is the largest city in the league?", Wants.PLACE),
        ("What was the main reason that the mill closed?", Wants.REASON),
        ("Could you tell me when the mill closed?", Wants.DATE),
    ],
)
def test_the_type_of_answer(question: str, wants: Wants) -> None:
    assert questions.ask(question).wants is wants


def test_a_question_joined_of_two_is_taken_apart_with_its_names() -> None:
    parts = questions.ask("When was the Quad founded, and when was it revived?").parts
    assert parts == ("When was the Quad founded?", "when was the Quad revived?")


def test_a_question_of_each_of_two_is_taken_apart() -> None:
    parts = questions.ask("What did South Korea and Japan each spend on the reactors, and what did they promise?").parts
    assert parts[:2] == ("What did South Korea spend on the reactors?", "What did Japan spend on the reactors?")
    assert len(parts) == 3
    assert questions.ask("What do both authors say about KEDO?").parts == ("What do both authors say about KEDO?",)
