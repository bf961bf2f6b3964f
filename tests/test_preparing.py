"""What is loaded late is loaded once, whichever threads ask; what fails beforehand is told where it is used."""

import threading
import time

import pytest

from assistant.preparing import prepare
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
