"""How many pairs of each kind are trained on: the two sides of each set alike, little of what misleads.

Chosen by counts, so that neither side of a set can be guessed from the set, and so that people's words (inference sets,
claims made of questions and answers) are half of the claims. This file knows examples, no model and no data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eval.training.examples import Example

# (supported or answered, not), at most; kinds that don't stand here are taken whole.
MOST: dict[str, tuple[int, int]] = {
    "asked": (6000, 7000), "contrast": (800, 1600), "contrast:read": (200, 400),
    "ling_in_loop": (4000, 4000), "semi_auto_nli": (2500, 2500), "climate_fever": (1900, 1900),
    "covidfact": (1300, 1500), "factcheck_gpt": (600, 900), "healthver": (1200, 1400), "summedits": (1200, 1500),
    "made": (6300, 0), "made:name": (0, 1700), "made:role": (0, 900), "made:addition": (0, 1400),
    "made:number": (0, 600), "made:date": (0, 350), "made:negation": (0, 600), "made:antonym": (0, 500),
    "made:neighbour": (0, 700), "made:half": (0, 600),
    "qed": (2500, 0), "qed:changed": (0, 500), "fairytaleqa": (1200, 0), "qamr": (900, 0), "qamr:changed": (0, 250),
    "qamr:neighbour": (0, 250), "covidqa": (500, 0), "quoref_contrast": (500, 0), "selqa": (700, 0),
    "selqa:removed": (0, 350), "squad_train_sents": (2400, 0), "squad_train_sents:article": (0, 1500),
    "squad_train_sents:removed": (0, 1300), "squad_changed": (0, 600), "synth:fairytaleqa": (0, 600),
    "synth:squad_train_sents": (0, 700),
}  # fmt: skip


def kind(example: Example) -> str:
    """What an example counts as: its set; "made" with the change for one made from a passage; "asked" for a claim made
    of a question; "contrast", with ":read" for a question."""
    parts = example.origin.split(":")
    if len(parts) > 1 and parts[-1] == "contrast":
        return "contrast" if example.task == "judge" else "contrast:read"
    if parts[0] != "generated":
        return example.origin
    if parts[1] in ("answer", "wrong_answer"):
        return "asked"
    return ":".join(("made", *parts[2:]))


def mixed(examples: Sequence[Example]) -> list[Example]:
    """The first so many of each kind and side, in their order."""
    seen: Counter[tuple[str, bool]] = Counter()
    out = []
    for example in examples:
        name, true = kind(example), example.label == (0 if example.task == "judge" else 1)
        seen[name, true] += 1
        if name not in MOST or seen[name, true] <= MOST[name][not true]:
            out.append(example)
    return out
