"""What is asked of a column's figures: the highest, those above a bound, two cells put side by side."""

from pathlib import Path
from typing import Any

import pytest

from assistant import citing
from assistant.answer import Draft
from assistant.chain import build_chain
from assistant.lookups import table_figures
from assistant.lookups.figures import figures_of, scale_of
from assistant.lookups.reckoning import Task, asked_for
from assistant.questions import analysis as questions
from assistant.settings import Settings
from ingest.document import Document
from ingest.reading import read_here
from tests.fakes import FakeLibrary, OverlapReranker

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
        ("Which bakeries baked not less than 1,310 loaves in spring?", ["Golden Ear", "Old Oven"], "at least 1,310"),
        ("Which bakeries paid a rent not exceeding £9?", ["Three Keys", "Blue Door"], "at most £9"),
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
        "Which bakery did not bake the most loaves in spring?",
        "Which bakeries did not bake more than 1,000 loaves in spring?",
        "Which bakeries baked more than 1.000 loaves in spring?",  # one, or a thousand?
        "Which bakeries baked more than 1 000 loaves in spring?",
        "Which bakeries paid a rent of more than $10?",
        "Which bakeries paid a rent of more than 10%?",
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


def table(path: Path, heads: str, *rows: str, before: str = "What each of them had.", language: str = "en") -> Document:
    lines = [heads, "|".join("---" for _ in heads.split("|")), *rows]
    told = "\n".join(f"| {line} |" for line in lines)
    path.write_text(f"---\nlang: {language}\n---\n\n# The vale\n\n{before}\n\n{told}\n", encoding="utf-8")
    return read_here(path)


def keys(question: str, document: Document) -> list[str]:
    """The first cells of the rows that answer."""
    found = draft(question, document)
    rows = [sentence.origin for sentence in found.sentences if sentence.origin] if found else []
    return list(dict.fromkeys(document.text[row[1] : row[2]].split("\t")[0] for row in rows))


def test_a_row_of_all_is_no_row_and_all_saints_is_one(tmp_path: Path) -> None:
    rows = ["St Anne | 12", "All Saints | 40", "Holy Cross | 31"]
    for name, whole in enumerate(["All churches", "All Churches", "All", "Total"]):
        vale = table(tmp_path / f"{name}.md", "Church | Tithe", *rows, f"{whole} | 83")
        assert keys("Which church paid the highest tithe?", vale) == ["All Saints"]


def test_figures_in_thousands_are_held_against_the_bound_as_such(tmp_path: Path) -> None:
    rows = ["Karst | 35 | 2 million", "Ullin | 12 | 1 million", "Lodden | 8 | 5 million"]
    vale = table(tmp_path / "a.md", "Town | People (thousands) | Acres", *rows)
    assert keys("Which towns had fewer than 20,000 people?", vale) == ["Ullin", "Lodden"]
    assert keys("Which towns had fewer than 20 people?", vale) == []
    assert keys("Which towns had less than 3,000,000 acres?", vale) == ["Karst", "Ullin"]
    vale = table(tmp_path / "b.md", "Town | People", "Karst | 35", "Ullin | 12", before="The people, in thousands.")
    assert keys("Which towns had fewer than 20,000 people?", vale) == []


@pytest.mark.parametrize(
    ("head", "scale"),
    [
        ("Inhabitants in 1000", 1000),
        ("Cost, £’000", 1000),
        ("Exports (US$ bn)", 10**9),
        ("Deaths per thousand", 1),
        ("Price per 1,000 bricks", 1),
        ("Area 2000", 1),
    ],
)
def test_what_a_head_says_its_figures_are_multiplied_by(head: str, scale: int) -> None:
    assert scale_of(head) == scale


def test_the_oldest_is_told_by_when_it_began(tmp_path: Path) -> None:
    mills = table(tmp_path / "a.md", "Mill | Closed", "Vos | 1871", "Lund | 1940", "Penn | 1852")
    assert keys("Which is the oldest mill?", mills) == []
    assert keys("Which mill was closed the earliest?", mills) == ["Penn"]
    people = table(
        tmp_path / "b.md", "Member | Age | Joined", "Vos | 71 | 1990", "Lund | 40 | 1980", "Penn | 52 | 2001"
    )
    assert keys("Who is the oldest member?", people) == []


def test_the_highest_rank_is_no_highest_figure(tmp_path: Path) -> None:
    ranks = table(tmp_path / "a.md", "Choir | Rank | Marks", "Karst | 3 | 71", "Ullin | 1 | 90", "Lodden | 2 | 84")
    assert keys("Which choir had the highest rank?", ranks) == []
    assert keys("Which choir had the highest marks?", ranks) == ["Ullin"]


def test_no_highest_is_told_where_a_row_leaves_open_whose_it_is(tmp_path: Path) -> None:
    rows = ["Karst | 1801 | 120", " | 1811 | 900", "Lodden | 1801 | 300"]
    towns = table(tmp_path / "a.md", "Town | Year | People", *rows)
    assert keys("Which town had the most people?", towns) == []
    towns = table(tmp_path / "b.md", "Town | Year | People", rows[0], rows[2], " | | 420")  # a sum
    assert keys("Which town had the most people?", towns) == ["Lodden"]


def test_what_is_reckoned_is_written_as_the_cells_are(tmp_path: Path) -> None:
    towns = table(tmp_path / "a.md", "Town | People", "Karst | 1.200", "Ullin | 980", language="de")
    found = draft("How many people did Karst and Ullin have together?", towns)
    assert found is not None
    assert found.notice == "Reckoned from two cells of the column “People”: 1.200 + 980 = 2.180."


@pytest.mark.parametrize(
    ("cells", "language", "values"),
    [
        (["1,200", "980", "–"], "en", ["1200", "980", None]),
        (["1.200", "980"], "de", ["1200", "980"]),
        (["1.200", "0.35"], "de", ["1.200", "0.35"]),
        (["12,5", "1.310,25"], "en", ["12.5", "1310.25"]),
        (["2 340", "17"], "fr", ["2340", "17"]),
        (["2\u202f340", "1\xa0017"], "fr", ["2340", "1017"]),
        (["1.200", "980"], "de-AT", ["1200", "980"]),
        (["1.200", "980"], "en", None),  # a thousand, or a bit more than one?
        (["1,200", "980"], "de", None),
        (["0.234", "1"], "en", ["0.234", "1"]),
        (["1.234", "2.500"], "en", ["1.234", "2.500"]),
        (["1.200.000", "980"], "en", ["1200000", "980"]),
        (["1 234,567", "2"], "en", ["1234.567", "2"]),
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


def test_rows_alone_are_no_answer_to_which_is_the_highest_and_prose_is(tmp_path: Path) -> None:
    question = "Which bakery baked the most loaves in spring 1850?"
    found = {}
    for name, more in (
        ("rows", ""),
        ("prose", "\nGolden Ear was the bakery that baked the most loaves in spring 1850.\n"),
    ):
        path = tmp_path / f"{name}.md"
        path.write_text(TEXT + more, encoding="utf-8")
        library: Any = FakeLibrary(read_here(path))
        chain = build_chain(library, Settings(judge="none", reader=False), reranker=OverlapReranker())
        found[name] = chain.invoke(question)
    assert not found["rows"].answered
    assert found["rows"].notice == "No column of the tables found has the figures for this."
    assert found["prose"].answered and "Golden Ear was the bakery" in found["prose"].text


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("What did the bakers complain about most?", None),
        ("Who did the guild rely on the least in spring?", None),
        ("Which bakery baked the most?", Task.MOST),
        ("Which bakery paid the least in rent?", Task.LEAST),
    ],
)
def test_a_deed_done_most_asks_for_no_highest_figure(question: str, task: Task | None) -> None:
    found = asked_for(question)
    assert (found.task if found else None) is task
