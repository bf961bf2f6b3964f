"""The server: the guard before every request, the OpenAI-compatible endpoint, the named endpoints."""

import asyncio
import base64
import json
import logging
import os
import re
import subprocess
import sys
import threading
import timeit
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.answer import Answer, Claim, Verdict
from ingest.errors import PinciteError
from tests.fakes_web import FakeChain, FakeLibrary, in_loop, make_document
from web.api import endpoints
from web.app import build_app
from web.guard import (
    BIGGEST_BODY,
    MOST_FAILURES,
    MOST_REQUESTS,
    Bucket,
    Guard,
    GuardError,
    credentials,
    rate_limit,
    same_secret,
)
from web.openai_api import MOST_AT_ONCE, MOST_WAITING, add_routes, content_of
from web.server import KEYLESS, listen, warm_later


def served(**guard: Any) -> tuple[Any, FakeChain, FakeLibrary]:
    document = make_document()
    library, chain = FakeLibrary({document.id: document}), FakeChain(document)
    app = FastAPI()
    add_routes(app, chain, library, ("openai:gpt",))
    return Guard(app, **guard), chain, library


def call(app: Any, method: str, path: str, host: str = "127.0.0.1:7860", **options: Any) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{host}") as client:
            return await client.request(method, path, **options)

    return asyncio.run(go())


def asks(*words: str, **more: Any) -> dict[str, Any]:
    roles = ("user", "assistant")
    return {"messages": [{"role": roles[i % 2], "content": w} for i, w in enumerate(words)], **more}


def test_loopback_needs_no_password_and_other_hosts_do() -> None:
    assert credentials("127.0.0.1", None) is None
    assert credentials("0.0.0.0", "ana:long enough") == ("ana", "long enough")
    with pytest.raises(GuardError, match="PINCITE_AUTH=user:password"):
        credentials("0.0.0.0", None)
    for wrong in ("ana", ":password", "ana:short"):
        with pytest.raises(GuardError, match="at least 8"):
            credentials("127.0.0.1", wrong)


@pytest.mark.parametrize("header", ["Basic " + base64.b64encode(b"ana:pass word").decode(), "Bearer pass word"])
def test_the_right_password_opens(header: str) -> None:
    app, _, _ = served(login=("ana", "pass word"))
    assert call(app, "GET", "/v1/models", headers={"authorization": header}).status_code == 200


@pytest.mark.parametrize(
    "header", [None, "Basic !!!", "Basic " + base64.b64encode(b"ana:wrong").decode(), "Bearer x", ""]
)
def test_no_or_a_wrong_password_stays_outside(header: str | None) -> None:
    app, _, _ = served(login=("ana", "pass word"))
    reply = call(app, "GET", "/v1/models", headers={"authorization": header} if header is not None else {})
    assert reply.status_code == 401 and reply.headers["www-authenticate"].startswith("Basic")


def test_wrong_passwords_are_slowed() -> None:
    app, _, _ = served(login=("ana", "pass word"))
    for _ in range(2):
        reply = call(app, "GET", "/v1/models", headers={"authorization": "Bearer no"})
    assert reply.elapsed.total_seconds() >= 0.5


def test_many_wrong_passwords_from_one_address_are_no_longer_looked_at() -> None:
    app, _, _ = served(login=("ana", "pass word"))

    async def flood() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
            tries = [
                asyncio.create_task(client.get("/v1/models", headers={"authorization": f"Bearer {n}"}))
                for n in range(MOST_FAILURES)
            ]
            await asyncio.sleep(0.2)  # all are waiting by now
            late = [
                await client.get("/v1/models", headers={"authorization": f"Bearer {w}"}) for w in ("x", "pass word")
            ]
            for task in tries:
                task.cancel()
            return late

    for reply in asyncio.run(flood()):
        assert reply.status_code == 429 and int(reply.headers["retry-after"]) >= 1
        assert re.fullmatch(
            r"Too many wrong passwords .*: try again in \d+ seconds?\.", reply.json()["error"]["message"]
        )


def test_a_password_is_compared_in_the_same_time_wherever_it_differs() -> None:
    secret = b"a" * 500_000  # so long that a comparison that stops early would be many times faster
    early, late = b"b" + secret[1:], secret[:-1] + b"b"

    def quickest(given: bytes) -> float:
        return min(timeit.repeat(lambda: same_secret(given, secret), number=1, repeat=60))

    assert same_secret(secret, bytes(secret)) and not same_secret(early, secret) and not same_secret(b"", secret)
    assert 0.7 < quickest(early) / quickest(late) < 1.4


def test_requests_are_limited_for_each_address_and_reading_is_not() -> None:
    app, chain, _ = served(rate=3)
    replies = [call(app, "POST", "/v1/chat/completions", json=asks("When?")) for _ in range(4)]
    assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
    assert len(chain.seen) == 3 and int(replies[3].headers["retry-after"]) in range(1, 21)
    assert replies[3].json()["error"]["message"].startswith("Too many requests from this address: try again in")
    assert call(app, "POST", "/gradio_api/queue/join").text.startswith("Too many requests")
    assert all(call(app, "GET", "/v1/models").status_code == 200 for _ in range(5))


def test_a_bucket_fills_again_and_tells_addresses_apart() -> None:
    now = [0.0]
    bucket = Bucket(60, clock=lambda: now[0])
    for _ in range(60):
        assert bucket.wait("a") == 0
        bucket.take("a")
    assert bucket.wait("a") == pytest.approx(1) and bucket.wait("b") == 0
    now[0] = 2.0
    assert bucket.wait("a") == 0
    bucket.take("a")
    bucket.take("a")
    assert bucket.wait("a") > 0
    now[0] = 1000.0
    for _ in range(60):
        bucket.take("a")
    assert bucket.wait("a") > 0  # a long silence earns no more than a minute's worth


def test_the_rate_is_a_number() -> None:
    assert rate_limit(None) == MOST_REQUESTS and rate_limit("0") == 0
    assert Bucket(0).wait("a") == 0
    with pytest.raises(GuardError, match="PINCITE_RATE is 'many'"):
        rate_limit("many")


def test_other_hosts_and_other_sites_are_refused_and_headers_are_safe() -> None:
    app, chain, _ = served(hosts=("127.0.0.1", "localhost"))
    assert call(app, "GET", "/v1/models", host="evil.example").status_code == 421
    crossed = call(app, "POST", "/v1/chat/completions", json=asks("When?"), headers={"origin": "http://evil.example"})
    assert crossed.status_code == 403 and not chain.seen
    reply = call(app, "GET", "/v1/models", host="localhost:1")
    assert reply.status_code == 200 and "default-src 'self'" in reply.headers["content-security-policy"]


def test_chat_completions_answer_with_citations_in_an_extra_field() -> None:
    app, chain, library = served()
    reply = call(app, "POST", "/v1/chat/completions", json=asks("First?", "It was.", "When did it sit?")).json()
    message = reply["choices"][0]["message"]
    assert message["role"] == "assistant" and "Sources:" in message["content"]
    citation = reply["pincite"]["citations"][0]
    document = library.document(citation["document"])
    assert document.text[citation["start"] : citation["end"]] == citation["quote"]
    assert [turn.text for turn in chain.seen[0].history] == ["First?", "It was."]


def test_what_is_doubtful_is_told_to_clients_that_show_the_text_alone() -> None:
    app, _, _ = served()
    reply = call(app, "POST", "/v1/chat/completions", json=asks("When did it sit?")).json()
    text, claims = reply["choices"][0]["message"]["content"], reply["pincite"]["claims"]
    for claim, words in zip(claims[1:], ("is only partly supported", "is contradicted by its source"), strict=True):
        assert f"! “{claim['text']}” {words}: 1899 is not in the passage" in text
    assert f"“{claims[0]['text']}” is" not in text


def test_an_answer_without_a_source_still_says_that_nothing_bears_it_out() -> None:
    claim = Claim("It rained marbles.", Verdict.NOT_FOUND, 0.1, ())
    answer = Answer("q", "q", True, "It rained marbles.", "m", (claim,), notice="The model 'm' ran on.")
    text = content_of(answer, sources=True)
    assert text.split("\n\n") == [
        "It rained marbles.",
        "Note: The model 'm' ran on.",
        "! “It rained marbles.” is not found in these documents",
    ]
    assert content_of(answer, sources=False) == "It rained marbles."
    refusal = Answer("q", "q", False, "I found nothing. The model 'm' failed.", None, notice="The model 'm' failed.")
    assert content_of(refusal, sources=True) == refusal.text


def test_streaming_sends_stages_then_exactly_the_answer() -> None:
    app, _, _ = served()
    body = asks("When?", stream=True, model="pincite/openai:gpt", pincite={"sources": False})
    lines = [line for line in call(app, "POST", "/v1/chat/completions", json=body).text.split("\n\n") if line]
    assert lines[-1] == "data: [DONE]"
    events = [json.loads(line.removeprefix("data: ")) for line in lines[:-1]]
    text = "".join(event["choices"][0]["delta"].get("content", "") for event in events)
    assert text == events[-1]["pincite"]["answer"] and events[-1]["choices"][0]["finish_reason"] == "stop"
    assert any(event.get("pincite", {}).get("stage") == "retrieve" for event in events)


def test_more_questions_than_can_wait_are_turned_away_and_the_others_answered() -> None:
    released = threading.Event()

    class SlowChain(FakeChain):
        def invoke(self, question: Any, *rest: Any, **options: Any) -> Any:
            released.wait(30)
            return super().invoke(question, *rest, **options)

    document = make_document()
    app = FastAPI()
    add_routes(app, SlowChain(document), FakeLibrary({document.id: document}))

    async def flood() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
            tasks = [
                asyncio.create_task(client.post("/v1/chat/completions", json=asks("When?")))
                for _ in range(MOST_AT_ONCE + MOST_WAITING + 3)
            ]
            while not any(task.done() for task in tasks):
                await asyncio.sleep(0.01)
            models = await client.get("/v1/models")
            released.set()
            return [models, *await asyncio.gather(*tasks)]

    models, *replies = asyncio.run(flood())
    assert models.status_code == 200
    late = [reply for reply in replies if reply.status_code == 503]
    assert 1 <= len(late) <= 3 and "try again" in late[0].json()["error"]["message"]
    assert sum(reply.status_code == 200 for reply in replies) == MOST_AT_ONCE + MOST_WAITING + 3 - len(late)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("not json", 400),
        ([], 400),
        ({}, 400),
        (asks(" "), 400),
        (asks("When?", "Then."), 400),
        (asks("When?", model="gpt-5"), 404),
        (asks("When?", n=3), 400),
        (asks("x" * 5000), 400),
        (asks("When?", pincite={"documents": ["absent.pdf"]}), 400),
        (asks("When?", pincite={"documents": 5}), 400),
        (asks("When?", pincite={"documents": "mirel.txt"}), 400),
        (asks("When?", pincite={"documents": [["mirel.txt"]]}), 400),
        (asks("When?", pincite=[5]), 400),
        (asks("When?", model="gpt-\ud800"), 404),
        ("[" * 100_000, 400),
        ("9" * 10_000, 400),
        ("x" * 1_100_000, 413),
    ],
)
def test_bad_requests_get_one_sentence_in_openai_shape(body: Any, status: int) -> None:
    app, chain, _ = served()
    content = body if isinstance(body, str) else json.dumps(body)
    reply = call(app, "POST", "/v1/chat/completions", content=content)
    assert reply.status_code == status and reply.json()["error"]["message"].endswith(".") and not chain.seen


def test_message_parts_and_models() -> None:
    app, chain, _ = served()
    parts = [{"type": "text", "text": "When?"}, {"type": "image_url", "image_url": {"url": "x"}}]
    call(app, "POST", "/v1/chat/completions", json={"messages": [{"role": "user", "content": parts}]})
    assert chain.seen[0].text == "When?"
    assert [m["id"] for m in call(app, "GET", "/v1/models").json()["data"]] == ["pincite", "pincite/openai:gpt"]


def test_the_named_endpoints_give_the_contracts_json() -> None:
    document = make_document()
    library, chain = FakeLibrary({document.id: document}), FakeChain(document)
    named = endpoints(chain, library)
    assert set(named) == {"ask", "search", "show", "check"} and all(function.__doc__ for function in named.values())
    answer = named["ask"]("When?", [document.source], [{"role": "user", "text": "Hm?"}])
    assert answer["answered"] and chain.seen[0].documents == (document.id,)
    assert named["show"](document.source)["text"] == document.text
    checked = named["check"]("It had 12 judges.", "It had nine judges.")
    assert checked["verdict"] in ("supported", "partial", "contradicted", "not_found") and "evidence" in checked
    with pytest.raises(Exception, match="absent"):
        named["show"]("absent.pdf")


def test_only_a_model_that_is_listed_is_called() -> None:
    app, chain, _ = served()
    for name in ("pincite/openai:gpt-9", "pincite/", "gpt-5", "PINCITE", "pincite/openai:gpt/x"):
        for reply in (
            call(app, "POST", "/v1/chat/completions", json=asks("When?", model=name)),
            call(app, "GET", f"/v1/models/{name}"),
        ):
            error = reply.json()["error"]
            assert (reply.status_code, error["code"], error["param"]) == (404, "model_not_found", "model")
            assert "'pincite', 'pincite/openai:gpt'" in error["message"]
    assert not chain.seen
    for name, model in (("pincite", None), ("pincite/openai:gpt", "openai:gpt")):
        assert call(app, "GET", f"/v1/models/{name}").json()["id"] == name
        assert call(app, "POST", "/v1/chat/completions", json=asks("When?", model=name)).status_code == 200
        assert chain.seen[-1].model == model


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/files"), ("POST", "/v1/models"), ("POST", "/v1/embeddings")])
def test_what_isnt_there_is_said_in_openais_shape(method: str, path: str) -> None:
    reply = call(served()[0], method, path)
    assert reply.status_code == 404 and reply.json()["error"]["message"] == f"There is no {method} {path} here."


def test_health_is_told_without_a_password_and_nothing_else() -> None:
    app, _, _ = served(login=("ana", "pass word"), hosts=("127.0.0.1",), open_to_all=("/health",))
    assert call(app, "GET", "/health").json() == {"status": "ok"}
    assert call(app, "GET", "/health", host="evil.example").status_code == 421
    for method, path in (("POST", "/health"), ("GET", "/health/"), ("GET", "/v1/models"), ("GET", "//health")):
        assert call(app, method, path).status_code == 401


def test_no_key_is_logged_with_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCITE_API_KEY", "open-the-quay-7")
    try:
        raise ValueError("sent open-the-quay-7 and sk-abcdefghijkl")
    except ValueError:
        record = logging.LogRecord("pincite.web", logging.ERROR, "", 0, "It failed.", (), sys.exc_info())
    assert KEYLESS.filter(record)
    said = logging.Formatter().format(record)
    assert "ValueError: sent [key] and [key]" in said and "Traceback" in said


def test_a_client_that_goes_away_while_it_asks_leaves_no_fault_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    app, chain, _ = served()
    sent: list[Any] = []
    messages = iter([{"type": "http.request", "body": b'{"mess', "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/v1/chat/completions", "headers": [], "query_string": b""}
    asyncio.run(app({**scope, "raw_path": b"", "http_version": "1.1", "root_path": ""}, receive, send))
    assert not caplog.records and not chain.seen


@pytest.mark.filterwarnings("default")  # what Gradio warns of is its own
def test_programs_see_the_four_endpoints_and_nothing_else() -> None:
    document = make_document()
    library, chain = FakeLibrary({document.id: document}), FakeChain(document)
    info = in_loop(lambda: build_app(chain, library)).get_api_info()
    assert set(info["named_endpoints"]) == {"/ask", "/search", "/show", "/check"} and not info["unnamed_endpoints"]


async def in_parts(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * 100_000


@pytest.mark.parametrize("path", ["/gradio_api/call/ask", "/gradio_api/upload", "/v1/chat/completions", "/"])
def test_no_request_is_larger_than_its_limit_whether_it_says_so_or_not(path: str) -> None:
    taken = 0

    async def reader(scope: Any, receive: Any, send: Any) -> None:
        nonlocal taken
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RuntimeError("the client is gone")
            taken += len(message["body"])
            more = message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"read"})

    app = Guard(reader, bodies={"/gradio_api/upload": 6_000_000})
    most = 6_000_000 if path == "/gradio_api/upload" else BIGGEST_BODY
    for count, status in ((most // 100_000, 200), (most // 100_000 + 1, 413), (3 * most // 100_000, 413)):
        for content in (in_parts(count), b"x" * count * 100_000):
            taken = 0
            reply = call(app, "POST", path, content=content)
            assert (reply.status_code, taken <= most) == (status, True)
            assert status == 200 or f"larger than {most:,} bytes" in reply.text


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("ask", {"question": None}, "question: text"),
        ("ask", {"question": "When?", "documents": "mirel.txt"}, "documents: a list"),
        ("ask", {"question": "When?", "documents": [5]}, "documents: a list"),
        ("ask", {"question": "When?", "history": "x"}, "history must be a list"),
        ("ask", {"question": "When?", "history": ["x"]}, 'each turn needs "role"'),
        ("search", {"query": 5}, "query: text"),
        ("search", {"query": "nine", "k": "many"}, "k: a number"),
        ("show", {"document": None}, "document: text"),
        ("check", {"claim": "It sat.", "source": ["It sat."]}, "source: text"),
    ],
)
def test_a_named_endpoint_says_what_is_wrong_with_what_it_was_given(
    name: str, given: dict[str, Any], words: str
) -> None:
    import gradio as gr

    document = make_document()
    named = endpoints(FakeChain(document), FakeLibrary({document.id: document}))
    with pytest.raises(gr.Error) as caught:
        named[name](**given)
    assert words in caught.value.message


def test_half_a_character_is_shown_as_one_that_is_unknown() -> None:
    app, chain, _ = served()
    reply = call(
        app, "POST", "/v1/chat/completions", content=json.dumps(asks("\udc00?", "It\ud800.", "When \ud800 was it?"))
    )
    assert reply.status_code == 200 and reply.json()["pincite"]["question"] == "When \ufffd was it?"
    assert [turn.text for turn in chain.seen[0].history] == ["\ufffd?", "It\ufffd."]


def test_a_taken_port_is_named() -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PinciteError, match=str(port)):
            listen("127.0.0.1", port)


def test_models_are_loaded_once_the_page_has_been_served() -> None:
    document = make_document()
    library, chain = FakeLibrary({document.id: document}), FakeChain(document)
    server = SimpleNamespace(server_state=SimpleNamespace(total_requests=0))
    loading = threading.Thread(target=warm_later, args=(server, chain, library))
    loading.start()
    loading.join(0.2)
    assert loading.is_alive() and not chain.seen
    server.server_state.total_requests = 1
    loading.join(5)
    assert len(chain.seen) == 1


@pytest.mark.slow
def test_gradio_is_imported_without_writing_beside_its_components(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text("import gradio\n\n\nclass Own(gradio.Textbox):\n    pass\n")
    script = "from web.gradio_import import import_gradio as get; assert get() is get(); import own; own.Own().change"
    path = os.pathsep.join([str(tmp_path), *sys.path])
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ, "PYTHONPATH": path})
    assert [file.name for file in tmp_path.glob("own.*")] == ["own.py"]
