"""Answers with no model: leading words, the fewest sentences, whole thoughts, comparisons, notes, metadata."""

from dataclasses import replace
from typing import Any

import pytest

from assistant import about, leads, questions, retrieval
from assistant.answer import Answer, Question
from assistant.chain import build_chain
from assistant.protocols import Reading
from assistant.questions import Wants
from assistant.settings import Settings
from ingest.document import Document, Metadata
from tests.fakes import FakeLibrary, OverlapReranker, ScriptedReranker, make_document

PLAIN = Settings(judge="none", reader=False)


def ask(question: str, *documents: Document, settings: Settings = PLAIN) -> Answer:
    library: Any = FakeLibrary(*documents)
    return build_chain(library, settings, reranker=OverlapReranker()).invoke(question)


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("How much did the war cost Japan?", "Japan paid a total of $13 billion for the war.", "$13 billion"),
        ("How many members does the forum have?", "Founded in 1994, the forum has 27 members.", "27"),
        ("When was the forum founded?", "Founded in 1994, the forum has 27 members.", "1994"),
        (
            "What percentage of people favoured the bill?",
            "In 1990, 62.4 per cent of the people favoured the bill, while 20.4 per cent wanted another course.",
            "62.4 per cent",
        ),
        ("When did the law pass?", "The law passed on June 15, 1992, after long debate.", "June 15, 1992"),
        ("Who chaired the commission?", "The commission was chaired by Sadako Ogata.", "Sadako Ogata"),
        (
            "How long did the mission last?",
            "The mission on the Golan Heights lasted seventeen years.",
            "seventeen years",
        ),
        ("Why did the bill fail?", "The bill failed in 1990 because 62 per cent disliked it.", None),
        ("How many ships sailed?", "Six ships sailed with 511 men.", "Six"),
        ("How much did it cost?", "Nobody knows the price.", None),
        ("Who chaired the guild with Anna Korver?", "Anna Korver chaired the guild with Jan Smit in 1902.", "Jan Smit"),
        ("How many mills burnt?", "The survey counts 212 mills, of which 31 burnt, in nine towns.", "31"),
        ("How many ships has the second guild?", "The guilds have 40 and 21 ships, respectively.", None),
        ("How much did Lisse pay for the mole?", "Lisse bore 70 per cent of the mole.", None),
        (
            "What % of the members favoured the mole?",
            "The mole was favoured by 41 per cent of all 90 members.",
            "41 per cent",
        ),
        ("How many voters wanted the mole?", "Only 11 per cent of those asked wanted the mole.", "11 per cent"),
        ("How many Japanese wanted the mole?", "Of 400 asked, 11 per cent wanted the mole.", "11 per cent"),
        ("How many people wanted the mole?", "The mole was wanted by 11 per cent of the people.", "11 per cent"),
        ("How many people wanted the mole?", "The mole was wanted by 400 people, 11 per cent of the town.", "400"),
        ("How many Japanese ships came?", "In all 11 per cent of the ships came.", None),
    ],
)
def test_the_exact_words_that_answer_lead(question: str, sentence: str, words: str | None) -> None:
    assert leads.lead(questions.ask(question), sentence) == words


@pytest.mark.parametrize(
    ("asked", "share"),
    [("opened on Sundays", "11 per cent"), ("shut for good", "30 per cent"), ("opened in summer alone", "54 per cent")],
)
def test_of_several_figures_the_one_of_the_clause_that_is_asked_for_leads(asked: str, share: str) -> None:
    question = questions.ask(f"What percentage of the readers in the 1902 survey wished the library {asked}?")
    sentence = (
        "In the survey of 1902 the clerk found that 11 per cent of the readers wished the library opened on Sundays; "
        "30 per cent of the readers wished it shut for good, with another 54 per cent wishing it opened in summer "
        "alone."
    )
    start = sentence.index("30")
    assert leads.lead(question, sentence) == share
    assert leads.lead(question, sentence, Reading(0.6, start, start + len("30 per cent"))) == share


def test_of_several_shares_none_leads_where_no_clause_tells_which_is_meant() -> None:
    sentence = "Of those asked 11 per cent wanted it and 30 per cent did not."
    start = sentence.index("11")
    reading = Reading(0.6, start, start + len("11 per cent"))
    assert leads.lead(questions.ask("How many voters cared for the library?"), sentence, reading) is None
    assert leads.lead(questions.ask("How many voters did not want it?"), sentence, reading) == "30 per cent"
    both = Reading(0.6, start, sentence.index(" did not"))
    assert leads.lead(questions.ask("What share cared?"), sentence, both) == sentence[both.start : both.end]


def test_a_person_the_question_names_never_leads_nor_half_of_the_name() -> None:
    question = questions.ask("Who chaired the guild together with Korver?")
    sentence = "Mayor Anna Korver chaired the guild with Jan Smit."
    assert leads.lead(question, sentence, Reading(0.8, 0, len("Mayor Anna"))) != "Mayor Anna Korver"
    whole = questions.ask("Who chaired the guild?")
    assert leads.lead(whole, sentence, Reading(0.8, 0, len("Mayor Anna"))) == "Mayor Anna Korver"


def test_a_reader_gives_the_words_where_rules_have_none_and_only_when_sure() -> None:
    asked = questions.ask("Which river silted up at Lisse?")
    sentence = "At Lisse the Vecht silted up."
    start = sentence.index("Vecht")
    assert leads.lead(asked, sentence, Reading(0.9, start, start + 5)) == "Vecht"
    assert leads.lead(asked, sentence, Reading(0.2, start, start + 5)) is None
    assert leads.lead(asked, sentence) is None


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("How much did it cost?", Wants.QUANTITY),
        ("In which year did it open?", Wants.DATE),
        ("Who built it?", Wants.PERSON),
        ("Why did it close?", Wants.REASON),
        ("Did it close?", Wants.YES_NO),
        ("Which expert panel did Japan suggest when money ran short?", Wants.NAME),
        # a noun that only stands before another, or behind an auxiliary, isn't what is asked for
        ("What did the price controls of Lisse do to the weavers?", Wants.ANYTHING),
        ("What did the cost accountant find?", Wants.ANYTHING),
        ("Which total war began in 1402?", Wants.NAME),
        ("What does the price rise tell us?", Wants.ANYTHING),
        ("What does the population of Lisse think of the mayor?", Wants.ANYTHING),
        ("What did the council spend the loan on?", Wants.ANYTHING),
        ("What did the king do when the weir broke?", Wants.ANYTHING),
        ("What general rule does Korver state?", Wants.ANYTHING),
        ("What city walls were built?", Wants.ANYTHING),
        ("What day labourers were hired?", Wants.ANYTHING),
        ("How far do the authors agree?", Wants.ANYTHING),
        ("What was the price of salt?", Wants.QUANTITY),
        ("What share of the votes did the guild win?", Wants.QUANTITY),
        ("What proportion voted for the pact?", Wants.QUANTITY),
        ("What is Korver’s age?", Wants.QUANTITY),
        ("What did the flood cost Lisse?", Wants.QUANTITY),
        ("What did the council spend on the quay?", Wants.QUANTITY),
        ("How far is Riga from Lisse?", Wants.QUANTITY),
        ("How much did the guild give to the Trust?", Wants.QUANTITY),
        ("What period does the book cover?", Wants.DATE),
        ("Which king built the mill?", Wants.PERSON),
        ("What is the largest city in the league?", Wants.PLACE),
        ("What was the main reason that the mill closed?", Wants.REASON),
        ("Could you tell me when the mill closed?", Wants.DATE),
    ],
)
def test_the_type_of_answer(question: str, wants: Wants) -> None:
    assert questions.ask(question).wants is wants


def test_a_question_joined_of_two_is_taken_apart_with_its_names() -> None:
    parts = questions.ask("When was the Quad founded, and when was it revived?").parts
    assert parts == ("When was the Quad founded?", "when was the Quad revived?")


def test_an_answer_leads_with_the_figure_and_cites_its_sentence_for_both() -> None:
    document = make_document("The harbour of Lisse cost 3 million guilders. It was built of brick.")
    answer = ask("How much did the harbour of Lisse cost?", document)
    assert answer.claims[0].text == "3 million guilders."
    assert answer.claims[0].citations == answer.claims[1].citations == (1,)
    assert len(answer.claims) == 2


def test_a_sentence_that_leans_brings_the_one_before_it() -> None:
    document = make_document(
        "The harbour of Lisse was the pride of the province. However, silt made the merchants leave. Birds came."
    )
    answer = ask("Why did the merchants leave because of silt?", document)
    quotes = [citation.quote for citation in answer.citations]
    assert quotes[0].startswith("The harbour of Lisse was")
    assert quotes[1].startswith("However")
    assert not any("Birds" in quote for quote in quotes)


def test_an_item_brings_the_sentence_that_says_what_is_counted() -> None:
    document = make_document("Two causes are named. The second, which most prefer, is the silting of the river.")
    answer = ask("Is the silting of the river a cause?", document)
    assert answer.citations[0].quote == "Two causes are named."


def test_a_question_in_a_document_is_no_answer() -> None:
    document = make_document(
        "Why did the harbour of Lisse close? The harbour of Lisse closed when the river silted up."
    )
    answer = ask("Why did the harbour of Lisse close?", document)
    assert [citation.quote for citation in answer.citations] == [
        "The harbour of Lisse closed when the river silted up."
    ]


GREEN = make_document(
    "The reactor project was too expensive for every donor.",
    source="green.txt",
    metadata=Metadata(title="Costs", authors=("Ada Green",), year=2001),
)
BROWN = make_document(
    "The reactor project failed because the donors quarrelled.",
    source="brown.txt",
    metadata=Metadata(title="Quarrels", authors=("Ben Brown",), year=2009),
)


def test_a_comparison_gives_each_author_a_say() -> None:
    answer = ask("How do Green and Brown differ on the reactor project?", GREEN, BROWN)
    assert "Green (2001): " in answer.text
    assert "Brown (2009): " in answer.text
    assert {citation.source for citation in answer.citations} == {"green.txt", "brown.txt"}


def test_a_question_for_what_an_author_says_is_answered_from_that_author() -> None:
    answer = ask("What does Brown say about the reactor project?", GREEN, BROWN)
    assert {citation.source for citation in answer.citations} == {"brown.txt"}


def test_a_question_that_names_an_author_is_answered_from_what_that_author_wrote() -> None:
    for question in ("Was Brown right about the reactor project?", "Summarise Brown's view of the project."):
        assert {citation.source for citation in ask(question, GREEN, BROWN).citations} == {"brown.txt"}
    other = make_document("Brown rivers flood. The reactor project stopped there.", source="rivers.txt")
    library: Any = FakeLibrary(GREEN, BROWN, other)
    asked = questions.ask("Was the Brown reactor project stopped?")
    assert retrieval.plan(asked, Question(asked.text), library).where.documents == ()


def test_a_quoted_title_means_its_document_however_short() -> None:
    for question in ("What does 'Quarrels' say about the reactor project?", "What is the point of “Quarrels”?"):
        assert {citation.source for citation in ask(question, GREEN, BROWN).citations} == {"brown.txt"}


def test_a_sentence_that_only_says_what_the_work_asks_comes_last() -> None:
    promise, answering = (
        "This article asks why the project was stopped.",
        "The project was stopped as the money ran out.",
    )
    answer = ask("Why was the project stopped?", make_document(f"{promise}\n\n{answering}"))
    assert answer.citations[0].quote == answering


def test_nothing_asked_is_not_answered_and_limits_that_leave_no_document_are_named() -> None:
    assert not ask("😀 ?!", GREEN, BROWN).answered
    library: Any = FakeLibrary(GREEN, BROWN)
    chain = build_chain(library, PLAIN, reranker=OverlapReranker())
    answer = chain.invoke(Question("Who stopped the project?", authors=("Nobody",)))
    assert not answer.answered and "limits" in answer.text


def test_a_document_is_meant_by_its_title_in_full() -> None:
    titled = make_document(
        "By Carla Reyes\n\nThe tide turned twice.",
        source="reyes.txt",
        metadata=Metadata(title="Harbours and Silent Rivers: A Study", authors=("Carla Reyes",), year=2011),
    )
    answer = ask("Who wrote Harbours and Silent Rivers?", GREEN, BROWN, titled)
    assert "Carla Reyes" in answer.text
    assert {citation.source for citation in answer.citations} == {"reyes.txt"}


NOTED = make_document(
    "The bill was called a panacea.[^2] It failed anyway.[^3]\n\n"
    "[1] Liang Pan, The United Nations (Cambridge, 2005), p. 143.\n\n[2] Ibid., p. 164.\n\n[3] Ogata, Policy, 1987.",
    source="noted.txt",
    notes=True,
)
NOTED = replace(
    NOTED,
    notes=tuple(
        replace(note, refers_to="1", full_reference="Liang Pan, The United Nations") if note.number == "2" else note
        for note in NOTED.notes
    ),
)


def test_a_note_asked_for_by_number_is_followed_to_its_reference() -> None:
    answer = ask("Which work does note 2 cite?", NOTED)
    assert "Note 2: Ibid., p. 164." in answer.text
    assert "That is note 1: Liang Pan" in answer.text
    assert [citation.quote for citation in answer.citations] == [
        "Ibid., p. 164.",
        "Liang Pan, The United Nations (Cambridge, 2005), p. 143.",
    ]


def test_a_question_for_the_source_of_a_claim_goes_from_the_passage_to_its_note() -> None:
    answer = ask("What source is given for the claim that the bill was called a panacea?", NOTED)
    assert "Note 2: " in answer.text
    assert "Liang Pan" in answer.text
    assert any("panacea" in citation.quote for citation in answer.citations)


def test_a_note_that_does_not_exist_is_refused_by_name() -> None:
    answer = ask("What does note 27 cite?", NOTED)
    assert not answer.answered
    assert "27" in answer.text
    assert "3" in answer.text


@pytest.mark.parametrize(("ordinal", "words"), [("first", "Note 1: Liang Pan"), ("last", "Note 3: Ogata")])
def test_a_note_may_be_asked_for_by_its_place(ordinal: str, words: str) -> None:
    assert words in ask(f"What does the {ordinal} footnote say?", NOTED).text


@pytest.mark.parametrize("question", ["Does it cite a work by Sadako Ogata?", "Which works by Ogata does it cite?"])
def test_whom_a_document_cites_is_looked_up_by_name(question: str) -> None:
    answer = ask(question, NOTED)
    assert answer.answered and "Note 3: Ogata, Policy, 1987." in answer.text and "Liang" not in answer.text


def test_whom_no_note_names_is_said_to_be_named_by_none() -> None:
    answer = ask("Does it cite a work by Anna Korver?", NOTED)
    assert not answer.answered and "names Korver" in answer.text


def test_a_sentence_word_for_word_is_supported_whatever_else_its_source_seems_to_say() -> None:
    glued = make_document("Resolution 33141 of 1974 did not bind the harbour of Lisse.[^1]\n\n[1] Note.", notes=True)
    [marker] = glued.notes[0].markers
    at = glued.text.index("33141") + 4
    marked = replace(glued, notes=(replace(glued.notes[0], markers=(replace(marker, start=at, end=at + 1),)),))
    answer = ask("Which resolution of 1974 did not bind the harbour of Lisse?", marked)
    assert answer.answered and any("Resolution 3314 of 1974" in claim.text for claim in answer.claims)
    assert all(claim.verdict.value == "supported" for claim in answer.claims)


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


def test_what_stands_in_no_document_is_said() -> None:
    document = make_document("The harbour of Lisse closed because the river silted up.")
    answer = ask("Why did Rotterdam close the harbour in 2005?", document)
    assert not answer.answered
    assert "Rotterdam" in answer.text or "2005" in answer.text
    assert "{" not in answer.text


def test_another_reranker_can_be_put_in() -> None:
    library: Any = FakeLibrary(make_document("Alpha is first. Beta is second."))
    prefers = ScriptedReranker(lambda _, text: 9.0 if "Beta" in text else 5.0)
    answer = build_chain(library, PLAIN, reranker=prefers).invoke("Which is second, Beta?")
    assert answer.citations[0].quote == "Beta is second."


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        ("When did Korver return?", "Korver had returned to Lisse by September 1948.", "by September 1948"),
        ("How many members had it?", "It had at least 40 members.", "at least 40"),
        ("When was it built?", "It was built in 1871.", "1871"),
        ("When did it close?", "Planned by 1931, as some say, it closed in 1931.", "1931"),
    ],
)
def test_what_leads_keeps_the_word_that_changes_it(question: str, text: str, wanted: str) -> None:
    from assistant.leads import lead

    assert lead(questions.ask(question), text) == wanted


def test_no_exact_words_lead_where_the_answer_is_in_doubt() -> None:
    from assistant.quoting import Candidate, QuoteDrafter

    document = make_document("The forum met in 1994.")
    asked = questions.ask("When did the forum become an alliance?")
    candidate = Candidate(document.id, document.sentences[0], document.text, 5.0)
    drafter = QuoteDrafter(OverlapReranker())

    def drafted(doubt: str | None) -> Any:
        return list(drafter.draft(asked, ((asked, (candidate,)),), (), lambda _: document, doubt))[-1]

    assert [s.text for s in drafted(None).sentences] == ["1994.", "The forum met in 1994."]
    doubted = drafted("No passage speaks of an alliance.")
    assert [s.text for s in doubted.sentences] == ["The forum met in 1994."]
    assert doubted.notice == "No passage speaks of an alliance."


def test_a_question_of_each_of_two_is_taken_apart() -> None:
    parts = questions.ask("What did South Korea and Japan each spend on the reactors, and what did they promise?").parts
    assert parts[:2] == ("What did South Korea spend on the reactors?", "What did Japan spend on the reactors?")
    assert len(parts) == 3
    assert questions.ask("What do both authors say about KEDO?").parts == ("What do both authors say about KEDO?",)


@pytest.mark.parametrize(
    ("other", "second", "quotes", "lead"),
    [
        ("The quay was begun in 1902.", 5.5, 2, None),
        ("The quay was begun too.", 8.7, 2, "1874."),
        ("The quay was begun in 1902.", 3.0, 1, "1874."),
    ],
)
def test_where_two_sentences_may_as_well_answer_both_stand_and_no_words_of_one_alone_lead(
    other: str, second: float, quotes: int, lead: str | None
) -> None:
    document = make_document(f"The mole was begun in 1874. {other} Birds came.")
    library: Any = FakeLibrary(document)
    scores = {"The mole": 6.0, "The quay": second}
    reranker = ScriptedReranker(lambda _, text: scores.get(text[:8], -4.0))
    answer = build_chain(library, PLAIN, reranker=reranker).invoke("When was the work begun?")
    assert len(answer.citations) == quotes
    assert answer.claims[0].text == (lead or "The mole was begun in 1874.")


def test_what_the_sentence_before_points_back_to_comes_too() -> None:
    document = make_document(
        "A barge sank at Lisse in 1874. The toll was due on that very day. It was never paid. Birds came."
    )
    answer = ask("Why was it never paid?", document, settings=replace(PLAIN, min_confidence=0.0))
    assert [citation.quote for citation in answer.citations][:3] == [
        "A barge sank at Lisse in 1874.",
        "The toll was due on that very day.",
        "It was never paid.",
    ]
