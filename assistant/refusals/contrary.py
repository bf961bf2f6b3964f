"""Whether the nearest sentences tell what a question takes for granted of another, of fewer, or of a lower rank: "the
millers asked the town" of the town's asking them, "half the millers signed" of all, "the third largest" of the largest.

Pure functions over strings and what is presumed. This file doesn't know what speaks for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claims.evidence import findings
from assistant.questions.presuming import Presumed
from assistant.refusals import deeds
from assistant.words.number_words import ORDINALS
from assistant.words.wording import content_words, stem, words
from ingest.document import Span

KINDS = frozenset({"role", "quantifier"})
# That it is "some" of them isn't what a question says: "how many of the millers signed".
WHOLE = frozenset({"all", "every", "each", "most", "majority", "always", "everyone", "entirely"})
TOLD = 0.5  # of a claim's words, more stand in a sentence that tells of the same
_PLACED = "|".join((*ORDINALS[1:], r"\d+(?:nd|rd|th)"))
SUPERLATIVE = re.compile(
    rf"\b(?P<placed>(?:{_PLACED})[\s-]+)?(?P<most>(?:most\s+[a-z]+|[a-z]{{2,}}est))\s+(?P<thing>[a-z]+)"
)
_NO_SUPERLATIVES = "interest request protest contest guest forest harvest west conquest priest arrest"
NO_SUPERLATIVES = frozenset(_NO_SUPERLATIVES.split())


def told(presumed: Presumed, sentences: Sequence[str], read: Sequence[str]) -> bool:
    """Whether one of the nearest sentences tells otherwise and none of those `read` says it as presumed."""
    return _of_others(presumed, sentences, read) or _ranked_lower(presumed, sentences, read)


def _of_others(presumed: Presumed, sentences: Sequence[str], read: Sequence[str]) -> bool:
    wanted = set(content_words(presumed.claim))
    against = [text for text in sentences if _share(wanted, text) > TOLD and _conflicts(presumed, text)]
    if not against:
        return False
    most = max(_share(wanted, text) for text in against)
    return not any(_share(wanted, text) >= most and not _conflicts(presumed, text) for text in read)


def _conflicts(presumed: Presumed, text: str) -> bool:
    """Whether a sentence tells it of another share, or of two that have changed places (a finding of no one place: that
    it is told of another too says less)."""
    conflicts = [found for found in findings(presumed.claim, text) if found.conflict]
    return any(
        (one.kind == "quantifier" and one.span is not None and _word(presumed, one.span) in WHOLE)
        or (one.kind == "role" and one.span is None)
        for one in conflicts
    )


def _word(presumed: Presumed, span: Span) -> str:
    return presumed.claim[span.start : span.end].lower()


def _share(wanted: set[str], text: str) -> float:
    return len(wanted & set(words(text))) / len(wanted) if wanted else 0.0


def _ranked_lower(presumed: Presumed, sentences: Sequence[str], read: Sequence[str]) -> bool:
    """Whether the same one is told to be "the third largest donor" of its being the largest, and nowhere
    that."""
    doer = content_words(presumed.subject)[-1:]
    claimed = [one for one in _superlatives(presumed.clause) if not one[0]]
    if not doer:
        return False
    for _, most, thing in claimed:
        every = [
            (placed, clause, text)
            for text in dict.fromkeys((*sentences, *read))
            for clause in deeds.CLAUSE_ENDS.split(text)
            for placed, other, of in _superlatives(clause)
            if other == most and of == thing
        ]
        own = [
            placed for placed, clause, text in every if text in sentences and deeds.same_word(doer[0], words(clause))
        ]
        if own and all(own) and all(placed for placed, *_ in every):
            return True
    return False


def _superlatives(text: str) -> list[tuple[str, str, str]]:
    """What is the most of a kind, with its place among them: ("third", "largest", "donor")."""
    found = SUPERLATIVE.finditer(text.lower())
    return [
        ((m["placed"] or "").strip(" -"), m["most"], stem(m["thing"]))
        for m in found
        if m["most"] not in NO_SUPERLATIVES
    ]
