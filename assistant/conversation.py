"""A follow-up made to stand alone, by rules over the conversation or by a language model.

The rules fill in what a follow-up leaves out: pronouns ("Why did it leave?", pronouns.py), definite short forms ("When
did that law pass?") and ellipsis ("And Brazil?", "What about 1992?", "Why?", ellipsis.py). Where they can't tell, the
follow-up stays as typed, followed by what the conversation is about. This file doesn't know what is searched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.answer import Turn
from assistant.ellipsis import ABOUT, AUXILIARY, BARE, CONNECTIVE, ELLIPSIS, WH, bare_word, is_counting, swapped, whole
from assistant.model_text import spoken
from assistant.pronouns import (
    PRONOUN,
    SHORT_FORM,
    Antecedents,
    antecedents,
    fill_pronouns,
    fill_short_form,
    is_person,
    of_study,
)
from assistant.questions import names_in
from assistant.topics import MARKERS, NAMES_NOTHING, SENTENCES, statement, subjects, topics, with_topics
from assistant.wording import STOPWORDS, content_words, fold

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TURNS = 6  # of the conversation that a follow-up may lean on
SHORT = 2  # content words of a filled question up to which the rest of the question before is named too
SPARE = 3  # … and up to which its other names are
LONGEST = 400  # characters of a model's rewrite
DEPENDENT = re.compile(
    r"\b(?:else|others?|another|more|instead|too|either|latter|former|there|then|ones?|next)\b", re.I
)
DEFINITE = re.compile(r"\bthe\b", re.I)
THIN = 1  # topics of a question up to which "the diet" may be one that the conversation speaks of


def leans(question: str) -> bool:
    """Whether a question seems to need the conversation before it."""
    if BARE.match(question) or ABOUT.match(question) or CONNECTIVE.match(question) or is_counting(question):
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


def by_rules(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leaves to the conversation filled in; itself where it leans on nothing.

    A pronoun is replaced only where the question before stood alone: further into a conversation its antecedent is a
    guess, and what the conversation is about is added instead.
    """
    question = " ".join(question.split())
    turns = list(history)[-TURNS:]
    users = [i for i, turn in enumerate(turns) if turn.role == "user" and turn.text.strip()]
    if not users or not leans(question):
        return question
    question = _without_thanks(question)
    last = turns[users[-1]].text
    sentences = SENTENCES.split(question)
    first = len(users) == 1 and len(history) <= TURNS
    alone = _is_question(last) and (first or not leans(last)) and len(SENTENCES.split(last)) == 1
    # The question before may itself be a follow-up: it is made to stand alone first.
    previous = _asking(last if alone else by_rules(last, turns[: users[-1]]))
    if len(sentences) > 1:
        return question if any(names_in(sentence) for sentence in sentences) else with_topics(question, subjects(turns))
    answer = statement(turns[users[-1] :])
    if _is_question(previous):
        if BARE.match(question):
            return bare_word(previous, question, answer) or with_topics(question, subjects(turns))
        if made := whole(previous, question):
            if not PRONOUN.search(made) or PRONOUN.search(previous):
                return made
            question = made
        elif ABOUT.match(question) and not PRONOUN.search(question) and (match := ELLIPSIS.match(question)):
            return swapped(previous, match["rest"]) or with_topics(question, [*names_in(previous), *subjects(turns)])
    found = antecedents(turns[users[-1] :], previous)
    filled = CONNECTIVE.sub("", fill_short_form(question, turns, found.every)).strip()
    if alone:
        return _filled(question, filled, found)
    if any(match["person"] for match in PRONOUN.finditer(filled)):
        people = [topic for topic in subjects(turns) if is_person(topic)]
        return fill_pronouns(filled, found, people[0])[0] if people else with_topics(filled, subjects(turns))
    return filled if names_in(filled) else with_topics(filled, subjects(turns))


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
    return with_topics(filled, [*([found.named] if found.named else []), *found.about])


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
    if not history or not leans(question):
        return question
    return (by_model(question, history, model) if model is not None else None) or by_rules(question, history)
