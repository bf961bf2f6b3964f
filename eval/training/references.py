"""Train the reference model (ingest/weights/references.crfsuite) and print how it does on held-out halves.

    python -m eval.training.references --data ../shared/data [--out FILE] [--sets 'core*3,good,books/2']

Trains on AnyStyle's `core` and `good` sets (BSD-2-Clause, inukshuk/anystyle) and the `train_head` part of Linked Books
(MIT, dhlab-epfl/LinkedBooksDeepReferenceParsing), less every reference that also stands in AnyStyle's `gold`.
Doesn't know how labels become CSL.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import xml.etree.ElementTree as ET
from pathlib import Path

from ingest.reference_labels import features

Example = tuple[list[str], list[str]]  # words, labels

# AnyStyle's names -> ours; what isn't named here is a note
ANYSTYLE = {
    "author": "author",
    "title": "title",
    "date": "date",
    "journal": "journal",
    "container-title": "container",
    "collection-title": "collection",
    "volume": "volume",
    "pages": "pages",
    "publisher": "publisher",
    "location": "location",
    "editor": "editor",
    "translator": "translator",
    "edition": "edition",
    "citation-number": "number",
    "url": "url",
    "doi": "doi",
    "isbn": "isbn",
    "genre": "genre",
}
# Linked Books has no label of its own for a container: a title after "in" or in quotation marks after a title is one.
LINKED_BOOKS = {
    "author": "author",
    "title": "title",
    "year": "date",
    "date": "date",
    "publicationplace": "location",
    "publisher": "publisher",
    "pagination": "pages",
    "volume": "volume",
    "tomo": "volume",
    "publicationnumber-year": "volume",
    "numbered_ref": "volume",
    "publicationspecifications": "note",
    "series": "collection",
    "conjunction": "note",
    "o": "note",
}


def anystyle(path: Path) -> list[Example]:
    """The references of one AnyStyle file, one label a word."""
    examples = []
    for sequence in ET.parse(path).getroot():  # noqa: S314 - published sets  # nosec B314
        tokens: list[str] = []
        labels: list[str] = []
        for part in sequence:
            for word in (part.text or "").split():
                tokens.append(word)
                labels.append(ANYSTYLE.get(part.tag, "note"))
        if tokens:
            examples.append((tokens, labels))
    return examples


def _glue(pairs: list[tuple[str, str]]) -> Example:
    """Words and punctuation put together again as they were printed; a word takes its first part's label."""
    tokens: list[str] = []
    labels: list[str] = []
    joined = False
    for token, label in pairs:
        closing = bool(re.fullmatch(r"[.,;:)\]”»’]+|[-–]", token))
        if tokens and (closing or joined):
            tokens[-1] += token
        else:
            tokens.append(token)
            labels.append(label)
        joined = bool(re.fullmatch(r"[(\[“«]|.*[’'-]|[-–]", token))
    return tokens, labels


def linked_books(path: Path) -> list[Example]:
    """The secondary references of one Linked Books file (books, and articles in journals and books)."""
    examples = []
    current: list[tuple[str, str, str]] = []

    def flush() -> None:
        kinds = {kind.split("-", 1)[-1] for _, _, kind in current}
        names = {name for _, name, _ in current}
        if kinds & {"secondary", "meta-annotation"} and {"author", "title"} <= names and "abbreviation" not in names:
            tokens, labels = _glue([(word, name) for word, name, _ in current])
            examples.append((tokens, _containers(tokens, [LINKED_BOOKS.get(name, "note") for name in labels])))
        current.clear()

    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split(" ")
        if len(parts) != 4 or parts[0] == "-DOCSTART-":
            continue
        word, name, kind, span = parts
        if span in ("b-r", "o"):
            flush()
        if span != "o":
            current.append((word, name, kind))
    flush()
    return examples


def _containers(tokens: list[str], labels: list[str]) -> list[str]:
    """Label as a container what stands, among the words of a title, after "in" or in quotation marks at the end."""
    out = list(labels)
    titles = [i for i, label in enumerate(labels) if label == "title"]
    cut: int | None = None
    for i in titles[2:]:
        if (
            (tokens[i - 1].lower() in ("in", "in:") and (labels[i - 1] == "note" or tokens[i - 1].endswith(":")))
            or (tokens[i][0] in '“«"' and tokens[i - 1].endswith((",", ".")))
            or (labels[i - 1] == "note" and i - 1 > titles[0])
        ):
            cut = i
    if cut is not None:
        kind = "journal" if "volume" in labels[cut:] or tokens[cut][0] in '“«"' else "container"
        for i in titles:
            if i >= cut:
                out[i] = kind
    return out


def _key(tokens: list[str]) -> str:
    return re.sub(r"\W+", "", "".join(tokens)).casefold()


def training_examples(data: Path, sets: tuple[str, ...]) -> list[Example]:
    """The examples of the named sets, each once, none of which stands in AnyStyle's gold.

    "core*2" takes each example of `core` twice, "books/3" every third of `books`.
    """
    folder = data / "anystyle" / "res" / "parser"
    seen = {_key(tokens) for tokens, _ in anystyle(folder / "gold.xml")}
    chosen: list[Example] = []
    for entry in sets:
        name, sign, number = re.fullmatch(r"(\w+)([*/]?)(\d*)", entry).groups()  # type: ignore[union-attr]
        if name == "books":
            found = linked_books(data / "linkedbooks" / "train_head.txt")
        else:
            found = anystyle(folder / f"{name}.xml")
        fresh = [example for example in found if _key(example[0]) not in seen]
        fresh = list({_key(tokens): (tokens, labels) for tokens, labels in fresh}.values())
        seen |= {_key(tokens) for tokens, _ in fresh}
        chosen += fresh[:: int(number)] if sign == "/" else fresh * (int(number) if sign == "*" else 1)
    return chosen


def train(examples: list[Example], out: Path, *, c1: float, c2: float, iterations: int) -> None:
    """Fit the CRF by L-BFGS and write it to `out`."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for tokens, labels in examples:
        trainer.append(features(tokens), labels)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": iterations, "feature.minfreq": 2})
    trainer.train(str(out))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("ingest/weights/references.crfsuite"))
    parser.add_argument("--sets", default="core*3,good,books/2")
    parser.add_argument("--c1", type=float, default=0.2)
    parser.add_argument("--c2", type=float, default=0.05)
    parser.add_argument("--iterations", type=int, default=150)
    options = parser.parse_args()
    examples = training_examples(options.data, tuple(options.sets.split(",")))
    train(examples, options.out, c1=options.c1, c2=options.c2, iterations=options.iterations)
    print(f"{len(examples)} references -> {options.out} ({options.out.stat().st_size} bytes)")
    print("sha256", hashlib.sha256(options.out.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
