"""Question sets: the format (JSON Lines), its validation, and the place of each gold quote.

A line is `{"id","question","answer","facts":[[…alternatives…],…],"evidence":[{"document","quote"}],"answerable",
"tags":[],"history":[{"role","text"}],"documents":{name: sha256}}`. Only `id` and `question` are needed. `documents`
holds the hashes of the documents the question was written against, so that a changed one is noticed.

A quote is placed word for word: only runs of white space may differ, because a set is written on one line and
a document isn't. A quote that is missing or stands twice is refused with its line's number.

This file doesn't know how questions are answered or measured.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from assistant.answer import Turn
from eval.json_lines import numbered_lines
from ingest.document import Document
from ingest.errors import PinciteError

KEYS = ("id", "question", "answer", "facts", "evidence", "answerable", "tags", "history", "documents")
NO_COPIES: Mapping[str, str] = {}
SHOWN_PROBLEMS = 3  # named in full in one error; the rest by their line numbers


class QuestionSetError(PinciteError):
    """A question set can't be used; `problems` are (line number, what is wrong)."""

    def __init__(self, name: str, problems: Sequence[tuple[int, str]]) -> None:
        self.problems = tuple(problems)
        shown = "; ".join(f"line {line}: {what}" if line else what for line, what in problems[:SHOWN_PROBLEMS])
        rest = problems[SHOWN_PROBLEMS:]
        more = f" (and problems in lines {', '.join(str(line) for line, _ in rest)})" if rest else ""
        super().__init__(f"The question set {name!r} can't be used: {shown}{more}.")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A gold quote: `document.text[start:end]` holds it, inside the sentence(s) [sentence_start, sentence_end).

    `document` is the name the set gives, `document_id` the document's id. Offsets and id are None in a set that was
    loaded without its documents.
    """

    document: str
    quote: str
    document_id: str | None = None
    start: int | None = None
    end: int | None = None
    sentence_start: int | None = None
    sentence_end: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what is known of its answer.

    `facts` must all be in a right answer; each is a tuple of alternative wordings. `evidence` are the places a right
    answer rests on, all of them needed. `line` is the 1-based line in its file, 0 if it came from elsewhere.
    """

    id: str
    question: str
    answer: str = ""
    facts: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    answerable: bool = True
    tags: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()  # (name, sha256)
    line: int = 0

    def to_json(self) -> dict[str, Any]:
        """The case as a line of a question set; what is empty is left out."""
        rest: dict[str, Any] = {
            "answer": self.answer,
            "facts": [list(fact) for fact in self.facts],
            "evidence": [{"document": e.document, "quote": e.quote} for e in self.evidence],
            "tags": list(self.tags),
            "history": [{"role": turn.role, "text": turn.text} for turn in self.history],
            "documents": dict(self.documents),
        }
        kept = {key: value for key, value in rest.items() if value}
        return {"id": self.id, "question": self.question, "answerable": self.answerable, **kept}


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A loaded set. `sha256` is of its bytes; `warnings` name what was noticed but doesn't stop a run."""

    name: str
    cases: tuple[Case, ...]
    sha256: str = ""
    warnings: tuple[str, ...] = ()


# ---- placing quotes ---------------------------------------------------------------------------


def find_quote(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place [start, end) at which the words of `quote` stand in `text`, white space aside; overlaps count."""
    words = unicodedata.normalize("NFC", quote).split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    places: list[tuple[int, int]] = []
    at = text.find(words[0])
    while at >= 0:
        match = pattern.match(text, at)
        if match:
            places.append(match.span())
        at = text.find(words[0], at + 1)
    return places


class Known(Protocol):
    """What a document goes by."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def path(self) -> str: ...


K = TypeVar("K", bound=Known)


def find_document(name: str, documents: Iterable[K]) -> K | None:
    """The document `name` means: its file name, id, sha256, path, or file name without suffix; None if not one."""
    candidates = tuple(documents)
    wanted = name.casefold()
    tests: tuple[Callable[[K], bool], ...] = (
        lambda d: name in (d.source, d.id, d.sha256, d.path),
        lambda d: d.source.casefold() == wanted or Path(d.source).stem.casefold() == wanted,
        lambda d: Path(d.source).name.casefold() == Path(name).name.casefold(),
    )
    for test in tests:
        found = [document for document in candidates if test(document)]
        if len(found) == 1:
            return found[0]
    return None


def place(evidence: Evidence, documents: Sequence[Document], copies: Mapping[str, str] = NO_COPIES) -> Evidence:
    """`evidence` with its offsets. `copies` are the ids of documents by the names of files that hold the same bytes.

    Raises ValueError with words for the user: unknown document, quote missing, or quote standing twice.
    """
    document = find_document(evidence.document, documents)
    if document is None and evidence.document in copies:
        document = find_document(copies[evidence.document], documents)
    if document is None:
        known = ", ".join(sorted(d.source for d in documents)[:8]) or "none"
        raise ValueError(f"no document {evidence.document!r} (there are: {known})")
    places = find_quote(document.text, evidence.quote)
    if not places:
        raise ValueError(f"the quote {evidence.quote!r} is not in {document.source}")
    if len(places) > 1:
        raise ValueError(
            f"the quote {evidence.quote!r} stands {len(places)} times in {document.source}: "
            "make it longer, so that it stands once"
        )
    start, end = places[0]
    sentences = tuple(document.sentences_in(start, end))
    return Evidence(
        document=evidence.document,
        quote=evidence.quote,
        document_id=document.id,
        start=start,
        end=end,
        sentence_start=min((s.start for s in sentences), default=start),
        sentence_end=max((s.end for s in sentences), default=end),
    )


# ---- reading a line ---------------------------------------------------------------------------


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{what} must be text, not {type(value).__name__}")
    return value


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{what} must be a list, not {type(value).__name__}")
    return value


def _fact(value: Any) -> tuple[str, ...]:
    alternatives = [value] if isinstance(value, str) else _list(value, "a fact")
    fact = tuple(_text(alternative, "a fact's alternative").strip() for alternative in alternatives)
    if not fact or not all(fact):
        raise ValueError("a fact must hold at least one alternative, and none may be empty")
    return fact


def _evidence(value: Any) -> Evidence:
    if not isinstance(value, dict):
        raise ValueError('evidence must be a list of {"document","quote"}')
    document, quote = _text(value.get("document"), "evidence's document"), _text(value.get("quote"), "evidence's quote")
    if not document.strip() or not quote.strip():
        raise ValueError("evidence needs a document and a quote that are not empty")
    return Evidence(document.strip(), quote)


def _turn(value: Any) -> Turn:
    if not isinstance(value, dict) or value.get("role") not in ("user", "assistant"):
        raise ValueError('history must be a list of {"role": "user" or "assistant", "text"}')
    return Turn(value["role"], _text(value.get("text"), "a turn's text"))


def case_from_json(value: Any, *, line: int = 0) -> Case:
    """A case from a line's parsed JSON; its quotes not yet placed. Raises ValueError with words for the user."""
    if not isinstance(value, dict):
        raise ValueError("a line must be a JSON object")
    identity = value.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int) or not str(identity).strip():
        raise ValueError("'id' is missing")
    question = _text(value.get("question", ""), "'question'").strip()
    if not question:
        raise ValueError("'question' is missing")
    answerable = value.get("answerable", True)
    if not isinstance(answerable, bool):
        raise ValueError("'answerable' must be true or false")
    hashes = value.get("documents") or {}
    if not isinstance(hashes, dict):
        raise ValueError("'documents' must map file names to sha256")
    return Case(
        id=str(identity).strip(),
        question=question,
        answer=_text(value.get("answer") or "", "'answer'"),
        facts=tuple(_fact(fact) for fact in _list(value.get("facts") or [], "'facts'")),
        evidence=tuple(_evidence(item) for item in _list(value.get("evidence") or [], "'evidence'")),
        answerable=answerable,
        tags=tuple(_text(tag, "a tag") for tag in _list(value.get("tags") or [], "'tags'")),
        history=tuple(_turn(turn) for turn in _list(value.get("history") or [], "'history'")),
        documents=tuple((_text(n, "a name"), _text(h, "a sha256")) for n, h in hashes.items()),
        line=line,
    )


# ---- sets -------------------------------------------------------------------------------------


def _noticed(case: Case, value: Mapping[str, Any], documents: Sequence[Document] | None) -> list[str]:
    noticed = [f"line {case.line}: unknown key {key!r} ignored" for key in value if key not in KEYS]
    for name, sha256 in case.documents if documents is not None else ():
        document = find_document(name, documents or ())
        if document is None:
            noticed.append(f"line {case.line}: {name} was there when {case.id!r} was written and is not here now")
        elif document.sha256 != sha256:
            noticed.append(f"line {case.line}: {name} has changed since {case.id!r} was written: check the case")
    return noticed


def parse_cases(
    text: str,
    *,
    name: str = "questions",
    documents: Sequence[Document] | None = None,
    copies: Mapping[str, str] = NO_COPIES,
) -> QuestionSet:
    """The set in `text`. With `documents`, every quote is placed; without, only the format is checked.

    Raises QuestionSetError naming the lines that are wrong.
    """
    cases: list[Case] = []
    problems: list[tuple[int, str]] = []
    warnings: list[str] = []
    seen: dict[str, int] = {}
    for number, line in numbered_lines(text):
        try:
            value = json.loads(line)
            case = case_from_json(value, line=number)
        except json.JSONDecodeError as error:
            problems.append((number, f"not JSON ({error.msg} at column {error.colno})"))
            continue
        except ValueError as error:
            problems.append((number, str(error)))
            continue
        if case.id in seen:
            problems.append((number, f"the id {case.id!r} is already that of line {seen[case.id]}"))
        seen.setdefault(case.id, number)
        placed, wrong = place_case(case, documents, copies)
        problems += [(number, what) for what in wrong]
        warnings += _noticed(case, value, documents)
        cases.append(placed)
    if not cases and not problems:
        problems = [(0, "it holds no question")]
    if problems:
        raise QuestionSetError(name, problems)
    return QuestionSet(name, tuple(cases), hashlib.sha256(text.encode()).hexdigest(), tuple(warnings))


def place_case(
    case: Case, documents: Sequence[Document] | None, copies: Mapping[str, str] = NO_COPIES
) -> tuple[Case, list[str]]:
    """The case with its quotes placed, and what is wrong with those that can't be; unchanged without documents."""
    if documents is None:
        return case, []
    placed: list[Evidence] = []
    wrong: list[str] = []
    for evidence in case.evidence:
        try:
            placed.append(place(evidence, documents, copies))
        except ValueError as error:
            wrong.append(str(error))
    values = {name: getattr(case, name) for name in case.__slots__}
    return Case(**{**values, "evidence": tuple(placed)}), wrong


def load_cases(
    path: Path, *, documents: Sequence[Document] | None = None, copies: Mapping[str, str] = NO_COPIES
) -> QuestionSet:
    """The question set in the file `path` (see `parse_cases`). Raises QuestionSetError."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise QuestionSetError(str(path), [(0, f"it can't be read ({error.strerror})")]) from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(str(path), [(0, "it is not UTF-8 text")]) from error
    return parse_cases(text, name=path.name, documents=documents, copies=copies)


def dump_cases(cases: Iterable[Case]) -> str:
    """The cases as the text of a question set: one JSON object a line."""
    return "".join(json.dumps(case.to_json(), ensure_ascii=False) + "\n" for case in cases)
