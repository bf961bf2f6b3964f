"""How much of one thing: "many of the monks" where the passage has "few of the monks", "much attention" for "little".

Only pairs that can't both be true, of the same noun or verb. Pure functions of strings. This file doesn't know of
figures (portions.py) or of verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.claims.finding import Finding
from assistant.claims.matching import content_words, sentence_spans, stem, stems
from ingest.document import Span

SHARED = 0.4  # of the claim's words must stand in the sentence that has the other amount
_AMOUNT = re.compile(
    r"\b(?:(?P<all>all(?! but)|every|each)|(?P<most>most|nearly all|almost all|the majority)|(?P<many>many|numerous)"
    r"|(?P<some>some|several)|(?P<few>(?<!a )few|hardly any|scarcely any|only a few|a handful)|(?P<none>none|no)"
    r"|(?P<always>always|invariably)|(?P<often>often|frequently|usually|regularly|commonly)"
    r"|(?P<sometimes>sometimes|occasionally)|(?P<rarely>rarely|seldom|hardly ever|scarcely ever|infrequently)"
    r"|(?P<never>never)|(?P<much>much|great|considerable|close|strong)|(?P<little>little|scant|slight))\b"
    r"(?: of)?(?: (?:the|its|his|her|their|these|those|a|an))?(?= [a-z])",
    re.IGNORECASE,
)
_EXCLUDES = {
    "all": ("many", "some", "few", "none", "most"), "most": ("some", "few", "none"), "many": ("few", "none"),
    "some": ("none",), "few": ("many", "most", "all"), "none": ("all", "most", "many", "some", "few"),
    "always": ("often", "sometimes", "rarely", "never"), "often": ("rarely", "never", "sometimes"),
    "sometimes": ("never",), "rarely": ("often", "always"), "never": ("always", "often", "sometimes", "rarely"),
    "much": ("little",), "little": ("much",),
}  # fmt: skip
_DENYING = re.compile(r"\b(?:not|nor|neither|without|fail\w*|refus\w*)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()]")


def _amounts(text: str) -> Iterator[tuple[str, str, re.Match[str], bool]]:
    """(class, stem of what is counted, place, whether its clause denies) of the amounts of a text."""
    for match in _AMOUNT.finditer(text):
        counted = content_words(text[match.end() : match.end() + 60])[:1]
        before = _CLAUSE.split(text[: match.start()])[-1]
        after = _CLAUSE.split(text[match.end() :])[0]
        if counted and match.lastgroup is not None:
            yield match.lastgroup, stem(counted[0]), match, _DENYING.search(f"{before} {after}") is not None


def check_amounts(claim: str, near: str, source: str) -> list[Finding]:
    """An amount of a thing of which the passage gives one that excludes it, and none that is the same."""
    wanted = stems(claim)
    there = [
        found
        for span in sentence_spans(source)
        if len(wanted & stems(source[span.start : span.end])) >= SHARED * len(wanted)
        for found in _amounts(source[span.start : span.end])
    ]
    for kind, counted, match, denied in _amounts(claim):
        same = [(other, at, denies) for other, thing, at, denies in there if thing == counted]
        against = [at for other, at, denies in same if other in _EXCLUDES[kind] and denies == denied]
        if against and len(against) == len(same):
            mine, said = match[match.lastgroup or 0].lower(), against[0][against[0].lastgroup or 0].lower()
            reason = f"the passage says “{said}”, the claim “{mine}”"
            return [Finding("force", False, reason, Span(match.start(), match.end()), conflict=True)]
    return []
