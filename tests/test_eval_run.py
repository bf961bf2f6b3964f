"""Running a set against a system: what is measured, what isn't applicable, and what survives a broken answer."""

import json
from typing import Any

import pytest

from assistant.settings import Settings
from eval.addresses import without_keys
from eval.cases import Case, parse_cases
from eval.evaluate import settings_json
from eval.report import failures, reasons, terminal
from eval.run import run_cases, run_json
from eval.scoring import Outcome, unattributed
from ingest.errors import PinciteError
from tests.fakes_eval import DOCUMENTS, SET, QuotingSystem, supports

JUDGED = ("support_rate", "alce_citation_recall", "alce_citation_precision")
CASES = parse_cases(SET, documents=DOCUMENTS).cases


def measured(system: Any, **options: Any) -> dict[str, Any]:
    outcomes = run_cases(CASES, system, documents=DOCUMENTS, supports=supports, **options)
    return run_json(outcomes, run={"id": "x"}, settings={"model": None})


def value(run: dict[str, Any], name: str) -> Any:
    return run["metrics"][name]["value"]


def test_a_perfect_system_scores_full_marks() -> None:
    run = measured(QuotingSystem())
    for name in ("correct", "fact_recall", "citation_precision", "citation_recall", "support_rate", "refusal_precision",
                 "refusal_recall", "refusal_auroc", "alce_citation_recall", "alce_citation_precision"):  # fmt: skip
        assert value(run, name) == 1, name
    assert value(run, "calibration_error") == pytest.approx(0.1)
    assert run["metrics"]["fact_recall"]["n"] == 3
    assert run["metrics"]["refusal_recall"]["n"] == 1
    assert run["by_tag"]["gulf"]["fact_recall"]["n"] == 2
    assert set(run) == {"run", "settings", "metrics", "by_tag", "cases"}
    assert not failures(run)
    json.dumps(run)


def test_what_is_not_measured_is_none_and_never_zero() -> None:
    run = measured(QuotingSystem())
    for name in ("evidence_recall@5", "evidence_mrr", "evidence_ndcg@10", "cost_usd", "input_tokens"):
        assert run["metrics"][name] == {"value": None, "low": None, "high": None, "n": 0}
    assert run["by_tag"]["absent"]["fact_recall"]["value"] is None


def test_retrieval_is_measured_from_the_search() -> None:
    def search(case: Case, answer: object) -> list[dict[str, Any]]:
        wrong = {"document": DOCUMENTS[1].id, "start": 0, "end": 1}
        return [wrong, {"document": "gulf.txt", "start": 0, "end": len(DOCUMENTS[0].text)}]

    run = measured(QuotingSystem(), search=search)
    assert value(run, "evidence_recall@5") == pytest.approx(2 / 3)
    assert value(run, "evidence_recall@1") == 0
    assert value(run, "evidence_mrr") == pytest.approx(1 / 3)
    assert value(run, "evidence_ndcg@10") is not None


@pytest.mark.parametrize(
    ("broken", "fallen"),
    [
        ({"shift": 1}, {"citation_precision", "citation_recall", *JUDGED}),
        ({"refuses": False}, {"refusal_recall"}),
        ({"negates": False}, {"fact_recall", *JUDGED}),
    ],
)
def test_each_break_is_caught_by_the_metrics_that_should(broken: dict[str, Any], fallen: set[str]) -> None:
    run = measured(QuotingSystem(**broken))
    watched = ("fact_recall", "citation_precision", "citation_recall", "alce_citation_recall",
               "alce_citation_precision", "support_rate", "refusal_recall")  # fmt: skip
    assert {name for name in watched if value(run, name) < 1} == fallen


def test_a_failing_question_is_an_outcome_and_the_others_go_on() -> None:
    def ask(case: Case) -> dict[str, Any]:
        if case.id == "sum":
            raise PinciteError("The model is gone.")
        if case.id == "troops":
            return {"nonsense": 1}
        if case.id == "nato":
            raise KeyError("boom")
        return QuotingSystem()(case)

    run = measured(ask)
    errors = {case["id"]: case["error"] for case in run["cases"]}
    assert errors["sum"] == "The model is gone."
    assert "not an answer object" in errors["troops"]
    assert errors["nato"] == "KeyError: 'boom'"
    assert errors["seat"] is None
    assert value(run, "fact_recall") == pytest.approx(1 / 3)
    assert value(run, "citation_recall") == pytest.approx(1 / 3)
    assert value(run, "refusal_recall") == 0  # an error is no refusal
    assert [case["id"] for case in failures(run)] == ["sum", "troops", "nato"]


def test_finished_cases_are_not_asked_again_and_order_is_kept() -> None:
    first = run_cases(CASES, QuotingSystem(), documents=DOCUMENTS)
    system, seen = QuotingSystem(), []
    done = {outcome.case.id: outcome for outcome in first[:2]}
    again = run_cases(CASES, system, documents=DOCUMENTS, done=done, on_outcome=lambda o: seen.append(o.case.id))
    assert system.asked == seen == ["seat", "nato"]
    assert [outcome.case.id for outcome in again] == [case.id for case in CASES]


def test_many_at_once_give_the_same_figures() -> None:
    def steady(run: dict[str, Any]) -> dict[str, Any]:
        return {name: found for name, found in run["metrics"].items() if not name.startswith("latency")}

    assert steady(measured(QuotingSystem())) == steady(measured(QuotingSystem(), workers=4))


def test_a_stage_counts_where_it_was_run() -> None:
    outcomes = [
        Outcome(CASES[0], {"answered": True, "answer": "Yes.", "timings_ms": {"retrieve": 2.0, "check": 8.0}}),
        Outcome(CASES[1], {"answered": False, "answer": "No.", "timings_ms": {"retrieve": 4.0, "check": 0.0}}),
    ]
    figures = run_json(outcomes)["metrics"]
    assert (figures["latency_ms_check_median"]["value"], figures["latency_ms_check_median"]["n"]) == (8.0, 1)
    assert figures["latency_ms_retrieve_median"]["n"] == 2


def test_reasons_name_what_is_wrong() -> None:
    shifted = measured(QuotingSystem(shift=1, refuses=False))
    words = {case["id"]: reasons(case) for case in shifted["cases"]}
    assert "a gold sentence isn't cited" in words["sum"]
    assert words["nato"] == ["answered, but the documents don't hold the answer"]
    refused = run_json([Outcome(CASES[0], {"answered": False, "answer": "No."})])
    assert reasons(refused["cases"][0]) == ["refused, but the documents hold the answer"]


def test_a_lead_in_that_names_the_cited_work_is_no_part_of_the_claim() -> None:
    about = "The Quad: a history Ellison 2016"
    assert unattributed("Ellison (2016): It was paid.", about) == "It was paid."
    assert unattributed("The Quad: A History: It was paid.", about) == "It was paid."
    assert unattributed("Two sums: one was paid.", about) == "Two sums: one was paid."
    assert unattributed("It was paid.", about) == "It was paid."


def test_the_terminal_shows_figures_and_failures_and_takes_no_markup_from_questions() -> None:
    from io import StringIO

    from rich.console import Console

    run = measured(QuotingSystem(refuses=False))
    run["cases"][3]["question"] = "[red]Is [/nothing] markup?"
    out = StringIO()
    terminal(run, Console(file=out, width=120))
    assert "refusal_recall" in out.getvalue()
    assert "0.000" in out.getvalue()
    assert "[red]Is [/nothing] markup?" in out.getvalue()
    assert "evidence_mrr" not in out.getvalue()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("http://ana:sk-1@models.test:8080/v1?api_key=sk-2#sk-3", "http://models.test:8080/v1"),
        ("HTTPS://sk-1@models.test", "HTTPS://models.test"),
        ("https://models.test?key=sk-1", "https://models.test"),
        ("https://a:p@ss@models.test/v1", "https://models.test/v1"),
        ("openai:m@http://:sk-1@models.test/v1", "openai:m@http://models.test/v1"),
        ("https://models.test/v1 said no to https://x:sk-1@models.test/v2", None),
        ("openai:gpt-5", "openai:gpt-5"),
        ("ana@models.test", "ana@models.test"),
    ],
)
def test_addresses_are_kept_without_what_could_be_a_key(written: str, kept: str | None) -> None:
    assert without_keys(written) == (kept or "https://models.test/v1 said no to https://models.test/v2")


def test_a_runs_settings_hold_no_key() -> None:
    settings = Settings(
        model="m", base_url="http://ana:sk-1@models.test/v1?api_key=sk-2", judge="http://sk-3@judge.test"
    )
    kept = settings_json(settings)
    assert kept["base_url"] == "http://models.test/v1" and kept["judge"] == "http://judge.test"
    assert "sk-" not in json.dumps(kept) and kept["model"] == "m" and kept["passages"] == settings.passages
