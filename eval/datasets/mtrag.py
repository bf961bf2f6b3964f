"""MTRAG (Katsis et al. 2025): turns of people's conversations with a wording that stands alone. Apache-2.0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.answer import Turn
from eval.datasets.files import find, read_lines
from eval.datasets.records import FollowUp

COLLECTIONS = ("clapnq", "cloud", "fiqa", "govt")
USER = re.compile(r"(?:^|\n)\|user\|:")


def load(folder: Path) -> Iterator[FollowUp]:
    """The turns for which a rewriting is given; the history holds the user's side alone."""
    for name in COLLECTIONS:
        home = find(folder, "mtrag", "mtrag-human", "retrieval_tasks", name)
        last = {one["_id"]: one["text"] for one in read_lines(home / f"{name}_lastturn.jsonl")}
        rewrites = {one["_id"]: one["text"] for one in read_lines(home / f"{name}_rewrite.jsonl")}
        for one in read_lines(home / f"{name}_questions.jsonl"):
            if one["_id"] not in rewrites:
                continue
            turns = [turn.strip() for turn in USER.split(one["text"]) if turn.strip()]
            asked = last.get(one["_id"], turns[-1] if turns else "").replace("|user|:", "").strip()
            rewrite = rewrites[one["_id"]].replace("|user|:", "").strip()
            yield FollowUp(one["_id"], tuple(Turn("user", turn) for turn in turns[:-1]), asked, rewrite)
