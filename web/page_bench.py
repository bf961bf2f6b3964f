"""What the page costs, beside a bare `gr.ChatInterface` over the same chain, in one run.

    python -m web.page_bench [--rounds N] [--out FILE.json]

For each: bytes and requests that a first visit loads, milliseconds until the question can be typed, and milliseconds
from the question to the first sign of work, the first word and the last word of the answer (no language model). Both
are served by this process and asked in turn, in a fresh browser context each round. Figures are medians.

This file doesn't know how either page is made.
"""

from __future__ import annotations

import json
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

QUESTION = "How much did Japan pay for the Gulf War?"
TIMEOUT = 120_000  # milliseconds
SETTLE = 3_000  # milliseconds

WATCH = """(selectors) => {
  const t0 = performance.now();
  window.seen = {};
  const last = {};
  const look = () => {
    for (const [name, selector] of Object.entries(selectors)) {
      const node = [...document.querySelectorAll(selector)].pop();
      const text = node ? node.textContent.trim() : "";
      if (text && !(name in window.seen)) window.seen[name] = performance.now() - t0;
      if (text && text !== last[name]) { last[name] = text; window.seen[name + "_last"] = performance.now() - t0; }
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
READY = """() => {
  const look = () => {
    const box = document.querySelector("textarea");
    if (box && box.offsetHeight && !box.disabled) { window.ready = performance.now(); return; }
    requestAnimationFrame(look);
  };
  look();
}"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A page under measurement: where it is, and where its signs of work and its answer appear."""

    name: str
    address: str
    working: str
    answer: str


@contextmanager
def subjects() -> Iterator[list[Subject]]:
    """Both pages over the shipped samples, served."""
    import gradio as gr
    from fastapi import FastAPI

    from assistant.chain import build_chain
    from assistant.settings import Settings
    from eval.samples import sample_paths
    from ingest.library import Library
    from ingest.pipeline import ingest_paths
    from web.app import build_app
    from web.server import create_server, running, warm

    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        ingest_paths(list(sample_paths()), library)
        chain = build_chain(library, Settings())
        warm(chain, library)

        def reply(message: str, history: list[Any]) -> str:
            return str(chain.invoke(message).text)

        bare = gr.mount_gradio_app(
            FastAPI(), gr.ChatInterface(reply, analytics_enabled=False), path="/", ssr_mode=False
        )
        own = create_server(build_app(chain, library, folder=Path(folder) / "library"), chain, library)
        with running(own) as first, running(bare) as second:
            yield [
                Subject("pincite", first, ".turn.live .stage", ".answer .said"),
                Subject("gr.ChatInterface", second, ".message.bot, .bot.message", ".bot .prose, .message.bot p"),
            ]


def visit(browser: Any, subject: Subject) -> dict[str, float]:
    """One visit and one question, in milliseconds and bytes."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.add_init_script(f"document.addEventListener('DOMContentLoaded', {READY})")
    page.goto(subject.address)
    page.wait_for_function("window.ready", timeout=TIMEOUT)
    page.wait_for_timeout(SETTLE)  # what the page still loads after its question can be typed
    loaded = {"ready_ms": page.evaluate("window.ready"), "bytes": sum(sizes), "requests": float(len(sizes))}
    page.fill("textarea", QUESTION)
    page.evaluate(WATCH, {"working": subject.working, "answer": subject.answer})
    page.press("textarea", "Enter")
    page.wait_for_function("window.seen.answer", timeout=TIMEOUT)
    page.wait_for_timeout(1500)
    seen = page.evaluate("window.seen")
    context.close()
    return {
        **loaded,
        "first_sign_ms": min(seen.get("working", seen["answer"]), seen["answer"]),
        "first_word_ms": seen["answer"],
        "last_word_ms": seen["answer_last"],
    }


def measure(rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Median figures of both pages, asked in turn; the first round warms both and isn't counted."""
    from web.chromium import chromium

    found: dict[str, list[dict[str, float]]] = {}
    with subjects() as pages, chromium() as browser:
        for number in range(rounds + 1):
            for subject in pages:
                figures = visit(browser, subject)
                say(f"round {number} {subject.name}: " + ", ".join(f"{k} {v:,.0f}" for k, v in figures.items()))
                if number:
                    found.setdefault(subject.name, []).append(figures)
        version = browser.version
    medians = {
        name: {key: round(statistics.median(row[key] for row in rows), 1) for key in rows[0]}
        for name, rows in found.items()
    }
    about = {"rounds": rounds, "question": QUESTION, "chromium": version, "machine": platform.machine()}
    return {"about": about, "median": medians, "rounds": found}


def main() -> None:
    """Measure, print, and write the JSON where asked."""
    import typer

    from eval.evaluate import commit

    def run(rounds: int = 5, out: Path | None = None) -> None:
        result = measure(rounds, lambda words: print(words, file=sys.stderr))
        result["about"]["commit"] = commit()
        text = json.dumps(result, indent=1)
        if out:
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(text + "\n", encoding="utf-8")
        print(json.dumps(result["median"], indent=1))

    typer.run(run)


if __name__ == "__main__":
    main()
