"""What a file's properties state as its title and authors, less what programs and hasty hands put there.

Pure. This file doesn't know what the document's own text says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.bylines import names_in

# What programs, scanners and offices put where a title or an author should stand.
_NO_TITLE = re.compile(
    r"(?:microsoft word|powerpoint presentation|untitled|document\d*|\S+\.(?:docx?|indd|pdf|qxd|tex|dvi|rtf|odt|html?)|"
    r"layout \d+|[\d\W_]*)(?:\s.*)?",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\S*@\S*|[A-Z]{1,5}|[A-Z]*[a-z]?[A-Z]+|[a-z][a-z0-9._-]*|(?:user|admin\w*|owner|unknown|author|microsoft\b.*|"
    r"[Pp]referred [Cc]ustomer|[Aa]nonymous|[Yy]our [Nn]ame|[Ff]irst [Nn]ame.*|Toshiba|"
    r"windows\b.*|pandoc|apache poi|[^@]*\.(?:com|org|net))"
)


def plausible(stated: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What the file states, less what a program wrote there by itself."""
    found = {name: [value for value in values if value.strip()] for name, values in stated.items()}
    found["title"] = [
        re.sub(r"(?<=\w)[∗*†‡]+$", "", value.strip())
        for value in found.get("title", [])
        if not _NO_TITLE.fullmatch(value.strip())
    ]
    found["title"] = [_without_names(title) for title in found["title"]]
    found["author"] = [
        _capitalised(value.strip())
        for value in found.get("author", [])
        if not _NO_AUTHOR.fullmatch(value.strip()) and value.strip() not in found["title"]
    ]
    return found


def _without_names(title: str) -> str:
    """ "A Title (Some Author)" without the author."""
    inner = re.search(r"\s+\(([^()]+)\)$", title)
    names = names_in(inner[1]) if inner else ()
    return title[: inner.start()] if inner and names and " " in names[0] else title


def _capitalised(name: str) -> str:
    """ "Anna writer", as hasty hands fill in a form, with a capital for the last word too."""
    words = name.split()
    hasty = 1 < len(words) < 4 and words[0].istitle() and words[-1].isalpha() and words[-1].islower()
    return " ".join([*words[:-1], words[-1].capitalize()]) if hasty else name


__all__ = ["plausible"]
