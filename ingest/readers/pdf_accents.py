"""Accents that a PDF draws as glyphs of their own, put on the letters they stand over. Pure.

TeX's older fonts and some typesetters draw "é" as "´" and "e" at one place, in either order; pdfium gives two
characters, and often a space. What stands over what is told by the rectangles alone.
This file doesn't know words or lines.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_COMBINING = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "^": "\u0302",
    "˜": "\u0303",
    "~": "\u0303",
    "¸": "\u0327",
    "˛": "\u0328",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "˙": "\u0307",
    "˚": "\u030a",
    "˝": "\u030b",
    "¯": "\u0304",
}
_ACCENT = re.compile(f"[{re.escape(''.join(_COMBINING))}\u0300-\u036f]")
_DOTLESS = {"ı": "i", "ȷ": "j"}
_BLANKS = " \r\n\t\x00"
_OVER = 0.6  # share of the accent's width that must lie over the letter


def compose_accents(chars: Any) -> Any:
    """The characters (`pdftext.pdf.chars.PageChars`) with each accent that stands over a letter made one with it.

    The letter keeps its rectangle; an accent that stands alone, or makes no letter that Unicode has, stays.
    """
    import numpy as np
    from pdftext.pdf.chars import PageChars

    places = [match.start() for match in _ACCENT.finditer(chars.text)]
    if not places:
        return chars
    text = list(chars.text)
    keep = np.ones(len(text), dtype=bool)
    for at in places:
        found = _letter(text, chars.boxes, at, keep)
        if found is None:
            continue
        letter, whole = found
        text[letter] = whole
        first, last = min(at, letter), max(at, letter)
        keep[[place for place in range(first, last + 1) if place != letter]] = False
        after = last + 1  # a space that pdfium put where the pen went back to the letter
        if after < len(text) and text[after] == " " and chars.boxes[after][0] < chars.boxes[letter][2] - 0.5:
            keep[after] = False
    kept = [character for character, stays in zip(text, keep.tolist(), strict=True) if stays]
    return PageChars(
        "".join(kept),
        np.fromiter(map(ord, kept), np.uint32, len(kept)),
        chars.rotations[keep],
        chars.boxes[keep],
        chars.font_ids[keep],
        chars.fonts,
        chars.char_indices[keep],
    )


def _letter(text: list[str], boxes: Any, at: int, keep: Any) -> tuple[int, str] | None:
    """The place of the letter that the accent at `at` stands over, and what they are together."""
    best: tuple[float, int, str] | None = None
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(text) and abs(place - at) < 3 and (text[place] in _BLANKS or not keep[place]):
            place += step
        if not (0 <= place < len(text) and text[place].isalpha()):
            continue
        mark = _COMBINING.get(text[at], text[at])
        whole = unicodedata.normalize("NFC", _DOTLESS.get(text[place], text[place]) + mark)
        share = _share(boxes[at], boxes[place])
        if len(whole) == 1 and share >= _OVER and (best is None or share > best[0]):
            best = (share, place, whole)
    return None if best is None else best[1:]


def _share(accent: Any, letter: Any) -> float:
    """How much of the accent's width lies over the letter; 0 where they don't stand on one line."""
    level = min(accent[3], letter[3]) - max(accent[1], letter[1])
    if level <= 0.3 * (letter[3] - letter[1]):
        return 0.0
    across = min(accent[2], letter[2]) - max(accent[0], letter[0])
    return float(across / max(accent[2] - accent[0], 0.1))


__all__ = ["compose_accents"]
