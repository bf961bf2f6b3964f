"""The command line as a user meets it: the real models over the shipped samples."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from assistant.checking import check_claim
from assistant.judge import load_judge
from eval.samples import sample_paths
from tests.conftest import ROOT
from web.cli import main

ANSWER_KEYS = {
    "question", "standalone_question", "answered", "answer", "model", "claims", "citations", "nearest", "timings_ms",
}  # fmt: skip
CITATION_KEYS = {
    "n", "document", "source", "title", "authors", "year", "start", "end", "quote", "section", "paragraph", "page",
    "notes",
}  # fmt: skip


def pincite(library: Path | str, *arguments: str | Path, status: int = 0) -> tuple[str, str]:
    """Run the command in this process; give its standard output and error. No traceback may ever be among them."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        found = main(["--library", str(library), *map(str, arguments)])
    assert "Traceback" not in out.getvalue() + err.getvalue(), err.getvalue()
    assert found == status, (found, err.getvalue())
    return out.getvalue(), err.getvalue()


def as_json(library: Path, *arguments: str | Path, status: int = 0) -> Any:
    return json.loads(pincite(library, *arguments, "--json", status=status)[0])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "library"
    report = as_json(folder, "add", *sample_paths())
    assert len(report["added"]) == len(sample_paths())
    assert report["replaced"] == report["unchanged"] == report["failed"] == []
    return folder


def test_a_process_of_its_own_writes_json_alone_to_standard_output_and_loads_no_more_than_it_needs(
    library: Path,
) -> None:
    script = (
        "import sys; from web.cli import main; status = main(); "
        "late = {'langchain_core', 'torch', 'gradio', 'sentence_transformers'} & set(sys.modules); "
        "sys.exit(f'{late} was imported' if late else status)"
    )
    command = [sys.executable, "-c", script, "--library", str(library), "ask", "Who wrote this?", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["question"] == "Who wrote this?"
    assert "Traceback" not in done.stderr


def test_help_names_every_command(tmp_path: Path) -> None:
    out, _ = pincite(tmp_path, "--help")
    for command in ("add", "list", "remove", "show", "search", "ask", "check", "cite", "eval", "serve", "repair"):
        assert f"\n  {command} " in out


def test_adding_again_changes_nothing(library: Path) -> None:
    report = as_json(library, "add", *sample_paths())
    assert len(report["unchanged"]) == len(sample_paths())
    assert report["added"] == report["replaced"] == report["failed"] == []


def test_list_has_the_contracts_shape(library: Path) -> None:
    items = as_json(library, "list")
    assert len(items) == len(sample_paths())
    for item in items:
        assert {"document", "source", "sha256", "title", "authors", "year", "pages", "chunks"} <= set(item)
        assert item["title"] and item["authors"] and item["chunks"] > 0


def test_every_citation_of_an_answer_is_the_documents_own_text(library: Path) -> None:
    answer = as_json(library, "ask", "How much did Japan contribute to the Gulf War?")
    assert set(answer) >= ANSWER_KEYS
    assert answer["answered"] and answer["claims"] and answer["citations"]
    for citation in answer["citations"]:
        assert set(citation) >= CITATION_KEYS
        document = as_json(library, "show", citation["document"])
        assert document["text"][citation["start"] : citation["end"]] == citation["quote"] != ""
    numbers = {citation["n"] for citation in answer["citations"]}
    for claim in answer["claims"]:
        assert set(claim) == {"text", "verdict", "score", "citations", "reasons"}
        assert set(claim["citations"]) <= numbers
    assert {"retrieve", "rerank", "draft", "cite", "check", "total"} <= set(answer["timings_ms"])


def test_a_refusal_is_an_answer_and_shows_the_nearest_passages(library: Path) -> None:
    answer = as_json(library, "ask", "What is the boiling point of tungsten?")
    assert not answer["answered"]
    assert answer["nearest"] and not answer["claims"]


def test_show_has_the_contracts_shape(library: Path) -> None:
    for item in as_json(library, "list"):
        shown = as_json(library, "show", item["document"])
        assert {
            "document", "source", "sha256", "title", "authors", "year", "container", "doi", "isbn", "language", "text",
            "sections", "blocks", "notes",
        } <= set(shown)  # fmt: skip
        assert shown["sections"] and shown["notes"]
        for block in shown["blocks"]:
            assert {"kind", "start", "end", "page", "section"} <= set(block)
        for note in shown["notes"]:
            assert {"number", "start", "end", "text", "markers", "refers_to", "full_reference"} <= set(note)
            assert shown["text"][note["start"] : note["end"]] == note["text"]
        assert any(note["full_reference"] for note in shown["notes"]), item["source"]


def test_search_gives_passages_with_their_place(library: Path) -> None:
    found = as_json(library, "search", "human security", "-k", "3")
    assert 0 < len(found) <= 3
    assert found == sorted(found, key=lambda p: -p["score"])


def test_a_batch_is_answered_in_order(library: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    history = [
        {"role": "user", "text": "What is the Quad?"},
        {"role": "assistant", "text": "A dialogue of four countries."},
    ]
    lines = [
        {"id": "b", "question": "When did Japan join the United Nations?"},
        {"id": "a", "question": "Who is in it?", "history": history},
    ]
    questions.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    out, _ = pincite(library, "ask", "--batch", questions)
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == ["b", "a"]
    assert answers[1]["standalone_question"] != "Who is in it?"


def test_the_rest_of_a_batch_is_answered_when_a_line_is_broken(library: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    question = "When did Japan join\u2028the United Nations?"  # a line separator inside a text ends no line
    lines = [
        json.dumps({"id": "a", "question": question}, ensure_ascii=False),
        '{"id": "b", "question": ',
        '{"id": "c", "question": " "}',
        '{"id": "d"}',
        '{"id": "e", "question": "Why?", "history": 3}',
        json.dumps({"id": "a", "question": question}),
    ]
    questions.write_text("\n".join(lines), encoding="utf-8")
    out, err = pincite(library, "ask", "--batch", questions, status=1)
    answers = [json.loads(line) for line in out.split("\n") if line]
    assert [answer["id"] for answer in answers] == ["a", None, "c", "d", "e", "a"]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, False]
    assert "line 2: not JSON" in answers[1]["error"]
    assert 'line 3: "question" is empty' in answers[2]["error"]
    assert 'line 4: "question" is missing' in answers[3]["error"]
    assert all(answer["error"] in err for answer in answers if "error" in answer)
    assert "line 6: the id 'a' stands in line 1 too" in err


def test_an_empty_claim_is_called_empty(library: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    for claim, words in (("", "is empty"), (3, "is not text")):
        claims.write_text(json.dumps({"id": 1, "claim": claim, "source": "The mill closed."}), encoding="utf-8")
        assert f'line 1: "claim" {words}' in pincite(library, "check", claims, status=1)[1]


def test_half_a_character_stops_no_question_and_no_batch(library: Path, tmp_path: Path) -> None:
    answer = as_json(library, "ask", "How much did Japan\udcff pay for the Gulf War?")
    assert answer["question"] == "How much did Japan\ufffd pay for the Gulf War?"
    assert as_json(library, "search", "human \udcff security", "-k", "1")
    questions, claims = tmp_path / "questions.jsonl", tmp_path / "claims.jsonl"
    questions.write_text(
        '{"id": "\\ud801", "question": "How \\ud800 many?", "history": [{"role": "user", "text": "\\udc00?"}]}\n'
        '{"id": 2, "question": "When did Japan join the United Nations?"}\n'
    )
    out, _ = pincite(library, "ask", "--batch", questions)
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["\ud801", 2]
    claims.write_text('{"claim": "It fell\\ud800.", "source": "It fell\\udfff."}\n')
    assert json.loads(pincite(library, "check", claims)[0])["verdict"] in ("supported", "partial")


def test_only_a_line_feed_ends_a_line_of_json(library: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    sources = [f"The mill stood for a hundred years.{sign}Then it burnt." for sign in "\u2028\u2029\u0085"]
    lines = [{"id": i, "claim": "The mill stood for a hundred years.", "source": one} for i, one in enumerate(sources)]
    claims.write_text("\r\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    out, _ = pincite(library, "check", claims)
    assert [json.loads(line)["id"] for line in out.split("\n") if line] == [0, 1, 2]


@pytest.mark.parametrize(
    "written",
    [
        '{"citations": [{"document": 5}]}',
        '{"citations": [5]}',
        '{"citations": [{"document": "samples", "notes": "all", "page": 3}]}',
        '{"citations": {"document": 5}}',
        "[5]",
        "5",
        "[" * 100_000,
    ],
)
def test_what_is_no_answer_is_not_cited(library: Path, tmp_path: Path, written: str) -> None:
    (tmp_path / "answer.json").write_text(written)
    _, error = pincite(library, "cite", "--answer", tmp_path / "answer.json", status=1)
    assert "is not an answer as" in error and len(error.strip().splitlines()) == 1


def test_check_gives_a_verdict_a_line(library: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    source = "In 1956 the organisation had 80 members. Its secretariat sat in Geneva."
    lines = [
        {"id": 1, "claim": "The organisation had 80 members in 1956.", "source": source},
        {"id": 2, "claim": "The organisation had 139 members in 1956.", "source": source},
    ]
    claims.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    out, _ = pincite(library, "check", claims)
    results = [json.loads(line) for line in out.splitlines()]
    assert results[0]["verdict"] == "supported"
    assert results[1]["verdict"] in ("contradicted", "not_found")
    assert any("139" in reason for reason in results[1]["reasons"])
    for result in results:
        assert set(result) == {"id", "verdict", "score", "reasons", "evidence"}
        assert all(0 <= span["start"] < span["end"] <= len(source) for span in result["evidence"])


def test_check_asks_the_judge_that_answers_are_checked_by(library: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    source = "The lighthouse keeper rowed out at dawn and brought the three survivors of the wreck ashore."
    said = ["The keeper saved the survivors.", "The survivors brought the keeper ashore.", "He rowed out at dawn."]
    lines = [{"id": n, "claim": claim, "source": source} for n, claim in enumerate(said)]
    claims.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    scores = [json.loads(line)["score"] for line in pincite(library, "check", claims)[0].splitlines()]
    judged = [check_claim(claim, [source], judge=load_judge()).score for claim in said]
    assert scores == pytest.approx(judged, abs=1e-3)
    assert scores != pytest.approx([check_claim(claim, [source]).score for claim in said], abs=1e-3)


def test_cite_writes_references(library: Path) -> None:
    name = sample_paths()[0].name
    assert "@" in pincite(library, "cite", name, "--format", "bibtex")[0]
    title = next(item["title"] for item in as_json(library, "list") if item["source"] == name)
    assert title.split(":")[0][:20].lower() in pincite(library, "cite", name)[0].lower()
    assert pincite(library, "cite", name, "--format", "oscola")[0].strip()
    assert pincite(library, "cite", name, "--references", "--format", "ris")[0].startswith("TY  - ")
    assert "did you mean" in pincite(library, "cite", name, "--format", "chicgo", status=1)[1]


def test_the_references_of_a_refusal_are_said_to_be_none(library: Path, tmp_path: Path) -> None:
    refusal, _ = pincite(library, "ask", "What is the boiling point of tungsten?", "--json")
    (tmp_path / "refusal.json").write_text(refusal, encoding="utf-8")
    out, error = pincite(library, "cite", "--answer", tmp_path / "refusal.json")
    assert "cites nothing" in error and out.strip()


def test_the_readmes_question_is_answered(library: Path) -> None:
    for question in ("How much did Japan pay for the Gulf War?", "How much did Japan pay for the Gulf War"):
        answer = as_json(library, "ask", question)
        assert answer["answered"] and "billion" in answer["answer"]


def test_a_folder_without_anything_to_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    _, error = pincite(tmp_path / "library", "add", tmp_path / "bare")
    assert "nothing that can be read" in error and "bare" in error


def test_adding_a_folder_leaves_out_what_is_of_other_kinds_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "log.txt").write_text("The brig sailed to Riga in 1811 with a load of hemp.", encoding="utf-8")
    for name in ("a.png", "b.png", "c.zip", "d.exe"):
        (folder / name).write_bytes(b"\x89")
    out, error = pincite(tmp_path / "library", "add", folder, "--json")
    report = json.loads(out)
    assert set(report) == {"added", "replaced", "unchanged", "failed"}
    assert len(report["added"]) == 1 and report["failed"] == []
    assert "Left out: 'a.png', 'b.png', 'c.zip' and 1 more, 4 files of kinds" in error
    assert "'c.zip' can't be read" in pincite(tmp_path / "library", "add", folder / "c.zip", status=1)[1]


def test_an_empty_path_is_wrong_usage_and_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log.txt").write_text("The brig sailed to Riga in 1811.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "empty" in pincite(tmp_path / "library", "add", "", status=2)[1]
    assert not (tmp_path / "library").exists()


def test_bad_files_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(
        "A Good Text\n\nThe treaty was signed in 1951 by the two states.", encoding="utf-8"
    )
    (folder / "empty.txt").write_bytes(b"")
    (folder / "zero.docx").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    missing = tmp_path / "missing.pdf"
    report = as_json(tmp_path / "library", "add", folder, missing, status=1)
    assert [Path(path["source"] if isinstance(path, dict) else path).name for path in report["added"]] == ["good.txt"]
    failed = {Path(item["path"]).name: item["error"] for item in report["failed"]}
    assert set(failed) == {"empty.txt", "zero.docx", "broken.pdf", "binary.txt", "missing.pdf"}
    for name, error in failed.items():
        assert name in error and "\n" not in error.strip(), error
    assert len(as_json(tmp_path / "library", "list")) == 1


def test_wrong_usage_and_plain_errors(library: Path, tmp_path: Path) -> None:
    pincite(library, "ask", status=2)
    pincite(library, "no-such-command", status=2)
    _, error = pincite(library, "show", "nobody", status=1)
    assert "nobody" in error
    _, error = pincite(library, "ask", "Anything?", "--model", "nobody:nothing", status=1)
    assert "nobody" in error and len(error.strip().splitlines()) == 1
    other = tmp_path / "photos"
    other.mkdir()
    (other / "holiday.jpg").write_bytes(b"\xff\xd8\xff")
    _, error = pincite(other, "list", status=1)
    assert "photos" in error
    _, error = pincite(tmp_path / "new", "ask", "Anything?", status=1)
    assert "pincite add" in error


@pytest.mark.parametrize(
    "words",
    [["list"], ["ask", "Who sailed?"], ["search", "sails"], ["show", "log.txt"], ["remove", "log.txt"], ["repair"],
     ["cite", "log.txt"], ["backup", "copy"], ["draft", "set.jsonl"], ["eval", "set.jsonl"]],
)  # fmt: skip
def test_where_there_is_no_library_reading_says_so_and_makes_none(tmp_path: Path, words: list[str]) -> None:
    missing = tmp_path / "no such" / "library"
    out, error = pincite(missing, words[0], *(tmp_path / word if "." in word else word for word in words[1:]), status=1)
    assert out == "" and len(error.strip().splitlines()) == 1
    assert f"no library in {missing}" in error and "make one there with `pincite add" in error
    assert list(tmp_path.iterdir()) == []


def test_the_users_own_library_is_there_from_the_first_and_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("PINCITE_LIBRARY", raising=False)
    assert json.loads(pincite("", "list", "--json")[0]) == []
    assert "Add documents with: pincite add" in pincite("", "list")[1]
    assert "is empty; add documents with: pincite add" in pincite("", "ask", "Who sailed?", status=1)[1]


def test_remove_leaves_nothing(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# A Note\n\nThe zebra fund was founded in 1987.", encoding="utf-8")
    library = tmp_path / "library"
    as_json(library, "add", note)
    pincite(library, "remove", "note.md")
    assert as_json(library, "list") == []
    assert as_json(library, "search", "zebra fund") == []


def test_only_a_whole_name_removes_a_document_and_a_part_is_said_to_be_one(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# The Zebra Fund\n\nThe zebra fund was founded in 1987.", encoding="utf-8")
    library = tmp_path / "library"
    as_json(library, "add", note)
    for part in ("x", "ot", "note", "zebra"):
        assert "ote.md" in pincite(library, "remove", part, status=1)[1] or part == "x"
    taken = "is taken to mean note.md"
    assert taken in pincite(library, "show", "zebra")[1] and taken in pincite(library, "cite", "zebra")[1]
    assert taken in pincite(library, "search", "fund", "--document", "zebra")[1]
    assert taken in pincite(library, "ask", "When was the zebra fund founded?", "--document", "zebra")[1]
    assert taken not in pincite(library, "show", "note.md")[1]
    pincite(library, "remove", as_json(library, "list")[0]["document"][:4])
    assert as_json(library, "list") == []


def test_a_copy_under_another_name_is_said_to_be_one(tmp_path: Path) -> None:
    for name in ("log.txt", "copy.txt"):
        (tmp_path / name).write_text("The brig sailed to Riga in 1811 with a load of hemp.", encoding="utf-8")
    library = tmp_path / "library"
    assert "is the same as" not in pincite(library, "add", tmp_path / "log.txt")[1]
    assert "is the same as" not in pincite(library, "add", tmp_path / "log.txt")[1]
    assert "pincite: copy.txt is the same as log.txt (" in pincite(library, "add", tmp_path / "copy.txt")[1]
    assert "'copy.txt' is taken to mean log.txt" in pincite(library, "show", "copy.txt")[1]
    assert "did you mean log.txt" in pincite(library, "remove", "copy.txt", status=1)[1]


def test_a_broken_line_of_claims_gets_its_error_and_the_others_their_verdicts(library: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    sound = {"claim": "The mill stood.", "source": "The mill stood."}
    lines = [
        json.dumps({"id": "a", **sound}),
        '{"id": "b", "claim": ',
        json.dumps({"id": "c", "claim": "The mill stood."}),
        '{"id": NaN, "claim": "It stood.", "source": "It stood."}',
        '{"id": 1e999, "claim": "It stood.", "source": "It stood."}',
        '{"id": ' + "9" * 5000 + "}",
        json.dumps({"id": ["e", 2.5], **sound}),
    ]
    claims.write_text("\n".join(lines), encoding="utf-8")
    out, error = pincite(library, "check", claims, status=1)
    results = [json.loads(line, parse_constant=pytest.fail) for line in out.splitlines()]
    assert [result["id"] for result in results] == ["a", None, "c", None, None, None, ["e", 2.5]]
    assert ["error" in result for result in results] == [False, True, True, True, True, True, False]
    assert 'line 3: "source" is missing' in results[2]["error"] and "not JSON" in results[3]["error"]
    assert all(result["error"] in error for result in results if "error" in result)


def test_questions_and_claims_come_from_standard_input_too(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(text: str) -> None:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text.encode())))

    given('{"id": 1, "claim": "It stood.", "source": "It stood."}\n{"id": 2}\n')
    out, error = pincite(library, "check", "-", status=1)
    assert json.loads(out.splitlines()[0])["verdict"] == "supported"
    assert 'standard input, line 2: "claim" is missing' in error
    given('\ufeff{"id": 1, "question": "When did Japan join the United Nations?"}\n')
    assert json.loads(pincite(library, "ask", "--batch", "-")[0])["id"] == 1


def test_a_question_is_no_longer_than_over_http(library: Path, tmp_path: Path) -> None:
    assert "longer than 4,000" in pincite(library, "ask", "why " * 1001, status=2)[1]
    batch = tmp_path / "questions.jsonl"
    batch.write_text(json.dumps({"id": 1, "question": "why " * 1001}), encoding="utf-8")
    out, _ = pincite(library, "ask", "--batch", batch, status=1)
    assert "longer than 4,000" in json.loads(out)["error"]


def test_an_empty_query_is_wrong_usage(library: Path) -> None:
    assert "the query is empty" in pincite(library, "search", " ", status=2)[1]


def test_words_for_a_person_fit_their_number(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The zebra fund was founded in 1987.", encoding="utf-8")
    pincite(tmp_path / "library", "add", note)
    assert "1 chunk\n" in pincite(tmp_path / "library", "list")[0]
    assert "of 1 document again" in pincite(tmp_path / "library", "repair")[1]
    assert "PATH...}" not in pincite(tmp_path / "library", "add", "--help")[0]


def test_no_files_name_steers_the_terminal(tmp_path: Path) -> None:
    odd = tmp_path / "log\x1b]0;owned\x07\u202e.txt"
    odd.write_bytes(b"")
    _, error = pincite(tmp_path / "library", "add", odd, status=1)
    assert "log]0;owned.txt" in error and not set(error) & set("\x1b\x07\u202e")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_no_fault_of_pincites(library: Path) -> None:
    script = "import sys; from web.cli import main; sys.exit(main())"
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-c", script, "--library", str(library), "list", "--json"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "pincite: the output: No space left on device.\n"
