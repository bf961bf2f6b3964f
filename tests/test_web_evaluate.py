"""The Evaluate tab in a real browser: sets run, stopped, uploaded, drafted and grown from the chat; runs compared."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.runs import save_run
from ingest.library import Library
from tests.browsing import ask, left_over, reload, serving, settle
from tests.fakes import WordEmbedder
from tests.fakes_web import FakeChain, make_document, make_run

pytestmark = pytest.mark.browser


def questions(count: int) -> str:
    """A set over the hand-made document, one of whose facts no answer holds."""
    case = {
        "question": "How many judges had the harbour court of Mirel?",
        "answerable": True,
        "evidence": [{"document": "mirel.txt", "quote": "It had nine judges"}],
    }
    rows = [{**case, "id": f"q{i}", "facts": [["nine" if i else "ninety"]], "answer": "Nine."} for i in range(count)]
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page whose shipped set is a made-up run; other sets are really run. Two runs are kept."""
    folder = tmp_path_factory.mktemp("evaluate")
    document = make_document()
    with Library.open(folder / "library", embedder=WordEmbedder()) as library:
        library.add(document)

        def evaluate(set_path: Path | None = None, **options: Any) -> Any:
            if set_path is not None:
                from eval.evaluate import evaluate as real

                return real(set_path, **options)
            options["on_start"](2)
            return make_run(f"run-{time.strftime('%H%M%S')}", False, document)

        for name, right in (("run-000001", False), ("run-000002", True)):
            save_run(make_run(name, right, document), folder / "library" / "runs" / f"{name}.json")
        with serving(FakeChain(document), library, folder=folder / "library", evaluate=evaluate) as found:
            yield found


@pytest.fixture
def page(page: Any) -> Any:
    """The visitor's page, at the Evaluate tab."""
    page.get_by_role("tab", name="Evaluate").click()
    return page


def test_a_set_is_run_a_failure_opened_and_evidence_marked(page: Any) -> None:
    assert page.locator("#trial-stop").is_hidden()
    page.click("#trial-run")
    page.wait_for_selector(".run .plot")
    assert page.locator(".case:visible").count() == 1
    page.uncheck(".only-wrong input")
    assert page.locator(".case:visible").count() == 2
    page.locator("[data-trial=open]").first.click()
    page.wait_for_selector(".expected .open-cite:visible")
    assert "a fact is missing" in page.inner_text(".expected-words")
    page.click(".expected .open-cite")
    page.wait_for_selector("mark.cited.current >> text=nine judges")
    ask(page, "When?")
    page.locator("[data-act=add-case]").last.click()
    page.wait_for_selector(".case-said >> text=3 places of evidence")
    page.evaluate(
        "getSelection().selectAllChildren("
        "[...document.querySelectorAll('.document .block')].find((b) => b.textContent.startsWith('No fee')))"
    )
    page.click(".mark-evidence")
    page.wait_for_selector(".source-place >> text=Marked as evidence")


def test_a_run_is_taken_along_as_a_page_and_as_data(page: Any) -> None:
    reload(page)
    page.get_by_role("tab", name="Evaluate").click()
    settle(page)
    page.click("#trial-shown input")
    page.click("[role=option]:visible >> text=2026-01-02 03:01")
    page.wait_for_selector(".run-files")
    with page.expect_download() as file:
        page.click("[data-report=json]")
    kept = json.loads(Path(file.value.path()).read_text(encoding="utf-8"))
    assert file.value.suggested_filename == f"{kept['run']['id']}.json" and kept["cases"]
    with page.expect_download() as file:
        page.click("[data-report=html]")
    assert "<html" in Path(file.value.path()).read_text(encoding="utf-8")


def test_a_set_is_drafted_from_the_library_gone_through_and_kept(page: Any) -> None:
    page.get_by_text("Draft a set from your documents").click()
    page.click("#draft-make")
    page.wait_for_selector("#draft-rows table")
    page.wait_for_function("document.querySelector('#trial-progress').innerText.includes('drafted')")
    page.wait_for_selector("#draft-keep:visible")
    # Only now: while Gradio is still mounting what a panel holds, it puts a field's first value over what was typed.
    page.fill("#draft-name input, #draft-name textarea", "from my library")
    made = int(page.inner_text("#trial-progress").split()[0])
    page.click("#draft-keep")
    page.wait_for_function("document.querySelector('#trial-progress').innerText.includes('kept')")
    assert page.input_value("#trial-set input") == "from my library, over your library"
    assert 0 < int(page.inner_text("#trial-progress").split()[0]) == made


def send_set(page: Any, name: str, text: str) -> None:
    page.set_input_files(
        "#trial-controls input[type=file]", [{"name": name, "mimeType": "text/plain", "buffer": text.encode()}]
    )


def run_own(page: Any, name: str, count: int) -> None:
    """Upload a set of so many questions, and run it."""
    send_set(page, f"{name}.jsonl", questions(count))
    page.wait_for_selector("#trial-progress >> text=every quote in it was found")
    assert page.input_value("#trial-set input") == f"{name}, over your library"
    assert left_over() == []
    page.click("#trial-run")


def test_a_set_is_uploaded_and_run_and_its_questions_filtered(page: Any) -> None:
    run_own(page, "judges", 3)
    page.wait_for_selector(".run h2 >> text=3 questions, 1 to look at")
    page.wait_for_selector("#trial-run:visible")
    assert page.locator(".case:visible").count() == 1
    assert "judges" in page.input_value("#trial-shown input")


def test_a_set_with_a_quote_that_is_not_there_is_refused_by_line(page: Any) -> None:
    send_set(page, "wrong.jsonl", questions(2).replace("nine judges", "eleven judges", 1))
    page.wait_for_selector("#trial-progress .failed")
    assert "line 1" in page.inner_text("#trial-progress")
    page.click("#trial-set input")
    assert not page.locator("[role=option] >> text=wrong").count()
    page.keyboard.press("Escape")


def test_a_run_is_stopped(page: Any) -> None:
    run_own(page, "long", 150)
    page.wait_for_selector("#trial-progress >> text=of 150 questions asked")
    assert page.locator("#trial-run").is_hidden()
    page.click("#trial-stop")
    page.wait_for_selector("#trial-progress .failed >> text=Stopped.")
    page.wait_for_selector("#trial-run:visible")
    assert page.locator("#trial-stop").is_hidden()


def test_two_runs_are_compared(page: Any) -> None:
    reload(page)  # the list of runs is as of the page's load
    page.get_by_role("tab", name="Evaluate").click()
    settle(page)
    for field, when in (("#trial-shown", "03:02"), ("#trial-against", "03:01")):
        page.click(f"{field} input")
        page.click(f"[role=option]:visible >> text=2026-01-02 {when}")
    page.wait_for_selector("section[aria-label=Comparison]")
    words = page.inner_text("#trial-result")
    assert "2 questions in both" in words and "+0.500" in words
    assert page.locator(".case.better").count() == 1 and not page.locator(".case.worse").count()
    assert "When did it sit?" in page.inner_text(".case.better")
    page.click("#trial-against input")
    page.click("[role=option]:visible >> text=2026-01-02 03:02")
    page.wait_for_selector("#trial-progress .failed >> text=choose another to compare it with")


def test_what_is_said_of_a_run_or_a_draft_stands_next_to_the_buttons(page: Any) -> None:
    reload(page)
    page.get_by_role("tab", name="Evaluate").click()
    page.get_by_text("Draft a set from your documents").click()
    page.click("#draft-make")
    page.wait_for_selector("#draft-keep:visible")
    page.wait_for_selector("#draft-rows input[type=checkbox]")
    page.locator("#draft-rows input[type=checkbox]").first.click()  # all of them
    page.wait_for_function(
        "[...document.querySelectorAll('#draft-rows td input[type=checkbox]')].every((box) => !box.checked)"
    )
    page.click("#draft-keep")
    page.wait_for_selector("#trial-progress .failed >> text=No question is kept")
    said, button = (page.locator(where).bounding_box() for where in ("#trial-progress .failed", "#draft-keep"))
    assert 0 <= said["y"] < 900 and abs(said["y"] - button["y"]) < 200
    page.click("#trial-run")
    page.wait_for_selector(".run .plot")
    page.wait_for_function("document.querySelector('.run h2').getBoundingClientRect().top < innerHeight - 100")


def test_runs_without_a_common_question_are_said_to_be_beyond_comparison(page: Any) -> None:
    run_own(page, "apart", 2)
    page.wait_for_selector(".run h2 >> text=2 questions")
    settle(page)  # the run's last message draws the list of runs anew
    page.click("#trial-against input")
    page.click("[role=option]:visible >> text=2026-01-02 03:01")
    page.wait_for_selector(".none-wrong >> text=no question in common")
    assert "No question changed" not in page.inner_text("#trial-result")
