"""Sentences are offsets: nothing lost, nothing doubled, and the boundaries where a reader sees them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import LONGEST, parted_behind_figures, split_sentences, with_markers


def pieces(text: str, language: str | None = None) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, language)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The U.S. Senate met on Jan. 5, 1999.", "It voted.", "See pp. 33–34 and vol. 3, no. 2."],
        ["It rests on the charter.”⁵", "One memo argued, “It will be fine.”⁶", "However, it was not."],
        ["T.J. Pempel (ed.), A Book (Ithaca: Press, 2005).", "The next one is by H.E. Mr. Abe."],
        ["Captain N. R. Korver, of Lisse, was eager.", "See n. 3 and S. P. Smit."],
        ["World War II.", "The end came.", "He said no.", "They left."],
        ["“Why?” he asked.", "“Because.”", "She left (see Smith et al. The book is lost)."],
        ["A claim.[1]", "Another.<sup>2</sup>", "A third.12", "A last one."],
        ["A claim.(17)", "Another?(3)", "“A third.”(4)", "(5) See n. 3, p. 12 (1901).", "Art. 5.(1) is lost."],
        ["It cost 3.14 million, i.e. less than in 1990.", "In 1991 it rose by 2.5 per cent."],
        ["日本は国連に加盟した。", "その後、変化があった！", "なぜ？"],
        ["As long as it is limited...the role goes on.", "This holds."],
        ["Prof. Dr. Müller kam.", "Er blieb, vgl. S. 12, bis Ende d. J. am Ort."],
        ["M. Dupont est venu.", "Voir p. 12 et suiv. du t. II."],
        ["Liang Pan, no. 5, p. 125.", "Ibid., p. 164."],
        ["H.D.P. Envall wrote it.", "Figure 4.1 Opinion polls."],
        ["Selon l’art. 12 du bail, la rente cesse.", "L’al. 3 le dit.", "J.-B. Colin et J.-Ph. Noir le nient."],
        ["Il parla d’un « seigneur. »", "Cette ruse fut vue.", "Ce fut en 50 av. J.-C.", "Il mourut, dit Mgr. Noir."],
        ["Er nannte es „falsch.“", "Danach rief er »Halt.«", "Dann kam »Herr Kahn« nicht, vgl. Pkt. 3 und Az. 5 AZR."],
        ["Es kostete 5 Mio. Euro.", "Es waren 7 Mio.", "Danach ging er."],
        ["Los EE. UU. pagaron a la Cía. de Faros.", "En los EE. UU. no hay."],
        ["It was the government’s.", "The next was the 1990’s.", "They can’t.", "So O’Brien left."],
    ],
)
def test_boundaries(sentences: list[str]) -> None:
    assert pieces(" ".join(sentences)) == sentences


def test_a_japanese_quotation_is_kept_whole() -> None:
    text = "「行きます。もう行きます。」と言った。「はい。」彼は帰った。彼は「行く。来る。」と答えた。"
    assert pieces(text) == [
        "「行きます。もう行きます。」と言った。",
        "「はい。」",
        "彼は帰った。",
        "彼は「行く。来る。」と答えた。",
    ]


def test_japanese_needs_no_space_between_sentences() -> None:
    assert pieces("日本は加盟した。変化があった！なぜ？") == ["日本は加盟した。", "変化があった！", "なぜ？"]


def test_german_ordinals() -> None:
    assert pieces("Am 3. Oktober 1990 kam er. Er blieb.", "de-AT") == ["Am 3. Oktober 1990 kam er.", "Er blieb."]


def test_a_list_number_is_no_sentence() -> None:
    assert pieces("1. The first point. It holds.") == ["1. The first point.", "It holds."]


@given(st.text(alphabet=st.sampled_from(list("aAbB1.!?…。”\"')] (\n\u00a0⁵[")), max_size=200))
def test_every_character_lies_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    covered = "".join(text[span.start : span.end] for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in spans)


@given(st.text(max_size=300), st.sampled_from([None, "en", "de", "ja"]))
def test_any_text_splits(text: str, language: str | None) -> None:
    spans = split_sentences(text, language)
    assert "".join("".join(text[s.start : s.end] for s in spans).split()) == "".join(text.split())


@pytest.mark.parametrize("unit", ["hemp and tar and ", "tarred\n", "x", "港の帳簿", "e\u0301"])
@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 5 * LONGEST, 5 * LONGEST + 7])
def test_text_without_stops_is_cut_at_white_space_where_there_is_any(unit: str, length: int) -> None:
    text = (unit * length)[:length].strip()
    found = pieces(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert max(map(len, found)) <= LONGEST and min(map(len, found)) > LONGEST / 3  # no scraps
    assert -(-len(text) // LONGEST) <= len(found) <= len(text) // LONGEST + 1
    if " " in text:
        assert {word for piece in found for word in piece.split()} <= {"hemp", "and", "tar"} | {text.split()[-1]}
    assert not any(piece[0] == "\u0301" for piece in found)


@given(st.text(alphabet=st.sampled_from("ab \n\u0301。."), max_size=400), st.integers(1, 40))
def test_no_sentence_is_longer_than_the_longest(text: str, times: int) -> None:
    spans = split_sentences(text * times)
    assert all(span.end - span.start <= LONGEST for span in spans)
    assert "".join("".join((text * times)[s.start : s.end] for s in spans).split()) == "".join((text * times).split())


def test_a_marker_set_apart_from_its_stop_ends_the_sentence() -> None:
    text = "It lay in the north. 30 The office closed. 31"
    spans = split_sentences(text)
    ends = {at: at + 2 for at in (text.index("30"), text.index("31"))}
    found = with_markers(text, spans, ends)
    assert [text[span.start : span.end] for span in found] == ["It lay in the north. 30", "The office closed. 31"]
    assert with_markers(text, spans, {}) == spans


def test_a_marker_behind_a_figure_and_its_stop_ends_the_sentence() -> None:
    text = "It was filled in 1941.40 The office closed. The toll was 2.5 The rest is lost."
    at = text.index("40")
    spans = split_sentences(text)
    found = list(parted_behind_figures(text, spans, {at: at + 2}))
    assert [text[s.start : s.end] for s in found] == [
        "It was filled in 1941.40",
        "The office closed.",
        "The toll was 2.5 The rest is lost.",
    ]
    assert tuple(parted_behind_figures(text, spans, {})) == spans


@pytest.mark.timeout(20)  # in proportion to the length it takes two seconds, else minutes
@pytest.mark.parametrize("piece", ["A. ", "1. ", "( ", "(", "「", "[a] (b ", "etc. and ", "\u0301"])
def test_a_text_without_an_end_takes_time_in_proportion_to_its_length(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    spans = split_sentences(text)
    assert sum(len(text[span.start : span.end].replace(" ", "")) for span in spans) == len(text.replace(" ", ""))


def test_a_bracket_that_never_closes_hides_no_stop_after_it() -> None:
    assert pieces("The mill (see the map stood here. It fell (in 1903. By fire) later. It was rebuilt.") == [
        "The mill (see the map stood here.",
        "It fell (in 1903. By fire) later.",
        "It was rebuilt.",
    ]


def test_marks_that_belong_to_no_letter_make_no_sentence_each() -> None:
    assert len(pieces("e" + "\u0301" * (5 * LONGEST) + " end")) <= 6
