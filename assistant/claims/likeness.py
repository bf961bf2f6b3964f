"""What a claim makes like another thing, and its source unlike it: "like the senate" for "unlike the senate".

Both texts must name the thing that is compared with, after a word that compares. Pure functions of strings. This file
doesn't know of verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.claims.finding import Finding
from assistant.claims.matching import stems
from ingest.document import Span

_VERY = r"(?:(?:very|quite|much|rather|wholly|entirely|significantly|greatly|sharply|markedly|little) )?"
_LIKE = re.compile(
    r"(?:(?:^|(?<=[,;] )|\b(?:is|are|was|were|much|just|and|but|while) )like|\b(?:similar|identical) to"
    r"|\bresembl(?:es?|ed|ing)|\b(?:in )?the same(?: way)? as|\bas with|\bin (?:common|line|keeping) with)\b",
    re.IGNORECASE,
)
_UNLIKE = re.compile(
    rf"\b(?:unlike|in contrast (?:to|with)|by contrast with|contrary to|counter to|as opposed to|in opposition to"
    rf"|{_VERY}(?:different|distinct) (?:from|to|than)|differ(?:s|ed|ing)? {_VERY}(?:from|with)|dissimilar to"
    r"|at odds with)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:\b(?:not|never|nor|neither|no|hardly|little|than)|n['’]t)(?: \w+){0,2} $", re.IGNORECASE)
_END = re.compile(r"[,;:.()]|\s(?:and|but|which|who|that|was|were|is|are|had|has|did|ran|in|on|at)\s")


def _objects(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[Span, frozenset[str]]]:
    """Where a text compares, and the stems of what it compares with; nothing where it denies the likeness."""
    for match in pattern.finditer(text):
        if not _DENIED.search(text[: match.start()]):
            yield Span(match.start(), match.end()), stems(_END.split(text[match.end() :].lstrip())[0])


def check_likeness(claim: str, near: str, source: str) -> list[Finding]:
    """A thing made like another of which the passage says that it is unlike it, or the other way round."""
    for mine, theirs in ((_LIKE, _UNLIKE), (_UNLIKE, _LIKE)):
        for at, named in _objects(claim, mine):
            against = [span for span, other in _objects(near, theirs) if named & other]
            if against and not any(named & other for _, other in _objects(near, mine)):
                there, here = near[against[0].start : against[0].end].lower(), claim[at.start : at.end].lower()
                reason = f"the passage says “{there}”, the claim “{here}”"
                return [Finding("antonym", False, reason, at, conflict=True)]
    return []
