"""Sentence boundaries, as offsets into a text that stays as it is.

Rules, not a model: a stop ends a sentence unless what stands before it is an abbreviation or an initial, or what stands
after it can't begin one. Note markers and closing quotes after a stop belong to the sentence they follow.
This file doesn't know blocks or documents: `ingest.structure` splits one block at a time, so no sentence crosses a
block.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from ingest.document import Span

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_CLOSERS = "\"'”’»›)\\]}*_」』）】》"
# Further marks that close a quotation: German ones that open it elsewhere, and French ones after a space.
_CLOSES = rf"(?:[{_CLOSERS}]|[“«‘‹](?=\s|$)|[\u00a0\u202f ][»›](?=[\s\[(⁰¹²³⁴⁵⁶⁷⁸⁹]|$))"
# A stop, its closing quotes, its note markers ("…peace.”⁵", "…peace.[5]", "…peace.(5)", "…peace.<sup>5</sup>"), closing
# marks again.
_STOP = re.compile(
    rf"(?P<stop>[.!?…]+|[。！？｡]+)(?P<close>{_CLOSES}*)"
    rf"(?P<note>(?:[{_SUPERSCRIPTS}]+[,\u2009 ]?(?=[{_SUPERSCRIPTS}\s]|$)|"
    rf"\[\^?\d{{1,4}}(?:[,–-]\s?\d{{1,4}})*\]|\^\d{{1,4}}\^|<sup>\d{{1,4}}</sup>"
    rf"|(?<=[^\d\s][.!?”\"’])\d{{1,3}}(?=\s|$)"
    rf"|(?<=[^\d][.!?”\"’])\(?\d{{1,3}}\)(?=\s|$))*){_CLOSES}*"
)
_OPENERS = "\"'“‘«‹([{*_¿¡—–-「『（【《<"
_NEXT = re.compile(rf"\s+[{_OPENERS}]*\s?(?P<word>[^\s]*)")
_LAST_WORD = re.compile(r"[^\s(\[{“‘\"«„‚‹/—–*_]+$")
_BEHIND_FIGURE = re.compile(rf"(?<=\d[.!?])\d{{1,3}}(?=(?P<space>\s+)[{_OPENERS}]*[^\W\d_])")
_BRACKET = re.compile(r"(?P<open>[(\[（「『])|[)\]）」』]")
_BULLETS = re.compile(r"[ \n\t•*(-]*")
_ELIDED = re.compile(r"^(?:[a-zà-ü]{1,7}['’](?=\w{2})|['’]+)", re.IGNORECASE)  # "l’art." is "art.", "'Art." too
_DOUBLE = re.compile(r"[A-ZÀ-Þ][a-zà-ü]?\.-[A-ZÀ-Þ][a-zà-ü]?")  # "J.-B. Colin", "J.-Ph."
_PARTICLE = re.compile(r"[\u3041-\u309f]")  # 「…。」と言った: a quotation goes on


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Never the end of a sentence: a name or a term always follows.
_BOUND = _words(
    "mr mrs ms messrs mme mlle dr prof profs rev hon fr br st ste mt gen col maj capt lt sgt cpl adm cmdr "
    "gov sen rep pres amb sec'y supt e.g i.e eg ie cf viz vs v resp esp ca c approx incl excl trans "
    "transl tr repr rpt orig comp comps ed eds hrsg hg vgl bzw d.h z.b z.t u.a s.o s.u sog evtl ggf hl "
    "habil o.g frhr dir dirs coord coords éd éds sr sra srta dña ej p.ej sig sigg dott prof.ssa avv abp bp "
    "fn az bzgl gem mgr av ee "
)
# The end of a sentence, unless a number (also a roman one) follows.
_NUMBERED = _words(
    "pos rz tz no nos nr nrs n nn nº p pp para paras ¶ vol vols ch chs chap chaps sec secs sect § art arts arto fig "
    "figs tab tbl pl app eq eqs pt pts bk bks cap caps col cols l ll ln fol fols f ff ser fasc iss doc "
    "docs res rep suppl add t tom bd bde s ss sp abs anm abb kap ziff rn pág págs núm cap. tav lib q jan "
    "feb mar apr jun jul aug sep sept oct okt nov dec dez déc janv févr avr juil ene abr ago set dic gen "
    "mag giu lug ott pkt rdnr randnr alin "
)
# May end a sentence: only a word that usually begins one decides so.
_AMBIGUOUS = _words(
    "etc al inc ltd co cos corp bros jr sr dept univ assn assoc dist intl int'l gov't govt u.s u.k u.n "
    "u.s.a u.s.s.r e.u d.c a.m p.m ph.d m.a b.a m.d ll.m b.c a.d b.c.e c.e ibid id idem op cit loc seq "
    "sqq et passim ebd usw u.s.w usf ecc ss.gg ave blvd rd apt gmbh a.g s.a s.p.a n.d s.l n.p r.o.k r.o.c "
    "p.r.c d.p.r.k h.e u.s.c u.n.t.s mio mrd jur uu cía hab "
)
_STARTERS = _words(
    "the a an this that these those it he she they we i you there here in on at for from with without by "
    "to of as if when while where although though since because after before during until under over "
    "between among despite its his her their our my your however but and or so yet nor moreover "
    "furthermore thus therefore hence consequently meanwhile nevertheless nonetheless instead indeed "
    "finally first second third then also both each every all some many most few several one two another "
    "such what who why how which not no see let der die das ein eine es er sie wir in im am auf mit nach "
    "le la les un une il elle ils ce cette el los las una en lo gli uno nel questo questa este esta "
    "danach dann doch aber "
)
_MONTHS_DE = _words("januar februar märz april mai juni juli august september oktober november dezember jahrhundert ")
_ROMAN = re.compile(r"[ivxlcdm]+[.,;:)]?$", re.IGNORECASE)
# Code points; what is longer is text without stops. Scholars' sentences rarely pass 1,000, and the networks that rank
# and judge read some 2,000 of what they are given.
LONGEST = 2000
MOST_MARKS = 30  # combining marks of one letter, as in Unicode's stream-safe text (UAX #15); more belong to none
_WORD_REACH = 200  # code points before a stop in which its word begins; what is longer is no word
_PAREN_REACH = 300  # longest aside, in code points, that is kept whole although stops stand in it


def _ends_here(text: str, start: int, match: re.Match[str], language: str | None) -> bool:
    """Whether the stop at `match` ends a sentence that began at `start`."""
    if match["stop"][0] in "。！？｡":
        return not (set("」』") & set(match["close"]) and _PARTICLE.match(text, match.end()))
    follow = _NEXT.match(text, match.end())
    if follow is None:
        return False
    word = follow["word"].lstrip(_OPENERS)
    first = word[:1]
    if not first or first.islower() or not (first.isalnum() or first in "$€£¥\\§#@“‘\"'"):
        return False
    if match["stop"] != ".":
        return match["stop"] != "..." or first.isupper() or not first.isascii()
    last = _LAST_WORD.search(text, max(start, match.start() - _WORD_REACH), match.start())
    if last is None:
        return match.start() > start
    before = _ELIDED.sub("", last.group())
    lowered = before.lower().replace("’", "'").rstrip(",;:")
    plain = word.lower().rstrip(".,;:!?)”\"'’")
    if (before.isdigit() or (len(before) <= 2 and before.isalpha())) and _BULLETS.fullmatch(text, start, last.start()):
        return False  # "1. Text", "a. Text": the number of a list item
    if lowered in _BOUND:
        return False
    initial = len(before) == 1 and before.isupper() and not first.isdigit()  # "N. R. Hitchcock", but "S. 12"
    if (lowered in _NUMBERED and not initial) or lowered.rpartition(".")[2] in {"pp", "no", "vol"}:
        return not (
            first.isdigit() or (_ROMAN.match(word) and plain != "i") or lowered in {"s", "bd", "anm", "abb", "p", "pp"}
        )
    if lowered in _AMBIGUOUS:
        return plain in _STARTERS and not (lowered == "al" and first.isdigit())
    if _DOUBLE.fullmatch(before):
        return plain in _STARTERS
    if len(before) == 1 and before.islower():  # "Ende d. J."; or a variable, at a sentence's end
        return plain in _STARTERS
    # An initial: "T.J. Pempel", "J. Smith"
    if re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", before) and before[0].isupper():
        return (len(before) == 1 and before in "IVX" and plain in _STARTERS) or ("." in before and plain in _STARTERS)
    if before.isdigit() and len(before) <= 2:  # "am 3. Oktober", "in der 10. Legislaturperiode"
        return plain not in _MONTHS_DE and (language != "de" or plain in _STARTERS)
    return True


def _asides(text: str) -> list[tuple[int, int]]:
    """The outermost brackets and Japanese quotations, as (open, close) offsets; only those that close within reach."""
    opened: list[int] = []
    closes: dict[int, int] = {}
    for match in _BRACKET.finditer(text):
        if match["open"]:
            opened.append(match.start())
        elif opened:
            closes[opened.pop()] = match.start()
    found: list[tuple[int, int]] = []
    for start, end in sorted(closes.items()):
        if end - start < _PAREN_REACH and (not found or start > found[-1][1]):
            found.append((start, end))
    return found


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def split_sentences(text: str, language: str | None = None) -> tuple[Span, ...]:
    """The sentences of one block, in order, without the white space between them.

    `language` is a BCP 47 tag or None; it only decides how German ordinals are read. Every code point of `text`
    that is not white space lies in exactly one sentence; none is longer than LONGEST.
    """
    language = language.split("-")[0].lower() if language else None
    asides = _asides(text)
    spans: list[Span] = []
    start = aside = 0
    for match in _STOP.finditer(text):
        while aside < len(asides) and asides[aside][1] < match.start():
            aside += 1
        inside = aside < len(asides) and asides[aside][0] < match.start() < asides[aside][1]
        whole = inside and (text[asides[aside][0]] in "「『" or text[start : asides[aside][0]].strip())
        if whole and match.end() <= asides[aside][1]:
            continue
        if match.end() >= len(text) or not _ends_here(text, start, match, language):
            continue
        span = _trim(text, start, match.end())
        if span is not None:
            spans.append(span)
        start = match.end()
    span = _trim(text, start, len(text))
    if span is not None:
        spans.append(span)
    return tuple(part for span in spans for part in capped(text, span))


def with_markers(text: str, spans: Sequence[Span], markers: Mapping[int, int]) -> tuple[Span, ...]:
    """The sentences of one block, where a note's marker that stands apart from the stop ("… the north. 30 The office")
    ends the sentence before it and doesn't begin the next. `markers`: where each ends, by its start."""
    found: list[Span] = []
    for span in spans:
        end = markers.get(span.start) if found else None
        if end is None:
            found.append(span)
            continue
        found[-1] = Span(found[-1].start, min(end, span.end))
        if (rest := _trim(text, min(end, span.end), span.end)) is not None:
            found.append(rest)
    return tuple(found)


def parted_behind_figures(text: str, spans: Sequence[Span], markers: Mapping[int, int]) -> Iterator[Span]:
    """The sentences of one block, parted also where a note's marker stands behind a stop and a figure: "in 1941.40 The
    office" has no 1941.4. `markers`: where each ends, by its start."""
    for span in spans:
        start = span.start
        for match in _BEHIND_FIGURE.finditer(text, span.start, span.end):
            if markers.get(match.start()) == match.end():
                yield Span(start, match.end())
                start = match.end() + len(match["space"])
        yield Span(start, span.end)


def capped(text: str, span: Span) -> Iterator[Span]:
    """The span; one longer than LONGEST in parts of about equal length, cut at white space as far as there is any."""
    start, end = span.start, span.end
    while (left := end - start) > LONGEST:
        most = start - (-left // -(-left // LONGEST))  # a part's share of what is left, rounded up
        cut = next((at for at in range(most, start, -1) if text[at].isspace()), most)
        near = range(cut, max(cut - MOST_MARKS, start), -1)
        cut = next((at for at in near if not unicodedata.combining(text[at])), cut)
        if (part := _trim(text, start, cut)) is not None:
            yield part
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)


__all__ = ["LONGEST", "capped", "parted_behind_figures", "split_sentences", "with_markers"]
