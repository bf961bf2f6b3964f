"""Mutated files read in a child process: whatever is done to a file, it is read, or one named error says why not.

    python -m eval.fuzz_reading FOLDER... [--seconds 1200] [--seed 0] [--keep FOLDER]

Files under FOLDER are the seeds. Each round takes one, flips bits, cuts, repeats, overwrites or splices it with another
of its kind, and reads it with the limits of a real run. Reported as failures: an error that is no IngestError, or a
message that doesn't name the file or has more than one line; a reader that crashed or hung is counted apart, as the
limits are there for that. What is read must hold together: markers, pages and boxes inside their text.
This file doesn't know any format.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from ingest.document import Document, RawDocument
from ingest.errors import IngestError, LimitError, UnreadableError
from ingest.isolation import Limits, run_limited

_ZIPPED = (".docx", ".odt", ".epub")
LARGEST = 400_000  # bytes of a seed
_TOKENS = (
    b"0", b"-1", b"99999999999", b"4294967295", b"<<", b">>", b"[", b"]", b"(", b"/Kids", b"/Parent", b"endobj",
    b"stream", b"<p>", b"</p>", b"<!--", b"&amp;", b"<![CDATA[", b"\x00", b"\xff\xfe", b"PK\x03\x04", b"\\begin{", b"}",
    b"[^1]", b"\xe2\x80\x8f",
)  # fmt: skip


def mutate(data: bytes, other: bytes, random_: random.Random) -> bytes:
    """One to eight changes to the data; `other` is a file of the same kind to splice with."""
    found = bytearray(data)
    for _ in range(random_.choice((1, 1, 2, 3, 5, 8))):
        if not found:
            break
        at = random_.randrange(len(found))
        size = min(random_.choice((1, 4, 16, 64, 256, 2048)), len(found))
        kind = random_.randrange(7)
        if kind == 0:
            found[at] ^= 1 << random_.randrange(8)
        elif kind == 1:
            found[at : at + size] = random_.randbytes(size)
        elif kind == 2:
            del found[at : at + size]
        elif kind == 3:
            found[at:at] = found[at : at + size] * random_.choice((1, 2, 50))
        elif kind == 4:
            found[at : at + random_.choice((0, 1, 4))] = random_.choice(_TOKENS)
        elif kind == 5:
            start = random_.randrange(max(len(other), 1))
            found[at : at + size] = other[start : start + size]
        elif random_.random() < 0.3:
            del found[at:]
    return bytes(found)


def mutate_inside(data: bytes, other: bytes, random_: random.Random) -> bytes:
    """A zipped document with one member's content changed and all packed again, so that the change is seen."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error):
        return mutate(data, other, random_)
    chosen = random_.randrange(len(members)) if members else -1
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, (info, content) in enumerate(members):
            archive.writestr(info, mutate(content, content, random_) if at == chosen else content)
    return packed.getvalue()


def unsound(document: RawDocument) -> str | None:
    """What doesn't hold together in what was read, or None."""
    targets = {block.note_id for block in document.blocks if block.note_id}
    for block in document.blocks:
        size = len(block.text)
        if any(not 0 <= marker.start <= marker.end <= size for marker in block.markers):
            return "a marker outside its text"
        if any(marker.target not in targets for marker in block.markers):
            return "a marker that leads to no note"
        if any(not 0 <= box.start <= box.end <= size for box in block.boxes):
            return "a box outside its text"
        if any(not 0 <= page.start <= size for page in block.pages):
            return "a page outside its text"
        if any("\ud800" <= c <= "\udfff" for c in block.text):
            return "a surrogate in the text"
    return None


def unsound_document(document: Document) -> str | None:
    """What doesn't hold together in a whole document, or None."""
    size = len(document.text)
    if any(not 0 <= span.start <= span.end <= size for note in document.notes for span in note.markers):
        return "a marker outside the text"
    ends = [0, *(block.end for block in document.blocks)]
    if any(
        not before <= block.start <= block.end <= size for before, block in zip(ends, document.blocks, strict=False)
    ):
        return "blocks out of order"
    spans = [(box.start, box.end) for box in document.boxes]
    spans += [(section.start, section.end) for section in document.sections]
    spans += [(sentence.start, sentence.end) for sentence in document.sentences]
    if any(not 0 <= start <= end <= size for start, end in spans):
        return "an offset outside the text"
    return None


def fuzz(
    seeds: Sequence[Path],
    seconds: float,
    seed: int,
    function: str = "ingest.reading:read_here",
    keep: Path | None = None,
) -> dict[str, object]:
    """Read mutations of the seeds for so many seconds; counts of outcomes by suffix, and the failures."""
    random_ = random.Random(seed)
    kinds: dict[str, list[bytes]] = defaultdict(list)
    for path in seeds:
        if path.is_file() and 0 < path.stat().st_size <= LARGEST:
            kinds[path.suffix.lower()].append(path.read_bytes())
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    failures: list[dict[str, str]] = []
    suffixes = sorted(kinds)
    end = time.monotonic() + seconds
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end and suffixes:
            suffix = suffixes[count % len(suffixes)]
            count += 1
            path = Path(folder) / f"fuzzed-{count}{suffix}"
            change = mutate_inside if suffix in _ZIPPED and random_.random() < 0.8 else mutate
            path.write_bytes(change(random_.choice(kinds[suffix]), random_.choice(kinds[suffix]), random_))
            outcome, about = _outcome(path, function)
            outcomes[suffix][outcome] += 1
            if outcome in ("FAILED", "crashed", "hung"):
                failures.append({"file": path.name, "outcome": outcome, "about": about[:300]})
                if keep is not None:
                    (keep / path.name).write_bytes(path.read_bytes())
            path.unlink()
    return {
        "executions": count,
        "seconds": seconds,
        "seed": seed,
        "seeds": sum(map(len, kinds.values())),
        "outcomes": {suffix: dict(sorted(counts.items())) for suffix, counts in sorted(outcomes.items())},
        "failures": failures,
    }


def _outcome(path: Path, function: str) -> tuple[str, str]:
    """How reading went: read, refused (with the error's name), crashed, hung, or FAILED, which must not be."""
    try:
        document = run_limited(function, path, name=path.name, limits=Limits(seconds=30))
    except IngestError as error:
        text = str(error)
        if path.name not in text or "\n" in text:
            return "FAILED", f"the message doesn't name the file, or not in one line: {text}"
        if isinstance(error, UnreadableError) and "its reader" in text:
            return "crashed", text
        if isinstance(error, UnreadableError) and "Error:" in text:
            return "FAILED", text  # an exception the reader doesn't name itself
        if isinstance(error, LimitError) and "longer" in text:
            return "hung", text
        return type(error).__name__, text
    except Exception as error:
        return "FAILED", repr(error)
    if isinstance(document, RawDocument) and (fault := unsound(document)):
        return "FAILED", fault
    if isinstance(document, Document) and (fault := unsound_document(document)):
        return "FAILED", fault
    return "read", ""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: 1 where something failed that must not."""
    parser = argparse.ArgumentParser(prog="python -m eval.fuzz_reading", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--seconds", type=float, default=1200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--function", default="ingest.reading:read_here")
    parser.add_argument("--keep", type=Path, help="where files that fail are kept")
    options = parser.parse_args(arguments)
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
    seeds = [
        path for folder in options.folders for path in (sorted(folder.rglob("*")) if folder.is_dir() else [folder])
    ]
    result = fuzz(seeds, options.seconds, options.seed, options.function, options.keep)
    print(json.dumps(result, indent=1, ensure_ascii=False))
    return int(any(failure["outcome"] == "FAILED" for failure in result["failures"]))  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
