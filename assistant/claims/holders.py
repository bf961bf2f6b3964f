"""Who holds what in a text: "Marsh argued that …", "according to Marsh, …", "in her view …", "“…”, she wrote", "some
hold that …", "if …".

A saying is a holder (subjects.py) and the words given to that holder (said_words.py). Pure functions of strings, for
English. This file doesn't know of claims or verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.claims.matching import WORD, stem
from assistant.claims.said_words import FINITE, after, around, between_stops, quoted, sentences, with_quotations
from assistant.claims.subjects import (
    DOCUMENT,
    VAGUE_NOUN,
    Holder,
    Kind,
    Text,
    described,
    names_in,
    own_document,
    persons_before,
    text_of,
    whose,
)
from assistant.words.lexicon import listed
from assistant.words.saying_verbs import CALLING, DENYING, FORMS, HEARSAY, OPINION, SHOWING
from ingest.document import Span

LONGEST = 1500  # characters of a sentence: what is longer is no sentence but a list


@dataclass(frozen=True, slots=True)
class Saying:
    """What a text gives to a holder: the places of the words so given, and of those that give them. `plain` where the
    text itself stands by it ("as X shows", "X found that"), `denies` where the holder denies it, `clausal` where it is
    a sentence ("that …", a quotation) and not a thing ("called it a theft")."""

    holder: Holder
    content: tuple[Span, ...]
    frame: Span
    verb: str = ""
    plain: bool = False
    denies: bool = False
    clausal: bool = True


# ---- verbs: "Marsh held that …", "said Marsh", "it is said that …" --------------------------------

_CLAUSE = re.compile(
    r"[;:—–(]|[\"“”]|\b(?:that|because|which|although|though|whereas|while|when|since|than|if|whether|(?<!such )as|but"
    r"|so|where|until|yet)\s",
    re.IGNORECASE,
)
_JOINED = re.compile(rf".*\b(?:{FINITE}|is|are|was|were|had|has|have|did)\b.*\sand\s(?=[A-Z][\w-]+$)")
_HELPING = re.compile(
    r"(?:\s+(?:ha[sd]|have|also|not|never|once|then|both|all|himself|herself|later|often|long|even|still|only|first|thus"
    r"|therefore|too|would|could|might|may|must|will|can|should|did|does|do|again|alone|always|already|soon|now|rather"
    r"|sometimes|n['’]t|\w+ly)|\s*,\s*(?:however|moreover|too|indeed|therefore|by contrast|in turn)\s*,)+$",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|nobody|no one|hardly|scarcely)\b|n['’]t\b", re.IGNORECASE)
_NEGATED_SUBJECT = re.compile(r"(?:neither|no|nobody|none|few|hardly)\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:may|might|could|can|would)\b", re.IGNORECASE)
_HELPED = re.compile(r"\b(?:would|could|might|may|must|will|can|should|did|does|do)\b", re.IGNORECASE)
_BE = re.compile(
    r"\b(?:is|are|was|were|been|be|being|get|got)(?:\s+(?:\w+ly|often|sometimes|once|also|long|not))*$", re.IGNORECASE
)
_BRACKETED = re.compile(r"\([^()]{0,80}\)")
_INVERTED = re.compile(
    r"\s+(?P<who>(?:he|she|they|I|we)\b|(?:(?:the|an?|his|her)\s(?:[a-z]+\s){1,3})?(?:[A-Z][\w’'.-]*\s?)+"
    r"|(?:the|his|her)\s[a-z]+)(?=\s*[,.;:!?\"“”—–)]|\s+(?:in|on|of|to|at)\b)"
)
_THAT = re.compile(r"\s*(?:[,.;]|(?:\w+\s+){0,4}?that\b)")
_CLAUSAL = re.compile(r"(?:\s+\w+){0,6}?\s+that\b|\s*[:,]?\s*[\"“]")
_BY = re.compile(
    r"[^,;:.]{0,60}?\bby\s+(?P<who>[A-Z][^,;:.]{1,60}?|(?:the|his|her|some|many)\s[^,;:.]{2,60}?)"
    r"(?=\s+(?:to|that|in|on|at|as|for|and\s[a-z])\b|[,;:.]|$)"
)
_NO_SUBJECT = frozenset(
    listed("the a an this these those its his her their our my of in on at by with for from into no each every")
)
# Verbs that are as often nouns: "some of the same states".
_NOUNS = frozenset(
    listed(
        "claim state report note view answer charge doubt fear hope call remark comment object judge reply question"
        " point thought contest estimate suspect guess show find record document name label joke dispute notice lament"
    )
)
_MANY = re.compile(r"(?:[^s]s|people|men|women|they|we|i|you|some|many|others|most|few|several|who|and|or|both)$", re.I)
_ANYBODY = frozenset(listed("one someone somebody some others critics"))


@dataclass(frozen=True, slots=True)
class _Verb:
    """A word that may be a verb of saying, in its sentence: the words before it, the helping words between its subject
    and it, and the words after it. Citations in brackets are blanked out."""

    sentence: Span
    start: int
    end: int
    word: str
    before: str
    helping: str
    after: str

    @property
    def verb(self) -> str:
        return FORMS[self.word]


def _verbs(text: str, span: Span) -> Iterator[_Verb]:
    sentence = _BRACKETED.sub(lambda match: " " * len(match[0]), text[span.start : span.end])  # "Smith (2010) argues"
    for match in WORD.finditer(sentence):
        capital = match[0][0].isupper() and match.start() > 0 and sentence[match.start() - 1] not in '"“‘'
        if match[0].lower() not in FORMS or capital:
            continue
        before = sentence[: match.start()].rstrip()
        helping = _HELPING.search(before)
        cut = helping.start() if helping else len(before)
        start, end = span.start + match.start(), span.start + match.end()
        yield _Verb(span, start, end, match[0].lower(), before[:cut], before[cut:], sentence[match.end() :])


def _of_verb(whole: Text, said: _Verb) -> Saying | None:
    """What the subject of a verb says, where the word is such a verb."""
    led = whole.text[said.sentence.start : said.start]
    inverted = _INVERTED.match(said.after) if re.search(r"(?:^|[,\"“”—–]\s*)$", led) else None
    if inverted is not None and not re.match(r"\s*that\b", said.after):
        frame = Span(said.start, said.end + inverted.end())
        holder = described(inverted["who"], whole, said.start)
        content = around(whole.text, said.sentence, frame)
        return Saying(holder, content, frame, said.verb, said.verb in SHOWING, said.verb in DENYING)
    if _BE.search(said.before):
        return _passive(whole, said)
    chunk = _subject(said)
    if chunk is None:
        return None
    holder, start = _holder(whole, said, chunk)
    frame = Span(start, said.end)
    beyond = said.before[: len(said.before) - len(chunk)]
    as_ = re.search(r"(?:^|[,(—]\s*)as\s*$", beyond, re.IGNORECASE) is not None
    plain = said.verb in SHOWING or as_ or re.search(r"\b(?:rightly|correctly)\b", said.helping) is not None
    denied = _NEGATED.search(said.helping) is not None or _NEGATED_SUBJECT.match(chunk) is not None
    denies = (said.verb in DENYING) != denied
    if as_ or _aside(beyond, said.after):
        return Saying(holder, around(whole.text, said.sentence, frame), frame, said.verb, plain, denies)
    content = after(whole.text, said.sentence, said.end, said.verb)
    clausal = said.verb not in CALLING and _CLAUSAL.match(said.after) is not None
    return Saying(holder, content, frame, said.verb, plain, denies, clausal) if content else None


def _subject(said: _Verb) -> str | None:
    """The words before a verb that are its subject; none where the word is no finite verb with one. Empty, or ending
    with "and" or "to", where the subject stands further off."""
    cut = max((m.end() for m in _CLAUSE.finditer(f"{said.before} ") if m.end() <= len(said.before)), default=0)
    chunk = said.before[cut:].strip()
    if (joined := _JOINED.match(chunk)) is not None:  # "… thought it a crime and Marsh"
        chunk = chunk[joined.end() :]
    beside = re.search(r",\s+(?P<who>(?!and\b)[^,]+)$", chunk)  # "The bridge, she argued, would …"
    if beside is not None and re.match(r"\s*(?:[,.;!?]|$)(?![^,]{0,30},\s*that\b)", said.after):
        chunk = beside["who"]
    if chunk.endswith(("'s", "’s", "s'", "s’")):
        return None
    if _infinite(said, chunk):
        return chunk if re.match(r"\s+that\b|:|\s+[“\"]", said.after) else None
    return None if _last(chunk) in _NO_SUBJECT or (chunk and _is_noun(said, chunk)) else chunk


def _last(chunk: str) -> str:
    found: list[str] = WORD.findall(chunk)
    return found[-1].lower() if found else ""


def _infinite(said: _Verb, chunk: str) -> bool:
    return said.word.endswith("ing") or _last(chunk) == "to"


def _is_noun(said: _Verb, chunk: str) -> bool:
    """Whether a word that looks like a verb is none: "some of the same states", "the respond controls"."""
    several = _MANY.search(chunk) is not None or re.search(r"\s(?:and|or)\s", chunk) is not None
    helped = _HELPED.search(said.helping) is not None
    if said.word == said.verb and said.verb != "read" and not several and not helped:
        return True
    if said.word != "thought" and (said.verb not in _NOUNS or said.word.endswith("ed")):
        return False
    named = re.search(r"(?:[A-Z][\w’'-]*|\b(?:he|she|they|we|who|it|you)|,)$", chunk) is not None
    return not (named or helped or VAGUE_NOUN.search(chunk) or _CLAUSAL.match(said.after))


def _holder(whole: Text, said: _Verb, chunk: str) -> tuple[Holder, int]:
    """Whom a subject means, and where the frame begins that it makes with its verb."""
    start = said.sentence.start + len(said.before) - len(chunk)
    if not chunk or _infinite(said, chunk) or _last(chunk) in ("and", "or", "then", "but"):
        names = names_in(said.before, whole) or persons_before(whole, start)  # any of them may be the subject
        return Holder(Kind.PERSON if names else Kind.UNKNOWN, _last(chunk), names), said.start
    if _last(chunk) == "who":
        names = names_in(chunk, whole)
        return Holder(Kind.PERSON if names else Kind.UNKNOWN, re.sub(r",?\s*who$", "", chunk), names), start
    holder = described(chunk, whole, start)
    if holder.kind is Kind.AUTHOR and quoted(whole.text, start):
        return Holder(Kind.UNKNOWN, holder.text), start
    if holder.text.lower() in _ANYBODY and _MODAL.search(said.helping):
        return Holder(Kind.SUPPOSED, f"{chunk}{said.helping} {said.word}"), start
    return holder, start


def _aside(before: str, rest: str) -> bool:
    """Whether a subject with its verb stands beside what is said: "…, she wrote, …", "“…”, he wrote in May."."""
    words = re.split(r"[,;:.!?\"“”—–)]", rest)[0].split()
    if re.search(r"[\"”’][,.]?\s*$", before):
        return len(words) <= 8 and words[:1] != ["that"]
    beside = re.search(r"[,—–(]\s*$", before) is not None and bool(before.strip(" ,—–("))
    return beside and (not words or words[0] in ("in", "on", "once", "later", "again"))


def _passive(whole: Text, said: _Verb) -> Saying | None:
    """ "It is said that …", "was said to have …", "was called a crime by Marsh"."""
    before = _BE.sub("", said.before).rstrip()
    frame = Span(said.start, said.end)
    impersonal = re.search(
        r"\bit(?:\s+(?:ha[sd]|may|might|could|can|would))?\s*$", _HELPING.sub("", before), re.IGNORECASE
    )
    if impersonal is not None and said.verb in HEARSAY | OPINION and _THAT.match(said.after):
        frame = Span(said.sentence.start + impersonal.start(), said.end)
        held = whole.text[frame.start : frame.end]
        holder = Holder(Kind.SUPPOSED if _MODAL.search(held) else Kind.VAGUE, held)
        beside = re.match(r"\s*[,.;]", said.after) is not None
        content = (around if beside else _following)(whole.text, said.sentence, frame)
        return Saying(holder, content, frame, said.verb)
    if (by := _BY.match(said.after)) is not None:
        content = between_stops(whole.text, said.sentence, frame)
        return Saying(whose(by["who"], whole, said.start), content, frame, said.verb, said.verb in SHOWING)
    if said.verb in HEARSAY and re.match(r"\s+(?:\w+\s+)?to\b", said.after) and before:
        holder = Holder(Kind.VAGUE, f"was {said.word} to")
        return Saying(holder, between_stops(whole.text, said.sentence, frame), frame, said.verb)
    return None


def _following(text: str, sentence: Span, frame: Span) -> tuple[Span, ...]:
    return after(text, sentence, frame.end)


# ---- other frames: "according to …", "Marsh's claim that …", "if …" -------------------------------

_VIEW = r"(?:view|opinion|judge?ment|eyes|account|reading|telling)"
_ACCORDING = re.compile(
    r"\b[Aa]ccording to (?P<a>(?:(?:the|an?|his|her|their|its|most|some|many|this|these)\s)?[^,;:.\"“”()]{2,80}?)"
    r"(?:\s\([^()]{1,40}\))?"
    r"(?=\s*(?:[,;:.\"“”)]|$)|(?<=[a-z])\s+(?:the|an?|this|it|there|no|all|some|every|his|her|its)\s)"
    rf"|\b[Ii]n (?P<b>[^,;:.\"“”()]{{1,60}}?(?:['’]s?)?)\s(?:own\s)?{_VIEW}\b(?!\s+of\s+[A-Z])"
    rf"|\b[Ii]n the (?:{_VIEW}|words) of (?P<c>[^,;:.\"“”()]{{2,60}}?)(?=\s*[,;:.)])"
)
_NOUN_THAT = re.compile(
    r"\b(?:(?P<whose>[A-Z][\w-]*(?:\s[A-Z][\w-]*)*['’]s?|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir)|[Tt]he|[Aa]n?)\s(?:\w+\s)?"
    r"(?:claim|view|argument|thesis|theory|belief|opinion|contention|suggestion|charge|complaint|position|objection"
    r"|conviction|assumption|idea|notion|rumou?r|legend|myth|accusation|hypothesis|story|conclusion|verdict)"
    r"(?:\s(?:is|was))?\sthat\s"
)
_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|suppose|supposing|assuming|as though|imagine)\b(?!\s+(?:any|not|so|only|ever)\b)"
    r"(?:\s+that\b)?",
    re.IGNORECASE,
)
_WOULD_HAVE = re.compile(r"\b(?:would|might|could)\s+(?:\w+\s+)?have\b(?!\s+to\b)", re.IGNORECASE)
_HAD = re.compile(r"^\W*(?:Had|Were|Should)\s(?P<what>[^,;.]{3,90}),(?=[^.;]*\b(?:would|could|might|should)\b)")
_HEARSAY = re.compile(r"\b(?:allegedly|supposedly|reportedly|reputedly)\b|\b(?:rumou?r|legend) has it", re.IGNORECASE)
_BEFORE_NOUN = re.compile(r"\b(?:the|an?|these|those|his|her|its|their)\s+$", re.IGNORECASE)


def _of_phrases(whole: Text, span: Span) -> Iterator[Saying]:
    """ "According to Marsh", "in Marsh's view", "Marsh's claim that", "allegedly"."""
    text, sentence = whole.text, whole.text[span.start : span.end]
    for match in _ACCORDING.finditer(sentence):
        frame = _frame(span, match)
        yield Saying(
            whose(match["a"] or match["b"] or match["c"], whole, frame.start), around(text, span, frame), frame
        )
    for match in _NOUN_THAT.finditer(sentence):
        frame = _frame(span, match)
        anybody = Holder(Kind.VAGUE, match[0].strip().removesuffix(" that"), names_in(sentence, whole))
        holder = whose(match["whose"], whole, frame.start) if match["whose"] else anybody
        yield Saying(holder, after(text, span, frame.end), frame)
    for match in _HEARSAY.finditer(sentence):
        frame = _frame(span, match)
        if not _BEFORE_NOUN.search(sentence[: match.start()]):
            yield Saying(Holder(Kind.VAGUE, match[0]), between_stops(text, span, frame), frame)


def _of_conditions(whole: Text, span: Span) -> Iterator[Saying]:
    """ "If …", "whether …", "would have …", "had …, it would …": what the text only supposes."""
    sentence = whole.text[span.start : span.end]
    for match in _SUPPOSED.finditer(sentence):
        frame = _frame(span, match)
        end = re.search(r"[,;:.]|\bthen\b", sentence[match.end() :])
        stop = frame.end + end.start() if end else span.end
        yield Saying(Holder(Kind.SUPPOSED, match[0]), (Span(frame.end, stop),), frame)
    for match in _WOULD_HAVE.finditer(sentence):
        frame = _frame(span, match)
        yield Saying(Holder(Kind.SUPPOSED, match[0]), between_stops(whole.text, span, frame), frame)
    if (had := _HAD.match(sentence)) is not None:
        frame = Span(span.start, span.start + had.start("what"))
        yield Saying(Holder(Kind.SUPPOSED, "had"), (Span(frame.end, span.start + had.end("what")),), frame)


def _frame(span: Span, match: re.Match[str]) -> Span:
    return Span(span.start + match.start(), span.start + match.end())


@lru_cache(maxsize=64)
def sayings(text: str) -> tuple[Saying, ...]:
    """All that a text gives to a holder or only supposes, in the order of the frames."""
    whole, out = text_of(text), list[Saying]()
    for span in sentences(text):
        if span.end - span.start <= LONGEST:
            out += [found for said in _verbs(text, span) if (found := _of_verb(whole, said)) is not None]
            out += [*_of_phrases(whole, span), *_of_conditions(whole, span)]
    ordered = sorted(out, key=lambda saying: saying.frame.start)
    return tuple(replace(s, content=with_quotations(text, s.content, s.frame)) for s in ordered)


_TELLING = frozenset(
    listed(
        "according view opinion judgement judgment eyes account reading words own claim argument thesis theory belief"
    )
)


def attributing(claim: str, source: str) -> tuple[Span, ...]:
    """The places of a claim's words that only say that somebody holds something: "according to", "argues", "in the
    view of", where the source knows that somebody; and of "the author" of a document without another."""
    there = frozenset(stem(m[0]) for m in WORD.finditer(source))
    nouns = frozenset[str]().union(*(s.holder.nouns for s in sayings(source)))
    out = []
    for saying in sayings(claim):
        holder, own = saying.holder, own_document(saying.holder)
        other = holder.kind is Kind.OTHER and (own or holder.names or holder.nouns & nouns)
        if not (other or holder.kind in (Kind.PERSON, Kind.VAGUE)) or any(stem(n) not in there for n in holder.names):
            continue
        for match in WORD.finditer(claim, saying.frame.start, saying.frame.end):
            word = match[0].lower()
            if word in _TELLING or word in FORMS or stem(word) in nouns or (own and stem(word) in DOCUMENT):
                out.append(Span(match.start(), match.end()))
    return tuple(out)
