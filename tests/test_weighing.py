"""What speaks for or against a sentence besides the cross-encoder."""

import pytest

from assistant.questions import analysis as questions
from assistant.quotes.weighing import FINDING, LESSER, weighed
from tests.fakes import make_document

DEPUTY = "The vice-consul in Lisse, Anna Vries, kept the books."
CONSUL = "The consul in Lisse was Jan Korver, and the vice-consul was Anna Vries."


@pytest.mark.parametrize(
    ("question", "text", "against"),
    [
        ("Who was the consul in Lisse?", DEPUTY, LESSER),
        ("Who was the consul in Lisse?", CONSUL, 0.0),
        ("Who was the vice-consul in Lisse?", DEPUTY, 0.0),
        ("Who was the mayor of Lisse?", "The deputy mayor of Lisse was Anna Vries.", LESSER),
        ("Where did the consul live?", DEPUTY, 0.0),
        ("Who wrote of the consul?", "The consul in Lisse was Jan Korver.", 0.0),
    ],
)
def test_a_deputy_is_not_who_holds_the_office(question: str, text: str, against: float) -> None:
    document = make_document(text)
    plain = make_document(text.replace("vice-", "").replace("deputy ", ""))
    asked = questions.ask(question)
    lost = weighed(5.0, asked, plain, plain.sentences[0]) - weighed(5.0, asked, document, document.sentences[0])
    assert lost == against


@pytest.mark.parametrize(
    ("question", "text", "gained"),
    [
        ("What did the survey conclude?", "The survey set out to determine who paid.", -FINDING),
        ("What did the survey conclude?", "The survey concluded that few paid.", FINDING),
        ("What were the findings of Vries?", "Vries sought to explain the silt.", -FINDING),
        ("What did the survey set out to find?", "The survey set out to determine who paid.", 0.0),
        ("Who made the survey?", "The survey set out to determine who paid.", 0.0),
    ],
)
def test_what_was_found_is_not_what_was_looked_for(question: str, text: str, gained: float) -> None:
    document = make_document(text)
    assert weighed(5.0, questions.ask(question), document, document.sentences[0]) == 5.0 + gained
