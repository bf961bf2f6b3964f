"""Where a word may be exchanged for one that says the same, so that the sentence stays true.

Most words of the lexicon's SYNONYMS have other senses, other parts of speech or fixed phrases in which the exchange
says something else or nothing: "refused" may be "declined", which may be "fell", but nobody "fell to answer". The
evidence may take a word for another wherever it stands; a claim that is called true may not. Pure functions of strings.
"""

from __future__ import annotations

import re
from random import Random

from assistant.words.lexicon import SYNONYMS, listed

# Too seldom the same: other senses ("left", "kind", "number"), other parts of speech ("rich in", "leading to").
_NEVER = frozenset(
    listed(
        """
        also amount came cause chief complete conflict contributed correct enough fight get gave got hard head house
        however kind known leading left lives lost made major named number objective permanent poor reason research rich
        road several small study stopped sufficient though various wealthy won wrong
        """
    )
)


def _table(lines: dict[str, str]) -> dict[str, frozenset[str]]:
    return {word: frozenset(listed(beside)) for words, beside in lines.items() for word in listed(words)}


# Of the words beside: "#" is a number, "X" a capital, "." any stop.
_DETERMINERS = "the a an this that these those its his her their our my your"
_BE = "be been being is are was were"
_THING = f"{_DETERMINERS} all many some most every X"
_COUNT = "# a an one two three four five six seven eight nine ten twelve twenty half"
_ONLY_BEFORE = _table({
    "about around roughly approximately": _COUNT, "increased decreased": "by from in .", "rose grew fell": "by",
    "increase decline": "in of", "tried attempted wanted refused agreed": "to", "called": "X", "found": "that",
    "part type types result results": "of", "considered": "as", "returned": "to from .", "lived": "in at",
    "became": "a an", "joined accepted included contained directed led headed leads wrote produced": _THING,
    "established": f"{_THING} in by", "earlier": ".",
})  # fmt: skip
_NOT_BEFORE = _table({
    "aim aims": "to at for", "asked": "whether if why how what who where when about after for", "because": "of",
    "believes": "in", "believed thought": "in to of and", "chose chosen needed used reduced opposed": "to",
    "established maintain maintained": "that itself himself as", "ended": "up in with", "many": "of as a an",
    "kept": "up out on in from to them him her it at", "now": "that", "provide provided provides": "that for with",
    "war": "on of", "whole": "of .", "later earlier": "than", "begin began": "with", "suggested proposed": "to by",
    "told approach attempt": "the a", "said ship": "to", "sent": "for", "worked": "out well with", "use": "of .",
    "created": "equal", "moved": "on away toward towards beyond", "key": "to in for is was .", "prevented": "from",
})  # fmt: skip
_ONLY_AFTER = _table({
    "killed": _BE, "attempt": "an the this that his her its their first", "key": "a the",
    "use help": "to can could will would should may might must they we i you not",
})  # fmt: skip
_NOT_AFTER = _table({
    "although": "as even", "because": "not only just simply partly merely than", "many": "as how so too great good not",
    "part": "take takes took taking play plays played in as", "large": "at and", "purpose": "on", "today": "of",
    "whole": "a on", "later": f"{_DETERMINERS} in or much even", "previously": _DETERMINERS,
    "now": "by until till from even just", "very": f"{_DETERMINERS} at", "established": "well", "result": "a",
    "included headed defeated joined directed produced": _BE, "led": f"{_BE} has have had", "wrote": "who",
    "accepted": f"{_BE} widely", "approach aim": "to they we would will can", "often": "as how more too so",
    "difficult": "less", "beat": _DETERMINERS,
})  # fmt: skip


# Phrases in which a word is no opposite, quantity or force of another: no change of it changes what is said so.
_PHRASES = re.compile(
    r"(?<!\bto )(?<!\bnot )(?<!\bwould )(?<!\bthey )(?<!\bpeople )\blike\b|\bup\b(?! to \d)|\bdown\b|"
    r"\b(?:no|as|any) long(?:er)?\b|\b(?:as|so) far\b|\bat (?:last|first|least|most|once|all|large)\b|"
    r"\b(?:above|after|over|in) all\b(?! the\b)|\ball but\b|\bno (?:doubt|matter)\b|\beach other\b|\bsome \d|"
    r"\b(?:would|could|should|shall|will|can) (?:no|never|hardly)\b|"
    r"\b(?:the|an?|its|his|her|their|our|\w+['’]s?) (?:\w+ )?most (?!of\b)\w+|"
    r"\bonce (?:an?|the|he|she|it|they|we|this|all)\b|\b(?:free|the|his|her|its|their|popular|own) (?:will|might)\b|"
    r"\b(?:i|we|he|she|they|who|it|having|has|have|had) left\b|\bleft (?:the|his|her|its|their|behind|for)\b",
    re.IGNORECASE,
)


def of_another_sense(word: re.Match[str]) -> bool:
    """Whether a word stands in a phrase in which its opposites are none: "like" for "as", "the most famous"."""
    return any(m.start() <= word.start() and word.end() <= m.end() for m in _PHRASES.finditer(word.string))


def exchangeable(sentence: str) -> list[re.Match[str]]:
    """The words of a sentence for which SYNONYMS has another that says the same there."""
    return [
        m for m in re.finditer(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])", sentence) if m[0] in SYNONYMS and _same_sense(m)
    ]


def _same_sense(match: re.Match[str]) -> bool:
    word = match[0]
    after = _seen(re.match(r"\s*(\S+)", match.string[match.end() :]))
    before = _seen(re.search(r"(\S+)\s*$", match.string[: match.start()]))
    return (
        word not in _NEVER
        and (word not in _ONLY_BEFORE or bool(after & _ONLY_BEFORE[word]))
        and (word not in _ONLY_AFTER or bool(before & _ONLY_AFTER[word]))
        and not after & _NOT_BEFORE.get(word, frozenset())
        and not before & _NOT_AFTER.get(word, frozenset())
    )


def _seen(neighbour: re.Match[str] | None) -> frozenset[str]:
    """A neighbouring word as the tables have it: itself, and what sort of word it is; a stop where there is none."""
    word = neighbour[1] if neighbour else "."
    sorts = {"#": r"[$€£]?\d", "X": r"[“\"‘']?[A-Z]", ".": r"[.,;:)]"}
    return frozenset((word.lower(), *(sort for sort, pattern in sorts.items() if re.match(pattern, word))))


def _choices(match: re.Match[str]) -> tuple[str, ...]:
    """The words that may stand for one; "declined" is "refused" before an infinitive, else "decreased"."""
    if match[0] != "declined":
        return SYNONYMS[match[0]]
    return ("refused",) if re.match(r"\s+to\s+[a-z]", match.string[match.end() :]) else ("decreased",)


def exchanged(sentence: str, most: int, rng: Random) -> str | None:
    """The sentence with up to `most` of its words exchanged, each once, and its articles as they then sound."""
    text, places = sentence, exchangeable(sentence)
    rng.shuffle(places)
    for match in sorted(places[:most], key=lambda m: -m.start()):
        new = rng.choice(_choices(match))
        before = text[: match.start()]
        if re.search(r"\b[Aa]n?\s$", before):
            before = re.sub(r"(?<=\b[Aa])n?\s$", "n " if new[0] in "aeio" else " ", before)
        text = before + new + text[match.end() :]
    return text if places else None
