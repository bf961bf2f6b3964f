"""How well questions are answered on public sets, beside BM25 alone and dense alone in the same run.

    python -m eval.answer_bench squad2 --data ../shared/data [--each 40] [--half test] [--out eval/results/squad2.json]
    python -m eval.answer_bench chunking_eval | cranfield | jaquad | followups | latency  (the same options)

squad2: each article is one document, all of them one library; `--each` questions an article, half of them
unanswerable. Tuned on the first five articles in the file's order ("dev"), reported on the others ("test").
This file doesn't know how answers are made: it asks the chain's steps.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Draft, Question
from assistant.answering import Answerer
from assistant.reranking import load_reranker
from assistant.searched import Found
from assistant.settings import Settings
from eval.datasets import FOLLOW_UPS, QUESTIONS, RANKINGS, LabelledQuestion
from eval.metrics import auroc, mean, quantile, token_f1
from ingest.document import BlockKind, Document, RawBlock, RawDocument
from ingest.library import Library, SearchFilter
from ingest.structure import build_document

SEED = 20240607


@dataclass(frozen=True, slots=True)
class Gold:
    """Where an answer stands: code points of one document's text."""

    document: str
    start: int
    end: int


def document_of(name: str, paragraphs: Iterable[str]) -> Document:
    """A document of these paragraphs, with `name` as its title and source."""
    blocks = tuple(RawBlock(text, BlockKind.PARAGRAPH) for text in paragraphs if text.strip())
    digest = sha256("\n\n".join([name, *(block.text for block in blocks)]).encode()).hexdigest()
    return build_document(RawDocument(blocks, {"title": (name,)}), sha256=digest, source=f"{name}.txt", path=name)


@contextmanager
def library_of(documents: Sequence[Document]) -> Iterator[Library]:
    """A throw-away library."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        library.add_all(documents)
        yield library


def chosen(questions: Sequence[LabelledQuestion], each: int) -> list[LabelledQuestion]:
    """Up to `each` questions of every group, half of them unanswerable where there are such, by a fixed seed."""
    groups: dict[tuple[str, bool], list[LabelledQuestion]] = defaultdict(list)
    for question in questions:
        groups[question.group, bool(question.answers)].append(question)
    some: list[LabelledQuestion] = []
    for (group, answerable), members in sorted(groups.items()):
        both = (group, not answerable) in groups
        some += random.Random(SEED).sample(members, min(len(members), each // 2 if both else each))
    return some


def placed(question: LabelledQuestion, document: Document) -> Gold | None:
    """Where the gold answer stands in the pooled document: in its context, found word for word."""
    at = document.text.find(question.context.strip())
    if question.place is None or at < 0:
        return None
    lead = len(question.context) - len(question.context.lstrip())
    start = at + question.place[0] - lead
    return Gold(document.id, start, start + question.place[1] - question.place[0])


def holds(passages: Sequence[Any], gold: Gold, k: int) -> bool:
    """Whether one of the first k chunks holds the whole gold span."""
    chunks = [getattr(passage, "chunk", passage) for passage in passages[:k]]
    return any(c.document == gold.document and c.start <= gold.start and gold.end <= c.end for c in chunks)


def finish(answerer: Answerer, found: Found) -> Draft:
    """The draft for what was found."""
    return next(event for event in answerer.draft(found) if isinstance(event, Draft))


def _articles(questions: Iterable[LabelledQuestion]) -> dict[str, Document]:
    """Each article's contexts as one document."""
    contexts: dict[str, dict[str, None]] = defaultdict(dict)
    for question in questions:
        contexts[question.group][question.context.strip()] = None
    return {title: document_of(title, texts) for title, texts in contexts.items()}


def answered(data: Path, name: str, each: int, half: str) -> dict[str, Any]:
    """squad2 and jaquad: hits, answers and refusals."""
    every = list(QUESTIONS[name](data))
    titles = list(dict.fromkeys(question.group for question in every))
    cut = {"dev": titles[: len(titles) // 2], "test": titles[len(titles) // 2 :], "all": titles}[half]
    documents = _articles(every)
    asked = chosen([question for question in every if question.group in cut], each)
    with library_of(list(documents.values())) as library:
        answerer = Answerer(library, Settings(), load_reranker(), load_default_judge(), load_default_reader(), {})
        rows = [_row(question, documents[question.group], library, answerer) for question in asked]
    hits = [row for row in rows if row["gold"]]
    summary: dict[str, Any] = {"questions": len(rows), "answerable": len([r for r in rows if r["answerable"]])}
    for system in ("bm25", "dense", "pincite"):
        summary |= {f"{system}_hit@{k}": mean([row[f"{system}@{k}"] for row in hits]) for k in (1, 5) if hits}
    real = [row for row in rows if row["answerable"]]
    summary["in_answer"] = mean([row["in_answer"] for row in hits]) if hits else None
    summary["f1_answer"] = mean([row["f1"] for row in real])
    summary["f1_lead"] = mean([row["f1_lead"] for row in real])
    if len(real) < len(rows):
        labels = [row["answerable"] for row in rows]
        summary["auroc_confidence"] = auroc([row["confidence"] for row in rows], labels)
        summary["auroc_top_logit"] = auroc([row["top"] for row in rows], labels)
        refused = [row["confidence"] < Settings().min_confidence for row in rows]
        summary["refused_unanswerable"] = mean([float(r) for r, a in zip(refused, labels, strict=True) if not a])
        summary["answered_answerable"] = mean([float(not r) for r, a in zip(refused, labels, strict=True) if a])
    return {"summary": summary, "rows": rows}


def _row(question: LabelledQuestion, document: Document, library: Library, answerer: Answerer) -> dict[str, Any]:
    gold = placed(question, document)
    where = SearchFilter()
    baselines = {
        "bm25": [hit.chunk for hit in library.full_text(question.question, 5, where=where)],
        "dense": [hit.chunk for hit in library.dense(question.question, 5, where=where)],
    }
    start = time.perf_counter()
    found = answerer.order(answerer.search(Question(question.question)))
    lead, text, inside = "", "", False
    if question.answers:
        draft = finish(answerer, found)
        text = " ".join(sentence.text for sentence in draft.sentences)
        lead = draft.sentences[0].text if draft.sentences else ""
        inside = gold is not None and any(
            s.origin and s.origin[0] == gold.document and s.origin[1] <= gold.start and gold.end <= s.origin[2]
            for s in draft.sentences
        )
    hits: dict[str, list[Any]] = {**baselines, "pincite": list(found.passages)}
    return {
        "id": question.id,
        "group": question.group,
        "answerable": bool(question.answers),
        "gold": gold is not None,
        **{f"{name}@{k}": float(holds(p, gold, k)) if gold else None for name, p in hits.items() for k in (1, 5)},
        "in_answer": float(inside),
        "f1": token_f1(question.answers, text) or 0.0,
        "f1_lead": token_f1(question.answers, lead) or 0.0,
        "confidence": found.assessment.confidence,
        "top": found.passages[0].score if found.passages else -12.0,
        "features": dict(found.assessment.features),
        "ms": (time.perf_counter() - start) * 1000,
    }


def load_default_judge() -> Any:
    """The project's own judge, or None where it isn't there."""
    try:
        from assistant.judge import OWN, load_judge
    except ImportError:
        return None
    return load_judge(OWN)


def load_default_reader() -> Any:
    """The project's own reader, or None where it isn't there."""
    try:
        from assistant.judge import load_reader
    except ImportError:
        return None
    return load_reader()


def spans(data: Path, name: str, each: int, half: str) -> dict[str, Any]:
    """chunking_eval: recall and precision, in code points, of the cited spans; beside the best BM25 and dense chunk."""
    load_texts, load_queries = RANKINGS[name]
    documents = {text.id: document_of(text.id, text.text.split("\n\n")) for text in load_texts(data)}
    texts = {text.id: text.text for text in load_texts(data)}
    queries = [query for query in load_queries(data) if query.spans]
    picked = random.Random(SEED).sample(queries, min(each, len(queries)))
    rows: list[dict[str, Any]] = []
    with library_of(list(documents.values())) as library:
        answerer = Answerer(library, Settings(min_confidence=0.0), load_reranker(), None, load_default_reader(), {})
        for query in picked:
            document = documents[query.relevant[0][0]]
            golds = [g for a, b in query.spans if (g := _found(texts[query.relevant[0][0]][a:b], document))]
            if not golds:
                continue
            found = answerer.order(answerer.search(Question(query.question)))
            draft = finish(answerer, found)
            cited = {(s.origin[0], i) for s in draft.sentences if s.origin for i in range(s.origin[1], s.origin[2])}
            systems = {"pincite_cited": cited, "pincite_5": _points(p.chunk for p in found.passages)}
            for label, search in (("bm25", library.full_text), ("dense", library.dense)):
                hits = [hit.chunk for hit in search(query.question, 5, where=SearchFilter())]
                systems |= {f"{label}_1": _points(hits[:1]), f"{label}_5": _points(hits)}
            gold = {(document.id, i) for a, b in golds for i in range(a, b)}
            rows.append(
                {"id": query.id}
                | {f"{label}_recall": len(gold & got) / len(gold) for label, got in systems.items()}
                | {f"{label}_precision": len(gold & got) / max(len(got), 1) for label, got in systems.items()}
            )
    names = [name for name in rows[0] if name != "id"]
    return {"summary": {"questions": len(rows)} | {n: mean([row[n] for row in rows]) for n in names}, "rows": rows}


def _points(chunks: Iterable[Any]) -> set[tuple[str, int]]:
    return {(chunk.document, i) for chunk in chunks for i in range(chunk.start, chunk.end)}


def _found(text: str, document: Document) -> tuple[int, int] | None:
    """Where a gold span of the original text stands in the document."""
    start = document.text.find(text.strip())
    return (start, start + len(text.strip())) if start >= 0 else None


def ranked(data: Path, name: str, each: int, half: str) -> dict[str, Any]:
    """cranfield: nDCG@10 over abstracts, each a document; by BM25, dense, and the union re-ranked."""
    import ir_measures
    from ir_measures import Qrel, ScoredDoc, nDCG

    load_texts, load_queries = RANKINGS[name]
    texts = list(load_texts(data))
    documents = {text.id: document_of(f"{text.id} {text.title}"[:200], [text.text or text.title]) for text in texts}
    names = {document.id: key for key, document in documents.items()}
    queries = random.Random(SEED).sample(list(load_queries(data)), each)
    qrels = [Qrel(q.id, d, grade) for q in queries for d, grade in q.relevant]
    runs: dict[str, list[Any]] = defaultdict(list)
    reranker = load_reranker()
    with library_of(list({d.id: d for d in documents.values()}.values())) as library:
        from assistant.retrieval import find_candidates, rank

        for query in queries:
            candidates = find_candidates(query.question, library, SearchFilter(), 20)
            systems: dict[str, list[tuple[str, float]]] = {
                "bm25": [
                    (h.chunk.document, h.score) for h in library.full_text(query.question, 30, where=SearchFilter())
                ],
                "dense": [(h.chunk.document, h.score) for h in library.dense(query.question, 30, where=SearchFilter())],
                "pincite": [(p.chunk.document, p.score) for p in rank(query.question, candidates, reranker)],
            }
            for label, found in systems.items():
                best: dict[str, float] = {}
                for document, score in found:
                    best[document] = max(score, best.get(document, -1e9))
                runs[label] += [ScoredDoc(query.id, names[document], score) for document, score in best.items()]
    measure = nDCG @ 10
    summary = {f"{n}_ndcg@10": ir_measures.calc_aggregate([measure], qrels, run)[measure] for n, run in runs.items()}
    return {"summary": {"queries": len(queries), **summary}, "rows": []}


def _topic(turn: str) -> int:
    """The topic's number: 106 of "2021-106_3"."""
    return int(turn.split("-")[1].split("_")[0])


def followups(data: Path, name: str, each: int, half: str) -> dict[str, Any]:
    """CAsT: retrieval of the passage the track gave for a turn, by the question as asked, as we rewrite it, as a person
    did; over all given passages. Turns of 2020 and 2021 that have a passage; later turns of a topic only. The topics
    with even numbers are the tuning half, those with odd ones are reported."""
    from assistant.conversation import standalone

    turns = list(FOLLOW_UPS["treccast"](data))
    passages: dict[str, str] = {}
    gold: dict[str, str] = {}
    for before, after in pairwise(turns):
        # The answer given to a turn is the last turn of the next one's history.
        if after.history and after.history[-1].role == "assistant" and len(after.history) == len(before.history) + 2:
            text = after.history[-1].text
            key = sha256(text.encode()).hexdigest()[:12]
            passages[key], gold[before.id] = text, key
    asked = [turn for turn in turns if turn.id in gold and turn.history]
    if half != "all":
        asked = [turn for turn in asked if _topic(turn.id) % 2 == {"dev": 0, "test": 1}[half]]
    asked = random.Random(SEED).sample(asked, min(each, len(asked)))
    documents = {key: document_of(key, [text]) for key, text in passages.items()}
    names = {document.id: key for key, document in documents.items()}
    rows: list[dict[str, Any]] = []
    reranker = load_reranker()
    with library_of(list({d.id: d for d in documents.values()}.values())) as library:
        from assistant.retrieval import retrieve

        for turn in asked:
            queries = {"none": turn.question, "ours": standalone(turn.question, turn.history), "manual": turn.rewrite}
            row: dict[str, Any] = {"id": turn.id, **{f"q_{label}": query for label, query in queries.items()}}
            for label, query in queries.items():
                found = retrieve(query, library, reranker, where=SearchFilter(), candidates=10, keep=10)
                order = list(dict.fromkeys(names[p.chunk.document] for p in found))
                place = order.index(gold[turn.id]) + 1 if gold[turn.id] in order else 0
                row |= {f"{label}_hit@1": float(place == 1), f"{label}_hit@5": float(0 < place <= 5)}
                row[f"{label}_mrr"] = 1 / place if place else 0.0
            rows.append(row)
    keys = [f"{label}_{m}" for label in ("none", "ours", "manual") for m in ("hit@1", "hit@5", "mrr")]
    return {"summary": {"turns": len(rows)} | {key: mean([row[key] for row in rows]) for key in keys}, "rows": rows}


def latency(data: Path, name: str, each: int, half: str) -> dict[str, Any]:
    """Milliseconds a stage, warm, with no model, as `build_chain` makes the chain: the shipped questions over the
    samples among the ten articles of squad2 (about 1,100 chunks). `cpu` is processor time of all threads."""
    from assistant.chain import build_chain
    from ingest.reading import read_document

    here = Path(__file__).parent
    files = [path for path in sorted((here / "samples").iterdir()) if path.suffix in SAMPLE_SUFFIXES]
    lines = (here / "sets" / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line)["question"] for line in lines if line.strip()][:each]
    stages: dict[str, list[float]] = defaultdict(list)
    articles = _articles(QUESTIONS["squad2"](data))
    with library_of([*(read_document(path) for path in files), *articles.values()]) as library:
        chain = build_chain(library, Settings())
        chain.invoke(asked[0])
        for text in asked:
            before = time.process_time()
            answer: Answer = chain.invoke(text)
            stages["cpu"].append((time.process_time() - before) * 1000)
            for stage, value in answer.timings_ms.items():
                stages[stage].append(value)
        chunks = sum(summary.chunks for summary in library.documents())
    summary = {f"{s}_{n}": quantile(v, q) for s, v in stages.items() for n, q in (("median", 0.5), ("p95", 0.95))}
    return {"summary": {"questions": len(asked), "chunks": chunks, **summary}, "rows": []}


SAMPLE_SUFFIXES = (".md", ".html", ".docx", ".epub", ".pdf", ".txt")
Bench = Callable[[Path, str, int, str], dict[str, Any]]
BENCHES: dict[str, tuple[Bench, int]] = {  # with how many questions (an article, for squad2) by default
    "squad2": (answered, 40),
    "jaquad": (answered, 8),
    "chunking_eval": (spans, 120),
    "cranfield": (ranked, 225),
    "followups": (followups, 200),
    "latency": (latency, 66),
}


def _commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607  # nosec B607
    return found.stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--each", type=int)
    parser.add_argument("--half", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rows", action="store_true", help="keep each question's own figures too")
    options = parser.parse_args()
    bench, default = BENCHES[options.name]
    each = options.each or default
    start = time.perf_counter()
    result = bench(options.data, options.name, each, options.half)
    result = {
        "bench": options.name,
        "half": options.half,
        "each": each,
        "commit": _commit(),
        "seconds": round(time.perf_counter() - start, 1),
        "summary": {k: round(v, 4) if isinstance(v, float) else v for k, v in result["summary"].items()},
        **({"rows": result["rows"]} if options.rows else {}),
    }
    text = json.dumps(result, indent=1, ensure_ascii=False)
    print(json.dumps({k: v for k, v in result.items() if k != "rows"}, indent=1))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
