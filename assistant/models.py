"""Language models by name: LangChain's chat models, or any OpenAI-compatible address.

This file doesn't know what the models are asked.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from ingest.errors import PinciteError, first_line

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class ModelError(PinciteError):
    """A language model can't be used: unknown name, missing package, missing key, or no answer."""


def load_chat_model(name: str, settings: Settings) -> BaseChatModel:
    """The chat model called `name`.

    With `settings.base_url` the name goes as it is to that OpenAI-compatible server; otherwise it is
    "provider:model" or a model whose provider LangChain can tell. Raises ModelError in one sentence.
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
            api_key=os.environ.get("OPENAI_API_KEY") or "none",  # type: ignore[arg-type]
            **options,
        )
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        raise ModelError(f"The model {name!r} needs a package that is not installed: {first_line(error)}") from error
    except Exception as error:
        raise ModelError(
            f"There is no language model {name!r}: name it as provider:model (for example openai:gpt-5-mini or "
            f"ollama:qwen3), or give the address of an OpenAI-compatible server. ({first_line(error)})"
        ) from error
    return model


def why_it_failed(name: str, error: Exception) -> str:
    """One sentence on why a call of a model failed: timed out, limited, refused, unreachable, or its own words."""
    kind, text = type(error).__name__, str(error).lower()
    status = getattr(error, "status_code", None)
    if "timeout" in kind.lower() or "timed out" in text:
        return f"The model {name!r} did not answer in time."
    if status == 429 or "ratelimit" in kind.lower():
        return f"The model {name!r} refused the request: its rate limit is reached."
    if status in (401, 403):
        return f"The model {name!r} refused the request: the key is missing or wrong."
    if status == 404:
        return f"The server knows no model {name!r}."
    if "connect" in kind.lower():
        return f"The server of the model {name!r} can't be reached."
    if (status is not None and status >= 500) or "loading model" in text:
        busy = f" (status {status})" if status else ""
        return f"The server of the model {name!r} can't answer now{busy}: it may still be loading the model."
    if status is not None:
        return f"The server of the model {name!r} did not take the request (status {status}): {first_line(error)}"
    return f"The model {name!r} failed ({kind})."
