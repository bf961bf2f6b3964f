"""How well and how fast documents are read: gold zones of footnoted articles, odd files, pages a second.

    python -m eval.reading_bench zones  FOLDER [--half tune|report|all] [--show]
    python -m eval.reading_bench robust FOLDER [--seconds 60]
    python -m eval.reading_bench speed  FOLDER...

`zones` reads the articles of FOLDER (`*.pdf` beside `*.zones.json`: {"id", "zones": [[zone, text], …]}) and aligns
gold text and what was read by their letters and digits. This file doesn't know how a reader works; it sees
documents only.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.document import BlockKind, RawDocument
from ingest.errors import PinciteError
from ingest.isolation import Limits
from ingest.reading import read_document

GRAM = 12  # letters and digits that must agree for a piece of gold text to be found
NOTE_ZONES = ("footnote", "listBibl")  # the gold calls a note with a reference in it "listBibl"


def halves(ids: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The articles reported on and those tuned on: in order of id, every other one, the first reported."""
    ordered = sorted(ids)
    return tuple(ordered[::2]), tuple(ordered[1::2])


def letters(text: str) -> str:
    """The text's letters and digits alone, without case, accents and ligatures."""
    text = unicodedata.normalize("NFKD", html.unescape(text)).casefold()
    return "".join(c for c in text if c.isalnum())


@dataclass(frozen=True, slots=True)
class ZoneScore:
    """Counts over one article, in letters and digits except where said otherwise.

    `notes_read` of `notes_gold` are read as notes (or, in the gold's lists of works, as references), `body_read` of
    `body_gold` as text; `heads_out` of `heads_gold` running heads are left out; `marked` of `numbered` notes have a
    marker at the place the gold has it, `linked` have one.
    """

    id: str
    notes_gold: int
    notes_read: int
    body_gold: int
    body_read: int
    heads_gold: int
    heads_out: int
    numbered: int
    marked: int
    linked: int
    misses: tuple[str, ...] = field(default=(), repr=False)

    def shares(self) -> dict[str, float | None]:
        """The four shares; None where the gold has nothing to find."""
        pairs = {
            "notes": (self.notes_read, self.notes_gold),
            "body": (self.body_read, self.body_gold),
            "running_heads_out": (self.heads_out, self.heads_gold),
            "markers": (self.linked, self.numbered),
            "markers_where_the_gold_has_them": (self.marked, self.numbered),
        }
        return {name: part / whole if whole else None for name, (part, whole) in pairs.items()}


class _Found:
    """What was read, as one row of letters with the role of each, searched by short grams."""

    def __init__(self, document: RawDocument) -> None:
        rows: list[str] = []
        self.roles = bytearray()
        for block in document.blocks:
            text = letters(f"{block.number or ''} {block.text}")
            role = b"n" if block.kind is BlockKind.NOTE else b"r" if block.kind is BlockKind.REFERENCE else b"b"
            rows.append(text)
            self.roles += role * len(text)
        self.text = "".join(rows)
        self.places: dict[str, list[int]] = defaultdict(list)
        for at in range(len(self.text) - GRAM + 1):
            self.places[self.text[at : at + GRAM]].append(at)

    def roles_of(self, gold: str) -> bytearray:
        """The role of each letter of the gold text, "-" where it isn't found."""
        roles = bytearray(b"-" * len(gold))
        expected = -1
        for at in range(len(gold) - GRAM + 1):
            places = self.places.get(gold[at : at + GRAM])
            if not places:
                expected = expected + 1 if expected >= 0 else -1
                continue
            place = min(places, key=lambda p: abs(p - expected)) if expected >= 0 else places[0]
            roles[at : at + GRAM] = self.roles[place : place + GRAM]
            expected = place + 1
        return roles


def score_zones(name: str, zones: Sequence[tuple[str, str]], document: RawDocument) -> ZoneScore:
    """Compare what was read with an article's gold zones."""
    found = _Found(document)
    counts: Counter[str] = Counter()
    misses: list[str] = []
    zones = _without_footers(zones)
    for zone, text in zones:
        gold = letters(text)
        if zone not in (*NOTE_ZONES, "body"):
            continue
        roles = found.roles_of(gold)
        wanted = ord("b") if zone == "body" else ord("n")
        if zone == "listBibl":
            roles = roles.replace(b"r", b"n")
        kind = "body" if zone == "body" else "notes"
        counts[f"{kind}_gold"] += len(gold)
        counts[f"{kind}_read"] += sum(role == wanted for role in roles)
        misses.extend(
            f"{zone} read as {chr(roles[m.start()])!r}: {gold[m.start() : m.end()][:150]}"
            for m in re.finditer(rb"[^" + re.escape(bytes([wanted])) + rb"]{15,}", bytes(roles))
        )
    heads_gold, heads_out = _heads(zones, found.text, misses)
    numbered, marked, linked = _markers(zones, document, misses)
    return ZoneScore(
        name, counts["notes_gold"], counts["notes_read"], counts["body_gold"], counts["body_read"],
        heads_gold, heads_out, numbered, marked, linked, tuple(misses),
    )  # fmt: skip


def _without_footers(zones: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The zones with "footnotes" that repeat on three pages or more, digits aside, named what they are: page feet."""
    times = Counter(re.sub(r"\d+", "#", letters(text)) for zone, text in zones if zone == "footnote")
    repeated = {text for text, count in times.items() if count >= 3}
    return [
        ("headnote" if zone == "footnote" and re.sub(r"\d+", "#", letters(text)) in repeated else zone, text)
        for zone, text in zones
    ]


def _heads(zones: Sequence[tuple[str, str]], read: str, misses: list[str]) -> tuple[int, int]:
    """Letters of running heads, and how many of them are left out: a head may stand as often as outside the heads."""
    heads = Counter(letters(line) for zone, text in zones if zone == "headnote" for line in text.splitlines())
    elsewhere = " ".join(letters(text) for zone, text in zones if zone not in ("headnote", "page"))
    total = out = 0
    for head, times in heads.items():
        if len(head) < 6:
            continue
        allowed = elsewhere.count(head) + 1  # once more: the title page, the imprint
        left = min(max(read.count(head) - allowed, 0), times)
        if left:
            misses.append(f"running head left in {left} of {times} times: {head[:80]}")
        total += times * len(head)
        out += (times - left) * len(head)
    return total, out


def _markers(zones: Sequence[tuple[str, str]], document: RawDocument, misses: list[str]) -> tuple[int, int, int]:
    """How many notes the gold numbers, how many of them lead from where its text has them, how many from anywhere."""
    note_text = "\n".join(text for zone, text in zones if zone in NOTE_ZONES)
    starts = sorted({int(match[1]) for match in re.finditer(r"(?m)^\s*[\[(]?(\d{1,3})\b", note_text)})
    last = 0
    for at, start in enumerate(start for start in starts if start):
        if start > last + 6 or at + 3 < 0.8 * start:
            break
        last = start
    gold = letters(" ".join(text for zone, text in zones if zone in ("body", *NOTE_ZONES, "front")))
    numbers = {block.note_id: block.number for block in document.blocks if block.kind is BlockKind.NOTE}
    placed: set[int] = set()
    linked: set[int] = set()
    for block in document.blocks:
        for marker in block.markers:
            number = numbers.get(marker.target)
            before = letters(block.text[max(marker.start - 60, 0) : marker.start])[-10:]
            here = letters(block.text[marker.start : marker.end])
            if number and number.isdigit():
                linked.add(int(number))
            if number and number.isdigit() and before + here in gold:
                placed.add(int(number))
    missing = [n for n in range(1, last + 1) if n not in placed]
    if missing:
        misses.append(f"no marker for notes {missing}")
    return last, last - len(missing), sum(1 <= n <= last for n in linked)


def load_articles(folder: Path) -> dict[str, tuple[Path, list[tuple[str, str]]]]:
    """The PDF and the gold zones of each article, by id."""
    found = {}
    for path in sorted(folder.glob("*.zones.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        name = path.name.removesuffix(".zones.json")
        found[record["id"]] = (path.with_name(f"{name}.pdf"), [(zone, text) for zone, text in record["zones"]])
    return found


def run_zones(folder: Path, half: str, show: bool) -> dict[str, object]:
    """Scores of each article and over all of them (sums of letters, not means of shares)."""
    from ingest.readers.pdf import read

    articles = load_articles(folder)
    report, tune = halves(articles)
    wanted = {"report": report, "tune": tune, "all": tuple(sorted(articles))}[half]
    scores = []
    for name in wanted:
        path, zones = articles[name]
        score = score_zones(name, zones, read(path))
        scores.append(score)
        print(name, {key: value and round(value, 4) for key, value in score.shares().items()}, file=sys.stderr)
        if show:
            print(*("   " + miss for miss in score.misses), sep="\n", file=sys.stderr)
    sums = [sum(getattr(s, f) for s in scores) for f in ZoneScore.__slots__[1:10]]
    total = ZoneScore("all", *sums)
    return {
        "half": half,
        "articles": {s.id: s.shares() for s in scores},
        "all": total.shares(),
        "counts": {f: getattr(total, f) for f in ZoneScore.__slots__[1:10]},
    }


# ---- odd files ------------------------------------------------------------------------------


def run_robust(folder: Path, seconds: float) -> dict[str, object]:
    """Read every file in a child process: how each went, by kind of file."""
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    failures: dict[str, str] = {}
    slowest = ("", 0.0)
    began = time.perf_counter()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in (".native", ".json")]
    for path in files:
        start = time.perf_counter()
        try:
            document = read_document(path, limits=Limits(seconds=seconds))
            outcome = "read" if document.text.strip() else "empty"
        except PinciteError as error:
            outcome = type(error).__name__
            failures[str(path.relative_to(folder))] = str(error)
        except Exception as error:  # what this harness is there to find
            outcome = "TRACE"
            failures[str(path.relative_to(folder))] = repr(error)
        took = time.perf_counter() - start
        slowest = max(slowest, (str(path.relative_to(folder)), took), key=lambda pair: pair[1])
        outcomes[path.suffix.lower()][outcome] += 1
    return {
        "files": len(files),
        "seconds": round(time.perf_counter() - began, 1),
        "slowest": {"file": slowest[0], "seconds": round(slowest[1], 2)},
        "outcomes": {suffix: dict(counts) for suffix, counts in sorted(outcomes.items())},
        "failures": failures,
    }


# ---- speed ----------------------------------------------------------------------------------


def run_speed(paths: Sequence[Path], rounds: int = 3) -> dict[str, object]:
    """Pages a second of this reader, of plain pdftext and of pypdf, in turn over the same files; best of the rounds.

    By the clock, and by processor time, which a busy machine changes less.
    """
    from pdftext.extraction import plain_text_output
    from pypdf import PdfReader

    from ingest.readers.pdf import read

    def ours(path: Path) -> None:
        read(path)

    def plain(path: Path) -> None:
        plain_text_output(str(path))

    def pypdf(path: Path) -> None:
        for page in PdfReader(path).pages:
            page.extract_text()

    files: list[Path] = []
    for path in paths:
        files.extend(sorted(path.rglob("*.pdf")) if path.is_dir() else [path])
    pages = {path: len(PdfReader(path).pages) for path in files}
    best: dict[str, float] = {}
    processor: dict[str, float] = {}
    for _ in range(rounds):
        for name, call in (("pincite", ours), ("pdftext", plain), ("pypdf", pypdf)):
            start, busy = time.perf_counter(), time.process_time()
            for path in files:
                call(path)
            best[name] = min(best.get(name, float("inf")), time.perf_counter() - start)
            processor[name] = min(processor.get(name, float("inf")), time.process_time() - busy)
    total = sum(pages.values())
    return {
        "files": len(files),
        "pages": total,
        "pages_per_second": {name: round(total / took, 1) for name, took in best.items()},
        "pages_per_processor_second": {name: round(total / took, 1) for name, took in processor.items()},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; results as JSON on standard output."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading_bench", description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    zones = commands.add_parser("zones")
    zones.add_argument("folder", type=Path)
    zones.add_argument("--half", choices=("tune", "report", "all"), default="report")
    zones.add_argument("--show", action="store_true", help="name what was missed")
    robust = commands.add_parser("robust")
    robust.add_argument("folder", type=Path)
    robust.add_argument("--seconds", type=float, default=60)
    speed = commands.add_parser("speed")
    speed.add_argument("paths", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    if options.command == "zones":
        result = run_zones(options.folder, options.half, options.show)
    elif options.command == "robust":
        result = run_robust(options.folder, options.seconds)
    else:
        result = run_speed(options.paths)
    print(json.dumps(result, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
