"""The generator of changed and reworded claims, and the made-up questions."""

import gzip
import json
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.training.changes import OPERATIONS, changed
from eval.training.contrast import contrasts
from eval.training.data import build, generated
from eval.training.examples import Example, best_window, detokenize
from eval.training.mixture import kind, mixed
from eval.training.questions import declarative, stated, unanswerable
from eval.training.rewordings import REWORDINGS, reworded
from ingest.document import Span

SENTENCES = {
    "number": "The council has 15 members and a staff of 1,200 people.",
    "date": "The treaty was signed on 8 September 1951 in San Francisco.",
    "unit": "The pipeline is 300 kilometres long.",
    "name": "The bill was defeated by France and later by Germany.",
    "negation": "The government did not accept the proposal.",
    "antonym": "The assembly accepted the reform.",
    "quantifier": "Most members signed the treaty.",
    "modality": "The council may change its rules.",
    "comparative": "The work took more than 20 years.",
    "role": "The minister said that Korea invaded China that year.",
    "addition": "The council met in Geneva.",
}


@pytest.mark.parametrize("kind", OPERATIONS)
def test_every_operation_changes_a_sentence_at_the_place_it_names(kind: str) -> None:
    sentence = SENTENCES[kind]
    edits = [edit for seed in range(20) if (edit := OPERATIONS[kind](sentence, sentence, Random(seed))) is not None]
    assert len(edits) > 10
    for edit in edits:
        assert edit.text != sentence and edit.kind == kind
        assert edit.text[edit.start : edit.end].strip()


@given(st.text(max_size=200), st.integers(0, 1000))
@settings(max_examples=80, deadline=None)
def test_any_text_can_be_given_to_the_generators(text: str, seed: int) -> None:
    edit = changed(text, text, Random(seed))
    if edit is not None:
        assert 0 <= edit.start <= edit.end <= len(edit.text) and edit.text != text
    assert reworded(text, Random(seed)) != ""
    for rewording in REWORDINGS:
        assert rewording(text, Random(seed)) != text


def test_the_same_seed_makes_the_same_claims() -> None:
    text = "In 1990, Japan, a member of the group, paid 13 billion dollars for the war, which most states supported."
    assert changed(text, text, Random(4)) == changed(text, text, Random(4))
    assert reworded(text, Random(4)) == reworded(text, Random(4))


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        ("Who wrote the report?", "Ogata", "Ogata wrote the report."),
        ("What is the seat of the council?", "New York", "The seat of the council is New York."),
        ("When was the treaty signed?", "in 1951", "The treaty was signed in 1951."),
    ],
)
def test_a_question_and_its_answer_make_a_claim(question: str, answer: str, claim: str) -> None:
    assert declarative(question, answer) == claim


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        ("Near which river did the council meet?", "the Aare", None),
        ("How long is the bridge of Bern?", "40 metres", "40 metres is the bridge of Bern."),
        ("Which country did Ogata visit?", "Japan", "Ogata visit in Japan."),
        ("Name the river.", "Aare", None),
    ],
)
def test_a_question_without_a_rule_is_stated_or_left_out(question: str, answer: str, claim: str | None) -> None:
    assert stated(question, answer) == claim


def test_a_contrast_set_holds_the_same_words_and_only_both_exchanged_is_true() -> None:
    first, second = "Keller painted the bridge of Bern.", "In May, old Keller painted the bridge of Bern for Meier."
    place = Span(8, len(second))
    kept = Example("judge", first, second, 0, "generated:x", "k", bad=(), sentence=place)
    found = list(contrasts(kept, Random(3), rate=1.0))
    assert [e.label for e in found] == [3, 3, 0] and all(e.origin.endswith(":contrast") for e in found)
    claim, passage, both = found
    assert (
        claim.second == second and passage.first == first and (both.first, both.second) == (claim.first, passage.second)
    )
    [bad] = passage.bad or ()
    assert first[bad.start : bad.end] in second and first[bad.start : bad.end] not in both.first
    assert both.sentence is not None and both.second[both.sentence.start :].endswith(".")


def test_no_kind_of_pair_is_taken_more_often_than_the_mixture_says() -> None:
    def pair(origin: str, label: int, task: str = "judge") -> Example:
        return Example("judge" if task == "judge" else "read", "a", "b", label, origin, "k")

    many = [pair("generated:qed:half", 2)] * 700 + [pair("generated:answer", 0)] * 6500 + [pair("med", 0)] * 5
    many += [pair("quoref_contrast", 1, "read")] * 3 + [pair("qed:contrast", 1, "read")] * 300
    counts = Counter(kind(e) for e in mixed(many))
    assert counts == {"made:half": 600, "asked": 6000, "med": 5, "quoref_contrast": 3, "contrast:read": 200}


def test_a_question_can_lose_its_answer() -> None:
    context = "the treaty was signed in 1951 by the minister, and the assembly rejected the budget of the council."
    question = "when was the treaty signed by the minister?"
    assert any(unanswerable(question, context, Random(seed)) not in (None, question) for seed in range(10))


def test_treebank_spacing_is_undone() -> None:
    assert (
        detokenize("The state 's seat ( in Bonn ) , it is n't large .") == "The state's seat (in Bonn), it isn't large."
    )


def test_a_long_source_is_cut_to_the_sentences_nearest_to_the_claim() -> None:
    source = (
        "Nothing of note was said here today. " * 50 + "Japan paid for the war. " + "Nothing else happened there. " * 50
    )
    window = best_window("Japan paid for the war.", source, words=60)
    assert "Japan paid for the war." in window and len(window.split()) <= 60


def _folder(path: Path) -> Path:
    """A few rows of two sets, as the training folder has them."""
    parts = [
        "the bridge of {0} was built in 18{0}. ",
        "it has {0} arches of stone. ",
        "the river below is {0} miles long and rises in the hills of the north. ",
    ]
    rows = []
    for n in range(10, 90):
        sentences = [part.format(n) for part in parts]
        context = "".join(sentences).strip()
        for asked, at in (("when was the bridge of {0} built?", 0), ("how many arches has the bridge of {0}?", 1)):
            answer = sentences[at].strip()
            rows.append({"question": asked.format(n), "context": context, "answer": answer, "answerable": True,
                         "answer_start": context.index(answer)})  # fmt: skip
    long = "Nothing of note was said on that day in the hall. " * 20
    claim = {"claim": "Anna built the bridge and Jakob painted it.", "label": "supported",
             "source": f"Anna built the bridge. {long}Jakob painted it. {long}"}  # fmt: skip
    for name, found in (("squad_train_sents", rows), ("summedits", [claim])):
        with gzip.open(path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in found)
    return path


def test_questions_lose_their_answers_and_no_passage_stands_on_both_sides(tmp_path: Path) -> None:
    train, held_out = build(_folder(tmp_path))
    assert not {e.key for e in train} & {e.key for e in held_out}
    removed = [e for e in train + held_out if e.origin == "squad_train_sents:removed"]
    article = [e for e in train + held_out if e.origin == "squad_train_sents:article"]
    assert removed and article and not any(e.label for e in removed + article)
    for example in removed:
        asked = "was built in" if "when" in example.first else "arches"
        assert asked not in example.second
    for example in article:
        assert example.key not in example.second


def test_what_supports_a_claim_from_two_places_is_gathered_from_a_long_source(tmp_path: Path) -> None:
    [example] = [e for e in [*build(_folder(tmp_path))[0], *build(_folder(tmp_path))[1]] if e.origin == "summedits"]
    assert "Anna built" in example.second and "Jakob painted" in example.second
    assert len(example.second.split()) <= 110


def test_a_joined_claim_marks_its_untrue_half() -> None:
    passage = [
        f"The {name} was built in the year {year}." for name, year in zip("ABCDEFGH", range(1801, 1809), strict=True)
    ]
    halves = [e for e in generated({"x": [passage] * 60}, Random(1)) if e.origin.endswith(":half")]
    assert halves
    for example in halves:
        [bad] = example.bad or ()
        told = example.first[bad.start : bad.end]
        year = next(y for y in map(str, range(1801, 1809)) if y in told)
        assert year not in example.second and example.label == 2


def test_batches_hold_every_pair_once_and_few_lengths() -> None:
    torch = pytest.importorskip("torch")
    from eval.training.train import Item, batches, collate

    def item(n: int) -> Item:
        ids = np.full(n, 2000, dtype=np.int32)
        return Item(True, 0, ids, ids * 0, 1, None, None, None)

    items = [item(n) for n in range(10, 200)]
    found = list(batches(items, Random(2), 1000))
    assert sorted(len(i.ids) for group in found for i in group) == list(range(10, 200))
    shapes = [collate(group)[0].shape for group in found]
    assert all(isinstance(s, torch.Size) and s[1] % 8 == 0 and (s[0] * s[1] <= 1000 or s[0] == 1) for s in shapes)


def test_claims_that_follow_the_teacher_are_pulled_towards_its_verdicts() -> None:
    torch = pytest.importorskip("torch")
    from eval.training.model import PairModel
    from eval.training.train import Item, loss_of

    torch.manual_seed(1)
    model, other = PairModel().eval(), PairModel().eval()
    other.load_state_dict(model.state_dict())
    with torch.no_grad():
        other.judge.bias += torch.tensor([5.0, 0.0, -5.0])
    ids = np.array([101, 2003, 2003, 102, 2010, 2011, 102], dtype=np.int32)
    types = np.array([0, 0, 0, 0, 1, 1, 1], dtype=np.int32)
    alone, followed = (Item(True, 1, ids, types, 2, None, None, None, follows) for follows in (False, True))
    with torch.no_grad():
        plain, alike, apart = (float(loss_of(model, [followed], "cpu", teacher)) for teacher in (None, model, other))
        assert float(loss_of(model, [alone], "cpu", other)) == pytest.approx(plain)
    assert apart > alike + 1 and alike < plain + 1  # doubted words cost their own entropy


def test_training_starts_from_the_layers_of_the_cross_encoder_or_from_a_checkpoint(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from eval.training.starts import between, from_reranker, start

    model = from_reranker()
    layer = model.layers[0].qkv.weight.detach()
    assert float(layer.std()) > 0.01 and float(model.words.weight.detach().abs().max()) < 5
    torch.save(model.state_dict(), tmp_path / "some.pt")
    again = start(str(tmp_path / "some.pt"))
    assert torch.equal(again.layers[5].outer.weight, model.layers[5].outer.weight)
    with pytest.raises(SystemExit, match="no such file"):
        start(str(tmp_path / "none.pt"))
    with torch.no_grad():
        again.layers[0].qkv.bias += 1.0
    half = between(model, again, 0.5).layers[0].qkv.bias - model.layers[0].qkv.bias
    assert torch.allclose(half, torch.full_like(half, 0.5), atol=1e-5)


@pytest.mark.slow
def test_one_command_goes_from_data_to_weights_that_judge_and_read(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from assistant.judge import OwnJudge, OwnReader, PairNetwork
    from eval.training.__main__ import main

    data, out, shipped = tmp_path / "data", tmp_path / "build", tmp_path / "weights"
    data.mkdir()
    _folder(data)
    town = "The town of {0} has {1} people. Its mill was built by Otto {0} in 19{2}. The river there is {1} miles long."
    rows = []
    for n, name in enumerate(f"{a}{b}heim" for a in ("Al", "Ber", "Cor", "Dor", "El") for b in "abdefgiklmnoprstuw"):
        context = town.format(name, 100 + n, 10 + n)
        answer = f"Otto {name}"
        rows.append({"question": f"who built the mill of {name}", "context": context, "answer": answer,
                     "answer_start": context.index(answer), "answerable": True})  # fmt: skip
    with gzip.open(data / "qed.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    main(["--data", str(data), "--out", str(out), "--start", "minilm", "--minutes", "0.1", "--between", "0.7",
          "--ship", str(shipped)])  # fmt: skip
    network = PairNetwork(shipped)
    [judgement] = OwnJudge(network).judge([("Otto Alaheim built the mill.", rows[0]["context"])])
    assert judgement.supported + judgement.contradicted + judgement.not_found == pytest.approx(1)
    [reading] = OwnReader(network).read("Who built the mill?", [rows[0]["context"]])
    assert 0 < reading.answerable < 1 and 0 <= reading.start < reading.end <= len(rows[0]["context"])
    fitted = json.loads((shipped / "checking.json").read_text(encoding="utf-8"))
    assert {"none", "own", "other"} <= fitted["models"].keys()
    assert sum(file.stat().st_size for file in shipped.iterdir()) < 30_000_000
    judge = (shipped / "judge.onnx").read_bytes()
    trained = str(out / "checkpoint.pt")
    main(["--data", str(data), "--out", str(tmp_path / "reader"), "--start", trained, "--teacher", trained,
          "--minutes", "0.05", "--ship", str(shipped), "--as-reader"])  # fmt: skip
    assert (shipped / "judge.onnx").read_bytes() == judge
    reader = OwnReader(PairNetwork(shipped, reader=True))
    [own] = reader.read("Who built the mill?", [rows[0]["context"]])
    assert own != reading
