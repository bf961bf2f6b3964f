"""The reader over the best passages, and the longer lists of candidates: which passage and sentence come first."""

from collections.abc import Sequence
from typing import Any

from assistant.answer import Question
from assistant.answering import Answerer
from assistant.protocols import Reading
from assistant.quotes.quoting import fewest
from assistant.rereading import MOST, READ, READ_NEAR, log_odds, probability, read, reordered
from assistant.settings import Settings
from ingest.document import Document
from tests.fakes import FakeLibrary, ScriptedReranker, make_document

QUESTION = "Why was the weir shut?"


class ScriptedReader:
    """A reader that knows one sentence as the answer to anything."""

    name = "scripted"

    def __init__(self, answer: str) -> None:
        self._answer, self.seen = answer, 0

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        self.seen += len(passages)
        at = [text.find(self._answer) for text in passages]
        return [Reading(0.05, 0, 0) if i < 0 else Reading(0.95, i, i + len(self._answer)) for i in at]


def answerer(document: Document, reader: Any, score: Any, **settings: Any) -> Answerer:
    library: Any = FakeLibrary(document)
    return Answerer(library, Settings(**settings), ScriptedReranker(score), None, reader, {})


def test_where_the_cross_encoder_is_unsure_the_passage_that_the_reader_finds_comes_first() -> None:
    document = make_document("The weir was shut, people say.\n\nSilt filled the river.\n\nRain fell on the weir.")
    reader = ScriptedReader("Silt filled")
    people, silt = "The weir was shut, people say.", "Silt filled the river."
    for top, gap, first in ((3.0, 2.0, silt), (8.0, 2.0, silt), (8.0, 4.0, people)):
        made = answerer(document, reader, lambda _, text, top=top, gap=gap: top if "people" in text else top - gap)
        assert made.passages(Question(QUESTION), 3)[0].chunk.text == first


def test_of_a_sure_order_only_the_first_passage_is_read_unless_the_reader_doubts_it() -> None:
    document = make_document("\n\n".join(f"The weir was shut in year {n}." for n in range(9)))
    for score, answer, count in ((5.0, "shut in", 1), (5.0, "none of it", READ_NEAR), (1.0, "shut in", READ)):
        reader = ScriptedReader(answer)
        answerer(document, reader, lambda _, text, score=score: score).passages(Question(QUESTION), 9)
        assert reader.seen == count


def test_a_question_in_a_script_that_the_reader_does_not_know_is_left_in_the_order_of_full_text() -> None:
    document = make_document("水門は閉じられた。\n\n川は泥で埋まった。", source="weir.txt")
    reader = ScriptedReader("泥で")
    answerer(document, reader, lambda _, text: 0.0).passages(Question("水門はなぜ閉じられたか"), 2)
    assert reader.seen == 0


def test_the_sentence_with_the_readers_words_comes_first() -> None:
    document = make_document("The weir was shut by order. Silt had filled the river. Rain fell on the town.")
    for reader, first in ((None, "The weir"), (ScriptedReader("Silt had filled"), "Silt had")):
        made = answerer(document, reader, lambda _, text: 1.0 if text.startswith("The weir") else 0.0)
        found = made.order(made.search(Question(QUESTION)))
        assert found.scored[0][1][0].text.startswith(first)


def test_readings_are_places_in_the_document() -> None:
    document = make_document("# The weir of Lisse\n\nThe old one was shut in 1931 as silt had filled the river.")
    made = answerer(document, None, lambda _, text: 0.0)
    [passage] = made.passages(Question("Why was the weir of Lisse shut?"), 1)
    [(odds, span)] = read(ScriptedReader("silt had filled"), "Why was the weir of Lisse shut?", [passage]).values()
    assert span is not None and document.text[span.start : span.end] == "silt had filled"
    assert abs(probability(odds) - 0.95) < 1e-6
    assert log_odds(1.0) == MOST and log_odds(0.0) == -MOST
    assert reordered([passage], {passage.chunk.id: (odds, span)}) == (passage,)


def test_longer_lists_are_looked_at_where_nothing_near_was_found() -> None:
    text = "\n\n".join([*(f"The weir was shut, so part {n} says." for n in range(12)), "Silt filled the channel."])
    document = make_document(text)
    for best, found in ((-4.0, True), (1.0, True), (2.5, False)):
        made = answerer(document, None, lambda _, t, best=best: 3.0 if "Silt" in t else best, candidates=3)
        texts = [p.chunk.text for p in made.passages(Question(QUESTION), 5)]
        assert ("Silt filled the channel." in texts) is found


def test_where_the_reader_and_the_cross_encoder_differ_both_are_heard() -> None:
    document = make_document("The weir was shut by order. Silt had filled the river. Rain fell on the town.")
    reader = ScriptedReader("Silt had filled")
    for logit, both in ((2.0, True), (-9.0, False)):
        made = answerer(
            document,
            reader,
            lambda _, text, logit=logit: logit if text.startswith("The weir") else -2.0 if "Silt" in text else -9.0,
            min_confidence=0.0,
        )
        found = made.order(made.search(Question(QUESTION)))
        texts = [candidate.text for candidate in fewest(found.asked, found.scored[0][1])]
        assert "Silt had filled the river." in texts
        assert ("The weir was shut by order." in texts) is both
