"""The entries of a PDF's list of works are told apart, however the list is set."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.document import BlockKind
from ingest.reading import read_here
from tests.test_reading import assert_sound

NAMES = ("Abel", "Berg", "Cole", "Dunn", "Eder", "Frey", "Gill", "Hahn", "Iyer", "Jung", "Kern", "Lund")
LINE = 14


def set_list(path: Path, heading: str, indent: int, ending: str = "Hull: The Harbour Press.") -> None:
    canvas = Canvas(str(path), pagesize=(595, 842))
    height = 780

    def line(words: str, x: int = 72, font: str = "Times-Roman", size: int = 11) -> None:
        nonlocal height
        canvas.setFont(font, size)
        canvas.drawString(x, height, words)
        height -= LINE

    for _ in range(8):
        line("The pier of the old town was built of stone, and it held for a hundred years in all of them.")
    height -= LINE
    line(heading, font="Times-Bold", size=13)
    height -= 6
    for index, name in enumerate(NAMES):
        line(f"{name}, A. ({1950 + index}). The building of piers and moles in the north of the old country and in")
        line(f"its harbours, volume {index + 1}. {ending}", x=72 + indent)
    canvas.save()


@pytest.mark.parametrize("heading", ["References", "REFERENCES CITED", "List of references", "Works consulted"])
@pytest.mark.parametrize("indent", [0, 18], ids=["flush", "hanging"])
def test_each_work_of_a_list_is_an_entry(tmp_path: Path, heading: str, indent: int) -> None:
    set_list(tmp_path / "piers.pdf", heading, indent)
    document = read_here(tmp_path / "piers.pdf")
    assert_sound(document)
    entries = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.REFERENCE]
    assert [entry.split(",")[0] for entry in entries] == list(NAMES)
    assert all(entry.endswith("The Harbour Press.") for entry in entries)


def test_entries_whose_last_lines_are_full_are_told_apart_by_names(tmp_path: Path) -> None:
    set_list(tmp_path / "piers.pdf", "References", 0, "Hull, Cork and Oslo: The Old Harbour Press of the Town.")
    document = read_here(tmp_path / "piers.pdf")
    entries = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.REFERENCE]
    assert [entry.split(",")[0] for entry in entries] == list(NAMES)
