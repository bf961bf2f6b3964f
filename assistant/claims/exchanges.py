"""Two parts of a sentence with a piece of each in the other's place: "all of the stone, most of the iron" for "most of
the stone, all of the iron".

Claim and source are cut in two at a conjunction or stop. Each word that the source has on one side only tells to which
side it belongs; where each half of the claim has one run of words from the other side, the two have been exchanged. All
four must be there, a run and what is left on both sides, so that a phrase moved, or two sentences made one, shows
nothing. Pure functions of strings. This file doesn't know of verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby

from assistant.claims.finding import Finding
from assistant.claims.matching import STOP, WORD, sentence_spans
from assistant.claims.pieces import root, verb_at
from assistant.words.lexicon import listed

SHARED = 0.5  # of the words that one half of a claim has alone must tell a side
MOST = 0.6  # of a half's words, at least, that are of its side where the other half is wholly of the other
SHORT = 3  # words that may stand between others of the half
APART = 3  # sentences, at most, from one to the other
CUTS = 8  # in a sentence: what has more is a list
READ = 8  # sentences that are compared, those that share most with the claim
LONGEST = 700  # characters of a sentence: what is longer is no pair of clauses
_CUT = re.compile(r"[;:,]\s+|\s[–—-]\s|\s+(?=(?:and|but|while|whereas|whilst|though|although|yet|as)\s)", re.IGNORECASE)
_JOINT = re.compile(
    r"(?P<set>;\s+|,?\s+(?:while|whereas|whilst)\s+)|,?(?<!\bone)\s+(?:and|but|though|although|yet)\s+|,\s+(?:just\s+)?as\s+",
    re.IGNORECASE,
)
_COUNTING = frozenset(listed("all most more less fewer few some many several both none no each every half only"))
_EMPTY = frozenset(
    listed(
        """
        also even still then there their they them those these one ones other former latter did while whereas whilst
        though although yet since because
        """
    )
)
# A phrase that opens a sentence may stand at its end as well.
_OPENING = re.compile(
    r"(?:in|on|at|by|from|for|to|of|with|since|until|after|before|during|under|over|because|when|as|if|despite|unlike"
    r"|like|according|among|between|through|within|upon)(?: [^\s,;:]+){1,6},\s+(?=\S+ \S+ )",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The claim's words that each of its halves has from the other's place."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    stem: str
    start: int
    name: bool | None  # None of a word whose capital may be the sentence's


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[_Word, ...]:
    return tuple(
        _Word(m[0], root(m[0]), m.start(), m[0][0].isupper() and (True if m.start() else None))
        for m in WORD.finditer(text)
        if m[0].lower() in _COUNTING or (m[0].lower() not in STOP and m[0].lower() not in _EMPTY)
    )


def _stems(words: Sequence[_Word]) -> frozenset[str]:
    return frozenset(word.stem for word in words)


Sides = tuple[frozenset[str], frozenset[str]]


def _alone(one: frozenset[str], other: frozenset[str]) -> Sides:
    """What each of two sets has alone."""
    return one - other, other - one


def _main(sentence: str) -> str:
    """A sentence without a phrase that opens it."""
    opening = _OPENING.match(sentence)
    return sentence[opening.end() :] if opening is not None else sentence


def _read(claim: frozenset[str], source: str) -> list[tuple[int, str, tuple[_Word, ...]]]:
    """The sentences that share most with a claim: their places, texts and words."""
    whole = [_main(source[span.start : span.end]) for span in sentence_spans(source)]
    words = [_words(sentence) if len(sentence) <= LONGEST else () for sentence in whole]
    shared = [len(claim & _stems(mine)) for mine in words]
    places = sorted(sorted(range(len(whole)), key=lambda i: -shared[i])[:READ])
    return [(i, whole[i], words[i]) for i in places if shared[i]]


def _within(claim: frozenset[str], source: str) -> Iterator[Sides]:
    """The two sides of each sentence at each of its cuts."""
    for _, sentence, words in _read(claim, source):
        cuts = list(_CUT.finditer(sentence))
        for cut in cuts if len(cuts) <= CUTS else ():
            yield _alone(*(_stems([w for w in words if (w.start >= cut.end()) is late]) for late in (False, True)))


def _apart(claim: frozenset[str], source: str) -> Iterator[Sides]:
    """Two sentences near each other."""
    for (i, _, one), (j, _, other) in combinations(_read(claim, source), 2):
        if j <= i + APART:
            yield _alone(_stems(one), _stems(other))


Runs = list[tuple[int, list[_Word]]]


def _runs(words: Sequence[_Word], sides: Sides) -> Runs:
    """The words that tell a side, in runs of one side."""
    told = [(0 if word.stem in sides[0] else 1, word) for word in words if word.stem in sides[0] | sides[1]]
    return [(side, [word for _, word in run]) for side, run in groupby(told, key=lambda item: item[0])]


def _strange(runs: Runs, own: int) -> list[_Word] | None:
    """The one run of words from the other side than a half's own; None where there is none, or more than one."""
    others = [words for side, words in runs if side != own]
    return others[0] if len(others) == 1 and len(runs) > 1 else None


def _crossed(one: Runs, other: Runs) -> tuple[list[_Word], list[_Word]] | None:
    """The runs that two halves have from each other's side."""
    if len(one) == len(other) == 2 and one[0][0] == other[0][0]:
        return None  # "by Lind the workers built, and in 1933 at Oster": clauses laid into each other
    for own in (0, 1):
        first, second = _strange(one, own), _strange(other, 1 - own)
        short = len(one) == len(other) == 2 or (first and second and max(len(first), len(second)) <= SHORT)
        if first and second and short and _of_a_kind(first, second):
            return first, second
    return None


def _of_a_kind(one: Sequence[_Word], other: Sequence[_Word]) -> bool:
    """Whether both are names, or neither, and both figures, or neither."""
    kinds = [{word.name for word in words if word.name is not None} for words in (one, other)]
    figures = [any(word.text[0].isdigit() for word in words) for words in (one, other)]
    return figures[0] == figures[1] and (not all(kinds) or (True in kinds[0]) == (True in kinds[1]))


def _marked(words: Sequence[_Word]) -> bool:
    """Whether words are names or figures, or count, so that they may be exchanged within one clause too."""
    return any(w.text[0].isdigit() or w.name is not False or w.text.lower() in _COUNTING for w in words)


def _has_verb(half: str) -> bool:
    found = list(WORD.finditer(half))
    return any(verb_at(found, i) for i in range(len(found)))


@lru_cache(maxsize=64)
def exchanged(claim: str, source: str) -> Exchanged | None:
    """What two halves of a claim have in each other's place, if nothing in the source has it so."""
    words = _words(claim)
    if len(claim) > LONGEST:
        return None
    within, apart = (list(found(_stems(words), source)) for found in (_within, _apart))
    for joint in _JOINT.finditer(claim):
        halves = [[w for w in words if (w.start >= joint.end()) is late] for late in (False, True)]
        alone = _alone(_stems(halves[0]), _stems(halves[1]))
        mine = [[w for w in half if w.stem in own] for half, own in zip(halves, alone, strict=True)]
        if any(_straight(*_told(mine, sides)) for sides in (*within, *apart)):
            continue
        clauses = joint["set"] is not None or (
            _has_verb(claim[: joint.start()]) and _has_verb(claim[joint.end() :].split(",")[0])
        )
        crossed = (_crossed(*_told(mine, sides)) for sides in within)
        found = next((f for f in crossed if f is not None and (clauses or all(map(_marked, f)))), None)
        if found is not None:
            return Exchanged(*(" ".join(word.text for word in run) for run in found))
    return None


def _told(mine: Sequence[Sequence[_Word]], sides: Sides) -> tuple[Runs, Runs]:
    """The runs of two halves of a claim; none where too few of their words tell a side."""
    one, other = (_runs(words, sides) for words in mine)
    for runs, words in zip((one, other), mine, strict=True):
        if sum(len(run) for _, run in runs) < max(2, SHARED * len(words)):
            return [], []
    return one, other


def _straight(one: Runs, other: Runs) -> bool:
    """Whether two halves are of two sides: the one wholly, the other for the most part."""
    for pure, rest in ((one, other), (other, one)):
        if len(pure) == 1 and rest:
            away = sum(len(run) for side, run in rest if side != pure[0][0])
            if away >= MOST * sum(len(run) for _, run in rest):
                return True
    return False


def check_exchanged(claim: str, near: str, source: str) -> list[Finding]:
    """As `exchanged`, as a check of evidence.py."""
    found = exchanged(claim, source)
    if found is None:
        return []
    return [Finding("role", False, f"“{found.one}” and “{found.other}” have changed places", None, conflict=True)]
