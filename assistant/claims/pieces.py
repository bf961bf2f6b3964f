"""The clauses of a sentence, and the phrases in it that are set against one ("not the council", "except in Karst").

A sentence is cut at its commas, conjunctions, relatives and exceptions, and what has no verb put back to what it
belongs to. Pure functions of strings, for English. This file doesn't know what is denied of whom (statements.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.claims.matching import STOP, WORD, stem
from assistant.words.lexicon import listed
from assistant.words.verbs import BASE_FORMS, BASES, NOUNS_TOO, UNCHANGED

_AUXILIARIES = frozenset(
    listed(
        "is are was were be been being am do does did has have had will would can could shall should may might must "
        "cannot"
    )
)
_ARTICLES = frozenset(listed("the a an its his her their this these that"))
_ADVERBS = frozenset(listed("not never seldom rarely hardly scarcely barely"))
_PRONOUNS = frozenset(listed("he she it they who which that we i this these those one"))
NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nor|neither|nowhere|without|cannot|hardly|barely|scarcely|seldom|rarely|"
    r"nothing(?! (?:but|less than|more(?: than)?\b(?!\s+\w)))|lack(?:s|ed)?|fail(?:s|ed|ing)? to|"
    r"failures? to|ceas(?:e|es|ed|ing) to|left out|leav(?:e|es|ing) out|"
    r"omit(?:s|ted|ting)?|den(?:y|ies|ied)(?= that\b)|refrain(?:s|ed|ing)?|unable|"
    r"far from(?= \w+ing\b)|rather than|instead of|neglect(?:s|ed)? to|"
    r"(?:prevent|stop|ke(?:ep|pt)|dissuad)\w*(?= (?:[\w’'-]+ ){0,6}?from \w+ing\b)|"
    r"(?:reject|dismiss|disput)(?:s|es|ed)?(?= (?:that|the (?:view|idea|claim|notion|theory|belief|suggestion) that))|"
    r"doubt(?:s|ed|ful)?(?= (?:that|whether))|(?:wrong|mistaken|false|absurd) to (?:say|think|assume|believe|suppose)"
    r")\b|n['’]t\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[;:—]|\s–\s|,|\s+(?=(?:but|while|whereas|although|though|yet|because|since|nor|which|who|whom|where|whose|"
    r"if|unless|except|excepting|apart from|other than|besides|without|rather than|instead of)\b)|"
    r"\s+(?=not (?:because|in|by|to)\b)|\s+(?=(?:and|or|as (?:the|a|an|he|she|it|they|some|many))\s)"
)
_WRAPPED = re.compile(r"(?<![.!?:;\"”’)\]\s])[^\S\n]*\n\s*(?=\S)")  # a line's end within a sentence
_MARK = re.compile(r"(?<=[a-z)”\"’\]][.!?])[”\"’]?(?:\[\^?\d{1,3}\]|[\d⁰¹²³⁴-⁹]{1,3})+(?=\s+[A-Z“\"‘(]|\s*$)")
_BUT = re.compile(r"\s*but\b", re.IGNORECASE)
_DENYING_KEYS = frozenset(listed("without nor neither because")) | {"far from", "not because"}
_NAKED_OR = re.compile(r"\s*(?:or|and)\b", re.IGNORECASE)
_ADVERBIAL = re.compile(
    r"\b(?:never|no longer|seldom|rarely|hardly|scarcely|barely|(?:fail|neglect)s? to)\b", re.IGNORECASE
)
_HELD = re.compile(
    r"\b(?:h(?:old|olds|eld)|thinks?|thought|believe[sd]?|says?|said) that\b|\b(?:view|opinion|according to)\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(listed("ever also even still already once itself themselves himself herself however though"))
_OPENING = re.compile(
    r"(?P<joint>(?:and|but|or|while|whereas|although|though|yet|however|so|even|then)\b[\s,]*)*"
    r"(?P<key>not because|because|not|nor|neither|if|unless|whether|except(?:ing)?(?: for)?|apart from|other than|"
    r"besides|rather than|instead of|hardly ever|seldom|rarely|who|which|whom|whose|that|where|when|since|without|"
    r"far from|unlike)?\b",
    re.IGNORECASE,
)
EXCEPTING = re.compile(r"except|apart from|other than|besides", re.IGNORECASE)
_TAKEN_OUT = re.compile(rf"{EXCEPTING.pattern}|rather than|instead of", re.IGNORECASE)
_REPLACED = re.compile(r"not$|rather than|instead of|hardly ever|seldom|rarely", re.IGNORECASE)
RELATIVE = frozenset(listed("who which that"))


def root(word: str) -> str:
    """The stem of a word, of an irregular past that of its verb."""
    low = word.lower()
    return stem(BASE_FORMS.get(low) or (f"{low[:-3]}y" if low.endswith("ies") and f"{low[:-3]}y" in BASES else low))


@lru_cache(maxsize=512)
def content_stems(text: str) -> frozenset[str]:
    """The stems of a text's words that carry meaning, its figures as they stand."""
    bare = _HELD.sub(" ", NEGATION.sub(" ", text))
    return frozenset(root(m[0]) for m in WORD.finditer(bare) if m[0].lower() not in STOP | _EMPTY)


@lru_cache(maxsize=64)
def unwrapped(text: str) -> str:
    """A text with the lines of a sentence joined, so that a capital that opens one opens no sentence, and without the
    note marks behind its stops, which would hide that they end one."""
    return re.sub(r"[^\S\n]+", " ", _WRAPPED.sub(" ", _MARK.sub("", text)))


def verb_at(found: Sequence[re.Match[str]], i: int) -> bool:
    """Whether a word is an auxiliary or a verb's form, as far as its shape and its neighbour tell."""
    word = found[i][0]
    low = word.lower()
    before, after = (found[j][0].lower() if 0 <= j < len(found) else "" for j in (i - 1, i + 1))
    if low in _AUXILIARIES:
        return True
    if word[0].isupper() or before in ("the", "a", "an", "its", "his", "her", "their", "of", "no", "by", "with", "in"):
        return False
    singular = {low.removesuffix("s"), low.removesuffix("es"), re.sub("ies$", "y", low)} - {low}
    return (
        (low.endswith("ed") and len(low) > 4 and low not in ("indeed", "hundred"))
        or low in BASE_FORMS
        or bool(singular & (BASES - NOUNS_TOO))
        or (bool(singular & NOUNS_TOO) and (after in _ARTICLES or (not i and after.isalpha() and after not in STOP)))
        or (low in UNCHANGED and before in _PRONOUNS)
        or (low in BASES and before in _PRONOUNS | {"to"} | _ADVERBS)
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause, or a phrase set against one: the word that tells what it is, what follows, and of that the words
    before its first verb and those from there on; `but` of what stands after that word."""

    key: str
    text: str
    subject: str
    rest: str
    but: bool = False

    @property
    def set_against(self) -> bool:
        return not self.rest and bool(EXCEPTING.match(self.key) or _REPLACED.match(self.key))


def says_who(subject: str) -> bool:
    """Whether a subject says who it is."""
    said = [w for w in WORD.findall(subject) if w.lower() not in _PRONOUNS]
    adverb = len(said) == 1 and re.fullmatch(r"[a-z]+(?:al|ed|ent|ve|ous|ic|ar|id|ck)ly", said[0])  # no "family"
    return bool(said) and not adverb and bool(content_stems(subject))


def denies_oddly(text: str) -> bool:
    """Whether a text denies: a denial of a denial says."""
    return len(NEGATION.findall(text)) % 2 == 1


def verb_of(rest: str) -> str:
    """The stem of the first word of a clause's predicate that says something."""
    for match in WORD.finditer(NEGATION.sub(" ", rest)):
        if match[0].lower() not in STOP | _EMPTY and not match[0].endswith("ly"):
            return root(match[0])
    return ""


def piece_of(text: str) -> Piece:
    """A piece of a sentence by its opening word and its first verb, or the denial before that."""
    text = text.strip()
    opening = _OPENING.match(text)
    end = opening.end() if opening is not None else 0
    key = (opening["key"] or "").lower() if opening is not None else ""
    body, but = text[end:].strip(), _BUT.match(text) is not None
    found = list(WORD.finditer(body))
    first = next((i for i in range(len(found)) if verb_at(found, i)), None)
    if first is None:
        adverb = _ADVERBIAL.search(body)
        start = adverb.start() if adverb is not None and says_who(body[: adverb.start()]) else len(body)
        return Piece(key, body, body[:start].strip(), body[start:], but)
    negation = NEGATION.search(body, 0, found[first].start())
    start = found[first].start() if negation is None or negation[0].lower() == "no" else negation.start()
    return Piece(key, body, body[:start].strip(), body[start:], but)


def _joined(piece: Piece, text: str) -> Piece:
    """A piece with a phrase that belongs to it."""
    rest = f"{piece.rest} {text.strip()}" if piece.rest else ""
    return replace(piece, text=f"{piece.text} {text.strip()}", rest=rest)


def pieces_of(sentence: str) -> list[Piece]:
    """The clauses of a sentence, and the phrases in it that are set against one: a phrase that is neither belongs to
    what stands before it, the first to what follows."""
    out: list[Piece] = []
    waiting = ""
    for text in filter(str.strip, _CUT.split(sentence.rstrip(' .!?"”’'))):
        new = piece_of(text)
        if new.rest and new.subject and _TAKEN_OUT.match(new.key):
            phrase = piece_of(f"{new.key} {new.subject}")
            out += [piece_of(f"{waiting} {new.rest}"), phrase] if waiting else [phrase, piece_of(new.rest)]
            waiting = ""
            continue
        if waiting and new.key not in RELATIVE and not new.set_against:
            new = piece_of(f"{waiting} {text}")
        if new.rest or new.set_against or new.key in _DENYING_KEYS or _BUT.match(text):
            out.append(new)
            waiting = waiting if new.set_against else ""
        elif waiting or not out:
            waiting = f"{waiting} {text}".strip()
        elif NEGATION.search(text) and not _NAKED_OR.match(text):
            out.append(replace(new, key="phrase"))
        else:
            out[-1] = _joined(out[-1], text)
    return [*out, piece_of(waiting)] if waiting else out
