"""A follow-up made to stand alone, by rules over the conversation or by a language model.

The rules fill in what a follow-up leaves out: pronouns ("Why did it leave?", pronouns.py), definite short forms ("When
did that law pass?") and ellipsis ("And Brazil?", "What about 1992?", "Why?", ellipsis.py). Where they can't tell, the
follow-up stays as typed, followed by what the conversation is about. This file doesn't know what is searched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.answer import Turn
from assistant.follow_ups import foreign_sequels
from assistant.follow_ups.about_answers import asks_note, asks_rewriting, asks_where
from assistant.follow_ups.bare_words import BARE, bare_word
from assistant.follow_ups.correcting import ADDED, Correction, corrected, correction, is_question
from assistant.follow_ups.ellipsis import (
    ABOUT,
    AUXILIARY,
    CONNECTIVE,
    ELLIPSIS,
    ONE,
    WH,
    asks_which,
    is_counting,
    sibling,
    swapped,
    whole,
)
from assistant.follow_ups.in_turn import in_turn, is_in_turn
from assistant.follow_ups.pronouns import (
    PRONOUN,
    SHORT_FORM,
    Antecedents,
    antecedents,
    fill_pronouns,
    fill_short_form,
    is_person,
    may_be_person,
    of_study,
)
from assistant.follow_ups.sequels import has_time_to_tell, is_sequel, sequel, with_time
from assistant.follow_ups.topics import (
    MARKERS,
    NAMES_NOTHING,
    SENTENCES,
    names_said,
    statement,
    subjects,
    topics,
    with_topics,
)
from assistant.lookups import small_talk
from assistant.model_text import spoken
from assistant.questions.analysis import names_in
from assistant.words.wording import STOPWORDS, content_words, fold

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TURNS = 6  # of the conversation that a follow-up may lean on
SHORT = 2  # content words of a filled question up to which the rest of the question before is named too
SPARE = 3  # … and up to which its other names are
LONGEST = 400  # characters of a model's rewrite
DEPENDENT = re.compile(
    r"\b(?:else|others?|another|more|instead|too|either|latter|former|there|then|ones?|next)\b", re.I
)
NOT_EVEN = re.compile(r"^(?:and |but )?not(?: [^\s?]+){1,5}\?+$", re.I)  # "Not in 1911?": of what was said
# "Who disagrees?", "Who was older?": of what was said.
WHO = re.compile(
    r"^[Ww]ho (?:(?:is|are|was|were) (?:[a-z]+er|right|wrong|first)"
    r"|(?!(?:is|are|was|were)\b)[a-z]+(?: (?:so|first))?)\?*$"
)
MORE = re.compile(
    r"^(?:and |please |ok(?:ay)?,? )*(?:(?:tell me |say |anything )?more(?: (?:about|on) (?:that|this|it))?|go on"
    r"|continue|carry on|elaborate|(?:explain|expand)(?: (?:that|this|it))?(?: further| more)?)"
    r"(?:,? please)?\s*[.?!]*$",
    re.I,
)
DEFINITE = re.compile(r"\bthe\b", re.I)
THIN = 1  # topics of a question up to which "the diet" may be one that the conversation speaks of


def leans(question: str) -> bool:
    """Whether a question seems to need the conversation before it."""
    if BARE.match(question) or ABOUT.match(question) or CONNECTIVE.match(question) or is_counting(question):
        return True
    if (
        NOT_EVEN.match(question)
        or MORE.match(question)
        or ONE.match(question.rstrip(" ?"))
        or WHO.match(question)
        or asks_which(question)
        or asks_where(question)
        or asks_note(question)
        or is_sequel(question)
        or has_time_to_tell(question)
        or is_in_turn(question)
        or correction(question)
    ):
        return True
    if PRONOUN.search(question) or SHORT_FORM.search(question):
        return True
    if names_in(question):
        return False
    own = topics(question)
    return bool(DEPENDENT.search(question)) or not own or (len(own) <= THIN and bool(DEFINITE.search(question)))


def _asking(text: str) -> str:
    """The last question of a turn that says more than a question."""
    asked = [sentence for sentence in SENTENCES.split(text) if sentence.endswith("?")]
    return asked[-1] if asked else text


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?") or bool(WH.match(text) or AUXILIARY.match(text))


def _without_thanks(question: str) -> str:
    """A question without the "Thanks." or "Interesting!" before it."""
    sentences = SENTENCES.split(question)
    while len(sentences) > 1 and not sentences[0].endswith("?") and all(map(_says_nothing, sentences[0].split())):
        sentences = sentences[1:]
    return " ".join(sentences)


def _says_nothing(word: str) -> bool:
    plain = fold(word.strip(".,!"))
    return bool(NAMES_NOTHING.fullmatch(plain)) or plain in STOPWORDS | {"good", "see", "right", "understood"}


def that_ask(history: Sequence[Turn]) -> list[Turn]:
    """The turns of a conversation without those that ask nothing new of the documents, and what was replied to them."""
    kept: list[Turn] = []
    talk = False
    for turn in history:
        if turn.role == "user":
            of_answer = asks_where(turn.text) or asks_note(turn.text) or asks_rewriting(turn.text)
            talk = of_answer or small_talk.reply(turn.text, tuple) is not None
        if not talk:
            kept.append(turn)
    return kept


@dataclass(frozen=True, slots=True)
class Before:
    """What goes before a follow-up: the latest turns, the place `at` of the last question among them, that question as
    it stands alone (`previous`), and whether it did as typed (`alone`): it may be a follow-up itself."""

    turns: tuple[Turn, ...]
    at: int
    previous: str
    alone: bool

    @property
    def last(self) -> str:
        """The last question as typed."""
        return self.turns[self.at].text

    @property
    def answer(self) -> str:
        """Its answer; empty where it was refused."""
        return statement(self.turns[self.at :])

    @property
    def about(self) -> list[str]:
        """What the conversation is about."""
        return subjects(self.turns)


def _before(history: Sequence[Turn]) -> Before | None:
    """What goes before a follow-up; None where nothing was asked."""
    asking = that_ask(history)
    turns = tuple(asking[-TURNS:])
    users = [i for i, turn in enumerate(turns) if turn.role == "user" and turn.text.strip()]
    if not users:
        return None
    last = turns[users[-1]].text
    first = len(users) == 1 and len(asking) <= TURNS
    alone = _is_question(last) and (first or not leans(last)) and len(SENTENCES.split(last)) == 1
    previous = _asking(last if alone else by_rules(last, turns[: users[-1]]))
    return Before(turns, users[-1], previous, alone)


def _put_right(put: Correction, question: str, before: Before) -> str:
    """The last question with what a correction means in its place; where that can't be told, the correction with what
    the conversation is about."""
    others = [name for turn in reversed(before.turns) for name in names_said(statement([turn]) or turn.text)]
    made = corrected(before.previous, put, others)
    if made is None:
        return with_topics(question, [*names_in(before.previous), *before.about])
    if PRONOUN.search(made) and not PRONOUN.search(before.previous):
        return fill_pronouns(made, antecedents(before.turns[before.at :], before.previous))[0]
    return made


def by_rules(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leaves to the conversation filled in; itself where it leans on nothing.

    A pronoun is replaced only where the question before stood alone: further into a conversation its antecedent is a
    guess, and what the conversation is about is added instead.
    """
    question = " ".join(question.split())
    before = _before(history) if leans(question) else None
    if before is None:
        return question
    if asks_where(question):
        return before.previous
    if MORE.match(question):
        return with_topics("Tell me more", before.about)
    if (put := correction(question)) is not None:
        anew = put.wanted[:1].upper() + put.wanted[1:]
        return by_rules(f"{anew}?", history) if is_question(put.wanted) else _put_right(put, question, before)
    question = _of_those_named(_without_thanks(question), before.turns)
    if not leans(question):
        return question
    sentences = SENTENCES.split(question)
    if len(sentences) > 1:
        return question if any(names_in(sentence) for sentence in sentences) else with_topics(question, before.about)
    if _is_question(before.previous):
        made, question = _of_the_last(question, before)
        if made is not None:
            return made
    return with_time(_with_antecedents(question, before), before.previous, before.answer)


def _of_the_last(question: str, before: Before) -> tuple[str | None, str]:
    """A follow-up that leaves most of its question to the last one, made whole; None and the follow-up where it has a
    question of its own, of which pronouns may be left."""
    previous, answer, last = before.previous, before.answer, before.last
    if BARE.match(question):
        return bare_word(previous, question, answer) or with_topics(question, before.about), question
    named = [*names_in(previous), *before.about]
    if is_sequel(question):
        return sequel(previous, question, answer) or with_topics(question, named), question
    if made := whole(previous, question):
        return (made, question) if not PRONOUN.search(made) or PRONOUN.search(previous) else (None, made)
    elliptic = ABOUT.match(question) or ONE.match(question.rstrip(" ?"))
    if elliptic and not PRONOUN.search(question) and (match := ELLIPSIS.match(question)):
        if is_in_turn(last) and (made := sibling(last, match["rest"].split()[-1])):
            # "And the second?" after "What did the first one write?"
            return by_rules(made, before.turns[: before.at]), question
        return swapped(previous, match["rest"]) or with_topics(question, named), question
    return None, question


def _with_antecedents(question: str, before: Before) -> str:
    """A follow-up with a question of its own, its pronouns replaced; with what the conversation is about where they
    can't be, or none shows what it leans on."""
    found = antecedents(before.turns[before.at :], before.previous)
    filled = CONNECTIVE.sub("", fill_short_form(question, before.turns, found.every)).strip()
    if before.alone:
        return _filled(question, filled, found)
    if any(match["person"] for match in PRONOUN.finditer(filled)):
        people = _person(found, before)
        filled = fill_pronouns(filled, found, people[0])[0] if people else filled
        left = any(match["person"] for match in PRONOUN.finditer(filled))  # another's
        return with_topics(filled, before.about) if left else filled
    return filled if names_in(filled) else with_topics(filled, [*filter(None, (found.given,)), *before.about])


def _person(found: Antecedents, before: Before) -> list[str]:
    """Whom "he" may mean further into a conversation, the likeliest first."""
    asked = [found.named] if found.person and found.named and not PRONOUN.search(before.previous) else []
    likely = asked or _same_person(before.last, before.previous)
    return likely or [topic for topic in before.about if is_person(topic)] or _people_said(before.turns)


def _of_those_named(question: str, turns: Sequence[Turn]) -> str:
    """ "the first one", "which of them" with the names that the latest turn which joins some names together gives."""
    users = [i for i, turn in enumerate(turns) if turn.role == "user"]
    for at, end in zip(reversed(users), [len(turns), *reversed(users)], strict=False):
        filled = in_turn(question, turns[at].text, statement(turns[at:end]))
        if filled != question:
            return filled
    return question


def _same_person(last: str, previous: str) -> list[str]:
    """Whom "he" of the last question was found to mean: whom the next "he" goes on to mean."""
    if PRONOUN.search(previous):
        return []
    if ABOUT.match(last) and len(names := names_in(last)) == 1 and may_be_person(names[0]):
        return list(names)  # "And Brandt?"
    if not any(match["person"] for match in PRONOUN.finditer(last)):
        return []
    filled = [name for name in names_in(ADDED.sub("?", previous)) if name not in names_in(last)]
    return filled if len(filled) == 1 else []


def _people_said(turns: Sequence[Turn]) -> list[str]:
    """The persons whom the answers name, of the latest first."""
    answers = [statement([turn]) for turn in reversed(turns) if turn.role == "assistant"]
    return [name for answer in answers for name in names_said(answer) if is_person(name)]


def _filled(question: str, filled: str, found: Antecedents) -> str:
    """The question with its pronouns replaced from the one before; with that one's topics where it has none."""
    if (of := of_study(filled, found)) is not None:
        return with_topics(of, found.about)  # which study it is stays to be told
    filled, used = fill_pronouns(filled, found)
    filled = filled[:1].upper() + filled[1:]
    left = any(match["thing"] or match["many"] or match["person"] for match in PRONOUN.finditer(filled))
    if used and not left and len(content_words(filled)) > SHORT:
        names = [topic for topic in found.about if names_in(topic)]
        return with_topics(filled, names) if len(content_words(filled)) <= SPARE else filled
    if not used and not left and filled.lower() != CONNECTIVE.sub("", question).strip().lower():
        return filled
    return with_topics(filled, [*filter(None, (found.named or found.given,)), *found.about])


def by_model(question: str, history: Sequence[Turn], model: BaseChatModel) -> str | None:
    """A model's rewrite, or None where it fails, runs on or loses the question."""
    said = "\n".join(f"{turn.role}: {' '.join(MARKERS.sub('', turn.text).split())[:600]}" for turn in history[-TURNS:])
    human = prompts.REWRITE_HUMAN.format(history=said, question=question)
    try:
        text = str(model.invoke([("system", prompts.REWRITE_SYSTEM), ("human", human)]).text)
    except Exception:  # whatever a provider raises: the rules do it
        return None
    text = " ".join(spoken(text).split()).strip('"“” ')
    kept = set(content_words(CONNECTIVE.sub("", question)))
    lost = kept - set(content_words(text))
    return text if text and len(text) <= LONGEST and len(lost) <= len(kept) / 2 else None


def standalone(question: str, history: Sequence[Turn], model: BaseChatModel | None = None) -> str:
    """The question with what it leaves to the conversation filled in, by the model where there is one."""
    question = " ".join(question.split())
    elsewhere = _elsewhere(question, history)
    if not history or not (elsewhere or leans(question)):
        return question
    made = by_model(question, history, model) if model is not None and not asks_where(question) else None
    return made or elsewhere or by_rules(question, history)


def _elsewhere(question: str, history: Sequence[Turn]) -> str | None:
    """A follow-up in another language than English, made to stand alone; None where it is none."""
    turns = that_ask(history)[-TURNS:]
    users = [i for i, turn in enumerate(turns) if turn.role == "user" and turn.text.strip()]
    if not users:
        return None
    last = turns[users[-1]].text
    previous = _elsewhere(last, turns[: users[-1]]) or last
    if not foreign_sequels.leans_on(question, previous):
        return None
    return foreign_sequels.stands_alone(question, previous, statement(turns[users[-1] :]))
