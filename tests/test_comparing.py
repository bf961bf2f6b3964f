"""Questions that compare two things: each side is asked by itself, and answered."""

import pytest

from assistant.answer import Verdict
from assistant.questions import analysis as questions
from assistant.questions.comparing import sides
from assistant.quotes.alike import of_pair
from ingest.document import BlockKind, Document, RawBlock, RawDocument
from ingest.structure import build_document
from tests.asking import ask
from tests.fakes import make_document


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "How do the duties of the Guild and of the Watch differ?",
            "The duties of the Guild?",
            "The duties of the Watch?",
        ),
        (
            "What is the difference between the charter of Lisse and the charter of Bremen?",
            "What is the charter of Lisse?",
            "What is the charter of Bremen?",
        ),
        ("How did Lisse and Bremen differ on tolls?", "Lisse on tolls?", "Bremen on tolls?"),
        ("How does Lisse differ from Bremen in its tolls?", "Lisse in its tolls?", "Bremen in its tolls?"),
        ("How do Vries and Smit differ from Korver?", "What are Vries and Smit?", "What is Korver?"),
        (
            "Compare the shares of Lisse and Bremen in the costs.",
            "The shares of Lisse in the costs?",
            "The shares of Bremen in the costs?",
        ),
        ("What do the Guild and the Watch have in common?", "What is the Guild?", "What is the Watch?"),
        ("Did Lisse or Bremen spend more on quays?", "Did Lisse spend on quays?", "Did Bremen spend on quays?"),
        (
            "Is the Guild or the Lisse watch the main guardian of the quays?",
            "Is the Guild the main guardian of the quays?",
            "Is the Lisse watch the main guardian of the quays?",
        ),
        ("Which came first, the Guild or the Watch?", "When was the Guild?", "When was the Watch?"),
        (
            "Which quay was larger, the one in Lisse or the one in Bremen?",
            "How large was the quay in Lisse?",
            "How large was the quay in Bremen?",
        ),
        ("Which had a seal, Lisse or Bremen?", "Lisse had a seal?", "Bremen had a seal?"),
    ],
)
def test_each_side_is_a_question(question: str, first: str, second: str) -> None:
    found = sides(question)
    assert found is not None
    assert found.questions == (first, second)
    assert set(found.questions) <= set(questions.ask(question).parts)


@pytest.mark.parametrize(
    "question",
    [
        "Who founded the guild of Lisse and Bremen?",
        "When did the guild and the watch merge?",
        "Did they vote for or against the bill?",
        "Which two towns joined the league?",
        "What is the guild?",
        "Is it true or not?",
        "",
        "or",
        "Compare.",
    ],
)
def test_other_questions_have_no_sides(question: str) -> None:
    assert sides(question) is None


def test_a_sentence_of_each_side_answers() -> None:
    document = make_document(
        "The Guild kept the quay of Lisse clean.\n\nThe Watch guarded the gates of Lisse at night.\n\nBirds came.",
        source="lisse.txt",
    )
    answer = ask("How did the Guild and the Watch of Lisse differ?", document)
    assert {citation.quote for citation in answer.citations} == {
        "The Guild kept the quay of Lisse clean.",
        "The Watch guarded the gates of Lisse at night.",
    }


TABLE = "Town\tGuilders paid\tShips\nLisse\t1,137\t4\nBremen\t407\t9"


def table() -> Document:
    blocks = (
        RawBlock("Lisse and Bremen shared the cost of the quays.", BlockKind.PARAGRAPH),
        RawBlock(TABLE, BlockKind.TABLE),
        RawBlock("Birds came every winter.", BlockKind.PARAGRAPH),
    )
    return build_document(RawDocument(blocks, {}), sha256="0" * 64, source="table.txt", path="table.txt")


def test_a_row_of_a_table_is_read_with_the_heads_of_its_columns_and_cites_both() -> None:
    document = table()
    answer = ask("How many guilders were paid by Bremen?", document, least=0.0)
    assert "Town: Bremen; Guilders paid: 407; Ships: 9." in answer.text
    assert [citation.quote for citation in answer.citations] == ["Bremen\t407\t9", "Town\tGuilders paid\tShips"]
    assert all(document.text[c.start : c.end] == c.quote for c in answer.citations)
    assert [claim.verdict for claim in answer.claims if "Ships" in claim.text] == [Verdict.SUPPORTED]


def test_what_announces_items_brings_their_first_sentences() -> None:
    document = make_document(
        "# Guild\n\nThree duties of the guild matter. The first is the quay. It was swept daily.\n\nThe second is the "
        "watch. The third is the poor of Lisse.\n\nBirds came. The fourth bird sang."
    )
    answer = ask("What are the three duties of the guild that matter?", document)
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == [
        "Three duties of the guild matter.",
        "The first is the quay.",
        "The second is the watch.",
        "The third is the poor of Lisse.",
    ]


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "What did Anna Vries and Ben Smit think of the mole?",
            "What did Anna Vries think of the mole?",
            "What did Ben Smit think of the mole?",
        ),
        (
            "What did Vries make of the mole, and Smit?",
            "What did Vries make of the mole?",
            "What did Smit make of the mole?",
        ),
        (
            "Compare what Vries and Smit made of the mole.",
            "What Vries made of the mole?",
            "What Smit made of the mole?",
        ),
    ],
)
def test_what_two_think_is_asked_of_each(question: str, first: str, second: str) -> None:
    found = sides(question)
    assert found is not None and found.questions == (first, second)


@pytest.mark.parametrize(
    "question",
    [
        "What did Vries and Smit write in 1902?",
        "What did Vries and Smit make in 1902?",
        "What did the guild and the watch think of the mole?",
        "What did Vries say of the mole, and when?",
        "What did Vries think of Lisse and Bremen?",
    ],
)
def test_what_two_did_together_and_what_one_thinks_of_two_is_one_question(question: str) -> None:
    assert sides(question) is None


def test_of_two_neighbours_that_name_the_two_sides_each_answers_its_own() -> None:
    document = make_document(
        "The plan for the mole is kept.\n\nVries was for it. Smit, however, fought it.\n\nVries built in Bremen.",
        source="mole.txt",
    )
    answer = ask("What did Vries and Smit think of the plan for the mole?", document, least=0.0)
    assert [citation.quote for citation in answer.citations] == [
        "Vries was for it.",
        "Smit, however, fought it.",
    ]


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "Which was founded first, the Guild or the Watch?",
            "When was the Guild founded?",
            "When was the Watch founded?",
        ),
        ("Was the Guild or the Watch set up earlier?", "When was the Guild set up?", "When was the Watch set up?"),
        ("Which of the two died first, Vries or Smit?", "When did Vries die?", "When did Smit die?"),
        (
            "Which town joined the league first, Lisse or Bremen?",
            "When did Lisse join the league?",
            "When did Bremen join the league?",
        ),
        (
            "Did Lisse or Bremen join the league later?",
            "When did Lisse join the league?",
            "When did Bremen join the league?",
        ),
        (
            "Which did Vries visit first, Lisse or Bremen?",
            "When did Vries visit Lisse?",
            "When did Vries visit Bremen?",
        ),
        ("Was the mill or the barn first?", "When was the mill?", "When was the barn?"),
        (
            "Was the Chamber of Trade or the Board of Works founded first?",
            "When was the Chamber of Trade founded?",
            "When was the Board of Works founded?",
        ),
    ],
)
def test_which_did_it_first_asks_when_each_did_it(question: str, first: str, second: str) -> None:
    found = sides(question)
    assert found is not None and found.questions == (first, second)


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("Which cost more, the mill or the barn?", "How much did the mill cost?", "How much did the barn cost?"),
        (
            "Which town sent more ships to Riga, Lisse or Bremen?",
            "How many ships did Lisse send to Riga?",
            "How many ships did Bremen send to Riga?",
        ),
        ("Which was more famous, Lisse or Bremen?", "Lisse was famous?", "Bremen was famous?"),
        ("How did Lisse and the other towns differ on tolls?", "Lisse on tolls?", "The other towns on tolls?"),
    ],
)
def test_more_of_something_asks_how_much_of_each(question: str, first: str, second: str) -> None:
    found = sides(question)
    assert found is not None and found.questions == (first, second)


def test_what_two_things_have_in_common_is_told_by_a_sentence_of_both() -> None:
    document = make_document(
        "The Guild of Lisse kept the quay.\n\nThe Watch of Lisse guarded the gate.\n\n"
        "The Guild had money, but the Watch had none.\n\nBoth the Guild and the Watch met in the Lisse hall.",
        source="lisse.txt",
    )
    answer = ask("What do the Guild and the Watch have in common?", document, least=0.0)
    assert [citation.quote for citation in answer.citations] == ["Both the Guild and the Watch met in the Lisse hall."]
    pair = ("the Guild", "the Watch")
    told = "The Guild had money, but the Watch had none."
    assert of_pair(told, "", pair, alike=False) > 0 == of_pair(told, "", pair, alike=True)
    assert of_pair("There too it was poor.", "The Watch. The Guild", pair, alike=True) > 0


def test_a_thing_compared_that_no_document_names_is_said_to_stand_in_none() -> None:
    document = make_document("The Guild of Lisse kept the quay.\n\nBirds came to Lisse in winter.", source="lisse.txt")
    answer = ask("Compare the Guild and the Zwolle Company.", document, least=0.05)
    assert answer.answered and "Zwolle" in (answer.notice or "")
    assert "stands in none of the documents" in (answer.notice or "")
    assert "Birds" not in answer.text
