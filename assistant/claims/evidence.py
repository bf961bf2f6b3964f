"""Deterministic evidence: what in a claim a source plainly has, lacks or says otherwise.

Numbers, dates, units, names, negation, opposites, quantifiers, comparatives, modality, the order of names, and plain
words of the claim are looked up in the source and in its sentences nearest to the claim. Everything here is a pure
function of two strings. This file doesn't know of models, documents or verdicts: it reports, checking.py weighs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.claims.alignment import differences
from assistant.claims.amounts import check_amounts
from assistant.claims.attributions import check_holders
from assistant.claims.bindings import misbound
from assistant.claims.chronology import check_chronology
from assistant.claims.denials import check_exceptions, check_negation, check_opposites, denied_twice, denies, told_so
from assistant.claims.exchanges import check_exchanged
from assistant.claims.finding import Finding
from assistant.claims.force import check_bounded_years, check_certainty, check_dropped, check_reasons
from assistant.claims.holders import attributing
from assistant.claims.implied import implied
from assistant.claims.in_place import check_in_place
from assistant.claims.intended import check_intended
from assistant.claims.joining import follows
from assistant.claims.likeness import check_likeness
from assistant.claims.matching import (
    ADJECTIVES,
    STOP,
    WORD,
    content_words,
    names,
    nearest_sentences,
    plays_no_part,
    stem,
    stems,
    words,
)
from assistant.claims.number_checks import (
    check_bounds,
    check_dates,
    check_majorities,
    check_multiples,
    check_numbers,
    check_shares,
)
from assistant.claims.order import only_symmetric, settled, turned
from assistant.claims.periods import check_periods
from assistant.claims.portions import check_portions
from assistant.claims.predicates import check_predicates
from assistant.claims.quantities import numbers
from assistant.claims.reasons import check_whose_reason
from assistant.words.lexicon import ALIKE, COMPARATIVES, METONYMS, MODALS, PLACES, QUANTIFIERS
from assistant.words.saying_verbs import HEARSAY, OPINION
from ingest.document import Span

_ONLY_STRONG = {
    "all",
    "every",
    "always",
    "never",
    "none",
    "no",
    "only",
    "entirely",
    "exclusively",
    "solely",
    "everyone",
    "nobody",
}
_WHOLE = {"all", "every", "each", "always", "everyone"}
_DENYING = {"no", "none", "nobody"}  # what they deny denials.py compares
_LITTLE = {"few", "rarely", "seldom"}
_NOT = re.compile(r"(?:\bnot|n['’]t)\s+(?:very\s+)?$", re.IGNORECASE)
_CERTAIN = {"certainly", "must", "will", "proved", "cannot", "completed", "certain", "undoubtedly", "definitely"}


# ---- the checks: (claim, near: the nearest sentences, source) -> findings ------------------------


def check_names(claim: str, near: str, source: str) -> list[Finding]:
    """Names of the claim that stand nowhere in the source, not even as an adjective or in initials."""
    there = {stem(word) for word in words(source)}
    capitals = {m[0] for m in re.finditer(r"\b[A-Z]{2,}\b", source)}
    initials = "".join(word[0] for word in re.findall(r"\b[A-Za-z]\w*", source) if word[0].isupper())
    out = []
    for span in names(claim):
        word = claim[span.start : span.end]
        bare = re.sub(r"['’]s?$", "", word)
        other = PLACES.get(bare) or ADJECTIVES.get(bare)
        known = stem(bare) in there or (other is not None and stem(other) in there)
        known = known or (bare.isupper() and (bare in initials or bare in capitals))
        known = known or _by_another_name(span, claim, source)
        known = known or any(len(bare) >= 5 and t.startswith(bare.lower()[:-1]) for t in there)
        if not known:
            out.append(Finding("name", False, f"the name {bare} is not in the passage", span))
    return out


def _by_another_name(span: Span, claim: str, source: str) -> bool:
    """Whether the source has what the name goes by too: "America" where it writes "United States", and back."""
    for short, forms in METONYMS.items():
        every = [short.upper() if len(short) <= 3 else short.title(), *forms]
        mine = [m for form in every for m in re.finditer(rf"\b{re.escape(form)}n?\b", claim)]
        if any(m.start() <= span.start and span.end <= m.end() + 2 for m in mine):  # 2: a possessive
            others = {PLACES[form] for form in every if form in PLACES} | set(every)
            if any(re.search(rf"\b{re.escape(other)}n?\b", source) for other in others):
                return True
    return False


_IDIOM = re.compile(
    r"\b(?:(?:not )?at all(?= but)?|(?:above|after|first of|most of|in) all(?! of)|all but|all the (?:same|more)|"
    r"at (?:most|once)|"
    r"(?:as|more|less) (?:often|frequently|many|few)(?= as\b| than\b)|"
    r"for the most part|no doubt|no (?:longer|sooner|more than|less than|fewer than|matter)|"
    r"not (?:all|always|every\w*)|of all that|all (?:around|round|over)|"
    r"only(?= an? (?!few\b|handful\b|minority\b|single\b|third\b|quarter\b)"
    r"| (?:later|then|after|when|once|until|in (?:\d{4}|later)|now and then|further|more so|too|rarely|seldom"
    r"|partly|partially|slightly|marginally|just|recently)\b)"
    r")\b",
    re.IGNORECASE,
)  # their "all" and "most" are no quantities; "only a mistake" is a mere one, "only later" a time


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _table_check(
    table: dict[str, tuple[str, ...]], strong: set[str], kind: str, missing: str
) -> Callable[[str, str, str], list[Finding]]:
    def check(claim: str, near: str, source: str) -> list[Finding]:
        claim, near, source = (_IDIOM.sub(_blank, text) for text in (claim, near, source))
        theirs, everything = set(words(near)), set(words(source))
        out = []
        for match in WORD.finditer(claim):
            word = match[0].lower()
            if (word not in table and word not in strong) or word in theirs:
                continue
            if word == "may" and re.match(r"\s+\d", claim[match.end() :]):
                continue
            twice = word in _WHOLE and denied_twice(near)
            others = [o for o in theirs if o in table and word in table[o]] or [
                o for o in table.get(word, ()) if o in theirs
            ]
            others = [o for o in others if o not in words(claim) and not (o in _DENYING and twice)]
            if word in _WHOLE and _whole_too(claim[match.end() :], near):
                continue
            if word == "only" and _mere(claim[match.end() :], near):
                continue
            if others and others[0] in _LITTLE and _NOT.search(claim[: match.start()]):
                continue  # "not often" is rarely
            span = Span(match.start(), match.end())
            if others:
                out.append(
                    Finding(kind, False, f"the passage says “{others[0]}”, the claim “{word}”", span, conflict=True)
                )
            elif (
                word in strong and word not in everything and not twice and not _denied_there(word, claim, near, source)
            ):
                out.append(Finding(kind, False, missing.format(word), span))
        return out

    return check


_COUNTED = re.compile(r"\s+(?:the |a |about |some )?(?P<count>\d[\d.,]*|\w+)")


def _mere(after: str, near: str) -> bool:
    """Whether "only" stands before a number that the passage has, and says no more than that it is small."""
    match = _COUNTED.match(after)
    told = {n.value for n in numbers(near) if n.kind == "count"}  # "only a third" is a share
    said = [n for n in numbers(match["count"]) if n.kind == "count"] if match is not None else []
    return bool(said) and said[0].value > 1 and said[0].value in told


def _whole_too(after: str, near: str) -> bool:
    """Whether the passage says "all", "every" or "each" of what the claim says another of these words of."""
    said = content_words(after)[:2]
    whole = (near[m.end() :] for m in WORD.finditer(near) if m[0].lower() in ("all", "every", "each"))
    return any(stems(" ".join(said)) & stems(" ".join(content_words(rest)[:2])) for rest in whole)


def _denied_there(word: str, claim: str, near: str, source: str) -> bool:
    """Whether the passage denies too, in another word, or says that from which it follows."""
    if word in {*_DENYING, "never"} and implied(claim, near):
        return True
    return (word in _DENYING and denies(near)) or (word == "never" and told_so(claim, source))


check_quantifiers = _table_check(QUANTIFIERS, _ONLY_STRONG, "quantifier", "the passage does not say “{}”")
check_modality = _table_check(MODALS, _CERTAIN, "modality", "the passage does not say “{}”")


def check_comparatives(claim: str, near: str, source: str) -> list[Finding]:
    """More than against less than, at least against at most."""
    mine, theirs = f" {claim.lower()} ", f" {near.lower()} "
    if "compare" in settled(claim, near):
        return []
    out = []
    for one, other in COMPARATIVES:
        at = mine.find(f" {one} ")
        if one in ("over", "under") and not re.match(r"[$€£¥]?\d", mine[at + len(one) + 2 :]):
            continue  # "presided over"
        if at >= 0 and f" {one} " not in theirs and f" {other} " in theirs and f" {other} " not in mine:
            span = Span(at, at + len(one))
            out.append(
                Finding("comparative", False, f"the passage says “{other}”, the claim “{one}”", span, conflict=True)
            )
    return out


FOLLOWED = 0.5  # of a claim's words, in their order: in free wording names change their places and nothing else


def check_roles(claim: str, near: str, source: str) -> list[Finding]:
    """Two names with the same word between them, in the claim and in the passage, but in each other's place."""
    close = [sentence for sentence in near.split("\n") if follows(claim, sentence) >= FOLLOWED]
    found = [finding for sentence in close for finding in _swapped(claim, sentence)]
    return found[:1]


def _swapped(claim: str, near: str) -> list[Finding]:
    tokens, there = words(claim), words(near)
    mine = [claim[s.start : s.end].lower() for s in names(claim)]
    out: list[Finding] = []
    if (" by " in f" {claim} " and " by " not in f" {near} ") or (" by " in f" {near} " and " by " not in f" {claim} "):
        return out
    for i, one in enumerate(mine):
        for other in mine[i + 1 :]:
            if one == other or {one, other} - set(there) or not {one, other} <= set(tokens):
                continue
            a, b = tokens.index(one), tokens.index(other)
            c, d = there.index(one), there.index(other)
            if there.count(one) > 1 or there.count(other) > 1 or not (a < b and d < c):
                continue
            if any(tokens[max(0, i - 1) : i + 2] == there[max(0, j - 1) : j + 2] for i, j in ((a, c), (b, d))):
                continue  # one of them stands where it stood: the clauses have been moved, not the names
            between, theirs = (set(part) - STOP for part in (tokens[a + 1 : b], there[d + 1 : c]))
            if only_symmetric(" ".join(tokens[a + 1 : b])):
                continue
            if between & theirs and b - a <= 12 and c - d <= 16:
                reason = f"“{_as_written(one, claim)}” and “{_as_written(other, claim)}” have changed places"
                out.append(Finding("role", False, reason, None, conflict=True))
    return out[:1]


def _as_written(word: str, text: str) -> str:
    """A lower-cased word as the text has it."""
    return next((match[0] for match in WORD.finditer(text) if match[0].lower() == word), word)


def check_words(claim: str, near: str, source: str) -> list[Finding]:
    """Words of the claim that the source has in no form, nor as a synonym: reported together."""
    there = {stem(word) for word in words(source)}
    lacking = []
    telling = {span.start for span in attributing(claim, source)}
    for match in WORD.finditer(claim):
        word = match[0].lower()
        if (
            match.start() in telling
            or plays_no_part(word)
            or word[0].isdigit()
            or match[0][0].isupper()
            or stem(word) in there
        ):
            continue
        if any(stem(part) in there for other in ALIKE.get(word, ()) for part in other.split()):
            continue
        if any(len(word) >= 6 and t.startswith(word[:5]) for t in there):
            continue
        lacking.append(match)
    if not lacking:
        return []
    said = ", ".join(f"“{match[0]}”" for match in lacking[:3])
    return [Finding("words", False, f"not in the passage: {said}", Span(lacking[0].start(), lacking[0].end()))]


def check_alignment(claim: str, near: str, source: str) -> list[Finding]:
    """What the sentence nearest to the claim has in another's place, and what it lacks."""
    out = []
    for found in differences(claim, source):
        mine = claim[found.span.start : found.span.end]
        if found.kind == "role":
            one, other = found.said.split("|")
            reason = f"“{one}” and “{other}” have changed places"
        elif found.kind == "addition":
            where = "elsewhere in the passage, not with the rest of the claim" if found.elsewhere else "not there"
            reason = f"“{mine}” is {where}"
        else:
            reason = f"the passage says “{found.said}” where the claim says “{mine}”"
        out.append(Finding(found.kind, False, reason, found.span, conflict=found.kind != "addition"))
    return out


def check_bindings(claim: str, near: str, source: str) -> list[Finding]:
    """Figures and names of the claim of which the passage says something else."""
    out = []
    for found in misbound(claim, source):
        mine, said = found.anchor, found.said
        kind = {"year": "date", "name": "role"}.get(mine.group, "number")
        reason = f"the passage says this of {said.text}, not of {mine.text}"
        out.append(Finding(kind, False, reason, Span(mine.start, mine.end), conflict=True))
    return out


# Who says what is compared by check_holders: in "“…”, said Marsh" the words stand before their verb.
_SAYING = frozenset(
    stem(verb) for verb in {*OPINION, *HEARSAY, "write", "declare", "observe", "note", "remark", "state"}
)


def check_order(claim: str, near: str, source: str) -> list[Finding]:
    """Causes and effects, earlier and later, more and less, who and whom: the other way round in the passage."""
    return [
        Finding("role", False, f"“{found.one}” and “{found.other}” have changed places", None, conflict=True)
        for found in turned(claim, near)
        if not (found.kind == "verb" and found.pivot in _SAYING)
    ]


CHECKS: tuple[Callable[[str, str, str], list[Finding]], ...] = (
    check_numbers, check_multiples, check_shares, check_portions, check_majorities, check_amounts, check_dates,
    check_periods, check_names, check_negation, check_opposites, check_likeness, check_exceptions, check_quantifiers,
    check_bounds, check_comparatives, check_modality, check_dropped, check_intended, check_bounded_years,
    check_certainty, check_reasons, check_whose_reason, check_roles, check_alignment, check_in_place, check_bindings,
    check_order, check_exchanged, check_chronology, check_predicates, check_holders, check_words,
)  # fmt: skip


def findings(claim: str, source: str) -> tuple[Finding, ...]:
    """All that the source plainly says of the claim, each thing once."""
    near = "\n".join(source[span.start : span.end] for span in nearest_sentences(claim, source))
    found: list[Finding] = []
    for check in CHECKS:
        for new in check(claim, near or source, source):
            if not any(_same_finding(old, new) for old in found):
                if not new.supports:  # that a number stands somewhere says nothing where another stands in its place
                    found = [f for f in found if not (f.supports and f.kind == new.kind and _touch(f, new))]
                found.append(new)
    return tuple(found)


def _touch(one: Finding, other: Finding) -> bool:
    a, b = one.span, other.span
    return a is not None and b is not None and a.start < b.end and b.start < a.end


def _same_finding(old: Finding, new: Finding) -> bool:
    return not old.supports and old.kind == new.kind and (new.kind == "role" or _touch(old, new))
