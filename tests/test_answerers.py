"""Other systems: whatever they answer becomes the public answer, and what goes wrong is named."""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding

from assistant.settings import Settings
from eval import baselines, comparison
from eval.answerers import answerer_named, as_answer, command_answerer, http_answerer, openai_answerer, refuses
from eval.cases import parse_cases
from eval.compare import compare
from eval.run import AnswererError, run_cases, run_json
from tests.fakes_eval import DOCUMENTS, SET, QuotingSystem, supports

CASES = parse_cases(SET, documents=DOCUMENTS).cases
GULF = DOCUMENTS[0]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("", True),
        ("I don't know.", True),
        ("The documents do not mention NATO.", True),
        ("There is no information about NATO in the context.", True),
        ("I could not find an answer.", True),
        ("Japan paid 13 billion dollars. It is not stated when.", False),
        ("Japan did not send troops.", False),
    ],
)
def test_refusals_are_told_by_their_first_sentence(text: str, refused: bool) -> None:
    assert refuses(text) is refused
    assert as_answer(text, "q", DOCUMENTS)["answered"] is not refused


def test_quotes_are_placed_word_for_word_and_the_rest_stays_unplaced() -> None:
    said = {
        "answer": "It paid. [1] It fought! [2]",
        "citations": [{"source": "gulf.txt", "quote": "paid 13 billion"}, {"content": "not anywhere"}],
    }
    answer = as_answer(said, "q", DOCUMENTS)
    one, two = answer["citations"]
    assert GULF.text[one["start"] : one["end"]] == one["quote"]
    assert one["document"] == GULF.id
    assert (two["start"], two["end"]) == (None, None)
    assert [(c["text"], c["citations"]) for c in answer["claims"]] == [("It paid.", [1]), ("It fought!", [2])]


def test_without_markers_every_sentence_cites_everything() -> None:
    answer = as_answer({"answer": "One. Two.", "citations": [{"quote": "a"}, {"quote": "b"}]}, "q", DOCUMENTS)
    assert [claim["citations"] for claim in answer["claims"]] == [[1, 2], [1, 2]]


@pytest.mark.parametrize("said", [None, 3, [], {"text": "x"}, {"answer": None}])
def test_what_is_no_answer_is_named(said: Any) -> None:
    with pytest.raises(AnswererError, match="no text"):
        as_answer(said, "q", DOCUMENTS)


# ---- a command ----------------------------------------------------------------------------------


def program(folder: Path, code: str) -> str:
    path = folder / "system.py"
    path.write_text(code)
    return f"{sys.executable} {path}"


def test_a_command_gets_the_question_and_gives_an_answer(tmp_path: Path) -> None:
    code = (
        "import json, sys\nasked = json.load(sys.stdin)\n"
        "print(json.dumps({'answer': asked['question'].upper() + ' é', 'citations': [{'quote': 'special tax'}]}))\n"
    )
    answer = command_answerer(program(tmp_path, code), DOCUMENTS).ask(CASES[0])
    assert answer["answer"] == "HOW MUCH DID JAPAN PAY? é"
    assert answer["citations"][0]["document"] == GULF.id
    plain = command_answerer(program(tmp_path, "print('Thirteen.')"), DOCUMENTS).ask(CASES[0])
    assert plain["answer"] == "Thirteen."


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import sys; sys.exit('no model')", "ended with status 1: no model"),
        ("import time; time.sleep(20)", "no answer within 0.5 seconds"),
        ("import sys; sys.stdout.buffer.write(b'\\xff')", "not UTF-8"),
        ("print('{}')", "no text"),
    ],
)
def test_a_command_that_fails_is_named(tmp_path: Path, code: str, words: str) -> None:
    timeout = 0.5 if "sleep" in code else 20
    with pytest.raises(AnswererError, match=words):
        command_answerer(program(tmp_path, code), DOCUMENTS, timeout_s=timeout).ask(CASES[0])


def test_a_command_that_is_none() -> None:
    with pytest.raises(AnswererError, match="There is no command"):
        command_answerer("/nowhere/at/all", DOCUMENTS).ask(CASES[0])
    with pytest.raises(AnswererError, match="is empty"):
        command_answerer(" ", DOCUMENTS)


# ---- an address ---------------------------------------------------------------------------------

Reply = Callable[[str, dict[str, Any]], tuple[int, bytes]]


@pytest.fixture
def server() -> Iterator[Callable[[Reply], str]]:
    """Starts a server on loopback that answers with what the test's function gives."""
    started: list[HTTPServer] = []

    def start(reply: Reply) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, data = reply(self.path, body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                pass

        httpd = HTTPServer(("127.0.0.1", 0), Handler)
        started.append(httpd)
        threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{httpd.server_port}"

    yield start
    for httpd in started:
        httpd.shutdown()
        httpd.server_close()


def test_an_address_is_posted_the_question(server: Callable[[Reply], str]) -> None:
    url = server(lambda path, body: (200, json.dumps({"answer": body["question"], "answered": True}).encode()))
    assert http_answerer(url, DOCUMENTS).ask(CASES[0])["answer"] == CASES[0].question


@pytest.mark.parametrize(
    ("status", "data", "words"), [(500, b"broken", "answered 500: broken"), (200, b"<html>", "not JSON")]
)
def test_an_address_that_fails_is_named(server: Callable[[Reply], str], status: int, data: bytes, words: str) -> None:
    with pytest.raises(AnswererError, match=words):
        http_answerer(server(lambda path, body: (status, data)), DOCUMENTS).ask(CASES[0])


def test_an_address_where_nobody_listens() -> None:
    with pytest.raises(AnswererError, match="can't be asked"):
        http_answerer("http://127.0.0.1:9", DOCUMENTS, timeout_s=5).ask(CASES[0])


def test_an_openai_compatible_server(server: Callable[[Reply], str]) -> None:
    seen: list[tuple[str, dict[str, Any]]] = []

    def reply(path: str, body: dict[str, Any]) -> tuple[int, bytes]:
        seen.append((path, body))
        message = {"content": "It was a tax [1].", "context": {"citations": [{"content": "special tax"}]}}
        usage = {"prompt_tokens": 11, "completion_tokens": 4}
        return 200, json.dumps({"choices": [{"message": message}], "usage": usage}).encode()

    system = openai_answerer("m", server(reply) + "/v1/", DOCUMENTS)
    (outcome,) = run_cases(CASES[:1], system.ask, documents=DOCUMENTS)
    assert outcome.error is None
    assert seen[0][0] == "/v1/chat/completions"
    assert seen[0][1]["messages"][-1] == {"role": "user", "content": CASES[0].question}
    assert outcome.answer["claims"] == [{"text": "It was a tax.", "citations": [1]}]
    assert (outcome.values["input_tokens"], outcome.values["output_tokens"]) == (11, 4)
    odd = openai_answerer("m", server(lambda path, body: (200, b'{"choices": []}')), DOCUMENTS)
    with pytest.raises(AnswererError, match="without choices"):
        odd.ask(CASES[0])


# ---- baselines and the comparison -----------------------------------------------------------------


def test_bm25_answers_with_the_top_sentence_and_its_place() -> None:
    system = baselines.bm25_answerer(DOCUMENTS)
    answer = system.ask(CASES[0])
    (citation,) = answer["citations"]
    assert GULF.text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["quote"].startswith("Japan paid 13 billion")
    assert system.search is not None
    assert 0 < len(system.search(CASES[0], answer)) <= 10
    nothing = parse_cases('{"id": "x", "question": "Qwertz?"}').cases[0]
    assert not system.ask(nothing)["answered"]


def test_the_tutorial_pipeline_cites_the_chunk_it_gives() -> None:
    system = baselines.langchain_answerer(DOCUMENTS, Settings(), embedder=DeterministicFakeEmbedding(size=8))
    answer = system.ask(CASES[0])
    (citation,) = answer["citations"]
    document = next(one for one in DOCUMENTS if one.id == citation["document"])
    assert document.text[citation["start"] : citation["end"]] == citation["quote"] == answer["answer"]
    assert answer["answered"]
    assert all(claim["citations"] == [1] for claim in answer["claims"])


def test_systems_are_named() -> None:
    for name in ("pincite", "langchain", "bm25", "command:x", "http://127.0.0.1:1/ask", "openai:m@http://127.0.0.1:1"):
        assert callable(answerer_named(name, Settings()))
    for name in ("", "nothing", "command:", "openai:m", "openai:@http://x", "http:x"):
        with pytest.raises(AnswererError, match="There is no system"):
            answerer_named(name, Settings())


def test_the_table_of_systems_marks_nothing_where_questions_are_few() -> None:
    runs = {}
    for name, system in (("pincite", QuotingSystem()), ("bm25", baselines.bm25_answerer(DOCUMENTS).ask)):
        outcomes = run_cases(CASES, system, documents=DOCUMENTS, supports=supports)
        runs[name] = run_json(outcomes, run={"set": "mine", "commit": "c"})
    compared = {"systems": runs, "differences": {"bm25": compare(runs["bm25"], runs["pincite"]).to_json()}}
    text = comparison.markdown(compared)
    assert "| | pincite | bm25 |" in text
    assert "| `refusal_recall` | 1.000 | 0.000 |" in text
    assert "evidence_mrr" not in text
    assert comparison.table(compared).row_count == text.count("| `")
    assert "cases" not in json.dumps(comparison.summary(compared))


def test_neither_a_systems_name_nor_its_error_holds_a_key() -> None:
    settings = Settings(timeout_s=0.5)
    for name in ("http://ana:sk-1@127.0.0.1:9/ask?key=sk-2", "openai:m@http://ana:sk-1@127.0.0.1:9/v1?key=sk-2"):
        library: Any = None
        system = answerer_named(name, settings)(library, DOCUMENTS)
        with pytest.raises(AnswererError) as caught:
            system.ask(CASES[0])
        assert "127.0.0.1:9" in system.name and "sk-" not in system.name + str(caught.value)
