"""Where a document says something."""

from typing import Any

import pytest

from assistant.chain import build_chain
from assistant.questions.analysis import Wants, wanted
from assistant.questions.locating import asks
from assistant.questions.presuming import presumed
from assistant.settings import Settings
from tests.fakes import FakeLibrary, OverlapReranker, make_document

WEIRS = make_document(
    "# The springs\n\nRivers rise in the hills of Lisse.\n\n# The weirs\n\n"
    "A weir is only a moral word in a grey coat from Bremen.",
    source="weirs.txt",
)


@pytest.mark.parametrize(
    "question",
    [
        "Where does it say that the weir broke?",
        "Where in the text does it say that Korver could not read?",
        "Where does the author talk about Anna Vries?",
        "Where is the letter of Vries mentioned?",
        "In which section does the author side with Smit?",
        "On which page does it say that the league ended?",
        "Where did Smit say that tolls ruin trade?",
        "Could you tell me where it says that the weir broke?",
        "Where can I find the passage on tolls?",
    ],
)
def test_a_place_in_the_text_is_asked_for(question: str) -> None:
    assert asks(question)
    assert wanted(question) is Wants.ANYTHING
    assert presumed(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Where does Korver teach?",
        "Where did Smit write his book?",
        "Where was the pact discussed?",
        "Where did Smit tell the weavers of it?",
        "Where does the phrase come from?",
        "Where did they find the letter?",
        "Where does Korver write her books?",
        "In which part did the actress appear?",
        "In which city did he write?",
        "On which day did it open?",
    ],
)
def test_a_place_in_the_world_is_asked_for(question: str) -> None:
    assert not asks(question)


def test_the_sentence_is_given_with_its_section_and_no_place_leads() -> None:
    library: Any = FakeLibrary(WEIRS)
    chain = build_chain(library, Settings(reader=False, judge="none"), reranker=OverlapReranker())
    answer = chain.invoke("Where does it say that a weir is a moral word in a grey coat?")
    assert answer.text == "In the section “The weirs”: A weir is only a moral word in a grey coat from Bremen. [1]"
    assert [claim.verdict.value for claim in answer.claims] == ["supported"]
