"""What stands before every request: a password where one is set, the right host, the same origin, no more requests
than one person makes and no larger ones, safe headers.

Pure ASGI, so that it covers the page, its API, uploads, the OpenAI-compatible endpoint and MCP alike. This file
doesn't know what is served.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import json
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from ingest.errors import PinciteError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SLOWEST = 8.0  # seconds that a wrong password costs at most
FORGIVEN_AFTER = 300.0  # seconds without a failure
MOST_ADDRESSES = 10_000  # remembered
MOST_FAILURES = 30  # wrong passwords a minute from one address; then none is looked at
MOST_REQUESTS = 600  # a minute from one address, besides those that only read; PINCITE_RATE sets another number
BIGGEST_BODY = 4_000_000  # bytes; the names of the 2,000 files that can be added at once are half of it
READING = ("GET", "HEAD", "OPTIONS")

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


def rate_limit(text: str | None) -> int:
    """PINCITE_RATE, requests a minute from one address (0: no limit); GuardError where it isn't a number."""
    if not text:
        return MOST_REQUESTS
    if not text.strip().isdecimal():
        raise GuardError(f"PINCITE_RATE is {text!r}; it must be a number of requests a minute, or 0 for no limit.")
    return int(text)


def same_secret(given: bytes, wanted: bytes) -> bool:
    """Whether they are equal, in a time that tells nothing of where they differ nor of how long the secret is."""
    return hmac.compare_digest(hashlib.sha256(given).digest(), hashlib.sha256(wanted).digest())


class Bucket:
    """So many requests a minute from each address: a token bucket that holds a minute's worth.

    Forgets the address heard from longest ago when it knows too many.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = a_minute, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def _now(self, address: str) -> tuple[float, float]:
        now = self._clock()
        left, last = self._left.get(address, (float(self._most), now))
        return min(left + (now - last) * self._most / 60, self._most), now

    def wait(self, address: str) -> float:
        """Seconds until another request may come from this address; 0 where one may come now."""
        left, _ = self._now(address)
        return max((1 - left) * 60 / self._most, 0.0) if self._most else 0.0

    def take(self, address: str) -> None:
        """Count a request from this address."""
        left, now = self._now(address)
        self._left[address] = (left - 1, now)
        self._left.move_to_end(address)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)


def host_name(header: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return urlsplit("//" + header).hostname or ""
    except ValueError:
        return ""


def _site(origin: str) -> str | None:
    """The host, with its port, of an Origin header; None where it is no address."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An HTTP status, why in one sentence, and after how many seconds another try makes sense (0: not said)."""

    status: int
    words: str
    wait: float = 0.0


LARGER = "The request is larger than {:,} bytes."


def _too_large(headers: Mapping[bytes, str], most: int) -> Refusal | None:
    """Why a request that says that it brings more than `most` bytes is refused before any is read."""
    said = headers.get(b"content-length", "")
    return Refusal(413, LARGER.format(most)) if said.isdecimal() and int(said[:18]) > most else None


class Body:
    """A request and its response, which gets our headers. Where more than `most` bytes come, the client is told by
    `refuse`, and the app that the client is gone."""

    def __init__(self, receive: Receive, send: Send, most: int, refuse: Callable[[Refusal], Awaitable[None]]) -> None:
        self._receive, self._send, self._most, self._refuse = receive, send, most, refuse
        self._taken = 0
        self._begun = False  # whether the response has
        self.cut_off = False

    async def receive(self) -> MutableMapping[str, Any]:
        """The app's next message."""
        message = await self._receive()
        if message["type"] != "http.request":
            return message
        self._taken += len(message.get("body", b""))
        if self._taken <= self._most:
            return message
        if not self._begun and not self.cut_off:
            self.cut_off = True
            await self._refuse(Refusal(413, LARGER.format(self._most)))
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """The app's message to the client."""
        if self.cut_off:
            return
        if message["type"] == "http.response.start":
            self._begun = True
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await self._send(message)


class Guard:
    """The middleware. `login` None: no password; `hosts` None: any Host header is taken; `rate` requests a minute.

    `bodies` maps paths to the bytes that a request to them may bring, where that isn't BIGGEST_BODY. `open_to_all` are
    paths that may be read without the password: nothing of the library may be told there.
    """

    def __init__(
        self,
        app: Any,
        *,
        login: tuple[str, str] | None = None,
        hosts: tuple[str, ...] | None = None,
        rate: int = MOST_REQUESTS,
        bodies: Mapping[str, int] | None = None,
        open_to_all: Collection[str] = (),
    ) -> None:
        self.app = app
        self._open_to_all = frozenset(open_to_all)
        self._bodies = dict(bodies or {})
        self._login = None if login is None else ":".join(login).encode()
        self._password = None if login is None else login[1].encode()
        self._hosts = hosts
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._wrong, self._requests = Bucket(MOST_FAILURES), Bucket(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", ())}
        most = self._bodies.get(str(scope.get("path", "")).rstrip("/"), BIGGEST_BODY)
        public = scope.get("method") in READING and scope.get("path") in self._open_to_all
        refusal = await self._refusal(scope, headers, public=public) or _too_large(headers, most)
        if refusal is not None:
            await self._refuse(scope, receive, send, refusal)
            return
        body = Body(receive, send, most, partial(self._refuse, scope, receive, send))
        try:
            await self.app(scope, body.receive, body.send)
        except Exception:
            if not body.cut_off:  # else the app only says that its client is gone
                raise

    async def _refusal(self, scope: Scope, headers: dict[bytes, str], *, public: bool) -> Refusal | None:
        host, address = headers.get(b"host", ""), str((scope.get("client") or ("?",))[0])
        if self._hosts is not None and host_name(host) not in self._hosts:
            return Refusal(421, "This server answers only on its own address.")
        origin = headers.get(b"origin")
        if origin and scope.get("method") not in READING and _site(origin) != host:
            return Refusal(403, "Requests from other sites are not taken.")
        if self._login is not None and not public:
            refusal = await self._unknown(headers.get(b"authorization"), address)
            if refusal is not None:
                return refusal
        if scope["type"] == "http" and scope.get("method") not in READING:
            if wait := self._requests.wait(address):
                return Refusal(429, "Too many requests from this address", wait)
            self._requests.take(address)
        return None

    async def _unknown(self, given: str | None, address: str) -> Refusal | None:
        """Why a request without the password is refused; None where it has it."""
        if given is None:
            return Refusal(401, "A user and a password are needed.")
        if wait := self._wrong.wait(address):
            return Refusal(429, "Too many wrong passwords from this address", wait)
        if self._right(given):
            return None
        self._wrong.take(address)  # before the wait: those who try many at once are counted too
        await self._slow(address)
        return Refusal(401, "The user or the password is wrong.")

    def _right(self, header: str) -> bool:
        kind, _, value = header.partition(" ")
        login, password = self._login or b"", self._password or b""
        if kind.lower() == "basic":
            try:
                given = base64.b64decode(value.strip(), validate=True)
            except (binascii.Error, ValueError):
                given = b""
            return same_secret(given, login)
        if kind.lower() == "bearer":  # what OpenAI clients send as their key: the password, or user:password
            given = value.strip().encode("latin-1")  # as it came over the wire
            whole, alone = same_secret(given, login), same_secret(given, password)
            return whole or alone
        return False

    async def _slow(self, address: str) -> None:
        """Make each further wrong password from an address cost twice the time, up to SLOWEST seconds."""
        now = time.monotonic()
        count, last = self._failures.get(address, (0, now))
        count = 1 if now - last > FORGIVEN_AFTER else count + 1
        self._failures[address] = (count, now)
        self._failures.move_to_end(address)
        if len(self._failures) > MOST_ADDRESSES:
            self._failures.popitem(last=False)
        await asyncio.sleep(min(0.25 * 2 ** (count - 1), SLOWEST))

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, refusal: Refusal) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = [*HEADERS]
        words = refusal.words
        if refusal.status == 401:
            headers.append((b"www-authenticate", b'Basic realm="Pincite", charset="UTF-8"'))
        if refusal.wait:
            seconds = ceil(refusal.wait)
            words = f"{words}: try again in {seconds} second{'s' if seconds > 1 else ''}."
            headers.append((b"retry-after", str(seconds).encode()))
        if str(scope.get("path", "")).startswith("/v1/"):  # in OpenAI's shape, which its clients show
            kind = "rate_limit_exceeded" if refusal.status == 429 else "invalid_request_error"
            error = {"message": words, "type": kind, "param": None, "code": None}
            body, content = json.dumps({"error": error}).encode(), b"application/json"
        else:
            body, content = words.encode(), b"text/plain; charset=utf-8"
        headers.append((b"content-type", content))
        await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
