"""The written claims and questions: well formed, found again by their passages' ids, balanced."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from assistant.claims.matching import overlap
from eval.training.data import shared
from eval.training.examples import LABELS, UNSUPPORTED, Example
from eval.training.written import FILE, balanced, passage_id, passages_of, written

PASSAGE = (
    "The weir at Lisse was built in 1871 by Anna Korver. Her brother Pieter had opposed it. It closed in 1931, as the "
    "river silted up."
)
ROW: dict[str, Any] = {
    "passage": passage_id(PASSAGE),
    "supported": ["Silt put an end to the weir.", "Anna Korver built the weir at Lisse in 1871."],
    "contradicted": ["Pieter built the weir at Lisse in 1871.", "The weir outlived the silting of its river."],
    "not_found": ["The weir cost more than its builder had."],
    "untrue": [["The weir of 1871 was built by Anna Korver and closed in 1941.", "in 1941"]],
    "questions": [
        ["Who put up the weir?", "Anna Korver"],
        ["Why was it closed?", [PASSAGE.index("as the river"), len(PASSAGE) - 1]],
    ],
    "unanswerable": ["Why did Pieter build a mill?", "Who paid Pieter for his brother's weir?"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "qed.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"question": "q", "context": PASSAGE, "answer": "", "answer_start": -1}) + "\n")
    (tmp_path / "rows.jsonl").write_text(
        json.dumps(ROW) + "\n" + json.dumps({**ROW, "passage": "0" * 12}) + "\n", encoding="utf-8"
    )
    return tmp_path


def test_pairs_stand_on_their_passage_and_point_to_the_words_that_matter(folder: Path) -> None:
    pairs = list(written(folder, Random(1), file=folder / "rows.jsonl"))
    assert {pair.second for pair in pairs} == {PASSAGE}
    asked = [pair for pair in pairs if pair.task == "read"]
    assert [pair.label for pair in asked] == [1, 1, 0, 0]
    for pair, words, end in zip(asked, ("Anna Korver", "as the river silted up"), ("Korver.", "up."), strict=False):
        assert pair.words and PASSAGE[pair.words.start : pair.words.end] == words
        assert pair.sentence and PASSAGE[pair.sentence.start : pair.sentence.end].endswith(end)
    for pair in pairs:
        if pair.label == UNSUPPORTED:
            assert pair.bad is not None
            assert [pair.first[span.start : span.end] for span in pair.bad] == ["in 1941"]


def test_shared_words_do_not_tell_the_sides_apart(folder: Path) -> None:
    rows = [json.dumps({**ROW, "supported": [f"Claim {n} of odd wording." for n in range(40)], "not_found": []})]
    (folder / "rows.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    judged = [pair for pair in written(folder, Random(1), file=folder / "rows.jsonl") if pair.task == "judge"]
    far = [pair for pair in judged if overlap(pair.first, pair.second) < 0.3]
    assert len(far) <= 3
    assert balanced([], Random(1)) == []


def test_openings_do_not_tell_answered_questions_from_others(folder: Path) -> None:
    asked = [*(["Who", "sat?"] for _ in range(30)), *(["How many", "sat?"] for _ in range(3))]
    row = {**ROW, "questions": [[" ".join(words), "Anna Korver"] for words in asked]}
    row["unanswerable"] = [*["How many stood?"] * 30, *["How long did it stand?"] * 3, *["Who stood?"] * 5]
    (folder / "rows.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    read = [pair for pair in written(folder, Random(1), file=folder / "rows.jsonl") if pair.task == "read"]
    counts = Counter((pair.first.split()[0], pair.first.split()[1], pair.label) for pair in read)
    assert counts["Who", "sat?", 1] <= 6 and counts["Who", "stood?", 0] == 5
    assert counts["How", "many", 0] <= 4 and counts["How", "many", 1] == 3
    assert counts["How", "long", 0] <= 1


def test_written_pairs_can_be_given_a_share_of_what_is_trained_on() -> None:
    def pair(origin: str) -> Example:
        return Example("judge", "a b", "c d e", 0, origin, "k")

    many = [pair("written:supported")] * 30 + [pair("generated:qed")] * 500
    drawn = shared(many, 0.6)
    assert sum(e.origin.startswith("written") for e in drawn) == 30
    assert len(drawn) == pytest.approx(50, abs=1)
    assert shared(many, None) == many


def test_the_file_holds_what_it_says() -> None:
    seen = set()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert len(row["passage"]) == 12 and row["passage"] not in seen
        seen.add(row["passage"])
        assert all(isinstance(claim, str) and claim for label in LABELS for claim in row.get(label, ()))
        assert all(words in claim for claim, words in row.get("untrue", ()))
        for question, answer in row["questions"]:
            assert question and answer and (isinstance(answer, str) or 0 <= answer[0] < answer[1])
    assert len(seen) > 4000


def test_nothing_written_holds_nine_words_in_a_row_of_its_passage(shared: Path) -> None:
    passages = passages_of(shared / "data" / "training")
    if not passages:
        pytest.skip("needs ../shared/data/training, which is not part of the repository")

    def runs(text: str) -> set[tuple[str, ...]]:
        found = re.findall(r"[^\W_]+", text.lower())
        return {tuple(found[i : i + 9]) for i in range(len(found) - 8)}

    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        there = runs(passages[row.pop("passage")])
        texts = [
            text
            for items in row.values()
            for item in items
            for text in ([item] if isinstance(item, str) else item)
            if isinstance(text, str)
        ]
        assert not [text for text in texts if runs(text) & there]
