"""Dots that lead to a page number are a table of contents; dots that lead to figures are rows of a table."""

from pathlib import Path

import pytest

from ingest.document import BlockKind
from ingest.reading import read_here

pytest.importorskip("reportlab.pdfgen.canvas")
from tests.test_pdf import FILLER, PROSE, column, draw, width

Pieces = list[tuple[object, ...]]


def dotted(y: float, name: str, *cells: str, until: float = 200) -> Pieces:
    """A row: its name, dots up to `until`, its cells after them."""
    room = until - 50 - width(name + " ", 10)
    dots = " ." * int(room / width(" .", 10))
    return [(50, y, 10, name + dots), *((until + 15 + 45 * at, y, 10, cell) for at, cell in enumerate(cells))]


def test_figures_after_dots_are_rows(tmp_path: Path) -> None:
    rows = [
        dotted(220, "Rope walks", "12", "1,310", "40.2"),
        dotted(232, "Tar houses", "7", "(NA)", "11.9"),
        dotted(244, "Sail lofts", "31", "2,004", "77.0"),
        dotted(256, "Chandlers", "5", "98", "3.1"),
    ]
    page = [*column(50, 60, [*PROSE, *FILLER]), *(piece for row in rows for piece in row)]
    document = read_here(draw(tmp_path / "rows.pdf", page))
    [table] = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    assert document.text[table.start : table.end].splitlines() == [
        "Rope walks\t12\t1,310\t40.2",
        "Tar houses\t7\t(NA)\t11.9",
        "Sail lofts\t31\t2,004\t77.0",
        "Chandlers\t5\t98\t3.1",
    ]
    assert not [block for block in document.blocks if block.kind is BlockKind.LABEL]


def test_pages_after_dots_are_contents(tmp_path: Path) -> None:
    names = ["Of rope", "Of tar", "Of sails", "Of chandlers"]
    rows = [dotted(220 + 12 * at, name, str(3 + 9 * at), until=350) for at, name in enumerate(names)]
    page = [*column(50, 60, [*PROSE, *FILLER]), *(piece for row in rows for piece in row)]
    document = read_here(draw(tmp_path / "contents.pdf", page))
    labels = " ".join(document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.LABEL)
    assert all(name in labels for name in names)
    assert not [block for block in document.blocks if block.kind is BlockKind.TABLE]
