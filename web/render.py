"""Answers and citations as HTML: pure functions, text in, markup out.

Everything that came from a document, a model or a person goes through `esc`; nothing else writes text into markup.
This file doesn't know Gradio, the library or how an answer is made. What the page does with the `data-` attributes
stands in assets/chat.js and assets/source.js.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer import Answer, Citation, CitedNote, CitedReference, Claim, Verdict, marked_text
from ingest.names import family_name
from web.markup import attrs as attrs
from web.markup import esc as esc
from web.text_styles import Run, signed_html

MARKER = re.compile(r"\s?\[(\d{1,3})\]")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
NO_MARKER = re.compile(r"[A-Z([{“‘«„$€£¥#§=+/–—-]")  # before a number that is no note's

# What the notes of a chapter stand under at its end, or at the end of the book under the chapter's own heading.
NOTES_HEADING = re.compile(
    r"\W*(?:notes|end\s?notes|footnotes|notes and references|anmerkungen|endnoten|fußnoten|notas|note|noten"
    r"|eindnoten|注|注释|注釈)\W*$",
    re.I,
)

VERDICT_WORDS = {
    Verdict.SUPPORTED: "supported",
    Verdict.PARTIAL: "partly supported",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.NOT_FOUND: "not found in the source",
}


# ---- citations ----------------------------------------------------------------------------------


def page_words(citation: Citation) -> str:
    """ "p. 164" as printed, else the file's page; empty where pages are unknown."""
    page = citation.page
    if page is None:
        return ""
    if page.cited:
        return page.cited
    return f"page {page.pdf} of the file" if page.pdf else ""


def source_words(citation: Citation) -> str:
    """Who wrote it and when, in a few words: "Govella 2024", else the title or the file's name."""
    names = [family_name(name) for name in citation.authors if name.split()]
    if not names:
        return citation.title or citation.source
    who = names[0] if len(names) == 1 else f"{names[0]} and {names[1]}" if len(names) == 2 else f"{names[0]} et al."
    return f"{who} {citation.year}" if citation.year else who


def notes_cited(citation: Citation) -> tuple[CitedNote, ...]:
    """The notes that the quoted words are part of: these are what is cited, and hang on none of it."""
    if citation.paragraph:
        return ()
    quote = " ".join(citation.quote.split())
    return tuple(note for note in citation.notes if quote in " ".join(note.text.split()))


def section_words(citation: Citation) -> str:
    """The innermost section; of notes gathered at a chapter's end the chapter, as every one of them ends in "Notes"."""
    path = [title for title in citation.section if title != citation.title]
    if len(path) > 1 and NOTES_HEADING.match(path[-1]):
        return path[-2]
    return citation.section[-1] if citation.section else ""


def chapter_words(citation: Citation) -> str:
    """The outermost section, by which a book without pages is cited; empty where it is the innermost too."""
    path = [title for title in citation.section if title != citation.title]
    return path[0] if len(path) > 1 and not page_words(citation) and path[0] != section_words(citation) else ""


def place_words(citation: Citation) -> str:
    """Where it stands: page (or the chapter, where no page is known), innermost section, note or paragraph (counted
    from the text's beginning); as many as are known. A heading's own full stop is left out, an abbreviation's isn't."""
    headings = (chapter_words(citation), section_words(citation))
    parts = [page_words(citation), *(re.sub(r"(?<=[^\W\d_]{3})\.$", "", title) for title in headings)]
    parts.extend(f"note {note.number}" for note in notes_cited(citation)[:1])
    if citation.paragraph:
        parts.append(f"paragraph {citation.paragraph} of the text")
    return ", ".join(part for part in parts if part)


def cite_data(citation: Citation) -> str:
    """The attributes by which the page opens a citation."""
    return attrs(data_n=citation.n, data_document=citation.document, data_start=citation.start, data_end=citation.end)


def marker_html(citation: Citation) -> str:
    """The numbered marker in the text: a real button, with the quote on hover and on focus."""
    place = place_words(citation)
    label = f"Citation {citation.n}: {source_words(citation)}{', ' + place if place else ''}. Open in the source."
    return (
        f'<span class="cite-wrap"><button type="button" class="cite"{cite_data(citation)}{attrs(aria_label=label)}>'
        f"{citation.n}</button>"
        '<span class="cite-card" aria-hidden="true">'
        f'<q dir="auto">{quoted_html(shorten(citation.quote, 320), citation.notes)}</q>'
        f'<span class="cite-where">{esc(source_words(citation))}{esc(", " + place if place else "")}</span>'
        "</span></span>"
    )


def shorten(text: str, most: int) -> str:
    """The text, cut at a word before `most` characters, with an ellipsis where cut."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def marker_of(number: str, text: str, at: int) -> re.Match[str] | None:
    """Where a note's number stands as its marker after `at`: behind a stop or closing sign, else behind a word. Behind
    a capital it belongs to a name (G18), behind an opening sign, a dash or a currency's to the text."""
    if not number.isdecimal() or number.translate(RAISED) in text[at:]:  # a raised sign needs no raising
        return None
    found = re.compile(rf"(?<=[^\s\d]){number}(?![\w.,]*\d|\w)").finditer(text, at)
    marks = [mark for mark in found if NO_MARKER.fullmatch(text[mark.start() - 1]) is None]
    return next((mark for mark in marks if not text[mark.start() - 1].isalpha()), marks[0] if marks else None)


def markers_in(text: str, notes: Sequence[CitedNote]) -> list[tuple[int, int]]:
    """Where the numbers of its notes stand in a quote as their markers."""
    found: list[tuple[int, int]] = []
    for note in notes:
        if mark := marker_of(note.number, text, found[-1][1] if found else 0):
            found.append(mark.span())
    return found


def raised_words(text: str, notes: Sequence[CitedNote]) -> str:
    """A quote's words for where nothing can be set: the numbers of its notes in raised figures ("the mill.³")."""
    for start, end in reversed(markers_in(text, notes)):
        text = text[:start] + text[start:end].translate(RAISED) + text[end:]
    return text


def quoted_html(text: str, notes: Sequence[CitedNote]) -> str:
    """A quote's words as they are, the numbers of its notes raised, Markdown's signs set."""
    return signed_html(text, [Run(start, end, "sup") for start, end in markers_in(text, notes)])


def note_html(note: CitedNote) -> str:
    """A note with its number, and the full reference behind a short form."""
    full = ""
    if note.full_reference:
        behind = f"note {note.refers_to}" if note.refers_to else "the work meant"
        full = (
            f'<span class="note-full"><span class="caps">{esc(behind)}</span> {signed_html(note.full_reference)}</span>'
        )
    return f'<li class="note"><span class="note-number">{esc(note.number)}</span> {signed_html(note.text)}{full}</li>'


def reference_html(reference: CitedReference) -> str:
    """An author-year citation of the quote, and the reference it stands for."""
    full = signed_html(reference.full_reference or "")
    return f'<li class="note">{esc(reference.text)} <span class="note-full">{full}</span></li>'


def citation_html(citation: Citation, *, file: bool = False) -> str:
    """One entry of the list below an answer (or of the nearest passages of a refusal); `file`: with the file's name."""
    own = [note for note in notes_cited(citation) if not note.full_reference]
    notes = "".join(note_html(note) for note in citation.notes if note not in own)
    notes += "".join(reference_html(one) for one in citation.references if one.full_reference)
    notes = f'<ul class="cited-notes">{notes}</ul>' if notes else ""
    place = place_words(citation)
    title = attrs(data_title=citation.title or citation.source)
    rows = "<br>".join(esc(row) for row in citation.rows)
    who = source_words(citation) + (f" ({citation.source})" if file else "")
    return (
        f'<li class="reference"><button type="button" class="open-cite"{cite_data(citation)}{title}>'
        f'<span class="ref-n">{citation.n}</span>'
        '<span class="ref-body">'
        f'<span class="ref-quote" dir="auto">{rows or quoted_html(citation.quote, citation.notes)}</span>'
        f'<span class="ref-where"><span class="ref-source">{esc(who)}</span>'
        f"{esc(', ' + place if place else '')}</span></span></button>{notes}</li>"
    )


def citations_html(citations: Sequence[Citation], *, label: str) -> str:
    """The list of citations under its label; empty for none. Documents that go by the same words are told apart."""
    if not citations:
        return ""
    named = Counter(words for words, _ in {(source_words(one), one.document) for one in citations})
    items = "".join(citation_html(one, file=named[source_words(one)] > 1) for one in citations)
    return f'<section class="references"><h3 class="caps">{esc(label)}</h3><ol>{items}</ol></section>'


# ---- the answer's text --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the answer's text without markers; `claim` indexes the claims, `markers` follow the run."""

    text: str
    claim: int | None = None
    markers: tuple[int, ...] = ()


def strip_markers(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its [n] markers, and (offset in that text, n) for each marker."""
    out: list[str] = []
    places: list[tuple[int, int]] = []
    last = length = 0
    for match in MARKER.finditer(text):
        out.append(text[last : match.start()])
        length += match.start() - last
        places.append((length, int(match[1])))
        last = match.end()
    out.append(text[last:])
    return "".join(out), places


def find_claims(plain: str, claims: Sequence[Claim]) -> list[tuple[int, int, int]]:
    """(start, end, index) of each claim that stands word for word in the text, in order."""
    found: list[tuple[int, int, int]] = []
    cursor = 0
    for index, claim in enumerate(claims):
        words = strip_markers(claim.text)[0].strip()
        start = plain.find(words, cursor) if words else -1
        if start >= 0:
            found.append((start, start + len(words), index))
            cursor = start + len(words)
    return found


def pieces(text: str, claims: Sequence[Claim]) -> list[Piece]:
    """The answer's text cut at claims and markers; the texts put together are the text without its markers.

    Markers are looked for in the text only where it is not the claims' own, in another system's answer: in a claim's
    words a source's "[2]" is no marker.
    """
    if text == marked_text(claims):
        said = [Piece(claim.text, i, claim.citations) for i, claim in enumerate(claims)]
        return [part for piece in said for part in (Piece(" "), piece)][1:]
    return _pieces_found(text, claims)


def _pieces_found(text: str, claims: Sequence[Claim]) -> list[Piece]:
    plain, places = strip_markers(text)
    spans = find_claims(plain, claims)
    edges = {0, len(plain)} | {offset for offset, _ in places}
    for start, end, _ in spans:
        edges |= {start, end}
    cuts = sorted(edges)
    out: list[Piece] = []
    for start, end in pairwise(cuts):
        claim = next((i for s, e, i in spans if s <= start < e), None)
        out.append(Piece(plain[start:end], claim, tuple(n for offset, n in places if offset == end)))
    at_start = tuple(n for offset, n in places if offset == 0)
    return ([Piece("", None, at_start)] if at_start else []) + out


def verdict_html(claim: Claim) -> str:
    """The word beside a claim that is not fully supported, which opens its reasons; nothing for a supported one."""
    if claim.verdict is Verdict.SUPPORTED:
        return ""
    word = VERDICT_WORDS[claim.verdict]
    reasons = " ".join(_sentence(reason) for reason in claim.reasons) or "The source was searched for this claim."
    return (
        f'<span class="verdict {claim.verdict.value}"><button type="button" class="verdict-word"'
        f"{attrs(data_act='why', aria_expanded='false', title=reasons)}>{word}</button>"
        f'<span class="why" hidden>{esc(reasons)}</span></span>'
    )


def _sentence(words: str) -> str:
    words = words.strip()
    if not words:
        return ""
    words = words[0].upper() + words[1:]
    return words if words.endswith((".", "!", "?")) else words + "."


def answer_text_html(answer: Answer) -> str:
    """The answer's paragraphs, with numbered markers after the words they support and a word where support lacks."""
    by_number = {citation.n: citation for citation in answer.citations}
    parts = pieces(answer.text, answer.claims)
    last_of = {piece.claim: i for i, piece in enumerate(parts) if piece.claim is not None}
    out: list[str] = []
    for i, piece in enumerate(parts):
        claim = None if piece.claim is None else answer.claims[piece.claim]
        paragraphs = [signed_html(part) for part in re.split(r"\n\s*\n", piece.text)]
        text = '</p><p class="said" dir="auto">'.join(part.replace("\n", "<br>") for part in paragraphs)
        if claim is not None and claim.verdict is not Verdict.SUPPORTED:
            text = f'<span class="claim {claim.verdict.value}">{text}</span>'
        out.append(text)
        out.extend(marker_html(by_number[n]) for n in piece.markers if n in by_number)
        if claim is not None and piece.claim is not None and last_of[piece.claim] == i:
            out.append(verdict_html(claim))
    return f'<p class="said" dir="auto">{"".join(out)}</p>'


def notice_html(words: str | None, *, kind: str = "notice") -> str:
    """A sentence the reader should see; empty for none."""
    return f'<p class="{esc(kind)}" role="note">{esc(words)}</p>' if words else ""


def is_led(claims: Sequence[Claim]) -> bool:
    """Whether the first claim is only the words that answer, taken out of a sentence that follows whole."""
    if not claims:
        return False
    first, *rest = ((claim.citations, re.findall(r"\w+", claim.text.casefold())) for claim in claims)
    return any(
        first[0] == cited and len(first[1]) < len(words) and set(first[1]) <= set(words) for cited, words in rest
    )


def summary_words(answer: Answer) -> str:
    """What was checked, in one line: "4 of 5 sentences checked and supported by the source"; of a document's own words
    only that they are quoted."""
    total = len(answer.claims)
    if not total:
        return ""
    good = sum(claim.verdict is Verdict.SUPPORTED for claim in answer.claims)
    noun = "sentence" if total == 1 else "sentences"
    if answer.model is None and good == total:  # supported by being the source's own words, whatever they answer
        quoted = total - is_led(answer.claims)
        return f"{quoted} {'sentence' if quoted == 1 else 'sentences'} quoted word for word"
    return f"{good} of {total} {noun} checked and supported by the source"


def understood(answer: Answer) -> str:
    """How a follow-up was understood, where that isn't as it was asked; else empty."""
    words = " ".join(answer.standalone_question.split())
    return "" if words.casefold() == " ".join(answer.question.split()).casefold() else words


def understood_html(answer: Answer) -> str:
    """How a follow-up was understood, where that isn't as it was asked."""
    words = understood(answer)
    return f'<p class="understood">Understood as: {esc(words)}</p>' if words else ""


def answer_html(answer: Answer) -> str:
    """The whole answer: notice, text, what was checked, citations; or a refusal with the nearest passages."""
    if not answer.answered:
        searched = ""
        if answer.searched is not None:
            noun = "document" if answer.searched == 1 else "documents"
            searched = f'<p class="searched">Searched {answer.searched} {noun}.</p>'
        return (
            f'<div class="answer refusal">{understood_html(answer)}{notice_html(answer.notice)}'
            f'<p class="said">{esc(answer.text)}</p>{searched}'
            f"{citations_html(answer.nearest, label='Nearest passages')}</div>"
        )
    took = answer.timings_ms.get("total")
    meta = [summary_words(answer), esc(answer.model or "in the documents' own words")]
    if took is not None:
        meta.append(f"{took / 1000:.1f} s")
    line = " · ".join(part for part in meta if part)
    return (
        f'<div class="answer">{understood_html(answer)}{notice_html(answer.notice)}{answer_text_html(answer)}'
        f'<p class="checked">{line}</p>{citations_html(answer.citations, label="Sources")}</div>'
    )
