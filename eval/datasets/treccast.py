"""TREC CAsT (Dalton, Xiong and Callan 2020): follow-up questions with a person's wording that stands alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.answer import Turn
from eval.datasets.files import find, read_json, read_text
from eval.datasets.records import FollowUp


def _year_2019(folder: Path) -> Iterator[FollowUp]:
    lines = read_text(
        find(folder, "treccast", "2019", "data", "evaluation", "evaluation_topics_annotated_resolved_v1.0.tsv")
    ).splitlines()
    rewrites = dict(line.split("\t", 1) for line in lines if "\t" in line)
    path = find(folder, "treccast", "2019", "data", "evaluation", "evaluation_topics_v1.0.json")
    for topic in read_json(path):
        history: list[Turn] = []
        for turn in topic["turn"]:
            key, asked = f"{topic['number']}_{turn['number']}", turn["raw_utterance"].strip()
            if key in rewrites:
                yield FollowUp(f"2019-{key}", tuple(history), asked, rewrites[key].strip())
            history.append(Turn("user", asked))


def _later(folder: Path, year: str) -> Iterator[FollowUp]:
    for topic in read_json(find(folder, "treccast", year, f"{year}_manual_evaluation_topics_v1.0.json")):
        history: list[Turn] = []
        for turn in topic["turn"]:
            asked = turn["raw_utterance"].strip()
            key = f"{year}-{topic['number']}_{turn['number']}"
            yield FollowUp(key, tuple(history), asked, turn["manual_rewritten_utterance"].strip())
            history.append(Turn("user", asked))
            if turn.get("passage"):
                history.append(Turn("assistant", turn["passage"]))


def load(folder: Path) -> Iterator[FollowUp]:
    """The evaluation turns of 2019 to 2021; in 2021 the history carries the system's answers."""
    yield from _year_2019(folder)
    yield from _later(folder, "2020")
    yield from _later(folder, "2021")
