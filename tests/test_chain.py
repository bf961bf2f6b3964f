"""The chain over a small library: answers, refusals, exact citations, streaming and the Runnable's ways of asking."""

import asyncio
from typing import Any

import pytest

from assistant.answer import Answer, Question, StageEvent, TextEvent, Turn
from assistant.chain import Chain, as_question, build_chain
from assistant.settings import Settings
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
