"""The measures of reading: what counts as found, and that damage never gets past a named error."""

import json
import random
from pathlib import Path

import pytest

from eval.fuzz_reading import fuzz, mutate, mutate_inside, unsound
from eval.reading_bench import halves, letters, load_articles, score_zones
from ingest.document import BlockKind, RawBlock, RawDocument, RawMarker

BODY = "The toll was first asked of ships that came from the north, and then of all ships.1 Nobody liked it."
NOTE = "A. Author, Harbour Rolls of the North (Oldtown, 1901), p. 12."
ZONES = [
    ("body", BODY.replace("ships.1", "ships. 1")),
    ("listBibl", f"1 {NOTE}"),
    *[("headnote", "Journal of Tolls and Harbours")] * 4,
]


def document(*blocks: RawBlock) -> RawDocument:
    return RawDocument(blocks)


def body(text: str = BODY, **options: object) -> RawBlock:
    return RawBlock(text, BlockKind.PARAGRAPH, **options)


def note(text: str = NOTE) -> RawBlock:
    return RawBlock(text, BlockKind.NOTE, note_id="n1", number="1")


def test_articles_are_split_by_turns() -> None:
    assert halves(["c", "a", "b", "e", "d"]) == (("a", "c", "e"), ("b", "d"))


def test_letters_leave_out_what_varies() -> None:
    assert letters("Ma&amp;ñana – ﬁn, 3!") == "mananafin3"


def test_a_perfect_reading_scores_one() -> None:
    at = BODY.index("1")
    score = score_zones("x", ZONES, document(body(markers=(RawMarker(at, at + 1, "n1"),)), note()))
    assert set(score.shares().values()) == {1.0}


def test_each_fault_lowers_its_own_share() -> None:
    unread = score_zones("x", ZONES, document(body(f"{BODY} 1 {NOTE}"))).shares()
    assert unread["notes"] == 0
    assert unread["body"] == 1
    assert unread["markers"] == 0
    swallowed = score_zones(
        "x", ZONES, document(RawBlock(BODY, BlockKind.NOTE, note_id="n", number="7"), note())
    ).shares()
    assert swallowed["body"] < 0.1
    heads = [RawBlock("Journal of Tolls and Harbours", BlockKind.PARAGRAPH)] * 4
    assert score_zones("x", ZONES, document(body(), note(), *heads)).shares()["running_heads_out"] == 0.25


def test_the_gold_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.zones.json").write_text(json.dumps({"id": "a", "zones": [["body", "text"]]}))
    assert load_articles(tmp_path) == {"a": (tmp_path / "a.pdf", [("body", "text")])}


def test_mutation_is_repeatable_and_changes_something() -> None:
    data = bytes(range(256)) * 4
    changed = [mutate(data, data[::-1], random.Random(seed)) for seed in range(40)]
    assert changed == [mutate(data, data[::-1], random.Random(seed)) for seed in range(40)]
    assert sum(one != data for one in changed) > 30
    assert mutate_inside(b"no archive at all", b"", random.Random(1)) != b""


def test_what_does_not_hold_together_is_seen() -> None:
    assert unsound(document(body(), note())) is None
    assert "outside" in (unsound(document(body(markers=(RawMarker(0, 10_000, "n1"),)), note())) or "")
    assert "no note" in (unsound(document(body(markers=(RawMarker(0, 1, "n9"),)))) or "")


def test_a_short_fuzz_run_finds_nothing(tmp_path: Path) -> None:
    seed = tmp_path / "a.txt"
    seed.write_text(f"Of Tolls\n\n{BODY}\n\n1. {NOTE}\n" * 3)
    result = fuzz([seed], 3, seed=1)
    assert result["executions"]
    assert result["failures"] == []


@pytest.mark.slow
def test_the_shares_on_real_articles(shared: Path) -> None:
    from ingest.readers.pdf import read

    articles = load_articles(shared / "data" / "footnoted_articles")
    if not articles:
        pytest.skip("needs ../shared/data/footnoted_articles, which is not part of the repository")
    for name in ("10.14276__2384-8901__443", "10.3249__1868-1581-2-2-clark"):
        path, zones = articles[name]
        shares = score_zones(name, zones, read(path)).shares()
        assert all(share is None or share > 0.97 for share in shares.values()), shares
