"""The characters of a PDF's page, from pdfium: code, rectangle, angle and font of each, as pdftext's `PageChars`.

What pdftext asks of pdfium for every character (the font's name, flags, size and weight, the angle) is asked here once
for each text object, which takes less than half the time. This file doesn't know words, runs or lines.
"""

from __future__ import annotations

import ctypes
import math
from functools import cache
from typing import Any

_SURROGATES = range(0xD800, 0xE000)
_REPLACEMENT = 0xFFFD


@cache
def _functions() -> tuple[Any, Any, Any]:
    """pdfium's functions that every character needs, with plain integers for pointers."""
    import pypdfium2.raw as raw

    def plain(function: Any, result: Any, *arguments: Any) -> Any:
        return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)

    page, index = ctypes.c_void_p, ctypes.c_int
    return (
        plain(raw.FPDFText_GetUnicode, ctypes.c_uint, page, index),
        plain(raw.FPDFText_GetLooseCharBox, ctypes.c_int, page, index, ctypes.c_void_p),
        plain(raw.FPDFText_GetTextObject, ctypes.c_void_p, page, index),
    )


def read_chars(textpage: Any, box: tuple[float, float, float, float], rotation: int) -> Any:
    """The characters of a `pypdfium2.PdfTextPage`: a `pdftext.pdf.chars.PageChars`, y growing downwards.

    `box` is the page's left, bottom, right and top; `rotation` is the page's own, 0, 90, 180 or 270 degrees.

    Raises:
        pypdfium2.PdfiumError: a character has no rectangle.
    """
    import numpy as np
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw
    from pdftext.pdf.chars import PageChars

    unicode_of, box_of, object_of = _functions()
    angle_of = raw.FPDFText_GetCharAngle
    count = textpage.count_chars()
    page = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    rectangles = np.zeros((count, 4), np.float32)  # left, top, right, bottom
    address = rectangles.ctypes.data
    codes: list[int] = []
    styles: list[int] = []
    known: dict[int | float, int] = {}  # a text object -> its place in `angles` and `fonts_of`
    angles: list[float] = []
    fonts_of: list[int] = []
    fonts: list[dict[str, Any]] = []
    ids: dict[tuple[Any, ...], int] = {}
    for at in range(count):
        codes.append(unicode_of(page, at))
        thing = object_of(page, at) or angle_of(textpage.raw, at)  # spaces that pdfium adds have none, but an angle
        style = known.get(thing)
        if style is None:
            known[thing] = style = len(angles)
            angle, font = _style(textpage, at)
            angles.append(angle)
            fonts_of.append(ids.setdefault(font, len(ids)))
            if len(ids) > len(fonts):
                fonts.append(dict(zip(("name", "flags", "size", "weight"), font, strict=True)))
        styles.append(style)
        if angles[style]:
            rectangles[at] = _tight(textpage, at)
        elif not box_of(page, at, address + 16 * at):
            raise pdfium.PdfiumError("A character has no rectangle.")
    found = [_REPLACEMENT if code in _SURROGATES else code for code in codes]
    style_of = np.fromiter(styles, np.int64, count)
    return PageChars(
        "".join(map(chr, found)),
        np.fromiter(found, np.uint32, count),
        np.asarray(angles, np.float64)[style_of] if count else np.empty(0, np.float64),
        _turned(rectangles.astype(np.float64), box, rotation),
        np.asarray(fonts_of, np.int32)[style_of] if count else np.empty(0, np.int32),
        fonts,
        np.arange(count, dtype=np.int64),
    )


def _style(textpage: Any, at: int) -> tuple[float, tuple[Any, ...]]:
    """The angle of a character, and its font's name, flags, size and weight."""
    import pypdfium2.raw as raw
    from pdftext.pdf.utils import get_fontname

    name, flags = get_fontname(textpage.raw, at)
    size, weight = raw.FPDFText_GetFontSize(textpage.raw, at), raw.FPDFText_GetFontWeight(textpage.raw, at)
    return raw.FPDFText_GetCharAngle(textpage.raw, at), (name, flags, size, weight)


def _tight(textpage: Any, at: int) -> tuple[float, float, float, float]:
    """The rectangle of ink of a character that is turned, in the order of pdfium's own rectangles."""
    left, bottom, right, top = textpage.get_charbox(at)
    return left, top, right, bottom


def _turned(rectangles: Any, box: tuple[float, float, float, float], rotation: int) -> Any:
    """pdfium's rectangles as x0, y0, x1, y1 of the page as it is shown."""
    import numpy as np

    wide, high = math.ceil(abs(box[2] - box[0])), math.ceil(abs(box[3] - box[1]))
    across = np.sort(rectangles[:, (0, 2)] - box[0], axis=1)
    down = np.sort(high - (rectangles[:, (3, 1)] - box[1]), axis=1)
    x0, x1, y0, y1 = across[:, 0], across[:, 1], down[:, 0], down[:, 1]
    if rotation == 90:
        x0, y0, x1, y1 = high - y1, x0, high - y0, x1
    elif rotation == 180:
        x0, y0, x1, y1 = wide - x1, high - y1, wide - x0, high - y0
    elif rotation == 270:
        x0, y0, x1, y1 = y0, wide - x1, y1, wide - x0
    return np.stack([x0, y0, x1, y1], axis=1)


__all__ = ["read_chars"]
