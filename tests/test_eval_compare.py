"""Two runs compared, the gate over them, and runs kept on disk."""

import json
import stat
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from eval import compare as comparing
from eval.cases import parse_cases
from eval.estimates import Estimate
from eval.gate import ThresholdError, check, parse_thresholds
from eval.run import run_cases, run_json
from eval.runs import Journal, RunError, last_run, list_runs, load_run, runs_folder, save_run
from eval.scoring import Outcome
from ingest.errors import PinciteError
from tests.fakes_eval import DOCUMENTS, SET, QuotingSystem, supports

CASES = parse_cases(SET, documents=DOCUMENTS).cases


@cache
def measured(**broken: Any) -> dict[str, Any]:
    return run_json(run_cases(CASES, QuotingSystem(**broken), documents=DOCUMENTS, supports=supports))


def run_of(name: str = "base", **broken: Any) -> dict[str, Any]:
    """A run of its own, to be changed at will; measured once."""
    return {**deepcopy(measured(**broken)), "run": {"id": name}}


def test_a_run_against_itself_has_not_changed() -> None:
    base = run_of()
    found = comparing.compare(base, base)
    assert found.paired == 4
    assert not found.cases
    assert {change.difference.value for change in found.changes} == {0}
    assert not any(change.sure for change in found.changes)


def test_differences_are_paired_by_hand() -> None:
    found = comparing.compare(run_of(), run_of(shift=1))
    recall = found.change("citation_recall")
    assert recall is not None
    assert (recall.before, recall.after, recall.difference.value, recall.difference.n) == (1, 0, -1, 3)
    assert not recall.sure  # three questions are too few
    assert comparing.Change("x", 1, 0, Estimate(-1, -1, -0.5, 6)).sure
    assert not comparing.Change("x", 1, 0, Estimate(-1, -1, 0.5, 60)).sure
    assert comparing.worsened(recall) == 1
    facts = found.change("fact_recall")
    assert facts is not None and facts.difference.value == 0


def test_the_interval_is_of_the_difference_not_of_two_runs() -> None:
    # Every question loses the same 0.5, so the paired interval is a point however much the questions differ.
    base, after = run_of(), run_of()
    for case, value in zip(base["cases"], (1.0, 0.9, 0.6, None), strict=True):
        case["metrics"]["token_f1"] = value
    for case, value in zip(after["cases"], (0.5, 0.4, 0.1, None), strict=True):
        case["metrics"]["token_f1"] = value
    change = comparing.compare(base, after).change("token_f1")
    assert change is not None
    assert change.difference.low == pytest.approx(-0.5) == change.difference.high


def test_questions_that_changed_are_named_with_the_reason() -> None:
    found = comparing.compare(run_of(), run_of(refuses=False, negates=False))
    changed = {case.id: case for case in found.cases}
    assert changed["nato"].direction == "worse"
    assert changed["nato"].why == ("now answers",)
    assert "no longer states 'no troops'" in changed["troops"].why
    assert any("isn't supported" in one for one in changed["troops"].why)
    assert "sum" not in changed
    back = comparing.compare(run_of(refuses=False), run_of())
    assert [(case.id, case.direction) for case in back.cases] == [("nato", "better")]
    json.dumps(found.to_json())


def test_questions_that_cannot_be_paired_are_left_out_and_named() -> None:
    base, after = run_of(), run_of()
    after["cases"][0]["question"] = "Another wording?"
    after["cases"].pop(1)
    found = comparing.compare(base, after)
    assert found.paired == 2
    assert found.only_before == ("sum", "troops")
    assert found.only_after == ("sum",)


# ---- the gate ---------------------------------------------------------------------------------


def test_a_good_run_passes() -> None:
    thresholds = parse_thresholds(["fact_recall=1", "refusal_recall=0.9"], ["latency_ms_p95=100000"], ["fact_recall=0"])
    assert check(run_of(), thresholds, run_of()) == ()


@pytest.mark.parametrize(
    ("broken", "metric", "questions"),
    [
        ({"shift": 1}, "citation_precision", {"sum", "troops", "seat"}),
        ({"shift": 1}, "citation_recall", {"sum", "troops", "seat"}),
        ({"refuses": False}, "refusal_recall", {"nato"}),
        ({"negates": False}, "support_rate", {"troops", "seat"}),
        ({"negates": False}, "alce_citation_recall", {"troops", "seat"}),
    ],
)
def test_a_broken_system_is_caught_by_the_metric_that_should(
    broken: dict[str, Any], metric: str, questions: set[str]
) -> None:
    for thresholds in (parse_thresholds([f"{metric}=0.95"]), parse_thresholds(max_drops=[f"{metric}=0.02"])):
        assert check(run_of(), thresholds, run_of()) == ()
        (miss,) = check(run_of("broken", **broken), thresholds, run_of())
        assert miss.metric == metric
        assert set(miss.questions) == questions
        assert metric in str(miss) and all(name in str(miss) for name in questions)


def test_a_metric_that_was_not_measured_misses_its_threshold() -> None:
    (miss,) = check(run_of(), parse_thresholds(["evidence_mrr=0.1"]))
    assert miss.found is None
    assert "was not measured" in str(miss)


def test_latency_is_held_down_and_not_up() -> None:
    run = run_of()
    run["metrics"]["latency_ms_p95"]["value"] = 900
    run["cases"][2]["latency_ms"] = 950
    (miss,) = check(run, parse_thresholds(maximums=["latency_ms_p95=500"]))
    assert miss.questions == ("seat",)
    slower = run_of()
    for case in slower["cases"]:
        case["latency_ms"] = 1000.0
    base = run_of()
    (miss,) = check(slower, parse_thresholds(max_drops=["latency_ms_median=100"]), base)
    assert "rose by more than" in str(miss)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"minimums": ["fact_recall"]}, "METRIC=VALUE"),
        ({"minimums": ["fact_recall=high"]}, "METRIC=VALUE"),
        ({"minimums": ["fact_recall=nan"]}, "METRIC=VALUE"),
        ({"minimums": ["facts=1"]}, "there is no metric 'facts'"),
        ({"minimums": ["latency_ms_p95=1"]}, "use --max"),
    ],
)
def test_a_threshold_that_makes_no_sense_is_wrong_usage(options: dict[str, list[str]], words: str) -> None:
    with pytest.raises(ThresholdError, match=words):
        parse_thresholds(**options)


def test_a_drop_needs_a_run_to_fall_from() -> None:
    drop = parse_thresholds(max_drops=["fact_recall=0.1"])
    with pytest.raises(ThresholdError, match="--compare"):
        check(run_of(), drop)
    other = run_of()
    for case in other["cases"]:
        case["id"] += "x"
    with pytest.raises(ThresholdError, match="no question in common"):
        check(run_of(), drop, other)


def test_a_drop_that_cannot_be_told_is_missed() -> None:
    drop = parse_thresholds(max_drops=["refusal_recall=0"])
    part = run_of("part")
    part["cases"] = [case for case in part["cases"] if case["answerable"]]
    (miss,) = check(part, drop, run_of())
    assert "refusal_recall was not measured in the questions that both runs hold" in str(miss)
    never = run_of()
    never["cases"] = part["cases"]
    never["metrics"]["refusal_recall"]["value"] = None
    assert check(part, drop, never) == ()  # nothing to fall from


# ---- runs on disk -----------------------------------------------------------------------------


def test_a_run_is_saved_whole_and_found_again(tmp_path: Path) -> None:
    run = run_of("20260102T030405")
    path = save_run(run, tmp_path / "deep" / "20260102T030405.json")
    assert load_run(path) == run
    assert load_run("20260102", path.parent) == load_run("last", path.parent) == run
    assert list_runs(path.parent) == (path,)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    with pytest.raises(RunError, match="saved runs: 20260102T030405"):
        load_run("1999", path.parent)


def test_the_last_run_is_that_of_the_same_questions(tmp_path: Path) -> None:
    asked = {case.id: case.question for case in CASES}
    with pytest.raises(RunError, match="no run has been saved yet"):
        last_run(lambda run: comparing.of_set(run, asked), tmp_path)
    mine, other = run_of("1"), run_of("2")
    for case in other["cases"]:
        case["question"] = "Another one?"
    save_run(other, tmp_path / "2.json")
    with pytest.raises(RunError, match="of other questions"):
        last_run(lambda run: comparing.of_set(run, asked), tmp_path)
    save_run(mine, tmp_path / "1.json")
    (tmp_path / "3.json").write_text("{}")
    assert last_run(lambda run: comparing.of_set(run, asked), tmp_path) == mine
    mine["cases"] = mine["cases"][:1]
    assert comparing.of_set(mine, asked)  # a run of some of the questions is of the set


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"run": {}, "metrics": {}, "cases": [{"id": 1}]}', "\udcff"])
def test_a_file_that_is_no_run_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RunError, match=r"x\.json") as caught:
        load_run(path)
    assert isinstance(caught.value, PinciteError)


def test_a_run_broken_off_is_taken_up_again(tmp_path: Path) -> None:
    system = QuotingSystem()
    journal = Journal(tmp_path, "key", resume=False)

    def dies(case: Any) -> dict[str, Any]:
        if case.id == "seat":
            raise KeyboardInterrupt
        return system(case)

    with pytest.raises(KeyboardInterrupt):
        run_cases(CASES, dies, documents=DOCUMENTS, on_outcome=journal.write)
    with (tmp_path / "key.partial.jsonl").open("a") as file:
        file.write('{"id": "seat", "quest')  # killed while writing
    again, rest = Journal(tmp_path, "key", resume=True), QuotingSystem()
    outcomes = run_cases(
        CASES, rest, documents=DOCUMENTS, supports=supports, done=again.done(CASES), on_outcome=again.write
    )
    assert rest.asked == ["seat", "nato"]
    assert [dict(o.values) for o in outcomes] == [
        dict(o.values) for o in run_cases(CASES, system, documents=DOCUMENTS, supports=supports)
    ]
    again.close()
    assert not list(tmp_path.iterdir())
    assert not Journal(tmp_path, "key", resume=False).found


def test_a_broken_off_run_is_found_with_any_sign_in_its_answers(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "key", resume=False)
    for case in CASES[:2]:
        journal.write(Outcome(case, {"answer": "It fell.\u2028It\u0085rose."}, None, 1.0))
    assert list(Journal(tmp_path, "key", resume=True).done(CASES)) == [case.id for case in CASES[:2]]


def test_a_line_torn_by_a_kill_takes_no_other_with_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "key", resume=False)
    journal.write(Outcome(CASES[0], {"answer": "It fell."}, None, 1.0))
    (path,) = tmp_path.iterdir()
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": "torn')
    Journal(tmp_path, "key", resume=True).write(Outcome(CASES[1], {"answer": "It rose."}, None, 1.0))
    assert list(Journal(tmp_path, "key", resume=True).done(CASES)) == [case.id for case in CASES[:2]]


def test_runs_are_kept_for_their_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = runs_folder()
    folder.mkdir(parents=True, mode=0o755)  # as earlier versions left it
    path = save_run({"run": {"id": "20260102T030405"}, "metrics": {}, "cases": []})
    assert path.parent == folder and stat.S_IMODE(folder.stat().st_mode) == 0o700
    Journal(tmp_path / "journal", "key", resume=False)
    assert stat.S_IMODE((tmp_path / "journal").stat().st_mode) == 0o700


def test_the_last_run_is_the_newest_of_all_folders(tmp_path: Path) -> None:
    for folder, name in (("one", "20260102"), ("other", "20260103"), ("one", "20260101")):
        save_run({"run": {"id": name}, "metrics": {}, "cases": []}, folder=tmp_path / folder)
    folders = (tmp_path / "one", tmp_path / "other", tmp_path / "absent")
    assert [path.stem for path in list_runs(*folders)] == ["20260103", "20260102", "20260101"]
    assert load_run("last", *folders)["run"]["id"] == "20260103"
    with pytest.raises(RunError, match="no saved run"):
        load_run("20260103", tmp_path / "one")
