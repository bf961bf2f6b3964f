"""Whether passages tell otherwise of what a question takes to last, or to have ended: "Why does the guild still own the
mill?" of a guild that was dissolved, "Why is the toll no longer paid?" of one that is still paid.

Pure functions over strings. This file doesn't know what speaks for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.questions.clauses import past
from assistant.questions.presuming import Presumed, presumed
from assistant.refusals import deeds
from assistant.words.kindred import kindred
from assistant.words.wording import content_words, words

STILL = re.compile(r"\b(?:still|to this day|today|continue[sd]?|remain(?:s|ed)?|ever since)\b", re.I)
NO_LONGER = re.compile(
    r"\bno longer\b|\bnot\s+(?=(?:[\w’'-]+\s+){0,4}any ?(?:more|longer)\b)|\bany ?(?:more|longer)\b", re.I
)
LASTS = re.compile(r"\bstill\s+", re.I)
STILL_DOES = re.compile(r"\bstill\s+(?P<does>\w+)", re.I)
# What ended isn't there any longer: the thing itself, or the doing of it.
ENDED = re.compile(
    r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:dissolved|abolished|disbanded|wound up|discontinued|demolished"
    r"|repealed|revoked|shut down|scrapped|closed down|pulled down)\b|\b(?:ceased|died out|expired|lapsed|no longer)\b",
    re.I,
)
OTHERS = re.compile(r"\b(?:when|after|as|since|once|who|whose|that|where|and|but)\b", re.I)  # behind which others do
NOT_ENDED = re.compile(r"\b(?:not|never|n[’']t|nearly|almost|before|until|unless|if|would|should|might|may)\b", re.I)


def unlasting(claim: Presumed, sentences: Sequence[str]) -> bool:
    """Whether the nearest sentences say that who is presumed still to do something, or the doing of it, has ended, and
    none that it goes on."""
    doer = content_words(claim.subject)
    still = STILL_DOES.search(claim.clause)
    if still is None or past(still["does"]) or re.search(r"\b(?:was|were|did|had)\b", claim.clause) or not doer:
        return False
    own = [text for text in sentences if all(deeds.same_word(word, words(text)) for word in doer)]
    return any(_ended(doer, text) for text in own) and not any(STILL.search(text) for text in own)


def _ended(doer: Sequence[str], text: str) -> bool:
    """Whether a clause that names the doer before it says that it ended."""
    for clause in deeds.CLAUSE_ENDS.split(text):
        match = ENDED.search(clause)
        if match and not NOT_ENDED.search(clause):
            before = words(OTHERS.split(clause[: match.start()])[-1])
            if all(deeds.same_word(word, before) for word in doer):
                return True
    return False


def lasting(question: str, sentences: Sequence[str]) -> Presumed | None:
    """What a question takes to have ended ("the toll is no longer paid") of which one of the nearest sentences says
    that it still goes on; None where none does."""
    claim = presumed(" ".join(NO_LONGER.sub(" ", question).replace(" ?", "?").split()))
    if claim is None or not NO_LONGER.search(question):
        return None
    doer, deed = content_words(claim.subject), kindred((words(claim.verb) or [""])[-1])
    for text in sentences:
        still = LASTS.search(text)
        if still and doer and deed & set(words(text[still.end() :])[:3]) and not NO_LONGER.search(text):
            before = words(text[: still.start()])
            if any(deeds.same_word(word, before) for word in doer):
                return Presumed(_ended_clause(claim), claim.verb, claim.subject)
    return None


def _ended_clause(claim: Presumed) -> str:
    after = claim.clause.removeprefix(claim.subject).strip()
    first, _, rest = after.partition(" ")
    helped = first.lower() in ("is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would")
    return f"{claim.subject} {first} no longer {rest}" if helped else f"{claim.subject} no longer {after}"
