"""Characters of a PDF's page: the same as pdftext's own reading of them, which asks pdfium for each."""

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from pdftext.pdf.chars import get_chars

from ingest.readers.pdf_chars import read_chars

SAMPLE = Path(__file__).parent.parent / "eval" / "samples" / "confluence-to-quad.pdf"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_characters_are_those_of_pdftext(rotation: int) -> None:
    document = pdfium.PdfDocument(SAMPLE)
    try:
        for index in range(2):
            page = document[index]
            textpage = page.get_textpage()
            box = page.get_bbox()
            mine, theirs = read_chars(textpage, box, rotation), get_chars(textpage, list(box), rotation)
            textpage.close()
            page.close()
            assert mine.text == theirs.text
            assert np.allclose(mine.boxes, theirs.boxes, atol=1e-3)
            assert np.array_equal(mine.rotations, theirs.rotations)
            assert [mine.fonts[at] for at in mine.font_ids] == [theirs.fonts[at] for at in theirs.font_ids]
    finally:
        document.close()


def test_an_empty_page_has_no_characters() -> None:
    document = pdfium.PdfDocument.new()
    try:
        page = document.new_page(200, 200)
        textpage = page.get_textpage()
        assert len(read_chars(textpage, page.get_bbox(), 0)) == 0
        textpage.close()
        page.close()
    finally:
        document.close()
