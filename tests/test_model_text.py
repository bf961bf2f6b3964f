"""A model's text as plain sentences: what it thinks, its template's marks and its markup are no part of the answer."""

import pytest

from assistant.model_text import split_answer, spoken

SAID = "The quay was built in 1874."


@pytest.mark.parametrize(
    "text",
    [
        f"<think>Built, or mended?</think>{SAID}",
        f"<thinking>Built, or mended?</thinking>\n{SAID}",
        f"<reasoning>Built?</reasoning> {SAID}",
        f"[THINK]Built?[/THINK]{SAID}",
        f"◁think▷Built?◁/think▷{SAID}",
        f"Built, or mended? It was built.\n</think>\n{SAID}",
        f"{SAID}<think>Shall I say more? It burnt in",
        f"<|channel|>analysis<|message|>It asks for a year.<|end|><|start|>assistant<|channel|>final<|message|>{SAID}",
        f"<|channel|>final <|constrain|>text<|message|>{SAID}<|return|>",
        f"<|start_header_id|>{SAID}<|eot_id|>",
        f"<s>[INST] [/INST] {SAID}</s>",
        "The \x1b[31mquay\x07 was\u202e built in 1874.",
        f"<start_of_turn>model\n{SAID}<end_of_turn>",
    ],
)
def test_thinking_and_template_marks_are_no_part_of_the_answer(text: str) -> None:
    assert split_answer(text) == [SAID]


@pytest.mark.parametrize(
    "text", ["<think>Built, or mended?", "<|channel|>analysis<|message|>It asks for a year.", "<|channel|>final"]
)
def test_thinking_that_never_ends_is_no_answer(text: str) -> None:
    assert split_answer(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It held when 3 < 4 and 5 > 2.",
        "The sign <Nemo> hung over the [Inn] door.",
        "His analysis was of the third kind.",
        "He noted: [THE KEEPER] slept.",
        "The plan said: <analysis> first, and then the rest.",
    ],
)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert split_answer(text) == [text]


def test_half_a_mark_waits_while_the_text_is_coming() -> None:
    assert spoken("It stood. <thin", whole=False) == "It stood. "
    assert spoken("It stood. <thin") == "It stood. <thin"
    assert spoken("It stood <for> years.", whole=False) == "It stood <for> years."


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (f"# Answer\n\n{SAID}", [SAID]),
        (f"**Answer:**\n{SAID}", [SAID]),
        (f"## {SAID}", [SAID]),
        ("**1874**", ["1874"]),
        ("# 1874", ["1874"]),
        ("See Korver (2010), p. 44. It burnt.", ["See Korver (2010), p. 44.", "It burnt."]),
        ("It was No. 5. 2. It burnt.", ["It was No. 5.", "It burnt."]),
        ("| Year | Quay |\n|---|:---:|\n| 1874 | 3 marks |", ["1874; 3 marks"]),
        ("It stands in (art. 9) of the law. - It burnt.", ["It stands in (art. 9) of the law. - It burnt."]),
        ("In A. v. B. the quay was sold.", ["In A. v. B. the quay was sold."]),
        ("“It stood.” Then it burnt.", ["“It stood.”", "Then it burnt."]),
        ("「立った。」そして燃えた。", ["「立った。」", "そして燃えた。"]),
        ("No. It burnt.", ["No.", "It burnt."]),
        ("He said No. It burnt.", ["He said No.", "It burnt."]),
        (f"---\n{SAID}\n***", [SAID]),
        (f"```\n{SAID}\n```", [SAID]),
        ("It cost <b>3 marks</b>.<script>alert(1)</script><img src=x onerror=go()>", ["It cost 3 marks."]),
        ("![x](http://a.example/?q=1) See [the quay](javascript:go(1)).", ["See the quay."]),
        ("It burnt【4†source】 in May [^2].", ["It burnt in May."]),
    ],
)
def test_markup_makes_no_claims(text: str, sentences: list[str]) -> None:
    assert split_answer(text) == sentences
