"""Whether passages bear out what a question takes for granted: "Why did Japan leave the forum?" of documents that say
it stayed.

The presumed claim (presuming.py) is laid beside the best sentences and passages: by rules, and by a judge where there
is one. This file doesn't know how sure an answer is: refusing.py weighs.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from textwrap import shorten

from assistant.claims.evidence import findings
from assistant.claims.order import turned
from assistant.protocols import Judge
from assistant.questions.clauses import BEFORE_NOUNS
from assistant.questions.presuming import MODAL, Presumed
from assistant.refusals import contrary, deeds, lasting, members, objections, otherwise
from assistant.words.kindred import kindred, told_by
from assistant.words.lexicon import OPPOSITES, PLACES
from assistant.words.saying_verbs import HEARSAY, OPINION
from assistant.words.wording import content_words, stem, words

NEAREST = 2  # sentences, and passages, that a presumed claim is laid beside
AFFIRMING = 5  # sentences of which one may say what a nearer one seems to deny
TELLING = 0.3  # from which one of a premise's doubts is told
HOLDING = frozenset(stem(verb) for verb in OPINION | HEARSAY)  # "he thinks that it was not": of what is held
BORNE_OUT = 0.5  # probability of support from which a passage bears a presumed claim out
LONGEST_TOLD = 200  # characters of a clause
READ = 3  # passages whose words count
# Verbs that say too little by themselves to be missed.
_WEAK = """do be have is was were are happen mean say come go get take make find use become give call name see think say
describe mention argue bring put turn keep let hold
exist last want wish like occur
form consist comprise compose constitute contain include belong matter appear stand lie"""
WEAK = frozenset(stem(word) for word in _WEAK.split())
# Words that say nothing by themselves of what a document tells: of saying, holding and doing at all, and of asking.
_EMPTY = """state hold believe argue claim deny maintain assert insist suggest tell write speak talk regard
consider know want wish try seem appear become raise bring put let keep turn begin start happen went
gone came gave took made got held kept told thought knew said became began brought summarise
summarize sum outline explain section chapter page passage denies denied tries tried goes puts lets
sees paragraph himself herself itself themselves really actually real exactly ever today please
hello thanks preparing among amongst amid towards cause prompt prompted induce compel compelled motivate spur"""
EMPTY = WEAK | frozenset(stem(word) for word in _EMPTY.split())
NEGATIVE = frozenset(stem(word) for word in ("not", "never", "neither", "nobody", "refused", "declined"))
# That something can't or shouldn't be done doesn't say that it wasn't.
PRESCRIBES = re.compile(r"\b(?:cannot|can(?:[’']t| not)|(?:should|must|need|ought)(?:n[’']t| not))\b", re.I)
NO_EVIDENCE = re.compile(
    r"\b(?:no|little|hardly any|nor any)\s+(?:\w+\s+)?(?:evidence|proof|sign|indication|record|trace)s?\b[^,.;:]{0,30}?"
    r"\b(?:that|of|for)\s+(?P<what>[^;:]+)",
    re.I,
)
# "Korver had taken no part in it": who led it, joined it or fought in it did.
NO_PART = re.compile(
    r"\b(?:(?P<who>[\w’'-]+)\s+)?(?:(?:had|has|have|having)\s+)?(?:(?:t[ao]ke?n?|took|taking|had|have|has|having|played?)\s+no\s+(?:part|share|hand|role)"
    r"\s+in|nothing to do with|stay(?:ed|ing)? (?:out of|away from)|kept (?:out of|away from|aloof from))\b",
    re.I,
)
NEGATION = re.compile(
    r"\b(?:not|never|no|none|nothing|nobody|neither|nor|without|(?:fail|refus|declin)\w*|cannot)\b|n[’']t\b", re.I
)
AHEAD, BEHIND = 5, 2  # words before and behind a verb at which a negative is its own
# Who refuses isn't denied to by a "not": "they thought that we should not judge".
_NEGATING = "refuse decline fail deny reject omit neglect avoid lack prevent abstain"
NEGATING = frozenset(stem(word) for word in _NEGATING.split())
# What isn't done until a time is done then: "lawyers were not admitted until 1660".
NOT_UNTIL = re.compile(r"\b(?:not|never)\b(?=(?:(?!\bany\b)[^.;:]){0,60}\b(?:until|till|before)\b)", re.I)
NO_NAMES = frozenset({"he", "she", "they", "it", "who", "and", "though", "but", "had", "having"})
_TAKING_PART = """lead join support fight organise organize direct command start plan participate rebel help head chair
serve enter begin launch provoke incite"""
TAKING_PART = frozenset(stem(word) for word in _TAKING_PART.split())
# "was revoked by Louis": who did it, in the passive.
BY_AGENT = re.compile(
    r"\b(?P<verb>[a-z]+)\s+(?:\w+ly\s+)?by\s+(?P<who>(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:of|the|and|de|van|von|[A-Z][\w’'-]*))*)"
)
NO_AGENT = re.compile(rf"^(?:the\s+)?(?:{'|'.join(month_name[1:])})\b")
SPOKEN_OF = 0.5  # of a claim's words and more stand in a sentence that denies it without its verb
NEGATED = 3  # words behind a negative that it denies: "not to send troops"


@dataclass(frozen=True, slots=True)
class Premise:
    """A presumed claim and what the passages make of it, each from 0 to 1: `against`, how surely the judge finds it
    contradicted, where no passage bears it out; `denied`, whether a near sentence denies it; `unsaid`, how much else of
    it stands in a passage while what is done stands in none."""

    presumed: Presumed
    against: float = 0.0
    denied: float = 0.0
    unsaid: float = 0.0

    @property
    def doubtful(self) -> bool:
        """Whether something speaks against the claim."""
        return max(self.against, self.denied, self.unsaid) >= TELLING

    @property
    def said(self) -> str:
        """What a refusal says of the claim: that it is denied, or isn't found."""
        if self.spoken_against:
            clause = _short(self.presumed.told)
            return f"The question takes for granted that {clause}; the nearest passages speak against it."
        return f"The passages found do not say that {_short(self.presumed.told)}."

    @property
    def spoken_against(self) -> bool:
        """Whether a passage contradicts or denies the claim."""
        return max(self.against, self.denied) >= TELLING

    @property
    def doubt(self) -> str:
        """What is said of the claim beside an answer that is given all the same."""
        if self.spoken_against:
            return self.said
        return f"The passages found do not say in so many words that {_short(self.presumed.told)}."


def _short(clause: str) -> str:
    """A clause as it is told: a long question isn't told whole."""
    return shorten(clause, LONGEST_TOLD, placeholder=" …")


def pairs(presumed: Presumed, passages: Sequence[str]) -> list[tuple[str, str]]:
    """What a judge is asked of a presumed claim: the claim beside each of the best passages."""
    return [(presumed.claim, text) for text in passages[:NEAREST]]


def examine(
    presumed: Presumed,
    sentences: Sequence[str],
    passages: Sequence[str],
    judge: Judge | None,
    elsewhere: Collection[str] = (),
) -> Premise:
    """What passages and their best sentences, best first, make of a presumed claim; `elsewhere` are those of the
    passages that stand in another document than the best.

    Raises whatever the judge raises.
    """
    against, denied = 0.0, _denied(presumed, sentences) or _undone(presumed, sentences[:NEAREST], passages[:1])
    if judge is not None and passages:
        judged = judge.judge(pairs(presumed, passages))
        # A passage about something like it ("another harbour was dredged") doesn't speak against what one bears out.
        if max(one.supported for one in judged) < BORNE_OUT:
            against = max(0.0, max(one.contradicted for one in judged) - 0.5) * 2
        # Nor does a passage whose best sentence says it: among others a sentence is easily overlooked.
        if against >= TELLING and sentences and not denied:
            said = judge.judge([(presumed.claim, text) for text in sentences[:NEAREST]])
            if max(one.supported for one in said) >= BORNE_OUT or _affirmed(presumed, sentences[:NEAREST]):
                against = 0.0
    denied = denied or otherwise.told(presumed, sentences[:NEAREST], passages[:READ])
    denied = denied or contrary.told(presumed, sentences[:AFFIRMING], sentences[:AFFIRMING])
    denied = denied or members.told(presumed, sentences[:NEAREST], sentences[:AFFIRMING])
    denied = denied or lasting.unlasting(presumed, sentences[:AFFIRMING])
    unsaid = float(otherwise.told_elsewhere(presumed, passages))
    return Premise(
        presumed,
        against=against,
        denied=float(denied),
        unsaid=max(unsaid, _unsaid(presumed, passages[:READ], elsewhere)),
    )


def _affirmed(presumed: Presumed, sentences: Sequence[str]) -> bool:
    """Whether a sentence says of the same one who does it that it is done: with the very verb, and nothing denied."""
    verb, doer = _verb(presumed), content_words(presumed.subject)
    if not doer or verb in WEAK or NEGATION.search(presumed.clause):  # "was never elected" isn't said by "was elected"
        return False
    return any(
        verb in there and not set(there) & NEGATIVE and all(deeds.same_word(word, there) for word in doer)
        for there in map(words, sentences)
    )


def _denied(presumed: Presumed, sentences: Sequence[str]) -> bool:
    """Whether a sentence denies a claim, says that what is done was not, or says the opposite while none says it."""
    of_deed = kindred(_verb(presumed))
    sentences = [NOT_UNTIL.sub(" ", deeds.unlessened(of_deed, text)) for text in sentences]
    if not MODAL & set(presumed.clause.split()):
        sentences = [PRESCRIBES.sub("", text) for text in sentences]
    near = sentences[:NEAREST]
    if any(deeds.excepted(presumed.subject, text) for text in near):
        return True
    if "never" in presumed.clause.split():
        return any(_done_after_all(presumed, text) for text in near)
    if any(_unevidenced(presumed, text) for text in near):
        return True
    if any(_no_part(presumed, text) for text in near) or _by_another(presumed, sentences[:AFFIRMING]):
        return True
    sentences = [NO_PART.sub(" ", text) for text in sentences]  # a "no" of its own, which is heard above
    sentences = [objections.own_words(content_words(presumed.subject), text) for text in sentences]
    near = sentences[:NEAREST]
    conflicts = [{found.kind for found in findings(presumed.claim, text) if found.conflict} for text in near]
    if any("negation" in kinds and _bears_on(presumed, i, sentences) for i, kinds in enumerate(conflicts)):
        return True
    verb = _verb(presumed)
    if any(verb in words(text) and _said_opposite(presumed.claim, text) for text in near):
        return True
    if not verb or verb in WEAK:
        return False
    alike, read = kindred(verb), [words(text) for text in sentences[:AFFIRMING]]
    if not any(alike & set(there) for there in read):
        return any(_opposed(presumed, text) for text in near)
    doer = content_words(presumed.subject)
    for text, there in zip(sentences[:NEAREST], read, strict=False):
        if _done_there(presumed, text):
            continue
        if any(word in NEGATIVE and alike & set(there[i + 1 : i + 1 + NEGATED]) for i, word in enumerate(there)):
            return True
        if doer and alike & set(there) and all(deeds.same_word(word, there) for word in doer):
            return False  # "it dispatched troops", before another sentence has its "decision not to send troops"
    return False


def _undone(presumed: Presumed, sentences: Sequence[str], passages: Sequence[str]) -> bool:
    """Whether the nearest passage says that what is presumed to be done was done to nothing, or the nearest sentences
    that who is presumed to do it stood against it, did the opposite, or had it done to them."""
    verb, doer = _verb(presumed), presumed.subject
    if not verb or MODAL & set(presumed.clause.split()):
        return False
    if verb in WEAK:
        return deeds.went_without(presumed.clause, doer, verb, " ".join(sentences))
    if any(deeds.nothing_done(verb, text) for text in passages):
        return True
    near, acted_on = " ".join(sentences), presumed.clause.removeprefix(doer)
    if any(found.kind == "verb" for text in sentences for found in turned(presumed.claim, text)):
        return True
    if any(deeds.of_the_other(presumed.clause, verb, text) for text in sentences):
        return True
    return bool(doer) and (
        deeds.went_without(presumed.clause, doer, verb, near)
        or deeds.stood_against(doer, verb, near)
        or deeds.opposite_done(presumed.clause, doer, verb, near)
        or deeds.done_the_other_way(acted_on, doer, verb, near)
    )


def _said_opposite(claim: str, text: str) -> bool:
    """Whether a sentence has the opposite of a word of the claim: of no preposition's, as "before" another event."""
    found = [one.span for one in findings(claim, text) if one.kind == "antonym" and one.conflict and one.span]
    return any(claim[span.start : span.end].lower() not in BEFORE_NOUNS for span in found)


def _opposed(presumed: Presumed, text: str) -> bool:
    """Whether a sentence has the opposite of what is presumed to be done: "joined" of "Riga left the league"."""
    there = set(re.findall(r"\w+", text.lower()))
    deed = [word for word in re.findall(r"\w+", presumed.clause.lower()) if stem(word) == _verb(presumed)]
    return any(there & set(OPPOSITES.get(word, ())) for word in deed)


def _done_after_all(presumed: Presumed, text: str) -> bool:
    """Whether a sentence says plainly of the same doer and the same thing that it is done, which never was."""
    there, claim = words(text), set(content_words(presumed.claim))
    doer = content_words(presumed.subject)
    same = (
        bool(doer)
        and all(deeds.same_word(word, there) for word in doer)
        and len(claim & set(there)) > SPOKEN_OF * len(claim)
    )
    return same and _plainly_done(presumed, text)


def _unevidenced(presumed: Presumed, text: str) -> bool:
    """Whether a sentence says that nothing shows what is presumed to be done: "no evidence suggests that it was"."""
    claim, doer = set(content_words(presumed.claim)), content_words(presumed.subject)
    unshown = [set(words(match["what"])) for match in NO_EVIDENCE.finditer(text)]
    return any(
        kindred(_verb(presumed)) & what
        and all(deeds.same_word(word, list(what)) for word in doer)
        and len(claim & what) > SPOKEN_OF * len(claim)
        for what in unshown
    )


def _no_part(presumed: Presumed, text: str) -> bool:
    """Whether a sentence says that who is presumed to lead, to join or to fight took no part in what it speaks of."""
    doer, verb = content_words(presumed.subject), _verb(presumed)
    taking = verb in TAKING_PART or re.search(r"\b(?:take|took|taken) part\b", presumed.clause)
    match = NO_PART.search(text) if doer and taking else None
    if match is None:
        return False
    before = text[: match.start("who")] if match["who"] else text[: match.start()]
    pronoun = (match["who"] or "").lower() in NO_NAMES
    phrase = deeds.CLAUSE_ENDS.split(text[: match.end("who")])[-1].rpartition(",")[2] if match["who"] else before
    named = words(before if pronoun else phrase)
    rest = set(content_words(presumed.claim)) - set(doer) - {verb}
    return all(deeds.same_word(word, named) for word in doer[-1:]) and bool(rest & set(words(text)))


def _by_another(presumed: Presumed, sentences: Sequence[str]) -> bool:
    """Whether a sentence says that another did what someone is presumed to have done, and none says that they did:
    "revoked by Louis" of "Henry revoked it". Both must be people, or nations: a king's act is his country's."""
    claimed = BY_AGENT.search(presumed.clause)
    verb = stem(claimed["verb"]) if claimed else _verb(presumed)
    doer = claimed["who"] if claimed else presumed.subject
    wanted = content_words(doer)
    what = presumed.subject if claimed else presumed.clause.removeprefix(presumed.subject)
    thing = set(content_words(what)) - {verb, stem(_past(presumed))}
    if not wanted or not thing or (not doer[:1].isupper() and not doer.lower().startswith("the ")):
        return False
    found = False
    for text in sentences:
        there = words(text)
        if verb in there and any(deeds.same_word(word, there) for word in wanted) and thing & set(there):
            agents = [match["who"] for match in BY_AGENT.finditer(text) if stem(match["verb"]) == verb]
            if not agents or any(set(content_words(agent)) & set(wanted) for agent in agents):
                return False
        for match in BY_AGENT.finditer(text):
            own = content_words(match["who"])
            same = stem(match["verb"]) == verb and 2 * len(thing & set(words(text[: match.start()]))) >= len(thing)
            if same and own and not NO_AGENT.match(match["who"]) and _nation(match["who"]) == _nation(doer):
                found = found or not any(deeds.same_word(word, own) for word in wanted)
    return found


def _nation(name: str) -> bool:
    """Whether a name is a nation's or a body's rather than a person's."""
    plain = name.removeprefix("the ").removeprefix("The ")
    return plain != name or plain.split()[0] in PLACES or plain.split()[0] in PLACES.values()


def _bears_on(presumed: Presumed, denying: int, sentences: Sequence[str]) -> bool:
    """Whether what a sentence denies is what the claim says is done: it speaks of that too, and no sentence that has as
    much of the claim says it plainly ("Schmidt refused to intern the settlers. They repaid him by …")."""
    if _verb(presumed) in NEGATING or _plainly_done(presumed, sentences[denying]):
        return False
    if _done_there(presumed, sentences[denying]):
        return False
    claim, there = set(content_words(presumed.claim)), words(sentences[denying])
    shared = claim & set(there)
    verb = _verb(presumed)
    spoken_of = len(shared) > SPOKEN_OF * len(claim)
    if verb in WEAK or verb in NEGATIVE or not (spoken_of or kindred(verb) & set(there)):
        return spoken_of
    plainly = [words(text) for i, text in enumerate(sentences[:AFFIRMING]) if i != denying]
    return not any(verb in own and not set(own) & NEGATIVE and len(claim & set(own)) >= len(shared) for own in plainly)


def _own_words(before: Sequence[str]) -> str:
    """The words before a verb that are its own: those behind an "and"."""
    joint = max((i for i, word in enumerate(before) if word.lower() in ("and", "but", "while")), default=-1)
    return "".join(f"{word} " for word in before[joint + 1 :])


def _plainly_done(presumed: Presumed, text: str) -> bool:
    """Whether a sentence has the very verb with no negative near it: "they should keep nothing and | print it all"."""
    spoken = re.findall(r"[\w’']+", text)
    places = [i for i, word in enumerate(spoken) if words(word)[-1:] == [_verb(presumed)]]
    near = (_own_words(spoken[max(i - AHEAD, 0) : i]) + " ".join(spoken[i : i + 1 + BEHIND]) for i in places)
    return bool(places) and not any(NEGATION.search(part) for part in near)


def _done_there(presumed: Presumed, text: str) -> bool:
    """Whether a sentence that denies something tells plainly that who is presumed to do the deed did it."""
    verb, doer = _verb(presumed), content_words(presumed.subject)
    rest = set(content_words(presumed.clause)) - {verb, *doer}
    return verb not in WEAK | HOLDING and objections.done_there(doer, verb, rest, text)


def _verb(presumed: Presumed) -> str:
    return (words(presumed.verb) or [""])[-1]  # "chair" of "co-chaired"


def _unsaid(presumed: Presumed, passages: Sequence[str], elsewhere: Collection[str] = ()) -> float:
    """How much of a claim but its verb stands in one passage, where no passage tells of what is done in any word for
    it; counted from the half. What another document tells of others, with less of the claim, doesn't tell of it."""
    verb = _verb(presumed)
    if not verb or verb in WEAK or not passages:
        return 0.0
    rest = set(content_words(presumed.claim)) - {verb, stem(_past(presumed))}
    shares = [len(rest & set(content_words(text))) / len(rest) if rest else 0.0 for text in passages]
    pairs_ = zip(passages, shares, strict=True)
    told = [text for text, share in pairs_ if text not in elsewhere or share >= shares[0]]
    modal = MODAL & set(presumed.clause.split())
    tells = deeds.done if not modal else lambda deed, text: bool(set(deed) & set(words(text)))
    wished = not modal and deeds.wished_where_told(told_by(verb), rest, told)
    if (any(tells(told_by(verb), text) for text in told) and not wished) or (
        verb in NEGATING and any(map(NEGATION.search, told))
    ):
        return 0.0
    return max(0.0, max(shares) - 0.5) * 2


def _past(presumed: Presumed) -> str:
    """The verb as the claim writes it."""
    match = re.search(rf"\b{re.escape(presumed.verb[:3])}\w*", presumed.claim)
    return match.group().lower() if match else presumed.verb
