"""What a sentence says of each of its figures and names: which words stand in whose part.

A figure that a passage has may stand there beside another predicate ("14 per cent wanted it at once, 41 not at all"),
and a name beside its neighbour's. A sentence is divided into parts; a claim's words that only another figure's part
has tell that the claim has taken the wrong one. Pure functions of strings. This file doesn't know of verdicts, and
says nothing of figures and names that have a sentence to themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.claims.matching import ADJECTIVES, STOP, WORD, names, sentence_spans, stem
from assistant.claims.quantities import Number, agrees, numbers
from assistant.words.lexicon import MONTHS, UNIT_NAMES, WEEKDAYS, listed
from ingest.document import Span

# Function words that tell what is said of one thing and not of another.
_TELLING = frozenset(listed("not no all most more only both any never none every each"))
_PLAIN = (STOP - _TELLING) | frozenset(listed("one percent per cent while whereas whilst because although though"))
_BOUNDARY = re.compile(
    r"(?:\s*[;:—–()]|(?<!\d),|,(?!\d|\s*\d{4}\b))\s*(?:(?:and|but|or|so|yet|while|whereas|whilst)\s+)?|\s+(?:but|while|whereas|whilst|because|although|though|which|who|and)\s+",
    re.IGNORECASE,
)
_GOVERNING = frozenset(listed("on at by for from to with about after before against under into like than unlike"))
_PARALLEL = re.compile(r";|\b(?:and|but|while|whereas|whilst)\b", re.IGNORECASE)
_CODE = re.compile(r"\A(?:-?\d\w*)?")
_LEADING = frozenset(listed("a an the in on at by of for from to about only some nearly almost"))
# Of the words of a claim's part must stand in the sentence, else the two aren't compared.
SHARED, SHARED_NAME = 0.6, 0.8
_MONTH = "|".join(MONTHS)
LONGEST = 1200  # characters of a sentence: what is longer is a list or a page without stops, and isn't divided
MARGIN = 0.2  # by which the other's part must have more of its own words in the claim than the figure's part
HEAD = 6  # words of a part among which its subject stands


@dataclass(frozen=True, slots=True)
class Anchor:
    """A figure or name that a part of a sentence is about: its group (year, percent, count, ordinal, name), its words
    and place, and what it counts as, to compare it with another."""

    group: str
    text: str
    start: int
    end: int
    key: str
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence with its anchors; `own` are the stems of its telling words, `known` those and the stems of
    what goes before it in the sentence, which it may leave unsaid."""

    start: int
    end: int
    anchors: tuple[Anchor, ...]
    own: frozenset[str]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Misbound:
    """A claim's figure or name to which the source binds something else; `said` stands where it should."""

    anchor: Anchor
    said: Anchor
    telling: str


def _figures(text: str) -> Iterator[Anchor]:
    for n in numbers(text):
        if (n.kind == "count" and n.value <= 1 and not n.text[0].isdigit()) or _no_figure(n, text):
            continue
        group = n.kind if n.kind != "count" else "percent" if n.unit == "percent" else "count"
        yield Anchor(group, n.text, n.start, n.end, f"{n.value:g}", n)


def _no_figure(number: Number, text: str) -> bool:
    """Whether a number is part of a word, a range or a date ("covid-19", "1983–84", "May 11"), or stands in brackets,
    beside what it converts."""
    before, after = text[: number.start], text[number.end :]
    dated = number.kind == "count" and (
        re.search(rf"\b(?:{_MONTH})\s$", before) or re.match(rf"\s(?:of\s)?(?:{_MONTH})\b", after)
    )
    bracketed = before.count("(") > before.count(")")
    return bool(dated or bracketed or re.search(r"\w[-–]$|\d\s--\s$", before))


@lru_cache(maxsize=256)
def _named(text: str, known: frozenset[str]) -> tuple[Anchor, ...]:
    """Runs of names, `known` ones also where they open a sentence, and capitals that are labels ("type B")."""
    found: list[tuple[int, int]] = []
    sure = {(s.start, s.end) for s in names(text)}
    for span in (m for m in WORD.finditer(text) if m.span() in sure or m[0] in known):
        if found and re.fullmatch(r"\s+(?:of\s+(?:the\s+)?)?|['’]\s+", text[found[-1][1] : span.start()]):
            found[-1] = (found[-1][0], span.end())
        else:
            found.append(span.span())
    for match in re.finditer(r"(?<=[a-z] )([A-Z]|[A-Z]+\d+)\b", text):
        if not any(start < match.end() and match.start() < end for start, end in found):
            found.append((match.start(), match.end()))
    whole = [(a, b + len(_CODE.findall(text[b:])[0])) for a, b in sorted(found)]  # "TLX3"
    return tuple(Anchor("name", text[a:b], a, b, re.sub(r"['’]s?(?!\w)", "", text[a:b]).lower()) for a, b in whole)


def _pieces(text: str, anchors: Sequence[Anchor]) -> list[tuple[int, int]]:
    """Where the parts of a sentence lie: between commas and conjunctions, not inside "Keller and Meier" or "12 and
    14", nothing cut off that has no word of its own."""
    cuts = [0]
    for match in _BOUNDARY.finditer(text):
        if match[0].strip().lower() == "and" and _joins_likes(text, match, anchors):
            continue
        cuts.append(match.end())
    cuts.append(len(text))
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        if pieces and not _own(text, *pieces[-1], anchors):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return pieces


def _joins_likes(text: str, conjunction: re.Match[str], anchors: Sequence[Anchor]) -> bool:
    before = next(
        (a for a in anchors if text[a.end : conjunction.start()].strip() == "" and a.end <= conjunction.start()), None
    )
    rest = WORD.finditer(text, conjunction.end())
    first = next((m for m in rest if m[0].lower() not in _LEADING), None)
    after = None if first is None else next((a for a in anchors if a.start == first.start()), None)
    return before is not None and after is not None and before.group == after.group


def _own(text: str, start: int, end: int, anchors: Sequence[Anchor]) -> frozenset[str]:
    """The stems of the telling words of a piece, its anchors left out."""
    out = set()
    for match in WORD.finditer(text, start, end):
        if any(a.start <= match.start() < a.end for a in anchors) or match[0].lower() in _PLAIN:
            continue
        out.add(stem(match[0]))
    return frozenset(out)


@lru_cache(maxsize=512)
def parts(text: str, group: str, known: frozenset[str] = frozenset()) -> tuple[Part, ...]:
    """The parts of a sentence by its anchors of a group; a piece without one belongs to the part before it, or where
    none is, to the one after."""
    if len(text) > LONGEST:
        return (Part(0, len(text), (), frozenset(), frozenset()),)
    every = tuple(_figures(text))
    anchors = [a for a in (_named(text, known) if group == "name" else every) if a.group == group]
    counted = (*every, *anchors)
    joined: list[tuple[int, int]] = []
    for start, end in _pieces(text, anchors):
        has = any(start <= a.start < end for a in anchors)
        first = not any(joined[0][0] <= a.start < start for a in anchors) if joined else False
        if joined and (not has or first):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    out: list[Part] = []
    before: frozenset[str] = frozenset()
    for start, end in joined:
        own = _own(text, start, end, counted)
        before |= own
        out.append(Part(start, end, tuple(a for a in anchors if start <= a.start < end), own, before))
    return tuple(out)


def _same(one: Anchor, claim: str, other: Anchor) -> bool:
    if one.number is not None and other.number is not None:
        return agrees(one.number, claim, other.number)
    return bool(set(one.key.split()) & set(other.key.split()))


def _alike(one: Anchor, other: Anchor, held: Sequence[Anchor]) -> bool:
    """Whether one figure may stand for the other: not dollars for months, nor members for clerks where the source has
    the claim's members too."""
    if one.number is not None and other.number is not None and one.group == "count":
        counted = [a.number.unit for a in held if a.number is not None]
        if one.number.unit not in STOP and one.number.unit in counted and other.number.unit != one.number.unit:
            return False
    units = {a.number.unit for a in (one, other) if a.number is not None and a.number.unit in UNIT_NAMES}
    return len(units) < 2


def _misbound(wanted: frozenset[str], mine: Part, other: Part) -> frozenset[str]:
    """The claim's words that only the other's part has, where they speak for it more than what is left speaks for this
    one; empty where they don't."""
    told, kept = wanted & other.own - mine.own, wanted & mine.own - other.own
    if not (told - mine.known or (not kept and len(told) >= 2)):
        return frozenset()
    theirs, ours = other.own - mine.own, mine.own - other.own
    share = len(kept) / len(ours) if kept else 0.0
    unsaid = bool(told - mine.known) and not kept - other.known and share < 0.5
    return told if unsaid or len(told) / len(theirs) > share + (MARGIN if kept else 0.0) else frozenset()


def _subject(part: Part, anchor: Anchor, text: str) -> bool:
    """Whether a name stands among the first words of its part."""
    before = [word.lower() for word in WORD.findall(text[part.start : anchor.start])]
    governed = [word for word in before if word not in ("the", "a", "an")][-1:]
    adjective = anchor.text in ADJECTIVES and re.match(r"\s+[a-z]", text[anchor.end :]) is not None
    first = not any(a.start < anchor.start for a in part.anchors)
    return len(before) < HEAD and first and not adjective and not set(governed) & _GOVERNING


def _months(anchor: Anchor) -> bool:
    return anchor.text.split()[0] in MONTHS or anchor.text.split()[0] in WEEKDAYS


@lru_cache(maxsize=64)
def misbound(claim: str, source: str) -> tuple[Misbound, ...]:
    """The claim's figures, and names that open a part of it, to which the source's sentence binds other words than the
    claim does; a figure that some sentence bears out is in order."""
    sentences = [source[s.start : s.end] for s in sentence_spans(source)]
    known = frozenset(text[s.start : s.end] for text in (claim, source) for s in names(text))
    out = []
    for group in ("year", "percent", "count", "ordinal", "name"):
        for mine in parts(claim, group, known):
            for anchor in mine.anchors:
                if group == "name" and (not _subject(mine, anchor, claim) or _months(anchor)):
                    continue
                found = _against(anchor, mine, claim, sentences, group, known)
                if found is not None:
                    out.append(found)
    return tuple(out)


def _against(
    anchor: Anchor, mine: Part, claim: str, sentences: Sequence[str], group: str, known: frozenset[str]
) -> Misbound | None:
    """What stands in an anchor's place, if every sentence that has it and shares words with the claim binds it
    otherwise."""
    found: Misbound | None = None
    for sentence in sentences:
        there = parts(sentence, group, known)
        if group == "name":
            there = tuple(p for p in there if p.anchors and _subject(p, p.anchors[0], sentence))
        holding = [p for p in there if any(_same(anchor, claim, a) for a in p.anchors)]
        if not holding or not _near(mine, there[-1].known, group):
            continue
        held = [a for p in holding for a in p.anchors if _same(anchor, claim, a)]
        others = [p for p in there if p not in holding and not _claimed(p, claim, group, known)]
        others = [p for p in others if any(_alike(anchor, a, held) for a in p.anchors)]
        if group == "name":
            holding = [p for p in holding if any(_parallel(p, o, sentence) for o in others)] or holding
            others = [o for o in others if any(_parallel(p, o, sentence) for p in holding)]
        against = None
        for part in holding:
            told = [(len(t), t, o) for o in others if (t := _misbound(mine.own, part, o))]
            if not told:
                against = None
                break
            _, words_, other = max(told, key=lambda item: item[0])
            against = Misbound(anchor, other.anchors[0], ", ".join(sorted(words_)))
        if against is None and mine.own & frozenset().union(*(p.own for p in holding)):
            return None
        found = found or against
    return found


def _near(mine: Part, there: frozenset[str], group: str) -> bool:
    """Whether a sentence shares enough of the words of a claim's part to be about the same."""
    return len(mine.own & there) >= (SHARED_NAME if group == "name" else SHARED) * len(mine.own)


def _parallel(one: Part, other: Part, sentence: str) -> bool:
    """Whether two parts are clauses side by side, not one a phrase of the other."""
    later = max(one, other, key=lambda part: part.start)
    return _PARALLEL.search(sentence[max(0, later.start - 10) : later.start]) is not None


def _claimed(part: Part, claim: str, group: str, known: frozenset[str]) -> bool:
    """Whether the claim has a part's figure too, so that it says something of both."""
    mine = parts(claim, group, known)
    said = [a for p in mine for a in p.anchors]
    return not part.anchors or (len(mine) < 2 and any(_same(a, claim, b) for a in said for b in part.anchors))


def foreign(claim: str, sentence: str) -> tuple[Span, ...]:
    """The parts of a sentence about other figures than the claim's, where one is about the claim's."""
    out: list[Span] = []
    for group in ("percent", "count", "year"):
        said = [a for p in parts(claim, group) for a in p.anchors]
        there = parts(sentence, group)
        if any(_same(a, claim, b) for a in said for p in there for b in p.anchors):
            out += [
                Span(p.start, p.end)
                for p in there
                if p.anchors and not any(_same(a, claim, b) for a in said for b in p.anchors)
            ]
    return tuple(out)
