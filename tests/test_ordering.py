"""Whether one thing was before another, or more: both are asked for, quoted, and set in order."""

import pytest

from assistant.questions.comparing import sides
from tests.asking import ask
from tests.fakes import make_document

TOWN = make_document(
    "The Guild of Lisse was founded in 1402.\n\nBirds came every winter.\n\n"
    "The Watch was founded in 1393 by Anna Vries.\n\nThe nave is 41 metres high.\n\nThe choir is 27 metres high.\n\n"
    "Lisse sent 40 ships to Riga.\n\nBremen sent twelve ships to Riga.",
    source="town.txt",
)


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "Was the Guild founded before the Watch?",
            "When was the Guild founded?",
            "When was the Watch founded?",
        ),
        (
            "Was the pump book printed before the school was opened?",
            "When was the pump book printed?",
            "When was the school opened?",
        ),
        (
            "Did Lisse join the League earlier than Bremen?",
            "When did Lisse join the League?",
            "When did Bremen join the League?",
        ),
        ("Did Vries die after Smit did?", "When did Vries die?", "When did Smit die?"),
        ("Is the nave taller than the choir?", "How tall is the nave?", "How tall is the choir?"),
        (
            "Did Lisse send more ships to Riga than Bremen?",
            "How many ships did Lisse send to Riga?",
            "How many ships did Bremen send to Riga?",
        ),
        (
            "How many more ships did Lisse send to Riga than Bremen?",
            "How many ships did Lisse send to Riga?",
            "How many ships did Bremen send to Riga?",
        ),
        (
            "How many more weavers than dyers lived in Lisse?",
            "How many weavers lived in Lisse?",
            "How many dyers lived in Lisse?",
        ),
    ],
)
def test_what_is_before_or_more_is_asked_of_both(question: str, first: str, second: str) -> None:
    found = sides(question)
    assert found is not None and found.questions == (first, second)


@pytest.mark.parametrize(
    "question",
    [
        "Was the mill closed before the war?",
        "Did Vries resign before the vote was taken in 1402?",
        "Was Vries asked to leave before Easter?",
        "Was the charter signed after 1402?",
        "Was Vries elected before the flood?",
        "Was the law repealed before it took effect?",
        "Was Vries arrested before Operation Herring?",
        "Was the bridge longer than expected?",
        "Did Lisse have more ships than it needed?",
        "Did more people vote than in 1402?",
        "Did Vries write about this before Smit?",
        "Was the mill built before or after the barn?",
    ],
)
def test_what_has_no_like_beside_it_is_one_question(question: str) -> None:
    assert sides(question) is None


@pytest.mark.parametrize(
    ("question", "verdict", "quotes"),
    [
        (
            "Was the Guild of Lisse founded before the Watch?",
            "No: ",
            {"The Guild of Lisse was founded in 1402.", "The Watch was founded in 1393 by Anna Vries."},
        ),
        (
            "Was the Guild of Lisse founded after the Watch?",
            "Yes: ",
            {"The Guild of Lisse was founded in 1402.", "The Watch was founded in 1393 by Anna Vries."},
        ),
        (
            "Is the nave higher than the choir?",
            "Yes: ",
            {"The nave is 41 metres high.", "The choir is 27 metres high."},
        ),
        (
            "Did Lisse send fewer ships to Riga than Bremen?",
            "No: ",
            {"Lisse sent 40 ships to Riga.", "Bremen sent twelve ships to Riga."},
        ),
        (
            "How many more ships did Lisse send to Riga than Bremen?",
            "",
            {"Lisse sent 40 ships to Riga.", "Bremen sent twelve ships to Riga."},
        ),
    ],
)
def test_both_sides_are_quoted_behind_what_they_decide(question: str, verdict: str, quotes: set[str]) -> None:
    answer = ask(question, TOWN, least=0.0)
    assert {citation.quote for citation in answer.citations} == quotes
    assert [label for label in ("Yes: ", "No: ") if answer.text.startswith(label)] == [verdict] * bool(verdict)


def test_one_sentence_that_sets_the_two_in_order_is_enough() -> None:
    document = make_document("The Guild was founded before the Watch.\n\nThe Watch kept the gate.", source="lisse.txt")
    answer = ask("Was the Guild founded before the Watch?", document, least=0.0)
    assert answer.text.startswith("Yes: The Guild was founded before the Watch.")


def test_dates_that_are_not_surely_their_own_put_no_yes_before_them() -> None:
    document = make_document(
        "The Guild was perhaps founded in 1402.\n\nThe Watch was founded in 1393.", source="lisse.txt"
    )
    answer = ask("Was the Guild founded before the Watch?", document, least=0.0)
    assert len(answer.citations) == 2 and not answer.text.startswith(("Yes", "No"))


def test_one_sentence_that_dates_both_is_told_where_neither_is_told_by_itself() -> None:
    document = make_document(
        "Tolls were also set in the Salt Act, 1402, and the Herring Act, 1398.\n\nBirds came.", source="l.txt"
    )
    answer = ask("Was the Herring Act passed before the Salt Act?", document, least=0.3)
    assert [citation.quote for citation in answer.citations] == [
        "Tolls were also set in the Salt Act, 1402, and the Herring Act, 1398."
    ]
