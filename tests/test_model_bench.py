"""The bench of language models: claims count once, only the model's own, and a person's word decides what is true."""

from assistant.answer import Answer, Citation, Claim, Verdict
from eval.cases import Case
from eval.model_bench import judged, row, summary

CASE = Case("a", "When was it dug?", "In 1412.", facts=(("1412",),), evidence=(), answerable=True)
QUOTE = Citation(1, "d", "a.md", None, (), None, 0, 8, "It was dug in 1412.")


def answer(model: str | None, *verdicts: Verdict) -> Answer:
    claims = tuple(Claim(f"It was dug in 141{2 + i}.", v, 0.9, (1,)) for i, v in enumerate(verdicts))
    return Answer("?", "?", True, " ".join(c.text for c in claims), model, claims, (QUOTE,))


def test_only_supported_claims_count_after_checking_and_only_the_models_own() -> None:
    rows = [
        row(CASE, answer("m", Verdict.SUPPORTED, Verdict.CONTRADICTED), 1.0),
        row(CASE, answer("m", Verdict.NOT_FOUND), 1.0),
        row(CASE, answer(None, Verdict.SUPPORTED), 1.0),
    ]
    found = summary(rows)
    assert (found["claims"], found["written_by_the_model"]) == (3, 2)
    assert found["supported_before"] == 1 / 3
    assert found["facts_before"] == 1.0
    assert found["facts_after"] == 2 / 3


def test_a_persons_word_gives_the_share_of_true_claims_before_and_after() -> None:
    rows = [row(CASE, answer("m", Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.SUPPORTED), 1.0)]
    for claim, true in zip(rows[0]["claims"], (True, False, None), strict=True):
        claim["true"] = true
    found = judged(rows)
    assert (found["judged"], found["true_before"], found["true_after"], found["true_ones_kept"]) == (2, 0.5, 1.0, 1.0)
