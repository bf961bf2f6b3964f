"""What a page's layout leaves behind is never an answer."""

import pytest

from assistant.questions import analysis as questions
from assistant.quotes import leads
from assistant.quotes.scraps import is_scrap
from ingest.document import BlockKind, Document, RawBlock, RawDocument
from ingest.structure import build_document
from tests.asking import ask


def made(text: str, kind: BlockKind = BlockKind.PARAGRAPH, language: str | None = None) -> Document:
    told = {"language": [language]} if language else {}
    raw = RawDocument((RawBlock(text, kind),), told)
    return build_document(raw, sha256="0" * 64, source="scrap.txt", path="scrap.txt")


@pytest.mark.parametrize(
    "text",
    [
        "1990 1995 1999 2000",
        "0% 20% 40% 60% 80% 100%",
        "(12.3 represents $12,300,000,000).",
        "[Tolls in guilders (15,982 represents 15,982,000 guilders)]",
        "31.7 44.1 7.3 5.3 7.6 and having at least two cranes in use.",
        "All other tolls. . . . . . . . 3,269 3,165",
        "Chapter of tolls ........ 17",
        "Source: Survey of the guild",
        "Share of total tolls",
        "Tolls (mil. dol.)",
        "% of ships",
    ],
)
def test_heads_figures_units_and_labels_are_scraps(text: str) -> None:
    document = made(text)
    assert is_scrap(document, document.sentences[0])


@pytest.mark.parametrize(
    "text",
    [
        "Tolls fell sharply in May",
        "The quay was built of brick",
        "In 1990, 1995, 1999 and 2000 Lisse paid 3, 4, 5 and 6 guilders.",
        "Lisse held the seat in 1958, 1966, 1971, 1975, 1981 and 1987.",
        "The flag (yellow) represents 12 towns.",
        "No tolls.",
        "He waited.... Nobody came.",
    ],
)
def test_what_says_something_is_no_scrap(text: str) -> None:
    document = made(text)
    assert not is_scrap(document, document.sentences[0])


def test_a_short_line_in_another_language_is_no_scrap() -> None:
    document = made("Die Zölle stiegen im Mai", language="de")
    assert not is_scrap(document, document.sentences[0])


def test_of_a_table_its_head_and_rows_without_heads_are_scraps() -> None:
    document = made("Town\tShips\nLisse\t4\nBremen", BlockKind.TABLE)
    said = {document.text[one.start : one.end]: is_scrap(document, one) for one in document.sentences}
    assert said == {"Town\tShips": True, "Lisse\t4": False, "Bremen": False}
    bare = made("Ships\n4 9\n31 12", BlockKind.TABLE)
    assert all(is_scrap(bare, one) for one in bare.sentences)


def test_where_only_scraps_are_found_nothing_is_answered() -> None:
    assert not ask("What were the tolls in 1999?", made("Tolls in 1999 (mil. dol.)"), least=0.0).answered


def test_a_cell_leads_only_where_its_row_and_heads_have_what_is_asked() -> None:
    document = made("Town\tShips in 1902\nLisse\t41\nBremen\t93", BlockKind.TABLE)
    right = ask("How many ships had Lisse in 1902?", document, least=0.0)
    assert right.text.startswith("41. [1]")
    other = ask("How many cranes and barges were rented out by Lisse to foreigners?", document, least=0.0)
    assert not other.text.startswith("41.")


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("How much was the toll in all?", "4 Contains the tolls of foreign ships.", None),
        ("How much was the toll in all?", "The toll was 4 in all.", "4"),
        ("How many ships had Lisse?", "12 Ships of Lisse came.", "12"),
    ],
)
def test_the_number_of_a_note_is_no_figure(question: str, text: str, words: str | None) -> None:
    assert leads.lead(questions.ask(question), text) == words
