"""Deterministic evidence on who holds a thing: what the passage gives to Marsh and the claim to Quill, and what it only
lets others say, or supposes, where the claim says it of its own.

The words of a claim are looked for in what the passage gives to each holder (holders.py) and in what it says of its
own; only where another holder alone has them is there anything to report. Pure functions of (claim, near, source). This
file doesn't know of the other checks (evidence.py) or of verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.claims.finding import Finding
from assistant.claims.holders import Saying, sayings
from assistant.claims.matching import ADJECTIVES, WORD, stem, stems, words
from assistant.claims.said_words import quotations, sentences
from assistant.claims.subjects import Holder, Kind, own_document, text_of
from assistant.words.kindred import kindred
from assistant.words.lexicon import METONYMS, PLACES, SYNONYMS, listed
from assistant.words.saying_verbs import CALLING, OPINION, SHOWING
from assistant.words.verbs import BASE_FORMS
from ingest.document import Span

HELD = 0.75  # of a claim's words that stand in what another holder says, from which it may be that holder's
MARGIN = 0.25  # by which they must stand there more than anywhere else
FRAMED = 0.85  # of a claim's words that stand in what is only supposed or held by some
WORDS = 2  # of what isn't a clause ("called it a theft") at least, to tell it by

_DENIED_AFTER = re.compile(
    r"\b(?:den(?:y|ies|ied)|disagree\w*|disput\w+|reject\w*|refut\w+|disprov\w+|wrong|mistaken|false|untrue|unfounded"
    r"|unjust|baseless|nonsense|no (?:evidence|proof|sign|trace|truth)|nothing (?:supports|of the kind)"
    r"|(?:ha[ds]|did|do|does|was|were|is|are|have|could|would) not\s*[.;,]|n['’]t\s*[.;,])",
    re.IGNORECASE,
)
_BUT_AFTER = re.compile(
    r"^\W*(?:but|yet|however|in fact|nevertheless|on the contrary)\b|[,;]\s(?:but|yet|however)\b", re.I
)
_AFFIRMED_AFTER = re.compile(
    r"\b(?:and|indeed|in fact)\s+(?:so\s+)?(?:it|this|that|they|he|she)\s+(?:indeed\s+)?(?:did|was|were|is|are|had|does"
    r"|do|has|have)\s*[.;,]|\b(?:they|he|she|it|this|that) (?:is|are|was|were) (?:right|true|correct)\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:if|unless|whether|people|suppos\w+|alleg\w+|reported\w*|reputed\w*|rumou?r\w*|hearsay|some|many|others|several"
    r"|perhaps|possibl[ey]|probabl[ey]|may|might|could|would|object\w*|critics?|opponents?|enemies|sceptics?|assum\w+"
    r"|said to|thought to|believed to|claimed to)\b",
    re.IGNORECASE,
)
_AGREES = (
    r"(?:\w+\s+){0,3}?(?:agree[sd]?|concur\w*|share[sd]?|accept\w*|endors\w+|echo\w*|repeat\w*|join\w*|confirm\w*)\b"
)
_ROLES = frozenset(
    stem(word)
    for word in listed(
        "king queen duke duchess bishop pope emperor empress prince princess count countess mayor minister chancellor"
        " president governor court jury council guild company ministry senate parliament church abbot abbess captain"
        " admiral ambassador prosecutor defendant plaintiff director police union"
    )
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b")
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|this|these|he|she|him|his|her)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a text gives to one holder, or says of its own (no saying): its words, and whether a pronoun may stand for
    one more."""

    saying: Saying | None
    text: str

    def share(self, wanted: frozenset[str], *, loose: bool) -> float:
        """The share of the wanted stems that stand here; loosely, kindred words count too."""
        there = _stems(self.text)
        found = sum(1 for word in wanted if word in there or (loose and _kin(word, there)))
        found += int(found < len(wanted) and len(wanted) > 1 and _PRONOUN.search(self.text) is not None)
        return found / len(wanted) if wanted else 0.0


_SYNONYM_STEMS: dict[str, frozenset[str]] = {}
for _word, _others in SYNONYMS.items():
    _SYNONYM_STEMS[stem(_word)] = _SYNONYM_STEMS.get(stem(_word), frozenset()) | {stem(o) for o in _others}


def _kin(word: str, there: frozenset[str]) -> bool:
    """Whether a stem stands among others as a kindred word, or with an ending that `stem` doesn't know."""
    alike = kindred(word) | _SYNONYM_STEMS.get(word, frozenset())
    return bool(alike & there) or any(t[:4] == word[:4] for t in there if min(len(t), len(word)) >= 4)


@lru_cache(maxsize=32)
def _told(source: str, *, shown: bool) -> tuple[_Told, ...]:
    """Each saying of a source, and each sentence less what is given to a holder; with `shown` a sentence keeps what its
    holder rightly says or shows."""
    every = sayings(source)
    out = [_Told(s, _own_words(source, s, every)) for s in every]
    given = [c for s in every for c in s.content if not shown or _foreign(s)] + [s.frame for s in every]
    for span in sentences(source):
        rest = _without(source, span, given)
        if rest.strip():
            out.append(_Told(None, rest))
    return tuple(out)


def _own_words(text: str, saying: Saying, every: Sequence[Saying]) -> str:
    """What is given to a holder, less what that holder gives to another ("Weber reports that Keller argued …")."""
    if saying.holder.kind in (Kind.VAGUE, Kind.SUPPOSED):
        return " ".join(text[c.start : c.end] for c in saying.content)
    inner = [
        c
        for s in every
        if any(part.start <= s.frame.start and s.frame.end <= part.end for part in saying.content) and s.verb
        for c in s.content
    ]
    return " ".join(_without(text, c, inner) for c in saying.content)


def _foreign(saying: Saying) -> bool:
    """Whether a text doesn't itself stand by what it gives to a holder."""
    return not saying.plain and saying.holder.kind is not Kind.AUTHOR


def _without(text: str, span: Span, given: Sequence[Span]) -> str:
    kept = list(text[span.start : span.end])
    for part in given:
        for i in range(max(part.start, span.start), min(part.end, span.end)):
            kept[i - span.start] = " "
    return "".join(kept)


# ---- the same holder ------------------------------------------------------------------------------


def _aliases(name: str) -> frozenset[str]:
    """A name's other forms: "japan" for "japanese", "britain" for "london"."""
    title = name.title()
    other = PLACES.get(title, "") or ADJECTIVES.get(title, "")
    metonyms = {place.split()[-1].lower() for place in METONYMS.get(name, ())}
    return frozenset({name, other.lower(), *metonyms} - {""})


def _same(mine: Holder, theirs: Holder, source: str) -> bool:
    """Whether two holders may be one and the same."""
    if Kind.UNKNOWN in (mine.kind, theirs.kind):
        return True
    if mine.names and theirs.names:
        if {a for n in mine.names for a in _aliases(n)} & {a for n in theirs.names for a in _aliases(n)}:
            return True
        places = [any(len(_aliases(name)) > 1 for name in holder.names) for holder in (mine, theirs)]
        if places[0] != places[1]:
            return True  # "Japan" and its minister
        return mine.kind is not theirs.kind or any(_linked(a, b, source) for a in mine.names for b in theirs.names)
    if mine.names or theirs.names:
        return theirs.kind is not Kind.VAGUE
    return bool(mine.nouns & theirs.nouns) or not (mine.nouns & _ROLES and theirs.nouns & _ROLES)


def _linked(one: str, other: str, source: str) -> bool:
    """Whether two names stand as one's: "Thomson, later Lord Kelvin"."""
    link = r"(?:\s\w+){0,2}[,(\s]*\b(?:later|alias|called|known as|named|or|formerly|born|n[ée]e)\b[\s\w]{0,14}?"
    return any(
        re.search(rf"\b{re.escape(a)}\b{link}\b{re.escape(b)}\b", source, re.I) for a, b in ((one, other), (other, one))
    )


def _agrees(mine: Holder, source: str) -> bool:
    """Whether the source says in a word that the claim's holder thinks so too."""
    who = "|".join(re.escape(name) for name in sorted(mine.names)) or r"(?!)"
    agreed = re.search(rf"\b(?:{who}|he|she|they|all|everyone)\s+{_AGREES}", source, re.IGNORECASE)
    if agreed is not None and not re.search(r"\b(?:not|never|hardly)\b|n['’]t\b", agreed[0]):
        return True
    also = rf"\b(?:so|as|nor|neither) (?:did|does|had|has|was|is) (?:{who})\b|\b(?:{who}),? (?:too|likewise|as well)\b"
    return re.search(also, source, re.IGNORECASE) is not None


# ---- the checks -----------------------------------------------------------------------------------


def _wanted(claim: str, saying: Saying) -> frozenset[str]:
    """The stems of what a claim gives to a holder, less the holder's own."""
    said = _stems(_own_words(claim, saying, sayings(claim)))
    return said - {stem(name) for name in saying.holder.names}


def _stems(text: str) -> frozenset[str]:
    """As `stems`, with irregular verbs in one form."""
    return stems(WORD.sub(lambda match: BASE_FORMS.get(match[0].lower(), match[0]), text))


def _sure(saying: Saying, wanted: frozenset[str]) -> bool:
    """Whether a claim's saying names its holder, and says enough to be known by."""
    holder = saying.holder
    named = holder.kind in (Kind.PERSON, Kind.OTHER) and bool(holder.names or holder.nouns)
    return named and len(wanted) >= (1 if saying.clausal else WORDS)


def _swapped(claim: str, mine: Saying, told: Sequence[_Told], source: str) -> Finding | None:
    """Another's words in the mouth of the claim's holder."""
    wanted, holder = _wanted(claim, mine), mine.holder
    no_name = bool(holder.names) and holder.names <= text_of(source).small
    if not _sure(mine, wanted) or no_name or _agrees(holder, source):
        return None
    others_nouns = frozenset[str]().union(*(t.saying.holder.nouns for t in told if t.saying is not None))
    document = own_document(holder) and not holder.nouns & others_nouns
    if document and not _speaks(source):
        return None

    def another(one: _Told) -> bool:
        s = one.saying
        if s is None or s.denies != mine.denies:
            return False
        if _own_voice(s.holder) and not document:
            return _speaks_of(holder, s, told, source)
        if s.holder.kind not in (Kind.PERSON, Kind.OTHER):
            return False
        if document:
            return s.holder.kind is Kind.PERSON and not s.plain
        return not _same(holder, s.holder, source)

    own = [t for t in told if not another(t) and (t.saying is None or t.saying.denies == mine.denies)]
    theirs = _alone(wanted, [t for t in told if another(t)], own, HELD)
    if theirs is None:
        return None
    reason = f"the passage gives this to {_called(theirs.holder)}, the claim to {_called(holder)}"
    known = all(name in words(source) for name in holder.names)  # of whom it doesn't name it denies nothing
    return Finding("holder", False, reason, mine.frame, conflict=known)


def _own_voice(holder: Holder) -> bool:
    """Whether a source's holder is the one who writes: "I", "this paper"."""
    return holder.kind is Kind.AUTHOR or (own_document(holder) and holder.text.lower().startswith("this "))


def _speaks(source: str) -> bool:
    """Whether a source has a voice of its own, so that whom it names is another."""
    outside = _without(source, Span(0, len(source)), quotations(source))
    return _FIRST_PERSON.search(outside) is not None or any(_own_voice(s.holder) for s in sayings(source))


def _speaks_of(holder: Holder, own: Saying, told: Sequence[_Told], source: str) -> bool:
    """Whether a source that says a thing in its own voice tells elsewhere what the claim's holder holds."""
    here = next((source[s.start : s.end] for s in sentences(source) if s.start <= own.frame.start < s.end), "")
    others = (t.saying.holder for t in told if t.saying is not None and t.saying.holder.kind is Kind.PERSON)
    return not holder.names & set(words(here)) and any(holder.names & other.names for other in others)


def _alone(wanted: frozenset[str], ones: Sequence[_Told], others: Sequence[_Told], least: float) -> Saying | None:
    """The one of some sayings that has the wanted words, where nothing else has nearly as many."""
    best = max(ones, key=lambda t: t.share(wanted, loose=False), default=None)
    share = best.share(wanted, loose=False) if best is not None else 0.0
    if best is None or share < least or any(t.share(wanted, loose=True) > share - MARGIN for t in others):
        return None
    return best.saying


def _called(holder: Holder) -> str:
    """A holder as a reason names it."""
    if _own_voice(holder):
        return "its own author"
    shown = [m[0] for m in WORD.finditer(holder.text) if m[0].lower() in holder.names]
    if shown:
        return " ".join(dict.fromkeys(shown))
    if len(holder.names) == 1:
        return next(iter(holder.names)).title()
    return "somebody else" if holder.names else f"“{holder.text}”"


def _supposed(claim: str, mine: Saying | None, told: Sequence[_Told], source: str) -> Finding | None:
    """What stands in the passage only as what some say, what might be objected or what is so if something else is."""
    wanted = _stems(claim) if mine is None else _wanted(claim, mine)
    denies = mine is not None and (mine.denies or mine.holder.kind is Kind.UNKNOWN)
    hedged = any(s.holder.kind in (Kind.VAGUE, Kind.SUPPOSED) for s in sayings(claim))
    if denies or hedged or _HEDGES.search(claim):
        return None

    def only_said(one: _Told) -> bool:
        s = one.saying
        if s is None or s.plain or s.denies or s.verb in SHOWING:
            return False
        if mine is not None and (mine.holder.names & s.holder.names or mine.holder.nouns & s.holder.nouns):
            return False
        if s.holder.kind in (Kind.VAGUE, Kind.SUPPOSED):
            return mine is not None or not s.holder.text.lower().startswith("most ")  # which is as good as all
        thought = s.holder.kind is Kind.PERSON or (s.holder.kind is Kind.OTHER and s.verb in OPINION)
        return mine is None and thought and _denied_after(s, source)

    framed = [t for t in told if only_said(t)]
    others = [t for t in told if t not in framed and (t.saying is None or not _foreign(t.saying) or mine is not None)]
    held = _alone(wanted, framed, others, FRAMED) if len(wanted) >= WORDS else None
    if held is None or _AFFIRMED_AFTER.search(following := _following(held, source)):
        return None
    conflict = _denied_after(held, source) or _BUT_AFTER.search(following) is not None
    frame = source[held.frame.start : held.frame.end].strip(" ,")
    said = held.holder.text if held.holder.kind is Kind.SUPPOSED else frame
    reason = f"the passage says this only of what it puts as “{said}”"
    return Finding("holder", False, reason, None, conflict=conflict)


def _following(saying: Saying, source: str) -> str:
    """What stands after a saying in its sentence, and the next sentence."""
    end = max((c.end for c in saying.content), default=saying.frame.end)
    after = [span for span in sentences(source) if span.end > end]
    return source[end : after[1].end if len(after) > 1 else len(source)] if after else source[end:]


def _denied_after(saying: Saying, source: str) -> bool:
    return _DENIED_AFTER.search(_following(saying, source)) is not None


def confirmed(claim: str, source: str) -> Span | None:
    """The words that a claim gives to a holder, where the source is seen to give them to the same one: what is left to
    ask is whether it says them. None where the claim gives nothing to anybody, or to whom can't be told."""
    held = [s for s in sayings(claim) if s.holder.kind is not Kind.SUPPOSED]
    if len(held) != 1 or len(held[0].content) != 1 or held[0].denies or (not held[0].clausal and held[0].verb):
        return None
    mine, said = held[0], held[0].content[0]
    wanted = _wanted(claim, mine)
    whole = not claim[: mine.frame.start].strip() and not claim[said.end :].strip(" .")
    if len(wanted) < WORDS or not whole or check_holders(claim, "", source):
        return None

    def gives(one: _Told) -> bool:
        s = one.saying
        if own_document(mine.holder) and mine.verb not in SHOWING:
            return s is None or s.holder.kind is Kind.AUTHOR
        names = s is not None and mine.holder.kind is Kind.PERSON and bool(mine.holder.names & s.holder.names)
        return names and s is not None and not s.denies and s.holder.text not in ("he", "she", "")

    told = [t for t in _told(source, shown=False) if gives(t)]
    start = said.end - len(claim[said.start : said.end].lstrip(" ,"))
    return Span(start, said.end) if any(t.share(wanted, loose=True) >= HELD for t in told) else None


def check_holders(claim: str, near: str, source: str) -> list[Finding]:
    """Who holds what the claim says: another than in the passage, or there nobody but some."""
    if not sayings(source):
        return []
    given, own = _told(source, shown=False), _told(source, shown=True)
    held = [s for s in sayings(claim) if s.verb or s.holder.kind in (Kind.PERSON, Kind.OTHER)]
    deeds = all(s.verb in SHOWING | CALLING and not s.clausal for s in held)
    alone = (None,) if deeds else ()  # "the queen knew of the plot" is a claim of its own
    for mine in (*held, *alone):
        found = _swapped(claim, mine, given, source) if mine is not None else None
        found = found or _supposed(claim, mine, own, source)
        if found is not None:
            return [found]
    return []
