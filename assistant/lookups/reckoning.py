"""What a question asks of a column's figures: the highest, those above a bound, the difference or sum of two.

Pure functions of a string; of English alone. This file knows nothing of tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.claims.quantities import numbers


class Task(StrEnum):
    """What is asked of figures."""

    MOST = "most"
    LEAST = "least"
    ABOVE = "above"
    BELOW = "below"
    DIFFERENCE = "difference"
    SUM = "sum"
    COMPARE = "compare"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What is asked; `rest` is the question without the words that ask it. `bound` is the figure above or below which,
    `written` that figure as the question has it, `unit` its "%" or its currency, `included` whether it counts itself;
    `years` says that the figures compared are years ("oldest"), and `aged` that they are those in which something
    began. `sure` is False where the question denies ("did not bake the most") or its bound can be read two ways."""

    task: Task
    rest: str
    bound: Decimal = Decimal(0)
    written: str = ""
    unit: str = ""
    included: bool = False
    years: bool = False
    aged: bool = False
    sure: bool = True


_MOST = r"most|highest|largest|greatest|biggest|maximum|longest|heaviest|tallest|widest|deepest|dearest"
_LEAST = r"fewest|least|lowest|smallest|minimum|shortest|lightest|narrowest|cheapest"
_FIRST = r"oldest|earliest"
_LAST = r"newest|latest|youngest|most recent"
_AGED = re.compile(r"oldest|newest|youngest", re.I)
_SUPERLATIVE = re.compile(rf"\b(?:(?P<last>{_LAST})|(?P<first>{_FIRST})|(?P<most>{_MOST})|(?P<least>{_LEAST}))\b", re.I)
# "most of them", "at least", "the second largest", "the three lowest", "most important", "complain about most"
_NO_SUPERLATIVE = re.compile(
    r"\b(?:most of|at (?:the )?(?:most|least|latest)"
    r"|(?:about|of|on|to|for|with|against|from|by) (?:the )?(?:most|least)(?=\W*$|\s+(?:in|at|during|by|of)\b)"
    r"|(?:second|third|fourth|fifth|next|two|three|four|five|\d+)[\s-](?:most|\w+est)\b"
    r"|most (?!recent)\w+(?:ive|ous|ant|ent|al|ful|able|ible|ic|ary|ed|ular|ly)\b)",
    re.I,
)
_OVER = (
    r"more than|greater than|higher than|larger than|over|above|exceeding|exceeded|at least"
    r"|(?:no|not) (?:less|fewer|lower|smaller) than|not (?:below|under)"
)
_UNDER = (
    r"less than|fewer than|lower than|smaller than|below|under|at most"
    r"|(?:no|not) (?:more|greater|higher|larger) than|not (?:over|above|exceeding)"
)
_INCLUDED = re.compile(r"(?:at|no|not)\b", re.I)
# A "not" outside a bound, and what takes some out.
_DENIED = re.compile(
    r"\bnot\b(?! (?:more|less|fewer|greater|higher|lower|larger|smaller|over|above|below|under|exceeding)\b)"
    r"|n[’']t\b|\b(?:never|neither|nor|without|except|excluding|excepting)\b",
    re.I,
)
# "20.000", "5m"; "20 000", "3½", "10–15": another figure than it seems.
_TWO_WAYS = re.compile(r"\D*[1-9]\d{0,2}\.\d{3}|.*\d\s?[mk]", re.I)
_GOES_ON = re.compile(r"\s?[\d½¼¾⅓⅔⅛]|[.,/–-]\d")
_MONEY = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥", "percent": "%"}
_BOUND = re.compile(rf"\b(?:(?P<under>{_UNDER})|(?P<over>{_OVER}))\s+(?P<figure>[$€£¥]?\s?\d)", re.I)
_DIFFERENCE = re.compile(
    r"\b(?:difference|how (?:much|many) (?:more|fewer|less|higher|lower|larger|smaller|greater)(?= .*\bthan\b))\b", re.I
)
_SUM = re.compile(r"\b(?:together|combined|altogether|in all|in total|the (?:sum|total) of|put together)\b", re.I)
_MORE = r"\b(?:more|fewer|less|higher|lower|larger|smaller|greater)\b"
_COMPARE = re.compile(rf"{_MORE}(?=.*\bor\b)|\bor\b(?=.*{_MORE})", re.I)
_COMPARATIVE = re.compile(_MORE, re.I)
_ASKS = re.compile(
    r"\b(?:what|which|who|where|when|how (?:many|much)|name|list)\b|^(?:did|was|were|is|are|does|do|has|have|had)\b",
    re.I,
)


def asked_for(text: str) -> Reckoning | None:
    """What a question asks of figures; None where it asks nothing of them, or too much."""
    if not _ASKS.search(text):
        return None
    sure = not _DENIED.search(text)
    if bound := _BOUND.search(text):
        return _bounded(text, bound, sure=sure)
    if match := _SUPERLATIVE.search(text):
        if _NO_SUPERLATIVE.search(text) or len(_SUPERLATIVE.findall(text)) > 1:
            return None
        task = Task.MOST if match["most"] or match["last"] else Task.LEAST
        years, aged = bool(match["first"] or match["last"]), bool(_AGED.search(match[0]))
        return Reckoning(task, _without(text, match), years=years, aged=aged, sure=sure)
    for pattern, task in ((_DIFFERENCE, Task.DIFFERENCE), (_SUM, Task.SUM), (_COMPARE, Task.COMPARE)):
        if pattern.search(text):
            return Reckoning(task, _COMPARATIVE.sub(" ", pattern.sub(" ", text)), sure=sure)
    return None


def _bounded(text: str, bound: re.Match[str], *, sure: bool) -> Reckoning | None:
    """The figures above or below the one that follows."""
    figure = next((n for n in numbers(text) if n.end > bound.start("figure") >= n.start - 1), None)
    if figure is None or len(_BOUND.findall(text)) > 1:
        return None
    rest = text[: bound.start()] + " " + text[max(figure.end, bound.end()) :]
    read = not _TWO_WAYS.fullmatch(figure.text) and not _GOES_ON.match(text, figure.end)
    return Reckoning(
        Task.BELOW if bound["under"] else Task.ABOVE,
        rest,
        Decimal(str(figure.value)),
        figure.text,
        _MONEY.get(figure.unit, ""),
        included=_INCLUDED.match(bound["under"] or bound["over"]) is not None,
        sure=sure and read,
    )


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " + text[match.end() :]


__all__ = ["Reckoning", "Task", "asked_for"]
