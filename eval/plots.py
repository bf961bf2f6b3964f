"""Plots as inline SVG: small, sharp in print, readable without scripts or a network, and in any page.

Colours are CSS variables of the page (`--ink`, `--line`, `--accent`, `--bad`, `--good`) with fallbacks, so that a plot
follows light and dark. Every plot has a title for screen readers. This file doesn't know where the numbers come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from eval.metrics import Bin

INK, LINE, ACCENT = "var(--ink, #1c1c1a)", "var(--line, #d8d5cc)", "var(--accent, #1f5a7a)"
GOOD, BAD = "var(--good, #2f6b3a)", "var(--bad, #a3341f)"
ROW, LABEL, RIGHT = 22, 190, 150  # pixels of a row's height, of the labels' and of the figures' columns


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an interval plot: its label, value and interval, and the words at its right."""

    label: str
    value: float
    low: float
    high: float
    words: str = ""


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> str:
    head = f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" class="plot">'
    return f"{head}<title>{escape(title)}</title>{''.join(parts)}</svg>"


def _text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 12, colour: str = INK) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" fill="{colour}">{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str = LINE, width: float = 1, extra: str = "") -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{colour}" stroke-width="{width}" {extra}/>'
    )


def intervals(title: str, rows: Sequence[Row], *, low: float = 0, high: float = 1, width: int = 720) -> str:
    """Values as dots with their intervals as bars, a row each, on one axis from `low` to `high`.

    Where the axis holds zero inside, values are differences: left of zero in the colour of loss, right in that of gain.
    """
    inner, span = width - LABEL - RIGHT, (high - low) or 1
    height = ROW * len(rows) + 34

    def x(value: float) -> float:
        return LABEL + inner * (min(max(value, low), high) - low) / span

    parts = []
    for tick in (low + span * i / 4 for i in range(5)):
        parts.append(_line(x(tick), 4, x(tick), height - 26, extra='stroke-dasharray="2 3"'))
        parts.append(_text(x(tick), height - 10, f"{tick:g}", anchor="middle", size=11))
    signed = low < 0 < high
    if signed:
        parts.append(_line(x(0), 4, x(0), height - 26, INK))
    for i, row in enumerate(rows):
        y = ROW * i + 16
        colour = ACCENT if not signed or row.low <= 0 <= row.high else GOOD if row.value > 0 else BAD
        parts.append(_text(LABEL - 10, y + 4, row.label, anchor="end"))
        parts.append(_line(x(row.low), y, x(row.high), y, colour, 3, 'stroke-linecap="round" opacity="0.45"'))
        parts.append(f'<circle cx="{x(row.value):.1f}" cy="{y}" r="4.5" fill="{colour}"/>')
        parts.append(_text(width - RIGHT + 12, y + 4, row.words))
    return _svg(width, height, title, parts)


def _axes(size: int, edge: int, across: str, up: str) -> list[str]:
    inner = size - 2 * edge
    parts = []
    for i in range(6):
        at = edge + inner * i / 5
        parts += [_line(at, edge, at, size - edge), _line(edge, at, size - edge, at)]
        parts.append(_text(at, size - edge + 15, f"{i / 5:g}", anchor="middle", size=11))
        parts.append(_text(edge - 6, size - at + 4, f"{i / 5:g}", anchor="end", size=11))
    parts.append(_text(size / 2, size - 6, across, anchor="middle"))
    parts.append(
        f'<text transform="translate(13 {size / 2}) rotate(-90)" text-anchor="middle" font-size="12" '
        f'fill="{INK}">{escape(up)}</text>'
    )
    return parts


def reliability(title: str, bins: Sequence[Bin], *, across: str, up: str, size: int = 340) -> str:
    """The reliability curve: each bin's mean probability against its share of true cases; the diagonal is perfect.
    A dot's area grows with its bin's cases."""
    edge = 48
    inner, most = size - 2 * edge, max((b.n for b in bins), default=1)

    def at(b: Bin) -> tuple[float, float]:
        return edge + inner * b.mean, size - edge - inner * b.share

    parts = _axes(size, edge, across, up)
    parts.append(_line(edge, size - edge, size - edge, edge, INK, 1, 'stroke-dasharray="5 4"'))
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(at, bins))
    parts.append(f'<polyline points="{points}" fill="none" stroke="{ACCENT}" stroke-width="2"/>')
    for b in bins:
        x, y = at(b)
        words = f"{b.low:g} to {b.high:g}: mean {b.mean:.2f}, true {b.share:.2f}, {b.n} cases"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + 7 * (b.n / most) ** 0.5:.1f}" fill="{ACCENT}" '
            f'fill-opacity="0.75"><title>{escape(words)}</title></circle>'
        )
    return _svg(size, size, title, parts)


def curves(
    title: str, named: Sequence[tuple[str, Sequence[tuple[float, float]]]], *, across: str, up: str, size: int = 380
) -> str:
    """Lines over the unit square, each named at its right end; points are (x, y) in 0 to 1."""
    edge = 48
    inner = size - 2 * edge
    dashes = ("", "6 3", "2 3", "9 3 2 3")
    parts = _axes(size, edge, across, up)
    for i, (name, points) in enumerate(named):
        path = " ".join(f"{edge + inner * x:.1f},{size - edge - inner * y:.1f}" for x, y in points)
        dash = dashes[i % len(dashes)]
        colour = (ACCENT, BAD, GOOD, INK)[i % 4]
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        y = edge + 14 + 18 * i
        parts.append(_line(size + 4, y, size + 34, y, colour, 2, f'stroke-dasharray="{dash}"'))
        parts.append(_text(size + 40, y + 4, name))
    return _svg(size + 150, size, title, parts)


def histogram(title: str, values: Sequence[float], *, unit: str, width: int = 380, height: int = 220) -> str:
    """How often which value: sixteen bars of equal width from 0 to the greatest value."""
    edge, bars = 40, 16
    top = max(values, default=0) or 1
    counts = [0] * bars
    for value in values:
        counts[min(int(value / top * bars), bars - 1)] += 1
    most, inner = max(counts), width - 2 * edge
    parts = []
    for i, count in enumerate(counts):
        tall = (height - 2 * edge) * count / most
        x, y, wide = edge + inner * i / bars, height - edge - tall, inner / bars - 1
        words = f"{top * i / bars:,.0f} to {top * (i + 1) / bars:,.0f} {unit}: {count}"
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{ACCENT}">'
            f"<title>{escape(words)}</title></rect>"
        )
    parts.append(_line(edge, height - edge, width - edge, height - edge, INK))
    below = height - edge + 16
    parts += [_text(edge + inner * i / 4, below, f"{top * i / 4:,.0f}", anchor="middle", size=11) for i in range(5)]
    parts.append(_text(width / 2, height - 6, unit, anchor="middle"))
    parts.append(_text(edge - 6, edge + 4, str(most), anchor="end", size=11))
    return _svg(width, height, title, parts)
