"""Pairs of questions that people wrote to mislead: a passage is about the question and doesn't answer it.

For the reader they are questions, for the judge claims: what the question and its answer say, and what an unanswered
one says with the words that seem to answer it. Reads a folder that the user names, whatever of these it has: files of
SQuAD 2.0's form (Rajpurkar et al. 2018, "Know What You Don't Know"; *-v2.0.json) and twins of an answered and an
unanswered question about one passage, a line each (Zhu et al. 2019, "Learning to Ask Unanswerable Questions";
NAME-answerable-questions.txt, NAME-unanswerable-questions.txt and NAME-context.txt, or sentences and their questions in
src-*.txt and tgt-*.txt). Passages that share a sentence with a set that is reported on are left out. This file knows no
model.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.claims.matching import sentence_spans
from eval.training.examples import UNSUPPORTED, Example, best_window, detokenize
from eval.training.questions import stated
from ingest.document import Span

ORIGIN = "misleading"
LONGEST = 8  # words of an answer that is put into a claim
SHARED = 60  # letters and digits of a sentence by which two passages are taken for the same


@dataclass(frozen=True, slots=True)
class Misleading:
    """A question about a passage. `words` are the code points of the passage that answer it, or seem to; None where
    that is unknown. `sentence` is the one that holds them."""

    question: str
    text: str
    answered: bool
    words: Span | None = None
    sentence: Span | None = None

    @property
    def key(self) -> str:
        """What the questions of one passage share."""
        return letters(self.text)[:SHARED]


def letters(text: str) -> str:
    """The text's letters and digits, lower-cased: however it is spaced and tokenized."""
    return re.sub(r"[\W_]", "", text.lower())


def sentences(texts: Collection[str]) -> frozenset[str]:
    """The long sentences of texts, as letters."""
    found = (letters(text[s.start : s.end]) for text in texts for s in sentence_spans(text))
    return frozenset(text for text in found if len(text) >= SHARED)


def reported(path: Path) -> frozenset[str]:
    """The long sentences and the questions, as letters, of a file of SQuAD's form that is reported on."""
    paragraphs = [paragraph for article in _articles(path) for paragraph in article["paragraphs"]]
    questions = (letters(question["question"]) for paragraph in paragraphs for question in paragraph["qas"])
    return sentences([paragraph["context"] for paragraph in paragraphs]) | frozenset(questions)


def _articles(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["data"]
    return found


def misleading(folder: Path, without: Collection[str]) -> list[Misleading]:
    """All questions, answered and not, once each. `without` are sentences, as letters, whose passages are left out, and
    questions that are left out."""
    seen: set[tuple[str, str]] = set()
    allowed: dict[str, bool] = {}
    kept: list[Misleading] = []
    for asked in (*_files(folder), *_twins(folder), *_twins_of_sentences(folder)):
        key = (letters(asked.question), asked.key)
        if asked.key not in allowed:
            plain = letters(asked.text)  # a text without capitals can't be parted into sentences
            allowed[asked.key] = not any(sentence in plain for sentence in without)
        if key not in seen and allowed[asked.key] and key[0] not in without:
            seen.add(key)
            kept.append(asked)
    return kept


def as_question(asked: Misleading, words: int = 130) -> Example:
    """The reader's pair; a long passage that doesn't answer is cut to the part that shares most words with it."""
    if asked.answered:
        return Example(
            "read", asked.question, asked.text, 1, ORIGIN, asked.key, words=asked.words, sentence=asked.sentence
        )
    return Example("read", asked.question, best_window(asked.question, asked.text, words), 0, ORIGIN, asked.key)


def as_claim(asked: Misleading) -> Example | None:
    """The judge's pair; None where the words that answer, or seem to, aren't known, or no rule makes a claim of it."""
    if asked.words is None:
        return None
    answer = asked.text[asked.words.start : asked.words.end]
    claim = stated(asked.question, answer) if len(answer.split()) <= LONGEST else None
    if claim is None:
        return None
    label, bad = (0, ()) if asked.answered else (UNSUPPORTED, None)
    return Example("judge", claim, asked.text, label, ORIGIN, asked.key, bad=bad, sentence=asked.sentence)


def _files(folder: Path) -> Iterator[Misleading]:
    for path in sorted(folder.glob("*-v2.0.json")):
        for article in _articles(path):
            for paragraph in article["paragraphs"]:
                for question in paragraph["qas"]:
                    answered = not question.get("is_impossible")
                    places = question.get("answers" if answered else "plausible_answers") or [None]
                    if places[0] or not answered:
                        yield _asked(question["question"], paragraph["context"], answered, places[0])


def _asked(question: str, text: str, answered: bool, place: dict[str, Any] | None) -> Misleading:
    if place is None:
        return Misleading(question, text, answered)
    words = Span(place["answer_start"], place["answer_start"] + len(place["text"]))
    if text[words.start : words.end] != place["text"]:
        return Misleading(question, text, answered)
    sentence = next((s for s in sentence_spans(text) if s.start <= words.start < s.end), None)
    return Misleading(question, text, answered, words, sentence)


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").split("\n") if line] if path.is_file() else []


def _twins(folder: Path) -> Iterator[Misleading]:
    """Twins with their passage: words and the answer's place in them, as tokens."""
    for path in sorted(folder.glob("*-context.txt")):
        name = path.name.removesuffix("-context.txt")
        both = (_lines(folder / f"{name}-{kind}-questions.txt") for kind in ("answerable", "unanswerable"))
        for (tokens, *_), yes, no in zip(_lines(path), *both, strict=True):
            text, words = detokenize(tokens), tokens.split(" ")
            for (_, question, start, end), answered in ((yes, True), (no, False)):
                place = {
                    "answer_start": len(detokenize(" ".join([*words[: int(start)], "x"]))) - 1,
                    "text": detokenize(" ".join(words[int(start) : int(end) + 1])),
                }
                yield _asked(detokenize(question), text, answered, place)


def _twins_of_sentences(folder: Path) -> Iterator[Misleading]:
    """Twins whose passage isn't there, with the sentence that answers the one of them."""
    source = {}
    for path in sorted(folder.glob("src-*.txt")):
        asked = folder / path.name.replace("src", "tgt")
        for (text, *_), (question, *_) in zip(_lines(path), _lines(asked), strict=True):
            source[letters(question)] = detokenize(text)
    for path in sorted(folder.glob("*-answerable-questions.txt")):
        name = path.name.removesuffix("-answerable-questions.txt")
        if (folder / f"{name}-context.txt").is_file():
            continue
        for yes, no in zip(_lines(path), _lines(folder / f"{name}-unanswerable-questions.txt"), strict=True):
            if passage := source.get(letters(yes[1])):
                whole = next(iter(sentence_spans(passage)), None)
                yield Misleading(detokenize(yes[1]), passage, True, sentence=whole)
                yield Misleading(detokenize(no[1]), passage, False)
