"""Programs ask the served library: Gradio's client, a Model Context Protocol client, and OpenAI's own client."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ingest.library import Library
from tests.fakes import WordEmbedder
from tests.fakes_web import FakeChain, in_loop, make_document
from web.api import endpoints
from web.app import build_app
from web.server import create_server, running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    document = make_document()
    with Library.open(tmp_path_factory.mktemp("api") / "library", embedder=WordEmbedder()) as library:
        library.add(document)
        chain = FakeChain(document)
        app = in_loop(lambda: build_app(chain, library))
        with running(in_loop(lambda: create_server(app, chain, library, mcp=True))) as address:
            yield address


def check_answer(answer: Any) -> None:
    document = make_document()
    citation = answer["citations"][0]
    assert answer["answered"] and document.text[citation["start"] : citation["end"]] == citation["quote"]


def test_gradios_client_asks_searches_shows_and_checks(address: str) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False, download_files=False, analytics_enabled=False)
    try:
        check_answer(client.predict("When?", ["mirel.txt"], [{"role": "user", "text": "Hm?"}], api_name="/ask"))
        found = client.predict("nine judges", 3, None, api_name="/search")
        assert "nine judges" in found[0]["text"] and len(found) <= 3
        assert client.predict("mirel.txt", api_name="/show")["text"] == make_document().text
        checked = client.predict("It had twelve judges.", "It had nine judges.", api_name="/check")
        assert checked["verdict"] == "contradicted" and checked["reasons"]
        with pytest.raises(Exception, match=r"No document 'absent\.pdf'"):
            client.predict("absent.pdf", api_name="/show")
    finally:
        client.close()


def test_an_mcp_client_finds_and_calls_the_four_tools(address: str) -> None:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def talk() -> dict[str, Any]:
        async with (
            streamable_http_client(f"{address}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name: tool for tool in (await session.list_tools()).tools}
            said: dict[str, Any] = {"tools": {name: tool.description for name, tool in tools.items()}}
            calls: dict[str, dict[str, Any]] = {
                "ask": {"question": "When did the court first sit?"},
                "search": {"query": "nine judges", "k": 2},
                "show": {"document": "mirel.txt"},
                "check": {"claim": "It had twelve judges.", "source": "It had nine judges."},
            }
            for name, arguments in calls.items():
                reply = await session.call_tool(name, arguments)
                assert not reply.isError
                said[name] = json.loads(reply.content[0].text)
            wrong = await session.call_tool("show", {"document": "absent.pdf"})
            said["wrong"] = wrong.isError, wrong.content[0].text
            return said

    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(lambda: asyncio.run(talk())).result()
    assert set(said["tools"]) == {"ask", "search", "show", "check"} and all(said["tools"].values())
    check_answer(said["ask"])
    assert "nine judges" in said["search"][0]["text"] and said["show"]["source"] == "mirel.txt"
    assert said["check"]["verdict"] == "contradicted"
    assert said["wrong"][0] and "No document 'absent.pdf'" in said["wrong"][1]


def test_openais_client_streams_an_answer_with_citations(address: str) -> None:
    from openai import OpenAI

    with OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client:
        assert [model.id for model in client.models.list()] == ["pincite"]
        messages: Any = [{"role": "user", "content": "When did the court first sit?"}]
        words, extras = "", []
        for chunk in client.chat.completions.create(model="pincite", messages=messages, stream=True):
            words += chunk.choices[0].delta.content or ""
            extras.append((chunk.model_extra or {}).get("pincite"))
        check_answer(extras[-1])
        assert words.startswith(extras[-1]["answer"]) and "Sources:" in words
        assert {"retrieve", "rerank"} <= {extra["stage"] for extra in extras[:-1] if extra}
        whole = client.chat.completions.create(model="pincite", messages=messages)
        assert whole.choices[0].message.content == words and whole.model_extra
        check_answer(whole.model_extra["pincite"])


def test_a_claim_longer_than_a_sentence_is_refused_at_once() -> None:
    check = endpoints(FakeChain(make_document()), None)["check"]
    with pytest.raises(Exception, match="longer than 4,000 characters"):
        check("The mill closed, " * 250, "The mill closed.")
    with pytest.raises(Exception, match="longer than 100,000 characters together"):
        check("The mill closed.", "The mill closed, " * 6000)


def test_a_query_longer_than_a_question_is_refused_at_once() -> None:
    search = endpoints(FakeChain(make_document()), None)["search"]
    with pytest.raises(Exception, match="The query is longer than 4,000 characters"):
        search("the mill " * 500)
    with pytest.raises(Exception, match="The query is empty"):
        search(" ")
