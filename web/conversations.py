"""Conversations kept: values, their JSON, and a small SQLite file that gives each owner only their own.

An owner is a user's name where the page asks for one, else a long random key that a browser made for itself. This
file doesn't know the page or how answers are made.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Citation, CitedNote, CitedReference, Claim, Turn, Verdict
from ingest.document import Page
from ingest.errors import PinciteError

TITLE_LENGTH = 80
SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, updated TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS by_owner ON conversations (owner, updated);
"""


class ConversationNotFoundError(PinciteError):
    """This owner has no such conversation."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, or the error's one sentence; from an evaluation, what was expected.

    `aside` are the earlier versions: what stood here before the question was asked anew, each with all that followed
    it then. The latest comes first, and their own first exchanges carry no `aside`.
    """

    question: str
    answer: Answer | None = None
    error: str | None = None
    remark: str | None = None  # what an evaluation expected
    evidence: tuple[Citation, ...] = ()  # the places it expected to be cited
    aside: tuple[tuple[Exchange, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation of one owner, oldest exchange first. `updated` is ISO 8601 in UTC."""

    id: str
    title: str = ""
    updated: str = ""
    exchanges: tuple[Exchange, ...] = ()

    def history(self, before: int | None = None) -> tuple[Turn, ...]:
        """The turns before exchange `before` (all by default), for a follow-up; failed exchanges are left out."""
        turns: list[Turn] = []
        for exchange in self.exchanges[:before]:
            if exchange.answer is not None:
                turns += [Turn("user", exchange.question), Turn("assistant", exchange.answer.text)]
        return tuple(turns)


def new_conversation() -> Conversation:
    """An empty conversation with an id of its own."""
    return Conversation(id=secrets.token_urlsafe(12))


def title_of(conversation: Conversation) -> str:
    """The conversation's own title, else its first question, cut at a word."""
    if conversation.title:
        return conversation.title
    if not conversation.exchanges:
        return "New conversation"
    return first_title(conversation.exchanges[0].question)


def first_title(question: str) -> str:
    """The title that a conversation has from its first question."""
    words = " ".join(question.split())
    return words if len(words) <= TITLE_LENGTH else words[:TITLE_LENGTH].rsplit(" ", 1)[0] + "…"


def cut(conversation: Conversation, before: int) -> Conversation:
    """The conversation up to exchange `before`, for a retry or an edited question."""
    return replace(conversation, exchanges=conversation.exchanges[: max(before, 0)])


def _worth_keeping(tail: tuple[Exchange, ...], exchange: Exchange) -> bool:
    """Whether anything would be lost with `tail`: not where the same question had merely failed."""
    return len(tail) > 1 or any(e.answer is not None or e.question != exchange.question for e in tail)


def extended(conversation: Conversation, exchange: Exchange, at: int | None = None) -> Conversation:
    """The conversation with one more exchange: at its end, or in place of exchange `at` and those after it, which are
    set aside. A title that came from a first question so replaced goes with it."""
    kept = conversation.exchanges if at is None else conversation.exchanges[: max(at, 0)]
    tail = conversation.exchanges[len(kept) :]
    title = conversation.title
    if tail:
        older = tail[0].aside
        bare = (replace(tail[0], aside=()), *tail[1:])
        exchange = replace(exchange, aside=(bare, *older) if _worth_keeping(bare, exchange) else older)
        title = "" if not kept and title == first_title(tail[0].question) else title
    return replace(conversation, title=title, exchanges=(*kept, exchange))


def switched(conversation: Conversation, at: int) -> Conversation:
    """The conversation with the latest version set aside at exchange `at` in place of what stands there, which is set
    aside in its turn behind the others."""
    tail = conversation.exchanges[at:]
    if not tail or not tail[0].aside:
        return conversation
    back, *others = tail[0].aside
    first = replace(back[0], aside=(*others, (replace(tail[0], aside=()), *tail[1:])))
    auto = at == 0 and conversation.title == first_title(tail[0].question)
    exchanges = (*conversation.exchanges[:at], first, *back[1:])
    return replace(conversation, title="" if auto else conversation.title, exchanges=exchanges)


# ---- JSON ---------------------------------------------------------------------------------------


def _citation(value: Mapping[str, Any]) -> Citation:
    page = value.get("page")
    return Citation(
        **{
            **value,
            "authors": tuple(value["authors"]),
            "section": tuple(value["section"]),
            "page": Page(**page) if page else None,
            "notes": tuple(CitedNote(**note) for note in value["notes"]),
            "references": tuple(CitedReference(**one) for one in value.get("references") or ()),  # kept since 0.2
            "rows": tuple(value.get("rows") or ()),
        }
    )


def answer_from_dict(value: Mapping[str, Any]) -> Answer:
    """The Answer that `dataclasses.asdict` was made from (through JSON)."""
    claims = tuple(
        Claim(
            **{
                **claim,
                "verdict": Verdict(claim["verdict"]),
                "citations": tuple(claim["citations"]),
                "reasons": tuple(claim["reasons"]),
            }
        )
        for claim in value["claims"]
    )
    return Answer(
        **{
            **value,
            "claims": claims,
            "citations": tuple(_citation(c) for c in value["citations"]),
            "nearest": tuple(_citation(c) for c in value["nearest"]),
        }
    )


def answer_from_json(value: Mapping[str, Any], question: str) -> Answer:
    """An answer of the public JSON (see `Answer.to_json`) to this question; what another system left out is empty."""
    return Answer.from_json({**value, "question": question})


def _row(e: Exchange) -> dict[str, Any]:
    row: dict[str, Any] = {
        "question": e.question,
        "error": e.error,
        "answer": None if e.answer is None else asdict(replace(e.answer, timings_ms=dict(e.answer.timings_ms))),
        "remark": e.remark,
        "evidence": [asdict(citation) for citation in e.evidence],
    }
    return {**row, "aside": [[_row(one) for one in version] for version in e.aside]} if e.aside else row


def _exchange(row: Mapping[str, Any]) -> Exchange:
    return Exchange(
        row["question"],
        None if row["answer"] is None else answer_from_dict(row["answer"]),
        row["error"],
        row.get("remark"),
        tuple(_citation(value) for value in row.get("evidence", ())),
        tuple(tuple(_exchange(one) for one in version) for version in row.get("aside", ())),
    )


def to_body(conversation: Conversation) -> str:
    """The exchanges as JSON."""
    return json.dumps([_row(exchange) for exchange in conversation.exchanges], ensure_ascii=False)


def from_body(body: str) -> tuple[Exchange, ...]:
    """The exchanges of `to_body`'s JSON."""
    return tuple(_exchange(row) for row in json.loads(body))


# ---- the store ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation as listed."""

    id: str
    title: str
    updated: str


def _read(connection: sqlite3.Connection, owner: str, conversation_id: str) -> Conversation | None:
    row = connection.execute(
        "SELECT id, title, updated, body FROM conversations WHERE id = ? AND owner = ?", (conversation_id, owner)
    ).fetchone()
    return None if row is None else Conversation(row[0], row[1], row[2], from_body(row[3]))


def _found(connection: sqlite3.Connection, owner: str, conversation_id: str) -> Conversation:
    found = _read(connection, owner, conversation_id)
    if found is None:
        raise ConversationNotFoundError(f"There is no conversation {conversation_id!r} of yours.")
    return found


def _write(connection: sqlite3.Connection, owner: str, conversation: Conversation) -> Conversation:
    saved = replace(conversation, title=title_of(conversation), updated=datetime.now(UTC).isoformat())
    done = connection.execute(
        "INSERT INTO conversations VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " title = excluded.title, updated = excluded.updated, body = excluded.body WHERE owner = excluded.owner",
        (saved.id, owner, saved.title, saved.updated, to_body(saved)),
    )
    if done.rowcount == 0:
        raise ConversationNotFoundError("This conversation is not yours to change.")
    return saved


class Conversations:
    """The file of conversations. Every call names the owner, and sees nothing of anybody else's.

    `path` None keeps them in memory. A connection is opened for each call, so threads may share the object; several
    pages may change one conversation, so what is changed is what is kept, not what a page last saw.
    """

    def __init__(self, path: Path | None) -> None:
        self._path, self._lock = path, threading.RLock()
        self._memory = sqlite3.connect(":memory:", check_same_thread=False) if path is None else None
        with self._connect() as connection:
            connection.executescript(SCHEMA)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        connection = self._memory or sqlite3.connect(str(self._path), timeout=10)
        try:
            with self._lock if self._memory else nullcontext(), connection:
                yield connection
        finally:
            if self._memory is None:
                connection.close()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else writes through between what is read and what is written here."""
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def close(self) -> None:
        """Let go of what is kept in memory."""
        if self._memory is not None:
            self._memory.close()

    def save(self, owner: str, conversation: Conversation) -> Conversation:
        """Keep the conversation as it is, whatever was kept of it before; the one returned carries its title and time.
        Another owner's id is refused."""
        with self._connect() as connection:
            return _write(connection, owner, conversation)

    def add(self, owner: str, conversation: Conversation, exchange: Exchange, at: int | None = None) -> Conversation:
        """Put an exchange into the conversation as it is kept now, which may hold more than `conversation`, as one
        page knew it: at its end, or in place of exchange `at` and those after it (see `extended`).

        Where a conversation that had exchanges has been deleted since, it stays so: the exchange begins another.
        """
        with self._change() as connection:
            now = _read(connection, owner, conversation.id)
            if now is None:
                now, at = new_conversation() if conversation.exchanges else conversation, None
            return _write(connection, owner, extended(now, exchange, at))

    def switch(self, owner: str, conversation_id: str, at: int) -> Conversation:
        """Put the version set aside at exchange `at` in place of the present one (see `switched`)."""
        with self._change() as connection:
            return _write(connection, owner, switched(_found(connection, owner, conversation_id), at))

    def load(self, owner: str, conversation_id: str) -> Conversation:
        """The owner's conversation of that id; ConversationNotFoundError otherwise."""
        with self._connect() as connection:
            return _found(connection, owner, conversation_id)

    def listed(self, owner: str, search: str = "") -> tuple[Listed, ...]:
        """The owner's conversations, latest first; with `search`, those whose title or text holds its words."""
        words = search.casefold().split()
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT id, title, updated, body FROM conversations WHERE owner = ? ORDER BY updated DESC", (owner,)
            ).fetchall()
        return tuple(
            Listed(row[0], row[1], row[2])
            for row in rows
            if all(word in f"{row[1]} {row[3]}".casefold() for word in words)
        )

    def rename(self, owner: str, conversation_id: str, title: str) -> Conversation:
        """Give it a title of the owner's own."""
        title = " ".join(title.split())[: TITLE_LENGTH * 2]
        with self._change() as connection:
            return _write(connection, owner, replace(_found(connection, owner, conversation_id), title=title))

    def delete(self, owner: str, conversation_id: str) -> Conversation:
        """Take it out; the one returned can be saved again (undo)."""
        with self._change() as connection:
            conversation = _found(connection, owner, conversation_id)
            connection.execute("DELETE FROM conversations WHERE id = ? AND owner = ?", (conversation_id, owner))
        return conversation
