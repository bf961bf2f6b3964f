"""The bench of claim checking: its measures, its claims, and the card that shows its figures."""

import json
from pathlib import Path

import pytest

from eval.changed_claims import MadeClaim, make_claims, written_claims
from eval.checking_bench import balanced_accuracy, best_threshold, measure_made
from eval.metrics import auroc
from eval.reader_measures import span_f1
from eval.training.card import figures
from ingest.reading import read_document

ROOT = Path(__file__).parent.parent


def test_the_card_carries_the_figures_of_the_last_bench() -> None:
    result = json.loads((ROOT / "eval" / "results" / "checking.json").read_text(encoding="utf-8"))
    card = (ROOT / "assistant" / "weights" / "README.md").read_text(encoding="utf-8")
    assert figures(result) in card


def test_auroc_and_thresholds() -> None:
    assert auroc([0.1, 0.4, 0.35, 0.8], [False, False, True, True]) == 0.75
    assert auroc([1.0, 1.0], [True, False]) == 0.5
    assert auroc([1.0], [True]) is None
    cut = best_threshold([0.1, 0.2, 0.8, 0.9], [False, False, True, True])
    assert balanced_accuracy([s > cut for s in (0.1, 0.2, 0.8, 0.9)], [False, False, True, True]) == 1.0
    assert span_f1("the 13 billion", ["13 billion"]) == 1.0
    assert span_f1("billion", ["13 billion"]) == pytest.approx(2 / 3)


def test_hand_written_claims_stand_in_their_documents() -> None:
    path = ROOT / "eval" / "samples" / "gulf-war-contribution.md"
    claims = written_claims([read_document(path)])
    assert len(claims) > 15 and all(claim.source for claim in claims)
    made = make_claims([read_document(path)])
    assert any(claim.supported for claim in made) and any(not claim.supported for claim in made)
    assert made == make_claims([read_document(path)])


def test_what_is_caught_is_also_told_at_a_share_of_true_claims_kept() -> None:
    claims = [MadeClaim(str(n), f"claim {n}", "source", n < 25, "number" if n >= 25 else "copy") for n in range(50)]
    row = measure_made(claims, {"combined": lambda pairs: [1 - n / 50 for n in range(len(pairs))]})["combined"]
    assert row["caught_at_92_kept"] == 1.0
    mixed = measure_made(claims, {"combined": lambda pairs: [n / 50 for n in range(len(pairs))]})["combined"]
    assert mixed["caught_at_92_kept"] == 0.0
