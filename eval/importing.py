"""Question sets from elsewhere: SQuAD, CSV, and the JSON of ragas and deepeval.

What can't be carried over is named, line by line, and the rest goes on. SQuAD brings its own contexts, which become
documents; the others speak of documents the user has, in which their contexts are looked for word for word. This file
doesn't know how a set is run.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval import metrics
from eval.cases import Case, Evidence, case_from_json, dump_cases, find_document, find_quote, place_case
from eval.datasets.files import DatasetError
from eval.datasets.squad import questions as squad_questions
from eval.drafting_sets import unique_quote
from eval.json_lines import numbered_lines
from eval.runs import write_text
from ingest.document import Document
from ingest.errors import PinciteError
from ingest.sentences import split_sentences

SHORT_ANSWER = 6  # words: an answer so short is itself the fact to be stated
ALIASES = {
    "id": ("id", "case_id", "name"),
    "question": ("question", "user_input", "input", "query", "prompt"),
    "answer": ("answer", "reference", "expected_output", "expectedoutput", "ground_truth", "ground_truths",
               "expected_answer", "expected", "answers"),
    "contexts": ("reference_contexts", "context", "contexts", "quote", "evidence", "ground_truth_context", "passage"),
    "document": ("document", "source", "source_file", "sourcefile", "file", "doc"),
    "facts": ("facts", "keywords", "must_include"),
    "answerable": ("answerable", "is_answerable"),
    "unanswerable": ("is_impossible", "unanswerable"),
    "tags": ("tags", "tag", "category", "synthesizer_name"),
}  # fmt: skip
LISTS = ("goldens", "test_cases", "testcases", "samples", "data", "examples", "rows", "questions")


class ImportingError(PinciteError):
    """A file can't be imported as a question set."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came over: cases, new documents by file name (SQuAD's), and what was left out, as (id, why)."""

    cases: tuple[Case, ...]
    documents: Mapping[str, str]
    skipped: tuple[tuple[str, str], ...]


# ---- SQuAD ----------------------------------------------------------------------------------------


def _file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return (re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower() or "untitled")[:60] + ".txt"


def import_squad(value: Any, name: str) -> Imported:
    """A parsed SQuAD file (1.1 or 2.0): its articles become text documents, a paragraph a context."""
    articles: dict[str, dict[str, None]] = {}
    read = list(squad_questions(value, name))
    for one in read:
        articles.setdefault(one.group, {})[" ".join(one.context.split())] = None
    titles: dict[str, str] = {}
    for title in articles:
        file = _file_name(title)
        titles[title] = file if file not in titles.values() else f"{file[:-4]}-{len(titles)}.txt"
    texts = {titles[title]: "\n\n".join(contexts) + "\n" for title, contexts in articles.items()}
    cases: list[Case] = []
    skipped: list[tuple[str, str]] = []
    for one in read:
        file = titles[one.group]
        case = Case(one.id, one.question, answerable=bool(one.answers), tags=("squad",))
        if one.answers:
            quote = _squad_quote(texts[file], " ".join(one.context.split()), one.answers[0], one.context, one.place)
            if quote is None:
                skipped.append((one.id, "no words around its answer stand only once in the article"))
                continue
            facts = (tuple(dict.fromkeys(map(_unstopped, one.answers))),)
            case = replace(case, answer=one.answers[0], facts=facts, evidence=(Evidence(file, quote),))
        cases.append(case)
    return Imported(tuple(cases), texts, tuple(skipped))


def _squad_quote(text: str, spaced: str, answer: str, context: str, place: tuple[int, int] | None) -> str | None:
    low = text.find(spaced)
    before = " ".join(context[: place[0]].split()) if place else ""
    wanted = " ".join(answer.split())
    at = spaced.find(wanted, max(len(before) - 1, 0))
    if low < 0 or at < 0:
        return None
    spans = [s for s in split_sentences(spaced) if s.start < at + len(wanted) and at < s.end]
    first, last = (spans[0].start, spans[-1].end) if spans else (0, len(spaced))
    return unique_quote(text, low + at, low + at + len(wanted), low + first, low + last)


# ---- rows of any shape ------------------------------------------------------------------------------


def _field(row: Mapping[str, Any], name: str) -> Any:
    lowered = {str(key).strip().lower().replace(" ", "_"): value for key, value in row.items() if key is not None}
    return next((lowered[one] for one in ALIASES[name] if lowered.get(one) not in (None, "", [])), None)


def _texts(value: Any) -> list[str]:
    """A field as a list of texts: a list, JSON of a list, or one text."""
    if isinstance(value, str) and value.strip().startswith("["):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            return [value]
    if isinstance(value, list):
        return [
            text
            for one in value
            for text in _texts(one.get("quote") or one.get("text") if isinstance(one, dict) else one)
        ]
    return [str(value).strip()] if value is not None and str(value).strip() else []


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool) or value is None:
        return value
    word = str(value).strip().lower()
    return True if word in ("true", "yes", "1", "y") else False if word in ("false", "no", "0", "n") else None


def _facts(value: Any, answer: str) -> list[list[str]]:
    """Facts as given (lists, or "a | b; c"); else a short answer itself."""
    if isinstance(value, list):
        return [fact if isinstance(fact, list) else [str(fact)] for fact in value]
    if isinstance(value, str) and value.strip():
        parts = ([one.strip() for one in fact.split("|") if one.strip()] for fact in value.split(";"))
        return [part for part in parts if part]
    return [[_unstopped(answer)]] if answer and len(answer.split()) <= SHORT_ANSWER else []


def _unstopped(answer: str) -> str:
    """A short answer without the full stop that ends it as a sentence, which no text has in its midst; an
    abbreviation's ("the U.S.", "Acme Inc.") stays."""
    abbreviated = re.search(
        r"(?:\b\w\.\w?|\b(?:inc|ltd|co|corp|jr|sr|dr|st|no|vol|etc|al|cf|ca|approx|dept|univ))\.$", answer, re.I
    )
    return answer if abbreviated or answer.endswith("..") else answer.removesuffix(".").rstrip() or answer


def _gold(context: str, named: str | None, answer: str, documents: Sequence[Document]) -> Evidence | None:
    """A few words of the context's sentence nearest to the answer, where the context stands in a document."""
    known = find_document(named, documents) if named else None
    for document in (known,) if known else documents:
        places = find_quote(document.text, context)
        if not places:
            continue
        start, end = places[0]
        if len(places) == 1 and len(context.split()) <= SHORT_ANSWER * 2:
            return Evidence(document.source, " ".join(context.split()))
        sentences = list(document.sentences_in(start, end))
        nearest = max(
            sentences,
            key=lambda s: metrics.token_f1([answer], document.text[s.start : s.end]) or 0.0,
            default=None,
        )
        low, high = (max(nearest.start, start), min(nearest.end, end)) if nearest else (start, end)
        quote = unique_quote(document.text, low, low + 1, low, high)
        if quote:
            return Evidence(document.source, quote)
    return None


def import_rows(rows: Iterable[Mapping[str, Any]], documents: Sequence[Document]) -> Imported:
    """Rows with a question and what they have besides, by the names in ALIASES.

    A context that stands in no document is left out of its case and named; a row without a question is skipped.
    """
    cases: list[Case] = []
    skipped: list[tuple[str, str]] = []
    for number, row in enumerate(rows, 1):
        identity = str(_field(row, "id") or f"row-{number}")
        question = " ".join(_texts(_field(row, "question")))
        if not question:
            skipped.append((identity, "it has no question"))
            continue
        answer = next(iter(_texts(_field(row, "answer"))), "")
        named = next(iter(_texts(_field(row, "document"))), None)
        evidence = []
        for context in _texts(_field(row, "contexts")):
            found = _gold(context, named, answer, documents)
            if found is None:
                skipped.append((identity, f"its context {context[:50]!r} stands in no document; the question is kept"))
            elif found not in evidence:
                evidence.append(found)
        impossible, possible = _truth(_field(row, "unanswerable")), _truth(_field(row, "answerable"))
        value = {
            "id": identity,
            "question": question,
            "answer": answer,
            "facts": _facts(_field(row, "facts"), answer),
            "evidence": [{"document": one.document, "quote": one.quote} for one in evidence],
            "answerable": not impossible if impossible is not None else possible is not False,
            "tags": [tag.strip() for text in _texts(_field(row, "tags")) for tag in text.split(",") if tag.strip()],
        }
        try:
            case = case_from_json(value, line=number)
        except ValueError as error:
            skipped.append((identity, str(error)))
            continue
        placed, wrong = place_case(case, documents)
        skipped += [(identity, what) for what in wrong]
        cases.append(placed)
    seen: dict[str, int] = {}
    unique = []
    for case in cases:
        seen[case.id] = seen.get(case.id, 0) + 1
        unique.append(case if seen[case.id] == 1 else replace(case, id=f"{case.id}-{seen[case.id]}"))
    return Imported(tuple(unique), {}, tuple(skipped))


# ---- files ------------------------------------------------------------------------------------------


def rows_of(value: Any) -> list[Mapping[str, Any]]:
    """The rows in parsed JSON: a list of objects, an object that holds one (deepeval's "goldens", ragas' "samples"), or
    an object of columns (a data frame's or a Hugging Face set's). Raises ValueError where there are none."""
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        return value
    if isinstance(value, dict):
        if isinstance(_field(value, "question"), str):
            return [value]
        lowered = {str(key).lower().replace("-", "_"): inner for key, inner in value.items()}
        for name in LISTS:
            if isinstance(lowered.get(name), list):
                return rows_of(lowered[name])
        columns = {key: list(c.values()) if isinstance(c, dict) else c for key, c in value.items()}
        lists = {key: column for key, column in columns.items() if isinstance(column, list)}
        if lists and len({len(column) for column in lists.values()}) == 1:
            return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
    raise ValueError("it holds no rows with questions")


def _csv_rows(text: str) -> list[dict[str, Any]]:
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    return list(csv.DictReader(io.StringIO(text, newline=""), dialect=dialect))


def import_file(path: Path, documents: Sequence[Document] = ()) -> Imported:
    """The question set in a file: .csv or .tsv, .jsonl, or .json (SQuAD, ragas, deepeval). Raises ImportingError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ImportingError(f"{str(path)!r} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ImportingError(f"{str(path)!r} is not UTF-8 text.") from error
    try:
        if path.suffix.lower() in (".csv", ".tsv"):
            rows: Any = _csv_rows(text)
        elif path.suffix.lower() == ".jsonl":
            rows = [json.loads(line) for _, line in numbered_lines(text)]
        else:
            rows = json.loads(text)
        if isinstance(rows, dict) and isinstance(rows.get("data"), list) and "paragraphs" in str(rows["data"][:1]):
            return import_squad(rows, path.name)
        imported = import_rows(rows_of(rows), documents)
    except (json.JSONDecodeError, csv.Error) as error:
        raise ImportingError(f"{str(path)!r} is not what its name says: {error}.") from error
    except (ValueError, DatasetError) as error:
        raise ImportingError(f"{str(path)!r} can't be imported: {error}.") from error
    if not imported.cases:
        raise ImportingError(f"{str(path)!r} holds no question that can be imported.")
    return imported


def _holds_other(path: Path, text: str) -> bool:
    """Whether something else than this text stands at the path."""
    try:
        return path.exists() and path.read_text(encoding="utf-8") != text
    except (OSError, UnicodeDecodeError):
        return True


def write_import(imported: Imported, target: Path, *, force: bool = False) -> Path:
    """Writes the set as `target`, and its own documents into a folder "documents" beside it. Gives the set's path.

    Raises ImportingError, before anything is written, where another text of that name stands there; `force` writes
    over it.
    """
    folder = target.parent / "documents"
    taken = [name for name, text in imported.documents.items() if _holds_other(folder / name, text)]
    if taken and not force:
        more = f" (and {len(taken) - 1} more)" if len(taken) > 1 else ""
        raise ImportingError(
            f"{str(folder / taken[0])!r}{more} is there already and holds another text: name a set in another folder, "
            "or use --force."
        )
    for name, text in imported.documents.items():
        write_text(folder / name, text)
    write_text(target, dump_cases(imported.cases))
    return target
