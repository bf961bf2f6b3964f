"""Small word lists: opposites, quantifiers, modal verbs, units, months, and words that can stand for each other.

Written by hand for this project. evidence.py looks words up here to explain a verdict; eval/training builds changed and
reworded claims from the same lists. This file knows nothing of texts.
"""

from __future__ import annotations


def listed(text: str) -> list[str]:
    """The words of a text, so that a long list of them can be written as one."""
    return text.split()


# Words that turn a sentence into its opposite. Read both ways.
_OPPOSITES = """
increase decrease|increases decreases|increased decreased|increasing decreasing|rise fall|rises falls|rose fell|
rising falling|raise lower|raised lowered|grow shrink|grew shrank|growing shrinking|growth decline|expand contract|
expanded contracted|gain lose|gained lost|gains losses|win lose|won lost|victory defeat|succeed fail|
succeeded failed|success failure|successful unsuccessful|successfully unsuccessfully|accept reject|accepts rejects|
accepted rejected|accepting rejecting|approve reject|approved rejected|approval rejection|support oppose|
supports opposes|supported opposed|supporting opposing|support opposition|allow forbid|allows forbids|
allowed forbade|permit prohibit|permitted prohibited|include exclude|includes excludes|included excluded|
including excluding|join leave|joined left|enter leave|entered left|arrive depart|arrived departed|begin end|
begins ends|began ended|beginning end|start finish|started finished|open close|opened closed|open closed|
create abolish|created abolished|established dissolved|build destroy|built destroyed|strengthen weaken|
strengthened weakened|strengthening weakening|strong weak|stronger weaker|strongest weakest|strength weakness|
improve worsen|improved worsened|improvement deterioration|agree disagree|agreed disagreed|agreement disagreement|
attack defend|attacked defended|love hate|loved hated|like dislike|remember forget|remembered forgot|buy sell|
bought sold|borrow lend|borrowed lent|import export|imports exports|imported exported|export import|
exporter importer|teach learn|push pull|give take|gave took|send receive|sent received|encourage discourage|
encouraged discouraged|ratified rejected|signed rejected|praised criticised|praised criticized|praise criticism|
welcomed condemned|appointed dismissed|hired fired|born died|birth death|alive dead|first last|earliest latest|
early late|earlier later|former latter|before after|older younger|oldest youngest|old new|old young|new old|
ancient modern|modern ancient|north south|northern southern|east west|eastern western|left right|above below|
inside outside|internal external|domestic foreign|upper lower|top bottom|front back|near far|high low|higher lower|
highest lowest|large small|larger smaller|largest smallest|big small|bigger smaller|biggest smallest|great small|
greater lesser|greatest least|long short|longer shorter|longest shortest|wide narrow|wider narrower|deep shallow|
heavy light|fast slow|faster slower|rapid slow|rapidly slowly|quickly slowly|rich poor|richer poorer|
richest poorest|wealthy poor|hot cold|warm cool|dry wet|hard soft|easy difficult|easier harder|simple complex|
good bad|better worse|best worst|positive negative|positively negatively|happy sad|safe dangerous|clean dirty|
full empty|public private|formal informal|official unofficial|permanent temporary|permanent non-permanent|
major minor|majority minority|maximum minimum|most least|more fewer|more less|possible impossible|likely unlikely|
legal illegal|lawful unlawful|able unable|willing unwilling|necessary unnecessary|important unimportant|
known unknown|equal unequal|direct indirect|directly indirectly|active inactive|common rare|commonly rarely|
often rarely|frequently seldom|always never|usually rarely|everything nothing|everyone nobody|present absent|
presence absence|male female|man woman|men women|boy girl|king queen|husband wife|brother sister|father mother|
son daughter|friend enemy|ally enemy|allies enemies|war peace|wartime peacetime|peaceful violent|civil military|
urban rural|democratic authoritarian|liberal conservative|independent dependent|independence dependence|
unanimous divided|advantage disadvantage|advantages disadvantages|benefit harm|benefits harms|profit loss|
cheap expensive|satisfied disappointed|satisfaction disappointment|optimistic pessimistic|confident doubtful|
same different|similar different|similarity difference|true false|visible invisible|voluntary compulsory|
multilateral bilateral|global local|central peripheral|superior inferior|ascending descending|upward downward|
together separately|up down|toward away|with without|within outside|despite because|day night|morning evening|
summer winter|spring autumn|land sea|acid base|gas liquid|solid liquid|sweet bitter|light dark|black white|
thick thin|
"""


def _both_ways(pairs: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for pair in pairs.replace("\n", "").split("|"):
        if pair.strip():
            one, other = pair.split()
            table.setdefault(one, []).append(other)
            table.setdefault(other, []).append(one)
    return {word: tuple(dict.fromkeys(others)) for word, others in table.items()}


OPPOSITES = _both_ways(_OPPOSITES)
"""A word to the words that turn a sentence with it into its opposite."""

FURTHER_OPPOSITES = _both_ways(
    """
doubled tripled|doubled halved|tripled halved|double triple|twofold threefold|embraced resisted|embraced rejected|
embrace resist|enthusiasm indifference|enthusiasm ambivalence|enthusiasm reluctance|enthusiasm hostility|
enthusiastic reluctant|enthusiastic ambivalent|enthusiastic hostile|eager reluctant|eager apprehensive|eager hesitant|
eagerly reluctantly|eagerness reluctance|willingly reluctantly|confidence doubt|admired disliked|admired despised|
liked disliked|trusted distrusted|trust distrust|welcomed resented|welcomed feared|hopeful fearful|calm anxious|
passed failed|pass fail|continued ceased|continued stopped|kept abandoned|stayed left|
remained left|survived perished|survived died|rescued drowned|saved lost|hired dismissed|praised mocked|praised blamed|
cautious reckless|generous mean|higher comparable|lower comparable|higher similar|lower similar|most fewest|
agreement dispute|harmony conflict|abundant scarce|plentiful scarce|permitted banned|lifted imposed|repealed enacted|
upheld overturned|convicted acquitted|guilty innocent|compulsory optional|mandatory optional|obligatory optional|
upregulated downregulated|activated inhibited|promote inhibit|promotes inhibits|promoted inhibited|accelerate slow|
accelerates slows|accelerated slowed|hastened delayed|early belated|betrayed defended|betray defend|betrays defends|
surrendered defended|surrender defend|surrendered held|abandoned defended|yielded resisted|yield resist|obeyed defied|
obey defy|obeyed disobeyed|besieged relieved|occupied evacuated|invaded evacuated|imprisoned released|
imprisoned freed|arrested released|crowned deposed|enthroned deposed|recruited discharged|punished pardoned|
punished rewarded|condemned pardoned|condemned acquitted|accused exonerated|confirmed denied|confirmed refuted|
proved refuted|proved disproved|admitted denied|affirmed denied|revealed concealed|disclosed concealed|
published suppressed|preserved destroyed|founded dissolved|favoured opposed|favored opposed|advocated opposed|
backed opposed|endorsed rejected|endorsed opposed|adopted rejected|adopted abandoned|accepted refused|accept refuse|
accepts refuses|granted refused|granted denied|offered refused|agreed refused|helped hindered|aided hindered|
protected attacked|rescued abandoned|trusted suspected|raised reduced|increased reduced|widened narrowed|
lengthened shortened|united divided|united split|joined split|joined quit|merged separated|married divorced|
advanced retreated|attacked retreated|won forfeited|gained forfeited|promoted demoted|elected ousted|
appointed ousted|installed removed|inserted omitted|mentioned omitted|floated sank|prospered declined|
flourished declined|thrived declined|recovered deteriorated|survived succumbed|believed disbelieved|
noticed overlooked|understood misunderstood|respected despised|loved despised|feared welcomed|
remember forget|remembers forgets|remained departed|pulled pushed|lent borrowed|lend borrow|
stressed downplayed|emphasised downplayed|emphasized downplayed|stress downplay|emphasise downplay|
emphasize downplay|stresses downplays|emphasises downplays|emphasizes downplays|highlighted downplayed|
praised denounced|praised attacked|praised condemned|praised deplored|praises denounces|praise denounce|
welcomed criticised|welcomed criticized|welcomed denounced|welcomed deplored|welcome criticise|welcome criticize|
welcome criticism|welcome oppose|welcomed opposed|welcomes opposes|defended denounced|defended criticised|
defended criticized|admired deplored|admired denounced|overestimated underestimated|overestimate underestimate|
overestimates underestimates|overrated underrated|exaggerated understated|exaggerated underestimated|
exaggerate understate|overstated understated|increased declined|increased dropped|rose declined|rose dropped|
rose decreased|grew declined|grew fell|grew dropped|increase decline|increase fall|rise decline|rising declining|
growing declining|increasing declining|expansion contraction|expanded shrank|improved deteriorated|
improve deteriorate|improve worsen|improvement decline|wholly partly|totally partially|fully partially|total partial|
whole partial|violated respected|violated preserved|violated upheld|strict lenient|severe lenient|strict lax|
harsh mild|gradual sudden|gradually suddenly|slowly suddenly|temporarily permanently|lasting temporary|
tightened loosened|tightened relaxed|eased tightened|tighten relax|centralised decentralised|
centralized decentralized|centralisation decentralisation|centralization decentralization|permitted prevented|
allowed prevented|enabled prevented|allows prevents|allow prevent|enable prevent|encouraged deterred|
encouraged hindered|promoted hindered|facilitated hindered|facilitated hampered|eased hampered|expanded restricted|
broadened narrowed|supported undermined|strengthened undermined|reinforced undermined|bolstered undermined|
strengthens undermines|supports undermines|maintained abandoned|retained abandoned|surplus deficit|surplus shortage|
abundance scarcity|abundance shortage|creditor debtor|creditors debtors|buyer seller|buyers sellers|landlord tenant|
landlords tenants|employer employee|employers employees|predecessor successor|predecessors successors|
ancestor descendant|ancestors descendants|arrival departure|entrance exit|ascent descent|appreciated depreciated|
inflow outflow|offensive defensive|sacred secular|religious secular|natural artificial|simplified complicated|
same differing|same differential|same differentials|same differences|same differed|same differ|similar differed|
similar differ|alike different|alike differed|alike differ|identical different|equal different|agreed differed|
agree differ|agreed disputed|agreed doubted|similarly differently|flattering scathing|favourable hostile|
favorable hostile|favourably scathingly|favorably scathingly|friendly hostile|deliberate accidental|
hard easy|harder easier|deliberately accidentally|intentionally accidentally|deliberately inadvertently|
voluntary forced|
"""
)
"""More opposites, which only the evidence knows: changed claims are made with OPPOSITES alone."""

COMPARATIVES = (
    ("more than", "less than"), ("more than", "fewer than"), ("less than", "more than"), ("fewer than", "more than"),
    ("at least", "at most"), ("at most", "at least"), ("up to", "at least"), ("over", "under"), ("nearly", "more than"),
    ("almost", "over"), ("higher than", "lower than"), ("lower than", "higher than"), ("larger than", "smaller than"),
    ("smaller than", "larger than"), ("greater than", "less than"), ("better than", "worse than"),
    ("worse than", "better than"), ("earlier than", "later than"), ("later than", "earlier than"),
    ("as many as", "fewer than"), ("as much as", "less than"),
)  # fmt: skip
"""Phrases that compare with a number or thing, and what makes them say something else."""

QUANTIFIERS = {
    "all": ("some", "none", "few", "half"), "every": ("no", "hardly any"), "each": ("no", "only one"),
    "most": ("few", "all", "some"), "many": ("few", "all", "no"), "several": ("all", "no", "two"),
    "some": ("all", "no", "most"), "few": ("many", "most", "all"), "both": ("neither", "only one of"),
    "none": ("all", "some"), "no": ("every", "some"), "half": ("all", "a quarter"), "majority": ("minority",),
    "minority": ("majority",), "always": ("sometimes", "never"), "never": ("always", "often"),
    "often": ("always", "never", "rarely"), "sometimes": ("always", "never"), "usually": ("always", "rarely"),
    "rarely": ("often", "always"), "frequently": ("rarely", "always"), "partly": ("entirely",),
    "entirely": ("partly",), "completely": ("partly",), "mainly": ("solely",), "mostly": ("entirely",),
    "largely": ("entirely",), "primarily": ("solely",), "solely": ("partly",), "exclusively": ("partly",),
    "once": ("twice", "three times"), "twice": ("once", "three times"), "exactly": ("more than", "fewer than"),
    "everyone": ("nobody", "someone"), "everything": ("nothing",),
}  # fmt: skip
"""A quantifier to quantifiers that mean something else."""

MODALS = {
    "may": ("must", "will", "cannot"), "might": ("will", "must", "cannot"), "can": ("cannot", "must"),
    "could": ("could not", "must"), "must": ("may", "need not"), "should": ("must", "should not"),
    "shall": ("may", "shall not"), "will": ("may", "will not"), "would": ("would not", "might"), "cannot": ("can",),
    "possibly": ("certainly",), "probably": ("certainly", "certainly not"), "perhaps": ("certainly",),
    "apparently": ("certainly",), "likely": ("certain", "unlikely"), "allegedly": ("certainly",),
    "proposed": ("adopted", "rejected"), "planned": ("completed", "cancelled"), "hoped": ("refused", "managed"),
    "sought": ("declined", "managed"), "tried": ("managed", "refused"), "attempted": ("managed", "refused"),
    "considered": ("decided on", "ruled out"), "suggested": ("proved", "denied"), "claimed": ("denied", "proved"),
    "argued": ("denied", "proved"), "promised": ("refused",), "expected": ("required", "not expected"),
    "required": ("allowed", "not required"), "recommended": ("required", "opposed"), "believed": ("doubted", "knew"),
}  # fmt: skip
"""A word of possibility, duty or mere saying to words of another force."""

UNITS = (
    ("kilometres", "kilometers", "km", "miles"), ("metres", "meters", "feet", "yards"), ("centimetres", "cm", "inches"),
    ("dollars", "euros", "pounds", "yen", "francs", "marks"), ("$", "€", "£", "¥"), ("kilograms", "kg", "pounds",
    "tonnes"),
    ("tons", "kilograms"), ("seconds", "minutes", "hours"), ("minutes", "hours", "days"), ("hours", "days", "weeks"),
    ("days", "weeks", "months"), ("weeks", "months", "years"), ("months", "years", "decades"), ("years", "months",
    "decades", "centuries"),
    ("decades", "centuries", "years"), ("hectares", "acres", "square miles"), ("litres", "gallons"), ("degrees",
    "percent"),
    ("percent", "percentage points", "per mille"), ("%", "‰"), ("million", "billion", "thousand"), ("billion",
    "million", "trillion"),
    ("thousand", "million", "hundred"), ("hundred", "thousand"), ("trillion", "billion"), ("century", "decade"),
    ("people", "households"), ("students", "teachers"), ("soldiers", "civilians"), ("countries", "cities"), ("states",
    "cities"),
    ("members", "observers"),
)  # fmt: skip
"""Rows of units: the first may be changed for any of the others."""

UNIT_NAMES = frozenset(
    listed(
        """
        kilometre kilometer km mile metre meter feet yard centimetre cm inch inche dollar euro pound yen franc mark
        kilogram kg tonne ton second minute hour day week month year decade century hectare acre litre gallon degree
        percent people soldier troop student member state country city nation vote seat page note article
        """
    )
)
"""Things counted, in the singular, that show a four-digit number to be a count and not a year."""

PLACES = {
    "Japan": "Japanese", "China": "Chinese", "Korea": "Korean", "France": "French", "Germany": "German",
    "Italy": "Italian",
    "Spain": "Spanish", "Portugal": "Portuguese", "Poland": "Polish", "Russia": "Russian", "India": "Indian",
    "Brazil": "Brazilian", "Mexico": "Mexican", "Canada": "Canadian", "Australia": "Australian", "Egypt": "Egyptian",
    "Turkey": "Turkish", "Iran": "Iranian", "Iraq": "Iraqi", "Israel": "Israeli", "Greece": "Greek",
    "Sweden": "Swedish",
    "Norway": "Norwegian", "Denmark": "Danish", "Finland": "Finnish", "Austria": "Austrian", "Hungary": "Hungarian",
    "Vietnam": "Vietnamese", "Thailand": "Thai", "Indonesia": "Indonesian", "Malaysia": "Malaysian",
    "Singapore": "Singaporean", "Philippines": "Philippine", "Pakistan": "Pakistani", "Argentina": "Argentine",
    "Chile": "Chilean", "Peru": "Peruvian", "Cuba": "Cuban", "Ireland": "Irish", "Scotland": "Scottish",
    "England": "English",
    "Wales": "Welsh", "Britain": "British", "Belgium": "Belgian", "Switzerland": "Swiss", "Netherlands": "Dutch",
    "America": "American", "Europe": "European", "Asia": "Asian", "Africa": "African", "Ukraine": "Ukrainian",
    "Cambodia": "Cambodian", "Myanmar": "Burmese", "Taiwan": "Taiwanese", "Kuwait": "Kuwaiti", "Nigeria": "Nigerian",
    "Kenya": "Kenyan", "New Zealand": "New Zealander",
}  # fmt: skip
"""Places, and the adjective of each."""

_PEOPLES = {
    "Britain": "Briton Brit", "England": "Englishman Englishmen", "Scotland": "Scot Scotsman Scotsmen Scots",
    "Wales": "Welshman Welshmen", "Ireland": "Irishman Irishmen", "France": "Frenchman Frenchmen",
    "Netherlands": "Dutchman Dutchmen", "Spain": "Spaniard", "Sweden": "Swede", "Denmark": "Dane", "Finland": "Finn",
    "Poland": "Pole", "Turkey": "Turk", "Philippines": "Filipino", "Argentina": "Argentinian",
}  # fmt: skip
PEOPLES = {
    person: place for place, persons in _PEOPLES.items() for word in persons.split() for person in (word, word + "s")
}
PEOPLES |= {
    f"{adjective}s": place for place, adjective in PLACES.items() if not adjective.endswith(("s", "sh", "ch", "ese"))
}
"""Who lives there, one or many, by their own name: "Britons", "Germans"; to the place."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Words that may stand for each other in most sentences, in one direction or both.
_SYNONYMS = """
began started|begin start|started began|ended finished|big large|large big|huge enormous|small little|help assist|
helped assisted|helps assists|assisted helped|buy purchase|bought purchased|purchased bought|show demonstrate|
shows demonstrates|showed demonstrated|shown demonstrated|use employ|used employed|uses employs|utilized used|
get obtain|got obtained|obtained got|gave provided|provided gave|provide supply|provides supplies|said stated|
stated said|says states|told informed|asked requested|requested asked|tried attempted|attempted tried|wanted wished|
needed required|made produced|produced made|built constructed|constructed built|made created|created made|
kept retained|retained kept|chose selected|chosen selected|selected chose|received got|founded established|
established founded|established set-up|important significant|significant important|main principal|principal main|
chief main|primary main|famous well-known|well-known famous|quickly rapidly|rapidly quickly|rapid fast|fast quick|
approximately about|about around|around about|roughly about|nearly almost|almost nearly|often frequently|
frequently often|usually normally|generally usually|also too|however but|although though|though although|
because since|therefore thus|thus therefore|several various|various several|many numerous|numerous many|
enough sufficient|sufficient enough|whole entire|entire whole|complete full|correct right|wrong incorrect|
difficult hard|hard difficult|easy simple|rich wealthy|wealthy rich|poor impoverished|strange odd|happy glad|
sad unhappy|angry furious|afraid scared|beautiful lovely|brave courageous|clever intelligent|child kid|
children kids|house home|road street|stone rock|ship vessel|vessel ship|car automobile|doctor physician|
teacher instructor|job position|area region|region area|country nation|nation country|countries nations|
nations countries|government administration|war conflict|conflict war|fight battle|battle fight|army military|
soldiers troops|troops soldiers|leader head|head leader|film movie|movie film|author writer|writer author|
book volume|illness disease|disease illness|aim goal|goal aim|aims goals|objective goal|purpose aim|idea notion|
notion idea|result outcome|outcome result|results outcomes|reason cause|cause reason|method approach|
approach method|part portion|portion part|kind type|type kind|types kinds|amount quantity|number quantity|
study research|research study|studies investigations|examined investigated|investigated examined|analysed examined|
analyzed examined|discovered found|found discovered|finds discovers|believes thinks|believed thought|
thought believed|considered regarded|regarded considered|called named|named called|known recognised|
became turned-into|increased rose|rose increased|increase rise|decreased fell|fell decreased|decline decrease|
declined decreased|grew increased|reduced cut|cut reduced|ended stopped|stopped ceased|allowed permitted|
permitted allowed|allows permits|prevented stopped|forbade banned|banned prohibited|prohibited banned|
destroyed ruined|damaged harmed|killed slain|died passed-away|lived resided|resided lived|lives resides|
moved relocated|returned went-back|left departed|arrived came|came arrived|entered went-into|
joined became-a-member-of|worked laboured|supported backed|backed supported|supports backs|opposed resisted|
resisted opposed|criticised censured|criticized censured|praised commended|agreed consented|refused declined|
declined refused|rejected turned-down|accepted agreed-to|won gained|lost forfeited|defeated beat|beat defeated|
attacked assaulted|included comprised|includes comprises|consists comprises|contains includes|contained included|
located situated|situated located|occurred happened|happened occurred|occurs happens|took-place occurred|
wrote authored|directed headed|led headed|headed led|leads heads|sent dispatched|dispatched sent|currently now|
now currently|today nowadays|later afterwards|afterwards later|subsequently later|previously earlier|
earlier previously|initially at-first|originally at-first|finally eventually|eventually finally|
especially particularly|particularly especially|mainly chiefly|mostly mainly|largely mostly|primarily mainly|
annual yearly|yearly annual|annually every-year|worldwide globally|globally worldwide|global worldwide|
contributed gave|strengthen reinforce|strengthened reinforced|reinforced strengthened|weakened undermined|
cooperation collaboration|collaboration cooperation|participate take-part|participated took-part|
participation involvement|maintain preserve|maintained preserved|protect defend|protected defended|attempt effort|
effort attempt|efforts attempts|proposal suggestion|proposed suggested|suggests indicates|indicates suggests|
suggested proposed|emphasised stressed|emphasized stressed|stressed emphasised|highlighted underlined|
advocated argued-for|permanent lasting|crucial vital|vital crucial|essential vital|key central|major leading|
leading major|entirely completely|completely entirely|totally completely|very extremely|
"""
SYNONYMS: dict[str, tuple[str, ...]] = {}
for _pair in _SYNONYMS.replace("\n", "").split("|"):
    if _pair.strip():
        _word, _other = _pair.split()
        SYNONYMS[_word] = (*SYNONYMS.get(_word, ()), _other.replace("-", " ") if _other != "well-known" else _other)
"""A word to words that may stand for it."""

ALIKE = {word: set(others) for word, others in SYNONYMS.items()}
for _word, _others in SYNONYMS.items():
    for _other in _others:
        ALIKE.setdefault(_other, set()).add(_word)
"""The same, both ways."""

# A capital or a short form may stand where the document writes the country or the full name.
METONYMS = {
    "beijing": ("China",),
    "moscow": ("Russia", "Soviet"),
    "washington": ("United States", "US", "America"),
    "tokyo": ("Japan",),
    "seoul": ("South Korea", "Korea", "ROK"),
    "pyongyang": ("North Korea", "DPRK"),
    "delhi": ("India",),
    "canberra": ("Australia",),
    "london": ("Britain", "United Kingdom", "UK"),
    "paris": ("France",),
    "berlin": ("Germany",),
    "brussels": ("European Union", "EU", "NATO"),
    "un": ("United Nations",),
    "us": ("United States", "America"),
    "usa": ("United States", "US"),
    "uk": ("United Kingdom", "Britain"),
    "eu": ("European Union",),
    "ussr": ("Soviet",),
    "britain": ("United Kingdom", "UK"),
    "america": ("United States", "US"),
}
