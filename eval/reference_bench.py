"""How well references are taken apart: field F1 of our parser and of plain regular expressions, in one run.

    python -m eval.reference_bench --data ../shared/data [--half report|tune] [--out eval/results/references.json]

A field counts as right when its letters and figures, in order, are the gold field's: punctuation and case are left out.
"author" and "editor" are whole lists of names as printed. AnyStyle's gold is cut in two by the parity of a reference's
number: even ones are for tuning, odd ones are reported. Linked Books `valid` is Italian history with one label for
titles of any kind. Doesn't know how the parser works.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from eval.training.references import Example, anystyle, linked_books
from ingest.reference_labels import MODEL
from ingest.references import reference_parts

Fields = dict[str, str]
FIELDS = (
    "author",
    "title",
    "container",
    "editor",
    "publisher",
    "location",
    "date",
    "volume",
    "pages",
    "edition",
    "doi",
    "url",
)
MERGED = {"journal": "container", "collection": "container"}
BOOK_FIELDS = ("author", "title", "publisher", "location", "date", "pages")


def gold_fields(example: Example) -> Fields:
    """The gold fields of one reference: the words of each label, joined."""
    fields: dict[str, list[str]] = {}
    for token, label in zip(*example, strict=True):
        fields.setdefault(MERGED.get(label, label), []).append(token)
    return {name: " ".join(tokens) for name, tokens in fields.items() if name in FIELDS}


def ours(text: str, model: Path = MODEL) -> Fields:
    """The fields of our parser."""
    fields: dict[str, list[str]] = {}
    for part in reference_parts(text, model=model):
        fields.setdefault(MERGED.get(part.label, part.label), []).append(text[part.start : part.end])
    return {name: " ".join(pieces) for name, pieces in fields.items() if name in FIELDS}


_BASE = {
    "doi": re.compile(r"(?:\b[Dd][Oo][Ii]:?\s*)?(?:https?://(?:dx\.)?doi\.org/|\b)10\.\d{4,9}/\S+"),
    "url": re.compile(r"https?://\S+"),
    "pages": re.compile(r"(?:\bpp?\.?\s*)?\d+\s*[-–—]+\s*\d+|\bpp?\.\s*\d+"),
    "volume": re.compile(r"(?:\b[Vv]ol(?:ume|\.)\s*)?\b\d{1,3}\s*\(\d+(?:[-–]\d+)?\)|\b[Vv]ol(?:ume|\.)\s*\d+"),
    "date": re.compile(r"\(?\b(?:1[4-9]|20)\d\d[a-z]?\b\)?"),
}
_PLACE = re.compile(
    r"(?P<location>\b[A-Z][\w-]+(?: [A-Z][\w.-]+){0,2}(?:, [A-Z][\w.]+)?) ?:\s*(?P<publisher>[A-Z][^,.;()]{2,50})"
)
_EDITOR = re.compile(r"(?:\b[Ii]n:?\s+)(?P<editor>[^()]{3,80})\(?[Ee]ds?\.?\)?,?")


def baseline(text: str) -> Fields:
    """Plain regular expressions, as one would write them in an afternoon: year, pages, volume, place and
    publisher; before the title the author, the first sentence or quotation after it the title, then the container."""
    fields: Fields = {}
    rest = re.sub(r"^\s*(?:\[\w+\]|\(?\d+[.)])\s*", "", text)
    for name, pattern in _BASE.items():
        if match := pattern.search(rest):
            fields[name] = match[0]
            rest = rest.replace(match[0], " | ", 1)
    if matches := list(_PLACE.finditer(rest)):
        match = matches[-1]
        fields |= {"location": match["location"], "publisher": match["publisher"]}
        rest = rest.replace(match[0], " | ", 1)
    if match := _EDITOR.search(rest):
        fields["editor"] = match["editor"]
    if quoted := re.search(r"[“\"]([^”\"]{5,})[”\"]", rest):
        fields["title"] = quoted[1]
        fields["author"] = rest[: quoted.start()]
        following = rest[quoted.end() :]
    else:
        head, _, after = rest.partition(" | ") if text[:120].count("(") and "date" in fields else rest.partition(". ")
        fields["author"] = head
        title, _, following = after.strip(" |.,").partition(". ")
        fields["title"] = title
    container = following.strip(" |.,").split("|")[0].split(",")[0]
    if len(container) > 3:
        fields["container"] = container
    return {name: value.strip(" |,.") for name, value in fields.items() if value.strip(" |,.")}


def letters(value: str) -> str:
    """What counts when two fields are compared."""
    return re.sub(r"[\W_]+", "", value).casefold()


def _one_title(fields: Fields) -> Fields:
    """Title and container put together, in that order: Linked Books calls both "title"."""
    titles = [fields[name] for name in ("title", "container") if name in fields]
    rest = {name: value for name, value in fields.items() if name not in ("title", "container")}
    return rest | ({"title": " ".join(titles)} if titles else {})


def score(
    examples: Iterable[Example], parse: Callable[[str], Fields], names: tuple[str, ...] = FIELDS
) -> dict[str, object]:
    """Precision, recall and F1 a field and over all fields, the share of references wholly right, and speed."""
    hit: Counter[str] = Counter()
    said: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    whole = total = 0
    started = time.perf_counter()
    for example in examples:
        gold, found = gold_fields(example), parse(" ".join(example[0]))
        if "container" not in names:
            gold, found = _one_title(gold), _one_title(found)
        gold = {n: v for n, v in gold.items() if n in names and letters(v)}
        found = {n: v for n, v in found.items() if n in names and letters(v)}
        right = {n for n in gold if letters(gold[n]) == letters(found.get(n, ""))}
        hit.update(right)
        said.update(found.keys())
        wanted.update(gold.keys())
        total += 1
        whole += right == set(gold) == set(found)
    seconds = time.perf_counter() - started

    def f1(h: int, s: int, w: int) -> dict[str, float]:
        precision, recall = (h / s if s else 0.0), (h / w if w else 0.0)
        mean = 2 * precision * recall / (precision + recall) if h else 0.0
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(mean, 4), "n": w}

    return {
        "references": total,
        "micro": f1(hit.total(), said.total(), wanted.total()),
        "fields": {name: f1(hit[name], said[name], wanted[name]) for name in names if wanted[name]},
        "whole": round(whole / total, 4) if total else 0.0,
        "per_second": round(total / seconds, 1) if seconds else 0.0,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    gold = anystyle(options.data / "anystyle" / "res" / "parser" / "gold.xml")
    gold = [example for i, example in enumerate(gold) if i % 2 == (options.half == "report")]
    books = linked_books(options.data / "linkedbooks" / "valid.txt")
    books = [example for i, example in enumerate(books) if i % 2 == (options.half == "report")]
    sets = {"anystyle_gold": (gold, FIELDS), "linkedbooks_valid": (books, BOOK_FIELDS)}
    result: dict[str, dict[str, object]] = {}
    for name, (examples, names) in sets.items():
        result[name] = {
            "ours": score(examples, lambda text: ours(text, options.model), names),
            "regex": score(examples, baseline, names),
        }
        for method, figures in result[name].items():
            print(name, method, json.dumps(figures))
    if options.out:
        run = {
            "command": f"python -m eval.reference_bench --data ../shared/data --half {options.half}",
            "model_sha256": hashlib.sha256(options.model.read_bytes()).hexdigest(),
            "half": options.half,
            "sets": result,
        }
        options.out.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
