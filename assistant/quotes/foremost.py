"""Which of two things was the earlier or the larger, where their own sentences date or measure both: "Which came first,
A or B?".

The dates of the one must all lie before those of the other, the figures be one each, of one unit; else nothing is said.
Pure functions over strings; this file doesn't know how the sentences were found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from assistant.claims.chronology import dates, order
from assistant.questions.comparing import CHOICE
from assistant.words.kindred import kindred
from assistant.words.wording import content_words

EARLIEST = re.compile(r"\b(?:first|earlier|earliest|older|oldest|sooner)\b", re.I)
LATEST = re.compile(r"\b(?:last|later|latest|newer|newest|younger|youngest)\b", re.I)
LARGEST = re.compile(
    r"\b(?:larger|largest|bigger|biggest|longer|longest|taller|tallest|higher|highest|deeper|deepest|wider|widest"
    r"|heavier|heaviest|greater|greatest|more|most)\b",
    re.I,
)
SMALLEST = re.compile(
    r"\b(?:smaller|smallest|shorter|shortest|lower|lowest|lighter|lightest|narrower|narrowest|fewer|fewest|less|least"
    r"|cheaper|cheapest)\b",
    re.I,
)
FIGURE = re.compile(r"(?<![\w.,])(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s+(?P<unit>[a-z]+)")
# Words of the question's head that name no deed and no thing of which the sentences would have to speak.
_NO_DEEDS = "come came be was were one two appear exist happen occur go went go get have had which date back"
NO_DEEDS = frozenset(content_words(_NO_DEEDS))


def foremost(question: str, things: tuple[str, str], told: Sequence[tuple[str, str]]) -> int | None:
    """The index of the thing that a question asks for; None where that can't be told. `told` are a sentence about each
    thing and what stands before it."""
    choice = CHOICE.match(" ".join(question.split()).strip(" ?.!"))
    if choice is None or len(told) != len(things) or told[0][0] == told[1][0]:
        return None
    head, texts = choice["head"], [text for text, _ in told]
    if not all(_of(thing, *one) for thing, one in zip(things, told, strict=True)):
        return None
    asked = [pattern.search(head) is not None for pattern in (EARLIEST, LATEST, LARGEST, SMALLEST)]
    if sum(asked) != 1:
        return None
    if asked[0] or asked[1]:
        return _earliest(texts, last=asked[1]) if _deed_in_both(head, texts) else None
    return _largest(texts, least=asked[3])


def _of(thing: str, text: str, before: str) -> bool:
    return set(content_words(thing)) <= set(content_words(f"{before} {text}"))


def _deed_in_both(head: str, texts: Sequence[str]) -> bool:
    """Whether what is asked to have been done first is told in each sentence."""
    verb = re.search(r"\b(?:was|were|is|are|had|has|did)\s+(?P<deed>[a-z]+)", head) or re.search(
        r"(?P<deed>[a-z]+)\s+(?:first|earlier|last|later|sooner)\b", head
    )
    deeds = [] if verb is None else [word for word in content_words(verb["deed"]) if word not in NO_DEEDS]
    if not deeds or EARLIEST.search(deeds[0]) or LATEST.search(deeds[0]):
        return True
    return all(kindred(deeds[0]) & set(content_words(text)) for text in texts)


def _earliest(texts: Sequence[str], *, last: bool) -> int | None:
    one, other = (dates(text) for text in texts)
    orders = {order(a, b) for a, b in product(one, other)}
    if len(orders) != 1 or 0 in orders:
        return None
    return int((orders.pop() == 1) != last)


def _largest(texts: Sequence[str], *, least: bool) -> int | None:
    found = [[(match["number"], match["unit"]) for match in FIGURE.finditer(text)] for text in texts]
    if any(len(figures) != 1 for figures in found) or found[0][0][1] != found[1][0][1]:
        return None
    one, other = (float(figures[0][0].replace(",", "")) for figures in found)
    return None if one == other else int((one < other) != least)
