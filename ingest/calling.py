"""Which document a person means by a name: its id, its file, or a part of a title. Pure.

This file doesn't know what is then done with it.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.errors import DocumentNotFoundError
from ingest.store import DocumentSummary

SHORTEST_ID = 4  # characters of an id that name a document
MOST_NAMED = 5  # documents that a name may mean
Test = Callable[[DocumentSummary], bool]


def _exactly(name: str) -> tuple[Test, ...]:
    wanted = name.strip().casefold()
    return (
        lambda s: wanted in (s.id, s.sha256),
        lambda s: s.source.casefold() == wanted or name in s.paths,
        lambda s: len(wanted) >= SHORTEST_ID and s.sha256.startswith(wanted),
    )


def _nearly(name: str) -> tuple[Test, ...]:
    wanted = name.strip().casefold()
    return (
        lambda s: wanted in (Path(path).name.casefold() for path in s.paths),  # a copy's name
        lambda s: wanted in (Path(s.source).stem.casefold(), (s.metadata.title or "").casefold()),
        lambda s: wanted in (s.metadata.title or "").casefold(),
        lambda s: wanted in s.source.casefold(),
    )


def is_exact(name: str, document: DocumentSummary) -> bool:
    """Whether a name is this document's id, four or more characters of its beginning, or the name of its file."""
    return any(test(document) for test in _exactly(name))


def _listed(documents: Sequence[DocumentSummary]) -> str:
    return ", ".join(f"{s.source} ({s.id[:8]})" for s in documents[:MOST_NAMED])


def meant(name: str, documents: Sequence[DocumentSummary], *, exact: bool = False) -> DocumentSummary:
    """The document that `name` means; where `exact`, by its id (four characters or more) or the name of its file alone,
    else also by a part that no other title or file name has.

    Raises DocumentNotFoundError, naming near ones, where none or several fit.
    """
    wanted = name.strip().casefold()
    tests = (*_exactly(name), *(() if exact else _nearly(name))) if wanted else ()
    for test in tests:
        found = [summary for summary in documents if test(summary)]
        if len(found) == 1:
            return found[0]
        if found:
            raise DocumentNotFoundError(f"{name!r} may mean {_listed(found)}: name one of them by its id.")
    near = [s for s in documents if wanted and any(test(s) for test in _nearly(name))]
    if near:
        raise DocumentNotFoundError(f"No document is named {name!r}: did you mean {_listed(near)}?")
    names_of = {label.casefold(): s for s in documents for label in (s.source, s.metadata.title or s.source)}
    like = {names_of[label].source for label in difflib.get_close_matches(wanted, names_of, n=3, cutoff=0.4)}
    hint = f": did you mean {', '.join(sorted(like))}?" if like else "."
    raise DocumentNotFoundError(f"No document {name!r} is in the library{hint}")
