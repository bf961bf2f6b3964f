"""Author-year citations: "(Brook 2005, 164)" leads to the entry of the list that it means, and what doesn't says so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.codec import decode, encode
from ingest.document import Document
from ingest.document_json import document_json
from ingest.reading import read_here
from tests.test_reading import assert_sound

WORKS = """
## References

Adler, Ann, Bert Cole, and Cy Dee. 2001. *Tolls*. Oslo: Fjord.

Brook, Anselm. 1983. *Changing Ports*. Bergen: Fjord.

Brook, Anselm. 2005. *The Decade of 1983*. Bergen: Fjord.

Lund, Kim. 2011a. "First." *Journal of Tolls* 4: 1–9.

———. 2011b. "Second." *Journal of Tolls* 5: 1–9.

———. 2012. "Third." *Journal of Tolls* 6: 1–9.

Müller, Jörg (2004): Zölle. Bonn: Verlag.

Stone, John, and Mary Reed. 2010. *Ports*. London: Quay.

Stone, J., Reed, M., & Lund, K. (2003). Ports again. *Ports*, 2(1), 3–9.

Toll Board. 1994. *Annual Report*. Oslo: Toll Board.

Wald, Alexander von. 1845. *Kosmos*. Stuttgart: Cotta.
"""


def cited(tmp_path: Path, text: str, works: str = WORKS) -> tuple[Document, list[tuple[str, list[str], str | None]]]:
    """The document, and of each citation its text, the openings of the entries it means, and its locator."""
    path = tmp_path / "ports.md"
    path.write_text(f"# Ports\n\n{text}\n{works}", encoding="utf-8")
    document = read_here(path)
    assert_sound(document)
    return document, [
        (
            document.text[citation.start : citation.end],
            [
                document.text[document.blocks[index].start :][:16].split(". ")[0].split(" (")[0]
                for index in citation.entries
            ],
            citation.locator,
        )
        for citation in document.in_text_citations
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It paid (Brook 2005, 164).", [("Brook 2005, 164", "Brook, Anselm", "164")]),
        ("As Brook (1983, pp. 3-4) says.", [("Brook (1983, pp. 3-4)", "Brook, Anselm", "pp. 3-4")]),
        ("However, Brook (2005) and others.", [("Brook (2005)", "Brook, Anselm", None)]),
        ("Thus Anselm Brook’s (2005) view.", [("Anselm Brook’s (2005)", "Brook, Anselm", None)]),
        (
            "Others (see Stone and Reed 2010; Adler et al. 2001: 3–5).",
            [
                ("Stone and Reed 2010", "Stone, John, and", None),
                ("Adler et al. 2001: 3–5", "Adler, Ann, Bert", "3–5"),
            ],
        ),
        ("Three wrote (Stone, Reed & Lund 2003).", [("Stone, Reed & Lund 2003", "Stone, J., Reed,", None)]),
        ("By letter [Lund 2011b].", [("Lund 2011b", "———", None)]),
        ("Twice (Lund 2011a, 2012).", [("Lund 2011a", "Lund, Kim", None), ("2012", "———", None)]),
        ("Bodies (Toll Board 1994, 23).", [("Toll Board 1994, 23", "Toll Board", "23")]),
        ("The Toll Board (1994) agreed.", [("Toll Board (1994)", "Toll Board", None)]),
        (
            "Vgl. (vgl. Müller 2004; von Wald 1845).",
            [("Müller 2004", "Müller, Jörg", None), ("von Wald 1845", "Wald, Alexander", None)],
        ),
    ],
)  # fmt: skip
def test_a_citation_leads_to_its_entry(tmp_path: Path, text: str, found: list[tuple[str, str, str | None]]) -> None:
    _, citations = cited(tmp_path, text)
    assert [(words, [entry.rstrip(", ") for entry in entries], place) for words, entries, place in citations] == [
        (words, [entry.rstrip(", ")], place) for words, entry, place in found
    ]


def test_a_year_in_a_title_is_not_the_works_own(tmp_path: Path) -> None:
    document, _ = cited(tmp_path, "Brook said it early (Brook 1983).")
    (citation,) = document.in_text_citations
    assert "Changing Ports" in document.text[document.blocks[citation.entries[0]].start :][:60]


def test_a_letterless_year_that_fits_two_entries_says_so(tmp_path: Path) -> None:
    document, _ = cited(tmp_path, "It was said (Lund 2011).")
    (citation,) = document.in_text_citations
    assert len(citation.entries) == 2
    assert citation.unresolved == "2 entries of the list are by Lund and of 2011"


def test_what_the_list_lacks_says_so_where_the_system_is_used(tmp_path: Path) -> None:
    sure = "One (Brook 1983), two (Brook 2005), three (Lund 2012). "
    document, _ = cited(tmp_path, sure + "Four (Brook 1999). Five (Nemo 2001).")
    assert [citation.unresolved for citation in document.in_text_citations[3:]] == [
        "the list has Brook, but nothing of 1999",
        "the list has nothing by Nemo",
    ]
    document, found = cited(tmp_path, "Only one (Brook 1983), and the peace (Geneva 1949).")
    assert [words for words, _, _ in found] == ["Brook 1983"]


@pytest.mark.parametrize(
    "text",
    [
        "In May (2005) it rained, from 1983 (12–14), as in Article 5 (1994).",
        "It was printed (Bergen: Fjord, 2005) and sold (in 2005).",
        "A note[^1].\n\n[^1]: Printed by Brook in the year 2005 at last.",
    ],
)
def test_years_that_cite_nothing(tmp_path: Path, text: str) -> None:
    assert cited(tmp_path, text)[1] == []


def test_a_note_needs_no_brackets(tmp_path: Path) -> None:
    _, found = cited(tmp_path, "A claim.[^1]\n\n[^1]: See Brook 2005, 164. Lund 2012, 3.")
    assert [(words, place) for words, _, place in found] == [("Brook 2005, 164", "164"), ("Lund 2012, 3", "3")]


def test_without_a_list_of_works_nothing_is_cited(tmp_path: Path) -> None:
    assert cited(tmp_path, "It paid (Brook 2005, 164).", "")[1] == []


def test_they_are_kept_and_shown(tmp_path: Path) -> None:
    document, _ = cited(tmp_path, "It paid (Brook 2005, 164).")
    assert decode(encode(document)) == document
    (shown,) = document_json(document)["in_text_citations"]
    assert (shown["text"], shown["locator"], shown["unresolved"]) == ("Brook 2005, 164", "164", None)
    assert [entry["text"][:18] for entry in shown["references"]] == ["Brook, Anselm. 200"]


PIECES = [
    "Brook",
    " 2005",
    "(",
    ")",
    "; ",
    ", ",
    "Stone and Reed",
    " et al.",
    "2011a",
    "see ",
    "[",
    "]",
    "p. 3",
    "\n\n",
    "’s",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_gives_ordered_spans_in_its_blocks(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    from ingest.author_year import find_in_text_citations
    from ingest.document import Block, BlockKind

    body, entry = "".join(pieces), "Brook, Anselm. 2005. Ports. Bergen: Fjord."
    text = f"{body}\n\n{entry}"
    blocks = (
        Block(BlockKind.PARAGRAPH, 0, len(body)),
        Block(BlockKind.REFERENCE, len(body) + 2, len(text)),
    )
    last = 0
    for citation in find_in_text_citations(text, blocks):
        assert last <= citation.start < citation.end <= len(body)
        assert all(blocks[index].kind is BlockKind.REFERENCE for index in citation.entries)
        last = citation.end


@pytest.mark.timeout(60)  # a second or two in proportion to the length, else minutes
@pytest.mark.parametrize("piece", ["A", "A-", "A. ", "Smit, ", "Ab", "de "])
def test_names_without_an_end_take_time_in_proportion_to_their_length(piece: str, tmp_path: Path) -> None:
    _, found = cited(tmp_path, f"{piece * (60_000 // len(piece))}; it paid (Brook 2005, 164).")
    assert found == [("Brook 2005, 164", ["Brook, Anselm"], "164")]
