"""Words and phrases that say one thing, so that a claim may be read in its source's words: "fled" for "took refuge".

Written by hand for this project, by common English, not by any document. Stricter than kindred.py, where a shared topic
is enough: what stands here in one row may stand for each other in most sentences; in BROADER only the first for the
others: who was hanged was executed, but not the reverse. This file knows nothing of texts.
"""

from __future__ import annotations

import re

from assistant.words.wording import stem

# A phrase is written with hyphens. Deeds, with the nouns made of them:
_EQUAL = """
harbour harbor port|task job|flaw defect fault|shortcoming weakness|stance position|shift change|
comply-with obey follow|merge combine unite|forerunner predecessor|teacher instructor|settler colonist|
truce ceasefire armistice|overlook neglect ignore disregard|affect influence shape|essential necessary crucial|
significance importance|benefit advantage|setting context|estrange estrangement alienate alienation|fresh new|
tiny small|amid during|legislation law|
unaware not-know not-aware ignorant lack-knowledge|insufficient inadequate not-adequate not-sufficient not-enough|
unwilling not-willing not-want|unsuccessful not-successful|uncertain not-certain not-sure unsure|
abandon abandonment give-up relinquish|abolish abolition do-away-with|accept acceptance agree-to consent-to|
accompany go-with|accuse accusation charge-with|achieve achievement attain accomplish|
acquire acquisition obtain get gain|admit concede acknowledge grant concession|advise advice counsel|
aid help assist assistance support|allow permit let permission|amend amendment revise revision|
announce announcement declare declaration proclaim proclamation|annul annulment void set-aside strike-down quash|
appear emerge emergence come-out|appoint appointment name|approve approval endorse endorsement|
argue argument contend maintain|arise originate come-from stem-from|arrive arrival come|ask request call-on|
assemble gather gathering|assert assertion state statement|attack assault|attempt try effort seek endeavour endeavor|
avoid avoidance evade stay-away-from|ban prohibit prohibition forbid outlaw|banish exile expel expulsion drive-out|
become turn-into|begin beginning start commence commencement onset|believe belief think hold-that be-convinced|
belong-to be-part-of be-a-member-of|besiege siege lay-siege|betray betrayal hand-over deliver-up|
build construct construction erect|burn set-fire-to set-on-fire|buy purchase|call name describe-as label|
cancel cancellation call-off|capture seize seizure take conquer conquest|carry-out conduct perform undertake|
cause bring-about produce give-rise-to lead-to result-in|cease stop end halt come-to-an-end|
choose choice select selection opt-for pick|claim maintain contend|collapse fall-apart break-down|
collect collection gather|come-to-power take-power accede accession|complain complaint grievance|
compel force oblige coerce drive make have-to|compete competition rival rivalry|complete completion finish|
comprise consist-of be-made-up-of be-composed-of|conceal hide keep-secret|conclude conclusion|
condemn condemnation denounce denunciation|confess confession own-up admit|confine restrict restriction limit|
confirm confirmation bear-out corroborate|consider regard deem see-as view-as think count-as|contain include hold|
continue continuation go-on carry-on keep-on persist|contribute contribution|convince persuade persuasion win-over|
create creation establish establishment found set-up bring-into-being|criticise criticize criticism censure fault|
damage harm injure|deceive deception mislead trick|decide decision resolve|
decrease decline fall drop diminish shrink go-down|defeat beat overcome vanquish|
defend defence defense protect protection guard|delay postpone postponement put-off lateness slow slowness late|
deliver delivery hand-over|demand call-for insist-on|demolish demolition pull-down tear-down destroy destruction|
deny denial dispute|depart departure leave|depend-on dependent rely-on reliance|
deploy deployment send dispatch despatch|derive come-from stem-from|deride derision mock mockery ridicule scorn|
design draw-up plan|destroy destruction wreck ruin|deteriorate deterioration worsen get-worse|
develop development evolve evolution|die death pass-away lose-life|differ difference be-different|
disagree disagreement dispute|disappear disappearance vanish|discover discovery find find-out detect|
discuss discussion debate talk-about deliberate|dismiss dismissal fire sack|disperse scatter|
dissolve dissolution disband break-up|divide division split partition|dominate domination control|doubt question|
dread fear be-afraid|earn income receive|elect election vote-in|eliminate elimination remove removal get-rid-of|
employ use|employ employment hire engage|enable make-possible allow|encourage encouragement|
endure endurance withstand last|enlarge enlargement expand expansion extend extension|enter entry go-into come-into|
entrust give|erode erosion weaken weakening undermine|escape flee flight run-away take-refuge seek-refuge find-refuge|
evacuate evacuation clear|examine examination investigate investigation study analyse analyze analysis|
exceed be-more-than surpass|exclude exclusion leave-out shut-out|execute execution put-to-death|
expect expectation anticipate anticipation|explain explanation account-for|exploit exploitation take-advantage-of|
export ship-abroad sell-abroad|express expression voice|fade die-out wane decline cool|
fail failure be-unsuccessful come-to-nothing be-in-vain|fall-ill become-ill|fight fighting combat battle|
fill-in complete|finance fund pay-for bankroll|flourish thrive prosper|follow come-after|forbid ban prohibit rule-out|
forecast predict prediction foresee|forgive pardon|forge falsify fake|fulfil fulfill meet satisfy|
gather assemble meet|give grant hand provide|govern rule government reign|
grow growth increase rise expand expansion go-up|guarantee ensure assure|happen occur take-place come-about|
hate hatred detest|hinder hamper impede obstruct|hope hope-for count-on expect|hurt injure injury wound|
illiterate unlettered unable-to-read not-read be-unable-to-read could-not-read cannot-read|imitate imitation copy|
impose imposition lay|imprison imprisonment jail put-in-prison intern lock-up|improve improvement get-better|
include inclusion take-in|increase rise raise growth grow expand|inform tell notify|inherit inheritance|
insist insistence maintain|inspire inspiration|intend intention mean plan|interpret interpretation read|
intervene intervention step-in|invade invasion|invent invention devise|invite invitation|
issue publish publication release bring-out put-out|join joining enter accede-to become-a-member-of|
join-forces ally side-with take-the-side-of take-sides-with|judge judgement judgment|kill killing slay|
know-of be-aware-of be-familiar-with|lack be-without be-short-of|land disembark come-ashore|lapse expire run-out|
last go-on endure|launch start initiate|lead head direct run|learn find-out come-to-know|learn-of hear-of|
leave quit withdraw withdrawal depart pull-out|like be-fond-of approve-of|
live reside dwell residence|lodge file submit|loot plunder pillage|lose loss forfeit|
lose-value depreciate depreciation|maintain keep preserve preservation retain|make produce production manufacture|
marry marriage wed|match correspond-to fit|mean signify|meet meeting encounter|mend repair|migrate migration move|
mistake error blunder|mock ridicule make-fun-of|move relocate relocation shift|murder kill|negotiate negotiation|
notice observe|obey obedience|object-to oppose opposition be-against resist|observe observation note|
occupy occupation take-possession-of|offer put-forward|omit omission leave-out|oppose opposition be-against|
order command|originate begin|overlap coincide|overthrow depose deposition bring-down|
own possess possession belong-to|participate participation take-part|pay payment|penalise penalize punish punishment|
pillage plunder ravage devastate lay-waste|plan scheme|play-a-part play-a-role|point-out note observe remark|
portray portrayal depict depiction show|postpone put-off delay|pour flow|praise commend|precede come-before|
prefer preference favour favor|prepare preparation|present put-forward|preserve keep save|press-for urge|
prevent prevention stop|proceed go-ahead|produce yield|promise pledge undertake|promote further advance|
propose proposal suggest suggestion put-forward|prosecute prosecution put-on-trial try|prove proof demonstrate|
provide supply give furnish|publish publication bring-out issue|punish punishment penalty|quarrel dispute argue|
question doubt query|raise lift increase elevate upgrade|reach arrive-at get-to|react reaction respond response|
realise realize become-aware|rebel rebellion rise-up revolt rising uprising insurgent|
rebuild reconstruct reconstruction|rebuke reprimand|recall remember|receive get be-given|
recognise recognize recognition|recommend recommendation advise|record write-down|recover recovery get-better|
reduce reduction cut lower decrease bring-down|refer-to mention|
refuse refusal decline reject rejection turn-down turn-away|regret repent repentance be-sorry|reinforce strengthen|
reject rejection turn-down throw-out|release set-free free liberate liberation|remain stay|remove removal take-away|
renew renewal extend extension|repeal revoke|replace replacement substitute take-the-place-of|reply answer response|
report tell-of|represent stand-for|require need call-for|rescue save|resemble be-like look-like|resent resentment|
resign resignation step-down give-up-seat|resist resistance hold-out|respect esteem|restore restoration|
result outcome|resume resumption take-up-again|retire retirement|retreat withdraw withdrawal pull-back fall-back|
return come-back go-back|reveal disclose disclosure make-known|revive revival|rob steal|rotate turn|ruin wreck|
sail travel|satisfy content|scare frighten|search look-for|secure obtain|separate separation|serve service|
settle settlement|shape form|share have-in-common|show demonstrate demonstration reveal indicate|shrink contract|
sign signature put-name-to|silence hush|slow slacken|smuggle bring-in-secretly|speak talk|
speak-for represent negotiate-for|specify stipulate|spread diffusion diffuse|stop halt|
strengthen strengthening make-stronger|submit submission hand-in put-in|subside die-down|
succeed success be-successful|suffer undergo|suffice be-enough|supervise supervision oversee|
suppress suppression put-down crush|surrender capitulate capitulation give-in|survive survival|suspect suspicion|
suspend suspension|sustain keep-up|swear oath vow|switch change-over|take-over assume|teach instruct|
testify give-evidence testimony bear-witness|threaten threat menace|tie bind link|torture torment|trade commerce|
train training|transfer hand-over|translate translation|transport carry convey|treat deal-with|trick dupe|
turn-to resort-to|underestimate underrate|understand understanding grasp|unite union unify unification|
urge press exhort|use usage utilise utilize make-use-of|violate violation breach infringe infringement|visit call-on|
wait await|wake-up awake|want wish desire|warn warning|waste squander|watch observe|weaken undermine|welcome greet|
win victory|wipe-out annihilate exterminate|withhold hold-back|work-for be-employed-by|
worry concern fear anxious anxiety be-afraid apprehensive|worship venerate|write-to address|yield give-way
"""

# Things, people and what they are like:
_EQUAL += """|
accord agreement pact treaty compact|accurate exact precise|aerial antenna|ally partner|almost nearly|
alone by-itself on-its-own|ample plentiful abundant|ancestor forebear|angry furious enraged|annual yearly|
annually every-year each-year|antipathy dislike|apparent evident obvious|army military armed-forces troops|
at-first initially originally in-the-beginning to-begin-with at-the-outset|atomic nuclear|autumn fall|
bad poor|barren infertile|beginning origin start|big large great|boat ship vessel|book volume|
border frontier|brave courageous|brief short|by-accident accidentally by-chance|capital main-city|
car automobile motor-vehicle|cash money|central key|century hundred-years|cheap inexpensive low-priced|
chief main principal leading|child infant|church-official cleric clergyman|citizen national|city town|
clever intelligent|club group grouping|coast shore coastline|colleague fellow|combat fighting|
commoner ordinary-person|common widespread frequent|company firm business|complete total entire whole|
conflict war hostilities|constitution basic-law|contract agreement|contemporary of-the-time of-the-day|
core nucleus centre center heart|cost price expense|country nation|court tribunal|
crime criminal offence offense|crop harvest|crucial vital essential|cruel brutal|currency money|custom tradition|
dangerous hazardous perilous|deadline time-limit|debt owing owe indebted|deep profound|demise end|
deputy member-of-parliament|difficult hard|dispute quarrel conflict controversy|distant remote far-away|
dissatisfied unhappy discontented|doctor physician|domestic internal|drawback disadvantage|duty obligation|
early at-an-early-date|earlier previously before formerly|east eastern|edge margin|effect impact influence|
elderly old|enemy foe adversary opponent|enough sufficient sufficiently|
entirely wholly completely totally altogether fully|envoy ambassador emissary|equal same|equipment gear|
essay article paper|even-though although though despite in-spite-of notwithstanding|
eventually in-the-end finally ultimately|everyone everybody|evidence proof|evil wicked|expensive costly dear price|
famous renowned well-known celebrated|fast quick rapid swift|quickly rapidly swiftly fast speedily|fault blame|
feature characteristic|feeling sentiment|feast festival|female woman|few hardly-any|field area|finally in-the-end|
forest wood|forever permanently for-good|former previous ex|fortress stronghold fort citadel castle|
free-of-charge gratis|friendly amicable|frequently often|from-abroad foreign|garrison defenders|genuine authentic|
gift present donation|global worldwide|goal aim objective purpose end|goods merchandise|
gradually little-by-little slowly|grave serious severe|guilty culpable|habit custom|heir successor|helpful useful|
hero heroine|hill height|holy sacred|home house dwelling|homeland native-country|hostile inimical unfriendly|
huge enormous vast immense very-large|idea notion concept|ill sick|illegal unlawful|illness disease sickness|
image picture|immediately at-once straight-away instantly|important significant|in-force in-effect operative|
in-short briefly|independence autonomy|inhabitant resident dweller|innate inborn|inside within|
insufficient not-enough inadequate|island isle|job post position employment|journey voyage trip|judge jurist court|
key crucial|king monarch sovereign ruler|kingdom realm|lasting enduring permanent|last final|
later subsequently afterwards afterward|law statute act legislation|lawyer attorney|leader head chief|league union|
legal lawful|letter missive|likely probable probably|link connection tie|lord nobleman|
loyal faithful|lucky fortunate|luck fortune|maker manufacturer producer|majority most|manner way|
manuscript handwritten-copy|many numerous|mayor burgomaster|meal repast|mercenary hired-soldier|
merchant trader dealer|mild gentle|mind intellect|minister secretary|mistake error|monk friar|moral ethical|
more-than over above exceeding|mostly mainly chiefly largely primarily for-the-most-part|motive reason|
mountain upland highland hill|murderer killer|mutual reciprocal|near close-to next-to|
nearby neighbouring neighboring adjacent|new novel|next following|noble aristocrat|nobody no-one|north northern|
nuclear-weapon atomic-weapon|obvious evident clear|odd strange peculiar|office post|officer official|official formal|
old-age advanced-age|opponent adversary critic|opportunity chance|opposite contrary|outside beyond|
overseas abroad in-foreign-countries|pacifist peaceful|part portion|parliament legislature assembly|partly in-part|
patient sufferer|peasant farmer|people population public|per-cent percent|perhaps maybe possibly|period time era age|
person human|pleased glad happy|poem verse|policy course|politician statesman|poor impoverished needy|
popular well-liked|power strength might|practically virtually|precious valuable of-value|premier prime-minister|
prevalent widespread|previous earlier prior|price cost|priest clergyman|prior-to before|prison jail gaol|
prisoner captive|probably likely|property possession|protest demonstration|province region|pupil student|purpose aim|
quantity amount|quarrel dispute|race contest|rain rainfall|rare uncommon infrequent|reason cause ground|
rebel insurgent|recent late|refuge shelter sanctuary|regime government|region area district|
regularly routinely|relation relationship tie|relative kinsman|repeatedly several-times again-and-again many-times|
result consequence outcome|rich wealthy|right entitlement|risk danger|rite ritual|road route|role part|
roughly about approximately around some|rule regulation|rural country|sad unhappy|safe secure|salary wage pay|
same identical|scarce rare|scholar academic|schoolteacher schoolmaster schoolmistress teacher|sea ocean|
secret clandestine|servant attendant|several various|severe harsh heavy|severely heavily harshly|shared common joint|
shop store|shortage scarcity lack|shortly-afterwards soon-after shortly-thereafter soon-thereafter|signal sign|
similar alike|simple plain|situation condition|skill ability|slave bondsman|smart clever|soldier troop|
son-in-law daughter-husband|song track|soon shortly before-long|south southern|speech address|spectator onlooker|
stable steady|stage phase|star celebrity|statement remark|stone rock|story tale account|street road|strict rigorous|
strong powerful|struggle fight|sudden abrupt|suddenly all-at-once|summit top|superior better|
supporter follower adherent|sure certain|surplus excess|survey poll|tax levy taxation duty|temporary provisional|
text wording|though although|throughout all-through|today nowadays at-present currently now|together jointly|
tomb grave|transient fleeting|treasure riches|treatment therapy|trial lawsuit|tribe clan|trip journey|
trouble difficulty|true correct|truly really|be-unable-to cannot could-not can-not be-not-able-to be-incapable-of|
unaware ignorant|unclear vague|uncommon rare|universal general|university college|unlike in-contrast-to|
unpaid without-pay|until-then hitherto|usual normal customary|usually normally generally commonly as-a-rule|
value worth|vehicle car|very-few hardly-any|victim casualty|view opinion|village hamlet|villager peasant|
violent forcible|voter elector|voters electorate public|warrior fighter|weak feeble|weapon arms armament|
wealth riches|west western|wheat grain corn|wide broad|widespread common|wife spouse|wild untamed|winner victor|
wise prudent|without-delay at-once|word term|work toil labour labor|worker labourer laborer|
worldwide all-over-the-world|wounded injured|wrong mistaken|young youthful
"""

# The first may be said where the source has one of the others:
_BROADER = """
execute: hang behead guillotine|kill: murder execute assassinate hang shoot behead stab drown massacre|
parent: father mother|say: write argue claim state declare remark note maintain assert point-out|
ship: frigate brig steamer schooner cruiser galley|criticise: condemn denounce attack deride|
criticize: condemn denounce attack deride|ask: beg plead implore beseech urge|
think: argue hold maintain believe claim conclude|leader: king president chairman head chief captain|
soldier: knight infantryman cavalryman private|take: seize capture|ruler: king queen emperor sultan prince duke|
relative: brother sister father mother son daughter uncle aunt cousin|fight: battle war skirmish|
vehicle: car lorry truck bus|weapon: sword gun rifle cannon bomb|punish: hang behead imprison fine flog|
document: letter treaty charter contract report|text: letter treaty charter contract|work: book essay poem novel|
book: novel|building: house church castle tower|official: minister chancellor secretary magistrate|
clergyman: bishop priest vicar|person: man woman|people: men women|harm: destroy kill wound|
choose: elect appoint|scholar: historian philologist|worker: employee labourer laborer|
move: migrate march sail travel|go: travel march sail ride walk|
change: amend revise reform increase decrease rise fall|money: cash dollar pound payment sum|
help: finance fund rescue|learn: discover|illegal: criminal
"""


_FORMS = dict.fromkeys(("is", "are", "was", "were", "been", "being", "am"), "be")
_FORMS |= dict.fromkeys(("has", "had", "having"), "have") | dict.fromkeys(("does", "did", "done", "doing"), "do")
_FORMS |= {"according": "according"}  # to somebody: no accord


def lemma(word: str) -> str:
    """A word without its ending, adverbs as they are: "mainly" is not "main"."""
    word = re.sub(r"(?<=..)ie[sd]$", "y", word.lower())  # "duties" as "duty"
    return word if word.endswith("ly") else _FORMS.get(word) or stem(word)


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(lemma(word) for word in phrase.split("-"))


Phrase = tuple[str, ...]
"""The lemmas of a phrase."""


def _table() -> dict[Phrase, frozenset[Phrase]]:
    table: dict[Phrase, set[Phrase]] = {}
    for row in _EQUAL.replace("\n", "").split("|"):
        group = {_key(phrase) for phrase in row.split()}
        for phrase in group:
            table.setdefault(phrase, set()).update(group - {phrase})
    for row in _BROADER.replace("\n", "").split("|"):
        broad, _, narrow = row.partition(":")
        table.setdefault(_key(broad), set()).update(_key(phrase) for phrase in narrow.split())
    return {phrase: frozenset(others) for phrase, others in table.items()}


SENSES = _table()
"""A claim's word or phrase, as lemmas, to those of a source that bear it out."""
LONGEST_PHRASE = max(len(phrase) for phrase in SENSES)
