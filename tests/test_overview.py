"""The gist of a document in its own words, and what is typed without asking anything of the documents."""

import pytest

from assistant.lookups import overview, small_talk
from ingest.document import Metadata
from tests.asking import ask
from tests.fakes import make_document

ESSAY = make_document(
    "# Opening\n\nThe funder of this open access essay on the harbour is the guild of Lisse. "
    "Harbours silt up when nobody pays for the dredging of the river. "
    "This essay argues that the harbour of Lisse failed because its guilds could not agree.\n\n"
    "# The dredging\n\nThe dredging of the harbour cost three thousand guilders in the year 1874.\n\n"
    "# Conclusion\n\nThe harbour of Lisse was lost by quarrels among its guilds, not by sand.",
    source="harbour.txt",
    metadata=Metadata(title="The Harbour of Lisse", authors=("Anna Korver",), year=1990),
)
PAPER = make_document(
    "# Abstract\n\nRailways changed the towns along the coast in many ways. "
    "We show that the railway doubled the trade of Lisse within ten years.\n\n"
    "# Data\n\nThis paper uses the ledgers of nine station masters along the line.",
    source="railway.txt",
    metadata=Metadata(title="Rails to the Coast", authors=("Jan Smit",), year=2001),
)


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Summarise the Korver essay", "the Korver essay"),
        ("Please give me a short summary of Smit's paper.", "Smit's paper"),
        ("What is the main argument of the essay on harbours?", "the essay on harbours"),
        ("What are Korver's main arguments?", "Korver's"),
        ("What is this article about?", "this article"),
        ("What is Korver's short essay about?", "Korver's short essay"),
        ("What is “Harbours and Guilds” about?", "“Harbours and Guilds”"),
        ("What is Korver's toll about?", None),
        ("What does Korver argue?", "Korver"),
        ("What does Korver argue about the guilds?", None),
        ("What does the essay say about dredging?", None),
        ("Summarise what Korver says about the guilds", None),
        ("What is the main cause of the silting?", None),
        ("What does it say?", None),
        ("When was the harbour dredged?", None),
        ("Summarise section 2 of the essay on harbours", "section 2 of the essay on harbours"),
        ("Sum up the section on dredging, please", "the section on dredging"),
        ("What does section 3 say?", "section 3"),
        ("What are the author's main claims in the essay on harbours?", "the essay on harbours"),
        ("What are the main points in Korver's essay?", "Korver's essay"),
        ("Could you summarise the essay for me in two sentences?", "the essay"),
        ("Outline the argument of the essay", "the essay"),
        ("What's the gist of the essay?", "the essay"),
        ("Summarise the argument of Korver for dredging", None),
        ("Summarise Korver's view of the harbour", None),
        ("What is the main idea of the pact of Lisse?", None),
        ("What are the main findings about dredging?", None),
        ("What is the point of dredging?", None),
        ("What does the section on dredging say about sand?", None),
    ],
)
def test_a_question_for_the_gist_of_a_work_is_told_from_one_on_some_matter_in_it(
    question: str, what: str | None
) -> None:
    assert overview.asked_for(question) == what


def test_the_gist_is_what_a_work_announces_and_concludes_in_its_order() -> None:
    answer = ask("What is the main argument of Korver's essay?", ESSAY, PAPER)
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == [
        "This essay argues that the harbour of Lisse failed because its guilds could not agree.",
        "The harbour of Lisse was lost by quarrels among its guilds, not by sand.",
    ]
    assert all(ESSAY.text[c.start : c.end] == c.quote for c in answer.citations)
    assert answer.confidence is not None
    assert answer.confidence >= 0.5


def test_the_gist_of_a_work_with_an_abstract_is_from_there() -> None:
    quotes = [c.quote for c in ask("Summarise Smit's paper", ESSAY, PAPER).citations]
    assert len(quotes) == 2
    assert quotes[1].startswith("We show that the railway doubled")


def test_all_documents_are_summed_up_one_after_the_other_with_whose_words_they_are() -> None:
    answer = ask("Summarize the documents", ESSAY, PAPER)
    assert {citation.document for citation in answer.citations} == {ESSAY.id, PAPER.id}
    assert "Korver (1990): " in answer.text
    assert "Smit (2001): " in answer.text


TREATISE = make_document(
    "# 1. The springs\n\nRivers rise in the hills where nobody looks for them at all.\n\n"
    "# 2. The weirs\n\nEvery weir of the valley was built by monks who wanted carp. They left no plans behind.\n\n"
    "The weirs made the valley richer than the towns along the coast. Fish paid for the abbey and its roof.\n\n"
    "The floods of 1402 broke nine weirs within a single night in spring. "
    "So the monks of the valley gave up their carp.\n\n"
    "# 3. The mills\n\nThis essay ends with the mills that stood where the weirs had been before.",
    source="rivers.txt",
)


@pytest.mark.parametrize(
    "question",
    [
        "Summarise section 2 of the essay",
        "What is section II of the essay about?",
        "Summarise the section on weirs",
        "Give me a summary of the second section of the essay",
    ],
)
def test_the_gist_of_a_section_is_how_it_opens_goes_on_and_ends(question: str) -> None:
    assert [citation.quote for citation in ask(question, TREATISE, PAPER).citations] == [
        "Every weir of the valley was built by monks who wanted carp.",
        "The weirs made the valley richer than the towns along the coast.",
        "The floods of 1402 broke nine weirs within a single night in spring.",
        "So the monks of the valley gave up their carp.",
    ]


def test_a_section_that_the_work_does_not_have_is_told() -> None:
    answer = ask("Summarise section 12 of the essay", TREATISE, PAPER)
    assert not answer.answered
    assert "has no section 12" in answer.text


def test_a_section_that_another_work_has_is_not_said_to_be_lacking_in_the_one_guessed() -> None:
    report = make_document(
        "# 12. Nettles\n\nSection 12 of this text is on nettles.",
        source="nets.txt",
        metadata=Metadata(title="Nets", authors=("Ida Smit",)),
    )
    assert "has no section 12" not in ask("Summarise section 12 of the essay", TREATISE, PAPER, report).text


def test_a_work_named_by_its_kind_is_the_only_one_that_calls_itself_so() -> None:
    article = make_document(
        "# Nets\n\nThis essay asks why the nets of the valley were woven of nettles.",
        source="nets.txt",
        metadata=Metadata(title="Nets", authors=("Ida Smit",), type="article-journal"),
    )
    for documents in ((TREATISE, PAPER), (TREATISE, PAPER, article)):
        own = ask("What are the author's main claims in the essay?", *documents)
        assert {citation.document for citation in own.citations} == {TREATISE.id}


def test_sections_without_numbers_are_counted() -> None:
    plain = make_document(
        "# Abstract\n\nThis paper tells of wool in a few short words.\n\n# Sheep\n\nSheep came to the valley with "
        "the monks in the spring.\n\n# Wool\n\nWool went down the river to the towns along the coast.",
        source="wool.txt",
    )
    assert "Wool went down the river" in ask("Summarise section 2", plain).text


@pytest.mark.parametrize("text", ["Hello!", "hi there", "thanks a lot", "OK, thank you!", "What can I ask?"])
def test_small_talk_is_answered_without_a_search(text: str) -> None:
    answer = ask(text, ESSAY)
    assert not answer.answered
    assert not answer.nearest
    assert not answer.citations


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("Guten Tag!", "Fragen Sie, was in den Dokumenten steht; jeder Satz einer Antwort ist zitiert oder belegt. Die "
         "Bibliothek hat 1 Dokument(e): “The Harbour of Lisse”."),
        ("Vielen Dank!", "Gern geschehen. Fragen Sie jederzeit weiter."),
        ("Welche Dokumente gibt es hier?", "Die Bibliothek hat 1 Dokument(e): “The Harbour of Lisse”."),
        ("Merci beaucoup !", "Je vous en prie. Posez d’autres questions quand vous voulez."),
        ("¿Qué documentos hay?", "La biblioteca tiene 1 documento(s): “The Harbour of Lisse”."),
        ("ありがとうございました。", "どういたしまして。いつでも質問してください。"),
        ("Welche Dokumente unterschrieb die Gilde?", None),
        ("Merci à qui ?", None),
    ],
)  # fmt: skip
def test_small_talk_is_answered_in_its_language(text: str, reply: str | None) -> None:
    assert small_talk.reply(text, lambda: ["The Harbour of Lisse"]) == reply


def test_what_the_library_holds_is_told() -> None:
    assert (
        "holds 2 documents: “The Harbour of Lisse”, “Rails to the Coast”"
        in ask("How many documents are in my library?", ESSAY, PAPER).text
    )
    assert "no documents yet" in ask("Which documents do you have?").text


@pytest.mark.parametrize(
    "text",
    ["How many documents did the guild sign?", "Which papers name the mayor?", "Thanks to whom was it built?", "?", ""],
)
def test_a_question_on_the_documents_is_no_small_talk(text: str) -> None:
    assert small_talk.reply(text, lambda: ["harbour.txt"]) is None


def test_a_refusal_shows_no_passage_that_is_a_lone_number_or_letter() -> None:
    scraps = make_document("# A\n\n87\n\nC\n\nR 20\n\nThe mole of Riga was begun in spring.", source="scraps.txt")
    answer = ask("Which orchestra plays Mahler in C at 87?", scraps)
    assert not answer.answered
    assert all(len(citation.quote.split()) > 3 for citation in answer.nearest)
