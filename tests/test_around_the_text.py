"""What stands around the text of an article, a page and a book is read where a reader finds it printed."""

from pathlib import Path

from ingest.document import Document
from ingest.reading import read_here
from tests.test_pandoc_reader import CHAPTER, OPF, book
from tests.test_reading import assert_sound

ARTICLE = """<article><front><article-meta><title-group><article-title>Piers</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Pan</surname><given-names>Ann</given-names></name>
<bio><p>Ann Pan builds piers.</p></bio></contrib></contrib-group><aff><label>1</label>University of Hull</aff>
<product><source>The Mole</source>, by B. Lee (2001)</product><abstract><p>Piers sink.</p></abstract>
<kwd-group><kwd>piers</kwd><kwd>silt</kwd></kwd-group>
<funding-group><funding-statement>The Mill paid.</funding-statement></funding-group></article-meta></front>
<body><sec><title>Sinking</title><p>All piers sink.</p></sec></body>
<back><ref-list><ref><mixed-citation>Lee, The Mole.</mixed-citation><note><p>Reprinted 2003.</p></note></ref></ref-list>
</back></article>"""


def sound(path: Path) -> Document:
    document = read_here(path)
    assert_sound(document)
    return document


def section_of(document: Document, words: str) -> str:
    block = document.blocks[document.block_at(document.text.index(words)) or 0]
    return " / ".join(document.section_path(block.section))


def test_a_review_says_what_it_reviews_and_an_article_its_keywords_funding_and_authors(tmp_path: Path) -> None:
    path = tmp_path / "piers.nxml"
    path.write_text(ARTICLE, encoding="utf-8")
    document = sound(path)
    found = {
        words: section_of(document, words)
        for words in (
            "The Mole, by B. Lee (2001)",
            "piers; silt",
            "The Mill paid.",
            "Ann Pan builds",
            "1 University of",
        )
    }
    assert list(found.values()) == ["Reviewed work", "Keywords", "Funding", "About the authors", "Affiliations"]
    assert document.text.endswith("Lee, The Mole. Reprinted 2003.")


def test_what_an_article_says_of_its_funding_itself_is_not_said_twice(tmp_path: Path) -> None:
    path = tmp_path / "piers.nxml"
    said = "<ack><p>We thank Hull. The Mill paid.</p></ack>"
    path.write_text(ARTICLE.replace("<back>", f"<back>{said}"), encoding="utf-8")
    assert sound(path).text.count("The Mill paid.") == 1


def test_a_title_set_before_the_main_part_of_a_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "piers.html"
    page = "<html><body><header><h1>Piers</h1><p>A history.</p></header><main>{}<p>{}</p></main></body></html>"
    path.write_text(page.format("", "All piers sink. " * 9), encoding="utf-8")
    assert sound(path).text.startswith("Piers\n\nA history.\n\nAll piers sink.")
    path.write_text(page.format("<h1>Moles</h1>", "All moles sink. " * 9), encoding="utf-8")
    assert sound(path).text.startswith("Moles\n\nAll moles sink.")


def test_pages_of_a_book_out_of_its_reading_order_are_read_where_others_lead_to_them(tmp_path: Path) -> None:
    parts = {"O/p.opf": OPF.replace('<itemref idref="z"/>', "")}
    document = sound(book(tmp_path / "lakes.epub", **parts))
    assert [document.text[note.start : note.end] for note in document.notes] == ["Mori, First.", "Ito, Second."]
    assert all(note.markers for note in document.notes)
    unled = CHAPTER.format(title="Two", page=31, id="y1").replace("notes.xhtml", "")
    alone = parts | {"O/a.xhtml": unled, "O/b.xhtml": unled}
    assert "Mori, First." not in sound(book(tmp_path / "alone.epub", **alone)).text


def test_a_formula_that_nobody_described_is_read_from_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "sums.html"
    formula = '<math alttext="{}"><mi>n</mi><mo>+</mo><mn>1</mn></math>'
    described = formula.format("n plus one")
    undescribed = formula.format("Alternative text not available")
    path.write_text(f"<html><body><p>So {described} is {undescribed} here.</p></body></html>", encoding="utf-8")
    assert sound(path).text == "So n plus one is n+1 here."
