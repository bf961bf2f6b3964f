"""The chain over a small library: answers, refusals, exact citations, streaming and the Runnable's ways of asking."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Question, StageEvent, TextEvent, Turn
from assistant.chain import Chain, as_question, build_chain
from assistant.settings import Settings
from eval.evaluate import throwaway_library
from ingest.document import Metadata
from tests.fakes import FakeLibrary, OverlapReranker, make_document

HARBOUR = make_document(
    "# Trade\n\nThe harbour of Lisse opened in 1874. It cost 3 million guilders.\n\n"
    "# Decline\n\nThe harbour closed in 1931 because the river silted up. Nobody mourned it.",
    source="harbour.txt",
    metadata=Metadata(title="The Harbour of Lisse"),
)
RAILWAY = make_document("# Rails\n\nThe railway to Lisse was built by Anna Vries in 1902.", source="railway.txt")


@pytest.fixture
def chain() -> Chain:
    library: Any = FakeLibrary(HARBOUR, RAILWAY)
    return build_chain(library, Settings(), reranker=OverlapReranker())


def documents() -> dict[str, str]:
    return {HARBOUR.id: HARBOUR.text, RAILWAY.id: RAILWAY.text}


def exact(answer: Answer) -> bool:
    texts = documents()
    return all(texts[c.document][c.start : c.end] == c.quote for c in answer.citations + answer.nearest)


def test_an_answer_cites_the_exact_sentence(chain: Chain) -> None:
    answer = chain.invoke("Why was the harbour of Lisse closed?")
    assert answer.answered
    cited = next(citation for citation in answer.citations if "silted up" in citation.quote)
    assert exact(answer)
    assert "[1]" in answer.text
    assert cited.section == ("Decline",)
    assert {n for claim in answer.claims for n in claim.citations} == {c.n for c in answer.citations}


def test_a_question_about_something_absent_is_refused_with_the_nearest_passages(chain: Chain) -> None:
    answer = chain.invoke("Which orchestra plays Mahler tonight?")
    assert not answer.answered
    assert not answer.claims
    assert answer.nearest
    assert exact(answer)
    assert answer.searched == 2


def test_streaming_ends_with_the_answer(chain: Chain) -> None:
    events = list(chain.stream("When did the harbour of Lisse open?"))
    stages = [event.stage for event in events if isinstance(event, StageEvent)]
    assert stages == ["retrieve", "rerank", "draft", "cite", "check"]
    assert any(isinstance(event, TextEvent) for event in events)
    assert isinstance(events[-1], Answer)
    assert {"retrieve", "rerank", "draft", "cite", "check", "total"} <= set(events[-1].timings_ms)


def test_every_way_of_asking_gives_the_same_answer(chain: Chain) -> None:
    asked = "When did the harbour of Lisse open?"

    async def ways() -> list[Answer]:
        streamed = [event async for event in chain.astream(asked)]
        return [await chain.ainvoke(asked), streamed[-1], *await chain.abatch([asked])]  # type: ignore[list-item]

    answers = [chain.invoke(asked), chain.invoke({"question": asked}), *chain.batch([asked, Question(asked)])]
    answers += asyncio.run(ways())
    assert len({answer.text for answer in answers}) == 1


def test_a_question_is_made_from_text_or_a_mapping() -> None:
    made = as_question({"question": "And?", "history": [{"role": "user", "text": "Why?"}], "documents": ["a"]})
    assert made == Question("And?", (Turn("user", "Why?"),), documents=("a",))


def test_a_question_can_be_limited_to_a_document(chain: Chain) -> None:
    answer = chain.invoke(Question("Who built the railway to Lisse?", documents=("harbour.txt",)))
    assert all(citation.source == "harbour.txt" for citation in answer.citations + answer.nearest)


def test_an_empty_library_is_said_to_be_empty() -> None:
    library: Any = FakeLibrary()
    answer = build_chain(library, reranker=OverlapReranker()).invoke("Who?")
    assert not answer.answered
    assert "no documents" in answer.text


def test_an_identifier_of_no_document_in_particular_is_the_one_that_only_one_states(tmp_path: Path) -> None:
    (tmp_path / "weir.txt").write_text(
        "The Weir at Lisse\n\nAnna Korver\n\nISBN: 978-0-306-40615-7 (ebk)\n\nThe weir was built in 1871, when the "
        "mill had stood for a hundred years. It closed in 1931, as the river had silted up by then.\n",
        encoding="utf-8",
    )
    (tmp_path / "mill.txt").write_text(
        "The Mill at Oudam\n\nPieter Smit\n\nThe mill ground rye for the farmers of Oudam. It was burnt in 1904 and "
        "never built again, and its miller moved to Lisse.\n",
        encoding="utf-8",
    )
    with throwaway_library(sorted(tmp_path.glob("*.txt"))) as library:
        chain = build_chain(library, Settings())
        found = chain.invoke("ISBN of the ebook edition")
        assert found.answered and "978-0-306-40615-7" in found.text and found.citations[0].source == "weir.txt"
        assert "978" not in chain.invoke("What is the ISBN of Jansen's book?").text


def test_a_word_on_a_page_label_is_not_said_to_stand_nowhere(tmp_path: Path) -> None:
    (tmp_path / "weir.txt").write_text(
        "The Weir at Lisse\n\nAnna Korver\n\nResearch output: Contribution to journal\n\n4 Scopus citations\n\n"
        "The weir was built in 1871, when the mill had stood for a hundred years. It closed in 1931, as the river had "
        "silted up by then. Her brother had opposed it, for he was the miller.\n\n"
        "Original languageEnglish\nNumber of pages1\n\nASJC Scopus subject areas\n\n  • Safety Research\n\nCite this\n",
        encoding="utf-8",
    )
    with throwaway_library([tmp_path / "weir.txt"]) as library:
        chain = build_chain(library, Settings())
        assert "Elsevier" in chain.invoke("What does Elsevier say of the weir in 1871?").text
        refused = chain.invoke("What fields is the article classified under by ASJC Scopus?")
    assert "Scopus" not in refused.text or refused.answered


def test_the_question_of_the_readme_is_answered_over_the_two_real_documents(real_documents: Path) -> None:
    with throwaway_library(sorted(real_documents.glob("*.txt"))) as library:
        chain = build_chain(library, Settings())
        answer = chain.invoke("How much did Japan pay for the Gulf War?")
        assert answer.answered and "13 billion" in answer.text
        assert all(claim.verdict.value == "supported" for claim in answer.claims)
        for citation in answer.citations:
            assert library.document(citation.document).text[citation.start : citation.end] == citation.quote
