"""What is cited, written out: formats that other programs read back, styles, and places."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.bibliography import (
    BibliographyError,
    cite_answer,
    cite_document,
    cite_references,
    document_item,
    export,
    format_citations,
    format_entries,
    reference_items,
    with_keys,
)
from ingest.casing import recased_name, recased_title
from ingest.document import Block, BlockKind, Document, Metadata, Note
from ingest.reading import read_here

ARTICLE = {
    "type": "article-journal",
    "author": [{"family": "Orimoto", "given": "Kanako"}],
    "title": "Counting to 128",
    "container-title": "Journal of Assembly Politics",
    "volume": "2",
    "issue": "2",
    "page": "145-171",
    "issued": {"date-parts": [[2009]]},
    "DOI": "10.5555/jap.2009_02",
}
BOOK = {
    "type": "book",
    "author": [{"family": "van der Berg", "given": "Zoë"}, {"literal": "Ministry of Ports & Harbours"}],
    "title": "50% of {Everything}: $13 & #2 in the Æther_世界",
    "publisher": "Dike & Delta",
    "publisher-place": "Leiden",
    "issued": {"date-parts": [[2011]]},
}


def pandoc(text: str, source: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), f"--from={source}", "--to=csljson"],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    value: list[dict[str, Any]] = json.loads(done.stdout)
    return value


def document(metadata: Metadata, notes: list[str] | None = None) -> Document:
    """A document whose text is its notes."""
    text, blocks, found = "", [], []
    for number, note in enumerate(notes or ["Nothing."], 1):
        start = len(text)
        text += note
        blocks.append(Block(BlockKind.NOTE, start, len(text)))
        found.append(Note(str(number), start, len(text)))
        text += "\n"
    return Document("a" * 64, "file.txt", "file.txt", "text", text, metadata, (), tuple(blocks), tuple(found), ())


CHAPTER = document(
    Metadata(
        title="The Long Table",
        authors=("Mary Halloran",),
        editors=("Jon Achterberg",),
        container="Neighbours",
        publisher="Straits Quay",
        year=2016,
        type="chapter",
    )
)


@pytest.mark.parametrize("fmt", ["bibtex", "ris"])
def test_another_program_reads_the_export_back(fmt: str) -> None:
    article, book = pandoc(export([ARTICLE, BOOK], fmt), fmt)
    assert article["title"] == "Counting to 128"
    assert article["author"] == ARTICLE["author"]
    assert article["DOI"] == ARTICLE["DOI"]
    assert article["page"].replace("–", "-") == "145-171"
    assert (article["volume"], article["issue"]) == ("2", "2")
    assert article["issued"] == {"date-parts": [[2009]]}
    assert book["title"] == BOOK["title"]
    assert book["publisher"] == BOOK["publisher"]


def test_csl_json_is_the_items_with_keys() -> None:
    items = json.loads(export([{**ARTICLE, "custom": {"locator": "160"}}, BOOK], "csl-json"))
    assert items == [{"id": "orimoto2009counting", **ARTICLE}, {"id": "vanderberg201150", **BOOK}]


def test_keys_are_stable_and_told_apart_and_equal_items_are_given_once() -> None:
    other = {**ARTICLE, "title": "Counting Again"}
    keys = [item["id"] for item in with_keys([ARTICLE, other, ARTICLE, {**ARTICLE, "custom": {"locator": "9"}}])]
    assert keys == ["orimoto2009counting", "orimoto2009countingb"]


text = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)


@settings(max_examples=10, deadline=None)
@given(title=text, family=text)
def test_any_title_survives_an_export_to_bibtex(title: str, family: str) -> None:
    out = export([{"type": "book", "title": title, "author": [{"literal": family}]}], "bibtex")
    assert out.count("{") - out.count("\\{") == out.count("}") - out.count("\\}"), "braces balance"
    assert len(pandoc(out, "bibtex")) == 1


def test_the_three_styles_with_the_place_cited() -> None:
    chicago, apa, mla = (
        format_citations([ARTICLE], style, locators=["p. 160"])[0] for style in ("chicago", "apa", "mla")
    )
    assert chicago.startswith("Kanako Orimoto, “Counting to 128,” Journal of Assembly Politics 2, no. 2 (2009): 160")
    assert apa.startswith(
        "(Orimoto, 2009, p. 160) Orimoto, K. (2009). Counting to 128. Journal of Assembly Politics, 2(2)"
    )
    assert mla.startswith(
        "(Orimoto 160) Orimoto, Kanako. “Counting to 128.” Journal of Assembly Politics, vol. 2, no. 2, 2009"
    )


def test_a_work_cited_again_takes_its_short_form_in_notes() -> None:
    first, second = format_citations([ARTICLE, ARTICLE], "chicago", locators=["p. 160", "p. 163"])
    assert "(2009): 160" in first
    assert second.startswith("Orimoto, “Counting to 128,” 163")


def test_entries_come_in_the_order_given() -> None:
    entries = format_entries([BOOK, ARTICLE], "apa")
    assert [entry.split(",")[0] for entry in entries] == ["van der Berg", "Orimoto"]


def test_a_document_of_unknown_kind_is_listed_too() -> None:
    unknown = {**ARTICLE, "type": "document", "container-title": ""}
    assert [bool(entry) for entry in format_entries([unknown, ARTICLE], "chicago")] == [True, True]


def test_html_is_escaped_and_keeps_italics() -> None:
    (entry,) = format_entries([{**BOOK, "title": "<script>alert(1)</script> & Co"}], "apa", markup="html")
    assert "<script>" not in entry
    assert "<em>" in entry


def test_hundreds_of_other_styles_and_a_hint_for_a_wrong_name() -> None:
    assert "Orimoto" in format_citations([ARTICLE], "oscola")[0]
    assert "Orimoto" in format_entries([ARTICLE], "nature")[0]
    with pytest.raises(BibliographyError, match=r"did you mean .*apa"):
        format_entries([ARTICLE], "appa")
    with pytest.raises(BibliographyError):
        format_entries([ARTICLE], "../../etc/passwd")
    with pytest.raises(BibliographyError, match="bibtex"):
        export([ARTICLE], "docx")


def test_a_locator_cannot_bring_in_other_citations() -> None:
    (cite,) = format_citations([ARTICLE], "apa", locators=["p. 1}]; @item9 [x](file:///etc/passwd)"])
    assert "Orimoto" in cite


def test_cite_a_document() -> None:
    assert cite_document(CHAPTER, "chicago", locator="p. 164").startswith(
        "Mary Halloran, “The Long Table,” in Neighbours, ed. Jon Achterberg"
    )
    assert "164" in cite_document(CHAPTER, "chicago", locator="p. 164")
    assert cite_document(CHAPTER, "bibtex").startswith("@incollection{halloran2016long,")
    assert json.loads(cite_document(CHAPTER, "csl-json"))[0]["title"] == "The Long Table"


def test_a_document_without_a_title_is_cited_by_its_file_name() -> None:
    assert "file.txt" in cite_document(document(Metadata()), "apa")


def test_the_works_that_notes_name() -> None:
    notes = [
        "Oskar Lindqvaern, Paying for Other People's Wars (Bergen: Fjordgate Press, 1998), p. 112.",
        "Ibid., p. 118; Noriko Castellane, “Taxes for the Desert,” Journal of Pacific Finance, 8 (2), 1999, pp. 77–95.",
        "Oskar Lindqvaern, Paying for Other People's Wars (Bergen: Fjordgate Press, 1998), p. 130.",
        "I owe this point to a colleague.",
    ]
    items = reference_items(document(Metadata(), notes))
    assert [item["title"] for item in items] == ["Paying for Other People's Wars", "Taxes for the Desert"]


def test_a_note_that_opens_with_a_short_form_keeps_its_other_works() -> None:
    notes = [
        "H. Weir, The Rise of the Rye Mills (Bergen, 1980), p. 3.",
        "Ibid., p. 118; D. Boom, The Eel (Oudam, 1990), p. 7; Weir, Rise of the Rye Mills, p. 9.",
        "A. Krezel; B. Bal, “Taxes for the Desert,” Journal of Finance, 8 (2), 1999, pp. 77–95.",
    ]
    listed = document(Metadata(), notes)
    short = replace(listed.notes[1], refers_to="1", full_reference=notes[0])
    items = reference_items(replace(listed, notes=(listed.notes[0], short, listed.notes[2])))
    assert [item["title"] for item in items] == ["The Rise of the Rye Mills", "The Eel", "Taxes for the Desert"]
    assert [item["title"] for item in reference_items(listed, [short])] == ["The Rise of the Rye Mills", "The Eel"]


def test_the_works_of_a_list_of_references() -> None:
    entries = [
        "Lemelin, Farid. “Two Humans.” Northern Diplomacy, vol. 18, no. 1, 2004, pp. 55–73.",
        "———. Winter Treaties. Leiden: Dike & Delta, 2007.",
    ]
    listed = document(Metadata(), entries)
    blocks = tuple(Block(BlockKind.REFERENCE, block.start, block.end) for block in listed.blocks)
    items = reference_items(replace(listed, blocks=blocks, notes=()))
    assert [item["id"] for item in items] == ["lemelin2004two", "lemelin2007winter"]
    lines = cite_references(replace(listed, blocks=blocks, notes=()), "apa").splitlines()
    assert [line.split(")")[0] for line in lines] == ["Lemelin, F. (2004", "Lemelin, F. (2007"]
    assert cite_references(document(Metadata()), "bibtex") == ""


def test_cite_an_answer() -> None:
    note = {
        "number": "8",
        "text": "Lindqvaern, no. 2.",
        "refers_to": "2",
        "full_reference": "Oskar Lindqvaern, Paying for Other People's Wars (Bergen: Fjordgate Press, 1998).",
    }
    citation = {"document": CHAPTER.id, "source": "file.txt", "page": {"printed": "164", "pdf": None}, "paragraph": 3}
    answer = {
        "citations": [
            {**citation, "n": 1, "notes": [note]},
            {**citation, "n": 2, "page": {"printed": None}, "notes": []},
        ]
    }
    documents = {CHAPTER.id: CHAPTER}
    lines = cite_answer(answer, documents, "chicago").splitlines()
    assert lines[0].startswith("[1] Mary Halloran, “The Long Table,”")
    assert "164" in lines[0]
    assert lines[1].startswith("[2] Halloran, “The Long Table,” para. 3")
    assert any("Fjordgate Press" in line for line in lines[2:])
    assert export([], "bibtex") == ""
    assert [item["type"] for item in json.loads(cite_answer(answer, documents, "csl-json"))] == ["chapter", "book"]
    with pytest.raises(BibliographyError, match=r"file\.txt"):
        cite_answer(answer, {}, "apa")
    assert cite_answer({"citations": [], "nearest": []}, {}, "apa") == ""


def test_entries_in_another_order_than_the_styles_name_their_own_authors() -> None:
    items = [
        {"type": "book", "title": "Tolls", "author": [{"family": "Brook", "given": "Anselm"}]},
        {"type": "book", "title": "Ships", "author": [{"family": "Adler", "given": "Ann"}]},
        {"type": "book", "title": "Ports", "author": [{"family": "Brook", "given": "Anselm"}]},
    ]
    for style in ("mla", "chicago"):
        entries = format_entries(items, style)
        assert [entry.split(",")[0] for entry in entries] == ["Brook", "Adler", "Brook"]


def test_a_title_in_capitals_is_cited_as_the_text_writes_its_words(tmp_path: Path) -> None:
    path = tmp_path / "tolls.md"
    path.write_text(
        "---\ntitle: 'THE TOLL OF OSLO AND THE EU: A HISTORY OF REDD+'\n"
        "container-title: REVIEW OF NORTHERN LAW\nissue: '01'\n---\n\n"
        "They say that Oslo took a toll, and the EU none. In the history of Oslo a toll is known.",
        encoding="utf-8",
    )
    item = document_item(read_here(path))
    assert item["title"] == "The toll of Oslo and the EU: A history of REDD+"
    assert item["container-title"] == "Review of Northern Law"
    assert item["issue"] == "1"
    assert recased_title("A Title", read_here(path)) == "A Title"
    assert recased_name("JAMA") == "JAMA"
