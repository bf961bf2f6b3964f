"""Who someone is, and what letters stand for, told by the words beside the name."""

import pytest

from assistant.quotes.identity import asks, told, with_initials
from tests.asking import ask
from tests.fakes import make_document


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("Who is Vries?", "Then Dutch prime minister Anna Vries led the talks.", "Dutch prime minister Anna Vries"),
        ("Who was Anna Vries?", "The foreign minister, Anna Vries, spoke in Lisse.", "foreign minister, Anna Vries"),
        ("Who was Smit?", "Smit, a brewer from Lisse, paid the toll.", "Smit, a brewer from Lisse"),
        ("Who was Ben Smit?", "Ben Smit was the first harbour engineer of Lisse, and died young.",
         "Ben Smit was the first harbour engineer of Lisse"),
        ("Who is Korver?", "Former High Commissioner for Harbours Ida Korver chaired it.",
         "Former High Commissioner for Harbours Ida Korver"),
        ("Who was Vries?", "Vries named the quay after the minister.", None),
        ("Who was Vries?", "The Vries government fell, and the minister left.", None),
        ("Who was Vries's minister?", "Vries, a brewer, fell.", None),
        ("Who built the quay?", "Vries, a brewer, built the quay.", None),
        ("What does HTC stand for?", "It joined the Harbour Trade Council (HTC), and left.", "Harbour Trade Council"),
        ("What does HTC stand for?", "It joined the HTC (Harbour Trade Council).", "Harbour Trade Council"),
        ("What does HTC stand for?", "The Harbour Trade Council, or HTC, met.", "Harbour Trade Council"),
        ("What does HTC stand for?", "The HTC, the Harbour Trade Council, met.", "Harbour Trade Council"),
        ("What is HTC short for?", "They call it harbour toll collection (HTC).", "harbour toll collection"),
        ("What is the full name of the LEDO?", "The Lisse Peninsula Energy Organization (LEDO) met.", None),
        ("What is the full name of the LEDO?", "The Lisse Energy Development Office’s (LEDO) site.",
         "Lisse Energy Development Office"),
        ("What does HTC stand for?", "Harbours, tolls, HTC and quays were discussed.", None),
        ("What does HTC stand for?", "The HTC, which met in Lisse, grew.", None),
        ("What does HTC stand for?", "Lisse was in the Union (HTC was not).", None),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_tells_who_or_what_it_is(question: str, text: str, words: str | None) -> None:
    assert told(question, text) == words


def test_a_question_of_something_else_asks_for_no_identity() -> None:
    assert not any(map(asks, ("Who was in Lisse?", "What does Lisse stand for?", "What does HTC do?", "Who is who?")))


TOWN = make_document(
    "The Harbour Trade Council (HTC) met in Lisse.\n\nThe HTC paid for the quay.\n\n"
    "Vries gave Ben Smit the Lisse Prize.\n\nThe prime minister Anna Vries left office in May.",
    source="town.txt",
)


def test_a_name_has_the_initials_in_their_order() -> None:
    assert with_initials("HTC", "In May the Harbour Trade Council met.") == ("Harbour Trade Council", 11)
    assert with_initials("LEDO", "The Lisse Peninsula Energy Development Organization met.") is not None
    assert with_initials("HTC", "The Harbour Council of Trade met with Horst Toll.") is None


def test_who_someone_is_leads_and_no_other_name_does() -> None:
    answer = ask("Who was Vries?", TOWN, least=0.0)
    assert answer.claims[0].text == "Prime minister Anna Vries."
    assert "Smit" not in ask("Who was Vries?", TOWN, least=0.0).claims[0].text


def test_letters_are_told_where_they_are_first_written_out_and_else_refused() -> None:
    answer = ask("What does HTC stand for?", TOWN)
    assert [claim.text for claim in answer.claims] == [
        "Harbour Trade Council.",
        "The Harbour Trade Council (HTC) met in Lisse.",
    ]
    elsewhere = make_document("The HTC met.\n\nLisse joined the Harbour Trade Council in May.", source="b.txt")
    answer = ask("What does HTC stand for?", elsewhere)
    assert answer.claims[0].text == "Harbour Trade Council." and "has its initials" in (answer.notice or "")
    refused = ask("What does HTC stand for?", make_document("The HTC paid for the quay.", source="quay.txt"))
    assert not refused.answered and "writes out what “HTC” stands for" in refused.text
