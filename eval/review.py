"""A drafted set gone through by a person: each question accepted, mended or dropped, in the terminal or elsewhere.

This file doesn't know how questions are drafted. Reading and writing are given, so that any terminal will do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.cases import Case, Evidence, case_from_json, dump_cases, find_document, place_case
from eval.runs import write_text
from ingest.document import Document
from ingest.errors import PinciteError

HELP = "[a]ccept  [q]uestion  a[n]swer  [f]acts  [e]vidence  [u]nanswerable  [d]rop  [b]ack  [s]top"
Read = Callable[[str], str]
Write = Callable[[str], None]


class ReviewError(PinciteError):
    """A case can't be mended so."""


def shown(case: Case, documents: Sequence[Document]) -> str:
    """The case as lines of text: question, answer, facts, and each gold quote with its sentence."""
    lines = [f"Question  {case.question}"]
    if not case.answerable:
        return "\n".join([*lines, "Expected  a refusal: not in the documents"])
    lines.append(f"Answer    {case.answer or '–'}")
    lines.append(f"Facts     {'; '.join(' | '.join(fact) for fact in case.facts) or '–'}")
    for evidence in case.evidence:
        document = find_document(evidence.document, documents)
        where = f"{evidence.document}: “{evidence.quote}”"
        if document is not None and evidence.sentence_start is not None and evidence.sentence_end is not None:
            sentence = " ".join(document.text[evidence.sentence_start : evidence.sentence_end].split())
            where += f"\n          in: {sentence}"
        lines.append(f"Evidence  {where}")
    return "\n".join(lines)


def mended(case: Case, documents: Sequence[Document], **values: Any) -> Case:
    """The case with some of its JSON's values changed, checked and placed again. Raises ReviewError."""
    try:
        changed = case_from_json({**case.to_json(), **values}, line=case.line)
    except ValueError as error:
        raise ReviewError(f"That can't be: {error}.") from error
    placed, wrong = place_case(changed, documents)
    if wrong:
        raise ReviewError(f"That can't be: {wrong[0]}.")
    return placed


def facts_from(text: str) -> list[list[str]]:
    """Facts as a person writes them: "13 billion | thirteen billion; 1991"."""
    facts = [[one.strip() for one in fact.split("|") if one.strip()] for fact in text.split(";")]
    return [fact for fact in facts if fact]


def _mend(case: Case, key: str, documents: Sequence[Document], read: Read) -> Case:
    if key == "q":
        return mended(case, documents, question=read("Question: ").strip() or case.question)
    if key == "n":
        return mended(case, documents, answer=read("Answer: ").strip())
    if key == "f":
        return mended(case, documents, facts=facts_from(read("Facts (alternatives |, facts ;): ")))
    if key == "u":
        return mended(case, documents, answerable=not case.answerable)
    name = read(f"Document ({', '.join(document.source for document in documents)}): ").strip()
    if not name:
        return replace(case, evidence=())
    quote = read("A few words of it, exactly: ").strip()
    kept = [{"document": e.document, "quote": e.quote} for e in case.evidence if e.quote != quote]
    return mended(case, documents, evidence=[*kept, {"document": name, "quote": quote}])


def review(
    cases: Sequence[Case], documents: Sequence[Document], *, read: Read = input, write: Write = print
) -> list[Case]:
    """Goes through the cases with a person, and gives those accepted. Stopping (or the end of input) keeps what has
    been accepted so far."""
    accepted: dict[int, Case] = {}
    pending = list(cases)
    at = 0
    write(HELP)
    while at < len(pending):
        write(f"\n{at + 1} of {len(pending)}\n{shown(pending[at], documents)}")
        try:
            key = (read("> ").strip().lower() or "a")[0]
            if key == "a":
                accepted[at] = pending[at]
                at += 1
            elif key == "d":
                accepted.pop(at, None)
                at += 1
            elif key == "b":
                at = max(at - 1, 0)
            elif key == "s":
                break
            elif key in "qnfeu":
                pending[at] = _mend(pending[at], key, documents, read)
            else:
                write(HELP)
        except ReviewError as error:
            write(str(error))
        except (EOFError, KeyboardInterrupt):
            break
    return [accepted[i] for i in sorted(accepted)]


# ---- kept, and grown from the chat ---------------------------------------------------------------


def save_set(cases: Sequence[Case], path: Path) -> None:
    """Writes the set whole or not at all. Raises RunError."""
    write_text(path, dump_cases(cases))


def append_case(case: Case, path: Path) -> Case:
    """Adds a case at the end of a set, under an id that is free there; the set is made where there is none."""
    from eval.cases import load_cases

    existing = load_cases(path).cases if path.exists() and path.read_text(encoding="utf-8").strip() else ()
    taken = {one.id for one in existing}
    base = case.id or "case"
    numbers = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    free = base if base not in taken else next(name for name in numbers if name not in taken)
    added = replace(case, id=free)
    save_set([*existing, added], path)
    return added


def case_from_chat(
    answer: dict[str, Any],
    documents: Sequence[Document],
    *,
    good: bool,
    expected: str = "",
    answerable: bool | None = None,
    history: Sequence[dict[str, str]] = (),
) -> Case:
    """A case from an answer in the chat that a person called good or bad.

    A good answer becomes the expected one and its citations the gold evidence; a good refusal, an unanswerable case. Of
    a bad one the question alone is kept, with what the person says it should have been (`expected`, or `answerable`
    False for a refusal). Long citations are shortened to a few words that stand once.
    """
    from eval.drafting_sets import unique_quote
    from eval.metrics import without_markers

    answered = bool(answer.get("answered"))
    evidence: list[dict[str, str]] = []
    used: dict[str, str] = {}
    for citation in (answer.get("citations") or ()) if good and answered else ():
        document = find_document(str(citation.get("document")), documents)
        if document is None:
            continue
        start, end = int(citation["start"]), int(citation["end"])
        quote = unique_quote(document.text, start, start + 1, start, end)
        if quote:
            evidence.append({"document": document.source, "quote": quote})
            used[document.source] = document.sha256
    text = str(answer.get("answer") or "") if good and answered else ""
    value = {
        "id": "chat",
        "question": answer.get("question"),
        "answer": expected or without_markers(text),
        "facts": [[expected]] if expected and len(expected.split()) <= 8 else [],
        "evidence": evidence,
        "answerable": answerable if answerable is not None else answered if good else True,
        "tags": ["chat", "good" if good else "bad"],
        "history": list(history),
        "documents": used or {document.source: document.sha256 for document in documents},
    }
    try:
        case = case_from_json(value)
    except ValueError as error:
        raise ReviewError(f"No case can be made of this answer: {error}.") from error
    placed, wrong = place_case(case, documents)
    return replace(case, evidence=()) if wrong else placed


def evidence_of(document: Document, start: int, end: int) -> Evidence:
    """Gold evidence at a place a person marked: a few words there that stand once. Raises ReviewError."""
    from eval.drafting_sets import unique_quote

    quote = unique_quote(document.text, start, end, start, end)
    if quote is None:
        raise ReviewError(f"These words stand more than once in {document.source}: mark some more of them.")
    return Evidence(document.source, quote)
