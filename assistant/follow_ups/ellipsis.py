"""A follow-up that leaves out most of its question, made whole from the question before: "And Brazil?", "What about
1992?", "And how many failed?", "The one on the left?".

What can't be put in its place surely gives None. Pure functions over strings; this file doesn't know pronouns.
"""

from __future__ import annotations

import re

from assistant.follow_ups.asked_for import AskedFor, asked_for
from assistant.questions.analysis import names_in
from assistant.questions.inverting import base_form
from assistant.questions.presuming import AUXILIARIES, DETERMINERS, PREPOSITIONS, presumed
from assistant.words.verbs import BASE_FORMS
from assistant.words.wording import STOPWORDS, fold, words

OPENING = r"(?:(?:and|but|or|so|also|then|ok|okay|well)[, ]+)"
ELLIPSIS = re.compile(rf"^{OPENING}*(?:(?:what|how)\s+about\s+|and\s+)?(?P<rest>[^?]{{1,60}})\?*$", re.I)
ABOUT = re.compile(
    rf"^{OPENING}*(?:what|how)\s+about\b"
    r"|^(?:and|or|but)\s+(?!(?:who|whom|what|which|when|where|why|how|did|does|do|is|are|was|were)\s)\S+(?:\s+\S+){0,5}\?*$",
    re.I,
)
CONNECTIVE = re.compile(rf"^{OPENING}+", re.I)
WH = re.compile(
    r"^(?:(?:in|on|at|by|for|from|to|since|until|under)\s+)?(?:what|which|who|whom|whose|when|where|why|how)\b"
    r"(?:\s+(?:much|many|long|often|far|old))?\s*",
    re.I,
)
AUXILIARY = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b", re.I)
HOW_MANY = re.compile(rf"^(?:{OPENING}*)(?P<how>how (?:many|much))\s+(?P<rest>(?P<verb>[a-z]+)\b.*)$", re.I)
NOTE = re.compile(r"\b(?P<kind>(?:foot|end)?note)\s+(?P<number>\d{1,3})\b", re.I)
NEXT_NOTE = re.compile(
    r"\bthe (?P<way>next|following|previous|preceding) (?:(?:foot|end)?note|one)\b|\bthe (?:(?:foot|end)?note|one) "
    r"(?P<way_after>after|before)(?: (?:that|it|this))?(?=\s*\?|$)",
    re.I,
)
WHAT_IS = re.compile(  # "What was the sample size?"
    rf"^(?P<asking>what (?:is|was|are|were) )the (?:(?!(?:{'|'.join(sorted(PREPOSITIONS))})\b)[\w-]+\s*){{1,4}}\?*$",
    re.I,
)
YEAR = r"(?:1\d|20)\d\d"
IN_YEAR = rf"\b(?:in|by|before|after|since|until)\s+{YEAR}\b"
WHICH = re.compile(
    rf"^{OPENING}*(?:which|what)\s+(?P<noun>(?!(?:is|are|was|were|else|about|ones?)\b)[a-z-]+)\s*\?+$", re.I
)
NUMBERED = re.compile(r"\b(?P<noun>[A-Za-z]{2,})\s+(?P<number>\d+|[A-Z]|[IVX]+)\b")
ONE = re.compile(
    rf"^(?:the|that)\s+(?:(?P<adjective>[\w-]+)\s+)?ones?(?:\s+(?P<where>(?:{'|'.join(PREPOSITIONS)})\s.+))?$", re.I
)
LIMITING = re.compile(r"^(?:in|for|with|on|of|about|the)\s+", re.I)
SETTING = frozenset({"in", "under", "during", "among", "at"})  # what can be added to a question that lacks it
LONGEST_OBJECT = 4  # words behind a preposition that another object takes the place of
# Words that stand in each other's place.
SIBLINGS = tuple(
    tuple(line.split())
    for line in (
        "first second third fourth fifth sixth seventh eighth ninth tenth last",
        "left right",
        "upper lower middle",
        "northern southern eastern western central",
        "north south east west",
        "inner outer",
        "older younger",
        "largest smallest",
        "highest lowest",
        "longest shortest",
        "earliest latest",
        "men women children",
        "man woman child",
        "boys girls",
        "male female",
        "males females",
        "mothers fathers",
        "urban rural",
        "public private",
        "primary secondary",
        "early late",
    )
)


def _next_note(previous: str, question: str) -> str | None:
    """ "the next note" as the number after the one asked for before; the whole question where only "the next one" is
    asked for."""
    asked, match = NOTE.search(previous), NEXT_NOTE.search(question)
    if asked is None or match is None:
        return None
    ahead = (match["way"] or match["way_after"]).lower() in ("next", "following", "after")
    number = int(asked["number"]) + (1 if ahead else -1)
    if number < 1:
        return None
    note = f"{asked['kind']} {number}"
    whole = WH.match(CONNECTIVE.sub("", question)) and not re.match(r"(?:what|how) about\b", question, re.I)
    if whole:
        return _capital(CONNECTIVE.sub("", question[: match.start()] + note + question[match.end() :]))
    return previous[: asked.start()] + note + previous[asked.end() :]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _counting(asked: AskedFor | None, previous: str, question: str) -> str | None:
    """ "how many failed" with what the question before counted: "how many districts failed"."""
    match = HOW_MANY.match(question)
    if match is None or asked is None or not asked.counted or not asked.noun:
        return None
    verb, rest = match["verb"].lower(), match["rest"].split()[1:]
    known = verb in AUXILIARIES or base_form(verb) is not None or (verb in words(previous) and verb == asked.verb)
    if not known or (verb not in AUXILIARIES and any(word in AUXILIARIES for word in rest)):
        return None
    made = f"{_capital(match['how'].lower())} {asked.noun} {match['rest']}"
    return _same_beginning(previous, made) or made


def _same_beginning(previous: str, question: str) -> str | None:
    """A question that begins as the one before and goes on with another manner, with that one's participle: "want it
    debated openly", "want it in private"."""
    before, after = previous.strip(" ?").split(), question.strip(" ?").split()
    shared = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a.lower() != b.lower()), 0)
    if shared < 3 or after[shared].lower() not in PREPOSITIONS or not re.fullmatch(r"[a-z]+ed", before[shared]):
        return None
    if len(before) <= shared + 1 or before[shared - 1].lower() in AUXILIARIES:
        return None
    return " ".join([*before[: shared + 1], *after[shared:]]) + "?"


def _object_at(previous: str, preposition: str) -> tuple[int, int] | None:
    """Where the object of a question's last such preposition stands: a name, or the words up to the next preposition or
    the main verb."""
    found = list(re.finditer(rf"\b{preposition}\s+(?=\S)", previous, re.I))
    if not found:
        return None
    start = found[-1].end()
    tokens = list(re.finditer(r"[^\s?]+", previous[start:]))
    claim = presumed(previous)
    end, named, count = start, False, 0
    for i, token in enumerate(tokens):
        word = token.group()
        capital = word[:1].isupper()
        if word.lower() in PREPOSITIONS and not (capital or (named and word == "of")):
            break
        if (claim and word == claim.verb) or word.lower() in AUXILIARIES or (named and not capital and word != "of"):
            break
        named = named or capital
        count += word.lower() not in DETERMINERS
        end = start + token.end()
        if i and word.endswith(","):
            break
    return (start, end) if start < end and count <= LONGEST_OBJECT else None


def at_preposition(previous: str, rest: str) -> str | None:
    """ "of the women" in the place of "of the men"."""
    preposition, _, thing = rest.partition(" ")
    if preposition.lower() not in PREPOSITIONS or not thing:
        return None
    place = _object_at(previous, preposition)
    numeric = re.compile(r"\d")
    if place and bool(numeric.match(previous[place[0] :])) == bool(numeric.match(thing)):
        comma = "," if previous[: place[1]].endswith(",") else ""
        return previous[: place[0]] + thing + comma + previous[place[1] :]
    if preposition.lower() in SETTING and names_in(thing):
        return f"{previous.rstrip(' ?')} {rest}?"
    return None


def sibling(previous: str, word: str) -> str | None:
    """The question with "left" as "right", "first" as "second": a word in the place of its like."""
    family = next((family for family in SIBLINGS if word.lower() in family), ())
    found = [m for m in re.finditer(r"[^\W_]+", previous) if m.group().lower() in family]
    if len(found) != 1 or found[0].group().lower() == word.lower():
        return None
    return previous[: found[0].start()] + word + previous[found[0].end() :]


def _numbered(previous: str, thing: str) -> str | None:
    """ "chromosome 2" in the place of "chromosome 4"."""
    wanted = NUMBERED.search(thing)
    if wanted is None or wanted["noun"].lower() in STOPWORDS:
        return None
    like = [m for m in NUMBERED.finditer(previous) if m["noun"].lower() == wanted["noun"].lower()]
    if len(like) != 1:
        return None
    return previous[: like[0].start("number")] + wanted["number"] + previous[like[0].end() :]


def _the_one(previous: str, rest: str) -> str | None:
    """ "the one on the left", "the smaller one": its like in the question before, or in the place of the subject."""
    match = ONE.match(rest)
    if match is None:
        return None
    where, adjective = match["where"] or "", match["adjective"] or ""
    made = (where and (_numbered(previous, where) or at_preposition(previous, where))) or (
        adjective and sibling(previous, adjective)
    )
    if made:
        return made
    claim = presumed(previous)
    if claim and claim.subject and where and previous.count(claim.subject) == 1:
        return previous.replace(claim.subject, rest)
    return None


def _like(previous: str, name: str, other: str, article: bool) -> bool:
    """Whether a name of the question before may give its place to the other: "the Charter" doesn't to "Japan"."""
    of_thing = re.search(rf"\bthe\s+{re.escape(name)}", previous, re.I)
    common = bool(of_thing) and " " not in name and not name.isupper() and not name.endswith("s")
    return not common or article or other.isupper()


def _for_name(previous: str, rest: str) -> str | None:
    """A name in the place of the first name of its kind; with its article instead of that one's."""
    article = bool(re.match(r"the\s", rest, re.I))
    thing = re.sub(r"^the\s+", "", rest, flags=re.I)
    for name in names_in(previous):
        if _like(previous, name, thing, article):
            pattern = rf"\b(?:the\s+)?{re.escape(name)}" if article else rf"\b{re.escape(name)}"
            return re.sub(pattern, lambda _: rest if article else thing, previous, count=1)
    return None


def _for_noun(previous: str, bare: str) -> str | None:
    """The words in the place of those that end in the same noun: "the control group" for "the treatment group"."""
    head = words(bare)[-1] if words(bare) and not set(bare.lower().split()) & PREPOSITIONS else ""
    found = list(re.finditer(r"[^\W_][\w’'\-]*", previous))
    for i, match in enumerate(found):
        if len(bare.split()) > 1 and words(match.group()) == [head]:
            modified = i > 0 and fold(found[i - 1].group()) not in STOPWORDS
            start = found[i - 1].start() if modified else match.start()
            return previous[:start] + bare + previous[match.end() :]
    return None


def swapped(previous: str, rest: str, *, beside: bool = True) -> str | None:
    """The question before with `rest` in the place of what is like it: a year, a number, an object of the same
    preposition, the same noun, a name; behind it, where nothing is and `beside` allows that. None where the question
    holds names and none is like it."""
    rest = rest.strip()
    dated = re.search(rf"(?<=\w)\s+in ({YEAR})$", rest)
    if dated and len(re.findall(rf"\b{YEAR}\b", previous)) == 1:  # "And of men in 1950?"
        previous, rest = re.sub(rf"\b{YEAR}\b", dated[1], previous), rest[: dated.start()]
    if re.fullmatch(rf"(?:before|after|since|until|by)\s+{YEAR}", rest, re.I) and re.search(IN_YEAR, previous, re.I):
        return re.sub(IN_YEAR, rest, previous, count=1, flags=re.I)  # "And before 1911?"
    bare = re.sub(r"^(?:in|for|with|on|of|about|from|to)\s+", "", rest, flags=re.I)
    if re.fullmatch(YEAR, bare):
        then = re.sub(rf"\b{YEAR}\b", bare, previous, count=1)
        return then if then != previous else f"{previous.rstrip(' ?')} in {bare}?"
    if ONE.match(rest):
        return _the_one(previous, rest)
    single = re.sub(r"^the\s+", "", bare, flags=re.I)
    made = _numbered(previous, rest) or (None if " " in single else sibling(previous, single))
    made = made or at_preposition(previous, rest)
    if made:
        return made
    if not names_in(rest):
        bare = LIMITING.sub("", rest)
    if made := _for_noun(previous, bare):
        return made
    if names_in(bare) and names_in(previous):
        return _for_name(previous, bare)
    if (plain := WHAT_IS.match(previous)) and re.match(r"the\s", rest, re.I):
        return f"{plain['asking']}{rest}?"
    return f"{previous.rstrip(' ?')}: {bare}?" if beside else None


def _for_verb(previous: str, rest: str) -> str | None:
    """ "And opposed it?": another verb in the place of the one that what was asked for does."""
    asked, words_ = asked_for(previous), rest.split()
    if asked is None or not asked.subject or base_form(asked.verb) is None or base_form(words_[0]) is None:
        return None
    if len(words_) > 2 or (len(words_) == 2 and words_[1] not in ("it", "them")):
        return None
    return re.sub(rf"\b{re.escape(asked.verb)}\b", words_[0], previous, count=1)


def is_counting(question: str) -> bool:
    """Whether a question counts something it doesn't name: "how many sank?"."""
    match = HOW_MANY.match(question)
    if match is None:
        return False
    verb, rest = match["verb"].lower(), match["rest"].split()[1:]
    past = base_form(verb) is not None or verb in BASE_FORMS
    return verb in AUXILIARIES or (past and not any(word in AUXILIARIES for word in rest))


def asks_which(question: str) -> bool:
    """Whether a question is but a "which" and a noun: "Which bishop?"."""
    return bool(WHICH.match(question))


def _another_noun(asked: AskedFor | None, previous: str, question: str) -> str | None:
    """ "Which bishop?" after "Which king signed it?"."""
    match = WHICH.match(question)
    if match is None or asked is None or not asked.noun or not re.match(r"(?:which|what)\b", previous, re.I):
        return None
    return re.sub(rf"\b{re.escape(asked.noun)}\b", match["noun"], previous, count=1)


def whole(previous: str, question: str) -> str | None:
    """A follow-up with what it leaves to the question before, where it leaves most of it; None where it doesn't, or its
    place there can't be told."""
    verb = ELLIPSIS.match(question) if CONNECTIVE.match(question) else None
    return (
        _next_note(previous, question)
        or _counting(asked_for(previous), previous, question)
        or _another_noun(asked_for(previous), previous, question)
        or _same_beginning(previous, question)
        or (_for_verb(previous, verb["rest"]) if verb else None)
    )
