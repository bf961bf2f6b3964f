"""The judge of the judge: figures worked by hand, and the adapters over folders of the sets' own shape."""

import json
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rich.console import Console

from assistant.protocols import Judgement, Reading
from eval import judging
from eval.datasets import CLAIMS, FOLLOW_UPS, QUESTIONS, RANKINGS, DatasetError, Label, LabelledClaim
from eval.judging import Judged, claim_figures, judge_sets
from eval.report_judge import judge_html, judge_terminal

S, P, U = Label.SUPPORTED, Label.PARTIAL, Label.UNSUPPORTED


def judged(*rows: tuple[Label, str, float]) -> list[Judged]:
    return [
        Judged(LabelledClaim(str(i), "c", "s", label, str(i)), verdict, x) for i, (label, verdict, x) in enumerate(rows)
    ]


HAND = judged(
    (S, "supported", 0.9), (S, "supported", 0.8), (S, "partial", 0.4),
    (P, "supported", 0.7), (P, "partial", 0.3), (U, "contradicted", 0.1), (U, "not_found", 0.2),
)  # fmt: skip


def test_figures_of_a_checker_by_hand() -> None:
    found = claim_figures(HAND)
    value = {name: one["value"] for name, one in found["metrics"].items()}
    assert value["accuracy"] == pytest.approx(5 / 7, abs=1e-6)
    assert value["precision"] == pytest.approx(2 / 3, abs=1e-6)
    assert value["recall"] == pytest.approx(2 / 3, abs=1e-6)
    assert value["f1"] == pytest.approx(2 / 3, abs=1e-6)
    assert value["balanced_accuracy"] == pytest.approx((2 / 3 + 3 / 4) / 2, abs=1e-6)
    assert value["auroc"] == pytest.approx(11 / 12, abs=1e-6)  # of 12 pairs only .4 < .7 is wrong
    assert found["confusion"]["supported"] == {"supported": 2, "partial": 1, "contradicted": 0, "not_found": 0}
    assert found["confusion"]["unsupported"]["contradicted"] == 1
    at_half = next(row for row in found["thresholds"] if row["threshold"] == 0.5)
    assert at_half["precision"] == pytest.approx(2 / 3)
    assert [one["id"] for one in found["worst"]] == ["3", "2"]


def test_balanced_accuracy_and_f1_agree_with_scikit_learn() -> None:
    sklearn = pytest.importorskip("sklearn.metrics")
    pairs = [(one.gold, one.said) for one in HAND]
    gold, said = [g for g, _ in pairs], [s for _, s in pairs]
    assert judging.balanced_accuracy(pairs) == pytest.approx(sklearn.balanced_accuracy_score(gold, said))
    assert judging.f1(pairs) == pytest.approx(sklearn.f1_score(gold, said))


def test_what_cannot_be_measured_is_none() -> None:
    found = claim_figures(judged((S, "partial", 0.2), (S, "not_found", 0.1)))
    assert found["metrics"]["precision"]["value"] is None
    assert found["metrics"]["balanced_accuracy"]["value"] is None
    assert found["metrics"]["auroc"] == {"value": None, "low": None, "high": None, "n": 0}
    assert claim_figures([])["n"] == 0


def test_the_threshold_is_tuned_on_one_half_and_reported_on_the_other() -> None:
    rows = judged(*[(S, "supported", 0.65) if i % 2 else (U, "partial", 0.6) for i in range(60)])
    found = claim_figures(rows)
    assert found["best_threshold"] == 0.65
    assert found["metrics"]["balanced_accuracy_at_best"]["value"] == 1
    assert 0 < found["metrics"]["balanced_accuracy_at_best"]["n"] < 60


class WordJudge:
    """A judge that goes by shared words: the real protocol, no model."""

    name = "words"

    def judge(self, pairs: Any) -> list[Judgement]:
        shares = [len(set(c.split()) & set(s.split())) / max(len(set(c.split())), 1) for c, s in pairs]
        return [Judgement(share, 0.0, 1 - share) for share in shares]


class FirstWord:
    """A reader that answers with the context's first word."""

    name = "first"

    def read(self, question: str, passages: Any) -> list[Reading]:
        return [Reading(0.9 if "capital" in question else 0.1, 0, len(p.split()[0])) for p in passages]


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sets in their own shape, with a handful of records made up here."""
    claims = [
        {"label": "supported", "claim": "the sea is salt", "evidence": ["the sea is salt", "x"], "meta": {"id": "a"}},
        {"label": "not_supported", "claim": "the moon sings", "evidence": ["stones lie there"], "meta": {"id": "b"}},
        {"label": "partially_supported", "claim": "the sea sings", "evidence": ["the sea is"], "meta": {"id": "c"}},
    ]
    lines = "".join(json.dumps(one) + "\n" for one in claims)
    write(tmp_path, "wice/data/entailment_retrieval/claim/dev.jsonl", lines)
    write(tmp_path, "wice/oracle/dev.jsonl", lines)
    table = "model_name\tdata_source\tknowledge\tmessage\tresponse\tbegin_label\n"
    for part, name in (("wow", "wow"), ("cmu-dog", "cmu"), ("topicalchat", "tc")):
        rows = 'm\td\tit is "so\thello\tit is "so\tFully attributable\nm\td\tk\thello\tI see\tGeneric\n'
        rows += "m\td\tk\th\tno\tNot\n"
        write(tmp_path, f"begin/{part}/begin_dev_{name}.tsv", table + rows)
    votes = [{"response": "yes"}, {"response": "no"}, {"response": "yes"}]
    summary = {"article": "a b", "summary_sentences": [{"sentence": "a b", "responses": votes}]}
    write(tmp_path, "qags/data/mturk_cnndm.jsonl", json.dumps(summary))
    question = {"id": "1", "question": "What is the capital?", "answers": [{"text": "Rome", "answer_start": 0}]}
    absent = {"id": "2", "question": "Why?", "is_impossible": True, "answers": []}
    squad = {"data": [{"title": "T", "paragraphs": [{"context": "Rome it is", "qas": [question, absent]}]}]}
    write(tmp_path, "squad2/data/dev-v2.0.json", json.dumps(squad))
    write(tmp_path, "jaquad/data/dev/one.json", json.dumps(squad))
    return tmp_path


def test_sets_are_read_in_their_own_shape(folder: Path) -> None:
    labels = {name: [one.label for one in CLAIMS[name](folder)] for name in CLAIMS}
    assert labels == {"wice": [S, U, P], "wice_oracle": [S, U, P], "begin": [S, U] * 3, "qags": [S]}
    rome, absent = QUESTIONS["squad2"](folder)
    assert rome.place is not None
    assert rome.context[rome.place[0] : rome.place[1]] == rome.answers[0] == "Rome"
    assert absent.answers == ()
    assert next(CLAIMS["begin"](folder)).source == 'it is "so'


def test_a_folder_may_be_the_set_itself(folder: Path) -> None:
    assert len(list(CLAIMS["wice"](folder / "wice"))) == 3


def test_a_run_over_several_sets_and_its_reports(folder: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    result = judge_sets(
        folder,
        ("wice", "begin", "squad2"),
        check=judging.bare_check(WordJudge()),
        reader=FirstWord(),
        on_progress=lambda *step: seen.append(step),
    )
    assert result["sets"]["wice"]["metrics"]["accuracy"]["value"] == pytest.approx(2 / 3, abs=1e-6)
    assert result["sets"]["squad2"]["metrics"]["answerable_auroc"]["value"] == 1
    assert result["sets"]["squad2"]["metrics"]["exact_match"]["value"] == 1
    assert seen[-1] == ("squad2", 2, 2)
    out = StringIO()
    judge_terminal(result, Console(file=out, width=120))
    assert "contradicted" in out.getvalue()
    page = judge_html(result)
    for svg in page.split("<svg")[1:]:
        ElementTree.fromstring("<svg" + svg.split("</svg>")[0] + "</svg>")
    json.dumps(result)


def test_pincites_own_checker_runs_without_a_model(folder: Path) -> None:
    result = judge_sets(folder, ("wice",))
    assert result["sets"]["wice"]["confusion"]["supported"]["supported"] == 1
    assert result["sets"]["wice"]["confusion"]["unsupported"]["supported"] == 0


def test_a_sample_is_the_same_every_time() -> None:
    assert judging.sample(range(100), 10) == judging.sample(range(100), 10) == sorted(judging.sample(range(100), 10))
    assert judging.sample(range(3), 10) == [0, 1, 2]


@pytest.mark.parametrize(
    ("name", "words"),
    [("nothing", "There is no set 'nothing'"), ("qags", "isn't in"), ("squad2", "measures the reader")],
)
def test_a_set_that_cannot_be_measured_is_named(folder: Path, name: str, words: str) -> None:
    (folder / "qags/data/mturk_cnndm.jsonl").unlink()
    with pytest.raises(DatasetError, match=words):
        judge_sets(folder, (name,))


@pytest.mark.parametrize("text", ["{", '{"claim": 1}', "[1]"])
def test_a_damaged_set_is_named(folder: Path, text: str) -> None:
    path = folder / "wice/oracle/dev.jsonl"
    path.write_text(text)
    with pytest.raises(DatasetError, match="wice"):
        list(CLAIMS["wice_oracle"](folder))


def test_the_real_sets_are_whole(shared: Path) -> None:
    data = shared / "data"
    if not data.is_dir():
        pytest.skip("needs ../shared/data, which is not part of the repository")
    for name, count in (("wice", 349), ("begin", 1148), ("qags", 714)):
        assert sum(1 for _ in CLAIMS[name](data)) == count
    for name, count in (("squad2", 3708), ("jaquad", 3939), ("pubmedqa", 1000)):
        found = list(QUESTIONS[name](data))
        assert len(found) == count
        assert all(q.context[q.place[0] : q.place[1]] == q.answers[0] for q in found if q.place)
    assert sum(1 for _ in FOLLOW_UPS["treccast"](data)) == 934
    assert sum(1 for _ in FOLLOW_UPS["mtrag"](data)) == 777
    texts, queries = RANKINGS["chunking_eval"]
    lengths = {text.id: len(text.text) for text in texts(data)}
    assert all(end <= lengths[q.relevant[0][0]] for q in queries(data) for _, end in q.spans)
    assert [sum(1 for _ in load(data)) for load in RANKINGS["cranfield"]] == [1400, 225]
