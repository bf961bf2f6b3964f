"""Denials that follow from what the passage says of the first, only, last or highest; and those that do not."""

import pytest

from assistant.checking import check_claim
from assistant.claims.evidence import findings
from assistant.claims.implied import implied

MILL = (
    "The first paper mill of the valley was built at Orrin in 1612. "
    "Ilse Marn was the only miller who had learnt to write. "
    "Its wheel, the largest in the country, was last repaired in 1790. "
    "All apprentices lodged in the mill, with the exception of the founder's sons. "
    "The guild rarely met in winter."
)


@pytest.mark.parametrize(
    "claim",
    [
        "No paper mill had been built in the valley before 1612.",
        "No other miller had learnt to write than Ilse Marn.",
        "No wheel in the country was larger than that of the mill.",
        "The wheel has not been repaired since 1790.",
        "The apprentices lodged in the mill, but the founder's sons did not.",
    ],
)
def test_what_follows_from_first_only_and_highest_is_denied_rightly(claim: str) -> None:
    assert implied(claim, MILL)
    assert not [f for f in findings(claim, MILL) if f.kind in ("negation", "quantifier") and not f.supports]


@pytest.mark.parametrize(
    "claim",
    [
        "No paper mill was built at Orrin in 1612.",
        "Ilse Marn had not learnt to write.",
        "No wheel in the country was older than that of the mill.",
        "The apprentices did not lodge in the mill.",
    ],
)
def test_what_is_merely_denied_is_not_implied(claim: str) -> None:
    assert not implied(claim, MILL)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The dyers did not join the guild until 1702.", "The dyers formally joined the guild in 1702."),
        ("The dyers sent a second, not a first, petition.", "The dyers sent a second petition in spring."),
        (
            "Marn, chosen by the weavers, was not the first but the second woman to be elected.",
            "Marn was chosen by the weavers and became the second woman to be elected.",
        ),
        ("The toll was by no means easy to collect.", "The toll was difficult to collect."),
        ("The list left out the widows of the guild.", "The list did not include the widows of the guild."),
    ],
)
def test_the_same_denied_in_other_words_is_no_contradiction(claim: str, source: str) -> None:
    found = check_claim(claim, [source])
    assert not [reason for reason in found.reasons if "denie" in reason], found.reasons


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The dyers did not join the guild until 1702.",
            "The dyers belonged to the guild until 1702, when they left it.",
        ),
        ("Tarn, not Selm, paid the toll.", "Selm paid the toll."),
        ("Marn was not the second but the first woman to be elected.", "Marn became the second woman to be elected."),
    ],
)
def test_what_is_denied_of_the_wrong_one_is_still_doubted(claim: str, source: str) -> None:
    assert check_claim(claim, [source]).score < 0.5


@pytest.mark.parametrize(
    "claim",
    [
        "Each apprentice lodged in the mill.",
        "The guild met in winter only rarely.",
        "Not all apprentices lodged in the mill.",
    ],
)
def test_quantities_said_otherwise_are_not_missed(claim: str) -> None:
    assert not [f for f in findings(claim, MILL) if f.kind == "quantifier" and not f.supports]


def test_only_before_a_number_that_stands_there_says_that_it_is_small() -> None:
    source = "The upper town kept thirty looms and the lower town nine."
    assert not [f for f in findings("The lower town kept only nine looms.", source) if f.kind == "quantifier"]
    assert [f for f in findings("Only the lower town kept looms.", source) if f.kind == "quantifier"]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Like the senate of Tarn, the council had to approve the tax.",
            "Unlike the senate of Tarn, the council was not asked to approve the tax.",
        ),
        ("Later songs are in line with the old ones.", "Later songs differed greatly from the old ones."),
        ("The envoy stressed the need for thrift.", "The envoy downplayed the need for thrift."),
        (
            "The guild holds that its rules are unimportant.",
            "The guild holds that its rules, while important, are not enough to keep order.",
        ),
    ],
)
def test_likeness_made_of_unlikeness_and_further_opposites_are_seen(claim: str, source: str) -> None:
    found = [f for f in findings(claim, source) if f.kind == "antonym" and f.conflict]
    assert found and found[0].reason.startswith("the passage says “")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The council, unlike the senate of Tarn, was not asked.",
            "Unlike the senate of Tarn, the council was not asked.",
        ),
        ("Like the weavers, the dyers paid.", "The dyers paid like the weavers, but unlike the smiths."),
        ("The song is not unimportant.", "The song is important."),
        (
            "The new act had the same clauses with no date of expiry.",
            "The new act had the same clauses without date of expiry.",
        ),
    ],
)
def test_the_same_likeness_is_not_doubted(claim: str, source: str) -> None:
    assert not [f for f in findings(claim, source) if f.kind == "antonym" and f.conflict]


def test_a_denial_in_a_sentence_about_something_else_is_no_contradiction() -> None:
    source = (
        "The cover of the first atlas bore a heron, and the heron stood on most later covers. "
        "The heron did not appear on any map of the northern islands between the two great floods."
    )
    claim = "The heron, first seen on the atlas, appeared on most covers that the printers made later for the school."
    assert not [f for f in findings(claim, source) if f.kind == "negation"]


def test_a_denial_is_quoted_with_what_it_denies() -> None:
    found = check_claim("The bridge was paid for by the guild.", ["The bridge was never paid for by the guild."])
    assert any("“never paid for by”" in reason for reason in found.reasons)


def test_what_was_announced_for_a_day_may_be_told_as_done_on_it() -> None:
    source = "The two choirs will sing together in the new hall on April 9, and then part."
    assert not [f for f in findings("The two choirs sang together in the new hall on April 9.", source) if f.conflict]
    assert [f for f in findings("The two choirs sang together in the new hall.", source) if f.kind == "force"]


def test_two_sentences_made_one_are_no_addition_and_a_phrase_put_to_the_end_is() -> None:
    source = (
        "The dyers were mainly women. They were mostly paid in a kind of token. The weavers left in the dry spring."
    )
    made = "The dyers, mainly women, were mostly paid in a kind of token."
    added = "The dyers were mainly women in the dry spring."
    assert not [f for f in findings(made, source) if f.kind == "addition"]
    assert [f for f in findings(added, source) if f.kind == "addition"]


def test_a_number_of_a_sentence_that_goes_on_with_it_stands_against_another() -> None:
    source = "The toll court of Lisse sat for the first time in 1824. It had nine judges, of whom three were pilots."
    against = [f for f in findings("The toll court of Lisse had twelve judges.", source) if f.kind == "number"]
    assert [(f.conflict, f.reason) for f in against] == [(True, "the passage says nine, the claim twelve")]
