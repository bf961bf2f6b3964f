"""Two plain systems to compare with: the usual LangChain tutorial pipeline, and BM25 with the top sentence.

(a) is what the tutorials build: recursive splitter of 1000 characters with 200 overlapping, Chroma, the four nearest
chunks stuffed into one prompt. Without a language model it answers with the nearest chunk's text. The embedding model
is Pincite's own, so that the difference is the pipeline's. (b) is Okapi BM25 over all sentences. Neither refuses of its
own accord, but for (a) where its model does, and (b) where no word is shared. This file doesn't know metrics.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eval.answerers import as_answer
from eval.cases import Case
from eval.evaluate import Answerer
from eval.run import AnswererError
from ingest.document import Document

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from assistant.settings import Settings

CHUNK, OVERLAP, NEAREST, FOUND = 1000, 200, 4, 10
WORD = re.compile(r"\w+")

STUFFED_PROMPT = """\
You are an assistant for question-answering tasks. Use the following pieces of context to answer the question. If you \
don't know the answer, say that you don't know. Use three sentences at most and keep the answer short.

Context:
{context}

Question: {question}
Answer:"""


def _missing(error: ImportError) -> AnswererError:
    return AnswererError(f"The comparison needs {error.name}: pip install 'pincite[bench]'.")


def _citation(n: int, document: Document, start: int, end: int) -> dict[str, Any]:
    return {
        "n": n,
        "document": document.id,
        "source": document.source,
        "start": start,
        "end": end,
        "quote": document.text[start:end],
    }


def _place(document: Document, start: int, end: int) -> dict[str, Any]:
    return {"document": document.id, "start": start, "end": end}


# ---- (a) the tutorial pipeline ------------------------------------------------------------------


def langchain_answerer(
    documents: Sequence[Document], settings: Settings, *, embedder: Embeddings | None = None
) -> Answerer:
    """The tutorial pipeline over the documents' texts; with `settings.model` the model answers, without it the nearest
    chunk's text is the answer. `embedder` is that of the settings where none is given.
    Raises AnswererError where the extra `bench` isn't installed."""
    try:
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ImportError as error:
        raise _missing(error) from error
    import uuid

    import chromadb

    from ingest.embedding import load_embedder

    by_id = {document.id: document for document in documents}
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    chunks = splitter.create_documents(
        [document.text for document in documents], [{"document": document.id} for document in documents]
    )
    client = chromadb.EphemeralClient(chromadb.config.Settings(anonymized_telemetry=False))
    store = Chroma(
        collection_name=f"tutorial-{uuid.uuid4().hex}",  # the process's other in-memory collections are seen too
        embedding_function=embedder or load_embedder(settings.embedder),
        client=client,
    )
    store.add_documents(chunks)
    model = None
    if settings.model:
        from assistant.models import load_chat_model

        model = load_chat_model(settings.model, settings)

    def nearest(question: str, k: int) -> list[tuple[Document, int, int]]:
        found = store.similarity_search(question, k=k)
        places = [
            (by_id[one.metadata["document"]], one.metadata["start_index"], len(one.page_content)) for one in found
        ]
        return [(document, start, start + length) for document, start, length in places]

    def ask(case: Case) -> Mapping[str, Any]:
        found = nearest(case.question, NEAREST)
        if model is None:
            citation = _citation(1, *found[0])
            answer = as_answer({"answer": citation["quote"], "answered": True}, case.question, documents)
            claims = [{**claim, "citations": [1]} for claim in answer["claims"]]
            return {**answer, "citations": [citation], "claims": claims, "model": None}
        context = "\n\n".join(document.text[start:end] for document, start, end in found)
        reply = model.invoke(STUFFED_PROMPT.format(context=context, question=case.question))
        citations = [_citation(n, *place) for n, place in enumerate(found, 1)]
        answer = as_answer({"answer": str(reply.text), "citations": citations}, case.question, documents)
        return {**answer, "model": settings.model, "usage": dict(getattr(reply, "usage_metadata", None) or {})}

    def search(case: Case, answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return [_place(*place) for place in nearest(case.question, FOUND)]

    return Answerer("langchain", ask, search)


# ---- (b) BM25 -----------------------------------------------------------------------------------


def _tokens(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def bm25_answerer(documents: Sequence[Document]) -> Answerer:
    """The sentence with the highest Okapi BM25 score (Robertson et al. 1994) as the answer; a refusal where no sentence
    shares a word. Raises AnswererError where the extra `bench` isn't installed."""
    try:
        from rank_bm25 import BM25Okapi
    except ImportError as error:
        raise _missing(error) from error

    sentences = [(document, one.start, one.end) for document in documents for one in document.sentences]
    if not sentences:
        raise AnswererError("The documents hold no sentence.")
    index = BM25Okapi([_tokens(document.text[start:end]) or [""] for document, start, end in sentences])

    def best(question: str) -> list[tuple[float, tuple[Document, int, int]]]:
        scores = index.get_scores(_tokens(question))
        order = sorted(range(len(sentences)), key=lambda i: (-scores[i], i))[:FOUND]
        return [(float(scores[i]), sentences[i]) for i in order if scores[i] > 0]

    def ask(case: Case) -> Mapping[str, Any]:
        found = best(case.question)
        if not found:
            return as_answer({"answer": "", "answered": False}, case.question, documents)
        citation = _citation(1, *found[0][1])
        claim = {"text": citation["quote"], "citations": [1]}
        answer = {"answer": f"{citation['quote']} [1]", "answered": True, "citations": [citation], "claims": [claim]}
        return as_answer(answer, case.question, documents)

    def search(case: Case, answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return [_place(*place) for _, place in best(case.question)]

    return Answerer("bm25", ask, search)
