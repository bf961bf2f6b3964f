"""The cells of a column as figures: "1,200", "12.5 %", "£3", with the unit that stands in the cell.

This file doesn't know tables or questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_COMMA_LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl", "ru", "sv", "da", "cs")
_SPACES = str.maketrans(dict.fromkeys("\xa0\u2009\u202f", " "))  # what parts thousands in print
_BLANK = re.compile(r"[-–—−.…·*\s]*|n\.?\s?[ad]\.?|none|nil", re.I)
_CELL = re.compile(
    r"(?P<money>[$€£¥])?\s*(?P<sign>[-–−+])?\s*(?P<money2>[$€£¥])?\s*(?P<digits>\d[\d.,’' ]*|[.,]\d+)"
    r"\s*(?P<unit>%|[^\W\d_][\w./²³]*(?: [^\W\d_]\w*)?)?\s*[*†‡§]{0,3}"
)
_SCALE = re.compile(  # not "per thousand"
    r"(?<!per )(?:\b(?P<word>hundred|thousand|million|billion)s?\b|\b(?P<short>mn|bn)\b|[$€£¥]\s?(?P<sign>m|bn|k)\b"
    r"|(?<![\d.,])(?:1[,. ]?|[’'])?(?P<noughts>000(?:[ ,.’']?000)?)(?:[’']?s)?\b)",
    re.I,
)
_SCALES = {"hundred": 100, "k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9,
           "billion": 10**9}  # fmt: skip
_GROUPED = re.compile(r"\d{1,3}(?:[.,’' ]\d{3})+")


def _telling(point: str, comma: str) -> re.Pattern[str]:
    """Digits that have `point` before their decimals and can't be read with it between their thousands."""
    return re.compile(
        rf"{point}(?:\d{{1,2}}|\d{{4,}})$|^(?:0|\d{{4,}})?{point}\d"
        rf"|[{comma}’' ]\d{{3}}{point}|{comma}\d{{3}}{comma}\d{{3}}"
    )


_WITH_POINT, _WITH_COMMA = _telling(r"\.", ","), _telling(",", r"\.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell's figure as it stands there, its value, and its unit: "%", "£", "lb", or nothing. `comma`: its column has
    commas before the decimals."""

    text: str
    value: Decimal
    unit: str = ""
    comma: bool = False

    def written(self, value: Decimal) -> str:
        """A value with the separators of the figure's column."""
        plain = f"{value:,f}"
        return plain.translate(str.maketrans(",.", ".,")) if self.comma else plain


def figures_of(cells: Sequence[str], language: str | None) -> list[Figure | None] | None:
    """The figure of each cell, None for an empty one or a dash; None where a cell holds anything else, or nothing tells
    its decimals from its thousands."""
    texts = [cell.translate(_SPACES).strip() for cell in cells]
    parts = [None if _BLANK.fullmatch(text) else _CELL.fullmatch(text) or text for text in texts]
    if any(isinstance(part, str) for part in parts):
        return None
    matches = [part for part in parts if isinstance(part, re.Match)]
    comma = _decimal_comma([match["digits"].strip() for match in matches], language)
    if comma is None:
        return None
    found: list[Figure | None] = []
    for part in parts:
        value = _value(part["digits"], comma=comma) if isinstance(part, re.Match) else None
        if isinstance(part, re.Match):
            if value is None:
                return None
            negative = part["sign"] in ("-", "–", "−")
            unit = (part["money"] or part["money2"] or "") + (part["unit"] or "").lower()
            found.append(Figure(part[0].strip(), -value if negative else value, unit, comma))
        else:
            found.append(None)
    return found


def scale_of(text: str) -> int:
    """What a figure is to be multiplied by for the words about it: 1000 for "People (thousands)", "£k"; else 1."""
    match = _SCALE.search(text)
    if match is None:
        return 1
    if match["noughts"]:
        return int("1" + "0" * match["noughts"].count("0"))
    return _SCALES[(match["word"] or match["short"] or match["sign"]).lower()]


def _decimal_comma(digits: Sequence[str], language: str | None) -> bool | None:
    """Whether commas part decimals: some figure can't be read else, or the language's do. None where that would leave
    three decimals to some and none to others ("1.200" and "980"): then the language's separators aren't kept to."""
    for told, pattern in ((True, _WITH_COMMA), (False, _WITH_POINT)):
        if any(pattern.search(text) for text in digits):
            return told
    comma = (language or "").split("-")[0].lower() in _COMMA_LANGUAGES
    with_decimals = sum(("," if comma else ".") in text.rstrip(".") for text in digits)
    return comma if with_decimals in (0, len(digits)) else None


def _value(digits: str, *, comma: bool) -> Decimal | None:
    """The value of digits with separators; None where they are none."""
    text = digits.strip().rstrip(".")
    for thousands in ("." if comma else ",", " ", "’", "'"):
        if thousands in text:
            whole = re.split(r"," if comma else r"\.", text)[0]
            if not _GROUPED.fullmatch(whole):
                return None
            text = text.replace(thousands, "")
    text = text.replace(",", ".") if comma else text
    return Decimal(text) if re.fullmatch(r"\d*\.?\d+", text) else None


__all__ = ["Figure", "figures_of", "scale_of"]
