"""What is asked of a column's figures: the highest, those above a bound, two cells put side by side."""

from pathlib import Path

import pytest

from assistant import citing
from assistant.answer import Draft
from assistant.lookups import table_figures
from assistant.lookups.figures import figures_of
from assistant.lookups.reckoning import asked_for
from assistant.questions import analysis as questions
from ingest.document import Document
from ingest.reading import read_here

TEXT = """# Bakeries of the Lower Town

The bakeries that the guild counted, with what each baked in a week:

| Bakery | Street | Built | Loaves in spring | Loaves in winter | Rent | Flour |
|---|---|---|---|---|---|---|
| Golden Ear | Mill Lane | 1702 | 1,310 | 940 | £12 | 40 lb |
| Three Keys | Quay Street | 1688 | 870 | 1,020 | £9 | 6 sacks |
| Old Oven | Mill Lane | 1733 | 1,955 | 1,500 | £31 | 75 lb |
| Blue Door | Church Row | 1790 | 640 | – | £7 | 3 sacks |
| Total | | | 4,775 | 3,460 | £59 | |

# Masters

| Master | Since | Told by |
|---|---|---|
| Hanna Vos | spring | the guild |
| Piet Lund | winter | a neighbour |
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path: Path = tmp_path_factory.mktemp("figures") / "bakeries.md"
    path.write_text(TEXT, encoding="utf-8")
    return read_here(path)


def draft(question: str, document: Document) -> Draft | None:
    return table_figures.answer(questions.ask(question), [document])


@pytest.mark.parametrize(
    ("question", "rows", "notice"),
    [
        ("Which bakery baked the most loaves in spring?", ["Old Oven"], "the largest of the 4 figures"),
        ("Which bakery baked the fewest loaves in winter?", ["Golden Ear"], "smallest of the 3 figures"),
        ("Which is the oldest bakery?", ["Three Keys"], "the earliest of the 4 years in the column “Built”"),
        ("Which bakery in Mill Lane paid the lowest rent?", ["Golden Ear"], "the smallest of the 2 figures"),
        ("Which bakeries baked more than 1,000 loaves in spring?", ["Golden Ear", "Old Oven"], "2 of the 4 figures"),
        ("How many bakeries baked at most 870 loaves in spring?", ["Three Keys", "Blue Door"], "at most 870"),
        (
            "What is the difference between the rents of Golden Ear and Three Keys?",
            ["Golden Ear", "Three Keys"],
            "£12 − £9 = 3",
        ),
        (
            "How many loaves did Old Oven and Three Keys bake together in winter?",
            ["Old Oven", "Three Keys"],
            "1,500 + 1,020 = 2,520",
        ),
        (
            "Did Blue Door or Three Keys bake more loaves in spring?",
            ["Three Keys", "Blue Door"],
            "870 is more than 640",
        ),
    ],
)
def test_the_rows_that_are_found_are_quoted_and_how_is_said(
    town: Document, question: str, rows: list[str], notice: str
) -> None:
    found = draft(question, town)
    assert found is not None
    assert found.notice is not None
    assert notice in found.notice
    places = list(dict.fromkeys(sentence.origin for sentence in found.sentences))
    quotes = [town.text[place[1] : place[2]] for place in places if place]
    assert [quote.split("\t")[0] for quote in quotes] == rows
    for sentence in found.sentences:  # each figure said stands in the row that is cited
        assert sentence.origin is not None
        cells = town.text[sentence.origin[1] : sentence.origin[2]].split("\t")
        assert sentence.text.rstrip(".").split(": ")[-1] in cells


@pytest.mark.parametrize(
    "question",
    [
        "Which bakery baked the most loaves?",  # in spring, or in winter?
        "Which bakery baked the most cakes in spring?",
        "Which bakery baked the most loaves in spring 1850?",
        "Which bakery baked the second most loaves in spring?",
        "Which bakery is the most beautiful?",
        "What did most of the bakeries pay in rent?",
        "How many loaves at least did Old Oven bake in spring?",
        "Which master has the highest rank?",
        "How many loaves did Old Oven and White Swan bake together in winter?",
        "Did Blue Door or Three Keys bake more loaves in winter?",  # of one it isn't known
        "How many loaves did Three Keys bake in winter?",
    ],
)
def test_nothing_is_said_where_no_column_tells_it(town: Document, question: str) -> None:
    assert draft(question, town) is None


def test_figures_of_several_units_and_cells_with_other_words_are_refused(town: Document, tmp_path: Path) -> None:
    found = draft("Which bakery used the most flour?", town)
    assert found is not None
    assert found.refused
    assert found.notice == "The figures in the column “Flour” are of different units."
    path = tmp_path / "other.md"
    path.write_text(TEXT.replace("| 870 |", "| 870 or 900 |"), encoding="utf-8")
    found = draft("Which bakery baked the most loaves in spring?", read_here(path))
    assert found is not None
    assert found.refused


def test_rows_under_a_title_are_those_of_the_group_that_is_named(tmp_path: Path) -> None:
    told = [("Skilled trades",), ("Turner", 31), ("Mason", 45), ("Unskilled trades",), ("Carter", 15), ("Porter", 19)]
    rows = ["".join(f"<td colspan={3 - len(row)}>{cell}</td>" for cell in row) for row in told]
    path = tmp_path / "wages.html"
    lines = "</tr><tr>".join(["<th>Trade</th><th>Wage</th>", *rows])
    path.write_text(f"<h1>Wages</h1><p>Wages in pence.</p><table><tr>{lines}</tr></table>", encoding="utf-8")
    found = draft("Which of the skilled trades had the lowest wage?", read_here(path))
    assert found is not None
    assert found.sentences[0].text == "Trade: Turner; Wage: 31."
    found = draft("Which trade had the lowest wage?", read_here(path))
    assert found is not None
    assert found.sentences[0].text == "Trade: Carter; Wage: 15."


@pytest.mark.parametrize(
    ("cells", "language", "values"),
    [
        (["1,200", "980", "–"], "en", ["1200", "980", None]),
        (["1.200", "980"], "de", ["1200", "980"]),
        (["1.200", "0.35"], "de", ["1.200", "0.35"]),
        (["12,5", "1.310,25"], "en", ["12.5", "1310.25"]),
        (["2 340", "17"], "fr", ["2340", "17"]),
        (["12.5%", "−3%", ""], "en", ["12.5", "-3", None]),
        ([".182", "<0.05"], "en", None),
        (["10–12", "14"], "en", None),
        (["about 12", "14"], "en", None),
    ],
)
def test_cells_as_figures(cells: list[str], language: str, values: list[str | None] | None) -> None:
    found = figures_of(cells, language)
    assert (found and [str(one.value) if one else None for one in found]) == values


def test_what_is_asked_of_figures() -> None:
    assert asked_for("What was built in the most important year?") is None
    assert asked_for("The most loaves were baked there.") is None
    bounded = asked_for("Which towns had at least 2.5 wells?")
    assert bounded is not None
    assert (str(bounded.bound), bounded.written, bounded.included) == ("2.5", "2.5", True)


def test_a_cited_row_reads_with_its_heads_and_a_claim_of_cells_is_checked_against_these(town: Document) -> None:
    found = draft("Which bakery baked the most loaves in spring?", town)
    assert found is not None
    sentences, citations = citing.cite(found, [], lambda name: town)
    row = "Bakery: Old Oven; Street: Mill Lane; Built: 1733; Loaves in spring: 1,955; Loaves in winter: 1,500; "
    row += "Rent: £31; Flour: 75 lb."
    assert citations[0].rows == (row,)
    assert citations[1].rows == ()
    assert citing.sources_of(sentences[0].text, citations) == ["Bakery: Old Oven; Loaves in spring: 1,955."]
    assert citing.sources_of("Old Oven baked 1,500 loaves.", citations) == [row]
