"""English verbs: the irregular past forms, the commonest verbs by name, and how a verb is given its endings.

A past form that is as often another word ("found" of founding, "lay", "bound", "ground") is left out of those that are
led back to their verb. This file knows nothing of texts.
"""

from __future__ import annotations

import re

# verb: past tense, and past participle where it differs
_VERBS = {
    "arise": "arose arisen", "awake": "awoke awoken", "beat": "beaten", "become": "became", "begin": "began begun",
    "bend": "bent", "bite": "bit bitten", "bleed": "bled", "blow": "blew blown", "break": "broke broken",
    "breed": "bred", "bring": "brought", "build": "built", "burn": "burnt", "buy": "bought", "catch": "caught",
    "choose": "chose chosen", "cling": "clung", "come": "came", "creep": "crept", "deal": "dealt", "die": "died",
    "dig": "dug",
    "draw": "drew drawn", "drink": "drank drunk", "drive": "drove driven", "dwell": "dwelt", "eat": "ate eaten",
    "fall": "fell fallen", "feed": "fed", "feel": "felt", "fight": "fought", "flee": "fled", "fly": "flew flown",
    "forbid": "forbade forbidden", "forget": "forgot forgotten", "forgive": "forgave forgiven",
    "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "went gone", "grow": "grew grown",
    "hang": "hung", "hear": "heard", "hide": "hid hidden", "hold": "held", "keep": "kept", "kneel": "knelt",
    "know": "knew known", "lead": "led", "leap": "leapt", "learn": "learnt", "leave": "left", "lend": "lent",
    "light": "lit", "lose": "lost", "make": "made", "mean": "meant", "meet": "met", "mistake": "mistook mistaken",
    "overcome": "overcame", "overtake": "overtook overtaken",
    "overthrow": "overthrew overthrown", "pay": "paid", "plead": "pled", "ride": "rode ridden",
    "ring": "rang rung", "rise": "rose risen", "run": "ran", "say": "said", "see": "saw seen", "seek": "sought",
    "sell": "sold", "send": "sent", "shake": "shook shaken", "shine": "shone", "shoot": "shot", "show": "shown",
    "shrink": "shrank shrunk", "sing": "sang sung", "sink": "sank sunk", "sit": "sat", "sleep": "slept",
    "slide": "slid", "speak": "spoke spoken", "spend": "spent", "spin": "spun", "spring": "sprang sprung",
    "stand": "stood", "steal": "stole stolen", "stick": "stuck", "strike": "struck stricken",
    "strive": "strove striven", "swear": "swore sworn", "sweep": "swept", "swim": "swam swum", "swing": "swung",
    "take": "took taken", "teach": "taught", "tear": "tore torn", "tell": "told", "think": "thought",
    "throw": "threw thrown", "undergo": "underwent undergone", "understand": "understood",
    "undertake": "undertook undertaken", "uphold": "upheld", "wake": "woke woken", "wear": "wore worn",
    "weave": "wove woven", "weep": "wept", "win": "won", "withdraw": "withdrew withdrawn",
    "withhold": "withheld", "withstand": "withstood", "write": "wrote written",
    "foresee": "foresaw foreseen", "mislead": "misled", "misunderstand": "misunderstood", "outgrow": "outgrew outgrown",
    "override": "overrode overridden", "overrun": "overran", "oversee": "oversaw overseen", "rebuild": "rebuilt",
    "remake": "remade", "repay": "repaid", "resell": "resold", "retake": "retook retaken", "retell": "retold",
    "rethink": "rethought", "rewrite": "rewrote rewritten", "undo": "undid undone",
}  # fmt: skip
BASE_FORMS = {form: verb for verb, forms in _VERBS.items() for form in forms.split()}
PASTS = {forms.split()[0]: verb for verb, forms in _VERBS.items()}
# The commonest verbs of English prose. Those of the second list are nouns about as often: "the price rise".
_REGULAR = """
abandon abolish absorb abstain accept access accompany accomplish accuse achieve acknowledge acquire act adapt add
address adhere adjust administer admire admit adopt advance advertise advise advocate affect affirm afford agree air
allege allocate allow alter amend amount amuse analyse annex announce annoy annul answer anticipate apologise
apologize appeal appear apply appoint appreciate approach approve argue arm arrange arrest arrive ascend ask
assassinate assault assemble assert assess assign assist associate assume assure attach attack attain attempt attend
attract attribute authorise authorize avoid await award back ban banish base be beg behave believe belong bet betray
bid bind blame bless block boast bombard borrow bother boycott breathe broadcast broker burst bury calculate call
campaign cancel capture care carry cast cause cease celebrate chair challenge change characterise charge chase cheat
choose circulate cite civilise claim clarify classify clean clear climb close coin coincide collaborate collapse
collect combine comfort command commemorate commence comment commission commit communicate compare compel compensate
compete compile complain complete comply compose comprise compromise conceal concede conceive concentrate concern
conclude condemn conduct confer confess confine confirm confiscate conflict confront confuse connect conquer consent
consider consist consolidate constitute construct consult consume contact contain contend contest continue contract
contradict contrast contribute control convene convert convey convict convince cooperate cope copy correct correspond
cost count cover crash create credit criticise criticize cross crown cry cultivate cure curse cut damage dance dare
date debate decide declare decline decorate decrease dedicate defeat defend define delay delegate delete deliver
demand demolish demonstrate denounce deny depart depend depict deploy deposit derive descend describe desert deserve
design desire destroy detain detect deteriorate determine develop devise devote die differ diminish direct disagree
disappear disappoint discard discharge discourage discover discuss dislike dismiss dispatch display dispose dispute
disrupt dissolve distance distinguish distribute disturb divide divorce do dominate donate doubt draft drain dress
drill drop drown dump earn ease echo edit educate elect elevate eliminate embark embrace emerge emigrate emphasise
emphasize employ empower enable enact encounter encourage end endanger endorse endure enforce engage enhance enjoy
enlarge enrich ensure entail enter entertain entitle equip escape escort establish estimate evacuate evade evaluate
evolve examine exceed exchange exclude excuse execute exempt exercise exert exhaust exhibit exile exist expand expect
expel experience explain exploit explore export expose express extend extract face facilitate fade fail fascinate
fasten favor favour fear feature fetch file fill film finance find finish fire fit fix float flourish flow focus
follow force forecast forge form formulate foster found free frighten frustrate fulfil fulfill fund gain gather
generate govern graduate grant greet grind guarantee guard guide halt hand handle happen harass harm hate haunt have
head help hesitate hinder hire hit hope host house hunt hurry hurt identify ignore illustrate imagine imitate impact
impair impeach implement imply import impose impress imprison improve inaugurate include incorporate increase incur
indicate indict induce industrialise inflict influence inform inhabit inherit inhibit initiate injure innovate inquire
insert insist inspect inspire install instruct insult integrate intend intensify interact interest interfere interpret
intervene interview introduce invade invent invest investigate invite invoke involve irritate isolate issue jail join
judge jump justify kick kidnap kill kiss knock lack land last laugh launch lay lean lecture let level liberate lie
lift like limit link list listen live load locate lock look love lower maintain manage manufacture march mark market
marry mask matter mature measure mediate melt mend mention merge migrate minimise miss mistrust mix mobilise modernise
modify monitor motivate mount mourn move multiply murder name need neglect negotiate nominate note notice notify
number obey object oblige observe obtain occupy occur offend offer omit open operate oppose oppress opt order organise
organize originate oust outlaw outlive outweigh overlook overturn owe own paint pardon part participate pass patent
penetrate perceive perform permit persecute persist persuade pick place plan plant play please pledge plot point
portray pose position possess post postpone pour practise praise pray preach precede predict prefer prepare prescribe
present preserve preside press presume pretend prevail prevent print proceed proclaim produce progress prohibit
project prolong promise promote prompt propose prosecute prosper protect protest prove provide provoke publish pull
pump punish purchase pursue push put puzzle qualify quarrel question quit quote raise rank rate ratify reach react
read realise realize reappear rebel rebuke recall receive recognise recognize recommend reconcile reconsider record
recover recreate recruit reduce refer reflect reform refrain refuse refute regain regard register regret regulate
rehabilitate reign reinforce reject relate relax release relent relieve relinquish relocate rely remain remark
remember remind remove rename render renew renounce rent reopen reorganise repair repeal repeat repent replace reply
report represent repress reproach request require rescue research resemble resent reserve reside resign resist resolve
resort respect respond rest restore restrict result resume retain retire retreat return reunite reveal reverse review
revise revive revolt reward rid rob rule sack sacrifice sail satisfy save scare scatter schedule score seal search
seat secede secure seem seize select sentence separate serve set settle shape share shatter shed shelter shift ship
shout shrug shut sign signal silt slip smell smile smuggle solve sort sound sow spare spawn specify split sponsor spot
spread stabilise stage start starve state stay steer step sting stir stop store strengthen stress stretch structure
struggle study stuff submit subscribe subsidise succeed suffer suggest suit summarise summon supervise supplant supply
support suppose suppress surface surge surpass surprise surrender surround survey survive suspect suspend sustain
swallow switch sympathise table talk target tarnish taste tax team tend terminate test testify thank threaten thrust
tie tolerate top torture touch tour trace trade train transfer transform translate transmit transport trap travel
treat tremble trick trigger triumph trust try turn undermine unify unite unveil update upgrade upset urge use vacate
value vanish vary venture veto view violate visit volunteer vote vow wait walk wander want warn wash watch weaken
weigh welcome whisper widen wield wind wish witness wonder work worry worsen worship yield
accommodate adore aggravate alleviate assimilate besiege bolster bribe carve cede cherish circumvent coerce colonise
colonize condone crumble curb dampen decipher decode decrypt defer defy deplore deregulate deride designate despise
deter diagnose discern disintegrate disobey disperse displace disseminate dissuade distort dwindle eavesdrop elude
embarrass embezzle emulate encircle enclose engrave entice erode escalate evict exacerbate exaggerate expropriate
fabricate falsify falter foreclose galvanise galvanize hamper heal humiliate ignite immigrate impede incarcerate
incite industrialize infiltrate inoculate inscribe instigate insure intercept interrupt intimidate kindle languish
lessen loathe mitigate mobilize modernize mutate nationalise nationalize navigate overestimate pillage plagiarize
plunder populate privatise privatize propagate quell ransack rationalize reassure recede reclaim refurbish rejuvenate
renovate repel replicate reproduce resettle retrieve revere revitalise revitalize sabotage satirize scold sculpt
scuttle segregate simulate skyrocket soar stagnate stumble subdue subjugate subside subsidize subvert tackle terrorize
thrive thwart underestimate undervalue vaccinate vanquish venerate wane
"""
_NOUNS_TOO = """
access act address advance air amount answer appeal approach arm arrest assault attack attempt attribute award back
ban base bend bet bid bite blame block blow boycott break broadcast broker burn call campaign care cast catch cause
chair challenge change charge claim close coin command comment commission compromise concern conduct conflict consent
contact contest contract contrast control copy cost count cover crash credit cross crown cry cure curse cut damage
dance date deal debate decline decrease defeat delay delegate demand deposit desert design desire discharge display
dispute distance divorce doubt draft drain draw dress drill drink drive drop dump ease echo end escape escort estimate
exchange excuse exercise exhibit exile experience exploit export express face fall favor favour fear feature fight
file fill film finance fire fit fix float flow focus force forecast form foster fund gain graduate grant guarantee
guard guide halt hand harm hate head help hit hold hope host house hunt hurry impact import increase influence insult
interest interview issue judge jump kick kiss lack land last laugh launch lead lecture level lie lift light limit link
list load lock look love march mark market mask matter measure meet mention monitor mount move murder name need note
notice number object offer open order part pass patent pick place plan plant play plot point pose position post
practise praise present press print progress project promise protest pump purchase push puzzle quarrel question quote
raise rank rate read rebel record recruit reform regard register regret release remark rent repair reply report
request rescue research reserve resort respect rest result retreat return reverse review revolt reward ride ring rise
rule run sack sacrifice sail scare score seal search seat sentence separate shake shape share shelter shift shine ship
shoot shout show sign signal sleep slide slip smell smile sort sound spare spawn spin split sponsor spot spread spring
stage stand start state stay step stop store stress stretch strike structure struggle study suit supply support
surface surge surprise survey suspect swear swing switch table talk target tax tear test throw thrust tie top torture
touch tour trace trade train transfer transport trap travel treat trick trigger triumph trust try turn update upgrade
upset use value venture view visit volunteer vote vow wait wake walk watch welcome win wind wish witness wonder work
worry worship yield
"""
BASES = frozenset(_REGULAR.split()) | frozenset(_VERBS)
NOUNS_TOO = frozenset(_NOUNS_TOO.split())
_UNCHANGED = "bet bid broadcast burst cast cost cut forecast hit hurt let put quit read rid set shed shut split spread"
UNCHANGED = frozenset(f"{_UNCHANGED} thrust upset".split())  # in the past
_IRREGULAR_PASTS = {"be": "was", "bind": "bound", "do": "did", "find": "found", "found": "founded", "grind": "ground",
                    "have": "had", "lay": "laid", "wind": "wound"}  # fmt: skip
PAST = {verb: past for past, verb in PASTS.items()} | {"beat": "beat"} | _IRREGULAR_PASTS
# Past tenses that are no participles: "was began" is none.
PAST_ONLY = frozenset(f.split()[0] for v, f in _VERBS.items() if len(f.split()) > 1 or v in ("become", "come", "run"))
PAST_ONLY = PAST_ONLY - {"got", "struck"} | {"overcame", "overran", "was", "did"}
DOUBLING = re.compile(
    r"(?:[^aeiou]*|.*qu(?<!conqu))[aeiou][bdgklmnprt]|(?:re|pre|in|con|de|trans)fer|.+mit(?<!limit)(?<!vomit)|(?:oc|in|re|con)cur"
    r"|(?:com|dis|ex|im|pro|re)pel|control|patrol|rebel|quarrel|travel|cancel|label|level|signal|regret|equip|kidnap|worship|deter"
    r"|fulfil|annul|begin|forbid|unplug"
)


def past_of(verb: str) -> str:
    """The past tense of a verb: "left" of "leave", "stopped" of "stop"."""
    if verb in UNCHANGED:
        return verb
    if verb in PAST:
        return PAST[verb]
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + (verb[-1] if DOUBLING.fullmatch(verb) else "") + "ed"


def third_person(verb: str) -> str:
    """The verb as "it" has it in the present: "carries" of "carry"."""
    if verb in ("have", "be"):
        return {"have": "has", "be": "is"}[verb]
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
