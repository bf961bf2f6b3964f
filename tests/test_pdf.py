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


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("and some-", "what of it was lost", "somewhat of"),
        ("of the late-", "twentieth-century toll", "late-twentieth-century"),
        ("of the inter-", "est-bearing toll", "interest-bearing"),
        ("of the mid-", "twentieth toll", "mid-twentieth"),
        ("of the thirty-", "six ships", "thirty-six"),
        ("of the harbour-", "guard ships", "harbour-guard"),
    ],
)
def test_hyphens_in_words_that_stand_nowhere_else(tmp_path: Path, first: str, second: str, joined: str) -> None:
    words = "Some late interest of what the harbour guard said in the twentieth year, mid or inter, is lost."
    document = read(draw(tmp_path / "parts.pdf", column(50, 90, [*PROSE, words, first, second])))
    assert joined in " ".join(block.text for block in document.blocks)


def test_german_compounds_are_joined_whatever_their_parts(tmp_path: Path) -> None:
    lines = [
        "Der Dienst und die Leistung sind nicht alt, und von leistung ist",
        "die Rede und von einer Dienst-",
        "leistung",
    ]
    document = read(draw(tmp_path / "german.pdf", column(50, 90, lines)))
    assert "einer Dienstleistung" in " ".join(block.text for block in document.blocks)


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


# ---- a page as journals set it ---------------------------------------------------------------

BODY = 10
SMALL = 8
FILLER = (
    "The toll was first asked of ships that came from the north, and",
    "then of all ships, whatever their cargo and whoever had sent it",
    "to the town. Nobody liked it, and nobody would say so aloud, for",
    "the council had the ear of the bishop and the bishop had guards.",
)


def superscript(x, y, text, points=6):
    return (x, y - 4, points, text)


def width(text: str, points: float, font: str = "Times-Roman") -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return stringWidth(text, font, points)


def marked(x, y, text, number, after="", points=BODY):
    """A line with a superscript number in it."""
    at = x + width(text, points)
    return [(x, y, points, text), superscript(at, y, number), (at + width(number, 6), y, points, after)]


def footnote(x, y, number, *lines):
    first = [superscript(x, y, number, 5), (x + 5, y, SMALL, lines[0])]
    return first + [(x, y + 10 * (at + 1), SMALL, line) for at, line in enumerate(lines[1:])]


def article(tmp_path: Path) -> Path:
    """Two pages: running head, folio, prose with two markers, a paragraph cut by the page, two footnotes, one cut."""
    one = [
        (50, 30, 8, "Jane Doe"), (360, 30, 8, "118"),
        *column(50, 60, FILLER), *marked(50, 108, "So much is known from the rolls.", "1", " The rest is guessed"),
        *column(50, 120, FILLER), *marked(50, 168, "No toll has been levied since then,", "2", " and the merchants"),
        *footnote(50, 500, "1", "A. Author, Harbour Rolls of the North (Oldtown, 1901), p. 12, with"),
        (50, 510, SMALL, "a list of the ships."),
        *footnote(50, 521, "2", "Ibid., p. 164, where the council is said to have been of another mind and to"),
    ]  # fmt: skip
    two = [
        (50, 30, 8, "119"), (300, 30, 8, "On Harbour Tolls"),
        (50, 60, BODY, "have never asked for it back. The council kept its own counsel."),
        *column(50, 72, FILLER), *column(50, 120, FILLER), *marked(50, 168, "The end came soon after.", "3"),
        (50, 500, SMALL, "have written to the bishop about it in the spring of that year, at some length."),
        *footnote(50, 511, "3", "B. Writer, Tolls (Newtown, 1902), p. 3."),
    ]  # fmt: skip
    three = [(50, 30, 8, "Jane Doe"), (360, 30, 8, "120"), *column(50, 60, FILLER), *column(50, 120, FILLER)]
    return draw(tmp_path / "article.pdf", one, two, three)


def test_footnotes_are_apart_and_linked(tmp_path: Path) -> None:
    document = read(article(tmp_path))
    notes = {block.number: block for block in document.blocks if block.kind is BlockKind.NOTE}
    assert list(notes) == ["1", "2", "3"]
    assert notes["1"].text.startswith("A. Author, Harbour Rolls")
    assert notes["1"].text.endswith("a list of the ships.")
    assert "of another mind and to have written to the bishop" in notes["2"].text  # it goes on overleaf
    assert [page.page.pdf for page in notes["2"].pages] == [1, 2]
    by_id = {block.note_id: block.number for block in notes.values()}
    places = {
        by_id[marker.target]: block.text[: marker.start]
        for block in document.blocks
        for marker in block.markers
        if block.text[marker.start : marker.end] == by_id[marker.target]
    }
    assert places["1"].endswith("known from the rolls.")
    assert places["2"].endswith("levied since then,")
    assert places["3"].endswith("came soon after.")


def test_notes_whose_numbers_are_raised_figures_of_the_font_are_numbered(tmp_path: Path) -> None:
    page = [
        *column(50, 60, FILLER), *marked(50, 108, "So much is known from the rolls.", "¹", " The rest is guessed"),
        *column(50, 120, FILLER), *marked(50, 168, "No toll has been levied since then,", "²", " and the merchants"),
        *column(50, 180, FILLER),
        *footnote(50, 500, "¹", "A. Author, Harbour Rolls of the North (Oldtown, 1901), p. 12."),
        *footnote(50, 511, "²", "Ibid., p. 164, where the council is said to have been of another mind."),
    ]  # fmt: skip
    document = read(draw(tmp_path / "raised.pdf", page))
    notes = {block.number: block.text for block in document.blocks if block.kind is BlockKind.NOTE}
    assert list(notes) == ["1", "2"] and notes["2"].startswith("Ibid.")


def test_running_heads_and_folios_are_left_out_and_give_the_labels(tmp_path: Path) -> None:
    document = read(article(tmp_path))
    text = "\n".join(block.text for block in document.blocks)
    assert "Jane Doe" not in text
    assert "On Harbour Tolls" not in text
    assert not any(number in text for number in ("118", "119", "120"))
    printed = {page.page.pdf: page.page.printed for block in document.blocks for page in block.pages}
    assert printed == {1: "118", 2: "119", 3: "120"}


def test_a_paragraph_cut_by_a_page_is_joined(tmp_path: Path) -> None:
    document = read(article(tmp_path))
    joined = next(block for block in document.blocks if "and the merchants" in block.text)
    assert "and the merchants have never asked for it back" in joined.text
    assert [page.page.pdf for page in joined.pages][:2] == [1, 2]
    at = joined.pages[1].start
    assert joined.text[at:].startswith("have never asked")


def test_notes_that_outweigh_the_text_stay_notes(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 7):
        note = [f"Long note {number}, with all that is known of the matter and more than that."] * 12
        pages.append(
            [
                *column(50, 60, FILLER[:2]),
                *marked(50, 84, "Known.", str(number)),
                *footnote(50, 300, str(number), *note),
            ]
        )
    document = read(draw(tmp_path / "long.pdf", *pages))
    notes = [block for block in document.blocks if block.kind is BlockKind.NOTE]
    assert [note.number for note in notes] == list("123456")
    assert not any("Long note" in block.text for block in document.blocks if block.kind is not BlockKind.NOTE)


def test_endnotes_under_a_heading(tmp_path: Path) -> None:
    lines = [
        line
        for n in range(1, 6)
        for line in (f"Something is said of it here, (and more){n * ''}", f"and this is known.({n}) But")
    ]
    notes = [
        line for n in range(1, 6) for line in (f"{n} Author {n}, A Work on Harbours (Oldtown, 190{n}),", "   pp. 3-9.")
    ]
    page = [*column(50, 60, lines), (50, 250, 12, "Notes"), *column(50, 280, notes, points=9)]
    document = read(draw(tmp_path / "end.pdf", page))
    found = [block for block in document.blocks if block.kind is BlockKind.NOTE]
    assert [note.number for note in found] == list("12345")
    assert found[2].text == "Author 3, A Work on Harbours (Oldtown, 1903), pp. 3-9."
    marked_notes = {marker.target for block in document.blocks for marker in block.markers}
    assert marked_notes == {note.note_id for note in found}


def test_two_columns_under_a_title_across_them(tmp_path: Path) -> None:
    left = [f"left column line {n:02d} of the text here" for n in range(40)]
    right = [f"right column line {n:02d} of the text too" for n in range(40)]
    title = [(90, 60, 16, "A title that goes across both columns")]
    page = [*title, *column(40, 100, left, 9, 11), *column(225, 100, right, 9, 11)]
    text = " ".join(block.text for block in read(draw(tmp_path / "two.pdf", page)).blocks)
    places = [text.index(line) for line in ["A title that goes across both columns", *left, *right]]
    assert places == sorted(places)


def test_two_columns_below_an_abstract_that_fills_most_of_the_page(tmp_path: Path) -> None:
    abstract = [f"abstract line {n:02d}, as wide as both of the columns together are, word by word" for n in range(30)]
    left = [f"left column line {n:02d} of the text here" for n in range(9)]
    right = [f"right column line {n:02d} of the text too" for n in range(9)]
    page = [*column(40, 60, abstract, 10, 12), *column(40, 440, left, 9, 11), *column(225, 440, right, 9, 11)]
    text = " ".join(block.text for block in read(draw(tmp_path / "below.pdf", page)).blocks)
    places = [text.index(line) for line in [*abstract, *left, *right]]
    assert places == sorted(places)


def test_a_table_is_kept_together_and_captioned(tmp_path: Path) -> None:
    rows = [("Harbour", "Tolls", "Ships"), ("Oldtown", "1,200", "34"), ("Newtown", "980", "29"), ("Farby", "77", "3")]
    cells = [
        (x, 150 + 12 * at, 10, text) for at, row in enumerate(rows) for x, text in zip((50, 180, 280), row, strict=True)
    ]
    caption_line = (50, 130, 9, "Table 1. Tolls and ships in that year")
    page = [*column(50, 60, FILLER), caption_line, *cells, *column(50, 220, FILLER)]
    document = read(draw(tmp_path / "table.pdf", page))
    table = next(block for block in document.blocks if block.kind is BlockKind.TABLE)
    assert table.text.split("\n")[1] == "Oldtown\t1,200\t34"
    assert len(table.text.split("\n")) == 4
    caption = next(block for block in document.blocks if block.kind is BlockKind.CAPTION)
    assert caption.text == "Table 1. Tolls and ships in that year"


def test_a_bibliography_is_cut_into_its_entries(tmp_path: Path) -> None:
    entries = [
        (50, "Author, A. Harbours of the North and of the South, with maps of"),
        (65, "each. Oldtown, 1901."),
        (50, "Writer, B. Tolls. Newtown, 1902."),
        (50, "Zimmer, C. Ships and those who sailed in them, a history in"),
        (65, "three parts. Farby, 1903."),
    ]
    page = [*column(50, 60, FILLER), (50, 130, 13, "References")]
    page += [(x, 160 + 12 * at, 10, line) for at, (x, line) in enumerate(entries)]
    document = read(draw(tmp_path / "works.pdf", page))
    found = [block.text for block in document.blocks if block.kind is BlockKind.REFERENCE]
    assert [entry.split(",")[0] for entry in found] == ["Author", "Writer", "Zimmer"]
    assert found[0].endswith("with maps of each. Oldtown, 1901.")


def test_a_page_without_text_is_told_apart(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (300, 400), 255).save(tmp_path / "scan.png")
    canvas = reportlab.Canvas(str(tmp_path / "scan.pdf"), pagesize=(420, 595))
    canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, 420, 595)
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableError, match=r"scan\.pdf holds no text: its pages are"):
        read(tmp_path / "scan.pdf")
    draw(tmp_path / "blank.pdf", [], [])
    with pytest.raises(UnreadableError, match=r"blank\.pdf holds no text: its pages are empty"):
        read(tmp_path / "blank.pdf")


def test_every_marker_page_and_box_lies_in_its_text(tmp_path: Path) -> None:
    for block in read(article(tmp_path)).blocks:
        size = len(block.text)
        assert all(0 <= marker.start < marker.end <= size for marker in block.markers)
        assert all(0 <= box.start < box.end <= size for box in block.boxes)
        assert [page.start for page in block.pages] == sorted(page.start for page in block.pages)
        assert block.pages[0].start == 0


def test_scanned_pages_are_read_by_ocr_or_the_error_says_how_to_get_it(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    from ingest.readers import ocr

    picture = Image.new("L", (1200, 1700), 255)
    writing = ImageDraw.Draw(picture)
    for at, line in enumerate(PROSE):
        writing.text((90, 200 + 60 * at), line, fill=0, font=ImageFont.load_default(32))
    picture.save(tmp_path / "page.png")
    canvas = reportlab.Canvas(str(tmp_path / "scan.pdf"), pagesize=(420, 595))
    canvas.drawImage(str(tmp_path / "page.png"), 0, 0, 420, 595)
    canvas.save()
    if not ocr.available():
        with pytest.raises(UnreadableError, match=r"scanned pictures.*pip install 'pincite\[ocr\]'"):
            read(tmp_path / "scan.pdf")
        return
    text = " ".join(block.text for block in read(tmp_path / "scan.pdf").blocks)
    assert "levied on every barrel" in text
