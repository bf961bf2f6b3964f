"""A claim against its sources: the verdict, the reasons, and where the evidence stands."""

from assistant.answer import Verdict
from assistant.checking import check_claim

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
