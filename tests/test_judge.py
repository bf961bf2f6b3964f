"""The judge and the reader: their files are whole, their answers well formed, and what they must get right."""

import lzma
import shutil
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Verdict
from assistant.checking import check_claim
from assistant.judge import (
    JUDGE,
    READER,
    OwnJudge,
    OwnReader,
    PairNetwork,
    load_judge,
    load_reader,
    with_difference,
)
from assistant.other_judges import ChatJudge, JudgeError
from assistant.pairing import pair
from assistant.shipped import WEIGHTS, WeightsError
from eval.training.export import packed, ship_reader, write_manifest

SOURCE = "Japan paid 13 billion dollars for the Gulf War of 1991. The money came late. Kuwait did not thank it."


@pytest.fixture(scope="module")
def judge() -> OwnJudge:
    found = load_judge()
    assert isinstance(found, OwnJudge)
    return found


@pytest.fixture(scope="module")
def reader() -> OwnReader:
    found = load_reader()
    assert isinstance(found, OwnReader)
    return found


def test_match_types_mark_shared_tokens_and_shared_neighbours() -> None:
    made = pair((2000, 2001, 3000), (2000, 2001, 4000, 3000))
    assert made.ids == (101, 2000, 2001, 3000, 102, 2000, 2001, 4000, 3000, 102)
    assert made.types == (0, 4, 4, 2, 0, 5, 5, 1, 3, 1)
    assert (made.first, made.second) == (3, 4)


@given(st.lists(st.integers(999, 3000), max_size=200), st.lists(st.integers(999, 3000), max_size=400))
@settings(max_examples=50, deadline=None)
def test_a_pair_never_passes_its_limit(first: list[int], second: list[int]) -> None:
    made = pair(first, second, limit=224)
    assert len(made.ids) == len(made.types) <= 224
    assert made.ids[made.first + 1] == 102 == made.ids[-1]


def test_probabilities_sum_to_one_and_empty_texts_are_not_found(judge: OwnJudge) -> None:
    for judgement in judge.judge([("Japan paid.", SOURCE), ("", SOURCE), ("Japan paid.", "  "), ("x" * 5000, SOURCE)]):
        assert judgement.supported + judgement.contradicted + judgement.not_found == pytest.approx(1, abs=1e-4)
    assert judge.judge([("", SOURCE)])[0].not_found == 1
    assert judge.judge([]) == []


def test_the_sentence_that_supports_may_stand_anywhere_in_a_long_source(judge: OwnJudge) -> None:
    filler = "The committee met again in the spring and spoke of many other things. " * 60
    claim = "Japan paid 13 billion dollars for the Gulf War."
    for source in (SOURCE + filler, filler + SOURCE + filler, filler + SOURCE):
        assert judge.judge([(claim, source)])[0].supported > judge.judge([(claim, filler)])[0].supported
        assert check_claim(claim, [source], judge=judge).verdict is Verdict.SUPPORTED


def test_doubts_and_support_are_places(judge: OwnJudge) -> None:
    claim = "Japan paid 31 billion dollars for the Gulf War."
    [seen] = judge.examine([(claim, SOURCE)])
    assert all(0 <= span.start < span.end <= len(claim) and 0 <= p <= 1 for span, p in seen.doubts)
    assert seen.support is None or 0 <= seen.support.start < seen.support.end <= len(SOURCE)


@given(st.text(max_size=80), st.text(max_size=400))
@settings(max_examples=40, deadline=None)
def test_a_reading_is_a_place_in_its_passage(reader: OwnReader, question: str, passage: str) -> None:
    [reading] = reader.read(question, [passage])
    assert 0 <= reading.answerable <= 1 and 0 <= reading.start <= reading.end <= len(passage)


def test_the_reader_knows_a_passage_that_answers(reader: OwnReader) -> None:
    other = "The ministry has its seat in Tokyo. Its building was opened in the spring and has nine floors."
    yes, no = reader.read("How much did Japan pay for the Gulf War?", [SOURCE, other])
    assert yes.answerable > no.answerable
    assert "13 billion" in SOURCE[yes.start : yes.end]


def test_damaged_or_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="missing"):
        PairNetwork(tmp_path)
    for file in WEIGHTS.iterdir():
        if file.is_file():
            shutil.copyfile(file, tmp_path / file.name)
    (tmp_path / "judge.onnx").write_bytes((tmp_path / "judge.onnx").read_bytes()[:-1] + b"x")
    with pytest.raises(WeightsError, match=r"judge\.onnx"):
        PairNetwork(tmp_path)


def test_the_weights_are_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in WEIGHTS.iterdir() if file.is_file()) <= 30_000_000


def test_an_unknown_judge_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(JudgeError, match="could not be loaded"):
        load_judge(str(tmp_path / "nothing"))
    with pytest.raises(JudgeError, match="could not be loaded"):
        load_judge("chat:nobody:nothing")


@pytest.mark.parametrize("status", [404, None])
def test_a_judge_that_the_hub_doesnt_have_is_said_at_once(status: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Hub(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            asked.append(self.path)
            self.send_response(status or 500)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as hub:
        threading.Thread(target=hub.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{hub.server_address[1] if status else 9}")
        start = time.perf_counter()
        with pytest.raises(JudgeError, match=r"could not be loaded: the hub (has no such|can't be).*JUDGE is"):
            load_judge("nobody/pinciet")
        assert time.perf_counter() - start < 10
        hub.shutdown()
    assert asked == (["/nobody/pinciet/resolve/main/config.json"] if status else [])


@pytest.mark.parametrize(("said", "column"), [("SUPPORTED", 0), ("Contradicted.", 1), ("not found", 2), ("hm", 2)])
def test_a_chat_model_can_judge(said: str, column: int) -> None:
    from langchain_core.language_models import FakeListChatModel

    [judgement] = ChatJudge(FakeListChatModel(responses=[said]), "fake").judge([("Japan paid.", SOURCE)])
    values = (judgement.supported, judgement.contradicted, judgement.not_found)
    assert values.index(max(values)) == column


def _graph(path: Path, seed: int, columns: int = 3) -> Path:
    """A folder with a little network of int8, float and int64 weights, and a calibration."""
    onnx = pytest.importorskip("onnx")
    random = np.random.default_rng(seed)
    tensors = {
        "weights": random.integers(-128, 128, (4, columns)).astype(np.int8),
        "scale": random.normal(size=columns).astype(np.float32),
        "shape": random.integers(0, 9, 2),
    }
    made = [onnx.numpy_helper.from_array(array, name) for name, array in tensors.items()]
    path.mkdir()
    onnx.save(onnx.helper.make_model(onnx.helper.make_graph([], "little", [], [], made)), str(path / JUDGE))
    write_manifest(path, {"judge": [float(seed), 0.0, 0.0, 0.0], "answer": [float(seed), 0.5]})
    return path


def test_a_reader_kept_as_its_difference_from_the_judge_comes_back_exactly(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    folder, trained = _graph(tmp_path / "shipped", 1), _graph(tmp_path / "trained", 2)
    before = (folder / JUDGE).read_bytes()
    ship_reader(trained, folder)
    assert (folder / JUDGE).read_bytes() == before
    made = onnx.load_from_string(with_difference(folder / JUDGE, folder / READER)).graph.initializer
    for one, other in zip(made, onnx.load(str(trained / JUDGE)).graph.initializer, strict=True):
        assert one.name == other.name
        assert np.array_equal(onnx.numpy_helper.to_array(one), onnx.numpy_helper.to_array(other))
    network = PairNetwork(folder)  # the manifest's sums hold
    assert network.calibration == {"judge": [1.0, 0.0, 0.0, 0.0], "answer": [2.0, 0.5]}
    (folder / READER).write_bytes(b"other")
    with pytest.raises(WeightsError, match=READER):
        PairNetwork(folder)


@pytest.mark.parametrize("kind", [np.int8, np.uint8])
def test_single_steps_are_left_out_only_where_a_reader_is_too_large(kind: type) -> None:
    steps = np.random.default_rng(3).integers(-3, 4, (2, 40, 40)).astype(kind)
    scale = np.ones(3, dtype=np.float32)
    whole = len(packed([*steps, scale]))
    fewer = packed([*steps, scale], whole - 1)
    assert len(fewer) < whole
    first, whole_steps = np.frombuffer(lzma.decompress(fewer), np.int8, 1600), steps[0].view(np.int8).ravel()
    assert np.array_equal(first, np.where(np.abs(whole_steps) == 1, 0, whole_steps))
    assert lzma.decompress(fewer)[1600:] == steps[1].tobytes() + scale.tobytes()


def test_a_reader_of_another_build_is_not_shipped(tmp_path: Path) -> None:
    folder, trained = _graph(tmp_path / "shipped", 1), _graph(tmp_path / "trained", 2, columns=5)
    with pytest.raises(ValueError, match="not of one build"):
        ship_reader(trained, folder)
    assert not (folder / READER).exists()
