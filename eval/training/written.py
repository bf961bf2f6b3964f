"""Claims and questions written for this project on passages of the training folder (written.jsonl), as training pairs.

Both sides are in the same free and fluent wording, so that neither odd phrasing nor shared words give them away: what
changes made by rule can't teach. The file holds ids of passages; their texts are found again in the user's folder. A
question's answer is its words, or where these are many their place in the passage, in code points.
This file knows no model.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from assistant.claims.matching import overlap, sentence_spans
from eval.training.examples import LABELS, UNSUPPORTED, Example, detokenize, held, rows
from ingest.document import Span

FILE = Path(__file__).with_name("written.jsonl")
SOURCES = ("qed", "selqa", "quoref_contrast", "covidqa")
ABSTRACT, LONGEST = "Abstract:", 1500  # of an article the abstract is used, at most so many code points of it
BOUNDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # of the share of a claim's words that its passage has
MORE = 1.15  # times as many of one side as of the other, at most, in each class


def passage_id(text: str) -> str:
    """The first twelve hexadecimal digits of the sha256 of a passage."""
    return sha256(text.encode()).hexdigest()[:12]


def passages_of(folder: Path) -> dict[str, str]:
    """The passages that claims may have been written on, by their ids."""
    found: dict[str, str] = {}
    for name in SOURCES:
        for row in rows(folder, name):
            text = detokenize(row["context"])
            if name == "covidqa":
                text = _abstract(text)
            if text:
                found[passage_id(text)] = text
    return found


def _abstract(text: str) -> str:
    at = text.find(ABSTRACT)
    if at < 0:
        return ""
    text = text[at + len(ABSTRACT) :].strip()
    ends = [span.end for span in sentence_spans(text) if span.end < LONGEST]
    return text[: ends[-1]] if ends else ""


def written(folder: Path, rng: Random, *, file: Path = FILE) -> Iterator[Example]:
    """The written pairs whose passages the folder has, balanced, each side of the split by itself."""
    passages = passages_of(folder)
    claims: list[Example] = []
    questions: list[Example] = []
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = passages.get(row["passage"])
            if text is not None:
                claims += _claims(row, text)
                questions += _questions(row, text)
    for side in (False, True):
        yield from balanced([claim for claim in claims if held(claim.key) == side], rng)
        yield from levelled([question for question in questions if held(question.key) == side], rng)


def key_of(text: str) -> str:
    """What decides on which side of the split a passage's pairs stand: its first sentence."""
    first = sentence_spans(text)[0]
    return text[first.start : first.end]


def _claims(row: dict[str, Any], text: str) -> Iterator[Example]:
    key = key_of(text)
    for name, label in LABELS.items():
        for claim in row.get(name, ()):
            yield Example("judge", claim, text, label, f"written:{name}", key, bad=() if label == 0 else None)
    for claim, words in row.get("untrue", ()):
        at = claim.find(words)
        yield Example("judge", claim, text, UNSUPPORTED, "written:untrue", key, bad=(Span(at, at + len(words)),))


def _questions(row: dict[str, Any], text: str) -> Iterator[Example]:
    key, spans = key_of(text), sentence_spans(text)
    for question, answer in row.get("questions", ()):
        words = sentence = None
        if not isinstance(answer, str):
            words = Span(*answer)
        elif text.count(answer) == 1:  # else it isn't known which of them answers
            words = Span(text.find(answer), text.find(answer) + len(answer))
        if words is not None:
            sentence = next((span for span in spans if span.start <= words.start < span.end), None)
        yield Example("read", question, text, 1, "written:question", key, words=words, sentence=sentence)
    for question in row.get("unanswerable", ()):
        yield Example("read", question, text, 0, "written:unanswerable", key)


def balanced(claims: Sequence[Example], rng: Random) -> list[Example]:
    """About as many true as untrue claims of each class of shared words, drawn at random, in their order: else the
    share of the words that a passage has would tell the sides apart."""
    shares = [overlap(claim.first, claim.second) for claim in claims]
    return _evened(claims, [sum(share >= bound for bound in BOUNDS) for share in shares], 0, rng)


def levelled(questions: Sequence[Example], rng: Random) -> list[Example]:
    """About as many answered as unanswered questions of each opening ("why", "how many"): else it would tell them
    apart."""
    return _evened(questions, [_opening(question.first) for question in questions], 1, rng)


def _opening(question: str) -> str:
    first = question.lower().split()[:2]
    return " ".join(first if first[0] == "how" else first[:1])


def _evened(examples: Sequence[Example], classes: Sequence[Hashable], true: int, rng: Random) -> list[Example]:
    """At most MORE times as many of one side (label `true` or another) as of the other, of each class."""
    sides: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i, (example, name) in enumerate(zip(examples, classes, strict=True)):
        sides[name][example.label == true].append(i)
    kept: list[int] = []
    for both in sides.values():
        most = int(MORE * min(len(both[0]), len(both[1]))) + 1
        for side in both:
            kept += rng.sample(side, min(most, len(side)))
    return [examples[i] for i in sorted(kept)]
