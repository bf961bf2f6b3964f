"""The pronouns and short forms of a follow-up filled in: "it", "their", "she", "that law".

What a pronoun may mean comes from the question before it and its answer. A pronoun whose meaning can't be told stays.
This file doesn't know how a follow-up is otherwise made whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answer import Turn
from assistant.follow_ups.asked_for import DID_WHAT, asked_for, deed, given, named
from assistant.follow_ups.topics import names_said, statement, topics
from assistant.questions.inverting import base_form
from assistant.questions.presuming import AUXILIARIES, Presumed, presumed
from assistant.words.verbs import BASE_FORMS
from assistant.words.wording import content_words, fold, readable, stem, words

ANSWER_SENTENCES = 2  # of the last answer in which an antecedent is looked for
PRONOUN = re.compile(
    r"\b(?P<person>he|she|him|her|his|hers)\b|\b(?P<many>they|them|their|theirs|these|those)\b(?!\s+(?:who|that"
    r"|which)\b)"
    r"|\b(?P<thing>it|its)\b(?!\s+(?:is|was) (?:said|true|possible|likely)\b)"
    r"|\b(?:did|does|is|was|about|of|with|for|to|by|from) (?P<demonstrative>this"
    r"|that)\b(?=\s*[?.,!]|\s*$)",
    re.I,
)
POSSESSIVE = frozenset({"his", "her", "hers", "their", "theirs", "its"})
HERS = frozenset({"she", "her", "hers"})
# "that law", "these principles": a demonstrative with its noun, to be found again in the conversation.
SHORT_FORM = re.compile(
    r"\b(?:this|that|these|those|the same|such an?)\s+((?!(?:is|was|are|were|did|does|do"
    r"|has|have|had"
    r"|of|in|and|or|to|for|said|one|ones|way|time|point|case|kind|question)\b)[a-z][\w\-]+)",
    re.I,
)
# Names that are no person's.
NO_PERSON = re.compile(
    r"\b(?:Commission|Council|Committee|Ministry|Union|League|Agency|Bank|Court|Senate|Parliament|Congress|Office|Party"
    r"|Department|University|Institute|Company|Association|Organi[sz]ation|Forum|Assembly|Board|Group|Nations|States"
    r"|Programme|Program|Fund|Treaty|Act|Law|Pact|Charter|Convention|Agreement|Accord|Bill|War|Society|Federation)\b"
    r"|\b(?:of|for|on)\b"
)
PERSON_NOUN = re.compile(
    r"(?:king|queen|emperor|empress|president|premier|minister|bishop|pope|chair|chairman|chairwoman|woman|man|girl|boy"
    r"|widow|poet|captain|general|judge|nurse|envoy|patient|\w+(?:er|or|ist|ian|ess))",
    re.I,
)
# Things that end as those who do something end.
_THINGS = """factor factors sector vector indicator predictor monitor paper number letter chapter order river border
answer cover power matter parameter cluster center centre computer water winter summer disorder cancer weather error
labor color tumor behavior flavor tower register offer transfer barrier layer marker author fever"""
THINGS = frozenset(_THINGS.split())
# What is said is seldom of who says it: "What does Mill say of liberty? Is it …". A state thinks and regards, too.
SPEAKING = re.compile(
    r"(?:say|argue|write|propose|claim|read|describe|suggest|conclude|recommend|criticise|criticize|explain|define)"
)
DATES = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day|\d+)(?: \d+)*"
)
AGENTS = re.compile(
    r"\w+(?:ers|ors|ists|ians|ants|men|people|children|kids|families|unions|parties|members|states)", re.I
)
# What those who made a study do, and what a study has: "they" of a question about its factors or figures.
RESEARCH = re.compile(
    r"\b(?:software|data ?sets?|samples?|sampled|interview(?:s|ed)?|recruit(?:ed)?|measured?|conclu\w+|analy[sz]\w+"
    r"|methods?|methodology|limitations?|control(?:led)? for|statistic\w*|regressions?|hypothes\w+|findings"
    r"|questionnaires?|cod(?:ed|ing)|randomi[sz]\w+|calculated?|estimated?|funding|participants?)\b",
    re.I,
)
# What is asked of a deed rather than of who did it: "Did it work?".
SUCCEEDS = re.compile(
    r"\b(?:come to|pass|work|help|succeed|fail|matter|suffice|pay off|last|effect|effective|success|successful|enough"
    r"|useful|difference|popular|legal|lawful|worth|purpose|result|consequences?|received|justified)\b",
    re.I,
)
PASSIVE = re.compile(r"\b(?:is|are|was|were)\s+(?:it|this|that)\s+(?:not\s+|ever\s+|also\s+)?([a-z]+)\b", re.I)
# What is put forward, and what it then is.
OFFERS = {
    "propose": "proposal", "suggest": "suggestion", "recommend": "recommendation", "offer": "offer",
    "promise": "promise", "demand": "demand", "request": "request", "order": "order", "plan": "plan",
}  # fmt: skip
NO_SUPERLATIVES = ("forest", "rest", "harvest", "test", "quest", "guest", "chest", "priest", "west")
SUBJECT_OF = re.compile(rf"\b(?:{'|'.join(sorted(AUXILIARIES))})\s+(?:n[o’']t\s+)?$", re.I)
WHAT = re.compile(r"^what (?=d(?:o|id|oes)\b)", re.I)  # whose verb is found as that of "when did …"
THE_STUDY = {"do": "does", "are": "is", "were": "was", "have": "has"}


@dataclass(frozen=True, slots=True)
class Antecedents:
    """What a pronoun may mean.

    `own` are the topics of the question before in its order, `about` those to be named where a pronoun can't be filled;
    `said` the names of its answer. `named` is what the answer puts in the place of what was asked for, `person` whether
    that is a person, `asks_subject` whether it is the subject of `verb`. `several` is what was asked for where it is
    many ("the patients" of "how many patients"), `speaker` who speaks in the question ("What did Mill say …"), `offer`
    what was put forward there ("Mill’s proposal" of "What did Mill propose?"). `deed`
    is what was done, where it is asked what someone did: empty where the answer has no name for it. `given` is the name
    of what it was done to, where that is asked; `does` the verb of one who does something in the question, `places`
    those of its topics at or in which that was.
    """

    own: tuple[str, ...]
    about: tuple[str, ...]
    said: tuple[str, ...]
    named: str = ""
    person: bool = False
    asks_subject: bool = False
    verb: str = ""
    several: str = ""
    speaker: str = ""
    offer: str = ""
    deed: str | None = None
    given: str = ""
    does: str = ""
    places: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, the question's first."""
        return tuple(topic for topic in (self.several, self.named, *self.own, *self.said) if topic)

    def likely(self, kind: str, subject: bool, question: str) -> list[str]:
        """What a pronoun of this kind may mean in a follow-up, the likeliest first: as its subject, or elsewhere."""
        own = list(self.own if subject else self.own[::-1])
        if self.several:
            own = [self.several, *own] if subject or not self.asks_subject else [*own, self.several]
        if kind == "person":
            return [topic for topic in (self.named, *own, *self.said) if topic]
        if kind == "many":
            joined = " and " in self.named or _plural(self.named)
            return [*([self.named] if joined else []), *own] or list(self.said)
        if self.does and (passive := PASSIVE.search(question)):  # "When did she sign it? Where was it signed?"
            same = (base_form(passive[1]) or BASE_FORMS.get(passive[1])) == self.does
            own = list(self.own[::-1]) if same else own
        if self.deed is not None and (SUCCEEDS.search(question) or all(map(may_be_person, self.own))):
            return [self.deed] if self.deed else []
        if self.offer and (SUCCEEDS.search(question) or PASSIVE.search(question)):
            return [self.offer]
        if self.given:  # "What did Lund build? Why did it fall?": hers, or either where she may be a state
            return [self.given] if any(map(is_person, self.own)) else []
        if self.speaker in own:
            others = [topic for topic in own if topic != self.speaker]
            own = others if is_person(self.speaker) else [*others, self.speaker]
        if self.person or self.several or not self.verb:
            return own if subject else [*(one for one in own if one not in self.places), *self.places]
        if not self.asks_subject:
            return [*([self.named] if self.named else []), *own]
        if subject:
            return [self.named] if self.named else []
        # "Which treaty ended the war? Who signed it?": either, but for the same deed ("Who else ended it?").
        return own if stem(fold(self.verb)) in words(question) or not self.named else []


def _with_article(topic: str, text: str) -> str:
    """A topic with "the" where the text has it so, or introduces it with "a"."""
    before = re.search(rf"\b(the|an?)\s+{re.escape(topic)}(?![\w’'-])", text, re.I)
    if before is None or (before[1].lower() != "the" and topic[:1].isupper()):
        return topic
    return f"the {topic}"


def antecedents(turns: Sequence[Turn], previous: str) -> Antecedents:
    """What the pronouns of a follow-up may mean, from the question before and its answer."""
    answer = statement(turns)
    plain = previous.split(" ", 1)[0].lower() in AUXILIARIES  # "Did the guild leave?"
    inverted = f"When {previous[:1].lower()}{previous[1:]}" if plain else WHAT.sub("When ", previous)
    asked, claim = asked_for(previous), presumed(inverted)
    verb = asked.verb if asked and asked.subject else claim.verb if claim else ""
    about = tuple(topics(previous, verb))
    own = [_with_article(topic, previous) for topic in about if not DATES.fullmatch(topic)]
    said = _once(*(_with_article(name, answer) for name in names_said(answer, ANSWER_SENTENCES)))
    speaker = claim.subject if claim and SPEAKING.fullmatch(claim.verb) else ""
    places = tuple(topic for topic in own if re.search(rf"\b(?:at|in|near|from)\s+{re.escape(topic)}", previous))
    common = Antecedents(_once(*own), about, said, speaker=speaker, places=places)
    if asked is None or not (asked.noun or asked.subject):
        return replace(common, **_of_deed(previous, answer, claim))
    of_noun = set(content_words(asked.noun))
    own = [topic for topic in own if not of_noun or not set(content_words(topic)) <= of_noun]
    common = replace(common, own=_once(*own), asks_subject=asked.subject, verb=asked.verb)
    if asked.counted or _plural(asked.noun):
        return replace(common, several=f"the {asked.noun.removeprefix('of ').removeprefix('the ')}")
    found = named(previous, asked, answer)
    person = bool(re.match(r"who", previous, re.I)) or _is_person_noun(asked.noun)
    if not found:
        return replace(common, person=person)
    bare = tuple(_bare(topic) for topic in own)
    return replace(common, about=bare, named=_with_article(found, answer), person=person)


def _of_deed(previous: str, answer: str, claim: Presumed | None) -> dict[str, Any]:
    """What a question of someone's deed and its answer add: the deed, what it was done to, or what was put forward."""
    done = deed(previous, answer) if DID_WHAT.match(previous) else None
    it = given(previous, answer) if done is None else ""
    found: dict[str, Any] = {"deed": done, "given": _with_article(it, answer)}
    if claim and asked_for(previous) is None:
        found["does"] = claim.verb
    if claim and claim.subject and claim.verb in OFFERS and WHAT.match(previous):
        found["offer"] = f"{claim.subject}’{'' if claim.subject.endswith('s') else 's'} {OFFERS[claim.verb]}"
    return found


def _once(*several: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(several))


def _is_person_noun(noun: str) -> bool:
    last = noun.split()[-1].lower() if noun else ""
    return bool(PERSON_NOUN.fullmatch(last)) and last not in THINGS


def _plural(topic: str) -> bool:
    last = topic.split()[-1] if topic.split() else ""
    return last in ("people", "men", "women", "children") or (
        last.endswith("s") and not last.endswith(("ss", "us", "is", "’s", "'s"))
    )


def _bare(topic: str) -> str:
    return topic.removeprefix("the ")


def _is_noun(topic: str) -> bool:
    """Whether a run of content words can stand for a thing: not "exercised actively", nor "the largest"."""
    bare = _bare(topic)
    last = bare.split()[-1]
    superlative = bool(re.fullmatch(r"[a-z]{3,}est", bare)) and not bare.endswith(NO_SUPERLATIVES)
    return not (superlative or re.fullmatch(r"[a-z]+ly", last) or re.match(r"[a-z]+ed\b", bare))


def _fits(kind: str, topic: str) -> bool:
    """Whether a pronoun of this kind may stand for the topic."""
    bare = _bare(topic)
    name = bare[:1].isupper()
    if kind == "person":
        person = name and not bare.isupper() and not NO_PERSON.search(bare) and bare == topic
        return person or (not name and _is_person_noun(bare))
    if not _is_noun(topic):
        return False
    return _plural(topic) or name if kind == "many" else not _plural(topic) or name


def may_be_person(topic: str) -> bool:
    """Whether "he" or "she" may stand for a topic."""
    return _fits("person", topic)


def is_person(topic: str) -> bool:
    """Whether a topic may be a person's full name."""
    return len(topic.split()) > 1 and _fits("person", topic)


def _agents(topic: str) -> bool:
    last = _bare(topic).split()[-1].lower()
    return _bare(topic)[:1].isupper() or bool(AGENTS.fullmatch(last) and last not in THINGS and last[:-1] not in THINGS)


def of_study(question: str, found: Antecedents) -> str | None:
    """ "they" as those who made the study, where the question is of a study's making and nobody else can be meant."""
    many = re.search(
        r"\b(?P<helping>do|did|are|were|have|had|has|can|could)\s+they\b|\b(?P<owner>their)\b", question, re.I
    )
    if many is None or not RESEARCH.search(question) or any(_agents(topic) for topic in found.every if _plural(topic)):
        return None
    if many["owner"]:
        return f"{question[: many.start()]}the study’s{question[many.end() :]}"
    helping = many["helping"]
    return f"{question[: many.start()]}{THE_STUDY.get(helping.lower(), helping)} the study{question[many.end() :]}"


def fill_pronouns(question: str, found: Antecedents, person: str = "") -> tuple[str, list[str]]:
    """The question with its pronouns replaced, and the topics used; the second "it" takes another topic."""
    own = set(content_words(question))
    used: list[str] = []
    chosen: dict[str, str] = {}

    def replaced(match: re.Match[str]) -> str:
        kind = next(name for name, value in match.groupdict().items() if value)
        word = (match["demonstrative"] or match.group()).lower()
        possessive = word in POSSESSIVE and bool(re.match(r"\s+\w", match.string[match.end() :]))
        who = f"{kind}, {word in HERS}" if kind == "person" else kind  # "he" and "her" are two
        if who in chosen and (possessive or kind == "person"):
            topic = chosen[who]
        elif person and kind == "person" and chosen:
            return match.group()
        else:
            before = match.string[: match.start()]
            subject = possessive or bool(SUBJECT_OF.search(before)) or not content_words(before)
            likely = found.likely("thing" if kind == "demonstrative" else kind, subject, question)
            free = [topic for topic in likely if not set(content_words(topic)) <= own]
            if kind == "person" and person:
                free = [person]
            people = {word for one in (person, *used) if kind != "many" for word in content_words(one)}
            free = [topic for topic in free if topic == person or not people & set(content_words(topic))]
            # "Who …" asks for a person, of whatever form the name.
            asked = {person, found.named if found.person else ""} if kind == "person" else set()
            fitting = [topic for topic in free if topic not in used and (topic in asked or _fits(kind, topic))]
            if kind == "many":
                fitting = [topic for topic in fitting if _plural(topic)] or fitting
                if len(fitting) > 1 and not _plural(fitting[0]):  # "they" as one of several names: a guess
                    return match.group()
            if not fitting or (kind == "many" and not _plural(fitting[0]) and is_person(fitting[0])):
                return match.group()
            topic = fitting[0]
            used.append(topic)
            chosen[who] = topic
        if kind == "demonstrative":
            return match.group()[: -len(word)] + topic
        if possessive:
            return f"{topic}’{'' if topic.endswith('s') else 's'}"
        return topic

    return PRONOUN.sub(replaced, question), used


def fill_short_form(question: str, history: Sequence[Turn], known: Sequence[str]) -> str:
    """ "that law" with the name the conversation gives it ("the PKO Law"), where one ends in that noun."""

    def replaced(match: re.Match[str]) -> str:
        noun = stem(fold(match[1]))
        singular = re.match(r"(?:this|that)\b", match.group(), re.I)
        if singular and re.search(r"[^s]s$", match[1]):  # "that sounds": a verb
            return match.group()
        said = [_bare(t) for t in known if words(t) and words(t)[-1] == noun and len(_bare(t).split()) > 1]
        if not said:
            for turn in reversed(history):
                said += [t for t in topics(readable(turn.text)) if words(t)[-1:] == [noun] and len(t.split()) > 1]
        return f"the {said[0]}" if said else match.group()

    return SHORT_FORM.sub(replaced, question)
