"""What Word and Writer set in fields, boxes, readings and tracked changes is read, or named where it isn't."""

import zipfile
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.reading import read_here
from tests.test_reading import assert_sound

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = " ".join(
    [
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
    ]
)
WRITER = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
)
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DATED = 'w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z"'


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def word(tmp_path: Path, body: str, notes: str = "") -> Document:
    path = tmp_path / "pier.docx"
    relations = f'<Relationship Id="f" Type="{RELATED}/footnotes" Target="footnotes.xml"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}"/>')
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        main = f'<Relationship Id="m" Type="{RELATED}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}">{main}</Relationships>')
        own = f'<Relationships xmlns="{package}">{relations}</Relationships>'
        archive.writestr("word/_rels/document.xml.rels", own)
        archive.writestr("word/styles.xml", f"<w:styles {WORD}/>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {WORD}>{notes}</w:footnotes>")
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
    return sound(path)


def writer(tmp_path: Path, body: str) -> Document:
    path = tmp_path / "pier.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts = ("font-face-decls", "styles", "automatic-styles", "master-styles")
        empty = "".join(f"<office:{part}/>" for part in parts)
        archive.writestr("styles.xml", f"<office:document-styles {WRITER}>{empty}</office:document-styles>")
        text = f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {WRITER}>{text}</office:document-content>")
    return sound(path)


def sound(path: Path) -> Document:
    document = read_here(path)
    assert_sound(document)
    return document


BOX = f"<w:txbxContent><w:p>{run('Boxed words.')}</w:p></w:txbxContent>"
SHAPE = f"<wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp>"
DRAWN = f"<w:drawing><wp:anchor><a:graphic>{SHAPE}</a:graphic></wp:anchor></w:drawing>"
OLD = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
BOTH = f"<mc:AlternateContent><mc:Choice>{DRAWN}</mc:Choice><mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent>"


@pytest.mark.parametrize("box", [DRAWN, OLD, BOTH], ids=["drawn", "old", "both"])
def test_a_text_box_of_word_stands_behind_its_paragraph(tmp_path: Path, box: str) -> None:
    document = word(
        tmp_path, f"<w:p>{run('The pier ')}<w:r>{box}</w:r>{run('opened.')}</w:p><w:p>{run('It sank.')}</w:p>"
    )
    assert document.text == "The pier opened.\n\nBoxed words.\n\nIt sank."


def test_a_box_within_a_box_is_read_once(tmp_path: Path) -> None:
    inner = BOX.replace("Boxed", "Inner")
    outer = DRAWN.replace(
        BOX, f"<w:txbxContent><w:p>{run('Outer words.')}<w:r>{DRAWN.replace(BOX, inner)}</w:r></w:p></w:txbxContent>"
    )
    document = word(tmp_path, f"<w:p>{run('The pier.')}<w:r>{outer}</w:r></w:p>")
    assert document.text == "The pier.\n\nOuter words.\n\nInner words."


@pytest.mark.parametrize(
    ("held", "text"),
    [
        (f'<w:fldSimple w:instr=" SEQ Figure ">{run("7")}</w:fldSimple>', "Seen 7 here."),
        (f'<w:fldSimple w:instr=" ADDIN ZOTERO_ITEM ">{run("(Pan 2001)")}</w:fldSimple>', "Seen (Pan 2001) here."),
        (f"<w:moveTo {DATED}>{run('x')}</w:moveTo><w:moveFrom {DATED}>{run('no')}</w:moveFrom>", "Seen x here."),
        (f'<w:bdo w:val="rtl">{run("a")}</w:bdo><w:dir w:val="rtl">{run("b")}</w:dir>', "Seen ab here."),
        (f'<w:customXml w:element="x">{run("tagged")}</w:customXml>', "Seen tagged here."),
        (f"<w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>", "Seen 漢 here."),
        ('<w:r><w:t>one</w:t><w:cr/><w:t>two</w:t></w:r>', "Seen one\ntwo here."),
    ],
)  # fmt: skip
def test_words_that_word_wraps_are_read(tmp_path: Path, held: str, text: str) -> None:
    assert word(tmp_path, f"<w:p>{run('Seen ')}{held}{run(' here.')}</w:p>").text == text


def test_words_beside_a_note_in_one_run_and_fields_in_notes_are_read(tmp_path: Path) -> None:
    mixed = '<w:r><w:t>The pier</w:t><w:footnoteReference w:id="2"/><w:t xml:space="preserve"> opened.</w:t></w:r>'
    field = f'<w:fldSimple w:instr=" REF x ">{run("Pan 2001")}</w:fldSimple>'
    document = word(
        tmp_path, f"<w:p>{mixed}</w:p>", f'<w:footnote w:id="2"><w:p>{run("See ")}{field}</w:p></w:footnote>'
    )
    (note,) = document.notes
    assert document.text.startswith("The pier opened.")
    assert (document.text[note.start : note.end], [m.start for m in note.markers]) == ("See Pan 2001", [8])


def test_deletions_tracked_by_word_and_writer_are_named(tmp_path: Path) -> None:
    struck = f"<w:del {DATED}><w:r><w:delText>late</w:delText></w:r></w:del>"
    region = (
        '<text:changed-region text:id="c"><text:deletion><text:p>late</text:p></text:deletion></text:changed-region>'
    )
    tracked = f"<text:tracked-changes>{region}</text:tracked-changes><text:p>It opened.</text:p>"
    for document in (word(tmp_path, f"<w:p>{run('It opened.')}{struck}</w:p>"), writer(tmp_path, tracked)):
        assert document.text == "It opened."
        assert document.warnings == ("A deletion tracked in it is taken as made: the deleted words are not read.",)


FRAMED = "<draw:frame><draw:text-box><text:p>Boxed words.</text:p></draw:text-box></draw:frame>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<text:p>The pier{FRAMED} opened.</text:p>", "The pier opened.\n\nBoxed words."),
        (f"{FRAMED}<text:p>The pier.</text:p>", "Boxed words.\n\nThe pier."),
        ("<text:p>Pier<draw:custom-shape><text:p>Drawn.</text:p></draw:custom-shape></text:p>", "Pier\n\nDrawn."),
        ("<text:p>In <text:date>May</text:date> by <text:meta>Ann</text:meta>.</text:p>", "In May by Ann."),
        (
            "<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby>"
            "字</text:p>",
            "漢字",
        ),
        ("<text:numbered-paragraph><text:p>Counted.</text:p></text:numbered-paragraph>", "Counted."),
        (
            "<text:bibliography><text:bibliography-source>x</text:bibliography-source><text:index-body>"
            "<text:index-title><text:p>Works</text:p></text:index-title><text:p>Pan, Piers.</text:p></text:index-body>"
            "</text:bibliography>",
            "Works\n\nPan, Piers.",
        ),
    ],
)  # fmt: skip
def test_words_that_writer_sets_apart_are_read(tmp_path: Path, body: str, text: str) -> None:
    assert writer(tmp_path, body).text == text


def test_a_table_in_a_cell_of_writer_is_read_in_the_cell(tmp_path: Path) -> None:
    def table(*cells: str) -> str:
        row = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        return f"<table:table><table:table-row>{row}</table:table-row></table:table>"

    inner = table("<text:p>b</text:p>", "<text:p>c</text:p>")
    assert writer(tmp_path, table(f"<text:p>a</text:p>{inner}", "<text:p>d</text:p>")).text == "a b c\td"
