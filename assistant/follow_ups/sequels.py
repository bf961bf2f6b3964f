"""What a follow-up asks beside, before or after what was asked: "Who else?", "Before that?", "And then?".

Pure functions over strings; None where it can't be told. This file doesn't know what the answers were drawn from.
"""

from __future__ import annotations

import re

from assistant.follow_ups.asked_for import MONTH, asked_for, named
from assistant.follow_ups.ellipsis import AUXILIARY, OPENING, YEAR
from assistant.follow_ups.topics import SENTENCES, names_said
from assistant.questions.presuming import Presumed, presumed
from assistant.words.number_words import ORDINALS
from assistant.words.wording import content_words, stem, words

DATE = re.compile(
    rf"\b(?:\d{{1,2}}\s+)?(?:{MONTH})\b(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+{YEAR})?\b|\b(?:the\s+)?(?:early\s+|late\s+)?{YEAR}s?\b"
)
WAY = r"(?P<way>before|after|since|until)"
BESIDE = re.compile(
    rf"^{OPENING}*(?:what\s+(?:happened|came|followed|was\s+there)\s+|what\s+about\s+)?{WAY}\s+(?:that|this|then)\s*\?*$",
    re.I,
)
NEXT = re.compile(
    rf"^{OPENING}*(?:what\s+)?(?:then|next|later|afterwards?)(?:\s+what)?\s*\?*$"
    rf"|^{OPENING}*what\s+(?:happened|came|followed)\s+(?:next|then|later|afterwards?)\s*\?*$"
    rf"|^(?:and|so)\s+(?:then|next|later|afterwards?|what\s+then)\s*\?*$",
    re.I,
)
HAPPENED = re.compile(r"\bhappened\b", re.I)
EARLIER = re.compile(rf"^{OPENING}*(?:what\s+(?:happened|came)\s+)?(?:earlier|before|previously)\s*\?*$", re.I)
BESIDE_WHOM = re.compile(
    rf"^{OPENING}*(?:who\s+(?:came|was|ruled|followed|led)\s+|what\s+about\s+)?{WAY}\s+(?:him|her|them)\s*\?*$", re.I
)
INSIDE = re.compile(rf"\b{WAY}\s+(?:that|this|then)\b(?=\s*[?.,!(]|\s*$)", re.I)  # in a longer follow-up
ELSE = re.compile(
    rf"^{OPENING}*(?:(?P<wh>whom?|what|where|when|why|how|which|(?:any|some)(?:one|body|thing|where))\s+else"
    r"|(?:which|what|any|are there|were there)?\s*(?:any\s+)?(?:others|(?:other|further|more)\s+(?P<noun>[a-z]+))"
    r"|(?:give\s+(?:me\s+)?)?another(?:\s+(?:one|example))?)\s*(?:,?\s*please)?\s*\?*$",
    re.I,
)
ASKING = re.compile(
    r"^(?P<wh>who|whom|what|where|when|why|how)(?=\s+(?!much\b|many\b|long\b|often\b|far\b|old\b))", re.I
)
OF_KIND = re.compile(r"^(?P<wh>(?:(?:in|on|at|by|for|from|to)\s+)?(?:which|what))\s+(?=[a-z])", re.I)
ALIKE = {"whom": "who", "anyone": "who", "anybody": "who", "someone": "who", "somebody": "who", "anything": "what",
         "something": "what", "anywhere": "where", "somewhere": "where"}  # fmt: skip
VAGUE_NOUN = re.compile(
    r"ones?|examples?|instances?|cases?|things?|people|reasons?|causes?|points?|details?|names?", re.I
)
OPPOSITE = {"before": "after", "after": "before"}
# When something was, at the end of a question: what gives its place to another time.
TIMED = re.compile(
    rf"\s+(?:(?:in|on|by|during|around|at)\s+(?:the\s+)?(?:(?:early|late|end\s+of)\s+)?(?:{DATE.pattern})"
    r"|(?:before|after|since|until|following|during|then|next|first|later)(?:\s+[^?]*)?)\s*\?*$",
    re.I,
)


def sequel(previous: str, question: str, answer: str) -> str | None:
    """The question of who or what else, or of what came before or after that which the last answer says."""
    if match := BESIDE_WHOM.match(question):
        return _beside_whom(previous, match["way"].lower(), answer)
    if match := BESIDE.match(question):
        return _beside(previous, match["way"].lower(), answer)
    if NEXT.match(question):
        event = _event(previous) if HAPPENED.search(question) else None
        return f"What happened after {event.clause}?" if event else _beside(previous, "after", answer)
    if EARLIER.match(question):
        return _beside(previous, "before", answer)
    return _else(previous, match) if (match := ELSE.match(question)) else None


def is_sequel(question: str) -> bool:
    """Whether a question asks only for what is beside, before or after what was asked."""
    return any(one.match(question) for one in (BESIDE_WHOM, BESIDE, NEXT, EARLIER, ELSE))


def has_time_to_tell(question: str) -> bool:
    """Whether a question says "before that"."""
    return bool(INSIDE.search(question))


def with_time(question: str, previous: str, answer: str) -> str:
    """ "before that" in a longer follow-up with the day or the event that it means; as typed where neither is known."""
    match = INSIDE.search(question)
    time = _time(previous, answer) if match else ""
    return f"{question[: match.start()]}{match['way']} {time}{question[match.end() :]}" if match and time else question


def _date(answer: str) -> str:
    """The first day or year in the first sentences of an answer."""
    match = DATE.search(" ".join(SENTENCES.split(answer)[:2]))
    return match.group() if match else ""


def _time(previous: str, answer: str) -> str:
    """When that was which the last question and its answer speak of: a day, or the event."""
    if date := _date(answer):
        return date
    claim = _event(previous)
    return claim.clause if claim else ""


def _event(previous: str) -> Presumed | None:
    """What the question before takes for granted that someone did; None where it names nobody."""
    claim = presumed(previous)
    return claim if claim and content_words(claim.subject) else None


def _beside(previous: str, way: str, answer: str) -> str | None:
    """What came before or after: of the one who did it where that was asked, of the day, or of the event."""
    told = re.search(rf"\b{OPPOSITE.get(way, '-')}\b(?=\s+\S)", previous, re.I)
    if told and re.match(r"what\s+(?:happened|came)\b", previous, re.I):
        return previous[: told.start()] + way + previous[told.end() :]
    if re.match(r"who\b", previous, re.I) and (made := _beside_whom(previous, way, answer)):
        return made
    time = _time(previous, answer)
    if not time:
        return None
    if re.match(r"what\s+(?:happened\b|(?:did|does|do)\s.*\bdo\b)", previous, re.I):
        return f"{TIMED.sub('', previous).rstrip(' ?')} {way} {time}?"
    claim = _event(previous)
    if claim and time != claim.clause and re.search(r"\b(?:did|do|does)\b", previous):
        return f"What did {claim.subject} do {way} {time}?"
    if claim:
        return f"What happened {way} {claim.clause}?"
    return None


def _beside_whom(previous: str, way: str, answer: str) -> str | None:
    """Who came before or after the one whom the answer names: "Who led the guild after Ada Holt?"."""
    asked = asked_for(previous)
    said = named(previous, asked, answer) if asked and asked.subject else next(iter(names_said(answer, 1)), "")
    if not said or not re.match(r"who\b", previous, re.I):
        return None
    counted = re.sub(rf"\bthe\s+(?:{'|'.join(ORDINALS)}|last)\b", "the", previous, flags=re.I)
    return f"{TIMED.sub('', counted).rstrip(' ?')} {way} {said}?"


def _else(previous: str, match: re.Match[str]) -> str | None:
    """The question before, of who or what else; of another question word, where that is asked."""
    previous = re.sub(rf"\s+for the (?:{'|'.join(ORDINALS)}|last) time\b", "", previous)
    asked, claim = asked_for(previous), _event(previous)
    asking, wh = ASKING.match(previous), ALIKE.get((match["wh"] or "").lower(), (match["wh"] or "").lower())
    same = not wh or bool(asking and asking["wh"].lower() == wh)
    noun = match["noun"] or ""
    if noun and not VAGUE_NOUN.fullmatch(noun) and (asked is None or stem(noun) not in words(asked.noun)):
        return None  # "Any other towns?": of what wasn't asked
    if wh == "who" and not same and claim:
        return f"Who else {claim.clause.removeprefix(claim.subject).strip()}?"
    if asked and asked.noun and not asked.counted and (kind := OF_KIND.match(previous)) and wh in ("", "which", "what"):
        return f"{kind['wh']} other {previous[kind.end() :]}"
    if asking and same:
        return f"{asking['wh']} else{previous[asking.end() :]}"
    if (
        asking
        and wh in ("where", "when", "why", "how")
        and (body := AUXILIARY.match(previous[asking.end() :].lstrip()))
    ):
        return f"{wh.capitalize()} else {body.string}"
    return None
