"""Training pairs: public sets of a folder the user names, pairs generated from their passages, written ones.

Reads the gzip JSONL files described in the folder's SOURCES.md. Nothing of the sets that are reported on (WiCE, BEGIN,
QAGS, SQuAD 2.0's development set, the two real documents, eval/samples) is read here. This file knows no model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from assistant.claims.matching import overlap, sentence_spans
from eval.training.asked import questions
from eval.training.changes import changed
from eval.training.contrast import contrasts
from eval.training.examples import LABELS, UNSUPPORTED, Example, detokenize, gathered_window, held, rows
from eval.training.mixture import kind, mixed
from eval.training.rewordings import reworded
from eval.training.written import written
from ingest.document import Span

# How many rows of each public set of claims are used, at most; the logical ones are short and narrow.
CLAIM_SETS = {
    "ling_in_loop": 26000, "semi_auto_nli": 9000, "summedits": 4700, "factcheck_gpt": 2700, "covidfact": 4100,
    "climate_fever": 5200, "healthver": 3400, "fever_symmetric": 1400, "rte123": 4200, "folio": 300, "scone": 800,
    "help_conj": 500, "med": 500, "dnc": 500,
}  # fmt: skip
PASSAGE = 30  # words: shorter sources, those of inference sets, are written so that shared words say nothing
HIDDEN = 0.5  # of the short sources stand among others, as a sentence stands in a passage
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
            key = claim if name in ("climate_fever", "healthver") else source
            if not whole and len(source.split()) < PASSAGE:
                window = _among_others(window, found, held(key), rng)
            if label == 0 and overlap(claim, source) - overlap(claim, window) > LOST:
                continue
            yield Example("judge", claim, window, label, name, key, bad=() if label == 0 else None)


def _among_others(source: str, found: list[dict[str, Any]], side: bool, rng: Random) -> str:
    """A short source among other short sources of its set, of the same side of the split, or alone."""
    if rng.random() >= HIDDEN:
        return source
    others = [detokenize(row["source"]) for row in rng.sample(found, min(4, len(found)))]
    around = [text for text in others if held(text) == side and len(text.split()) < PASSAGE and text != source]
    around = around[: rng.randint(1, 4)]
    at = rng.randint(0, len(around))
    return " ".join(text if text[-1:] in ".!?\"'" else f"{text}." for text in (*around[:at], source, *around[at:]))


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
        kept = Example("judge", true, second, 0, origin, key, bad=(), sentence=place)
        yield kept
        yield from contrasts(kept, rng)
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


def build(folder: Path, seed: int = 7, *, share: float | None = None) -> tuple[list[Example], list[Example]]:
    """All pairs, shuffled: (for training, so many of each kind as mixture.py says, held out). A twentieth of the keys
    is held out, by hash, with all their pairs. With `share` the written pairs are that share of the words trained on,
    and only so many of the others are drawn."""
    rng = Random(seed)
    examples: Iterable[Example] = [
        *claims(folder, rng), *generated(passages(folder), rng), *questions(folder, rng), *written(folder, rng)
    ]  # fmt: skip
    train: list[Example] = []
    held_out: list[Example] = []
    for example in examples:
        (held_out if held(example.key) else train).append(example)
    rng.shuffle(train)
    rng.shuffle(held_out)
    return shared(mixed(train), share), held_out


def shared(examples: list[Example], share: float | None) -> list[Example]:
    """All written pairs, and so many of the others, in their order, that the written ones are `share` of the words."""
    if share is None:
        return examples
    words = [len(e.first.split()) + len(e.second.split()) for e in examples]
    own = [e.origin.startswith("written") for e in examples]
    room = sum(n for n, mine in zip(words, own, strict=True) if mine) * (1 - share) / share
    out = []
    for example, n, mine in zip(examples, words, own, strict=True):
        if mine or room > 0:
            out.append(example)
        if not mine:
            room -= n
    return out


def for_weighing(folder: Path, held_out: list[Example], most: int, *, seed: int = 7) -> list[Example]:
    """Held-out claims as the product meets them, a third each public, made from passages and written: public sources
    are whole."""
    rng = Random(seed)
    public = [e for e in claims(folder, Random(seed), whole=True) if held(e.key) and len(e.second.split()) >= PASSAGE]
    made = [e for e in held_out if e.task == "judge" and kind(e).startswith("made")]
    own = [e for e in held_out if e.task == "judge" and e.origin.startswith("written")]
    chosen: list[Example] = []
    for found in (public, made, own):
        rng.shuffle(found)
        chosen += found[: most // 3]
    rng.shuffle(chosen)
    return chosen
