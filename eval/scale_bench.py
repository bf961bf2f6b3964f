"""How searching and memory grow with a library, each measured in a process of its own.

    python -m eval.bench --parts scale --sizes 1000,10000,100000
    python -m eval.bench --parts vectors --vectors 1000000
    python -m eval.bench --parts memory --pages 1000

Documents and vectors are generated: real vectors of 100,000 chunks would take hours, and neither index's time hangs on
what the words mean. A question's embedding is the real model's. This file doesn't know how a library searches.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.generated import GeneratedVectors, Writer

QUESTIONS = 60
ASKED = 30  # of them answered too, without a language model
_PARAGRAPHS = 250  # a generated document's


# ---- measuring ------------------------------------------------------------------------------------


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which `part` of them lie."""
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def latencies(walls: Sequence[float], cpus: Sequence[float]) -> dict[str, float]:
    """Medians and 95th percentiles of milliseconds, by wall clock and by processor time."""
    return {
        "median_ms": statistics.median(walls),
        "p95_ms": percentile(walls, 0.95),
        "median_cpu_ms": statistics.median(cpus),
        "p95_cpu_ms": percentile(cpus, 0.95),
        "n": len(walls),
    }


def latency(ask: Callable[[str], Any], questions: Sequence[str]) -> dict[str, float]:
    """The `latencies` of the questions, after one to warm up."""
    ask(questions[0])
    walls, cpus = [], []
    for question in questions:
        wall, cpu = time.perf_counter(), time.process_time()
        ask(question)
        cpus.append((time.process_time() - cpu) * 1e3)
        walls.append((time.perf_counter() - wall) * 1e3)
    return latencies(walls, cpus)


def peak_memory_mib(*, children: bool = False) -> float | None:
    """The most memory this process, or the largest of its ended children, has held, MiB; None where it isn't told."""
    # What the system counts for getrusage begins, in a child, with its parent's.
    if not children and (held := memory_mib(kind="VmHWM")) is not None:
        return held
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


def memory_mib(process: int | str = "self", kind: str = "VmRSS") -> float | None:
    """The memory a process holds now (its resident set; "VmHWM": at most), MiB; None where the system has no /proc."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith(kind))


def in_child(work: str, *arguments: Any) -> Any:
    """The result of a function of this file in a fresh process, whose memory is then its own."""
    command = [sys.executable, "-m", "eval.scale_bench", work, json.dumps(arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - this interpreter
    return json.loads(done.stdout)


# ---- a library of generated documents -----------------------------------------------------------------


def build_library(folder: str, size: int) -> dict[str, Any]:
    """Fill a library with at least `size` chunks."""
    from ingest.library import Library

    writer, began = Writer(size), time.perf_counter()
    cpu, held, number = time.process_time(), 0, 0
    with Library.open(Path(folder), embedder=GeneratedVectors()) as library:
        while held < size:
            # A paragraph makes about two chunks.
            lengths = [min(_PARAGRAPHS, max((size - held) // 2, 5))] * (4 if size - held > 8 * _PARAGRAPHS else 1)
            library.add_all([writer.document(f"{number + n}", length) for n, length in enumerate(lengths)])
            number += len(lengths)
            held = sum(summary.chunks for summary in library.documents())
    return {
        "chunks": held,
        "documents": number,
        "build_s": time.perf_counter() - began,
        "build_cpu_s": time.process_time() - cpu,
        "build_peak_mib": peak_memory_mib(),
    }


def search_library(folder: str, size: int) -> dict[str, Any]:
    """Open the library, search it, and last ask it; `dense` and `both` include `embed`, `answer` all steps."""
    from assistant.answer import Question
    from assistant.assembly import build_answerer
    from ingest.embedding import load_embedder
    from ingest.library import Library

    model = load_embedder()
    embedder, writer = GeneratedVectors(timed=model), Writer(size + 1)
    questions = [writer.question() for _ in range(QUESTIONS)]
    embedder.embed_query(questions[0])
    began = time.perf_counter()
    library = Library.open(Path(folder), embedder=embedder)
    opened = time.perf_counter()
    with library:
        library.dense(writer.question(), 10)
        first = time.perf_counter()

        def both(question: str) -> None:
            library.dense(question + " ", 10)  # with a space, so that no vector is remembered from before
            library.full_text(question, 10)

        found = {
            "open_s": opened - began,
            "first_question_s": first - opened,
            "embed": latency(model.embed_query, questions),
            "dense": latency(lambda question: library.dense(question, 10), questions),
            "full_text": latency(lambda question: library.full_text(question, 10), questions),
            "both": latency(both, questions),
            "at_rest_mib": memory_mib(),
            "peak_mib": peak_memory_mib(),
        }
        answerer = build_answerer(library)
        answerer.answer(Question(writer.question()))  # loads the models
        return found | {"answer": latency(lambda question: answerer.answer(Question(question)), questions[:ASKED])}


def scale_row(size: int) -> dict[str, Any]:
    """Building, opening and searching a library of `size` chunks."""
    with tempfile.TemporaryDirectory(prefix="pincite-bench-") as scratch:
        built = in_child("build_library", scratch + "/library", size)
        disk = sum(file.stat().st_size for file in Path(scratch).rglob("*") if file.is_file())
        return {**built, "disk_mib": disk / 2**20, **in_child("search_library", scratch + "/library", size)}


def bench_scale(sizes: Sequence[int]) -> dict[str, Any]:
    """A row a size, and how many times longer the largest's searches take than the smallest's (processor time)."""
    rows = []
    for size in sorted(sizes):
        rows.append(scale_row(size))
        print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    times = {
        kind: {unit: rows[-1][kind][unit] / rows[0][kind][unit] for unit in ("median_ms", "median_cpu_ms")}
        for kind in ("dense", "full_text", "both", "answer")
    }
    return {"rows": rows, "largest_over_smallest": times}


# ---- vectors alone ------------------------------------------------------------------------------------


def search_vectors(folder: str, size: int, minutes: float, batch: int = 5000) -> dict[str, Any]:
    """An index of `size` random unit vectors of 384 dimensions around 2,000 centres: built, and asked on the way.

    Building stops after so many minutes; `complete` says whether all are in.
    """
    import numpy as np

    from ingest.document import ChunkKind
    from ingest.vectors import VectorIndex

    rng = np.random.default_rng(size)
    centres = rng.standard_normal((2000, 384), dtype=np.float32)
    rows: list[dict[str, Any]] = []

    def near(count: int) -> Any:
        found = centres[rng.integers(len(centres), size=count)] + rng.standard_normal((count, 384), dtype=np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    index = VectorIndex(Path(folder))
    began = time.perf_counter()
    marks = [mark for mark in (1000, 10_000, 100_000, 200_000, 300_000, 500_000, 700_000) if mark < size] + [size]
    done, cpu = 0, time.process_time()
    for mark in marks:
        while done < mark and time.perf_counter() - began < 60 * minutes:
            count = min(batch, mark - done)
            names = [f"chunk-{done + n}" for n in range(count)]
            index.add(
                names, [f"document-{(done + n) // 250}" for n in range(count)], [ChunkKind.BODY] * count, near(count)
            )
            done += count
        questions: dict[str, list[float]] = {str(n): near(1)[0].tolist() for n in range(QUESTIONS)}

        def ask(name: str, known: dict[str, list[float]] = questions) -> None:
            index.query(known[name], 10, documents=None, kinds=(ChunkKind.BODY,))

        asked = latency(ask, list(questions))
        rows.append(
            {
                "vectors": done,
                "built_s": time.perf_counter() - began,
                "built_cpu_s": time.process_time() - cpu,
                "query": asked,
                "memory_mib": memory_mib(),
            }
        )
        print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
        if done < mark:
            break
    index.close()
    return {"rows": rows, "complete": done == size}


def bench_vectors(size: int, minutes: float) -> dict[str, Any]:
    """Chroma's index alone, up to `size` vectors or as many as so many minutes allow."""
    with tempfile.TemporaryDirectory(prefix="pincite-bench-") as scratch:
        found: dict[str, Any] = in_child("search_vectors", scratch + "/vectors", size, minutes)
        return found


# ---- a long PDF ---------------------------------------------------------------------------------------


def write_pdf(path: Path, pages: int) -> int:
    """A PDF of generated text with a heading, paragraphs and page numbers; its length in code points."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

    writer, styles, length = Writer(pages), getSampleStyleSheet(), 0
    story: list[Any] = []
    for page in range(1, pages + 1):
        if page % 20 == 1:
            story.append(Paragraph(f"Chapter {page // 20 + 1}", styles["Heading1"]))
        for _ in range(6):
            words = " ".join(writer.sentence() for _ in range(3))
            length += len(words)
            story += [Paragraph(words, styles["BodyText"]), Spacer(1, 6)]
        story.append(PageBreak())
    SimpleDocTemplate(str(path)).build(story)
    return length


def add_file(path: str, folder: str) -> dict[str, Any]:
    """Add one file with the real model; the peak memory of this process and of its reader."""
    from ingest.isolation import shut_down
    from ingest.library import Library
    from ingest.pipeline import ingest_paths

    began, cpu = time.perf_counter(), time.process_time()
    with Library.open(Path(folder)) as library:
        before = memory_mib()
        report = ingest_paths([Path(path)], library)
        if report.failed:
            raise RuntimeError(report.failed[0].error)
        (summary,) = library.documents()
    shut_down()  # the system tells a child's memory when it has ended
    return {
        "pages": summary.pages,
        "chunks": summary.chunks,
        "seconds": time.perf_counter() - began,
        "cpu_s": time.process_time() - cpu,
        "before_mib": before,
        "peak_mib": peak_memory_mib(),
        "reader_peak_mib": peak_memory_mib(children=True),
    }


def bench_memory(pages: int) -> dict[str, Any]:
    """The most memory held while a PDF of so many pages is added."""
    with tempfile.TemporaryDirectory(prefix="pincite-bench-") as scratch:
        path = Path(scratch) / "long.pdf"
        length = write_pdf(path, pages)
        found: dict[str, Any] = in_child("add_file", str(path), scratch + "/library")
        return {"characters": length, "file_mib": path.stat().st_size / 2**20, **found}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*json.loads(sys.argv[2]))))
