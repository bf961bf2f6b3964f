"""Where a browser's page stands, as it says itself with each event: who it is, and what it shows.

The page says it anew each time (assets/page.js), so that nothing hangs on what this process remembers: it may have
been started since, and another page may have changed the conversation. This file doesn't know Gradio.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

OWNER = re.compile(r"[0-9a-f]{32}")
CONVERSATION = re.compile(r"[\w-]{1,64}")
# An event's first input, as the browser fills it in; the others stay as they are.
SAY_WHERE = "(...inputs) => [pincite.where(), ...inputs.slice(1)]"


@dataclass(frozen=True, slots=True)
class Visit:
    """A page: its owner's key (empty: nothing is kept), itself (a random name as long as it is open), the conversation
    that it shows and how many exchanges of it, and the documents and the model chosen when it was last left."""

    owner: str = ""
    tab: str = ""
    conversation: str = ""
    turns: int = 0
    documents: tuple[str, ...] = ()
    model: str | None = None


def owner_of(value: object) -> str:
    """The owner's key if it is one, else empty: nothing is kept then."""
    return value if isinstance(value, str) and OWNER.fullmatch(value) else ""


def visit_of(text: object) -> Visit:
    """The page that says so, as JSON; what isn't sound in it is left out."""
    try:
        said = json.loads(str(text))
    except ValueError:
        said = None
    if not isinstance(said, Mapping):
        return Visit()
    conversation, turns, documents, model = (said.get(key) for key in ("conversation", "turns", "documents", "model"))
    return Visit(
        owner=owner_of(said.get("owner")),
        tab=str(said.get("tab") or "")[:64],
        conversation=conversation if isinstance(conversation, str) and CONVERSATION.fullmatch(conversation) else "",
        turns=turns if isinstance(turns, int) else 0,
        documents=tuple(map(str, documents)) if isinstance(documents, list) else (),
        model=model if isinstance(model, str) else None,
    )
