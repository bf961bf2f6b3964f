"""The OpenAI-compatible endpoint: answers, streams, models, and what is wrong with a request."""

import asyncio
import json
import threading
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.answer import Answer, Claim, Verdict
from tests.fakes_web import FakeChain, FakeLibrary, make_document
from tests.requesting import asks, call, served
from web.openai_api import MOST_AT_ONCE, MOST_WAITING, add_routes, content_of


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


def test_half_a_character_is_shown_as_one_that_is_unknown() -> None:
    app, chain, _ = served()
    reply = call(
        app, "POST", "/v1/chat/completions", content=json.dumps(asks("\udc00?", "It\ud800.", "When \ud800 was it?"))
    )
    assert reply.status_code == 200 and reply.json()["pincite"]["question"] == "When \ufffd was it?"
    assert [turn.text for turn in chain.seen[0].history] == ["\ufffd?", "It\ufffd."]


def test_a_fault_of_ours_isnt_called_the_clients(caplog: pytest.LogCaptureFixture) -> None:
    class FaultyChain(FakeChain):
        def invoke(self, question: Any, *rest: Any, **options: Any) -> Any:
            raise ValueError("a part failed")

    document = make_document()
    app = FastAPI()
    add_routes(app, FaultyChain(document), FakeLibrary({document.id: document}))
    reply = call(app, "POST", "/v1/chat/completions", json=asks("When?"))
    assert reply.status_code == 500 and "JSON" not in reply.json()["error"]["message"]
    assert "a part failed" in caplog.text
