"""Other systems put to the same questions: a command, an HTTP address, an OpenAI-compatible server.

Whatever they answer is brought into the public JSON of an answer: text without claims is cut into sentences, "[2]" in a
sentence names its citation, and a citation with a quote but no offsets is placed where its words stand in the
documents. A citation that can't be placed stays, without offsets, and counts as wrong. This file doesn't know metrics.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eval.addresses import without_keys
from eval.cases import Case, find_document, find_quote
from eval.evaluate import Answerer, MakeAnswerer, pincite_answerer
from eval.run import AnswererError
from ingest.document import Document

if TYPE_CHECKING:
    from assistant.settings import Settings

TIMEOUT_S = 120.0
SHOWN = 200  # characters of what a system said, in an error
MARKED = re.compile(r"\[(\d+(?:\s*,\s*\d+)*)\]")

# How systems without a field for it say that they found nothing; looked for in short answers' first sentence only.
REFUSAL = re.compile(
    r"\b(?:(?:i|we) (?:do not|don['’]t|could not|couldn['’]t|can ?not|can['’]t) (?:know|find|answer|determine|say|tell)"
    r"|(?:is|are|was|were) not (?:mentioned|stated|provided|given|specified|in (?:the|these|your))"
    r"|(?:do|does) not (?:mention|state|say|contain|provide|specify|give)|(?:don|doesn)['’]t (?:mention|say|contain)"
    r"|no (?:information|mention|answer|evidence) (?:about|on|of|is|in|was|could)|not enough information"
    r"|unable to (?:find|answer|determine)|there is no (?:information|mention|answer))",
    re.IGNORECASE,
)


# ---- anything into an answer -------------------------------------------------------------------


def refuses(text: str) -> bool:
    """Whether a plain text reads as a refusal: it is empty, or its first sentence says that nothing was found."""
    from ingest.sentences import split_sentences

    spans = split_sentences(text.strip())
    return not spans or REFUSAL.search(text.strip()[: spans[0].end]) is not None


def _claims(text: str, citations: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The sentences of a text with the citations they name; all citations where no sentence names any."""
    from ingest.sentences import split_sentences

    # A marker after the full stop belongs to the sentence before it.
    joined = re.sub(r"([.!?])\s*((?:\[\d+(?:\s*,\s*\d+)*\]\s*)+)", r" \2\1 ", text).strip()
    every = [citation["n"] for citation in citations]
    marked = MARKED.search(joined) is not None
    claims = []
    for span in split_sentences(joined):
        sentence = joined[span.start : span.end]
        named = [int(n) for found in MARKED.findall(sentence) for n in found.split(",")]
        words = re.sub(r"\s+([.!?])", r"\1", MARKED.sub("", sentence)).strip()
        if words.strip(".!? "):
            claims.append({"text": words, "citations": [n for n in named if n in every] if marked else every})
    return claims


def _placed(citation: Mapping[str, Any], n: int, documents: Sequence[Document]) -> dict[str, Any]:
    found = {"n": n, **citation}
    quote = str(citation.get("quote") or citation.get("content") or citation.get("text") or "")
    found["quote"] = quote
    named = str(citation.get("document") or citation.get("source") or citation.get("title") or "")
    known = find_document(named, documents) if named else None
    if isinstance(citation.get("start"), int) and isinstance(citation.get("end"), int):
        return found | ({"document": known.id, "source": known.source} if known else {})
    for document in (known,) if known else documents:
        places = find_quote(document.text, quote)
        if places:
            start, end = places[0]
            return found | {"document": document.id, "source": document.source, "start": start, "end": end}
    return found | {"start": None, "end": None}


def as_answer(said: Any, question: str, documents: Sequence[Document]) -> dict[str, Any]:
    """What a system said (a text, or a mapping with "answer", and "answered", "citations", "claims" where it has them)
    as the public JSON of an answer. Raises AnswererError where there is no answer in it."""
    if isinstance(said, str):
        said = {"answer": said}
    if not isinstance(said, Mapping) or not isinstance(said.get("answer"), str):
        raise AnswererError(f'The system\'s answer has no text "answer": {json.dumps(said, default=str)[:SHOWN]}')
    text = said["answer"]
    answered = said["answered"] if isinstance(said.get("answered"), bool) else not refuses(text)
    given = [one for one in said.get("citations") or said.get("sources") or () if isinstance(one, Mapping)]
    citations = [_placed(one, one.get("n") or i, documents) for i, one in enumerate(given, 1)] if answered else []
    return {
        "question": question,
        "standalone_question": question,
        **said,
        "answered": answered,
        "answer": text,
        "claims": said.get("claims") or (_claims(text, citations) if answered else []),
        "citations": citations,
        "timings_ms": said.get("timings_ms") or {},
    }


def _request(case: Case) -> dict[str, Any]:
    history = [{"role": turn.role, "text": turn.text} for turn in case.history]
    return {"id": case.id, "question": case.question, "history": history}


# ---- a command ---------------------------------------------------------------------------------


def command_answerer(command: str, documents: Sequence[Document], *, timeout_s: float = TIMEOUT_S) -> Answerer:
    """A command run for each question: {"id","question","history"} on standard input, and on standard output an answer
    object, or plain text. It is run without a shell."""
    words = shlex.split(command)
    if not words:
        raise AnswererError("The command to be evaluated is empty.")

    def ask(case: Case) -> Mapping[str, Any]:
        try:
            done = subprocess.run(  # noqa: S603  (the user's own command)
                words,
                input=json.dumps(_request(case), ensure_ascii=False),
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=timeout_s,
                check=False,
            )
        except FileNotFoundError as error:
            raise AnswererError(f"There is no command {words[0]!r}.") from error
        except OSError as error:
            raise AnswererError(f"{words[0]!r} can't be run: {error.strerror}.") from error
        except subprocess.TimeoutExpired as error:
            raise AnswererError(f"{words[0]!r} gave no answer within {timeout_s:g} seconds.") from error
        except UnicodeDecodeError as error:
            raise AnswererError(f"{words[0]!r} gave output that is not UTF-8 text.") from error
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1][:SHOWN]
            raise AnswererError(f"{words[0]!r} ended with status {done.returncode}: {last}")
        return as_answer(_json_or_text(done.stdout), case.question, documents)

    return Answerer(f"command:{words[0]}", ask)


def _json_or_text(text: str) -> Any:
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return text.strip()
    return value if isinstance(value, dict | str) else text.strip()


# ---- an address ---------------------------------------------------------------------------------


def _post(url: str, body: Mapping[str, Any], timeout_s: float, headers: Mapping[str, str] | None = None) -> Any:
    import httpx

    try:
        reply = httpx.post(url, json=dict(body), headers=dict(headers or {}), timeout=timeout_s)
        reply.raise_for_status()
        return reply.json()
    except httpx.HTTPStatusError as error:
        said = without_keys(error.response.text[:SHOWN])
        raise AnswererError(f"{without_keys(url)} answered {error.response.status_code}: {said}") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        why = without_keys(f"{type(error).__name__} {error}".strip())
        raise AnswererError(f"{without_keys(url)} can't be asked: {why}") from error
    except ValueError as error:
        raise AnswererError(f"{without_keys(url)} gave an answer that is not JSON.") from error


def http_answerer(url: str, documents: Sequence[Document], *, timeout_s: float = TIMEOUT_S) -> Answerer:
    """An address to which {"id","question","history"} is posted as JSON, and which answers with an answer object."""

    def ask(case: Case) -> Mapping[str, Any]:
        return as_answer(_post(url, _request(case), timeout_s), case.question, documents)

    return Answerer(without_keys(url), ask)


def openai_answerer(
    model: str, base_url: str, documents: Sequence[Document], *, timeout_s: float = TIMEOUT_S
) -> Answerer:
    """A system that speaks OpenAI's chat completions: it gets the question and the conversation before it.

    A refusal is told by its words. Citations are taken from the message's `context.citations` or `citations` where a
    system has them (as Azure's "on your data" does), usage from `usage`. The key is OPENAI_API_KEY, where set.
    """
    key = os.environ.get("OPENAI_API_KEY")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    url = base_url.rstrip("/") + "/chat/completions"

    def ask(case: Case) -> Mapping[str, Any]:
        turns = [{"role": turn.role, "content": turn.text} for turn in case.history]
        body = {"model": model, "messages": [*turns, {"role": "user", "content": case.question}], "temperature": 0}
        reply = _post(url, body, timeout_s, headers)
        try:
            message = reply["choices"][0]["message"]
            text = str(message["content"] or "")
        except (KeyError, IndexError, TypeError) as error:
            raise AnswererError(f"{without_keys(url)} answered without choices[0].message.content.") from error
        context = message.get("context") or {}
        citations = message.get("citations") or reply.get("citations") or context.get("citations") or []
        answer = as_answer({"answer": text, "citations": citations}, case.question, documents)
        usage = reply.get("usage") or {}
        counts = {"input_tokens": usage.get("prompt_tokens"), "output_tokens": usage.get("completion_tokens")}
        return {**answer, "model": model, "usage": {name: n for name, n in counts.items() if n is not None}}

    return Answerer(f"{model} at {without_keys(base_url)}", ask)


# ---- by name ------------------------------------------------------------------------------------

HELP = "pincite, langchain, bm25, command:PROGRAM…, http://… (posted the question as JSON), or openai:MODEL@http://…/v1"


def answerer_named(name: str, settings: Settings) -> MakeAnswerer:
    """The system a user names (see HELP). Raises AnswererError for a name that is none."""
    from eval import baselines

    kind, _, rest = name.partition(":")
    if name == "pincite":
        return lambda library, documents: pincite_answerer(library, settings)
    if name == "langchain":
        return lambda library, documents: baselines.langchain_answerer(documents, settings)
    if name == "bm25":
        return lambda library, documents: baselines.bm25_answerer(documents)
    if kind == "command" and rest.strip():
        return lambda library, documents: command_answerer(rest, documents, timeout_s=settings.timeout_s)
    if kind in ("http", "https") and rest.startswith("//"):
        return lambda library, documents: http_answerer(name, documents, timeout_s=settings.timeout_s)
    model, at, url = rest.partition("@")
    if kind == "openai" and model and at and url.startswith(("http://", "https://")):
        return lambda library, documents: openai_answerer(model, url, documents, timeout_s=settings.timeout_s)
    raise AnswererError(f"There is no system {without_keys(name)!r}; name one of: {HELP}.")
