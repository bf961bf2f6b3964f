"""HTML made ready for pandoc: boilerplate out, notes and printed pages marked in one way, formulas as text.

Navigation, banners, scripts and the like are left out by their element, role and class, unless that would leave next
to nothing. This file doesn't know files, and never runs or fetches anything that a page names.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = Sequence[tuple[str, str | None]]

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "mspace",
    ]
)
_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "canvas",
        "iframe",
        "object",
        "audio",
        "video",
        "dialog",
        "select",
        "button",
        "head",
        "rt",
        "rp",
        "rtc",
    ]
)
_READINGS = frozenset(["rt", "rp", "rtc"])  # how a word is read aloud, printed over it; end tags may be left out
_FURNITURE_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
    ]
)
_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_ ])(?:cookies?|consent|gdpr|navbar|nav|navigation|breadcrumbs?|sidebar|menu|share|"
    r"sharing|social|newsletter|subscribe|advert(?:isement)?s?|"
    r"promo|paywall|skip(?:-?link| to)|site-?(?:header|footer)|page-?footer|masthead|mw-editsection|"
    r"noprint|navbox|catlinks|toc|table-of-contents|headerlink|permalink|fn-bracket)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_NOTE_TYPES = frozenset(
    [
        "noteref",
        "footnote",
        "footnotes",
        "endnote",
        "endnotes",
        "rearnote",
        "rearnotes",
        "doc-noteref",
        "doc-footnote",
        "doc-endnote",
        "doc-endnotes",
        "backlink",
        "doc-backlink",
        "referrer",
    ]
)
# What programs put for a formula that nobody described.
_NO_WORDS = re.compile(
    r"(?:alternat\w*|alt) text (?:is )?(?:not|un)\s?available\.?|(?:inline |display )?(?:equation|formula|math|image)",
    re.IGNORECASE,
)
_LEAST = 0.3  # share of a page's text that must remain when furniture is left out
_HEAD_NAMES = frozenset({"title", "meta", "link", "html"})


@dataclass(slots=True)
class Page:
    """A cleaned page: its body's markup, its `<title>`, its `<meta>` pairs in order, and its language."""

    body: str
    title: str = ""
    meta: list[tuple[str, str]] = field(default_factory=list)
    language: str = ""


@dataclass(slots=True)
class _Formula:
    tag: str
    parts: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)


def _rendered(formula: _Formula) -> str:
    """MathML as one line of text: "x_i", "x^2", "a/b", rows parted by semicolons."""
    parts = [part for part in formula.parts if part.strip()]
    tag = formula.tag
    if tag in ("annotation", "annotation-xml"):
        return ""
    if tag == "msub" and len(parts) == 2:
        return f"{parts[0]}_{parts[1]}"
    if tag == "msup" and len(parts) == 2:
        return f"{parts[0]}^{parts[1]}"
    if tag == "msubsup" and len(parts) == 3:
        return f"{parts[0]}_{parts[1]}^{parts[2]}"
    if tag == "mfrac" and len(parts) == 2:
        return f"{parts[0]}/{parts[1]}"
    if tag == "msqrt":
        return f"√({''.join(parts)})"
    if tag == "mfenced":
        opening, closing = formula.attributes.get("open", "("), formula.attributes.get("close", ")")
        return opening + ", ".join(parts) + closing
    if tag == "mtable":
        return "; ".join(parts)
    return (" " if tag in ("mtr", "mlabeledtr") else "").join(parts)


class _Cleaner(HTMLParser):
    """Rewrites a page while reading it. `drop_furniture` leaves out what isn't the author's."""

    def __init__(self, *, drop_furniture: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.title: list[str] = []
        self.meta: list[tuple[str, str]] = []
        self.language = ""
        self.dropped = 0  # characters of text left out
        self.kept = 0
        self.headers: list[tuple[int, int]] = []  # with a first-level heading: start and end in `out`
        self.mains: list[tuple[int, int, int]] = []  # start and end in `out`, characters
        self._drop_furniture = drop_furniture
        self._dropping: list[str] = []  # the dropped element and those of its name within it
        self._open_articles = 0
        self._main: tuple[str, int, int, int] | None = None  # tag, start in out, kept before, depth
        self._headers: list[tuple[int, int]] = []  # header's start in out, kept before
        self._in_title = False
        self._formulas: list[_Formula] = []

    def _is_furniture(self, tag: str, stated: dict[str, str]) -> bool:
        if tag in _NEVER or ("hidden" in stated and tag != "html"):
            return True
        if not self._drop_furniture or tag in ("html", "body", "main", "article"):
            return False
        types = set(f"{stated.get('epub:type', '')} {stated.get('role', '')} {stated.get('class', '')}".split())
        if types & _NOTE_TYPES:
            return False
        if tag in ("nav", "form") or types & _FURNITURE_ROLES:
            return True
        if tag in ("aside", "footer") and not self._open_articles:
            return True
        named = f"{stated.get('class', '')} {stated.get('id', '')}"
        return tag in ("div", "section", "ul", "ol", "p", "span", "a", "table", "aside") and bool(
            _FURNITURE_NAMES.search(named)
        )

    def updatepos(self, i: int, j: int) -> int:
        """Lines and columns are not counted: nobody asks for them, and it takes a tenth of the time."""
        return j

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        stated = {name: value or "" for name, value in attrs}
        if tag in _HEAD_NAMES:
            self._head(tag, stated)
        if self._dropping:
            if {tag, self._dropping[0]} <= _READINGS:
                self._dropping = [tag]
            elif tag == self._dropping[0] and tag not in _VOID:
                self._dropping.append(tag)
            return
        if self._formulas or tag in ("math", "m:math"):
            self._start_formula(tag, stated)
            return
        if tag != "head" and tag not in _VOID and self._is_furniture(tag, stated):
            self._dropping.append(tag)
            return
        if tag in ("html", "head", "body", "meta", "link", "title", "base"):
            if tag == "body" and stated.get("id"):
                self.out.append(f'<div id="{html.escape(stated["id"])}"></div>')
            return
        if self._main is None and (
            tag == "main" or stated.get("role") == "main" or (tag == "article" and not self._open_articles)
        ):
            self._main = (tag, len(self.out), self.kept, 0)
        elif self._main is not None and tag == self._main[0]:
            self._main = (*self._main[:3], self._main[3] + 1)
        if tag in ("article", "section", "blockquote", "main"):
            self._open_articles += 1
        if tag == "header" and not self._open_articles and self._drop_furniture:
            self._headers.append((len(self.out), self.kept))
        self.out.append(_tag(tag, stated))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if self._dropping and self._dropping[0] in _READINGS and tag == "ruby":
            self._dropping = []
        if self._dropping:
            if tag == self._dropping[0]:
                self._dropping.pop()
            return
        if self._formulas:
            self._end_formula(tag)
            return
        if tag in ("html", "head", "body", "meta", "link", "title", "base") or tag in _VOID:
            return
        self.out.append(f"</{_renamed(tag)}>")
        if tag in ("article", "section", "blockquote", "main"):
            self._open_articles = max(self._open_articles - 1, 0)
        if self._main is not None and tag == self._main[0]:
            name, start, before, depth = self._main
            if depth:
                self._main = (name, start, before, depth - 1)
            else:
                self.mains.append((start, len(self.out), self.kept - before))
                self._main = None
        if tag == "header" and self._headers:
            self._end_header()

    def _end_header(self) -> None:
        """A page's header without a first-level heading is furniture."""
        start, before = self._headers.pop()
        if not any(part.startswith("<h1") for part in self.out[start:]):
            self.dropped += self.kept - before
            self.kept = before
            del self.out[start:]
        else:
            self.headers.append((start, len(self.out)))

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif self._dropping:
            self.dropped += len(data.strip()) if self._dropping[0] not in _NEVER else 0
        elif self._formulas:
            self._formulas[-1].parts.append(data.strip())
        else:
            self.kept += len(data.strip())
            self.out.append(html.escape(data, quote=False))

    def _head(self, tag: str, stated: dict[str, str]) -> None:
        if tag == "html":
            self.language = self.language or stated.get("lang") or stated.get("xml:lang") or ""
        elif tag == "title" and not self.title and not self._formulas:
            self._in_title = True
        elif tag == "meta":
            name = stated.get("name") or stated.get("property") or stated.get("itemprop") or ""
            if name and stated.get("content"):
                self.meta.append((name.lower(), stated["content"].strip()))
        elif tag == "link" and stated.get("href") and stated.get("rel", "").lower() in ("canonical", "license"):
            self.meta.append((stated["rel"].lower(), stated["href"]))

    def _start_formula(self, tag: str, stated: dict[str, str]) -> None:
        if tag not in _VOID:
            self._formulas.append(_Formula(tag.removeprefix("m:"), attributes=stated))

    def _end_formula(self, tag: str) -> None:
        if not any(formula.tag == tag.removeprefix("m:") for formula in self._formulas):
            return
        while self._formulas:
            formula = self._formulas.pop()
            text = formula.attributes.get("alttext", "")
            text = text if text and not _NO_WORDS.fullmatch(text.strip()) else _rendered(formula)
            if self._formulas:
                self._formulas[-1].parts.append(text)
            else:
                self.kept += len(text)
                self.out.append(html.escape(" ".join(text.split()), quote=False))
            if formula.tag == tag.removeprefix("m:"):
                return


def _renamed(tag: str) -> str:
    """Elements that pandoc leaves out or treats in its own way, as plain divisions."""
    return "div" if tag in ("aside", "header", "footer", "main", "article", "nav", "form") else tag


def _tag(tag: str, stated: dict[str, str]) -> str:
    """A start tag with one way to say what notes and page breaks are: classes, and a page's label as its title."""
    classes = stated.get("class", "").split()
    types = f"{stated.get('epub:type', '')} {stated.get('role', '')}".split()
    classes += [kind.removeprefix("doc-") for kind in types if kind.removeprefix("doc-") not in classes]
    kept: dict[str, str] = {
        name: stated[name]
        for name in ("id", "href", "title", "aria-label", "colspan", "rowspan", "start", "alt", "lang")
        if name in stated
    }
    if "name" in stated and tag == "a":
        kept.setdefault("id", stated["name"])
    if "aria-label" in kept:
        if "pagebreak" in classes:
            kept.setdefault("title", kept["aria-label"])
        del kept["aria-label"]
    if tag == "section":
        classes = [kind for kind in classes if kind not in ("footnotes", "endnotes")] + ["endnotes"] * bool(
            {"footnotes", "endnotes"} & set(classes)
        )
    if classes:
        kept["class"] = " ".join(classes)
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())
    return f"<{_renamed(tag)}{attributes}>"


def _parsed(text: str, *, drop_furniture: bool) -> _Cleaner:
    cleaner = _Cleaner(drop_furniture=drop_furniture)
    cleaner.feed(text)
    cleaner.close()
    return cleaner


def clean_page(text: str, *, drop_furniture: bool = True) -> Page:
    """The page without its boilerplate; where that would be most of it, the page with all its text."""
    cleaner = _parsed(text, drop_furniture=drop_furniture)
    if drop_furniture and cleaner.kept < _LEAST * (cleaner.kept + cleaner.dropped):
        cleaner = _parsed(text, drop_furniture=False)
    start, end = 0, len(cleaner.out)
    if drop_furniture and cleaner.mains:
        first, last, size = max(cleaner.mains, key=lambda main: main[2])
        if size >= 0.6 * cleaner.kept:
            start, end = first, last
    body = "".join(cleaner.out[start:end])
    if "<h1" not in body:  # the title and what introduces the text may stand before it
        before = [header for header in cleaner.headers if header[1] <= start]
        body = "".join("".join(cleaner.out[first:last]) for first, last in before[-1:]) + body
    return Page(body, " ".join("".join(cleaner.title).split()), cleaner.meta, cleaner.language)


def joined(bodies: Iterable[str]) -> str:
    """Several bodies as one page."""
    return "<!DOCTYPE html><html><body>\n" + "\n".join(bodies) + "\n</body></html>"


__all__ = ["Page", "clean_page", "joined"]
