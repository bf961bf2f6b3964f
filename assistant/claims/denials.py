"""Deterministic evidence on denial: what one text denies and the other says plainly, and opposites in each other's
place.

A negation counts where it falls on words the other text has too, an opposite where the words around it are shared.
Each check is a pure function of (claim, near: the nearest sentences, source). This file doesn't know of the other
checks (evidence.py) or of verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.claims.bindings import foreign
from assistant.claims.finding import Finding
from assistant.claims.implied import implied
from assistant.claims.matching import STOP, WORD, content_words, nearest_sentences, sentence_spans, stem, stems, words
from assistant.claims.order import settled
from assistant.claims.pieces import unwrapped
from assistant.claims.telling import Told, reaches, told
from assistant.words.lexicon import FURTHER_OPPOSITES, OPPOSITES, SYNONYMS
from assistant.words.verbs import BASE_FORMS
from ingest.document import Span

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|nowhere|without|"
    r"nothing(?! (?:but|less than|more(?: than)?\b(?!\s+\w)))|cannot|hardly|barely|scarcely|lacks?|lacked|"
    r"fail(?:s|ed|ing)? to|failures? to|left out|leav(?:e|es|ing) out|omit(?:s|ted|ting)?|"
    r"refus(?:e|es|ed|ing)|declin(?:e|es|ed) to|den(?:y|ies|ied)|refrain(?:s|ed|ing)?|unable|"
    r"rather than|instead of)\b|n['’]t\b",
    re.IGNORECASE,
)
_REFUSING = re.compile(r"refus|den|declin", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:refus\w+|den(?:y|ies|ied|ial|ying)|declin\w+|reject\w*|rebuff\w*|spurn\w*|withh[eo]ld\w*|"
    r"turn(?:s|ed|ing)? (?:[\w’'-]+ ){0,4}?(?:away|down))\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\s+(?:it|this|that)\b\s*(?:$|[,.;]|and\b|but\b)")  # "denied it and said …"
_REASON = re.compile(r"\b(?:because|since|when|although|though|while|which|who|until|after|before)\b")
_OMISSION = re.compile(r"left|leav|omit", re.IGNORECASE)  # what follows is denied, and nothing before
_MILD = re.compile(
    r"\b(?:exclud(?:e|es|ed|ing)|exclusion|exceptions? of|except|apart from|avoid(?:s|ed|ing)?)\b", re.IGNORECASE
)  # they deny too, but what they deny can't be told by rule
_AVOIDS = re.compile(r"\b(?:exclud(?:e|es|ed|ing)|exclusion|avoid(?:s|ed|ing)?)\b", re.IGNORECASE)
_EXCEPTION = re.compile(r"\b(?:exceptions? of|except(?:ing)?(?: for)?|apart from|but not|excluding)\b", re.IGNORECASE)
_WITHOUT_EXCEPTION = re.compile(r"\b(?:all|every|each|including|included|even)\b", re.IGNORECASE)
_STOPS = re.compile(r"[,;:.!?()—–\n]")
_REACH = 400  # code points about a negative that its clause is looked for in: a page without stops is read but once


def _negations(text: str) -> int:
    return len(_NEGATION.findall(text))


def _denied(text: str, other: str, words_: re.Pattern[str] = _NEGATION) -> list[re.Match[str]]:
    """The negations of a text that fall on words the other text has: at least half of the three that follow (or, where
    fewer follow in the clause, that precede); of an omission ("left out the war") of the two that follow. A refusal
    that the other tells of too is none, nor one of which only what was asked for precedes ("asked and was refused")."""
    there = stems(other)
    both = {match.start() for match in _told_by_both(text, other)}
    out = []
    for match in words_.finditer(text):
        refusing = _REFUSING.match(match[0]) is not None
        if match.start() in both:
            continue
        before, after = _about(match, text)
        if refusing:  # "refused the loan because …" denies nothing of the reason
            after = "" if _IT.match(text, match.end()) else _REASON.split(after)[0]
        omission = _OMISSION.match(match[0]) is not None
        scope = [stem(word) for word in content_words(after)][: 2 if omission else 3]
        if len(scope) < (1 if omission else 2):
            if refusing and not any(word in there for word in scope) and _done(other) & _done(before):
                continue
            scope += [stem(word) for word in content_words(before)][-2:]
        if scope and sum(word in there for word in scope) >= len(scope) / 2:
            out.append(match)
    return out


def _told_by_both(text: str, other: str) -> list[re.Match[str]]:
    """The refusals of a text of which the other tells too, perhaps in another word: "refused" and "turned down"."""
    refused = [_scope(match, other) for match in _REFUSED.finditer(other)]
    found = (match for match in _NEGATION.finditer(text) if _REFUSING.match(match[0]))
    return [match for match in found if any(_scope(match, text) & scope for scope in refused)]


def _about(match: re.Match[str], text: str) -> tuple[str, str]:
    """What stands before and behind a word in its clause."""
    before, after = text[max(0, match.start() - _REACH) : match.start()], text[match.end() : match.end() + _REACH]
    return _STOPS.split(before)[-1], _STOPS.split(after)[0]


def _scope(match: re.Match[str], text: str) -> frozenset[str]:
    """The stems about a word in its clause."""
    before, after = _about(match, text)
    return stems(f"{before} {match[0].partition(' ')[2]} {after}")


def _done(text: str) -> frozenset[str]:
    """The stems of the verbs that stand in a past form."""
    said = (match[0].lower() for match in WORD.finditer(text))
    return frozenset(stem(BASE_FORMS.get(w, w)) for w in said if w in BASE_FORMS or (w.endswith("ed") and len(w) > 4))


def _denies_mildly(text: str, other: str) -> bool:
    """Whether a text excepts or avoids something of the other's that the other doesn't."""
    return bool(_denied(text, other, _MILD)) and not _MILD.search(other)


def _of_the_claim(denials: Sequence[re.Match[str]], claim: str, near: str) -> list[re.Match[str]]:
    """The denials of the nearest sentences that aren't in a part about another figure than the claim's."""
    others = [
        (at.start + part.start, at.start + part.end)
        for at in sentence_spans(near)
        for part in foreign(claim, near[at.start : at.end])
    ]
    return [match for match in denials if not any(start <= match.start() < end for start, end in others)]


def _plain_opposites(claim: str, near: str) -> list[tuple[str, str, Span]]:
    """The opposites that are no negations themselves."""
    found = _opposites_between(claim, near)
    return [flip for flip in found if not _NEGATION.fullmatch(flip[0]) and not _NEGATION.fullmatch(flip[1])]


@lru_cache(maxsize=64)
def _stated(claim: str, source: str) -> Told | None:
    """How the claim is told in the sentences nearest to it, where either text denies anything."""
    whole = unwrapped(source)
    near = "\n".join(whole[span.start : span.end] for span in nearest_sentences(claim, whole))
    if not any(_NEGATION.search(text) or reaches(text) for text in (claim, near)):
        return None
    if _refuses(claim) or _refuses(near):
        return None
    found = told(claim, near, {word: other for word, other, _ in _plain_opposites(claim, near)})
    return None if found is Told.OTHERWISE and (_AVOIDS.search(claim) or _AVOIDS.search(near)) else found


def told_so(claim: str, source: str) -> bool:
    """Whether the source is seen to say and to deny what the claim says and denies, where either denies anything."""
    return _stated(claim, source) is Told.SO


def _refuses(text: str) -> bool:
    """Whether a text tells of a refusal, which others may tell in many words."""
    return any(
        _REFUSING.match(m[0]) and not text[m.end() :].lstrip().startswith("that") for m in _NEGATION.finditer(text)
    )


def _denial(claim: str, near: str) -> list[Finding]:
    """That one of the texts denies what the other says."""
    match = _NEGATION.search(claim)
    if match is None:
        return _denial_there(claim, near, list(_NEGATION.finditer(near)))
    span = Span(match.start(), match.end())
    return [Finding("negation", False, "the claim denies what the passage does not deny", span, conflict=True)]


ABOUT = 0.4  # of a claim's words, at least, that a sentence has whose denial falls on them


def _denial_there(claim: str, near: str, denials: Sequence[re.Match[str]]) -> list[Finding]:
    """That a sentence about the same denies what the claim says: the first of some denials that stands in one."""
    wanted = stems(claim)
    if not denials:  # an exception
        reason = "the passage denies something there, the claim does not"
        return [Finding("negation", False, reason, None, conflict=True)]
    for span in sentence_spans(near):
        sentence = near[span.start : span.end]
        if len(wanted & stems(sentence)) < ABOUT * len(wanted):
            continue
        for match in denials:
            if span.start <= match.start() < span.end:
                following = WORD.findall(_STOPS.split(near[match.end() : span.end])[0])[:3]
                said = " ".join([match[0].lower(), *following])
                reason = f"the passage denies something there (“{said}”), the claim does not"
                return [Finding("negation", False, reason, None, conflict=True)]
    return []


_NOT_MUCH = re.compile(
    r"(?:\bnot|n['’]t) (?:\w+ )?(?:much|many|very|often|particularly|especially|greatly|notably|widely|strongly)\b",
    re.IGNORECASE,
)
_LITTLE = re.compile(
    r"\b(?:little|(?<!a )few|seldom|rarely|hardly|scarcely|barely|scant)\b",
    re.IGNORECASE,
)


def _little(claim: str, near: str) -> bool:
    """Whether one text says "not much" and denies nothing else, and the other "little" of the same."""
    for one, other in ((claim, near), (near, claim)):
        mild = _NOT_MUCH.search(one)
        if mild is not None and _negations(_NOT_MUCH.sub(" ", one)) == 0:
            mine = {stem(word) for word in content_words(_STOPS.split(one[mild.end() :])[0])[:4]}
            told = (content_words(_STOPS.split(other[m.end() :])[0])[:4] for m in _LITTLE.finditer(other))
            if any(mine & {stem(word) for word in words_} for words_ in told):
                return True
    return False


def check_negation(claim: str, near: str, source: str) -> list[Finding]:
    """One denies what the other says plainly: negations that fall on shared words, an odd number of them in one
    text."""
    flips = _plain_opposites(claim, near)
    stated = _stated(claim, source)
    if _little(claim, near) or stated is Told.SO or (implied(claim, near) and not _plain_opposites(claim, near)):
        return []
    if stated is Told.DENIED_BY_SOMEBODY:
        return [Finding("force", False, "the passage says only that somebody denies it", None)]
    if stated is Told.OTHERWISE:
        return [] if len(flips) % 2 == 1 else _denial(claim, near)
    mine, theirs = _denied(claim, near), _of_the_claim(_denied(near, claim), claim, near)
    if len(mine) % 2 == len(theirs) % 2 or len(flips) % 2 == 1:
        return []  # "did not accept" and "rejected" say the same
    if len(mine) > len(theirs):
        if _negations(near) > len(theirs) + len(_told_by_both(near, claim)) or _denies_mildly(near, claim):
            return []
        span = Span(mine[0].start(), mine[0].end())
        return [Finding("negation", False, "the claim denies what the passage does not deny", span, conflict=True)]
    if _negations(claim) > len(mine) + len(_told_by_both(claim, near)) or _denies_mildly(claim, near):
        return []  # the claim denies something too, in other words
    return _denial_there(claim, near, theirs)


_TWICE = re.compile(
    r"\b(?:no|none|never|nobody)\b[^.;:]*\b(?:fail\w*|without|lack\w*|refus\w*|unable|not|miss(?:ed|ing))\b",
    re.IGNORECASE,
)


def denied_twice(text: str) -> bool:
    """Whether a text denies a denial: "no district failed" says that every district didn't."""
    return _TWICE.search(text) is not None


def denies(text: str) -> bool:
    """Whether a text denies anything."""
    return _NEGATION.search(text) is not None


def check_exceptions(claim: str, near: str, source: str) -> list[Finding]:
    """What the passage excepts, counted in: "all parties, including the Greens" for "except the Greens"."""
    whole = _WITHOUT_EXCEPTION.search(claim)
    if whole is None or _EXCEPTION.search(claim) or _NEGATION.search(claim):
        return []
    there = stems(claim)
    for match in _EXCEPTION.finditer(near):
        excepted = [stem(word) for word in content_words(_STOPS.split(near[match.end() :])[0])][:1]
        if excepted and excepted[0] in there:
            reason = f"the passage says “{match[0]}” of it, the claim “{whole[0]}”"
            return [Finding("negation", False, reason, Span(whole.start(), whole.end()), conflict=True)]
    return []


WINDOW = 200  # characters on each side among which those stand
BESIDE, NEIGHBOURS = 3, 4  # content words on each side of an opposite, in the claim and in the passage


def _opposites_between(claim: str, near: str) -> list[tuple[str, str, Span]]:
    """The claim's words in whose place the other text has an opposite: (word, opposite, place)."""
    mine, theirs = set(words(claim)), set(words(near))
    found = []
    for match in WORD.finditer(claim):
        word = match[0].lower()
        if word == "with" and re.match(r"\s+(?:no|little|hardly any)\b", claim[match.end() :]):
            continue
        if word in theirs or any(s in theirs for s in SYNONYMS.get(word, ())):
            continue
        known = [
            o
            for o in (*OPPOSITES.get(word, ()), *FURTHER_OPPOSITES.get(word, ()), *_by_prefix(word, theirs))
            if o in theirs and (o not in mine or _oftener(o, near, claim))
        ]
        other = next((o for o in known if _in_place(match, claim, o, near)), None)
        if other:
            found.append((word, other, Span(match.start(), match.end())))
    return found


def _oftener(word: str, near: str, claim: str) -> bool:
    """Whether a word that compares stands more often in one text than in the other: "paid less and got less" against
    "paid more and got less"."""
    return word in _COMPARING and words(near).count(word) > words(claim).count(word)


_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")


def _by_prefix(word: str, there: set[str]) -> list[str]:
    """The same word with or without a prefix that denies it: "approve" and "disapproved"."""
    root = stem(word)
    if len(root) < 4:
        return []
    return [
        other
        for other in there
        for prefix in _PREFIXES
        if (other.startswith(prefix) and len(other) > len(prefix) + 4 and stem(other[len(prefix) :]) == root)
        or (word.startswith(prefix) and len(word) > len(prefix) + 4 and stem(word[len(prefix) :]) == stem(other))
    ]


def _in_place(match: re.Match[str], claim: str, other: str, near: str) -> bool:
    """Whether a word's opposite stands in the other text among words that stand about the word in the claim."""
    around = _around(claim, match.start(), match.end(), BESIDE)
    if len(around) < 2:
        return True
    places = re.finditer(rf"\b{re.escape(other)}\b", near, re.IGNORECASE)
    return any(around & _around(near, at.start(), at.end(), NEIGHBOURS) for at in places)


def _around(text: str, start: int, end: int, most: int) -> frozenset[str]:
    """The stems of the content words on both sides of a place."""
    before = [stem(m[0]) for m in WORD.finditer(text[max(0, start - WINDOW) : start]) if m[0].lower() not in STOP]
    after = [stem(m[0]) for m in WORD.finditer(text[end : end + WINDOW]) if m[0].lower() not in STOP]
    return frozenset(before[-most:] + after[:most])


def _denied_beside(flip: tuple[str, str, Span], claim: str, near: str) -> bool:
    """Whether one of two opposites stands in a clause that is denied."""
    return any(
        _NEGATION.search(part)
        for word, text in ((flip[0], claim), (flip[1], near))
        for part in _STOPS.split(text)
        if re.search(rf"\b{re.escape(word)}\b", part, re.IGNORECASE)
    )


_ORDER = frozenset(("before", "after"))
_COMPARING = frozenset(("more", "less", "fewer", "better", "worse"))


def check_opposites(claim: str, near: str, source: str) -> list[Finding]:
    """A word of the claim whose opposite stands in its place in the nearest sentences, where it doesn't itself; not
    where the two texts say the same the other way round."""
    flips = _opposites_between(claim, near)
    same = settled(claim, near)
    if _little(claim, near):
        flips = [flip for flip in flips if not (_LITTLE.fullmatch(flip[0]) or _LITTLE.fullmatch(flip[1]))]
    if "time" in same:
        flips = [flip for flip in flips if flip[0] not in _ORDER]
    if "compare" in same:
        flips = [flip for flip in flips if flip[0] not in _COMPARING and not flip[0].endswith("er")]
    plain = [flip for flip in flips if not _NEGATION.fullmatch(flip[0]) and not _NEGATION.fullmatch(flip[1])]
    stated = _stated(claim, source)
    if len(flips) == 1 and plain and stated is Told.SO and _denied_beside(plain[0], claim, near):
        return []
    if stated is None and len(flips) == 1 and plain and len(_denied(claim, near)) % 2 != len(_denied(near, claim)) % 2:
        return []
    return [
        Finding("antonym", False, f"the passage says “{other}”, the claim “{word}”", span, conflict=True)
        for word, other, span in flips
    ]
