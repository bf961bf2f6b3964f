"""Citations are exact, whatever the text: a property test, and a model's sentences placed by code."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Draft, DraftSentence, Passage
from assistant.citing import citation, cite, nearest, sources_of
from assistant.retrieval import BODY_KINDS, find_candidates
from ingest.chunking import chunk_document
from ingest.document import Document, Metadata, Page, PageBreak
from ingest.library import SearchFilter
from ingest.reading import read_here
from tests.fakes import FakeLibrary, make_document
from web.render import page_words

TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=200)


def passages_of(document: Document, query: str) -> tuple[Passage, ...]:
    library: Any = FakeLibrary(document)
    return find_candidates(query, library, SearchFilter(kinds=BODY_KINDS), 50)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4))
def test_every_quote_is_the_documents_own_text(text: str, written: list[str]) -> None:
    document = make_document(text)
    passages = passages_of(document, text)
    origins = [
        DraftSentence(s, (document.id, p.chunk.start, p.chunk.end)) for s, p in zip(written, passages, strict=False)
    ]
    draft = Draft((*origins, *(DraftSentence(words) for words in written)))
    sentences, citations = cite(draft, passages, lambda _: document)
    for found in (*citations, *nearest(passages, lambda _: document)):
        assert document.text[found.start : found.end] == found.quote
        assert found.quote
    assert [found.n for found in citations] == list(range(1, len(citations) + 1))
    assert {n for sentence in sentences for n in sentence.citations} == {found.n for found in citations}


def test_a_models_sentence_is_cited_to_the_sentences_it_rests_on() -> None:
    document = make_document(
        "Rain fell all day. The harbour closed in 1931. Nobody wept. The river had silted up by then. Birds sang."
    )
    draft = Draft((DraftSentence("The harbour closed in 1931 as the river had silted up."),))
    _, citations = cite(draft, passages_of(document, "harbour river"), lambda _: document)
    assert {found.quote for found in citations} == {"The harbour closed in 1931.", "The river had silted up by then."}


def test_the_sentence_before_is_cited_too_where_it_has_the_name() -> None:
    document = make_document("Rain fell. The Harbour League began in 1931. Since then the grouping has met twice.")
    passages = passages_of(document, "grouping met twice")
    for sentence, quotes in (
        ("The Harbour League has met twice since then.", {"The Harbour League began in 1931."}),
        ("Since then it has met twice.", set()),
    ):
        _, citations = cite(Draft((DraftSentence(sentence),)), passages, lambda _: document)
        assert {found.quote for found in citations} == quotes | {"Since then the grouping has met twice."}


def test_a_claim_is_checked_against_the_quote_below_its_heading() -> None:
    document = make_document("# The Harbour League\n\nIt was founded in Lisse in 1931.")
    start = document.text.index("It was")
    found = citation(document, start, len(document.text), 1)
    [source] = sources_of("The Harbour League was founded in 1931.", [found])
    assert source == "Harbour League: It was founded in Lisse in 1931."
    assert sources_of("It was founded in 1931.", [found]) == ["It was founded in Lisse in 1931."]


def test_a_citation_knows_its_place_and_the_notes_on_it() -> None:
    document = make_document(
        "# Trade\n\nIt rained. The harbour closed.[^1]\n\n[1] Vries, Lisse, p. 4.",
        notes=True,
        metadata=Metadata(title="T", authors=("Anna Vries",), year=1999),
    )
    start = document.text.index("The harbour closed.")
    found = citation(document, start, start + len("The harbour closed."), 1)
    assert found.section == ("Trade",)
    assert found.paragraph == 1
    assert found.authors == ("Anna Vries",)
    assert [note.text for note in found.notes] == ["Vries, Lisse, p. 4."]
    assert citation(document, document.text.index("It rained."), start - 1, 2).notes == ()


def test_words_that_go_over_a_page_break_are_cited_with_both_pages() -> None:
    document = make_document("The guild sold the quay in May.", source="quay.txt")
    breaks = (PageBreak(0, Page("213", 5)), PageBreak(15, Page("214", 6)))
    document = replace(document, page_breaks=breaks)
    over, before = citation(document, 0, 31, 1), citation(document, 0, 9, 2)
    assert over.page == Page("213–214", 5) and page_words(over) == "pp. 213–214"
    assert before.page == Page("213", 5) and page_words(before) == "p. 213"


def test_a_part_of_a_table_near_a_refused_question_has_rows_with_the_heads_that_stand_before_it(tmp_path: Path) -> None:
    rows = "\n".join(f"| {1870 + at} | {at * 7} guilders. Paid late. | quay {at} |" for at in range(40))
    path = tmp_path / "dues.md"
    path.write_text(f"# Dues\n\nThe dues of the port.\n\n| Year | Dues | Place |\n|---|---|---|\n{rows}\n")
    document = read_here(path)
    chunks = chunk_document(document, size=200)
    found = nearest([Passage(chunk, 0.0, "dues.md", document.metadata) for chunk in chunks], lambda _: document)
    later = next(one for one in found if "1895" in one.quote)
    assert "Year" not in later.quote and document.text[later.start : later.end] == later.quote
    (row,) = [row for row in later.rows if "1895" in row]
    assert row.startswith("Year: 1895; Dues: 175 guilders. Paid late.") and row.endswith("Place: quay 25.")
    assert not next(one for one in found if "dues of the port" in one.quote).rows
    assert "rows" not in later.to_json()
