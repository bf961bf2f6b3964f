"""The cells of a column as figures: "1,200", "12.5 %", "£3", with the unit that stands in the cell.

This file doesn't know tables or questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_COMMA_LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl", "ru", "sv", "da", "cs")
_BLANK = re.compile(r"[-–—−.…·*\s]*|n\.?\s?[ad]\.?|none|nil", re.I)
_CELL = re.compile(
    r"(?P<money>[$€£¥])?\s*(?P<sign>[-–−+])?\s*(?P<money2>[$€£¥])?\s*(?P<digits>\d[\d.,’' ]*|[.,]\d+)"
    r"\s*(?P<unit>%|[^\W\d_][\w./²³]*(?: [^\W\d_]\w*)?)?\s*[*†‡§]{0,3}"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,’' ]\d{3})+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell's figure as it stands there, its value, and its unit: "%", "£", "lb", or nothing."""

    text: str
    value: Decimal
    unit: str = ""


def figures_of(cells: Sequence[str], language: str | None) -> list[Figure | None] | None:
    """The figure of each cell, None for an empty one or a dash; None where a cell holds anything else."""
    parts = [None if _BLANK.fullmatch(cell.strip()) else _CELL.fullmatch(cell.strip()) or cell for cell in cells]
    if any(isinstance(part, str) for part in parts):
        return None
    matches = [part for part in parts if isinstance(part, re.Match)]
    comma = _decimal_comma([match["digits"] for match in matches], language)
    found: list[Figure | None] = []
    for part in parts:
        value = _value(part["digits"], comma) if isinstance(part, re.Match) else None
        if isinstance(part, re.Match):
            if value is None:
                return None
            negative = part["sign"] in ("-", "–", "−")
            unit = (part["money"] or part["money2"] or "") + (part["unit"] or "").lower()
            found.append(Figure(part[0].strip(), -value if negative else value, unit))
        else:
            found.append(None)
    return found


def _decimal_comma(digits: Sequence[str], language: str | None) -> bool:
    """Whether commas part decimals: some comma does that can't part thousands, or the language's do."""
    if any(re.fullmatch(r"\d*,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+", text.strip()) for text in digits):
        return True
    if any(re.search(r"\.(?:\d{1,2}|\d{4,})$|,\d{3}\.", text.strip()) for text in digits):
        return False
    return language in _COMMA_LANGUAGES


def _value(digits: str, comma: bool) -> Decimal | None:
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


__all__ = ["Figure", "figures_of"]
