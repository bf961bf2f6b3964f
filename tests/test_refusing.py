"""Refusals: what isn't borne out is named, what surrounds a passage counts, and the confidence follows its features."""

from dataclasses import replace

import pytest

from assistant.answer import Passage
from assistant.questions import analysis as questions
from assistant.questions.name_forms import stands
from assistant.questions.presuming import Presumed
from assistant.quotes.quoting import Candidate
from assistant.refusals import refusing
from assistant.refusals.premises import Premise
from assistant.refusals.refusal_text import refusal
from assistant.refusals.refusing import Assessment, assess
from assistant.situating import situated
from eval.training.refusal import confidence, fit, left_out
from ingest.document import Metadata, Sentence
from tests.fakes import make_document


def passage(text: str, score: float, cosine: float | None = None) -> Passage:
    document = make_document(text, source="harbour.md")
    from ingest.chunking import chunk_document

    [chunk] = chunk_document(document)
    return Passage(chunk, score, "harbour.md", Metadata(title="The Harbour of Lisse"), 1, 1, cosine)


def assessed(question: str, text: str, score: float = 5.0) -> Assessment:
    asked = questions.ask(question)
    found = passage(text, score, 0.6)
    candidate = Candidate(found.chunk.document, Sentence(0, len(text), 0), text, score)
    return assess(asked, [found], ((asked, (candidate,)),), lambda word: word in text)


DUG = "The harbour of Lisse was dug in 1412 by the guild of drapers."


def test_what_a_question_takes_for_granted_and_no_passage_says_is_named() -> None:
    found = assessed("Why did the guild of drapers burn the harbour of Lisse?", DUG)
    assert found.unborne == ("burn",)
    assert "say nothing of “burn”" in refusal(1, found)
    assert "“Utrecht” stands in none" in refusal(1, assessed("When did Utrecht burn the harbour?", DUG))


def test_a_word_for_which_a_passage_has_another_is_not_said_to_be_lacking() -> None:
    text = "The guild of Lisse aided the drapers and won the ballot."
    found = assessed("Why did the guild of Lisse help the drapers and beat the weavers?", text)
    assert found.unborne == ("weavers",)
    assert "say nothing of “weavers”." in refusal(1, found)


def test_a_subject_is_there_where_its_initials_are() -> None:
    def absent(text: str) -> float:
        asked = questions.ask("How much did the Harbour Trade Council earn?")
        premise = Premise(Presumed("the Harbour Trade Council earned something", "earn", "the Harbour Trade Council"))
        found = passage(text, 5.0, 0.6)
        candidate = Candidate(found.chunk.document, Sentence(0, len(text), 0), text, 5.0)
        return assess(asked, [found], ((asked, (candidate,)),), bool, premises=[premise]).features["subject_absent"]

    assert absent("The HTC earned nine marks.") == 0.0
    assert absent("The guild earned nine marks.") == 1.0


def test_initials_are_there_where_a_text_spells_them_out() -> None:
    text = "A volunteer of the United Nations dug the harbour for the Lisse Trade Council."
    assert assessed("Did the UN dig the harbour of the LTC?", text).unborne == ()
    assert assessed("Did the EU dig the harbour of the LTX?", text).missing == ("EU", "LTX")
    assert stands("UN", text) and not stands("US", text) and not stands("LT", text)


def test_a_number_that_is_part_of_a_word_stands_where_the_word_does() -> None:
    found = passage("Berth\tDepth\nQuay13.2\t26", 5.0)

    def missing(question: str) -> tuple[str, ...]:
        asked = questions.ask(question)
        return assess(asked, [found], ((asked, ()),), lambda word: False).missing

    assert missing("How deep is berth Quay13.2?") == ()
    assert missing("How deep is berth Quay77.3?") == ("Quay77.3",)
    assert missing("Which berth is 13.2 deep?") == ("13.2",)


def test_a_question_in_other_words_altogether_is_refused_without_a_list_of_them() -> None:
    found = assessed("What did weavers excavate long ago near the town?", DUG)
    assert len(found.unborne) > refusing.MOST_UNBORNE
    assert "nothing of" not in refusal(1, found)


def test_a_mistyped_name_is_answered_with_the_name_that_the_passage_has() -> None:
    said = refusal(1, assessed("When did Utrect and Amerfoort dig the harbour?", "Utrecht dug the harbour."))
    assert "“Utrect” and “Amerfoort” stand in none of them. Did you mean “Utrecht”?" in said


def test_a_question_that_the_passage_answers_is_surer_than_one_about_something_else() -> None:
    right = assessed("When was the harbour of Lisse dug?", DUG)
    wrong = assessed("How many ships did Bremen send to Riga?", DUG, score=-9.0)
    assert right.confidence > 0.5 > wrong.confidence


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The body was founded in New York in 1995.", "KEDO: The body was founded in New York in 1995."),
        ("KEDO was founded in New York in 1995.", "KEDO was founded in New York in 1995."),
        ("Table 1.", "Table 1."),
    ],
)
def test_a_passage_is_read_with_the_names_its_surroundings_give_it(text: str, read: str) -> None:
    assert situated("When was KEDO founded?", text, ("How it began", "Reactors and KEDO")) == read


def test_the_fit_finds_what_speaks_for_an_answer_and_never_against_its_meaning() -> None:
    rows = [{"good": i % 10 / 10, "missing": 1 - i % 10 / 10, "noise": (i * 7 % 5) / 5} for i in range(80)]
    labels = [row["good"] > 0.45 for row in rows]
    weights = fit(rows, labels, [1.0] * len(rows))
    assert weights["good"] > 0 > weights["missing"]
    assert confidence(weights, {"good": 1.0, "missing": 0.0, "noise": 0.5}) > 0.9
    folds = left_out([{"features": r, "answerable": a, "weight": 1.0} for r, a in zip(rows, labels, strict=True)])
    assert sum((c > 0.5) == a for c, a in zip(folds, labels, strict=True)) > 70


def test_a_less_sure_answer_says_which_words_no_passage_has() -> None:
    unsure = Assessment(0.6, unborne=("burn",))
    assert "“burn”" in (refusing.doubt(unsure) or "")
    assert refusing.doubt(Assessment(0.9, unborne=("burn",))) is None
    assert refusing.doubt(Assessment(0.6)) is None


@pytest.mark.parametrize(
    ("question", "unborne"),
    [
        ("Who holds that the weavers dug the harbour?", ("weavers",)),
        ("Who denies that Lisse raised the tolls?", ("tolls",)),
        ("What did the weavers really become?", ("weavers",)),
        ("What did Lisse become among the weavers?", ("weavers",)),
        ("Could you summarise the section on the harbour?", ()),
        ("I need the name of the drapers' dredger.", ("dredger",)),
        ("What prompted the weavers to dredge it?", ("weavers", "dredge")),
        ("Why did Lisse burn the fleet?", ("burn", "fleet")),
    ],
)
def test_a_word_of_saying_or_of_asking_is_never_what_a_passage_lacks(question: str, unborne: tuple[str, ...]) -> None:
    assert assessed(question, DUG).unborne == unborne


def test_a_part_that_is_less_surely_answered_is_named() -> None:
    parts = tuple(
        Assessment(sure, asked=asked) for sure, asked in ((0.9, "When?"), (0.3, "Why (Lisse)?"), (0.01, "Who?"))
    )
    joined = Assessment(0.9, parts=parts)
    assert refusing.answerable(joined, 0.5) == (True, True, False)
    assert refusing.doubt(joined, 0.5) == "No answer was found to “Who?”. It is less sure that “Why?” is answered."
    assert refusing.doubt(Assessment(0.9, parts=parts[:1]), 0.5) is None


def test_a_refusal_says_what_the_question_takes_for_granted() -> None:
    premise = Premise(Presumed("Lisse burnt the fleet", "burn", "Lisse"), unsaid=1.0)
    assert "do not say that Lisse burnt the fleet" in refusal(1, Assessment(0.2, premise=premise))
    endless = Premise(Presumed("Lisse burnt " + "the fleet and " * 500, "burn"), unsaid=0.9)
    assert len(refusal(1, Assessment(0.2, premise=endless))) < 400
    denied = Premise(Presumed("Lisse burnt the fleet", "burn", "Lisse"), against=0.9)
    assert "speak against it" in refusal(1, Assessment(0.2, premise=denied))
    assert "speak against it" in (refusing.doubt(Assessment(0.9, premise=denied)) or "")
    assert "in so many words" in (refusing.doubt(Assessment(0.6, premise=premise)) or "")
    assert refusing.doubt(Assessment(0.9, premise=premise)) is None
    assert "granted" not in refusal(1, Assessment(0.2, premise=Premise(Presumed("Lisse burnt", "burn"))))


def test_a_sentence_about_another_doer_is_less_sure_than_one_around_which_the_doer_is_named() -> None:
    asked = questions.ask("How much oil did Riga promise to Lisse?")
    text = "Bremen promised 400 tons of oil to Lisse."
    found = passage(f"{text} Riga sent none.", 5.0, 0.6)
    premise = Premise(Presumed("Riga promised oil to Lisse", "promise", "Riga"))
    one, other = (
        assess(asked, [found], ((asked, (Candidate("d", Sentence(0, len(text), 0), text, 5.0, around),)),),
               lambda word: True, premises=(premise,))
        for around in ("", "The promises of Riga")
    )  # fmt: skip
    assert one.features["subject_absent"] == 1.0
    assert other.features["subject_absent"] == 0.0
    assert one.confidence < other.confidence


def test_a_question_about_something_else_altogether_is_refused() -> None:
    for question in ("How do cats and dogs differ?", "Why do cats purr?", "Compare tea and coffee."):
        found = passage(DUG, -10.5, 0.1)
        candidate = Candidate(found.chunk.document, Sentence(0, len(DUG), 0), DUG, -10.5)
        asked = questions.ask(question)
        scored = tuple((questions.ask(part), (candidate,)) for part in asked.parts)
        one = assess(asked, [found], scored, lambda word: False, each=[[found]] * len(scored))
        assert one.confidence < 0.5


def test_of_a_comparison_that_is_answered_as_a_whole_no_side_is_doubted() -> None:
    sure, unsure = Assessment(0.9, asked=""), Assessment(0.1, asked="The aims of Lisse?")
    assert refusing.doubt(Assessment(0.9, parts=(sure, unsure)), 0.5) is None
    assert "The aims of Lisse" in (
        refusing.doubt(Assessment(0.9, parts=(unsure, Assessment(0.9, asked="B?"))), 0.5) or ""
    )


def test_a_sentence_that_is_sure_far_before_all_others_outweighs_the_reader() -> None:
    asked = questions.ask("How much did Lisse pay for the dike?")
    text = "Lisse contributed 900 guilders to the dike."
    found = passage(text, 5.0, 0.6)
    best = Candidate(found.chunk.document, Sentence(0, len(text), 0), text, 13.0)

    def confidence_beside(score: float, reading: float = -2.0) -> float:
        other = Candidate(found.chunk.document, Sentence(0, len(text), 0), "It was 3 miles long.", score)
        scored = ((asked, (best, other)),)
        return assess(asked, [found], scored, lambda word: word in text, readings=[reading]).confidence

    assert confidence_beside(1.0) > 0.5 > confidence_beside(12.0)
    assert confidence_beside(1.0, reading=-3.5) < 0.5  # which is sure that it doesn't answer


def test_an_office_that_stands_in_no_document_counts_against_an_answer_and_is_told_as_a_whole() -> None:
    text = "The world sent grain to the harbour of Lisse, and the guild was an organization of drapers."
    present, absent = (
        assessed(f"What did the {name} send to the harbour?", text) for name in ("Lisse", "World Harbour Organization")
    )
    assert present.features["absent"] == 0.0
    assert absent.features["absent"] == 1.0 and absent.features["paraphrase"] == 0.0
    assert absent.confidence < present.confidence
    assert "“World Harbour Organization” stands in none" in refusal(1, absent)


def test_an_answer_that_is_given_all_the_same_tells_what_stands_nowhere() -> None:
    told = refusing.doubt(Assessment(0.95, missing=("Bakker", "1931"))) or ""
    assert told.startswith("“Bakker” and “1931” stand in none of the documents")
    assert refusing.doubt(Assessment(0.95)) is None


def under(heading: str, text: str) -> Passage:
    found = passage(text, 5.0, 0.6)
    return replace(found, chunk=replace(found.chunk, section=(heading,)))


JOINS = "Groups: The Lisse Toll Union and the Ring"
REVIVED = "The Ring met in 1901. The grouping was revived in 1917 by Vries."


@pytest.mark.parametrize(("name", "other"), [("Ring", 0.0), ("Lisse Toll Union", 1.0), ("LTU", 1.0)])
def test_a_heading_that_joins_two_does_not_lend_the_one_the_others_facts(name: str, other: float) -> None:
    asked = questions.ask(f"Who revived the {name}?")
    found = under(JOINS, REVIVED)
    start = REVIVED.index("The grouping")
    best = Candidate(found.chunk.document, Sentence(start, len(REVIVED), 0), REVIVED[start:], 13.0)
    one = assess(asked, [found], ((asked, (best,)),), lambda word: True, readings=[1.0])
    assert one.features["of_another"] == other
    assert (one.confidence > 0.5) is (other == 0.0)


def test_a_sentence_is_certain_only_where_the_names_of_the_question_stand_near_it() -> None:
    asked = questions.ask("How much did Utrecht pay for the dike?")
    text = "The town contributed 900 guilders to the dike."

    def confidence_below(words: str) -> float:
        found = under("Utrecht and the Ring", f"{words}{text}")
        place = Sentence(len(words), len(words) + len(text), 0)
        best = Candidate(found.chunk.document, place, text, 13.0, "Utrecht")
        other = Candidate(found.chunk.document, place, "It was long.", 1.0)
        return assess(asked, [found], ((asked, (best, other)),), lambda word: True, readings=[-2.0]).confidence

    assert confidence_below("Utrecht met. ") > 0.5 > confidence_below("Bremen met. ")


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("What was the toll in 1402–03?", "In 1401–02 the toll was two marks; in 1403 the mole was dug.", 0.0),
        ("What was the toll in 1402–03?", "The toll of 1402-03 was two marks.", 1.0),
        ("What was the toll in 1402–03?", "The toll was two marks in 1402 and in 1403.", 1.0),
        ("Who won the war of 1402-03?", "The war of 1403 was won by Lisse, as that of 1390–1398.", 1.0),
        ("Who won the war of 1402-03?", "The war of 1413 was won by Lisse.", 0.0),
        ("Why did 25 weavers leave?", "Of the weavers twenty-five left.", 1.0),
        ("Why did 25 weavers leave?", "In 1425 the weavers left, 125 of them.", 0.0),
        ("Who led the guild in the 1410s?", "Korver led the guild from 1412 to 1416.", 1.0),
        ("Who led the guild in 1410?", "Korver led the guild from 1412 to 1416.", 0.0),
    ],
)
def test_a_number_stands_as_a_number_of_its_own(question: str, text: str, share: float) -> None:
    assert assessed(question, text).features["numbers_around"] == share


def test_only_the_best_passage_s_own_nearness_speaks_for_its_answering_in_other_words() -> None:
    asked = questions.ask("How large is the reading room?")

    def paraphrase(first: float, second: float) -> float:
        found = [passage("The guild owned nine ships.", 1.0, first), passage("A mole was dug.", 0.0, second)]
        return assess(asked, found, ((asked, ()),), bool).features["paraphrase"]

    assert paraphrase(0.6, 0.2) > 0.5
    assert paraphrase(0.2, 0.6) == 0.0


def test_what_another_person_did_is_not_told_of_who_stands_around_it() -> None:
    asked = questions.ask("How many tolls did Jan Korver waive in 1402?")
    premise = Premise(Presumed("Jan Korver waived tolls in 1402", "waive", "Jan Korver"))

    def absent(text: str) -> float:
        found = passage(f"The first warden was Jan Korver. {text}", 5.0, 0.6)
        best = Candidate(found.chunk.document, Sentence(33, 33 + len(text), 0), text, 5.0, "The first was Jan Korver.")
        return assess(asked, [found], ((asked, (best,)),), bool, premises=[premise]).features["subject_absent"]

    assert absent("The second, Ida Vries, waived nine tolls in 1402.") == 1.0
    assert absent("He waived nine tolls in 1402.") == 0.0
    assert absent("Jan Korver waived nine tolls in 1402.") == 0.0


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("How many ships came in 1402?", "In 1401 there came nine ships.", 1.0),
        ("How many ships came in 1402?", "In 1401 there came nine ships, in 1402 ten.", 0.0),
        ("How many ships came in 1402?", "Ten ships came that year.", 0.0),
        ("How many ships came in 1402?", "From 1400–1405 ten ships came a year.", 0.0),
        ("How many ships came in the 1400s?", "In 1401 there came nine ships.", 0.0),
        ("Why did the ships of 1402 stay away?", "The plague of 1401 had reached the harbour.", 0.0),
    ],
)
def test_a_figure_of_another_year_is_told_of_another_thing(question: str, text: str, other: float) -> None:
    assert assessed(question, text).features["of_another"] == other


def test_the_reader_s_certainty_does_not_outweigh_what_is_denied() -> None:
    text = "Ida Korver followed Jan Smit as warden in May 1402."
    asked = questions.ask("When did Jan Smit follow Ida Korver?")
    found = passage(text, 5.0, 0.6)
    best = Candidate(found.chunk.document, Sentence(0, len(text), 0), text, 5.0)

    def confidence(denied: float) -> float:
        premise = Premise(Presumed("Jan Smit followed Ida Korver", "follow", "Jan Smit"), denied=denied)
        return assess(
            asked, [found], ((asked, (best,)),), lambda word: word in text, premises=[premise], readings=[4.0]
        ).confidence

    assert confidence(0.0) > 0.9
    assert confidence(1.0) < 0.5
