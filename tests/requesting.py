"""A guarded app over the hand-made document, and requests put to it without a network."""

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI

from tests.fakes_web import FakeChain, FakeLibrary, make_document
from web.guard import Guard
from web.openai_api import add_routes


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
