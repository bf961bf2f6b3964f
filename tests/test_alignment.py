"""What is found by laying a claim beside its nearest sentence, and what isn't."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.claims.alignment import differences
from assistant.claims.evidence import findings
from assistant.claims.matching import gathered, sentence_spans
from assistant.claims.plain_words import plainly
from assistant.claims.statements import statements

SOURCE = (
    "In 1821 the Swiss engineer Anna Keller built a bridge of iron across the river Aare near Bern. "
    "Her brother Jakob Meier painted it in 1835, and sold three pictures to the city of Zurich. "
    "The council of Geneva had refused to pay for the work."
)
TRUE = "The Swiss engineer Anna Keller built an iron bridge across the Aare in 1821."


def kinds(claim: str, source: str = SOURCE) -> set[str]:
    return {difference.kind for difference in differences(claim, source)}


def test_a_true_claim_differs_in_nothing() -> None:
    assert kinds(TRUE) == set()
    assert kinds("Near Bern, Anna Keller built a bridge across the Aare.") == set()


def test_a_name_that_the_passage_has_elsewhere_is_seen_in_anothers_place() -> None:
    [found] = differences("The Swiss engineer Jakob Meier built a bridge of iron across the river Aare.", SOURCE)
    assert (found.kind, found.said, found.elsewhere) == ("name", "Anna Keller", True)
    said = findings("The Swiss engineer Jakob Meier built a bridge of iron across the river Aare.", SOURCE)
    assert "the passage says “Anna Keller” where the claim says “Jakob Meier”" in {f.reason for f in said}


def test_a_year_that_the_passage_has_elsewhere_is_seen_in_anothers_place() -> None:
    claim = "In 1835 the Swiss engineer Anna Keller built a bridge of iron across the river Aare."
    [found] = differences(claim, SOURCE)
    assert (found.kind, found.said) == ("date", "1821")
    against = [f for f in findings(claim, SOURCE) if f.kind == "date"]
    assert [f.supports for f in against] == [False]


def test_an_added_phrase_is_seen_and_whether_the_passage_has_it_elsewhere() -> None:
    [new] = differences(TRUE.replace("1821.", "1821 on the orders of the emperor."), SOURCE)
    assert (new.kind, new.elsewhere) == ("addition", False)
    [moved] = differences(TRUE.replace("1821.", "1821 for the council of Geneva."), SOURCE)
    assert (moved.kind, moved.elsewhere) in {("addition", True), ("name", True)}


def test_names_that_have_changed_places_are_seen_at_the_start_of_a_sentence_too() -> None:
    source = "Hamilton wrote to Lafayette about the loan in May. Nothing came of it."
    assert kinds("Lafayette wrote to Hamilton about the loan in May.", source) == {"role"}
    assert kinds("In May Hamilton wrote to Lafayette about the loan.", source) == set()


MEMBERS = (
    "UNCR was set up in 1950 and works for refugees. When it was founded, the UN had 51 member states. "
    "Its seat is in Geneva, which had been the seat of the League."
)


def test_a_subject_that_stands_elsewhere_in_the_passage_is_seen_in_anothers_place() -> None:
    [found] = differences("UNCR has 51 member states.", MEMBERS)
    assert (found.kind, found.said, found.elsewhere) == ("name", "UN", True)
    [found] = differences("Geneva had 51 member states.", MEMBERS)
    assert (found.kind, found.said) == ("name", "UN")
    assert kinds("The UN had 51 member states.", MEMBERS) == set()
    assert kinds("It had 51 member states.", MEMBERS) == set()


def test_a_last_phrase_is_an_addition_only_where_no_sentence_has_it_beside_the_rest() -> None:
    claim = "The council of Geneva had refused to pay for the work"
    [moved] = differences(claim + " across the river Aare near Bern.", SOURCE + " It was by then late in the year.")
    assert (moved.kind, moved.elsewhere) == ("addition", True)
    assert kinds(claim + " across the river.", SOURCE + " " + claim + " across the river.") == set()
    assert kinds(claim + ", but her brother sold three pictures to the city of Zurich.") == set()


def test_names_that_stand_more_than_once_have_not_changed_places() -> None:
    source = "Keller wrote to Meier in May, and Meier answered Keller in June."
    assert kinds("Meier answered Keller in June.", source) == set()
    assert kinds("Keller wrote to Meier in May.", source) == set()
    assert kinds("Meier wrote to Keller in May.", source) == {"role"}


def test_a_claim_that_is_near_no_sentence_is_not_compared() -> None:
    claim = "Nobody in the town had ever seen such a storm."
    assert differences(claim, SOURCE) == ()


@given(st.text(max_size=120), st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_is_borne_and_places_are_of_the_claim(claim: str, source: str) -> None:
    assert all(0 <= d.span.start < d.span.end <= len(claim) for d in differences(claim, source))


@given(st.text(max_size=80), st.text(max_size=400), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_gathered_sentences_stand_in_order_within_the_source(claim: str, source: str, room: int) -> None:
    spans = gathered(claim, source, room)
    assert list(spans) == sorted(spans, key=lambda s: s.start)
    assert all(0 <= s.start < s.end <= len(source) for s in spans)
    words = sum(len(source[s.start : s.end].split()) for s in spans)
    assert words <= room or len(spans) == 1
    assert bool(spans) == bool(source.strip())


def test_a_name_said_a_hundred_times_is_compared_in_a_moment() -> None:
    claim = " ".join(["Why did Japan leave the Gulf War"] * 110)
    begun = time.process_time()
    assert not [d for d in differences(claim, claim.replace("leave", "join")) if d.kind == "role"]
    assert time.process_time() - begun < 5


def test_initials_and_blanks_by_the_thousand_are_read_in_a_moment() -> None:
    begun = time.process_time()
    assert len(sentence_spans("Mr. A. B. " * 3000)) == 1
    blank = "\n" * 20_000
    assert statements(f"the mill{blank}") == statements("the mill")
    assert plainly(f"the mill {' ' * 20_000}sank").split() == ["the", "mill", "sank"]
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The siege ended.12 The town was sold.", ["The siege ended.12", "The town was sold."]),
        ("Then came war.[^3] A king fell.", ["Then came war.[^3]", "A king fell."]),
        ("He said “it ended.”12 Then he left.", ["He said “it ended.”12", "Then he left."]),
        ("Under art.12 TEU it stood.", ["Under art.12 TEU it stood."]),
        ("They rose by 3.12 Marks each.", ["They rose by 3.12 Marks each."]),
        ("It came at 5 p.m.12 The end.", ["It came at 5 p.m.12 The end."]),
    ],
)
def test_a_notes_number_ends_no_sentence_but_follows_its_stop(text: str, sentences: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentence_spans(text)] == sentences


def test_the_neighbours_of_a_name_are_whole_words() -> None:
    found = differences("Quill thanked Marsh's sister warmly.", "Marsh thanked Quill's sister warmly.")
    assert [d.kind for d in found] == ["role"]


def test_a_contracted_verb_is_a_function_word_and_a_synonym_stands_for_its_word_both_ways() -> None:
    source = "The winds of the strait were not as mild as they seemed to the crew. The lower town lies by the old quay."
    claim = "The winds of the strait weren't as mild as they seemed to the crew"
    assert not findings(f"{claim}.", source)
    assert kinds(f"{claim} by the old quay.", source) == {"addition"}
    assert kinds(f"{claim} by the old crew.", source.replace("quay", "mast")) == {"addition"}
    ruled = "The government of the strait was unlike any other in the region. The feud of the lower town lasted."
    assert kinds("The administration of the strait was unlike any other in the region.", ruled) == set()
    assert not findings("The administration of the strait was unlike any other in the region.", ruled)


def test_a_sentence_ends_before_a_notes_number() -> None:
    def parted(text: str) -> list[str]:
        return [text[span.start : span.end] for span in sentence_spans(text)]

    noted = "No mill paid the toll in that year.14 The weavers of Tarn paid it twice.”15 Nobody knew."
    assert parted(noted) == [
        "No mill paid the toll in that year.14",
        "The weavers of Tarn paid it twice.”15",
        "Nobody knew.",
    ]
    for whole in ("It weighs 3.5 Tarn pounds.", "They cite art.5 Charter of Tarn.", "It was s.24 Act of Tarn."):
        assert parted(whole) == [whole]
    assert not findings("The weavers of Tarn paid the toll twice.", noted)
