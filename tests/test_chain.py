"""The chain over a small library: answers, refusals, exact citations, streaming and the Runnable's ways of asking."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler

from assistant.answer import Answer, Question, StageEvent, TextEvent, Turn
from assistant.chain import Chain, as_question, build_chain
from assistant.settings import Settings
from eval.evaluate import throwaway_library
from ingest.document import Document, Metadata
from ingest.errors import DocumentNotFoundError, PinciteError
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


def test_a_question_is_made_from_a_mapping_as_json_has_it() -> None:
    made = as_question({"question": "And?", "history": None, "years": ["2016", 2017], "model": None})
    assert made == Question("And?", years=(2016, 2017))
    assert as_question(Question("And?", authors=("Korver",)), model="m") == Question(
        "And?", (), (), ("Korver",), (), "m"
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (None, "A question is text"),
        (3, "int is neither"),
        (["Why?"], "list is neither"),
        ({"q": 1}, "q: a question has"),
        ({}, "question: text"),
        ({"question": None}, "question: text"),
        ({"question": "Why?", "documents": "a.txt"}, "documents: a list"),
        ({"question": "Why?", "documents": [3]}, "documents: a list"),
        ({"question": "Why?", "years": "2016"}, "years: a list of numbers"),
        ({"question": "Why?", "years": ["last"]}, "years: a list of numbers"),
        ({"question": "Why?", "authors": {"Korver": 1}}, "authors: a list"),
        ({"question": "Why?", "history": "Hm?"}, "the history must be a list"),
        ({"question": "Why?", "history": [{"role": "system", "text": "Hm?"}]}, 'needs "role" (user or assistant)'),
        ({"question": "Why?", "history": [("user", "Hm?")]}, 'needs "role" (user or assistant)'),
        ({"question": "Why?", "model": 3}, "model: a name"),
        (Question("Why?", documents="a.txt"), "documents: a list"),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_question_is_said_in_one_sentence(chain: Chain, given: Any, words: str) -> None:
    for ask in (chain.invoke, lambda value: list(chain.stream(value))):
        with pytest.raises(PinciteError) as error:
            ask(given)
        assert words in str(error.value) and len(str(error.value).splitlines()) == 1


class Heard(BaseCallbackHandler):
    """What LangChain tells of runs."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def on_chain_start(self, *_: Any, **more: Any) -> None:
        self.told.append(("start", more.get("name"), more.get("tags")))

    def on_chain_end(self, outputs: Any, **_: Any) -> None:
        self.told.append(("end", type(outputs).__name__))

    def on_chain_error(self, error: BaseException, **_: Any) -> None:
        self.told.append(("error", type(error).__name__))


def test_callbacks_hear_of_every_way_of_asking(chain: Chain) -> None:
    asked = "When did the harbour of Lisse open?"

    async def astreamed(told: Any) -> list[Any]:
        return [event async for event in told.astream(asked)]

    async def events(told: Any) -> list[str]:
        return [event["event"] async for event in told.astream_events(asked, version="v2")]

    for ask in (
        lambda told: told.invoke(asked),
        lambda told: list(told.stream(asked)),
        lambda told: asyncio.run(told.ainvoke(asked)),
        lambda told: asyncio.run(astreamed(told)),
    ):
        heard = Heard()
        ask(chain.with_config(callbacks=[heard], tags=["t"], run_name="quay"))
        assert heard.told == [("start", "quay", ["t"]), ("end", "Answer")]
    found = asyncio.run(events(chain))
    assert (found[0], found[-1]) == ("on_chain_start", "on_chain_end") and found.count("on_chain_stream") > 3
    heard = Heard()
    with pytest.raises(PinciteError):
        list(chain.stream({"q": 1}, config={"callbacks": [heard]}))
    assert [told[0] for told in heard.told] == ["start", "error"]


def test_fields_of_a_question_can_be_bound(chain: Chain) -> None:
    bound = chain.bind(documents=["harbour.txt"])
    answer = bound.invoke("Who built the railway to Lisse?")
    assert {citation.source for citation in answer.citations + answer.nearest} == {"harbour.txt"}
    with pytest.raises(PinciteError, match="colour: a question has"):
        chain.invoke("Who?", colour="red")


@pytest.mark.filterwarnings("ignore:.*in beta")
def test_the_chain_is_a_tool_that_names_no_model(chain: Chain) -> None:
    tool = chain.as_tool(name="pincite", description="Asks the documents.")
    assert set(tool.args) == {"question", "documents", "authors", "years", "history"}
    history = [{"role": "user", "text": "Was there a railway?"}]
    answer = tool.invoke(
        {"question": "Who built the railway to Lisse?", "documents": ["railway.txt"], "history": history}
    )
    assert answer.answered and "Vries" in answer.text


def test_an_answer_is_read_from_its_json_and_can_be_a_key(chain: Chain) -> None:
    answer = chain.invoke("When did the harbour of Lisse open?")
    again = Answer.from_json(json.loads(json.dumps(answer.to_json())))
    assert again.to_json() == answer.to_json()
    assert {answer: 1}[answer] == 1 and hash(again)


def test_a_question_can_be_limited_to_a_document(chain: Chain) -> None:
    answer = chain.invoke(Question("Who built the railway to Lisse?", documents=("harbour.txt",)))
    assert {citation.source for citation in answer.citations + answer.nearest} == {"harbour.txt"}


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


class ReplacedMeanwhile(FakeLibrary):
    """A library from which another process takes a document when it is first opened, and puts its new version there."""

    def __init__(self, before: Document, after: Document | None) -> None:
        super().__init__(before)
        self.before, self.after = before, after

    def document(self, name: str) -> Document:
        if self.before.id in self._documents:
            self._documents = {} if self.after is None else {self.after.id: self.after}
        return super().document(name)


def test_a_document_replaced_while_it_is_asked_is_asked_in_its_new_version() -> None:
    new = make_document(HARBOUR.text.replace("1931", "1933"), source="harbour.txt", metadata=HARBOUR.metadata)
    for ask in (lambda chain: chain.invoke("When did the harbour close?"), last_of_stream):
        library: Any = ReplacedMeanwhile(HARBOUR, new)
        answer = ask(build_chain(library, Settings(), reranker=OverlapReranker()))
        assert answer.answered and "1933" in answer.text
        assert all(new.text[c.start : c.end] == c.quote for c in answer.citations)


def test_a_document_removed_while_it_is_asked_is_not_there() -> None:
    library: Any = ReplacedMeanwhile(HARBOUR, None)
    chain = build_chain(library, Settings(), reranker=OverlapReranker())
    assert not chain.invoke("When did the harbour close?").answered
    named: Any = ReplacedMeanwhile(HARBOUR, None)
    with pytest.raises(DocumentNotFoundError, match=r"harbour\.txt"):
        build_chain(named, Settings(), reranker=OverlapReranker()).invoke(
            Question("When did the harbour close?", documents=("harbour.txt",))
        )


def last_of_stream(chain: Chain) -> Answer:
    *_, last = chain.stream("When did the harbour close?")
    assert isinstance(last, Answer)
    return last
