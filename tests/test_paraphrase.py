"""A claim read in its source's words: what is put otherwise, what is left, and where the claim's own words stand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Verdict
from assistant.checking import check_claim
from assistant.claims.evidence import findings
from assistant.claims.paraphrase import as_read, as_worded
from assistant.protocols import Judgement
from ingest.document import Span


@pytest.mark.parametrize(
    ("claim", "source", "read"),
    [
        ("The duke took refuge in Harrow.", "The duke fled to Harrow.", "The duke fled in Harrow."),
        ("The miner was unable to write.", "The miner could not write.", "The miner could not write."),
        ("Its decision hurt the town.", "They decided at once, and harmed the town.", "Its decided hurt the town."),
        ("The mayor was executed in June.", "The mayor was hanged in June.", "The mayor was hanged in June."),
        ("The mayor was chosen in June.", "The mayor was elected in June.", "The mayor was elected in June."),
        ("No fresh legislation was needed.", "No new law was needed.", "No new law was needed."),
    ],
)
def test_words_that_the_source_lacks_are_put_as_it_has_them(claim: str, source: str, read: str) -> None:
    assert as_worded(claim, source).text == read


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The mayor was hanged in June.", "The mayor was executed in June."),  # more than is said
        ("The mayor was elected in June.", "The mayor was chosen in June."),  # more than is said
        ("The guild resisted the tax.", "The guild embraced the tax. There was resistance later."),  # the opposite
        ("They go to Bern.", "In March they reached Bern."),  # a month
        ("The main duty rose.", "Most duties rose; the tax did so mostly in May."),  # an adverb is another word
        ("Fields near Ely were sold.", "Areas near Ely were sold, and fields by Ely were let."),  # it has the word too
    ],
)
def test_what_would_say_something_else_is_left(claim: str, source: str) -> None:
    assert as_worded(claim, source).text == claim


def test_a_word_of_the_same_form_is_put_before_another() -> None:
    source = "The revolt was short. They rose in spring, and the rising was put down."
    assert as_worded("It began with an uprising in spring.", source).text.endswith("with an revolt in spring.")


class _Judge:
    """A judge that keeps what it is asked."""

    name = "other"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        self.asked += [claim for claim, _ in pairs]
        return [Judgement(0.0, 0.9, 0.1) for _ in pairs]


def test_a_claim_is_borne_out_in_other_words_and_reasons_keep_its_own() -> None:
    source = "The abbot fled to Corvey in 1231. The monks rejected his successor."
    assert check_claim("The abbot took refuge in Corvey in 1231.", [source]).verdict is Verdict.SUPPORTED
    wrong = check_claim("The monks accepted the one who came after him.", [source])
    assert wrong.verdict is not Verdict.SUPPORTED and "“accepted”" in wrong.reasons[0]
    judge = _Judge()
    check_claim("The abbot took refuge in Corvey in 1231.", [source], judge=judge)
    assert judge.asked == ["The abbot took refuge in Corvey in 1231."]


_TEXT = st.lists(
    st.sampled_from(("The", "duke", "took", "refuge", "fled", "was", "unable", "to", "could", "not", "read", ",", "-"))
).map(" ".join)


@given(claim=_TEXT, source=_TEXT)
def test_the_claims_own_words_are_found_again(claim: str, source: str) -> None:
    worded = as_worded(claim, source)
    for put, own in worded.edits:
        assert worded.claimed(put) == claim[own.start : own.end]
    assert worded.claimed(Span(0, len(worded.text))) == claim


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Every miller paid the toll.", "Each of the millers paid the toll, every one of them."),
        ("Every Danish miller paid the toll.", "All Danish millers paid the toll, and every Norwegian one."),
        ("Five Frisian towns paid the toll.", "The five towns of the Frisian coast paid the toll."),
        ("Although Korver paid the toll, he lost.", "Korver paid the toll and lost."),
        ("The Americans bought the canal.", "The US bought the canal."),
        ("The canal was bought by the Britons.", "The canal was bought by the British."),
        ("Korver thought the tax only an error.", "Korver thought that the tax was an error."),
        ("Rents became three times as high.", "Rents trebled."),
        ("About four in ten millers paid.", "Of the millers 41 per cent paid."),
        ("Mills were rare in the 1850s.", "In the Fifties mills were rare."),
        ("According to Korver, the mill was sold.", "Korver says that the mill was sold."),
        (
            "The tax had to go through the council of the town.",
            "The tax had to be made through the council of the town.",
        ),
        ("Two years lie between the two floods.", "A flood came in 1610, another in 1612."),
        ("Three guilds shared the bill.", "The bill was shared by the guilds of smiths, weavers and millers."),
        ("The mill worked in 1985–86.", "From 1985 to 1986 the mill worked."),
        ("The mill was sold, and only later burnt down.", "The mill was sold. Later it was burnt down."),
        ("Korver presided over the guild for years.", "For years under Korver the guild flourished: he presided."),
        ("Korver crossed the pass in May 1803 with mules.", "On 7 May 1803 Korver crossed the pass with mules."),
        (
            "Korver sold the great mill of Ulm to its tenant, and Otto Brandt burnt the old bridge.",
            "Korver sold the great mill of Ulm to its tenant Weir. The old bridge was burnt by Otto Brandt.",
        ),
        (
            "Korver crossed the river on 3 May, and his brothers followed on 9 June.",
            "On 3 May Korver crossed the river. His brothers followed on 9 June.",
        ),
    ],
)
def test_what_is_said_otherwise_is_not_held_against_a_claim(claim: str, source: str) -> None:
    found = findings(as_read(claim, source).text, source)
    assert [f.reason for f in found if not f.supports and f.kind != "words"] == []


@pytest.mark.parametrize(
    ("claim", "source", "kind"),
    [
        ("Only a third of the mills paid.", "A third of the mills and all the inns paid.", "quantifier"),
        ("Rents trebled.", "Rents rose to twice as much.", "number"),
        ("Rents became three times as high.", "Rents doubled.", "number"),
        ("Five in ten years paid.", "Two paid in ten years.", "number"),
        ("Mills were rare in the 1850s.", "In the Sixties mills were rare.", "date"),
        ("Four years lie between the two floods.", "A flood came in 1610, another in 1612, two years later.", "number"),
        ("Three guilds shared the bill.", "The bill was shared by four guilds.", "number"),
        ("Nobody had crossed the pass.", "Korver crossed the pass first.", "quantifier"),
        ("It took over 90 days.", "It took under 90 days.", "comparative"),
        (
            "Korver crossed the pass in June 1803 with mules.",
            "On 7 May 1803 Korver crossed the pass with mules.",
            "date",
        ),
        (
            "Korver sold the great mill of Ulm to its tenant, and Otto Weir burnt the old bridge.",
            "Korver sold the great mill of Ulm to its tenant Weir. The old bridge was burnt by Hugo Brandt.",
            "name",
        ),
        ("The Germans bought the canal.", "The US bought the canal.", "name"),
        ("The mill was sold to its tenant after years of talk.", "The mill was sold to its tenant.", "addition"),
        (
            "Korver crossed the river in lace and leather.",
            "Korver crossed the river. They dealt in lace and leather.",
            "addition",
        ),
    ],
)
def test_what_is_not_the_same_is_held_against_it(claim: str, source: str, kind: str) -> None:
    against = {f.kind for f in findings(claim, source) if not f.supports and f.kind != "words"}
    assert kind in against
