"""Drafts of answers: what every drafter promises, and the language model that writes from passages.

The model never cites and is given no tool; passages are fenced, so that text in a document is quoted, not obeyed.
This file doesn't know how sentences are cited or checked.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.answer import Draft, DraftSentence, Passage, TextEvent
from assistant.labels import author_label
from assistant.models import why_it_failed
from assistant.questions import Asked

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Fallback = Callable[[], Iterator[TextEvent | Draft]]
LONGEST = 6_000  # characters of an answer; a model that runs on is stopped there
SENTENCE_END = re.compile(r"(?<=[.!?。！？])[”\"’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9À-ÝĀ-Ž\u3040-\u9fff])|(?<=[。！？])|\n+")
ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|cf|pp?|no|vol|ed|eds|e\.g|i\.e|U\.S|U\.N)|\b[A-Z])\.$")
MARKER = re.compile(r"\s*\[(?:\d+|passage \d+)(?:\s*,\s*\d+)*\]", re.I)
BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
NUMBERING = re.compile(r"\(?\d{1,2}[.)]")  # of a list's item, parted from it by its own full stop
MARKUP = re.compile(r"\*\*(.+?)\*\*|__(.+?)__|^#+\s*")
THINKING = re.compile(r"<think>.*?(?:</think>|$)", re.S)


class ModelDrafter:
    """Answers with a language model; where it fails, `fallback` answers and the draft's notice says why."""

    def __init__(self, model: BaseChatModel, name: str, fallback: Fallback, timeout_s: float) -> None:
        self._model, self._name, self._fallback, self._timeout_s = model, name, fallback, timeout_s

    def draft(self, asked: Asked, passages: Sequence[Passage]) -> Iterator[TextEvent | Draft]:
        """Streams the model's words. A refusal by the model is passed on; the chain decides whether to believe it."""
        text, notice = "", None
        deadline = time.monotonic() + self._timeout_s
        try:
            for chunk in self._model.stream(messages(asked.text, passages)):
                piece = str(chunk.text)
                text += piece
                if piece and not _may_be_refusal(text):
                    yield TextEvent(piece)
                if len(text) > LONGEST:
                    text, notice = text[:LONGEST], f"The model {self._name!r} ran on and was stopped."
                    break
                if time.monotonic() > deadline:
                    notice = f"The model {self._name!r} was stopped after {self._timeout_s:g} seconds."
                    break
        except Exception as error:  # any provider's own errors: the user gets an answer and is told
            yield from self._fall_back(why_it_failed(self._name, error))
            return
        sentences = split_answer(text, complete=notice is None)
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
                notice = f"{why} This answer is made of the documents' own sentences."
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
    plain = MARKUP.sub(lambda m: m.group(1) or m.group(2) or "", THINKING.sub("", text)).strip(" .*\"'“”")
    return plain.upper().startswith(prompts.NO_ANSWER) or bool(len(plain) < 220 and REFUSES.search(plain))


def _may_be_refusal(text: str) -> bool:
    """Whether what has come so far may still become "NO ANSWER" or a model's thinking: not shown yet."""
    start = text.lstrip(" *\"'“").upper()
    return (
        prompts.NO_ANSWER.startswith(start[: len(prompts.NO_ANSWER)])
        or "<THINK>".startswith(start[:7])
        or (start.startswith("<THINK>") and "</THINK>" not in start)
    )


def split_answer(text: str, *, complete: bool = True) -> list[str]:
    """A model's text as plain sentences without markers, markup, thinking, repetition or a torn last sentence."""
    text = MARKER.sub("", THINKING.sub("", text)).strip()
    found: list[str] = []
    carried = ""
    for part in SENTENCE_END.split(text):
        piece = MARKUP.sub(lambda m: m.group(1) or m.group(2) or "", BULLET.sub("", part or "")).strip()
        if not piece or NUMBERING.fullmatch(piece):
            continue
        carried = f"{carried} {piece}".strip()
        if not ABBREVIATION.search(carried):
            found.append(carried)
            carried = ""
    if carried:
        found.append(carried)
    if not complete and found and not re.search(r"[.!?。！？][”\"’')\]]*$", found[-1]):
        found.pop()
    return list(dict.fromkeys(found))
