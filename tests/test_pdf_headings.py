"""Headings that only their number, their capitals and their place tell, and how deep headings stand."""

from pathlib import Path

import pytest

from ingest.reading import read_here

pytest.importorskip("reportlab.pdfgen.canvas")
from tests.test_pdf import FILLER, PROSE, column, draw, width

FULL = width(max(FILLER, key=lambda line: width(line, 10)), 10)
NOUNS = ("harbour", "market", "bridge", "ferry")


def across(text: str) -> tuple[str, float]:
    """The text and the size, no heading's by itself, in which it fills the column."""
    size = 10 * FULL / width(text, 10)
    assert 9.2 < size < 10.8
    return text, size


def prose(noun: str) -> list[str]:
    """Lines that no other page has, so that none is taken for a running head."""
    return [f"The {noun} was new. {line}"[: len(line)] for line in (*PROSE[:2], *FILLER)]


def titled(path: Path, *sections: list[tuple[object, ...]]) -> list[tuple[str, int]]:
    """The sections (title, level) of an article whose later pages have text, a heading and text."""
    opening = [(50, 60, 16, "The Toll of the North", "Times-Bold"), *column(50, 100, [*FILLER, *PROSE])]
    pages = [
        [*column(50, 60, [*prose(noun)[:3], f"Of the {noun}."]), *section, *column(50, 170, prose(noun))]
        for section, noun in zip(sections, NOUNS, strict=False)
    ]
    return [(section.title, section.level) for section in read_here(draw(path, opening, *pages)).sections]


def test_numbered_headings_in_capitals_may_fill_a_line_and_go_on_in_the_next(tmp_path: Path) -> None:
    one, size = across("II. HOW THE COUNCILS TOOK THE TOLL OF ALL THE")
    two, other = across("III. WHAT BECAME OF THE MERCHANTS WHEN ALL")
    found = titled(
        tmp_path / "capitals.pdf",
        [(50, 130, 9.5, "I. THE LAW")],
        [(50, 120, size, one), (50, 132, size, "SHIPS")],
        [(50, 120, other, two), (50, 132, other, "THE TOLL OF 1871 HAD ENDED")],
    )
    assert found[1:] == [("I. THE LAW", 2), (f"{one} SHIPS", 2), (f"{two} THE TOLL OF 1871 HAD ENDED", 2)]


def test_a_numbered_heading_in_capitals_goes_on_in_larger_type(tmp_path: Path) -> None:
    one, size = across("IV. HOW THE COUNCILS TOOK THE TOLL OF MANY")
    found = titled(tmp_path / "larger.pdf", [(50, 120, size, one), (50, 134, 12.5, "THE SHIPS, II 79/10")])
    assert found[1:] == [(f"{one} THE SHIPS, II 79/10", 2)]


def test_a_line_in_capitals_without_number_or_place_of_its_own_is_text(tmp_path: Path) -> None:
    line, size = across("THE COUNCIL WILL NOT HAVE A TOLL ON ANY SHIP")
    unnumbered = [(50, 120, size, line), (50, 132, size, "OF THE NORTH")]
    inside = [(50, 96, size, f"IV. {line[:-12]}")]
    assert len(titled(tmp_path / "text.pdf", unnumbered, inside)) == 1


def test_headings_stand_one_level_below_the_one_above_them(tmp_path: Path) -> None:
    small = [(50, 120, 9.0, "Abstract")]
    numbered = [(50, 120, 11.5, "1. The law"), (50, 145, 10, "1.1 The rolls", "Times-Bold")]
    large = [(50, 120, 13, "Of ships", "Times-Bold")]
    levels = dict(titled(tmp_path / "levels.pdf", small, numbered, large))
    assert levels == {"The Toll of the North": 1, "Abstract": 2, "1. The law": 2, "1.1 The rolls": 3, "Of ships": 2}
