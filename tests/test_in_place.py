"""Words that a claim has where its sentence has another; and those that only stand elsewhere, or say the same."""

import pytest

from assistant.claims.in_place import check_in_place, exchanged

GUILD = (
    "Masters of the guild may sell dyed cloth on market days, and apprentices must carry it to the hall. "
    "The first hall of the weavers burned in the dry summer, and the second hall of the dyers stood until the flood. "
    "Some members often paid the toll at the bridge, and all members rarely paid the toll at the gate. "
    "The envoy of Selm trusted the envoy of Orrin, and the envoy of Tarn trusted nobody. "
    "The mill began to grind rye for the town when the old wheel had been mended by its owner."
)


def kinds(claim: str, source: str = GUILD) -> set[str]:
    return {finding.kind for finding in check_in_place(claim, "", source)}


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (
            "Masters of the guild must sell dyed cloth on market days, and apprentices must carry it to the hall.",
            "force",
        ),
        ("Some members often paid the toll at the bridge, and all members often paid the toll at the gate.", "antonym"),
        (
            "All members often paid the toll at the bridge, and all members rarely paid the toll at the gate.",
            "force",
        ),
        (
            "The first hall of the weavers burned in the dry summer, "
            "and the first hall of the dyers stood until the flood.",
            "number",
        ),
        ("The envoy of Selm trusted the envoy of Tarn, and the envoy of Tarn trusted nobody.", "role"),
        (
            "Masters of the guild surely must sell dyed cloth on market days, and apprentices must also carry it to "
            "the hall.",
            "force",
        ),
        ("The mill finished to grind rye for the town when the old wheel had been mended by its owner.", "antonym"),
    ],
)
def test_a_word_in_anothers_place_is_found_though_the_passage_has_both(claim: str, kind: str) -> None:
    assert kinds(claim) == {kind}


@pytest.mark.parametrize(
    "claim",
    [
        "Masters of the guild may sell dyed cloth on market days, and apprentices must carry it to the hall.",
        "Masters of the guild may sell dyed cloth on market days, and apprentices have to carry it to the hall.",
        "The mill started to grind rye for the town when the old wheel had been mended by its owner.",
        "Apprentices must carry dyed cloth to the hall on market days, and masters of the guild may sell it.",
        "All members rarely paid the toll at the gate, and some members often paid the toll at the bridge.",
        "The gate was a place where everybody was slow to pay.",
        "The envoy of Orrin was trusted by the envoy of Selm, and the envoy of Tarn trusted nobody.",
    ],
)
def test_what_is_moved_or_said_in_other_words_is_in_no_others_place(claim: str) -> None:
    assert kinds(claim) == set()


def test_what_another_sentence_says_so_is_in_its_own_place() -> None:
    source = (
        "In mild years the mill may grind rye for the town in the winter months. "
        "In hard years the mill must grind rye for the castle in the winter months and the spring."
    )
    assert kinds("In hard years the mill must grind rye for the town in the winter months.", source) == set()
    mild = source.split(". ")[0]
    assert kinds("In mild years the mill must grind rye for the town in the winter months.", mild) == {"force"}


def test_a_place_its_people_and_its_letters_are_one_name() -> None:
    source = "The German envoy asked the council of the League for a loan of grain."
    assert kinds("The Germany envoy asked the council of the League for a loan of grain.", source) == set()
    assert kinds("The French envoy asked the council of the League for a loan of grain.", source) == {"role"}


def test_where_the_words_stand_is_told() -> None:
    claim = "The mill ceased to grind rye for the town when the old wheel had been mended by its owner."
    found = exchanged(claim, GUILD)
    assert found and all(claim[e.span.start : e.span.end] == e.mine for e in found)


def test_what_is_counted_is_compared_and_not_its_spelling() -> None:
    source = "The guild of Tarn has found 28 states that tax the weavers of rye at 300 kilometres from the gate."
    assert kinds(source.replace("states", "cities"), source) == {"unit"}
    assert kinds(source.replace("kilometres", "miles"), source) == {"unit"}
    assert kinds(source.replace("kilometres", "km"), source) == set()


def test_names_that_differ_in_spelling_or_title_are_one() -> None:
    source = "The council asked Dr Mohammed Wren of Iran for a loan of grain and a barge."
    assert kinds(source.replace("Mohammed", "Muhammed"), source) == set()
    assert kinds(source.replace("Dr", "Mr"), source) == set()
    assert kinds(source.replace("Iran", "Iraq"), source) == {"role"}
