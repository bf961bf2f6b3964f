"""SECURITY.md names for each promise the test that holds it."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROWS = [line for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]


def test_each_promise_names_tests_that_are_there() -> None:
    promises = [row for row in ROWS if not row.startswith("| who |")]
    assert len(promises) >= 8
    for row in promises:
        named = re.findall(r"tests/\w+\.py", row.split("|")[-2])
        assert named and all((ROOT / name).is_file() for name in named), row
