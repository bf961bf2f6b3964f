"""`pincite check`: a verdict a line, by the judge that answers are checked by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.checking import check_claim
from assistant.judge import load_judge
from tests.commanding import pincite


def test_an_empty_claim_is_called_empty(sample_library: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    for claim, words in (("", "is empty"), (3, "is not text")):
        claims.write_text(json.dumps({"id": 1, "claim": claim, "source": "The mill closed."}), encoding="utf-8")
        assert f'line 1: "claim" {words}' in pincite(sample_library, "check", claims, status=1)[1]


def test_only_a_line_feed_ends_a_line_of_json(sample_library: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    sources = [f"The mill stood for a hundred years.{sign}Then it burnt." for sign in "\u2028\u2029\u0085"]
    lines = [{"id": i, "claim": "The mill stood for a hundred years.", "source": one} for i, one in enumerate(sources)]
    claims.write_text("\r\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    out, _ = pincite(sample_library, "check", claims)
    assert [json.loads(line)["id"] for line in out.split("\n") if line] == [0, 1, 2]


def test_check_gives_a_verdict_a_line(sample_library: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    source = "In 1956 the organisation had 80 members. Its secretariat sat in Geneva."
    lines = [
        {"id": 1, "claim": "The organisation had 80 members in 1956.", "source": source},
        {"id": 2, "claim": "The organisation had 139 members in 1956.", "source": source},
    ]
    claims.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    out, _ = pincite(sample_library, "check", claims)
    results = [json.loads(line) for line in out.splitlines()]
    assert results[0]["verdict"] == "supported"
    assert results[1]["verdict"] in ("contradicted", "not_found")
    assert any("139" in reason for reason in results[1]["reasons"])
    for result in results:
        assert set(result) == {"id", "verdict", "score", "reasons", "evidence"}
        assert all(0 <= span["start"] < span["end"] <= len(source) for span in result["evidence"])


def test_check_asks_the_judge_that_answers_are_checked_by(sample_library: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    source = "The lighthouse keeper rowed out at dawn and brought the three survivors of the wreck ashore."
    said = ["The keeper saved the survivors.", "The survivors brought the keeper ashore.", "He rowed out at dawn."]
    lines = [{"id": n, "claim": claim, "source": source} for n, claim in enumerate(said)]
    claims.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    scores = [json.loads(line)["score"] for line in pincite(sample_library, "check", claims)[0].splitlines()]
    judged = [check_claim(claim, [source], judge=load_judge()).score for claim in said]
    assert scores == pytest.approx(judged, abs=1e-3)
    assert scores != pytest.approx([check_claim(claim, [source]).score for claim in said], abs=1e-3)


def test_a_broken_line_of_claims_gets_its_error_and_the_others_their_verdicts(
    sample_library: Path, tmp_path: Path
) -> None:
    claims = tmp_path / "claims.jsonl"
    sound = {"claim": "The mill stood.", "source": "The mill stood."}
    lines = [
        json.dumps({"id": "a", **sound}),
        '{"id": "b", "claim": ',
        json.dumps({"id": "c", "claim": "The mill stood."}),
        '{"id": NaN, "claim": "It stood.", "source": "It stood."}',
        '{"id": 1e999, "claim": "It stood.", "source": "It stood."}',
        '{"id": ' + "9" * 5000 + "}",
        json.dumps({"id": ["e", 2.5], **sound}),
    ]
    claims.write_text("\n".join(lines), encoding="utf-8")
    out, error = pincite(sample_library, "check", claims, status=1)
    results = [json.loads(line, parse_constant=pytest.fail) for line in out.splitlines()]
    assert [result["id"] for result in results] == ["a", None, "c", None, None, None, ["e", 2.5]]
    assert ["error" in result for result in results] == [False, True, True, True, True, True, False]
    assert 'line 3: "source" is missing' in results[2]["error"] and "not JSON" in results[3]["error"]
    assert all(result["error"] in error for result in results if "error" in result)


def test_a_claim_longer_than_a_sentence_is_named_and_the_others_are_checked(
    sample_library: Path, tmp_path: Path
) -> None:
    claims = tmp_path / "claims.jsonl"
    said = ["The mill closed, " * 250, "The mill closed in 1903."]
    lines = [{"id": n, "claim": claim, "source": "The mill closed in 1903."} for n, claim in enumerate(said)]
    claims.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    out, error = pincite(sample_library, "check", claims, status=1)
    long, sound = map(json.loads, out.splitlines())
    assert long["id"] == 0 and "line 1: The claim is longer than 4,000 characters" in long["error"]
    assert long["error"] in error and sound["verdict"] == "supported"
