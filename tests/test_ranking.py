"""Training the cross-encoder further: questions with passages that answer and passages that nearly do, and the way from
trained weights to those that are loaded."""

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reranking import TRAINED, load_reranker
from assistant.shipped import WeightsError
from eval.training import searched
from eval.training.searched import (
    ARTICLES,
    SIZE,
    Group,
    Pool,
    Searched,
    cut,
    from_articles,
    from_sets,
    from_written,
    groups,
    mark,
    marked,
    neighbours,
)
from eval.training.written import passage_id
from ingest.document import Span

WEIR = (
    "The weir at Lisse was built in 1871 by Anna Korver. Her brother Pieter had opposed it. It closed in 1931, as the "
    "river silted up."
)
MILL = "The mill at Oudam ground rye. It was burnt in 1904 and never built again. Its miller moved to Lisse."


def embed(texts: list[str]) -> npt.NDArray[np.float32]:
    """Shared words for meaning."""
    words = sorted({word for text in (WEIR, MILL, *texts) for word in re.findall(r"\w+", text.lower())})
    places = {word: i for i, word in enumerate(words)}
    out = np.zeros((len(texts), 400), np.float32)
    for row, text in enumerate(texts):
        for word in re.findall(r"\w+", text.lower()):
            out[row, places[word] % 400] = 1
    return out


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A training folder with two passages, written questions on one, and an article with questions."""
    with gzip.open(tmp_path / "qed.jsonl.gz", "wt", encoding="utf-8") as out:
        for text, question, answer in (
            (WEIR, "who built the weir at lisse", "Anna Korver"),
            (MILL, "when was the mill burnt", "1904"),
        ):
            row = {"question": question, "context": text, "answer": answer, "answer_start": text.index(answer)}
            out.write(json.dumps({**row, "answerable": True}) + "\n")
    rows: list[dict[str, Any]] = [
        {
            "passage": passage_id(WEIR),
            "questions": [["Who put up the weir?", "Anna Korver"]],
            "unanswerable": ["What did the weir cost?"],
        }
    ]
    (tmp_path / "written.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(searched, "FILE", tmp_path / "written.jsonl")
    (tmp_path / "article.txt").write_text(f"The Lisse Papers\n\n{WEIR}\n\n{MILL}\n", encoding="utf-8")
    return tmp_path


@given(st.lists(st.text("ab c.", min_size=1, max_size=300), max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_text_is_cut_into_runs_of_whole_sentences_that_leave_nothing_out(parts: list[str]) -> None:
    text = "X. ".join(parts)
    runs = cut(text)
    assert all(one.end <= other.start for one, other in pairwise(runs))
    kept = "".join(text[run.start : run.end] for run in runs)
    assert "".join(kept.split()) == "".join(text.split())
    for run in runs:
        inside = [span for span in searched.sentence_spans(text) if run.start <= span.start < run.end]
        assert run.end - run.start <= SIZE or len(inside) == 1


@given(st.text(max_size=80), st.text(min_size=1, max_size=30), st.text(max_size=80))
def test_a_mark_finds_its_words_again_however_they_are_spaced(before: str, words: str, after: str) -> None:
    if not searched.WORD.search(words):
        assert mark(words)[0] == 0
        return
    found = marked(f"{before} {words.upper() if words.isascii() else words}\n{after}", mark(words))
    assert found is not None
    text = f"{before} {words.upper() if words.isascii() else words}\n{after}"
    assert mark(text[found.start : found.end]) == mark(words)


def test_every_source_gives_questions_with_the_passage_and_the_words_that_answer(folder: Path) -> None:
    pool = Pool()
    questions = [*from_written(folder, pool), *from_sets(folder, pool, Random(1))]
    answered = [question for question in questions if question.answers]
    assert [question.origin for question in answered] == ["written", "qed", "qed"]
    for question in answered:
        assert question.words
        words = pool.texts[question.answers[0]][question.words.start : question.words.end]
        assert words in ("Anna Korver", "1904")
    [other] = [question for question in questions if not question.answers]
    assert other.text == "What did the weir cost?" and [pool.texts[place] for place in other.near] == [WEIR]


def test_questions_on_articles_find_their_passages_in_what_is_read(folder: Path) -> None:
    rows = [
        {
            "document": "article.txt", "question": "Who was against it?", "passage": mark("The weir at Lisse was"),
            "answer": mark("Her brother Pieter"), "also": [mark("The mill at Oudam")],
        },
        {"document": "article.txt", "question": "What did rye cost?", "answer": None, "near": [mark("mill at Oudam")]},
        {"document": "gone.pdf", "question": "?", "passage": mark("a"), "answer": mark("a"), "also": []},
    ]  # fmt: skip
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    pool = Pool()
    asked, other = from_articles(folder, pool, file=folder / "articles.jsonl")
    assert asked.words
    assert pool.texts[asked.answers[0]][asked.words.start : asked.words.end] == "Her brother Pieter"
    assert "rye" in pool.texts[other.near[0]] and not other.answers


def test_beside_the_answer_stand_near_passages_that_do_not_answer() -> None:
    pool = Pool()
    for text in (WEIR, MILL, "The weir at Lisse was Anna Korver's pride.", "It rained in Lisse.", "Rye is a grass."):
        pool.add(text)
    at = WEIR.index("Anna")
    asked = Searched("Who built the weir at Lisse?", (0,), Span(at, at + 11), "articles", False, title="Lisse Papers")
    unasked = Searched("What did the weir at Lisse cost?", (), None, "articles", False, near=(0,))
    aside = Searched("Who built the mill?", (1,), Span(0, 8), "articles", True)
    near = neighbours(pool, [asked, unasked, aside], embed)
    assert 0 not in near[0] and 2 not in near[0] and set(near[0]) == {1, 3, 4}  # the third names Anna Korver too
    found = list(groups(pool, [asked, unasked, aside], near, Random(2)))
    assert not any("mill?" in group.question for group in found), "held out"
    for group in found:
        if group.question == asked.text:
            assert group.answered and "Anna Korver" in group.texts[0]
            assert not any("Anna Korver" in text for text in group.texts[1:])
        else:
            assert not group.answered and group.texts == (WEIR,)
    assert sum(group.question == asked.text and len(group.texts[0]) > 60 for group in found) == 3
    assert any(group.texts[0] == "The weir at Lisse was built in 1871 by Anna Korver." for group in found)


@pytest.mark.slow  # it trains
def test_training_learns_the_groups_and_what_is_shipped_scores_as_trained(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from eval.training import ranking

    questions = ["Who put up the weir?", "What became of the mill?", "Where did the miller go?"]
    some = [Group(question, ("It rained in Lisse.", WEIR, MILL)) for question in questions]
    some += [Group("Who owns the weir?", (WEIR,), answered=False)]
    items = ranking.encode(some)
    model = ranking.carried_ranker(frozen=9)  # three layers learn fast
    before = float(ranking.loss_of(model, items).detach())
    trained = ranking.train(model, items, folder=tmp_path, minutes=None, epochs=8, rate=4e-4)
    after = float(ranking.loss_of(trained, items).detach())
    assert after < before * 0.9  # the odd answers can't be had from what the network knew
    start = ranking.carried_ranker()
    half = ranking.between(start, trained, 0.5)
    assert torch.allclose(half.out.weight, (start.out.weight + trained.out.weight) / 2)
    assert torch.equal(trained.words.weight, start.words.weight)
    assert torch.equal(trained.layers[0].inner.weight, start.layers[0].inner.weight)

    ranking.ship(trained, tmp_path / "weights")
    texts = ["It rained in Lisse.", WEIR, MILL]
    shipped = load_reranker(weights=tmp_path / "weights").score(questions[0], texts)
    ids, types, mask = ranking.collate(ranking.encode([Group(questions[0], tuple(texts))]))
    with torch.no_grad():
        assert shipped == pytest.approx(trained(ids, types, mask).tolist(), abs=0.5)
    assert load_reranker(weights=None).score(questions[0], texts) != pytest.approx(shipped, abs=0.5)

    (tmp_path / "weights" / TRAINED).write_bytes(b"no")
    load_reranker.cache_clear()
    with pytest.raises(WeightsError, match=TRAINED):
        load_reranker(weights=tmp_path / "weights")
    load_reranker.cache_clear()


def test_the_shipped_cross_encoder_knows_an_answer_in_other_words() -> None:
    texts = [
        "The bridge was opened by the mayor, who spoke of the city's future, in front of a large crowd.",
        "The bridge fell in the flood, and forty people who were on it were drowned.",
        "The bridge had been designed by a young engineer from Ghent.",
    ]
    scores = load_reranker().score("How many lost their lives when it collapsed?", texts)
    assert max(range(3), key=scores.__getitem__) == 1


def test_no_question_repeats_nine_words_in_a_row_of_its_article() -> None:
    folder = Path(__file__).parents[2] / "shared" / "data" / "footnoted_articles"
    if not folder.is_dir():
        pytest.skip("the articles are not here")
    from ingest.reading import read_document

    rows = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    name = "10.12759__hsr.3.1978.1.3-10.pdf"
    words = searched.WORD.findall(read_document(folder / name).text.casefold())
    runs = {tuple(words[i : i + 9]) for i in range(len(words) - 8)}
    asked = [searched.WORD.findall(row["question"].casefold()) for row in rows if row["document"] == name]
    assert len(asked) > 90
    assert not [q for q in asked if any(tuple(q[i : i + 9]) in runs for i in range(len(q) - 8))]
