"""Lists and brackets nested so deep that pandoc would take minutes are told apart from those that people write."""

import time
from pathlib import Path

import pytest

from ingest.errors import LimitError
from ingest.reading import read_here
from tests.test_reading import assert_sound

DEEP = {
    "deep.md": lambda levels: "".join("  " * level + "- item\n" for level in range(levels)),
    "deep.rst": lambda levels: "".join("  " * level + "* item\n\n" for level in range(levels)),
    "deep.org": lambda levels: "".join("  " * level + "- item\n" for level in range(levels)),
    "deep.wiki": lambda levels: "".join("*" * level + " item\n" for level in range(1, levels + 1)),
}


@pytest.mark.parametrize("name", DEEP)
def test_lists_nested_without_end_are_refused_at_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(DEEP[name](2000), encoding="utf-8")
    before = time.monotonic()
    with pytest.raises(LimitError, match=r"'deep\.\w+' is not read: its lists are nested 2,000 deep"):
        read_here(path)
    assert time.monotonic() - before < 10


@pytest.mark.parametrize("name", DEEP)
def test_lists_that_people_write_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text((DEEP[name](12) + "\n") * 30, encoding="utf-8")
    document = read_here(path)
    assert_sound(document)
    assert document.text.count("item") == 360


def test_heaps_of_brackets_are_read_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "heap.md"
    path.write_text("[" * 400 + "words" + "]" * 400 + "\n\n| a | b |\n|---|---|\n| c | d |\n", encoding="utf-8")
    before = time.monotonic()
    assert "words" in read_here(path).text
    assert time.monotonic() - before < 10
