"""How far the words go that a text gives to somebody: from "that" to the next clause, beside "she wrote", to the end
of a quotation.

Places in a text; this file doesn't know who says anything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from assistant.claims.matching import sentence_spans
from assistant.words.saying_verbs import CALLING, FORMS
from ingest.document import Span

FINITE = "|".join(sorted(form for form in FORMS if not form.endswith("ing")))
_NEW_CLAUSE = re.compile(
    r",?\s(?:but|yet|while|whereas|though|although)\s|,\s(?:and|so)\s(?=[A-Z]|(?:he|she|they|it|the|those|others|some)\b)"
    rf"|\sand\s(?=[A-Z][\w-]+\s(?:{FINITE})\b)"
)
_NOTE_BETWEEN = re.compile(r"[.!?][”\"’)]?(?:\d{1,3}|[⁰¹²³⁴-⁹]+)\s+(?=[A-Z“\"‘])")
_THAT_NEAR = re.compile(r"(?:\s+[\w’'-]+){0,6}?(?:\s*,[^,]{2,50},)?\s+that\b|\s*[:,]")


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, divided too where the number of a note stands between two ("… net.80 In fact …")."""
    out: list[Span] = []
    for span in sentence_spans(text):
        cuts = [span.start + m.end() for m in _NOTE_BETWEEN.finditer(text[span.start : span.end])]
        out += [Span(a, b) for a, b in pairwise([span.start, *cuts, span.end])]
    return tuple(out)


@lru_cache(maxsize=64)
def quotations(text: str) -> tuple[Span, ...]:
    """The places between quotation marks."""
    found = re.finditer(r"“[^“”]{1,2000}”|\"[^\"]{1,2000}\"|(?<!\w)‘[^‘’]{1,2000}’(?!\w)", text)
    return tuple(Span(m.start(), m.end()) for m in found)


def quoted(text: str, at: int) -> bool:
    """Whether a place stands in a quotation."""
    return any(quote.start < at < quote.end for quote in quotations(text))


def _part(text: str, sentence: Span, at: int) -> Span:
    """The part of a sentence between semicolons about a place, quotations left whole."""
    found = (sentence.start + m.start() for m in re.finditer(r";\s", text[sentence.start : sentence.end]))
    cuts = [cut for cut in found if not quoted(text, cut)]
    start = max((cut + 1 for cut in cuts if cut < at), default=sentence.start)
    return Span(start, min((cut for cut in cuts if cut >= at), default=sentence.end))


def around(text: str, sentence: Span, frame: Span) -> tuple[Span, ...]:
    """What stands beside a frame ("she wrote") in its part of the sentence, up to a new clause after it."""
    part = _part(text, sentence, frame.start)
    new = _NEW_CLAUSE.search(text[frame.end : part.end])
    beside = (Span(part.start, frame.start), Span(frame.end, frame.end + new.start() if new else part.end))
    return tuple(span for span in beside if text[span.start : span.end].strip(" ,."))


def between_stops(text: str, sentence: Span, frame: Span) -> tuple[Span, ...]:
    """What stands beside a frame between stops, commas and brackets."""
    found = re.finditer(r"[,;:()—–]|\s-+\s", text[sentence.start : sentence.end])
    stops = [sentence.start + match.start() for match in found]
    start = max((stop + 1 for stop in stops if stop < frame.start), default=sentence.start)
    end = min((stop for stop in stops if stop >= frame.end), default=sentence.end)
    return (Span(start, frame.start), Span(frame.end, end))


def after(text: str, sentence: Span, at: int, verb: str = "") -> tuple[Span, ...]:
    """What follows a frame: from "that" where it stands near, up to a new clause or the end of its part."""
    part = _part(text, sentence, at)
    that = _THAT_NEAR.match(text[at : part.end]) if verb not in CALLING else None
    start = at + that.end() if that else at
    new = _NEW_CLAUSE.search(text[start : part.end])
    end = start + new.start() if new else part.end
    return (Span(start, end),) if text[start:end].strip(" ,.") else ()


def with_quotations(text: str, content: tuple[Span, ...], frame: Span) -> tuple[Span, ...]:
    """Places with the whole of each quotation that they open or close, over several sentences too, but none that the
    frame stands in."""
    spans = list(content)
    for quote in quotations(text):
        for i, part in enumerate(spans):
            if part.start < quote.end and quote.start < part.end and not quote.start <= frame.start < quote.end:
                spans[i] = Span(min(part.start, quote.start), max(part.end, quote.end))
    return tuple(spans)
