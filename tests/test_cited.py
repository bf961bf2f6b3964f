"""All the works that a document cites, and how many notes and chapters it has."""

import re
from dataclasses import replace

import pytest

from assistant.lookups import cited, cited_works
from ingest.document import Block, BlockKind, Document, Metadata
from tests.asking import ask
from tests.fakes import make_document
from tests.test_note_chapters import TITLES, book

NOTES = (
    "A. Smit, Mud and Money (Oudam, 1961), p. 3.",
    "Ibid., p. 8; see also D. Boom, The Eel (Oudam, 1990).",
    "The reeve kept no books in those years.",
    "Smit, Mud and Money, p. 12.",
    "H. Weir, ‘Rye and Water’, Mill Journal, 4 (1991), pp. 7–9.",
)
META = Metadata(title="The Tolls of Lisse", authors=("Pieter Korver",), year=1999)


def article(*notes: str, body: str = "") -> Document:
    marks = "".join(f" Claim {n} of the mill.[^{n}]" for n in range(1, len(notes) + 1))
    listed = "\n\n".join(f"[{n}] {note}" for n, note in enumerate(notes, start=1))
    return make_document(f"{body}{marks.strip()}\n\n{listed}", source="tolls.txt", notes=True, metadata=META)


OTHER = make_document(
    "The boats of Oudam were tarred.",
    source="boats.txt",
    metadata=Metadata(title="The Boats of Oudam", authors=("Anna Vos",)),
)


@pytest.mark.parametrize(
    "question",
    [
        "Which works does Korver cite?",
        "What sources does the article The Tolls of Lisse use?",
        "Which books are cited in The Tolls of Lisse?",
        "List the works cited in The Tolls of Lisse.",
        "Which authors does Korver cite?",
        "Welche Werke zitiert Korver?",
        "Quels ouvrages cite Korver ?",
    ],
)
def test_all_works_of_the_notes_are_listed_each_once(question: str) -> None:
    others = () if "Tolls" in question else (OTHER,)
    answer = ask(question, article(*NOTES), *others)
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == [NOTES[0], "D. Boom, The Eel (Oudam, 1990).", NOTES[4]]
    assert all(re.search(rf"(?:Note|Anmerkung) {n}\b[^:]*: ", answer.text) for n in (1, 2, 5))


def test_a_list_of_works_goes_before_the_notes() -> None:
    document = article(*NOTES, body="Smit, Anna. Mud and Money. Oudam, 1961.\n\nBoom, Dirk. The Eel. Oudam, 1990.\n\n")
    entries = tuple(
        Block(BlockKind.REFERENCE, b.start, b.end) if b.start < document.text.index("Claim") else b
        for b in document.blocks
    )
    quotes = [
        citation.quote for citation in ask("Which works does Korver cite?", replace(document, blocks=entries)).citations
    ]
    assert quotes == ["Smit, Anna. Mud and Money. Oudam, 1961.", "Boom, Dirk. The Eel. Oudam, 1990."]


def test_works_left_out_are_counted() -> None:
    many = article(*(f"A. Smit, Volume {n:03} (Oudam, 19{n:02}), p. 3." for n in range(1, cited_works.MOST_TOLD + 6)))
    answer = ask("Which works does Korver cite?", many)
    assert (
        len(answer.citations) == cited_works.MOST_TOLD
        and answer.notice == "Works cited in Korver (1999): 65. Quoted here: 60."
    )


@pytest.mark.parametrize(
    "question",
    [
        "Which works does Korver cite on eels?",
        "Which works does he cite for the claim that the mill burned?",
        "Which works by Smit does Korver cite?",
        "Which sources does Korver criticise?",
        "Which works does Boom cite?",
        "What are the sources of the river?",
    ],
)
def test_some_works_or_another_persons_are_not_all(question: str) -> None:
    assert cited.answer(question, [article(*NOTES)]) is None


def test_a_chapters_works_are_its_own() -> None:
    answer = ask("Which works does chapter 2 cite?", book())
    assert [citation.quote for citation in answer.citations] == ["D. Boom, The Eel (Oudam, 1990)."]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many chapters does the book have?", "3 chapters: Chapter 1. The Dykes"),
        ("How many chapters are there?", "3 chapters: Chapter 1. The Dykes"),
        ("Wie viele Kapitel hat das Buch?", "3 Kapitel: Chapter 1. The Dykes"),
        ("How many endnotes are there in chapter 3?", "3 endnotes; Note 3, Chapter 3. The Tolls of Lisse: Smit"),
        ("How many notes has chapter 2?", "2 notes; Note 2, Chapter 2. The Eel Traps: Ibid., p. 77."),
        ("How many notes does the book have?", "7 notes; Note 3, Chapter 3. The Tolls of Lisse: "),
    ],
)
def test_chapters_and_notes_are_counted(question: str, said: str) -> None:
    assert ask(question, book()).text.startswith(said)


@pytest.mark.parametrize(
    "question", ["How many notes cite Smit?", "How many chapters mention the eel?", "How many bank notes did he pay?"]
)
def test_what_is_said_in_notes_or_chapters_is_not_counted(question: str) -> None:
    text = ask(question, book(), least=0.0).text
    assert "7 notes" not in text and "3 chapters" not in text


def test_the_chapters_of_a_book_are_listed_without_the_headings_in_them() -> None:
    answer = ask("List the chapters of the book.", book())
    assert [citation.quote.removeprefix("# ") for citation in answer.citations] == list(TITLES)


def test_authors_that_the_text_does_not_state_are_said_to_be_the_files() -> None:
    meta = Metadata(title="The Tolls of Lisse", authors=("Pieter Korver", "Anna Vos"))
    document = make_document("Pieter Korver teaches at Oudam. The toll fell.", source="tolls.txt", metadata=meta)
    answer = ask("Who wrote the book?", document)
    assert "Pieter Korver" in answer.text
    assert "As the file itself has it, Author: Pieter Korver, Anna Vos." in (answer.notice or "")
    both = make_document("By Pieter Korver and Anna Vos.\n\nThe toll fell.", source="tolls.txt", metadata=meta)
    assert ask("Who wrote the book?", both).notice is None
