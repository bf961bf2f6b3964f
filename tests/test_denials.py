"""How far a negation reaches: what is denied of one thing is not denied of what is said beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pytest

from assistant.answer import Verdict
from assistant.checking import check_claim
from assistant.claims.evidence import findings
from assistant.claims.plain_words import plainly
from assistant.judge import Examined
from assistant.protocols import Judgement
from ingest.document import Span

# A passage, claims that are told so in it, and claims that are told otherwise.
SCOPES = [
    (
        "The harbour board not only repaired the crane but also bought a second dredger.",
        ("The harbour board repaired the crane.", "The harbour board bought a second dredger."),
        ("The harbour board did not repair the crane.", "The harbour board did not buy a second dredger."),
    ),
    (
        "It was the abbess, not the sheriff, who sealed the granary in 1391.",
        ("The abbess sealed the granary in 1391.",),
        ("The sheriff sealed the granary in 1391.", "The abbess did not seal the granary."),
    ),
    (
        "The levy was lifted in 1733, not in 1735 as the chronicle has it.",
        ("The levy was lifted in 1733.",),
        ("The levy was lifted in 1735.", "The levy was not lifted in 1733."),
    ),
    (
        "The acid does not attack the glass but the seal around its rim.",
        ("The acid attacks the seal.",),
        ("The acid attacks the glass.", "The acid does not attack the seal."),
    ),
    (
        "The miners did not receive their wages until the new shaft was opened.",
        ("The miners received their wages after the new shaft was opened.",),
        ("The miners never received their wages.", "The miners received their wages before the new shaft was opened."),
    ),
    (
        "Steam ferries crossed the sound until the tunnel was finished.",
        ("Steam ferries crossed the sound.",),
        ("Steam ferries never crossed the sound until the tunnel was finished.",),
    ),
    (
        "Nobody before Lindqvist had counted the nests on the skerry.",
        ("Lindqvist counted the nests on the skerry.",),
        ("Lindqvist did not count the nests on the skerry.",),
    ),
    (
        "The carter Odo Prynne rebuilt the ford in two summers, and was paid by nobody.",
        ("Odo Prynne rebuilt the ford.",),
        ("Odo Prynne did not rebuild the ford.",),
    ),
    (
        "Far from closing the school, the grant of 1911 opened it to girls.",
        ("The grant of 1911 opened the school to girls.", "The grant of 1911 did not close the school."),
        ("The grant of 1911 closed the school.",),
    ),
    (
        "Hester Quaid ran the press for nine years without ever setting type herself.",
        ("Hester Quaid ran the press for nine years.", "Hester Quaid never set type."),
        ("Hester Quaid did not run the press.",),
    ),
    (
        "The decree holds in every valley except Orn, where the old custom was kept.",
        ("The decree holds in every valley except Orn.",),
        ("The decree holds in Orn.",),
    ),
    (
        "The jury did not acquit the miller because he was old; it acquitted him because the scales were true.",
        ("The jury acquitted the miller.",),
        ("The jury did not acquit the miller.", "The jury acquitted the miller because he was old."),
    ),
    (
        "Nothing prevented the heirs from selling the mill, and they sold it in spring.",
        ("The heirs sold the mill.",),
        ("The heirs did not sell the mill.", "The heirs were prevented from selling the mill."),
    ),
    (
        "The court heard neither of the two sisters. Nor did it hear their steward.",
        ("The court did not hear the steward.",),
        ("The court heard the steward.",),
    ),
    (
        "The dam was finished in 1926, though not without quarrels about the cost.",
        ("The dam was finished in 1926.", "There were quarrels about the cost of the dam."),
        ("The dam was not finished in 1926.", "The dam was finished without quarrels."),
    ),
    (
        "In this moth the female does not fly. The male flies from June to August.",
        ("The male flies from June to August.", "The female does not fly."),
        ("The male does not fly.", "The female flies."),
    ),
    (
        "The larvae seldom leave the bark before dusk.",
        ("The larvae do not leave the bark before dusk.",),
        ("The larvae often leave the bark before dusk.",),
    ),
    (
        "The new statute, whose first draft pleased no one, protects tenants.",
        ("The new statute protects tenants.",),
        ("The new statute does not protect tenants.",),
    ),
]
SO = [(claim, passage) for passage, so, _ in SCOPES for claim in so]
OTHERWISE = [(claim, passage) for passage, _, otherwise in SCOPES for claim in otherwise]


def _denials(claim: str, passage: str) -> list[str]:
    found = findings(plainly(claim), plainly(passage))
    return [one.reason for one in found if one.kind in ("negation", "antonym") and one.conflict]


@pytest.mark.parametrize(("claim", "passage"), SO)
def test_what_is_said_beside_a_denial_is_not_denied(claim: str, passage: str) -> None:
    assert not _denials(claim, passage)


@pytest.mark.parametrize(("claim", "passage"), OTHERWISE)
def test_what_is_denied_there_or_denied_by_the_claim_alone_is_told_otherwise(claim: str, passage: str) -> None:
    assert _denials(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage", "against"),
    [
        ("Not all the parishes paid.", "Not all the parishes paid the tithe.", False),
        ("All the parishes paid the tithe.", "Not all the parishes paid the tithe.", True),
        ("It is entirely clear why the guild moved.", "It is not entirely clear why the guild moved.", True),
        ("If the seal breaks, the pump will not start.", "If the seal breaks, the pump will not start.", False),
        ("If the seal breaks, the pump will start.", "If the seal breaks, the pump will not start.", True),
        ("The ring wasn't gold.", "The ring was not gold.", False),
        ("The canal can't take barges.", "The canal cannot take barges.", False),
        ("The reeve kept the rolls.", "The reeve kept the rolls, a task not possible without Latin.", False),
        ("The reeve kept the rolls.", "The reeve kept the rolls (and was not thanked for it).", False),
    ],
)
def test_parts_conditions_short_forms_and_asides_are_read_as_such(claim: str, passage: str, against: bool) -> None:
    found = findings(plainly(claim), plainly(passage))
    assert any(one.conflict for one in found if one.kind in ("negation", "quantifier")) is against


def test_the_end_of_a_line_and_a_note_mark_are_no_part_of_what_is_said() -> None:
    passage = (
        "The crew had no water left on the third day, and the Company of Drapers would not send any. It was winter."
    )
    for width in range(20, 60, 7):
        assert not _denials("The Company of Drapers would not send any water.", textwrap.fill(passage, width))
    marked = "The guild built a hall.12 Nobody else in the town built one."
    assert not _denials("The guild built a hall.", marked)
    assert _denials("The guild did not build a hall.", marked)


def test_what_somebody_only_denies_is_neither_borne_out_nor_contradicted() -> None:
    passage = "Ferrers denied that the hoard was buried in haste."
    assert not _denials("The hoard was buried in haste.", passage)
    for claim in ("The hoard was buried in haste.", "The hoard was not buried in haste."):
        checked = check_claim(claim, [passage], judge=_Sure(supported=0.9))
        assert checked.verdict is Verdict.NOT_FOUND
        assert "the passage says only that somebody denies it" in checked.reasons
    assert _denials("Ferrers held that the hoard was buried in haste.", passage)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("No fewer than 30 boats sank.", "At least 30 boats sank."),
        ("It sat no more than six times a year.", "It sat at most six times a year."),
        ("There is no doubt that the vault is old.", "Surely the vault is old."),
        ("Few doubted that the ice would hold.", "It was known that the ice would hold."),
        ("It is not impossible that he wrote it.", "It is possible that he wrote it."),
        ("The work went on, not without delays.", "The work went on, with delays."),
        ("They cannot but\nnotice it.", "They will\nnotice it."),
        ("The widow was not only rich.", "The widow was indeed rich."),
        ("No more bread was sold.", "No more bread was sold."),
        ("They had not one boat.", "They had not one boat."),
        ("The fleet was not less important.", "The fleet was not less important."),
    ],
)
def test_figures_of_speech_that_deny_nothing_are_read_plainly(written: str, plain: str) -> None:
    assert " ".join(plainly(written).split()) == " ".join(plain.split())


class _Sure:
    """A judge of one mind."""

    name = "sure"

    def __init__(self, *, supported: float) -> None:
        self.supported = supported

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        return [Judgement(self.supported, 1 - self.supported, 0.0) for _ in pairs]

    def prepare(self) -> None:
        return None

    def examine(self, pairs: Sequence[tuple[str, str]]) -> list[Examined]:
        return [Examined(judged, ((Span(0, 3), 0.9),), None) for judged in self.judge(pairs)]


def test_a_judge_alone_contradicts_nothing_that_the_passage_is_seen_to_say() -> None:
    judge = _Sure(supported=0.02)
    passage = "Hester Quaid ran the press for nine years without ever setting type herself."
    assert check_claim("Hester Quaid ran the press.", [passage], judge=judge).verdict is Verdict.NOT_FOUND
    assert check_claim("Hester Quaid did not run the press.", [passage], judge=judge).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "source", "supported"),
    [
        ("No: The pier was not built of stone.", "The pier was not built of stone. It was built of oak.", True),
        ("Yes, the guild paid the tax of 1840.", "The guild paid the tax of 1840 in June.", True),
        ("No: The pier was built of stone.", "The pier was not built of stone. It was built of oak.", False),
        ("Yes: The pier was not built of stone.", "The pier was built of stone in 1840.", False),
    ],
)
def test_an_answers_yes_or_no_is_no_part_of_what_it_says(claim: str, source: str, supported: bool) -> None:
    assert (check_claim(claim, [source]).verdict is Verdict.SUPPORTED) is supported


def test_a_number_is_no_answer() -> None:
    assert plainly("No. 5 was repaired.") == "No. 5 was repaired."


def test_what_a_judge_points_to_is_found_where_figures_of_speech_stand_before_it() -> None:
    before = "There is no doubt that few doubted that it rained. " * 4
    source = f"{before}Every weir stood empty. Tolls were paid in salt."

    class Pointing:
        name = "pointing"

        def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
            return [one.judgement for one in self.examine(pairs)]

        def examine(self, pairs: Sequence[tuple[str, str]]) -> list[Examined]:
            at = [text.index("Every weir") for _, text in pairs]
            return [Examined(Judgement(0.9, 0.05, 0.05), (), Span(one, one + 23)) for one in at]

    [(_, span)] = check_claim("Nobody kept eels anywhere.", [source], judge=Pointing()).evidence
    assert source[span.start : span.end] == "Every weir stood empty."


def test_a_clause_that_has_neither_has_nothing_of_what_the_one_before_has() -> None:
    source = "But the league had a treasury and a seal, and the guild has neither."
    said = "The guild has neither a treasury nor a seal, whereas the league had both."
    turned = "The league had neither a treasury nor a seal, whereas the guild has both."
    assert check_claim(said, [source]).verdict == "supported"
    assert check_claim(turned, [source]).verdict == "contradicted"
