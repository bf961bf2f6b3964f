"""A follow-up made to stand alone, by rules over the conversation or by a language model.

The rules fill in what a follow-up leaves out: pronouns ("Why did it leave?"), definite short forms ("When did that law
pass?") and ellipsis ("And Brazil?", "What about 1992?", "Why?"). This file doesn't know what is searched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.answer import Turn
from assistant.questions import names_in
from assistant.wording import STOPWORDS, content_words, fold, readable, stem, words

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TURNS = 6  # of the conversation that a follow-up may lean on
ANSWER_SENTENCES = 2  # of the last answer in which an antecedent is looked for
# "I’ve", "That’s", "Instead": capitals that name nothing.
NAMES_NOTHING = re.compile(
    r"\w+[’'](?:ve|d|m|ll|re|t)|(?:it|that|what|let|there|here|he|she|who|how)[’']s|instead|however|okay|ok|yes|no|thanks"
    r"|thank|interesting|great|wow|also|sure|well|oh|let|cool|hmm|ahh?|never|give|tell",
    re.I,
)
SENTENCES = re.compile(r"(?<=[.!?])\s+")
SHORT = 2  # content words of a filled question up to which the rest of the question before is named too
FADING = 0.8  # weight of a topic a turn earlier
SAID = 0.5  # weight of a topic that the last answer names too
APPENDED = 2  # topics added to a question whose words can't be filled in surely
LONGEST = 400  # characters of a model's rewrite
MARKERS = re.compile(r"\s*\[\d+\]")
PRONOUN = re.compile(
    r"\b(?P<person>he|she|him|her|his|hers)\b|\b(?P<many>they|them|their|theirs|these|those)\b(?!\s+(?:who|that"
    r"|which)\b)"
    r"|\b(?P<thing>it|its)\b(?!\s+(?:is|was) (?:said|true|possible|likely)\b)"
    r"|\b(?:did|does|is|was|about|of|with|for|to|by|after|before|from) (?P<demonstrative>this"
    r"|that)\b(?=\s*[?.,!]|\s*$)",
    re.I,
)
POSSESSIVE = frozenset({"his", "her", "hers", "their", "theirs", "its"})
# "that law", "these principles": a demonstrative with its noun, to be found again in the conversation.
SHORT_FORM = re.compile(
    r"\b(?:this|that|these|those|the same|such an?)\s+((?!(?:is|was|are|were|did|does|do"
    r"|has|have|had"
    r"|of|in|and|or|to|for|said|one|ones|way|time|point|case|kind|question)\b)[a-z][\w\-]+)",
    re.I,
)
ELLIPSIS = re.compile(
    r"^(?:(?:and|but|or|so|also|then|ok|okay|well)[, ]+)*(?:(?:what|how)\s+about\s+"
    r"|and\s+)?(?P<rest>[^?]{1,60})\?*$",
    re.I,
)
ABOUT = re.compile(
    r"^(?:(?:and|but|or|so|also|then|ok|okay|well)[, ]+)*(?:what|how)\s+about\b|^(?:and|or"
    r"|but)\s+\S+(?:\s+\S+){0,3}\?*$",
    re.I,
)
BARE = re.compile(
    r"^(?:(?:and|but|so)[, ]+)?(?P<wh>why not|why|how so|how come|how|when|where|who|since when|for how long"
    r"|by whom|how much"
    r"|how many|which ones?)\s*\?*$",
    re.I,
)
CONNECTIVE = re.compile(r"^(?:(?:and|but|or|so|also|then|ok|okay|well)[, ]+)+", re.I)
WH = re.compile(
    r"^(?:(?:in|on|at|by|for|from|to|since|until|under)\s+)?(?:what|which|who|whom|whose|when|where|why|how)\b"
    r"(?:\s+(?:much|many|long|often|far|old))?\s*",
    re.I,
)
AUXILIARY = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b", re.I)
# Words that carry no topic although they aren't function words: verbs of asking, vague nouns.
_VAGUE_WORDS = """
member members part parts role roles founder founders
tell know think mean means work works use used uses happen happened happens become became come came go went get got
take took find found start started begin began call called kind type types sort main important good best better
different difference common other others people person thing things way ways reason reasons example examples number
amount role effect effects impact cause causes caused help helped long often big large new old first last today time
times year years day days interesting famous popular info information learn need want like affect
"""
VAGUE = frozenset(_VAGUE_WORDS.split())
DEPENDENT = re.compile(r"\b(?:else|others?|another|more|instead|too|either|latter|former|there|then|ones?)\b", re.I)


DEFINITE = re.compile(r"\bthe\b", re.I)
THIN = 1  # topics of a question up to which "the diet" may be one that the conversation speaks of


def leans(question: str) -> bool:
    """Whether a question seems to need the conversation before it."""
    if BARE.match(question) or ABOUT.match(question) or CONNECTIVE.match(question):
        return True
    if PRONOUN.search(question) or SHORT_FORM.search(question):
        return True
    if names_in(question):
        return False
    own = topics(question)
    return bool(DEPENDENT.search(question)) or not own or (len(own) <= THIN and bool(DEFINITE.search(question)))


def topics(text: str) -> list[str]:
    """What a text is about: its names and runs of content words, in order, without vague words and single verbs."""
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for name in names_in(text):
        start = text.find(name)
        if NAMES_NOTHING.fullmatch(name):
            continue
        taken.append((start, start + len(name)))
        found.append((start, name))
    run: list[re.Match[str]] = []

    def close() -> None:
        if run and not (len(run) == 1 and _verb_like(run[0].group())):
            start, end = run[0].start(), run[-1].end()
            if not any(a <= start < b for a, b in taken):
                found.append((start, text[start:end]))
        run.clear()

    previous_end = 0
    for match in re.finditer(r"[^\W_][\w’'\-]*", text):
        word = fold(match.group())
        plain = (
            not NAMES_NOTHING.fullmatch(word)
            and word not in STOPWORDS
            and word not in VAGUE
            and word.removesuffix("'s") not in STOPWORDS
        )
        inside = any(a <= match.start() < b for a, b in taken)
        if run and (not plain or inside or text[previous_end : match.start()].strip()):
            close()
        if plain and not inside:
            run.append(match)
        previous_end = match.end()
    close()
    joined: list[tuple[int, str]] = []
    for start, topic in sorted(found):
        between = text[joined[-1][0] + len(joined[-1][1]) : start] if joined else "."
        adjective = bool(joined) and re.search(r"(?:ese|ish|ian|ean|ican|ic|[’']s)$", joined[-1][1])
        if between in (" of ", " of the ") or (adjective and between == " "):
            joined[-1] = (joined[-1][0], text[joined[-1][0] : start] + topic)
        else:
            joined.append((start, topic))
    return [topic for _, topic in joined]


def _verb_like(word: str) -> bool:
    return bool(re.search(r"(?:ed|ing|ize|ise|ify)$", word, re.I)) and not word[0].isupper()


def _antecedents(history: Sequence[Turn], previous: str | None) -> list[str]:
    """What a pronoun may mean, the likeliest first: topics of the last question, then names in the answer."""
    candidates: list[str] = topics(previous) if previous else []
    answers = [turn.text for turn in history if turn.role == "assistant"]
    if answers:
        head = re.split(r"(?<=[.!?])\s+", MARKERS.sub("", readable(answers[-1])))[:ANSWER_SENTENCES]
        candidates += list(names_in(" ".join(head)))
    return list(dict.fromkeys(candidates))


def _plural(topic: str) -> bool:
    last = topic.split()[-1]
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "’s", "'s"))


def _fits(kind: str, topic: str) -> bool:
    """Whether a pronoun of this kind may stand for the topic."""
    if kind == "person":
        return topic[0].isupper() and not topic.isupper()
    return kind != "many" or _plural(topic) or topic[0].isupper()


def _is_subject(match: re.Match[str]) -> bool:
    """Whether a pronoun stands near the beginning, behind question words and auxiliaries only."""
    before = content_words(match.string[: match.start()])
    return not before


def _fill_pronouns(question: str, antecedents: Sequence[str], asked: int) -> tuple[str, list[str]]:
    """The question with its pronouns replaced, and the topics used; the second "it" takes another topic.

    The first `asked` antecedents come from the question before, the rest from its answer.
    """
    own = set(content_words(question))
    asked_words = set(antecedents[:asked])
    free = [topic for topic in antecedents if not set(content_words(topic)) <= own]
    used: list[str] = []
    chosen: dict[str, str] = {}

    def replaced(match: re.Match[str]) -> str:
        kind = next(name for name, value in match.groupdict().items() if value)
        word = (match["demonstrative"] or match.group()).lower()
        possessive = word in POSSESSIVE and bool(match.string[match.end() :].strip(" ?"))
        if kind in chosen and (possessive or kind == "person"):
            topic = chosen[kind]
        else:
            unused = [topic for topic in free if topic not in used]
            own_topics = sum(topic in asked_words for topic in unused)
            if not _is_subject(match):  # "signed it": rather the object of the question before
                unused = unused[:own_topics][::-1] + unused[own_topics:]
            fitting = [topic for topic in unused if _fits(kind, topic)] or (unused if kind not in chosen else [])
            if kind == "many":
                fitting = [topic for topic in fitting if _plural(topic)] or fitting
            if not fitting and kind == "demonstrative":
                return match.group()
            if not fitting:
                return chosen.get(kind, match.group())
            topic = fitting[0]
            used.append(topic)
            chosen[kind] = topic
        if kind == "demonstrative":
            return match.group()[: -len(word)] + topic
        return f"{topic}’{'' if topic.endswith('s') else 's'}" if possessive else topic

    filled = PRONOUN.sub(replaced, question)
    return filled, used


def _fill_short_form(question: str, history: Sequence[Turn], antecedents: Sequence[str]) -> str:
    """ "that law" with the name the conversation gives it ("the PKO Law"), where one ends in that noun."""

    def replaced(match: re.Match[str]) -> str:
        noun = stem(fold(match[1]))
        singular = re.match(r"(?:this|that)\b", match.group(), re.I)
        if singular and re.search(r"[^s]s$", match[1]):  # "that sounds": a verb
            return match.group()
        named = [t for t in antecedents if words(t) and words(t)[-1] == noun and len(t.split()) > 1]
        if not named:
            for turn in reversed(history):
                named += [
                    t for t in topics(readable(turn.text)) if words(t) and words(t)[-1] == noun and len(t.split()) > 1
                ]
        return f"the {named[0]}" if named else match.group()

    return SHORT_FORM.sub(replaced, question)


def _swap(previous: str, rest: str) -> str:
    """The previous question with `rest` in the place of what is like it: a year, the same head noun, a name."""
    rest = (
        re.sub(
            r"^(?:in|for|with|on|of|about"
            r"|the)\s+",
            "",
            rest.strip(),
            flags=re.I,
        )
        if not names_in(rest)
        else rest.strip()
    )
    bare = re.sub(r"^(?:in|for|with|on|of|about|from|to)\s+", "", rest, flags=re.I)
    if re.fullmatch(r"(?:1\d|20)\d\d", bare):
        swapped = re.sub(r"\b(?:1\d|20)\d\d\b", bare, previous, count=1)
        return swapped if swapped != previous else f"{previous.rstrip(' ?')} in {bare}?"
    head = words(bare)[-1] if words(bare) else ""
    found = list(re.finditer(r"[^\W_][\w’'\-]*", previous))
    for i, match in enumerate(found):
        if len(bare.split()) > 1 and words(match.group()) == [head]:
            modified = i > 0 and fold(found[i - 1].group()) not in STOPWORDS
            start = found[i - 1].start() if modified else match.start()
            return previous[:start] + bare + previous[match.end() :]
    if names := names_in(previous) if names_in(bare) else ():
        return previous.replace(names[0], bare, 1)
    return f"{previous.rstrip(' ?')}: {bare}?"


def _asking(text: str) -> str:
    """The last question of a turn that says more than a question."""
    asked = [sentence for sentence in SENTENCES.split(text) if sentence.endswith("?")]
    return asked[-1] if asked else text


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?") or bool(WH.match(text) or AUXILIARY.match(text))


def subjects(turns: Sequence[Turn]) -> list[str]:
    """What a conversation is about, the likeliest first: topics that its user comes back to, and lately; then names of
    the last answer."""
    weights: dict[str, float] = {}
    asked = [turn.text for turn in turns if turn.role == "user"]
    for age, text in enumerate(reversed(asked)):
        for place, topic in enumerate(topics(text)):
            weights[topic] = weights.get(topic, 0.0) + FADING**age / (1 + place / 2)
    answers = [turn.text for turn in turns if turn.role == "assistant"]
    names = names_in(MARKERS.sub("", readable(answers[-1]))) if answers else ()
    for topic in weights:
        said = {word for name in names for word in content_words(name)} & set(content_words(topic))
        weights[topic] += SAID if said else 0.0
    return sorted(weights, key=lambda topic: -weights[topic]) + [name for name in names if name not in weights]


def _with_subjects(question: str, turns: Sequence[Turn]) -> str:
    """The question as asked, followed by what the conversation is about: where its words can't be filled in surely."""
    own = set(content_words(question))
    added: list[str] = []
    for topic in subjects(turns):
        words_ = set(content_words(topic))
        if words_ and not words_ <= own and len(added) < APPENDED:
            added.append(topic)
            own |= words_
    return f"{question.rstrip(' ?.')} ({', '.join(added)})?" if added else question


def by_rules(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leaves to the conversation filled in; itself where it leans on nothing.

    A pronoun is replaced only where the question before stood alone: further into a conversation its antecedent is a
    guess, and what the conversation is about is added instead.
    """
    question = " ".join(question.split())
    turns = list(history)[-TURNS:]
    users = [i for i, turn in enumerate(turns) if turn.role == "user" and turn.text.strip()]
    if not users or not leans(question):
        return question
    last = turns[users[-1]].text
    sentences = SENTENCES.split(question)
    alone = _is_question(last) and not leans(last) and len(SENTENCES.split(last)) == 1
    # The question before may itself be a follow-up: it is made to stand alone first.
    previous = _asking(last if alone else by_rules(last, turns[: users[-1]]))
    if len(sentences) > 1:
        return question if any(names_in(sentence) for sentence in sentences) else _with_subjects(question, turns)
    if _is_question(previous):
        if match := BARE.match(question):
            wh = match["wh"]
            body = WH.sub("", previous) if WH.match(previous) else previous
            if AUXILIARY.match(body):
                return f"{wh[0].upper()}{wh[1:]} {body[0].lower()}{body[1:]}"
            return f"{wh[0].upper()}{wh[1:]}: {previous}"
        if ABOUT.match(question) and not PRONOUN.search(question) and (match := ELLIPSIS.match(question)):
            return _swap(previous, match["rest"])
    filled = CONNECTIVE.sub("", _fill_short_form(question, turns, _antecedents(turns, previous))).strip()
    if alone:
        return _filled(question, filled, turns, previous)
    if any(match["person"] for match in PRONOUN.finditer(filled)):
        people = [topic for topic in subjects(turns) if len(topic.split()) > 1 and _fits("person", topic)]
        return _fill_pronouns(filled, people[:1], 1)[0] if people else _with_subjects(filled, turns)
    return filled if names_in(filled) else _with_subjects(filled, turns)


def _filled(question: str, filled: str, turns: Sequence[Turn], previous: str) -> str:
    """The question with its pronouns replaced from the one before; with that one's topics where it has none."""
    filled, used = _fill_pronouns(filled, _antecedents(turns, previous), len(topics(previous)))
    filled = filled[:1].upper() + filled[1:]
    if used and len(content_words(filled)) > SHORT:
        return filled
    if not used and filled.lower() != CONNECTIVE.sub("", question).strip().lower():
        return filled
    missing = [t for t in topics(previous) if not set(content_words(t)) <= set(content_words(filled))][:2]
    return f"{filled.rstrip(' ?')} ({', '.join(missing)})?" if missing else filled


def by_model(question: str, history: Sequence[Turn], model: BaseChatModel) -> str | None:
    """A model's rewrite, or None where it fails, runs on or loses the question."""
    said = "\n".join(f"{turn.role}: {' '.join(MARKERS.sub('', turn.text).split())[:600]}" for turn in history[-TURNS:])
    human = prompts.REWRITE_HUMAN.format(history=said, question=question)
    try:
        text = str(model.invoke([("system", prompts.REWRITE_SYSTEM), ("human", human)]).text)
    except Exception:  # whatever a provider raises: the rules do it
        return None
    text = " ".join(re.sub(r"<think>.*?(?:</think>|$)", "", text, flags=re.S).split()).strip('"“” ')
    kept = set(content_words(CONNECTIVE.sub("", question)))
    lost = kept - set(content_words(text))
    return text if text and len(text) <= LONGEST and len(lost) <= len(kept) / 2 else None


def standalone(question: str, history: Sequence[Turn], model: BaseChatModel | None = None) -> str:
    """The question with what it leaves to the conversation filled in, by the model where there is one."""
    question = " ".join(question.split())
    if not history or not leans(question):
        return question
    return (by_model(question, history, model) if model is not None else None) or by_rules(question, history)
