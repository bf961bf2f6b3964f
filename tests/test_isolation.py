"""A reader in a child process: what it answers, and what becomes of one that hangs, eats memory or dies."""

import os
import threading
import time
from pathlib import Path

import pytest

from ingest import isolation
from ingest.errors import LimitError, PasswordError, PinciteError, UnreadableError
from ingest.isolation import Limits, check_size, run_limited
from ingest.queueing import Queue

HERE = "tests.test_isolation"


@pytest.fixture(autouse=True)
def no_worker_outlives_a_test():
    yield
    isolation.shut_down()


# What the workers run.
def double(number: int) -> int:
    return number * 2


def pid() -> int:
    return os.getpid()


def chatter() -> str:
    print("noise on standard output")
    return "said"


def hang() -> None:
    while True:
        time.sleep(1)


def spin() -> None:
    while True:
        pass


def eat() -> int:
    return len(bytearray(4 * 1024**3))


def die() -> None:
    os.abort()


def deep() -> int:
    return deep() + 1


def leave_a_thread() -> int:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return os.getpid()


def fail() -> None:
    raise ZeroDivisionError("a bug in a reader")


def refuse() -> None:
    raise PasswordError("x.pdf is encrypted.")


def foreign() -> Path:
    return Path("x")


def big() -> str:
    return "é" * 5_000_000


def test_the_result_comes_back_and_the_worker_is_reused() -> None:
    assert run_limited(f"{HERE}:double", 21, name="x") == 42
    assert run_limited(f"{HERE}:pid", name="x") == run_limited(f"{HERE}:pid", name="x") != os.getpid()
    assert run_limited(f"{HERE}:chatter", name="x") == "said"
    assert run_limited(f"{HERE}:big", name="x") == big()


@pytest.mark.parametrize(
    ("function", "error", "words"),
    [
        ("hang", LimitError, "longer than 0.5 seconds"),
        ("spin", LimitError, "longer than 0.5 seconds"),
        ("eat", LimitError, "memory"),
        ("die", UnreadableError, "crash"),
        ("deep", LimitError, "nested too deeply"),
        ("fail", UnreadableError, "ZeroDivisionError"),
        ("foreign", UnreadableError, "nonsense"),
        ("missing", UnreadableError, "could not be read"),
    ],
)
def test_what_goes_wrong_is_one_sentence_naming_the_file(function: str, error: type[PinciteError], words: str) -> None:
    limits = Limits(seconds=0.5 if function in ("hang", "spin") else 30, memory_bytes=1024**3)
    with pytest.raises(error, match=words) as caught:
        run_limited(f"{HERE}:{function}", name="odd.pdf", limits=limits)
    assert "odd.pdf" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert run_limited(f"{HERE}:double", 4, name="x") == 8  # the next file is read all the same


def test_the_readers_own_errors_keep_their_kind() -> None:
    with pytest.raises(PasswordError, match=r"x\.pdf is encrypted"):
        run_limited(f"{HERE}:refuse", name="x.pdf")


def test_a_worker_with_something_still_running_takes_no_other_file() -> None:
    for _ in range(3):
        before = run_limited(f"{HERE}:leave_a_thread", name="x")
        assert run_limited(f"{HERE}:pid", name="x") != before


def test_a_hung_worker_is_gone() -> None:
    worker = run_limited(f"{HERE}:pid", name="x")
    with pytest.raises(LimitError):
        run_limited(f"{HERE}:hang", name="x", limits=Limits(seconds=0.2))
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_sizes(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "big.pdf").write_bytes(b"x" * 2000)
    with pytest.raises(UnreadableError, match=r"empty\.pdf is empty"):
        check_size(tmp_path / "empty.pdf")
    with pytest.raises(LimitError, match=r"big\.pdf"):
        check_size(tmp_path / "big.pdf", Limits(file_bytes=1000))
    with pytest.raises(UnreadableError, match="no file"):
        check_size(tmp_path / "none.pdf")
    with pytest.raises(UnreadableError, match="not a file"):
        check_size(tmp_path)
    check_size(tmp_path / "big.pdf")


def test_time_in_line_for_a_processor_is_counted_and_never_more_than_went_by() -> None:
    began = time.monotonic()
    queue = Queue(os.getpid())
    workers = [threading.Thread(target=sum, args=(range(2_000_000),)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert 0 <= queue.waited() <= queue.waited() <= time.monotonic() - began
    assert Queue(2**22 + 1).waited() == 0  # nobody's process
