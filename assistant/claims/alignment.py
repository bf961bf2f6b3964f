"""A claim laid beside the one sentence it is nearest to: what stands there in another's place, what has been added,
and which names have changed places.

Looking words up in a whole passage can't see a name or a number that the passage has elsewhere; this can. Pure
functions of strings. This file doesn't know of verdicts, and says nothing where claim and sentence share too little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations, product

from assistant.claims.holders import attributing
from assistant.claims.joining import beside, hangs_together, stands_for
from assistant.claims.matching import (
    ADJECTIVES,
    STOP,
    WORD,
    names,
    plays_no_part,
    sentence_spans,
    stem,
    stems,
    words,
)
from assistant.claims.order import only_symmetric
from assistant.claims.quantities import FRACTIONS, agrees, date_parts, numbers
from assistant.words.lexicon import ALIKE, PLACES, listed
from assistant.words.verbs import BASE_FORMS
from ingest.document import Span

SHARED = 0.7  # of the claim's content words must stand in the sentence, else the two aren't compared
ADDED = 2  # content words of an added phrase that the sentence lacks, at least; one after a preposition
REPLACED = 4  # so many of them are an addition even where other words of the sentence stand in their place
COPIED = 0.85  # of its plain words, or of those before its last phrase, must the sentence know else
CANDIDATES = 3  # sentences that are looked at closely
FUNCTION = 0.5  # what a neighbour tells of a name's place that is a function word or the sentence's end
TAIL = 12  # words of a last phrase, at most
REPEATED = 6  # places of a name, from which it is not asked whether it has changed places with another
_PARTICLES = frozenset(listed("up out off down back away around now later today nowadays well part"))
_JOINING = frozenset(listed("and but while whereas so which who that"))
_TWO = frozenset(listed("and but while whereas"))
_CLAUSES = frozenset(listed("but while whereas there"))
_CAPTIONS = frozenset(listed("figure figures fig table tables chapter section appendix box note notes part volume no"))
_LIGHT = frozenset(
    listed("go goes went going come comes came get gets got make makes made take takes took give gives gave year years")
)  # words that add nothing by themselves: "to go through the League", "of the same year"
_PREPOSITIONS = frozenset(
    listed("in on at by with within after before during because for without despite against under as according to from")
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which claim and sentence differ. `kind` is name, number, date, role or addition; `span` are the
    claim's words, `said` the sentence's in their place (empty for an addition), `elsewhere` whether the claim's words
    stand in another sentence of the passage."""

    kind: str
    span: Span
    said: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    stem: str

    @property
    def plain(self) -> bool:
        """Whether it carries no meaning of its own."""
        return plays_no_part(self.text)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of the claim that stand in no order shared with the sentence, and the sentence's words in their place."""

    mine: tuple[_Word, ...]
    theirs: tuple[_Word, ...]


def _split(text: str) -> tuple[_Word, ...]:
    return tuple(_Word(m[0], m.start(), m.end(), stem(m[0])) for m in WORD.finditer(text))


@lru_cache(maxsize=64)
def nearest_sentence(claim: str, source: str) -> Span | None:
    """The sentence that shares most content words with the claim, if it shares SHARED of them, or knows COPIED of those
    that are neither names nor numbers: in "UNCR has 51 member states" all but the name may be another's."""
    wanted = stems(claim)
    ranked = _ranked(wanted, source)
    if ranked and ranked[0][0] >= max(SHARED * len(wanted), 2):
        return ranked[0][1]
    plain = [w for w in _split(claim) if not w.plain and not w.text[0].isupper()]
    near = [span for _, span in ranked[:CANDIDATES] if _copied(plain, _split(source[span.start : span.end]))]
    return near[0] if near else None


def _copied(mine: Sequence[_Word], theirs: Sequence[_Word]) -> bool:
    """Whether there are words enough to tell a sentence by, and it knows nearly all of them."""
    here = frozenset(w.stem for w in theirs)
    return len(mine) >= 3 and sum(_known(w.text, here) for w in mine) >= COPIED * len(mine)


def _ranked(wanted: frozenset[str], source: str) -> list[tuple[int, Span]]:
    """(how many of the stems it has, sentence), most first; none that has none."""
    found = [(len(wanted & stems(source[span.start : span.end])), span) for span in sentence_spans(source)]
    return sorted(((n, span) for n, span in found if n), key=lambda pair: -pair[0])


def _runs(claim: Sequence[_Word], sentence: Sequence[_Word]) -> list[_Run]:
    matcher = SequenceMatcher(None, [w.stem for w in claim], [w.stem for w in sentence], autojunk=False)
    runs: list[list[int]] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            continue
        if runs and all(w.plain for w in claim[runs[-1][1] : a]) and a - runs[-1][1] <= 3:
            runs[-1][1], runs[-1][3] = b, d  # only "of the" between: one run
        else:
            runs.append([a, b, c, d])
    out = []
    for a, b, c, d in runs:
        begin, first = a, c
        while begin > 0 and claim[begin - 1].plain and begin > a - 3:
            begin -= 1  # "in the" belongs to what follows, in both
            first -= int(first > 0 and sentence[first - 1].stem == claim[begin].stem)
        out.append(_Run(tuple(claim[begin:b]), tuple(sentence[first:d])))
    return out


def _known(word: str, there: frozenset[str]) -> bool:
    """Whether a word stands among stems in any form: itself, a synonym, a place for its people, a long common start."""
    bare = re.sub(r"['’]s?$", "", word)
    root = stem(bare)
    if root in there:
        return True
    other = PLACES.get(bare) or ADJECTIVES.get(bare)
    if other is not None and stem(other) in there:
        return True
    if any(stem(part) in there for one in ALIKE.get(bare.lower(), ()) for part in one.split()):
        return True
    return len(root) >= 5 and any(len(t) >= 5 and (t.startswith(root[:5]) or root.startswith(t)) for t in there)


@lru_cache(maxsize=64)
def differences(claim: str, source: str) -> tuple[Difference, ...]:
    """What differs between the claim and the source's sentence nearest to it; nothing where none is near."""
    span = nearest_sentence(claim, source)
    mine = _split(claim)
    there = frozenset(stem(word) for word in words(source))
    counted = [Span(n.start, n.end) for n in numbers(claim)] + [Span(d.start, d.end) for d in date_parts(claim)]
    counted += attributing(claim, source)
    found: list[Difference] = []
    if span is not None:
        sentence = source[span.start : span.end]
        theirs = _split(sentence)
        here = frozenset(w.stem for w in theirs)
        whole = len(stems(claim) & stems(sentence)) >= SHARED * len(stems(claim))
        for run in _runs(mine, theirs):
            found += [*_replaced(run, claim, sentence, source, here, there), *_quantities(run, claim, sentence)]
            added = _added(run, counted, here, there) if whole else None
            joined = added is not None and (_joins(added, mine) or _of_two(added, run, claim, source))
            if added is not None and not joined and not any(_touch(d.span, added.span) for d in found):
                found.append(added)
        found += _swapped(claim, sentence)
        found = [difference for difference in found if not _of_another(difference, claim, span, source)]
    if not found:
        tail = _tail(mine, counted, source, there)
        found += [tail] if tail is not None else []
    return tuple(found)


_CLAUSE = re.compile(r"(?:[,;]\s+|\s)(?:and|but|while|whereas|though|although|yet)\s+|;\s+", re.IGNORECASE)


def _of_another(difference: Difference, claim: str, nearest: Span, source: str) -> bool:
    """Whether the clause of a claim in which something differs is borne by another sentence: two made one."""
    start, at = 0, difference.span.start
    for match in [*_CLAUSE.finditer(claim), None]:
        end = match.start() if match else len(claim)
        if start <= at < end and (start or match):
            clause = [w for w in _split(claim[start:end]) if not w.plain]
            others = [source[s.start : s.end] for s in sentence_spans(source) if s != nearest]
            return any(_copied(clause, _split(other)) for other in others)
        start = match.end() if match else end
    return False


def _joins(added: Difference, mine: Sequence[_Word]) -> bool:
    """Whether the words stand elsewhere and are one half of a claim that joins two sentences of the passage."""
    inside = [w.text.lower() for w in mine if w.start >= added.span.start and w.end <= added.span.end]
    before = [w.text.lower() for w in mine if w.end <= added.span.start][-1:]
    later = next((inside[i + 1 :] for i, word in enumerate(inside) if i and word in _TWO), [])
    if added.elsewhere and any(word.endswith("ed") or word in BASE_FORMS for word in later):
        return True
    return added.elsewhere and bool({*inside, *before} & _CLAUSES or {*inside[-1:], *before} & _JOINING)


def _of_two(added: Difference, run: _Run, claim: str, source: str) -> bool:
    """Whether words that stand elsewhere are told there with what is beside them, or of whom the sentence means."""
    phrase = WORD.findall(claim[added.span.start : added.span.end])
    before, after = beside(claim, added.span.start, added.span.end)
    met = stands_for(phrase, [w.text for w in run.theirs]) or hangs_together(before, phrase, after, source)
    return added.elsewhere and met


def _tail(mine: Sequence[_Word], counted: Sequence[Span], source: str, there: frozenset[str]) -> Difference | None:
    """A last phrase that the passage doesn't have beside what goes before it: every sentence that has that lacks it."""
    for at in range(len(mine) - 2, max(3, len(mine) - TAIL), -1):
        if mine[at].text.lower() not in _PREPOSITIONS:
            continue
        head = [w for w in mine[:at] if not w.plain]
        ranked = _ranked(frozenset(w.stem for w in head), source)[:CANDIDATES]
        near = [s for s in (_split(source[span.start : span.end]) for _, span in ranked) if _copied(head, s)]
        if near:
            stood = {w.stem for w in head}
            rest = [s[max((i for i, w in enumerate(s) if w.stem in stood), default=-1) + 1 :] for s in near]
            added = [
                _added(_Run(tuple(mine[at:]), left), counted, frozenset(w.stem for w in s), there)
                for s, left in zip(near, rest, strict=True)
            ]
            lacked = [a for a in added if a is not None]
            return lacked[0] if len(lacked) == len(added) and not _joins(lacked[0], mine) else None
    return None


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _inside(spans: Sequence[Span], run: Sequence[_Word]) -> list[Span]:
    return [s for s in spans if run and s.start >= run[0].start and s.end <= run[-1].end]


def _replaced(
    run: _Run, claim: str, sentence: str, source: str, here: frozenset[str], there: frozenset[str]
) -> list[Difference]:
    """A name for a name."""
    out = []
    known = _capitalised(source) | _capitalised(claim)
    mine = frozenset(stem(w) for w in words(claim))
    new = [
        s
        for s in _inside(_named(claim, known), run.mine)
        if not _known(claim[s.start : s.end], here) and claim[s.start : s.end] not in _initials(sentence)
    ]
    old = [
        s
        for s in _inside(_named(sentence, known), run.theirs)
        if not _known(sentence[s.start : s.end], mine) and sentence[s.start : s.end] not in _initials(claim)
    ]
    if new and old:
        span = Span(new[0].start, new[-1].end)
        elsewhere = all(_known(claim[s.start : s.end], there) for s in new)
        out.append(Difference("name", span, sentence[old[0].start : old[-1].end], elsewhere))
    return out


@lru_cache(maxsize=64)
def _capitalised(text: str) -> frozenset[str]:
    """The names of a text, as words."""
    return frozenset(text[s.start : s.end] for s in names(text))


def _named(text: str, known: frozenset[str]) -> list[Span]:
    """The names of a text, those too that merely open a sentence but are names elsewhere."""
    sure = {(s.start, s.end) for s in names(text)}
    found = [Span(m.start(), m.end()) for m in WORD.finditer(text) if (m.start(), m.end()) in sure or m[0] in known]
    return [span for span in found if text[span.start : span.end].lower() not in _CAPTIONS]


def _initials(text: str) -> str:
    """ "UN" of "United Nations", and of whatever else begins with capitals, in order."""
    return "".join(m[0][0] for m in WORD.finditer(text) if m[0][0].isupper())


def _quantities(run: _Run, claim: str, sentence: str) -> list[Difference]:
    """A number for a number, a date for a date."""
    out = []
    given, said = numbers(sentence), numbers(claim)
    fresh = [n for n in said if not any(agrees(n, claim, g) for g in given)]
    gone = [n for n in given if not any(agrees(m, claim, n) for m in said)]
    for number in fresh:
        if number.unit in FRACTIONS or claim[number.end :].lstrip("'’")[:1] == "s":
            continue  # "four fifths", "the 1940s"
        if _inside([Span(number.start, number.end)], run.mine):
            others = [g for g in gone if g.kind == number.kind]
            beside = [g for g in others if _inside([Span(g.start, g.end)], run.theirs)]
            sure = number.value > 1 or number.text[0].isdigit()
            if beside or (sure and len(others) == 1 and len([f for f in fresh if f.kind == number.kind]) == 1):
                kind = "date" if number.kind == "year" else "number"
                out.append(Difference(kind, Span(number.start, number.end), (beside or others)[0].text))
    dates, close = date_parts(claim), date_parts(sentence)
    for part in dates:
        if _inside([Span(part.start, part.end)], run.mine) and not any(_on(part.value, g.value) for g in close):
            left = [g for g in close if g.kind == part.kind and not any(g.value == m.value for m in dates)]
            if left:
                out.append(Difference("date", Span(part.start, part.end), left[0].text))
    return out


def _on(day: str, other: str) -> bool:
    """Whether two dates are one, or the first is the other's month."""
    return day == other or (" " not in day and day == other.split()[0])


def _added(run: _Run, counted: Sequence[Span], here: frozenset[str], there: frozenset[str]) -> Difference | None:
    """A phrase of the claim whose content words the sentence lacks, and nothing that it could stand for."""
    at = next((i for i, w in enumerate(run.mine) if w.text.lower() in _PREPOSITIONS), None)
    mine = run.mine if at is None or any(not w.plain for w in run.mine[:at]) else run.mine[at:]
    phrase = at == 0 or mine is not run.mine
    content = [
        w
        for w in mine
        if not w.plain
        and len(w.text) > 1
        and w.text.lower() not in _PARTICLES | _LIGHT
        and not any(s.start < w.end and s.end > w.start for s in counted)
    ]
    lacking = [w for w in content if not _known(w.text, here)]
    if [w.text.lower() for w in lacking] == ["according"]:
        return None  # to somebody of whom the sentence speaks
    elsewhere = all(_known(w.text, there) for w in lacking)
    share = 0.5 if phrase and elsewhere else 0.6
    if len(lacking) < (1 if phrase else ADDED) or len(lacking) < share * len(content):
        return None
    spare = [w for w in run.theirs if not w.plain]
    parallel = bool(run.theirs) and any(w.text.lower() in _PREPOSITIONS for w in run.theirs[:2])
    if spare and len(lacking) < REPLACED and (parallel or not phrase):
        return None
    if elsewhere and mine[0].text.lower() in _JOINING:
        return None  # two sentences of the passage made one
    return Difference("addition", Span(mine[0].start, mine[-1].end), "", elsewhere)


_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: (?:(?:of|the|de|van|von) ){0,2}[A-Z][\w’'-]*)*")


def _units(text: str) -> list[tuple[int, int, str]]:
    """Runs of capitalised words, also at the sentence's start, less an opening article: (start, end, lower-cased)."""
    out = []
    for match in _CAPITALS.finditer(text):
        start, words_ = match.start(), match[0].split(" ")
        while words_ and words_[0].lower() in STOP:
            start += len(words_.pop(0)) + 1
        if words_:
            bare = re.sub(r"['’]s?$", "", " ".join(words_))
            out.append((start, start + len(bare), bare.lower()))
    return out


_Place = tuple[int, int]


def _swapped(claim: str, sentence: str) -> list[Difference]:
    """Two names, each of which has in the claim the neighbours the other has in the sentence."""
    mine, theirs = _by_name(claim), _by_name(sentence)
    both = [text for text in mine if text in theirs and max(len(mine[text]), len(theirs[text])) < REPEATED]
    for one, other in combinations(both, 2):
        for a, b in product(mine[one], mine[other]):
            between = claim[min(a[1], b[1]) : max(a[0], b[0])]
            if not only_symmetric(between) and _changed_places(claim, sentence, a, b, theirs[one], theirs[other]):
                said = f"{claim[a[0] : a[1]]}|{claim[b[0] : b[1]]}"
                return [Difference("role", Span(min(a[0], b[0]), max(a[1], b[1])), said)]
    return []


def _by_name(text: str) -> dict[str, list[_Place]]:
    out: dict[str, list[_Place]] = {}
    for start, end, name in _units(text):
        out.setdefault(name, []).append((start, end))
    return out


def _changed_places(
    claim: str, sentence: str, a: _Place, b: _Place, ones: Sequence[_Place], others: Sequence[_Place]
) -> bool:
    """Whether two names of the claim, at `a` and `b`, have the neighbours that the other has in the sentence, not their
    own, and stand in the other order."""

    def alike(mine: _Place, theirs: _Place) -> float:
        both = zip(beside(claim, *mine), beside(sentence, *theirs), strict=True)
        return sum(FUNCTION if one in STOP or one in "^$" else 1.0 for one, other in both if one == other)

    own = max(alike(a, c) for c in ones) + max(alike(b, d) for d in others)
    first, second = max(others, key=lambda d: alike(a, d)), max(ones, key=lambda c: alike(b, c))
    crossed = alike(a, first) + alike(b, second)
    return crossed >= 2 and crossed > own and (a < b) == (first < second)
