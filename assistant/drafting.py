"""Drafts of answers: what every drafter promises, and the language model that writes from passages.

The model never cites and is given no tool; passages are fenced, so that text in a document is quoted, not obeyed.
This file doesn't know how sentences are cited or checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.answer import Draft, DraftSentence, Passage, TextEvent, whole
from assistant.deadline import LateError, drawn
from assistant.model_text import plain, spoken
from assistant.model_text import split_answer as split_answer
from assistant.models import end_of, why_it_failed, why_it_is_cut
from assistant.questions.analysis import Asked
from assistant.words.labels import author_label

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Fallback = Callable[[], Iterator[TextEvent | Draft]]
LONGEST = 6_000  # characters of an answer; a model that runs on is stopped there
LOOKS = 200  # parts of what has come so far, of which the next is waited for before all of it is read again
OWN_WORDS = "This answer is made of the documents' own sentences."
LONGEST_THOUGHT = 10 * LONGEST  # characters with all that isn't said


class ModelDrafter:
    """Answers with a language model; where it fails, `fallback` answers and the draft's notice says why."""

    def __init__(self, model: BaseChatModel, name: str, fallback: Fallback, timeout_s: float) -> None:
        self._model, self._name, self._fallback, self._timeout_s = model, name, fallback, timeout_s

    def draft(self, asked: Asked, passages: Sequence[Passage]) -> Iterator[TextEvent | Draft]:
        """Streams the model's words. A refusal by the model is passed on; the chain decides whether to believe it."""
        text, told, looked, ended, notice = "", "", 0, None, None
        try:
            for chunk in drawn(lambda: self._model.stream(messages(asked.text, passages)), self._timeout_s):
                text += whole(str(chunk.text))
                ended = end_of(chunk) or ended
                if len(text) - looked < len(text) // LOOKS:
                    continue
                said, looked = spoken(text, whole=False), len(text)
                if len(said) > len(told) and said.startswith(told) and not _may_be_refusal(said):
                    yield TextEvent(said[len(told) :])
                    told = said
                if len(said) > LONGEST or len(text) > LONGEST_THOUGHT:
                    notice = f"The model {self._name!r} ran on and was stopped."
                    break
            else:
                notice = why_it_is_cut(self._name, ended, self._model)
        except LateError:
            if not spoken(text).strip():
                yield from self._fall_back(f"The model {self._name!r} did not answer in time.")
                return
            notice = f"The model {self._name!r} was stopped after {self._timeout_s:g} seconds."
        except Exception as error:  # any provider's own errors: the user gets an answer and is told
            yield from self._fall_back(why_it_failed(self._name, error, self._model))
            return
        sentences = split_answer(spoken(text)[:LONGEST], complete=notice is None)
        if is_refusal(text):
            yield Draft((), refused=True, model=self._name)
        elif not sentences:
            why = notice or f"The model {self._name!r} gave an empty answer."
            yield from self._fall_back(why)
        else:
            parts = tuple(DraftSentence(sentence) for sentence in sentences)
            yield Draft(parts, model=self._name, notice=notice)

    def _fall_back(self, why: str) -> Iterator[TextEvent | Draft]:
        for event in self._fallback():
            if isinstance(event, Draft):
                notice = f"{why} {OWN_WORDS}"
                yield Draft(event.sentences, event.refused, event.model, event.confidence, notice)
            else:
                yield event


def messages(question: str, passages: Sequence[Passage]) -> list[tuple[str, str]]:
    """The prompt: fenced passages with their authors, then the question."""
    fenced = "\n".join(
        prompts.PASSAGE.format(
            label=_quoted(author_label(p.metadata, p.source).rstrip(": ")), text=_fenced(p.chunk.text)
        )
        for p in passages
    )
    human = prompts.ANSWER_HUMAN.format(passages=fenced, question=_fenced(question))
    return [("system", prompts.ANSWER_SYSTEM), ("human", human)]


def _fenced(text: str) -> str:
    """Text that can't close its fence."""
    return re.sub(r"<(/?)\s*passage", r"‹\1passage", text, flags=re.I)


def _quoted(label: str) -> str:
    return '"' + re.sub(r'[<>"\n]', " ", label) + '"'


# What a model says of what it was given: "The passages do not mention it", not "The text of the treaty did not."
_GIVEN = r"(?:passages?|documents?|texts?|context|sources?|excerpts?|information)"
_TOLD = r"(?:provided|given|supplied|retrieved|available|above|here|you (?:gave|provided|supplied))"
REFUSES = re.compile(
    rf"^(?:(?:unfortunately|sorry|i[’']m sorry|i apologi[sz]e),?\s+(?:but\s+)?)?(?:"
    rf"(?:the|these|your|none of the)\s+(?:{_TOLD}\s+)*{_GIVEN}(?:\s+{_TOLD})*\s+"
    r"(?:(?:do(?:es)?|did|is|are)(?:\s+not|n[’']t)|(?:contains?|provides?|gives?|has|have|hold)\s+no)\b"
    rf"|there\s+(?:is|are)\s+no\s+(?:[\w ]{{0,60}}\s)?in\s+(?:the|these)\s+(?:{_TOLD}\s+)*{_GIVEN}\b"
    rf"|i\s+(?:can(?:not|[’']t)|could(?:\s+not|n[’']t))\s+(?:find|answer|determine)\b"
    rf"|(?:it|this|that)\s+is\s+not\s+(?:mentioned|stated|given|specified|said|answered)\s+in\s+(?:the|these)\b)",
    re.I,
)


def is_refusal(text: str) -> bool:
    """Whether a model says that the passages don't answer."""
    said = plain(text)
    return said.upper().startswith(prompts.NO_ANSWER) or bool(len(said) < 220 and REFUSES.search(said))


def _may_be_refusal(said: str) -> bool:
    """Whether what has come so far may still become "NO ANSWER": not shown yet."""
    start = said.lstrip(" *\"'“\n").upper()
    return prompts.NO_ANSWER.startswith(start[: len(prompts.NO_ANSWER)])
