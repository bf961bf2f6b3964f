"""Words of documents made fit to read."""

from dataclasses import replace

import pytest

from assistant.words.wording import content_words, fold, shown, stem, words
from ingest.document import Document, Note, Span
from tests.fakes import make_document


def test_note_markers_that_are_plain_text_are_not_shown() -> None:
    document = make_document("It brought no rank.[^1] Nothing more.\n\n[1] A report, p. 4.", notes=True)
    sentence = document.sentences[0]
    assert document.text[sentence.start : sentence.end] == "It brought no rank.[^1]"
    assert shown(document, sentence.start, sentence.end) == "It brought no rank."


@pytest.mark.parametrize(
    ("one", "other"),
    [("pay", "paid"), ("write", "written"), ("destroy", "destroyed"), ("deploy", "deploying"), ("stop", "stopped"),
     ("plan", "planning"), ("leave", "left"), ("policy", "policies"), ("begin", "began"),
     ("contribute", "contributed"), ("carry", "carried"), ("marry", "married"), ("die", "died"),
     ("succeed", "succeeded"), ("exceed", "exceeding")],
)  # fmt: skip
def test_forms_of_a_verb_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("use", "used"), ("use", "using"), ("vote", "voting"), ("rule", "ruled"), ("end", "ended"), ("aid", "aiding")],
)
def test_short_words_have_the_stem_of_their_forms(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("name", ["Sa’id", "Sa‘id", "Saʿid", "SA'ID"])
def test_a_name_is_one_whatever_sign_stands_in_it(name: str) -> None:
    assert fold(name) == "sa'id"
    assert words(f"Abu {name} died ‘in peace’") == ["abu", "sa'id", "die", "in", "peac"]


@pytest.mark.parametrize("word", ["king", "thing", "speed", "red", "seed", "being", "use", "end"])
def test_words_that_only_end_so_stay_as_they_are(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("Welche Brücke wurde bei Oudam von dem Rat gebaut?", ["bruck", "oudam", "rat", "gebaut"]),
        ("Worauf verweist Fußnote 11 bei Korver?", ["verweist", "fußnot", "11", "korver"]),
        ("Pourquoi le pont est-il fermé depuis la guerre ?", ["pont", "ferm", "guerr"]),
        (
            "¿Cuántos puentes fueron cerrados durante la guerra por el consejo?",
            ["puent", "cerrado", "guerra", "consejo"],
        ),
        ("Quanti ponti sono stati chiusi durante la guerra?", ["ponti", "chiusi", "guerra"]),
    ],
)
def test_function_words_of_the_questions_own_language_say_nothing(question: str, content: list[str]) -> None:
    assert content_words(question) == content


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Why did the man die in the war?", {"man", "die", "war"}),
        ("Was it the son of Mit Bei who won the war?", {"son", "mit", "bei", "war"}),
        ("What did Sur and Leur write?", {"sur", "leur", "writ"}),
    ],
)
def test_words_of_english_questions_stay_though_they_are_function_words_elsewhere(
    question: str, kept: set[str]
) -> None:
    assert kept <= set(content_words(question))


CITING = (
    "The weir held [4], and its gates [2, 5] did too. It was built after the plan of [3] or by hand. "
    "Korver et al., 2012 measured 12 km² of silt (see [9]). Nobody drained it.11"
)


def marked(*words: str) -> Document:
    """A document of one sentence after another, with a note whose markers stand at these words."""
    document = make_document(CITING)
    spans = tuple(Span(CITING.index(word), CITING.index(word) + len(word)) for word in words)
    return replace(document, notes=(Note("1", len(CITING), len(CITING), spans),))


@pytest.mark.parametrize(
    ("markers", "wanted"),
    [
        (("4", "2", "5"), "The weir held, and its gates did too."),  # an xref in brackets: they go whole
        (("[4]", "[2, 5]"), "The weir held, and its gates did too."),  # and so where they are the marker
        (("3",), "It was built after the plan of (3) or by hand."),  # a word needs it
        (("Korver et al., 2012", "9"), "Korver et al., 2012 measured 12 km² of silt (see (9))."),
        (("11",), "Nobody drained it."),
    ],
)
def test_markers_go_whole_or_stay_whole(markers: tuple[str, ...], wanted: str) -> None:
    document = marked(*markers)
    assert wanted in [shown(document, s.start, s.end) for s in document.sentences]


def test_a_notes_number_is_no_part_of_the_word_before_it() -> None:
    assert content_words("It failed.²² The U.S. paid 3.5 per cent of the strategy.22") == [
        "fail", "22", "u.s", "pay", "3.5", "per", "cent", "strateg", "22",
    ]  # fmt: skip


def test_a_raised_marker_is_no_part_of_the_word_that_it_hangs_on() -> None:
    assert words("It closed.¹¹ Vries left² it.") == [*words("It closed"), "11", *words("Vries left"), "2", "it"]
    assert words("12 km², an R² of 3") == ["12", "km2", "an", "r2", "of", "3"], "an exponent stays"


def test_an_abbreviation_in_capitals_is_no_function_word() -> None:
    assert content_words("What does ITS stand for?") == ["its", "stand"]
    assert "us" in content_words("What did the US pay?") and "us" not in content_words("What did it pay us?")
    assert content_words("WHO PAID FOR IT?") == ["pay"]


def test_a_marker_set_apart_from_its_stop_is_not_shown() -> None:
    text = "The office was lent, 14 so they say, to 12 clerks. 15"
    document = make_document(text)
    spans = tuple(Span(text.index(number), text.index(number) + 2) for number in ("14", "15"))
    document = replace(document, notes=(Note("1", len(text), len(text), spans),))
    assert shown(document, 0, len(text)) == "The office was lent, so they say, to 12 clerks."


def test_no_function_word_is_the_stem_of_a_longer_word() -> None:
    assert content_words("The herring of that outing") == [stem("herrings"), "outing"]
    assert content_words("notes on running it") == ["note", "run"]


@pytest.mark.parametrize(
    ("verb", "past"),
    [("mention", "mentioned"), ("champion", "championed"), ("document", "documented"), ("implement", "implemented"),
     ("supply", "supplied"), ("question", "questioning")],
)  # fmt: skip
def test_a_verb_that_looks_like_a_noun_has_the_stem_of_its_forms(verb: str, past: str) -> None:
    assert stem(verb) == stem(past)
