"""What stands before every request: a password where one is set, the right host, the same origin, safe headers.

Pure ASGI, so that it covers the page, its API, uploads, the OpenAI-compatible endpoint and MCP alike. This file
doesn't know what is served.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from ingest.errors import PinciteError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SLOWEST = 8.0  # seconds that a wrong password costs at most
FORGIVEN_AFTER = 300.0  # seconds without a failure
MOST_ADDRESSES = 10_000  # of failures remembered

# What the page may load: only our own server. Gradio evaluates its templates, so 'unsafe-eval' can't be left out.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; "
    "frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class GuardError(PinciteError):
    """The page can't be served this way."""


def credentials(host: str, text: str | None) -> tuple[str, str] | None:
    """(user, password) of PINCITE_AUTH, None for none on loopback; GuardError where they are missing or malformed."""
    if not text:
        if host not in LOOPBACK:
            raise GuardError(
                f"To listen on {host}, where others can reach the library, set PINCITE_AUTH=user:password first."
            )
        return None
    user, colon, password = text.partition(":")
    if not colon or not user or len(password) < 8:
        raise GuardError("PINCITE_AUTH must be user:password, with a password of at least 8 characters.")
    return user, password


def host_name(header: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return urlsplit("//" + header).hostname or ""
    except ValueError:
        return ""


class Guard:
    """The middleware. `login` None: no password; `hosts` None: any Host header is taken."""

    def __init__(self, app: Any, *, login: tuple[str, str] | None = None, hosts: tuple[str, ...] | None = None) -> None:
        self.app = app
        self._login = None if login is None else ":".join(login).encode()
        self._password = None if login is None else login[1].encode()
        self._hosts = hosts
        self._failures: dict[str, tuple[int, float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", ())}
        refusal = await self._refusal(scope, headers)
        if refusal is not None:
            await self._refuse(scope, receive, send, *refusal)
            return

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self.app(scope, receive, guarded)

    async def _refusal(self, scope: Scope, headers: dict[bytes, str]) -> tuple[int, str] | None:
        host = headers.get(b"host", "")
        if self._hosts is not None and host_name(host) not in self._hosts:
            return 421, "This server answers only on its own address."
        origin = headers.get(b"origin")
        if origin and scope.get("method") not in ("GET", "HEAD", "OPTIONS") and urlsplit(origin).netloc != host:
            return 403, "Requests from other sites are not taken."
        if self._login is None:
            return None
        given = headers.get(b"authorization")
        if given is None:
            return 401, "A user and a password are needed."
        if self._right(given):
            return None
        await self._slow(str((scope.get("client") or ("?",))[0]))
        return 401, "The user or the password is wrong."

    def _right(self, header: str) -> bool:
        kind, _, value = header.partition(" ")
        login, password = self._login or b"", self._password or b""
        if kind.lower() == "basic":
            try:
                given = base64.b64decode(value.strip(), validate=True)
            except (binascii.Error, ValueError):
                given = b""
            return hmac.compare_digest(given, login)
        if kind.lower() == "bearer":  # what OpenAI clients send as their key: the password, or user:password
            given = value.strip().encode()
            whole, alone = hmac.compare_digest(given, login), hmac.compare_digest(given, password)
            return whole or alone
        return False

    async def _slow(self, address: str) -> None:
        """Make each further wrong password from an address cost twice the time, up to SLOWEST seconds."""
        now = time.monotonic()
        count, last = self._failures.get(address, (0, now))
        count = 1 if now - last > FORGIVEN_AFTER else count + 1
        if len(self._failures) > MOST_ADDRESSES:
            self._failures.clear()
        self._failures[address] = (count, now)
        await asyncio.sleep(min(0.25 * 2 ** (count - 1), SLOWEST))

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, status: int, words: str) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS]
        if status == 401:
            headers.append((b"www-authenticate", b'Basic realm="Pincite", charset="UTF-8"'))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": words.encode()})
