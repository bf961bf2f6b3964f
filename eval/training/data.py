"""Training pairs: the public sets of a folder the user names, and pairs generated from their passages.

Reads the gzip JSONL files described in the folder's SOURCES.md. Nothing of the sets that are reported on (WiCE, BEGIN,
QAGS, SQuAD 2.0's development set, the two real documents, eval/samples) is read here. This file knows no model.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from assistant.matching import gathered, overlap, sentence_spans
from eval.training.changes import changed
from eval.training.questions import declarative, unanswerable
from eval.training.rewordings import reworded
from ingest.document import Span

LABELS = {"supported": 0, "contradicted": 1, "not_found": 2}
UNSUPPORTED = 3  # contradicted or not_found: which is unknown
# How many rows of each public set of claims are used, at most; the logical ones are short and narrow.
CLAIM_SETS = {
    "ling_in_loop": 8000, "semi_auto_nli": 4000, "summedits": 4700, "factcheck_gpt": 2700, "covidfact": 4100,
    "climate_fever": 5200, "healthver": 3400, "fever_symmetric": 1400, "rte123": 4200, "folio": 300, "scone": 800,
    "help_conj": 500, "med": 500, "dnc": 500,
}  # fmt: skip
WINDOW_WORDS = 110


@dataclass(frozen=True, slots=True)
class Example:
    """A training pair. `task` is "judge" or "read"; `label` indexes LABELS (or is UNSUPPORTED) for the judge, and is 1
    (answerable) or 0 for the reader. `bad` are code points of `first` that the second text does not bear out, None
    where
    unknown. `words` is the short answer and `sentence` the sentence that holds it, as code points of `second`. `origin`
    names the set, `key` what must not stand on both sides of the split."""

    task: str
    first: str
    second: str
    label: int
    origin: str
    key: str
    bad: tuple[Span, ...] | None = None
    words: Span | None = None
    sentence: Span | None = None


def held(key: str) -> bool:
    """Whether the pairs of this key are held out from training: a twentieth are."""
    return crc32(key.encode()) % 20 == 0


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of one set; none where the folder doesn't have it."""
    path = folder / f"{name}.jsonl.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def detokenize(text: str) -> str:
    """Undoes Penn Treebank spacing: " ,", " 's", "``", "-LRB-"."""
    text = text.replace("-LRB-", "(").replace("-RRB-", ")").replace("``", '"').replace("''", '"')
    text = re.sub(r" ([,.;:!?%)\]])", r"\1", text)
    text = re.sub(r"([(\[$]) ", r"\1", text)
    text = re.sub(r" (['’](?:s|re|ve|ll|d|m)\b|n['’]t\b)", r"\1", text)
    text = re.sub(r"(\w) - (\w)", r"\1-\2", text)
    return re.sub(r"\s+", " ", text).strip()


def best_window(claim: str, source: str, words: int = WINDOW_WORDS) -> str:
    """The run of sentences, at most `words` long, that shares most with the claim; the whole source where it fits."""
    if len(source.split()) <= words:
        return source
    spans = sentence_spans(source)
    lengths = [len(source[s.start : s.end].split()) for s in spans]
    best, score = (0, 1), -1.0
    for start in range(len(spans)):
        end, total = start, 0
        while end < len(spans) and (total + lengths[end] <= words or end == start):
            total += lengths[end]
            end += 1
        value = overlap(claim, source[spans[start].start : spans[end - 1].end])
        if value > score:
            best, score = (start, end), value
    return source[spans[best[0]].start : spans[best[1] - 1].end]


def gathered_window(claim: str, source: str, words: int = WINDOW_WORDS) -> str:
    """The sentences of the source that speak to the claim, as the judge gathers them from long sources."""
    if len(source.split()) <= words:
        return source
    return " ".join(source[s.start : s.end] for s in gathered(claim, source, words))


PASSAGE = 30  # words: shorter sources, those of inference sets, are written so that shared words say nothing
LOST = 0.1  # of a supported claim's words: where the window lacks more that the source has, it no longer supports it


def claims(folder: Path, rng: Random, *, whole: bool = False) -> Iterator[Example]:
    """The public (claim, source) pairs, at most CLAIM_SETS of each, long sources cut to what is gathered for the claim;
    supported claims whose support is lost by this are left out. With `whole` sources aren't cut."""
    for name, most in CLAIM_SETS.items():
        found = list(rows(folder, name))
        rng.shuffle(found)
        for row in found[:most]:
            label = LABELS[row["label"]]
            if row.get("two_way") and label:
                label = UNSUPPORTED
            claim, source = detokenize(row["claim"]), detokenize(row["source"])
            if not claim or not source:
                continue
            window = source if whole else gathered_window(claim, source)
            if label == 0 and overlap(claim, source) - overlap(claim, window) > LOST:
                continue
            yield Example(
                "judge", claim, window, label, name, claim if name in ("climate_fever",
                "healthver") else source,
                bad=() if label == 0 else None,
            )  # fmt: skip


def passages(folder: Path) -> dict[str, list[list[str]]]:
    """Passages as lists of sentences, by the set they come from."""
    out: dict[str, list[list[str]]] = defaultdict(list)
    seen: set[str] = set()
    for name in ("qed", "selqa", "covidqa", "quoref_contrast", "fairytaleqa"):
        for row in rows(folder, name):
            text = detokenize(row["context"])
            if text[:80] in seen:
                continue
            seen.add(text[:80])
            out[name].append([text[s.start : s.end] for s in sentence_spans(text)])
    sentences: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows(folder, "qamr"):
        number = row["sent"].split(":")
        sentences[row["doc"]][int(number[-2]) * 1000 + int(number[-1])] = row["context"]
    out["qamr"] = [[detokenize(there[k]) for k in sorted(there)] for there in sentences.values()]
    return out


def _window(sentences: list[str], index: int, rng: Random, *, without: bool = False) -> tuple[str, Span | None]:
    """A run of sentences about `index`, its length drawn at random; the place of that sentence, unless left out."""
    size = rng.choice((1, 1, 2, 3, 3, 4, 5, 7))
    before = rng.randint(0, size - 1)
    start, end = max(0, index - before), min(len(sentences), index - before + size)
    pieces, place, length = [], None, 0
    for i in range(start, max(end, index + 1)):
        if i == index and without:
            continue
        if i == index:
            place = Span(length, length + len(sentences[i]))
        pieces.append(sentences[i])
        length += len(sentences[i]) + 1
    return " ".join(pieces), place


# The changes a network of this size learns last, drawn first half of the time.
_HARD = ("number", "date", "name", "role")


def generated(passage_sets: dict[str, list[list[str]]], rng: Random, *, most: int = 30000) -> Iterator[Example]:
    """True, changed, half true and misplaced claims from the passages' sentences; `most` sentences are used."""
    places = [
        (name, passage, i)
        for name, found in passage_sets.items()
        for passage in found
        for i, sentence in enumerate(passage)
        if (name != "fairytaleqa" or rng.random() < 0.25)
        and 7 <= len(sentence.split()) <= 45
        and sentence[0].isupper()
        and sentence[-1] in ".!\"'"
        and "?" not in sentence
    ]
    rng.shuffle(places)
    for name, passage, index in places[:most]:
        sentence, whole, key = passage[index], " ".join(passage), passage[0]
        origin = f"generated:{name}"
        true = reworded(sentence, rng, times=rng.randint(1, 4)) if rng.random() < 0.85 else sentence
        true = true or sentence
        if (
            rng.random() < 0.12
            and index + 1 < len(passage)
            and len(passage[index + 1].split()) < 30
            and len(sentence.split()) < 30
        ):
            other = passage[index + 1]
            joined = sentence.rstrip(".") + ", and " + other[:1].lower() + other[1:]
            text, _ = _window(passage, index, rng)
            second = text if other in text else f"{sentence} {other}"
            yield Example("judge", joined, second, 0, origin, key, bad=())
            continue
        second, place = _window(passage, index, rng)
        yield Example("judge", true, second, 0, origin, key, bad=(), sentence=place)
        base = true if rng.random() < 0.7 else sentence
        edit = (changed(base, whole, rng, kinds=_HARD) if rng.random() < 0.5 else None) or changed(base, whole, rng)
        if edit is not None:
            if rng.random() < 0.5:
                second, place = _window(passage, index, rng)
            yield Example(
                "judge", edit.text, second, LABELS[edit.label], origin + ":" + edit.kind, key, bad=(Span(edit.start,
                edit.end),), sentence=place
            )  # fmt: skip
        if rng.random() < 0.1:
            yield from _half_true(true, passage, index, f"{origin}:half", rng)
        if len(passage) > 2 and rng.random() < 0.35:
            second, _ = _window(passage, index, rng, without=True)
            if second and overlap(true, second) < 0.8:
                yield Example("judge", true, second, 2, origin + ":neighbour", key)


def _half_true(true: str, passage: list[str], index: int, origin: str, rng: Random) -> Iterator[Example]:
    """A true claim joined with a sentence of the same document that the window doesn't reach."""
    second, place = _window(passage, index, rng)
    absent = [s for s in passage if s not in second and len(s.split()) <= 25 and s[0].isupper()]
    if absent and len(true.split()) <= 30:
        other = rng.choice(absent).rstrip(".")
        head = true.rstrip(".") + rng.choice((", and ", "; ", ", while "))
        text = f"{head}{other[:1].lower()}{other[1:]}."
        if overlap(other, second) < 0.8:
            bad = (Span(len(head), len(text)),)
            yield Example("judge", text, second, LABELS["not_found"], origin, passage[0], bad=bad, sentence=place)


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
        for row in rows(folder, name):
            if row["answer_start"] < 0 or not row["answerable"]:
                continue
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
            yield Example(
                "read",
                row["question"],
                text,
                1,
                name,
                context[:80],
                words=words,
                sentence=_sentence_at(text, words.start),
            )
            if name in ("qed", "covidqa", "quoref_contrast") and rng.random() < 0.4:
                yield from _changed_question(row["question"], text, name, context[:80], rng)
    yield from _joined_sentences(folder, rng)


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


def build(folder: Path, seed: int = 7) -> tuple[list[Example], list[Example]]:
    """All pairs, shuffled: (for training, held out). A twentieth of the keys is held out, by hash, with all their
    pairs."""
    rng = Random(seed)
    examples: Iterable[Example] = [*claims(folder, rng), *generated(passages(folder), rng), *questions(folder, rng)]
    train: list[Example] = []
    held_out: list[Example] = []
    for example in examples:
        (held_out if held(example.key) else train).append(example)
    rng.shuffle(train)
    rng.shuffle(held_out)
    return train, held_out


def for_weighing(folder: Path, held_out: list[Example], most: int, *, seed: int = 7) -> list[Example]:
    """Held-out claims as the product meets them, half public and half generated: public sources are whole here."""
    public = [e for e in claims(folder, Random(seed), whole=True) if held(e.key) and len(e.second.split()) >= PASSAGE]
    made = [e for e in held_out if e.task == "judge" and e.origin.startswith("generated")]
    rng = Random(seed)
    rng.shuffle(public)
    rng.shuffle(made)
    chosen = public[: most // 2] + made[: most - most // 2]
    rng.shuffle(chosen)
    return chosen
