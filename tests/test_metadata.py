"""What documents say of themselves: front pages, imprints, labels, and what programs wrote there by themselves."""

from pathlib import Path

import pytest

from ingest.bylines import given_family, names_in
from ingest.document import BlockKind, Metadata
from ingest.imprint import find_doi, find_isbns, find_licence, language_tag
from ingest.metadata import extract_metadata, to_csl
from ingest.names import family_name
from ingest.reading import read_here

FRONT, LABEL, HEADING, PARAGRAPH = BlockKind.FRONT, BlockKind.LABEL, BlockKind.HEADING, BlockKind.PARAGRAPH


def front(*lines: str) -> Metadata:
    return extract_metadata({}, [(FRONT, None, line) for line in lines])


def test_a_chapter_stands_in_its_book() -> None:
    metadata = front(
        "Lakes and Harbours", "An Introduction", "**Edited by\nAiko Mori, Ben Ito**", "First published 2021",
        "ISBN: 978-1-032-46068-0 (hbk)", "Chapter 4", "The Depth of Lakes", "Carla Writer", "(CC-BY-NC-ND) 4.0",
        "DOI: 10.1234/9781003379928-6.", "Funded by the Lake Council.",
    )  # fmt: skip
    assert metadata.title == "The Depth of Lakes" and metadata.container == "Lakes and Harbours: An Introduction"
    assert metadata.authors == ("Carla Writer",) and metadata.editors == ("Aiko Mori", "Ben Ito")
    assert (metadata.year, metadata.licence, metadata.type) == (2021, "CC BY-NC-ND 4.0", "chapter")
    assert metadata.doi == "10.1234/9781003379928-6" and metadata.isbn == ("978-1-032-46068-0",)
    assert metadata.funding == "Funded by the Lake Council."


def test_a_paper_of_a_series() -> None:
    metadata = front(
        "Working Papers on Lakes", "Number 17", "How Deep Are They?", "Carla Writer and Dan Third", "© 2006"
    )
    assert metadata.title == "How Deep Are They?" and metadata.authors == ("Carla Writer", "Dan Third")
    assert (metadata.container, metadata.issue, metadata.year, metadata.type) == (
        "Working Papers on Lakes",
        "17",
        2006,
        "report",
    )


def test_a_repository_pages_labels() -> None:
    labels = "Original languageGerman\nPages (from-to)12-34\nJournalLake Review\nVolume7\nIssue number2"
    labels += "\nStatePublished - Mar 2 1998"
    metadata = extract_metadata({}, [(FRONT, None, "On Lakes"), (FRONT, None, "Carla Writer"), (LABEL, None, labels)])
    assert (metadata.container, metadata.volume, metadata.issue, metadata.pages) == ("Lake Review", "7", "2", "12-34")
    assert (metadata.year, metadata.language, metadata.type) == (1998, "de", "article-journal")


def test_what_the_file_states_goes_before_its_text() -> None:
    metadata = extract_metadata(
        {"title": ("Stated",), "author": ("Mori, Aiko",)}, [(FRONT, None, "Printed"), (FRONT, None, "Ben Ito")]
    )
    assert (metadata.title, metadata.authors) == ("Stated", ("Aiko Mori",))


@pytest.mark.parametrize("title", ["Microsoft Word - draft.doc", "untitled", "paper_final.indd", "12345"])
def test_what_a_program_wrote_is_no_title(title: str) -> None:
    pieces = [(HEADING, 1, "The Depth of Lakes"), (HEADING, 2, "Carla Writer∗"), (PARAGRAPH, None, "Lakes are deep.")]
    metadata = extract_metadata({"title": (title,), "author": ("typist@example.org",)}, pieces, printed=True)
    assert (metadata.title, metadata.authors) == ("The Depth of Lakes", ("Carla Writer",))


def test_the_year_of_making_counts_only_where_the_text_agrees() -> None:
    created = {"created": ("2024-01-01",)}
    assert extract_metadata(created, [(PARAGRAPH, None, "In 2022 and 2023 it rained.")]).year == 2024
    assert extract_metadata(created, [(PARAGRAPH, None, "In 1971 and 1978 it rained.")]).year is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Aiko Mori, Ben Ito and Carla de la Writer", ("Aiko Mori", "Ben Ito", "Carla de la Writer")),
        ("T.J. Pempel & H.D.P. Envall", ("T.J. Pempel", "H.D.P. Envall")),
        ("TÂNIA MARIA DOS SANTOS", ("Tânia Maria dos Santos",)),
        ("Latia Ward1", ("Latia Ward",)),
        ("Pia T. Ward,1 Ann Seppä,1,2 and Esa Lund3", ("Pia T. Ward", "Ann Seppä", "Esa Lund")),
        ("Dorothy Day and June Jordan", ("Dorothy Day", "June Jordan")),
        ("Developer Guide", ()),
        ("Departamento de Derecho", ()),
        ("夏目 漱石", ("夏目 漱石",)),
        ("University of Lakes", ()),
        ("The Depth of Lakes", ()),
        ("Why Lakes?", ()),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert names_in(line) == names


def test_names_are_turned_round() -> None:
    assert given_family("Pan, Liang") == "Liang Pan"
    assert given_family("Martin King, Jr.") == "Martin King, Jr."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://doi.org/10.1093/gerhis/ghae045.", "10.1093/gerhis/ghae045"),
        ("(doi: 10.1002/(SICI)1097-0258(19980815)17:15<1>)", "10.1002/(SICI)1097-0258(19980815)17:15"),
        ("no identifier 10.5 here", None),
    ],
)
def test_dois(text: str, found: str | None) -> None:
    assert find_doi(text) == found


def test_isbns_need_their_check_digit() -> None:
    assert find_isbns("ISBN 978-1-032-46068-0\nISBN-10: 0-306-40615-2\nISBN 978-1-032-46068-1") == (
        "978-1-032-46068-0", "0-306-40615-2"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("(CC-BY-NC-ND) 4.0", "CC BY-NC-ND 4.0"),
        ("Creative Commons Attribution-ShareAlike 3.0 License", "CC BY-SA 3.0"),
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("All rights reserved", None),
    ],
)
def test_licences(text: str, licence: str | None) -> None:
    assert find_licence(text) == licence


def test_the_language_stated_holds_unless_much_text_is_clearly_in_another() -> None:
    german = "Die Brücke ist nicht alt, und der Rat hat das Geld für den Bau, den die Stadt wollte, nie gezählt. "

    def language(stated: str, text: str) -> str | None:
        return extract_metadata({"language": (stated,)}, [(PARAGRAPH, None, text)]).language

    assert language("pl-PL", 20 * german) == "de"
    assert language("de-AT", 20 * german) == "de-AT"
    assert language("en", 3 * german) == "en"  # too little of it: it may be a quotation
    mixed = "The bridge is old, and the council of the town has never counted the money that was paid to the mason. "
    assert language("en-GB", 10 * (german + mixed)) == "en-GB"
    assert language("pl", 20 * "Most nie jest stary, a rada miasta nigdy nie liczyła pieniędzy na budowę. ") == "pl"


def test_language_tags() -> None:
    assert [language_tag(value) for value in ("English (US)", "en_GB", "ja", "Deutsch", "und")] == [
        "en-US",
        "en-GB",
        "ja",
        "de",
        None,
    ]


def test_csl() -> None:
    metadata = Metadata(title="T", authors=("Liang Pan", "Ministry of Lakes"), year=2005, doi="10.1/x", type="book")
    assert to_csl(metadata, "a") == {
        "id": "a", "type": "book", "title": "T", "DOI": "10.1/x", "issued": {"date-parts": [[2005]]},
        "author": [{"family": "Pan", "given": "Liang"}, {"literal": "Ministry of Lakes"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "title", "authors"),
    [
        ({"title": ("On Tolls (Ann Lee)",), "author": ("Ann Lee",)}, "On Tolls", ("Ann Lee",)),
        ({"title": ("On Tolls (Part One)",), "author": ("Ann lee",)}, "On Tolls (Part One)", ("Ann Lee",)),
        ({"title": ("On Tolls",), "author": ("On Tolls",)}, "On Tolls", ()),
        ({"title": ("On Tolls",), "author": ("alee",)}, "On Tolls", ()),
        ({"title": ("PowerPoint Presentation",), "author": ("Preferred Customer",)}, None, ()),
    ],
)
def test_what_hasty_hands_and_programs_state(
    stated: dict[str, tuple[str, ...]], title: str | None, authors: tuple[str, ...]
) -> None:
    found = extract_metadata(stated, [])
    assert (found.title, found.authors) == (title, authors)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "# Cold Mill Conflicts\n\n## The Weir\n\nIt was built.\n\n## The Mill\n\nIt was burnt.\n",
            "Cold Mill Conflicts",
        ),
        ("# Anna Korver\n\n## The Weir at Lisse\n\nIt was built in 1871, as she tells us.\n", "The Weir at Lisse"),
    ],
)
def test_the_only_heading_above_several_is_the_title_though_it_might_be_a_name(
    tmp_path: Path, text: str, title: str
) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert read_here(tmp_path / "a.md").metadata.title == title


def test_words_of_a_title_are_no_authors_name() -> None:
    heading = (BlockKind.HEADING, 1, "Guidance on the Use of Rope Ladders in Harbours")
    pieces = [(BlockKind.HEADING, 1, "Harbour Guidance"), (BlockKind.PARAGRAPH, None, "Rope Ladders"), heading]
    found = extract_metadata({"author": ["Lisse Harbour Board"]}, pieces, printed=True)
    assert found.authors == ("Lisse Harbour Board",)
    assert extract_metadata({}, pieces, printed=True).authors == ()
    named = [(BlockKind.HEADING, 1, "Harbour Guidance"), (BlockKind.PARAGRAPH, None, "Rosa Ladeur"), heading]
    assert extract_metadata({"author": ["LaTeX user"]}, named, printed=True).authors == ("Rosa Ladeur",)


@pytest.mark.parametrize("heading", ["はじめに", "赤血球", "日本の歴史", "ジャンヌ・ダルク"])
def test_a_japanese_heading_is_no_name(heading: str) -> None:
    assert names_in(heading) == ()
    assert names_in("山田 太郎") == ("山田 太郎",)


def test_a_body_is_cited_by_its_whole_name() -> None:
    assert family_name("The Ladder Reference Team") == "The Ladder Reference Team"
    assert family_name("Rosa Ladeur") == "Ladeur"
