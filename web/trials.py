"""What the evaluate tab does, without the page: sets, runs with progress, comparisons, cases made from chats.

This file doesn't know Gradio, nor what a run measures.
"""

from __future__ import annotations

import json
import logging
import secrets
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue
from typing import Any

from assistant import citing
from assistant.answer import Citation
from eval import cases as casework
from eval import runs as kept_runs
from eval.cases import Case, Evidence
from eval.compare import Comparison, compare
from eval.report import reasons
from ingest.document import Document
from ingest.errors import DocumentNotFoundError, PinciteError
from web.conversations import Conversation, Exchange, answer_from_json, new_conversation
from web.library_html import plural

SHIPPED = "shipped"
OWN = "my-questions"
STOPPING = object()
log = logging.getLogger("pincite.web")


class TrialError(PinciteError):
    """An evaluation can't be run or shown."""


class StoppedError(PinciteError):
    """The run was stopped by the user."""


@dataclass(frozen=True, slots=True)
class RunStep:
    """How far a run is: `done` of `total` questions, `wrong` of them to look at; at the end the run, or why not.
    `stopping` says that it ends after the question under way."""

    done: int
    total: int
    wrong: int = 0
    run: Mapping[str, Any] | None = None
    error: str = ""
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """What a document goes by."""

    id: str
    source: str
    sha256: str
    path: str


def set_name(name: str) -> str:
    """A tame file name for a question set, without its suffix."""
    stem = Path(name.replace("\\", "/")).name.removesuffix(".jsonl")
    kept = "".join(c if c.isalnum() or c in "-_ " else "-" for c in stem).strip(" -")
    return kept[:60] or "questions"


def evidence_citation(n: int, evidence: Mapping[str, Any], document: Document) -> Citation | None:
    """A gold place of a run as a citation that the page can open; None where it doesn't stand there once."""
    places = casework.find_quote(document.text, str(evidence.get("quote") or ""))
    if len(places) != 1:
        return None
    start, end = places[0]
    return citing.citation(document, start, end, n)


def expected_words(case: Mapping[str, Any]) -> str:
    """What the set expects of a case, and what was wrong, in words."""
    wrong = "; ".join(reasons(case))
    if not case.get("answerable", True):
        expected = "Expected: a refusal."
    else:
        facts = " and ".join(" or ".join(fact) for fact in case.get("facts") or ())
        expected = f"Expected: {str(case.get('expected') or facts or 'an answer').rstrip('. ')}."
    return f"{expected} {f'To look at: {wrong}.' if wrong else 'Nothing is wrong with it.'}"


class Trials:
    """The evaluations of one app. `folder` keeps sets and runs (None: only while it runs)."""

    def __init__(self, library: Any, folder: Path | None, *, evaluate: Callable[..., Any] | None = None) -> None:
        self.library = library
        self._temporary = tempfile.TemporaryDirectory(prefix="pincite-web-") if folder is None else None
        self.folder = folder or Path(self._temporary.name if self._temporary else "")
        self._evaluate = evaluate
        self._running = threading.Lock()
        self._halt = threading.Event()  # of the run under way
        self._told: Queue[Any] = Queue()  # by it
        self._writing = threading.Lock()

    # ---- sets ----

    @property
    def _sets(self) -> Path:
        return self.folder / "sets"

    def sets(self) -> list[tuple[str, str]]:
        """(what is shown, key) of each set."""
        own = sorted(self._sets.glob("*.jsonl")) if self._sets.is_dir() else []
        return [
            ("Shipped questions, over the shipped samples", SHIPPED),
            *((p.stem + ", over your library", p.stem) for p in own),
        ]

    def _set_path(self, key: str) -> Path:
        path = self._sets / f"{set_name(key)}.jsonl"
        if not path.is_file():
            raise TrialError(f"There is no question set {key!r}.")
        return path

    def documents(self) -> tuple[Document, ...]:
        """Every document of the library."""
        return tuple(self.library.document(summary.id) for summary in self.library.documents())

    def upload(self, path: Path, name: str) -> str:
        """Keep a set that came through the browser, once every quote of it is found; its key."""
        from eval.evaluate import copies_in

        casework.load_cases(path, documents=self.documents(), copies=copies_in(self.library))
        key = set_name(name)
        kept_runs.write_text(self._sets / f"{key}.jsonl", path.read_text(encoding="utf-8"))
        return key

    def keep_drafts(self, cases: Sequence[Case], edited: Sequence[Sequence[Any]], name: str) -> tuple[str, int]:
        """Keep what a person left of drafted questions as a set: its key, and how many there are."""
        from web import drafts

        return drafts.keep(cases, edited, self.documents(), self._sets, name)

    # ---- runs ----

    @property
    def _runs(self) -> Path:
        return self.folder / "runs"

    def run(self, key: str, limit: int | None) -> Iterator[RunStep]:
        """Progress while a set runs. Closing the iterator stops the run after the question under way."""
        if not self._running.acquire(blocking=False):
            yield RunStep(0, 0, error="Another evaluation is running; wait for it, or stop it.")
            return
        told = self._told = Queue()
        halt = self._halt = threading.Event()

        def on_outcome(outcome: Any) -> None:
            if halt.is_set():
                raise StoppedError("Stopped.")
            told.put(outcome)

        def work() -> None:
            try:
                told.put(self._run(key, limit, told.put, on_outcome))
            except PinciteError as error:
                told.put(error)
            except Exception as error:
                log.exception("An evaluation failed.")
                told.put(TrialError(f"The run failed: {type(error).__name__}; see the server's log."))
            finally:
                self._running.release()

        threading.Thread(target=work, daemon=True).start()
        done = total = wrong = 0
        stopping = False
        try:
            while True:
                item = told.get()
                if item is STOPPING:
                    stopping = True
                elif isinstance(item, int):
                    total = item
                elif isinstance(item, PinciteError):
                    yield RunStep(done, total, wrong, error=str(item))
                    return
                elif isinstance(item, Mapping):
                    yield RunStep(total, total, wrong, run=item)
                    return
                else:
                    done += 1
                    from eval.run import outcome_json

                    wrong += bool(reasons(outcome_json(item)))
                yield RunStep(done, total, wrong, stopping=stopping)
        finally:
            halt.set()

    def halt(self) -> None:
        """Stop the run under way after its present question; its steps tell of it, so that none is shown too late."""
        self._told.put(STOPPING)
        self._halt.set()

    def _run(
        self, key: str, limit: int | None, on_start: Callable[[int], None], on_outcome: Callable[[Any], None]
    ) -> Mapping[str, Any]:
        from eval import evaluate as evaluating

        evaluate = self._evaluate or evaluating.evaluate
        where: dict[str, Any] = {} if key == SHIPPED else {"set_path": self._set_path(key), "library": self.library}
        run: Mapping[str, Any] = evaluate(**where, limit=limit, on_start=on_start, on_outcome=on_outcome)
        kept_runs.save_run(run, kept_runs.private_folder(self._runs) / f"{set_name(str(run['run']['id']))}.json")
        return run

    def runs(self) -> list[tuple[str, str]]:
        """(what is shown, id) of the saved runs, newest first; with the seconds where two have the same minute."""
        rows: list[tuple[str, str, str]] = []  # when, the rest of what is shown, id
        for path in kept_runs.list_runs(self._runs)[:100]:
            try:
                run = kept_runs.load_run(path)
            except PinciteError:
                continue
            about, many = run["run"], len(run.get("cases") or ())
            when = str(about.get("created", path.stem)).replace("T", " ")[:19]
            rows.append((when, f"{about.get('set', 'questions')}, {plural(many, 'question')}", path.stem))
        seen = Counter((when[:16], what) for when, what, _ in rows)
        return [(f"{when[:16] if seen[when[:16], what] == 1 else when}, {what}", name) for when, what, name in rows]

    def load(self, name: str) -> Mapping[str, Any]:
        """The saved run of that id."""
        path = self._runs / f"{set_name(name)}.json"
        if not path.is_file():
            raise TrialError(f"There is no run {name!r}.")
        return kept_runs.load_run(path)

    def compare(self, before: str, after: str) -> Comparison:
        """Two saved runs, paired."""
        return compare(self.load(before), self.load(after))

    def report(self, name: str, form: str) -> dict[str, str]:
        """A run as a file to take along: its name, its type and its text. Raises where there is no such run."""
        run = self.load(name)
        if form == "json":
            text = json.dumps(run, ensure_ascii=False, indent=1)
            return {"name": f"{name}.json", "mime": "application/json;charset=utf-8", "text": text}
        from eval.report_html import html_report

        return {"name": f"{name}.html", "mime": "text/html;charset=utf-8", "text": html_report(run)}

    def as_conversation(self, name: str, case_id: str) -> Conversation:
        """A case of a run as a chat: its question, the answer it got, and the evidence that was expected."""
        case = next((c for c in self.load(name)["cases"] if c["id"] == case_id), None)
        if case is None:
            raise TrialError(f"The run has no question {case_id!r}.")
        answer = answer_from_json(case["answer"], case["question"]) if case["answer"] else None
        last = max((c.n for c in (*answer.citations, *answer.nearest)), default=0) if answer else 0
        found = [self._expected(last + i, evidence) for i, evidence in enumerate(case.get("evidence") or (), 1)]
        exchange = Exchange(
            case["question"],
            answer,
            error=case.get("error") if answer is None else None,
            remark=expected_words(case),
            evidence=tuple(citation for citation in found if citation is not None),
        )
        return replace(new_conversation(), title=f"Evaluation: {case['question']}"[:80], exchanges=(exchange,))

    def _names(self) -> tuple[Named, ...]:
        """What the library's documents go by; none of them is loaded."""
        return tuple(Named(s.id, s.source, s.sha256, s.paths[0] if s.paths else "") for s in self.library.documents())

    def _expected(self, n: int, evidence: Mapping[str, Any]) -> Citation | None:
        named = casework.find_document(str(evidence.get("document") or ""), self._names())
        return None if named is None else evidence_citation(n, evidence, self.library.document(named.id))

    # ---- cases made from chats ----

    def add_case(self, conversation: Conversation, turn: int) -> tuple[str, str]:
        """Put an answer of a chat into the set of one's own questions: (the case's id, what was done, in words)."""
        exchange = conversation.exchanges[turn]
        answer = exchange.answer
        if answer is None:
            raise TrialError("Only an answer, or a refusal, can be added to a question set.")
        evidence, lost = [], 0
        for citation in answer.citations if answer.answered else ():
            try:
                item = self._evidence(citation.document, citation.quote)
            except (DocumentNotFoundError, ValueError):
                lost += 1
                continue
            if item not in evidence:
                evidence.append(item)
        plain = " ".join(claim.text for claim in answer.claims) if answer.answered else ""
        case = Case(
            id=f"chat-{secrets.token_hex(4)}",
            question=exchange.question,
            answer=plain,
            evidence=tuple(evidence),
            answerable=answer.answered,
            tags=("chat",),
            history=conversation.history(turn),
        )
        self._write([*self._own(), case])
        places = f"with {len(evidence)} place{'' if len(evidence) == 1 else 's'} of evidence"
        if not evidence:
            places = "without evidence" if answer.answered else "as a question to refuse"
        more = f" Left out, as they stand twice or nowhere: {lost}." if lost else ""
        return case.id, f"Added to “{OWN}” {places}.{more} Select words in the source to mark more."

    def mark(self, case_id: str, document_id: str, quote: str) -> str:
        """Put words of a document into a case's evidence; what was done, in words."""
        if not quote.strip():
            raise TrialError("Select the words first.")
        try:
            item = self._evidence(document_id, quote)
        except ValueError as error:
            raise TrialError(f"These words can't be evidence: {error}.") from error
        cases = self._own()
        if case_id not in {case.id for case in cases}:
            raise TrialError("Add an answer to a question set first; then mark its evidence.")
        changed = [
            replace(case, evidence=(*(e for e in case.evidence if e.quote != item.quote), item))
            if case.id == case_id
            else case
            for case in cases
        ]
        self._write(changed)
        return f"Marked as evidence in “{OWN}”."

    def _evidence(self, document_id: str, quote: str) -> Evidence:
        """Words of a document as evidence, under its file name where no other has the same, else under its id.

        Raises ValueError where they don't stand there once, DocumentNotFoundError where the document is gone.
        """
        document = self.library.document(document_id)
        alone = casework.find_document(document.source, self._names()) is not None
        item = Evidence(document.source if alone else document.id, " ".join(quote.split()))
        casework.place(item, (document,))
        return item

    def _own(self) -> list[Case]:
        path = self._sets / f"{OWN}.jsonl"
        return list(casework.load_cases(path).cases) if path.is_file() else []

    def _write(self, cases: Sequence[Case]) -> None:
        with self._writing:
            kept_runs.write_text(self._sets / f"{OWN}.jsonl", casework.dump_cases(cases))
