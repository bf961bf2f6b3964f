"""A claim's long names and spellings written as its source writes them: "ARF", or "the Forum", for "the ASEAN Regional
Forum", "metres" for "meters".

Pure functions of strings. This file doesn't know claims' verdicts, and doesn't look anything up in a document.
"""

from __future__ import annotations

import re

from assistant.claims.matching import ADJECTIVES, STOP, WORD
from assistant.questions.name_forms import LONG_NAMES
from assistant.words.lexicon import METONYMS, PEOPLES, PLACES

# Unlike in alignment.py a name goes on over "and" and "for", as offices' names do: "Ministry of Trade and Industry";
# not over "and the", nor an article alone, where another name begins.
_LONG = re.compile(r"[A-Z][\w-]*(?: (?:(?:and )?(?:of|for|on) (?:the )?|and )?[A-Z][\w-]*)+")


def as_named(claim: str, source: str) -> str:
    """The claim with each name of several words that the source doesn't have put as the source has it: by its initials,
    or by its last word where that stands there alone with an article, and in no other name; and a people that it
    doesn't have by its state."""
    claim = _LONG.sub(lambda match: _short(match[0], source), claim)
    return _ONE.sub(lambda match: _of_the_place(match[0], source), claim)


_ONE = re.compile(r"(?<!\w)[A-Z][\w-]+(?!\w| [A-Z])")


def _of_the_place(word: str, source: str) -> str:
    """A people or a state's adjective as the source has the state: "US" for "Americans"; another word as it is."""
    place = PEOPLES.get(word) or ADJECTIVES.get(word)
    if place is None or _stands(word, source):
        return word
    forms = (PLACES.get(place, place), place)
    if word in ADJECTIVES and any(_stands(form, source) for form in forms):
        return word
    return next((form for form in (*forms, *METONYMS.get(place.lower(), ())) if _stands(form, source)), word)


def _stands(name: str, source: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source) is not None


def _short(name: str, source: str) -> str:
    opening, bare = "", name
    first, _, rest = name.partition(" ")
    if first.lower() in STOP:
        opening, bare = f"{first} ", rest
    parts = [word for word in bare.split() if word[0].isupper()]
    if len(parts) < 2 or bare in source:
        return name
    initials = "".join(word[0] for word in parts)
    if re.search(rf"\b{initials}\b", source):
        return opening + initials
    last = re.escape(parts[-1])
    other = re.search(rf"\b[A-Z][\w-]* {last}\b", re.sub(rf"\bThe {last}\b", "", source))
    if other is None and re.search(rf"\b[Tt]he {last}\b(?! [A-Z])", source):
        return opening + parts[-1]
    return name


_INITIALS = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")


def as_spelt_out(claim: str, source: str) -> str:
    """The claim with initials that the source doesn't have put as the one name of the source that has them: "the Board
    of Trade" for "the BT"; two letters only for a state's or union's known name."""
    return _INITIALS.sub(lambda match: _spelt_out(match[0], source), claim)


def _spelt_out(letters: str, source: str) -> str:
    if _stands(letters, source):
        return letters
    joint = r"(?: (?:of|the|and|for|on))* "
    spelt = joint.join(rf"{letter}[a-z][\w-]*" for letter in letters)
    found = set(re.findall(rf"(?<![\w-])(?<![A-Z][a-z] ){spelt}(?![\w-])(?! [A-Z])", source))
    if len(letters) == 2:
        found = {name for name in found if letters in LONG_NAMES.get(name.lower(), ())}
    return found.pop() if len(found) == 1 else letters


# What British and American spelling write differently, read both ways.
_SPELLINGS = (
    (r"our(?=s?$|ed$|ing$|able$|ful$|hood$|ite$|al$)", "or"), (r"or(?=s?$|ed$|ing$|able$|ful$|hood$|ite$|al$)", "our"),
    (r"(?<=[yi])s(?=e[sdr]?$|ing$|ation)", "z"), (r"(?<=[yi])z(?=e[sdr]?$|ing$|ation)", "s"),
    (r"(?<=[tbh])re(?=s?$)", "er"), (r"(?<=[tbh])er(?=s?$)", "re"), (r"ogue(?=s?$)", "og"), (r"og(?=s?$)", "ogue"),
    (r"ll(?=ed$|ing$|er)", "l"), (r"(?<=[aeiou])l(?=ed$|ing$|er)", "ll"), (r"ence(?=s?$)", "ense"),
    (r"ense(?=s?$)", "ence"), (r"gramme(?=s?$)", "gram"), (r"gram(?=s?$)", "gramme"), (r"(?<=.)ae", "e"),
)  # fmt: skip


def as_spelled(claim: str, source: str) -> str:
    """The claim with each word that the source only has in British spelling, or only in American, so spelt."""
    there = {match[0].lower() for match in WORD.finditer(source)}
    return WORD.sub(lambda match: _respelt(match[0], there), claim)


def _respelt(word: str, there: set[str]) -> str:
    if word.lower() in there or len(word) < 5:
        return word
    found = (re.sub(pattern, other, word) for pattern, other in _SPELLINGS)
    return next((other for other in found if other != word and other.lower() in there), word)
