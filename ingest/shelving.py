"""What becomes of documents and their places when files arrive together: bookkeeping, in the order of arrival.

A place is a path that a document was found at. A document stays as long as it has a place; a place holds the last
document that was found there. This file doesn't know the store, nor what is in a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

AddOutcome = Literal["added", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Shelving:
    """The change from before to after a group: `outcomes` one an arrival, documents by id, `places` (path, id).

    `losing` are the documents that stay though a place of theirs holds another one now, each with the paths left to it.
    """

    outcomes: tuple[AddOutcome, ...]
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    losing: tuple[tuple[str, tuple[str, ...]], ...] = ()


def shelved(arriving: Iterable[tuple[str, str]], held: Mapping[str, Iterable[str]]) -> Shelving:
    """What (path, document id) after (path, document id) changes.

    `held` are all the paths of each document that is here and either arrives again or stands at an arriving path.
    """
    paths = {name: set(found) for name, found in held.items()}
    before = {path: name for name, found in held.items() for path in found}
    at = dict(before)
    outcomes: list[AddOutcome] = []
    for path, name in arriving:
        displaced = at.get(path)
        if displaced == name:
            outcomes.append("unchanged")
            continue
        outcomes.append("replaced" if displaced is not None else "unchanged" if name in paths else "added")
        if displaced is not None:
            paths[displaced].remove(path)
            if not paths[displaced]:
                del paths[displaced]
        paths.setdefault(name, set()).add(path)
        at[path] = name
    return Shelving(
        outcomes=tuple(outcomes),
        entering=tuple(name for name in paths if name not in held),
        leaving=tuple(name for name in held if name not in paths),
        places=tuple((path, name) for path, name in at.items() if before.get(path) != name),
        losing=tuple(
            (name, tuple(sorted(paths[name])))
            for name, found in held.items()
            if name in paths and set(found) - paths[name]
        ),
    )


__all__ = ["AddOutcome", "Shelving", "shelved"]
