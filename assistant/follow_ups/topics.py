"""What a conversation is about: the names and runs of content words of its questions, and the names of its answers.

Pure functions over strings and turns; this file doesn't know what a follow-up leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Turn
from assistant.messages.said_in import REFUSALS
from assistant.questions.analysis import names_in
from assistant.questions.inverting import base_form
from assistant.questions.presuming import AUXILIARIES, DETERMINERS, PREPOSITIONS
from assistant.words.verbs import BASE_FORMS
from assistant.words.wording import STOPWORDS, content_words, fold, readable

FADING = 0.8  # weight of a topic a turn earlier
SAID = 0.5  # weight of a topic that the last answer names too
APPENDED = 2  # topics added to a question whose words can't be filled in surely
MARKERS = re.compile(r"\s*\[\d+\]")
SENTENCES = re.compile(r"(?<=[.!?])\s+")
WORD = re.compile(r"[^\W_][\w’'\-]*")
# "I’ve", "That’s", "Instead": capitals that name nothing.
NAMES_NOTHING = re.compile(
    r"\w+[’'](?:ve|d|m|ll|re|t)|(?:it|that|what|let|there|here|he|she|who|how)[’']s|instead|however|okay|ok|yes|no|thanks"
    r"|thank|interesting|great|wow|also|sure|well|oh|let|cool|hmm|ahh?|never|give|tell",
    re.I,
)
# Words that carry no topic although they aren't function words: verbs of asking, vague nouns.
_VAGUE_WORDS = """
member members part parts role roles founder founders
tell know think mean means meant work works use used uses happen happened happens become became come came go went
get got take took find found start started begin began call called kind type types sort main important good best better
different difference common other others people person thing things way ways reason reasons example examples number
amount role effect effects impact cause causes caused help helped long often big large new old first last ever today
time times year years day days interesting famous popular info information learn need want like affect
"""
VAGUE = frozenset(_VAGUE_WORDS.split())
# "When did he die?": its verb is no topic; of "is" and "was", only where it is a participle.
_PRONOUN = r"(?:he|she|it|they|this|that|these|those)"
INVERTED = re.compile(
    rf"\b(?:(?P<do>do|does|did)|is|are|was|were|has|have|had)\s+(?:not\s+)?{_PRONOUN}\s+"
    r"(?:(?:also|ever|first|last|then|[a-z]+ly)\s+)?(?P<verb>[a-z]+)\b",
    re.I,
)
BEFORE_NAME = re.compile(r"\b(?:[Dd]o|[Dd]oes|[Dd]id)\s+(?:the\s+)?")
BEHIND_NAME = re.compile(
    r"\s+([a-z]+)"
    rf"(?=\s*\?*$|\s+(?:(?:{'|'.join(sorted(PREPOSITIONS | DETERMINERS))}|it|them|him)\b|[A-Z\d]))"
)
ADJECTIVE = re.compile(r"(?:ese|ish|ian|ean|ican|ic|[’']s)$")


def _verb_like(word: str) -> bool:
    return bool(re.search(r"(?:ed|ing|ize|ise|ify)$", word, re.I)) and not word[0].isupper()


def _verbs(text: str, names: Sequence[str]) -> set[str]:
    """The main verbs behind a pronoun or a name: "When did he die?", "Where was it written?", "Did Ada de Lund
    sail?"."""
    starts = [match.end() for match in BEFORE_NAME.finditer(text)]
    behind = (BEHIND_NAME.match(text, at + len(name)) for at in starts for name in names if text.startswith(name, at))
    of_names = {match[1] for match in behind if match}
    found = ((match["do"], match["verb"]) for match in INVERTED.finditer(text))
    return of_names | {verb for do, verb in found if do or verb in BASE_FORMS or base_form(verb) is not None}


def topics(text: str, verb: str = "") -> list[str]:
    """What a text is about: its names and runs of content words, in order, without vague words and single verbs. At
    `verb`, where the text's main verb is known, a run ends."""
    found: list[tuple[int, str]] = []
    taken: set[int] = set()  # places that a name holds
    names = names_in(text)
    verbs = {verb} | _verbs(text, names)
    for name in names:
        start = text.find(name)
        if NAMES_NOTHING.fullmatch(name):
            continue
        taken.update(range(start, start + len(name)))
        found.append((start, name))
    run: list[re.Match[str]] = []

    def close() -> None:
        if run and not (len(run) == 1 and _verb_like(run[0].group())):
            start, end = run[0].start(), run[-1].end()
            if start not in taken:
                found.append((start, text[start:end]))
        run.clear()

    previous_end = 0
    for match in WORD.finditer(text):
        word = fold(match.group())
        plain = (
            not NAMES_NOTHING.fullmatch(word)
            and word not in STOPWORDS
            and word not in VAGUE
            and word.removesuffix("'s") not in STOPWORDS
            and match.group() not in verbs
        )
        inside = match.start() in taken
        if run and (not plain or inside or text[previous_end : match.start()].strip()):
            close()
        if plain and not inside:
            run.append(match)
        previous_end = match.end()
    close()
    joined: list[tuple[int, str]] = []
    for start, topic in sorted(found):
        between = text[joined[-1][0] + len(joined[-1][1]) : start] if joined else "."
        adjective = bool(joined) and ADJECTIVE.search(joined[-1][1])
        if between in (" of ", " of the ") or (adjective and between == " "):
            joined[-1] = (joined[-1][0], text[joined[-1][0] : start] + topic)
        else:
            joined.append((start, topic))
    return [topic for _, topic in joined]


def refuses(answer: str) -> bool:
    """Whether what was said is a refusal."""
    return answer.startswith(REFUSALS)


def statement(turns: Sequence[Turn]) -> str:
    """The last answer, fit to read, without its markers; empty where there is none, or it refuses."""
    answers = [turn.text for turn in turns if turn.role == "assistant"]
    if not answers or refuses(answers[-1]):
        return ""
    return MARKERS.sub("", readable(answers[-1]))


def _opens_only(name: str, sentence: str) -> bool:
    """Whether one capitalised word only opens its sentence: "Former ministers …", unlike "Japan left …"."""
    if " " in name or not sentence.startswith(name) or name.isupper():
        return False
    after = sentence[len(name) :]
    following = WORD.match(after.lstrip())
    if following is None or not re.match(r"\s+[a-z]", after):
        return False
    word = following.group()
    verb = word in AUXILIARIES or base_form(word) is not None
    return not (verb or word in PREPOSITIONS | {"and", "or", "also"} or word.endswith(("ly", "s")))


QUANTIFIERS = re.compile(
    r"(?:several|former|many|most|some|few|all|both|\w+ty|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|hundreds?|thousands?|about|nearly|although|despite|further|later|earlier|recent|early|late|overall"
    r"|including|according|today|\w+ly)",
    re.I,
)


def names_said(text: str, sentences: int = 0) -> list[str]:
    """The names in an answer, or in its first sentences, without words whose capital only begins a sentence."""
    every = SENTENCES.split(text)
    found: list[str] = []
    for sentence in every[:sentences] if sentences else every:
        for name in names_in(sentence):
            opening = sentence.startswith(name) and " " not in name and QUANTIFIERS.fullmatch(name)
            if not opening and not _opens_only(name, sentence):
                found.append(name)
    return list(dict.fromkeys(found))


def subjects(turns: Sequence[Turn]) -> list[str]:
    """What a conversation is about, the likeliest first: topics that its user comes back to, and lately; then names of
    the last answer."""
    weights: dict[str, float] = {}
    asked = [turn.text for turn in turns if turn.role == "user"]
    for age, text in enumerate(reversed(asked)):
        for place, topic in enumerate(topics(text)):
            weights[topic] = weights.get(topic, 0.0) + FADING**age / (1 + place / 2)
    names = names_said(statement(turns))
    said = {word for name in names for word in content_words(name)}
    for topic in weights:
        weights[topic] += SAID if said.intersection(content_words(topic)) else 0.0
    return sorted(weights, key=lambda topic: -weights[topic]) + [name for name in names if name not in weights]


def with_topics(question: str, about: Sequence[str]) -> str:
    """The question as asked, followed by what the conversation is about: where its words can't be filled in surely."""
    own = set(content_words(question))
    added: list[str] = []
    for topic in about:
        words_ = set(content_words(topic))
        if words_ and not words_ <= own and len(added) < APPENDED:
            added.append(topic)
            own |= words_
    return f"{question.rstrip(' ?.')} ({', '.join(added)})?" if added else question
