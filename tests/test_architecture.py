"""The arrows between the folders: web -> eval -> assistant -> ingest, and nothing the other way; and what is
installed with them."""

import ast
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ("ingest", "assistant", "eval", "web")
IN_ASSISTANT = ("words", "questions", "messages", "claims", "quotes", "refusals", "follow_ups", "lookups")


def imported_folders(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
    return {name.split(".")[0] for name in names} & set(ORDER)


@pytest.mark.parametrize("folder", ORDER)
def test_imports_point_down(folder: str) -> None:
    allowed = set(ORDER[: ORDER.index(folder) + 1])
    for path in (ROOT / folder).rglob("*.py"):
        assert imported_folders(path) <= allowed, path


def test_the_folders_of_the_assistant_stand_one_above_another() -> None:
    folders = {path.parent.name for path in (ROOT / "assistant").glob("*/*.py")}
    assert folders == set(IN_ASSISTANT)
    for folder in folders:
        above = IN_ASSISTANT[IN_ASSISTANT.index(folder) + 1 :]
        for path in (ROOT / "assistant" / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert not [name for name in above if re.search(rf"\bassistant\.{name}\b", text)], path


def test_the_vocabulary_of_documents_imports_nothing_from_the_project() -> None:
    assert not imported_folders(ROOT / "ingest" / "document.py")
    assert not imported_folders(ROOT / "ingest" / "errors.py")


def test_every_file_beside_the_code_is_installed_with_it() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["*"]
    for folder in ORDER:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                assert any(fnmatch(path.name, pattern) for pattern in patterns), path


def test_the_table_of_files_is_true_and_whole() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"`((?:ingest|assistant|eval|web|tests)/[a-z_/]*(?:\.py|\.md|/))`", table))
    assert not [name for name in named if not (ROOT / name).exists()]
    there = {
        f"{folder}/{path.name}{'/' if path.is_dir() else ''}"
        for folder in ("ingest", "assistant")
        for path in (ROOT / folder).glob("[a-z]*")
        if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))
    }
    assert sorted(there - named) == [], "say in CONTRIBUTING.md what is changed in it"
