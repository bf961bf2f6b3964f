"""Which chapters of a book mention someone, and where it does so first."""

from dataclasses import replace

import pytest

from assistant.lookups import chapter_mentions
from assistant.questions import sections
from ingest.document import Document, Section
from tests.asking import ask
from tests.fakes import make_document

BOOK = """# Chapter 1. The Dykes

The reeve of Lisse kept no books. Smit bought the first mill.[^1] Smit's brother drained the lake.

# Chapter 2. The Eel Traps

The traps were of willow. Smithson sold them.[^2]

# Chapter 3. The Tolls

A lock stood at Oudam. The widow Smit paid no toll.

[1] See the papers of Vos.

[2] Smit, Mud and Money, p. 3."""


def book() -> Document:
    return make_document(BOOK, source="book.txt", notes=True)


@pytest.mark.parametrize(
    "question",
    [
        "In which chapters is Smit discussed?",
        "Which chapters mention Smit?",
        "Which chapter deals with Smit?",
        "In what chapters does the book mention Smit?",
        "In which chapters is Smit mentioned in this book?",
    ],
)
def test_each_chapter_that_mentions_a_person_is_told_with_its_first_sentence(question: str) -> None:
    answer = ask(question, book())
    assert "Chapter 1. The Dykes (2): Smit bought the first mill." in answer.text
    assert "Chapter 3. The Tolls: The widow Smit paid no toll." in answer.text
    assert "Chapter 2" not in answer.text  # another name, and a note


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Where does the book first mention Smit?", "In the section “Chapter 1. The Dykes”: Smit bought"),
        ("Where is Oudam first mentioned?", "In the section “Chapter 3. The Tolls”: A lock stood at Oudam."),
        ("Where does the author first mention the willow?", "In the section “Chapter 2. The Eel Traps”: The traps"),
    ],
)
def test_the_first_place_is_the_first_in_the_running_text(question: str, said: str) -> None:
    assert ask(question, book()).text.startswith(said)


@pytest.mark.parametrize(
    "question",
    [
        "Which chapters mention Vos?",  # in a note alone
        "Which chapters mention Korver?",
        "In which chapter is it mentioned?",
        "In which chapter does the reeve pay?",
        "Where did Smit first live?",
    ],
)
def test_what_no_chapter_mentions_or_what_is_no_mention_is_left_to_the_search(question: str) -> None:
    assert chapter_mentions.answer(question, [book()]) is None


def test_a_text_without_numbered_chapters_has_none_to_name() -> None:
    plain = make_document(BOOK.replace("Chapter ", ""), source="book.txt", notes=True)
    assert chapter_mentions.answer("Which chapters mention Smit?", [plain]) is None


def test_suggested_readings_are_no_part_of_a_chapters_gist() -> None:
    text = f"# Chapter 1. The Dykes\n\n{'The dyke held. ' * 3}\n\n# Suggested Readings\n\nBoom. The Eel. Oudam."
    document = make_document(text, source="book.txt")
    whole = Section("Chapter 1. The Dykes", 1, 0, len(text))
    inner = Section("Suggested Readings", 2, text.index("# Suggested"), len(text), 0)
    document = replace(document, sections=(whole, inner))
    said = {document.text[s.start : s.end] for s in sections.gist(document, 0, document.sentences)}
    assert "The dyke held." in said and not any("Oudam" in one or "Eel" in one for one in said)
