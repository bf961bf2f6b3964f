"""One text in every format that pandoc reads: the same sections, notes at the same words, the same tables."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from assistant.answer import Draft
from assistant.questions import analysis as questions
from assistant.quotes.quoting import Candidate, QuoteDrafter
from assistant.table_rows import row_in_words
from ingest.document import BlockKind, Document, Page
from ingest.errors import IngestError
from ingest.reading import read_here
from tests.fakes import OverlapReranker
from tests.test_reading import assert_sound
from tests.test_rereading import ScriptedReader

SOURCE = """---
title: The Lake and the Charter
author: Aiko Mori
---

# Beginnings

The first claim[^1] opens the text. It names a *journal*.

> A quoted passage of some length.

## Details

- one point
- another point

The second claim[^2] ends it.

| Year | Sum |
|------|-----|
| 1990 | 13  |

# Ends

The last words.

[^1]: Ben Ito, *A Book* (Tokyo: Press, 2001), p. 3.
[^2]: Ibid., p. 9.
"""


def write(path: Path, to: str) -> Path:
    from pypandoc import get_pandoc_path

    command = [get_pandoc_path(), "-f", "markdown-smart", "-t", to, "--standalone", "-o", str(path)]
    subprocess.run(command, input=SOURCE.encode(), check=True, capture_output=True, timeout=60)
    return path


def kinds(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind is kind]


# format -> whether pandoc writes and reads back the title, and tables as tables
FORMATS = {
    **{name: (name, True) for name in ("docx", "odt", "epub", "html", "rtf", "rst", "org", "fb2")},
    **{name: (name, False) for name in ("ipynb", "mediawiki", "textile")},
    **{"md": ("markdown", True), "tex": ("latex", True), "typ": ("typst", True)},
    **{"xml": ("jats_articleauthoring", True), "dbk": ("docbook5", True)},
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_document(tmp_path: Path, suffix: str) -> None:
    to, titled = FORMATS[suffix]
    document = read_here(write(tmp_path / f"lake.{suffix}", to))
    assert_sound(document)
    titles = [section.title for section in document.sections]
    assert [title for title in titles if title in ("Beginnings", "Details", "Ends")] == [
        "Beginnings",
        "Details",
        "Ends",
    ]
    details = document.sections[titles.index("Details")]
    assert details.parent == titles.index("Beginnings")
    if titled:
        assert document.metadata.title == "The Lake and the Charter"
    notes = document.notes
    assert [len(note.markers) for note in notes] == [1, 1]
    before = [document.text[: note.markers[0].start] for note in notes]
    assert before[0].endswith("The first claim") and before[1].endswith("The second claim")
    assert document.text[notes[0].start : notes[0].end] == "Ben Ito, A Book (Tokyo: Press, 2001), p. 3."
    assert notes[1].refers_to == "1"
    assert any("1990\t13" in table for table in kinds(document, BlockKind.TABLE)) or suffix == "fb2"  # written as none
    assert document.text.count("The last words.") == 1


PAGE = """<!DOCTYPE html><html lang="en"><head><title>On Lakes | A Site</title>
<meta name="citation_title" content="On Lakes"><meta name="citation_author" content="Mori, Aiko">
<meta name="citation_author" content="Ito, Ben"><meta name="citation_journal_title" content="Lake Review">
<meta name="citation_publication_date" content="2019/03/01"><meta name="citation_volume" content="4">
<meta name="citation_firstpage" content="10"><meta name="citation_lastpage" content="22">
<meta name="citation_doi" content="10.1234/lake.5"><script>var x = "hidden words";</script></head>
<body><header><a href="/">A Site</a></header><nav><ul><li>Menu words</li></ul></nav>
<div class="cookie-banner">We use cookies</div>
<main><article><h1>On Lakes</h1><p>By Aiko Mori and Ben Ito</p>
<p>Lakes are wide.<a id="r1" href="#fn1"><sup>1</sup></a> They are deep.<sup><a href="#fn2">2</a></sup></p>
<section class="footnotes"><ol><li id="fn1"><p>Mori, <i>Width</i>, 2001. <a href="#r1">↩</a></p></li>
<li id="fn2"><p>Ibid., p. 4.</p><p>A second paragraph.</p></li></ol></section></article></main>
<aside>Related words</aside><footer>Imprint words</footer></body></html>"""


def test_a_web_page_without_its_furniture(tmp_path: Path) -> None:
    path = tmp_path / "lakes.html"
    path.write_text(PAGE, encoding="utf-8")
    document = read_here(path)
    assert_sound(document)
    for words in ("hidden", "Menu", "cookies", "Related", "Imprint", "A Site", "↩"):
        assert words not in document.text
    metadata = document.metadata
    assert (metadata.title, metadata.authors) == ("On Lakes", ("Aiko Mori", "Ben Ito"))
    assert (metadata.container, metadata.year, metadata.volume, metadata.pages) == ("Lake Review", 2019, "4", "10–22")
    assert metadata.doi == "10.1234/lake.5" and metadata.type == "article-journal"
    first, second = document.notes
    assert document.text[first.start : first.end] == "Mori, Width, 2001."
    assert document.text[second.start : second.end] == "Ibid., p. 4.\nA second paragraph."
    assert second.refers_to == "1"
    assert document.text[: first.markers[0].start].endswith("Lakes are wide.")


def test_a_page_in_an_old_encoding(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    path.write_bytes(
        '<html><head><meta charset="shift_jis"></head><body><p>日本の湖は深い。</p></body></html>'.encode("shift_jis")
    )
    assert "日本の湖は深い。" in read_here(path).text
    plain = tmp_path / "old.txt"
    plain.write_bytes(
        ("Der Bär übt große Sprünge im Kühlhaus, während die Möwen über dem Fluß kreischen. " * 5).encode("latin-1")
    )
    assert "Bär übt große" in read_here(plain).text


OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:title>A Book of Lakes</dc:title><dc:creator id="c1">Mori, Aiko</dc:creator>
<meta refines="#c1" property="role">aut</meta><dc:creator opf:role="edt">Ben Ito</dc:creator>
<dc:publisher>Lantern</dc:publisher><dc:date>2011-05-01</dc:date><dc:language>en</dc:language>
<dc:identifier id="i">urn:isbn:9781032460680</dc:identifier></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
<item id="z" href="notes.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="z"/></spine></package>"""
CHAPTER = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><h1>{title}</h1>
<p>
<span epub:type="pagebreak" id="p{page}" title="{page}"/>A claim of {title}.<a
epub:type="noteref" href="notes.xhtml#{id}">1</a></p>
</body></html>"""
NOTES = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<section epub:type="endnotes"><h1>Notes</h1><h2>One</h2>
<aside epub:type="footnote" id="x1"><p>1. Mori, First.</p></aside>
<h2>Two</h2>
<aside epub:type="footnote" id="y1"><p>1. Ito, Second.</p></aside></section></body></html>"""
CONTAINER = """<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="O/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def book(path: Path, **changed: str) -> Path:
    parts = {
        "META-INF/container.xml": CONTAINER,
        "O/p.opf": OPF,
        "O/nav.xhtml": "<html><body><nav><ol><li>Contents words</li></ol></nav></body></html>",
        "O/a.xhtml": CHAPTER.format(title="One", page=7, id="x1"),
        "O/b.xhtml": CHAPTER.format(title="Two", page=31, id="y1"),
        "O/notes.xhtml": NOTES,
    } | changed
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def test_a_book_with_its_notes_in_another_file(tmp_path: Path) -> None:
    document = read_here(book(tmp_path / "lakes.epub"))
    assert_sound(document)
    metadata = document.metadata
    assert (metadata.title, metadata.authors, metadata.editors) == ("A Book of Lakes", ("Aiko Mori",), ("Ben Ito",))
    assert (metadata.publisher, metadata.year, metadata.isbn) == ("Lantern", 2011, ("9781032460680",))
    assert [(n.number, n.scope, document.text[n.start : n.end]) for n in document.notes] == [
        ("1", 0, "Mori, First."), ("1", 1, "Ito, Second.")
    ]  # fmt: skip
    for note, words in zip(document.notes, ("A claim of One.", "A claim of Two."), strict=True):
        assert document.text[: note.markers[0].start].endswith(words)
    assert document.page_at(document.text.index("A claim of One")) == Page(printed="7")
    assert document.page_at(document.text.index("A claim of Two")) == Page(printed="31")
    assert "Contents words" not in document.text


@pytest.mark.parametrize(
    "changed",
    [
        {"META-INF/container.xml": "<container/>"},
        {"O/p.opf": "<package"},
        {"O/p.opf": '<!DOCTYPE p [<!ENTITY a "b">]><package>&a;</package>'},
        {"META-INF/encryption.xml": '<e><CipherReference URI="O/a.xhtml"/></e>'},
        {
            "O/p.opf": OPF.replace('href="a.xhtml"', 'href="../../../etc/passwd"')
            .replace('idref="b"', 'idref="q"')
            .replace('idref="z"', 'idref="q"')
        },
    ],
)
def test_a_damaged_book_is_refused_in_one_sentence(tmp_path: Path, changed: dict[str, str]) -> None:
    with pytest.raises(IngestError) as caught:
        read_here(book(tmp_path / "bad.epub", **changed))
    assert "bad.epub" in str(caught.value) and "\n" not in str(caught.value)


BAD_YAML = {
    "a second colon": ("title: The Lake: A History\nauthor: Aiko Mori\nyear: 1999\n---\n", "The Lake: A History"),
    "an open quote": ('title: "The Lake\nauthor: Aiko Mori\nyear: 1999\n---\n', "The Lake"),
    "an open bracket": ("title: The Lake\nauthor: [Aiko Mori\nyear: 1999\n...\n", "The Lake"),
}


@pytest.mark.parametrize("fault", BAD_YAML)
def test_a_metadata_block_that_is_no_yaml_is_read_line_by_line(tmp_path: Path, fault: str) -> None:
    block, title = BAD_YAML[fault]
    path = tmp_path / "lake.md"
    path.write_text(f"---\n{block}\n# Beginnings\n\nThe first claim[^1] opens it.\n\n[^1]: A note.\n", encoding="utf-8")
    document = read_here(path)
    assert_sound(document)
    assert (document.metadata.title, document.metadata.authors, document.metadata.year) == (title, ("Aiko Mori",), 1999)
    assert [section.title for section in document.sections] == ["Beginnings"]
    assert document.text[: document.notes[0].markers[0].start].endswith("The first claim")
    assert "line by line" in document.warnings[0]


@pytest.mark.parametrize("opening", ["---\ntitle: x\n\nNo end.", "Text.\n\n---\nkey: [x\n---\n\nMore."])
def test_markdown_with_an_unclosed_or_misplaced_block_is_read_as_text(tmp_path: Path, opening: str) -> None:
    path = tmp_path / "odd.md"
    path.write_text(opening, encoding="utf-8")
    text = read_here(path).text
    assert all(word in text for word in opening.replace("---", "").split())


def test_a_few_damaged_bytes_leave_the_rest_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "lake.txt"
    path.write_bytes("Über die Verträge der Völker. Ærø, Łódź, São Paulo.".encode() + b"\xff end")
    assert read_here(path).text == "Über die Verträge der Völker. Ærø, Łódź, São Paulo.\ufffd end"


def test_the_title_is_no_section_after_the_introduction(tmp_path: Path) -> None:
    path = tmp_path / "lake.md"
    path.write_text("# Introduction\n\nOne.\n\n# The Lake\n\nTwo.", encoding="utf-8")
    assert read_here(path).metadata.title is None


def test_captions_that_markdown_has_as_paragraphs_are_captions(tmp_path: Path) -> None:
    path = tmp_path / "weir.md"
    path.write_text(
        "# Weirs\n\nThe weir was built in 1871.\n\nTable 1. Cost of the weir\n\n| Year | Guilders |\n|--|--|\n"
        "| 1871 | 300 |\n\nSource: Korver 1901.\n\nTable 1 shows what it cost.\n\nNote: this is the text's own.\n\n"
        "**Figure 2: The weir in 1900**\n\nIt closed in 1931.\n",
        encoding="utf-8",
    )
    document = read_here(path)
    kinds = [(block.kind.value, document.text[block.start : block.end][:12]) for block in document.blocks]
    assert [text for kind, text in kinds if kind == "caption"] == ["Table 1. Cos", "Source: Korv", "Figure 2: Th"]
    assert [text for kind, text in kinds if kind == "paragraph"] == [
        "The weir was", "Table 1 show", "Note: this i", "It closed in",
    ]  # fmt: skip


TYPED = """---
title: The Lake and the Charter
author: [Aiko Mori, "Ben Ito* E-mail: b.ito@lake.org"]
---

Abstract

We ask why lakes are wide.

# Beginnings

It was sounded.

###### Depth by year.

| Year | Depth |
|------|-------|
| 1990 | 13    |

It is deep.
"""


def test_a_manuscript_whose_abstract_and_captions_are_no_more_than_typed(tmp_path: Path) -> None:
    from pypandoc import get_pandoc_path

    path = tmp_path / "lake.docx"
    command = [get_pandoc_path(), "-f", "markdown", "-t", "docx", "--standalone", "-o", str(path)]
    subprocess.run(command, input=TYPED.encode(), check=True, capture_output=True, timeout=60)
    document = read_here(path)
    assert document.metadata.authors == ("Aiko Mori", "Ben Ito")
    assert [section.title for section in document.sections] == ["Abstract", "Beginnings"]
    assert kinds(document, BlockKind.CAPTION) == ["Depth by year."]
    abstract = document.blocks[document.block_at(document.text.index("We ask")) or 0]
    assert document.section_path(abstract.section) == ("Abstract",)


SPANS = """<html><body><table><thead><tr><th rowspan="2">Lake</th><th colspan="2">Depth</th></tr>
<tr><th>Spring</th><th>Fall</th></tr></thead><tbody><tr><td rowspan="2">Upper</td><td>13</td><td>11</td></tr>
<tr><td>14</td><td>12</td></tr><tr><td colspan="3">Drained lakes</td></tr><tr><td>Lower</td><td colspan="2">9</td></tr>
</tbody></table></body></html>"""


def test_each_row_of_a_table_stands_under_its_own_heads(tmp_path: Path) -> None:
    path = tmp_path / "depths.html"
    path.write_text(SPANS, encoding="utf-8")
    document = read_here(path)
    (table,) = kinds(document, BlockKind.TABLE)
    assert table.split("\n") == [
        "Lake\tDepth\t",
        "\tSpring\tFall",
        "Upper\t13\t11",
        "\t14\t12",
        "Drained lakes",
        "Lower\t9",
    ]
    assert [row_in_words(document, sentence) for sentence in document.sentences] == [
        "",
        "",
        "Lake: Upper; Depth Spring: 13; Depth Fall: 11.",
        "Depth Spring: 14; Depth Fall: 12.",
        "",
        "Lake: Lower; Depth Spring: 9.",
    ]


@pytest.mark.parametrize(("columns", "led"), [(2, ["1874."]), (3, [])])
def test_no_words_lead_out_of_a_row_of_several(tmp_path: Path, columns: int, led: list[str]) -> None:
    path = tmp_path / "depths.md"
    rows = [["Lake", "Drained", "Filled"], ["--"] * 3, ["Upper", "1874", "1902"]]
    path.write_text("\n".join("| " + " | ".join(row[:columns]) + " |" for row in rows), encoding="utf-8")
    document = read_here(path)
    asked = questions.ask("When was Upper drained?")
    row = document.sentences[-1]
    candidate = Candidate(document.id, row, " ".join(document.text[row.start : row.end].split()), 5.0)
    drafter = QuoteDrafter(OverlapReranker(), ScriptedReader("1874"))
    draft = list(drafter.draft(asked, ((asked, (candidate,)),), (), lambda _: document))[-1]
    assert isinstance(draft, Draft)
    assert [sentence.text for sentence in draft.sentences][:-1] == led


@pytest.mark.parametrize("close", [("</rt>", "</rp>"), ("", "")])
def test_how_a_word_is_read_aloud_is_no_part_of_the_text(tmp_path: Path, close: tuple[str, str]) -> None:
    rt, rp = close
    page = tmp_path / "ruby.html"
    page.write_text(
        f"<html><body><p><ruby>港<rp>(</rp><rt>みなと{rt}<rp>){rp}</ruby>の<ruby>船<rt>ふね{rt}</ruby>を見た。</p></body></html>",
        encoding="utf-8",
    )
    assert read_here(page).text.strip() == "港の船を見た。"


def test_links_to_a_heading_itself_are_no_part_of_it(tmp_path: Path) -> None:
    page = tmp_path / "manual.html"
    page.write_text(
        '<html><body><h1>Ropes<a class="headerlink" href="#ropes">¶</a></h1><p>Tar them.</p></body></html>',
        encoding="utf-8",
    )
    assert [section.title for section in read_here(page).sections] == ["Ropes"]


def test_the_numbers_of_lines_and_verses_run_into_no_word(tmp_path: Path) -> None:
    path = tmp_path / "lay.html"
    path.write_text(
        '<html><body><h1>A lay</h1><div class="stanza"><div>They bent the oars<span class="lnum">80</span></div>'
        '<div>and slept<span class="line-number">85</span>, all.</div></div><p><span class="versenum">1</span>In the '
        '<i>deep</i><span class="verse-number"><sup>2</sup></span>kings <span class="other">lie</span>s.</p>'
    )
    text = read_here(path).text
    assert "They bent the oars 80\nand slept 85, all." in text
    assert "1 In the deep ² kings lies." in text
