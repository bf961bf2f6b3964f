"""What a question takes for granted within a noun phrase: "the treaty that Bremen signed in 1402" that Bremen signed
it, "Bremen's withdrawal from the league" that it withdrew.

Rules over the order of English words; where a phrase ends or its verb can't be told, nothing is presumed. Pure
functions over strings; this file doesn't know any document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.questions.asking import unframed
from assistant.questions.clauses import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    DO,
    PREPOSITIONS,
    PRONOUNS,
    adverb,
    bare,
    participle,
    past,
    plain_verb,
    whole,
)
from assistant.questions.presuming import NEGATED, Presumed
from assistant.words.saying_verbs import FORMS
from assistant.words.verbs import BASES, past_of

RELATIVE = re.compile(
    r"\b(?P<thing>(?:the|an?|those|these)\s+(?:[\w’'-]+\s+){1,4}?)(?:that|which|who|whom)\s+(?P<rest>.+)$", re.I
)
# What such a noun is followed by is what is held, feared or shown, and nothing that befell it.
_CONTENT = """idea claim view fact belief argument fear hope proof evidence report news promise theory suggestion
hypothesis opinion conclusion statement assumption notion sense conviction impression possibility chance proposal demand
condition reason explanation way time day year moment extent degree"""
CONTENT = frozenset(_CONTENT.split())
ASKS_WITH_DO = re.compile(r"^(?:why|when|how|where|what|which\s+\w+)\s+(?:do|does|did)\b", re.I)
LONGEST = 30  # words of a clause
# What a noun of doing says was done: by the one it is of, or to them.
_BY = """withdrawal:withdraw refusal:refuse departure:depart resignation:resign arrival:arrive return:return entry:enter
accession:accede surrender:surrender decision:decide failure:fail retirement:retire flight:flee"""
_TO = """defeat:defeat adoption:adopt approval:approve rejection:reject abolition:abolish expulsion:expel
admission:admit ratification:ratify dissolution:dissolve creation:create establishment:establish election:elect
appointment:appoint murder:murder assassination:assassinate execution:execute arrest:arrest dismissal:dismiss
destruction:destroy construction:build publication:publish conquest:conquer invasion:invade annexation:annex
removal:remove repeal:repeal imprisonment:imprison deportation:deport suspension:suspend signing:sign closure:close
renewal:renew revocation:revoke dispatch:dispatch despatch:despatch sale:sell purchase:buy discovery:discover
acquisition:acquire restoration:restore"""
BY = dict(pair.split(":") for pair in _BY.split())
TO = dict(pair.split(":") for pair in _TO.split())
_WHO = r"(?:(?:the|its|their)\s+)?(?:[A-Z][\w-]*(?:\s+(?:(?:of|the|and|de|van|von)\s+)*[A-Z][\w-]*)*|(?<=the )[a-z]+)"
OWNED = re.compile(rf"(?P<who>{_WHO})[’']s?\s+(?:[a-z]+\s+)?(?P<noun>{'|'.join(BY | TO)})\b(?P<rest>.*)$")
OF = re.compile(rf"\bthe\s+(?:[a-z]+\s+)?(?P<noun>{'|'.join(BY | TO)})\s+of\s+(?P<who>.+)$")
INFINITIVE = frozenset({"refusal", "decision", "failure"})  # "the refusal of Bremen | to pay"


def claims_within(question: str) -> tuple[Presumed, ...]:
    """The claims that the noun phrases of a question make, beside what it presumes as a whole."""
    text = unframed(question).strip(" ?.!")
    if NEGATED.search(text) or re.search(r"\bnever\b", text):
        return ()
    without = _without_verb(text)
    found = (_relative(text), _owned(without), _of(without))
    return tuple(one for one in found if one is not None)


# ---- relative clauses ----------------------------------------------------------------------------


def _relative(text: str) -> Presumed | None:
    match = RELATIVE.search(text)
    if match is None:
        return None
    thing, before = match["thing"].split(), text[: match.start()].split()
    rest = _own_clause(match["rest"].split(), bare(before[-1]) if before else "")
    inner = [bare(word) for word in thing[1:]]
    if not rest or not _noun_phrase(inner) or len(rest) > LONGEST or _another_clause(rest):
        return None
    first = next((word for word in rest if not adverb(bare(word))), "")
    if bare(first) in AUXILIARIES or (first.islower() and past(first)):
        clause = [*thing, *rest]
        at = plain_verb(clause)
        return None if at is None else Presumed(" ".join(clause), bare(clause[at]), " ".join(thing))
    at = plain_verb(rest)
    if at is None or not at or _leads_elsewhere(rest, at) or not whole(rest[: max(at - 1, 1)]):
        return None
    clause = [*rest[: at + 1], *thing, *rest[at + 1 :]]
    subject = [word for word in rest[:at] if word not in AUXILIARIES and not adverb(bare(word))]
    return Presumed(" ".join(clause), bare(rest[at]), " ".join(subject))


def _leads_elsewhere(rest: Sequence[str], at: int) -> bool:
    """Whether the verb of a clause is no verb that has the thing for its object: "told | to stop", "credited | with
    building", "had | already set up"."""
    behind = [bare(word) for word in rest[at + 1 : at + 3]]
    to_verb = bool(behind) and behind[0] in PREPOSITIONS and (len(behind) < 2 or _verbal(behind[1]))
    return bare(rest[at]) in AUXILIARIES or bare(rest[-1]) in PREPOSITIONS or to_verb


def _verbal(word: str) -> bool:
    return word in BASES or (word.endswith("ing") and participle(word)) or word in PREPOSITIONS


def _noun_phrase(inner: Sequence[str]) -> bool:
    """Whether the words behind an article are one noun's, which a clause can follow that tells of it."""
    return (
        inner[-1] not in CONTENT
        and inner[-1] not in FORMS
        and not any(word in PREPOSITIONS | PRONOUNS | AUXILIARIES | DETERMINERS | {"and", "or"} for word in inner)
    )


def _own_clause(rest: list[str], before: str) -> list[str]:
    """The words of a relative clause, without the verb of the question behind it: "the ships that left | destroy"."""
    if before in DO:
        verbs = [i for i, word in enumerate(rest) if i > 1 and word in BASES and bare(rest[i - 1]) not in ("to", "the")]
        return rest[: verbs[-1]] if verbs else []
    if before in AUXILIARIES:
        behind = [i for i, word in enumerate(rest) if i > 1 and participle(bare(word)) and before in BE]
        return rest[: behind[-1]] if len(behind) > 1 or (behind and behind[-1] == len(rest) - 1) else []
    return rest


def _another_clause(rest: Sequence[str]) -> bool:
    return any(
        bare(word) in ("that", "which", "who", "whom", "what", "when", "why", "how", "if", "whether", "because")
        for word in rest
    )


def _without_verb(text: str) -> str:
    """A question without the verb that stands at its end: "why did Bremen’s refusal to pay | matter"."""
    start, _, last = text.rpartition(" ")
    return start if ASKS_WITH_DO.match(text) and last in BASES else text


# ---- nouns of doing ------------------------------------------------------------------------------


def _owned(text: str) -> Presumed | None:
    """The claim of "Bremen's withdrawal from the league in 1402"."""
    match = OWNED.search(text)
    if match is None:
        return None
    noun, who, rest = match["noun"], match["who"], match["rest"].split()
    if noun in TO and rest[:1] == ["of"]:  # "the council's rejection of the plan"
        after = _phrases(rest[1:], first=True)
        return _claim(who, past_of(TO[noun]), after, TO[noun]) if after else None
    return _told(noun, who, rest)


def _of(text: str) -> Presumed | None:
    """The claim of "the defeat of Bremen at Lisse"."""
    match = OF.search(text)
    if match is None:
        return None
    words = match["who"].split()
    who = _phrases(words, first=True, of_only=True)
    return _told(match["noun"], " ".join(who), words[len(who) :]) if who else None


def _told(noun: str, who: str, rest: list[str]) -> Presumed | None:
    infinitive = rest[:1] == ["to"] and rest[1:2] != [] and rest[1] in BASES
    if noun in INFINITIVE and not infinitive:
        return None
    if noun in BY:
        after = [*rest[:2], *_phrases(rest[2:], first=True)] if infinitive else _phrases(rest)
        return _claim(who, past_of(BY[noun]), after, BY[noun])
    plural = bare(who.split()[-1]).endswith("s") and who.split()[0][:1].islower()
    done = past_of(TO[noun])
    return _claim(who, f"{'were' if plural else 'was'} {done}", _phrases(rest), TO[noun])


def _claim(who: str, did: str, after: Sequence[str], verb: str) -> Presumed:
    return Presumed(" ".join([who, did, *after]), verb, who)


def _doing(word: str) -> bool:
    return word.islower() and (past(word) or participle(bare(word)))


def _phrases(words: Sequence[str], *, first: bool = False, of_only: bool = False) -> list[str]:
    """The phrases that words begin with, each a preposition and a noun's words; with `first` the first has none. They
    end where a verb, an adverb or another sentence's words stand."""
    kept: list[str] = []
    for i, word in enumerate(words):
        low, begins = bare(word), not kept or bare(kept[-1]) in PREPOSITIONS | DETERMINERS
        if low in PREPOSITIONS:
            if of_only and low != "of":
                break
        elif (not kept and not first) or adverb(low) or low in AUXILIARIES or (not begins and _doing(word)):
            break
        elif not begins and word.islower() and not words[i - 1].islower():
            break  # behind a name or a year
        kept.append(word)
        if word.endswith(","):
            break
    while kept and bare(kept[-1]) in PREPOSITIONS | DETERMINERS:
        kept.pop()
    return [word.rstrip(",") if i == len(kept) - 1 else word for i, word in enumerate(kept)]
