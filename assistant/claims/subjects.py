"""Whom a phrase means: "Marsh", "the historian Helena Marsh", "Marsh and Quill", "some critics", "the court", "she".

Names that may be meant stand together: those of a joint subject, and for "he" and "she" all persons named before, so
that whoever compares them errs towards nobody's being ruled out. Pure functions of strings, for English. This file
doesn't know what anybody says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.claims.matching import ADJECTIVES, STOP, WORD, stem
from assistant.words.lexicon import METONYMS, MONTHS, PLACES, WEEKDAYS, listed


class Kind(StrEnum):
    """What a holder is: a person named, somebody or something described ("the court"), nobody in particular ("some",
    "it is said"), only supposed ("if", "it may be objected"), the document's own voice, or not to be told."""

    PERSON = "person"
    OTHER = "other"
    VAGUE = "vague"
    SUPPOSED = "supposed"
    AUTHOR = "author"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds something: `text` as it stands there, the words of the names that may be meant, lower-cased, and the
    stems of the nouns that describe the holder."""

    kind: Kind
    text: str = ""
    names: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the words that it writes small somewhere: a capital that opens a sentence is no name if it is one."""

    text: str
    small: frozenset[str]


def text_of(text: str) -> Text:
    """A text with its small words."""
    return Text(text, frozenset(m[0].lower() for m in WORD.finditer(text) if m[0][0].islower()))


_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*\w")
_TITLES = frozenset(
    listed(
        "mr mrs ms dr prof professor sir dame lord lady saint st president king queen emperor pope bishop archbishop"
        " cardinal general colonel captain admiral judge justice senator governor mayor minister chancellor count duke"
        " duchess prince princess"
    )
)
_NO_NAME = frozenset(word.lower() for word in (*MONTHS, *WEEKDAYS)) | STOP | {"neither", "nobody", "none"}
_PLURAL = re.compile(r"(?:ists|ians|ars|ents|ants|men|people|ers|ors|ics)$")
_VAGUE_FIRST = frozenset(listed("some many most others several few certain one people somebody someone anyone nobody"))
VAGUE_NOUN = re.compile(
    r"\b(?:critics|opponents|enemies|detractors|sceptics|skeptics|rivals|foes|accusers|adversaries|supporters|defenders"
    r"|admirers|partisans|rumou?rs?|legends?|gossip|tradition|myth|folklore)$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:commission|council|committee|ministry|union|league|agency|bank|court|senate|parliament|congress|office|party"
    r"|department|university|institute|company|association|organi[sz]ation|forum|assembly|board|group|nations|states"
    r"|treaty|act|law|pact|charter|convention|agreement|society|federation|government|church|academy|college)\b"
)
_WORKS = frozenset(
    listed(
        "book books essay article paper letter letters diary work works treatise report study chapter lecture speech"
        " poem novel thesis review memoir memoirs history biography account analysis survey"
    )
)
DOCUMENT = frozenset(
    stem(word)
    for word in listed("author writer essay article paper text passage chapter document source study report speaker")
)
_GOVERNED = re.compile(
    r"(?<![A-Z]\w)\b(?:of|by|from|to|for|against|under|after|about|on|in|at|since|before|during|near|over|into|unlike)"
    r"\s+(?:(?:the|an?|his|her|their|its|late|old|great|young|former)\s+)*"
    r"(?:[A-Z][\w’'.-]*(?:\s+(?:and\s+)?(?=[A-Z]))?)+"
)
_POSSESSIVE = re.compile(r"\b[A-Z][\w-]*(?:['’]s|s['’])(?=\s)")
_ASIDE = re.compile(
    r"(?:who|whose|whom|which|an?|the|his|her|their|one|himself|herself|then|now|later|in|on|at|after|before|when|by|with"
    r"|from|for|however|moreover|indeed|to|though|although|unlike|contrary|despite|against|too|again|perhaps|\w+ing"
    r"|\w+ly)\b",
    re.IGNORECASE,
)
_DETERMINED = re.compile(r"(?:an?|the|his|her|their|its)\b", re.IGNORECASE)
_BESIDE = re.compile(r"(?:like|together with|along with|as well as|following|with)\s+(?=[A-Z])", re.IGNORECASE)
# A capital that only opens a sentence: "Manager of the bank", not "Marsh and Quill", "Marsh herself".
_OPENING = re.compile(
    r"^\s*[A-Z][a-z]+\s+(?=[a-z])(?!(?:and|or|both|himself|herself|alone|too|of|de|van|von|der|la|le|du|di|da|like"
    r"|together|along|as|with|also|who)\b)"
)
_NOBODY = frozenset(listed("they it this that which you them these those their its"))
_HE = re.compile(r"\b(?:Mr|Sir|Lord|King|Pope|Prince|Duke|Count)\.?\s+(?:[A-Z]\w+\s)?([A-Z]\w+)")
_SHE = re.compile(r"\b(?:Mrs|Ms|Miss|Lady|Dame|Queen|Princess|Duchess|Countess)\.?\s+(?:[A-Z]\w+\s)?([A-Z]\w+)")


def names_in(phrase: str, whole: Text) -> frozenset[str]:
    """The words of a phrase that are names, lower-cased: capitals that the text doesn't write small elsewhere."""
    found = (re.sub(r"['’]s?$", "", m[0]).lower() for m in _CAPITAL.finditer(phrase))
    return frozenset(word for word in found if word not in _NO_NAME | whole.small and not _PLURAL.search(word))


def _nouns(phrase: str, names: frozenset[str]) -> frozenset[str]:
    said = (m[0].lower() for m in WORD.finditer(phrase))
    return frozenset(stem(word) for word in said if word not in STOP and word not in names and not word.endswith("ly"))


def _is_place(name: str, text: str) -> bool:
    """Whether a name is a place or its people, or stands in the text as places stand: "in Sere", "the city of Sere"."""
    known = name.title() in PLACES or name.title() in ADJECTIVES or name in METONYMS
    place = rf"\b(?:in|at|near|city of|town of|kingdom of|republic of)\s+{re.escape(name)}\b(?!['’])"
    return known or re.search(place, text, re.IGNORECASE) is not None


def persons_before(whole: Text, at: int, pronoun: str = "") -> frozenset[str]:
    """The names before a place that "he" or "she" may mean: all but those whose title is of the other sex."""
    other = {"he": _SHE, "she": _HE}.get(pronoun)
    wrong = frozenset(m[1].lower() for m in other.finditer(whole.text)) if other is not None else frozenset[str]()
    return names_in(whole.text[:at], whole) - wrong


def _by_pronoun(whole: Text, at: int, pronoun: str) -> Holder:
    names = persons_before(whole, at, pronoun)
    return Holder(Kind.PERSON if names else Kind.UNKNOWN, pronoun, names)


def _head(phrase: str) -> tuple[str, list[str]]:
    """A subject without what opens the sentence ("In 1901, ") and what is said beside it (", a pupil of Weber,"), and
    the others named beside it ("like Keller")."""
    segments = [part for part in re.split(r",\s+", phrase.strip(" ,")) if part]
    beside = [part[match.end() :] for part in segments if (match := _BESIDE.match(part)) is not None]
    while len(segments) > 1 and _ASIDE.match(segments[0]) and not _DETERMINED.match(segments[0]):
        segments = segments[1:]
    return ", ".join(part for i, part in enumerate(segments) if i == 0 or not _ASIDE.match(part)), beside


def _unless_its_own(match: re.Match[str]) -> str:
    """Nothing of a name that a preposition governs, but "William of Ockham" whole."""
    before = match.string[: match.start()].rstrip()
    whole = match[0].startswith("of ") and re.search(r"(?<!\bthe )\b[A-Z]\w+$", before) is not None
    return match[0] if whole else " "


def described(phrase: str, whole: Text, at: int) -> Holder:
    """Whom a subject, standing at a place of a text, means."""
    said, beside = _head(phrase)
    words = [m[0].lower() for m in WORD.finditer(said)]
    if not words or words[-1] in _NOBODY:
        return Holder(Kind.UNKNOWN, said)
    if words[-1] in ("he", "she"):
        return _by_pronoun(whole, at, words[-1])
    if words[-1] in ("i", "we") or words[0] in ("my", "our"):
        return Holder(Kind.AUTHOR, said)
    by_works = [m[0] for m in _POSSESSIVE.finditer(said)] if words[-1] in _WORKS else []
    own = _OPENING.sub("", _POSSESSIVE.sub(" ", _GOVERNED.sub(_unless_its_own, said)))
    names = frozenset[str]().union(*(names_in(part, whole) for part in (own, *by_works, *beside)))
    nouns = _nouns(said, names)
    if re.match(r"(?:[Tt]he|[Aa]n?)\s+[A-Z]", own.strip()) or _THING.search(own.lower()):
        return Holder(Kind.OTHER, said, names, nouns)  # "the Bishop", "The Seventh Article", "the Bank of Sere"
    if persons := names - _TITLES:
        place = any(_is_place(name, whole.text) for name in persons)
        return Holder(Kind.OTHER if place else Kind.PERSON, said, persons, nouns)
    vague = words[0] in _VAGUE_FIRST or VAGUE_NOUN.search(said) is not None
    return Holder(Kind.VAGUE if vague else Kind.OTHER, said, frozenset(), nouns)


def whose(phrase: str, whole: Text, at: int) -> Holder:
    """Whom "Marsh's", "her" or "the court", beside a noun or a preposition, means."""
    bare = re.sub(r"['’]s?$", "", phrase.strip())
    if bare.lower() in ("my", "our"):
        return Holder(Kind.AUTHOR, bare)
    if bare.lower() in ("his", "her", "him"):
        return _by_pronoun(whole, at, "she" if bare.lower() == "her" else "he")
    return described(bare, whole, at)


def own_document(holder: Holder) -> bool:
    """Whether a holder is "the author", "this article": the document itself, or whoever wrote it."""
    definite = re.match(r"(?:the|this|its)\b", holder.text, re.IGNORECASE) is not None
    other = holder.kind is Kind.OTHER and not holder.names
    return other and definite and bool(holder.nouns) and holder.nouns <= DOCUMENT
