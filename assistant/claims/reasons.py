"""Whose state or deed a reason tells of: "because the bishop was in debt" doesn't bear out "because they were in debt"
of those whom he refused.

Pure functions of strings, for clauses with "because" in both texts. This file doesn't know of verdicts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.claims.finding import Finding
from assistant.claims.matching import WORD, sentence_spans, stem, stems
from assistant.words.kindred import kindred
from assistant.words.lexicon import listed
from assistant.words.verbs import PASTS
from ingest.document import Span

_VERB = "|".join(sorted({"was", "were", "is", "are", "had", "has", "have", "did", "could", "would", *PASTS}))
_BECAUSE = re.compile(
    rf"\b[Bb]ecause\s+(?P<who>(?:[\w’'-]+\s+){{1,5}}?)(?P<verb>{_VERB}|[a-z]{{3,}}ed)\b(?P<what>[^,;:.]*)"
)
_SINGULAR, _PLURAL = frozenset(listed("he she it")), frozenset(listed("they we you"))
# One that may be "they" too.
_COLLECTIVE = frozenset(
    stem(word)
    for word in listed(
        "guild council company bank government committee city town crowd family team party church board army crew court"
        " village school house firm group union police public parliament senate ministry country nation state"
        " people staff audience jury majority minority tribe person child student patient everyone reader"
    )
)
ALIKE = 0.6  # of the words of a claim's reason stand in the passage's, where the two are one


@dataclass(frozen=True, slots=True)
class _Reason:
    """A clause with "because": the clause before it, the stems of its subject (none of a pronoun's), the pronoun,
    whether it is of many (None where that can't be told), and the stems of what is said of it."""

    main: str
    who: frozenset[str]
    pronoun: str
    many: bool | None
    what: frozenset[str]
    text: str
    start: int
    end: int


def _reasons(text: str) -> list[_Reason]:
    out = []
    for span in sentence_spans(text):
        sentence = text[span.start : span.end]
        for match in _BECAUSE.finditer(sentence):
            said = [word.lower() for word in WORD.findall(match["who"])]
            pronoun = said[0] if said[:1] and said[0] in _SINGULAR | _PLURAL else ""
            many = _many(said, pronoun, match["verb"])
            what = stems(match["verb"] + " " + match["what"]) - {"himself", "herself", "themselv"}
            before = sentence[: match.start()] if match.start() else sentence[match.end() :]
            who = frozenset[str]() if pronoun else stems(match["who"])
            at = span.start + match.start("who")
            out.append(
                _Reason(before, who, pronoun, many, what, match["who"].strip(), at, span.start + match.end("verb"))
            )
    return out


def _many(said: list[str], pronoun: str, verb: str) -> bool | None:
    if pronoun:
        return pronoun in _PLURAL
    if "and" in said or verb in ("were", "are", "have"):
        return True
    return False if verb in ("was", "is", "has") else None


def _another(mine: _Reason, theirs: _Reason, source: str) -> bool:
    """Whether a claim's reason is of somebody else than the passage's."""
    if mine.who and theirs.who:
        kin = frozenset[str]().union(*(kindred(word) for word in theirs.who))
        return not mine.who & kin and mine.who <= stems(source) and not theirs.who & stems(mine.main)
    if None in (mine.many, theirs.many) or mine.many == theirs.many:
        return False
    one, several = (theirs, mine) if mine.many else (mine, theirs)
    if one.who & _COLLECTIVE or several.who & _COLLECTIVE or stems(one.main) & _COLLECTIVE & stems(several.main):
        return False
    return not several.pronoun or _has_plural(several.main)


def _has_plural(clause: str) -> bool:
    return any(
        re.search(r"[^s]s$|^(?:men|women|children|people)$", w)
        for w in re.findall(r"\b[a-z]{3,}\b", clause)
        if w not in _NO_NOUN
    )


_NO_NOUN = frozenset(listed("was his its has this does as thus always besides perhaps less"))


def check_whose_reason(claim: str, near: str, source: str) -> list[Finding]:
    """A reason of the passage's that the claim tells of somebody else."""
    there = _reasons(source)
    for mine in _reasons(claim):
        alike = [theirs for theirs in there if mine.what and len(mine.what & theirs.what) >= ALIKE * len(mine.what)]
        if alike and all(_another(mine, theirs, source) for theirs in alike):
            reason = f"the passage says this of “{alike[0].text}”, the claim of “{mine.text}”"
            return [Finding("force", False, reason, Span(mine.start, mine.end), conflict=True)]
    return []
