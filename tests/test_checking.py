"""A claim against its sources: the verdict, the reasons, and where the evidence stands."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Verdict
from assistant.checking import check_claim
from assistant.claims.evidence import findings
from assistant.claims.short_names import as_named
from assistant.protocols import Judgement

SOURCE = "Japan paid 13 billion dollars for the Gulf War. The United Nations has 193 member states."


def test_a_true_claim_is_supported() -> None:
    checked = check_claim("Japan paid 13 billion dollars for the Gulf War.", [SOURCE])
    assert checked.verdict is Verdict.SUPPORTED
    index, span = checked.evidence[0]
    assert SOURCE[span.start : span.end] == "Japan paid 13 billion dollars for the Gulf War." and index == 0


def test_numbers_are_values_not_spellings() -> None:
    assert check_claim("Japan paid 13,000,000,000 dollars for the Gulf War.", [SOURCE]).verdict is Verdict.SUPPORTED
    assert check_claim("Japan paid thirteen billion dollars for the Gulf War.", [SOURCE]).verdict is Verdict.SUPPORTED


def test_a_changed_number_is_caught_and_named() -> None:
    checked = check_claim("The United Nations has 139 member states.", [SOURCE])
    assert checked.verdict is not Verdict.SUPPORTED
    assert any("139" in reason for reason in checked.reasons)


def test_no_source_and_no_claim_are_not_found() -> None:
    assert check_claim("Japan paid.", []).verdict is Verdict.NOT_FOUND
    assert check_claim("Japan paid.", ["  "]).verdict is Verdict.NOT_FOUND
    assert check_claim(" ", [SOURCE]).verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("claim", "source", "word"),
    [
        ("The war ended in 1946.", "The war ended in 1945.", "1945"),
        ("They met in March 1990.", "They met in May 1990.", "March"),
        ("The road is 30 miles long.", "The road is 30 kilometres long.", "kilometre"),
        ("Germany paid for the war.", "Japan paid for the war.", "Germany"),
        ("Japan did not join the council.", "Japan joined the council.", "denies"),
        ("Japan joined the council.", "Japan did not join the council.", "denies"),
        ("The assembly rejected the reform.", "The assembly accepted the reform.", "accepted"),
        ("All members signed the treaty.", "Some members signed the treaty.", "some"),
        ("It took less than 20 votes.", "It took more than 20 votes.", "more than"),
        ("The line was more than 200 miles long.", "The line was nearly 200 miles long, as it was.", "nearly 200"),
        ("The line cost almost $20 million.", "The line cost over 20 million dollars.", "over 20 million"),
        ("Members must pay the fee.", "Members may pay the fee.", "may"),
        ("China invaded Korea.", "Korea invaded China.", "places"),
    ],
)
def test_a_changed_claim_is_not_supported_and_the_reason_names_it(claim: str, source: str, word: str) -> None:
    checked = check_claim(claim, [source])
    assert checked.verdict is not Verdict.SUPPORTED
    assert any(word in reason for reason in checked.reasons), checked.reasons


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The city has about 3.5 million people.", "The city has 3,513,000 people."),
        ("Japan became a member of the United Nations.", "The United Nations has members. A member is Japan."),
        ("Three ships were lost.", "3 ships were lost."),
        ("The Japanese government paid for the war.", "The government of Japan paid for the war."),
        ("The UN voted on the war in March.", "The United Nations voted on the war in March."),
        ("More than 100 states voted for the treaty.", "The treaty: 104 states voted for it."),
        ("Half of it, 50 percent, was lost at sea.", "Half of it (50%) was lost at sea."),
    ],
)
def test_another_spelling_is_no_change(claim: str, source: str) -> None:
    assert not [f for f in findings(claim, source) if not f.supports and f.kind != "words"]


def test_several_sources_are_read_together_and_offsets_are_their_own() -> None:
    sources = ["Japan joined the council in 1956.", "It paid 13 billion dollars for the war."]
    checked = check_claim("Japan joined the council in 1956 and paid 13 billion dollars for the war.", sources)
    assert checked.verdict is Verdict.SUPPORTED
    assert {index for index, _ in checked.evidence} == {0, 1}
    for index, span in checked.evidence:
        assert sources[index][span.start : span.end] == sources[index]


def test_a_half_true_claim_is_partial() -> None:
    claim = "Japan joined the council in 1956, and penguins swam slowly across frozen Norwegian lakes."
    assert check_claim(claim, ["Japan joined the council in 1956."]).verdict is Verdict.PARTIAL


@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_text_is_checked_and_evidence_stands_in_its_source(claim: str, sources: list[str]) -> None:
    checked = check_claim(claim, sources)
    assert 0 <= checked.score <= 1 and checked.reasons
    for index, span in checked.evidence:
        assert 0 <= span.start < span.end <= len(sources[index])


class SureJudge:
    """A fake of the Judge protocol that finds everything supported."""

    name = "sure"

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        return [Judgement(0.98, 0.01, 0.01)] * len(pairs)


def test_another_judge_can_take_over_but_not_over_a_wrong_number() -> None:
    source = "The committee gave back the money to its members, 12 in all."
    claim = "Every coin went home to the people who had given it."
    assert check_claim(claim, [source]).score < check_claim(claim, [source], judge=SureJudge()).score
    assert check_claim("The committee has 14 members.", [source], judge=SureJudge()).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("13 billion dollars.", "It had paid 13 billion dollars and was thanked by nobody, neither then nor later."),
        ("$13 billion.", r"Although it paid \$13 billion, nobody was pleased."),
        ("Sadako Ogata.", "This was never the view of Sadako Ogata."),
    ],
)
def test_a_few_words_that_stand_there_are_supported_whatever_the_sentence_denies(claim: str, source: str) -> None:
    assert check_claim(claim, [source]).verdict is Verdict.SUPPORTED


def test_a_few_words_that_do_not_stand_there_are_not_supported() -> None:
    assert check_claim("31 billion dollars.", ["It paid 13 billion dollars."]).verdict is not Verdict.SUPPORTED
    assert check_claim("Japan never joined.", ["It is false that Japan joined."]).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source", "lacking"),
    [
        ("In that year America gave money.", "The United States gave money that year.", []),
        ("In that year the United States gave money.", "American money was given that year.", []),
        ("In that year Berlin gave money.", "Japan gave money that year.", ["Berlin"]),
        ("In 1990 UNCR had 51 members.", "In 1990 the UN had 51 members.", ["UNCR"]),
        ("They sold 15,000 flowers at 2.4 miles.", "They sold 15, 000 flowers at 2. 4 miles.", []),
        ("They sold 15,000 flowers.", "They sold 16, 000 flowers.", ["15,000"]),
    ],
)
def test_other_names_and_spaced_numbers_are_the_same(claim: str, source: str, lacking: list[str]) -> None:
    found = [f for f in findings(claim, source) if not f.supports and f.kind in ("name", "number")]
    assert [claim[f.span.start : f.span.end] for f in found if f.span] == lacking


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The Lisse River Court sat in 1931.", "Set up by treaty, the LRC sat in 1931."),
        ("The Lisse River Court sat in 1931.", "After long delays the Court sat in 1931."),
        ("Lisse joined the Rhine League.", "Lisse joined the RL."),
        ("By 1986 Lisse was second only to Mirel among the givers to the League.",
         "By 1973 Lisse was the third giver to the League, and by 1986 it was second only to Mirel."),
        ("Anna Korver chaired the Weir Commission.", "The Weir Commission had two chairs, Anna Korver and Otto."),
        ("The Four needed 128 votes.", "After a year of talks the Four needed 128 votes."),
    ],
)  # fmt: skip
def test_what_goes_by_a_shorter_name_or_stands_in_another_order_is_supported(claim: str, source: str) -> None:
    checked = check_claim(claim, [source])
    assert checked.verdict is Verdict.SUPPORTED, checked.reasons


@pytest.mark.parametrize(
    "source",
    ["The Rhine Court sat in 1931.", "The court of Mirel sat in 1931.", "The Rhine Court sat. The Court rose."],
)
def test_the_last_word_of_another_name_is_no_short_form(source: str) -> None:
    assert as_named("The Lisse River Court sat in 1931.", source) == "The Lisse River Court sat in 1931."


def test_two_names_joined_are_not_shortened_to_the_second() -> None:
    source = "They did it to save Orrin and the Pact. The Board of Trade and Industry met. The Board paid the toll."
    claim = "They did it to save Selm and the Pact."
    assert as_named(claim, source) == claim
    assert check_claim(claim, [source]).verdict is not Verdict.SUPPORTED
    assert as_named("Wren the Elder sat.", "The Elder sat.") == "Wren the Elder sat."
    assert as_named("The Lisse Office for Trade and Industry met.", "The Industry met.") == "The Industry met."


def test_reasons_write_names_as_the_claim_does() -> None:
    checked = check_claim("The UN joined the USSR.", ["The USSR joined the UN."])
    assert any("“UN”" in reason and "“USSR”" in reason for reason in checked.reasons), checked.reasons


def test_a_name_that_the_source_lacks_is_no_contradiction() -> None:
    class Denier:
        name = "denier"

        def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
            return [Judgement(0.05, 0.9, 0.05) for _ in pairs]

    judged = check_claim("The Mirel ships sank nine boats.", ["The ships sank nine boats."], judge=Denier())
    assert judged.verdict is Verdict.NOT_FOUND
    judged = check_claim("The ships sank ten boats.", ["The ships sank nine boats."], judge=Denier())
    assert judged.verdict is Verdict.CONTRADICTED


def test_what_is_left_out_is_denied_and_what_both_deny_is_not() -> None:
    source = "The notice named thirty towns and left out Lisse."
    for claim, against in (("The notice thanked Lisse.", True), ("The notice named thirty towns.", False)):
        assert any(found.kind == "negation" for found in findings(claim, source)) is against
    assert not any(f.kind == "negation" for f in findings("Nobody came to harm.", "Nobody in the crews was hurt."))
    assert not any(f.kind == "negation" for f in findings("The first league failed.", "The first league fell apart."))


ASKED = "The guild asked the bishop for grain and was refused. Only then did it turn to the duke."
LOAN = "The farmers asked the bank for a loan and the bank refused. They then sold their horses."
SHIFTED = "The builder, Karl Amend, denied it and said that the river had shifted."


@pytest.mark.parametrize(
    ("claim", "source", "against"),
    [
        ("The guild asked the bishop for grain.", ASKED, False),
        ("The guild asked the bishop before it asked the duke.", ASKED, False),
        ("The bishop refused the guild grain.", ASKED, False),
        ("The bishop gave the guild grain.", ASKED, True),
        ("The farmers asked the bank for a loan.", LOAN, False),
        ("The bank turned the farmers down for a loan.", LOAN, False),
        ("The bank gave the farmers a loan.", LOAN, True),
        ("Amend said that the river had shifted.", SHIFTED, False),
        ("The court rejected the appeal of the guild.", "The court denied the appeal of the guild.", False),
        ("The court allowed the appeal of the guild.", "The court denied the appeal of the guild.", True),
        ("The court granted the petition.", "The court refused the petition because the widow was absent.", True),
        ("The widow was absent.", "The court refused the petition because the widow was absent.", False),
        ("The bank did not refuse the loan.", "The bank refused the loan.", True),
        ("She refused a guest of the house.", "She never refused a guest of the house.", True),
        ("The guild became a club of old men.", "The guild became a club of old men and nothing more.", False),
    ],
)
def test_a_refusal_denies_only_what_was_refused(claim: str, source: str, against: bool) -> None:
    assert any(found.kind == "negation" for found in findings(claim, source)) is against


def test_a_figure_that_stands_there_is_no_reason_by_itself() -> None:
    checked = check_claim("Japan paid thirteen billion dollars for the Gulf War.", [SOURCE])
    assert checked.reasons[0] == "the passage says so" and len(checked.reasons) > 1


@pytest.mark.timeout(60)  # some seconds in proportion to the length, else minutes
@pytest.mark.parametrize("piece", ["1 ", "1, ", "12 March 1990, ", "Smit, ", "who ", "the second ", "did not "])
def test_a_source_without_stops_takes_time_in_proportion_to_its_length(piece: str) -> None:
    claim = "The mill of Aldern, built in 1712 by John Smit, was not sold to three hundred farmers."
    source = piece * (40_000 // len(piece))
    assert check_claim(claim, [source]).verdict is not Verdict.SUPPORTED
