"""Stops that a typewriter or OCR set apart from their words, and lines that end in an abbreviation's stop."""

from pathlib import Path

import pytest

from ingest.document import Document
from ingest.reading import read_here
from tests.test_reading import assert_sound

pytest.importorskip("reportlab.pdfgen.canvas")
from tests.test_pdf import FILLER, column, draw

TYPED = [
    "The toll was asked of every ship . It was paid in the U .S . as well as",
    "in the north . See M . Olafsen, The Toll, p . 55 , for the rolls of it .",
    "The rolls are lost . What was left of them . . . has been sold for .5",
    "of its price . The council met . The bishop had guards .(12) Nobody",
    "came to the harbour . The end came soon after the ships had left .",
]


def read_lines(path: Path, lines: list[str]) -> Document:
    document = read_here(draw(path, column(50, 90, lines)))
    assert_sound(document)
    return document


def sentences(document: Document) -> list[str]:
    return [document.text[sentence.start : sentence.end] for sentence in document.sentences]


def test_stops_set_apart_throughout_are_closed_up(tmp_path: Path) -> None:
    found = sentences(read_lines(tmp_path / "typed.pdf", [*TYPED, *TYPED]))
    assert found[:3] == [
        "The toll was asked of every ship.",
        "It was paid in the U.S. as well as in the north.",
        "See M. Olafsen, The Toll, p. 55, for the rolls of it.",
    ]
    assert found[4] == "What was left of them . . . has been sold for .5 of its price."
    assert found[6:8] == ["The bishop had guards.(12)", "Nobody came to the harbour."]


def test_a_stop_set_apart_here_and_there_stays(tmp_path: Path) -> None:
    document = read_lines(tmp_path / "once.pdf", [*FILLER, *FILLER, "It was paid in gold . The ships had left."])
    assert "in gold . The ships" in document.text


def test_a_short_line_that_ends_in_an_abbreviation_is_no_paragraphs_end(tmp_path: Path) -> None:
    lines = [
        *FILLER,
        "The harbour is the only one in the U.S.",
        "founded by a bishop, and the rolls say so at some length",
    ]
    assert "in the U.S. founded by a bishop" in read_lines(tmp_path / "short.pdf", [*lines, *FILLER]).text
    items = [*FILLER, "a. The harbour has guards.", "b. the bishop has guards too.", *FILLER]
    assert "guards.\n\nb. the bishop" in read_lines(tmp_path / "items.pdf", items).text
