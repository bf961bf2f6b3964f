"""Claims that people wrote or judged, with what they were checked against: three public sets of a user's folder.

FoolMeTwice (Eisenschlos et al. 2021; fm2_*.jsonl): claims written to be mistaken, with sentences of an encyclopedia.
ExpertQA (Malaviya et al. 2024; expertqa-*.jsonl): claims of language models' answers, with the web pages cited for
them, judged by experts in the field; a half of its questions is kept aside. WiCE's *test* split (Kamoi et al. 2023;
wice-test.jsonl): sentences of an encyclopedia with the web pages cited for them; none is trained on, all are kept for
weighing (`weighed`), as other claims of the same kind are reported on. This file knows no model.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from eval.training.examples import LABELS, UNSUPPORTED, Example, detokenize, gathered_window

AROUND = 90  # words of an encyclopedia's sentences beside those that are evidence, at most
SHORTEST, LONGEST = 20, 4000  # words of a page
SUPPORTS = {"Complete": 0, "Partial": UNSUPPORTED, "Incomplete": UNSUPPORTED}
_CITED = re.compile(r"\s*\[\d+\]")
_ADDRESS = re.compile(r"^\[\d+\]\s*\S*\s*")


def natural(folder: Path, rng: Random) -> list[Example]:
    """The pairs to train on: FoolMeTwice's and half of ExpertQA's, pages cut to what is gathered for the claim."""
    return [*_fooling(folder, rng), *(cut(e) for e in judged(folder) if crc32(e.key.encode()) % 2)]


def weighed(folder: Path) -> list[Example]:
    """The pairs kept for weighing: those of WiCE's test split, their pages whole."""
    return [
        Example("judge", row["claim"], "\n".join(row["evidence"]), label, "wice", row["meta"]["id"])
        for row in _lines(folder, "wice-test.jsonl")
        for label in (LABELS["supported"] if row["label"] == "supported" else UNSUPPORTED,)
    ]


def cut(example: Example) -> Example:
    """The pair with what is gathered for its claim from its source."""
    window = gathered_window(example.first, example.second)
    return Example("judge", example.first, window, example.label, example.origin, example.key, bad=example.bad)


def _lines(folder: Path, pattern: str) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob(pattern)):
        for line in path.read_text("utf-8").split("\n"):
            if line:
                yield json.loads(line)


def _fooling(folder: Path, rng: Random) -> Iterator[Example]:
    for row in _lines(folder, "fm2_*.jsonl"):
        claim = detokenize(row["text"])
        evidence = [detokenize(item["text"]) for item in row["gold_evidence"]]
        others = [detokenize(item["text"]) for item in row["retrieved_evidence"]]
        others = [text for text in others if text not in evidence]
        rng.shuffle(others)
        texts, room = list(evidence), rng.randint(0, AROUND)
        for text in others:
            room -= len(text.split())
            if room < 0:
                break
            texts.insert(rng.randint(0, len(texts)), text)
        if claim and evidence:
            supported = row["label"] == "SUPPORTS"
            label = LABELS["supported" if supported else "contradicted"]
            yield Example("judge", claim, " ".join(texts), label, "fm2", row["id"], bad=() if supported else None)


def judged(folder: Path) -> Iterator[Example]:
    """The pairs of ExpertQA with a verdict, their pages whole."""
    seen = set()
    for row in _lines(folder, "expertqa-*.jsonl"):
        for answer in row["answers"].values():
            for claim in answer.get("claims", ()):
                text = _CITED.sub("", claim["claim_string"]).strip()
                pages = "\n".join(_ADDRESS.sub("", page) for page in claim.get("evidence") or ())
                label = SUPPORTS.get(claim.get("support") or "")
                fits = len(text.split()) >= 4 and SHORTEST <= len(pages.split()) <= LONGEST
                if label is None or not fits or (text, pages) in seen:
                    continue
                seen.add((text, pages))
                yield Example("judge", text, pages, label, "expertqa", row["question"], bad=() if label == 0 else None)
