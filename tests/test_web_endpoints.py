"""The named endpoints that programs call: which there are, what they give, and what they say of wrong input."""

from typing import Any

import pytest

from tests.fakes_web import FakeChain, FakeLibrary, in_loop, make_document
from web.api import endpoints
from web.app import build_app


def test_the_named_endpoints_give_the_contracts_json() -> None:
    document = make_document()
    library, chain = FakeLibrary({document.id: document}), FakeChain(document)
    named = endpoints(chain, library)
    assert set(named) == {"ask", "search", "show", "check"} and all(function.__doc__ for function in named.values())
    answer = named["ask"]("When?", [document.source], [{"role": "user", "text": "Hm?"}])
    assert answer["answered"] and chain.seen[0].documents == (document.id,)
    assert named["show"](document.source)["text"] == document.text
    checked = named["check"]("It had 12 judges.", "It had nine judges.")
    assert checked["verdict"] in ("supported", "partial", "contradicted", "not_found") and "evidence" in checked
    with pytest.raises(Exception, match="absent"):
        named["show"]("absent.pdf")


def test_programs_see_the_four_endpoints_and_nothing_else() -> None:
    document = make_document()
    library, chain = FakeLibrary({document.id: document}), FakeChain(document)
    info = in_loop(lambda: build_app(chain, library)).get_api_info()
    assert set(info["named_endpoints"]) == {"/ask", "/search", "/show", "/check"} and not info["unnamed_endpoints"]


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("ask", {"question": None}, "question: text"),
        ("ask", {"question": "When?", "documents": "mirel.txt"}, "documents: a list"),
        ("ask", {"question": "When?", "documents": [5]}, "documents: a list"),
        ("ask", {"question": "When?", "history": "x"}, "history must be a list"),
        ("ask", {"question": "When?", "history": ["x"]}, 'each turn needs "role"'),
        ("search", {"query": 5}, "query: text"),
        ("search", {"query": "nine", "k": "many"}, "k: a number"),
        ("show", {"document": None}, "document: text"),
        ("check", {"claim": "It sat.", "source": ["It sat."]}, "source: text"),
    ],
)
def test_a_named_endpoint_says_what_is_wrong_with_what_it_was_given(
    name: str, given: dict[str, Any], words: str
) -> None:
    import gradio as gr

    document = make_document()
    named = endpoints(FakeChain(document), FakeLibrary({document.id: document}))
    with pytest.raises(gr.Error) as caught:
        named[name](**given)
    assert words in caught.value.message
