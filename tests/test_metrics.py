"""Known answers for every metric: published examples, or worked by hand beside the assertion."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import metrics
from eval.estimates import bootstrap, bootstrap_mean
from eval.metrics import CitedClaim

A, B = ("a", 10, 20), ("b", 0, 5)
WIDE_A, PART_A, OTHER = ("a", 0, 30), ("a", 15, 30), ("c", 0, 99)


def test_evidence_recall_counts_quotes_held_wholly_in_the_first_k() -> None:
    assert metrics.evidence_recall([A, B], [OTHER, WIDE_A], 5) == 0.5
    assert metrics.evidence_recall([A, B], [OTHER, WIDE_A, B], 3) == 1
    assert metrics.evidence_recall([A], [OTHER, WIDE_A], 1) == 0
    assert metrics.evidence_recall([A], [PART_A], 5) == 0  # only a part of the quote
    assert metrics.evidence_recall([], [A], 5) is None


def test_reciprocal_rank() -> None:
    assert metrics.reciprocal_rank([A], [OTHER, PART_A, WIDE_A]) == 1 / 3
    assert metrics.reciprocal_rank([A], [OTHER]) == 0
    assert metrics.reciprocal_rank([], [OTHER]) is None


def test_ndcg_by_hand() -> None:
    # Found at ranks 1 and 3 of two: (1 + 1/log2 4) / (1 + 1/log2 3)
    expected = (1 + 1 / 2) / (1 + 1 / math.log2(3))
    assert metrics.ndcg([A, B], [WIDE_A, OTHER, B]) == pytest.approx(expected)
    # The same evidence again gains nothing; the second is never found.
    assert metrics.ndcg([A, B], [WIDE_A, A]) == pytest.approx(1 / (1 + 1 / math.log2(3)))
    assert metrics.ndcg([A], [OTHER]) == 0
    assert metrics.ndcg([A], []) == 0
    assert metrics.ndcg([], [A]) is None


@given(st.permutations(range(8)), st.sets(st.integers(0, 7), min_size=1, max_size=4))
def test_ranking_metrics_agree_with_the_librarys_where_each_passage_is_one_document(
    order: list[int], relevant: set[int]
) -> None:
    import ir_measures
    from ir_measures import RR, R, nDCG

    places = [(f"d{i}", 0, 10) for i in order]
    gold = [(f"d{i}", 2, 4) for i in sorted(relevant)]
    qrels = [ir_measures.Qrel("q", f"d{i}", 1) for i in relevant]
    run = [ir_measures.ScoredDoc("q", f"d{i}", float(-rank)) for rank, i in enumerate(order)]
    library = {str(one.measure): one.value for one in ir_measures.iter_calc([RR, R @ 3, nDCG @ 5], qrels, run)}
    assert metrics.reciprocal_rank(gold, places) == pytest.approx(library["RR"])
    assert metrics.evidence_recall(gold, places, 3) == pytest.approx(library["R@3"])
    assert metrics.ndcg(gold, places, 5) == pytest.approx(library["nDCG@5"])


@pytest.mark.parametrize(
    ("answer", "alternative", "found"),
    [
        ("It paid $13 billion. [1]", "13 billion", True),
        ("It paid 13\u00a0BILLION.", "13 billion", True),
        ("In 2014 it paid.", "14", False),
        ("It paid 14.5 billion.", "14", False),
        ("It paid 1.14 billion.", "14", False),
        ("It paid 14, then 15.", "14", True),
        ("It was 1,400 men.", "1400", True),
        ("It was 1400 men.", "1,400", True),
        ("from 1990–91", "1990-91", True),
        ("Japan’s seat", "Japan's seat", True),
        ("Japanese", "Japan", False),
        ("See [14].", "14", False),
        ("日本は130億ドルを支払った。", "130億ドル", True),
        ("", "x", False),
    ],
)
def test_facts_are_found_as_whole_words(answer: str, alternative: str, found: bool) -> None:
    assert metrics.fact_recall([[alternative]], answer) == float(found)


def test_fact_recall_is_the_share_of_facts_with_any_alternative() -> None:
    assert metrics.fact_recall([["x", "one"], ["two"], ["three"]], "one and two") == 2 / 3
    assert metrics.fact_recall([], "one") is None


def test_exact_match_and_f1_as_in_squad() -> None:
    # Rajpurkar et al. 2016: articles, punctuation and case don't count.
    assert metrics.exact_match(["The Denver Broncos"], "denver broncos!") == 1
    assert metrics.exact_match(["Denver Broncos"], "the Carolina Panthers") == 0
    assert metrics.token_f1(["Denver Broncos"], "the Denver Broncos won") == pytest.approx(0.8)  # P 2/3, R 1
    assert metrics.token_f1(["gravity", "force of gravity"], "force gravity [1]") == pytest.approx(0.8)
    assert metrics.token_f1(["x"], "") == 0
    assert metrics.exact_match([], "x") is None
    assert metrics.token_f1([], "x") is None


def test_citations_against_gold_sentences() -> None:
    assert metrics.citation_precision([A], [PART_A, OTHER, None]) == 1 / 3
    assert metrics.citation_recall([A, B], [PART_A, None]) == 0.5
    assert metrics.citation_precision([A], [("a", 20, 30)]) == 0  # half-open: they touch, but don't overlap
    assert metrics.citation_precision([A], []) is None
    assert metrics.citation_precision([], [A]) is None
    assert metrics.citation_recall([A], []) == 0
    assert metrics.citation_recall([], [A]) is None


def test_citation_iou_by_hand() -> None:
    assert metrics.citation_iou([A], [("a", 15, 25)]) == pytest.approx(5 / 15)
    assert metrics.citation_iou([A], [A, None]) == 1
    assert metrics.citation_iou([A], [("a", 0, 1000)]) == pytest.approx(10 / 1000)
    assert metrics.citation_iou([A, B], [A, A]) == pytest.approx(10 / 15)
    assert metrics.citation_iou([A], []) is None
    assert metrics.citation_iou([], [A]) is None


def supported_by(*needed: str) -> metrics.Supports:
    """A judge by which a claim needs all the named sources."""
    return lambda claim, sources: set(needed) <= set(sources)


def test_alce_recall_and_precision_as_in_the_paper() -> None:
    # Gao et al. 2023, section 3: a statement supported by [1] and [2] together, [3] being irrelevant: recall 1, and
    # precision 2/3, since [3] neither supports it alone nor is needed.
    claim = CitedClaim("s", ("1", "2", "3"))
    assert metrics.alce_citation_recall([claim], supported_by("1", "2")) == 1
    assert metrics.alce_citation_precision([claim], supported_by("1", "2")) == pytest.approx(2 / 3)
    # Where the citations together don't support it, none is precise.
    assert metrics.alce_citation_precision([claim], supported_by("4")) == 0
    # One that supports it alone is precise though the others would do without it.
    assert metrics.alce_citation_precision([CitedClaim("s", ("1", "1b"))], lambda c, s: bool(s)) == 1
    bare = CitedClaim("s", ())
    assert metrics.alce_citation_recall([claim, bare], supported_by("1")) == 0.5
    assert metrics.alce_citation_precision([bare], supported_by()) is None
    assert metrics.alce_citation_recall([], supported_by()) is None


def test_support_rate_and_refusals() -> None:
    assert metrics.support_rate(["supported", "partial", "contradicted", "supported"]) == 0.5
    assert metrics.support_rate([]) is None
    assert metrics.refusal_precision(answerable=False, refused=True) == 1
    assert metrics.refusal_precision(answerable=True, refused=True) == 0
    assert metrics.refusal_precision(answerable=True, refused=False) is None
    assert metrics.refusal_recall(answerable=False, refused=False) == 0
    assert metrics.refusal_recall(answerable=False, refused=True) == 1
    assert metrics.refusal_recall(answerable=True, refused=True) is None


def test_auroc_by_hand() -> None:
    # The pairs (true, false): .8>.7, .8>.3, .5<.7, .5>.3: three of four.
    assert metrics.auroc([0.8, 0.7, 0.5, 0.3], [True, False, True, False]) == 0.75
    assert metrics.auroc([0.5, 0.5], [True, False]) == 0.5
    assert metrics.auroc([0.5, 0.6], [True, True]) is None


@given(st.lists(st.tuples(st.integers(0, 5).map(float), st.booleans()), min_size=2, max_size=40))
def test_auroc_is_the_share_of_pairs_in_order(pairs: list[tuple[float, bool]]) -> None:
    good = [score for score, label in pairs if label]
    bad = [score for score, label in pairs if not label]
    found = metrics.auroc([score for score, _ in pairs], [label for _, label in pairs])
    if not good or not bad:
        assert found is None
    else:
        wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
        assert found == pytest.approx(wins / len(good) / len(bad))


def test_calibration_by_hand() -> None:
    # [.9, .9, .9, .9] with three right: |.9 - .75| = .15; [.2] wrong: |.2 - 0| = .2; ECE = 4/5 * .15 + 1/5 * .2
    probabilities, labels = [0.9, 0.9, 0.9, 0.9, 0.2], [True, True, True, False, False]
    assert metrics.calibration_error(probabilities, labels) == pytest.approx(0.16)
    low, high = metrics.reliability(probabilities, labels)
    assert (low.low, low.n, low.share) == (0.2, 1, 0)
    assert (high.low, high.high, high.n, high.share) == (0.9, 1.0, 4, 0.75)
    assert high.mean == pytest.approx(0.9)
    assert metrics.reliability([1.0], [True])[0].high == 1.0
    assert metrics.calibration_error([], []) is None


def test_quantiles_interpolate() -> None:
    assert metrics.quantile([4, 1, 3, 2], 0.5) == 2.5
    assert metrics.quantile([1, 2, 3, 4, 5], 0.95) == pytest.approx(4.8)
    assert metrics.quantile([7], 0.95) == 7


def test_intervals_are_the_same_every_time_and_hold_the_value() -> None:
    values = [0.0, 1.0, 1.0, 1.0, 0.5, 1.0, 0.0, 1.0]
    one, two = bootstrap_mean(values), bootstrap_mean(values)
    assert one == two
    assert one.low is not None and one.value is not None and one.high is not None
    assert one.low < one.value == 0.6875 < one.high
    assert one == bootstrap(values, lambda some: sum(some) / len(some))
    assert bootstrap_mean([]) == bootstrap([], lambda some: 1.0)
    assert bootstrap_mean([]).to_json() == {"value": None, "low": None, "high": None, "n": 0}


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    import numpy as np

    rng = np.random.default_rng(1)
    inside = 0
    for _ in range(200):
        found = bootstrap_mean(rng.random(40).tolist(), resamples=300)
        assert found.low is not None and found.high is not None
        inside += found.low <= 0.5 <= found.high
    assert 0.88 <= inside / 200 <= 0.99
