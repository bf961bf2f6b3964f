"""A question set right by the next turn: "No, I meant Robert Varn", "not Hale, Brandt", "the second one", "in 1185".

What is meant takes the place of what is like it in the question before: a year that of a year, a name that of a name of
its kind. Rules over English words, pure functions over strings; this file doesn't know who answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.follow_ups.ellipsis import AUXILIARY, ONE, WH, YEAR, at_preposition, sibling, swapped
from assistant.follow_ups.pronouns import NO_PERSON, is_person
from assistant.questions.analysis import names_in
from assistant.questions.presuming import AUXILIARIES, DETERMINERS, PREPOSITIONS, presumed
from assistant.words.number_words import ORDINALS
from assistant.words.wording import STOPWORDS, content_words, fold

MOST_WORDS = 8  # of what is put right
# "No, ", "Sorry - ": what a correction opens with.
LEAD = (
    r"(?:(?:no|nope|nah|sorry|oops|oh|ah|hm+|actually|wait|pardon|rather|well|excuse me|my mistake|correction)\b"
    r"[\s,.!;:–—-]*)"
)
MEANT = (
    r"(?:(?:what\s+)?i\s+(?:(?:really|actually)\s+)?(?:meant|mean|said|asked(?:\s+(?:you\s+)?(?:about|for))?"
    r"|was\s+(?:asking|thinking|talking)\s+(?:about|of)|am\s+asking\s+about|wanted(?:\s+to\s+(?:know|ask)(?:\s+about)?)?)"
    r"|i[’']m\s+asking\s+about|my\s+question\s+(?:was|is)(?:\s+about)?)"
)
DENIED = r"(?:not|i\s+(?:didn[’']t|did\s+not|don[’']t|do\s+not)\s+mean|i\s+wasn[’']t\s+asking\s+about)"
SAID = re.compile(rf"^{LEAD}*{MEANT}\s*[,:]?\s+(?:(?:to\s+(?:say|ask)|about)\s+)?(?P<wanted>.+)$", re.I)
BUT = re.compile(
    rf"^{LEAD}*{DENIED}\s+(?P<instead>.+?)\s*(?:[,;.–—]+\s*(?:but\s+|rather\s+)?|\s+-\s+|\s+but\s+)"
    rf"(?:{MEANT}\s+)?(?P<wanted>.+)$",
    re.I,
)
AND_NOT = re.compile(
    r"^(?P<wanted>.+?)(?:,\s*|\s+)(?:and\s+)?(?:not|rather\s+than|instead\s+of)\s+(?P<instead>.+)$", re.I
)
# Of these a thing may follow ("Sorry, in 1465"), of any a question ("Well, when did it end?").
LED = re.compile(
    r"^(?:(?:no|nope|nah|sorry|oops|actually|wait|pardon|rather|correction)\s*[,.!;:–—-]+\s*)+(?P<wanted>.+)$", re.I
)
OPENED = re.compile(rf"^{LEAD}+(?P<wanted>.+)$", re.I)
POINTS = re.compile(rf"(?:{'|'.join(sorted(DETERMINERS | PREPOSITIONS))})\s|\S*\d", re.I)
DESCRIBED = r"(?:(?P<article>the|an?|his|her|its|their)\s+(?P<described>[a-z-]+\s+)?)?"  # before a noun
THE_OTHER = re.compile(r"^(?:the\s+)?other\s+(?:one|[a-z]+)$", re.I)
ORDINAL = re.compile(
    rf"^(?:the|that|this|his|her|its|their)?\s*(?P<nth>{'|'.join(ORDINALS)}|last|final)"
    r"(?:\s+(?P<noun>[a-z][\w-]*))?$",
    re.I,
)
# What an answer is asked to give, and no thing of the question.
ASPECT = re.compile(
    r"^(?:the\s+)?(?:exact\s+|full\s+)?(?:years?|dates?|days?|months?|century|places?|numbers?|names?|reasons?|causes?|titles?)$",
    re.I,
)
DEFINED = re.compile(
    rf"^(?:the|an?)\s+(?P<thing>[a-z][\w-]*(?:\s+[a-z][\w-]*)?)\s+(?P<how>{'|'.join(sorted(PREPOSITIONS))})\s+(?P<which>.+)$",
    re.I,
)
OWNED = re.compile(r"^(?P<owner>his|her|their|its)\s+(?P<thing>[a-z][\w -]*)$", re.I)
THE_THING = re.compile(
    r"\b(?P<article>the)\s+(?P<noun>[a-z][a-z-]+)(?=\s+(?:of|in|on|at|against|near|to)\b|\s*\?*$|\s+[a-z]+\s*\?*$)"
)
MEANT_AFTER = re.compile(r"^(?P<wanted>.+?),?\s+i\s+(?:mean|meant)$", re.I)  # "the second one, I mean"
TAG = re.compile(r",?\s+(?:right|ok(?:ay)?|please|rather|instead|then|of course|obviously)$", re.I)
ADDED = re.compile(r"\s*(?P<topics>\([^()]*\))\s*\?$")  # what the conversation is about, behind a question
# What is said of the answer, and puts no question right.
SAYS_MORE = re.compile(r"\b(?:it|he|she|they|that|this|there|you|we|i)\b|[’'](?:s|re|ve|ll)\s", re.I)
NO_THING = re.compile(
    r"\w+ly|thanks?|thank you.*|please|right|correct|really|yes|no|then|exactly|indeed|good|fine|sure"
    r"|(?:more|something|another|anything)\b.*|(?:tell|give|show|say|explain)\b.*",
    re.I,
)
TITLED = re.compile(
    r"(?:king|queen|emperor|empress|president|premier|minister|bishop|archbishop|pope|count|countess|duke|duchess|earl"
    r"|lord|lady|sir|saint|st|prince|princess|captain|general|judge|mr|mrs|ms|dr|professor|father|mother|brother|sister)"
    r"\.?\s+[A-Z]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is `wanted`, and what it is to stand `instead` of, where that is said."""

    wanted: str
    instead: str = ""


def correction(text: str) -> Correction | None:
    """What a turn sets right in the question before it; None where it sets nothing right."""
    asks = text.rstrip().endswith("?")
    said = TAG.sub("", " ".join(text.split()).strip(" ?.!"))
    if (match := MEANT_AFTER.match(said)) and not WH.match(said):
        return _with_instead(match["wanted"])
    if (match := BUT.match(said)) and not asks:
        found = Correction(_bare(match["wanted"]), _bare(match["instead"]))
        return found if _names_something(found.wanted) and _names_something(found.instead) else None
    if match := SAID.match(said):
        return _with_instead(match["wanted"])
    if WH.match(said) or AUXILIARY.match(said):
        return None
    if (match := OPENED.match(said)) and is_question(match["wanted"]):
        return Correction(match["wanted"])
    if (match := LED.match(said)) and not SAYS_MORE.search(match["wanted"]):
        wanted = match["wanted"]
        return _with_instead(wanted) if names_in(wanted) or POINTS.match(wanted) or ORDINAL.match(wanted) else None
    if AND_NOT.match(said) and not asks and len(said.split()) <= MOST_WORDS and not SAYS_MORE.search(said):
        return _with_instead(said)
    if THE_OTHER.match(said) or (ORDINAL.match(said) and said.split()[-1].lower() in ("one", "time")):
        return Correction(said)
    return None


def _with_instead(wanted: str) -> Correction | None:
    if is_question(wanted):
        return Correction(wanted)
    if both := BUT.match(wanted):  # "I meant not the toll but the levy"
        return Correction(_bare(both["wanted"]), _bare(both["instead"]))
    both = AND_NOT.match(wanted)
    found = Correction(_bare(both["wanted"]), _bare(both["instead"])) if both else Correction(_bare(wanted))
    return found if _names_something(found.wanted) else None


def _bare(words: str) -> str:
    return words.strip(" ,;.?!–—-")


def _short(words: str) -> bool:
    return 0 < len(words.split()) <= MOST_WORDS


def _names_something(words: str) -> bool:
    inside = {word.lower() for word in words.split()[1:]}
    if not (content_words(words) or names_in(words) or ORDINAL.match(words) or THE_OTHER.match(words)):
        return False
    return _short(words) and not NO_THING.fullmatch(words) and not AUXILIARY.match(words) and not inside & AUXILIARIES


def is_question(wanted: str) -> bool:
    """Whether what is wanted is a question of its own: "No, when did it join?"."""
    return bool(WH.match(wanted) or (AUXILIARY.match(wanted) and len(wanted.split()) > 2))


def corrected(previous: str, put: Correction, others: Sequence[str] = ()) -> str | None:
    """The question before with what is wanted in its place; None where its place can't be told. `others` are names of
    the conversation, among which "the other one" may be."""
    about = ADDED.search(previous)
    plain = f"{previous[: about.start()]}?" if about else previous
    made = _set_right(plain, put, others) or (None if THE_OTHER.match(put.wanted) else _beside(plain, put.wanted))
    return f"{made.rstrip(' ?')} {about['topics']}?" if made and about else made


def _beside(previous: str, wanted: str) -> str:
    return f"{previous.rstrip(' ?')} ({wanted})?"


def _set_right(previous: str, put: Correction, others: Sequence[str]) -> str | None:
    wanted = put.wanted
    if put.instead and (made := _in_place(previous, put.instead, wanted)):
        return made
    if THE_OTHER.match(wanted):
        return _other(previous, others)
    if match := ORDINAL.match(wanted):
        return _nth(previous, match["nth"].lower(), (match["noun"] or "").lower())
    if (match := OWNED.match(wanted)) and (
        like := list(re.finditer(rf"\b{match['owner']}\s+(?:[a-z][\w-]*)", previous, re.I))
    ):
        return _put(previous, like[0].span(), wanted) if len(like) == 1 else None
    if made := _same_thing(previous, wanted):
        return made
    if ASPECT.match(wanted):
        return _beside(previous, wanted)
    it = re.search(r"\b(?:it|that|this)\b(?=\s*\?|$)", previous)
    if it and re.match(r"the\s", wanted, re.I):
        return _put(previous, it.span(), wanted)
    if re.fullmatch(rf"(?:(?:in|of|from|for|by)\s+)?{YEAR}", wanted) or ONE.match(wanted):
        return swapped(previous, wanted)
    if names_in(wanted) and not re.match(rf"(?:{'|'.join(PREPOSITIONS)})\s", wanted):
        made = _name(previous, wanted)
        return made if made or names_in(previous) else swapped(previous, wanted, beside=False)
    if (
        re.match(r"(?:the|a|an)\s", wanted, re.I)
        and (things := list(THE_THING.finditer(previous)))
        and len(things) == 1
    ):
        return _put(previous, things[0].span(), wanted)
    return swapped(previous, wanted, beside=False)


def _same_thing(previous: str, wanted: str) -> str | None:
    """ "the bill of 1992" where "the bill of 1990" or but "the bill" stands."""
    match = DEFINED.match(wanted)
    thing = re.search(rf"\b(?:the|an?)\s+{re.escape(match['thing'])}\b", previous, re.I) if match else None
    if match is None or thing is None:
        return None
    other = re.match(rf"\s+{match['how']}\s+", previous[thing.end() :], re.I)
    made = at_preposition(previous, f"{match['how']} {match['which']}") if other else None
    return made or _put(previous, thing.span(), wanted)


def _put(text: str, span: tuple[int, int], words: str) -> str:
    return text[: span[0]] + words + text[span[1] :]


def _core(words: str) -> str:
    """Words without the prepositions and articles before them."""
    kept = words.split()
    while len(kept) > 1 and kept[0].lower() in PREPOSITIONS | DETERMINERS:
        kept = kept[1:]
    return " ".join(kept)


def _in_place(previous: str, instead: str, wanted: str) -> str | None:
    """What is wanted where the other stands: a name in full where that is only part of one."""
    bare, core = _core(instead), _core(wanted)
    whole = next((name for name in names_in(previous) if set(content_words(bare)) <= set(content_words(name))), bare)
    pattern = re.compile(rf"\b(?P<article>(?:the|an?)\s+)?{re.escape(whole if names_in(bare) else bare)}\b", re.I)
    match = pattern.search(previous)
    if match is None:
        return None
    article = re.match(r"(?:the|an?)\s", wanted, re.I)
    keeps = match["article"] and not article and not names_in(core)
    return _put(previous, match.span(), f"{match['article'] if keeps else ''}{article[0] if article else ''}{core}")


def _nth(previous: str, nth: str, noun: str) -> str | None:
    """The question of the second thing or event of its kind."""
    if made := sibling(previous, nth):
        return made
    if noun not in ("", "one", "time"):
        if counted := re.search(rf"\b{DESCRIBED}(?={re.escape(noun)}\b)", previous, re.I):
            article = counted["article"] if (counted["article"] or "a").lower() not in ("a", "an") else "the"
            return _put(previous, counted.span(), f"{article} {nth} {counted['described'] or ''}")
        return _beside(previous, f"the {nth} {noun}")
    things = [match for match in THE_THING.finditer(previous) if not match["noun"].endswith("s")]
    if noun != "time" and len(things) == 1:
        return _put(previous, things[0].span("article"), f"{things[0]['article']} {nth}")
    claim = presumed(previous)
    if claim is None or not claim.subject:
        return None
    return f"{previous.rstrip(' ?')} for the {nth} time?"


def _other(previous: str, others: Sequence[str]) -> str | None:
    """The question of the other of two: of what has but one counterpart, or of the one other name of its kind."""
    for word, counterpart in COUNTERPARTS.items():
        if re.search(rf"\b{word}\b", previous, re.I):
            return re.sub(rf"\b{word}\b", counterpart, previous, count=1, flags=re.I)
    for name in names_in(previous):
        like = [other for other in _distinct(others, previous) if is_person(other) == is_person(name)]
        if len(like) == 1:
            return _name(previous, like[0])
    return None


def _distinct(others: Iterable[str], previous: str) -> list[str]:
    own = set(content_words(previous))
    return [other for other in dict.fromkeys(others) if not set(content_words(other)) & own]


_TWO = "left right|upper lower|inner outer|older younger|former latter|men women|boys girls|male female|urban rural"
COUNTERPARTS = {
    one: other for pair in _TWO.split("|") for one, other in (tuple(pair.split()), tuple(pair.split()[::-1]))
} | {"first": "second", "second": "first"}


def _kind(name: str, text: str) -> str:
    """Of what kind a name is where that can be told: a person, a place, a body or thing."""
    if TITLED.match(name):
        return "person"
    if NO_PERSON.search(name) or re.search(rf"\bthe\s+{re.escape(name)}", text):
        return "thing"
    if is_person(name):
        return "person"
    placed = re.search(rf"\b(?:in|at|from|to|near|into|reach|visit|leave)\s+{re.escape(name)}", text)
    return "place" if placed else ""


def _name(previous: str, wanted: str) -> str | None:
    """A name in the place of the first of its kind, or of the first whose kind can't be told."""
    names = [name for name in names_in(previous) if fold(name) not in STOPWORDS]
    kind, many = _kind(_core(wanted), wanted), len(_core(wanted).split())
    kinds = {name: _kind(name, previous) for name in names}
    alike = [name for name in names if kinds[name] == kind] or [name for name in names if not kinds[name]]
    if not alike and not kind:  # a place or a person: what is as long
        alike = [name for name in names if len(name.split()) == many] or names
    if not alike:
        return None
    article = r"(?:the\s+)?" if wanted[:4].lower() == "the " else ""
    return re.sub(rf"\b{article}{re.escape(alike[0])}", lambda _: wanted, previous, count=1)
