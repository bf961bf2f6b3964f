"""Writes the bench's figures into the model card: `python -m eval.training.card RESULT.json [CARD.md]`.

The figures stand between two marks in the card; all else is written by hand. This file knows only the JSON of
eval/checking_bench.py.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
CARD = Path(__file__).parents[2] / "assistant" / "weights" / "README.md"
SETS = ("wice", "wice_oracle", "begin", "qags")


def _show(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def figures(result: Mapping[str, Any]) -> str:
    """The tables, in Markdown."""
    systems = list(result["wice"])
    count = ", ".join(f"{name} {result[name]['combined']['n']}" for name in SETS)
    lines = [
        f"Balanced accuracy / AUROC on the reported half ({count} claims); thresholds are fitted on the other half.",
        "",
        "| system | " + " | ".join(SETS) + " |",
        "|---" * (len(SETS) + 1) + "|",
    ]
    for system in systems:
        cells = [f"{_show(result[n][system]['balanced'])} / {_show(result[n][system]['auroc'])}" for n in SETS]
        lines.append(f"| {system} | " + " | ".join(cells) + " |")
    lines += [
        "",
        "Claims about the two real documents and the samples, at probability .5 (overlap, cosine and relevance: at the",
        "threshold best for them on these very claims).",
        "",
        f"| system | generated ({result['changed']['combined']['n']}): caught / kept / AUROC "
        f"| hand-written ({result['written']['combined']['n']}): caught / kept / AUROC |",
        "|---|---|---|",
    ]
    for system in systems:
        cells = [
            " / ".join(_show(result[name][system][key]) for key in ("caught", "kept", "auroc"))
            for name in ("changed", "written")
        ]
        lines.append(f"| {system} | " + " | ".join(cells) + " |")
    kinds = [
        ", ".join(f"{kind} {right}/{all_}" for kind, (right, all_) in result[name]["combined"]["right_by_kind"].items())
        for name in ("changed", "written")
    ]
    lines += ["", f"Right by kind, combined. Generated: {kinds[0]}. Hand-written: {kinds[1]}.", ""]
    lines += [
        "Calibration of the combined probability on the four public sets:",
        "",
        "| said | supported | claims |",
        "|---|---|---|",
    ]
    lines += [f"| {row['said']:.2f} | {row['true']:.2f} | {row['n']} |" for row in result["calibration"]]
    squad, speed = result["squad2"], result["ms_a_pair"]
    lines += [
        "",
        f"squad2 ({squad['n']} questions, given the right paragraph): answerable AUROC "
        f"{_show(squad['answerable_auroc'])} (relevance cross-encoder {_show(squad['relevance_auroc'])}), on the "
        f"{squad['n_later']} of the later articles {_show(squad['answerable_auroc_later'])} "
        f"({_show(squad['relevance_auroc_later'])}), "
        f"the cross-encoder trained further {_show(squad['trained_auroc'])}, both as passages are ordered "
        f"{_show(squad['both_auroc'])}, span F1 {squad['span_f1']:.1f}, exact {_show(squad['span_exact'])}, "
        f"words inside the right sentence {_show(squad['in_the_right_sentence'])}.",
        "",
        f"A full window (224 tokens), one at a time: judge {speed['judge']} ms ({speed['judge_cpu']} of processor "
        f"time), reader {speed['reader']} ms ({speed['reader_cpu']}); many together, on two cores: judge "
        f"{speed['judge_together']} ms a pair, reader {speed['reader_together']}.",
    ]
    return "\n".join(lines)


def write(result: Mapping[str, Any], card: Path = CARD) -> None:
    """Puts the tables between the card's marks."""
    text = card.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    card.write_text(f"{before}{BEGIN}\n{figures(result)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    write(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), *map(Path, sys.argv[2:]))
