"""References in the shapes in which scholars print them, and anything else without an error."""

import itertools
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.names import family_name, parse_names
from ingest.references import is_full_reference, parse_date, parse_reference, reference_parts, split_works


def names(item: dict[str, object], role: str = "author") -> list[str]:
    people = item.get(role, [])
    assert isinstance(people, list)
    return [p.get("literal") or f"{p.get('given', '')} {p['family']}".strip() for p in people]


def test_a_note_on_an_article() -> None:
    item = parse_reference("Pieter Mostaert, “Thirty Flags,” Review of Gulf Memory, 3 (1), 2004, pp. 9–27.")
    assert item["type"] == "article-journal"
    assert names(item) == ["Pieter Mostaert"]
    assert (item["title"], item["container-title"]) == ("Thirty Flags", "Review of Gulf Memory")
    assert (item["volume"], item["issue"], item["page"]) == ("3", "1", "9-27")
    assert item["issued"] == {"date-parts": [[2004]]}


def test_a_note_on_a_book_keeps_the_page_cited_apart() -> None:
    item = parse_reference("Oskar Lindqvaern, Paying for Other People's Wars (Bergen: Fjordgate Press, 1998), p. 112.")
    assert item["type"] == "book"
    assert item["title"] == "Paying for Other People's Wars"
    assert (item["publisher"], item["publisher-place"]) == ("Fjordgate Press", "Bergen")
    assert item["custom"] == {"locator": "112"}
    assert "page" not in item


def test_a_note_on_a_chapter() -> None:
    item = parse_reference(
        "Mary Halloran, “The Long Table,” in Jon Achterberg and Aiko Verbeek (eds), Neighbours and Their Talks "
        "(London: Straits Quay, 2016), pp. 239–254."
    )
    assert item["type"] == "chapter"
    assert names(item, "editor") == ["Jon Achterberg", "Aiko Verbeek"]
    assert item["container-title"] == "Neighbours and Their Talks"
    assert item["page"] == "239-254"


def test_an_entry_in_apa() -> None:
    item = parse_reference(
        "Thornbury, M., & Oyelaran, B. (2003). Votes for principles. Diet Studies, 15(1), 88–109. https://doi.org/10.5555/ds.2003.1501"
    )
    assert names(item) == ["M. Thornbury", "B. Oyelaran"]
    assert item["title"] == "Votes for principles"
    assert (item["volume"], item["issue"], item["page"], item["DOI"]) == ("15", "1", "88-109", "10.5555/ds.2003.1501")


def test_an_entry_in_mla() -> None:
    item = parse_reference("Lemelin, Farid. “Two Humans.” Northern Diplomacy, vol. 18, no. 1, 2004, pp. 55–73.")
    assert names(item) == ["Farid Lemelin"]
    assert (item["title"], item["container-title"]) == ("Two Humans", "Northern Diplomacy")
    assert (item["volume"], item["issue"], item["page"]) == ("18", "1", "55-73")


def test_a_page_of_the_web_with_the_date_of_access() -> None:
    item = parse_reference(
        "Cabinet Secretariat, “A Strategy,” 2013, <https://example.org/nss-e.pdf> (accessed on November 13, 2022)."
    )
    assert item["type"] == "webpage"
    assert names(item) == ["Cabinet Secretariat"]
    assert item["URL"] == "https://example.org/nss-e.pdf"
    assert item["accessed"] == {"date-parts": [[2022, 11, 13]]}
    assert item["issued"] == {"date-parts": [[2013]]}


def test_a_law() -> None:
    item = parse_reference(
        "Act on Cooperation with United Nations Peacekeeping Operations, Act No. 79 of 1992 (Japan)."
    )
    assert item["type"] == "legislation"
    assert item["issued"] == {"date-parts": [[1992]]}


def test_italics_written_with_stars_are_no_part_of_a_title() -> None:
    item = parse_reference("Jon Reinholt, *Juba and the Words for War* (Utrecht: Kanaal Editions, 2018), p. 71.")
    assert item["title"] == "Juba and the Words for War"


def test_a_body_as_author_stays_whole() -> None:
    assert parse_names("Ministry of Foreign Affairs and Trade") == [
        {"literal": "Ministry of Foreign Affairs and Trade"}
    ]


def test_lists_of_names_in_the_four_ways() -> None:
    expected = [{"family": "Beck", "given": "Ulrich"}, {"family": "Lash", "given": "Scott"}]
    assert parse_names("Ulrich Beck and Scott Lash") == expected
    assert parse_names("Beck, Ulrich, and Scott Lash") == expected
    assert parse_names("Beck, Ulrich; Lash, Scott") == expected
    assert parse_names("Beck, Ulrich, & Lash, Scott") == expected
    assert parse_names("Beck, U., & Lash, S.") == [{"family": "Beck", "given": "U."}, {"family": "Lash", "given": "S."}]
    assert parse_names("Beck U, Lash S") == [{"family": "Beck", "given": "U."}, {"family": "Lash", "given": "S."}]
    assert parse_names("Ludwig van der Berg") == [{"family": "van der Berg", "given": "Ludwig"}]
    assert parse_names("緒方貞子") == [{"literal": "緒方貞子"}]


def test_volume_issue_and_pages_in_one_word() -> None:
    item = parse_reference("Halloran M, Oda J. Small ships and long shadows. Rev Asian Secur. 1982;41(2):257-8")
    assert (item.get("volume"), item.get("issue"), item.get("page")) == ("41", "2", "257-8")


def test_a_french_title_keeps_its_small_letters() -> None:
    item = parse_reference("WEILL, Alain. La fréquence des affections de longue durée. AD, juin 2007, n°59. p. 18-29.")
    assert item["language"] == "fr"
    assert item["issue"] == "59"


def test_dates() -> None:
    assert parse_date("May 2, 2018") == [2018, 5, 2]
    assert parse_date("2 May 2018") == [2018, 5, 2]
    assert parse_date("(2011)") == [2011]
    assert parse_date("December 1993") == [1993, 12]
    assert parse_date("forthcoming") == []


def test_works_of_a_note_are_split_at_semicolons_but_lists_of_authors_are_not() -> None:
    note = "Ibid., p. 22; Castellane, no. 4, p. 93; Lemelin, “Two; Three,” Review, 18, 2004, p. 5."
    assert [note[s.start : s.end] for s in split_works(note)] == [
        "Ibid., p. 22",
        "Castellane, no. 4, p. 93",
        "Lemelin, “Two; Three,” Review, 18, 2004, p. 5.",
    ]
    authors = "Krezel, A.; Bal, W. A Formula. J. Inorg. Biochem. 2004, 98, 161–166."
    assert len(split_works(authors)) == 1


def test_short_forms_are_no_full_references() -> None:
    assert is_full_reference(
        "Oskar Lindqvaern, Paying for Other People's Wars (Bergen: Fjordgate Press, 1998), p. 112."
    )
    for text in ("Ibid., p. 164.", "Liang Pan, no. 5, p. 125.", "Castagnier, op. cit., p. 122.", "supra note 12", ""):
        assert not is_full_reference(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="Aé日a ,.;:()[]“”\"'*_-–0123456789/", max_size=300))
def test_no_text_raises_and_offsets_stay_inside(text: str) -> None:
    item = parse_reference(text)
    assert isinstance(item["type"], str)
    parts = reference_parts(text)
    assert all(0 <= part.start < part.end <= len(text) for part in parts)
    assert all(a.end <= b.start for a, b in itertools.pairwise(parts))
    spans = split_works(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    kept = "".join(text[s.start : s.end] for s in spans)
    assert [c for c in kept if not c.isspace()] == [c for c in text if not c.isspace() and c != ";"] or ";" in kept


GOLDEN = Path(__file__).parent / "data" / "references.json"


def test_golden_references() -> None:
    """References read over by hand; PINCITE_REGENERATE=1 writes what is parsed now, to be read over again."""
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    now = [{"text": entry["text"], "csl": parse_reference(entry["text"])} for entry in golden]
    if os.environ.get("PINCITE_REGENERATE"):
        GOLDEN.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert now == golden


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Marta García Cabrera", "García Cabrera"), ("J. J. Díaz Benítez", "Díaz Benítez"),
        ("García Cabrera", "García Cabrera"), ("Pedro Sánchez", "Sánchez"), ("Miguel de Cervantes", "de Cervantes"),
        ("J. Edgar Hoover", "Hoover"), ("Sadako Ogata", "Ogata"), ("緒方 貞子", "緒方 貞子"),
    ],
)  # fmt: skip
def test_what_a_name_is_cited_by(name: str, family: str) -> None:
    assert family_name(name) == family


def test_british_references_in_single_quotation_marks() -> None:
    item = parse_reference(
        "H. L. Korver, ‘The Weirs’ Fall in Lisse, 1935–1945’, Northern Mariner, 42 (1955), pp. 84–100."
    )
    assert item["title"] == "The Weirs’ Fall in Lisse, 1935–1945"
    assert item["issued"] == {"date-parts": [[1955]]}, "not the title's years, and no March of the Mariner"


def test_works_part_where_and_or_see_begins_another() -> None:
    works = ["A. Smit and D. Boom, The Mills (Lisse, 2007),", "and K. Vries, The Weirs (Oudam, 2017).",
             "See also J. Eel, Eels (1914)."]  # fmt: skip
    text = " ".join(works)
    assert [text[span.start : span.end] for span in split_works(text)] == works
    assert parse_reference("and K. Vries, The Weirs (Oudam, 2017).")["author"] == [{"family": "Vries", "given": "K."}]


@pytest.mark.parametrize(
    "lead",
    [
        "See also ",
        "Vgl. z.B. ",
        "Siehe z.B. ",
        "Vgl ",
        "In ",
        "On the long and tangled history of the mills and their owners, see ",
        "This view was soon shared by the courts and by most authors; siehe – z.B. ",
        "Among the published works are : ",
        "The most thorough account of the mills and their fate remains ",
        "A sharp critique of this (as of 2011, and of its “unhealthy precedent”) that many have since read has ",
    ],
)
def test_what_leads_a_reference_in_is_nobodys_name(lead: str) -> None:
    item = parse_reference(f"{lead}J. Weir, The Rye Mills of Lisse (Oudam, 1990), p. 3.")
    assert names(item) == ["J. Weir"]
    assert (item["title"], item["issued"]) == ("The Rye Mills of Lisse", {"date-parts": [[1990]]})


def test_the_imprint_dates_a_book_whose_title_has_a_year() -> None:
    item = parse_reference("A. Smit, July 1914: The Outbreak of the Rye War. Selected Documents (London, 1967), p. 28.")
    assert item["title"] == "July 1914: The Outbreak of the Rye War. Selected Documents"
    assert item["issued"] == {"date-parts": [[1967]]}
    undated = parse_reference("A. Smit, ‘The Rye War, 1898–1914: Weirs’, in Boom, Escape into Rye, pp. 105–120.")
    assert "issued" not in undated


def test_an_issue_stands_behind_its_volume() -> None:
    item = parse_reference("J. Weir, ‘The “Great” Mills Revisited’, Journal of Rye History, 83, 3 (2011), pp. 579–617.")
    assert (item["volume"], item["issue"], item["page"]) == ("83", "3", "579-617")
    assert item["title"] == "The “Great” Mills Revisited"


def test_spaces_before_stops_part_no_names() -> None:
    item = parse_reference('D .S . Weir, "The Mills of Lisse", Rye History 11 (1978), 24-38 .')
    assert names(item) == ["D.S. Weir"]


def test_a_sentence_behind_a_work_begins_the_next() -> None:
    first = "P. Weir, The Rise of the Mills, 1860–1914 (London, 1980)."
    second = "The best account of this remains J. Smit, ‘Mills Revisited’, Rye History, 83, 3 (2011), pp. 5–9."
    third = "For a review, see D. Boom, The Eel (Lisse, 2014)."
    text = f"{first} {second} {third}"
    assert [text[span.start : span.end] for span in split_works(text)] == [first, second, third]


@pytest.mark.parametrize(
    "text",
    [
        "This research was funded by the Rye Trust (RT2100 – Friendship) and was read at the 2023 conference ‘Mills’.",
        "There are, of course, exceptions. Several projects come to mind that the mills of Lisse began in 1970.",
    ],
)
def test_prose_is_no_reference(text: str) -> None:
    assert not is_full_reference(text)


def test_prose_that_names_an_article_is_a_reference_to_it() -> None:
    article = "“The Family Economy of a Rye Town”, Journal of Rye History 4 (1979), 3-9."
    text = f"Some results of the work of the mills are published in {article}"
    assert is_full_reference(text)
    assert parse_reference(text)["title"] == "The Family Economy of a Rye Town"
