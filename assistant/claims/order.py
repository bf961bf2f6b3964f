"""Which of two things a sentence puts on which side: what causes what, what comes before what, which is more than the
other, who does something to whom.

A claim made of its source's own words may be false because two of them have changed places round a word that isn't
the same read backwards. Sides are compared as sets of stems, so that phrases may move within them. Pure functions of
strings. This file doesn't know of verdicts, and says nothing where a relation isn't plainly worded in both texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.claims.matching import STOP, WORD, sentence_spans, stem
from assistant.claims.scales import comparative
from assistant.words.lexicon import OPPOSITES, listed
from assistant.words.verbs import BASE_FORMS


@dataclass(frozen=True, slots=True)
class Turned:
    """A claim's relation whose sides stand the other way round in the source: `kind` is cause, time, compare or verb;
    `one` and `other` are the claim's words that have changed places, or those of the comparison."""

    kind: str
    pivot: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class _Relation:
    """Two sides of a sentence. Of a cause they are cause and effect, of a time earlier and later, of a comparison what
    is more and what it is compared with, whose `pivot` says by what."""

    kind: str
    first: frozenset[str]
    second: frozenset[str]
    pivot: str = ""
    sign: int = 1


LONGEST = 1200  # characters of a clause: what is longer is no clause but a list or a page without stops
_LABEL = re.compile(r"(?<=[a-z] )[A-Z]\b")  # "type A"


def _stems(text: str) -> frozenset[str]:
    """The stems of what says something, labels of one letter and figures among them."""
    return frozenset(_of(match, text) for match in WORD.finditer(text) if _tells(match, text))


def _of(match: re.Match[str], text: str) -> str:
    return match[0] if _LABEL.match(text, match.start()) else stem(match[0])


def _tells(match: re.Match[str], text: str) -> bool:
    word = match[0].lower()
    return (word not in STOP and word not in _EMPTY) or _LABEL.match(text, match.start()) is not None


_EMPTY = frozenset(
    listed("one ones two years year weeks week months month days day later shortly soon thing things first")
)
_CAUSED = re.compile(
    r"\b(?:because of|because|due to|owing to|thanks to|as a result of|result(?:s|ed)? from|"
    r"(?:caused|explained|brought about|accounted for) by|attribut(?:ed|able) to|"
    r"stem(?:s|med) from|ar(?:ises?|ose) from)\b",
    re.IGNORECASE,
)
_CAUSES = re.compile(
    r"\b(?:led to|leads? to|result(?:s|ed)? in|caus(?:e|es|ed)(?! by)|brought about(?! by)|gave rise to|gives? rise to"
    r"|can explain|(?<!\bto )explain(?:s|ed)?(?! by)|therefore|thus|hence|consequently|as a result(?! of))\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"(?:\b(?P<word>before|after)|(?:\band|\bbut|,) (?:only )?(?:then|afterwards|(?:\w+ ){0,3}?later))\b"
    r"(?=\s+[a-z\[(A-Z])",
    re.IGNORECASE,
)
_THAN = re.compile(r"\bthan\b|(?<=\bas\b)(?P<as>\s[\w\s-]{2,40}?\s)as\b", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:no (?:other )?[a-z]+|none|nobody|nothing)\b", re.IGNORECASE)
_PREFER = re.compile(r"\bprefer\w*\b", re.IGNORECASE)
_WAY = re.compile(
    r"\bfrom\s+(?P<a>[^,;:.()]{2,50}?)\s+(?:in)?to\s+(?P<b>(?:[\w%$€£-]+\s*){1,4})"
    r"|\bto\s+(?P<d>[^,;:.()]{2,40}?)\s+from\s+(?P<c>(?:[\w%$€£-]+\s*){1,4})"
)

_PARENTHETIC = re.compile(r"(?<=, )(?:before|after)\b[^,]*,", re.IGNORECASE)  # what follows is the main clause


def _causes(clause: str) -> list[_Relation]:
    out = []
    for pattern, backwards in ((_CAUSED, True), (_CAUSES, False)):
        for match in pattern.finditer(clause):
            left, right = _sides(clause, match)
            if left and right:
                sides = (right, left) if backwards else (left, right)
                out.append(_Relation("cause", *sides, match[0].lower()))
    return out[:1]


def _times(clause: str) -> list[_Relation]:
    match = _TIMES.search(clause)
    if match is None:
        return []
    left, right = _sides(clause, match)
    if not left or not right or all(word[0].isdigit() for word in right) or _PARENTHETIC.match(clause, match.start()):
        return []
    sides = (right, left) if (match["word"] or "").lower() == "after" else (left, right)
    return [_Relation("time", *sides, match[0].lower())]


def _ways(clause: str) -> list[_Relation]:
    """Whence and whither: "from Oster to Hulm", "to 22 per cent from 17"."""
    ends = ((_stems(m["a"] or m["c"]), _stems(m["b"] or m["d"])) for m in _WAY.finditer(clause))
    return [_Relation("way", *sides) for sides in ends if all(sides)]


def times(text: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The stems of what a text says came earlier and of what came later, where it says so with "before" or "then"."""
    return tuple((found.first, found.second) for found in _relations(text) if found.kind == "time")


def _sides(clause: str, match: re.Match[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What stands before and after a joining word; where it opens the clause, what stands after the comma and before
    it."""
    before, after = clause[: match.start()], clause[match.end() :]
    if not _stems(before):
        sub, _, main = after.partition(",")
        return _stems(main), _stems(sub)
    return _stems(before), _stems(after)


def _comparisons(clause: str) -> list[_Relation]:
    out = []
    for match in _THAN.finditer(clause):
        before = clause[: match.start()]
        if _NOBODY.search(before):
            continue  # "no other town was larger than" says that of the town
        if match["as"] is not None:
            by = stem(next((w for w in WORD.findall(match["as"]) if w.lower() not in STOP), "much"))
            sign = 1
        else:
            found = comparative(before)
            if found is None:
                continue
            by, sign = found
        left, right = _stems(before + (match["as"] or "")), _stems(_clause_of(clause[match.end() :]))
        if left and right:
            out.append(_Relation("compare", left, right, by, sign))
    for match in _PREFER.finditer(clause):
        one, to, other = clause[match.end() :].partition(" to ")
        if to and _stems(one) and _stems(other):
            out.append(_Relation("compare", _stems(one), _stems(other), "prefer"))
    return out


def _clause_of(text: str) -> str:
    """What is compared with: as far as the next comma."""
    return re.split(r"[,;:]|\b(?:but|and|which|who|at|in)\b", text.lstrip())[0] or text


_OPPOSITE_STEMS = {frozenset((stem(one), stem(other))) for one, others in OPPOSITES.items() for other in others}


def _same_scale(one: _Relation, other: _Relation) -> int:
    """1 where both compare by the same thing, -1 where by its opposite, 0 where that can't be told."""
    if one.pivot == other.pivot:
        return one.sign * other.sign
    if frozenset((one.pivot, other.pivot)) in _OPPOSITE_STEMS:
        return -one.sign * other.sign
    return 0


def _crossed(mine: _Relation, theirs: _Relation) -> tuple[frozenset[str], frozenset[str]] | None:
    """The claim's words of the first and the second side that stand in the source's other side, if none that tells
    keeps its side."""
    first, second = mine.first - mine.second, mine.second - mine.first
    one, other = theirs.first - theirs.second, theirs.second - theirs.first
    over, back = first & other, second & one
    return (
        (over, back) if over and back and not second & other and (mine.kind == "compare" or not first & one) else None
    )


def _straight(mine: _Relation, theirs: _Relation) -> bool:
    first, second = mine.first - mine.second, mine.second - mine.first
    one, other = theirs.first - theirs.second, theirs.second - theirs.first
    return bool(second & other and first & one) and not first & other and not second & one


@lru_cache(maxsize=256)
def _relations(text: str) -> tuple[_Relation, ...]:
    out: list[_Relation] = []
    for span in sentence_spans(text):
        for clause in re.split(r"[;:]\s", text[span.start : span.end]):
            if len(clause) > LONGEST:
                continue
            out += [*_causes(clause), *_times(clause), *_comparisons(clause), *_ways(clause)]
    return tuple(out)


# ---- who does something to whom -------------------------------------------------------------------

_STRONG = re.compile(
    r"[;:]\s|,?\s\b(?:while|whereas|but|because|although|though|when|if|which|who|that)\b\s", re.IGNORECASE
)
_BE = frozenset(listed("is are was were be been being gets got"))
_HELPING = frozenset(listed("did does do can could will would may might must should to"))  # a verb as it is follows
_DETERMINING = frozenset(
    listed("the a an this these those its his her their our my of in on at by with for from into no each every some")
)
_SYMMETRIC = frozenset(
    stem(word)
    for word in listed(
        """
        meet met marry married divorce differ equal agree disagree trade border adjoin resemble share coincide compete
        cooperate collaborate negotiate talk merge match correspond clash unite combine compare alternate overlap
        separate connect link associate relate mix interact exchange quarrel argue
        """
    )
)  # stems of verbs whose two sides may change places


def only_symmetric(between: str) -> bool:
    """Whether what stands between two names says nothing but that they met, agreed or the like."""
    told = _stems(between)
    return bool(told) and told <= _SYMMETRIC


_STATES = frozenset(
    stem(word)
    for word in listed(
        """
        follow include contain comprise consist involve located situated found born base call name know describe use
        appear occur happen remain become exist fight
        """
    )
)  # verbs round which phrases move freely, or that say little


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb of a clause: the stems before and after it, those after "by" where it is passive."""

    verb: str
    before: frozenset[str]
    after: frozenset[str]
    passive: bool
    agent: frozenset[str]


def is_verb(found: Sequence[re.Match[str]], at: int) -> bool:
    """Whether the word at a place among the words of a text is, by its form and its neighbours, a verb."""
    word = found[at][0].lower()
    if found[at][0][0].isupper() or (at and found[at - 1][0].lower() in _DETERMINING):
        return False
    helper = next((m[0].lower() for m in reversed(found[:at]) if m[0].lower() not in ("not", "never")), "")
    return (
        (word.endswith("ed") and len(word) > 4) or word in BASE_FORMS or (helper in _HELPING and not word.endswith("s"))
    )


@lru_cache(maxsize=512)
def _deeds(text: str) -> tuple[_Deed, ...]:
    """The verbs of a text's clauses, in each clause those that stand there once and whose subject isn't a phrase of
    place."""
    out: list[_Deed] = []
    for span in sentence_spans(text):
        for clause in _STRONG.split(text[span.start : span.end]):
            if len(clause) > LONGEST:
                continue
            out += _deeds_of(clause)
    return tuple(out)


def _deeds_of(clause: str) -> Iterable[_Deed]:
    found = list(WORD.finditer(clause))
    for at, match in enumerate(found):
        root = stem(BASE_FORMS.get(match[0].lower(), match[0]))
        if match[0].lower() in STOP or root in _SYMMETRIC or root in _STATES or not is_verb(found, at):
            continue
        before, rest = _without_place(clause[: match.start()]), clause[match.end() :]
        by = re.search(r"\bby\b(?!\s+\w+ing\b)", " ".join(WORD.findall(rest)[:9]))
        passive = any(m[0].lower() in _BE for m in found[max(0, at - 3) : at]) or (
            by is not None and WORD.findall(rest)[:1] == ["by"]
        )
        agent = _stems(_clause_of(rest.split(" by ", 1)[-1])) if passive and by is not None else frozenset()
        yield _Deed(root, _stems(before), _stems(rest), passive, agent)


def _without_place(before: str) -> str:
    """What stands before a verb, less an opening phrase as "In the harbour, "; nothing where that is all."""
    if re.match(r"\s*(?:in|on|at|from|to|under|over|after|before|during|with|for|by|of|as)\b", before, re.IGNORECASE):
        return before.partition(",")[2]
    return before


def _exchanged(mine: _Deed, theirs: _Deed) -> tuple[frozenset[str], frozenset[str]] | None:
    """The claim's subject and what it shares with the source's, if each stands on the verb's other side there."""
    if mine.passive != theirs.passive:
        return None if not (mine.agent or theirs.agent) else _kept(mine, theirs)
    if mine.passive and not (mine.agent and theirs.agent):
        return None
    subject, object_ = mine.before - mine.after, mine.agent or mine.after - mine.before
    one, other = theirs.before - theirs.after, theirs.agent or theirs.after - theirs.before
    over, back = subject & other, one & object_
    if not over or not back:
        return None
    whole = not subject & one and not (object_ & other and mine.agent) and len(over) >= len(subject) / 2
    part = subject - over == one - back and len(over) == len(back)  # "the chairman of the Guild" for "of the Board"
    return (over, back) if whole or part else None


def _kept(mine: _Deed, theirs: _Deed) -> tuple[frozenset[str], frozenset[str]] | None:
    """As above where one of the two is passive: subject and agent are the other's subject and object, unmoved."""
    passive, active = (mine, theirs) if mine.passive else (theirs, mine)
    subject, agent = passive.before - passive.after, passive.agent - passive.before
    over, back = subject & active.before, agent & active.after
    whole = over and back and not subject & active.after and not agent & active.before
    return (over, back) if whole else None


def _words(found: Iterable[str], claim: str) -> str:
    """The claim's words of these stems, as it has them."""
    wanted = set(found)
    return " ".join(dict.fromkeys(m[0] for m in WORD.finditer(claim) if _tells(m, claim) and _of(m, claim) in wanted))


@lru_cache(maxsize=64)
def turned(claim: str, source: str) -> tuple[Turned, ...]:
    """The claim's relations that the source has the other way round, and nowhere so."""
    out = []
    for mine in _relations(claim):
        alike = [theirs for theirs in _relations(source) if theirs.kind == mine.kind and _about_same(mine, theirs)]
        against = [found for theirs in alike if (found := _against(mine, theirs)) is not None]
        if against and not any(_for(mine, theirs) for theirs in alike):
            out.append(Turned(mine.kind, mine.pivot, *(_words(side, claim) for side in against[0])))
    for deed in _deeds(claim):
        same = [theirs for theirs in _deeds(source) if theirs.verb == deed.verb]
        crossed = [found for theirs in same if (found := _exchanged(deed, theirs)) is not None]
        if crossed and len(crossed) == len(same):
            out.append(Turned("verb", deed.verb, *(_words(side, claim) for side in crossed[0])))
    return tuple(out)


def settled(claim: str, source: str) -> frozenset[str]:
    """The kinds of relation that claim and source have alike, though in other words: "cheaper" the one than the other,
    "more expensive" the other than the one."""
    return frozenset(
        mine.kind
        for mine in _relations(claim)
        for theirs in _relations(source)
        if mine.kind == theirs.kind and _for(mine, theirs)
    )


def _about_same(mine: _Relation, theirs: _Relation) -> bool:
    here, there = mine.first | mine.second, theirs.first | theirs.second
    return len(here & there) >= 0.5 * len(here)


def _against(mine: _Relation, theirs: _Relation) -> tuple[frozenset[str], frozenset[str]] | None:
    if mine.kind != "compare":
        return _crossed(mine, theirs)
    scale = _same_scale(mine, theirs)
    if scale > 0:
        return _crossed(mine, theirs)
    return (mine.first - mine.second, mine.second - mine.first) if scale < 0 and _straight(mine, theirs) else None


def _for(mine: _Relation, theirs: _Relation) -> bool:
    if mine.kind != "compare":
        return _straight(mine, theirs)
    scale = _same_scale(mine, theirs)
    return (scale > 0 and _straight(mine, theirs)) or (scale < 0 and _crossed(mine, theirs) is not None)
