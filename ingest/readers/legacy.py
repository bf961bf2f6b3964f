"""Which legacy encoding a text in Latin letters is in, where a guess by frequencies gives letters no language has.

A text mostly in ASCII has so few other bytes that frequencies can't part Windows-1252 from its kin: "Müller" came out
as "M³ller". What they part badly, alphabets and the places where signs stand part well. This file doesn't know other
scripts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

# Letters beyond ASCII, a language each; those of one language are commonly used together.
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "àâäæçèéêëîïôöœùûüÿ",  # French, with names
        "äöüßé",  # German
        "áéíñóúü",  # Spanish
        "àèéìîòóù",  # Italian
        "àáâãçéêíóôõúü",  # Portuguese
        "àçèéíïòóúü",  # Catalan
        "åäöéü",  # Swedish, Finnish
        "æøåéèêóôòü",  # Danish, Norwegian
        "áéèêëïíóöüç",  # Dutch
        "áæéðíóöúýþ",  # Icelandic
        "áéíóú",  # Irish
        "âêîôûŵŷáéïö",  # Welsh
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýžäöü",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "čćđšž",  # Croatian, Slovene
        "ăâîşţșț",  # Romanian
        "çëáéó",  # Albanian
        "çğıöşüâîûi̇",  # Turkish
        "ąčęėįšųūž",  # Lithuanian
        "āčēģīķļņšūž",  # Latvian
        "äõöüšž",  # Estonian
        "ĉĝĥĵŝŭ",  # Esperanto
        "ċġħżàèìòù",  # Maltese
    )
)
_WESTERN = frozenset().union(*_ALPHABETS[:11])  # French to Irish
_SEVERAL = 0.9  # what a letter counts for where it takes the western languages together: names of many countries
_COMMON = ("cp1252", "cp1250", "cp1254", "iso8859_2", "mac_roman", "cp850")  # the commonest first
_LATIN = 0.8  # share of ASCII among the letters of a text in Latin letters
_CLEARLY = 0.01  # how much sounder than the guess another reading must be
_ORDINALS = "ªºµ"
_ODD = re.compile(
    r"[\x80-\x9f\u0300-\u036f]"
    rf"|[^\W\d_][¡-©«-¬®-´¶¸-¹»-¿×÷‚„…†‡ˆ‰‹›“•˜™€˝˛˘˙ˇ◊√∞≤≥][^\W\d_]"  # a sign within a word
    rf"|[a-zß-öø-ÿ][À-ÖØ-ÞĀĂĄĆČŁŃŚŠŹŻŽŸŒ]"  # a capital within a word
    rf"|[0-9][^\W\d_{_ORDINALS}\x00-\x7f]|[^\W\d_{_ORDINALS}\x00-\x7f][0-9]"  # a letter at a figure
    r"|[¸¯˝˛˘˙ˇ]|(?<!\S)[´¨ˆ˜](?!\S)"  # an accent over nothing
)


def _within(letters: Mapping[str, int], alphabet: frozenset[str]) -> float:
    return sum(count for c, count in letters.items() if c in alphabet)


def _soundness(text: str) -> float:
    """The share of the characters beyond ASCII that a text can have: signs where they may stand, and the letters of the
    language that has most of them. 1 where there is none."""
    foreign = Counter(c for c in text.lower() if c > "\x7f" and c not in _ORDINALS)
    letters = {c: count for c, count in foreign.items() if c.isalpha()}
    known = max(_within(letters, alphabet) for alphabet in _ALPHABETS)
    known = max(known, _SEVERAL * _within(letters, _WESTERN))
    odd = sum(1 for _ in _ODD.finditer(text))
    unsound = sum(letters.values()) - known + odd
    return 1 - unsound / total if (total := foreign.total()) else 1.0


def _in_latin_letters(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c <= "\x7f" for c in letters) >= _LATIN * len(letters) > 0


def corrected(guess: str, data: bytes) -> str:
    """`guess`, or, where its Latin letters fit no language, what a common encoding makes of `data` that fits better."""
    if not _in_latin_letters(guess) or (soundness := _soundness(guess)) == 1:
        return guess
    best = guess
    for encoding in _COMMON:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (found := _soundness(text)) > soundness + (_CLEARLY if best is guess else 0):
            best, soundness = text, found
    return best


__all__ = ["corrected"]
