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
seat sit serve place member membership
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
receive reception greet greeting welcome
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
# Looser still: words by which a text may tell in another figure that a deed was done, so that it can't be said to be
# missing there. No opposites stand together.
_FIGURES = """
beat defeat win victory victorious overcome vanquish rout triumph prevail outvote
choose choice adopt prefer
rebuild reconstruct reconstruction restore restoration repair refound
resent resentment anger angry affront offend offence bitterness grievance hostile hostility aversion hatred hate dislike
quarrel dispute conflict clash feud disagree disagreement row rift
doubt question sceptical suspect distrust mistrust uncertain
divide section subdivision subdivide consist comprise
criticise critic criticism condemn object objection protest attack deplore fault
die perish fall succumb funeral kill murder assassinate burial bury
punish punishment sentence imprison execute execution hang jail convict trial penalty
imprison imprisonment jail prison arrest detain detention captivity intern internment
persecute persecution oppress oppression harass torment
flee flight escape refuge refugee
exile banish deport expel expulsion repatriate
succeed successor heir replace follow
convert conversion baptise baptism embrace
own ownership property possess possession
discover discovery find unearth
destroy destruction ruin demolish devastate raze wreck burn
employ hire job recruit staff
dismiss dismissal sack oust
borrow loan lend debt credit
tax levy duty impose
spread diffuse diffusion
settle settlement colonise colony colonist
migrate migration emigrate immigrate move settle
crown coronation enthrone
capture seize seizure conquer conquest occupy occupation
annex annexation incorporate absorb
surrender capitulate yield
treat treatment cure heal remedy handle portray
influence shape inspire affect impact
affect hit suffer impact
justify defend rationale
prosper prosperity flourish thrive boom
suffer hardship pain plight
starve starvation famine hunger
move relocate transfer shift remove
mobilise mobilize raise rally recruit
oversee supervise run manage charge control direct
run lead head manage direct charge operate
command lead charge general commander captain
guarantee insure insurance assure
repeal revoke abolish rescind
prevent avert
hide conceal secret disguise
persuade convince
recover recovery rebound
trust confidence faith
admire respect praise esteem
achieve accomplish attain success succeed
portray depict show represent treat
steal theft rob loot plunder
shoot fire shot
reign king queen emperor throne crown
decipher decode decrypt interpret
invest investment fund finance
differ difference unlike contrast distinct
shorten shrink reduce cut
lengthen extend prolong
pass enact sign
stay remain linger
help cooperate cooperation collaborate collaboration collusion contribute serve
offer provide supply
provide supply furnish equip
reassure assure calm comfort confidence
accuse charge blame suspect
grant award bestow
invite summon
visit tour
escape evade avoid
ease alleviate relieve lighten mitigate
worsen aggravate deteriorate exacerbate
encourage foster promote urge incentive
discourage deter dissuade
hinder hamper impede obstruct
compel force oblige coerce
pretend pose disguise
fear afraid dread frighten
hate loathe detest
love adore admire
mock ridicule satire satirise deride
predict foresee forecast prophesy
honour award medal prize decorate
collect gather amass accumulate
store stock granary
carry transport convey
feed food nourish
plant sow crop cultivate grow
harvest crop yield
pay compensate reward
save rescue spare
waste squander
guide steer direct advise
advise advice adviser counsel recommend
inform notify
spy monitor surveillance observe
watch monitor observe guard
listen intercept hear monitor
smuggle contraband
train teach instruct
test examine inspect check audit
explain interpret account
describe depict portray
define mean
translate render
copy imitate emulate
invent devise create
design plan devise
plan scheme plot intend
cancel drop scrap
print publish
sink wreck torpedo
arm weapon equip
ally alliance side
betray treason traitor
rebel revolt rebellion uprising insurrection mutiny
protest demonstrate demonstration riot strike
strike stoppage
negotiate talk bargain
compromise settle concession
mediate intercede broker
pray worship
preach sermon teach
heal cure recover
infect infection contract contagion
isolate quarantine separate
bury grave tomb cemetery
inherit heir inheritance succeed
raise breed rear
educate school teach train university study
graduate degree study
read literate literacy
shut close shutter
unify unite unification merge
weaken undermine erode diminish
strengthen reinforce bolster cement consolidate
secure ensure guarantee obtain
threaten threat endanger menace
endanger risk threaten
cross traverse
stretch extend range span
cover span extend include
link connect tie associate
separate isolate part
stem derive originate
derive stem origin
arise emerge originate
emerge appear arise
vanish disappear
flood inundate
dry drought
freeze ice frozen cold
cool cold cooling
warm heat warming
walk foot march
ride horse mount
sail ship voyage navigate
fly flight plane
hurt harm damage
worry concern trouble
trouble problem difficulty
depend hinge rely need require
"""


def _of_groups(*groups: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in "\n".join(groups).split("\n"):
        stems = frozenset(stem(word) for word in line.split())
        for one in stems:
            found[one] = found.get(one, frozenset()) | stems
    return found


KINDRED = _of_groups(_GROUPS)
FIGURES = _of_groups(_GROUPS, _FIGURES)


def kindred(word: str) -> frozenset[str]:
    """The stems that may stand for a stem, itself among them."""
    return KINDRED.get(word, frozenset((word,))) | {word}


def told_by(deed: str) -> frozenset[str]:
    """The stems by which a text may tell of a deed (a verb's stem), itself among them: more than may stand for it."""
    return FIGURES.get(deed, frozenset((deed,))) | {deed}
