"""Answers that are looked up rather than chosen among sentences: metadata, the gist of a work, notes, a table's cell.

This file says which of them a question may be for, and of which documents; how each is looked up stands in about.py,
overview.py, noting.py and tables.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Draft
from assistant.lookups import (
    about,
    again,
    chapter_mentions,
    cited,
    cited_works,
    counting,
    labelled,
    mentions,
    noting,
    outline,
    overview,
    placed,
    spelt_out,
    table_figures,
    tables,
    titled,
)
from assistant.messages.said_in import saying
from assistant.messages.said_sentences import Sentences
from assistant.protocols import Reranker
from assistant.questions import sections
from assistant.questions.analysis import Asked
from assistant.questions.name_forms import occurs_in
from assistant.questions.naming import names_in
from assistant.quotes import identity
from assistant.refusals import refusing
from assistant.retrieval import filter_of
from assistant.searched import Found, Searched
from ingest.document import BlockKind, Document
from ingest.library import SearchFilter
from ingest.names import family_name

if TYPE_CHECKING:
    from ingest.library import Library

MOST_LOOKED_AT = 50  # documents among which one is looked for by its kind, or by a heading
_OF_TABLES = (BlockKind.TABLE, BlockKind.CAPTION, BlockKind.HEADING, BlockKind.LABEL)
MENTIONED_IN = 500  # chunks, of many documents, among which those that mention a thing are looked for
SPELT_WITHIN = 60  # chunks with letters, in one of which they are written out
LOOKED_UP = 0.9  # confidence, at least, of what is looked up


def look_up(found: Found, library: Library, reranker: Reranker, *, quoting: bool) -> Draft | None:
    """The answer where it can be looked up, None where it can't. `quoting` says that no model is there to write a gist
    or to read a table."""
    searched, asked = found.searched, found.asked
    if (draft := again.answer(searched.question, searched.before, library.document)) is not None:
        return replace(draft, confidence=max(found.assessment.confidence, LOOKED_UP))
    named = searched.plan.named or searched.plan.where.documents
    meant = named or _only_one(asked, searched.scope, library)
    works = _distinct([library.document(name) for name in meant])
    draft = _cited(asked, searched, library) or about.answer(asked.text, works)
    draft = draft or chapter_mentions.answer(asked.text, works) or _mentions(asked, searched, library)
    if draft is None or draft.refused:
        draft = labelled.answer(asked.text, works, named=bool(named)) or draft
    draft = draft or outline.answer(asked.text, works) or counting.answer(asked.text, works)
    draft = draft or cited.answer(asked.text, works)
    draft = draft or _letters(asked, searched, library)
    if draft is None and len(searched.scope) <= MOST_LOOKED_AT:
        draft = titled.by_title(asked.text, [library.document(name) for name in searched.scope])
    if draft is None and quoting:
        draft = _gist(asked, searched, meant, library) or _placed(asked, meant or searched.scope, library)
    if draft is None and searched.notes and found.passages:
        scope = noting.scope_of(named, found.passages, searched.scope, library.document)
        draft = noting.answer(asked, found.passages, scope, library.document, reranker)
    if draft is None and quoting:
        draft = _cell(found, library)
    return draft and replace(draft, confidence=max(found.assessment.confidence, LOOKED_UP))


def _distinct(documents: Sequence[Document]) -> list[Document]:
    """The documents without further copies of a work, which may be there in two formats."""
    of_work = {(d.metadata.title or d.id, d.metadata.authors): d for d in reversed(documents)}
    return list(reversed(of_work.values()))


def _only_one(asked: Asked, scope: Sequence[str], library: Library) -> tuple[str, ...]:
    """The document that a question means without naming it: the only one, the only chapter, the only one with a DOI."""
    if len(scope) == 1:
        return tuple(scope)
    for kind in overview.kinds_in(asked.text) if not asked.names else ():
        found = [s.id for s in library.documents() if s.id in scope and overview.is_of_type(kind, s.metadata.type)]
        if len(found) == 1:
            return tuple(found)
    return _only_one_with(asked, scope, library)


def _only_one_with(asked: Asked, scope: Sequence[str], library: Library) -> tuple[str, ...]:
    """The only document that states the DOI, ISBN, … that is asked for without naming a document."""
    field, label = about.field_asked(asked.text) or ("", "")
    if field not in about.NOWHERE_ELSE or any(name.upper() != label for name in asked.names):
        return ()
    found = tuple(s.id for s in library.documents() if s.id in scope and getattr(s.metadata, field))
    return found if len(found) == 1 else ()


def _cited(asked: Asked, searched: Searched, library: Library) -> Draft | None:
    """The works that a document cites, or which documents cite someone."""
    allowed = library.allowed(filter_of(searched.question, library))
    scope = tuple(s.id for s in library.documents()) if allowed is None else allowed
    name = cited_works.asked_who_cites(asked.text)
    if name and len(scope) <= MOST_LOOKED_AT:
        works = _distinct([library.document(one) for one in scope])
        return noting.by_person(family_name(name), works, saying(asked.text), labelled=len(works) > 1)
    cited = cited_works.asked_for(asked.text)
    if cited is None:
        return None
    named, _, _ = names_in(library).named(cited.subject, set(scope))
    meant = named or _only_one(asked, scope, library)
    works = _distinct([library.document(one) for one in meant])
    return cited_works.answer(cited, works, saying(asked.text)) if works else None


def _mentions(asked: Asked, searched: Searched, library: Library) -> Draft | None:
    """Which documents mention what is asked after, or whether the one named does."""
    mention = mentions.asked_for(asked.text)
    if mention is None:
        return None
    allowed = library.allowed(filter_of(searched.question, library))
    scope = tuple(s.id for s in library.documents()) if allowed is None else allowed
    if mention.subject:
        scope, _, _ = names_in(library).named(mention.subject, set(scope))
        if not scope:
            return None
    few = len(scope) <= MOST_LOOKED_AT
    if not few:
        hits = library.full_text(mention.topic, MENTIONED_IN, where=SearchFilter())
        scope = tuple(dict.fromkeys(hit.chunk.document for hit in hits if hit.chunk.document in scope))
    works = _distinct([library.document(name) for name in scope])
    return mentions.answer(mention, works, saying(asked.text), all_of_them=few)


def _letters(asked: Asked, searched: Searched, library: Library) -> Draft | None:
    """What letters stand for, where that is asked and they stand in a passage."""
    letters = identity.letters_asked(asked.text)
    if letters is None:
        return None
    hits = library.full_text(letters, SPELT_WITHIN, where=searched.plan.where)
    chunks = [hit.chunk for hit in hits if occurs_in(letters, hit.chunk.text)]
    few = searched.scope[:MOST_LOOKED_AT]
    return spelt_out.answer(letters, chunks, library.document, few) if chunks else None


def _placed(asked: Asked, names: Sequence[str], library: Library) -> Draft | None:
    """What stands on the page, or in the table or figure, that the question names by its number."""
    page, numbered = placed.page_asked(asked.text), placed.numbered_in(asked.text)
    if (page is None and numbered is None) or len(names) > MOST_LOOKED_AT:
        return None
    documents = [library.document(name) for name in names]
    draft = placed.on_page(page, documents, saying(asked.text)) if page is not None else None
    return placed.answer(asked.text, numbered, documents) if draft is None and numbered is not None else draft


def _gist(asked: Asked, searched: Searched, meant: Sequence[str], library: Library) -> Draft | None:
    """The gist of the documents meant, in their own words, where that is asked for."""
    what = overview.asked_for(asked.text)
    if what is None:
        return None
    part = sections.part_of(what)
    whole = part.whole if part else what
    guessed = () if searched.plan.named else _by_kind(whole, searched.scope, library)
    named = searched.plan.named or guessed
    if part is not None:
        found = _of_section(part, named or tuple(meant) or tuple(searched.scope), library, saying(asked.text))
        lacks = bool(guessed) and found is not None and found.refused
        return None if lacks and _in_any(part, searched.scope, library) else found  # another may be "the essay"
    if not named and overview.of_all(what):
        names: Sequence[str] = searched.scope
    else:
        names = named or (meant if len(meant) == 1 and overview.names_a_work(what) else ())
    return overview.answer([library.document(name) for name in names]) if names else None


def _by_kind(what: str, scope: Sequence[str], library: Library) -> tuple[str, ...]:
    """The only document that calls itself what is named by its kind alone ("the essay")."""
    kind = overview.kind_of(what)
    if not kind or not 1 < len(scope) <= MOST_LOOKED_AT:
        return ()
    sure = {name: overview.calls_itself(kind, library.document(name)) for name in scope}
    most = max(sure.values())
    found = tuple(name for name in scope if most and sure[name] == most)
    return found if len(found) == 1 else ()


def _in_any(part: sections.Part, names: Sequence[str], library: Library) -> bool:
    """Whether any of these documents has a section that is meant."""
    return any(sections.find(part, library.document(name)) is not None for name in names)


def _of_section(part: sections.Part, names: Sequence[str], library: Library, say: Sentences) -> Draft | None:
    """The gist of the only section that is meant; refused where the one document named has no such section."""
    if len(names) > MOST_LOOKED_AT or (len(names) > 1 and not part.title):
        return None
    documents = [library.document(name) for name in names]
    found = [(document, at) for document in documents if (at := sections.find(part, document)) is not None]
    if len(found) == 1:
        document, at = found[0]
        return sections.answer(document, at, list(overview.prose_of(document)))
    if len(documents) == 1 and part.number and documents[0].sections:
        title = documents[0].metadata.title or documents[0].source
        return Draft((), refused=True, notice=say.no_section.format(title, part.number))
    return None


def _cell(found: Found, library: Library) -> Draft | None:
    """The cell of a table that is asked for, where a table's row comes first or no sentence is sure to answer."""
    first = found.scored[0][1][0] if found.scored and found.scored[0][1] else None
    blocks = library.document(first.document).blocks if first else ()
    row = first is not None and blocks[first.sentence.block].kind is BlockKind.TABLE
    if not row and found.assessment.confidence >= refusing.SURE:
        return None
    names = dict.fromkeys(passage.chunk.document for passage in found.passages)
    documents = [library.document(name) for name in names]
    draft = table_figures.answer(found.asked, documents) or tables.answer(found.asked, documents)
    if draft is None and table_figures.asks(found.asked) and _rows_alone(found, library):
        return Draft((), refused=True, notice="No column of the tables found has the figures for this.")
    return draft


def _rows_alone(found: Found, library: Library) -> bool:
    """Whether the two sentences likeliest to answer are rows of tables, or one and what stands above a table: neither
    says which row is the highest."""
    best = found.scored[0][1][:2] if found.scored else []
    kinds = [library.document(one.document).blocks[one.sentence.block].kind for one in best]
    return BlockKind.TABLE in kinds and all(kind in _OF_TABLES for kind in kinds)
