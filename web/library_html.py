"""The library as HTML: its documents, how each was read, and the form for its metadata (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ingest.document import BlockKind, Document, Metadata
from ingest.readers import READERS
from web.render import attrs, esc

KIND_WORDS = {
    BlockKind.HEADING: "heading",
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.LIST_ITEM: "list item",
    BlockKind.QUOTE: "block quotation",
    BlockKind.CAPTION: "caption",
    BlockKind.TABLE: "table",
    BlockKind.CODE: "code block",
    BlockKind.NOTE: "note",
    BlockKind.REFERENCE: "bibliography entry",
    BlockKind.FRONT: "front-matter block",
    BlockKind.LABEL: "page label",
}
STEP_WORDS = {"added": "added", "replaced": "replaced", "unchanged": "already there", "failed": "failed"}
FORM = (
    ("title", "Title"),
    ("authors", "Authors, one a line"),
    ("editors", "Editors, one a line"),
    ("year", "Year"),
    ("container", "Book or journal"),
    ("publisher", "Publisher"),
    ("volume", "Volume"),
    ("issue", "Issue"),
    ("pages", "Pages"),
    ("doi", "DOI"),
    ("url", "Address"),
    ("language", "Language"),
    ("type", "Type"),
)
TYPES = ("document", "book", "chapter", "article-journal", "article-magazine", "article-newspaper", "report", "thesis",
         "paper-conference", "webpage", "manuscript", "speech", "legislation", "treaty")  # fmt: skip


def plural(number: int, noun: str) -> str:
    """ "1 page", "2 pages"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1] + 'ies' if noun.endswith('ry') else noun + 's'}"


def row_html(summary: Any) -> str:
    """A document in the list."""
    metadata: Metadata = summary.metadata
    facts = [
        ", ".join(metadata.authors) or "no author stated",
        str(metadata.year or ""),
        plural(summary.pages, "page") if summary.pages else "",
        plural(summary.chunks, "passage"),
    ]
    warned = f'<span class="warned">{plural(len(summary.warnings), "remark")}</span>' if summary.warnings else ""
    buttons = "".join(
        f'<button type="button" class="act"{attrs(data_shelf=act, data_id=summary.id, aria_expanded=expanded)}>'
        f'{word}<span class="sr"> {esc(metadata.title or summary.source)}</span></button>'
        for act, word, expanded in (
            ("read", "Read", None),
            ("how", "How it was read", "false"),
            ("edit", "Edit details", "false"),
            ("replace", "Replace", None),
            ("remove", "Remove", None),
        )
    )
    return (
        f'<li class="book"{attrs(data_id=summary.id)}><div class="book-words">'
        f'<h3 dir="auto">{esc(metadata.title or summary.source)}</h3>'
        f'<p class="book-facts">{" · ".join(esc(fact) for fact in facts if fact)} {warned}</p>'
        f'<p class="book-file">{esc(summary.source)}</p></div>'
        f'<div class="book-acts">{buttons}</div><div class="book-more" hidden></div></li>'
    )


def said_html(message: str, *, undo: str = "", failed: bool = False) -> str:
    """What has just been done; `undo` is the id of a document just removed. Screen readers are told it by the page's
    script, except of a failure, which is heard by itself."""
    again = f' <button type="button" class="link" data-shelf="undo"{attrs(data_id=undo)}>Undo</button>' if undo else ""
    role = attrs(role="alert" if failed else None)
    return f'<p class="shelf-said{" failed" if failed else ""}"{role}><span>{esc(message)}</span>{again}</p>'


def shelf_html(
    summaries: Sequence[Any], *, message: str = "", undo: str = "", failed: bool = False, at: int = -1
) -> str:
    """The whole list, with what has just been done said before the document at place `at`, above the list where there
    is none such."""
    said = said_html(message, undo=undo, failed=failed) if message else ""
    inside = said and summaries and 0 <= at <= len(summaries)
    if not summaries:
        body = (
            '<div class="shelf-empty"><h2>The library is empty</h2><p>Add the chapters, articles and reports that you '
            "work with; each is read with its headings, pages and notes, and can be asked at once.</p></div>"
        )
    else:
        rows = [row_html(summary) for summary in summaries]
        if inside:
            rows.insert(at, f'<li class="book-said">{said}</li>')
        body = (
            f'<div class="shelf-head"><h2 class="caps">{plural(len(summaries), "document")}</h2>'
            '<input type="search" class="shelf-search" placeholder="Filter" aria-label="Filter the documents"></div>'
            f'<ol class="books">{"".join(rows)}</ol>'
            '<p class="shelf-none" role="status" hidden>No document matches the filter.</p>'
        )
    return f'<section class="shelf" aria-label="Documents">{"" if inside else said}{body}</section>'


def drop_html(limit: int, most: int) -> str:
    """Where files and folders are dropped or chosen; `limit` bytes a file and `most` files at once are taken."""
    return (
        f'<div class="drop"{attrs(data_limit=limit, data_most=most)}>'
        '<p class="drop-words">Drop files or folders here</p>'
        '<p class="drop-kinds">PDF, Word, EPUB, web pages, Markdown, LaTeX, plain text and more; '
        f"up to {limit // 1024**2} MB each. Everything stays on this machine.</p>"
        '<p class="drop-acts"><button type="button" class="choose" data-drop="files">Choose files</button>'
        '<button type="button" class="choose" data-drop="folder">Choose a folder</button></p>'
        '<input type="file" class="choose-files" multiple hidden aria-label="Files to add">'
        '<input type="file" class="choose-folder" webkitdirectory hidden aria-label="Folder to add">'
        '<p class="drop-said" role="status"></p></div>'
    )


def unlock_html(name: str) -> str:
    """The field for the password of an encrypted file, and the button that tries again with it."""
    label = f"Password of {name}"
    return (
        f'<form class="unlock"{attrs(data_name=name)} autocomplete="off">'
        f'<input type="password" name="password" required maxlength="500" autocomplete="off" placeholder="Password"'
        f'{attrs(aria_label=label)}><button type="submit" class="choose">Open it</button></form>'
    )


def kinds_html() -> str:
    """The endings of names that can be read, folded."""
    endings = ", ".join(sorted(READERS))
    return f'<details class="kinds"><summary>Which can?</summary><p>Files that end in {esc(endings)}.</p></details>'


def step_html(step: Any, *, over: bool = True) -> str:
    """A file that was dealt with, and what became of it; what it asks for once all is `over`, since each step draws
    the list anew."""
    asked = {"password": unlock_html(step.name), "kinds": kinds_html()}.get(step.asks, "") if over else ""
    return (
        f'<li class="step {esc(step.outcome)}"><span class="step-name">{esc(step.name)}</span> '
        f'<span class="step-said">{STEP_WORDS.get(step.outcome, "")}{": " if step.reason else ""}{esc(step.reason)}'
        f"</span>{asked and ' '}{asked}</li>"
    )


def progress_html(done: int, total: int, steps: Sequence[Any]) -> str:
    """Files being added: a bar, and each file with what became of it."""
    rows = "".join(step_html(step, over=done >= total) for step in steps)
    state = "Reading" if done < total else "Read"
    counts = Counter(step.outcome for step in steps)
    tally = ", ".join(f"{counts[name]} {word}" for name, word in STEP_WORDS.items() if counts[name])
    return (
        f'<section class="adding" aria-label="Adding documents">'
        f'<p role="status">{state} {done} of {plural(total, "file")}{": " + tally if tally else ""}</p>'
        f'<progress max="{max(total, 1)}" value="{done}" aria-label="Files read"></progress>'
        f'<ul tabindex="0" aria-label="Files">{rows}</ul></section>'
    )


# ---- how a document was read ----------------------------------------------------------------------


def reading_facts(document: Document) -> list[tuple[str, str]]:
    """What was found in the file, as (label, words) rows."""
    kinds = Counter(block.kind for block in document.blocks)
    found = ", ".join(plural(count, KIND_WORDS[kind]) for kind, count in kinds.most_common())
    short = [note for note in document.notes if note.refers_to or note.full_reference]
    lost = [note for note in document.notes if note.unresolved]
    unhung = [note for note in document.notes if not note.markers]
    notes = plural(len(document.notes), "note") if document.notes else "none"
    if document.notes:
        notes += f"; {len(document.notes) - len(unhung)} hang on a marker in the text"
        if short:
            notes += f"; {plural(len(short), 'short form')} followed to the full reference"
        if lost:
            notes += f"; {plural(len(lost), 'short form')} leading nowhere"
    printed = len({brk.page.printed for brk in document.page_breaks if brk.page.printed})
    pages = plural(document.page_count, "page") if document.page_count else "the format has none"
    if printed:
        pages += f"; {plural(printed, 'printed page number')} found"
    return [
        ("Format", document.format),
        ("Language", document.metadata.language or "not stated"),
        ("Text", f"{len(document.text):,} characters, {plural(len(document.sentences), 'sentence')}"),
        ("Blocks", found or "none"),
        ("Sections", plural(len(document.sections), "section")),
        ("Notes", notes),
        ("Pages", pages),
        ("Fingerprint", document.sha256[:16]),
    ]


def reading_html(document: Document) -> str:
    """The report on how the document was read, so that a person can trust the reading."""
    rows = "".join(f"<dt>{esc(label)}</dt><dd>{esc(words)}</dd>" for label, words in reading_facts(document))
    warnings = "".join(f"<li>{esc(words)}</li>" for words in document.warnings)
    warnings = f'<h4 class="caps">Remarks</h4><ul class="remarks">{warnings}</ul>' if warnings else ""
    lost = "".join(
        f"<li>Note {esc(note.number)}: {esc(note.unresolved)}</li>" for note in document.notes if note.unresolved
    )
    lost = f'<h4 class="caps">Short forms that lead nowhere</h4><ul class="remarks">{lost}</ul>' if lost else ""
    headings = "".join(
        f'<li class="level-{min(section.level, 4)}">{esc(section.title)}</li>' for section in document.sections
    )
    headings = f'<h4 class="caps">Headings found</h4><ol class="headings">{headings}</ol>' if headings else ""
    return f'<div class="reading"><dl>{rows}</dl>{warnings}{lost}{headings}</div>'


def form_html(document: Document) -> str:
    """The form for a document's metadata."""
    out = []
    for name, label in FORM:
        value = getattr(document.metadata, name)
        text = "\n".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        key = f"{document.id}-{name}"
        if name == "type":
            options = "".join(
                f"<option{attrs(value=kind, selected=kind == text)}>{esc(kind)}</option>"
                for kind in dict.fromkeys((text, *TYPES))
            )
            field = f'<select name="{name}"{attrs(id=key)}>{options}</select>'
        elif isinstance(value, tuple):
            rows = max(2, text.count("\n") + 1)
            field = f'<textarea name="{name}" rows="{min(rows, 8)}"{attrs(id=key)}>\n{esc(text)}</textarea>'
        else:
            field = f'<input name="{name}"{attrs(id=key, value=text)}>'
        out.append(f'<div class="field {name}"><label{attrs(for_=key)}>{esc(label)}</label>{field}</div>')
    return (
        f'<form class="details-form"{attrs(data_id=document.id)}>{"".join(out)}<div class="form-acts">'
        '<button type="submit" class="save">Save</button>'
        '<button type="button" class="act" data-shelf="cancel">Cancel</button>'
        '<span class="form-said" role="status"></span></div></form>'
    )
