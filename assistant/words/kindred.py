"""Words by which a question and a document may say one thing: "leave" and "withdrawal", "pact" and "treaty".

Groups written by hand for this project, by topic of common English, not of any document. A word may stand in several.
Looser than the synonyms of lexicon.py, by which claims are reworded: here a shared word only speaks for a passage.
This file knows nothing of texts.
"""

from __future__ import annotations

from assistant.words.wording import stem

_GROUPS = """
leave withdraw withdrawal quit exit depart departure abandon
join enter entry accede accession admit admission member membership
start begin beginning found foundation establish launch create creation open origin set
end finish close closure dissolve terminate abolish stop cease
resign resignation step quit oust dismiss post office
revive revival renew renewal restart resume extend prolong
lead leader head chair direct drive
pay payment contribute contribution fund finance spend spent cost give donate promise pledge
earn earnings income revenue profit wage salary
money cash cheque sum dollar yen billion million payment
soldier troop personnel army military force battalion unit
treaty pact accord agreement alliance deal
war conflict fight battle combat campaign
country nation state land
government cabinet administration ministry
minister politician official statesman
law act bill legislation statute
vote ballot poll election elect
seat place membership
reject refuse refusal oppose opposition resist resistance block veto
support back endorse approve agree consent favour
criticise criticism blame mock complain condemn
fear worry concern anxious apprehensive afraid threat
hope want wish aim goal purpose seek intend intention
change reform amend amendment revise revision alter
rise grow growth increase expand expansion
fall decline decrease shrink reduce cut drop
help assist assistance aid relief support
kill die death dead casualty
hurt injure injury wound harm
send dispatch deploy despatch deployment
serve service participate participation take part
meet meeting summit gather talk dialogue discuss discussion
propose proposal suggest suggestion initiative
say state argue claim call describe
think believe view opinion regard consider
people public citizen population voter electorate opinion
group grouping body organisation organization institution forum club
rule principle norm
protect protection defend defence guard shield shelter
weapon arms armament nuclear atomic
ship vessel minesweeper boat navy naval
report document study publication publish release
build construct make produce
allow permit enable let
forbid prohibit ban
cause reason lead result because
happen occur take
use employ utilise
get obtain receive gain win
lose loss fail failure
neighbour neighbouring region regional
abroad overseas foreign
power strength influence
work task duty mission
year time date
ask demand insist require requirement request urge call press
teach learn study educate education school lesson
write author compose publish draft text
show demonstrate reveal prove indicate evidence
buy purchase acquire
sell sale trade export
attack invade invasion strike assault raid bomb bombard
arrive arrival come reach
travel journey go visit trip voyage
live dwell reside residence home
marry marriage wed husband wife spouse
name title term known entitle
rule govern reign
choose choice select selection pick appoint appointment nominate
keep hold retain preserve maintain
answer reply respond response react reaction
delay postpone postponement late
try attempt effort
prefer preference like favour
warn warning caution
join unite union merge merger combine
divide division split separate part
measure size amount extent
discover discovery find
invent invention design devise
sign signature ratify conclude
"""
KINDRED: dict[str, frozenset[str]] = {}
for _line in _GROUPS.split("\n"):
    _stems = frozenset(stem(word) for word in _line.split())
    for _stem in _stems:
        KINDRED[_stem] = KINDRED.get(_stem, frozenset()) | _stems


def kindred(word: str) -> frozenset[str]:
    """The stems that may stand for a stem, itself among them."""
    return KINDRED.get(word, frozenset((word,))) | {word}
