"""Training pairs of the public sets of questions: with the answer's words, without an answer, and claims made of both.

This file knows no model, and neither the sets of claims nor the pairs generated from passages (data.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from assistant.claims.matching import overlap, sentence_spans
from eval.training.contrast import contrasts
from eval.training.examples import UNSUPPORTED, Example, best_window, detokenize, held, rows
from eval.training.questions import declarative, stated, unanswerable
from ingest.document import Span

STATED = 0.8  # of the questions with a short answer are made claims too


def _sentence_at(context: str, start: int) -> Span | None:
    for span in sentence_spans(context):
        if span.start <= start < span.end:
            return span
    return None


def _near(context: str, middle: int, rng: Random, words: int = 110) -> tuple[str, int]:
    """The context cut to whole sentences round an offset, and where the cut begins."""
    if len(context.split()) <= words:
        return context, 0
    spans = sentence_spans(context)
    at = next((i for i, s in enumerate(spans) if s.start <= middle < s.end), 0)
    first = last = at
    while True:
        grow_back = rng.random() < 0.5
        if grow_back and first > 0:
            new = (first - 1, last)
        elif last + 1 < len(spans):
            new = (first, last + 1)
        elif first > 0:
            new = (first - 1, last)
        else:
            break
        if len(context[spans[new[0]].start : spans[new[1]].end].split()) > words:
            break
        first, last = new
    return context[spans[first].start : spans[last].end], spans[first].start


def questions(folder: Path, rng: Random) -> Iterator[Example]:
    """Questions with their answers' places, questions without an answer, and claims made of questions and answers."""
    yield from _short_answers(folder, rng)
    yield from _sentence_answers(folder, rng)
    found = [row for row in rows(folder, "synth_unanswerable") if row["origin"] != "qamr"]
    rng.shuffle(found)
    found.sort(key=lambda row: row["origin"] == "qed")
    for row in found[:8000]:
        context = detokenize(row["context"])
        window = best_window(row["question"], context)
        yield Example("read", row["question"], window, 0, "synth:" + row["origin"], context[:80])
    for row in rows(folder, "condaqa"):
        if not row["answerable"] or row.get("kind") == "span":
            text = detokenize(row["context"])
            label = int(bool(row["answerable"]))
            yield Example("read", row["question"], best_window(row["question"], text), label, "condaqa", text[:80])


def _short_answers(folder: Path, rng: Random) -> Iterator[Example]:
    for name in ("qed", "covidqa", "quoref_contrast", "fairytaleqa"):
        found = [row for row in rows(folder, name) if row["answer_start"] >= 0 and row["answerable"]]
        answers: dict[str, list[str]] = defaultdict(list)
        for row in found:
            answers[row["context"][:80]].append(detokenize(row["answer"]))
        for row in found:
            before = detokenize(row["context"][: row["answer_start"]])
            context, answer = detokenize(row["context"]), detokenize(row["answer"])
            starts = [m.start() for m in re.finditer(re.escape(answer), context)] if answer else []
            if not starts or len(answer.split()) > 20:
                continue
            start = min(starts, key=lambda at: abs(at - len(before)))
            text, cut = _near(context, start, rng)
            if start - cut + len(answer) > len(text):
                continue
            words = Span(start - cut, start - cut + len(answer))
            place = _sentence_at(text, words.start)
            asked = Example("read", row["question"], text, 1, name, context[:80], words=words, sentence=place)
            yield asked
            yield from contrasts(asked, rng)
            if name != "fairytaleqa" and rng.random() < 0.4:
                yield from _changed_question(row["question"], text, name, context[:80], rng)
            yield from _stated(asked, answer, answers[row["context"][:80]], rng)
    yield from _joined_sentences(folder, rng)


def _stated(asked: Example, answer: str, answers: list[str], rng: Random) -> Iterator[Example]:
    """The claims that a question makes with its answer and with the answer to another question about the passage, of
    about that length: people's words, not the passage's."""
    claim = stated(asked.first, answer)
    if claim is None or rng.random() >= STATED:
        return
    said = Example("judge", claim, asked.second, 0, "generated:answer", asked.key, bad=(), sentence=asked.sentence)
    yield said
    yield from contrasts(said, rng)
    others = [other for other in answers if other and not _same(other, answer)]
    if others:
        wrong = min(rng.sample(others, min(len(others), 3)), key=lambda o: abs(len(o) - len(answer)))
        if claim := stated(asked.first, wrong):
            yield Example("judge", claim, asked.second, UNSUPPORTED, "generated:wrong_answer", asked.key,
                          sentence=asked.sentence)  # fmt: skip


def _joined_sentences(folder: Path, rng: Random) -> Iterator[Example]:
    """QAMR's questions ask about one sentence: here they stand among their document's other sentences."""
    documents: dict[str, dict[str, str]] = defaultdict(dict)
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(folder, "qamr"):
        documents[row["doc"]][row["sent"]] = row["context"]
        asked[row["sent"]].append(row)
    for sent, found in asked.items():
        there = documents[found[0]["doc"]]
        others = [detokenize(text) for key, text in there.items() if key != sent]
        sentence = detokenize(found[0]["context"])
        rng.shuffle(found)
        for n, row in enumerate(found[:8]):
            answer = detokenize(row["answer"])
            at = sentence.find(answer)
            if at < 0 or not answer:
                continue
            around = rng.sample(others, min(len(others), rng.randint(0, 4)))
            place = rng.randint(0, len(around))
            pieces = [*around[:place], sentence, *around[place:]]
            start = sum(len(piece) + 1 for piece in around[:place])
            text, whole = " ".join(pieces), Span(start, start + len(sentence))
            words = Span(start + at, start + at + len(answer))
            if n < 4:
                yield Example("read", row["question"], text, 1, "qamr", row["doc"], words=words, sentence=whole)
                if rng.random() < 0.3:
                    yield from _changed_question(row["question"], text, "qamr", row["doc"], rng)
            claim = declarative(row["question"], answer)
            if claim and rng.random() < 0.5:
                yield Example("judge", claim, text, 0, "generated:answer", row["doc"], bad=(), sentence=whole)
                kind = row["question"].split()[0].lower()
                wrong = [
                    r
                    for r in found
                    if r["question"].split()[0].lower() == kind and not _same(r["answer"], row["answer"])
                ]
                if wrong:
                    other = detokenize(rng.choice(wrong)["answer"])
                    claim = declarative(row["question"], other) or claim
                    at = claim.lower().find(other.lower())
                    bad = (Span(at, at + len(other)),) if at >= 0 else None
                    yield Example(
                        "judge", claim, text, UNSUPPORTED, "generated:wrong_answer", row["doc"], bad=bad, sentence=whole
                    )
            if others and rng.random() < 0.15:
                text = " ".join(rng.sample(others, min(len(others), 4)))
                yield Example("read", row["question"], text, 0, "qamr:neighbour", row["doc"])


def _changed_question(question: str, text: str, name: str, key: str, rng: Random) -> Iterator[Example]:
    new = unanswerable(question, text, rng)
    if new:
        yield Example("read", new, text, 0, f"{name}:changed", key)


def _same(one: str, other: str) -> bool:
    a, b = set(one.lower().split()), set(other.lower().split())
    return bool(a & b - {"the", "a", "an", "of", "in"})


def _sentence_answers(folder: Path, rng: Random) -> Iterator[Example]:
    for name in ("squad_train_sents", "selqa"):
        found = list(rows(folder, name))
        for number, row in enumerate(found):
            start = row["answer_start"]
            if start < 0:
                continue
            yield from _unanswered(name, found, number, rng)
            text, cut = _near(row["context"], start, rng, 125)
            sentence = Span(start - cut, min(len(text), start - cut + len(row["answer"])))
            yield Example("read", row["question"], text, 1, name, row["context"][:80], sentence=sentence)
            if name == "squad_train_sents" and rng.random() < 0.8:
                question = unanswerable(row["question"], text, rng)
                if question:
                    yield Example("read", question, text, 0, "squad_changed", row["context"][:80])


NEAR_ROWS = 40  # rows of squad_train_sents stand in the order of their articles


def _unanswered(name: str, found: list[dict[str, Any]], number: int, rng: Random) -> Iterator[Example]:
    """The question with its passage without the sentence that answers it, and with the passage of the same article
    that shares most words with it: what SQuAD 2.0 calls questions about which the paragraph says nothing."""
    row = found[number]
    start, context, key = row["answer_start"], row["context"], row["context"][:80]
    rest = " ".join((context[:start].strip() + " " + context[start + len(row["answer"]) :].strip()).split())
    if len(rest.split()) >= 15 and rng.random() < 0.35:
        yield Example("read", row["question"], best_window(row["question"], rest), 0, f"{name}:removed", key)
    if name == "squad_train_sents" and rng.random() < 0.5:
        near = {
            other["context"]
            for other in found[max(0, number - NEAR_ROWS) : number + NEAR_ROWS]
            if row["answer"][:40] not in other["context"]
            and other["context"][:40] not in context
            and held(other["context"][:80]) == held(key)
        }
        if near:
            best = max(sorted(near), key=lambda text: overlap(row["question"], text))
            if overlap(row["question"], best) >= 0.4:
                yield Example("read", row["question"], best_window(row["question"], best), 0, f"{name}:article", key)
