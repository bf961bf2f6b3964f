"""What a passage says of each figure and name, and which of two stands on which side."""

import time

import pytest

from assistant.answer import Verdict
from assistant.checking import check_claim, clauses
from assistant.claims.bindings import misbound
from assistant.claims.evidence import findings
from assistant.claims.order import settled, turned


def against(claim: str, source: str) -> set[str]:
    return {f.kind for f in findings(claim, source) if not f.supports and f.kind != "words"}


MILLS = (
    "In 1911 it was the third largest mill of the valley, and by 1928 it had become second only to Brennock. "
    "Asked about the new dam, 12 per cent of the millers wanted it at once, 33 per cent wanted it later, and 45 per "
    "cent did not want it at all. The survey covered 80 mills, 26 of which stood idle."
)


@pytest.mark.parametrize(
    ("claim", "figure", "said"),
    [
        ("By 1911 the mill was second only to Brennock.", "1911", "1928"),
        ("In 1928 it was the third largest mill of the valley.", "1928", "1911"),
        ("Of the millers, 12 per cent did not want the dam at all.", "12", "45"),
        ("The survey covered 26 mills.", "26", "80"),
    ],
)
def test_a_figure_of_which_the_passage_says_something_else_is_told(claim: str, figure: str, said: str) -> None:
    assert [(found.anchor.text, found.said.text) for found in misbound(claim, MILLS)] == [(figure, said)]
    assert check_claim(claim, [MILLS]).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        "By 1928 the mill was second only to Brennock.",
        "In 1911 it was the third largest mill of the valley.",
        "Of the millers, 45 per cent did not want the dam at all.",
        "The survey covered 80 mills.",
        "Of the 80 mills in the survey 26 stood idle.",
        "In 1911 it was the third largest mill, and by 1928 it was second only to Brennock.",
    ],
)
def test_a_figure_with_its_own_words_is_in_order(claim: str) -> None:
    assert misbound(claim, MILLS) == ()


def test_a_name_with_its_neighbours_deed_is_told_and_one_with_its_own_is_not() -> None:
    source = "In May Osric withdrew the motion, while Tamsin signed the petition of the weavers."
    assert [found.said.text for found in misbound("Osric signed the petition of the weavers.", source)] == ["Tamsin"]
    assert misbound("Tamsin signed the petition of the weavers.", source) == ()
    assert misbound("Osric and Tamsin spoke in May.", "Osric and Tamsin spoke in May, but Osric left.") == ()


def test_the_not_of_another_figures_part_denies_nothing() -> None:
    claim = "12 per cent of the millers wanted the dam at once."
    assert not against(claim, "12 per cent of the millers wanted the dam at once, 45 per cent did not want it at all.")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The guild lent the abbot two barges.", "The abbot lent the guild two barges."),
        ("The child carried the nurse ashore.", "The nurse carried the child ashore through the surf."),
        ("The chairman of the guild begged the abbey to pay.", "The chairman of the abbey begged the guild to pay."),
        ("Oak is harder to carve than elm.", "Elm is harder to carve than oak."),
        ("Elm is easier to carve than oak.", "Elm is harder to carve than oak."),
        ("The owners preferred profit to safety.", "The owners preferred safety to profit."),
        ("The well dried up because the villagers left.", "Because the well dried up, the villagers left."),
        ("The drought can be explained by the famine.", "The famine can be explained by the drought."),
        ("The bridge was built before the mill burned down.", "The bridge was built after the mill burned down."),
        ("The nurse was carried ashore by the child.", "The nurse carried the child ashore."),
    ],
)
def test_what_has_changed_places_is_told(claim: str, source: str) -> None:
    assert turned(claim, source)
    assert check_claim(claim, [source]).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The guild was lent two barges by the abbot.", "The abbot lent the guild two barges."),
        ("In the storm the nurse carried the child ashore.", "The nurse carried the child ashore in the storm."),
        ("Wren met Ashby at the fair.", "Ashby met Wren at the fair."),
        ("Oak is easier to carve than elm.", "Elm is harder to carve than oak."),
        ("Because the well dried up, the villagers left.", "The villagers left because the well dried up."),
        ("The mill burned down before the bridge was built.", "The bridge was built after the mill burned down."),
        ("The ships waited in the bay.", "In the bay the ships waited."),
        ("Ada Corm chaired the weir board.", "The weir board had two chairs, Ada Corm and another."),
        (
            "The lack of rye is hard to explain since the mill had stood by its owner.",
            "The lack of rye is hard to explain because the mill had stood by its owner.",
        ),
    ],
)
def test_what_says_the_same_in_another_order_is_not(claim: str, source: str) -> None:
    assert turned(claim, source) == ()
    assert not against(claim, source)


def test_a_comparison_read_backwards_is_settled() -> None:
    assert settled("Oak is easier to carve than elm.", "Elm is harder to carve than oak.") == {"compare"}


@pytest.mark.parametrize(
    ("claim", "source", "kind"),
    [
        ("The yard formed the core of a navy.", "The yard could have formed the core of a navy.", "force"),
        ("The toll was raised.", "He argued that the toll should be raised.", "force"),
        ("The crew beached the brig.", "The crew tried to beach the brig, but gave up.", "force"),
        ("The pact has been in force since 1957.", "The pact was in force until 1957.", "date"),
        ("All guilds, including the dyers, signed.", "All guilds except the dyers signed.", "negation"),
        ("The abbey sold its mills because of falling prices.", "The abbey sold its mills.", "addition"),
        (
            "The council welcomed the plan with indifference.",
            "The council welcomed the plan with enthusiasm.",
            "antonym",
        ),
        ("The court approved the plan.", "The court disapproved the plan.", "antonym"),
        ("The price of salt tripled in a year.", "The price of salt doubled in a year.", "antonym"),
        ("Most of the weavers left.", "Of the weavers 38 per cent left.", "quantifier"),
        ("Three quarters of the 40 boats sank.", "Of the 40 boats 12 sank.", "number"),
    ],
)
def test_what_a_claim_makes_more_of_is_told(claim: str, source: str, kind: str) -> None:
    assert kind in against(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The toll may be raised.", "The toll should perhaps be raised."),
        ("The crew beached the brig.", "The crew tried to beach the brig, and beached it at dawn."),
        ("The lock was not used before 1875.", "Boats avoided the lock until 1875."),
        ("The lake lies at 350 meters.", "The lake lies at 350 metres."),
        ("The color of the theater faded.", "The colour of the theatre faded."),
        ("The tank holds 40 liters.", "The tank holds 40 litres."),
        ("Half of the weavers left.", "Half of the weavers, above all the young, left; they were not at all rich."),
        ("Every ward elected a mayor.", "No ward failed to elect a mayor."),
        ("Their failure to pay was noted.", "It was noted that they did not pay."),
        ("Two thirds of the boats sank.", "Of the 42 boats 28 sank."),
        (
            "The harbour is closed to boats.",
            "The harbour is closed to boats, but the gate of the old mill stands open.",
        ),
        ("More than half of the weavers left.", "Of the weavers 54 per cent left."),
    ],
)
def test_what_says_the_same_in_other_words_is_no_change(claim: str, source: str) -> None:
    assert check_claim(claim, [source]).verdict is not Verdict.CONTRADICTED
    assert not any(f.conflict for f in findings(claim, source))


@pytest.mark.parametrize("claim", ["a", "It is.", "Bananas.", "Hello", "Paris", "Ω", "w" * 5000])
def test_a_claim_that_shares_no_word_with_its_source_is_not_supported(claim: str) -> None:
    checked = check_claim(claim, [MILLS])
    assert checked.verdict is Verdict.NOT_FOUND and checked.score < 0.5


def test_a_claim_of_two_deeds_of_which_one_stands_there_is_partial() -> None:
    claim = "The abbey sold its mills and penguins were frozen beneath distant Norwegian lakes."
    assert len(clauses(claim)) == 2
    assert check_claim(claim, ["The abbey sold its mills."]).verdict is Verdict.PARTIAL


def test_a_captions_number_stands_in_no_names_place() -> None:
    source = "Figure 3 shows the exports of the Brennock mills to Lisse."
    assert "name" not in against("Lisse shows the exports of the Brennock mills.", source)


@pytest.mark.parametrize("claim", ["he said and " * 2000, "a" * 30000, "not more than 3, " * 400])
def test_a_page_without_stops_is_checked_in_seconds(claim: str) -> None:
    begun = time.process_time()
    findings(claim, MILLS)
    findings("By 1928 the mill was second only to Brennock.", claim)
    assert time.process_time() - begun < 5
