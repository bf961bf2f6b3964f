"""Language models by name: LangChain's chat models, or any OpenAI-compatible address.

This file doesn't know what the models are asked.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from ingest.errors import PinciteError, first_line

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

KEY = "PINCITE_API_KEY"  # the variable with the key of the server at PINCITE_BASE_URL
ENDS = ("finish_reason", "stop_reason", "done_reason", "reason", "status")  # OpenAI's, Anthropic's, Ollama's names
TOO_LONG = ("length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded")
WITHHELD = ("content_filter", "safety", "refusal", "recitation", "prohibited_content", "blocklist")


class ModelError(PinciteError):
    """A language model can't be used: unknown name, missing package, missing key, or no answer."""


def _bounded_client(seconds: float) -> Any:
    """A client that gives up on a response after `seconds`, though something comes all the while; None, for the usual
    client, where a proxy is set in a way that rules out one's own."""
    if os.environ.get("OPENAI_PROXY"):
        return None
    from openai import DefaultHttpxClient

    def bound(response: Any) -> None:
        base = import_module(type(response).__module__.partition(".")[0]).SyncByteStream  # of httpx, or its successor
        stream, deadline = response.stream, time.monotonic() + seconds

        class Bounded(base):  # type: ignore[misc, valid-type]
            def __iter__(self) -> Iterator[bytes]:
                for part in stream:
                    if time.monotonic() > deadline:
                        raise TimeoutError("timed out")
                    yield part

            def close(self) -> None:
                stream.close()

        response.stream = Bounded()

    return DefaultHttpxClient(event_hooks={"response": [bound]})


def load_chat_model(name: str, settings: Settings) -> BaseChatModel:
    """The chat model called `name`.

    With `settings.base_url` the name goes as it is to that OpenAI-compatible server, with the key PINCITE_API_KEY and
    never with OPENAI_API_KEY, which is another server's; otherwise it is "provider:model" or a model whose provider
    LangChain can tell. Raises ModelError in one sentence.
    """
    options: dict[str, Any] = {
        "temperature": 0,
        "timeout": settings.timeout_s,
        "max_tokens": settings.max_tokens,
        "max_retries": 1,
    }
    if settings.base_url:
        from langchain_openai import ChatOpenAI

        return ChatOpenAI(
            model=name,
            base_url=settings.base_url,
            api_key=os.environ.get(KEY) or "none",  # type: ignore[arg-type]
            http_client=_bounded_client(settings.timeout_s),
            **options,
        )
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        raise ModelError(f"The model {name!r} needs a package that is not installed: {first_line(error)}") from error
    except Exception as error:
        if key := re.search(r"\b[A-Z]+_API_KEY\b", str(error)):
            raise ModelError(f"The model {name!r} needs a key: set {key[0]} in the environment.") from error
        raise ModelError(
            f"There is no language model {name!r}: name it as provider:model (for example openai:gpt-5-mini or "
            f"ollama:qwen3), or give the address of an OpenAI-compatible server. ({first_line(error)})"
        ) from error
    return model


def why_it_failed(name: str, error: Exception, model: BaseChatModel | None = None) -> str:
    """One sentence on why a call of a model failed: timed out, limited, refused, unreachable, or its own words; of a
    server of one's own also which setting to look at."""
    kind, text = type(error).__name__, str(error).lower()
    status = getattr(error, "status_code", None)
    own = bool(getattr(model, "openai_api_base", None))
    address = ": check PINCITE_BASE_URL, which usually ends in /v1" if own else ""
    if "timeout" in kind.lower() or "timed out" in text:
        return f"The model {name!r} did not answer in time."
    if status == 429 or "ratelimit" in kind.lower():
        return f"The model {name!r} refused the request: its rate limit is reached."
    if status in (401, 403):
        return f"The model {name!r} refused the request: the key{f' ({KEY})' if own else ''} is missing or wrong."
    if status == 404:
        return f"The server knows no model {name!r}{', or nothing is at its address' + address if own else ''}."
    if "connect" in kind.lower():
        return f"The server of the model {name!r} can't be reached{address}."
    if (status is not None and status >= 500) or "loading model" in text:
        busy = f" (status {status})" if status else ""
        return f"The server of the model {name!r} can't answer now{busy}: it may still be loading the model."
    if status is not None:
        why = first_line(error).rstrip(".")
        return f"The server of the model {name!r} did not take the request (status {status}): {why}."
    strange = isinstance(error, ValueError | TypeError | LookupError | AttributeError)  # what came can't be read
    return f"The model {name!r} failed ({kind}){address if strange else ''}."


def end_of(chunk: BaseMessage) -> str | None:
    """Why a model stopped, in its provider's word ("stop", "length", "max_tokens", …); None where this chunk of its
    answer doesn't say."""
    told = getattr(chunk, "response_metadata", {})
    found = (told.get("incomplete_details") or {}, told)  # the former where OpenAI's other protocol says "incomplete"
    return next((str(part[name]).lower() for part in found for name in ENDS if part.get(name)), None)


def why_it_is_cut(name: str, end: str | None, model: BaseChatModel) -> str | None:
    """One sentence on why an answer isn't whole, from how its stream ended; None where it is.

    A stream of OpenAI's protocol that doesn't say why it ended has broken off; others needn't say.
    """
    if end in TOO_LONG:
        return f"The answer of the model {name!r} was cut off: it was longer than it may be (PINCITE_MAX_TOKENS)."
    if end in WITHHELD:
        return f"The server of the model {name!r} withheld the rest of its answer ({end})."
    if end is None and getattr(model, "_llm_type", "") == "openai-chat":
        return f"The answer of the model {name!r} broke off before its end."
    return None
