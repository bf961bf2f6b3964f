"""Italics, bold, code and lists in the source pane: set as the source set them, and the text untouched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.codec import decode, encode
from ingest.document import BlockKind, Document, TextStyle
from ingest.reading import read_document
from tests.fakes_web import make_document
from tests.test_web_render import FURNITURE, Text, squeeze
from web.document_html import Cited, document_html
from web.text_styles import signed_runs

MARKDOWN = """# Treaties

Some *emphasis*, **strong words** and `code`, and *both **at once***.[^1]

- first with *stress*
- second
    1. inner one
    2. inner two

[^1]: *Ibid.*, p. 4.
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("styles") / "a.md"
    path.write_text(MARKDOWN)
    return read_document(path)


def styled(document: Document, style: TextStyle) -> list[str]:
    return [document.text[s.start : s.end] for s in document.styles if s.style is style]


def test_a_reader_keeps_what_is_set_apart_and_the_store_keeps_it_too(read: Document) -> None:
    assert styled(read, TextStyle.EMPHASIS) == ["emphasis", "both at once", "stress", "Ibid."]
    assert styled(read, TextStyle.STRONG) == ["strong words", "at once"] and styled(read, TextStyle.CODE) == ["code"]
    items = [(s.value, s.level) for s in read.styles if s.style is TextStyle.ITEM]
    assert items == [("", 1), ("", 1), ("1", 2), ("2", 2)]
    assert decode(encode(read)) == read


def test_styles_are_shown_and_the_text_stays_as_it_is(read: Document) -> None:
    markup = document_html(read)
    assert "<em>emphasis</em>" in markup and "<strong>strong words</strong>" in markup and "<code>code</code>" in markup
    assert 'data-bullet="•" data-level="1"' in markup and 'data-bullet="2." data-level="2"' in markup
    assert squeeze(Text(markup, (*FURNITURE, "note-ref")).words) == squeeze(read.text)


def test_a_citation_across_styles_is_marked_whole(read: Document) -> None:
    start = read.text.index("emphasis")
    end = read.text.index("strong words") + len("strong")
    marked = re.findall(r'<mark class="cited"[^>]*>(.*?)</mark>', document_html(read, (Cited(1, start, end),)))
    assert re.sub("<[^>]+>", "", "".join(marked)) == read.text[start:end] == "emphasis, strong"


def test_signs_in_plain_text_become_styles() -> None:
    document = make_document(((BlockKind.PARAGRAPH, "See *Ibid.*, p. 4, **not** 2*3*4, snake_case_word or * this *."),))
    markup = document_html(document)
    assert re.findall(r"<em>([^<]*)</em>", markup) == ["Ibid."] and "<strong>not</strong>" in markup
    assert markup.count('<span class="sign">') == 4 and "2*3*4, snake_case_word or * this *" in markup
    assert squeeze(Text(markup, FURNITURE).words) == squeeze(document.text)


@given(st.lists(st.sampled_from(["*", "**", "_", "`", " ", "\n", "Ibid.", "a", "<b>", "外"]), max_size=30), st.data())
def test_any_mixture_of_signs_keeps_every_character(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    runs = list(signed_runs(text, 0))
    assert all(0 <= run.start < run.end <= len(text) for run in runs)
    document = make_document(((BlockKind.PARAGRAPH, text),))
    start = data.draw(st.integers(0, len(document.text)))
    shown = Text(
        document_html(document, (Cited(1, start, data.draw(st.integers(start, len(document.text)))),)), FURNITURE
    )
    assert squeeze(shown.words) == squeeze(document.text)
