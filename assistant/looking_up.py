"""Answers that are looked up rather than chosen among sentences: metadata, the gist of a work, notes, a table's cell.

This file says which of them a question may be for, and of which documents; how each is looked up stands in about.py,
overview.py, noting.py and tables.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import about, again, noting, overview, refusing, tables
from assistant.answer import Draft
from assistant.protocols import Reranker
from assistant.questions import Asked
from assistant.searched import Found, Searched
from ingest.document import BlockKind

if TYPE_CHECKING:
    from ingest.library import Library

LOOKED_UP = 0.9  # confidence, at least, of what is looked up


def look_up(found: Found, library: Library, reranker: Reranker, *, quoting: bool) -> Draft | None:
    """The answer where it can be looked up, None where it can't. `quoting` says that no model is there to write a gist
    or to read a table."""
    searched, asked = found.searched, found.asked
    if (draft := again.answer(searched.question, searched.before, library.document)) is not None:
        return replace(draft, confidence=max(found.assessment.confidence, LOOKED_UP))
    named = searched.plan.named or searched.plan.where.documents
    meant = named or (searched.scope if len(searched.scope) == 1 else _only_one_with(asked, searched.scope, library))
    draft = about.answer(asked.text, [library.document(name) for name in meant])
    if draft is None and quoting:
        draft = _gist(asked, searched, meant, library)
    if draft is None and searched.notes and found.passages:
        scope = noting.scope_of(named, found.passages, searched.scope, library.document)
        draft = noting.answer(asked, found.passages, scope, library.document, reranker)
    if draft is None and quoting:
        draft = _cell(found, library)
    return draft and replace(draft, confidence=max(found.assessment.confidence, LOOKED_UP))


def _only_one_with(asked: Asked, scope: Sequence[str], library: Library) -> tuple[str, ...]:
    """The only document that states the DOI, ISBN, … that is asked for without naming a document."""
    field, label = about.field_asked(asked.text) or ("", "")
    if field not in about.NOWHERE_ELSE or any(name.upper() != label for name in asked.names):
        return ()
    found = tuple(s.id for s in library.documents() if s.id in scope and getattr(s.metadata, field))
    return found if len(found) == 1 else ()


def _gist(asked: Asked, searched: Searched, meant: Sequence[str], library: Library) -> Draft | None:
    """The gist of the documents meant, in their own words, where that is asked for."""
    what = overview.asked_for(asked.text)
    if what is None:
        return None
    if overview.of_all(what):
        names: Sequence[str] = searched.scope
    else:
        names = searched.plan.named or (meant if len(meant) == 1 and overview.names_a_work(what) else ())
    return overview.answer([library.document(name) for name in names]) if names else None


def _cell(found: Found, library: Library) -> Draft | None:
    """The cell of a table that is asked for, where a table's row comes first or no sentence is sure to answer."""
    first = found.scored[0][1][0] if found.scored and found.scored[0][1] else None
    blocks = library.document(first.document).blocks if first else ()
    row = first is not None and blocks[first.sentence.block].kind is BlockKind.TABLE
    if not row and found.assessment.confidence >= refusing.SURE:
        return None
    names = dict.fromkeys(passage.chunk.document for passage in found.passages)
    return tables.answer(found.asked, [library.document(name) for name in names])
