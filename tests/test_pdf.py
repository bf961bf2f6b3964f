"""PDFs built here, read back: what stands in them comes out in order, and as what it is."""

from pathlib import Path

import pytest

from ingest.document import BlockKind
from ingest.errors import PasswordError, UnreadableError
from ingest.readers.pdf import read

reportlab = pytest.importorskip("reportlab.pdfgen.canvas")


def draw(path: Path, *pages, size=(420, 595), **options) -> Path:
    """A PDF whose pages are lists of (x, y from the top, font size, text[, font])."""
    canvas = reportlab.Canvas(str(path), pagesize=size, **options)
    for page in pages:
        for x, y, points, text, *font in page:
            canvas.setFont(font[0] if font else "Times-Roman", points)
            canvas.drawString(x, size[1] - y, text)
        canvas.showPage()
    canvas.save()
    return path


def column(x, y, lines, points=10, step=12):
    return [(x, y + step * at, points, line) for at, line in enumerate(lines)]


PROSE = [
    "The harbour was rebuilt after the great storm of that year, and",
    "the merchants of the town paid for the work with a toll that was",
    "levied on every barrel. It lasted for about a generation.",
]


def test_lines_make_paragraphs_and_large_type_makes_headings(tmp_path: Path) -> None:
    page = [(50, 60, 16, "Of harbours"), *column(50, 90, PROSE), *column(50, 150, PROSE)]
    document = read(draw(tmp_path / "simple.pdf", page, page))
    assert document.format == "pdf"
    assert document.page_count == 2
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH] * 2
    assert document.blocks[1].text == " ".join(PROSE)
    assert [block.pages[0].page.pdf for block in document.blocks] == [1, 1, 1, 2, 2, 2]
    box = document.blocks[1].boxes[1]
    assert document.blocks[1].text[box.start : box.end] == PROSE[1]
    assert (box.page, round(box.x0)) == (1, 50)
    assert 90 < box.y0 < box.y1 < 106


def test_hyphens_at_line_ends(tmp_path: Path) -> None:
    lines = ["The harbour was well known to every one, and the har-", "bour toll was an Anglo-", "Dutch matter there."]
    document = read(draw(tmp_path / "hyphens.pdf", column(50, 90, lines)))
    text = " ".join(block.text for block in document.blocks)
    assert "the harbour toll was an Anglo-Dutch matter" in text


def test_what_is_not_a_pdf_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.pdf").write_bytes(b"%PDF-1.4 but no more than that")
    with pytest.raises(UnreadableError, match=r"odd\.pdf"):
        read(tmp_path / "odd.pdf")


def test_an_encrypted_file_asks_for_its_password(tmp_path: Path) -> None:
    path = draw(tmp_path / "secret.pdf", column(50, 90, PROSE), encrypt="sesame")
    with pytest.raises(PasswordError, match=r"secret\.pdf is encrypted: give"):
        read(path)
    with pytest.raises(PasswordError, match="wrong"):
        read(path, password="open")
    assert read(path, password="sesame").blocks[0].text == " ".join(PROSE)
