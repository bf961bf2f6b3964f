"""The guard before every request: passwords, hosts and origins, how many requests, and how large."""

import asyncio
import base64
import re
import timeit
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.requesting import asks, call, served
from web.guard import (
    BIGGEST_BODY,
    MOST_FAILURES,
    MOST_REQUESTS,
    Bucket,
    Guard,
    GuardError,
    credentials,
    rate_limit,
    same_secret,
)


def test_loopback_needs_no_password_and_other_hosts_do() -> None:
    assert credentials("127.0.0.1", None) is None
    assert credentials("0.0.0.0", "ana:long enough") == ("ana", "long enough")
    with pytest.raises(GuardError, match="PINCITE_AUTH=user:password"):
        credentials("0.0.0.0", None)
    for wrong in ("ana", ":password", "ana:short"):
        with pytest.raises(GuardError, match="at least 8"):
            credentials("127.0.0.1", wrong)


@pytest.mark.parametrize("header", ["Basic " + base64.b64encode(b"ana:pass word").decode(), "Bearer pass word"])
def test_the_right_password_opens(header: str) -> None:
    app, _, _ = served(login=("ana", "pass word"))
    assert call(app, "GET", "/v1/models", headers={"authorization": header}).status_code == 200


def test_a_password_with_other_letters_opens_as_a_bearer_too() -> None:
    app, _, _ = served(login=("ana", "pässword"))
    given = "Bearer pässword".encode()
    assert call(app, "GET", "/v1/models", headers={b"authorization": given}).status_code == 200


@pytest.mark.parametrize(
    "header", [None, "Basic !!!", "Basic " + base64.b64encode(b"ana:wrong").decode(), "Bearer x", ""]
)
def test_no_or_a_wrong_password_stays_outside(header: str | None) -> None:
    app, _, _ = served(login=("ana", "pass word"))
    reply = call(app, "GET", "/v1/models", headers={"authorization": header} if header is not None else {})
    assert reply.status_code == 401 and reply.headers["www-authenticate"].startswith("Basic")


def test_wrong_passwords_are_slowed() -> None:
    app, _, _ = served(login=("ana", "pass word"))
    for _ in range(2):
        reply = call(app, "GET", "/v1/models", headers={"authorization": "Bearer no"})
    assert reply.elapsed.total_seconds() >= 0.5


def test_many_wrong_passwords_from_one_address_are_no_longer_looked_at() -> None:
    app, _, _ = served(login=("ana", "pass word"))

    async def flood() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
            tries = [
                asyncio.create_task(client.get("/v1/models", headers={"authorization": f"Bearer {n}"}))
                for n in range(MOST_FAILURES)
            ]
            await asyncio.sleep(0.2)  # all are waiting by now
            late = [
                await client.get("/v1/models", headers={"authorization": f"Bearer {w}"}) for w in ("x", "pass word")
            ]
            for task in tries:
                task.cancel()
            return late

    for reply in asyncio.run(flood()):
        assert reply.status_code == 429 and int(reply.headers["retry-after"]) >= 1
        assert re.fullmatch(
            r"Too many wrong passwords .*: try again in \d+ seconds?\.", reply.json()["error"]["message"]
        )


def test_a_password_is_compared_in_the_same_time_wherever_it_differs() -> None:
    secret = b"a" * 500_000  # so long that a comparison that stops early would be many times faster
    early, late = b"b" + secret[1:], secret[:-1] + b"b"

    def quickest(given: bytes) -> float:
        return min(timeit.repeat(lambda: same_secret(given, secret), number=1, repeat=60))

    assert same_secret(secret, bytes(secret)) and not same_secret(early, secret) and not same_secret(b"", secret)
    assert 0.7 < quickest(early) / quickest(late) < 1.4


def test_requests_are_limited_for_each_address_and_reading_is_not() -> None:
    app, chain, _ = served(rate=3)
    replies = [call(app, "POST", "/v1/chat/completions", json=asks("When?")) for _ in range(4)]
    assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
    assert len(chain.seen) == 3 and int(replies[3].headers["retry-after"]) in range(1, 21)
    assert replies[3].json()["error"]["message"].startswith("Too many requests from this address: try again in")
    assert call(app, "POST", "/gradio_api/queue/join").text.startswith("Too many requests")
    assert all(call(app, "GET", "/v1/models").status_code == 200 for _ in range(5))


def test_a_bucket_fills_again_and_tells_addresses_apart() -> None:
    now = [0.0]
    bucket = Bucket(60, clock=lambda: now[0])
    for _ in range(60):
        assert bucket.wait("a") == 0
        bucket.take("a")
    assert bucket.wait("a") == pytest.approx(1) and bucket.wait("b") == 0
    now[0] = 2.0
    assert bucket.wait("a") == 0
    bucket.take("a")
    bucket.take("a")
    assert bucket.wait("a") > 0
    now[0] = 1000.0
    for _ in range(60):
        bucket.take("a")
    assert bucket.wait("a") > 0  # a long silence earns no more than a minute's worth


def test_the_rate_is_a_number() -> None:
    assert rate_limit(None) == MOST_REQUESTS and rate_limit("0") == 0
    assert Bucket(0).wait("a") == 0
    with pytest.raises(GuardError, match="PINCITE_RATE is 'many'"):
        rate_limit("many")


def test_other_hosts_and_other_sites_are_refused_and_headers_are_safe() -> None:
    app, chain, _ = served(hosts=("127.0.0.1", "localhost"))
    assert call(app, "GET", "/v1/models", host="evil.example").status_code == 421
    crossed = call(app, "POST", "/v1/chat/completions", json=asks("When?"), headers={"origin": "http://evil.example"})
    assert crossed.status_code == 403 and not chain.seen
    reply = call(app, "GET", "/v1/models", host="localhost:1")
    assert reply.status_code == 200 and "default-src 'self'" in reply.headers["content-security-policy"]


def test_health_is_told_without_a_password_and_nothing_else() -> None:
    app, _, _ = served(login=("ana", "pass word"), hosts=("127.0.0.1",), open_to_all=("/health",))
    assert call(app, "GET", "/health").json() == {"status": "ok"}
    assert call(app, "GET", "/health", host="evil.example").status_code == 421
    for method, path in (("POST", "/health"), ("GET", "/health/"), ("GET", "/v1/models"), ("GET", "//health")):
        assert call(app, method, path).status_code == 401


async def in_parts(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * 100_000


@pytest.mark.parametrize("path", ["/gradio_api/call/ask", "/gradio_api/upload", "/v1/chat/completions", "/"])
def test_no_request_is_larger_than_its_limit_whether_it_says_so_or_not(path: str) -> None:
    taken = 0

    async def reader(scope: Any, receive: Any, send: Any) -> None:
        nonlocal taken
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RuntimeError("the client is gone")
            taken += len(message["body"])
            more = message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"read"})

    app = Guard(reader, bodies={"/gradio_api/upload": 6_000_000})
    most = 6_000_000 if path == "/gradio_api/upload" else BIGGEST_BODY
    for count, status in ((most // 100_000, 200), (most // 100_000 + 1, 413), (3 * most // 100_000, 413)):
        for content in (in_parts(count), b"x" * count * 100_000):
            taken = 0
            reply = call(app, "POST", path, content=content)
            assert (reply.status_code, taken <= most) == (status, True)
            assert status == 200 or f"larger than {most:,} bytes" in reply.text


def test_an_origin_that_is_no_address_is_refused() -> None:
    app, chain, _ = served()
    for origin in ("http://[", "http://[::1", "null"):
        reply = call(app, "POST", "/v1/chat/completions", json=asks("When?"), headers={"origin": origin})
        assert reply.status_code == 403 and not chain.seen
