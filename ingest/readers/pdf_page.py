"""One page of a PDF as runs of glyphs: text, rectangle, size and weight, in page points from the top left.

Characters come from pdfium through pdftext (which also drops text drawn twice). This file knows nothing of lines,
columns, notes or other pages.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.readers.pdf_accents import compose_accents
from ingest.readers.pdf_chars import read_chars

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HYPHEN = "\x02"  # what pdfium writes for a hyphen at a line's end
_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\ufffe": HYPHEN,
        "\ufeff": None,
        "\xa0": " ",
        "\u200b": None,
    }
)
_BOLD_FLAG = 1 << 18
_ITALIC_FLAG = 1 << 6
_MOST_OBJECTS = 4000  # drawing objects looked at on a page, in search of rules


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font and size without a space between them. `spaced`: a space goes before. y grows downwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    italic: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line drawn on a page."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """What is drawn on the page with the 1-based `number`: `sideways` is text that runs up or down the page."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
    sideways: str = ""
    images: float = 0.0  # share of the page that its largest image covers


def read_page(document: Any, index: int) -> PageGlyphs:
    """The page with the 0-based `index` of a `pypdfium2.PdfDocument`.

    Raises:
        pypdfium2.PdfiumError: the page can't be loaded.
    """
    from pdftext.pdf.chars import deduplicate_chars

    page = document[index]
    textpage = None
    try:
        textpage = page.get_textpage()
        box = page.get_bbox()
        rotation = page.get_rotation() if page.get_rotation() in (0, 90, 180, 270) else 0
        width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
        if rotation in (90, 270):
            width, height = height, width
        chars = compose_accents(deduplicate_chars(read_chars(textpage, box, rotation)))
        runs, sideways = _runs(chars, rotation, _sizes(textpage, chars))
        rules, images = _drawn(page, box, width * height) if rotation == 0 else ((), 0.0)
        return PageGlyphs(index + 1, width, height, runs, rules, sideways, images)
    finally:
        if textpage is not None:
            textpage.close()
        page.close()


def _sizes(textpage: Any, chars: Any) -> NDArray[np.float64]:
    """The size in points at which each glyph is drawn: a font's size may be 1, and the matrix do the rest."""
    import numpy as np
    import pypdfium2.raw as raw

    sizes = np.zeros(len(chars))
    if not len(chars):
        return sizes
    heights = np.round(chars.boxes[:, 3] - chars.boxes[:, 1], 1)
    matrix = raw.FS_MATRIX()
    keys = chars.font_ids.astype(np.int64) * 100_000 + np.clip(heights * 10, 0, 99_999).astype(np.int64)
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    found = []
    for at in first:
        size = float(chars.fonts[chars.font_ids[at]]["size"])
        if raw.FPDFText_GetMatrix(textpage.raw, int(chars.char_indices[at]), ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d) or 1.0
        found.append(size if 0.5 < size < 2000 else float(heights[at]))
    return np.asarray(found)[inverse]


def _runs(chars: Any, rotation: int, sizes: NDArray[np.float64]) -> tuple[tuple[Run, ...], str]:
    import numpy as np

    if not len(chars):
        return (), ""
    upright = np.abs(np.sin(chars.rotations - math.radians(rotation))) < 0.6  # slanted type is given an angle, too
    if upright.mean() < 0.5 and len(chars) > 20:
        upright = np.ones(len(chars), dtype=bool)  # a page set sideways: better read in its own order than dropped
    sideways = "".join(c for c, up in zip(chars.text, upright.tolist(), strict=True) if not up)
    codes, boxes = chars.codes, chars.boxes
    blank = (codes == 32) | (codes == 10) | (codes == 13) | (codes == 9) | (codes == 0xA0) | (codes == 0)
    x0, y0, x1, y1 = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
    high = np.maximum(y1 - y0, 1.0)
    starts = np.ones(len(chars), dtype=bool)
    starts[1:] = (
        blank[1:]
        | blank[:-1]
        | (upright[1:] != upright[:-1])
        | (np.abs(y1[1:] - y1[:-1]) > 0.12 * high[:-1])
        | (np.abs(sizes[1:] - sizes[:-1]) > 0.06 * sizes[:-1])
        | (x0[1:] - x1[:-1] > 0.25 * high[:-1])
        | (x0[1:] < x0[:-1] - 2 * high[:-1])
        | (codes[:-1] == 2)
    )
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(chars))
    rx0, ry0 = np.minimum.reduceat(x0, first), np.minimum.reduceat(y0, first)
    rx1, ry1 = np.maximum.reduceat(x1, first), np.maximum.reduceat(y1, first)
    runs: list[Run] = []
    spaced = False
    for at, end, left, top, right, bottom in zip(
        first.tolist(), last.tolist(), rx0.tolist(), ry0.tolist(), rx1.tolist(), ry1.tolist(), strict=True
    ):
        if blank[at]:
            spaced = True
            continue
        if not upright[at]:
            continue
        text = _clean(chars.text[at:end])
        if not text:
            continue
        font = chars.fonts[chars.font_ids[at]]
        name = font["name"].lower()
        bold = "bold" in name or "black" in name or "heavy" in name or font["weight"] >= 600
        bold = bold or bool(font["flags"] & _BOLD_FLAG)
        italic = "italic" in name or "oblique" in name or bool(font["flags"] & _ITALIC_FLAG)
        runs.append(Run(text, left, top, right, bottom, float(sizes[at]), bold, italic, spaced))
        spaced = False
    return tuple(runs), sideways


def _clean(text: str) -> str:
    text = text.translate(_LIGATURES)
    if text.isascii() and text.isprintable():
        return text
    kept = (c for c in text if c == HYPHEN or c.isprintable() or unicodedata.category(c) in ("Mn", "Mc", "Zs"))
    return "".join(kept)


def _drawn(page: Any, box: Any, area: float) -> tuple[tuple[Rule, ...], float]:
    """Thin horizontal rules, and the share of the page under its largest image."""
    import pypdfium2.raw as raw

    rules: list[Rule] = []
    largest = 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    bounds = [ctypes.byref(side) for side in (left, bottom, right, top)]
    for at in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        thing = raw.FPDFPage_GetObject(page.raw, at)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        with contextlib.suppress(ctypes.ArgumentError):
            if not raw.FPDFPageObj_GetBounds(thing, *bounds):
                continue
            wide, high = right.value - left.value, top.value - bottom.value
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                largest = max(largest, wide * high / area if area else 0.0)
            elif high < 2.5 and wide > 25:
                y = box[3] - (top.value + bottom.value) / 2
                rules.append(Rule(left.value - box[0], right.value - box[0], y))
    return tuple(rules), min(largest, 1.0)
