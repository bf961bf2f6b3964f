"""Set a short article as a journal would: running heads, printed page numbers, footnotes at the page's foot.

Reads a small Markdown dialect: a front matter of `name: value` lines, `# heading`, paragraphs with `[^n]` and
*italics*, soft hyphens where a word may break, `!table caption` … `!end` with `|` between cells, and `[^n]: note`.
Doesn't know what the article says. Uses reportlab's `invariant` mode, so that the bytes are always the same.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 425.0, 612.0  # points: a small octavo, as journals use
LEFT, RIGHT, TOP, BOTTOM = 56.0, 369.0, 550.0, 62.0
BODY, NOTE, LEAD, NOTE_LEAD, MARK = 10.5, 8.5, 13.5, 10.5, 6.5
SOFT_HYPHEN = "\u00ad"
ROMAN, ITALIC, BOLD = "Times-Roman", "Times-Italic", "Times-Bold"


@dataclass(frozen=True, slots=True)
class Word:
    """Text set without a break: pieces of (text, font, size, rise), and whether a space follows it."""

    pieces: tuple[tuple[str, str, float, float], ...]
    notes: tuple[str, ...] = ()

    def width(self) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(sum(stringWidth(text, font, size) for text, font, size, _ in self.pieces))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words with its left edge, its measure and whether it is spread over the measure."""

    words: tuple[Word, ...]
    left: float
    measure: float
    spread: bool
    lead: float
    above: float = 0.0
    heading: bool = False

    def notes(self) -> tuple[str, ...]:
        return tuple(number for word in self.words for number in word.notes)


def _words(text: str, size: float, font: str = ROMAN) -> list[Word]:
    """Words of a paragraph: `*italics*`, and `[^n]` as a raised figure at the word it follows."""
    words: list[Word] = []
    italic = False
    for raw in text.split():
        pieces: list[tuple[str, str, float, float]] = []
        notes: list[str] = []
        for part in re.split(r"(\*|\[\^\d+\])", raw):
            if part == "*":
                italic = not italic
            elif part.startswith("[^"):
                notes.append(part[2:-1])
                pieces.append((part[2:-1], font, MARK, size * 0.35))
            elif part:
                pieces.append((part, ITALIC if italic else font, size, 0.0))
        words.append(Word(tuple(pieces), tuple(notes)))
    return words


def _plain(word: Word) -> Word:
    return Word(tuple((p[0].replace(SOFT_HYPHEN, ""), *p[1:]) for p in word.pieces), word.notes)


def _halves(word: Word) -> tuple[Word, Word] | None:
    """The word broken at its soft hyphen, the first half with a hyphen; None where it has none."""
    for index, (text, font, size, rise) in enumerate(word.pieces):
        if SOFT_HYPHEN in text:
            first, second = text.split(SOFT_HYPHEN, 1)
            head = (*word.pieces[:index], (first + "-", font, size, rise))
            return Word(head), Word(((second, font, size, rise), *word.pieces[index + 1 :]), word.notes)
    return None


def _break(
    words: list[Word], *, left: float, measure: float, indent: float, lead: float, size: float, above: float = 0.0
) -> list[Line]:
    """Fill lines greedily, breaking a word at its soft hyphen where the first half still fits."""
    space = size * 0.25
    lines: list[Line] = []
    queue = list(words)
    current: list[Word] = []
    used = indent

    def flush(spread: bool) -> None:
        shift = indent if not lines else 0.0
        lines.append(Line(tuple(current), left + shift, measure - shift, spread, lead, 0.0 if lines else above))
        current.clear()

    while queue:
        word = queue.pop(0)
        gap = space if current else 0.0
        if used + gap + _plain(word).width() <= measure or not current:
            current.append(_plain(word))
            used += gap + _plain(word).width()
            continue
        halves = _halves(word)
        if halves and used + gap + halves[0].width() <= measure:
            current.append(halves[0])
            queue.insert(0, halves[1])
        else:
            queue.insert(0, word)
        flush(spread=True)
        used = 0.0
    if current:
        flush(spread=False)
    return lines


def _centred(text: str, font: str, size: float, lead: float, above: float) -> list[Line]:
    lines = _break(_words(text, size, font), left=LEFT, measure=RIGHT - LEFT, indent=0, lead=lead, size=size, above=above)
    centred = []
    for line in lines:
        width = sum(w.width() for w in line.words) + size * 0.25 * (len(line.words) - 1)
        centred.append(Line(line.words, LEFT + (RIGHT - LEFT - width) / 2, width, True, lead, line.above))
    return centred


def _table(rows: list[list[str]], caption: str) -> list[Line]:
    """A caption and the rows, each cell at its column's left edge: one line a row."""
    lines = _break(_words(caption, 9.0, BOLD), left=LEFT, measure=RIGHT - LEFT, indent=0, lead=14, size=9.0, above=10)
    edges = [LEFT + (RIGHT - LEFT) * i / len(rows[0]) for i in range(len(rows[0]))]
    for index, row in enumerate(rows):
        font = BOLD if index == 0 else ROMAN
        for column, cell in enumerate(row):
            last = column == len(row) - 1
            above = 0.0 if index or column else 2.0
            lines.append(Line(tuple(_words(cell, 9.0, font)), edges[column], 0, False, 12.0 if last else 0.0, above))
    return lines


def _quoted(text: str) -> str:
    """Straight quotes made typographic, hyphens between figures made dashes."""
    text = re.sub(r'"([^"]*)"', r"“\1”", text.replace("'", "’"))
    return re.sub(r"(?<= )(\d+)-(\d+)(?=[.,;])", r"\1–\2", text)


def _parse(source: str) -> tuple[dict[str, str], list[Line], dict[str, list[Line]]]:
    """Front matter, the body's lines, and each note's lines by number."""
    _, front, body = source.split("---\n", 2)
    meta = dict(line.split(": ", 1) for line in front.strip().splitlines())
    notes: dict[str, list[Line]] = {}
    lines = _centred(meta["title"], BOLD, 15, 18, 0)
    lines += _centred(meta["author"], ROMAN, 11.5, 16, 10)
    lines += _centred(meta["affiliation"], ITALIC, 9.5, 13, 0)
    first, after_table = True, False
    for block in re.split(r"\n\s*\n", body.strip()):
        if block.startswith("[^"):
            for entry in block.splitlines():
                number, text = re.match(r"\[\^(\d+)\]: (.*)", entry).groups()  # type: ignore[union-attr]
                words = _words(_quoted(text), NOTE)
                mark = Word(((number, ROMAN, 5.5, NOTE * 0.35),))
                notes[number] = _break(
                    [mark, *words], left=LEFT, measure=RIGHT - LEFT, indent=0, lead=NOTE_LEAD, size=NOTE
                )
        elif block.startswith("# "):
            words = _words(block[2:], 12, BOLD)
            heading = _break(words, left=LEFT, measure=RIGHT - LEFT, indent=0, lead=17, size=12, above=12)
            lines += [Line(x.words, x.left, x.measure, False, x.lead, x.above, heading=True) for x in heading]
            first = True
        elif block.startswith("!table "):
            caption, *rest = block.splitlines()
            rows = [[cell.strip().replace(SOFT_HYPHEN, "") for cell in row.split("|")] for row in rest if row != "!end"]
            lines += _table(rows, caption.removeprefix("!table "))
            first, after_table = False, True
        else:
            text = _quoted(block)
            abstract = text.startswith("Abstract.")
            size, lead, inset = (9.5, 12.0, 18.0) if abstract else (BODY, LEAD, 0.0)
            lines += _break(
                _words(text, size),
                left=LEFT + inset,
                measure=RIGHT - LEFT - 2 * inset,
                indent=0.0 if first else 14.0,
                lead=lead,
                size=size,
                above=12.0 if abstract or after_table else 0.0,
            )
            first = after_table = False
    return meta, lines, notes


def _draw(canvas: Any, line: Line, y: float, size_space: float) -> None:
    natural = sum(word.width() for word in line.words)
    gaps = len(line.words) - 1
    space = (line.measure - natural) / gaps if line.spread and gaps else size_space
    text = canvas.beginText(line.left, y)
    for index, word in enumerate(line.words):
        for piece, font, size, rise in word.pieces:
            text.setFont(font, size)
            text.setRise(rise)
            text.textOut(piece)
        if index < gaps:
            text.setRise(0)
            _, font, size, _ = word.pieces[-1]
            text.setFont(font, size_space * 4)
            text.setWordSpace(space - canvas.stringWidth(" ", font, size_space * 4))
            text.textOut(" ")
            text.setWordSpace(0)
    canvas.drawText(text)


def _pages(lines: list[Line], notes: dict[str, list[Line]]) -> list[tuple[list[Line], list[Line]]]:
    """Fill pages: a line goes on a page only with the notes it calls."""
    pages: list[tuple[list[Line], list[Line]]] = []
    body: list[Line] = []
    foot: list[Line] = []
    for index, line in enumerate(lines):
        called = [note for number in line.notes() for note in notes[number]]
        used = sum(x.lead + x.above for x in [*body, line]) + sum(x.lead for x in [*foot, *called])
        keep = lines[index + 1].lead * 2 if line.heading and index + 1 < len(lines) else 0.0
        if body and used + keep + 16 > TOP - BOTTOM:
            pages.append((body, foot))
            body, foot = [], []
        body.append(line)
        foot += called
    pages.append((body, foot))
    return pages


def render(source: str) -> bytes:
    """The article as PDF bytes."""
    from reportlab.pdfgen.canvas import Canvas

    meta, lines, notes = _parse(source)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(meta["title"])
    canvas.setAuthor(meta["author"])
    canvas.setSubject(f"{meta['journal']} {meta['volume']} ({meta['issue']}), {meta['year']}, doi:{meta['doi']}")
    for index, (body, foot) in enumerate(_pages(lines, notes)):
        number = int(meta["first_page"]) + index
        canvas.setFont(ROMAN, 9)
        if index == 0:
            head = f"{meta['journal']} {meta['volume']} ({meta['issue']}), {meta['year']}"
            canvas.drawString(LEFT, TOP + 26, head)
            canvas.drawRightString(RIGHT, TOP + 26, f"https://doi.org/{meta['doi']}")
            canvas.drawCentredString(WIDTH / 2, 36, str(number))
        elif number % 2 == 0:
            canvas.drawString(LEFT, TOP + 26, str(number))
            canvas.drawRightString(RIGHT, TOP + 26, meta["author"])
        else:
            canvas.drawString(LEFT, TOP + 26, meta["title"].split(":")[0])
            canvas.drawRightString(RIGHT, TOP + 26, str(number))
        y = TOP
        for line in body:
            y -= line.above
            _draw(canvas, line, y, BODY * 0.25)
            y -= line.lead
        y = BOTTOM + sum(x.lead for x in foot)
        if foot:
            canvas.line(LEFT, y + 4, LEFT + 70, y + 4)
        for line in foot:
            y -= line.lead
            _draw(canvas, line, y, NOTE * 0.25)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
