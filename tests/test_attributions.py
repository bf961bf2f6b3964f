"""Claims that give a thing to the wrong holder, and claims that say of their own what the passage lets others say."""

from collections.abc import Sequence

import pytest

from assistant.answer import Verdict
from assistant.checking import check_claim
from assistant.claims.attributions import confirmed
from assistant.claims.evidence import findings
from assistant.protocols import Judgement

TREATY = "Marsh held that the treaty was a crime. Quill held that it was a mistake."
TAX = "Keller argued that the tax was unjust, and Weber defended it. Both men had studied in Brannen."
PUPIL = "Keller, a pupil of Weber, found that the price of grain fell by half after the bridge was opened."
RIVERS = "Keller published his book in 1901. “Rivers are older than roads”, he wrote. Weber disagreed."
BRIDGE = (
    "Brandt wrote to the council in 1840. Her letter was never answered. The bridge, she argued, would ruin the "
    "ferrymen. Lemaire, who built it, said that it would make them rich."
)
GUILDS = (
    "Smith (2010) argues that the guilds declined because their masters grew rich and idle. Jones (2012, p. 4), by "
    "contrast, contends that the guilds were destroyed by the new roads, which brought cheap cloth from the coast. The "
    "masters, I argue, borrowed from the same merchants whose cloth ruined them."
)
WALLS = (
    "“A wall”, said Ines Vale, “is an argument in stone.” Her rival Pryce thought that walls merely hide the want of "
    "an argument."
)
ARCHIVE = "Marsh and Quill both held that the archive should be opened. Tolliver alone opposed it."
COPY = "Weil claimed that the manuscript was a copy. Hauer agreed. Only Stein insisted that it was the original."
FIRE = (
    "Historians such as Dorn and Vail believe that the fire began in the granary. The archaeologist Reyes has shown "
    "that it began in the stables."
)
WALL = "As Brandt shows, the wall was built before the market. Lemaire rightly holds that the weavers paid for it."
DAM = "The bishop wrote that the war was lost. The duke wrote that it had just begun."
ISLANDS = "Japan argued that the islands had been empty in 1895. China maintained that they stood on its maps."
LIBERTY = (
    "Mill holds that liberty may be limited only to prevent harm to others. Green replies that this makes the state a "
    "policeman. A free man, Green says, needs schools as well as locks. Mill himself argues that the state should pay "
    "for examinations."
)
NESTED = "Weber reports that Keller argued that the tax was unjust. Weber himself had paid it."
MAYOR = (
    "Some hold that the mayor was indifferent to the poor, but those who knew him deny it. He paid for the hospital."
)
BRIBES = "Critics say that the mayor took bribes. The court found that he had not."
POOR = "It may be objected that the tax fell on the poor. It did not. The tax was laid on silk and wine."
HIDDEN = "If the mayor took bribes, he hid them well. The accounts of the city show no gap."
MONKS = "It has often been claimed that the monks burned the library. There is no evidence for it."
FARMS = (
    "This paper argues that small farms survived because families worked without wages. Earlier writers, above all "
    "Brenner, thought that small farms survived by luck."
)
ABBOT = "It was rumoured that the abbot hid the silver. Nothing was ever found."
QUEEN = "Whether the queen knew of the plot is not known. Her secretary certainly did."
TOWER = (
    "The old historians believed that the tower was a lighthouse. Excavation has proved them wrong: it was a granary. "
    "Had it been a lighthouse, it would have stood on the cliff."
)
DENIED = "Quill held that the treaty was a mistake; the author of this essay disagrees."


class Sure:
    """A judge that finds everything supported."""

    name = "sure"

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        return [Judgement(0.98, 0.01, 0.01)] * len(pairs)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Quill held that the treaty was a crime.", TREATY),
        ("Marsh held that the treaty was a mistake.", TREATY),
        ("According to Quill, the treaty was a crime.", TREATY),
        ("In Quill's view, the treaty was a crime.", TREATY),
        ("The treaty was a crime, Quill held.", TREATY),
        ("Quill thought the treaty a crime and Marsh thought it a mistake.", TREATY),
        ("Weber argued that the tax was unjust.", TAX),
        ("According to Weber, the tax was unjust.", TAX),
        ("Weber found that the price of grain fell by half after the bridge was opened.", PUPIL),
        ("Weber wrote that rivers are older than roads.", RIVERS),
        ("Lemaire argued that the bridge would ruin the ferrymen.", BRIDGE),
        ("Brandt said that the bridge would make the ferrymen rich.", BRIDGE),
        ("Jones argues that the guilds declined because their masters grew rich and idle.", GUILDS),
        ("The author argues that the guilds were destroyed by the new roads.", GUILDS),
        ("Jones argues that the masters borrowed from the same merchants whose cloth ruined them.", GUILDS),
        ("Brenner argued that small farms survived because families worked without wages.", FARMS),
        ("The author thinks that small farms survived by luck.", FARMS),
        ("Stern wrote in 1931 that the canal had made the town poor.",
         "Novak, who had been taught by Stern, wrote in 1931 that the canal had made the town poor."),
        ("Falk maintains that the author of the saga was a woman.",
         "Solheim knows the saga. She maintains that its author was a woman. Falk replies that poets listen at doors."),
        ("Pryce said that a wall is an argument in stone.", WALLS),
        ("Tolliver held that the archive should be opened.", ARCHIVE),
        ("Stein claimed that the manuscript was a copy.", COPY),
        ("Reyes believes that the fire began in the granary.", FIRE),
        ("Vail has shown that the fire began in the stables.", FIRE),
        ("Lemaire shows that the wall was built before the market.", WALL),
        ("The duke wrote that the war was lost.", DAM),
        ("China argued that the islands had been empty in 1895.", ISLANDS),
        ("Green argues that the state should pay for examinations.", LIBERTY),
        ("Weber argued that the tax was unjust.", "Keller argued that the tax was unjust. Weber was his pupil."),
    ],
)  # fmt: skip
def test_what_another_holds_is_not_supported_and_the_reason_names_who(claim: str, source: str) -> None:
    for judge in (None, Sure()):
        checked = check_claim(claim, [source], judge=judge)
        assert checked.verdict is not Verdict.SUPPORTED
    assert any("the passage gives this to" in reason for reason in checked.reasons), checked.reasons


def test_the_reason_says_who_holds_it_and_to_whom_the_claim_gives_it() -> None:
    checked = check_claim("Quill held that the treaty was a crime.", [TREATY])
    assert checked.verdict is Verdict.CONTRADICTED
    assert checked.reasons[0] == "the passage gives this to Marsh, the claim to Quill"


def test_a_holder_whom_the_passage_does_not_name_is_not_contradicted() -> None:
    checked = check_claim("Osk held that the treaty was a crime.", [TREATY], judge=Sure())
    assert checked.verdict is Verdict.NOT_FOUND


TRUE = [
    ("Marsh held that the treaty was a crime.", TREATY),
    ("Quill held that it was a mistake.", TREATY),
    ("Quill held that the treaty was a mistake.", TREATY),
    ("Marsh thought the treaty criminal, whereas Quill considered it a mistake.", TREATY),
    ("Quill considered the treaty an error.", TREATY),
    ("According to Marsh, the treaty was a crime.", TREATY),
    ("In Quill's view the treaty was a mistake.", TREATY),
    ("The treaty was a crime, Marsh held.", TREATY),
    ("Marsh argued that the treaty was a crime, while Quill thought it a mistake.", TREATY),
    ("According to Keller, the tax was unjust.", TAX),
    ("Weber defended the tax.", TAX),
    ("Keller found that the price of grain fell by half after the bridge was opened.", PUPIL),
    ("The price of grain fell by half after the bridge was opened.", PUPIL),
    ("Keller was a pupil of Weber.", PUPIL),
    ("Keller wrote that rivers are older than roads.", RIVERS),
    ("According to Keller, rivers are older than roads.", RIVERS),
    ("Brandt argued that the bridge would ruin the ferrymen.", BRIDGE),
    ("In Brandt's opinion the bridge would ruin the ferrymen.", BRIDGE),
    ("Lemaire said that the bridge would make the ferrymen rich.", BRIDGE),
    ("Smith (2010) argues that the guilds declined because their masters grew idle.", GUILDS),
    ("According to Jones (2012), the guilds were destroyed by the new roads.", GUILDS),
    ("The author argues that the masters borrowed from the merchants whose cloth ruined them.", GUILDS),
    ("The masters borrowed from the same merchants whose cloth ruined them.", GUILDS),
    ("Ines Vale said that a wall is an argument in stone.", WALLS),
    ("Vale said a wall is an argument in stone.", WALLS),
    ("Pryce thought that walls merely hide the want of an argument.", WALLS),
    ("The author argues that small farms survived because families worked without wages.", FARMS),
    ("Brenner thought that small farms survived by luck.", FARMS),
    ("Quill held that the archive should be opened.", ARCHIVE),
    ("Marsh held that the archive should be opened.", ARCHIVE),
    ("Hauer thought that the manuscript was a copy.", COPY),
    ("Weil and Hauer thought the manuscript a copy.", COPY),
    ("Stein insisted that the manuscript was the original.", COPY),
    ("Dorn believes that the fire began in the granary.", FIRE),
    ("Reyes has shown that the fire began in the stables.", FIRE),
    ("The fire began in the stables.", FIRE),
    ("The wall was built before the market.", WALL),
    ("Brandt shows that the wall was built before the market.", WALL),
    ("The duke wrote that the war had just begun.", DAM),
    ("According to Japan, the islands had been empty in 1895.", ISLANDS),
    ("Tokyo argued that the islands had been empty in 1895.", ISLANDS),
    ("Mill argues that the state should pay for examinations.", LIBERTY),
    ("According to Green, a free man needs schools as well as locks.", LIBERTY),
    ("Keller argued that the tax was unjust.", NESTED),
    ("Weber reports that Keller argued that the tax was unjust.", NESTED),
    ("Some hold that the mayor was indifferent to the poor.", MAYOR),
    ("Those who knew the mayor deny that he was indifferent to the poor.", MAYOR),
    ("Critics say that the mayor took bribes.", BRIBES),
    ("According to critics, the mayor took bribes.", BRIBES),
    ("It may be objected that the tax fell on the poor.", POOR),
    ("The tax was laid on silk and wine.", POOR),
    ("The accounts of the city show no gap.", HIDDEN),
    ("It has often been claimed that the monks burned the library.", MONKS),
    ("It was rumoured that the abbot hid the silver.", ABBOT),
    ("The tower was a granary.", TOWER),
    ("The mayor took bribes.", "The court proved that the mayor took bribes."),
    ("The wells were poisoned by the tannery.", "Dr Amsel reports that the wells were poisoned by the tannery."),
    ("The lake froze that winter.", "The minister said on Monday that the lake froze that winter, but nobody fished."),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "source"), TRUE)
def test_what_its_own_holder_holds_is_kept(claim: str, source: str) -> None:
    assert not [f for f in findings(claim, source) if not f.supports and f.kind in ("holder", "addition", "role")]
    checked = check_claim(claim, [source], judge=Sure())
    assert checked.verdict is Verdict.SUPPORTED, checked.reasons


@pytest.mark.parametrize(
    ("claim", "source", "conflict"),
    [
        ("The mayor was indifferent to the poor.", MAYOR, True),
        ("The author holds that the mayor was indifferent to the poor.", MAYOR, True),
        ("The mayor took bribes.", BRIBES, True),
        ("The court found that the mayor took bribes.", BRIBES, True),
        ("The tax fell on the poor.", POOR, True),
        ("The author claims that the tax fell on the poor.", POOR, True),
        ("The mayor took bribes.", HIDDEN, False),
        ("The monks burned the library.", MONKS, True),
        ("The abbot hid the silver.", ABBOT, False),
        ("The queen knew of the plot.", QUEEN, False),
        ("The tower was a lighthouse.", TOWER, True),
        ("The treaty was a mistake.", DENIED, True),
        ("The strike failed.", "Had the vote been secret, the strike would have failed.", False),
        ("The strike failed.", "The strike would have failed if the vote had been secret.", False),
        ("Lind thought that the air was bad.", "Most doctors thought that the air was bad. Lind left the town.", False),
        ("The tax was unjust.", "His enemies believed that the tax was unjust.", False),
        ("The abbot hid the silver.", "The abbot was said to have hidden the silver, and left.", False),
    ],
)  # fmt: skip
def test_what_only_some_hold_or_what_is_supposed_is_not_said(claim: str, source: str, conflict: bool) -> None:
    (found,) = [f for f in findings(claim, source) if f.kind == "holder"]
    assert found.conflict is conflict and "only of what it puts as" in found.reason
    assert check_claim(claim, [source], judge=Sure()).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Heated water boils.", "If water is heated, it boils."),
        ("The mayor took bribes.", "The court asked whether the mayor took bribes, and indeed he did."),
        ("The price rose in May.", "Some say that the price rose in May. The price rose in May by a fifth."),
        ("The report says that wages fell.", "The report says that wages fell. Keller adds that rents fell too."),
        ("The minister argued that wages fell.", "President Adams argued that wages fell. The minister left."),
        ("The air was bad.", "Most doctors thought that the air was bad."),
        ("The strike failed.", "The strike failed. It would have failed in any case."),
        ("Experts say people expect the dam to break.", "Experts say that people expect the dam to break."),
        ("He says he is a saint.", "Osk said that he is no saint, and that to call him a saint is wrong."),
        ("Thomson held that heat is lost.", "William Thomson, later Lord Kelvin, left. Kelvin held that heat is lost."),
        ("Weber thought that the wall was old.", "Keller thought that the wall was old. So did Weber."),
        ("Keller thinks that the wall is old.", "Like Keller I think that the wall is old. Keller adds that it fell."),
        ("Keller thinks that the wall is old.", "I think that the wall is old. Keller left early."),
        ("Weber told Keller that it was over.", "Weber told Keller that it was over. Keller told his wife."),
        ("The minister of Japan said that prices fell.", "Japan said that prices fell. China said that they rose."),
    ],
)  # fmt: skip
def test_where_it_cannot_be_told_nothing_is_said_against_a_claim(claim: str, source: str) -> None:
    assert not [f for f in findings(claim, source) if f.kind == "holder"]


def test_the_document_itself_may_be_named_as_the_holder() -> None:
    source = "The treaty was signed in 1704. Lisse lent the cantons 40,000 crowns."
    for frame in ("According to the passage, ", "The author says that ", "The article states that "):
        claim = f"{frame}the treaty was signed in 1704."
        assert check_claim(claim, [source], judge=Sure()).verdict is Verdict.SUPPORTED
        at = confirmed(claim, source)
        assert at is not None and claim[at.start : at.end] == "the treaty was signed in 1704."


def test_the_judge_is_asked_of_the_words_alone_where_their_holder_is_sure() -> None:
    class Noting(Sure):
        def __init__(self) -> None:
            self.asked: list[str] = []

        def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
            self.asked += [claim for claim, _ in pairs]
            return super().judge(pairs)

    judge = Noting()
    for claim in ("According to Keller, the tax was unjust.", "According to Weber, the tax was unjust."):
        check_claim(claim, [TAX], judge=judge)
    assert judge.asked == ["The tax was unjust.", "According to Weber, the tax was unjust."]


@pytest.mark.parametrize(
    "sentence", [s for text in (TREATY, TAX, MAYOR, BRIBES, POOR, HIDDEN) for s in text.split(". ")]
)
def test_a_passages_own_sentence_is_supported(sentence: str) -> None:
    source = next(text for text in (TREATY, TAX, MAYOR, BRIBES, POOR, HIDDEN) if sentence in text)
    assert check_claim(f"{sentence.rstrip('.')}.", [source]).verdict is Verdict.SUPPORTED
