"""README's contract, word for word: what each command writes has the keys that the table names, and no others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from eval.samples import sample_paths
from tests.commanding import as_json, pincite
from tests.conftest import ROOT

ROW = re.compile(r"^\| `(?P<command>[^`]+)` \| (?P<said>.*) \|$", re.M)
TOKEN = re.compile(r'"(?P<key>\w+)"(?P<maybe>\?)?|(?P<sign>[{}\[\]:,])|(?P<name>[A-Z]+)')
TEXT = """\
The Weir at Lisse

Anna Korver

The weir was built in 1871 (Smit 1999, 4), when the mill had stood for a hundred years.[^1] It closed in 1931.

[^1]: Pieter Smit, The Mill at Oudam (Lisse: Quay Press, 1999), p. 4.

# References

Smit, Pieter. 1999. The Mill at Oudam. Lisse: Quay Press.
"""


def contract() -> dict[str, str]:
    """What the README says of each command's JSON."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return {row["command"]: row["said"] for row in ROW.finditer(text[text.index("## The contract") :])}


def shape(said: str) -> Any:
    """A shape as written, `{"a", "b": [{"c"}], "d"?}`: dictionaries of keys (one that may lack with its "?") to shapes
    (None: any value), lists of one shape."""
    tokens = list(TOKEN.finditer(re.findall(r"`([^`]*)`", said)[0]))
    found, at = _value(tokens, 0)
    assert at == len(tokens), said
    return found


def _value(tokens: list[re.Match[str]], at: int) -> tuple[Any, int]:
    opening = tokens[at]["sign"]
    if opening not in ("{", "["):
        return None, at + 1
    keys: dict[str, Any] = {}
    inside: list[Any] = []
    at += 1
    while tokens[at]["sign"] not in ("}", "]"):
        if tokens[at]["sign"] == ",":
            at += 1
        elif opening == "[":
            found, at = _value(tokens, at)
            inside.append(found)
        else:
            key = (tokens[at]["key"] or tokens[at]["name"]) + (tokens[at]["maybe"] or "")
            keys[key], at = _value(tokens, at + 2) if tokens[at + 1]["sign"] == ":" else (None, at + 1)
    return (keys if opening == "{" else inside[:1]), at + 1


def differences(shape: Any, value: Any, where: str = "") -> Iterator[str]:
    """Where a value hasn't exactly the keys of the shape; a shape {NAME: …} is that of every value of a mapping."""
    if isinstance(shape, list) and shape:
        if not isinstance(value, list):
            yield f"{where} is no list"
        else:
            for one in value:
                yield from differences(shape[0], one, where + "[]")
    elif isinstance(shape, Mapping):
        if not isinstance(value, Mapping):
            yield f"{where} is no object"
            return
        if list(shape) == ["NAME"]:
            for name, one in value.items():
                yield from differences(shape["NAME"], one, f"{where}.{name}")
            return
        every = {key.rstrip("?"): inner for key, inner in shape.items()}
        yield from (f"{where}.{key} is not in the README" for key in value.keys() - every.keys())
        yield from (f"{where}.{key} is not written" for key in shape.keys() - value.keys() if key[-1] != "?")
        for key in every.keys() & value.keys():
            yield from differences(every[key], value[key], f"{where}.{key}")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each command of the contract writes."""
    folder = tmp_path_factory.mktemp("contract")
    library, weir, broken = folder / "library", folder / "weir.md", folder / "broken.pdf"
    weir.write_text(TEXT, encoding="utf-8")
    broken.write_bytes(b"%PDF-1.7 nothing")
    (folder / "questions.jsonl").write_text('{"id": 1, "question": "When was the weir built?"}\n')
    (folder / "claims.jsonl").write_text('{"id": 1, "claim": "It closed.", "source": "It closed in 1931."}\n')
    run = folder / "run.json"
    added = as_json(library, "add", *sample_paths()[:2], weir, broken, status=1)
    evaluated = pincite(library, "eval", "--limit", "1", "--json", "--save", run)[0]
    return {
        "add PATH... --json": added,
        "list --json": as_json(library, "list"),
        "show DOCUMENT --json": as_json(library, "show", "weir.md"),
        "search QUERY --json": as_json(library, "search", "weir", "-k", "3"),
        "ask QUESTION --json": as_json(library, "ask", "When was the weir built?"),
        "ask --batch FILE": json.loads(pincite(library, "ask", "--batch", folder / "questions.jsonl")[0]),
        "check FILE": json.loads(pincite(library, "check", folder / "claims.jsonl")[0]),
        "eval --json": json.loads(evaluated),
        "refusal": as_json(library, "ask", "What is the boiling point of tungsten?"),
    }


def test_every_command_of_the_contract_is_tried(written: dict[str, Any]) -> None:
    assert set(contract()) == set(written) - {"refusal"}


@pytest.mark.parametrize("command", [command for command in contract() if command != "ask --batch FILE"])
def test_a_command_writes_exactly_the_keys_of_the_contract(command: str, written: dict[str, Any]) -> None:
    assert list(differences(shape(contract()[command]), written[command])) == []


def test_answers_of_a_batch_and_refusals_have_the_same_keys(written: dict[str, Any]) -> None:
    answer = shape(contract()["ask QUESTION --json"])
    assert list(differences({"id": None, **answer}, written["ask --batch FILE"])) == []
    refusal = written["refusal"]
    assert list(differences(answer, refusal)) == []
    assert refusal["nearest"] and not list(differences(answer["citations"], refusal["nearest"]))


def test_what_is_compared_is_there(written: dict[str, Any]) -> None:
    shown, answer = written["show DOCUMENT --json"], written["ask QUESTION --json"]
    assert all(shown[name] for name in ("sections", "blocks", "notes", "in_text_citations"))
    assert shown["in_text_citations"][0]["references"]
    assert answer["claims"] and answer["citations"][0]["notes"] and answer["citations"][0]["references"]
    assert written["add PATH... --json"]["failed"] and written["search QUERY --json"]
    assert all(found["evidence"] for found in [written["check FILE"]])


def test_a_missing_and_an_unknown_key_are_told() -> None:
    said = shape('`{"a", "b": [{"c"}], "d": {NAME: {"e"}}, "g"?}` a line')
    assert said == {"a": None, "b": [{"c": None}], "d": {"NAME": {"e": None}}, "g?": None}
    value = {"a": 1, "b": [{"c": 1}, {}], "d": {"x": {"e": 1, "f": 2}}, "g": 3}
    assert sorted(differences(said, value)) == [".b[].c is not written", ".d.x.f is not in the README"]
