"""What programs ask with, looked at before it is believed: each has one sentence to say of what is wrong.

This file doesn't know how a request comes: as JSON over HTTP, by Gradio's API, over MCP or in a file.
"""

from __future__ import annotations

from typing import Any

from assistant.answer import whole
from assistant.inputs import turns as turns
from ingest.errors import PinciteError

LONGEST_QUERY = 4000  # characters: longer is a pasted document, each of whose words would be searched for
# Characters: a claim is a sentence, and each of its words is held against the others and the source's.
LONGEST_CLAIM = 4000


def words(value: object, name: str) -> str:
    """A text in whole characters."""
    if not isinstance(value, str):
        raise PinciteError(f"{name}: text is expected.")
    return whole(value)


def query_of(value: str) -> str:
    """A query that can be searched for. Raises PinciteError for one that is empty or a whole text."""
    if not value.strip():
        raise PinciteError("The query is empty.")
    if len(value) > LONGEST_QUERY:
        raise PinciteError(f"The query is longer than {LONGEST_QUERY:,} characters; search for a few words of it.")
    return value


def claim_of(value: str, where: str = "") -> str:
    """A claim that can be checked. Raises PinciteError, with `where` it stands, for one longer than any sentence."""
    if len(value) > LONGEST_CLAIM:
        wrong = f"The claim is longer than {LONGEST_CLAIM:,} characters; check its sentences one by one."
        raise PinciteError(f"{where}: {wrong}" if where else wrong)
    return value


def number(value: object, name: str) -> int:
    """A whole number, also where it is written as 3.0 or as text."""
    try:
        return int(value)  # type: ignore[call-overload,no-any-return]
    except (TypeError, ValueError, OverflowError):
        raise PinciteError(f"{name}: a number is expected.") from None


def document_ids(value: object, library: Any) -> tuple[str, ...]:
    """The ids of the documents named; none for None. Raises DocumentNotFoundError for an unknown name."""
    if value is not None and not (isinstance(value, list) and all(isinstance(name, str) for name in value)):
        raise PinciteError("documents: a list of ids or file names is expected.")
    return tuple(library.resolve(whole(name)) for name in value or ())
