"""Whether a name stands in a text, in the form in which the text has it: "Japan" in "Japanese", a name by its initials,
"Tokyo" for Japan, "the Foreign Ministry" as "the Ministry of Foreign Affairs".

A name of several words whose last is a common noun ("the Court of Lisse") is one thing's: that "court" and "Lisse"
each stand somewhere doesn't name it. Of a person or a place the last word is enough.
Pure functions over strings; this file doesn't know any document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache

from assistant.questions.analysis import Asked
from assistant.words.lexicon import METONYMS, PEOPLES, PLACES
from assistant.words.wording import as_written, content_words, fold, spellings, stem

Occurs = Callable[[str], bool]
COUNTRIES = {adjective.lower(): place for place, adjective in PLACES.items()}
ALIKE = 0.75  # of difflib's ratio, from which two names may be one that is mistyped
MISTYPED = 0.8  # from which they are taken to be, if they begin alike and are about as long
LONGEST_SHORT = 3  # letters of an abbreviation in capitals that other words may begin with
APART = 24  # characters between the words of a name that a text has in another order
LONG = 4  # words of a name of which one may be left out
_SMALL = frozenset(("of", "for", "the", "on", "and", "in", "de", "van", "von"))
# What names of several words end in that are no one's family name and no place's.
_THINGS = """
academy accord act administration affair agency agreement alliance amendment archive army article assembly association
authority award bank battle bay bill board bridge bureau cabinet campaign canal castle cathedral census century chapter
charter church clause club coast code college command commission committee company conference confederation congress
constitution convention corps council coup court crisis cup day declaration delegation department deployment dialogue
diet directive division doctrine dynasty embassy empire era exercise fair federation figure festival flood force forum
foundation framework front fund game gazette government group guard gulf high holiday hospital house idea initiative
institute institution island journal kingdom lake law league mechanism ministry mission monarchy mountain movement
museum navy network note ocean office olympics operation order organisation organization pact palace parliament
partnership party peninsula period plan police policy port post poll press prize proceeding process program programme
project proposal protocol province question railway rebellion reform regime region relation report republic research
resolution restoration revolution revolt right river road rule school sea secretariat section senate service
settlement society state station statute strait strategy strike summit survey system table team territory theatre
times treaty trial tribunal tunnel union unit university uprising war works zone
"""
THINGS = frozenset(stem(word) for word in _THINGS.split())
_SPAN = re.compile(r"\b\d{4}[-–/](\d{2})\b|\b(\d{3}0)s\b")  # "1990-91", "the 1950s": a text may have other years
_SPEAKER = re.compile(r"I(?:[’'](?:d|m|ve|ll))?")
STATES = frozenset(stem(word) for word in ("republic", "kingdom", "state", "federation", "empire", "province"))
_TITLES = """president premier prime minister chancellor secretary general chairman chair ambassador emperor king queen
prince princess pope professor prof dr mr mrs ms sir lord lady senator governor mayor judge justice admiral colonel
captain commissioner director former late then foreign pm saint st"""
TITLES = frozenset(_TITLES.split())
_ORDINAL = re.compile(r"(?:first|second|third|fourth|[IVX]+|\d+(?:st|nd|rd|th)?)", re.I)
# What a state or union goes by beside its long name; METONYMS has its words one by one.
LONG_NAMES = {
    "united states": ("US", "USA", "America"),
    "united states of america": ("US", "USA", "America"),
    "united kingdom": ("UK", "Britain"),
    "united nations": ("UN",),
    "european union": ("EU",),
    "soviet union": ("USSR", "Soviet"),
    "russian federation": ("Russia",),
    "north korea": ("DPRK", "Pyongyang"),
    "south korea": ("ROK", "Seoul", "Republic of Korea"),
    "republic of korea": ("ROK", "South Korea"),
    "dprk": ("North Korea",),
    "rok": ("South Korea",),
    "prc": ("China",),
    "gdr": ("East Germany",),
    "frg": ("West Germany", "Federal Republic"),
}
SPELT_OUT = {
    short: tuple(long for long, shorts in LONG_NAMES.items() if short in shorts)
    for short in dict.fromkeys(short for shorts in LONG_NAMES.values() for short in shorts if short.isupper())
}


def occurs_in(word: str, text: str) -> bool:
    """Whether a name stands in a text, also as its adjective or plural ("Japan" in "Japanese"); an abbreviation only as
    a word of its own ("EU" isn't in "Europe")."""
    if word.isupper() and 1 < len(word) <= LONGEST_SHORT:
        return re.search(rf"(?<![^\W_]){_dotted(word)}(?:[’']?s)?(?![^\W_])", text) is not None
    plain = fold(word).removesuffix("'s").strip(".'")
    key = stem(plain) if len(plain) > 4 else plain
    return re.search(rf"(?<![^\W_]){re.escape(key)}", _folded(text)) is not None


def _dotted(letters: str) -> str:
    """A pattern of letters that may each have a full stop: "US", "U.S."."""
    return r"\.?".join(map(re.escape, letters)) + r"\.?"


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def forms(word: str) -> tuple[str, ...]:
    """A word of a name and what it also goes by: "Japanese" and Japan, "Tokyo" and Japan."""
    country = _country(word)
    return (word, *METONYMS.get(fold(word), ()), *((country,) if country else ()))


def _country(word: str) -> str:
    """The country that a word is the adjective of, or a people's name; empty where it is neither."""
    return COUNTRIES.get(fold(word), PEOPLES.get(word, ""))


def _of_state(word: str) -> tuple[str, ...]:
    """What else a word that is a name by itself goes by, being a state's: "American" for the US, "UK" for "British". In
    a longer name it is another's: "Latin American"."""
    known = {word, *METONYMS.get(fold(word), ())} if word.isupper() or word in PLACES else set()
    adjectives = (PLACES[place] for place in sorted(known & PLACES.keys()))
    return (*METONYMS.get(fold(_country(word)), ()), *adjectives)


def _is_capital(name: str) -> bool:
    return fold(name) in METONYMS and name not in PLACES and not name.isupper()


def known_as(name: str) -> tuple[str, ...]:
    """A name and what it also goes by as a whole: what a text is to be searched for."""
    return (name, *LONG_NAMES.get(fold(name), ()), *((*forms(name)[1:], *_of_state(name)) if " " not in name else ()))


def stands(word: str, text: str, *, alone: bool = False) -> bool:
    """Whether a word of a name, or what it also goes by, stands in a text; the words that initials are short for.
    `alone` says that it is all of the name."""
    if any(occurs_in(form, text) for form in (*forms(word), *(_of_state(word) if alone else ()))):
        return True
    bare = re.sub(r"[’']s?$", "", word)
    return bare.isupper() and (
        any(occurs_in(long, text) for long in SPELT_OUT.get(bare, ())) or (len(bare) > 2 and _short(bare, text))
    )


def held(name: str, text: str) -> float:
    """The share of a name's words, without titles, that stand in a text; 1 where its initials do, or the words it is
    initials of, or another name of that state: "American" of "the United States", no capital's."""
    others = (form for form in LONG_NAMES.get(fold(name), ()) if not _is_capital(form))
    if _short(name, text) or any(stands(form, text, alone=True) for form in others):
        return 1.0
    words = [word for word in name.split() if not _is_title(word)] or name.split()
    return sum(stands(word, text, alone=len(words) == 1) for word in words) / len(words)


def names_held(names: Sequence[str], text: str) -> float:
    return sum(held(name, text) for name in names) / len(names) if names else 1.0


_OF_BODY = "UN|EU|AU|US|UK"  # "the UNSC" is the Security Council


def _short(name: str, text: str) -> bool:
    """Whether a name's initials stand in a text, also behind those of the body it is of, or the words it is initials
    of."""
    if len(name.split()) > 1 and re.search(rf"\b(?:{_OF_BODY})?{re.escape(initials(name))}s?\b", text):
        return True
    if name.isupper() and len(name) > 1:
        spelt = r"[\w-]*?(?:\s(?:of|the|and|for|on|in))*[\s-]".join(map(re.escape, name))
        return re.search(rf"\b{spelt}", text) is not None
    return False


def name_words(asked: Asked) -> list[str]:
    """The words of the question's names, each once, as written."""
    return list(dict.fromkeys(word for name in asked.names for word in re.findall(r"[^\W_][\w’'.\-]*", name)))


# ---- whole names ----


def whole_names(asked: Asked) -> tuple[str, ...]:
    """The names of a question as wholes, owners by themselves ("Lisse's Court of Tolls" is two); none of a question in
    capitals throughout, whose names can't be told."""
    plain = [word for word in asked.text.split() if word[:1].islower()]
    if len(plain) < 2:
        return ()
    pieces = (piece.strip() for name in asked.names for piece in re.split(r"[’']s?\s+", name))
    opening = re.match(r"\W*([^\W_]+)", asked.text)
    first = opening[1] if opening else ""  # a capital that only begins the question
    kept = (piece for piece in pieces if piece != first and not _SPEAKER.fullmatch(piece))
    return tuple(dict.fromkeys(piece for piece in kept if not _common(_core(piece))))


def is_thing(name: str) -> bool:
    """Whether a name of several words ends in a common noun, or begins with one and "of": an office's, a treaty's, a
    war's; no state's."""
    words, head = _core(name), _core(name.split(" of ")[0])
    kinds = {stem(fold(words[-1])), stem(fold(head[-1])) if len(head) < len(words) else ""} if len(words) > 1 else set()
    return bool(kinds & THINGS) and not (len(head) < len(words) and kinds & STATES)


def stands_whole(name: str, text: str) -> bool:
    """Whether a name as a whole stands in a text: as it is, by its initials, as what it also goes by, or with its words
    near each other; a person's or a place's by its last word."""
    if not any(sign.isalpha() for sign in name):
        return occurs_in(name, text)  # a number's digits don't stand for it one by one
    if any(_as_written(form, text) for form in (name, *LONG_NAMES.get(fold(name), ()))):
        return True
    words = _core(name)
    if len(words) < 2:
        return any(stands(word, text, alone=True) for word in words) or not words
    if near(words, text):
        return True
    bare = _bare(words)
    if bare != words and stands_whole(" ".join(bare), text):
        return True
    if not is_thing(name):
        return stands(words[-1], text) or _surname(words[0], text)
    return len(words) > 2 and _as_written(" ".join(words[1:]), text)


def missing_names(asked: Asked, read: str, occurs: Occurs, known: frozenset[str]) -> tuple[tuple[str, ...], bool]:
    """The question's names and numbers that stand nowhere, as they are told, and whether a name among them counts
    against an answer: none that is only mistyped, nor a country's, which may be meant by another name ("the war against
    Iraq" is also the Gulf War).

    Of a person's name the words are told that stand nowhere, an office's or a treaty's is told as a whole.
    """

    def lacking(word: str) -> bool:
        return not any(occurs_in(name, read) or occurs(name) for name in forms(word))

    whole = [name for name in whole_names(asked) if not is_known(name, known)]
    lost = [n for n in whole if not (stands_whole(n, read) or any(occurs(form) for form in known_as(n)))]
    told: list[str] = []
    absent = False
    for name in lost:
        words_ = [word for word in name_words(replace(asked, names=(name,))) if lacking(word)]
        excused = name in PLACES or fold(name) in COUNTRIES or all(mistyped(word, read) for word in words_ or ("",))
        absent = absent or not excused
        told += [name] if is_thing(name) or not words_ else words_
    seen = {word for name in whole_names(asked) for word in name.split()}
    rest = (w for w in name_words(asked) if not _SPEAKER.fullmatch(w) and not {w, fold(w).removesuffix("'s")} & known)
    told += [w for w in rest if re.sub(r"[’']s?$", "", w) not in seen and lacking(w)]
    inexact = {number for found in _SPAN.findall(asked.text) for number in found}
    for number in sorted(asked.numbers - inexact):
        written = as_written(number, asked.text)
        if written not in told and all(lacking(one) for one in (written, *spellings(number))):
            told.append(written)
    return tuple(dict.fromkeys(told)), absent


def _spelt_small(name: str, text: str) -> bool:
    """Whether the words that an abbreviation is short for stand in a text, in small letters too: "ODA", "R2P"."""
    if not name.isupper() or len(name) < 3 or " " in name:
        return False
    ends = {"2": "(?:to|two)", "4": "(?:for|four)"}
    letters = [ends.get(letter, rf"{re.escape(letter)}[^\W_]{{3,}}") for letter in name.lower()]
    return re.search(rf"(?<![^\W_]){'[ -]'.join(letters)}(?![^\W_])", _folded(text)) is not None


def _as_written(name: str, text: str) -> bool:
    if len(initials(name) if " " in name else name) > 2 and _short(name, text):  # two letters stand for too much
        return True
    if " " in name and re.search(rf"\b(?:{_OF_BODY}){re.escape(initials(name))}\b", text) and len(initials(name)) > 1:
        return True
    if " " not in name:
        return occurs_in(name, text) or _spelt_small(name, text)
    words = [re.escape(_key(word)) for word in _spelt(name).split()]
    joined = r"\w*[\s\-–]+".join(words)
    return any(re.search(rf"(?<![^\W_]){joined}", one) is not None for one in (_spelt(text), _joined(_spelt(text))))


def near(words: Sequence[str], text: str) -> bool:
    """Whether the words stand within a few of each other in one sentence, in any order: all, of a long name but one."""
    spare = len(words) >= LONG
    for name, plain in ((_split(words), _spelt(text)), ([*map(_joined, words)], _joined(_spelt(text)))):
        keys = [[_key(_spelt(form)) for form in _narrow_forms(word)] for word in name]
        reach = APART + sum(len(word) + 1 for word in name)
        for match in re.finditer(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, keys[-1]))})", plain):
            before, after = plain[max(0, match.start() - reach) : match.start()], plain[match.start() :][:reach]
            part = re.split(r"[.!?;]\s", before)[-1] + re.split(r"[.!?;]\s", after)[0]
            there = [any(re.search(rf"(?<![^\W_]){re.escape(key)}", part) for key in one) for one in keys[:-1]]
            if there.count(False) <= spare:
                return True
    return False


def _narrow_forms(word: str) -> tuple[str, ...]:
    """A word of a name and what it is the adjective, or short, of; no capital for its country: "the Paris Accord" isn't
    any accord of France."""
    return (word, *(METONYMS.get(fold(word), ()) if word.isupper() else ()), COUNTRIES.get(fold(word), word))


def mistyped(word: str, text: str) -> bool:
    """Whether a word of a name is written nearly as one of a text: "Utrect" as "Utrecht"."""
    there = {word for word in re.findall(r"[^\W\d_]{4,}", text) if word[0].isupper()}
    close = get_close_matches(word, sorted(there), 3, MISTYPED)
    return any(one[0] == word[0] and abs(len(one) - len(word)) < 2 for one in close)


def alike(words: Iterable[str], text: str) -> tuple[tuple[str, str], ...]:
    """Words that stand nowhere, each with a name of the text that is written nearly alike: "Persain" with "Persian"."""
    there = sorted({word for word in re.findall(r"[^\W\d_]{4,}", text) if word[0].isupper()})
    found = ((word, get_close_matches(word, there, 1, ALIKE)) for word in words if word.isalpha())
    return tuple((word, close[0]) for word, close in found if close)


def _core(name: str) -> list[str]:
    """A name's words that tell: no small ones."""
    return [word for word in re.findall(r"[^\W_][\w’'.\-]*", name) if fold(word) not in _SMALL]


def _bare(words: Sequence[str]) -> list[str]:
    """A name's words without titles, ordinals and the country it is of, if something else is left that tells."""
    kept = [word for word in words if not _ORDINAL.fullmatch(word) and not _is_title(word)]
    while len(kept) > 1 and (fold(kept[0]) in COUNTRIES or kept[0] in PLACES):
        kept = kept[1:]
    return list(words) if _common(kept) else kept


def _is_title(word: str) -> bool:
    return set(re.split(r"[.\-]", fold(word))) - {""} <= TITLES


def _common(words: Sequence[str]) -> bool:
    """Whether nothing is left of a name but a common noun."""
    return not words or (len(words) == 1 and stem(fold(words[0]).strip(".'")) in THINGS)


def _surname(word: str, text: str) -> bool:
    """Whether a word stands in a text as a family name does: somewhere with no other name behind it."""
    return len(word) > 3 and re.search(rf"\b{re.escape(word)}\b(?![’']?s?\s+[A-Z])", text) is not None


@lru_cache(maxsize=8)  # one text is asked for several words
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=8)
def _spelt(text: str) -> str:
    """A text folded, in American spelling, roughly: read on both sides, it needn't be right."""
    plain = re.sub(r"(?<=\w\w)is(?=ations?\b|ed\b|ing\b|ers?\b|e\b)", "iz", _folded(text))
    plain = re.sub(r"(?<=\w)ence(?=s?\b)", "ense", re.sub(r"(?<=\w)our(?=s?\b)", "or", plain))
    return re.sub(r"(?<=\w)tre(?=s?\b)", "ter", plain.replace("programme", "program"))


def _joined(text: str) -> str:
    """A text with what a hyphen joins as one word: "co-operation"."""
    return re.sub(r"(?<=\w)-(?=\w)", "", text)


def _split(words: Sequence[str]) -> list[str]:
    return [part for word in words for part in re.split(r"[-–]", word) if part]


def _key(word: str) -> str:
    bare = word.removesuffix("'s").strip(".'")
    return stem(bare) if len(bare) > 4 else bare


def is_known(name: str, known: frozenset[str]) -> bool:
    """Whether every content word of a name needn't stand in a text."""
    bare = (fold(word).strip("'\".,:").removesuffix("'s") for word in name.split())
    return all(word in known for word in bare if content_words(word))
