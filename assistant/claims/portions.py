"""A claim's part of a whole against the figure that its source states for it: "most", "all" and "none" of the members
against "14 of the 30".

Pure functions of (claim, near: the nearest sentences, source), as evidence.py calls them. This file doesn't know how
shares are read (shares.py) or of verdicts.
"""

from __future__ import annotations

import re

from assistant.claims.finding import Finding
from assistant.claims.quantities import numbers
from assistant.claims.shares import Share, Stated, denies, of_the_same, shares, told_of
from ingest.document import Span

TOLD = 0.7  # of the claim's other words the source's clause and what goes before it must have, to gainsay it
_WHOLE = re.compile(
    r"\b(?:(?P<all>all(?= of\b| the\b| [a-z]+s\b)(?! but)|every(?= [a-z])(?! other)|each(?= of\b))"
    r"|(?P<none>none(?= of\b)|no(?= [a-z]+s?\b)(?! (?:one|more|fewer|less|longer|doubt|matter|other|such|sooner)\b)"
    r"|not (?:one|a single one)(?= of\b)))",
    re.IGNORECASE,
)
_UNIVERSAL = re.compile(r"\b(?:all|every|each|both|none|neither|nobody|no)\b", re.IGNORECASE)


def _wholes(claim: str) -> list[Share]:
    """The claim's "all" and "none", as shares that only 1 or 0 bears out."""
    return [
        Share(m.start(), m.end(), *((1 - 1e-9, 1.0) if m["all"] else (-1e-9, 0.0)), exact=False)
        for m in _WHOLE.finditer(claim)
    ]


def _told(row: Stated, share: Share, claim: str) -> bool:
    """Whether what a source states is told of the same, in enough of the claim's words."""
    return row.share_of(claim, share) >= TOLD and of_the_same(row, share, claim) and 0 < row.value < 1


def check_portions(claim: str, near: str, source: str) -> list[Finding]:
    """A part of a whole that isn't what the source states for it."""
    out = []
    wholes = _wholes(claim)
    for share in (*shares(claim), *wholes):
        row = told_of(share, claim, source)
        if row is None or not _told(row, share, claim) or (share in wholes and _UNIVERSAL.search(row.clause)):
            continue
        if any(n.text in row.text for n in numbers(claim) if n.unit == "percent" or n.text[0].isdigit()):
            continue  # the claim tells of that figure too
        denied = denies(claim, share)
        if share in wholes and denied and claim[share.start : share.end].lower() in ("all", "every", "each"):
            continue  # "all of them did not come" may mean either
        value = row.value if row.denied == denied else 1 - row.value
        if not share.borne_by(value) and not share.borne_by(row.value):
            mine = claim[share.start : share.end]
            reason = f"the passage says “{row.text}”, the claim “{mine}”"
            out.append(Finding("number", False, reason, Span(share.start, share.end), conflict=True))
    return out[:1]
