"""Answers and conversations as text to take away: plain, Markdown, with footnotes, and as a Word document.

A footnote is a real one: the text is built as pandoc's document tree, so that nothing in a document's words can be
read as markup. This file doesn't know the page.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Citation, CitedNote, Verdict
from ingest.errors import PinciteError
from ingest.names import family_name
from web.answer_words import doubt_words
from web.conversations import Conversation, title_of
from web.render import Piece, notes_cited, page_words, pieces, raised_words, section_words, understood

NEAREST = "Nearest passages, which do not answer the question:"
API_VERSION = [1, 23, 1]
LONGEST_NAME = 60  # characters of a file's name
Reference = Callable[[Citation], str]
Node = dict[str, Any]


class ExportError(PinciteError):
    """A conversation could not be written in this format."""


def bare_reference(citation: Citation) -> str:
    """The work and the place in one line, from what the citation itself knows: authors, title, year, page."""
    who = ", ".join(citation.authors)
    what = citation.title or citation.source
    year = f" ({citation.year})" if citation.year else ""
    page = page_words(citation)
    return f"{who + ', ' if who else ''}{what}{year}{', ' + page if page else ''}"


def short_reference(citation: Citation) -> str:
    """A work that has been named in full, and the place: the authors' last names, the title without subtitle, page."""
    names = [family_name(name) for name in citation.authors if name.split()]
    who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    what = re.split(r":\s", citation.title or citation.source)[0]
    return ", ".join(part for part in (who, what, page_words(citation)) if part)


def _meant(note: CitedNote) -> str:
    """The reference behind a note's short form, in brackets; empty where the note itself has it."""
    full = note.full_reference if note.full_reference and note.full_reference not in note.text else None
    return f" ({full})" if full else ""


def behind(citation: Citation) -> str:
    """What the quoted words themselves refer to: their notes and author-year references, a sentence each. Of a note
    that is quoted itself, what its short form means."""
    own = notes_cited(citation)
    said = [_meant(note).strip() for note in own]
    said += [f"Note {note.number} there: {note.text}{_meant(note)}" for note in citation.notes if note not in own]
    said += [f"{one.text} there: {one.full_reference}" for one in citation.references if one.full_reference]
    return "".join(f" {' '.join(words.split())}" for words in said if words)


def full_reference(citation: Citation, reference: Reference = bare_reference) -> str:
    """The work, the place, the words cited and what they refer to, in one line. Words of a note are said to be its
    words, and the numbers of notes in them are raised."""
    work = reference(citation).rstrip(". ")
    section = f", in “{section_words(citation)}”" if citation.section and not page_words(citation) else ""
    note = "".join(f" Note {note.number}:" for note in notes_cited(citation)[:1])
    quote = " ".join(raised_words(citation.quote, citation.notes).split())
    return f"{work}{section}.{note} “{quote}”{behind(citation)}"


class Footnotes:
    """The words of an export's notes in turn: a work is named in full where it is first cited and in short after that,
    and a place that has been quoted isn't quoted again."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._works: set[str] = set()
        self._places: set[tuple[str, int, int]] = set()

    def __call__(self, citation: Citation) -> str:
        place = (citation.document, citation.start, citation.end)
        if place in self._places:
            return f"{short_reference(citation).rstrip('. ')}, as quoted above."
        reference = short_reference if citation.document in self._works else self._reference
        self._works.add(citation.document)
        self._places.add(place)
        return full_reference(citation, reference)


def remarks(answer: Answer) -> list[str]:
    """What the page says beside an answer, a sentence each: how a follow-up was understood, the notice, and each
    sentence that its sources don't bear out."""
    said = [f"Understood as: {words}"] if (words := understood(answer)) else []
    said += [answer.notice] if answer.notice else []
    said += [doubt_words(claim) for claim in answer.claims if claim.verdict is not Verdict.SUPPORTED]
    return said


# ---- plain and Markdown -------------------------------------------------------------------------


def plain(answer: Answer, reference: Reference = bare_reference) -> str:
    """The answer's text with its [n] markers, and the numbered sources below."""
    cited = answer.citations if answer.answered else answer.nearest
    lines = [f"[{citation.n}] {full_reference(citation, reference)}" for citation in cited]
    if lines and not answer.answered:
        lines.insert(0, NEAREST)
    return "\n\n".join(part for part in (answer.text, "\n".join(remarks(answer)), "\n".join(lines)) if part)


# ---- pandoc's tree ------------------------------------------------------------------------------


def _words(text: str) -> list[Node]:
    out: list[Node] = []
    for i, word in enumerate(text.split(" ")):
        if i:
            out.append({"t": "Space"})
        if word:
            out.append({"t": "Str", "c": word})
    return out


def _inline(text: str) -> list[Node]:
    return _words(" ".join(text.split()))


def _para(nodes: list[Node]) -> Node:
    return {"t": "Para", "c": nodes}


def _spaced(text: str) -> list[Node]:
    """The words, with the spaces at the text's own ends kept as one."""
    left = [{"t": "Space"}] if text[:1].isspace() else []
    right = [{"t": "Space"}] if text[-1:].isspace() and text.strip() else []
    return left + _inline(text) + right


def answer_blocks(answer: Answer, reference: Reference, *, footnotes: Footnotes | None = None) -> list[Node]:
    """The answer as pandoc blocks; its citations as footnotes, or as [n] with a list below. A refusal's nearest
    passages are said to be no answer."""
    by_number = {citation.n: citation for citation in answer.citations}
    paragraphs: list[list[Node]] = [[]]
    for piece in pieces(answer.text, answer.claims) if answer.answered else [Piece(answer.text)]:
        first, *rest = piece.text.split("\n\n")
        paragraphs[-1] += _spaced(first)
        paragraphs += [_spaced(part) for part in rest]
        for n in piece.markers:
            if n not in by_number:
                continue
            if footnotes:
                paragraphs[-1].append({"t": "Note", "c": [_para(_inline(footnotes(by_number[n])))]})
            else:
                paragraphs[-1] += [{"t": "Space"}, {"t": "Str", "c": f"[{n}]"}]
    blocks = [_para(nodes) for nodes in paragraphs if nodes]
    blocks += [_para([{"t": "Emph", "c": _inline(words)}]) for words in remarks(answer)]
    listed: Sequence[Citation] = answer.nearest if not answer.answered else () if footnotes else answer.citations
    if listed:
        if not answer.answered:
            blocks.append(_para(_inline(NEAREST)))
        items = [[_para(_inline(full_reference(citation, reference)))] for citation in listed]
        style = [1, {"t": "Decimal"}, {"t": "Period"}]
        blocks.append({"t": "OrderedList", "c": [style, items]})
    return blocks


def _header(level: int, text: str) -> Node:
    return {"t": "Header", "c": [level, ["", [], []], _inline(text)]}


def conversation_blocks(conversation: Conversation, reference: Reference) -> list[Node]:
    """The whole conversation: its title, each question as a heading, each answer with footnotes."""
    blocks, footnotes = [_header(1, title_of(conversation))], Footnotes(reference)
    for exchange in conversation.exchanges:
        blocks.append(_header(2, exchange.question))
        if exchange.answer is not None:
            blocks += answer_blocks(exchange.answer, reference, footnotes=footnotes)
        else:
            blocks.append(_para(_inline(exchange.error or "No answer.")))
    return blocks


def _tree(blocks: list[Node]) -> str:
    return json.dumps({"pandoc-api-version": API_VERSION, "meta": {}, "blocks": blocks}, ensure_ascii=False)


def _pandoc_text(blocks: list[Node]) -> str:
    import pypandoc

    try:
        return str(
            pypandoc.convert_text(_tree(blocks), "markdown-smart", "json", extra_args=["--sandbox", "--wrap=none"])
        )
    except (RuntimeError, OSError) as error:
        raise ExportError(f"pandoc could not write this as Markdown: {error}") from error


def markdown(answer: Answer, reference: Reference = bare_reference) -> str:
    """The answer in Markdown with [n] markers and a numbered list of sources."""
    return _pandoc_text(answer_blocks(answer, reference))


def footnoted(answer: Answer, reference: Reference = bare_reference) -> str:
    """The answer in Markdown with real footnotes."""
    return _pandoc_text(answer_blocks(answer, reference, footnotes=Footnotes(reference)))


STYLES: dict[str, Callable[[Answer, Reference], str]] = {
    "plain": plain,
    "markdown": markdown,
    "footnoted": footnoted,
}


def conversation_markdown(conversation: Conversation, reference: Reference = bare_reference) -> bytes:
    """The conversation in Markdown (UTF-8) with footnotes."""
    return _pandoc_text(conversation_blocks(conversation, reference)).encode()


def conversation_docx(conversation: Conversation, reference: Reference = bare_reference) -> bytes:
    """The conversation as a Word document with real footnotes."""
    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "conversation.docx"
        try:
            pypandoc.convert_text(
                _tree(conversation_blocks(conversation, reference)),
                "docx",
                "json",
                outputfile=str(path),
                extra_args=["--sandbox"],
            )
        except (RuntimeError, OSError) as error:
            raise ExportError(f"pandoc could not write this conversation: {error}") from error
        return path.read_bytes()


FORMATS: dict[str, tuple[str, Callable[[Conversation, Reference], bytes]]] = {
    "md": ("text/markdown;charset=utf-8", conversation_markdown),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", conversation_docx),
}


def file_name(title: str, suffix: str) -> str:
    """A file name that every system takes, from a title."""
    kept = " ".join("".join(c if c.isalnum() or c in " -_’" else "’" if c == "'" else " " for c in title).split())
    if len(kept) > LONGEST_NAME:
        kept = kept[:LONGEST_NAME].rpartition(" ")[0] or kept[:LONGEST_NAME]
    return (kept.strip(" ’") or "conversation") + "." + suffix


def library_reference(library: Any) -> Reference:
    """References as footnotes have them (Chicago), from the library's own metadata; else the bare line."""
    known: dict[tuple[str, str], str] = {}

    def reference(citation: Citation) -> str:
        key = (citation.document, page_words(citation))
        if key not in known:
            known[key] = _formatted(library, citation) or bare_reference(citation)
        return known[key]

    return reference


def _formatted(library: Any, citation: Citation) -> str | None:
    """The library's reference, None where the document is gone or can't be formatted."""
    from ingest.bibliography import cite_document

    printed = citation.page.cited if citation.page else ""
    try:
        document = library.document(citation.document)
        text = " ".join(cite_document(document, "chicago", locator=printed or None).split())
    except PinciteError:
        return None
    return text if printed or not page_words(citation) else f"{text.rstrip('.')}, {page_words(citation)}"
