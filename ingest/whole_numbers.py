"""Whole numbers as documents print them. Pure; this file doesn't know what is counted."""

from __future__ import annotations

import unicodedata

MOST_DIGITS = 18  # of what counts something; Python refuses to read thousands of them


def whole_number(text: str) -> int | None:
    """The number that digits write, raised ones ("²", which int() refuses) and those of other scripts too; None for all
    else, and for a row of digits longer than any count."""
    if not text.isdigit() or len(text) > MOST_DIGITS:
        return None
    return int("".join(str(unicodedata.digit(sign)) for sign in text))
