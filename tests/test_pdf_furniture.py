"""What repeats on the pages of a PDF is left out; numbered headings that only look alike stay."""

from pathlib import Path

import pytest

from ingest.reading import read_here

pytest.importorskip("reportlab.pdfgen.canvas")
from tests.test_pdf import FILLER, PROSE, column, draw, footnote, marked


def page(number: int, heading: str, noun: str, head: str = "The Toll of the North") -> list[tuple[object, ...]]:
    """A page with a heading at its top, text, and at its foot the running head and the page's number."""
    text = [f"The {noun} was new. {line}"[: len(line)] for line in (*PROSE, *FILLER, *PROSE)]
    return [(50, 60, 14, heading, "Times-Bold"), *column(50, 90, text), (50, 560, 8, f"{head} - Page {number}")]


def headings(path: Path, *pages: list[tuple[object, ...]]) -> list[str]:
    return [section.title for section in read_here(draw(path, *pages)).sections]


def test_a_chapter_whose_number_is_its_pages_stays(tmp_path: Path) -> None:
    titles = ["1 Of the ships", "2 Of the quay", "3 Of the toll", "4 Of the end"]
    nouns = ["ship", "quay", "toll", "end"]
    pages = [page(at, title, noun) for at, (title, noun) in enumerate(zip(titles, nouns, strict=True), 1)]
    assert headings(tmp_path / "chapters.pdf", *pages)[-4:] == titles


def test_sections_of_one_name_stay(tmp_path: Path) -> None:
    titles = ["2.1 Purpose", "3.1 Purpose", "4.1 Purpose", "5.1 Purpose", "6.1 Purpose", "7.1 Purpose"]
    nouns = ["ship", "quay", "toll", "end", "rope", "tar"]
    pages = [page(at, title, noun) for at, (title, noun) in enumerate(zip(titles, nouns, strict=True), 11)]
    assert headings(tmp_path / "sections.pdf", *pages)[-6:] == titles


def test_a_running_head_with_a_sections_number_goes(tmp_path: Path) -> None:
    nouns = ["ship", "quay", "toll", "end", "rope", "tar"]
    pages = [[*page(at, "", noun)[1:-1], (50, 40, 8, f"3.1 Of the toll {at}")] for at, noun in enumerate(nouns, 11)]
    document = read_here(draw(tmp_path / "head.pdf", *pages))
    assert "Of the toll" not in document.text


def test_a_note_that_goes_on_with_a_figure_is_one_note(tmp_path: Path) -> None:
    one = [
        *column(50, 60, [*FILLER, *PROSE]),
        *marked(50, 200, "So much is known from the rolls.", "1", " The rest is guessed,"),
        *marked(50, 212, "and badly so, for the council burnt them.", "2"),
        *footnote(
            50, 500, "1", "A harbour's year is here what it would take if it were open for", "2 tides a day in 24 days"
        ),
        *footnote(50, 525, "2", "Ibid., p. 164."),
    ]
    document = read_here(draw(tmp_path / "note.pdf", one, [*column(50, 60, [*PROSE, *FILLER])]))
    said = [document.text[note.start : note.end] for note in document.notes]
    assert [note.number for note in document.notes] == ["1", "2"]
    assert said[0].endswith("open for 2 tides a day in 24 days") and said[1] == "Ibid., p. 164."


@pytest.mark.parametrize("mark", ["•", "2.", "(b)"])
def test_the_second_line_of_an_item_hangs_under_its_text(tmp_path: Path, mark: str) -> None:
    items = [
        (62, 160, 10, f"{mark} the ships that came from the north and had not yet paid the toll,"),
        (76, 172, 10, "or had paid only a part of it before the council met;"),
    ]
    page = [*column(50, 60, [*FILLER, *PROSE]), *items, *column(50, 200, [*PROSE, *FILLER])]
    document = read_here(draw(tmp_path / "items.pdf", page))
    said = [document.text[block.start : block.end] for block in document.blocks]
    assert any(text.endswith("the toll, or had paid only a part of it before the council met;") for text in said)
