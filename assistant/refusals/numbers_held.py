"""How many of a question's numbers stand in a text, as numbers of their own: 25 isn't in 1425, nor 2021–22 in 2020–21.

Pure functions over strings; this file doesn't know any document, nor what speaks for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.words.number_words import in_words
from assistant.words.wording import spellings

YEARS = re.compile(r"(?<![\d–-])((?:1\d|20)\d\d)[–/-]((?:1\d|20)?\d\d)(?![\d–-])")


def numbers_held(question: str, numbers: Collection[str], text: str) -> float:
    """The share of a question's numbers that stand in a text, none as a part of another; years from one to another
    ("1914–18") count as one."""
    spans, there = years_in(question), years_in(text)
    inside = {number for match in YEARS.finditer(question) for number in match.groups()}
    shares = [float(_years_held(span, there, text)) for span in spans]
    shares += [float(_number_held(number, question, text)) for number in set(numbers) - inside]
    return sum(shares) / len(shares) if shares else 1.0


def years_in(text: str) -> list[tuple[str, str]]:
    """The first and the last of years that a text joins: 2021 and 2022 of "2021–22"."""
    return [(match[1], match[1][: 4 - len(match[2])] + match[2]) for match in YEARS.finditer(text)]


def single_years(text: str) -> frozenset[str]:
    """The years that a text names one by one, not as decades, with all that it joins to others."""
    alone = re.findall(r"(?<![\d.,–$€£¥-])(?:1\d|20)\d\d(?![\d–s%-]|[.,]\d)", text)
    return frozenset([*alone, *(str(year) for one, last in years_in(text) for year in range(int(one), int(last) + 1))])


def _years_held(span: tuple[str, str], there: Collection[tuple[str, str]], text: str) -> bool:
    """Whether joined years stand in a text; where both count in double years ("2021–22") only as such, else by either
    of the two: a war of 1990–91 may be told as of 1991."""
    doubles = int(span[1]) - int(span[0]) == 1 and any(int(last) - int(first) == 1 for first, last in there)
    return span in there or (not doubles and any(_stands(year, text) for year in span))


def _number_held(number: str, question: str, text: str) -> bool:
    """Whether a question's number stands in a text, in digits or in words; of "the 1950s" any of their years."""
    if re.fullmatch(r"(?:1\d|20)\d0", number) and re.search(rf"\b{number}s\b", question):
        return re.search(rf"(?<!\d){number[:3]}\d(?!\d)", text) is not None
    spelt = in_words(number)
    in_text = bool(spelt) and re.search(rf"\b{spelt}\b", text, re.I) is not None
    return in_text or any(_stands(one, text) for one in spellings(number))


def _stands(number: str, text: str) -> bool:
    return re.search(rf"(?<!\d)(?<!\d[.,]){re.escape(number)}(?!\d|[.,]\d)", text) is not None
