"""Whether a source says and denies what a claim says and denies: each statement of the claim beside those of the source
that are about the same.

Pure functions of strings. This file doesn't know how statements are found (statements.py) or of findings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from assistant.claims.matching import words
from assistant.claims.pieces import content_stems, root
from assistant.claims.statements import UNTIL, Statement, statements

LEAST = 0.5  # of a statement's words, at least, that another must have to be about the same
MOST = 0.7  # and to be denied by what says the other thing: free wordings deny in words of their own


class Told(StrEnum):
    """How a claim is told."""

    SO = "so"
    OTHERWISE = "otherwise"
    DENIED_BY_SOMEBODY = "denied by somebody"


def reaches(text: str) -> bool:
    """Whether a text denies anything, or says something of one thing alone."""
    return any(one.denied or one.focus or one.onset for one in statements(text))


def _of_another(mine: Statement, theirs: Statement, every: Sequence[Statement]) -> bool:
    """Whether a statement has a subject, and another than the claim's, of which the source tells elsewhere."""
    if not mine.subject or not theirs.subject or mine.subject & theirs.stems:
        return False
    return any(mine.subject <= other.subject for other in every)


def _agree(denied: bool, mine: Statement, theirs: Statement, claim: str) -> bool:
    if bool(mine.onset) != bool(theirs.onset) and not (denied or theirs.denied):
        until = UNTIL.search(claim)
        said = content_stems(claim[until.end() :]) if until is not None else frozenset()
        if (theirs.onset & said) or (mine.onset & theirs.bound):
            return False  # "not until May" against "until May", or "before May"
    return denied == theirs.denied


def _told(mine: Statement, claim: str, every: Sequence[Statement], swapped: Mapping[str, str]) -> Told | None:
    stems = frozenset(swapped.get(one, one) for one in mine.stems)
    verb = swapped.get(mine.verb, mine.verb)
    denied = mine.denied != (len([one for one in mine.stems if one in swapped]) % 2 == 1)
    known = any(verb in theirs.stems for theirs in every)
    usable = [
        theirs
        for theirs in every
        if (not theirs.focus or theirs.focus & stems)
        and (verb in theirs.stems or not known)
        and mine.supposed is theirs.supposed
        and (not mine.whole or mine.whole == theirs.whole)
        and (not theirs.whole or theirs.whole in words(claim))
        and (mine.reason or not (theirs.reason and theirs.denied))
        and len(stems & theirs.stems) >= LEAST * len(stems)
        and not _of_another(mine, theirs, every)
    ]
    if not usable or not stems:
        return None

    if mine.denied and mine.focus and not any(mine.focus <= theirs.stems for theirs in usable):
        return Told.SO  # "Tarn, not Velden": of Velden it isn't said

    def nearness(theirs: Statement) -> float:
        same = 1.5 * bool(mine.subject & theirs.stems) + 0.5 * (theirs.verb == verb)
        return len(stems & theirs.stems) + same

    best = max(nearness(theirs) for theirs in usable)
    nearest = [theirs for theirs in usable if nearness(theirs) == best]
    nearest = [theirs for theirs in nearest if theirs.focus] or nearest
    if all(theirs.holder and not theirs.holder & stems for theirs in nearest):
        return Told.DENIED_BY_SOMEBODY
    if any(_agree(denied, mine, theirs, claim) for theirs in nearest):
        return Told.SO
    near = max(len(stems & theirs.stems) for theirs in nearest) >= MOST * len(stems)
    return Told.OTHERWISE if near or not denied else None


def told(claim: str, source: str, swaps: Mapping[str, str]) -> Told | None:
    """Whether what the claim says and denies the source says and denies too; None where no statement of the source is
    about the same. `swaps` gives for words of the claim the opposites that the source has in their places."""
    swapped = {root(word): root(other) for word, other in swaps.items()}
    every = statements(source)
    found = [_told(mine, claim, every, swapped) for mine in statements(claim)]
    return next((one for one in (Told.OTHERWISE, Told.DENIED_BY_SOMEBODY) if one in found), None) or (
        Told.SO if found and all(one is Told.SO for one in found) else None
    )
