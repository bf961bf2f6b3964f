"""Fakes of the real protocols, for tests: small, deterministic, and no model behind them."""

import json
import math
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from langchain_core.embeddings import Embeddings

from assistant.words.wording import content_words
from ingest.document import (
    Block,
    BlockKind,
    Chunk,
    ChunkKind,
    Document,
    Metadata,
    Note,
    Section,
    Sentence,
    Span,
)
from ingest.errors import DocumentNotFoundError


def make_document(
    text: str, *, source: str = "a.txt", metadata: Metadata | None = None, notes: bool = False
) -> Document:
    """A document from text: blank lines part blocks, "# " begins a heading, a full stop ends a sentence.

    With `notes`, a block "[1] text" is a note, and "[^1]" in the text its marker.
    """
    sections: list[Section] = []
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    found: list[Note] = []
    paragraph = 0
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        start, end = match.span()
        if match.group().startswith("# "):
            if sections:
                sections[-1] = Section(sections[-1].title, 1, sections[-1].start, start)
            sections.append(Section(match.group()[2:], 1, start, len(text)))
            blocks.append(Block(BlockKind.HEADING, start, end, len(sections) - 1))
        elif notes and (number := re.match(r"\[(\d+)\] ", match.group())):
            markers = tuple(Span(*m.span()) for m in re.finditer(rf"\[\^{number[1]}\]", text))
            found.append(Note(number[1], start + number.end(), end, markers))
            blocks.append(Block(BlockKind.NOTE, start, end))
        else:
            paragraph += 1
            blocks.append(Block(BlockKind.PARAGRAPH, start, end, len(sections) - 1 if sections else None, paragraph))
        sentences.extend(
            Sentence(start + piece.start(), start + piece.end(), len(blocks) - 1)
            for piece in re.finditer(r"\S.*?(?:[.?!][”\"]?(?:\[\^\d+\])?(?=\s|$)|$)", match.group(), re.S)
        )
    return Document(
        sha256=sha256(text.encode()).hexdigest(),
        source=source,
        path=source,
        format="text",
        text=text,
        metadata=metadata or Metadata(title=source.removesuffix(".txt")),
        sections=tuple(sections),
        blocks=tuple(blocks),
        notes=tuple(found),
        sentences=tuple(sentences),
    )


@dataclass(frozen=True)
class FakeHit:
    chunk: Chunk
    score: float


@dataclass(frozen=True)
class FakeSummary:
    id: str
    source: str
    metadata: Metadata


class FakeLibrary:
    """A library in memory: one chunk a block, both searches by shared words."""

    reads_english_only = True

    def __init__(self, *documents: Document) -> None:
        self._documents = {document.id: document for document in documents}

    def documents(self) -> tuple[FakeSummary, ...]:
        return tuple(FakeSummary(d.id, d.source, d.metadata) for d in self._documents.values())

    def document(self, name: str) -> Document:
        return self._documents[self.resolve(name)]

    def resolve(self, name: str) -> str:
        for document in self._documents.values():
            if name in (document.id, document.source):
                return document.id
        raise DocumentNotFoundError(f"There is no document {name!r}.")

    def allowed(self, where: object) -> tuple[str, ...] | None:
        if not any(getattr(where, name) for name in ("documents", "authors", "years")):
            return None
        return tuple(d.id for d in self._documents.values() if _lets_through(d.id, d.metadata, where))

    def _chunks(self) -> list[Chunk]:
        kinds = {kind: ChunkKind(kind) for kind in (BlockKind.NOTE, BlockKind.CAPTION, BlockKind.FRONT)}
        return [
            Chunk(
                id=f"{d.id}:{b.start}-{b.end}",
                document=d.id,
                kind=kinds.get(b.kind, ChunkKind.BODY),
                start=b.start,
                end=b.end,
                text=d.text[b.start : b.end],
                section=d.section_path(b.section),
                paragraph=b.paragraph,
                notes=tuple(
                    note.number
                    for note in d.notes
                    if any(b.start <= offset < b.end for offset in (note.start, *(m.start for m in note.markers)))
                ),
            )
            for d in self._documents.values()
            for b in d.blocks
            if b.kind is not BlockKind.HEADING
        ]

    def dense(self, query: str, n: int, *, where: object) -> tuple[FakeHit, ...]:
        asked = set(content_words(query))
        metadata = {d.id: d.metadata for d in self._documents.values()}
        hits = [
            FakeHit(chunk, len(asked & set(content_words(chunk.text))))
            for chunk in self._chunks()
            if _passes(chunk, metadata[chunk.document], where)
        ]
        return tuple(sorted(hits, key=lambda hit: -hit.score)[:n])

    full_text = dense


def _passes(chunk: Chunk, metadata: Metadata, where: object) -> bool:
    (kinds,) = (getattr(where, name) for name in ("kinds",))
    return _lets_through(chunk.document, metadata, where) and (not kinds or chunk.kind in kinds)


def _lets_through(document: str, metadata: Metadata, where: object) -> bool:
    documents, authors, years = (getattr(where, name) for name in ("documents", "authors", "years"))
    return (
        (not documents or document in documents)
        and (not authors or any(a.lower() in b.lower() for a in authors for b in metadata.authors))
        and (not years or metadata.year in years)
    )


class OverlapReranker:
    """A reranker that counts shared words: 0 words is -8, all of them is +8."""

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        asked = set(content_words(query))
        return [16 * len(asked & set(content_words(text))) / max(len(asked), 1) - 8 for text in texts]


class ScriptedReranker:
    """A reranker that scores by a function of the text."""

    def __init__(self, score: Callable[[str, str], float]) -> None:
        self._score = score

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        return [self._score(query, text) for text in texts]


class WordEmbedder(Embeddings):
    """Embeds a text as the hashes of its words in 64 dimensions, so that shared words mean nearness."""

    name = "words-64"

    def _vector(self, text: str) -> list[float]:
        vector = [0.0] * 64
        for word in re.findall(r"\w+", text.casefold()):
            vector[sha256(word.encode("utf-8", "replace")).digest()[0] % 64] += 1.0
        length = math.sqrt(sum(value * value for value in vector)) or 1.0
        return [value / length for value in vector]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self._vector(text)


class FakeModelServer:
    """An OpenAI-compatible server on loopback that says what `reply(messages)` returns, streamed word by word.

    A reply may be a string, an HTTP status to fail with, or an iterable of strings sent as they come, and of bytes sent
    as they are. `end` is why a stream says that it ended; None breaks it off. `error` is what a failure says. `seen`
    keeps the requests' bodies, `keys` what each was authorised with.
    """

    def __init__(
        self,
        reply: Callable[[list[dict[str, str]]], str | int | Iterable[str | bytes]],
        *,
        end: str | None = "stop",
        error: str = "no",
    ) -> None:
        self.seen: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.seen.append(body)
                outer.keys.append(self.headers["Authorization"])
                said = reply(body["messages"])
                if isinstance(said, int):
                    self._send(said, "application/json", json.dumps({"error": {"message": error}}).encode())
                    return
                pieces = re.findall(r"\S+\s*", said) if isinstance(said, str) else said
                if not body.get("stream"):
                    message = {"role": "assistant", "content": "".join(p for p in pieces if isinstance(p, str))}
                    choice = {"index": 0, "message": message, "finish_reason": "stop"}
                    whole = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
                    self._send(200, "application/json", json.dumps(whole).encode())
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                try:
                    for piece in pieces:
                        if isinstance(piece, bytes):
                            self.wfile.write(piece)
                            self.wfile.flush()
                        else:
                            self._event({"index": 0, "delta": {"content": piece}, "finish_reason": None})
                    if end is None:
                        return
                    self._event({"index": 0, "delta": {}, "finish_reason": end})
                    if (body.get("stream_options") or {}).get("include_usage"):
                        self._usage(sum(len(m["content"].split()) for m in body["messages"]))
                    self.wfile.write(b"data: [DONE]\n\n")
                except (BrokenPipeError, ConnectionResetError):
                    return  # the client stopped listening

            def _event(self, choice: dict[str, Any]) -> None:
                data = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
                self.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
                self.wfile.flush()

            def _usage(self, read: int) -> None:
                """The last chunk, with a word counted as a token and every answer as ten."""
                usage = {"prompt_tokens": read, "completion_tokens": 10, "total_tokens": read + 10}
                data = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": []}
                self.wfile.write(f"data: {json.dumps({**data, 'usage': usage})}\n\n".encode())
                self.wfile.flush()

            def _send(self, status: int, kind: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "FakeModelServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
