"""The source pane: pages drawn only from the bytes that were read, and only sound requests answered."""

import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfWriter

from eval.samples import sample_paths
from ingest.document import Box
from ingest.errors import PinciteError
from ingest.reading import read_document
from tests.fakes_web import FakeLibrary, make_document
from web.page_image import boxes_of, letters_of, page_image
from web.source_pane import cited_of, source_functions


@pytest.fixture
def pdf(tmp_path: Path):
    path = tmp_path / "a.pdf"
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=400)
    writer.write(path)
    return replace(
        make_document(),
        path=str(path),
        format="pdf",
        sha256=sha256(path.read_bytes()).hexdigest(),
        boxes=(Box(0, 10, 1, 20, 40, 120, 60), Box(50, 60, 1, 0, 0, 1, 1)),
    )


def test_a_page_is_drawn_with_the_boxes_of_the_words(pdf) -> None:
    drawn = page_image(pdf, 1, [(0, 10), (5, 8), (200, 201)])
    assert drawn["image"].startswith("data:image/jpeg;base64,") and (drawn["page"], drawn["pages"]) == (1, 1)
    whole, part, none = drawn["boxes"]
    assert whole == [[0.1, 0.1, 0.5, 0.05]] and part == [pytest.approx([0.35, 0.1, 0.15, 0.05])] and none == []
    with pytest.raises(PinciteError, match="no page 2"):
        page_image(pdf, 2, [])


def letters_in(words: str) -> list[str]:
    """The letters, without a number at the beginning: a note's box begins with its number, its text after it."""
    return re.findall(r"\w", re.sub(r"^\d+\s+", "", words))


def test_the_boxes_of_a_sentence_hold_its_words_and_no_others() -> None:
    path = next(path for path in sample_paths() if path.suffix == ".pdf")
    document = read_document(path)
    file = pypdfium2.PdfDocument(path.read_bytes())
    right = looked = 0
    for number in range(len(file)):
        sheet = file[number]
        letters, text, height = letters_of(sheet), sheet.get_textpage(), sheet.get_size()[1]
        for sentence in document.sentences:
            boxes = boxes_of(document, number + 1, sentence.start, sentence.end, letters)
            pages = {box.page for box in document.boxes if box.start < sentence.end and sentence.start < box.end}
            if not boxes or len(pages) > 1:
                continue
            seen = "".join(
                text.get_text_bounded(x - 0.5, height - y - h, x + w + 0.5, height - y) for x, y, w, h in boxes
            )
            looked += 1
            right += letters_in(seen) == letters_in(document.text[sentence.start : sentence.end])
        text.close()
    file.close()
    assert looked > 60 and right / looked > 0.97


def test_a_changed_or_absent_file_is_never_shown(pdf) -> None:
    path = Path(pdf.path)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(PinciteError, match="has changed"):
        page_image(pdf, 1, [])
    path.unlink()
    with pytest.raises(PinciteError, match="no longer where"):
        page_image(pdf, 1, [])


def test_only_sound_spans_are_marked() -> None:
    rows = [[1, 0, 5], [2, 5, 5], [3, -1, 4], [4, 0, 99], ["5", 0, 1], [6, 0], "x", None]
    assert [(c.n, c.start, c.end) for c in cited_of(rows, 10)] == [(1, 0, 5)]
    assert cited_of("x", 10) == cited_of(None, 10) == ()


def test_what_the_browser_asks_is_answered_or_refused_in_words() -> None:
    document = make_document()
    opened, drawn, _ = source_functions(FakeLibrary({document.id: document}), None)
    reply = opened({"document": document.id, "cited": [[1, 0, 5]]})
    assert reply["places"][0]["printed"] == "57" and "Harbour" in reply["html"]
    assert "is in the library" in opened({"document": "../../etc/passwd"})["error"]
    for wrong in ({}, {"document": document.id, "page": "x"}, {"document": document.id, "page": 1}):
        assert drawn(wrong)["error"].endswith(".")
