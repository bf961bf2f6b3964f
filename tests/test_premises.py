"""What passages make of a claim that a question takes for granted: which words tell of a deed, and what a "not" denies.

Sentences made up for these tests.
"""

import pytest

from assistant.questions.presuming import presumed
from assistant.refusals.premises import Premise, examine


def examined(question: str, text: str) -> Premise:
    claim = presumed(question)
    assert claim is not None
    return examine(claim, [text], [text], None)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("By how many votes did Marsh beat Quill?", "In the race with Quill, Marsh won by a count of ninety to forty."),
        ("When was the mill of Lisse rebuilt?", "The reconstruction of the mill of Lisse began in 1402."),
        ("Which name did Queen Orla choose for her realm?", "Queen Orla adopted the name Ard for her realm."),
        ("Into which parts was the guild of Lisse divided?", "The guild of Lisse had three sections."),
        ("Why did Lisse resent the rule of Bremen?", "The rule of Bremen was an affront to Lisse."),
        ("Which five towns formed the League of Lisse?", "The League of Lisse comprised five towns: Aa, Bex and Cley."),
        ("Who belonged to the council of Lisse?", "The council of Lisse was Marsh, Quill and Vries."),
        ("Why was the term of the council of Lisse shortened?", "A law reduced the term of the council of Lisse."),
        ("Which ships stayed at Lisse until the war?", "Two ships remained at Lisse until the war."),
        ("How many tolls did Bremen carry off?", "Bremen carried off nine tolls."),
        ("Why did Marsh begin to doubt the letter?", "Marsh came to doubt the letter for its seal."),
        ("Why did Marsh object to the toll of Lisse?", "The toll of Lisse met with Marsh’s criticism."),
        ("Why did Lisse depend on the boats of Bremen?", "Lisse needed the boats of Bremen for its salt."),
        ("Why did the warden of Lisse retire?", "In the quarrel the warden of Lisse, Anna Vries, retired.¹²"),
    ],
)
def test_a_deed_told_in_another_word_is_not_said_to_be_missing(question: str, text: str) -> None:
    assert examined(question, text).unsaid == 0.0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did Bremen dissolve the league of Lisse?", "Bremen joined the league of Lisse in 1402."),
        ("By how many votes did Marsh beat Quill?", "Marsh lost to Quill by ninety votes to forty."),
        ("Why was the mill of Lisse rebuilt?", "The mill of Lisse burnt in 1402."),
        ("Why did Marsh begin to sell the letter?", "Marsh began to read the letter."),
        ("How was Anna Vries punished?", "Anna Vries wounded five men with a knife."),
    ],
)
def test_a_deed_told_in_no_word_for_it_is_missing(question: str, text: str) -> None:
    assert examined(question, text).unsaid > 0.0


def test_what_another_document_tells_of_others_does_not_tell_of_the_deed() -> None:
    claim = presumed("Who imprisoned Anna Vries?")
    assert claim is not None
    own, other = "Anna Vries was fined in 1402.", "In Bremen nine men were imprisoned."
    assert examine(claim, [own], [own, other], None).unsaid == 0.0, "she may be of those who are told of behind"
    assert examine(claim, [own], [own, other], None, {other}).unsaid > 0.0
    same = "It was Korver who imprisoned Anna Vries."
    assert examine(claim, [own], [own, same], None, {same}).unsaid == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "New roads did not reduce the resentment of Lisse against the tolls of Bremen.",
        "The charter never ended the resentment of Lisse against the tolls of Bremen.",
    ],
)
def test_what_is_not_lessened_is_there(text: str) -> None:
    assert not examined("Why did Lisse resent the tolls of Bremen?", text).denied


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did Lisse resent the tolls of Bremen?", "Lisse did not much resent the tolls of Bremen."),
        ("Why did Bremen reduce the tolls of Lisse?", "Bremen did not reduce the tolls of Lisse."),
        ("When did Bremen end the war with Lisse?", "Bremen never ended the war with Lisse."),
    ],
)
def test_what_is_not_done_is_denied(question: str, text: str) -> None:
    assert examined(question, text).denied


QUESTION = "When was Plan Heron carried out against Anna Vries?"


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Men were held in May, but no evidence suggests that Plan Heron was carried out against Anna Vries.", True),
        ("There is no record of Plan Heron being carried out against Anna Vries.", True),
        ("Plan Heron was carried out against Anna Vries in May, but no evidence suggests that she knew.", False),
        ("No evidence suggests that Plan Otter was carried out.", False),
    ],
)
def test_what_nothing_shows_to_be_done_is_denied(text: str, denied: bool) -> None:
    assert bool(examined(QUESTION, text).denied) is denied


@pytest.mark.parametrize(
    ("question", "text", "unsaid"),
    [
        (
            "Why did the guild sell the mill of Lisse?",
            "The mayor proposed that the guild sell the mill of Lisse.",
            True,
        ),
        ("When was the mill of Lisse sold?", "The guild meant to sell the mill of Lisse.", True),
        ("Why did Korver send the letter to Riga?", "A request to Korver to send the letter to Riga failed.", True),
        (
            "Who measured the depth of the harbour?",
            "They had meant to measure the depth of the harbour. The height of the mole was measured by Korver.",
            True,
        ),
        (
            "Who measured the depth of the harbour?",
            "They had meant to measure the depth of the harbour. The harbour was then measured for its depth.",
            False,
        ),
        ("Why did the guild sell the mill of Lisse?", "The guild decided to sell the mill of Lisse.", False),
        ("Why did the guild sell the mill of Lisse?", "Asked to sell the mill of Lisse, the guild sold it.", False),
        ("How could the guild sell the mill of Lisse?", "They meant the guild to sell the mill of Lisse.", False),
    ],
)
def test_what_is_only_wished_or_proposed_is_not_said_to_be_done(question: str, text: str, unsaid: bool) -> None:
    assert (examined(question, text).unsaid > 0.0) is unsaid


@pytest.mark.parametrize(
    ("question", "text", "denied"),
    [
        # done to nothing
        ("Why did the guild sell the looms?", "Of the looms 40 were broken up. Nothing was sold.", True),
        ("Why did the guild sell the looms?", "The guild sold the looms in May. In June nothing was sold.", False),
        # the doer stood against it
        ("Why did Korver give the mill to Lisse?", "The mill was given by Smit; Korver opposed the gift.", True),
        ("Why did Smit give the mill to Lisse?", "The mill was given by Smit; Korver opposed the gift.", False),
        ("Why did Korver give the mill?", "Korver opposed the gift of the barn, and gave the mill.", False),
        # the doer did the opposite
        ("Why did Riga lend the press?", "A request from Riga to borrow the press was turned down.", True),
        ("Why did the mayor support the clause?", "The mayor opposed the clause; the bakers supported it.", True),
        ("Why did the bakers support the clause?", "The mayor opposed the clause; the bakers supported it.", False),
        ("When did the mill of Lisse close?", "The mill of Lisse opened in 1402 and closed in 1911.", False),
        # those it is said to be done to did it
        ("What rent did the council demand from Bishop Korver?", "In 1402 Bishop Korver demanded a rent.", True),
        ("How much did the town lend to Korver?", "Korver lent the town nine marks in 1402.", True),
        ("How much did Korver lend to the town?", "Korver lent the town nine marks in 1402.", False),
        ("What rent did the town demand from Korver?", "Korver heard the demand of a rent by the town.", False),
        ("When did the guild close the Sun Mill?", "The Sun Mill closed in 1911.", False),
        ("When did the guild meet Korver?", "Korver met the elders in 1402.", False),
        ("Why did the weavers bar the quay to the drapers?", "The drapers barred the quay to the weavers.", True),
        ("Why did the drapers bar the quay to the weavers?", "The drapers barred the quay to the weavers.", False),
        ("When did Smit succeed Korver?", "Korver succeeded Smit in 1402.", True),
        ("When did Korver succeed Smit?", "Korver succeeded Smit in 1402.", False),
        ("Why did the weavers pay the guild?", "The weavers were paid by the guild for their looms.", True),
        ("Why did the mill close in 1911?", "The mill was closed in 1911, as its weir had silted up.", False),
        ("When did the guild move to Riga?", "The guild was moved to Riga in 1402.", False),
        ("Why did Lisse sell the mill?", "The mill of Lisse was sold for its debts.", False),
        # the doer had no part in it, or was refused it
        ("Why did the sail makers take part in the rising?", "The makers of sails had no part in the rising.", True),
        ("Why did the weavers take part in the rising?", "The makers of sails had no part in the rising.", False),
        ("When did the mole get the consent of the town?", "The mole was refused the consent of the town.", True),
        ("When did the mole get the consent of the town?", "The quay was refused the consent of the town.", False),
        # another of the kind
        ("Why did the second weir of Lisse burst?", "The first weir of Lisse burst in 1402.", True),
        ("Why did the second weir of Lisse burst?", "The first weir of Lisse burst, and then the second.", False),
        ("Why did the first weir of Lisse burst?", "The first weir of Lisse burst in 1402.", False),
        ("Who broke the eastern gate?", "The weavers broke the western gate, led by Korver.", True),
        ("Who broke the western gate?", "The weavers broke the western gate, led by Korver.", False),
        ("How many weavers were hired illegally?", "Ninety weavers were legally hired in 1402.", True),
        ("Why did Lisse join the league before the war?", "Lisse joined the league after the flood.", False),
        # not before a time is then
        ("When were lawyers admitted to the court?", "Lawyers were not admitted to the court until 1402.", False),
        ("When were lawyers admitted to the court?", "Lawyers were not admitted to the court.", True),
    ],
)
def test_what_was_not_done_or_by_another_is_denied(question: str, text: str, denied: bool) -> None:
    assert bool(examined(question, text).denied) is denied


def test_what_a_sentence_tells_in_another_word_is_not_denied_by_what_it_says_besides() -> None:
    left = "When Lisse joined the Guild, many felt that the years since its withdrawal from the League of Towns ended."
    assert not examined("When did Lisse leave the League of Towns?", left).denied
    assert examined("When did Lisse leave the League of Towns?", "Lisse joined the League of Towns in May.").denied


def test_a_better_sentence_that_tells_the_deed_outweighs_one_with_a_not_before_it() -> None:
    best, other = (
        "Lisse has dispatched pilots to the ports since 1902.",
        "Its decision not to send pilots to Riga was mocked.",
    )
    claim = presumed("Since when has Lisse sent pilots to the ports?")
    assert claim is not None
    assert not examine(claim, [best, other], [f"{best} {other}"], None).denied
    assert examine(claim, [other, best], [f"{other} {best}"], None).denied
