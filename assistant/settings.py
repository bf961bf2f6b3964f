"""What a user may set about answering: ten fields, one place.

This file doesn't know who reads the settings. Every field has a default that works offline.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from ingest.errors import PinciteError

PREFIX = "PINCITE_"


class SettingsError(PinciteError):
    """A setting has a value it can't have."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How questions are answered.

    `model` names a language model ("openai:gpt-5", "ollama:qwen3", or any name with `base_url`); None answers
    with the documents' own sentences. `base_url` is the address of an OpenAI-compatible server, which is sent the key
    PINCITE_API_KEY and no other. `embedder` is a sentence-transformers name. `candidates` is the length of each of the
    two candidate lists (dense, full text), `passages` how many go to the drafter. `min_confidence` (0 to 1) is the
    probability, below which a question is refused, that the documents hold the answer. `timeout_s` bounds one call of
    the language model, in seconds of the clock, a second try included; `max_tokens` the length of its answer. `judge`
    picks who checks claims: "pincite" (this project's own), "none" (deterministic evidence alone), "model" (the
    language model), "chat:" and a chat model's name, or the folder or hub name of an NLI model. `reader` switches the
    trained reader of passages on or off.
    """

    model: str | None = None
    base_url: str | None = None
    embedder: str = "all-MiniLM-L6-v2"
    candidates: int = 6
    passages: int = 5
    min_confidence: float = 0.5
    timeout_s: float = 60.0
    max_tokens: int = 512
    judge: str = "pincite"
    reader: bool = True

    def __post_init__(self) -> None:
        for name, low, high in (("candidates", 1, 200), ("passages", 1, 50), ("max_tokens", 1, 100_000)):
            if not low <= getattr(self, name) <= high:
                raise SettingsError(f"{name} is {getattr(self, name)!r}; it must be from {low} to {high}.")
        if not 0 <= self.min_confidence <= 1:
            raise SettingsError(f"min_confidence is {self.min_confidence!r}; it must be from 0 to 1.")
        if not self.timeout_s > 0:  # NaN is neither
            raise SettingsError(f"timeout_s is {self.timeout_s!r}; it must be more than 0 seconds.")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Settings from PINCITE_MODEL, PINCITE_BASE_URL, … (a field's name in capitals); empty means the default.

        Raises SettingsError naming the variable whose value can't be read.
        """
        env = os.environ if env is None else env
        values: dict[str, str | int | float | bool] = {}
        for field in fields(cls):
            name = PREFIX + field.name.upper()
            text = env.get(name, "").strip()
            if text:
                values[field.name] = _parse(name, text, field.default)
        return cls(**values)  # type: ignore[arg-type]


TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def _parse(name: str, text: str, default: object) -> str | int | float | bool:
    """`text` as the type of the field's default."""
    if isinstance(default, bool):
        if text.lower() in TRUE + FALSE:
            return text.lower() in TRUE
        raise SettingsError(f"{name} is {text!r}; it must be one of {', '.join(TRUE + FALSE)}.")
    if not isinstance(default, int | float):
        return text
    try:
        return type(default)(text)
    except ValueError as error:
        raise SettingsError(f"{name} is {text!r}; it must be a number.") from error
