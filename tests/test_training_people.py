"""Training pairs that people wrote: questions written to mislead, claims written or judged, and the shipped networks as
a start. Sentences are this project's own."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from eval.training.misleading import Misleading, as_claim, as_question, misleading, reported
from eval.training.natural import judged, natural, weighed

HARBOUR = (
    "The harbour of Lindmouth was dredged in 1911. "
    "Its lighthouse was built by Anna Reyes, of red brick from the kilns of Oakford, in 1874."
)
MILL = "The mill at Oakford ground rye until the flood of 1928. It belonged to the abbey and was never rebuilt."


def _file(folder: Path, text: str, name: str = "some-v2.0.json") -> Path:
    def asked(question: str, answer: str, *, impossible: bool) -> dict[str, object]:
        place = [{"text": answer, "answer_start": text.index(answer)}]
        sort = "plausible_answers" if impossible else "answers"
        return {"question": question, "is_impossible": impossible, "answers": [], sort: place}

    questions = [
        asked("Who built the lighthouse?", "Anna Reyes", impossible=False),
        asked("Who dredged the harbour?", "Anna Reyes", impossible=True),
    ]
    data = {"data": [{"title": "x", "paragraphs": [{"context": text, "qas": questions}]}]}
    path = folder / name
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_questions_written_to_mislead_keep_the_place_of_what_answers_or_seems_to(tmp_path: Path) -> None:
    _file(tmp_path, HARBOUR)
    yes, no = misleading(tmp_path, frozenset())
    assert (yes.answered, no.answered) == (True, False)
    assert {HARBOUR[a.words.start : a.words.end] for a in (yes, no) if a.words} == {"Anna Reyes"}
    assert yes.sentence is not None and HARBOUR[yes.sentence.start :].startswith("Its lighthouse")
    assert as_question(yes).label == 1 and as_question(yes).words == yes.words
    assert as_question(no).label == 0 and as_question(no).words is None
    true, untrue = as_claim(yes), as_claim(no)
    assert true is not None and (true.first, true.label, true.bad) == ("Anna Reyes built the lighthouse.", 0, ())
    assert untrue is not None and untrue.first == "Anna Reyes dredged the harbour."
    assert untrue.label != 0 and untrue.bad is None


def test_passages_that_are_reported_on_are_left_out_however_they_are_spaced(tmp_path: Path) -> None:
    path = _file(tmp_path, HARBOUR)
    (tmp_path / "other-answerable-questions.txt").write_text("1\twho owned the mill ?\t14\t15\n", encoding="utf-8")
    (tmp_path / "other-unanswerable-questions.txt").write_text("2\twho rebuilt the mill ?\t14\t15\n", encoding="utf-8")
    spaced = MILL.lower().replace(".", " .").replace("  ", " ")
    (tmp_path / "other-context.txt").write_text(f"{spaced}\t12\t21\n", encoding="utf-8")
    everything = misleading(tmp_path, frozenset())
    without = misleading(tmp_path, reported(path))
    assert len(everything) == 4
    assert [asked.question for asked in without] == ["who owned the mill?", "who rebuilt the mill?"]


def test_a_reported_passage_is_left_out_though_it_has_no_capitals(tmp_path: Path) -> None:
    path = _file(tmp_path, HARBOUR)
    tokens = HARBOUR.lower().replace(".", " .").replace(",", " ,")
    for kind, question in (("answerable", "when was it dredged ?"), ("unanswerable", "when was it sold ?")):
        (tmp_path / f"z-{kind}-questions.txt").write_text(f"1\t{question}\t7\t7\n", encoding="utf-8")
    (tmp_path / "z-context.txt").write_text(f"{tokens}\t0\t3\n", encoding="utf-8")
    assert len(misleading(tmp_path, frozenset())) == 4
    assert misleading(tmp_path, reported(path)) == []


def test_the_answer_of_a_twin_is_the_words_at_its_tokens(tmp_path: Path) -> None:
    tokens = MILL.lower().replace(".", " .").split()
    start = tokens.index("the", 11)
    for kind, question in (("answerable", "who owned the mill ?"), ("unanswerable", "who sold the mill ?")):
        line = f"1\t{question}\t{start}\t{start + 1}\n"
        (tmp_path / f"x-{kind}-questions.txt").write_text(line, encoding="utf-8")
    (tmp_path / "x-context.txt").write_text(" ".join(tokens) + "\t0\t3\n", encoding="utf-8")
    yes, no = misleading(tmp_path, frozenset())
    assert yes.words is not None and yes.text[yes.words.start : yes.words.end] == "the abbey"
    assert no.words == yes.words and not no.answered


def test_a_twin_without_its_passage_has_the_sentence_that_answers(tmp_path: Path) -> None:
    (tmp_path / "y-answerable-questions.txt").write_text("1\twhen did the flood come ?\t3\t3\n", encoding="utf-8")
    (tmp_path / "y-unanswerable-questions.txt").write_text("2\twhen did the flood recede ?\t3\t3\n", encoding="utf-8")
    (tmp_path / "src-dev.txt").write_text("the flood came in 1928 .\n", encoding="utf-8")
    (tmp_path / "tgt-dev.txt").write_text("when did the flood come ?\n", encoding="utf-8")
    yes, no = misleading(tmp_path, frozenset())
    assert yes.text == no.text == "the flood came in 1928."
    assert yes.words is None and yes.sentence is not None
    assert as_claim(yes) is None, "no words are known that could be put into a claim"


def test_a_long_answer_makes_no_claim() -> None:
    text = "It was because " + "the wind and the water and the salt " * 3 + "wore it down."
    asked = Misleading("What happened to the pier?", text, True, None)
    assert as_claim(asked) is None


def test_claims_of_people_keep_their_verdicts_and_those_to_weigh_are_not_trained_on(tmp_path: Path) -> None:
    fooling = {
        "id": "a", "text": "The mill ground rye.", "label": "SUPPORTS", "gold_evidence": [{"text": MILL}],
        "retrieved_evidence": [{"text": HARBOUR}],
    }  # fmt: skip
    (tmp_path / "fm2_dev.jsonl").write_text(json.dumps(fooling) + "\n", encoding="utf-8")
    page = f"[1] https://example.org/mill\n\n{MILL} {HARBOUR}"
    answers = [
        {"question": f"question {n}", "answers": {"m": {"claims": [
            {"claim_string": f"The mill ground rye for {n} years [1].", "evidence": [page], "support": support}
        ]}}}
        for n, support in enumerate(("Complete", "Incomplete") * 6)
    ]  # fmt: skip
    lines = "".join(json.dumps(row) + "\n" for row in answers)
    (tmp_path / "expertqa-x.jsonl").write_text(lines, encoding="utf-8")
    page_row = {
        "claim": "The mill ground rye.",
        "evidence": [MILL, HARBOUR],
        "label": "supported",
        "meta": {"id": "w1"},
    }
    (tmp_path / "wice-test.jsonl").write_text(json.dumps(page_row) + "\n", encoding="utf-8")
    trained, kept = natural(tmp_path, Random(1)), weighed(tmp_path)
    assert [e.label for e in trained if e.origin == "fm2"] == [0]
    every = list(judged(tmp_path))
    assert len(every) == 12 and 0 < sum(e.origin == "expertqa" for e in trained) < 12
    assert all("[1]" not in e.first and "example.org" not in e.second for e in every)
    assert {e.label == 0 for e in every} == {True, False}
    assert [(e.label, e.second) for e in kept] == [(0, f"{MILL}\n{HARBOUR}")]
    assert not any(e.origin == "wice" for e in trained), "what is weighed isn't trained on"


@pytest.mark.slow
def test_training_goes_on_from_the_shipped_networks() -> None:
    pytest.importorskip("torch")
    import torch

    from assistant.judge import load_reader
    from assistant.pairing import pair, tokenize
    from eval.training.starts import start

    network = load_reader().network  # type: ignore[attr-defined]
    first, second = tokenize(network.tokenizer, ["Who built the lighthouse?", HARBOUR])
    both = pair(first.ids, second.ids)
    [(_, shipped, _)] = network.run([both])
    with torch.no_grad():
        ids, types = (torch.tensor([row]) for row in (both.ids, both.types))
        _, answer, _ = start("reader").eval()(ids, types, torch.ones_like(ids))
    assert abs(float(answer[0]) - shipped) < 0.8
