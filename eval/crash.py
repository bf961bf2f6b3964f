"""Kill a process at random moments of adding, replacing and removing, and look whether anything was lost.

    python -m eval.crash --kills 200 --seed 1

After each SIGKILL a fresh process opens the library and asserts that every document is there wholly or not at all
(its exact text, all its chunks in both searches, no vector of anything else), and that running the same command
again ends right. This file doesn't know how a library keeps its promise.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings

from ingest.chunking import chunk_document
from ingest.document import Block, BlockKind, Document, Metadata, Sentence
from ingest.library import Library, SearchFilter

_NAMES = "harbour treaty island budget council marker envoy tariff fleet ledger province accord"
_WORDS = _NAMES.split()


class RandomEmbedder(Embeddings):
    """A vector of 32 dimensions that depends on the text alone: for tests of keeping, not of finding."""

    name = "random-32"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        digest = hashlib.sha256(text.encode()).digest()
        return [(byte - 127.5) / 128 for byte in digest]


def generated_document(name: str, version: int, paragraphs: int) -> Document:
    """A document of so many paragraphs, each a chunk of its own; name and version are in every paragraph."""
    rng = random.Random(f"{name} {version}")
    text, blocks, sentences = "", [], []
    for index in range(paragraphs):
        words = " ".join(rng.choices(_WORDS, k=60))
        paragraph = f"{name} version {version} paragraph {index} {words}."
        start = len(text) + 2 * bool(text)
        text += ("\n\n" if text else "") + paragraph
        blocks.append(Block(BlockKind.PARAGRAPH, start, len(text), None, index + 1))
        sentences.append(Sentence(start, len(text), index))
    return Document(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=f"{name}.txt",
        path=f"/generated/{name}.txt",
        format="text",
        text=text,
        metadata=Metadata(title=f"{name} {version}"),
        sections=(),
        blocks=tuple(blocks),
        notes=(),
        sentences=tuple(sentences),
    )


Shelf = dict[str, Document]  # by path


def _act(folder: Path, action: str, documents: Sequence[Document], ready: Connection | None = None) -> None:
    with Library.open(folder, embedder=RandomEmbedder()) as library:
        if ready:
            ready.send("started")
        if action == "remove":
            held = {summary.id for summary in library.documents()}
            for document in documents:
                if document.id in held:
                    library.remove(document.id)
        else:
            library.add_all(documents)


def _faults(folder: Path, shelves: Sequence[Shelf]) -> list[str]:
    """What is wrong with the library, which should hold exactly one of `shelves`; empty where nothing is."""
    with Library.open(folder, embedder=RandomEmbedder()) as library:
        held = {summary.id for summary in library.documents()}
        fitting = [shelf for shelf in shelves if {document.id for document in shelf.values()} == held]
        if not fitting:
            return [f"holds {len(held)} documents, which is neither the state before nor the state after"]
        faults = []
        expected: set[str] = set()
        for document in fitting[0].values():
            if library.document(document.id) != document:
                faults.append(f"{document.source} differs")
            chunks = chunk_document(document)
            expected |= {chunk.id for chunk in chunks}
            if library.chunks(chunk.id for chunk in chunks) != chunks:
                faults.append(f"{document.source}: chunks differ")
            where = SearchFilter(documents=(document.id,))
            by_words = {hit.chunk.id for hit in library.full_text("paragraph", len(chunks) + 10, where=where)}
            if by_words != {chunk.id for chunk in chunks}:
                faults.append(f"{document.source}: full text finds {len(by_words)} of {len(chunks)} chunks")
            for chunk in (chunks[0], chunks[len(chunks) // 2], chunks[-1]):
                found = library.dense(chunk.text, 5)
                if not found or found[0].chunk.id != chunk.id:
                    faults.append(f"{document.source}: {chunk.id} is not found by its vector")
        everything = {hit.chunk.id for hit in library.dense("anything", len(expected) + 1000)} if expected else set()
        if not everything <= expected:
            faults.append("a vector of a document that is not there was found")
        faults += [str(fault) for fault in library.verify()]
        return faults


def _in_child(work: Callable[..., Any], *args: Any) -> Any:
    """The result of `work` in a fresh process, so that nothing cached hides what the disk holds."""
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)

    def run() -> None:
        try:
            send.send((True, work(*args)))
        except BaseException as error:  # reported to the parent, which raises
            send.send((False, f"{type(error).__name__}: {error}"))

    process = context.Process(target=run)
    process.start()
    send.close()
    try:
        good, result = receive.recv()
    except EOFError:
        good, result = False, "the process died"
    process.join()
    if not good:
        raise RuntimeError(result)
    return result


def _killed(folder: Path, action: str, documents: Sequence[Document], delay: float) -> bool:
    """Start the action and kill it `delay` seconds after it opened the library; whether it was still running."""
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_act, args=(folder, action, documents, send))
    process.start()
    send.close()
    receive.recv()
    time.sleep(delay)
    running = process.is_alive()
    if process.pid is not None and running:
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    return running


def crash_test(
    kills: int, *, seed: int = 1, paragraphs: int = 400, on_kill: Callable[[dict[str, Any]], None] = lambda _: None
) -> dict[str, Any]:
    """Run the test; {"kills", "landed", "ended", "by_action", "faults", …}. `landed` kills hit a running action.

    `on_kill` is given the report so far after each kill.
    """
    import chromadb  # noqa: F401  so that the forked children needn't

    rng = random.Random(seed)
    report: dict[str, Any] = {"kills": kills, "seed": seed, "landed": 0, "ended": 0, "faults": []}
    actions: Counter[str] = Counter()
    after_crash: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="pincite-crash-") as scratch:
        folder = Path(scratch) / "library"
        shelf: Shelf = {}
        versions: Counter[str] = Counter()
        usual = 0.5
        for turn in range(kills):
            names = rng.sample(["alpha", "beta", "gamma", "delta"], rng.choice([1, 1, 2]))
            there = [name for name in names if f"/generated/{name}.txt" in shelf]
            action = "remove" if there and rng.random() < 0.35 else ("replace" if there else "add")
            if action == "remove":
                documents = [shelf[f"/generated/{name}.txt"] for name in there]
                after = {path: document for path, document in shelf.items() if document not in documents}
                steps = [{p: d for p, d in shelf.items() if d not in documents[:n]} for n in range(len(documents) + 1)]
            else:
                versions.update(names)
                documents = [
                    generated_document(name, versions[name], rng.randint(paragraphs // 8, paragraphs)) for name in names
                ]
                after = shelf | {document.path: document for document in documents}
                steps = [shelf, after]
            landed = _killed(folder, action, documents, rng.uniform(0, 1.2 * usual))
            report["landed" if landed else "ended"] += 1
            actions[action] += 1
            try:
                faults = _in_child(_faults, folder, steps)
                began = time.monotonic()
                _in_child(_act, folder, action, documents)
                usual = 0.8 * usual + 0.2 * min(time.monotonic() - began, 2.0)
                faults += [f"after running again: {fault}" for fault in _in_child(_faults, folder, [after])]
            except RuntimeError as error:
                faults = [str(error)]
            shelf = after
            after_crash[action] += bool(faults)
            report["faults"] += [{"turn": turn, "action": action, "fault": fault} for fault in faults]
            report["by_action"], report["faulty"] = dict(actions), dict(after_crash)
            on_kill(report)
            if faults:
                print(f"kill {turn} ({action}): {faults}", file=sys.stderr)
                break
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the result here")
    options = parser.parse_args()

    def keep(report: dict[str, Any]) -> None:
        if options.json:
            options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")

    report = crash_test(options.kills, seed=options.seed, on_kill=keep)
    print(json.dumps(report, indent=1))
    sys.exit(1 if report["faults"] else 0)


if __name__ == "__main__":
    main()
