"""What a sentence can't be read without: the one it leans on, and the list it announces.

This file doesn't know which sentences answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.citing import sentence_before
from assistant.questions.analysis import Asked, Wants, names_in, wanted
from assistant.quotes.listing import ITEM as ORDINAL
from assistant.quotes.listing import announced, announcing, chronicle, items_after, under_heading
from assistant.quotes.persons import agents, person_meant
from assistant.words.lexicon import PEOPLES
from assistant.words.number_words import ORDINALS
from assistant.words.wording import content_words, shown
from ingest.document import BlockKind, Document, Sentence

PROMISES = re.compile(
    r"^(?:This|The|My|Our)\s+(?:article|chapter|paper|study|essay|book|section|thesis)\s+(?:\w+ly\s+)?"
    r"(?:asks|examines|explores|discusses|considers|investigates|addresses|looks at|takes up|is about|deals with"
    r"|is concerned with|focuses on|follows|traces|surveys|reviews|compares|sets\b.{1,40}\bside by side)\b"
)
TELLS = re.compile(r"^It (?:also |then )?(?:argues|finds|shows|concludes|holds|suggests|claims|contends|maintains)\b")
FEW_ITEMS = 4  # that are all told where one of them is drawn on and none is asked for by itself
HEADED = 0.6  # of the question's words, in the heading of a list or in what announces it, from which it is asked for
# A sentence that begins so leans on the one before it.
LEANS = re.compile(
    r"^(?:However|This|These|That|Those|Such|It|They|He|She|Its|Their|His|Her|But|Yet|And|So|Therefore|Thus|Hence"
    r"|Instead|Nevertheless|Nonetheless|Consequently|Accordingly|As a result|In this (?:way|sense|respect)"
    r"|For this reason"
    r"|The (?:first|second|third|fourth|fifth)(?:,[^,]{1,60},)? (?:is|was)"
    r"|The (?:conclusion|result|finding|outcome|upshot|verdict|aim|purpose)s?(?: reached| drawn)? (?:is|was|are|were)"
    r"|For these reasons|Moreover|Furthermore|Similarly|Likewise|The (?:latter|former|same)|Again|Then|Still|Rather"
    r"|In (?:contrast|turn|addition|short|other words)|On the (?:other hand|contrary)|Conversely|Otherwise|Here"
    r"|There)\b"
    r"(?! (?:is|are|was|were) (?:no|a|an|many|several|few)\b)"
)
# What a sentence that is leant on may itself point back to: "on that very day".
POINTS = re.compile(r"\b(?:that|the same) (?:very )?(?:day|week|month|year|night|time|moment|meeting|speech)\b", re.I)


# Of those, the words that only join: a sentence that goes on with a name of its own says what it speaks of.
JOINS = re.compile(
    r"^(?:However|But|Yet|And|So|Therefore|Thus|Hence|Instead|Nevertheless|Nonetheless|Consequently|Accordingly"
    r"|As a result|Moreover|Furthermore|Similarly|Likewise|Again|Then|Still|Rather|In (?:contrast|turn|addition|short)"
    r"|On the (?:other hand|contrary)|Conversely|Otherwise)\b,?\s+"
)
BACK = re.compile(
    r"\b(?:this|these|those|such(?! as)|the (?:latter|former|same)|that (?:day|week|month|year|time))\b", re.I
)
PRONOUN = re.compile(r"\b(?:it|its|they|them|their|he|him|his|she|her|hers)\b", re.I)
SINGULAR = re.compile(r"^(?:It|Its|He|His|She|Her)\b")
# "It was not until May that …", "It is hard to say who …", "There are three reasons": no pronouns.
EXPLETIVE = re.compile(
    r"^(?:It (?:is|was|has been|had been|may be|might be|can be|could be|must be|seems|appears)"
    r"(?: (?!an?\b|the\b)\w+){0,2} (?:that|until)\b|There (?:is|are|was|were)\b(?! (?:also|too)\b)"
    r"|It (?:is|was|remains|remained|seems|appears)(?: \w+){0,2} (?:whether|how|why|who|what|when|where)\b"
    r"|It (?:is|was|remains|remained|seems|appears|would be|may be)(?: (?!an?\b|the\b)\w+){1,2}"
    r" to (?:know|say|tell|see|determine|estimate|imagine|understand|note|remember|recall|judge|assess|believe|assume"
    r"|suppose|conclude|argue|infer|stress|ascertain|establish|prove|calculate|overstate|exaggerate)"
    r" (?!by\b|because\b|as\b|when\b|if\b|and\b|but\b|for\b|without\b|in\b|at\b|from\b|it\b|be\b)"
    r"|It (?:is|was) (?:also )?worth \w+ing\b)"
)
# What many do about a thing that only the sentence before names: "Critics called it a waste."
OTHERS_ON_IT = re.compile(
    r"^(?:Critics|Opponents|Supporters|Observers|Contemporaries|Historians|Scholars|Some|Many|Others|Most|Several|Few)"
    r" (?:(?:\w+ly|still|also|even|later|now) )?\w+ (?:it|this|them|these)\b"
    r"(?! (?:was|is|were|are|would|will|could|might|may|seems|seemed"
    r"|(?:\w+ )?(?:necessary|important|possible|impossible|hard|difficult|wise|best|better|likely|unlikely))\b)"
)
# "Although it worked for a time, this step …": neither clause says what it speaks of.
BOTH_POINT = re.compile(
    r"^(?:Although|Though|While|When|Because|Since|If|After|Before|As) (?:it|they|he|she|this|these|those|that|such)\b"
    r"[^.;]*?(?:,|—|–) ?(?:it|they|he|she|this|these|those|such|its|their|his|her)\b"
)
# "A league of towns would.": what would, only the sentence before says; not so in "as the others did", "what it was".
ELLIPTIC = re.compile(
    r"^(?!.*\b(?:as|than|what|how|where|who|whatever|so|neither|nor)\b(?:\W+\w+){0,6}\W*$)(?:\S+\s+){1,12}?"
    r"(?:would|could|did|does|had|has|have|was|were|is|are|will|can|might|should|must)(?: not| too|n[’']t)?[.!]$"
)
# What the author makes of that which only the sentence before tells: "We think the connection weaker than it looks."
OWN_ON_IT = re.compile(
    r"^(?:I|We) (?:\w+ly )?(?:think|believe|hold|find|doubt|reject|accept|share|incline to) the (?:\w+ )?"
    r"(?:connection|link|claim|argument|view|explanation|answer|story|idea|reading|objection|charge|opposite|former"
    r"|latter|first|second|third)\b(?! (?:of|that|between|to|for|in|with|by)\b)"
)
FARTHEST_BACK = 4  # sentences before, at most, of one run that goes on with the same "he" or "this law"
RUNS_ON = re.compile(r"^(?:(?:This|That|These|Those|Such) [a-z]+|It|He|She|They)\b")
HE_OR_SHE = re.compile(r"^[Hh]e\b|^[Ss]he\b")
# Behind these a "this" points into the sentence itself: "the mill failed: this was its end".
INSIDE = re.compile(r"\s?[:;]\s|\s?[–—]\s?")
THIS_ONE = re.compile(r"^(?:This|That) (?P<noun>[a-z]+)\b")
BARE = re.compile(r"^(?:It|They|He|She|That (?:is|was) (?:why|how|where|when))\b")
FEWEST = 2  # words of a question, or a name, all of which a sentence has, for its "it" to need no name


def leans(text: str) -> bool:
    """Whether a sentence may lean on the one before it."""
    return any(rule.match(text) for rule in (LEANS, OTHERS_ON_IT, BOTH_POINT, ELLIPTIC))


def needs(text: str, before: str, question: str = "") -> bool:
    """Whether a sentence can't be read without the one before it, or answers half of the question: it leans on it, and
    not by a mere "However" behind what isn't asked about, nor by a pronoun that stands for what the question names."""
    if OWN_ON_IT.match(text):
        return True
    if (
        not leans(text)
        or EXPLETIVE.match(text)
        or _this_is_named(text, before, question)
        or _answers_alone(text, question)
    ):
        return False
    if joins := JOINS.match(text):
        rest = text[joins.end() :]
        if HE_OR_SHE.match(rest) and not BACK.search(rest) and _named_in(question, before):
            return False
        lacking = set(content_words(question)) - set(content_words(text))
        points = BACK.search(INSIDE.split(rest)[0]) is not None
        return _names_nothing(rest) or points or bool(lacking & set(content_words(before)))
    if SINGULAR.match(text):
        subject = _subject(before)
        if HE_OR_SHE.match(text) and _named_in(question, before):
            return False
        if PROMISES.match(before) and TELLS.match(text):
            return False
        return not subject or not set(content_words(subject)) <= set(content_words(question))
    return True


def _this_is_named(text: str, before: str, question: str) -> bool:
    """Whether a question names "this guild" itself, by the one name of a guild that the sentence before has: "the
    Pilots' Guild"."""
    this = THIS_ONE.match(text)
    if this is None:
        return False
    ones = [name for name in names_in(before) if content_words(name)[-1:] == content_words(this["noun"])]
    return len(ones) == 1 and len(ones[0].split()) > 1 and ones[0] in names_in(question)


def _answers_alone(text: str, question: str) -> bool:
    """Whether a sentence whose "it" is unknown has all that a question speaks of, and more before it: "It was led by
    Marsh, whom Quill replaced" of who replaced Marsh. A reason may be the "that" of "that is why"."""
    if not BARE.match(text) or BACK.search(text) or wanted(question) is Wants.REASON:
        return False
    asked, own = set(content_words(question)), content_words(text)
    enough = len(asked) >= FEWEST or bool(names_in(question))
    return enough and asked <= set(own) and own[0] not in asked


def _named_in(question: str, before: str) -> bool:
    """Whether a question names the one person that does something in the sentence before a "he" or "she"."""
    persons = [name for name in agents(before) if name not in PEOPLES]
    own = set(content_words(persons[0])) if len(persons) == 1 else set()
    return bool(own) and own <= set(content_words(question))


def _names_nothing(text: str) -> bool:
    """Whether a sentence has no name, or a pronoun before its first."""
    names = names_in(text)
    pronoun = PRONOUN.search(text)
    return not names or (pronoun is not None and pronoun.start() < text.find(names[0]))


def _subject(text: str) -> str:
    """The name that a sentence begins with; "" where it begins with none."""
    names = names_in(text)
    return names[0] if names and text.removeprefix("The ").startswith(names[0]) else ""


def whole_thought(document: Document, sentence: Sentence, asked: Asked | None = None) -> Iterator[Sentence]:
    """The sentence, after the one it can't be read without, and before the list it announces; where a list is asked for
    and the sentence is an item of one, that whole list; where a person, after the one that says who "he" is."""
    text = shown(document, sentence.start, sentence.end)
    previous = sentence_before(document, sentence)
    announcement = announcing(document, sentence)
    if asked is not None and (items := list_asked_for(document, sentence, asked, announcement)):
        yield from ([announcement] if announcement else [])
        yield from items
        return
    person = person_meant(document, sentence) if asked is not None and asked.wants is Wants.PERSON else None
    if person:
        yield person[1]
    elif announcement and (ORDINAL.match(text) or _is_scrap_of_list(document, sentence)):
        yield announcement
        items = items_after(document, announcement)
        if len(items) <= FEW_ITEMS and asked is not None and asked.wants is Wants.ANYTHING and not _names_one(asked):
            yield from (item for item in items if item != sentence)
    elif previous is not None and not _asks(document, previous):
        yield from _leant_on(document, sentence, previous, asked.text if asked else "")
    yield sentence
    items = announced(document, sentence)
    if not items and asked is not None and asked.wants in (Wants.ANYTHING, Wants.LIST, Wants.REASON):
        items = chronicle(document, sentence, asked.text)
    if not (items and document.blocks[items[0].block].kind is BlockKind.TABLE and _asks_for_one(asked)):
        yield from items


def _leant_on(document: Document, sentence: Sentence, previous: Sentence, question: str) -> Iterator[Sentence]:
    """What a sentence can't be read without, of those before it: the one before; of a run that goes on with the same
    "she" or "this law" the one that it goes on from, and the one before only where it has a word of the question."""
    text, before = shown(document, sentence.start, sentence.end), shown(document, previous.start, previous.end)
    first = _first_of_run(document, sentence)
    if first is not None and not _asks(document, first):
        named = shown(document, first.start, first.end)
        if needs(text, named, question):
            lacking = set(content_words(question)) - set(content_words(f"{named} {text}"))
            yield from (first, previous) if lacking & set(content_words(before)) else (first,)
    elif needs(text, before, question):
        earlier = sentence_before(document, previous)
        if earlier is not None and POINTS.search(before) and not _asks(document, earlier):
            yield earlier
        yield previous


def _first_of_run(document: Document, sentence: Sentence) -> Sentence | None:
    """The sentence before a run of at least two that begin with the same "he" or "this law", the last of them being
    this one; None where there is no such run, or it goes back too far."""
    run = RUNS_ON.match(shown(document, sentence.start, sentence.end))
    one = sentence_before(document, sentence) if run else None
    for back in range(FARTHEST_BACK):
        text = shown(document, one.start, one.end) if one else ""
        if one is None or run is None or EXPLETIVE.match(text):
            return None
        if not re.match(rf"{re.escape(run[0])}\b", text):
            return one if back else None
        one = sentence_before(document, one)
    return None


def _names_one(asked: Asked) -> bool:
    """Whether a question is for one item of a list: "What is the third answer?"."""
    return any(word in ORDINALS for word in re.findall(r"\w+", asked.text.lower()))


def _asks_for_one(asked: Asked | None) -> bool:
    """Whether a question asks for no list: a table is then too long an answer."""
    return asked is not None and asked.wants is not Wants.LIST and not asked.several


def list_asked_for(
    document: Document, item: Sentence, asked: Asked, announcement: Sentence | None = None
) -> tuple[Sentence, ...]:
    """Where a list is asked for, that to which an item belongs, if what announces it (`announcement`), or else its
    heading, speaks of what is asked for."""
    if asked.wants is not Wants.LIST:
        return ()
    items = announced(document, announcement) if announcement else under_heading(document, item)
    said = shown(document, announcement.start, announcement.end) if announcement else ""
    return items if items and headed(document, item, asked, said) >= HEADED else ()


def headed(document: Document, item: Sentence, asked: Asked, said: str = "") -> float:
    """The share of the question's content words that the headings above an item and what announces it have."""
    wanted = set(content_words(asked.text))
    headings = document.section_path(document.blocks[item.block].section)
    return len(wanted & set(content_words(" ".join((said, *headings))))) / len(wanted) if wanted else 0.0


def _is_scrap_of_list(document: Document, sentence: Sentence) -> bool:
    """Whether an item of a list is no sentence of its own."""
    kind, text = document.blocks[sentence.block].kind, document.text[sentence.start : sentence.end]
    return kind is BlockKind.LIST_ITEM and not text.rstrip().endswith((".", "!"))


def _asks(document: Document, sentence: Sentence) -> bool:
    return shown(document, sentence.start, sentence.end).endswith("?")
