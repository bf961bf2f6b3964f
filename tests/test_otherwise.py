"""What passages tell otherwise of what a question takes for granted: another opinion, nothing of the thing, another
time, another place, another nation's.

Sentences made up for these tests.
"""

import pytest

from assistant.questions.presuming import presumed
from assistant.refusals.premises import Premise, examine


def examined(question: str, text: str, nearest: str = "") -> Premise:
    claim = presumed(question)
    assert claim is not None
    return examine(claim, [nearest or text], [text], None)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Why does Korver think that the flood was inevitable?",
            "Korver was right to say that the flood was not inevitable.",
        ),
        ("Why did Korver argue that the ferry was profitable?", "Korver showed that the ferry was unprofitable."),
        ("Why does Korver claim that the seal was forged?", "The seal, writes Korver, was not forged at all."),
    ],
)
def test_the_opposite_of_what_someone_is_presumed_to_think_denies_it(question: str, text: str) -> None:
    assert examined(question, text).denied


def test_an_opinion_is_denied_where_the_next_sentence_goes_on_about_who_holds_it() -> None:
    nearest = "Their argument is that the ferry was unprofitable."
    claim = presumed("Why did Korver think that the ferry was profitable?")
    assert claim is not None
    assert examine(claim, [nearest], [nearest, "The figures were found by Korver."], None).denied
    assert not examine(claim, [nearest], [nearest, "The figures were found by Marsh."], None).denied


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why does Korver think that the flood was inevitable?", "Korver held that the flood was inevitable."),
        (
            "Why does Korver think that the flood was inevitable?",
            "Marsh was right to say that the flood was not inevitable.",
        ),
        ("Why does Korver deny that the seal was forged?", "Korver thinks that the seal was not forged."),
        (
            "Why does Korver think that the flood was inevitable?",
            "Marsh did not pay for the dyke. Korver calls the flood inevitable.",
        ),
    ],
)
def test_an_opinion_told_as_presumed_or_of_another_is_not_denied(question: str, text: str) -> None:
    assert not examined(question, text, text.split(". ")[-1]).denied


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What letter did the guild send to Bremen?", "The guild met in May. No letter was sent to Bremen."),
        ("Which statement did the towns issue at Lisse?", "No agenda was printed and no statement was issued."),
        ("How many ships did Lisse lose?", "In the storm Lisse lost no ships."),
    ],
)
def test_nothing_of_what_is_chosen_or_counted_denies_it(question: str, text: str) -> None:
    assert examined(question, text, text.split(". ")[0]).denied


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What letter did the guild send to Bremen?", "No letter was sent to Riga. The guild sent a letter to Bremen."),
        ("What letter did the guild send to Bremen?", "The letter that the guild sent to Bremen bore no seal."),
        ("Which ships were not sent?", "No ships were sent to Bremen."),
    ],
)
def test_what_is_told_of_some_is_not_denied_by_a_no_of_another(question: str, text: str) -> None:
    claim = presumed(question)
    assert claim is None or not examine(claim, [text.split(". ")[-1]], [text], None).denied


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why was the charter signed in Lisse?", "The charter was signed in Bremen in 1402. Ships came to Lisse."),
        ("Why did Orla and Marsh meet in Lisse?", "Orla went to Lisse; Orla and Marsh met in Bremen."),
        ("Why was the guild founded in 1402?", "The guild was founded in 1411. In 1402 the mill had burnt."),
        ("Why did Orla sail in 1402?", "Orla sailed in 1411."),
        ("Why did Orla first sail in 1402?", "Orla first sailed in 1411. In 1402 the mill burnt."),
        ("Why did Orla sail in May 1402?", "Orla sailed in May 1411."),  # no "may"
        ("Why did Orla promise a fund in Lisse?", "Orla was ill. At Bremen she promised a fund."),
        (
            "Why did Orla and Marsh meet in Lisse?",
            "Orla and Marsh met in Bremen. The war began. Korver met Vries in Lisse.",
        ),
    ],
)
def test_a_deed_told_of_another_time_or_place_is_not_said_to_be_done_then_or_there(question: str, text: str) -> None:
    premise = examined(question, text)
    assert premise.unsaid == 1.0
    assert not premise.spoken_against, "it may have been done twice"
    assert premise.said.startswith("The passages found do not say that")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why was the charter signed in Lisse?", "The charter was signed in Lisse, its copy was signed in Bremen."),
        ("Why was the charter signed in Holland?", "The charter was signed at Lisse. The feast was held in Holland."),
        ("Why did Orla sail in 1402?", "Orla sailed in 1411. She had sailed in 1402."),
        ("Why did Orla sail in 1402?", "Orla sailed in 1411. In 1402 she went by ship to Riga."),
        ("Why did Orla first sail in 1402?", "Orla sailed in 1411 again. The year 1402 was wet."),
        ("Why did Orla sail in 1402?", "In 1402 there was peace. Orla sailed at once; in 1411 Orla sailed again."),
        ("Why did Orla arrive in July 1402?", "Orla arrived at Lisse on 6 July 1402.55 In 1411 Orla arrived at Riga."),
        ("Why did Orla promise a fund in Lisse?", "In Lisse she promised a fund. Orla promised ships in Bremen."),
        ("Why did Orla promise a fund in Lisse?", "Marsh was ill. She promised a fund in Bremen."),
        (
            "Which fund did Orla promise in Lisse?",
            "In a speech in Lisse she promised a fund. Orla promised ships in Bremen.",
        ),
    ],
)
def test_a_deed_told_then_or_there_too_is_not_missed(question: str, text: str) -> None:
    assert examined(question, text).unsaid < 1.0


@pytest.mark.parametrize(
    ("question", "text", "denied"),
    [
        (
            "Why was the mint moved from Lisse to Bremen?",
            "Since the mint relocated to Lisse, Bremen has had none.",
            True,
        ),
        ("Why was the mint moved from Lisse to Bremen?", "The mint was moved from Lisse to Bremen.", False),
        ("Why was the mint moved from Lisse to Bremen?", "The mint moved to Bremen, and the dies to Lisse.", False),
        ("Why was the mint moved from Lisse to Bremen?", "The mint was moved from Bremen.", True),
        ("Why did trade from Lisse to Bremen grow?", "The road to Lisse was mended.", False),
    ],
)
def test_a_deed_toward_where_it_comes_from_denies_it(question: str, text: str, denied: bool) -> None:
    assert bool(examined(question, text).denied) is denied


@pytest.mark.parametrize(
    ("question", "text", "denied"),
    [
        ("Which French towns did Korver study?", "Korver wrote the history of a set of South German towns.", True),
        ("Which French towns did Korver study?", "Korver wrote of German towns and of towns in France.", False),
        ("Which French towns did Korver study?", "Marsh wrote of German towns.", False),
        ("Which European towns did Korver study?", "Korver wrote of German towns.", False),
        ("Which French towns did Korver study?", "Korver wrote of German mills.", False),
    ],
)
def test_the_things_of_another_nation_are_not_those_presumed(question: str, text: str, denied: bool) -> None:
    assert bool(examined(question, text).denied) is denied
