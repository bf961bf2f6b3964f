"""The first pages of PDFs: whose title it is, who wrote it, and letters whose accents are drawn apart."""

from pathlib import Path

import pytest

from ingest.document import BlockKind, Document
from ingest.reading import read_here
from tests.test_reading import assert_sound

pytest.importorskip("reportlab.pdfgen.canvas")
from tests.test_pdf import FILLER, PROSE, column, draw, width


def read_pages(path: Path, *pages: list[tuple[object, ...]], **options: object) -> Document:
    document = read_here(draw(path, *pages, **options))
    assert_sound(document)
    return document


def test_an_issues_cover_and_imprint_are_not_the_articles_title(tmp_path: Path) -> None:
    cover = [(60, 80, 11, "ISSN 1234-5679"), (60, 150, 40, "HARBOUR REVIEW"), (60, 220, 14, "Volume 3 / No. 2 / 2012")]
    imprint = [(60, 80, 10, "Editor"), (60, 94, 10, "Greta Olafsen"), (60, 130, 10, "Printed in Bergen")]
    text = column(50, 150, [*PROSE, *FILLER, *FILLER])
    article = [(50, 60, 18, "The Toll of the North"), (50, 90, 11, "Anselm Brook"), *text]
    more = column(50, 60, [*FILLER, *FILLER])
    document = read_pages(tmp_path / "issue.pdf", cover, imprint, article, more)
    assert (document.metadata.title, document.metadata.authors) == ("The Toll of the North", ("Anselm Brook",))


def test_a_title_page_without_issue_keeps_its_title(tmp_path: Path) -> None:
    cover = [(60, 150, 30, "Harbours of the North"), (60, 200, 14, "Anselm Brook")]
    chapter = [(50, 60, 18, "The Toll"), *column(50, 150, [*PROSE, *FILLER, *FILLER])]
    document = read_pages(tmp_path / "book.pdf", cover, chapter)
    assert (document.metadata.title, document.metadata.authors) == ("Harbours of the North", ("Anselm Brook",))


def test_a_title_in_capitals_goes_on_in_the_next_line_and_the_author_stands_by_the_abstract(tmp_path: Path) -> None:
    page = [
        (50, 60, 13, "THE TOLL OF THE HARBOURS AND", "Times-Bold"),
        (50, 74, 13, "OF THE NORTHERN SEAS | LE PEAGE DES PORTS"),
        *column(50, 120, ["ABSTRACT | This paper asks who paid the toll, and why it was paid so long.", *PROSE]),
        (50, 190, 10, "KEYWORDS | toll; harbour; north."),
        (50, 220, 10, "ANSELM DE BROOK"),
        (50, 250, 12, "1. Introduction", "Times-Bold"),
        *column(50, 280, [*PROSE, *FILLER]),
    ]
    document = read_pages(tmp_path / "toll.pdf", page)
    assert document.metadata.title == "THE TOLL OF THE HARBOURS AND OF THE NORTHERN SEAS"
    assert document.metadata.authors == ("Anselm de Brook",)


def test_what_a_sign_at_the_byline_leads_to_is_not_the_articles_text(tmp_path: Path) -> None:
    page = [
        (50, 60, 16, "The Toll of the North"),
        (50, 90, 10, "Anselm Brook +"),
        *column(50, 120, [*PROSE, *FILLER]),
        (50, 230, 10, "+ Address all letters to Anselm Brook, Department of"),
        (58, 242, 10, "History, Oldtown."),
    ]
    more = column(50, 60, [*FILLER, "+ 3 is a sum that no merchant paid.", *FILLER])
    document = read_pages(tmp_path / "byline.pdf", page, more)
    labels = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.LABEL]
    assert " ".join(labels) == "+ Address all letters to Anselm Brook, Department of History, Oldtown."
    assert document.metadata.title == "The Toll of the North"


@pytest.mark.parametrize(
    ("head", "first", "pages"),
    [("Harbour Review 3 (2012) 2", 73, "73–75"), ("Harbour Review 3 (2012) 2", 1, None), ("On the Toll", 73, None)],
)
def test_an_articles_pages_are_those_printed_on_it(tmp_path: Path, head: str, first: int, pages: str | None) -> None:
    def page(number: int, noun: str) -> list[tuple[object, ...]]:
        lines = column(50, 120, [f"The {noun} was new. {line}" for line in FILLER])
        return [(300, 30, 8, str(number)), (50, 30, 8, head), *lines]

    sheets = [page(first + at, noun) for at, noun in enumerate(("harbour", "market", "bridge"))]
    assert read_pages(tmp_path / "pages.pdf", *sheets).metadata.pages == pages


@pytest.mark.parametrize("accent_first", [True, False])
def test_an_accent_drawn_apart_stands_on_its_letter(tmp_path: Path, accent_first: bool) -> None:
    x, page = 50.0, []
    for before, accent, letter in (("caf", "´", "e"), (" na", "¨", "i"), ("ve f", "ˆ", "e"), ("te", "", "")):
        page.append((x, 100, 10, before))
        x += width(before, 10)
        over = x + (width(letter, 10) - width(accent, 10)) / 2
        pair = [(over, 100, 10, accent), (x, 100, 10, letter)]
        page += [one for one in (pair if accent_first else pair[::-1]) if one[3]]
        x += width(letter, 10)
    document = read_pages(tmp_path / "accents.pdf", [*page, *column(50, 150, FILLER)])
    assert "café naïve fête" in document.text
    at = document.text.index("café")
    assert any(box.start <= at < box.end and 40 < box.x0 < 60 for box in document.boxes)


def test_an_accent_that_stands_alone_stays(tmp_path: Path) -> None:
    document = read_pages(tmp_path / "alone.pdf", [(50, 100, 10, "The sign ´ is an acute"), *column(50, 150, FILLER)])
    assert "The sign ´ is an acute" in document.text


def test_a_word_set_letter_by_letter_is_a_word(tmp_path: Path) -> None:
    x, page = 50.0, []
    for letter in "harbour":
        page.append((x, 100, 10, letter))
        x += width(letter, 10) + 1.3
    page += [(x + 6, 100, 10, "tolls of A B C D E F"), *column(50, 150, FILLER)]
    assert "harbour tolls of A B C D E F" in read_pages(tmp_path / "spaced.pdf", page).text
