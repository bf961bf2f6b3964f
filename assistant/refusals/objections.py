"""Where a "not" in a sentence isn't its own: in what others say ("against those who say that it was not signed"), or of
another in the next clause ("Riga did not sign it, and Bremen signed it").

Pure functions over strings, by the order of English words. This file doesn't know what speaks for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.refusals import deeds
from assistant.words.wording import words

_SAY = (
    r"(?:say|says|said|saying|think|thinks|thought|hold|holds|held|believe[sd]?|argue[sd]?|claim(?:s|ed)?|den(?:y|ies|ied)"
    r"|maintain(?:s|ed)?|insist(?:s|ed)?|object(?:s|ed)?|complain(?:s|ed)?|assert(?:s|ed)?|contend(?:s|ed)?|doubt(?:s|ed)?)"
)
_OTHERS = (
    r"(?:some|critics|others|opponents|sceptics|skeptics|doubters|many|objectors|it\s+(?:is|was|has\s+been|may\s+be))"
)
# What others hold, up to the next comma, or to the verb of which it is the subject.
HELD_BY_OTHERS = re.compile(
    rf"\b(?:(?:those|people|writers|scholars|[a-z]+s),?\s+who\s+{_SAY}\b"
    rf"|{_OTHERS}\s+(?:\w+ly\s+)?(?:may\s+|might\s+|will\s+|would\s+)?{_SAY}\s+that\b"
    r"|the\s+(?:objection|complaint|charge|claim|accusation|reproach|myth|legend)\s+that\b)"
    r"[^,;:.]*?(?=[,;:.]|$|\s+(?:is|was|does|did|has|had|fails?|failed|misses|missed)\s+(?!not\b|never\b)\w+)",
    re.I,
)
NEGATIVES = re.compile(r"\b(?:not|never|no|nobody|none|neither|nor)\b|n[’']t\b", re.I)
PIECES = re.compile(
    r"[,;:.–—]|\b(?:and|but|yet|while|whereas|which|who|whom|because|since|although|though|that|if)\b", re.I
)
GOES_ON = re.compile(r"\b(?:it|them|him|her|one)\b", re.I)  # what was named in the piece before


def own_words(doer: Collection[str], text: str) -> str:
    """A sentence without the negative words of others, who aren't the doer."""

    def without(match: re.Match[str]) -> str:
        said = words(match.group())
        own = bool(doer) and all(deeds.same_word(word, said[:2]) for word in doer)
        return match.group() if own or not NEGATIVES.search(match.group()) else " "

    return HELD_BY_OTHERS.sub(without, text)


def done_there(doer: Sequence[str], deed: str, rest: Collection[str], text: str) -> bool:
    """Whether a piece of a sentence tells plainly that the doer did the very deed, to as much of what else is said as
    any piece that denies it, or to "it"."""
    pieces = [(piece, words(piece)) for piece in PIECES.split(text)]
    denied = [len(set(rest) & set(there)) for piece, there in pieces if NEGATIVES.search(piece)]
    for piece, there in pieces:
        if deed not in there or NEGATIVES.search(piece) or not doer:
            continue
        before = there[: there.index(deed)]
        as_much = len(set(rest) & set(there)) >= max(denied, default=0) or GOES_ON.search(piece)
        if as_much and all(deeds.same_word(word, before) for word in doer):
            return True
    return False
