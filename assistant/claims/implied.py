"""Denials that say in other words what a source says without one: "none before her" of who was the first, "no other" of
the only one, "none taller" of the tallest.

Both must be told in one sentence that shares the claim's words. Pure functions of strings. This file doesn't know of
verdicts.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.claims.matching import WORD, sentence_spans, stems

SHARED = 0.35  # of the claim's words, at least, that the sentence has
_NO = r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor)\b|n['’]t\b"
# What a claim denies, and what a sentence says from which that follows.
_FOLLOWS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(denial, re.IGNORECASE), re.compile(said, re.IGNORECASE))
    for denial, said in (
        (
            r"\b(?:no other|(?:no ?(?:one|body|thing|where)|none) else|none of the others?|"
            r"(?:no \w+|none|nobody|no one) (?:but|except|save|other than|apart from))\b",
            r"\b(?:only|unique\w*|sole|solely|alone|exclusive\w*|except|first|last|\w+est|most|nobody else|no other)\b",
        ),
        (
            rf"(?:{_NO})[^.;]*\b(?:before|previously|until then|till then|earlier|hitherto|so far|until)\b",
            r"\b(?:first|unprecedented|until then|till then|hitherto|pioneer\w*|invent\w*|beg[aiu]n\w*|introduc\w*"
            r"|inaugurat\w*|new|newly|novel|start\w*|onset)\b",
        ),
        (
            r"\b(?:no (?:further|later|more)|never[^.;]* again|none after)\b",
            r"\b(?:last|final\w*|only|until|ended|ceased|stopped)\b",
        ),
        (
            r"\b(?:but|whereas|while)\b[^.;]*\b(?:is|are|was|were|did|does|do|had|has) not\b",
            r"\b(?:exception|except\w*|apart from|excluding|non)\b",
        ),
        (rf"(?:{_NO})[^.;]*\bsince\b", r"\b(?:last|until|abolished|ended|ceased|stopped|lifted|closed)\b"),
    )
)
_NONE_MORE = re.compile(
    rf"(?:{_NO})[^.;]*?\b(?:(?P<er>\w{{3,}}er)\b(?=\W*$|[^.;]*\bthan\b)|more (?P<more>\w+)|(?:as|so) (?P<as>\w+))",
    re.IGNORECASE,
)
_HEIGHT = re.compile(
    r"\b(?:peak\w*|maxim\w+|record|height|unsurpassed|unequalled|unrivalled|than any|most senior)\b", re.IGNORECASE
)
_MOST = re.compile(r"\b(?:most|largest|greatest|biggest|highest|top|leading|fullest)\b", re.IGNORECASE)


def _root(adjective: str) -> str:
    """What an adjective's degrees begin with: "larg" of "larger" and "largest", "heav" of "heavy" and "heaviest"."""
    return re.sub(r"(?:ie?|y|e|(?<=(.))\1)$", "", re.sub(r"(?:er|est)$", "", adjective.lower()))


def _superlative(sentence: str, adjective: str) -> bool:
    """Whether a sentence has the highest degree of an adjective, or says that something was at its height."""
    root, found = _root(adjective), [m[0].lower() for m in WORD.finditer(sentence)]
    highest = any(word.endswith("est") and _root(word) == root for word in found)
    most = any(a == "most" and _root(b) == root for a, b in pairwise(found))
    return highest or most or _HEIGHT.search(sentence) is not None


def implied(claim: str, near: str) -> bool:
    """Whether a claim's denial follows from what a sentence that shares its words says of the first, the only, the last
    or the highest."""
    mine = stems(claim)
    for span in sentence_spans(near):
        sentence = near[span.start : span.end]
        if len(mine & stems(sentence)) < SHARED * len(mine):
            continue
        if any(denial.search(claim) and said.search(sentence) for denial, said in _FOLLOWS):
            return True
        degree = _NONE_MORE.search(claim)
        if degree is None:
            continue
        counted = degree["more"] is not None or degree["as"] in ("much", "many")
        adjective = degree["er"] or degree["more"] or degree["as"]
        if _superlative(sentence, adjective) or (counted and _MOST.search(sentence)):
            return True
    return False
