"""The commands of evaluation, run as a person runs them: drafting, importing, judging the judge, wrong usage."""

import json
import shlex
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.fakes import FakeModelServer
from web.cli import app
from web.trials import Trials

TEXT = """\
The Observatory

The observatory was founded in Greenwich on 22 June 1675 by the king. It was later moved to the coast.

In 1851 Britain opened the Great Exhibition in London. Six ships left the harbour that autumn.

The bridge was opened in London in 1894 by the prince. The tower was finished in Paris in 1889 for the fair.
"""


def pincite(*words: str, said: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=said)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "observatory.txt").write_text(TEXT)
    return tmp_path


def test_a_set_is_drafted_and_gone_through(folder: Path) -> None:
    target = folder / "set.jsonl"
    words = ("draft", str(target), "--documents", str(folder / "documents"), "-n", "9")
    done = pincite(*words, "--accept", "--json")
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    assert json.loads(done.stdout)["kept"] == len(lines) >= 4
    assert any("founded in Greenwich" in one["question"] for one in lines)
    assert pincite(*words).exit_code == 2  # the set is there already
    again = pincite(*words, "--force", said="d\nq\nIs it mended?\na\ns\n")
    assert again.exit_code == 0, again.output
    assert [json.loads(line)["question"] for line in target.read_text().splitlines()] == ["Is it mended?"]


def test_a_file_that_cannot_be_read_is_named_and_left_out_of_a_draft(folder: Path) -> None:
    (folder / "documents" / "tool.py").write_text("print(1)")
    (folder / "documents" / "gone.txt").symlink_to(folder / "nowhere.txt")
    target = folder / "set.jsonl"
    done = pincite("draft", str(target), "--documents", str(folder / "documents"), "--accept")
    assert done.exit_code == 0, done.output
    assert "Left out: 'tool.py'" in done.stderr and "gone.txt is a link that leads nowhere" in done.stderr
    assert target.exists()
    (folder / "documents" / "observatory.txt").unlink()
    assert pincite("draft", str(target), "--documents", str(folder / "documents"), "--force").exit_code == 1


def test_a_draft_of_a_folder_is_run_as_the_draft_says(folder: Path) -> None:
    """Whatever else is in the folder: what one leaves out, the other leaves out."""
    documents = (folder / "documents").rename(folder / "my documents")
    (documents / "fig.png").write_bytes(b"\x89PNG")
    done = pincite("draft", str(folder / "set.jsonl"), "--documents", str(documents), "-n", "2", "--accept")
    assert "Left out: 'fig.png', a file of a kind" in done.stderr
    command = shlex.split(done.stderr.partition("run them with: ")[2])
    assert command == ["pincite", "eval", str(folder / "set.jsonl"), "--documents", str(documents)]
    ran = pincite(*command[1:], "--json")
    assert ran.exit_code == 0, ran.output
    assert json.loads(ran.stdout)["metrics"]


def test_nothing_accepted_writes_nothing(folder: Path) -> None:
    target = folder / "set.jsonl"
    done = pincite("draft", str(target), "--documents", str(folder / "documents"), said="")
    assert done.exit_code == 0
    assert not target.exists()


def test_a_set_is_imported(folder: Path) -> None:
    (folder / "set.csv").write_text("question,answer,quote\nWhen was it founded?,1675,founded in Greenwich\n,x,\n")
    target = folder / "set.jsonl"
    words = ("import", str(folder / "set.csv"), str(target), "--documents", str(folder / "documents"), "--json")
    done = pincite(*words)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {
        "set": str(target), "questions": 1, "skipped": [{"id": "row-2", "why": "it has no question"}],
    }  # fmt: skip
    assert json.loads(target.read_text())["evidence"] == [
        {"document": "observatory.txt", "quote": "founded in Greenwich"}
    ]


def test_an_import_over_another_text_is_refused(folder: Path) -> None:
    def squad(context: str) -> str:
        asked = [{"id": "a", "question": "Who?", "answers": [{"text": "king", "answer_start": context.index("king")}]}]
        return json.dumps({"data": [{"title": "Court", "paragraphs": [{"context": context, "qas": asked}]}]})

    words = ("--documents", str(folder / "documents"))
    for name, context, status in (("one", "A king sat.", 0), ("two", "No king sat.", 1)):
        (folder / f"{name}.json").write_text(squad(context))
        done = pincite("import", str(folder / f"{name}.json"), str(folder / f"{name}.jsonl"), *words)
        assert done.exit_code == status, done.output
    assert (folder / "documents" / "court.txt").read_text() == "A king sat.\n"
    assert pincite("import", str(folder / "two.json"), str(folder / "two.jsonl"), *words, "--force").exit_code == 0


def test_the_judge_is_judged(folder: Path) -> None:
    home = folder / "sets" / "wice" / "oracle"
    home.mkdir(parents=True)
    claims = [
        {"label": "supported", "claim": "The sea is salt.", "evidence": ["The sea is salt."]},
        {"label": "not_supported", "claim": "The moon sings.", "evidence": ["Stones lie there."]},
    ]
    (home / "dev.jsonl").write_text("".join(json.dumps(one) + "\n" for one in claims))
    page = folder / "judge.html"
    words = ("eval", "--judge", str(folder / "sets"), "--judge-set", "wice_oracle", "--judge-name", "none", "--json")
    done = pincite(*words, "--report", str(page))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["sets"]["wice_oracle"]["metrics"]["accuracy"]["value"] == 1
    assert "Threshold curve" in page.read_text()


@pytest.mark.parametrize(
    "words",
    [("eval", "--min", "fact_recall"), ("eval", "--min", "nothing=1"), ("eval", "--max-drop", "fact_recall=0.1"),
     ("eval", "--min", "latency_ms_p95=3")],
)  # fmt: skip
def test_wrong_usage_is_named_before_anything_is_run(words: tuple[str, ...]) -> None:
    assert pincite(*words).exit_code == 2


def test_a_quote_may_name_any_of_a_documents_copies(folder: Path) -> None:
    (folder / "documents" / "a copy.txt").write_text(TEXT)
    evidence = [{"document": "observatory.txt", "quote": "founded in Greenwich"}]
    case = {
        "id": "q1",
        "question": "When was the observatory founded in Greenwich?",
        "facts": [["Greenwich"]],
        "evidence": evidence,
    }
    (folder / "set.jsonl").write_text(json.dumps(case) + "\n")
    words = ("eval", str(folder / "set.jsonl"), "--documents", str(folder / "documents"), "--system", "bm25", "--json")
    done = pincite(*words, "--save", str(folder / "run.json"))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["metrics"]["citation_recall"]["value"] == 1


def test_questions_that_failed_are_named_and_end_in_one(folder: Path) -> None:
    (folder / "set.jsonl").write_text(
        '{"id": "q1", "question": "When was it founded?", "facts": [["1675"]], "answerable": true}\n'
        '{"id": "q2", "question": "Who rows there?", "answerable": false}\n'
    )
    answer = folder / "answer.py"
    answer.write_text('import json, sys\nassert json.load(sys.stdin)["id"] == "q2"\nprint("I do not know.")\n')
    words = ("eval", str(folder / "set.jsonl"), "--documents", str(folder / "documents"), "--json", "--system")
    command = f"command:{shlex.quote(sys.executable)} {shlex.quote(str(answer))}"
    done = pincite(*words, command, "--save", str(folder / "run.json"))
    assert done.exit_code == 1, done.output
    assert "pincite: 1 of 2 questions failed, 'q1' first: " in done.stderr
    assert [bool(case["error"]) for case in json.loads(done.stdout)["cases"]] == [True, False]
    assert pincite(*words, command, "--save", str(folder / "run.json"), "--min", "fact_recall=1").exit_code == 3


def test_a_models_tokens_and_their_price_are_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = [
        {"id": f"q{n}", "question": question, "answer": answer, "facts": [[answer]], "answerable": True, "tags": [],
         "evidence": [{"document": "observatory.txt", "quote": quote}]}
        for n, (question, answer, quote) in enumerate([
            ("When was the observatory founded in Greenwich?", "1675", "founded in Greenwich"),
            ("When was the bridge opened in London?", "1894", "The bridge was opened"),
        ])
    ]  # fmt: skip
    (folder / "set.jsonl").write_text("".join(json.dumps(one) + "\n" for one in questions))
    run = folder / "run.json"
    words = ("eval", str(folder / "set.jsonl"), "--documents", str(folder / "documents"), "--model", "m", "--save")
    with FakeModelServer(lambda _: "It was founded in Greenwich in 1675.") as server:
        monkeypatch.setenv("PINCITE_BASE_URL", server.url)
        monkeypatch.setenv("PINCITE_LIBRARY", str(folder / "library"))
        done = pincite(*words, str(run), "--price", "2,30")
        asked = [sum(len(m["content"].split()) for m in body["messages"]) for body in server.seen]
    assert done.exit_code == 0, done.output
    figures = {name: found["value"] for name, found in json.loads(run.read_text())["metrics"].items()}
    assert figures["input_tokens"] == sum(asked) / 2
    assert figures["output_tokens"] == 10
    assert figures["cost_usd"] == pytest.approx((sum(asked) / 2 * 2 + 10 * 30) / 1e6)
    assert pincite(*words, str(run), "--price", "cheap").exit_code == 2


def test_a_run_over_the_library_is_kept_with_it_where_the_page_finds_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    library = folder / "library"
    case = {"id": "q", "question": "When was the bridge opened in London?", "facts": [["1894"]], "answerable": True}
    case["evidence"] = [{"document": "observatory.txt", "quote": "The bridge was opened"}]
    (folder / "set.jsonl").write_text(json.dumps(case) + "\n")
    assert pincite("--library", str(library), "add", str(folder / "documents")).exit_code == 0
    evaluated = ("--library", str(library), "eval", str(folder / "set.jsonl"), "--json")
    first = pincite(*evaluated)
    assert first.exit_code == 0, first.output
    ((_, name),) = Trials(None, library).runs()
    assert name == json.loads(first.stdout)["run"]["id"]
    again = pincite(*evaluated, "--compare", "last", "--max-drop", "fact_recall=0.01")
    assert again.exit_code == 0, again.output
    assert json.loads(again.stdout)["comparison"]["before"]["id"] == name
    assert not list((folder / "data").rglob("*.json"))
