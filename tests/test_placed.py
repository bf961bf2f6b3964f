"""Pages, tables and figures that a question names by number."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Draft
from assistant.lookups import placed
from assistant.lookups.placed import Numbered
from ingest.document import Document, Page, PageBreak
from ingest.reading import read_here
from tests.fakes import make_document

REPORT = """# Harbours

Trade fell, as Figure 2 shows for the northern ports. Table 1.1 has the dues.

Table 1.1: Dues by port

| Port | Dues | Ships |
|------|------|-------|
| Lisse | 410 | 12 |
| Bremen | 95 | 7 |
| Zwolle | 30 | 2 |

Figure 2: Ships a year in the northern ports

Nothing else was counted.
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path: Path = tmp_path_factory.mktemp("placed") / "harbours.md"
    path.write_text(REPORT, encoding="utf-8")
    return read_here(path)


def said(draft: Draft | None) -> list[str]:
    return [sentence.text for sentence in draft.sentences] if draft else []


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("What is on page 12?", "12"),
        ("What does Korver say on p. 12 of his report?", "12"),
        ("Was steht auf Seite 12?", "12"),
        ("Que dit la page 12 ?", "12"),
        ("What does page xii say?", "xii"),
        ("On which page does Korver speak of tar?", None),
        ("Why is what he says on page 12 wrong?", None),
    ],
)
def test_a_page_is_asked_for(question: str, page: str | None) -> None:
    assert placed.page_asked(question) == page


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("What does Table 1.1 show?", Numbered("table", "1.1")),
        ("According to fig. 2, how many ships came?", Numbered("figure", "2")),
        ("Was zeigt Abbildung 2?", Numbered("figure", "2")),
        ("Do Table 1 and Table 2 agree?", None),
        ("How many tables are there?", None),
        ("Who sat at the table in 1912?", None),
    ],
)
def test_a_table_or_figure_is_named(question: str, place: Numbered | None) -> None:
    assert placed.numbered_in(question) == place


def test_a_table_is_told_with_its_caption_and_the_rows_asked_for(report: Document) -> None:
    place = Numbered("table", "1.1")
    assert said(placed.answer("What dues did Bremen have, according to Table 1.1?", place, [report])) == [
        "Table 1.1: Dues by port",
        "Port: Bremen; Dues: 95; Ships: 7.",
    ]
    whole = said(placed.answer("What does Table 1.1 show?", place, [report]))
    assert whole[0] == "Table 1.1: Dues by port" and len(whole) == 4
    assert placed.answer("Why did the bishop of Utrecht flee, as in Table 1.1?", place, [report]) is None


def test_a_figure_is_told_with_what_the_text_says_of_it(report: Document) -> None:
    assert said(placed.answer("What does Figure 2 show?", Numbered("figure", "2"), [report])) == [
        "Figure 2: Ships a year in the northern ports",
        "Trade fell, as Figure 2 shows for the northern ports.",
    ]


def test_what_isnt_there_is_said_to_be_missing(report: Document) -> None:
    draft = placed.answer("What does Table 7 show?", Numbered("table", "7"), [report])
    assert draft is not None and draft.refused
    assert draft.notice == "There is no table 7 in 'harbours.md'; it has 1.1."


def test_a_page_is_told_by_its_first_sentences_and_its_printed_number() -> None:
    text = "The toll was new. It was hated.\n\nIt ended in May. Nobody wept. The ships came. The quay was full."
    document = make_document(text, source="toll.txt")
    breaks = (PageBreak(0, Page("11", 1)), PageBreak(text.index("It ended"), Page("12", 2)))
    paged = replace(document, page_breaks=breaks)
    found = placed.on_page("12", [paged])
    assert said(found) == ["It ended in May.", "Nobody wept.", "The ships came."]
    assert found is not None and found.notice == "The page goes on: these are its first 3 sentences."
    missing = placed.on_page("2", [paged])
    assert missing is not None and missing.notice == "'toll.txt' has no page 2: its pages go from 11 to 12."
    for documents, why in (
        ([document], "Nothing is known of the pages"),
        ([paged, paged], "name the one that you mean"),
    ):
        refused = placed.on_page("12", documents)
        assert refused is not None and refused.refused and why in (refused.notice or "")
