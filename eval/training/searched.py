"""Questions with passages that answer them and passages that nearly do: what the cross-encoder is trained on.

From the training folder's public sets, the written questions (written.py), and questions written for this project on
scholarly articles (articles.jsonl) and chapters of textbooks (chapters.jsonl); articles and textbooks, all under CC BY
4.0, are read from folders the user names. Passages are cut as the library cuts them. Those that nearly answer are the
nearest in meaning of all passages, most often of the same document. This file knows no model.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.claims.matching import sentence_spans
from assistant.situating import situated
from eval.training.examples import detokenize, held, rows
from eval.training.textbooks import chapters
from eval.training.written import FILE, key_of, passages_of
from ingest.chunking import SIZE, packed
from ingest.document import ChunkKind, Span

ARTICLES, CHAPTERS = (Path(__file__).with_name(name) for name in ("articles.jsonl", "chapters.jsonl"))
BODY = (ChunkKind.BODY, ChunkKind.CAPTION, ChunkKind.TABLE, ChunkKind.FRONT)
# How many questions of each public set are taken, and how often each source's questions are asked.
SETS = {"squad_train_sents": 5000, "selqa": 1800, "covidqa": 1300, "fairytaleqa": 1500, "qed": 1500}
SHARES = {
    "written": 1.0, "articles": 3.0, "chapters": 1.0, "squad_train_sents": 0.6, "selqa": 0.6, "covidqa": 1.0,
    "fairytaleqa": 0.4, "qed": 0.5,
}  # fmt: skip
UNANSWERED = {"written": 0.22, "articles": 1.0, "chapters": 1.0}  # of the questions without an answer are asked
NEAR = 40  # passages nearest in meaning that are looked at; of these
AT_ONCE = 256  # questions whose distances to all passages are held in memory
NEAREST, NEXT = 4, 18  # two of the first ones and one of the next are put beside the answer
SENTENCES = 0.5  # of the questions are also asked of single sentences
SHORT = 60  # code points of an answer that makes any passage with it one that may answer
SCRAP = 25  # code points of a sentence too short to be one


@dataclass(frozen=True, slots=True)
class Searched:
    """A question. `answers` are the passages that answer, by their places in the pool, none where nothing does; the
    answer is `words` of the first of them. `near` are passages known not to answer; `title` is their document's."""

    text: str
    answers: tuple[int, ...]
    words: Span | None
    origin: str
    held: bool
    near: tuple[int, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A question and texts to put in order; the first answers it, or where `answered` is False none does."""

    question: str
    texts: tuple[str, ...]
    answered: bool = True


@dataclass(slots=True)
class Pool:
    """All passages, each once."""

    texts: list[str] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def add(self, text: str) -> int:
        """The place of a passage."""
        place = self._places.setdefault(text, len(self.texts))
        if place == len(self.texts):
            self.texts.append(text)
        return place


def cut(text: str) -> list[Span]:
    """A text in runs of whole sentences of about equal length, none above SIZE code points unless one sentence is."""
    return list(packed(sentence_spans(text), SIZE))


def _in(pool: Pool, text: str) -> list[tuple[Span, int]]:
    return [(span, pool.add(text[span.start : span.end])) for span in cut(text)]


def _answered(
    question: str, answer: Span, passages: Sequence[tuple[Span, int]], origin: str, key: str
) -> Searched | None:
    """The question, where the passages (places in the text, places in the pool) hold its answer."""
    found = [(span, place) for span, place in passages if span.start < answer.end and answer.start < span.end]
    if not found:
        return None
    span, _ = found[0]
    words = Span(max(answer.start - span.start, 0), min(answer.end, span.end) - span.start)
    return Searched(question, tuple(place for _, place in found), words, origin, held(key))


def from_written(folder: Path, pool: Pool) -> Iterator[Searched]:
    """The written questions whose passages the folder has."""
    passages = passages_of(folder)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = passages.get(row["passage"])
        if text is None:
            continue
        places, key = _in(pool, text), key_of(text)
        for question, answer in row.get("questions", ()):
            if isinstance(answer, str):
                if text.count(answer) != 1:  # it isn't known which of them answers
                    continue
                answer = (text.find(answer), text.find(answer) + len(answer))
            if found := _answered(question, Span(*answer), places, "written", key):
                yield found
        for question in row.get("unanswerable", ()):
            yield Searched(question, (), None, "written", held(key), tuple(place for _, place in places))


def from_sets(folder: Path, pool: Pool, rng: Random) -> Iterator[Searched]:
    """Questions of the public sets, at most SETS of each."""
    for name, most in SETS.items():
        found = [row for row in rows(folder, name) if row["answer_start"] >= 0 and row["answerable"]]
        rng.shuffle(found)
        for number, row in enumerate(found):
            text, answer = detokenize(row["context"]), detokenize(row["answer"])
            places = _in(pool, text)  # passages of questions not taken stand beside the others
            if number >= most or not answer:
                continue
            before = len(detokenize(row["context"][: row["answer_start"]]))
            starts = [match.start() for match in re.finditer(re.escape(answer), text)]
            if starts:
                at = min(starts, key=lambda start: abs(start - before))
                if asked := _answered(row["question"], Span(at, at + len(answer)), places, name, text[:80]):
                    yield asked


WORD = re.compile(r"\w+")


def mark(text: str) -> tuple[int, str]:
    """What finds a run of words again without repeating it: how many there are, and the first twelve hexadecimal digits
    of the sha256 of the words, folded."""
    words = WORD.findall(text.casefold())
    return len(words), sha256(" ".join(words).encode()).hexdigest()[:12]


def marked(text: str, marked_as: tuple[int, str]) -> Span | None:
    """Where the words of a mark stand in a text."""
    number, wanted = marked_as
    words = list(WORD.finditer(text))
    folded = [word[0].casefold() for word in words]
    for first, last in zip(range(len(words)), range(number - 1, len(words)), strict=False):
        if sha256(" ".join(folded[first : last + 1]).encode()).hexdigest()[:12] == wanted:
            return Span(words[first].start(), words[last].end())
    return None


def from_articles(articles: Path, pool: Pool, *, file: Path = ARTICLES) -> Iterator[Searched]:
    """The questions on scholarly articles whose PDFs the folder has."""
    for name, questions in _by_document(file).items():
        if (articles / name).is_file():
            yield from _on_document(articles / name, questions, "articles", pool)


def from_chapters(books: Path, pool: Pool, *, file: Path = CHAPTERS) -> Iterator[Searched]:
    """The questions on chapters of the textbooks that the folder has, each in a folder of its own (textbooks.py)."""
    asked = _by_document(file)
    with tempfile.TemporaryDirectory() as scratch:
        for book in sorted(path.parent for path in books.glob("*/collections")):
            for chapter in chapters(book):
                if questions := asked.get(chapter.name):
                    written = Path(scratch) / chapter.name.replace("/", "-")
                    written.write_text(chapter.text, encoding="utf-8")
                    yield from _on_document(written, questions, "chapters", pool)


def _by_document(file: Path) -> dict[str, list[dict[str, Any]]]:
    asked: dict[str, list[dict[str, Any]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        asked.setdefault(row["document"], []).append(row)
    return asked


def _on_document(path: Path, questions: Sequence[dict[str, Any]], origin: str, pool: Pool) -> Iterator[Searched]:
    from ingest.chunking import chunk_document
    from ingest.reading import read_document

    document = read_document(path)
    title = document.metadata.title or ""
    texts = [" ".join(chunk.text.split()) for chunk in chunk_document(document) if chunk.kind in BODY]
    places = [pool.add(text) for text in texts]
    aside = any(row.get("held") for row in questions)

    def where(found: Any) -> int | None:
        return next((i for i, text in enumerate(texts) if marked(text, found)), None)

    for row in questions:
        shown = [at for found in row.get("near", row.get("also", ())) if (at := where(found)) is not None]
        if row["answer"] is None:
            near = tuple(places[at] for at in shown)
            yield Searched(row["question"], (), None, origin, aside, near, title)
        elif (at := where(row["passage"])) is not None and (words := marked(texts[at], row["answer"])):
            answers = tuple(dict.fromkeys(places[i] for i in (at, *shown)))
            yield Searched(row["question"], answers, words, origin, aside, (), title)


def built(data: Path, articles: Path, books: Path, seed: int) -> tuple[Pool, list[Searched], list[list[int]]]:
    """The passages, the questions of the folders and, for each, the passages near it that don't answer."""
    from ingest.embedding import load_embedder

    embedder = load_embedder()
    pool = Pool()
    asked = [
        *from_written(data, pool),
        *from_articles(articles, pool),
        *from_chapters(books, pool),
        *from_sets(data, pool, Random(seed)),
    ]
    print(f"{len(asked)} questions, {len(pool.texts)} passages", flush=True)
    near = neighbours(pool, asked, lambda texts: np.array(embedder.embed_documents(texts), dtype=np.float32))
    return pool, asked, near


Embed = Callable[[list[str]], npt.NDArray[np.float32]]


def neighbours(pool: Pool, questions: Sequence[Searched], embed: Embed) -> list[list[int]]:
    """For each question the passages nearest in meaning that don't answer it, nearest first."""
    passages, asked = embed(pool.texts), embed([question.text for question in questions])
    out = []
    for begin in range(0, len(questions), AT_ONCE):
        cosines = asked[begin : begin + AT_ONCE] @ passages.T
        nearest = np.argpartition(-cosines, min(NEAR, len(pool.texts) - 1), axis=1)[:, :NEAR]
        for question, row, places in zip(questions[begin:], cosines, nearest, strict=False):
            ordered = places[np.argsort(-row[places], kind="stable")]
            out.append([int(place) for place in ordered if not _may_answer(question, int(place), pool)])
    return out


def _may_answer(question: Searched, place: int, pool: Pool) -> bool:
    if place in question.answers:
        return True
    if question.words is None:
        return False
    answer = pool.texts[question.answers[0]][question.words.start : question.words.end].casefold()
    return len(answer) < SHORT and answer in pool.texts[place].casefold()


def groups(
    pool: Pool,
    questions: Sequence[Searched],
    near: Sequence[Sequence[int]],
    rng: Random,
    *,
    held: bool = False,
    shares: Mapping[str, float] = SHARES,
) -> Iterator[Group]:
    """The groups of the questions that aren't held out, or of those that are, those of each source `shares` times."""
    for question, others in zip(questions, near, strict=True):
        if question.held != held:
            continue
        if not question.answers:
            if rng.random() < UNANSWERED[question.origin] * min(1.0, shares[question.origin]):
                shown = [place for place in others if place in question.near][:3] or list(others[:2])
                yield Group(question.text, tuple(titled(question, pool.texts[place]) for place in shown), False)
        elif others:
            share = shares[question.origin]
            for _ in range(int(share) + (rng.random() < share % 1)):
                yield from _of(question, pool, others, rng)


def titled(question: Searched, text: str) -> str:
    """A passage as the networks read it: after its document's title where the question names that."""
    return situated(question.text, text, (question.title,))


def _of(question: Searched, pool: Pool, others: Sequence[int], rng: Random) -> Iterator[Group]:
    assert question.words is not None
    first, then = others[:NEAREST], others[NEAREST:NEXT]
    beside = rng.sample(first, min(2, len(first))) + rng.sample(then, min(1, len(then)))
    answer = pool.texts[question.answers[0]]
    yield Group(question.text, tuple(titled(question, text) for text in (answer, *(pool.texts[i] for i in beside))))
    if rng.random() >= SENTENCES:
        return
    words = question.words
    own = [answer[s.start : s.end] for s in sentence_spans(answer) if s.start <= words.start < s.end]
    rest = [answer[s.start : s.end] for s in sentence_spans(answer) if s.end <= words.start or words.end <= s.start]
    for place in beside[:2]:
        rest += [pool.texts[place][s.start : s.end] for s in sentence_spans(pool.texts[place])]
    rest = [text for text in rest if len(text) > SCRAP]
    if own and rest:
        yield Group(question.text, (own[0], *rng.sample(rest, min(4, len(rest)))))
