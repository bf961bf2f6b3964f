"""Passages for a question: dense top-n united with full-text top-n, then ordered by the cross-encoder.

Equal-weight rank fusion was measured to hurt when the wording differs, so the two lists only choose candidates.
A question that names an author or a document is answered from it; one that compares is put to each document.
This file doesn't know how a library keeps its documents or how an answer is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Passage, Question
from assistant.lookups.about import field_asked
from assistant.protocols import Reranker
from assistant.questions.abbreviating import abbreviated, introduces, long_names
from assistant.questions.analysis import Asked, joined
from assistant.questions.attributing import topic_of
from assistant.questions.belonging import vouched
from assistant.questions.foreign import cover
from assistant.questions.naming import names_in
from assistant.questions.set_beside import ALL_WORKS, EACH_OF, spelt_out, without, without_names
from assistant.reranking import unread
from assistant.situating import situated
from assistant.title_page import asks_of_work, tells
from assistant.words.languages import language_of
from assistant.words.wording import fold
from ingest.document import ChunkKind
from ingest.library import Hit, Library, SearchFilter

WIDE, WIDE_DENSE = 12, 24  # hits of full text and of embeddings in the longer lists
UNSURE = 2.0  # the best passage's logit below which the longer lists are looked at

# What is searched when a question doesn't ask for notes: notes would drown the body.
BODY_KINDS = (ChunkKind.BODY, ChunkKind.CAPTION, ChunkKind.TABLE, ChunkKind.FRONT)
NOTE_KINDS = (ChunkKind.NOTE, ChunkKind.REFERENCE)
MOST_COMPARED = 4  # documents put side by side
EACH = 3  # passages a document when comparing
FIRST, UNFOUND = 6.0, -6.0  # what stands for logits where only the order of full text is known
SAME = 1.5  # logits in favour of the document that answers the question joined before
BEFORE = 0.75  # logits in favour of a document that the answer before a follow-up cited
SHARED = 8.0  # logits in favour of a passage with all words of a question in another language than English
INTRODUCING = 5  # chunks in which a name may be given its initials
NAMED = 1.0  # logits in favour of a document whose author or title the question names


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be searched: each query, in the documents of `where`; `each` are documents to ask one by one.

    `named` are the ids of documents the question names, `authors` their authors' family names as the question
    writes them (folded): these needn't stand in the documents' text. `before` are those that the answer before a
    follow-up cited. `attributed` says that the queries are without those whom the question attributes its matter to.
    """

    queries: tuple[str, ...]
    where: SearchFilter
    each: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    authors: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    attributed: bool = False


def filter_of(question: Question, library: Library, kinds: Sequence[ChunkKind] = BODY_KINDS) -> SearchFilter:
    """The question's own limits, with document names made ids. Raises DocumentNotFoundError."""
    return SearchFilter(
        documents=tuple(library.resolve(name) for name in question.documents),
        authors=question.authors,
        years=question.years,
        kinds=tuple(kinds),
    )


def plan(asked: Asked, question: Question, library: Library) -> Plan:
    """Where to look for what a question asks. Raises DocumentNotFoundError for a name in `question.documents`."""
    where = filter_of(question, library)
    summaries = [s for s in library.documents() if not where.documents or s.id in where.documents]
    named, authors, says = names_in(library).named(asked.text, {s.id for s in summaries} if where.documents else None)
    queries = asked.parts or (asked.text,)
    if asked.notes and asked.topic != asked.text:
        queries = (asked.topic,)
    beside = names_in(library).beside(asked.text, [s.id for s in summaries], named)
    named = tuple(dict.fromkeys((*named, *(work.document for work in beside))))
    # "Govella and Simon": two authors named are to be compared even when the question doesn't say so.
    if len(summaries) > 1 and (len(named) > 1 or (asked.compares and EACH_OF.search(asked.text))):
        each = named if len(named) > 1 else ()
        if not each:
            asked_of = library.dense(asked.text, 30, where=where)
            few = len(summaries) <= MOST_COMPARED and ALL_WORKS.search(asked.text)
            all_of_few = [s.id for s in summaries] if few else []
            each = tuple(dict.fromkeys((*(hit.chunk.document for hit in asked_of), *all_of_few)))
        each = each[:MOST_COMPARED]
        names = [name for s in summaries if s.id in each for name in s.metadata.authors]
        topic = without_names(without(asked.text, beside), authors, names)
        topic = spelt_out(topic, [library.document(name).text for name in each])
        parts = joined(asked.text) if len(joined(asked.text)) > 1 else (topic,)
        return Plan(parts, where, each, named, authors)
    says = says or (bool(authors) and not where.documents and _only_by(authors, named, library))
    if says and len(named) and not where.documents:
        where = replace(where, documents=named)
    matter = queries if asked.notes or field_asked(asked.text) else tuple(topic_of(query, authors) for query in queries)
    attributed = matter != queries
    matter = tuple(_abbreviated(query, library, where) for query in matter)
    return Plan(matter, where, (), named, authors, attributed=attributed)


def _abbreviated(query: str, library: Library, where: SearchFilter) -> str:
    """A query with the initials behind each name that a document introduces with them: elsewhere it has these alone."""
    known = [
        (name, short)
        for name, short in long_names(query)
        if any(
            introduces(name, short, h.chunk.text)
            for h in library.full_text(f"{name} {short}", INTRODUCING, where=where)
        )
    ]
    return abbreviated(query, known)


def _only_by(authors: Iterable[str], named: Sequence[str], library: Library) -> bool:
    """Whether no other document has the authors' names in its text: a question that has them means what they wrote."""
    others = SearchFilter(kinds=BODY_KINDS)
    hits = ((author, hit.chunk) for author in authors for hit in library.full_text(author, 12, where=others))
    return all(
        chunk.document in named or not re.search(rf"\b{re.escape(author)}\b", fold(chunk.text))
        for author, chunk in hits
    )


def find_candidates(
    query: str, library: Library, where: SearchFilter, n: int, dense_n: int | None = None
) -> tuple[Passage, ...]:
    """The union of the n (or `dense_n`) best dense and the n best full-text hits, interleaved by rank; not yet
    scored."""
    dense = library.dense(query, n if dense_n is None else dense_n, where=where)
    full_text = library.full_text(query, n, where=where)
    ranks: dict[str, dict[str, int]] = {}
    cosines = {hit.chunk.id: hit.score for hit in dense}
    found: dict[str, Hit] = {}
    for name, hits in (("dense_rank", dense), ("full_text_rank", full_text)):
        for rank, hit in enumerate(hits, start=1):
            found[hit.chunk.id] = hit
            ranks.setdefault(hit.chunk.id, {})[name] = rank
    summaries = {summary.id: summary for summary in library.documents()}
    return tuple(
        Passage(
            chunk=found[key].chunk,
            score=0.0,
            source=summaries[found[key].chunk.document].source,
            metadata=summaries[found[key].chunk.document].metadata,
            dense_rank=ranks[key].get("dense_rank"),
            full_text_rank=ranks[key].get("full_text_rank"),
            cosine=cosines.get(key),
        )
        for key in sorted(found, key=lambda key: min(ranks[key].values()))
        if found[key].chunk.document in summaries
    )


def find_more(
    query: str, plan: Plan, library: Library, kinds: Sequence[ChunkKind] | None = None
) -> tuple[Passage, ...]:
    """The candidates of a longer list, for a query of which the first list had none that is very relevant: most of them
    dense, for such a query shares few words with what answers it."""
    where = plan.where if kinds is None else replace(plan.where, kinds=tuple(kinds))
    return of_matter(query, find_candidates(query, library, where, WIDE, WIDE_DENSE))


def of_matter(query: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages without those of a title page that says nothing but what the work is, unless that is asked for."""
    if asks_of_work(query):
        return tuple(passages)
    front = ChunkKind.FRONT
    return tuple(p for p in passages if p.chunk.kind is not front or any(map(tells, p.chunk.text.splitlines())))


Gathered = tuple[tuple[str, tuple[Passage, ...]], ...]


def gather(plan: Plan, library: Library, n: int, kinds: Sequence[ChunkKind] | None = None) -> Gathered:
    """The candidates of each query (in each document, where documents are compared), not yet scored."""
    where = plan.where if kinds is None else replace(plan.where, kinds=tuple(kinds))
    if plan.each:
        each = max(n, EACH)
        return tuple(
            (query, of_matter(query, find_candidates(query, library, replace(where, documents=(document,)), each)))
            for query in plan.queries
            for document in plan.each
        )
    return tuple((query, of_matter(query, find_candidates(query, library, where, n))) for query in plan.queries)


def rank(query: str, candidates: Sequence[Passage], reranker: Reranker) -> tuple[Passage, ...]:
    """The candidates with the reranker's scores, best first; in a script it can't read, in the order of full text. It
    knows English: in another language the words shared count beside it."""
    if not candidates:
        return ()
    if unread(query):
        scored = [replace(p, score=FIRST - p.full_text_rank if p.full_text_rank else UNFOUND) for p in candidates]
    else:
        scores = reranker.score(query, [passage_text(query, passage) for passage in candidates])
        scored = [replace(passage, score=score) for passage, score in zip(candidates, scores, strict=True)]
    if (language := language_of(query)) not in (None, "en"):
        shared = (SHARED * cover(query, language or "", passage.chunk.text) for passage in scored)
        scored = [replace(p, score=p.score + more) for p, more in zip(scored, shared, strict=True)]
    return tuple(sorted(scored, key=lambda passage: -passage.score))


def passage_text(query: str, passage: Passage) -> str:
    """What the reranker reads: the chunk, after what its heading and title name of the query and it doesn't."""
    text = passage.chunk.text
    above = (*(vouched(heading, text) for heading in reversed(passage.chunk.section)), passage.metadata.title or "")
    return situated(query, text, above)


def by_query(
    plan: Plan,
    gathered: Gathered,
    reranker: Reranker,
    keep: int,
    wider: Callable[[str], Sequence[Passage]] | None = None,
) -> tuple[tuple[str, tuple[Passage, ...]], ...]:
    """The best passages of each query, best first: `keep`, one less where there are several queries, and EACH of each
    compared document. Where none of them is very relevant, those that `wider` gives for the query are ranked too."""
    share = EACH if plan.each else keep if len(gathered) == 1 else max(keep - 1, EACH)
    found: dict[str, list[Passage]] = {}
    first = ""  # the document that answers the first of several queries: the next are likely of it too
    for query, candidates in gathered:
        ranked = rank(query, candidates, reranker)
        if wider is not None and not plan.each and ranked and ranked[0].score < UNSURE and not unread(query):
            known = {passage.chunk.id for passage in candidates}
            more = rank(query, [p for p in wider(query) if p.chunk.id not in known], reranker)
            ranked = tuple(sorted((*ranked, *more), key=lambda passage: -passage.score))
        if not plan.each:
            ranked = lifted(ranked, {first}, SAME)
        first = first or (ranked[0].chunk.document if ranked else "")
        if not plan.each:
            ranked = lifted(ranked, plan.named, NAMED)
            ranked = preferring(ranked, plan.before, BEFORE)
        found.setdefault(query, []).extend(ranked[:share])
    return tuple((query, tuple(sorted(kept, key=lambda p: -p.score))) for query, kept in found.items())


def lifted(ranked: Sequence[Passage], documents: Container[str], by: float) -> tuple[Passage, ...]:
    """The passages with so many logits in favour of these documents, best first."""
    scored = (replace(p, score=p.score + by) if p.chunk.document in documents else p for p in ranked)
    return tuple(sorted(scored, key=lambda passage: -passage.score))


def preferring(ranked: Sequence[Passage], documents: Container[str], by: float) -> tuple[Passage, ...]:
    """The passages in the order that so many logits in favour of these documents give; the first keeps its own score,
    for a preference makes no passage a better answer."""
    moved = lifted(ranked, documents, by)
    back = by if moved and moved[0].chunk.document in documents else 0.0
    return tuple(replace(passage, score=passage.score - back) for passage in moved) if back else moved


def merged(lists: Iterable[Sequence[Passage]]) -> tuple[Passage, ...]:
    """The passages of all lists, each once with its best score, best first."""
    kept: dict[str, Passage] = {}
    for passage in (passage for passages in lists for passage in passages):
        known = kept.get(passage.chunk.id)
        if known is None or known.score < passage.score:
            kept[passage.chunk.id] = passage
    return tuple(sorted(kept.values(), key=lambda passage: -passage.score))


def retrieve(
    query: str, library: Library, reranker: Reranker, *, where: SearchFilter, candidates: int = 10, keep: int = 5
) -> tuple[Passage, ...]:
    """The `keep` best passages for a query, best first."""
    return rank(query, find_candidates(query, library, where, candidates), reranker)[:keep]
