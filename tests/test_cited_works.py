"""The works that a document cites, each once, and which documents cite someone."""

import pytest

from assistant.lookups.cited_works import CitedBy, asked_for, asked_who_cites
from ingest.document import Metadata
from tests.asking import ask
from tests.fakes import make_document

VRIES = make_document(
    "The toll was low.[^1] Nobody paid.[^2] It fell.[^3]\n\n"
    "[1] Ben Smit, Tolls of the Coast (Lisse: Dijk, 1990), p. 3.\n\n"
    "[2] Carla Jansen, Walls and Gates (Lisse: Dijk, 1980), p. 7.\n\n"
    "[3] Smit, Tolls of the Coast, p. 9.",
    source="vries.txt",
    metadata=Metadata(title="Lisse", authors=("Anna Vries",), year=1999),
    notes=True,
)
SMIT = make_document(
    "Bremen built a mole.[^1]\n\n[1] Carla Jansen, Walls and Gates (Lisse: Dijk, 1980), p. 11.",
    source="smit.txt",
    metadata=Metadata(title="Bremen", authors=("Ben Smit",), year=2001),
    notes=True,
)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which works does Vries cite?", CitedBy("Vries")),
        ("Which works does Vries cite most often?", CitedBy("Vries", most=True)),
        ("Whom does Vries cite the most?", CitedBy("Vries", most=True)),
        ("What sources does the Lisse article use?", CitedBy("the Lisse article")),
        ("Which authors are cited most in the Lisse article?", CitedBy("the Lisse article", most=True)),
        ("How many works does Vries cite?", CitedBy("Vries")),
        ("List all the references of the Lisse article.", CitedBy("the Lisse article")),
        ("Welche Werke zitiert Vries?", CitedBy("Vries")),
        ("Quels ouvrages cite Vries ?", CitedBy("Vries")),
    ],
)
def test_works_cited_are_asked_for(question: str, asked: CitedBy) -> None:
    assert asked_for(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Does Vries cite Smit?",
        "Which works by Smit are cited?",
        "What does Vries cite as the cause?",
        "Which note cites Smit?",
        "What does Vries say of the toll?",
        "Which towns does Vries mention?",
        "What does note 3 cite?",
        "Which works does the last footnote cite?",
    ],
)
def test_other_questions_do_not_ask_for_works_cited(question: str) -> None:
    assert asked_for(question) is None


def test_who_cites_someone_is_asked_of_all_documents() -> None:
    assert asked_who_cites("Who cites Smit?") == "Smit"
    assert asked_who_cites("Which documents cite Smit’s book?") == "Smit"
    assert asked_who_cites("Which of my texts refer to Carla Jansen?") == "Carla Jansen"
    assert asked_who_cites("Which note cites Smit?") is None
    assert asked_who_cites("Who cites the treaty?") is None
    answer = ask("Which documents cite Jansen?", VRIES, SMIT)
    assert answer.text == (
        "Vries (1999), Note 2: Carla Jansen, Walls and Gates (Lisse: Dijk, 1980), p. 7. [1] "
        "Smit (2001), Note 1: Carla Jansen, Walls and Gates (Lisse: Dijk, 1980), p. 11. [2]"
    )


def test_who_cites_the_author_of_a_document_is_looked_for_in_the_others_too() -> None:
    answer = ask("Which documents cite Smit?", VRIES, SMIT)
    assert answer.text.startswith("Vries (1999), Note 1 (again in note 3): Ben Smit, Tolls of the Coast")
    assert {citation.source for citation in answer.citations} == {"vries.txt"}


def test_each_work_is_told_once_with_the_notes_that_cite_it_again() -> None:
    answer = ask("Which works does Vries cite?", VRIES, SMIT)
    assert [citation.source for citation in answer.citations] == ["vries.txt", "vries.txt"]
    assert answer.text.startswith("Note 1 (again in note 3): Ben Smit, Tolls of the Coast")
    assert answer.notice == "Works cited in Vries (1999): 2. Quoted here: 2."
    for citation in answer.citations:
        assert VRIES.text[citation.start : citation.end] == citation.quote


def test_a_document_that_cites_nothing_is_said_to_cite_none() -> None:
    bare = make_document("The toll was low.", source="bare.txt", metadata=Metadata(title="T", authors=("Eva Bos",)))
    answer = ask("Which works does Bos cite?", bare, VRIES)
    assert not answer.answered and answer.notice == "Works cited in Bos: 0. Quoted here: 0."
