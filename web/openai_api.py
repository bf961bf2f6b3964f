"""An OpenAI-compatible endpoint, so that other chat clients can ask the library: /v1/models, /v1/chat/completions; and
/health, for whoever keeps the server running.

The shapes are those of OpenAI's Chat Completions reference. The answer object, with citations and verdicts, stands in
an extra field, `pincite`, of the response or of the last streamed chunk. This file doesn't know the page.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer, Question, StageEvent, Turn, whole
from ingest.errors import PinciteError
from web.answer_words import answer_parts
from web.render import page_words, source_words
from web.requests import document_ids
from web.talk import UNFORESEEN, question_error

NAME = "pincite"
HEALTH = "/health"
COMPLETIONS = "/v1/chat/completions"
BIGGEST_BODY = 1_000_000  # bytes
MOST_AT_ONCE = 16  # questions worked on; fewer than the server's threads, so that the page is served meanwhile
MOST_WAITING = 200  # questions
log = logging.getLogger("pincite.web")


class RequestError(PinciteError):
    """A request that can't be served: HTTP `status`, OpenAI's `code` where it has one, and a sentence."""

    def __init__(self, message: str, status: int = 400, code: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class Asked:
    """A request understood."""

    question: Question
    model: str
    stream: bool
    sources: bool


def _text(content: Any) -> str:
    """A message's words: a string, or the text parts of a list."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "\n".join(str(p.get("text", "")) for p in content if isinstance(p, Mapping) and p.get("type") == "text")
    raise RequestError('messages: each needs "content", a string or a list of parts.')


def model_ids(models: Sequence[str]) -> list[str]:
    """The ids of the models that can be asked for: the library's own answers, or those of a language model listed."""
    return [NAME, *(f"{NAME}/{name}" for name in models)]


def _unknown(model: str, models: Sequence[str]) -> RequestError:
    listed = ", ".join(map(repr, model_ids(models)))
    return RequestError(f"There is no model {model!r}: use {listed}.", 404, "model_not_found")


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise RequestError("The body is not JSON.") from None


def parse_request(body: Any, library: Any, models: Sequence[str] = ()) -> Asked:
    """The question in a Chat Completions request; RequestError says what is wrong, also where a language model is asked
    for that isn't among `models`.

    System messages are left out: this assistant's rules aren't the client's to change.
    """
    if not isinstance(body, Mapping):
        raise RequestError("The body must be a JSON object.")
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages or not all(isinstance(m, Mapping) for m in messages):
        raise RequestError("messages: a list with at least one message is needed.")
    talk = [(m.get("role"), _text(m.get("content") or "")) for m in messages if m.get("role") in ("user", "assistant")]
    if not talk or talk[-1][0] != "user":
        raise RequestError("messages: the last one must be the user's.")
    if wrong := question_error(talk[-1][1]):
        raise RequestError(wrong)
    if body.get("n") not in (None, 1):
        raise RequestError("n: only one answer is given.")
    model = whole(str(body.get("model") or NAME))
    if model not in model_ids(models):
        raise _unknown(model, models)
    extra = body.get("pincite") or {}
    if not isinstance(extra, Mapping):
        raise RequestError('pincite: an object with "documents" and "sources" is expected.')
    turns = tuple(Turn("user" if role == "user" else "assistant", words) for role, words in talk[:-1])
    question = Question(
        talk[-1][1].strip(),
        turns,
        documents=document_ids(extra.get("documents"), library),
        model=model.partition("/")[2] or None,
    )
    return Asked(question, model, bool(body.get("stream")), bool(extra.get("sources", True)))


def content_of(answer: Answer, *, sources: bool) -> str:
    """The answer's text, and below it what is doubtful and its sources in Markdown, for clients that know nothing of
    `pincite`; without `sources` the text alone, for those that read the rest there."""
    if not sources:
        return answer.text
    parts = answer_parts(answer)
    listed = answer.citations if answer.answered else answer.nearest
    lines = []
    for citation in listed:
        page = page_words(citation)
        quote = " ".join(citation.quote.split())
        lines.append(f"[{citation.n}] {source_words(citation)}{', ' + page if page else ''}: “{quote}”")
    if lines:
        parts += ["Sources:" if answer.answered else "Nearest passages:", *lines]
    return "\n\n".join(parts)


def _shell(kind: str, model: str) -> dict[str, Any]:
    return {"id": "chatcmpl-" + secrets.token_hex(12), "object": kind, "created": int(time.time()), "model": model}


def completion(answer: Answer, asked: Asked) -> dict[str, Any]:
    """The whole response."""
    message = {"role": "assistant", "content": content_of(answer, sources=asked.sources), "refusal": None}
    return {
        **_shell("chat.completion", asked.model),
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "pincite": answer.to_json(),
    }


def error_body(message: str, status: int, code: str | None = None) -> dict[str, Any]:
    """An error in OpenAI's shape."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    param = "model" if code == "model_not_found" else None
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def chunks(events: Iterator[Any], asked: Asked) -> Iterator[str]:
    """Server-sent events: stages with an empty delta, then the checked answer word by word, then `pincite`, [DONE].

    The draft is not sent: what a client shows is the text that was cited and checked.
    """
    shell = _shell("chat.completion.chunk", asked.model)

    def event(delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        body = {**shell, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}], **more}
        return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"

    yield event({"role": "assistant", "content": ""})
    try:
        for item in events:
            if isinstance(item, StageEvent):
                yield event({}, pincite={"stage": item.stage, "detail": item.detail})
            elif isinstance(item, Answer):
                words = content_of(item, sources=asked.sources).split(" ")
                for i, word in enumerate(words):
                    yield event({"content": word if i == 0 else " " + word})
                yield event({}, "stop", pincite=item.to_json())
    except PinciteError as error:
        yield f"data: {json.dumps(error_body(str(error), 400))}\n\n"
    except Exception:
        log.exception("A question over /v1 failed.")
        yield f"data: {json.dumps(error_body(UNFORESEEN, 500))}\n\n"
    yield "data: [DONE]\n\n"


def add_routes(app: Any, chain: Any, library: Any, models: Sequence[str] = ()) -> None:
    """Put the routes on a FastAPI app: those of /v1, where what isn't there is said in OpenAI's shape, and HEALTH."""
    from anyio import CapacityLimiter, to_thread
    from fastapi import Request
    from fastapi.responses import JSONResponse, StreamingResponse
    from starlette.requests import ClientDisconnect

    limiters: list[CapacityLimiter] = []  # made within the server's loop
    inside = 0

    @contextmanager
    def admitted() -> Iterator[CapacityLimiter]:
        """A place among the questions at work or waiting. Raises RequestError where none is left."""
        nonlocal inside
        if inside >= MOST_AT_ONCE + MOST_WAITING:
            raise RequestError("Too many questions are waiting: try again in a minute.", 503)
        if not limiters:
            limiters.append(CapacityLimiter(MOST_AT_ONCE))
        inside += 1
        try:
            yield limiters[0]
        finally:
            inside -= 1

    async def flowing(asked: Asked) -> AsyncIterator[str]:
        lines = chunks(chain.stream(asked.question), asked)
        try:
            with admitted() as limiter:
                while (line := await to_thread.run_sync(next, lines, None, limiter=limiter)) is not None:
                    yield line
        except RequestError as error:
            yield f"data: {json.dumps(error_body(str(error), error.status))}\n\n"

    def listed(name: str) -> dict[str, Any]:
        return {"id": name, "object": "model", "created": 0, "owned_by": NAME}

    def refused(error: PinciteError) -> Any:
        status, code = getattr(error, "status", 400), getattr(error, "code", None)
        return JSONResponse(error_body(str(error), status, code), status)

    async def list_models() -> Any:
        return JSONResponse({"object": "list", "data": [listed(name) for name in model_ids(models)]})

    async def one_model(name: str) -> Any:
        return JSONResponse(listed(name)) if name in model_ids(models) else refused(_unknown(name, models))

    async def health() -> Any:
        return JSONResponse({"status": "ok"})

    async def absent(request: Any) -> Any:
        return refused(RequestError(f"There is no {request.method} {request.url.path} here.", 404))

    async def chat(request: Any) -> Any:
        try:
            data = b""
            async for part in request.stream():
                data += part
                if len(data) > BIGGEST_BODY:
                    raise RequestError(f"The request is larger than {BIGGEST_BODY:,} bytes.", 413)
            asked = parse_request(_parsed(data), library, models)
            if asked.stream:
                return StreamingResponse(flowing(asked), media_type="text/event-stream")
            with admitted() as limiter:
                answer = await to_thread.run_sync(chain.invoke, asked.question, limiter=limiter)
        except PinciteError as error:
            return refused(error)
        except ClientDisconnect:  # nobody reads what is said now
            return JSONResponse(error_body("The client went away.", 400), 400)
        except Exception:
            log.exception("A question over /v1 failed.")
            return JSONResponse(error_body(UNFORESEEN, 500), 500)
        return JSONResponse(completion(answer, asked))

    chat.__annotations__["request"] = absent.__annotations__["request"] = Request
    app.add_api_route(HEALTH, health, methods=["GET"])
    app.add_api_route("/v1/models", list_models, methods=["GET"])
    app.add_api_route("/v1/models/{name:path}", one_model, methods=["GET"])
    app.add_api_route(COMPLETIONS, chat, methods=["POST"])
    app.add_api_route("/v1/{rest:path}", absent, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
