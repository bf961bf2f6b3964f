"""A drafted set gone through by a person: each question accepted, mended or dropped, in the terminal or elsewhere.

This file doesn't know how questions are drafted. Reading and writing are given, so that any terminal will do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.cases import Case, case_from_json, dump_cases, find_document, place_case
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


def save_set(cases: Sequence[Case], path: Path) -> None:
    """Writes the set whole or not at all. Raises RunError."""
    write_text(path, dump_cases(cases))
