"""What a source only says might be, was meant or tried, and what it bounds in time, where a claim says more.

"It could have formed the basis" doesn't bear out "it formed the basis", nor "since 1957" "until 1957": the claim's own
words don't show it, for it is a word of the source that the claim lacks. Pure functions of strings. This file
doesn't know of verdicts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.claims.finding import Finding
from assistant.claims.matching import STOP, WORD, sentence_spans, stem, stems
from assistant.claims.quantities import date_parts
from assistant.words.lexicon import SYNONYMS, listed
from assistant.words.verbs import BASE_FORMS, UNCHANGED
from ingest.document import Span

# Words that make what follows possible, due, likely, meant or tried; "can" and "would" often tell of facts.
_HEDGE = re.compile(
    r"\b(?:(?-i:may)|might|should|ought to|could|"
    r"(?:plan(?:s|ned)?|propos(?:es?|ed)|try|tries|tried|attempt(?:s|ed)?|hop(?:es?|ed)|intend(?:s|ed)?|threaten(?:s|ed)?|"
    r"s(?:eeks?|ought)|want(?:s|ed)?|wish(?:es|ed)?|urged?|press(?:es|ed)?|ask(?:s|ed)?|likely|expected|about|ready|"
    r"willing|prepared|need(?:s|ed)?) to|will)\b",
    re.IGNORECASE,
)
# Words with which a claim hedges too, or by which it says the same.
_HEDGED = re.compile(
    r"\b(?:may|might|should|ought|could|can|would|will|must|shall|plan\w*|propos\w*|tr(?:y|ies|ied|ying)|attempt\w*|"
    r"hop(?:e|es|ed|ing)|inten\w*|threat\w*|seek\w*|sought|want\w*|wish\w*|urg\w*|press\w*|ask\w*|likely|unlikely|"
    r"expect\w*|possib\w*|probab\w*|perhaps|maybe|potential\w*|suggest\w*|recommend\w*|call(?:s|ed)? (?:for|on)|"
    r"need\w*|not|never|no|fail\w*|refus\w*|declin\w*|if|unless|whether|necess\w*|requir\w*|allow\w*|permit\w*|able|"
    r"chance|risk\w*|to be|believ\w*|argu\w*|claim\w*|without|against|n['’]t)\b",
    re.IGNORECASE,
)
REACH = 4  # words after the hedge among which its verb stands
_AUXILIARIES = frozenset(listed("be been being have has had not also only still even then well never"))


@lru_cache(maxsize=64)
def dropped(claim: str, near: str) -> tuple[Finding, ...]:
    """What the claim states as done, in the past or as a fact, and the source only as possible, due, meant or tried."""
    if _HEDGED.search(claim):
        return ()
    done = {_verb(m[0]): m for m in WORD.finditer(claim) if _past(m, claim)}
    for span in sentence_spans(near):
        sentence = near[span.start : span.end]
        for hedge in _HEDGE.finditer(sentence):
            ruled = _governed(sentence, hedge.end())
            verb = _verb(ruled[0]) if ruled is not None else ""
            if ruled is None or verb not in done or _said_plainly(verb, near, span.start + ruled.start()):
                continue
            if not _shares(claim, sentence[hedge.end() :], done[verb]):
                continue
            if hedge[0].lower() == "will" and _dated(claim) & _dated(near):
                continue  # announced for the day on which the claim says that it was done
            match = done[verb]
            reason = f"the passage says “{hedge[0]}”, the claim says it as a fact"
            return (Finding("force", False, reason, Span(match.start(), match.end()), conflict=True),)
    return ()


def _dated(text: str) -> frozenset[str]:
    """The dates and months that a text gives."""
    return frozenset(part.value.split()[0] for part in date_parts(text))


def _verb(word: str) -> str:
    return stem(BASE_FORMS.get(word.lower(), word))


def _past(match: re.Match[str], text: str) -> bool:
    """Whether a word is a past form, no adjective before its noun ("the proposed tax")."""
    word = match[0].lower()
    before = [w.lower() for w in WORD.findall(text[max(0, match.start() - 30) : match.start()])[-1:]]
    return (word.endswith("ed") or word in BASE_FORMS) and not set(before) & {
        "the",
        "a",
        "an",
        "to",
        "its",
        "his",
        "their",
    }


def _governed(sentence: str, at: int) -> re.Match[str] | None:
    """The verb that a hedge makes possible: the first word after it that says something."""
    for match in list(WORD.finditer(sentence, at))[:REACH]:
        word = match[0].lower()
        if re.search(r"[,;:.()]", sentence[at : match.start()]):
            return None
        if word not in _AUXILIARIES and word not in STOP and not word.endswith("ly"):
            return match
    return None


def _said_plainly(verb: str, near: str, hedged: int) -> bool:
    """Whether the verb stands elsewhere too than where it is hedged."""
    return any(_verb(match[0]) == verb and match.start() != hedged for match in WORD.finditer(near))


def _shares(claim: str, after: str, verb: re.Match[str]) -> bool:
    """Whether the claim shares with what the hedge rules, or with its subject, another word than the verb."""
    rest = stems(claim[: verb.start()] + " " + claim[verb.end() :])
    return bool(rest & stems(after)) or len(rest) <= 2


_YEAR_BOUND = re.compile(
    r"\b(?P<word>since|from|after|until|till|before|up to|to)\s+(?:the\s+)?(?:end of\s+|beginning of\s+)?"
    r"(?:[A-Z][a-z]+\s+)?(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?P<year>1\d{3}|20\d\d)\b",
    re.IGNORECASE,
)
_OPENS = frozenset(listed("since from after"))
_DENIED = re.compile(
    r"\b(?:not|never|no|hardly|seldom|rarely|avoid\w*|refus\w*|without|n['’]t)\b[^.;:]*$", re.IGNORECASE
)  # "not used before 1875" and "avoided until 1875" are one


def _bounds(text: str) -> dict[str, set[bool]]:
    """For each year whether the text opens a time with it (True) or closes one; where something is denied, both."""
    out: dict[str, set[bool]] = {}
    for match in _YEAR_BOUND.finditer(text):
        opens = match["word"].lower() in _OPENS
        denied = _DENIED.search(text[: match.start()]) is not None
        out.setdefault(match["year"], set()).update({opens, not opens} if denied else {opens})
    return out


def check_bounded_years(claim: str, near: str, source: str) -> list[Finding]:
    """ "Until 1957" against "since 1957"."""
    mine, theirs = _bounds(claim), _bounds(source)
    out = []
    for match in _YEAR_BOUND.finditer(claim):
        year = match["year"]
        plain = len(re.findall(rf"\b{year}\b", source)) == len(
            [m for m in _YEAR_BOUND.finditer(source) if m["year"] == year]
        )
        if plain and year in theirs and len(mine[year]) == 1 and mine[year].isdisjoint(theirs[year]):
            said = next(m for m in _YEAR_BOUND.finditer(source) if m["year"] == year)
            reason = f"the passage says “{said[0]}”, the claim “{match[0]}”"
            out.append(Finding("date", False, reason, Span(match.start(), match.end()), conflict=True))
    return out


def check_dropped(claim: str, near: str, source: str) -> list[Finding]:
    """As `dropped`, as a check of evidence.py."""
    return list(dropped(claim, near))


_REASON = re.compile(
    r"\b(?:because of|because|due to|owing to|thanks to|on account of|in order to|so as to)\s+(?P<words>[^,;:.()]+)",
    re.IGNORECASE,
)


def check_reasons(claim: str, near: str, source: str) -> list[Finding]:
    """A reason of which the source has not a word."""
    there = {word[:5] for word in stems(source)}
    out = []
    for match in _REASON.finditer(claim):
        told = stems(match["words"])
        known = any(word[:5] in there for word in told) or any(
            stem(part) in stems(source)
            for word in WORD.findall(match["words"])
            for part in SYNONYMS.get(word.lower(), ())
        )
        if told and not known:
            out.append(Finding("addition", False, f"“{match[0]}” is not there", Span(match.start(), match.end())))
    return out


# What a claim says is proved, as no plain statement is.
_PROVED = re.compile(
    r"\b(?P<proved>prov(?:es|ed|en|e) (?:that|beyond)|(?:is|was|been) (?:\w+ly )?(?:proved|proven)|proof that"
    r"|(?:is|was|are|were|be) (?:quite |absolutely )?(?:certain|indisputable|undeniable|beyond (?:all |any )?doubt)"
    r"|certainly|undoubtedly|definitely|indisputably|unquestionably|conclusively"
    r"|without (?:a |any )?doubt)\b|\b(?:demonstrat(?:es|ed) that|establish(?:es|ed) that)\b",
    re.IGNORECASE,
)
# By which a sentence is as sure, and what leaves no room for calling it more than an opinion.
_AS_SURE = re.compile(
    r"\b(?:prov\w+|proofs?|demonstrat\w+|establish\w+ that|certain\w*|doubtless|no doubt|undoubt\w+|unquestion\w+"
    r"|beyond|show\w*|found that|finds? that|conclusive\w*|definite\w*|indisput\w+|undeniab\w+)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\b(?:found|finds?|clear\w*|evident\w*|sure\w*|must|confirm\w*|establish\w*|fact|know\w*|true|reveal\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:\b(?:not|never|hardly|nor|no|cannot|nothing|nobody|neither)|n['’]t)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_TENTATIVE = re.compile(
    r"\b(?:hesita\w+|perhaps|maybe|probabl[ey]|possibl[ey]|(?-i:may)|might|could(?! not)|seems?|seemed|appears?"
    r"|appeared|suggest\w*|suspect\w*|tentativ\w+|cautious\w*|likely|presum\w+|conjectur\w+|guess\w*|speculat\w+|suppos\w+"
    r"|not (?:sure|certain))\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:argu(?:es?|ed)|claim(?:s|ed)?|holds?|held|think(?:s)?|thought|believ(?:es?|ed)|contend(?:s|ed)?"
    r"|maintain(?:s|ed)?|opinion|view)\b",
    re.IGNORECASE,
)


def _with_its_verb(claim: str, near: str, source: str) -> str:
    """The sentence that shares most with a claim and has a verb of it; the nearest where none has."""
    bare = _PROVED.sub(" ", claim)
    verbs = {_verb(m[0]) for m in WORD.finditer(bare) if _past(m, bare) or m[0].lower() in UNCHANGED}
    every = [source[span.start : span.end] for span in sentence_spans(source)]
    having = [sentence for sentence in every if verbs & {_verb(word) for word in WORD.findall(sentence)}]
    return max(having, key=lambda sentence: len(stems(bare) & stems(sentence)), default=near.split("\n")[0])


def check_certainty(claim: str, near: str, source: str) -> list[Finding]:
    """What the claim calls proved or certain and the passage's sentence puts as a guess, or as an opinion."""
    sure, nearest = _PROVED.search(claim), _with_its_verb(claim, near, source)
    if sure is None or _TENTATIVE.search(claim) or _NOT.search(claim[: sure.start()]):
        return []
    if any(not _NOT.search(nearest[: match.start()]) for match in _AS_SURE.finditer(nearest)):
        return []
    span = Span(sure.start(), sure.end())
    if (hedge := _TENTATIVE.search(nearest)) is not None:
        reason = f"the passage says it with “{hedge[0]}”, the claim with “{sure[0]}”"
        return [Finding("force", False, reason, span, conflict=True)]
    opinion = _OPINION.search(nearest) if sure["proved"] and not _PLAIN.search(nearest) else None
    return [Finding("force", False, f"the passage says “{opinion[0]}”, the claim “{sure[0]}”", span)] if opinion else []
