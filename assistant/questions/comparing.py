"""The two sides of a question that compares, each as a question of its own: "How do the aims of A and of B differ?"
asks for the aims of A and for the aims of B.

Rules over the order of English words: a side is the name, or the noun with its article, that stands next to the word
which joins the two. Pure functions over strings; this file doesn't know any document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.questions.ordering import ordered
from assistant.questions.presuming import ADJECTIVE, AUXILIARIES, DETERMINERS, PREPOSITIONS
from assistant.words.verbs import BASE_FORMS, BASES, UNCHANGED, past_of

_SMALL = r"(?:of|for|on|de|van|von)"
_NAME = rf"(?:[A-ZÀ-Ý][\w’'.\-]*|\d[\w\-]*)(?:\s+(?:{_SMALL}\s+(?:the\s+)?)?[A-ZÀ-Ý][\w’'.\-]*)*"
_ARTICLE = r"(?:the|a|an|its|their|his|her)"
_PREPOSITION = r"(?:of|in|on|by|from|with)"
# What stands before the word that joins, and what follows it.
BEFORE = re.compile(
    rf"(?:(?:{_ARTICLE}\s+)?{_NAME}|\b{_ARTICLE}\s+(?:(?!{_ARTICLE}\b)[a-z-]+\s+)?[a-z-]+|\b[a-z][\w-]+)$"
)
AFTER = re.compile(rf"^(?:{_PREPOSITION}\s+)?(?:(?:{_ARTICLE}\s+)?{_NAME}|{_ARTICLE}\s+[\w’'-]+|[a-z][\w-]+)")
FULL = re.compile(rf"^(?P<preposition>{_PREPOSITION}\s+)?{_ARTICLE}\s+(?:[a-z-]+\s+)?[a-z-]+\s+(?:of|in|on|for)\s+\S")
PREPOSITION = re.compile(rf"^{_PREPOSITION}\s+(?=\S)")
SMALL = frozenset({"of", "for", "on"})
DIFFER = re.compile(r"^(?:how|in what (?:way|respect)s?)\s+(?:do|does|did|are|were|is|was)\s+(?P<things>.+?)\s+"
                    r"(?P<verb>differ|compare|different)(?P<rest>\b.*)$", re.I)  # fmt: skip
BETWEEN = re.compile(
    r"\b(?:difference|differences|distinction|contrast|comparison|similarity|similarities)\s+between\s+(?P<things>.+)$",
    re.I,
)
ALIKE = re.compile(r"\b(?:in common|similarit(?:y|ies))\b", re.I)
COMPARE = re.compile(r"^(?:please\s+)?(?:compare|contrast)\s+(?P<things>.+)$", re.I)
COMMON = re.compile(r"^what\s+(?:do|does|did)\s+(?P<things>.+?)\s+have\s+in\s+common(?P<rest>.*)$", re.I)
# "Which came first, A or B?", "Which of the two was larger: A or B?"
CHOICE = re.compile(r"^(?P<head>(?:which|what|who)\b[^,:]+)[,:]\s+(?P<one>[^,;:]+?)\s+or\s+(?P<other>[^,;:]+)$", re.I)
# "Did A or B spend more?"
EITHER = re.compile(r"^(?P<verb>did|do|does|was|were|is|are|has|have|had)\s+(?P<rest>.+\sor\s.+)$", re.I)
_HELPS = r"(?:do|does|did|has|have|had)"
_VIEW = (
    r"(?:thinks?|thought|makes? of|made of|(?:says?|said) (?:of|about|on)|holds?|held|believes?|believed|feels?|felt"
    r"|argues?|argued|judges?|judged|(?:sees?|saw) (?:the|in)|views?|viewed)"
)
# "What did A and B think of C?", "what A and B made of C"
VIEWS = re.compile(
    rf"^(?P<head>(?:what|how|why)(?:\s+{_HELPS})?)\s+(?P<one>{_NAME})\s+and\s+(?P<other>{_NAME})\s+"
    rf"(?P<rest>{_VIEW}\b.*)$",
    re.I,
)
# "What did A make of C, and B?"
AND_OTHER = re.compile(
    rf"^(?P<head>(?:what|how|why)\s+{_HELPS})\s+(?P<one>{_NAME})\s+(?P<rest>{_VIEW}\b[^,;]*),\s+and\s+"
    rf"(?:what about\s+)?(?P<other>{_NAME})$",
    re.I,
)
MOST_OF_HEAD = 4  # words before the verb of "Which of the two towns was founded first"
JOINS = re.compile(r"\s+(?:and|with|to|from|versus|vs\.?)\s+")
FROM = re.compile(r"^\s+(?:from|with|to)\s+(?P<other>.+?)(?P<tail>\s+(?:in|on|about|over|as)\s+.+)?$")
EACH_OTHER = re.compile(r"(?:each other|one another)\b", re.I)
EARLIER = re.compile(r"\b(?:first|earlier|later|last|older|newer|sooner|before|after)\b", re.I)
# What was done first: "was founded first", "join the league earlier".
TIMED = re.compile(r"^(?P<said>.*?)\s*\b(?:first|earlier|later|last|sooner)$", re.I)
MORE = re.compile(r"\b(?:more|less|fewer|most|least)\b\s*", re.I)
MORE_OF = re.compile(
    r"^(?:[a-z-]+\s+)??(?P<verb>[a-z]+)\s+(?:the\s+)?(?:more|less|fewer|most|least)"
    r"(?:\s+(?!(?:for|on|to|in|at|by|of|than|from)\b)(?P<noun>[a-z-]+s))?(?:\s+(?P<rest>(?:for|on|to|in|at|from)\s.+))?$"
)
MEASURED = re.compile(
    r"\b(?:larger|bigger|smaller|longer|shorter|higher|lower|greater|largest|biggest|longest)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Sides:
    """The two things compared, and the question about each; `together` where one sentence may tell them apart, `alike`
    where what they have in common is asked for, `ordered` where it is whether one was before the other, or more."""

    things: tuple[str, str]
    questions: tuple[str, str]
    together: bool = False
    alike: bool = False
    ordered: bool = False


def sides(question: str) -> Sides | None:
    """The sides of a question that compares two things; None where it compares none, or they can't be told."""
    text = " ".join(question.split()).strip(" ?.!")
    if match := CHOICE.match(text):
        return _chosen(match["head"], match["one"], match["other"])
    for views in (VIEWS, AND_OTHER):
        if match := views.match(re.sub(r"^(?:please\s+)?(?:compare|contrast)\s+", "", text, flags=re.I)):
            return _viewed(match)
    if match := DIFFER.match(text):
        apart = FROM.match(match["rest"])
        if apart and not EACH_OTHER.match(apart["other"]):
            tail = apart["tail"] or ""
            found = _sides(match["things"], apart["other"], f"{match['things']}{tail}", f"{apart['other']}{tail}")
        else:
            found = _split(match["things"], match["rest"].strip())
        return _together(found)
    for pattern in (COMMON, BETWEEN, COMPARE):
        if match := pattern.search(text):
            found = _together(_split(match["things"], ""))
            return replace(found, alike=True) if found and ALIKE.search(text) else found
    if match := EITHER.match(text):
        return _either(match["verb"], match["rest"])
    order = ordered(text)
    return Sides(order.things, order.questions, together=True, ordered=True) if order else None


def _together(found: Sides | None) -> Sides | None:
    return replace(found, together=True) if found else None


def _sides(one: str, other: str, first: str, second: str) -> Sides | None:
    one, other = one.strip(" ,"), other.strip(" ,")
    if not one or not other or one.lower() == other.lower():
        return None
    if (first.strip(" ,"), second.strip(" ,")) == (one, other):  # nothing is said of them
        first, second = (f"What {'are' if ' and ' in thing else 'is'} {thing}" for thing in (one, other))
    return Sides((one, other), (_asked(first), _asked(second)))


def _asked(phrase: str) -> str:
    phrase = " ".join(phrase.split()).strip(" ,")
    return f"{phrase[:1].upper()}{phrase[1:]}?"


def _split(things: str, rest: str) -> Sides | None:
    """ "the aims of A and of B", "A and B on C": what is joined, each with what is said of both."""
    for join in JOINS.finditer(things):
        before, after = things[: join.start()], things[join.end() :]
        if FULL.match(before) and (other := FULL.match(after)) and not other["preposition"]:
            return _sides(
                before, after, f"{before} {rest}".strip(), f"{after} {rest}".strip()
            )  # "the x of A and the y of B"
        one, two = BEFORE.search(before), AFTER.match(after)
        if not one or not two or set(one.group().lower().split()) & (AUXILIARIES | PREPOSITIONS - SMALL):
            continue
        end = two.end() if _alike(one.group(), two.group()) else two.end() + _noun_end(after[two.end() :])
        head, tail = before[: one.start()], after[end:]
        thing = PREPOSITION.sub("", after[:end])
        if head and thing == after[:end] and not _alike(one.group(), thing):
            return _sides(before, thing, f"{before} {rest}", f"{thing}{tail} {rest}")
        return _sides(one.group(), thing, f"{head}{one.group()}{tail} {rest}", f"{head}{thing}{tail} {rest}")
    return None


def _noun_end(behind: str) -> int:
    """Where the noun ends to which "the other" of "Lisse and the other | towns" belongs."""
    match = re.match(r"\s+(?P<noun>[a-z][\w’'-]*)", behind)
    return match.end() if match and match["noun"] not in PREPOSITIONS | AUXILIARIES | {"over", "about", "as"} else 0


def _alike(one: str, other: str) -> bool:
    """Whether two things are both names, or both not, so that what stands before the first belongs to both."""
    named = [any(word[:1].isupper() for word in thing.split()) for thing in (one, other)]
    return named[0] == named[1]


def _viewed(match: re.Match[str]) -> Sides | None:
    """What each of two thinks. The names begin with capitals, which `re.I` doesn't ask for."""
    one, other = match["one"], match["other"]
    if not (one[:1].isupper() and other[:1].isupper()):
        return None
    return _sides(one, other, f"{match['head']} {one} {match['rest']}", f"{match['head']} {other} {match['rest']}")


def _chosen(head: str, one: str, other: str) -> Sides | None:
    """ "Which came first, A or B?": when, of each; "which was larger": how large; else what is asked, of each."""
    if len(one.split()) > 9 or len(other.split()) > 9:
        return None
    if EARLIER.search(head):
        return _dated(one, other, head)
    noun = re.match(r"^(?:which|what|who)\s+(?:of\s+(?:the|these)\s+(?:two|three)\s+)?(?P<rest>.*)$", head, re.I)
    said = noun["rest"] if noun else head
    if MEASURED.search(said):
        said = re.sub(r"^(?P<noun>(?:[a-z-]+\s+)?)(?:was|is|were|are|had)\s+.*$", r"\g<noun>", said).strip()
        one, other = (re.sub(r"\bone\b", said or "one", thing, count=1) for thing in (one, other))
        return _sides(one, other, f"How large was {one}", f"How large was {other}")
    if much := _how_much(said):
        return _sides(one, other, *(much.format(thing) for thing in (one, other)))
    said = re.sub(r"^(?:[a-z-]+\s+)?(?=(?:was|is|were|are|had|has|did)\b)", "", MORE.sub("", said))
    return _sides(one, other, f"{one} {said}", f"{other} {said}")


def _dated(one: str, other: str, head: str) -> Sides | None:
    """When each was, or when that was done to it or by it which a question's head has: "Which was founded first"."""
    timed = TIMED.match(head)
    words = timed["said"].split()[1:] if timed else []
    for i, word in enumerate(words[: MOST_OF_HEAD + 1]):
        rest = " ".join(words[i + 1 :])
        if word in ("was", "were", "is", "are"):
            done = f" {rest}" if rest.split(" ")[0] not in ("", *DETERMINERS) else ""
            return _sides(one, other, *(f"When was {thing}{done}" for thing in (one, other)))
        if word == "did":
            return _sides(one, other, *(f"When did {rest} {thing}" for thing in (one, other)))
        if (verb := _verb(word)) and verb != "come":
            return _sides(one, other, *(f"When did {thing} {verb} {rest}" for thing in (one, other)))
    return _sides(one, other, f"When was {one}", f"When was {other}")


def _how_much(said: str) -> str:
    """ "cost more" as "How much did {} cost", "sent more ships to Riga" as "How many ships did {} send to Riga"; empty
    where nothing is counted."""
    match = MORE_OF.match(said)
    verb = "have" if match and match["verb"] == "had" else match and _verb(match["verb"])
    if match is None or not verb:
        return ""
    rest = f" {match['rest']}" if match["rest"] else ""
    many = f"How many {match['noun']}" if match["noun"] else "How much"
    return f"{many} did {{}} {verb}{rest}"


def _verb(past: str) -> str | None:
    """The verb of a past tense: "die" of "died", "stop" of "stopped"."""
    regular = {past[:-1], past[:-2], past[:-3], f"{past[:-3]}y"} & BASES
    same = past if past in UNCHANGED else None
    return BASE_FORMS.get(past) or same or next((base for base in regular if past_of(base) == past), None)


def choice(question: str) -> tuple[str, str, str] | None:
    """What is asked of two things, and the two: "came first" of "Which came first, A or B?", "was founded earlier" of
    "Was A or B founded earlier?", "was founded first" of "Was A founded before B?"; None where a question sets no two
    things in order."""
    text = " ".join(question.split()).strip(" ?.!")
    if match := CHOICE.match(text):
        return match["head"], match["one"].strip(" ,"), match["other"].strip(" ,")
    match = EITHER.match(text)
    found = _parted(match["verb"], match["rest"]) if match else None
    if match and found:
        return f"{match['verb'].lower()} {found[2]}", found[0], found[1]
    order = ordered(text)
    return (order.head, *order.things) if order and order.head else None


def _parted(verb: str, rest: str) -> tuple[str, str, str] | None:
    """The two things of "A or B spend more on C", and what is said of them."""
    join = re.search(r"\s+or\s+", rest)
    if join is None:
        return None
    one, after = rest[: join.start()], rest[join.end() :].split()
    if len(one.split()) > 6 or not after or after[0].lower() in PREPOSITIONS:  # "built in stone | or | in brick"
        return None
    end = _thing_end(after, before_verb=verb.lower() in ("did", "do", "does"))
    other, tail = " ".join(after[:end]), " ".join(after[end:])
    if not tail or {word.lower() for word in one.split()} & (AUXILIARIES | PREPOSITIONS - {*SMALL, "in"}):
        return None
    return one, other, tail


def _either(verb: str, rest: str) -> Sides | None:
    """ "Did A or B spend more on C": whether A did, and B; when, where it is asked which did first."""
    found = _parted(verb, rest)
    if found is None:
        return None
    one, other, tail = found
    if timed := TIMED.match(tail):
        said = timed["said"] if timed["said"] != "come" else ""
        return _sides(one, other, *(f"When {verb.lower() if said else 'was'} {thing} {said}" for thing in (one, other)))
    tail = MORE.sub("", tail)
    return _sides(one, other, f"{verb} {one} {tail}", f"{verb} {other} {tail}")


def _thing_end(words: list[str], *, before_verb: bool) -> int:
    """How many of the words are the second thing: a name with its noun, or an article and what belongs to it. A name
    `before_verb` has no noun: "Bremen | join the league"."""
    i = 1 if words and words[0].lower() in DETERMINERS else 0
    start = i
    while i < len(words) and (words[i][:1].isupper() or _goes_on(words, i, start)):
        i += 1
    if i > start:  # "the US alliance the primary guarantor"
        follows = not before_verb and i + 1 < len(words) and words[i + 1].lower() in DETERMINERS
        return i + 1 if follows and words[i].lower() not in DETERMINERS and not words[i].endswith("ed") else i
    while i + 1 < len(words) and ADJECTIVE.fullmatch(words[i].lower()):
        i += 1
    return min(i + 1, len(words))


def _goes_on(words: list[str], i: int, start: int) -> bool:
    """Whether a name goes on behind a small word: "the Board | of | Trade"."""
    return i > start and words[i].lower() in SMALL and i + 1 < len(words) and words[i + 1][:1].isupper()
