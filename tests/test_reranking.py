"""The carried cross-encoder: right order, any batch, files checked."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.reranking import RerankerError, carried_file, load_reranker


def test_the_answer_scores_above_the_rest_whatever_the_order_and_length() -> None:
    reranker = load_reranker()
    texts = [
        "Cats sleep. " * 60,
        "The bridge was finished in 1932.",
        "It rains.",
        "Bridges are built of steel or stone.",
    ]
    scores = reranker.score("When was the bridge finished?", texts)
    assert max(range(4), key=scores.__getitem__) == 1
    alone = [reranker.score("When was the bridge finished?", [text])[0] for text in texts]
    assert scores == pytest.approx(alone, abs=0.3)  # int8 activations depend a little on the batch
    assert reranker.score("When?", []) == []


def test_many_may_ask_at_once() -> None:
    reranker = load_reranker()
    questions = [f"When was bridge {n} finished?" for n in range(6)]
    texts = [f"Bridge {n} was finished in 19{n}2." for n in range(6)]
    with ThreadPoolExecutor(6) as askers:
        found = list(askers.map(lambda question: reranker.score(question, texts), questions))
    assert [max(range(6), key=scores.__getitem__) for scores in found] == list(range(6))
    assert found == [reranker.score(question, texts) for question in questions]


def test_a_file_that_is_not_the_expected_one_is_refused() -> None:
    with pytest.raises(RerankerError, match="not the expected file"):
        carried_file("pytest", "pytest/__init__.py", "0" * 64)
    with pytest.raises(RerankerError, match="no-such-package"):
        carried_file("no-such-package", "x", "0" * 64)


def test_a_query_in_a_script_the_cross_encoder_cannot_read_is_compared_by_its_pairs_of_characters() -> None:
    from assistant.reranking import unread

    assert unread("日本はいつ国際連合に加盟したか") and unread("Когда построен мост?")
    assert not unread("When did Japan (日本) join the United Nations?") and not unread("1956?")
    texts = ["日本は経済大国になった。", "日本は1956年に国際連合に加盟した。", "会議は東京で開かれた。"]
    scores = load_reranker().score("日本はいつ国際連合に加盟したか", texts)
    assert max(range(3), key=scores.__getitem__) == 1
