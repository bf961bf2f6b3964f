"""The words that count and the words of a place in a row, each in order: CARDINALS[3] is "three", ORDINALS[2] "third".

This file doesn't know what is counted, nor numbers of several words (quantities.py reads those).
"""

from __future__ import annotations

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"

CARDINALS = (*_UNITS.split(), *_TEENS.split())
"""From zero to nineteen."""
TENS = tuple(_TENS.split())
"""From twenty to ninety."""
ORDINALS = tuple(_PLACES.split())
"""From the first on, as far as a text counts in words."""


def in_words(number: str) -> str:
    """A number in digits as it is written in words: "25" as "twenty-five"; empty from a hundred on."""
    if not number.isdecimal() or len(number) > 2 or number.startswith("0"):
        return ""
    value = int(number)
    if value < len(CARDINALS):
        return CARDINALS[value]
    ten, rest = TENS[value // 10 - 2], value % 10
    return f"{ten}-{CARDINALS[rest]}" if rest else ten
