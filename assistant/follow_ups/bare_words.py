"""A follow-up of one question word ("Why?", "And when?", "For how long?", "By whom?") as that of the question before,
or of its answer: where that denies what was asked, or says what was asked for.

Pure functions over strings; None where neither can be asked so.
"""

from __future__ import annotations

import re

from assistant.follow_ups.asked_for import MONTH, AskedFor, asked_for, named, plain_start
from assistant.follow_ups.ellipsis import AUXILIARY, WH, YEAR
from assistant.follow_ups.topics import SENTENCES
from assistant.questions.clauses import DO
from assistant.questions.inverting import base_form, invert
from assistant.questions.presuming import PREPOSITIONS, presumed
from assistant.words.verbs import BASE_FORMS, PAST
from assistant.words.wording import content_words, fold, stem, words

HAPPENED = r"(?:\s+did\s+(?:that|this|it)\s+happen)?"
AT_WHICH = r"(?:in|on|at|by|from|for|under|with|to) (?:which|what|whose) [a-z]+(?: [a-z]+)?"  # "In which book?"
BARE = re.compile(
    rf"^(?:(?:and|but|so)[, ]+)?(?P<wh>why not|why|how so|how come|how(?: fast| far| often)?|when|where|who|since when"
    rf"|for how long"
    rf"|by whom|how much|how many|which ones?|{AT_WHICH}){HAPPENED}\s*\?*$",
    re.I,
)
# Questions whose own verb an answer may deny or replace: "Did it last?" – "It faded".
DENIABLE = re.compile(rf"{AUXILIARY.pattern}|^(?:how long|until when|to what extent|how far)\b", re.I)
YES_NO = re.compile(r"^(?:no|yes)[,.:;]\s+", re.I)
BEHIND = re.compile(rf"\b(?:{'|'.join(sorted(PREPOSITIONS))})\b", re.I)
ASKS_WHY = {"How so": "Why", "How come": "Why"}  # as words alone; "How come the guild left?" is no such
# What can be asked of what someone did, as an answer says it.
OF_DEED = frozenset({"Why", "When", "Where", "How", "Since when", "For how long"})
PREFIXED = re.compile(r"^(?:[A-Z][a-z]+(?: [a-z]+){0,2}: )+(?=[A-Z])")  # "When: Who …", made of "When?"
WHAT = re.compile(r"^(?:what|whom?|which(?:\s+[\w-]+){1,3}?)\s+(?=(?:do|did|does)\b)", re.I)
HE = re.compile(r"^(?:he|she|it|they)\s+(?=[a-z])", re.I)
IN_TIME = re.compile(rf"\s+(?:in|on|by)\s+(?:\d{{1,2}}\s+)?(?:(?:{MONTH})\s+)?(?:\d{{1,2}},\s+)?{YEAR}\b")
LONGEST_CLAUSE = 24  # words of an answer's sentence that can be asked why
LONGEST_THING = 8  # words of an answer that is but the thing asked for


def _affirmed(previous: str, answer: str) -> bool:
    """Whether the answer says of its own what the question asks whether: with its verb, and without a "not"."""
    claim = presumed(f"When {previous[:1].lower()}{previous[1:]}") or presumed(previous)
    first = SENTENCES.split(YES_NO.sub("", answer))[0]
    low = " ".join(re.findall(r"\b[a-z]+\b", BEHIND.split(previous)[0]))
    verbs = {stem(claim.verb)} if claim else set(content_words(low))
    if re.match(r"yes\b", answer, re.I):
        return True
    return verbs <= set(words(first)) and not re.search(r"\bno\b|\bnot\b|\bnever\b|n[’']t\b", first, re.I)


def _of_answer(wh: str, answer: str, subject: str = "") -> str | None:
    """The answer's first sentence, asked why or when, with its "he" as the `subject`; None where it is no plain
    statement."""
    first = plain_start(SENTENCES.split(YES_NO.sub("", answer))[0]).rstrip(" .")
    if subject:
        first = HE.sub(lambda _: f"{subject} ", first)
    low = {word for word in answer.split() if word.islower()}
    return invert(first, wh, low) if first and len(first.split()) <= LONGEST_CLAUSE else None


def _of_deed(wh: str, previous: str, asked: AskedFor, answer: str) -> str | None:
    """What the answer says was done, asked why or when: "Why did Brandt write to the wardens?" after "What did Brandt
    do?", "Why did Varn burn the mill?" after "Who burned the mill?"."""
    claim = presumed(WHAT.sub("When ", previous))
    if made := _of_answer(wh, answer, claim.subject if claim else ""):
        return made
    if asked.subject:
        who = named(previous, asked, answer)
        base = base_form(asked.verb)
        _, _, rest = previous.partition(f" {asked.verb} ")
        return f"{wh} did {who} {base} {rest.strip(' ?')}" if who and base and rest else None
    thing = SENTENCES.split(answer)[0].strip(" .") if answer else ""
    if claim is None or not 0 < len(thing.split()) <= LONGEST_THING or claim.verb in DO or _has_verb(thing):
        return None
    before, verb, after = previous.rpartition(f" {claim.verb}")
    helping = WHAT.sub("", before)
    # "What did Norway propose?" – "A truce": a thing goes behind its verb.
    plain = thing[:1].lower() + thing[1:] if thing.split()[0].lower() in ("a", "an", "the", "that", "to") else thing
    return f"{wh} {helping}{verb} {plain}{after.rstrip(' ?')}" if before else None


def _has_verb(text: str) -> bool:
    return any(word.islower() and (base_form(word) or word in PAST.values()) for word in text.split())


def _by_whom(previous: str) -> str | None:
    """Who did what the question before says was done: "Who signed the pact?" after "When was the pact signed?"."""
    claim = presumed(previous)
    base = base_form(claim.verb) or BASE_FORMS.get(claim.verb) if claim else None
    if claim is None or not claim.subject or base is None or not re.search(r"\b(?:is|are|was|were)\b", previous):
        return None
    _, _, rest = claim.clause.partition(f" {claim.verb}")
    past = PAST.get(base, claim.verb)
    return f"Who {past} {claim.subject}{rest}?"


def bare_word(previous: str, question: str, answer: str) -> str | None:
    """ "Why?", "And when?", "When did that happen?" as that of the question before; of its answer where that denies
    what was asked, or says it otherwise, or where the question asks for the thing done or its doer. None where the
    question is no such word, or neither can be asked so."""
    match = BARE.match(question)
    if match is None:
        return None
    previous = PREFIXED.sub("", previous)
    wh = match["wh"][:1].upper() + match["wh"][1:].lower()
    wh = ASKS_WHY.get(wh, wh)
    if DENIABLE.match(previous) and answer and not _affirmed(previous, answer):
        made = _of_answer(wh.removesuffix(" not"), answer)
        return f"{made}?" if made else None
    if wh == "Why not":
        return None
    asked = asked_for(previous)
    if (wh in OF_DEED or re.match(AT_WHICH, wh, re.I)) and asked is not None and (asked.subject or not asked.counted):
        if answer and (made := _of_deed(wh, previous, asked, answer)):
            return f"{IN_TIME.sub('', made) if wh == 'When' else made}?"
        if not asked.subject and re.match(r"(?:what|whom?)\b", previous, re.I) and fold(asked.verb) in DO:
            return None  # "Why did Brandt do for Hale" lacks what he did
    if wh == "By whom":
        return _by_whom(previous)
    body = WH.sub("", previous) if WH.match(previous) else previous
    if AUXILIARY.match(body):
        return f"{wh} {body[0].lower()}{body[1:]}"
    return f"{wh}: {previous}"
