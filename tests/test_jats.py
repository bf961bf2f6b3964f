"""A JATS article read whole: its statements, labels, ranges of citations, and its references by their own fields."""

from pathlib import Path

import pytest

from assistant.words.wording import shown
from ingest.bibliography import cite_references, reference_items
from ingest.codec import decode, encode
from ingest.document import BlockKind, Document
from ingest.reading import read_here
from tests.test_reading import assert_sound

WEIRS = Path(__file__).parent / "data" / "weirs.nxml"  # made for these tests


@pytest.fixture(scope="module")
def article() -> Document:
    document = read_here(WEIRS)
    assert_sound(document)
    return document


def section_of(document: Document, words: str) -> tuple[str, ...]:
    block = document.blocks[document.block_at(document.text.index(words)) or 0]
    return document.section_path(block.section)


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("why silt\u00a0stays", ("Abstract", "Aims")),
        ("Weirs hold silt", ("Author summary",)),
        ("We thank the miller", ("Acknowledgements",)),
        ("Anna Korver: Sounding.", ("More information", "Contributions")),
        ("Ben Mori: Writing.", ("More information", "Contributions")),
        ("No fish was harmed", ("More information", "Ethics")),
        ("Both own a weir", ("Competing interests",)),
        ("All soundings are", ("Data Availability",)),
        ("Slib blijft", ("Slib achter stuwen", "Uitkomst")),
    ],
)
def test_what_stands_around_the_text_stands_under_its_own_heading(
    article: Document, words: str, section: tuple[str, ...]
) -> None:
    assert section_of(article, words) == section


def test_reviews_are_left_out_and_named(article: Document) -> None:
    assert "not believed" not in article.text
    assert "“Decision letter”" in article.warnings[0]


def test_labels_stand_before_captions_and_identifiers_nowhere(article: Document) -> None:
    captions = [article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.CAPTION]
    assert [caption.split("\n")[0] for caption in captions] == ["Figure 1: The weir.", "Table 2: Silt by year"]
    assert "10.1234/f1" not in article.text
    assert "\n\nWeir Fund\n\n" in article.text
    assert "Korver A (2018). Soundings. Silt Bank. SB77" in article.text


def test_a_range_leads_to_all_its_works(article: Document) -> None:
    start = article.text.index("Silt stays")
    inside = range(start, article.text.index("It was sounded"))
    cited = {n.number: sum(m.start in inside for m in n.markers) for n in article.notes[:5]}
    assert cited == {"1": 1, "2": 2, "3": 1, "4": 1, "5": 1}
    assert [article.text[n.start : n.end] for n in article.notes][-1] == "With a lead line."


def test_answers_show_sentences_whole(article: Document) -> None:
    start = article.text.index("Silt stays")
    sentences = [shown(article, s.start, s.end) for s in article.sentences if s.start >= start][:3]
    assert sentences == [
        "Silt stays where weirs are high.",
        "It was sounded by O'Dale et al., 2012 or by hand.",
        "Weirs rot.",
    ]


def test_references_are_those_of_their_fields(article: Document) -> None:
    first, second, third, fourth, fifth = reference_items(article)
    assert first["author"] == [{"family": "de Rooij", "given": "M. G."}, {"family": "El-Sayed", "given": "K."}]
    assert (first["title"], first["container-title"], first["issued"]) == (
        "Old silt",
        "Trans Mill Soc",
        {"date-parts": [[2009]]},
    )
    assert (first["volume"], first["page"], first["DOI"]) == ("94", "457-472", "10.1234/silt.9")
    assert second["author"] == [{"family": "Bailey", "given": "T. L."}, {"family": "De Iaco", "given": "A."}]
    assert (second["volume"], second["issue"], second["page"]) == ("37", "2", "e12")
    assert (third["type"], third["title"], third["container-title"]) == ("chapter", "Sounding", "The river book")
    assert third["editor"] == [{"family": "Ito", "given": "M.-A."}]
    assert (third["publisher"], third["publisher-place"]) == ("Sluice Press", "Tiel")
    assert fourth["issued"] == {"date-parts": [[1999]]}  # without fields: read from its words
    assert (fifth["type"], fifth["container-title"], fifth["page"]) == ("article-journal", "Phys. Weirs", "71")
    assert "title" not in fifth
    assert "Bailey, T. L." in cite_references(article, "apa")


def test_references_read_as_one_prints_them(article: Document) -> None:
    entries = [article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.REFERENCE]
    assert entries[0] == (
        "de Rooij MG, El-Sayed K, et al. Old silt. Trans Mill Soc. 2009;94: 457–472. doi:10.1234/silt.9 PMID: 1884"
    )
    assert entries[1] == "Bailey TL, De Iaco A (2011). Weirs of the north. River Research 37(2): e12"


def test_what_the_file_states_of_references_is_kept(article: Document) -> None:
    assert article.stated_works
    assert decode(encode(article)) == article
