"""Names that a document writes out once and by their initials ever after: "the Harbour Trade Council (HTC)".

Pure functions over strings; this file doesn't know how documents are searched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.questions.analysis import names_in
from assistant.questions.name_forms import initials

FEWEST = 3  # letters; two stand for too much


def long_names(question: str) -> tuple[tuple[str, str], ...]:
    """The names of a question that may have initials, each with them, where it doesn't give them itself."""
    found = ((name, initials(name)) for name in names_in(question) if " " in name)
    return tuple((name, short) for name, short in found if len(short) >= FEWEST and short not in question)


def introduces(name: str, short: str, text: str) -> bool:
    """Whether a text says that a name goes by its initials."""
    spaced = r"\s+".join(map(re.escape, name.removeprefix("The ").split()))
    return (
        re.search(rf"{spaced}\W{{0,2}}\s*\((?:(?:the|or|hereafter)\s+)?[“‘\"']?{re.escape(short)}\b", text) is not None
    )


def abbreviated(question: str, known: Sequence[tuple[str, str]]) -> str:
    """The question with the initials behind each of the names: "the Harbour Trade Council (HTC)"."""
    for name, short in known:
        question = question.replace(name, f"{name} ({short})", 1)
    return question
