"""Digits that are no int(): raised ones, and rows of thousands, which Python refuses to read."""

from pathlib import Path

import pytest

from assistant.words.number_words import in_words
from assistant.words.wording import spellings
from ingest.bibliography import document_item
from ingest.document import Metadata
from ingest.errors import LibraryError
from ingest.notes import scopes_of
from ingest.reading import read_here
from ingest.whole_numbers import whole_number
from web.shelf import metadata_from_fields

LONG = "9" * 5000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("007", 7),
        ("²", 2),
        ("¹²", 12),
        ("２００５", 2005),
        ("", None),
        ("½", None),
        ("-1", None),
        (LONG, None),
    ],
)
def test_a_whole_number_is_what_its_digits_write(text: str, value: int | None) -> None:
    assert whole_number(text) == value


def test_notes_under_raised_numbers_start_again_at_one() -> None:
    assert scopes_of(["¹", "²", "³", "¹", "²"]) == [0, 0, 0, 1, 1]
    assert scopes_of(["1", LONG, "2"]) == [0, 0, 0]


def test_numbers_are_spelt_of_plain_digits_alone() -> None:
    assert "20 000" in spellings("20000")
    assert spellings(LONG) == (LONG,)
    assert in_words("²") == "" and in_words("21") == "twenty-one"


def test_an_article_is_read_whatever_its_dates_and_volume_hold(tmp_path: Path) -> None:
    article = f"""<article><front><article-meta><title-group><article-title>On Quays</article-title></title-group>
    <volume>{LONG}</volume></article-meta></front><body><p>The quay was built of stone.</p></body>
    <back><ref-list><ref id="a"><mixed-citation publication-type="book"><name><surname>Holt</surname></name>
    <source>Quays</source><year>2005</year><month>{LONG}</month><day>²</day></mixed-citation></ref></ref-list></back>
    </article>"""
    path = tmp_path / "quays.xml"
    path.write_text(article, encoding="utf-8")
    document = read_here(path)
    assert "The quay was built of stone." in document.text
    assert document_item(document)["title"] == "On Quays"


def test_a_page_is_cited_whatever_its_volume_is(tmp_path: Path) -> None:
    path = tmp_path / "quays.html"
    path.write_text(
        "<html><head><meta name='citation_title' content='On Quays'>"
        f"<meta name='citation_volume' content='{LONG}'></head><body><p>The quay was built of stone.</p></body></html>",
        encoding="utf-8",
    )
    assert document_item(read_here(path))["volume"] == LONG


@pytest.mark.parametrize("year", ["²", "²²", LONG, f"-{LONG}", "--5", "next"])
def test_a_year_that_is_none_is_named(year: str) -> None:
    with pytest.raises(LibraryError, match="is not a year"):
        metadata_from_fields(Metadata(), {"year": year})
    assert metadata_from_fields(Metadata(), {"year": "-44"}).year == -44
