"""A PDF's page as a picture, and where on it some words stand.

A document knows the rectangle of each printed line; where words begin or end inside a line, the file's own letters say
where. This file doesn't know the page it is shown on.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ingest.document import Box, Document
from ingest.errors import PinciteError

IMAGE_SCALE = 1.6  # pixels a PDF point: 115 dpi, readable and about 150 kB
LONGEST_SIDE = 2400  # pixels


class Letter(NamedTuple):
    """A printed letter and its rectangle: points, origin at the page's top left."""

    letter: str
    x0: float
    y0: float
    x1: float
    y1: float


def letters_of(sheet: Any) -> tuple[Letter, ...]:
    """The page's letters in the file's order, without white space; none for a page that is turned."""
    if sheet.get_rotation():
        return ()
    left, _, _, top = sheet.get_cropbox()
    text = sheet.get_textpage()
    try:
        whole = text.get_text_range()
        if len(whole) != text.count_chars():  # letters beyond the basic plane: places would be off by one
            return ()
        found = []
        for index, letter in enumerate(whole):
            if not letter.isspace():
                x0, y0, x1, y1 = text.get_charbox(index)
                found.append(Letter(letter, x0 - left, top - y1, x1 - left, top - y0))
        return tuple(found)
    finally:
        text.close()


def part_of(box: Box, line: str, start: int, end: int, letters: Sequence[Letter]) -> tuple[float, float]:
    """The x-range of line[start:end] inside its box: by the letters there, else in proportion to their number."""
    wanted = "".join(line[:end].split())
    before = len("".join(line[:start].split()))
    here = [
        one
        for one in letters
        if box.x0 <= (one.x0 + one.x1) / 2 <= box.x1 and box.y0 <= (one.y0 + one.y1) / 2 <= box.y1
    ]
    if before < len(wanted) and "".join(one.letter for one in here[: len(wanted)]) == wanted:
        covered = here[before : len(wanted)]
        return min(one.x0 for one in covered), max(one.x1 for one in covered)
    width = (box.x1 - box.x0) / max(len(line), 1)
    return box.x0 + width * start, box.x0 + width * end


def boxes_of(
    document: Document, page: int, start: int, end: int, letters: Sequence[Letter]
) -> list[tuple[float, float, float, float]]:
    """The rectangles of text[start:end] on the page: x, y, width, height in points."""
    found = []
    for box in document.boxes:
        if box.page != page or box.start >= end or start >= box.end:
            continue
        x0, x1 = box.x0, box.x1
        first, last = max(start, box.start), min(end, box.end)
        if (first, last) != (box.start, box.end):
            line = document.text[box.start : box.end]
            x0, x1 = part_of(box, line, first - box.start, last - box.start, letters)
        found.append((x0, box.y0, x1 - x0, box.y1 - box.y0))
    return found


def read_file(document: Document) -> bytes:
    """The bytes of the document's file; PinciteError where it is gone or is no longer the file that was read."""
    try:
        data = Path(document.path).read_bytes()
    except OSError:
        raise PinciteError(
            f"The file {document.source!r} is no longer where it was read, so its pages can't be drawn."
        ) from None
    if sha256(data).hexdigest() != document.sha256:
        raise PinciteError(f"The file {document.source!r} has changed since it was read, so its pages aren't shown.")
    return data


def page_image(document: Document, page: int, spans: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """The 1-based page as a picture's data address, and for each of `spans` its boxes in fractions of the page.

    {"image", "page", "pages", "printed", "boxes": [[[x, y, width, height], …], …]}. PinciteError where the file has
    gone or changed, or has no such page.
    """
    import pypdfium2

    data = read_file(document)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        why = "it is encrypted, and its password isn't kept" if b"/Encrypt" in data else ""
        raise PinciteError(f"The pages of {document.source!r} can't be drawn{': ' + why if why else ''}.") from None
    try:
        if not 1 <= page <= len(pdf):
            raise PinciteError(f"{document.source!r} has no page {page}.")
        sheet = pdf[page - 1]
        width, height = sheet.get_size()
        letters = letters_of(sheet)
        picture = sheet.render(scale=min(IMAGE_SCALE, LONGEST_SIDE / max(width, height))).to_pil()
        pages = len(pdf)
    finally:
        pdf.close()
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=80)
    boxes = [
        [[x / width, y / height, w / width, h / height] for x, y, w, h in boxes_of(document, page, *span, letters)]
        for span in spans
    ]
    printed = next((b.page.printed for b in document.page_breaks if b.page.pdf == page and b.page.printed), None)
    address = "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
    return {"image": address, "page": page, "pages": pages, "printed": printed, "boxes": boxes}
