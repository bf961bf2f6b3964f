"""A question whether one of two things was before the other, or more than it, as a question of each: "Was A founded
before B?" asks when A was founded, and when B was; "Does A have more ships than B?" how many each has.

Rules over the order of English words; nothing where the two can't be told, or can't be set side by side ("before the
war" dates no founding of the war). Pure functions over strings; this file doesn't know any document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions.clauses import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    DO,
    POINTING,
    bare,
    participle,
    plain_verb,
    verb_behind,
)
from assistant.words.lexicon import MONTHS

WHEN = re.compile(r"\s+(?P<how>before|after|(?:earlier|sooner|later) than)\s+", re.I)
THAN = re.compile(r"^(?P<one>.+?)\s+(?:(?:any|much|far|still|even)\s+)?(?P<how>[a-z]+er)\s+than\s+(?P<other>.+)$", re.I)
MORE = re.compile(
    r"^(?:(?:any|many|much|far|still|even)\s+)?(?P<how>more|fewer|less)"
    r"(?:\s+(?P<noun>(?!(?:for|on|to|in|at|by|from)\b)[a-z-]+(?:\s[a-z-]+s)?))?"
    r"(?:\s+(?P<rest>(?:for|on|to|in|at|by|from)\s.+))?$",
    re.I,
)
# "How many more Germans than Danes lived there", "How many more ships had Lisse than Bremen".
_THINGS = r"[\w’'-]+(?:\s[\w’'-]+)?"
HOW_MANY_MORE = re.compile(
    rf"^how (?P<much>many|much) (?:more|fewer|less) (?P<one>{_THINGS}) than (?P<other>{_THINGS})\s+"
    rf"(?P<rest>(?:(?:{'|'.join(sorted(AUXILIARIES))})\b|[a-z]+(?:ed|ame|ook|ought)\b|took\b|lived\b|belong).*)$",
    re.I,
)
HOW_MUCH_MORE_DID = re.compile(
    r"^how (?P<much>many|much) (?:more|fewer|less)(?:\s+(?P<noun>[a-z-]+(?:\s[a-z-]+s)?))? "
    r"(?P<verb>did|do|does) (?P<said>.+?) than (?P<other>.+)$",
    re.I,
)
_OF = {
    "larger": "large", "bigger": "large", "smaller": "large", "longer": "long", "shorter": "long", "taller": "tall",
    "higher": "high", "lower": "high", "deeper": "deep", "wider": "wide", "heavier": "heavy", "older": "old",
    "younger": "old",
}  # fmt: skip
# What has its time, and isn't begun, made or born as that is with which it is compared.
_EVENTS = """war wars revolution battle siege crisis election elections peace armistice surrender outbreak occupation
invasion flood fire famine plague reform coup union conference congress summit talks meeting vote referendum depression
reign operation treaty pact agreement accord affair century decade era period age day year month week time end beginning
start death birth independence summer winter spring autumn christmas easter liberation reformation restoration
renaissance"""
EVENTS = frozenset(_EVENTS.split())
LONGEST = 8  # words of one of the two
MOST_OF_DEED = 6  # words of what was done


@dataclass(frozen=True, slots=True)
class Ordered:
    """Two things, what is asked of them (`head`: "was founded first", "was larger"), and the question about each."""

    things: tuple[str, str]
    head: str
    questions: tuple[str, str]


def ordered(question: str) -> Ordered | None:
    """The two things of a yes/no question that orders them, or of "how many more"; None where it is none, or the two
    can't be told."""
    text = " ".join(question.split()).strip(" ?.!")
    if re.search(r"\s(?:or)\s|[;:]", text):
        return None
    if found := _how_many_more(text):
        return found
    words = text.split()
    verb = words[0].lower() if words else ""
    rest = " ".join(words[1:])
    if verb not in BE | DO or not rest:
        return None
    times = list(WHEN.finditer(rest))
    if len(times) == 1:
        return _timed(verb, rest[: times[0].start()], rest[times[0].end() :], times[0]["how"].lower())
    if times or " than " not in rest:
        return None
    return _sized(verb, rest) if verb in BE else _counted(verb, rest)


def _timed(verb: str, before: str, other: str, how: str) -> Ordered | None:
    """ "Was A founded before B", "Did A stop work before B did"."""
    words = before.split()
    at = verb_behind(words, verb) if len(words) > 1 else None
    if at is None or not 0 < at <= LONGEST or len(words) - at > MOST_OF_DEED or words[at].endswith("ing"):
        return None
    one, deed = " ".join(words[:at]), " ".join(words[at:])
    if {bare(word) for word in words} & {*POINTING, "it", "them"}:
        return None  # what "this" is stands in none of the two questions
    told = _with_deed(other, verb)
    if told is None and not (_side_by_side(one, other)):
        return None
    other, own = told or (other, "")
    if verb in DO and own:
        return None
    first = "last" if how in ("after", "later than") else "first"
    questions = f"When {verb} {one} {deed}?", f"When {verb} {other} {own or deed}?"
    return Ordered((one, other), f"{verb} {deed} {first}", questions)


def _with_deed(other: str, verb: str) -> tuple[str, str] | None:
    """The second thing and what was done to it, where it says so: "the hall was built", "B did"; its deed is empty
    where it is that of the first."""
    words = other.split()
    helps = {"was", "were", "is", "are"} if verb in BE else set(DO)
    at = next((i for i, word in enumerate(words) if i and word.lower() in helps), None)
    if at is None or at > LONGEST:
        return None
    done = words[at + 1 :]
    if done and (verb not in BE or not participle(bare(done[0])) or len(done) > MOST_OF_DEED):
        return None
    return " ".join(words[:at]), " ".join(done)


def _side_by_side(one: str, other: str) -> bool:
    """Whether what was done to the first may have been done to the second: two names, or two things with articles, and
    no event or date."""
    first, second = one.split(), other.split()
    last = bare(second[-1]) if second else ""
    if not second or len(second) > LONGEST or "," in other or any(sign.isdigit() for sign in other):
        return False
    if any(word.capitalize() in MONTHS or word in EVENTS for word in map(bare, second)) and last != bare(first[-1]):
        return False
    if plain_verb(second) is not None or any(word in AUXILIARIES or word.endswith("ing") for word in map(bare, second)):
        return False
    articles = [words[0].lower() in DETERMINERS for words in (first, second)]
    names = [words[-1][:1].isupper() for words in (first, second)]
    return names == [True, True] or (articles[0] == articles[1] and names == [False, False])


def _sized(verb: str, rest: str) -> Ordered | None:
    """ "Is A larger than B"."""
    match = THAN.match(rest)
    if match is None:
        return None
    how, one, other = match["how"].lower(), match["one"], re.sub(r"\s+(?:is|was|are|were)$", "", match["other"])
    if how not in _OF or not _side_by_side(one, other):
        return None
    return Ordered((one, other), f"{verb} {how}", (f"How {_OF[how]} {verb} {one}?", f"How {_OF[how]} {verb} {other}?"))


def _counted(verb: str, rest: str) -> Ordered | None:
    """ "Did A send more ships to Riga than B"."""
    before, _, other = rest.partition(" than ")
    words, other = before.split(), re.sub(r"\s+(?:did|do|does)$", "", other)
    at = verb_behind(words, verb) if len(words) > 1 else None
    match = MORE.match(" ".join(words[at + 1 :])) if at else None
    one = " ".join(words[:at])
    if at is None or match is None or not _side_by_side(one, other):
        return None
    much = (
        f"How many {match['noun']}" if (match["noun"] or "").endswith(("s", "people", "men", "women")) else "How much"
    )
    much = f"{much} {match['noun']}" if match["noun"] and much == "How much" else much
    said = f"{words[at]} {match['rest'] or ''}".strip()
    head = f"{verb} {words[at]} {match['how'].lower()} {match['noun'] or ''} {match['rest'] or ''}"
    return Ordered(
        (one, other), " ".join(head.split()), (f"{much} {verb} {one} {said}?", f"{much} {verb} {other} {said}?")
    )


def _how_many_more(text: str) -> Ordered | None:
    """ "How many more Germans than Danes lived there", "How many more ships did A send than B"."""
    if match := HOW_MUCH_MORE_DID.match(text):
        words = match["said"].split()
        at = verb_behind(words, match["verb"].lower()) if len(words) > 1 else None
        one, other = " ".join(words[:at]), re.sub(r"\s+(?:did|do|does)$", "", match["other"])
        if at is None or not _side_by_side(one, other):
            return None
        much = f"How {match['much'].lower()} {match['noun'] or ''}".strip()
        said = f"{match['verb'].lower()} {{}} {' '.join(words[at:])}?"
        return Ordered((one, other), "", (f"{much} {said.format(one)}", f"{much} {said.format(other)}"))
    if match := HOW_MANY_MORE.match(text):
        one, other = match["one"], match["other"]
        much = f"How {match['much'].lower()}"
        return Ordered((one, other), "", (f"{much} {one} {match['rest']}?", f"{much} {other} {match['rest']}?"))
    return None
