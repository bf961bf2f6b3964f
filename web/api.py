"""Named endpoints for programs, in Gradio's API and over the Model Context Protocol: ask, search, show, check.

They give the same JSON as the command line. This file doesn't know the page.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

from ingest.errors import PinciteError
from web import requests

MOST_PASSAGES = 100
MOST_AT_ONCE = 4  # calls answered at the same time; the rest wait their turn
LONGEST_TEXT = 100_000  # characters of a claim or its source


def _raised(error: PinciteError) -> Exception:
    """The error as Gradio shows it to a client: its one sentence."""
    import gradio as gr

    return gr.Error(str(error), print_exception=False)


def endpoints(chain: Any, library: Any) -> dict[str, Callable[..., Any]]:
    """The functions by their public names."""

    def ask(question: str, documents: list[str] | None = None, history: list[dict[str, str]] | None = None) -> Any:
        """Answer a question from the library, each sentence cited and checked.

        Args:
            question: The question, up to 4,000 characters.
            documents: Ids or file names of the documents to ask; none means all.
            history: Earlier turns, oldest first, each {"role": "user" or "assistant", "text": words}.

        Returns:
            The answer object: answered, answer with [n] markers, claims with verdicts, citations with exact places.
        """
        from assistant.answer import Question
        from web.talk import question_error

        try:
            text = requests.words(question, "question").strip()
            if wrong := question_error(text):
                raise PinciteError(wrong)
            turns = requests.turns([] if history is None else history, "history")
            ids = requests.document_ids(documents, library)
            return chain.invoke(Question(text, turns, documents=ids)).to_json()
        except PinciteError as error:
            raise _raised(error) from None

    def search(query: str, k: int = 10, documents: list[str] | None = None) -> Any:
        """Find the passages nearest to a query: dense and full-text candidates, re-ranked.

        Args:
            query: Words to look for, up to 4,000 characters.
            k: How many passages, 1 to 100.
            documents: Ids or file names of the documents to search; none means all.

        Returns:
            A list of passages, best first, with document, start, end, text, section, page and score.
        """
        from assistant.assembly import search_passages

        try:
            words, ids = requests.query_of(requests.words(query, "query")), requests.document_ids(documents, library)
            count = max(1, min(requests.number(k, "k"), MOST_PASSAGES))
            return [p.to_json() for p in search_passages(library, words, count=count, documents=ids)]
        except PinciteError as error:
            raise _raised(error) from None

    def show(document: str) -> Any:
        """Give a whole document: metadata, text, sections, blocks, notes.

        Args:
            document: Its id, the beginning of it, or its file name.

        Returns:
            The document object, as `pincite show --json` writes it.
        """
        from ingest.document_json import document_json

        try:
            return document_json(library.document(library.resolve(requests.words(document, "document"))))
        except PinciteError as error:
            raise _raised(error) from None

    def check(claim: str, source: str) -> Any:
        """Check whether a source supports a claim.

        Args:
            claim: One sentence, up to 4,000 characters.
            source: The text it is said to come from, up to 100,000 characters with the claim.

        Returns:
            verdict (supported, partial, contradicted, not_found), score, reasons, and evidence places in the source.
        """
        from assistant.checking import check_claim

        try:
            claim = requests.claim_of(requests.words(claim, "claim"))
            source = requests.words(source, "source")
            if len(claim) + len(source) > LONGEST_TEXT:
                raise PinciteError(f"The claim and its source are longer than {LONGEST_TEXT:,} characters together.")
            checked = check_claim(claim, [source], judge=chain.judge)
        except PinciteError as error:
            raise _raised(error) from None
        return {
            "verdict": checked.verdict.value,
            "score": round(checked.score, 4),
            "reasons": list(checked.reasons),
            "evidence": [{"start": span.start, "end": span.end} for _, span in checked.evidence],
        }

    return {"ask": ask, "search": search, "show": show, "check": check}


def over_mcp() -> bool:
    """Whether the call under way came over the Model Context Protocol."""
    from gradio.context import LocalContext

    url = getattr(LocalContext.request.get(None), "url", None)
    return "/mcp" in str(getattr(url, "path", url) or "")


def _told(function: Callable[..., Any], gate: threading.Semaphore) -> Callable[..., Any]:
    """`function`, at most MOST_AT_ONCE at a time; over MCP its answer is JSON text: Gradio would write Python there."""

    @wraps(function)
    def told(*args: Any, **named: Any) -> Any:
        with gate:
            value = function(*args, **named)
        return json.dumps(value, ensure_ascii=False) if over_mcp() else value

    return told


def build_api(chain: Any, library: Any) -> None:
    """The endpoints as Gradio APIs, inside a Blocks context.

    They don't wait in Gradio's queue: over MCP a queued call goes through a second connection, without the caller's
    password.
    """
    import gradio as gr

    gate = threading.BoundedSemaphore(MOST_AT_ONCE)
    for name, function in endpoints(chain, library).items():
        gr.api(_told(function, gate), api_name=name, queue=False)  # type: ignore[attr-defined]
