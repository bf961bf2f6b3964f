"""The cell of a table that a question asks for, in its row."""

from pathlib import Path

import pytest

from assistant.lookups import tables
from assistant.questions import analysis as questions
from ingest.document import Document
from ingest.reading import read_here

TEXT = """# Harbours of the League

The dues that the harbours of the League paid to the common chest, in guilders:

| Harbour | Country | Years | Dues at one time | Chief of the port |
|---|---|---|---|---|
| Lisse | Holland | 1874–1880 | 350 | Anna Korver |
| Riga | Livonia | 1881–1890 | 1,200 | Jan Smit |
| Bremen | Germany | 1874–1890 | 90 | Ida Vries |

# Shares

Each country's share of the budget of the League, in per cent:

| Years | Holland | Germany |
|---|---|---|
| 1874 | 20.5 | 9.8 |
| 1881–1890 | 19.4 | 8.6 |
"""


@pytest.fixture(scope="module")
def league(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path: Path = tmp_path_factory.mktemp("tables") / "league.md"
    path.write_text(TEXT, encoding="utf-8")
    return read_here(path)


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("What were the dues of Riga?", "1,200."),
        ("How many guilders of dues did Bremen pay at one time?", "90."),
        ("Who was chief of the port of Lisse?", "Anna Korver."),
        ("In which country is the harbour of Riga?", "Livonia."),
        ("Which harbour lies in Holland?", "Lisse."),
        ("What share of the budget of the League did Germany pay in 1874?", "9.8."),
        ("What was Holland's share of the budget in 1885?", "19.4."),
        ("What was Holland's share of the budget in 1881–90?", "19.4."),
        ("What was Holland's share of the budget in 1884-85?", "19.4."),
    ],
)
def test_the_cell_of_the_row_and_the_column_that_are_named_answers(league: Document, question: str, cell: str) -> None:
    draft = tables.answer(questions.ask(question), [league])
    assert draft is not None
    lead, row = draft.sentences
    assert lead.text == cell
    assert cell.rstrip(".") in row.text
    for sentence in draft.sentences:
        assert sentence.origin is not None
        document, start, end = sentence.origin
        assert document == league.id
        assert cell.rstrip(".") in league.text[start:end].split("\t")


@pytest.mark.parametrize(
    "question",
    [
        "How many sailors of Riga drowned?",  # figures there are, but of something else
        "What were the dues of Gouda?",  # no such row
        "What share did Germany pay in 1902?",  # no such year
        "What was Holland's share of the budget in 1890–91?",  # not all of them
        "Why were the dues of Riga so high?",
        "Were the dues of Riga high?",
        "What were the dues of Riga, as against its tolls?",
        "What happened in 1874?",
        "Do Lisse and Riga differ in their dues?",
    ],
)
def test_nothing_is_said_where_the_table_does_not_hold_what_is_asked(league: Document, question: str) -> None:
    assert tables.answer(questions.ask(question), [league]) is None


def test_two_tables_that_differ_say_nothing(league: Document, tmp_path: Path) -> None:
    path = tmp_path / "other.md"
    path.write_text(TEXT.replace("1,200", "1,500"), encoding="utf-8")
    asked = questions.ask("What were the dues of Riga?")
    assert tables.answer(asked, [league, read_here(path)]) is None
    assert tables.answer(asked, [league, league]) is not None
