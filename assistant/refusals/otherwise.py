"""Whether passages tell otherwise of what a question takes for granted: that another opinion is held, that there was
nothing of what is counted or chosen, or that the deed was done at another time or place.

Pure functions over strings and what is presumed. This file doesn't know what speaks for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from assistant.claims.evidence import findings
from assistant.claims.matching import ADJECTIVES, sentence_spans
from assistant.questions.presuming import MODAL, Presumed
from assistant.refusals import deeds
from assistant.refusals.numbers_held import single_years
from assistant.words.kindred import kindred, told_by
from assistant.words.lexicon import MONTHS, PLACES
from assistant.words.saying_verbs import DENYING, FORMS, HEARSAY, OPINION
from assistant.words.wording import content_words, stem, words

HELD = 0.5  # of the words of what someone is said to hold, more stand in a sentence that says otherwise of it
NEGATIVES = re.compile(r"\b(?:not|never|no|none|nothing|nobody|neither|nor|cannot|hardly)\b|n[’']t\b", re.I)
OPINIONS = OPINION | HEARSAY | {"write", "conclude", "state", "declare", "stress", "emphasise", "emphasize"}
# What happens once to a thing: another time or place of it is a contradiction.
_ONCE = """found establish create bear born die bury abolish dissolve begin start open adopt publish sign invent coin
inaugurate ratify complete demolish"""
ONCE = frozenset(stem(word) for word in _ONCE.split())
FIRST = re.compile(r"\bfirst\b", re.I)
PERSONS = re.compile(r"\b(?:he|she)\b", re.I)
ANYONE = re.compile(r"\b(?:he|she|they|it|who)\b", re.I)
GOES_ON = re.compile(r"(?:he|she|they|his|her|their)\b", re.I)
IN_YEAR = re.compile(
    rf"\b(?:in|on|of)\s+(?:(?:early|late|mid|the\s+\w+\s+of)[\s-]+)?(?:\d{{1,2}}\s+)?(?:(?:{'|'.join(MONTHS)})\s+)?"
    r"(?:\d{1,2},?\s+)?(?P<year>(?:1\d|20)\d\d)\b(?![–/-]\d)",
    re.I,
)
AT_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t)\s+(?P<place>[A-Z][\w’'-]+(?:\s+(?:(?:of|the|de|la|am|upon)\s+)*[A-Z][\w’'-]+)*)\b(?!\s+\d)"
)
FROM_TO = re.compile(
    r"\bfrom (?P<start>(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*) to (?P<end>(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)"
)
CONTINENTS = frozenset({"Europe", "Asia", "Africa", "America"})  # that nations are of
_LANDS = """North South East West Northern Southern Eastern Western Central Latin Upper Lower The United Great Holland
Flanders Prussia Bavaria Saxony Silesia Bohemia Moravia Galicia Transylvania Catalonia Andalusia Castile Lombardy
Tuscany Sicily Provence Normandy Brittany Burgundy Alsace Lorraine Siberia Manchuria Mongolia Tibet Bengal Punjab
Kashmir Persia Syria Palestine Arabia Anatolia Algeria Morocco Tunisia Libya Congo Rhodesia Quebec Ontario California
Texas Virginia Pennsylvania Massachusetts Queensland Tasmania Yorkshire Ulster Lapland Scandinavia Crimea"""
WHOLE_LANDS = frozenset(PLACES) | frozenset(_LANDS.split())  # which hold towns


# ---- opinions ------------------------------------------------------------------------------------


def held_otherwise(presumed: Presumed, sentences: Sequence[str], passages: Sequence[str]) -> bool:
    """Whether one of the nearest sentences gives the opposite of what someone is presumed to think ("he proves it
    profitable" of his thinking it unprofitable), and none gives it as presumed; the passage names who thinks it."""
    held, doer = _opinion(presumed), content_words(presumed.subject)[-1:]
    if not held or not doer:
        return False
    claim, wanted = f"{held[:1].upper()}{held[1:]}.", set(content_words(held))
    found = False
    for text in sentences:
        there = set(words(text))
        if 2 * len(wanted & there) < len(wanted) or not _named_near(doer[0], text, passages):
            continue
        conflicts = {one.kind for one in findings(claim, text) if one.conflict}
        if not conflicts & {"negation", "antonym"}:
            if wanted <= there:
                return False  # said as presumed
            continue
        found = True
    return found


def _opinion(presumed: Presumed) -> str:
    """What someone is presumed to think or to say, as a clause; empty where it is none, or they deny it."""
    verb = FORMS.get(presumed.verb.lower(), "")
    if not presumed.subject or verb not in OPINIONS or verb in DENYING:
        return ""
    after = presumed.clause.removeprefix(presumed.subject).strip().split(" ", 1)
    if len(after) < 2 or FORMS.get(after[0].lower()) != verb or MODAL & {after[0].lower()}:
        return ""
    return after[1].removeprefix("that ") if after[1].startswith("that ") else ""


def _named_near(doer: str, text: str, passages: Sequence[str]) -> bool:
    """Whether a sentence names someone, or goes on about them: the passage that it stands in names them, or, where it
    begins with "their", another."""
    own = [one for one in passages if text in one or GOES_ON.match(text)]
    return any(deeds.same_word(doer, words(one)) for one in (text, *own))


# ---- nothing of a thing --------------------------------------------------------------------------


def none_there(presumed: Presumed, passages: Sequence[str]) -> bool:
    """Whether the nearest passages say that nothing of what is chosen or counted was there ("no letter was sent" of
    which letter was), and no sentence tells of the deed with some of it."""
    thing, deed = words(presumed.thing)[-1:], kindred((words(presumed.verb) or [""])[-1])
    if not thing or NEGATIVES.search(presumed.clause):
        return False
    found = False
    for text in passages:
        for span in sentence_spans(text):
            sentence = text[span.start : span.end]
            low = words(sentence)
            if thing[0] not in low or not deed & set(low):
                continue
            if any(
                thing[0] in words(part) and deed & set(words(part)) for part in _clauses_with_no(sentence, thing[0])
            ):
                found = True
            elif not NEGATIVES.search(sentence):
                return False
    return found


def _clauses_with_no(sentence: str, thing: str) -> list[str]:
    """The clauses of a sentence in which a "no" stands before a thing, at most one word between them."""
    found = []
    for part in re.split(r"[;:]|,\s|\b(?:and|but|while|whereas|which|because|although)\b", sentence):
        said = re.findall(r"[^\W_]+", part.lower())
        at = [
            i
            for i, word in enumerate(said)
            if word == "no" or (word == "not" and said[i + 1 : i + 2] in (["a"], ["any"]))
        ]
        if any(thing in [stem(one) for one in said[i + 1 : i + 4]] for i in at):
            found.append(part)
    return found


# ---- another time, another place -----------------------------------------------------------------


def told_elsewhere(presumed: Presumed, passages: Sequence[str]) -> bool:
    """Whether the passages tell of the deed of the same doer at other times or places than is presumed, and nowhere of
    any such deed then or there."""
    verb, doer = (words(presumed.verb) or [""])[-1], set(content_words(presumed.subject))
    years, places = _years(presumed.clause), _places(presumed.clause)
    if not verb or not doer or not (years or places) or MODAL & set(presumed.clause.split()):
        return False
    rest = set(content_words(presumed.clause)) - doer - {verb} - {w for one in (*years, *places) for w in words(one)}
    told = [one for text in passages for one in _with_before(text)]
    if once := FIRST.search(presumed.clause) is not None:  # what was done again says nothing of the first time
        told = [(before, text) for before, text in told if FIRST.search(text) or _stands(years, text)]
    return _not_then(verb, doer, rest, years, told, once=once or verb in ONCE) or _not_there(
        verb, doer, rest, places, told
    )


def sent_the_other_way(presumed: Presumed, sentences: Sequence[str]) -> bool:
    """Whether a sentence tells of the deed toward the place that it is presumed to come from, or from the place that it
    is presumed to go to: "moved to Lisse" of "moved from Lisse to Bremen"."""
    claimed = FROM_TO.search(presumed.clause)
    deed = told_by((words(presumed.verb) or [""])[-1])
    if claimed is None or not content_words(presumed.subject):
        return False
    start, end = re.escape(claimed["start"]), re.escape(claimed["end"])
    for text in sentences:
        if not deed & set(words(text)) or not set(content_words(presumed.subject)) & set(words(text)):
            continue
        forth = re.search(rf"\bfrom {start}\b|\bto {end}\b", text)
        if not forth and re.search(rf"\bto {start}\b|\bfrom {end}\b", text):
            return True
    return False


# ---- another nation's ----------------------------------------------------------------------------


def of_another_nation(presumed: Presumed, sentences: Sequence[str], passages: Sequence[str]) -> bool:
    """Whether a near sentence tells of the doer with the things of another nation ("a set of German towns" of his
    studying French towns), and no passage that names them speaks of that nation."""
    doer = content_words(presumed.subject)
    claimed = [found for found in _of_nations(presumed.clause) if found[1] not in doer]
    if not doer:
        return False
    for adjective, thing in claimed:
        place = ADJECTIVES[adjective]
        own = [text for text in passages if all(deeds.same_word(word, words(text)) for word in doer)]
        if any(re.search(rf"\b(?:{adjective}|{re.escape(place)})\b", text) for text in own):
            continue
        for text in sentences:
            others = [other for other, same in _of_nations(text) if same == thing and other != adjective]
            if others and all(deeds.same_word(word, words(text)) for word in doer):
                return True
    return False


def _of_nations(text: str) -> list[tuple[str, str]]:
    """Each adjective of a nation with the stem of the noun behind it: "French" and "town"."""
    found = [(m[1], content_words(m[2])) for m in re.finditer(r"\b([A-Z]\w+)\s+([a-z]+)\b", text) if m[1] in ADJECTIVES]
    return [(adjective, noun[0]) for adjective, noun in found if noun and ADJECTIVES[adjective] not in CONTINENTS]


def _with_before(text: str) -> list[tuple[str, str]]:
    """Each sentence of a text with the one before it."""
    sentences = [text[span.start : span.end] for span in sentence_spans(text)]
    return list(pairwise(["", *sentences]))


def _years(clause: str) -> frozenset[str]:
    return frozenset(match["year"] for match in IN_YEAR.finditer(clause))


def _places(clause: str) -> frozenset[str]:
    """The towns and other places within a land that a clause is told of; a land may hold what is told of its towns."""
    found = {match["place"] for match in AT_PLACE.finditer(clause)}
    return frozenset(one for one in found if one.split()[0] not in WHOLE_LANDS and one.split()[0] not in MONTHS)


def _same_deed(verb: str, doer: Collection[str], rest: Collection[str], before: str, text: str) -> list[str]:
    """The clauses of a sentence that tell of the very deed of the doer, with at least half of what else is said; "he"
    is told of whom the sentence before names."""
    there = words(text)
    named = [*there, *words(before)] if PERSONS.search(text) else there
    if not all(deeds.same_word(word, named) for word in doer) or 2 * len(set(rest) & set(there)) < len(rest):
        return []
    return [part for part in deeds.CLAUSE_ENDS.split(text) if verb in words(part)]


def _not_then(
    verb: str,
    doer: Collection[str],
    rest: Collection[str],
    years: frozenset[str],
    told: Sequence[tuple[str, str]],
    *,
    once: bool,
) -> bool:
    if len(years) != 1 or any(
        _stands(years, f"{before} {text}") and told_by(verb) & set(words(text)) for before, text in told
    ):
        return False
    # What may happen again is only missed where the year stands nowhere.
    if not once and any(_stands(years, text) for _, text in told):
        return False
    return any(_years(part) for before, text in told for part in _same_deed(verb, doer, rest, before, text))


def _stands(years: Collection[str], text: str) -> bool:
    """Whether a year stands in a text, be it before the mark of a note ("1944.55") or as an end of several years."""
    return any(re.search(rf"(?<!\d){year}(?!\d)", text) for year in years) or bool(set(years) & single_years(text))


def _not_there(
    verb: str, doer: Collection[str], rest: Collection[str], places: frozenset[str], told: Sequence[tuple[str, str]]
) -> bool:
    if len(places) != 1:
        return False
    place = set(words(next(iter(places))))
    for before, text in told:
        here = {word for one in _places(f"{before} {text}") for word in words(one)}
        own = any(deeds.same_word(word, words(f"{before} {text}")) for word in doer) or ANYONE.search(text)
        if place & here and told_by(verb) & set(words(text)) and own:
            return False
    return any(_places(part) for before, text in told for part in _same_deed(verb, doer, rest, before, text))


def told(presumed: Presumed, sentences: Sequence[str], passages: Sequence[str]) -> bool:
    """Whether the nearest sentences, or the passages, best first, tell otherwise of what is presumed."""
    return (
        held_otherwise(presumed, sentences, passages)
        or none_there(presumed, passages[:1])
        or sent_the_other_way(presumed, sentences)
        or of_another_nation(presumed, sentences, passages)
    )
