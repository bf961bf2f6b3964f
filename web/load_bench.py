"""Many askers at once against a real `pincite serve`, and its memory over many questions.

    python -m web.load_bench [--askers 50] [--seconds 120] [--more 600] [--json FILE]

Each asker asks about facts of its own, which stand in one document each; an answer that lacks its fact, or cites
another document for it, is a mixed-up answer. First all ask at once for so many seconds; then four of them go on until
`more` questions are answered, while the server's memory (resident set) is read every second. Traffic stays on this
machine. This file doesn't know how the server works.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.bench import commit
from eval.scale_bench import memory_mib, percentile

ROOT = Path(__file__).parent.parent
_SYLLABLES = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "zo"]
_TIMEOUT = 300.0  # seconds an asker waits


@dataclass(frozen=True, slots=True)
class Fact:
    """A question, the words its answer must hold, and the file they stand in."""

    question: str
    expected: str
    source: str


@dataclass(slots=True)
class Tally:
    """What came back: seconds a question, and what was wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    mixed_up: list[str] = field(default_factory=list)
    refused: int = 0

    def to_json(self, elapsed: float) -> dict[str, Any]:
        """The public figures."""
        return {
            "answers": len(self.seconds),
            "elapsed_s": elapsed,
            "a_minute": len(self.seconds) / elapsed * 60,
            "errors": dict(self.errors),
            "refused": self.refused,
            "mixed_up": self.mixed_up[:20],
            "median_s": statistics.median(self.seconds) if self.seconds else None,
            "p95_s": percentile(self.seconds, 0.95) if self.seconds else None,
            "longest_s": max(self.seconds, default=None),
        }


def write_documents(folder: Path, askers: int, seed: int = 1) -> list[list[Fact]]:
    """A short document an asker, with three facts that no other has."""
    rng, facts, names = random.Random(seed), [], set[str]()
    while len(names) < askers:
        names.add("".join(rng.choices(_SYLLABLES, k=3)).capitalize())
    years, sums = rng.sample(range(1500, 1999), askers), rng.sample(range(2000, 9999), askers)
    for name, year, paid in zip(sorted(names), years, sums, strict=True):
        source = f"{name.lower()}.txt"
        keeper = f"{''.join(rng.choices(_SYLLABLES, k=3)).capitalize()} {name}son"
        text = (
            f"The harbour of {name}\n\nThe harbour of {name} was dredged in {year} after a long quarrel over its cost. "
            f"The council of {name} paid {paid} crowns for the work.\n\n"
            f"The first keeper of the {name} lighthouse was {keeper}, who wrote down the weather every evening.\n"
        )
        (folder / source).write_text(text, encoding="utf-8")
        facts.append(
            [
                Fact(f"When was the harbour of {name} dredged?", str(year), source),
                Fact(f"How many crowns did the council of {name} pay?", str(paid), source),
                Fact(f"Who was the first keeper of the {name} lighthouse?", keeper, source),
            ]
        )
    return facts


async def _ask(client: Any, fact: Fact, tally: Tally) -> None:
    began = time.perf_counter()
    body = {"model": "pincite", "messages": [{"role": "user", "content": fact.question}]}
    try:
        reply = await client.post("/v1/chat/completions", json=body)
    except Exception as error:
        tally.errors[type(error).__name__] += 1
        return
    if reply.status_code != 200:
        tally.errors[f"{reply.status_code}: {reply.text[:200]}"] += 1
        return
    tally.seconds.append(time.perf_counter() - began)
    answer = reply.json()["pincite"]
    if not answer["answered"]:
        tally.refused += 1
    elif fact.expected not in answer["answer"] or fact.source not in {c["source"] for c in answer["citations"]}:
        tally.mixed_up.append(f"{fact.question} {answer['answer']}")


async def put_questions(
    address: str, askers: Sequence[Sequence[Fact]], *, seconds: float = float("inf"), questions: float = float("inf")
) -> tuple[Tally, float]:
    """Each asker asks one question after the other, until the time is up or so many are put."""
    import httpx

    tally, began = Tally(), time.perf_counter()
    put = 0

    async def asker(facts: Sequence[Fact]) -> None:
        nonlocal put
        turn = 0
        while time.perf_counter() - began < seconds and put < questions:
            put += 1
            await _ask(client, facts[turn % len(facts)], tally)
            turn += 1

    limits = httpx.Limits(max_connections=len(askers))
    async with httpx.AsyncClient(base_url=address, timeout=_TIMEOUT, limits=limits, trust_env=False) as client:
        await asyncio.gather(*(asker(facts) for facts in askers))
    return tally, time.perf_counter() - began


class MemoryWatch:
    """Reads a process's memory every second, in the running loop."""

    def __init__(self, process: int) -> None:
        self._process = process
        self.read: list[tuple[float, float]] = []  # (seconds, MiB)

    async def __aenter__(self) -> MemoryWatch:
        began = time.perf_counter()

        async def watch() -> None:
            while True:
                if (held := memory_mib(self._process)) is not None:
                    self.read.append((time.perf_counter() - began, held))
                await asyncio.sleep(1)

        self._task = asyncio.create_task(watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()

    def to_json(self) -> dict[str, Any]:
        """First, last and most; the growth from the second to the last fifth; about forty readings."""
        held = [mib for _, mib in self.read]
        if not held:
            return {}
        fifth = max(len(held) // 5, 1)
        settled, late = statistics.median(held[fifth : 2 * fifth] or held), statistics.median(held[-fifth:])
        step = max(len(self.read) // 40, 1)
        return {
            "first_mib": held[0],
            "last_mib": held[-1],
            "most_mib": max(held),
            "growth_mib": late - settled,
            "readings": [[round(at), round(mib)] for at, mib in self.read[::step]],
        }


def free_port() -> int:
    """A port of this machine that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _measure(address: str, process: int, facts: list[list[Fact]], seconds: float, more: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    await put_questions(address, facts[:1], questions=3)
    async with MemoryWatch(process) as watch:
        tally, elapsed = await put_questions(address, facts, seconds=seconds)
    found["at_once"] = {"askers": len(facts), **tally.to_json(elapsed), "memory": watch.to_json()}
    print(json.dumps(found["at_once"]), file=sys.stderr, flush=True)
    async with MemoryWatch(process) as watch:
        tally, elapsed = await put_questions(address, facts[:4], questions=more)
    found["long"] = {"askers": 4, **tally.to_json(elapsed), "memory": watch.to_json()}
    return found


def load_bench(askers: int, seconds: float, more: int) -> dict[str, Any]:
    """Add the documents, serve them, ask, and stop the server."""
    import httpx

    with tempfile.TemporaryDirectory(prefix="pincite-load-") as scratch:
        folder = Path(scratch) / "documents"
        folder.mkdir()
        facts = write_documents(folder, askers)
        pincite = [sys.executable, "-m", "web.cli", "--library", scratch + "/library"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run([*pincite, "add", str(folder)], check=True, env=env, stdout=subprocess.DEVNULL)  # noqa: S603
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        began = time.perf_counter()
        with subprocess.Popen([*pincite, "serve", "--port", str(port)], env=env) as server:  # noqa: S603
            try:
                while True:
                    if server.poll() is not None or time.perf_counter() - began > 120:
                        raise RuntimeError("the server did not start")
                    try:
                        page = httpx.get(address, timeout=30, trust_env=False)
                        break
                    except httpx.TransportError:
                        time.sleep(0.05)
                answering = time.perf_counter() - began
                found = asyncio.run(_measure(address, server.pid, facts, seconds, more))
                again = httpx.get(address, timeout=30, trust_env=False)
            finally:
                server.terminate()
        return {"page_after_start_s": answering, "page_status": [page.status_code, again.status_code], **found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--askers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--more", type=int, default=600, help="questions of the long run")
    parser.add_argument("--json", type=Path, default=ROOT / "eval" / "results" / "load.json")
    options = parser.parse_args()
    result = {
        "commit": commit(),
        "command": " ".join(["python -m web.load_bench", *sys.argv[1:]]),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        "result": load_bench(options.askers, options.seconds, options.more),
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))
    parts = [result["result"][part] for part in ("at_once", "long")]  # type: ignore[index]
    sys.exit(1 if any(part["errors"] or part["mixed_up"] for part in parts) else 0)


if __name__ == "__main__":
    main()
