"""Books whose notes stand at the end, each chapter's counted from 1: every marker leads to its own chapter's."""

from pathlib import Path

import pytest

from ingest.document import Document
from ingest.reading import read_here
from tests.test_reading import assert_sound

pytest.importorskip("reportlab.pdfgen.canvas")
from tests.test_pdf import FILLER, column, draw, marked

TITLES = ("The Toll of the North", "Ships and Their Masters", "What the Bishop Knew")


def chapter(title: str, count: int) -> list[tuple[object, ...]]:
    """A page: the chapter's title, and lines of prose with raised numbers from 1 to `count`."""
    page: list[tuple[object, ...]] = [(50, 60, 16, title), *column(50, 90, FILLER)]
    for number in range(1, count + 1):
        page += marked(
            50, 140 + 36 * number, f"In {title.split()[-1]} the claim of number {number} is made", str(number), " and"
        )
        page += column(50, 152 + 36 * number, [FILLER[number % 4], FILLER[(number + 1) % 4]])
    return page


def entries(title: str, count: int) -> list[str]:
    return [f"{n}. Author {n}, On {title.split()[-1]} (Oldtown: Quay, 190{n}), p. {n}." for n in range(1, count + 1)]


def book(tmp_path: Path, headed: bool, form: str = "{title}") -> Document:
    counts = (4, 3, 5)
    notes: list[tuple[object, ...]] = [(50, 60, 16, "Notes")]
    y = 90
    for at, (title, count) in enumerate(zip(TITLES, counts, strict=True), start=1):
        if headed:
            notes.append((50, y, 10, form.format(title=title, n=at), "Times-Bold"))
            y += 16
        notes += column(50, y, entries(title, count), points=9)
        y += 12 * count + 14
    contents = [
        (50, 60, 16, "Contents"),
        *column(50, 90, [f"{title} ..... {9 * at}" for at, title in enumerate(TITLES)]),
    ]
    chapters = [
        chapter(form.format(title=title, n=at) if "{n}" in form else title, count)
        for at, (title, count) in enumerate(zip(TITLES, counts, strict=True), start=1)
    ]
    document = read_here(draw(tmp_path / "book.pdf", contents, *chapters, notes))
    assert_sound(document)
    return document


@pytest.mark.parametrize("form", ["{title}", "Chapter {n}: {title}", "{n}. {title}"])
def test_markers_lead_to_the_notes_of_their_chapter(tmp_path: Path, form: str) -> None:
    check(book(tmp_path, headed=True, form=form))


def test_without_names_among_the_notes_the_markers_restarts_tell(tmp_path: Path) -> None:
    check(book(tmp_path, headed=False))


def check(document: Document) -> None:
    assert [note.number for note in document.notes] == [*"1234", *"123", *"12345"]
    assert [note.scope for note in document.notes] == [0] * 4 + [1] * 3 + [2] * 5
    for note in document.notes:
        (marker,) = note.markers
        subject = document.text[note.start : note.end].split("On ")[1].split(" ")[0]
        claim = document.text[max(marker.start - 60, 0) : marker.start]
        assert f"In {subject} the claim of number {note.number} is made" in claim


def test_notes_at_the_end_of_each_chapter_stay_with_it(tmp_path: Path) -> None:
    pages = []
    for title, count in zip(TITLES, (5, 5, 5), strict=True):
        page = chapter(title, count)
        page += [(50, 420, 12, "Notes"), *column(50, 440, entries(title, count), points=9)]
        pages.append(page)
    document = read_here(draw(tmp_path / "chapters.pdf", *pages))
    assert_sound(document)
    assert [note.scope for note in document.notes] == [0] * 5 + [1] * 5 + [2] * 5
    for note in document.notes:
        (marker,) = note.markers
        subject = document.text[note.start : note.end].split("On ")[1].split(" ")[0]
        assert f"In {subject} the claim" in document.text[max(marker.start - 60, 0) : marker.start]
