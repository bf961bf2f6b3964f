"""What a page states of a work beside its labels, answered where it stands."""

from pathlib import Path

import pytest

from assistant.lookups import labelled
from ingest.document import Document
from ingest.reading import read_document
from tests.asking import ask
from tests.fakes import make_document

PAGE = """Tolls of Lisse

Anna Vries

Research output: Contribution to journalArticlepeer-review

7 Scopus citations

The guild took 19 guilders a year in tolls, and 2 of these went to the mill, which 1999 farmers used.

Original languageDutch
Number of pages31
JournalHarbour Studies
Issue number2
StatePublished - May 3 1999

ASJC Scopus subject areas

  • History
  • Water Resources

Cite this
"""


@pytest.fixture
def page(tmp_path: Path) -> Document:
    path = tmp_path / "tolls.txt"
    path.write_text(PAGE, encoding="utf-8")
    return read_document(path)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the original language of the article?", "Original language: Dutch"),
        ("In what language was Vries's article written?", "Original language: Dutch"),
        ("How many pages does the article have?", "Number of pages: 31"),
        ("How often has the article been cited?", "7 Scopus citations"),
        ("How many citations does the paper have in Scopus?", "7 Scopus citations"),
        ("Is the article peer-reviewed?", "Research output: Contribution to journalArticlepeer-review"),
        ("On what date was the article published?", "State: Published - May 3 1999"),
        ("In which issue did the article appear?", "Issue: 2"),
        ("In which journal and year was the article published?", "Published in: Harbour Studies Year: 1999"),
        ("Which journal published the article, and which year is given?", "Published in: Harbour Studies Year: 1999"),
        ("Which subject areas is the article listed under?", "ASJC Scopus subject areas: History Water Resources"),
        ("What fields is the article classified under?", "ASJC Scopus subject areas: History Water Resources"),
    ],
)
def test_what_stands_beside_a_label_is_answered_and_cited_there(page: Document, question: str, said: str) -> None:
    answer = ask(question, page)
    assert " ".join(claim.text for claim in answer.claims) == said
    assert all(citation.start >= page.text.index("Research output") for citation in answer.citations)
    assert not any("guild" in citation.quote for citation in answer.citations)  # nor a "2" or "1999" of the prose


@pytest.mark.parametrize(
    "question",
    [
        "What language does the article say the farmers spoke?",
        "Which fields of trade does the article name?",
        "How many pages of the article are about mills?",
        "How many guilders did the guild take?",
        "What did the article cite?",
    ],
)
def test_what_a_label_does_not_say_is_not_answered_with_it(page: Document, question: str) -> None:
    assert labelled.answer(question, [page], named=True) is None


def test_labels_are_looked_at_only_where_one_work_is_meant(page: Document) -> None:
    other = make_document("The mill of Bremen turned.", source="mill.txt")
    asked = "What is the original language of the article?"
    assert labelled.answer(asked, [page], named=False) is not None
    assert labelled.answer(asked, [page, other], named=False) is None
    assert labelled.answer("Which language?", [page], named=False) is None
    assert labelled.labelled(other) == ()
