"""Whether a sentence says yes or no to a statement: "It was never finished" of "The south tower was finished".

A sentence decides only where it says of the same subject, in one clause, what the statement says of it, or denies just
that: no plan, no hearsay, no "almost". All else leaves the question open: a wrong "yes" does more harm than none. Pure
functions of strings; this file doesn't know where sentences come from, nor what a judge thinks of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.claims.short_names import as_named, as_spelt_out
from assistant.questions.clauses import AUXILIARIES, BEFORE_NOUNS, adverb, participle, past
from assistant.quotes.besides import rest_said
from assistant.quotes.stating import Statement
from assistant.quotes.told import (
    BACK,
    FARTHEST,
    NOBODY,
    OWN,
    PRONOUN,
    SOMEBODY,
    SOMEBODY_STEMS,
    WEAK,
    Told,
    Word,
    clause_about,
    counts,
    head_phrase,
    is_verb,
    matter,
    parts_of,
    placed,
    stem_of,
    told_words,
)
from assistant.words.wording import words as stems_of

# What makes of a deed no deed, anywhere in its sentence …
UNSURE = re.compile(
    r"\b(?:if|unless|whether|perhaps|probably|possibly|maybe|apparently|presumably|allegedly|reportedly|supposedly"
    r"|according to|provided that|in theory|on paper|neither|nor|as if|as though|almost|nearly|hardly|scarcely|barely"
    r"|rarely|seldom|partly|in part|not only|not (?:all|every|always|merely|just|until|entirely|wholly|fully|quite|yet)"
    r"|in full|no longer|no more|lest|instead of|rather than|except|apart from|other than|so-called)\b",
    re.I,
)
# … or before it in its clause: what is said, hoped or tried.
HELD = re.compile(
    r"\b(?:sa(?:y|id|ys)|claim(?:s|ed)?|argu(?:e|es|ed)|believ(?:e|es|ed)|th(?:ink|inks|ought)|suppos(?:e|es|ed)"
    r"|hop(?:e|es|ed)|fear(?:s|ed)?|expect(?:s|ed)?|assum(?:e|es|ed)|suggest(?:s|ed)?|propos(?:e|es|ed|al|als)|report(?:s|ed)"
    r"|promis(?:e|es|ed)|threaten(?:s|ed)?|plan(?:s|ned)?|intend(?:s|ed)?|tr(?:y|ies|ied)|attempt(?:s|ed)?|want(?:s|ed)?"
    r"|wish(?:es|ed)?|ask(?:s|ed)?|demand(?:s|ed)?|den(?:y|ies|ied)|doubt(?:s|ed)?|seem(?:s|ed)?|appear(?:s|ed) to"
    r"|rumou?r(?:s|ed)?|legend|(?:is|are|was|were|been) (?:judged|considered|called|regarded)"
    r"|recommend(?:s|ed)?|advis(?:e|es|ed)|urg(?:e|es|ed)|dream(?:s|ed|t)?"
    r"|dispute[sd]?|estimat(?:e|es|ed)|imagin(?:e|es|ed)|predict(?:s|ed)?|announc(?:e|es|ed)|fail(?:s|ed)?|refus(?:e|es|ed)|declin(?:e|es|ed)"
    r"|prevent(?:s|ed)?|forb(?:id|ids|ade|idden)|avoid(?:s|ed)?)\b",
    re.I,
)
MODALS = ("can", "could", "will", "would", "should", "may", "might", "must", "shall")
_OTHERS = "first second third fourth fifth sixth other another north south east west new old"
ORDINAL = frozenset(_OTHERS.split())
NOT = re.compile(r"\b(?:not|never)\b|n[’']t\b|\bcannot\b", re.I)
NO = re.compile(r"\bno\s+(?=[^\W\d_])(?!one\b|doubt\b|matter\b|sooner\b|less\b)", re.I)
DENYING = re.compile(r"\b(?:not|never|no|nobody|none|nothing|without|cannot|lacks?|lacked|few|little)\b|n[’']t\b", re.I)
# Deeds that undo one another: a sentence with the one says no to the other.
_UNDONE = (
    ("approve accept adopt ratify grant pass", "reject refuse decline defeat deny veto"),
    ("succeed work pass", "fail"),
    ("win", "lose"),
    ("agree", "disagree refuse decline"),
)
UNDONE: dict[str, frozenset[str]] = {}
for _ones, _others in _UNDONE:
    for _these, _those in ((_ones, _others), (_others, _ones)):
        for _word in _these.split():
            UNDONE[stems_of(_word)[-1]] = UNDONE.get(stems_of(_word)[-1], frozenset()) | set(stems_of(_those))


# "Founded in 1793, the guild was …": what was done to the subject stands before it.
OPENING = re.compile(
    r"^(?P<done>[A-Z][a-z]+)(?P<rest>(?:\s[^,;:]+)?),\s+(?P<subject>(?:the|a|an|its|[A-Z])\b[^,;:]*?)\s+"
    r"(?P<be>was|were|is|are|had|has|have)\b"
)


def decides(statement: Statement, told: Told) -> bool | None:
    """True where the sentence says what the statement says, False where it denies it; None where it does neither so
    plainly that it can't be mistaken."""
    statement = as_told(statement, told.text)
    found = {_decides(statement, told), _decides(statement, replace(told, text=_opening(told.text)))} - {None}
    return found.pop() if len(found) == 1 else None


def as_told(statement: Statement, text: str) -> Statement:
    """The statement with its names as the sentence has them: "the UN" for "the United Nations", or the other way."""

    def named(words: str) -> str:
        return as_spelt_out(as_named(words, text), text)

    own = {"text": named(statement.text), "subject": named(statement.subject), "after": named(statement.after)}
    return replace(statement, **own)


def _opening(text: str) -> str:
    """What a sentence's opening participle says, as a sentence: "The guild was founded in 1793."; empty without one."""
    match = OPENING.match(text)
    if match is None or not participle(match["done"].lower()) or match["done"].endswith("ing"):
        return ""
    be = "were" if match["be"] in ("were", "are", "have") else "was"
    subject = match["subject"]
    return f"{subject[:1].upper()}{subject[1:]} {be} {match['done'].lower()}{match['rest']}."


def _decides(statement: Statement, told: Told) -> bool | None:
    deed = _deed(statement)
    if not deed:
        return None
    found = {_at(statement, deed, word, told) for word in told_words(told.text) if word.stem == deed}
    undone = UNDONE.get(deed, frozenset()) if not DENYING.search(told.text) else frozenset()
    found |= {
        False
        for word in told_words(told.text)
        if word.stem in undone and _at(statement, deed, word, told) is True
    }  # fmt: skip
    if (contrary := _contrary(statement)) is not None:
        found |= {False for word in told_words(told.text) if word.stem == deed and _at(contrary, deed, word, told)}
    found -= {None} if len(found) > 1 and None in found else set()
    return found.pop() if len(found) == 1 else None


def _contrary(statement: Statement) -> Statement | None:
    """The statement with "against" for "for", or the other way round; None where it begins with neither."""
    side, _, rest = statement.after.partition(" ")
    other = {"for": "against", "against": "for"}.get(side)
    after = f"{other} {rest}"
    text = statement.text.replace(statement.after, after)
    return replace(statement, after=after, text=text) if other else None


def _deed(statement: Statement) -> str:
    """The stem of the word that the statement stands or falls with: its verb, or the first word behind a weak one."""
    if statement.verb.lower() not in WEAK:
        return stem_of(statement.verb)
    return next(iter(matter(statement.after)), "")


def _at(statement: Statement, deed: str, word: Word, told: Told) -> bool | None:
    """What a sentence says to a statement with one of its words, in which the deed stands."""
    text = told.text
    part = next(((a, b) for a, b in parts_of(text) if a <= word.start < b), (0, len(text)))
    clause = clause_about(text, word.start)
    if UNSURE.search(text) or _held(text, part, clause, word) or _merely_meant(statement, text, part, word):
        return None
    denied = _denied(statement, text, part, word)
    if denied is None:
        return None
    subject = _subject(statement, told, part, clause, word)
    if not subject or not rest_said(statement, deed, told, clause, word, subject):
        return None
    return not denied


def _held(text: str, part: tuple[int, int], clause: tuple[int, int], word: Word) -> bool:
    """Whether the deed is only said, hoped or tried: by a word before it in its part, or in its clause where that has a
    "that" or the part no subject of its own."""
    before = text[clause[0] : word.start]
    further = re.search(r"\bthat\b", before) or not [w for w in told_words(text[part[0] : word.start]) if not _helps(w)]
    return HELD.search(before if further else text[part[0] : word.start]) is not None


def _merely_meant(statement: Statement, text: str, part: tuple[int, int], word: Word) -> bool:
    """Whether the deed is an aim ("to restore it"), or stands under another modal than the statement's."""
    before = [one.low for one in told_words(text[part[0] : word.start])]
    if "to" in before[-3:] and not any(_of_past(one) for one in before[-2:]):
        aim = before[before.index("to") if before.count("to") == 1 else -1 :]
        if before[-1] == "to" or aim[1:2] in (["be"], ["have"], ["not"]):
            return True
    own = {one.lower() for one in statement.text.split()}
    there = {re.sub(r"n[’']t$|not$", "", one.low) for one in told_words(text[part[0] : part[1]]) if one.text != "May"}
    there = {"can" if one == "ca" else "will" if one == "wo" else one for one in there}
    return {m for m in MODALS if m in own} != {m for m in MODALS if m in there}


def _of_past(word: str) -> bool:
    return word in ("was", "were", "had", "has", "been")


def _denied(statement: Statement, text: str, part: tuple[int, int], word: Word) -> bool | None:
    """Whether the part with the deed denies it; None where it can't be told what a negative in it denies."""
    said = text[part[0] : part[1]]
    negatives = list(DENYING.finditer(said))
    if not negatives:
        return False
    if len(negatives) > 1:
        return None
    at = negatives[0]
    own = set(matter(statement.text))
    if NOT.match(at.group()) or at.group().lower().endswith(("n't", "n’t")):
        between = told_words(said[at.end() : max(word.start - part[0], at.end())])
        plain = all(_stem_in(one, own) or adverb(one.low) or one.low in AUXILIARIES | {"been", "be", "the", "a", "an"}
                    for one in between)  # fmt: skip
        before = at.start() <= word.start - part[0]
        return True if before and plain and len(between) <= FARTHEST else None
    if at.group().lower() in NOBODY:
        somebody = statement.subject.lower().split()[0] in SOMEBODY
        return True if somebody and not said[: at.start()].strip(" ,") else None
    if NO.match(said, at.start()):
        phrase: list[Word] = []
        for one in told_words(said[at.end() :]):
            if one.low in BEFORE_NOUNS | AUXILIARIES or (past(one.low) and phrase):
                break
            phrase.append(one)
        return True if phrase and all(_stem_in(one, own) for one in phrase) else None
    return None


def _stem_in(word: Word, stems: set[str]) -> bool:
    return word.stem in stems or not counts(word)


def _subject(
    statement: Statement, told: Told, part: tuple[int, int], clause: tuple[int, int], word: Word
) -> frozenset[str]:
    """The stems by which the sentence names the statement's subject before the deed; empty where it names another."""
    text = told.text
    area = _area(text, part, clause, word)
    if area and area[-1].low in ("that", "which", "who", "whom"):
        return frozenset()  # "the bill that passed"
    wanted = [w for w in matter(head_phrase(statement.subject)) if w not in SOMEBODY_STEMS]
    if not wanted:  # "someone was hurt"
        return frozenset(w.stem for w in area) or frozenset({""})
    head, everything = wanted[-1], set(matter(" ".join((statement.text, *told.above))))
    if any(w.stem == head and not w.owns and not _of_whole(area, i) for i, w in enumerate(area)):
        strangers = [w for w in area if w.text[:1].isupper() and w.start and counts(w) and w.stem not in everything]
        if any(w.stem == head and text[w.end : w.end + 1] == "," for w in area):  # "the mayor, Josiah Penn, voted"
            strangers = []
        beside = {area[i - 1].low for i, w in enumerate(area) if w.stem == head and i} & ORDINAL
        own = {one.lower() for one in statement.subject.split()}
        return frozenset() if strangers or beside - own else frozenset(w.stem for w in area)
    pronouns = [w for w in area if w.low in PRONOUN]
    if len(pronouns) != 1 or area[-1].low not in PRONOUN:
        return frozenset()
    return _named_before(told, head)


def _of_whole(area: Sequence[Word], i: int) -> bool:
    """Whether a word is what another thing is of: "the roof of the | mill"."""
    before = [word.low for word in area[:i] if word.low not in OWN]
    return len(before) > 1 and before[-1] == "of"


def _area(text: str, part: tuple[int, int], clause: tuple[int, int], word: Word) -> list[Word]:
    """The words in which the subject of a deed stands: those before it in its part, or, where these are none, those
    before the first verb of its clause ("was begun in 1265 and | never finished"), or before a ", which"."""
    area = placed(text, part[0], word.start)
    own = [w for w in area if not _helps(w) and not (w.low in OWN and w is area[-1])]
    if [w.low for w in own] in (["which"], ["who"]) and text[part[0] : part[0] + 1] == ",":
        return placed(text, 0, part[0])[-1:]
    if own:
        return own
    area = placed(text, clause[0], part[0])
    verb = next((i for i in range(len(area)) if is_verb(area, i)), None)
    return area[:verb]


def _named_before(told: Told, head: str) -> frozenset[str]:
    """The stems of the sentence before that a pronoun stands for the subject of, if that has a word for its head."""
    for i, text in enumerate(told.before[:BACK]):
        words = told_words(text)
        verb = next((k for k in range(1, len(words)) if is_verb(words, k)), None)
        area = words[:verb] if verb else ()
        if any(w.stem == head and not w.owns for w in area):
            return frozenset(w.stem for one in told.before[: i + 1] for w in told_words(one))
        if not area or (area[0].low not in PRONOUN | {"its", "his", "her", "their"} and area[-1].low not in PRONOUN):
            return frozenset()
    return frozenset()


def _helps(word: Word) -> bool:
    low = word.low
    helping = low in AUXILIARIES or low in ("been", "being", "be", "and", "or", "but", "then", "so", "cannot")
    return helping or adverb(low) or NOT.fullmatch(low) is not None or low.endswith(("n't", "n’t"))
