"""The time that a question sets for the date it asks for: "In which years of the 1970s did it sit?".

This file knows nothing of sentences' worth: it tells years inside such a time from others.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

# Right behind the words that ask, or as the question's last words: elsewhere the time may belong to another thing
# ("When did the bank founded in the 1970s close?").
_DECADE = r"(?:the\s+)?(?P<decade{0}>(?:1\d|20)\d0)s"
_SPAN = r"(?:the\s+years\s+)?(?P<first{0}>1\d{{3}}|20\d\d)\s?(?:[–-]|and|to|until)\s?(?P<last{0}>1\d{{3}}|20\d\d)"
_TIME = rf"(?:{_DECADE}|{_SPAN})"
_ASKED = re.compile(
    r"\b(?:when(?:\s+exactly)?|(?:which|what)\s+(?:\w+\s+)?(?:years?|dates?|times?))\s+"
    rf"(?:in|during|of|within|between|from)\s+{_TIME.format('')}\b"
    rf"|\b(?:during|within|between)\s+{_TIME.format('_end')}\s*\??$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?P<first>1\d{3}|20\d\d)(?:\s?[–-]\s?(?P<last>\d{4}|\d\d)\b)?")
_BETWEEN = re.compile(r"\s*(?:,|and|,\s+and|&)?\s*")

_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently|many times)\b|\bhow many terms\b|\bon how many occasions\b", re.I)
_EACH_TIME = re.compile(r"\b(?:1\d{3}|20\d\d)(?:\s?[–-]\s?(?:\d{4}|\d\d))?(?=\s*(?:,|;|and\b|&|\.|$))")
LISTED = 3  # times, each by its year, that a sentence lists at least where it tells how often


def times_told(question: str, text: str) -> int:
    """How many times a sentence lists by their years ("1958–1959, 1966–1967 and 1971–1972"), where it is asked how
    often something was; 0 where it isn't, or the sentence lists fewer than LISTED."""
    found = _EACH_TIME.findall(text) if _HOW_OFTEN.search(question) else []
    return len(found) if len(found) >= LISTED else 0


def time_set(question: str) -> tuple[int, int] | None:
    """The first and last year of the time in which a question asks for a date; None where it sets none."""
    match = _ASKED.search(question.strip())
    if match is None:
        return None
    end = "" if match["decade"] or match["first"] else "_end"
    if match[f"decade{end}"]:
        return int(match[f"decade{end}"]), int(match[f"decade{end}"]) + 9
    return int(match[f"first{end}"]), int(match[f"last{end}"])


def inside(time: tuple[int, int], words: str) -> bool:
    """Whether words name years, and only such as touch a time."""
    found = [_bounds(match) for match in _YEARS.finditer(words)]
    return bool(found) and all(last >= time[0] and first <= time[1] for first, last in found)


def run_inside(time: tuple[int, int], text: str, dates: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The one run of dates of a text, as a span, that lie in a time ("1971–1972, 1975–1976"); None where there is none
    or other words part them."""
    held = [span for span in dates if inside(time, text[slice(*span)])]
    parted = any(not _BETWEEN.fullmatch(text[a[1] : b[0]]) for a, b in itertools.pairwise(held))
    return (held[0][0], held[-1][1]) if held and not parted else None


def _bounds(match: re.Match[str]) -> tuple[int, int]:
    first, last = match["first"], match["last"] or match["first"]
    return int(first), int(last if len(last) == 4 else first[: 4 - len(last)] + last)
