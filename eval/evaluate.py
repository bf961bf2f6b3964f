"""A question set put to Pincite: the documents read into a throw-away library, the chain built, the set run.

This file doesn't know metrics or reports. Heavy parts are imported when needed.
"""

from __future__ import annotations

import os
import platform
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval import run as running
from eval import runs
from eval.addresses import without_keys
from eval.cases import Case, QuestionSet, load_cases
from eval.metrics import Supports
from eval.scoring import Outcome
from ingest.document import Document
from ingest.errors import PinciteError

if TYPE_CHECKING:
    from assistant.protocols import Reranker
    from assistant.settings import Settings
    from ingest.library import Library

SHIPPED_SET = Path(__file__).parent / "sets" / "samples.jsonl"
RETRIEVED = 10  # passages kept for the retrieval metrics
TOKENS = ("input_tokens", "output_tokens")
PACKAGES = ("pincite", "chromadb", "langchain-core", "onnxruntime", "sentence-transformers", "torch")


class EvaluationError(PinciteError):
    """An evaluation can't be run."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """A system under evaluation: its name, how it answers, and how it searches (None: not measured)."""

    name: str
    ask: running.Ask
    search: running.Search | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What a language model costs: US dollars a million tokens read, and a million written."""

    input: float
    output: float


MakeAnswerer = Callable[["Library", Sequence[Document]], Answerer]


class MemoReranker:
    """A reranker that scores each (query, text) once, so that measuring the search costs no second scoring."""

    def __init__(self, inner: Reranker) -> None:
        self._inner = inner
        self._known: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        """As the inner reranker's."""
        missing = list(dict.fromkeys(text for text in texts if (query, text) not in self._known))
        if missing:
            scores = self._inner.score(query, missing)
            with self._lock:
                self._known.update({(query, text): score for text, score in zip(missing, scores, strict=True)})
        return [self._known[query, text] for text in texts]


# ---- the library ------------------------------------------------------------------------------


@contextmanager
def throwaway_library(paths: Sequence[Path]) -> Iterator[Library]:
    """A library of the files and folders in `paths`, gone afterwards; of a folder, what no reader takes is left out.

    Raises EvaluationError where a file can't be read: a question about it could not be answered.
    """
    from ingest.library import Library
    from ingest.pipeline import ingest_paths

    with (
        tempfile.TemporaryDirectory(prefix="pincite-eval-", ignore_cleanup_errors=True) as folder,
        Library.open(Path(folder) / "library") as library,
    ):
        report = ingest_paths(paths, library)
        if report.failed:
            first, more = report.failed[0], len(report.failed) - 1
            rest = f" (and {more} more)" if more else ""
            raise EvaluationError(f"{first.path} can't be added to the evaluation's library: {first.error}{rest}")
        if not library.documents():
            raise EvaluationError(f"There is no document in {', '.join(map(str, paths))}.")
        yield library


def library_documents(library: Library) -> tuple[Document, ...]:
    """Every document of the library, by file name."""
    summaries = sorted(library.documents(), key=lambda summary: (summary.source, summary.id))
    return tuple(library.document(summary.id) for summary in summaries)


def copies_in(library: Library) -> dict[str, str]:
    """The id of a document by the name of each file that holds the same bytes under another name."""
    return {Path(path).name: s.id for s in library.documents() for path in s.paths if Path(path).name != s.source}


# ---- the assistant as an answerer --------------------------------------------------------------


def pincite_answerer(library: Library, settings: Settings, *, price: Price | None = None) -> Answerer:
    """Pincite itself, with the same chain that `pincite ask` uses.

    Where a language model answers, its tokens are counted as its server reports them (a rewritten follow-up and a model
    as judge included), and, with its `price`, what they cost.
    """
    from langchain_core.callbacks import get_usage_metadata_callback

    from assistant.answer import Question
    from assistant.chain import build_chain
    from assistant.models import load_chat_model
    from assistant.reranking import load_reranker

    reranker = MemoReranker(load_reranker())
    models = {settings.model: reporting(load_chat_model(settings.model, settings))} if settings.model else {}
    chain = build_chain(library, settings, reranker=reranker, models=models)

    def ask(case: Case) -> Mapping[str, Any]:
        with get_usage_metadata_callback() as counted:
            answer = chain.invoke(Question(case.question, history=case.history)).to_json()
        spent = usage_of(counted.usage_metadata.values(), price)
        return {**answer, "usage": spent} if spent else answer

    def search(case: Case, answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        found = chain.passages(Question(case.question, history=case.history), RETRIEVED)
        return [{"document": p.chunk.document, "start": p.chunk.start, "end": p.chunk.end} for p in found]

    return Answerer("pincite", ask, search)


def reporting(model: Any) -> Any:
    """The model asked to report its usage while it streams, which OpenAI-compatible servers do only when asked."""
    return model.model_copy(update={"stream_usage": True}) if hasattr(model, "stream_usage") else model


def usage_of(counts: Iterable[Mapping[str, Any]], price: Price | None = None) -> dict[str, float]:
    """The tokens of all models added up, and `cost_usd` where the price is known; empty where nothing was reported."""
    found = list(counts)
    if not found:
        return {}
    spent: dict[str, float] = {name: sum(int(one.get(name) or 0) for one in found) for name in TOKENS}
    if price is not None:
        million = 1_000_000
        spent["cost_usd"] = (spent["input_tokens"] * price.input + spent["output_tokens"] * price.output) / million
    return spent


def _judge_of(settings: Settings) -> Any:
    """The judge that the settings name, for the ALCE metrics."""
    from eval.judging import default_judge

    if settings.judge in ("none", "model"):
        return None
    if settings.judge != "pincite":
        from assistant.judge import load_judge

        return load_judge(settings.judge)
    return default_judge()


def judge_supports(judge: Any | None = None) -> Supports:
    """The checker as the judge of the ALCE metrics: does the text of the sources support the claim?"""
    from assistant.answer import Verdict
    from assistant.checking import check_claim

    known: dict[tuple[str, tuple[str, ...]], bool] = {}

    def supports(claim: str, sources: Sequence[str]) -> bool:
        key = (claim, tuple(sources))
        if key not in known:
            known[key] = check_claim(claim, sources, judge=judge).verdict is Verdict.SUPPORTED
        return known[key]

    return supports


# ---- a run ------------------------------------------------------------------------------------


def versions() -> dict[str, str]:
    """The versions that bear on the figures."""
    from importlib.metadata import PackageNotFoundError, version

    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def commit() -> str | None:
    """The commit of the checkout this code runs from, "+" if it is changed; None outside a checkout."""
    import subprocess

    root = Path(__file__).parent.parent
    if not (root / ".git").exists():
        return os.environ.get("PINCITE_COMMIT")

    def git(*words: str) -> str:
        command = ["git", "-C", str(root), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()  # noqa: S603

    try:
        return git("rev-parse", "--short=12", "HEAD") + ("+" if git("status", "--porcelain", "-uno") else "")
    except (OSError, subprocess.SubprocessError):
        return None


def about_run(
    questions: QuestionSet, documents: Sequence[Document], system: str, workers: int, started: datetime
) -> dict[str, Any]:
    """What a run was made of: enough to make it again."""
    return {
        "id": started.strftime("%Y%m%dT%H%M%S-%f"),
        "created": started.isoformat(timespec="seconds"),
        "system": system,
        "set": questions.name,
        "set_sha256": questions.sha256,
        "documents": {document.source: document.sha256 for document in documents},
        "commit": commit(),
        "versions": versions(),
        "workers": workers,
        "warnings": list(questions.warnings),
    }


def settings_json(settings: Any) -> dict[str, Any]:
    """The settings as plain values, without what could be a key."""
    values = asdict(settings) if is_dataclass(settings) and not isinstance(settings, type) else dict(settings or {})
    told = {name: str(v) if isinstance(v, Path) else v for name, v in values.items() if "key" not in name}
    return {name: without_keys(v) if isinstance(v, str) else v for name, v in told.items()}


def evaluate(
    set_path: Path | None = None,
    documents: Path | Sequence[Path] | None = None,
    settings: Settings | None = None,
    *,
    library: Library | None = None,
    answerer: MakeAnswerer | None = None,
    price: Price | None = None,
    judge: Any | None = None,
    workers: int = 1,
    limit: int | None = None,
    tags: Sequence[str] = (),
    journal: Path | None = None,
    resume: bool = False,
    on_start: Callable[[int], None] | None = None,
    on_outcome: Callable[[Outcome], None] | None = None,
) -> dict[str, Any]:
    """Runs a question set and gives the public JSON of the run.

    `set_path` is the set, None the shipped questions; `documents` the files or folders they are about, None the shipped
    samples; `library` an open library to use instead of a throw-away one. `answerer` makes another system than Pincite;
    `price` is that of the settings' language model. `workers` questions are asked at once, `limit` takes the first so
    many, `tags` those with one of these tags. `journal` is a folder in which finished questions are noted as they come
    (see `runs.runs_folder`); with `resume`, those that an interrupted run of the same set, documents, settings, system
    and commit left there aren't asked again. Raises QuestionSetError, EvaluationError and other PinciteErrors.
    """
    from assistant.settings import Settings

    settings = settings or Settings.from_env()
    started = datetime.now(UTC)
    with ExitStack() as stack:
        if library is None:
            library = stack.enter_context(throwaway_library(document_paths(documents)))
        known = library_documents(library)
        questions = load_cases(set_path or SHIPPED_SET, documents=known, copies=copies_in(library))
        cases = [case for case in questions.cases if not tags or set(tags) & set(case.tags)][:limit]
        if not cases:
            raise EvaluationError(f"No question of {questions.name} has a tag {' or '.join(map(repr, tags))}.")
        if on_start:
            on_start(len(cases))
        system = answerer(library, known) if answerer else pincite_answerer(library, settings, price=price)
        about = about_run(questions, known, system.name, workers, started)
        with _journalled(about, settings, journal, resume) as book:
            outcomes = running.run_cases(
                cases,
                system.ask,
                search=system.search,
                supports=judge_supports(judge or _judge_of(settings)),
                documents=known,
                workers=workers,
                done=book.done(cases) if book else {},
                on_outcome=_both(book.write if book else None, on_outcome),
            )
    return running.run_json(outcomes, run=about, settings=settings_json(settings))


@contextmanager
def _journalled(about: Mapping[str, Any], settings: Settings, folder: Path | None, resume: bool) -> Iterator[Any]:
    if folder is None:
        yield None
        return
    deciding = {name: about[name] for name in ("system", "set_sha256", "documents", "commit", "versions")}
    book = runs.Journal(folder, runs.fingerprint({**deciding, "settings": settings_json(settings)}), resume=resume)
    yield book
    book.close()


def _both(*callbacks: Callable[[Outcome], None] | None) -> Callable[[Outcome], None]:
    def call(outcome: Outcome) -> None:
        for callback in callbacks:
            if callback:
                callback(outcome)

    return call


def document_paths(documents: Path | Sequence[Path] | None) -> list[Path]:
    """The files and folders of an evaluation: those named, or the shipped samples."""
    if documents is None:
        from eval.samples import sample_paths

        return list(sample_paths())
    return [documents] if isinstance(documents, Path) else list(documents)
