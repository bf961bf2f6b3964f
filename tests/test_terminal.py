"""Text for the terminal: what documents say can't steer it."""

from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Claim, Verdict
from ingest.reading import read_here
from tests.fakes import make_document
from web.commands.terminal import answer_text, clean, document_text, work_words, wrap

ESCAPE = "\x1b[2J\x1b]0;owned\x07"


def test_control_and_format_characters_are_dropped() -> None:
    assert clean("1991\t13") == "1991  13"
    assert clean(f"a{ESCAPE}b\u202ec\u200bd\n") == "a[2J]0;ownedbcd\n"


def test_an_answer_shows_its_citations_and_says_what_is_doubtful() -> None:
    citation = Citation(1, "d", "a.txt", f"A{ESCAPE}", ("Ana Torvald",), 1991, 0, 4, f"It{ESCAPE} had nine.")
    claim = Claim("It had twelve.", Verdict.CONTRADICTED, 0.1, (1,), ("the passage says nine, the claim twelve",))
    answer = Answer("q", "q", True, f"It had twelve. [1]{ESCAPE}", None, (claim,), (citation,))
    shown = answer_text(answer)
    assert "\x1b" not in shown and "\x07" not in shown
    assert "contradicted by its source" in shown and "the passage says nine" in shown
    assert "Ana Torvald (1991)" in shown


def test_a_documents_outline_and_notes_are_shown_without_control_characters() -> None:
    document = make_document(f"# On{ESCAPE} harbours\n\nIt stood.[^1]\n\n[1] A report{ESCAPE}.", notes=True)
    shown = document_text(document)
    assert "\x1b" not in shown
    assert "Notes (1, 1 linked to their place)" in shown


def test_of_many_authors_the_first_is_named_before_a_title() -> None:
    several = tuple(f"Ana Torvald{n}" for n in range(4))
    assert work_words("Mills", several, 1991, "a.txt") == f"{', '.join(several)} (1991), Mills"
    assert work_words("Mills", (*several, "Jan Smit"), 1991, "a.txt") == "Ana Torvald0 et al. (1991), Mills"


def test_author_year_citations_are_counted_and_the_lost_ones_named(tmp_path: Path) -> None:
    path = tmp_path / "ports.md"
    path.write_text(
        "# Ports\n\nOne (Brook 1983), two (Brook 2005), three (Brook 1983, 4), four (Nemo 2001).\n\n# References\n\n"
        "Brook, Anselm. 1983. *Changing Ports*. Bergen: Fjord.\n\nBrook, Anselm. 2005. *Tolls*. Bergen: Fjord.\n",
        encoding="utf-8",
    )
    shown = document_text(read_here(path))
    assert "Author-year citations (4, 3 linked to one entry of the list of works)" in shown
    assert "? Nemo 2001: the list has nothing by Nemo" in shown


def test_text_is_as_wide_as_the_terminal_and_never_wider_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, width in ((40, 40), (300, 100), (5, 20)):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = wrap("The quay was mended. " * 30, "  ").splitlines()
        assert width - 10 < max(map(len, lines)) <= width
