"""What the surroundings of a passage or sentence name of a question and it leaves out: "The body was founded in 1995"
below a heading that names the body.

Pure functions over strings; this file doesn't know who scores the text.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.questions.analysis import names_in
from assistant.words.wording import content_words

FEWEST = 3  # content words of a text that says anything by itself


def situated(query: str, text: str, surroundings: Iterable[str]) -> str:
    """`text`, after the names in its surroundings (sentence before, heading, title) that the query has and it lacks.

    Only names are added: whole headings made every line below them look relevant.
    """
    own = set(content_words(text))
    lacking = {word for name in names_in(query) for word in content_words(name)} - own
    added: list[str] = []
    for name in (name for around in surroundings for name in names_in(around)):
        found = lacking & set(content_words(name)) if lacking and len(own) >= FEWEST else set()
        if found:
            lacking -= found
            added.append(name)
    return f"{', '.join(added)}: {text}" if added else text
