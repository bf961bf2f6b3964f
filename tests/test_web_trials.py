"""The evaluate tab's work: sets checked on arrival, runs with progress, stopping, comparing, cases made from chats."""

import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Question
from eval.cases import load_cases
from eval.runs import save_run
from ingest.errors import PinciteError
from tests.fakes_web import FakeChain, FakeLibrary, make_document, make_run
from web import drafts
from web.conversations import Conversation, Exchange
from web.trials import OWN, SHIPPED, TrialError, Trials, set_name
from web.trials_html import comparison_html, run_html


def trials(folder: Path, evaluate: Any = None) -> Trials:
    document = make_document()
    return Trials(FakeLibrary({document.id: document}), folder, evaluate=evaluate)


def a_set(path: Path, quote: str) -> Path:
    case = {"id": "q1", "question": "How many judges?", "evidence": [{"document": "mirel.txt", "quote": quote}]}
    path.write_text(json.dumps({**case, "facts": [["nine"]], "answerable": True}) + "\n")
    return path


def test_a_set_is_kept_only_if_its_quotes_are_found(tmp_path: Path) -> None:
    own = trials(tmp_path / "kept")
    assert own.upload(a_set(tmp_path / "a.jsonl", "nine judges"), "../My set!.jsonl") == "My set"
    with pytest.raises(PinciteError, match="zeppelin"):
        own.upload(a_set(tmp_path / "b.jsonl", "ninety zeppelins"), "b.jsonl")
    assert [key for _, key in own.sets()] == [SHIPPED, "My set"]
    assert set_name("../../x/y.jsonl") == "y"


def test_a_run_tells_its_progress_and_is_saved(tmp_path: Path) -> None:
    def evaluate(*, limit: int | None, on_start: Any, on_outcome: Any) -> Any:
        on_start(2)
        return make_run("run-01", False, make_document())

    own = trials(tmp_path, evaluate)
    steps = list(own.run(SHIPPED, None))
    assert steps[0].total == 2 and steps[-1].run is not None
    assert [key for _, key in own.runs()] == ["run-01"] and own.load("run-01")["cases"]


def test_a_run_that_fails_says_why_and_frees_the_place(tmp_path: Path) -> None:
    def evaluate(**_: Any) -> Any:
        raise RuntimeError("boom")

    own = trials(tmp_path, evaluate)
    assert "RuntimeError" in list(own.run(SHIPPED, None))[-1].error
    assert "RuntimeError" in list(own.run(SHIPPED, None))[-1].error
    assert "no question set" in list(own.run("absent", None))[-1].error


def test_a_failure_opens_as_a_chat_with_its_evidence(tmp_path: Path) -> None:
    def evaluate(**_: Any) -> Any:
        return make_run("run-01", False, make_document())

    own = trials(tmp_path, evaluate)
    list(own.run(SHIPPED, None))
    exchange = own.as_conversation("run-01", "q1").exchanges[0]
    assert exchange.evidence[0].quote == "nine judges" and "a fact is missing" in (exchange.remark or "")
    assert exchange.answer is not None and exchange.answer.citations
    for run, case in (("run-01", "absent"), ("absent", "q1"), ("../run-01", "absent")):
        with pytest.raises(TrialError):
            own.as_conversation(run, case)


def test_runs_are_shown_and_compared(tmp_path: Path) -> None:
    document, made = make_document(), iter((False, True))

    def evaluate(**_: Any) -> Any:
        right = next(made)
        return make_run("run-02" if right else "run-01", right, document)

    own = trials(tmp_path, evaluate)
    list(own.run(SHIPPED, None))
    list(own.run(SHIPPED, None))
    shown = run_html(own.load("run-01"))
    assert "1 to look at" in shown and 'class="dot"' in shown and 'data-id="q1"' in shown
    compared = comparison_html(own.compare("run-01", "run-02"), ("old", "new"))
    assert "new against old" in compared and "better" in compared


def test_two_runs_of_one_minute_are_told_apart(tmp_path: Path) -> None:
    document = make_document()
    made = iter(("03:01:05", "03:01:40", "03:02:00"))

    def evaluate(**_: Any) -> Any:
        when = next(made)
        run = make_run(f"run-{when.replace(':', '')}", True, document)
        return {**run, "run": {**run["run"], "created": f"2026-01-02T{when}+00:00"}}

    own = trials(tmp_path, evaluate)
    for _ in range(3):
        list(own.run(SHIPPED, None))
    assert sorted(words for words, _ in own.runs()) == [
        "2026-01-02 03:01:05, questions.jsonl, 2 questions",
        "2026-01-02 03:01:40, questions.jsonl, 2 questions",
        "2026-01-02 03:02, questions.jsonl, 2 questions",
    ]


def test_an_answer_becomes_a_case_and_more_evidence_is_marked(tmp_path: Path) -> None:
    own = trials(tmp_path)
    chain = FakeChain(make_document())
    talk = Conversation("x", exchanges=tuple(Exchange(q, chain.answer(Question(q))) for q in ("When?", "A fish tax?")))
    first, said = own.add_case(talk, 0)
    assert "3 places" in said
    second, said = own.add_case(talk, 1)
    assert "to refuse" in said
    document_id = make_document().id
    assert "Marked" in own.mark(first, document_id, "six  marks in 1831")
    for case, quote in ((first, "marks"), (first, " "), ("absent", "pilots protested")):
        with pytest.raises(PinciteError):
            own.mark(case, document_id, quote)
    kept = load_cases(tmp_path / "sets" / f"{OWN}.jsonl", documents=own.documents())
    by_id = {case.id: case for case in kept.cases}
    assert [e.quote for e in by_id[first].evidence][-1] == "six marks in 1831"
    assert not by_id[second].answerable and by_id[second].history[0].text == "When?"


def test_a_drafted_set_is_what_a_person_leaves_of_it(tmp_path: Path) -> None:
    own = trials(tmp_path)
    cases = drafts.drafted(own.documents(), 8)
    table = drafts.rows(cases)
    assert len(table) == len(cases) and all(len(row) == len(drafts.HEADINGS) for row in table)
    first = next(i for i, case in enumerate(cases) if case.answerable)
    for row in table:
        row[0] = False
    with pytest.raises(drafts.DraftsError, match="No question is kept"):
        own.keep_drafts(cases, table, "mine")
    table[first][:4] = [True, "Is it mended?", "Yes.", "yes | indeed; 2"]
    assert own.keep_drafts(cases, table, "../mine") == ("mine", 1)
    (kept,) = load_cases(tmp_path / "sets" / "mine.jsonl", documents=own.documents()).cases
    assert kept.question == "Is it mended?" and kept.facts == (("yes", "indeed"), ("2",))
    assert ("mine, over your library", "mine") in own.sets()
    with pytest.raises(drafts.DraftsError, match="already"):
        own.keep_drafts(cases, table, "mine")


def test_only_the_documents_that_are_cited_are_loaded(tmp_path: Path) -> None:
    loaded = []

    class Watched(FakeLibrary):
        def document(self, document_id: str) -> Any:
            loaded.append(document_id)
            return super().document(document_id)

    document = make_document()
    others = [replace(document, sha256=f"{n:064}", source=f"other-{n}.txt", path="") for n in range(1, 4)]
    own = Trials(Watched({one.id: one for one in (document, *others)}), tmp_path)
    answer = FakeChain(document).answer(Question("When?"))
    case, _ = own.add_case(Conversation("x", exchanges=(Exchange("When?", answer),)), 0)
    own.mark(case, document.id, "six marks in 1831")
    save_run(make_run("run-01", False, document), tmp_path / "runs" / "run-01.json")
    assert own.as_conversation("run-01", "q1").exchanges[0].evidence[0].quote == "nine judges"
    assert set(loaded) == {document.id}


def test_evidence_of_a_document_whose_name_another_has_too_goes_by_its_id(tmp_path: Path) -> None:
    document = make_document()
    twin = replace(document, sha256="0" * 64, path="elsewhere/mirel.txt")
    own = Trials(FakeLibrary({one.id: one for one in (document, twin)}), tmp_path)
    answer = FakeChain(document).answer(Question("When?"))
    _, said = own.add_case(Conversation("x", exchanges=(Exchange("When?", answer),)), 0)
    assert "3 places" in said
    kept = load_cases(tmp_path / "sets" / f"{OWN}.jsonl", documents=own.documents())
    assert {e.document_id for e in kept.cases[0].evidence} == {document.id}


def test_a_run_that_is_stopped_says_so_last(tmp_path: Path) -> None:
    asked = threading.Event()

    def evaluate(*, on_start: Any, on_outcome: Any, **_: Any) -> Any:
        on_start(2)
        assert asked.wait(30)
        on_outcome(None)

    own = trials(tmp_path, evaluate)
    steps = own.run(SHIPPED, None)
    assert next(steps).total == 2
    own.halt()
    assert next(steps).stopping
    asked.set()
    assert [step.error for step in steps] == ["Stopped."]
