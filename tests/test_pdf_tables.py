"""Tables of PDFs built here: their heads, rows and cells come out as the page shows them."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.quotes.scraps import is_scrap
from assistant.table_rows import row_cells
from ingest.document import Block, BlockKind, Document
from ingest.readers.pdf_layout import make_line
from ingest.readers.pdf_page import Run
from ingest.readers.pdf_tables import find_tables
from ingest.reading import read_here

reportlab = pytest.importorskip("reportlab.pdfgen.canvas")
pdfmetrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")

Pieces = list[tuple[float, float, str]]
PROSE = [
    "The harbour was rebuilt after the great storm of that year, and all",
    "the merchants of the town paid for the work with a toll which was",
    "levied on every barrel. It lasted for about a generation or so.",
]


def prose(y: float) -> Pieces:
    return [(50, y + 12 * at, line) for at, line in enumerate(PROSE)]


def rows(y: float, xs: tuple[float, ...], *lines: tuple[str, ...], step: float = 13) -> Pieces:
    """Lines of cells at the same x; an empty cell is left out."""
    return [
        (x, y + step * at, text) for at, line in enumerate(lines) for x, text in zip(xs, line, strict=False) if text
    ]


def read(path: Path, *pages: Pieces, rules: tuple[tuple[float, float, float], ...] = ()) -> Document:
    """A PDF whose pages are (x, y from the top, text), ruled from x to x at y on its first page, read back."""
    canvas = reportlab.Canvas(str(path), pagesize=(420, 595))
    for number, page in enumerate(pages):
        canvas.setFont("Times-Roman", 10)
        for x, y, text in page:
            canvas.drawString(x, 595 - y, text)
        for x0, x1, y in rules if number == 0 else ():
            canvas.line(x0, 595 - y, x1, 595 - y)
        canvas.showPage()
    canvas.save()
    return read_here(path)


def tables(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is BlockKind.TABLE]


def told(document: Document) -> list[dict[str, str]]:
    """The rows of the only table, each cell by its head."""
    [table] = tables(document)
    found = (row_cells(document, row) for row in document.sentences_in(table.start, table.end))
    return [dict(cells) for cells in found if cells]


XS = (50, 150, 210, 280)


def test_a_head_over_two_lines_and_two_columns_is_that_of_each(tmp_path: Path) -> None:
    head = [(50, 163, "Quay"), (162, 150, "Barrels landed"), (153, 163, "1901"), (213, 163, "1911"), (280, 150, "Men")]
    cells = rows(176, XS, ("Oldtown", "120", "134", "7"), ("Newtown", "98", "88", "5"), ("Farby", "77", "70", "3"))
    document = read(tmp_path / "span.pdf", [*prose(60), *head, (280, 163, "hired"), *cells, *prose(240)])
    assert told(document)[0] == {
        "Quay": "Oldtown",
        "Barrels landed 1901": "120",
        "Barrels landed 1911": "134",
        "Men hired": "7",
    }


def test_a_head_over_a_rule_stands_over_the_columns_up_to_the_next(tmp_path: Path) -> None:
    xs = (50, 130, 180, 230, 280)
    heads = rows(150, xs, ("", "Landed", "", "Sold", ""), ("Quay", "Tons", "Men", "Tons", "Men"), step=16)
    cells = rows(182, xs, ("Oldtown", "120", "13", "98", "7"), ("Newtown", "98", "8", "61", "5"), ("Farby", *"7351"))
    part, whole, under = (130.0, 310.0, 154.0), (50.0, 310.0, 154.0), (50.0, 310.0, 170.0)
    document = read(tmp_path / "part.pdf", [*prose(60), *heads, *cells, *prose(250)], rules=(part, under))
    first = {"Quay": "Oldtown", "Landed Tons": "120", "Landed Men": "13", "Sold Tons": "98", "Sold Men": "7"}
    assert told(document)[0] == first
    document = read(tmp_path / "whole.pdf", [*prose(60), *heads, *cells, *prose(250)], rules=(whole, under))
    assert list(told(document)[0]) == ["Quay", "Landed Tons", "Men", "Sold Tons"]


def test_heads_under_the_first_rule_are_heads_where_they_fill_columns_that_lack_one(tmp_path: Path) -> None:
    ruled = tuple((48.0, 300.0, y) for y in (140.0, 154.0, 170.0, 224.0))
    cells = rows(182, XS, ("Oldtown", "a long one", "stone", "open"), ("Newtown", "short", "wood", "shut"))
    more = rows(208, XS, ("Farby", "a short one", "brick", "open"))
    first = rows(150, XS, ("", "Wharf", "", ""))
    second = rows(165, XS, ("Quay", "Length", "Built of", "State"))
    document = read(tmp_path / "second.pdf", [*prose(60), *first, *second, *cells, *more, *prose(250)], rules=ruled)
    assert [row["Quay"] for row in told(document)] == ["Oldtown", "Newtown", "Farby"]
    full = rows(150, XS, ("Quay", "Wharf", "Built of", "State"))
    row = rows(165, XS, ("Longholm", "none", "earth", "shut"))
    document = read(tmp_path / "first.pdf", [*prose(60), *full, *row, *cells, *more, *prose(250)], rules=ruled)
    assert [row["Quay"] for row in told(document)] == ["Longholm", "Oldtown", "Newtown", "Farby"]


def test_a_head_at_the_left_of_its_figures_is_theirs(tmp_path: Path) -> None:
    head = rows(150, (50, 130, 230), ("Quay", "Tons", "Men"))
    lines = (("Oldtown", "120", "13"), ("Newtown", "98", "8"), ("Farby", "77", "7"), ("Longholm", "61", "6"))
    document = read(tmp_path / "left.pdf", [*prose(60), *head, *rows(163, (50, 175, 270), *lines), *prose(250)])
    assert told(document)[0] == {"Quay": "Oldtown", "Tons": "120", "Men": "13"}
    assert len(told(document)) == 4


def test_an_empty_cell_stays_in_its_column(tmp_path: Path) -> None:
    lines = [("Quay", "Tolls", "Ships", "Men"), ("Oldtown", "120", "", "7"), ("Newtown", "", "88", "5")]
    cells = rows(150, XS, *lines, ("Farby", "77", "70", "3"), ("Longholm", "61", "12", ""))
    document = read(tmp_path / "empty.pdf", [*prose(60), *cells, *prose(240)])
    assert told(document)[0] == {"Quay": "Oldtown", "Tolls": "120", "Ships": "", "Men": "7"}
    assert told(document)[1] == {"Quay": "Newtown", "Tolls": "", "Ships": "88", "Men": "5"}
    assert told(document)[3] == {"Quay": "Longholm", "Tolls": "61", "Ships": "12", "Men": ""}


def test_columns_that_stand_close_are_parted_where_all_rows_leave_white(tmp_path: Path) -> None:
    lines = [
        ("Article", "Quantity", "Cost"),
        ("Tallow", "40 lb", "3"),
        ("Rope", "120 fathoms", "11"),
        ("Pitch", "6", "4"),
    ]
    document = read(tmp_path / "close.pdf", [*prose(60), *rows(150, (50, 91, 152), *lines), *prose(240)])
    assert told(document)[1] == {"Article": "Rope", "Quantity": "120 fathoms", "Cost": "11"}


def test_lines_of_one_cell_are_joined(tmp_path: Path) -> None:
    lines = [
        ("Boat", "Route", "Fare"),
        ("Heron", "Ullin to the landing", "12"),
        ("", "of the old abbey", ""),
        ("Teal", "Tarrow", "9"),
        ("Grebe", "Marsh End", "4"),
    ]
    document = read(tmp_path / "wrap.pdf", [*prose(60), *rows(150, (50, 120, 250), *lines), *prose(240)])
    assert told(document)[0] == {"Boat": "Heron", "Route": "Ullin to the landing of the old abbey", "Fare": "12"}
    assert len(told(document)) == 3


def test_what_stands_between_two_rules_is_one_row(tmp_path: Path) -> None:
    cells = [
        *rows(150, (50, 120, 250), ("Boat", "Route", "Fare")),
        (50, 170, "Heron"), (120, 164, "Ullin to the"), (120, 176, "Old Abbey"), (250, 170, "12"),
        (50, 196, "Teal"), (120, 190, "Tarrow by"), (120, 202, "Marsh End"), (250, 196, "9"),
        (50, 222, "Grebe"), (120, 216, "Lodden to"), (120, 228, "Tarrow"), (250, 222, "4"),
    ]  # fmt: skip
    ruled = tuple((45.0, 300.0, y) for y in (140.0, 154.0, 180.0, 206.0, 232.0))
    document = read(tmp_path / "ruled.pdf", [*prose(60), *cells, *prose(260)], rules=ruled)
    assert told(document)[1] == {"Boat": "Teal", "Route": "Tarrow by Marsh End", "Fare": "9"}
    assert len(told(document)) == 3


def test_a_title_among_the_rows_is_a_row_of_its_own_and_a_note_below_is_none(tmp_path: Path) -> None:
    lines = [("Quay", "Tolls", "Ships"), ("Northern quays",), ("Oldtown", "120", "9"), ("Newtown", "98", "8")]
    more = [("Southern quays",), ("Farby", "77", "7"), ("Longholm", "61", "6")]
    note = (50, 246, "The tolls of Farby were paid by the heirs of the old chandler until his death.")
    document = read(tmp_path / "groups.pdf", [*prose(60), *rows(150, XS, *lines, *more), note, *prose(270)])
    [table] = tables(document)
    assert "\nSouthern quays\n" in document.text[table.start : table.end]
    assert "heirs" not in document.text[table.start : table.end]
    assert [row["Quay"] for row in told(document)] == ["Oldtown", "Newtown", "Farby", "Longholm"]


def test_a_table_goes_on_over_the_page(tmp_path: Path) -> None:
    head = ("Quay", "Tolls", "Ships")
    one = rows(420, XS, head, *((f"Quay {name}", str(60 + 7 * at), str(at + 2)) for at, name in enumerate("ABCDEF")))
    more = [(f"Quay {name}", str(200 + 7 * at), str(at + 9)) for at, name in enumerate("GHIJ")]
    for name, two in (("again", rows(60, XS, head, *more)), ("straight", rows(60, XS, *more))):
        document = read(tmp_path / f"{name}.pdf", [*prose(60), *prose(200), *one], [*two, *prose(200), *prose(300)])
        assert [row["Quay"][-1] for row in told(document)] == list("ABCDEFGHIJ")
        assert told(document)[-1] == {"Quay": "Quay J", "Tolls": "221", "Ships": "12"}
        [table] = tables(document)
        last = document.text.index("Quay J")
        page = document.page_at(last)
        assert page is not None
        assert page.pdf == 2
        assert table.start < last < table.end


def test_rows_without_heads_are_no_sentences(tmp_path: Path) -> None:
    lines = [("Oldtown", "120", "9"), ("Newtown", "98", "8"), ("Farby", "77", "7"), ("Longholm", "61", "6")]
    document = read(tmp_path / "headless.pdf", [*prose(60), *rows(150, XS, *lines), *prose(240)])
    [table] = tables(document)
    assert document.text[table.start : table.end].startswith("Oldtown\t120\t9\n")
    assert all(is_scrap(document, row) for row in document.sentences_in(table.start, table.end))
    assert told(document) == []


def test_the_labels_of_axes_are_no_table(tmp_path: Path) -> None:
    ticks = [("40", "", "", "", "38"), ("30", "", "29", "", ""), ("20", "17", "", "", ""), ("10", "", "", "12", "")]
    axis = ("0", "1901", "1902", "1903", "1904")
    chart = rows(150, (50, 120, 180, 240, 300), *ticks, axis)
    caption = (50, 235, "Figure 2. Barrels landed on the old quay in each year")
    document = read(tmp_path / "axes.pdf", [*prose(60), *chart, caption, *prose(270)])
    assert tables(document) == []


def test_words_spaced_out_to_fill_their_lines_are_no_table(tmp_path: Path) -> None:
    pairs = [("harbour dues", "(tolls of the quay"), ("and barrels),", "landed by many"), ("by seamen", "from abroad.")]
    lines = []
    for at, (one, two) in enumerate(pairs):
        x = 240 - pdfmetrics.stringWidth(two, "Times-Roman", 10)
        lines += [(50, 150 + 12 * at, one), (x, 150 + 12 * at, two)]
    document = read(tmp_path / "spaced.pdf", [*prose(60), *lines, *prose(240)])
    assert tables(document) == []


def test_a_long_page_of_words_spaced_out_is_read_in_a_moment() -> None:
    words = (Run("harbour", 50, 0, 90, 10, 10), Run("dues", 200, 0, 240, 10, 10))
    page = [make_line(1, [replace(run, y0=12.0 * at, y1=12.0 * at + 10) for run in words]) for at in range(300)]
    begun = time.process_time()
    assert find_tables(page, {}) == []
    assert time.process_time() - begun < 3
