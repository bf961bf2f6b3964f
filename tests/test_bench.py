"""The measuring itself: on systems whose figures are known."""

import asyncio
import http.server
import json
import threading
import time
from pathlib import Path

import pytest

from eval.bench import interleaved, taking_turns
from eval.scale_bench import in_child, latencies, latency, memory_mib, percentile, search_vectors, write_pdf
from web.load_bench import Fact, Tally, put_questions, write_documents


def test_percentiles_are_of_the_values() -> None:
    assert percentile([3, 1, 2], 0.0) == 1 and percentile([3, 1, 2], 0.95) == 3
    assert latencies([1, 2, 3], [4, 5, 6])["median_ms"] == 2
    assert latency(lambda _: time.sleep(0.01), ["a", "b"])["median_ms"] >= 10


def test_ratios_are_of_turns_and_each_system_gets_every_question() -> None:
    seen: dict[str, list[str]] = {"usual": [], "ours": []}

    def usual(question: str) -> None:
        seen["usual"].append(question)
        time.sleep(0.1)

    def ours(question: str) -> None:
        seen["ours"].append(question)
        time.sleep(0.001)

    found = taking_turns(usual, ours, ["warm", "a", "b", "c"])
    assert seen["usual"] == seen["ours"] == ["warm", "a", "b", "c"]
    assert found["times_faster"]["wall"]["median"] > 1.2 and found["times_faster"]["wall"]["n"] == 3
    assert interleaved(lambda: usual("x"), lambda: ours("x"), 3)["times_faster"]["wall_s"]["median"] > 1.2


def test_a_child_measures_alone() -> None:
    assert in_child("percentile", [1, 2, 3], 0.5) == 2
    assert memory_mib() is None or memory_mib() > 10
    ballast = bytearray(b"x" * 300 * 2**20)
    peak = in_child("peak_memory_mib")
    assert peak is None or peak < len(ballast) / 2**20  # not its parent's


def test_a_long_pdf_has_its_pages(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    assert write_pdf(tmp_path / "long.pdf", 3) > 1000
    assert len(pypdf.PdfReader(tmp_path / "long.pdf").pages) >= 3


def test_each_asker_has_facts_that_stand_in_one_document_alone(tmp_path: Path) -> None:
    facts = write_documents(tmp_path, 50)
    texts = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert len(texts) == len(facts) == 50
    for asker in facts:
        for fact in asker:
            assert [name for name, text in texts.items() if fact.expected in text] == [fact.source]


def test_a_wrong_answer_is_told_from_an_error_and_a_refusal() -> None:
    replies = iter(
        [
            (200, {"answered": True, "answer": "In 1812.", "citations": [{"source": "a.txt"}]}),
            (200, {"answered": True, "answer": "In 1813.", "citations": [{"source": "a.txt"}]}),
            (200, {"answered": True, "answer": "In 1812.", "citations": [{"source": "b.txt"}]}),
            (200, {"answered": False, "answer": "Not here.", "citations": []}),
            (429, {}),
        ]
    )

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            status, answer = next(replies)
            body = json.dumps({"pincite": answer}).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        tally, _ = asyncio.run(put_questions(address, [[Fact("When?", "1812", "a.txt")]], questions=5))
        server.shutdown()
        thread.join()
    assert isinstance(tally, Tally)
    found = tally.to_json(1.0)
    assert (found["answers"], len(found["mixed_up"]), found["refused"]) == (4, 2, 1)
    assert list(found["errors"]) == ['429: {"pincite": {}}']


def test_an_index_that_takes_too_long_is_measured_as_far_as_it_got(tmp_path: Path) -> None:
    whole = search_vectors(str(tmp_path / "whole"), 60, minutes=1, batch=25)
    assert whole["complete"] and [row["vectors"] for row in whole["rows"]] == [60]
    cut = search_vectors(str(tmp_path / "cut"), 2000, minutes=0.0001, batch=10)
    assert not cut["complete"] and cut["rows"][-1]["vectors"] < 2000
