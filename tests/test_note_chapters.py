"""Notes of a book that are numbered anew in every chapter: the chapter asked for, and the chapter said."""

from dataclasses import replace

import pytest

from assistant.lookups import note_chapters
from assistant.questions.sections import Part
from ingest.document import Document, Note, Section, Span
from ingest.notes import works_of
from ingest.short_forms import resolve_works
from tests.asking import ask
from tests.fakes import make_document

TITLES = ("Chapter 1. The Dykes", "Chapter 2. The Eel Traps", "Chapter 3. The Tolls of Lisse")
NOTES = (
    ("A. Smit, Mud and Money (Oudam, 1961).", "Ibid., p. 8."),
    ("D. Boom, The Eel (Oudam, 1990).", "Ibid., p. 77."),
    ("H. Weir, Rye and Water (Oudam, 1991).", "Ibid., p. 30.", "Smit, Mud and Money, p. 4."),
)


def book(titles: tuple[str, ...] = TITLES, *, parted: bool = False) -> Document:
    """Three chapters, each with its notes behind it under a heading of their own; `parted`: the first two in a part."""
    text, spans = "", list[Note]()
    sections: list[Section] = []
    for scope, (title, notes) in enumerate(zip(titles, NOTES, strict=True)):
        begin = len(text)
        text += f"# {title}\n\nThe millers of chapter {scope + 1} paid.\n\nThe boats came.\n\n"
        hung = Span(len(text) - 4, len(text) - 4)
        own = len(text)
        text += "# Notes\n\n"
        for number, note in enumerate(notes, start=1):
            spans.append(Note(str(number), len(text), len(text) + len(note), (hung,), scope))
            text += note + "\n\n"
        sections += [Section(title, 2, begin, len(text)), Section("Notes", 3, own, len(text), len(sections))]
    if parted:
        part = Section("Part I. Water", 1, 0, sections[3].end)
        sections = [part, *(replace(s, parent=None if s.parent is None else s.parent + 1) for s in sections)]
    return replace(make_document(text, source="book.txt"), notes=tuple(spans), sections=tuple(sections))


@pytest.mark.parametrize(
    "question",
    [
        "What does note 2 of chapter 2 say?",
        "What does endnote 2 in Chapter II cite?",
        "What does note 2 in chapter two say?",
        "In the second chapter, what does note 2 say?",
        "Chapter 2, note 2?",
        "What does note 2 in the chapter on the eel traps say?",
    ],
)
def test_a_note_is_looked_up_in_the_chapter_that_is_named(question: str) -> None:
    text = ask(question, book()).text
    assert "Note 2, Chapter 2. The Eel Traps: Ibid., p. 77." in text and "D. Boom" in text
    assert "p. 8" not in text and "p. 30" not in text


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("Was steht in Anmerkung 2 von Kapitel 2?", ("Kapitel 1: Deiche", "Kapitel 2: Reusen", "Kapitel 3: Zoll")),
        ("Que dit la note 2 du chapitre 2 ?", ("Chapitre I. Digues", "Chapitre II. Nasses", "Chapitre III. Péages")),
        ("What does note 2 of chapter 2 say?", ("CHAPTER ONE", "CHAPTER TWO", "CHAPTER THREE")),
        ("What does note 2 of chapter 2 say?", ("The Dykes", "The Eel Traps", "The Tolls")),
    ],
)
def test_chapters_are_known_as_books_head_them(question: str, titles: tuple[str, ...]) -> None:
    text = ask(question, book(titles)).text
    assert f"2, {titles[1]}: Ibid., p. 77." in text and "p. 30" not in text


def test_notes_of_one_number_are_told_apart_by_their_chapter() -> None:
    text = ask("What does note 2 say?", book()).text
    assert all(f"Note 2, {title}: " in text for title in TITLES)


def test_a_short_form_may_mean_a_work_of_an_earlier_chapter() -> None:
    text = ask("What does note 3 say?", book()).text
    assert text.startswith("Note 3, Chapter 3. The Tolls of Lisse: Smit, Mud and Money, p. 4.")
    assert "That is note 1, Chapter 1. The Dykes: A. Smit, Mud and Money (Oudam, 1961)." in text
    works = works_of(book())
    assert works[6][0].refers_to is None and works[6][0].full_reference == "A. Smit, Mud and Money (Oudam, 1961)."
    assert works[5][0].refers_to == "1"  # "Ibid." is of its own chapter


@pytest.mark.parametrize("note", ["Smit, Mud and Water, p. 4.", "Smith, Mud and Money, p. 4.", "Smit, p. 4."])
def test_a_short_form_of_another_work_or_of_an_author_alone_is_none_of_an_earlier_chapter(note: str) -> None:
    texts = ["H. Weir, Rye and Water (Oudam, 1991).", note]
    assert resolve_works(texts, ["1", "2"], earlier=["A. Smit, Mud and Money (Oudam, 1961)."])[1][0].meaning != (
        None, "A. Smit, Mud and Money (Oudam, 1961).", None
    )  # fmt: skip


def test_a_work_that_a_chapter_tells_in_full_again_is_none_of_an_earlier_one() -> None:
    told = "A. Smit, Mud and Money (Oudam, 1961)."
    first, again = resolve_works([told, "Smit, Mud and Money, p. 4."], ["1", "2"], earlier=[told])
    assert first[0].meaning is None and again[0].meaning == ("1", told, None)


def test_a_part_that_holds_several_chapters_is_no_chapter() -> None:
    document = book(parted=True)
    assert note_chapters.heading_of(document, document.notes[0]) == TITLES[0]
    assert note_chapters.heading_of(document, document.notes[3]) == TITLES[1]


def test_a_note_or_a_chapter_that_is_not_there_is_said_to_be_missing() -> None:
    answer = ask("What does note 3 of chapter 2 say?", book())
    assert not answer.answered and "no note 3 in “Chapter 2. The Eel Traps”, whose notes go up to 2" in answer.text
    answer = ask("What does note 1 of chapter 9 say?", book())
    assert not answer.answered and "has no section 9" in answer.text
    answer = ask("What does note 1 of the chapter on windmills say?", book())
    assert not answer.answered and "has no section “windmills”" in answer.text


def test_a_chapter_goes_before_a_section_that_has_its_words() -> None:
    document = book()
    own = Section("Eel traps of the poor", 3, document.sections[4].start, document.sections[4].end, 4)
    crowded = replace(document, sections=(*document.sections, own))
    assert note_chapters.find(Part(title="eel traps"), crowded) == 2


def test_a_works_notes_are_told_with_their_chapter() -> None:
    assert "Note 1, Chapter 2. The Eel Traps" in ask("Which works by Boom does the book cite?", book()).text


def test_notes_numbered_through_have_no_chapter() -> None:
    document = book()
    through = replace(
        document,
        notes=tuple(replace(note, number=str(n), scope=0) for n, note in enumerate(document.notes, start=1)),
    )
    assert note_chapters.heading_of(through, through.notes[2]) == ""
    assert ask("What does note 4 of chapter 3 say?", through).text.startswith("Note 4: Ibid., p. 77.")


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("What does note 4 say of chapter 12?", Part("12")),
        ("What does note 4 say?", None),
        ("Which chapters cite note 4?", None),
        ("What does note 4 say of a chapter in history?", None),
    ],
)
def test_a_chapter_is_one_that_a_question_numbers_or_names(question: str, part: Part | None) -> None:
    assert note_chapters.chapter_asked(question) == part
