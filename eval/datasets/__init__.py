"""Public sets, one adapter each, read from a folder the user names; nothing of them is shipped or fetched.

The tables below name what can be measured: CLAIMS (does the source support the claim?), QUESTIONS (is the answer in
the context, and where?), RANKINGS (texts and queries) and FOLLOW_UPS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from eval.datasets import begin, chunking_eval, cranfield, mtrag, pubmedqa, qags, squad, treccast, wice
from eval.datasets.files import DatasetError
from eval.datasets.records import FollowUp, Label, LabelledClaim, LabelledQuestion, RankedQuery, RankedText

__all__ = [
    "CLAIMS",
    "FOLLOW_UPS",
    "QUESTIONS",
    "RANKINGS",
    "DatasetError",
    "FollowUp",
    "Label",
    "LabelledClaim",
    "LabelledQuestion",
    "RankedQuery",
    "RankedText",
]

CLAIMS: dict[str, Callable[[Path], Iterator[LabelledClaim]]] = {
    "wice": wice.load,
    "wice_oracle": wice.load_oracle,
    "begin": begin.load,
    "qags": qags.load,
}
QUESTIONS: dict[str, Callable[[Path], Iterator[LabelledQuestion]]] = {
    "squad2": squad.load_squad2,
    "jaquad": squad.load_jaquad,
    "pubmedqa": pubmedqa.load,
}
RANKINGS: dict[str, tuple[Callable[[Path], Iterator[RankedText]], Callable[[Path], Iterator[RankedQuery]]]] = {
    "cranfield": (cranfield.load_texts, cranfield.load_queries),
    "chunking_eval": (chunking_eval.load_texts, chunking_eval.load_queries),
}
FOLLOW_UPS: dict[str, Callable[[Path], Iterator[FollowUp]]] = {"treccast": treccast.load, "mtrag": mtrag.load}
