"""`pincite ask`, one question or a batch, and `pincite search`: the real models over the shipped samples."""

from __future__ import annotations

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.commanding import as_json, pincite

ANSWER_KEYS = {
    "question", "standalone_question", "answered", "answer", "model", "claims", "citations", "nearest", "timings_ms",
}  # fmt: skip
CITATION_KEYS = {
    "n", "document", "source", "title", "authors", "year", "start", "end", "quote", "section", "paragraph", "page",
    "notes",
}  # fmt: skip


def test_every_citation_of_an_answer_is_the_documents_own_text(sample_library: Path) -> None:
    answer = as_json(sample_library, "ask", "How much did Japan contribute to the Gulf War?")
    assert set(answer) >= ANSWER_KEYS
    assert answer["answered"] and answer["claims"] and answer["citations"]
    for citation in answer["citations"]:
        assert set(citation) >= CITATION_KEYS
        document = as_json(sample_library, "show", citation["document"])
        assert document["text"][citation["start"] : citation["end"]] == citation["quote"] != ""
    numbers = {citation["n"] for citation in answer["citations"]}
    for claim in answer["claims"]:
        assert set(claim) == {"text", "verdict", "score", "citations", "reasons"}
        assert set(claim["citations"]) <= numbers
    assert {"retrieve", "rerank", "draft", "cite", "check", "total"} <= set(answer["timings_ms"])


def test_a_refusal_is_an_answer_and_shows_the_nearest_passages(sample_library: Path) -> None:
    answer = as_json(sample_library, "ask", "What is the boiling point of tungsten?")
    assert not answer["answered"]
    assert answer["nearest"] and not answer["claims"]
    assert {"retrieve", "rerank", "draft", "cite", "check", "total"} <= set(answer["timings_ms"])
    assert answer["timings_ms"]["check"] == 0 < answer["timings_ms"]["retrieve"]


def test_search_gives_passages_with_their_place(sample_library: Path) -> None:
    found = as_json(sample_library, "search", "human security", "-k", "3")
    assert 0 < len(found) <= 3
    assert found == sorted(found, key=lambda p: -p["score"])


def test_a_batch_is_answered_in_order(sample_library: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    history = [
        {"role": "user", "text": "What is the Quad?"},
        {"role": "assistant", "text": "A dialogue of four countries."},
    ]
    lines = [
        {"id": "b", "question": "When did Japan join the United Nations?"},
        {"id": "a", "question": "Who is in it?", "history": history},
    ]
    questions.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    out, _ = pincite(sample_library, "ask", "--batch", questions)
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == ["b", "a"]
    assert answers[1]["standalone_question"] != "Who is in it?"


def test_the_rest_of_a_batch_is_answered_when_a_line_is_broken(sample_library: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    question = "When did Japan join\u2028the United Nations?"  # a line separator inside a text ends no line
    lines = [
        json.dumps({"id": "a", "question": question}, ensure_ascii=False),
        '{"id": "b", "question": ',
        '{"id": "c", "question": " "}',
        '{"id": "d"}',
        '{"id": "e", "question": "Why?", "history": 3}',
        json.dumps({"id": "a", "question": question}),
    ]
    questions.write_text("\n".join(lines), encoding="utf-8")
    out, err = pincite(sample_library, "ask", "--batch", questions, status=1)
    answers = [json.loads(line) for line in out.split("\n") if line]
    assert [answer["id"] for answer in answers] == ["a", None, "c", "d", "e", "a"]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, False]
    assert "line 2: not JSON" in answers[1]["error"]
    assert 'line 3: "question" is empty' in answers[2]["error"]
    assert 'line 4: "question" is missing' in answers[3]["error"]
    assert all(answer["error"] in err for answer in answers if "error" in answer)
    assert "line 6: the id 'a' stands in line 1 too" in err


def test_half_a_character_stops_no_question_and_no_batch(sample_library: Path, tmp_path: Path) -> None:
    answer = as_json(sample_library, "ask", "How much did Japan\udcff pay for the Gulf War?")
    assert answer["question"] == "How much did Japan\ufffd pay for the Gulf War?"
    assert as_json(sample_library, "search", "human \udcff security", "-k", "1")
    questions, claims = tmp_path / "questions.jsonl", tmp_path / "claims.jsonl"
    questions.write_text(
        '{"id": "\\ud801", "question": "How \\ud800 many?", "history": [{"role": "user", "text": "\\udc00?"}]}\n'
        '{"id": 2, "question": "When did Japan join the United Nations?"}\n'
    )
    out, _ = pincite(sample_library, "ask", "--batch", questions)
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["\ud801", 2]
    claims.write_text('{"claim": "It fell\\ud800.", "source": "It fell\\udfff."}\n')
    assert json.loads(pincite(sample_library, "check", claims)[0])["verdict"] in ("supported", "partial")


def test_the_readmes_question_is_answered(sample_library: Path) -> None:
    for question in ("How much did Japan pay for the Gulf War?", "How much did Japan pay for the Gulf War"):
        answer = as_json(sample_library, "ask", question)
        assert answer["answered"] and "billion" in answer["answer"]


def test_questions_and_claims_come_from_standard_input_too(
    sample_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def given(text: str) -> None:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text.encode())))

    given('{"id": 1, "claim": "It stood.", "source": "It stood."}\n{"id": 2}\n')
    out, error = pincite(sample_library, "check", "-", status=1)
    assert json.loads(out.splitlines()[0])["verdict"] == "supported"
    assert 'standard input, line 2: "claim" is missing' in error
    given('\ufeff{"id": 1, "question": "When did Japan join the United Nations?"}\n')
    assert json.loads(pincite(sample_library, "ask", "--batch", "-")[0])["id"] == 1


def test_a_history_comes_from_standard_input_in_every_form_of_its_file(
    sample_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(history: str, status: int = 0) -> tuple[str, str]:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(history.encode())))
        return pincite(sample_library, "ask", "When was it founded?", "--history", "-", "--json", status=status)

    said = [{"role": "user", "text": "Who is in the Quad?"}, {"role": "assistant", "text": "Four countries."}]
    as_lines = "".join(json.dumps(turn) + "\n" for turn in said)
    (tmp_path / "history.jsonl").write_text(as_lines, encoding="utf-8")
    expected = as_json(sample_library, "ask", "When was it founded?", "--history", tmp_path / "history.jsonl")
    assert "Quad" in expected["standalone_question"]
    for given in (as_lines, json.dumps(said)):
        assert json.loads(asked(given)[0])["standalone_question"] == expected["standalone_question"]
    out, error = asked('[{"role": "user", "text": "Who is in', status=1)
    assert not out and "standard input, line 1: not JSON" in error
    out, error = asked("[" * 100_000, status=1)
    assert not out and "standard input, line 1: nested too deeply" in error


def test_a_question_is_no_longer_than_over_http(sample_library: Path, tmp_path: Path) -> None:
    assert "longer than 4,000" in pincite(sample_library, "ask", "why " * 1001, status=2)[1]
    batch = tmp_path / "questions.jsonl"
    batch.write_text(json.dumps({"id": 1, "question": "why " * 1001}), encoding="utf-8")
    out, _ = pincite(sample_library, "ask", "--batch", batch, status=1)
    assert "longer than 4,000" in json.loads(out)["error"]


def test_an_empty_query_is_wrong_usage(sample_library: Path) -> None:
    assert "the query is empty" in pincite(sample_library, "search", " ", status=2)[1]
