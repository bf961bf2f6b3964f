"""Whether sentences tell a deed of others than is presumed. Sentences made up for these tests."""

import pytest

from assistant.questions.noun_phrases import claims_within
from assistant.questions.presuming import presumed
from assistant.refusals import members
from assistant.refusals.premises import examine


def others(question: str, *sentences: str) -> bool:
    claim = presumed(question)
    assert claim is not None
    return members.told(claim, sentences[:2], sentences)


FOUNDED = "In 1402 Bremen, Lisse, Riga and Tallinn founded the league of salt."
APART = "Bremen kept its own toll; Lisse left the league of salt because it feared that the toll would rise."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did Bremen, Lisse, Riga and Danzig found the league of salt?", FOUNDED),
        ("Why did Bremen leave the league of salt?", APART),
        ("Why did Bremen fear that the toll would rise?", APART),
        ("Why did Anna Vries burn the charter of Lisse?", "Anna Vries wept, while Marsh burnt the charter of Lisse."),
    ],
)
def test_a_deed_told_of_others(question: str, text: str) -> None:
    assert others(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did Bremen, Lisse, Riga and Tallinn found the league of salt?", FOUNDED),
        ("Why did Bremen, Lisse and Riga found the league of salt?", FOUNDED),  # some of them
        ("Why did Bremen, Lisse, Riga and Danzig leave the league?", FOUNDED),  # of which it says nothing
        ("Why did Lisse leave the league of salt?", APART),
        ("Why did Bremen keep its own toll?", APART),
        ("Why did Bremen leave the league of salt?", "Bremen left first; Lisse left the league of salt in 1410."),
        ("Why did Japan pay the second sum of money?", "Japan was slow; Kaifu paid the second sum of money in May."),
        ("Why did Lisse pay the second sum of money?", "Lisse and Bremen met, and Lisse paid the second sum of money."),
    ],
)
def test_a_deed_told_of_those_presumed(question: str, text: str) -> None:
    assert not others(question, text)


def test_another_sentence_may_tell_it_of_them() -> None:
    more = "Bremen, too, left the league of salt in 1410."
    assert not others("Why did Bremen leave the league of salt?", APART, more)
    joined = "Later Danzig founded the league anew with Bremen, Lisse and Riga."
    assert not others("Why did Bremen, Lisse, Riga and Danzig found the league of salt?", FOUNDED, joined)


def test_it_counts_as_denied_in_a_noun_phrase_too() -> None:
    (claim,) = claims_within("What became of the league that Bremen, Lisse, Riga and Danzig founded in 1402?")
    assert examine(claim, [FOUNDED], [FOUNDED], None).denied == 1.0
