"""Notes that nothing refers to, and those that share a key, are read all the same."""

from pathlib import Path

import pytest

from ingest.document import Document
from ingest.readers.loose_notes import told_apart
from ingest.reading import read_here
from tests.test_reading import assert_sound


def read(tmp_path: Path, name: str, source: str) -> Document:
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    document = read_here(path)
    assert_sound(document)
    assert "pincite" not in document.text
    return document


def notes_of(document: Document) -> list[tuple[str, int]]:
    return [(document.text[note.start : note.end], len(note.markers)) for note in document.notes]


LOOSE = {
    "pier.md": "The pier opened.[^a]\n\n[^a]: Board minutes.\n\n"
    "[^lost]: Its engineer signed nothing.\n\n    Nor its owner.\n",
    "pier.rst": "The pier opened [#a]_.\n\n.. [#a] Board minutes.\n"
    ".. [#lost] Its engineer signed nothing.\n   Nor its owner.\n",
    "pier.org": "The pier opened.[fn:a]\n\n[fn:a] Board minutes.\n\n"
    "[fn:lost] Its engineer signed nothing. Nor its owner.\n",
}


@pytest.mark.parametrize("name", LOOSE)
def test_a_note_that_nothing_refers_to_is_kept_without_a_marker(tmp_path: Path, name: str) -> None:
    document = read(tmp_path, name, LOOSE[name])
    notes = notes_of(document)
    assert notes[0] == ("Board minutes.", 1)
    assert notes[1][1] == 0 and " ".join(notes[1][0].split()) == "Its engineer signed nothing. Nor its owner."
    assert document.text.startswith("The pier opened.")
    if name.endswith(".md"):
        assert document.warnings == ("Nothing in it refers to [^lost].",)


@pytest.mark.parametrize("name", ["plain.rst", "plain.org", "plain.md"])
def test_where_every_note_is_called_for_nothing_is_added(tmp_path: Path, name: str) -> None:
    source = LOOSE["pier" + Path(name).suffix]
    assert len(read(tmp_path, name, source[: source.index("lost") - 8] + "\n").notes) == 1


def test_unnumbered_and_starred_notes_of_restructured_text_are_counted(tmp_path: Path) -> None:
    source = "Cold [#]_ water.\n\n.. [#] Called.\n.. [#] Not called.\n.. [*] Starred.\n"
    assert notes_of(read(tmp_path, "cold.rst", source)) == [("Called.", 1), ("Not called.", 0), ("Starred.", 0)]


def test_a_marker_means_the_next_note_of_its_key(tmp_path: Path) -> None:
    source = (
        "# One\n\nThe pier opened.[^1] Write `[^1]` for it.\n\n[^1]: Of the pier.\n\n"
        "# Two\n\nThe mole sank.[^1]\n\n[^1]: Of the mole.\n\nIt rose again.[^1]\n\n```\n[^1]: no note\n```\n"
    )
    document = read(tmp_path, "chapters.md", source)
    assert notes_of(document) == [("Of the pier.", 1), ("Of the mole.", 1), ("Of the mole.", 1)]
    assert "Write [^1] for it." in document.text and "[^1]: no note" in document.text
    assert document.warnings == ("It defines [^1] more than once; a marker is taken to mean the next definition.",)


def test_a_note_that_can_not_be_called_for_is_named(tmp_path: Path) -> None:
    source = "<div>\n\nThe pier opened.\n\n[^x]: Unheard words.\n\n<!-- never closed\n"
    document = read(tmp_path, "open.md", source)
    assert "Unheard words." in document.text or any("[^x]" in warning for warning in document.warnings)


def test_text_whose_keys_differ_is_left_as_it_is() -> None:
    text = "A[^1] b[^2].\n\n[^1]: one\n[^2]: two\n\n~~~\n[^1]: code\n~~~\n"
    assert told_apart(text) == (text, ())


def test_notes_set_in_the_margin_or_at_the_end_of_latex_are_notes(tmp_path: Path) -> None:
    source = (
        "\\documentclass{article}\\begin{document}The pier\\endnote{Of stone.} opened\\footnotemark[4] "
        "late.\\footnotetext[4]{In May.} It sank.\\marginpar{Twice.}\\sidenote{So they say.}\\end{document}"
    )
    document = read(tmp_path, "pier.tex", source)
    assert notes_of(document) == [("Of stone.", 1), ("In May.", 1), ("Twice.", 1), ("So they say.", 1)]


def test_a_warning_names_a_few_of_many_notes(tmp_path: Path) -> None:
    source = "The pier opened.\n\n" + "".join(f"[^{key}]: Words on {key}.\n\n" for key in "abcdefg")
    document = read(tmp_path, "many.md", source)
    assert document.warnings == ("Nothing in it refers to [^a], [^b], [^c], [^d], [^e] and 2 more.",)
    assert [text for text, _ in notes_of(document)] == [f"Words on {key}." for key in "abcdefg"]


def test_a_definition_behind_an_odd_line_end_is_a_definition_still() -> None:
    text = "A[^1].\r[^1]: one\r\rB[^1].\r\r[^1]: two\r"
    told, twice = told_apart(text)
    assert twice == ("1",)
    first, other = told.split("one")
    assert first.count("\ue0000]") == 2 and other.count("\ue0001]") == 2
