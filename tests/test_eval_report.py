"""The reports: whole, readable without a network, and safe with whatever a document or a model says."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from eval import plots
from eval.compare import compare
from eval.gate import check, parse_thresholds
from eval.metrics import reliability
from eval.report import changes_table, comparison_terminal, junit
from eval.report_html import html_report
from tests.test_eval_compare import run_of

EVIL = "<script>alert(1)</script> & \"quotes\" 'too' </style>"
VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """Collects a page's tags, and checks that they nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def broken_run(**values: Any) -> dict[str, Any]:
    run = run_of("after", shift=1, refuses=False)
    run["run"] |= {"set": "mine.jsonl", "created": "2026-01-02T03:04:05+00:00", **values}
    return run


def test_the_page_shows_expected_and_given_side_by_side() -> None:
    page = Page(html_report(broken_run()))
    text = " ".join(page.words)
    for words in ("How much did Japan pay?", "13 billion", "a gold sentence isn't cited", "✗ not cited",
                  "answered, but the documents don't hold the answer", "citation_recall"):  # fmt: skip
        assert words in text
    assert sum(tag == "article" for tag, _ in page.seen) == 4


def test_the_page_needs_nothing_else() -> None:
    text = html_report(broken_run())
    assert not re.search(r"(?:src|href)\s*=|@import|url\(", text)
    assert "default-src 'none'" in text
    assert len(text) < 200_000


def test_what_a_document_or_a_model_says_is_escaped() -> None:
    run = broken_run(set=EVIL, warnings=[EVIL])
    case = run["cases"][0]
    case |= {"id": EVIL, "question": EVIL, "expected": EVIL, "tags": [EVIL], "facts": [[EVIL]]}
    case["history"] = [{"role": "user", "text": EVIL}]
    case["answer"] |= {"answer": EVIL}
    case["answer"]["citations"][0] |= {"quote": EVIL, "source": EVIL, "n": EVIL}
    case["answer"]["claims"][0] |= {"text": EVIL, "verdict": "partial", "reasons": [EVIL]}
    case["evidence"][0] |= {"quote": EVIL, "document": EVIL}
    run["by_tag"] = {EVIL: run["metrics"]}
    run["cases"][1]["error"] = EVIL
    page = html_report(run, comparison=compare(run_of(), run))
    assert "<script>alert" not in page
    assert sum(tag == "script" for tag, _ in Page(page).seen) == 1
    root = ElementTree.fromstring(junit(run))
    assert any(EVIL in case.get("name", "") for case in root.iter("testcase"))


def test_the_page_tells_of_the_gate_and_the_comparison() -> None:
    base, run = run_of(), broken_run()
    missed = check(run, parse_thresholds(["refusal_recall=1"]))
    text = html_report(run, comparison=compare(base, run), missed=missed)
    assert "Gate: not passed" in text
    assert "refusal_recall is below 1" in text
    assert "now answers" in text
    Page(text)


def test_a_run_with_nothing_in_it_is_still_a_page() -> None:
    run: dict[str, Any] = {"run": {}, "settings": {}, "metrics": {}, "by_tag": {}, "cases": []}
    Page(html_report(run))
    assert ElementTree.fromstring(junit(run)).get("tests") == "0"


def test_junit_counts_failures_errors_and_missed_thresholds() -> None:
    run = broken_run()
    run["cases"][0]["error"] = "It broke\x00."
    missed = check(run, parse_thresholds(["citation_recall=0.5"]))
    root = ElementTree.fromstring(junit(run, missed))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("5", "4", "1")
    assert root.find("testsuite/testcase/error") is not None
    names = {p.get("name"): p.get("value") for p in root.iter("property")}
    assert names["refusal_recall"] == "0.000000"
    assert any(case.get("classname") == "gate" for case in root.iter("testcase"))


def test_tables_of_a_comparison() -> None:
    from io import StringIO

    from rich.console import Console

    found = compare(run_of(), run_of(shift=1))
    out = StringIO()
    console = Console(file=out, width=140)
    comparison_terminal(found, console)
    assert re.search(r"citation_recall\W+1\.000\W+0\.000\W+-1\.000\W+-1\.000 – -1\.000\W+unsure", out.getvalue())
    assert "no longer cites a gold sentence" in out.getvalue()
    assert changes_table(compare(run_of(), run_of())) is None


def test_plots_are_well_formed_and_escaped() -> None:
    rows = [plots.Row("<a&b>", 0.5, 0.2, 0.9, "<1>"), plots.Row("c", -0.5, -0.9, -0.1)]
    drawn = [
        plots.intervals("<t>", rows, low=-1, high=1),
        plots.reliability("t", reliability([0.1, 0.9, 1.0], [False, True, True]), across="<x>", up="<y>"),
        plots.reliability("t", (), across="x", up="y"),
        plots.curves("t", [("<one>", [(0, 0), (1, 1)]), ("two", [(0.5, 0.5)])], across="x", up="y"),
        plots.histogram("t", [1, 2, 500], unit="ms"),
        plots.histogram("t", [0, 0], unit="ms"),
    ]
    for svg in drawn:
        assert ElementTree.fromstring(svg).tag == "svg"


@pytest.mark.browser
def test_the_page_works_in_a_browser(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(html_report(broken_run(), comparison=compare(run_of(), broken_run())))
    page = browser.new_page(viewport={"width": 700, "height": 900})
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((tmp_path / "report.html").as_uri())
    assert page.locator("article:visible").count() == 4
    page.get_by_role("searchbox").fill("nato")
    assert page.locator("article:visible").count() == 1
    assert page.locator("output").inner_text() == "1 of 4 questions"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert problems == []
    page.close()
