"""Whether passages give a person another calling than a question does: "the painter Anna Vries" of one whom they call
an architect, "Marsh, the mayor of Bremen" of the mayor of Lisse.

Rules over English words: what stands in apposition to a name, before it as a title, or behind "was". Pure functions
over strings; this file doesn't know what speaks for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.claims.matching import ADJECTIVES, sentence_spans
from assistant.questions.clauses import AUXILIARIES, BEFORE_NOUNS, DETERMINERS, WH
from assistant.questions.presuming import Presumed
from assistant.words.lexicon import PLACES
from assistant.words.wording import content_words, words

# One who is called one of these in a text is hardly called another of the same row by someone who means them.
_CALLINGS = """historian economist lawyer jurist philosopher physicist chemist biologist sociologist anthropologist
physician doctor engineer architect painter poet novelist sculptor composer journalist mathematician linguist
theologian geographer botanist astronomer banker merchant miller baker printer farmer priest monk nun"""
_HELD = """president king queen emperor empress chancellor governor mayor ambassador minister senator bishop archbishop
pope duke count earl general admiral colonel captain judge sheriff viceroy consul"""
_OF_A_BODY = "chairman chairwoman chair director head president founder editor rector abbot abbess mayor governor king"
CALLINGS, HELD = frozenset(_CALLINGS.split()), frozenset(_HELD.split())
OF_A_BODY = frozenset(_OF_A_BODY.split())
ALIKE = ({"lawyer", "jurist", "judge"}, {"physician", "doctor"}, {"poet", "novelist"}, {"duke", "count", "earl"},
         {"bishop", "archbishop"}, {"priest", "monk", "bishop", "theologian"}, {"merchant", "banker"},
         {"general", "colonel", "captain", "admiral", "governor"}, {"chairman", "chairwoman", "chair", "head"},
         {"mathematician", "physicist", "astronomer"}, {"sociologist", "anthropologist"}, {"king", "emperor", "duke"},
         {"queen", "empress"}, {"ambassador", "consul"}, {"botanist", "biologist"})  # fmt: skip
_PORTFOLIOS = "prime foreign finance defence defense interior justice education home war health trade"
PORTFOLIOS = frozenset(_PORTFOLIOS.split())
_NOUN = "|".join(sorted(CALLINGS | HELD | OF_A_BODY, key=len, reverse=True))
_CAPITAL = r"[A-ZÀ-Ý][\w’-]*[\w]"
_NAME = rf"{_CAPITAL}(?:\s(?:(?:de|van|von|der|al|la)\s)?{_CAPITAL}){{0,4}}"
_OF = rf"(?>\s+of\s+(?:the\s+)?(?P<of>{_CAPITAL}(?:\s(?:(?:of|and|the|for)\s){{0,3}}{_CAPITAL}){{0,6}}))?"
_PHRASE = rf"(?P<before>(?:(?:[a-z]+|[A-Z][a-z]+)\s+){{0,3}}?)(?P<noun>(?i:{_NOUN}))\b{_OF}"
BEHIND = re.compile(
    rf"(?P<name>{_NAME}),\s+(?:(?:then|now)\s+)?(?:the|an?|its|their|his|her)?\s*(?:then[\s-])?{_PHRASE}"
)
BEFORE = re.compile(
    rf"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s+)?{_PHRASE}(?P<extra>\s+\([A-Z]+\))?,?\s+(?P<name>{_NAME})"
)
WAS = re.compile(
    rf"(?P<name>{_NAME})\s+(?:was|is|became|had been|served as|acted as)\s+(?:then\s+)?(?:the|an?)?\s*{_PHRASE}"
)
_NO_PART = "Prime Foreign Minister President The A An In At By On Mr Mrs Dr Sir Professor"
NO_PART = frozenset(_NO_PART.split())
TITLE_WORDS = frozenset(word.title() for word in PORTFOLIOS)
NO_MORE = AUXILIARIES | WH | DETERMINERS | BEFORE_NOUNS | {"and", "or", "then", "now", "late", "former"}


@dataclass(frozen=True, slots=True)
class Calling:
    """What someone is called: the noun, the words before it, and the name of what it is the office of."""

    name: str
    noun: str
    before: tuple[str, ...]
    of: str

    @property
    def told(self) -> str:
        """It as a clause."""
        article = ("an " if self.noun[0] in "aeiou" and not self.before else "a ") if self.noun in CALLINGS else "the "
        return f"{self.name} was {article}{' '.join((*self.before, self.noun))}{f' of {self.of}' if self.of else ''}"


def miscalled(question: str, claim: Presumed | None, passages: Sequence[str]) -> Presumed | None:
    """What a question calls a person where the passages call them otherwise, and nowhere so; None where none is."""
    asked = [*_callings(question), *(_callings(claim.claim) if claim is not None else [])]
    told = [one for text in passages for one in _callings(text)] if asked else []
    for one in asked:
        own = [other for other in told if _same_person(one.name, other.name)]
        if any(_conflict(one, other) for other in own) and not _called_so(one, own, passages):
            return Presumed(one.told, "was", one.name)
    return None


def _callings(text: str) -> list[Calling]:
    found = []
    for pattern in (BEHIND, BEFORE, WAS):
        for match in _every(pattern, text):
            parts = [part for part in match["name"].split() if part not in NO_PART]
            before = _own(match["before"].split())
            if parts and before is not None and parts[-1].lower() not in CALLINGS | HELD | OF_A_BODY:
                name = re.sub(r"[’']s$", "", " ".join(parts))
                found.append(Calling(name, match["noun"].lower(), before, match["of"] or ""))
    return found


def _own(before: list[str]) -> tuple[str, ...] | None:
    """The words before a noun that are its own: those behind a verb's, an article or a preposition; None where a name
    is among them."""
    last = max((i for i, word in enumerate(before) if word.lower() in NO_MORE), default=-1)
    own = before[last + 1 :]
    if any(word[:1].isupper() and word not in ADJECTIVES and word not in TITLE_WORDS for word in own):
        return None
    return tuple(word if word in ADJECTIVES else word.lower() for word in own)


def _every(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Each match, also one that begins within another's words."""
    start = 0
    while match := pattern.search(text, start):
        yield match
        start = match.start("noun") + 1 if match.start("noun") > match.start("name") else match.start("name") + 1


def _same_person(one: str, other: str) -> bool:
    """Whether one name is the other, or has all its words."""
    mine, theirs = set(words(one)), set(words(other))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _conflict(asked: Calling, told: Calling) -> bool:
    """Whether one who is called the one can hardly be called the other too."""
    if asked.noun == told.noun:
        mine, theirs = PORTFOLIOS & set(asked.before), PORTFOLIOS & set(told.before)
        if mine and theirs and not mine & theirs:
            return True
        return _another_nation(asked, told) or _another_body(asked, told)
    if any({asked.noun, told.noun} <= group for group in ALIKE):
        return False
    return {asked.noun, told.noun} <= CALLINGS or (
        {asked.noun, told.noun} <= HELD and bool(_nation(asked) or asked.of) and _nation(asked) == _nation(told)
    )


def _nation(one: Calling) -> str:
    adjectives = [ADJECTIVES[word] for word in one.before if word in ADJECTIVES]
    return adjectives[0] if adjectives else one.of if one.of in PLACES else ""


def _another_nation(asked: Calling, told: Calling) -> bool:
    of_state = asked.noun in HELD | OF_A_BODY  # a painter may be called by two nations
    return of_state and bool(_nation(asked) and _nation(told)) and _nation(asked) != _nation(told)


def _another_body(asked: Calling, told: Calling) -> bool:
    mine, theirs = set(content_words(asked.of)), set(content_words(told.of))
    return asked.noun in OF_A_BODY and bool(mine and theirs) and not mine & theirs


def _called_so(asked: Calling, told: Sequence[Calling], passages: Sequence[str]) -> bool:
    """Whether the passages call the same one so too, or have the word for it in a sentence that names them."""
    if any(other.noun == asked.noun and not _conflict(asked, other) for other in told):
        return True
    named, wanted = set(words(asked.name)[-1:]), set(words(f"{' '.join(asked.before)} {asked.noun}"))
    others = any(other.noun == asked.noun for other in told)
    for text in passages:
        for span in sentence_spans(text):
            there = set(words(text[span.start : span.end]))
            if not others and named <= there and wanted <= there:
                return True
    return False
