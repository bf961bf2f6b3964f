"""Questions about a document itself, answered from its metadata."""

from dataclasses import replace

import pytest

from assistant.lookups import about
from ingest.document import Metadata
from tests.asking import ask
from tests.fakes import make_document
from tests.test_documents_meant import BROWN, GREEN


def test_a_question_about_the_document_is_answered_from_its_metadata_where_it_stands() -> None:
    document = make_document(
        "Trade of Lisse\n\nJournal of Harbours\n\nThe harbour opened in 1874.",
        metadata=Metadata(title="Trade of Lisse", container="Journal of Harbours"),
    )
    answer = ask("In which journal did the article appear?", document)
    assert answer.claims[0].text == "Published in: Journal of Harbours"
    assert answer.citations[0].quote == "Journal of Harbours"
    refused = ask("What is the DOI of the article?", document)
    assert not refused.answered
    assert "DOI" in refused.text


def test_metadata_are_asked_for_only_where_one_document_is_meant() -> None:
    assert about.answer("Which journal?", [GREEN, BROWN]) is None
    assert about.field_asked("How did the war end?") is None


LISSE = make_document(
    "Tolls of Lisse\n\nAnna Vries\n\nThe guild wrote a Charter of Tolls.[^1]\n\n"
    "[1] Ben Smit, The Ruin of the Northern Fleet (Riga: Quay, 1931), p. 4.",
    metadata=Metadata(title="Tolls of Lisse", authors=("Anna Vries",)),
    notes=True,
)


def test_who_wrote_another_work_is_not_answered_with_the_documents_author() -> None:
    for question in ("Who wrote this chapter?", "Who wrote Tolls of Lisse?", "Who is the author of the book on tolls?"):
        assert about.answer(question, [LISSE]) is not None
    for question in (
        "Who wrote the Charter of Tolls?",
        "Who wrote the report Ruin in Riga?",
        "Who wrote the letters to Bremen?",
        "Who is the author of the constitution?",
    ):
        assert about.answer(question, [LISSE]) is None


def test_who_wrote_a_work_that_a_note_cites_is_answered_with_the_reference() -> None:
    answer = ask("Who wrote the book The Ruin of the Northern Fleet?", LISSE)
    assert answer.text.startswith("Note 1: Ben Smit, The Ruin of the Northern Fleet (Riga: Quay, 1931)")
    assert "Note 1" not in ask("Who wrote The Northern Fleet of Bremen?", LISSE, least=0.0).text


CHAPTER = make_document(
    "The Sea and its Towns\n\nHarbours of the North\n\nBen Smit\n\n(CC-BY) 4.0\n\nSmit counted 2 quays in 1999.",
    source="chapter.txt",
    metadata=Metadata(
        title="Harbours of the North",
        authors=("Ben Smit",),
        year=1999,
        licence="CC BY 4.0",
        container="The Sea: and its Towns",
        type="chapter",
    ),
)
ARTICLE = make_document(
    "Tolls of Lisse\n\nAnna Vries\n\nThe guild took tolls.",
    source="article.txt",
    metadata=Metadata(title="Tolls of Lisse", authors=("Anna Vries",), type="article-journal"),
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who wrote the chapter?", "Author: Ben Smit"),
        ("Who is the author of the article?", "Author: Anna Vries"),
        ("What is the licence of the chapter?", "Licence: CC BY 4.0"),
        ("What is the title of the chapter, and who wrote it?", "Author: Ben Smit Title: Harbours of the North"),
        ("Who wrote the chapter and when was it published?", "Author: Ben Smit Year: 1999"),
    ],
)
def test_the_only_chapter_or_article_is_meant_by_its_kind(question: str, said: str) -> None:
    answer = ask(question, CHAPTER, ARTICLE)
    assert sorted(" ".join(claim.text for claim in answer.claims).split()) == sorted(said.split())
    assert not any("guild" in citation.quote for citation in answer.citations)


def test_what_is_asked_beside_a_field_and_not_told_is_said() -> None:
    answer = ask("Who wrote the chapter, and how many quays does it count?", CHAPTER, ARTICLE)
    assert answer.claims[0].text == "Author: Ben Smit" and "how many quays does it count?" in (answer.notice or "")
    assert ask("Who wrote the chapter, and when did it appear?", CHAPTER, ARTICLE).notice is None


def test_who_an_author_is_is_told_by_what_they_wrote() -> None:
    answer = ask("Who is Anna Vries?", CHAPTER, ARTICLE)
    assert [claim.text for claim in answer.claims] == ["Author: Anna Vries", "Title: Tolls of Lisse"]
    assert about.answer("Who is Ben Vries?", [ARTICLE]) is None
    told = make_document(
        "Tolls\n\nAnna Vries\n\nVries was born here.\n\nIn 1840 Vries left.", metadata=ARTICLE.metadata
    )
    assert about.answer("Who is Vries?", [told]) is None


def test_a_work_that_is_there_twice_is_one_work() -> None:
    copy = replace(ARTICLE, sha256="9" * 64, source="article.md")
    answer = ask("Who is the author of the article by Anna Vries?", copy, ARTICLE, CHAPTER)
    assert [claim.text for claim in answer.claims] == ["Author: Anna Vries"]


def test_a_publisher_that_a_work_does_not_state_is_not_looked_for_in_its_text() -> None:
    answer = ask("Who published the chapter?", CHAPTER, ARTICLE)
    assert not answer.answered and "does not state its publisher" in answer.text


def test_a_book_with_a_subtitle_is_cited_over_both_lines() -> None:
    [sentence] = about.answer("In which book did the chapter appear?", [CHAPTER]).sentences  # type: ignore[union-attr]
    assert sentence.origin is not None
    assert CHAPTER.text[sentence.origin[1] : sentence.origin[2]] == "The Sea and its Towns"
