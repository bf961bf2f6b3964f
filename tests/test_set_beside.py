"""Documents set beside one another: which a question names, on what they are compared, and which says nothing of it."""

import pytest

from assistant.questions.set_beside import spelt_out, without, without_names, works
from assistant.questions.silent import nothing_said
from assistant.quotes.viewpoint import asks_own_view
from ingest.document import Metadata
from tests.asking import ask
from tests.fakes import make_document

TITLES = {
    "a": "The Tolls of Lisse tolls.txt",
    "b": "A Short History of Bremen bremen.html",
    "c": "Bremen at Sea: Ships and Guilds sea.pdf",
}
TYPES = {"a": "chapter", "b": "webpage", "c": "article-journal"}


@pytest.mark.parametrize(
    ("question", "named", "rest"),
    [
        ("How do the chapter and the article judge the toll?", ["a", "c"], "How do and judge the toll?"),
        ("What do the Bremen history and the toll chapter say of fish?", ["b", "a"], "What do and say of fish?"),
        ("How does the article on ships at sea differ from the chapter?", ["c", "a"], "How does differ from ?"),
        ("How does the book chapter judge it beside the Bremen history?", ["a", "b"], "How does judge it beside ?"),
        ("Do the authors of the article and the chapter agree?", ["c", "a"], "Do and agree?"),
        ("Do the writers on the ships and guilds and the chapter agree?", ["c", "a"], "Do and agree?"),
        ("How do the chapter and the article on ships account for it?", ["a", "c"], "How do and account for it?"),
        (
            "Do the article on ships explain and the chapter why ships sank?",
            ["c", "a"],
            "Do explain and why ships sank?",
        ),
    ],
)
def test_works_are_named_by_their_kind_beside_one_another(question: str, named: list[str], rest: str) -> None:
    found = works(question, TITLES, TYPES)
    assert [work.document for work in found] == named
    assert without(question, found) == rest


@pytest.mark.parametrize(
    "question",
    [
        "What does the chapter say of fish?",
        "How do the chapter and the treaty differ?",
        "How do the Bremen paper and the Bremen study differ?",
        "How does the report of 1801 differ from the report of 1802?",
        "How does the chapter’s author differ from the guild?",
    ],
)
def test_one_work_or_works_that_may_be_others_are_not_set_beside_one_another(question: str) -> None:
    assert works(question, TITLES, TYPES) == ()


def test_of_two_documents_the_other_is_meant_by_any_kind_and_beside_an_author_one_is_enough() -> None:
    two = {name: TITLES[name] for name in ("a", "b")}
    types = {name: TYPES[name] for name in two}
    found = works("What do the chapter and the abstract say of fish?", two, types)
    assert [work.document for work in found] == ["a", "b"]
    assert [w.document for w in works("How does Vries differ from the chapter?", TITLES, TYPES, ("b",))] == ["a"]
    assert not works("What does the abstract say of the report of 1801?", two, types)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How do the two documents differ on the tolls?", "the tolls"),
        ("How does Vries' view of the tolls differ from Smit's?", "the tolls"),
        ("Compare what Vries and Smit say about the tolls.", "the tolls"),
        ("Do Vries and Smit agree on what Lisse paid?", "what Lisse paid"),
        ("How much did Lisse pay according to Vries and according to Smit?", "How much did Lisse pay"),
        ("What role does the guild play according to Vries and Smit?", "What role does the guild play"),
        ("How do the authors disagree on the tolls?", "the tolls"),
        ("What do scholars make of the tolls?", "What do scholars make of the tolls"),
        ("Do Vries/Smit agree about where the toll came from?", "where the toll came from"),
        ("Which tolls does Vries know from Smit?", "Which tolls does know"),
        ("Where do Vries and Smit part company over the tolls?", "the tolls"),
        ("In what respects do Vries’s and Smit’s explanations of the toll differ?", "the toll"),
        ("To what extent do Vries and Smit agree on the toll?", "the toll"),
        ("On which points do Vries and Smit disagree about the toll?", "the toll"),
        ("Does Vries share Smit’s view of the toll?", "the toll"),
        ("Is Vries more hopeful than Smit about the toll?", "the toll"),
        ("Who is more critical of the toll, Vries or Smit?", "the toll"),
        ("Contrast the attitudes of Vries and Smit to towns without a wall.", "towns without a wall"),
        ("Does Vries contradict Smit on the toll?", "the toll"),
        ("How do Vries and Smit each account for the fall of Lisse?", "the fall of Lisse"),
        ("What do Vries and Smit have to say about fish?", "fish"),
        ("Are Vries and Smit at odds about fish?", "fish"),
        ("Do Vries and Smit agree on how useful the toll was?", "the toll"),
        ("Do Vries and Smit agree on how many ships there were?", "how many ships there were"),
        ("Did Vries and Smit meet in the town of Lisse?", "meet in the town of Lisse"),
    ],
)
def test_what_documents_are_compared_on_is_searched_for_alone(question: str, topic: str) -> None:
    assert without_names(question, frozenset({"vries", "smit"})) == topic


def test_an_abbreviation_that_a_document_lacks_is_explained_by_another() -> None:
    texts = ["The League of Baltic Towns (LBT) met.", "The League of Baltic Towns was poor."]
    assert spelt_out("the LBT", texts) == "the LBT (League of Baltic Towns)"
    assert spelt_out("the LBT", texts[:1]) == "the LBT"
    assert spelt_out("the LBX", texts) == "the LBX"


def test_a_document_is_silent_on_names_or_words_that_it_has_in_no_form() -> None:
    text = "The League of Baltic Towns met in Lisse and signed a pact on tolls."
    assert nothing_said("the Riga fire", text) == ("Riga",)
    assert nothing_said("the LBT", text) == ()
    assert nothing_said("wool", text) == ("wool",)
    assert nothing_said("the treaty on wool", text) == ()  # it has a pact


VRIES = make_document(
    "Wool made Lisse rich.\n\nThe tolls of Lisse were low, and few paid them.",
    source="vries.txt",
    metadata=Metadata(title="Lisse", authors=("Anna Vries",), year=1999),
)
SMIT = make_document(
    "Tolls ruined the town, for nobody could pay the tolls.\n\nThe walls were strong.",
    source="smit.txt",
    metadata=Metadata(title="Ruin", authors=("Ben Smit",), year=2001),
)


OLD = make_document(
    "The walls were old.\n\nNobody paid.",
    source="smit.txt",
    metadata=Metadata(title="Ruin", authors=("Ben Smit",), year=2001),
)


def test_of_documents_compared_the_one_that_says_nothing_is_named_and_not_quoted() -> None:
    answer = ask("How do Vries and Smit differ on wool?", VRIES, SMIT, least=0.0)
    assert {citation.source for citation in answer.citations} == {"vries.txt"}
    assert answer.text.startswith("Vries (1999): Wool")
    assert answer.notice == "“wool” stands nowhere in Smit (2001)."
    both = ask("How do Vries and Smit differ on tolls?", VRIES, SMIT, least=0.0)
    assert {citation.source for citation in both.citations} == {"vries.txt", "smit.txt"}
    assert both.notice is None


def test_of_a_document_that_only_has_a_word_of_it_it_is_said_that_it_tells_too_little() -> None:
    bridge = make_document(
        "The steep toll of the old stone bridge ruined Lisse.",
        source="jansen.txt",
        metadata=Metadata(title="Bridge", authors=("Carla Jansen",), year=1990),
    )
    answer = ask("How do Jansen and Smit differ on the steep toll of the old stone bridge?", bridge, OLD, least=0.0)
    assert {citation.source for citation in answer.citations} == {"jansen.txt"}
    assert answer.notice == "No sentence of Smit (2001) tells enough of it."


def test_the_two_documents_are_both_asked_however_far_one_is_from_the_question() -> None:
    answer = ask("How do the two documents differ on tolls?", VRIES, SMIT, least=0.0)
    assert {citation.source for citation in answer.citations} == {"vries.txt", "smit.txt"}
    assert "Vries (1999): " in answer.text and "Smit (2001): " in answer.text


def test_authors_who_are_compared_are_asked_for_their_own_views() -> None:
    assert asks_own_view("How do Vries and Smit differ on tolls?", ["Smit"])
    assert asks_own_view("Compare Vries and Smit on tolls.", ["Vries"])
    assert not asks_own_view("How do Lisse and Bremen differ on tolls?", ["Smit"])


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Compare Vries and Marta Sáez Smit on tolls.", "tolls"),
        ("Compare Vries and Sáez Smit on tolls.", "tolls"),
        ("Compare Pieter de Vries and Smit on tolls.", "tolls"),
        ("Compare Vries and Smit on Sáez and his tolls.", "Sáez and his tolls"),  # who is the matter here
        ("Compare Smit and Vries on what Marta paid.", "what Marta paid"),
    ],
)
def test_nothing_of_a_whole_name_is_left_as_the_matter(question: str, topic: str) -> None:
    names = ["Marta Sáez Smit", "Pieter de Vries"]
    assert without_names(question, frozenset({"vries", "smit"}), names) == topic


def test_an_author_of_two_family_names_is_compared_on_the_matter() -> None:
    one = make_document(
        "The tolls of Lisse fell. Pablo Sáez kept an inn.",
        source="one.txt",
        metadata=Metadata(title="Lisse", authors=("Marta Sáez Smit",)),
    )
    other = make_document(
        "The tolls of Oudam rose.", source="other.txt", metadata=Metadata(title="Oudam", authors=("Jan Vries",))
    )
    quotes = {citation.quote for citation in ask("Compare Vries and Sáez Smit on tolls.", one, other).citations}
    assert quotes == {"The tolls of Lisse fell.", "The tolls of Oudam rose."}
