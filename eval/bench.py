"""Speed and size, beside the usual LangChain pipeline with the same model, in one run.

    python -m eval.bench [--parts embed,ingest,retrieve,answers,scale,vectors,memory] [--documents DIR] [--rounds 3]

The usual pipeline is RecursiveCharacterTextSplitter (1000, 200), HuggingFaceEmbeddings and langchain-chroma, each with
its defaults. Both take turns, round by round, so that a busy machine slows both; a ratio is of one round's times, and
its spread is over the rounds. Wall-clock seconds, and the seconds of processor time that this process took, which
other processes disturb less. Besides generated documents, the plain-text files of ../shared/documents (or of the
folder `documents` in PINCITE_SHARED) are measured where they are. This file doesn't know how either pipeline works
inside.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from eval.generated import Writer
from eval.scale_bench import bench_memory, bench_scale, bench_vectors, latencies, percentile
from ingest.embedding import default_folder, load_embedder
from ingest.library import Library

ROOT = Path(__file__).parent.parent


# ---- measuring ------------------------------------------------------------------------------------


def _timed(work: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu}, result


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"median": statistics.median(values), "low": min(values), "high": max(values), "n": len(values)}


def interleaved(usual: Callable[[], Any], ours: Callable[[], Any], rounds: int) -> dict[str, Any]:
    """Run both in turns; the times of each, and how many times faster ours is, by wall clock and by processor time."""
    times: dict[str, list[dict[str, float]]] = {"usual": [], "pincite": []}
    for turn in range(rounds):
        pairs = [("usual", usual), ("pincite", ours)]
        for name, work in pairs if turn % 2 == 0 else pairs[::-1]:
            spent, _ = _timed(work)
            times[name].append(spent)
    both = list(zip(times["usual"], times["pincite"], strict=True))
    return {
        **{
            name: {kind: _spread([spent[kind] for spent in spents]) for kind in ("wall_s", "cpu_s")}
            for name, spents in times.items()
        },
        "times_faster": {kind: _spread([u[kind] / p[kind] for u, p in both]) for kind in ("wall_s", "cpu_s")},
    }


# ---- the usual pipeline -----------------------------------------------------------------------------


def usual_splitter() -> Any:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)


def usual_embeddings() -> Any:
    from langchain_huggingface import HuggingFaceEmbeddings

    return HuggingFaceEmbeddings(model_name=str(default_folder()))


def usual_store(embeddings: Any, folder: str) -> Any:
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    return Chroma(
        embedding_function=embeddings,
        persist_directory=folder,
        client_settings=Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=folder),
    )


# ---- the parts --------------------------------------------------------------------------------------


def bench_embed(texts: list[str], rounds: int) -> dict[str, Any]:
    """The same texts to vectors: texts a second, and how alike the vectors are."""
    usual, ours = usual_embeddings(), load_embedder()
    theirs, mine = np.array(usual.embed_documents(texts)), np.array(ours.embed_documents(texts))
    cosine = (theirs * mine).sum(1) / np.linalg.norm(theirs, axis=1) / np.linalg.norm(mine, axis=1)
    result = interleaved(lambda: usual.embed_documents(texts), lambda: ours.embed_documents(texts), rounds)
    for name in ("usual", "pincite"):
        result[name]["texts_a_second"] = len(texts) / result[name]["wall_s"]["median"]
    return {
        "texts": len(texts),
        "mean_length": statistics.mean(map(len, texts)),
        "cosine": {"mean": float(cosine.mean()), "min": float(cosine.min())},
        **result,
    }


def bench_ingest(texts: dict[str, str], rounds: int) -> dict[str, Any]:
    """Plain-text files to a library that can be asked; both pipelines read, cut, embed and keep."""
    from ingest.pipeline import ingest_paths
    from ingest.reading import read_here

    usual, ours = usual_embeddings(), load_embedder()
    usual.embed_documents(["warm"] * 20)
    ours.embed_documents(["warm"] * 20)
    with tempfile.TemporaryDirectory(prefix="pincite-bench-") as scratch:
        folder = Path(scratch) / "documents"
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        counts: dict[str, int] = {}

        def run_usual() -> None:
            store = usual_store(usual, tempfile.mkdtemp(dir=scratch))
            splitter = usual_splitter()
            counts["usual"] = 0
            for path in sorted(folder.iterdir()):
                pieces = splitter.split_text(path.read_text(encoding="utf-8"))
                counts["usual"] += len(pieces)
                store.add_texts(pieces, metadatas=[{"source": path.name}] * len(pieces))

        def run_ours() -> None:
            with Library.open(Path(tempfile.mkdtemp(dir=scratch)), embedder=ours) as library:
                report = ingest_paths([folder], library, read=read_here)
                if report.failed:
                    raise RuntimeError(report.failed[0].error)
                counts["pincite"] = sum(summary.chunks for summary in library.documents())

        result = interleaved(run_usual, run_ours, rounds)
    length = sum(map(len, texts.values()))
    for name in ("usual", "pincite"):
        seconds = result[name]["wall_s"]["median"]
        result[name] |= {"chunks": counts[name], "characters_a_second": length / seconds}
    return {"documents": len(texts), "characters": length, **result}


def taking_turns(usual: Callable[[str], Any], ours: Callable[[str], Any], questions: Sequence[str]) -> dict[str, Any]:
    """Each question put to both, in alternating order: latencies, and ratios with their 5th and 95th percentiles."""
    times: dict[str, dict[str, list[float]]] = {name: {"wall": [], "cpu": []} for name in ("usual", "pincite")}
    usual(questions[0]), ours(questions[0])  # warm
    for turn, question in enumerate(questions[1:]):
        pairs = [("usual", usual), ("pincite", ours)]
        for name, ask in pairs if turn % 2 == 0 else pairs[::-1]:
            spent, _ = _timed(lambda ask=ask, question=question: ask(question))  # type: ignore[misc]
            times[name]["wall"].append(spent["wall_s"] * 1e3)
            times[name]["cpu"].append(spent["cpu_s"] * 1e3)
    return {
        **{name: latencies(kinds["wall"], kinds["cpu"]) for name, kinds in times.items()},
        "times_faster": {
            kind: {
                "median": statistics.median(ratios),
                "low": percentile(ratios, 0.05),
                "high": percentile(ratios, 0.95),
                "n": len(ratios),
            }
            for kind in ("wall", "cpu")
            for ratios in [[u / p for u, p in zip(times["usual"][kind], times["pincite"][kind], strict=True)]]
        },
    }


@contextmanager
def both_filled(texts: dict[str, str]) -> Iterator[tuple[Any, Library]]:
    """The same texts in the usual store and in a library."""
    from ingest.pipeline import ingest_paths
    from ingest.reading import read_here

    with tempfile.TemporaryDirectory(prefix="pincite-bench-") as scratch:
        folder = Path(scratch) / "documents"
        folder.mkdir()
        store = usual_store(usual_embeddings(), str(Path(scratch) / "usual"))
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
            store.add_texts(usual_splitter().split_text(text))
        with Library.open(Path(scratch) / "library") as library:
            ingest_paths([folder], library, read=read_here)
            yield store, library


def bench_retrieve(texts: dict[str, str], questions: Sequence[str]) -> dict[str, Any]:
    """Questions to passages, warm: the usual four nearest chunks, and ours by meaning and by words (ten each)."""
    with both_filled(texts) as (store, library):

        def ours(question: str) -> None:
            library.dense(question, 10)
            library.full_text(question, 10)

        chunks = sum(summary.chunks for summary in library.documents())
        found = taking_turns(lambda question: store.similarity_search(question, k=4), ours, questions)
        return {"chunks": chunks, **found}


def bench_answers(texts: dict[str, str], questions: Sequence[str]) -> dict[str, Any]:
    """Questions to answers, warm and without a language model.

    The usual pipeline then has no answer but its nearest chunk; ours reranks, writes, cites and checks one. So this
    says what the checked answer costs, not who answers faster.
    """
    from assistant.chain import build_chain

    with both_filled(texts) as (store, library):
        chain = build_chain(library)
        return taking_turns(lambda question: store.similarity_search(question, k=4)[0], chain.invoke, questions)


def real_documents() -> Path | None:
    """The folder of real documents beside the repository, which is not part of it, or None."""
    folder = Path(os.environ.get("PINCITE_SHARED") or ROOT.parent / "shared") / "documents"
    return folder if folder.is_dir() else None


# ---- the run ------------------------------------------------------------------------------------------


def commit() -> str:
    """The short name of the commit that is checked out."""
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)  # noqa: S607  # nosec B607
    return done.stdout.strip() or "unknown"


def _corpora(folder: Path | None, documents: int, questions: Path) -> dict[str, tuple[dict[str, str], list[str]]]:
    """Texts by file name, and questions: generated ones, and `folder`'s plain-text files with a set's questions."""
    writer = Writer(1)
    texts = {f"generated-{n}.txt": writer.document(str(n), 30).text for n in range(documents)}
    found = {"generated": (texts, [writer.question() for _ in range(40)])}
    if folder is not None:
        asked = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines() if line]
        real = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
        found["real"] = (real, asked[:40])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default="embed,ingest,retrieve,answers,scale")
    parser.add_argument(
        "--documents", type=Path, default=real_documents(), help="a folder whose .txt files are measured too"
    )
    parser.add_argument("--questions", type=Path, default=ROOT / "eval" / "sets" / "real.jsonl", help="about these")
    parser.add_argument("--generated", type=int, default=4, help="how many generated documents")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", default="1000,10000", help="chunks, for the part scale")
    parser.add_argument("--vectors", type=int, default=1_000_000, help="vectors, for the part vectors")
    parser.add_argument("--minutes", type=float, default=20.0, help="after which the part vectors stops where it is")
    parser.add_argument("--pages", type=int, default=1000, help="pages of the PDF, for the part memory")
    parser.add_argument("--json", type=Path, default=ROOT / "eval" / "results" / "bench.json")
    options = parser.parse_args()
    if options.documents is None:
        print(
            "Real documents are left out: there is no folder ../shared/documents, nor PINCITE_SHARED.", file=sys.stderr
        )
    corpora = _corpora(options.documents, options.generated, options.questions)

    def each(measure: Callable[[dict[str, str], list[str]], Any]) -> Callable[[], Any]:
        return lambda: {name: measure(texts, questions) for name, (texts, questions) in corpora.items()}

    def pieces(texts: dict[str, str]) -> list[str]:
        return [piece for text in texts.values() for piece in usual_splitter().split_text(text)][:200]

    parts: dict[str, Callable[[], Any]] = {
        "embed": each(lambda texts, _: bench_embed(pieces(texts), options.rounds)),
        "ingest": each(lambda texts, _: bench_ingest(texts, options.rounds)),
        "retrieve": each(bench_retrieve),
        "answers": each(bench_answers),
        "scale": lambda: bench_scale([int(size) for size in options.sizes.split(",")]),
        "vectors": lambda: bench_vectors(options.vectors, options.minutes),
        "memory": lambda: bench_memory(options.pages),
    }
    result: dict[str, Any] = json.loads(options.json.read_text()) if options.json.exists() else {}
    loaded = commit()  # of what is loaded, whatever happens to the folder meanwhile
    for name in options.parts.split(","):
        if name not in parts:
            parser.error(f"no part {name!r}: choose from {', '.join(parts)}")
        found = parts[name]()
        result[name] = {
            "commit": loaded,
            "command": " ".join(["python -m eval.bench", *sys.argv[1:]]),
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
            "result": found,
        }
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        print(json.dumps({name: result[name]}, indent=1))


if __name__ == "__main__":
    main()
