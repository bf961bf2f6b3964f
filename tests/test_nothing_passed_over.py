"""What pandoc passes over in manuscripts is read, or named: raw parts, commands that only a class defines, files."""

from pathlib import Path

import pytest

from ingest.document import Document
from ingest.reading import read_here
from tests.test_reading import assert_sound


def read(tmp_path: Path, name: str, source: str) -> Document:
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    document = read_here(path)
    assert_sound(document)
    assert "pincite" not in document.text
    return document


def latex(body: str, before: str = "") -> str:
    return f"\\documentclass{{article}}{before}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("As \\person{Pan} saw.", "As Pan saw."),
        ("As \\both{Pan}{Lee} saw.", "As Pan Lee saw."),
        ("As \\seen[x]{Pan} saw.", "As Pan saw."),
        ("As \\outer{one \\inner{two}} saw.", "As one two saw."),
        ("He \\textquote[Pan 3]{saw it}.", "He “saw it” Pan 3."),
        ("The \\fbox{boxed} word.", "The boxed word."),
        ("The pier\\thispagestyle{empty}\\phantom{unseen} sank.", "The pier sank."),
        ("Sunk \\cite[45]{pan}.", "Sunk [pan, 45]."),
        ("Sunk \\parencite[see][45--6]{pan}.", "Sunk [see pan, 45–6]."),
        ("\\begin{wrapfigure}{r}{3cm}\\caption{The pier}\\end{wrapfigure}", "The pier"),
    ],
)
def test_words_of_latex_that_pandoc_does_not_know_are_read(tmp_path: Path, body: str, text: str) -> None:
    document = read(tmp_path, "pier.tex", latex(body))
    assert (document.text, document.warnings) == (text, ())


def test_the_files_that_latex_includes_are_named(tmp_path: Path) -> None:
    document = read(tmp_path, "pier.tex", latex("Sunk.\n\n\\include{chapters/one}\n\n\\input{two}"))
    (warning,) = document.warnings
    assert warning.endswith("where these are added too: chapters/one.tex, two.tex.")


def test_thanks_of_an_author_are_a_note(tmp_path: Path) -> None:
    front = "\\title{Piers}\\author{Ann Pan\\thanks{Of Hull.} \\and Bo Lee}"
    document = read(tmp_path, "pier.tex", latex("\\maketitle Sunk.", front))
    assert [document.text[note.start : note.end] for note in document.notes] == ["Of Hull."]
    assert document.metadata.authors == ("Ann Pan", "Bo Lee")


def test_latex_and_html_within_markdown_are_read(tmp_path: Path) -> None:
    source = (
        "The pier\\footnote{Of stone.} sank, as \\textcite[12]{pan} saw.\n\n\\newpage\n\n"
        "\\begin{table}\\caption{Piers}\\begin{tabular}{ll}Hull & 1\\\\Cork & 2\\end{tabular}\\end{table}\n\n"
        "```{=html}\n<p>It <b>rose</b>.</p><script>x()</script>\n```\n\n```{=latex}\nAnd fell.\n```\n"
    )
    document = read(tmp_path, "pier.md", source)
    assert document.text.split("\n\n") == [
        "The pier sank, as [pan, 12] saw.",
        "Piers",
        "Hull\t1\nCork\t2",
        "It rose.",
        "And fell.",
        "Of stone.",
    ]
    assert len(document.notes) == 1 and len(document.notes[0].markers) == 1 and document.warnings == ()


def test_cells_of_a_notebook_keep_their_notes_and_raw_words(tmp_path: Path) -> None:
    cells = (
        '{"cell_type": "markdown", "metadata": {}, "source": ["Sunk[^1] <b>here</b>.\\n\\n[^1]: In May.\\n\\n'
        '<p>It rose.</p>"]}, {"cell_type": "raw", "metadata": {}, "source": ["As it stands."]}'
    )
    source = f'{{"cells": [{cells}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}'
    document = read(tmp_path, "pier.ipynb", source)
    assert document.text.split("\n\n") == ["Sunk here.", "It rose.", "As it stands.", "In May."]
    assert len(document.notes) == 1


def test_first_words_of_an_epigraph_are_read(tmp_path: Path) -> None:
    document = read(tmp_path, "pier.rst", "Sunk.\n\n.. epigraph:: All piers\n   sink.\n\n   -- Pan\n\nIt rose.\n")
    assert document.text.split("\n\n") == ["Sunk.", "All piers sink.", "-- Pan", "It rose."]


def test_org_names_what_is_not_printed_and_keeps_loose_notes_out_of_it(tmp_path: Path) -> None:
    source = (
        "Sunk.[fn:a]\n\n[fn:a] In May.\n\n[fn:b] Unseen.\n\n* Draft :noexport:\nNot this.\n* COMMENT Nor this\nNo.\n"
    )
    document = read(tmp_path, "pier.org", source)
    assert [document.text[note.start : note.end] for note in document.notes] == ["In May.", "Unseen."]
    assert document.warnings == ("2 parts of it are marked as not to be printed (noexport, COMMENT), and not read.",)


def test_notes_of_textile_that_nothing_refers_to_are_kept(tmp_path: Path) -> None:
    document = read(tmp_path, "pier.textile", "Sunk[1].\n\nfn1. In May.\n\nfn2. Unseen.\n")
    notes = [(document.text[note.start : note.end], len(note.markers)) for note in document.notes]
    assert notes == [("In May.", 1), ("Unseen.", 0)]


def test_templates_of_a_wiki_are_named(tmp_path: Path) -> None:
    document = read(tmp_path, "pier.wiki", "Sunk<ref>{{cite book|title=Piers}}</ref> late.\n\n{{quote|It sank.}}\n")
    assert document.warnings == ("Templates in it are not read: {{cite book}}, {{quote}}.",)
