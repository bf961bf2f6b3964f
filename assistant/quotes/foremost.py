"""Which of two things was the earlier or the larger, where their own sentences date or measure both: "Which came first,
A or B?"; or where one sentence says it of both: "A is taller than B".

A date counts where it stands with what was done, a figure where it is the sentence's only one and of the kind that is
asked for; the dates of the one must all lie before those of the other. Else nothing is said. Pure functions over
strings; this file doesn't know how the sentences were found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from assistant.claims.chronology import dates, order
from assistant.claims.quantities import Number, date_parts, numbers
from assistant.questions.comparing import choice
from assistant.quotes.bound import done_to, measured
from assistant.quotes.deciding import UNSURE
from assistant.quotes.told import parts_of
from assistant.words.kindred import kindred
from assistant.words.wording import STOPWORDS, content_words, words

EARLIEST = re.compile(r"\b(?:first|earlier|earliest|older|oldest|sooner)\b", re.I)
LATEST = re.compile(r"\b(?:last|later|latest|newer|newest|younger|youngest)\b", re.I)
LARGEST = re.compile(
    r"\b(?:larger|largest|bigger|biggest|longer|longest|taller|tallest|higher|highest|deeper|deepest|wider|widest"
    r"|heavier|heaviest|greater|greatest|more|most)\b",
    re.I,
)
SMALLEST = re.compile(
    r"\b(?:smaller|smallest|shorter|shortest|lower|lowest|lighter|lightest|narrower|narrowest|fewer|fewest|less|least"
    r"|cheaper|cheapest)\b",
    re.I,
)
# Words of the question's head that name no deed and no thing of which the sentences would have to speak.
_NO_DEEDS = "come came be was were one two appear exist happen occur go went go get have had which date back"
NO_DEEDS = frozenset(content_words(_NO_DEEDS))
# What puts a thing into being, or an event into its time.
_BEGINS = """found establish create set start begin launch open form constitute build erect make sign conclude ratify
adopt pass enact approve draft propose suggest present publish print issue introduce invent discover inaugurate convene
meet met assemble agree announce admit admission join enter elect born arise emerge dissolve arrive appear invade break
held hold light lit plant lay laid complete finish"""
BEGINS = frozenset(stem for word in _BEGINS.split() for stem in words(word))
_FOUNDING = frozenset(
    stem for word in ("founded", "establish", "create", "form", "set", "begin") for stem in words(word)
)
INTO_BEING = re.compile(
    r"\b(?:c[ao]me|comes|coming|br(?:ing|ought)) into (?:being|existence|force|effect)\b|\btook place\b", re.I
)
_FROM = re.compile(r"\b(?:after|since)\s+(?:[^\s,;]+\s){0,3}$", re.I)
_UNTIL = re.compile(r"(?<!not )\b(?:by|before|until|till)\s+(?:[^\s,;]+\s){0,2}$", re.I)
_DENIED = re.compile(r"\b(?:not(?! (?:[a-z]+ )?until)|never|no|nobody|nothing)\b|n[’']t\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")
_LONG = frozenset(
    [
        *("metre", "meter", "foot", "feet", "yard", "mile", "kilometre", "kilometer", "km", "m", "ft"),
        *("inch", "inche", "centimetre", "centimeter", "cm", "millimetre", "mm", "fathom", "storey", "league"),
    ]
)
_LASTING = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_HEAVY = frozenset({"ton", "tonne", "kilogram", "kilo", "kg", "gram", "ounce", "lb", "pound", "stone", "hundredweight"})
_CURRENCIES = """dollar euro pound yen guilder mark franc yuan won rupee shilling florin crown ducat thaler rouble lira
peso"""
_MONEY = frozenset(_CURRENCIES.split())
# Of what a comparative is a measure; of any other, only what can be counted.
_OF_LENGTH = re.compile(r"\b(?:tall|high|deep|wid|narrow|low)(?:er|est)\b", re.I)
_OF_LENGTH_OR_TIME = re.compile(r"\b(?:long|short)(?:er|est)\b", re.I)
_OF_WEIGHT = re.compile(r"\b(?:heavi|light)(?:er|est)\b", re.I)
_OF_SHARE = re.compile(r"\b(?:share|percentage|proportion|rate|part)\b", re.I)
_OF_MONEY = re.compile(
    r"\b(?:cost|costs|pay|paid|spend|spent|contribute[sd]?|earn|earned|cheap(?:er|est)|price|sum|budget|expensive"
    r"|g[ai]ve|donate[sd]?)\b",
    re.I,
)
_BY_NUMBER = re.compile(r"\b(?:more|most|fewer|fewest|less|least)\b", re.I)
_NOT_YET = re.compile(r"\b(?:would|could|should|might|may|must|plan(?:s|ned)?|intend\w*|to be|not|never|no)\b", re.I)
_THAN = re.compile(
    r"^(?P<one>[^,;:]+?)\s+(?:is|was|are|were|has been|had been|stands?|stood|rose|came|lasted)\s+"
    r"(?:(?:much|far|slightly|even|still|rather|a little|a good deal|[\w,.]+ [a-z]+|[a-z]+ly)\s+)?"
    r"(?P<how>[a-z]+er)\s+than\s+(?P<other>[^,;:.]+)"
)
_PAIRS = (
    ("larger bigger greater", "smaller"), ("longer", "shorter"), ("taller higher", "shorter lower"),
    ("deeper", "shallower"), ("wider broader", "narrower"), ("heavier", "lighter"),
    ("older earlier", "younger newer later"), ("cheaper", "dearer"),
)  # fmt: skip


def foremost(question: str, things: tuple[str, str], told: Sequence[tuple[str, str]]) -> int | None:
    """The index of the thing that a question asks for; None where that can't be told. `told` are a sentence about each
    thing and what stands before it."""
    found = choice(question)
    if found is None or len(told) != len(things):
        return None
    head, texts = found[0], [text for text, _ in told]
    in_one = {_in_one(head, things, text) for text in texts} - {None}
    if in_one:
        return in_one.pop() if len(in_one) == 1 else None
    if texts[0] == texts[1]:
        return None
    asked = [pattern.search(head) is not None for pattern in (EARLIEST, LATEST, LARGEST, SMALLEST)]
    if sum(asked) != 1:
        return None
    if asked[0] or asked[1]:
        return _earliest(head, things, told, last=asked[1])
    return _largest(head, things, told, least=asked[3])


def _in_one(head: str, things: tuple[str, str], text: str) -> int | None:
    """The thing that one sentence says to be the more of the two: "A is taller than B"."""
    match = _THAN.match(text)
    if match is None or UNSURE.search(text):
        return None
    asked = next((word for word in re.findall(r"[a-z]+er\b", head.lower()) if _way(word, match["how"])), "")
    if not asked:
        return None
    stems = [set(content_words(thing)) for thing in things]
    first, second = (set(content_words(match[name])) for name in ("one", "other"))
    at = next((i for i in (0, 1) if stems[i] <= first and stems[1 - i] <= second and not stems[1 - i] <= first), None)
    if at is None or stems[at] <= second:
        return None
    return at if _way(asked, match["how"]) > 0 else 1 - at


def _way(asked: str, said: str) -> int:
    """1 where two comparatives say the same, -1 where they say opposites, 0 where they are of different things."""
    if asked == said:
        return 1
    for more, less in _PAIRS:
        sides = [[word in side.split() for side in (more, less)] for word in (asked, said)]
        if any(sides[0]) and any(sides[1]):
            return 1 if sides[0] == sides[1] else -1
    return 0


def _deeds(head: str) -> frozenset[str]:
    """The stems that may tell what is asked to have been done first; those of any beginning where nothing is."""
    verb = re.search(r"\b(?:was|were|is|are|had|has|did)\s+(?P<deed>[a-z]+)", head) or re.search(
        r"(?P<deed>[a-z]+)\s+(?:first|earlier|last|later|sooner)\b", head
    )
    deeds = [] if verb is None else [word for word in content_words(verb["deed"]) if word not in NO_DEEDS]
    if not deeds or EARLIEST.search(deeds[0]) or LATEST.search(deeds[0]):
        return BEGINS
    return kindred(deeds[0]) | (_FOUNDING if deeds[0] in _FOUNDING else frozenset())


def _earliest(head: str, things: Sequence[str], told: Sequence[tuple[str, str]], *, last: bool) -> int | None:
    """By the dates of the two sentences, each of which dates what was done to its thing: what is only known to be later
    than its date can't be the first, nor what is only known to be earlier the last."""
    deeds, texts = _deeds(head), [text for text, _ in told]
    if not all(_dated(thing, text, deeds, before) for thing, (text, before) in zip(things, told, strict=True)):
        return None
    one, other = (dates(text) for text in texts)
    orders = {order(a, b) for a, b in product(one, other)}
    if len(orders) != 1 or 0 in orders:
        return None
    first = int(orders.pop() == 1)
    if _bounded(texts[first], _FROM) or _bounded(texts[1 - first], _UNTIL):
        return None
    return 1 - first if last else first


def _dated(thing: str, text: str, deeds: frozenset[str], before: str) -> bool:
    """Whether a date stands in one part of a sentence with what was done to a thing."""
    if UNSURE.search(text):
        return False
    plain = INTO_BEING.sub("began", text) if deeds >= _FOUNDING else text
    places = done_to(thing, plain, deeds, before)
    parts = (plain[start:end] for start, end in parts_of(plain) if any(start <= at < end for at in places))
    return any(dates(part) and not _DENIED.search(part) for part in parts)


def _bounded(text: str, before: re.Pattern[str]) -> bool:
    """Whether a year stands behind such words: "by 1832", "after the fire of 1832"."""
    return any(before.search(text[: match.start()]) for match in _YEAR.finditer(text))


def _largest(head: str, things: Sequence[str], told: Sequence[tuple[str, str]], *, least: bool) -> int | None:
    """By the one figure of each sentence, in one unit, that is said of its thing."""
    figures = []
    for thing, (text, before) in zip(things, told, strict=True):
        found = _figures(text)
        if len(found) != 1 or _NOT_YET.search(text) or UNSURE.search(text):
            return None
        if not measured(thing, text, found[0].start, before):
            return None
        figures.append(found[0])
    one, other = figures
    if one.unit != other.unit or one.value == other.value or not _measures(head, one.unit):
        return None
    return int((one.value < other.value) != least)


def _figures(text: str) -> list[Number]:
    """The figures that are no dates."""
    days = [(part.start, part.end) for part in date_parts(text)]
    counts = (one for one in numbers(text) if one.kind == "count" and one.text.lower() != "one")
    return [one for one in counts if not any(start <= one.start < end for start, end in days)]


def _measures(head: str, unit: str) -> bool:
    """Whether a unit is one in which that is measured which a question's head asks for."""
    if not unit or unit in STOPWORDS:
        return False
    for pattern, units in ((_OF_LENGTH, _LONG), (_OF_LENGTH_OR_TIME, _LONG | _LASTING), (_OF_WEIGHT, _HEAVY)):
        if pattern.search(head):
            return unit in units or (unit == "percent" and _OF_SHARE.search(head) is not None)
    if unit in _MONEY:
        return _OF_MONEY.search(head) is not None
    if unit == "percent":
        return _OF_SHARE.search(head) is not None
    if _BY_NUMBER.search(head):
        return bool(set(words(unit)) & set(words(head)))
    return unit not in _LONG | _LASTING | _HEAVY
