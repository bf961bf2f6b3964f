"""What speaks for or against a sentence besides the cross-encoder: the type of answer it holds, the list it announces,
the side it names, and that it is no sentence or only a promise of one.

This file doesn't know how the cross-encoder scores.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.citing import neighbours
from assistant.definite import of_another
from assistant.questions.analysis import Asked, Wants
from assistant.quotes import identity, viewpoint
from assistant.quotes.in_spite import told_in_spite
from assistant.quotes.leads import enumerated, holds_type
from assistant.quotes.leaning import PROMISES, list_asked_for
from assistant.quotes.listing import announced
from assistant.quotes.persons import person_meant
from assistant.words.wording import content_words, shown
from ingest.document import BlockKind, Document, Sentence
from ingest.names import family_name

HAS_TYPE = 3.0  # logits in favour of a sentence that holds a figure, a date or a name when that is asked for
HAS_LIST = 1.5  # logits in favour of one that lists names when several are asked for
HAS_ITEMS = 4.0  # logits in favour of a sentence that announces items when a list is asked for
UNDER_HEADING = 2.0  # the least logit of a list right below a heading with the words of the question
PAIRED = 6.0  # logits in favour of one of two neighbours that begin with the names compared
OF_SIDE = 2.0  # logits in favour of a sentence that names the side it is asked for, of two compared
FRAGMENT = 2.0  # logits against a caption or a line of a title page that is no sentence
ANOTHER = 4.0  # logits against a sentence on "the edict" that is another than the one that is asked about
LESSER = 6.0  # logits against one on a deputy where the holder of the office is asked for
OWN_VIEW = 3.0  # logits in favour of a sentence in its author's own voice where the author's view is asked for
ANOTHERS = 3.0  # logits against one that tells what another thinks
ASSESSMENT = 2.0  # logits in favour of one that says what a thing is worth where that is asked for
JUDGEMENT = 3.0  # logits in favour of one that finds fault where criticism is asked for
PROMISE = 3.0  # logits against a sentence that only says what the work will ask
IN_SPITE = 4.0  # logits against one that tells of what is asked why only in spite of it
IDENTIFIES = 4.0  # logits in favour of one that tells who someone is, or what letters stand for, where that is asked
FINDING = 2.0  # logits in favour of what was found, and against what it was set out to find, where that is asked for
ASKS_FINDING = re.compile(r"\b(?:conclu(?:de|des|ded|sions?)|findings?|find|found|reveal|results?)\b", re.I)
FOUND = re.compile(
    r"\b(?:conclu(?:des?|ded|sions?)|finds?|found|findings|reveal(?:s|ed)|show(?:s|ed|n)|suggest(?:s|ed)|results?)\b",
    re.I,
)
SET_OUT = re.compile(
    r"\b(?:set out|sets out|sought|seeks?|aim(?:s|ed)?|tr(?:y|ies|ied)|wish(?:es|ed)?|want(?:s|ed)?) to"
    r" (?:\w+ly )?(?:determine|examine|find|establish|test|explore|investigate|ask|understand|learn|assess|explain)\b",
    re.I,
)
WORK = re.compile(r"\b(?:article|chapter|paper|study|essay|book|section|thesis)\b", re.I)
DEPUTY = re.compile(r"\b(?:vice|deputy|under|sub|assistant)[- ]([a-z]{4,})\b", re.I)
NO_SENTENCES = (BlockKind.CAPTION, BlockKind.FRONT, BlockKind.LABEL)


def weighed(
    logit: float, asked: Asked, document: Document, sentence: Sentence, side: str = "", other: str = ""
) -> float:
    """The logit of a sentence with all that speaks for it or against it. `side` is the one of two things compared that
    is asked about, `other` the other."""
    text = shown(document, sentence.start, sentence.end)
    score = logit + (HAS_TYPE if holds_type(asked, text) or _names_one_before(asked, document, sentence) else 0.0)
    score += HAS_LIST if asked.several and enumerated(asked, text) else 0.0
    score += HAS_ITEMS if asked.wants is Wants.LIST and announced(document, sentence) else 0.0
    if list_asked_for(document, sentence, asked):
        score = max(score, UNDER_HEADING)
    if document.blocks[sentence.block].kind in NO_SENTENCES and not text.endswith((".", "!")):
        score -= FRAGMENT
    if PROMISES.match(text) and not WORK.search(asked.text):
        score -= PROMISE
    if side and set(content_words(side)) & set(content_words(text)):
        score += OF_SIDE
        score += PAIRED if _paired(document, sentence, side, other) else 0.0
    score += _of_finding(asked.text, text)
    score += IDENTIFIES if identity.told(asked.text, text) else 0.0
    score -= ANOTHER if of_another(asked.text, document, sentence) else 0.0
    score -= IN_SPITE if told_in_spite(asked, text) else 0.0
    score -= LESSER if asked.wants is Wants.PERSON and _of_lesser_office(asked.text, text) else 0.0
    return score + _of_voice(
        asked.whole or asked.text, text, [family_name(name) for name in document.metadata.authors if name.split()]
    )


def _of_finding(question: str, text: str) -> float:
    """What speaks for or against a sentence where a study's findings are asked for: it tells some, or only that they
    were looked for."""
    if not ASKS_FINDING.search(question) or SET_OUT.search(question):
        return 0.0
    return -FINDING if SET_OUT.search(text) else FINDING if FOUND.search(text) else 0.0


def _of_lesser_office(question: str, text: str) -> bool:
    """Whether a text has an office of the question only as that of a deputy: "vice-consul" where the consul is asked
    for."""
    if DEPUTY.search(question):
        return False
    deputies = {match[1].lower() for match in DEPUTY.finditer(text)} & set(re.findall(r"\w+", question.lower()))
    return bool(deputies) and not deputies & set(re.findall(r"\w+", DEPUTY.sub(" ", text).lower()))


def _of_voice(question: str, text: str, authors: Sequence[str]) -> float:
    """What speaks for a sentence by whose view it gives, where the author's is asked for."""
    score = JUDGEMENT if viewpoint.asks_for_criticism(question) and viewpoint.judges(text) else 0.0
    if not score and viewpoint.asks_for_assessment(question) and viewpoint.evaluates(text):
        score = ASSESSMENT
    if not viewpoint.asks_own_view(question, authors):
        return score
    if viewpoint.own(text):
        return score + OWN_VIEW
    return score - ANOTHERS if not score and viewpoint.reported(text, authors) else score


def _names_one_before(asked: Asked, document: Document, sentence: Sentence) -> bool:
    """Whether a person is asked for, and the sentence speaks of one as "he" or "she" whom the question doesn't name."""
    meant = person_meant(document, sentence) if asked.wants is Wants.PERSON else None
    return meant is not None and not set(content_words(meant[0])) & set(content_words(asked.text))


def _paired(document: Document, sentence: Sentence, side: str, other: str) -> bool:
    """Whether a sentence begins with one of two names, and its neighbour with the other: "Marsh was for it. Quill was
    against it."."""
    if not other or not _begins(document, sentence, side):
        return False
    return any(_begins(document, one, other) for one in neighbours(document, sentence))


def _begins(document: Document, sentence: Sentence, name: str) -> bool:
    words = name.split()
    text = document.text[sentence.start : sentence.end]
    return (
        bool(words)
        and words[-1][:1].isupper()
        and re.match(rf"(?:\S+\s+){{0,2}}{re.escape(words[-1])}\b(?![’'])", text) is not None
    )
