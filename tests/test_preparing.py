"""What is loaded late is loaded once, whichever threads ask; what fails beforehand is told where it is used."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest

from assistant.ahead import JudgeAhead
from assistant.other_judges import JudgeError
from assistant.preparing import prepare
from assistant.protocols import Judgement
from ingest.once import once


def test_threads_that_ask_together_get_the_one_value_that_is_made() -> None:
    made: list[object] = []

    def make() -> object:
        time.sleep(0.05)
        made.append(object())
        return made[-1]

    value, found = once(make), []
    threads = [threading.Thread(target=lambda: found.append(value())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and found == made * 8


def test_what_failed_to_be_made_is_tried_again() -> None:
    tries = iter([None, "there"])

    def make() -> str:
        found = next(tries)
        if found is None:
            raise OSError("not yet")
        return found

    value = once(make)
    with pytest.raises(OSError, match="not yet"):
        value()
    assert value() == value() == "there"


def test_parts_are_prepared_side_by_side_and_a_failure_waits_for_its_use() -> None:
    both = threading.Barrier(2, timeout=10)
    done = threading.Semaphore(0)

    class Part:
        def prepare(self) -> None:
            both.wait()
            done.release()

    class Broken:
        def prepare(self) -> None:
            raise OSError("no such file")

    prepare(Part(), Broken(), object(), None, Part())  # one after the other, the first would wait for ever
    assert done.acquire(timeout=10) and done.acquire(timeout=10)


def test_a_judge_asked_beforehand_gives_what_it_would_have_given() -> None:
    class Judge:
        name = "slow"
        asked: ClassVar[list[object]] = []

        def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
            self.asked.append(tuple(pairs))
            if pairs[0][0] == "broken":
                raise JudgeError("it can't be reached")
            return [Judgement(len(claim) / 10, len(source) / 10, 0.0) for claim, source in pairs]

    with ThreadPoolExecutor(1) as threads:
        judge = JudgeAhead(Judge(), threads)
        judge.begin([("a", "bb"), ("a", "ccc")])
        judge.begin([("a", "bb"), ("a", "ccc")])
        judge.begin([("broken", "x")])
        judge.begin([])
        assert judge.judge([("a", "bb"), ("a", "ccc")]) == Judge().judge([("a", "bb"), ("a", "ccc")])
        assert judge.judge([("other", "x")]) == [Judgement(0.5, 0.1, 0.0)]  # not begun, asked all the same
        with pytest.raises(JudgeError, match="can't be reached"):
            judge.judge([("broken", "x")])
    assert Judge.asked.count((("broken", "x"),)) == 1
