"""The exact words that lead an answer: a figure, a date, a name - and where none may lead."""

from typing import Any

import pytest

from assistant.chain import build_chain
from assistant.protocols import Reading
from assistant.questions import analysis as questions
from assistant.quotes import leads
from tests.asking import PLAIN, ask
from tests.fakes import FakeLibrary, OverlapReranker, ScriptedReranker, make_document


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
        ("How much did men earn?", "They would earn thirty-five dollars a month in 1933.", "thirty-five dollars"),
        ("How long was the canal?", "They dug a canal of eleven kilometres in two years.", "eleven kilometres"),
        ("How long was the siege?", "The siege of Lisse lasted nine years.", "nine years"),
        ("How high did the nets hang?", "In 1902 the nets hung 2.2 m above the deck.", "2.2 m"),
        ("How high was the fine?", "The fine for it was 900 pounds.", "900 pounds"),
        ("How far had the works got when they stopped?", "The works stopped on 1 December 2003.", None),
        ("How far is the mill?", "On 1 December 2003 we walked three miles to the mill.", "three miles"),
        ("How deep was the basin?", "In all 600 men dug the basin.", None),
        ("When did the watch begin?", "The watch began at 6:30 in the tower.", "6:30"),
        ("How often had Lisse sat?", "Lisse had served ten terms.", "ten"),
        ("How many of the weavers would stay?", "Only five would go on with it.", "five"),
        ("How many of the suits were lost?", "Only thirty-eight of these were lost.", "thirty-eight"),
        ("How many weavers would stay?", "Only five would go on with it.", None),
        ("How much did it earn?", "It earned 40 pounds, and of two ships that one won.", "40 pounds"),
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


def test_an_answer_leads_with_the_figure_and_cites_its_sentence_for_both() -> None:
    document = make_document("The harbour of Lisse cost 3 million guilders. It was built of brick.")
    answer = ask("How much did the harbour of Lisse cost?", document)
    assert answer.claims[0].text == "3 million guilders."
    assert answer.claims[0].citations == answer.claims[1].citations == (1,)
    assert len(answer.claims) == 2


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
    from assistant.quotes.leads import lead

    assert lead(questions.ask(question), text) == wanted


def test_no_exact_words_lead_where_the_answer_is_in_doubt() -> None:
    from assistant.quotes.quoting import Candidate, QuoteDrafter

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


def test_a_reader_that_points_to_no_more_than_an_article_leads_with_nothing() -> None:
    sentence = "The town had 3,400 people."
    question = questions.ask("Which town had 3,400 people?")
    assert leads.lead(question, sentence, Reading(0.9, 0, len("The"))) != "The"


@pytest.mark.parametrize(
    ("question", "words", "lead"),
    [
        ("Which boat ruled the river?", "Lisse ferry", None),
        ("Which boat ruled the river?", "Bremen sloop", "Bremen sloop"),
        ("Which boat was the sloop faster than?", "Lisse ferry", "Lisse ferry"),
    ],
)
def test_what_something_is_only_measured_by_does_not_lead(question: str, words: str, lead: str | None) -> None:
    sentence = "The Bremen sloop, which was faster than the Lisse ferry, ruled the river."
    start = sentence.index(words)
    assert leads.lead(questions.ask(question), sentence, Reading(0.9, start, start + len(words))) == lead


@pytest.mark.parametrize(
    ("question", "text", "place", "leads_with"),
    [
        ("Where did the Watch operate?", "The Watch, led by Anna Vries, was run by the Guild in Riga.", "Riga", None),
        ("Where did the Watch operate?", "Its operations were in Lisse.", "Lisse", "Lisse"),
        ("Where was the charter signed?", "They signed the charter in Lisse.", "Lisse", "Lisse"),
        ("Where did the Guild live?", "The Guild had a hall in Lisse.", "Lisse", "Lisse"),
        ("Where is the hall?", "The Guild had a hall in Lisse.", "Lisse", "Lisse"),
    ],
)
def test_a_place_of_something_else_does_not_lead(question: str, text: str, place: str, leads_with: str | None) -> None:
    at = text.index(place)
    reading = Reading(0.9, at, at + len(place))
    assert leads.lead(questions.ask(question), text, reading) == leads_with
