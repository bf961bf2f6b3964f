"""Whether a document says nothing at all of what several are compared on: then that is told, not papered over.

Of its names where it has any, else of its words: that none of them, nor what else it goes by, stands anywhere. This
file doesn't know how passages are found.
"""

from __future__ import annotations

from assistant.questions.analysis import names_in
from assistant.questions.name_forms import held, stands_whole
from assistant.words.kindred import kindred
from assistant.words.wording import content_words, words


def nothing_said(topic: str, text: str) -> tuple[str, ...]:
    """The names of a topic, or itself where it has none, where the text has none of them; else nothing."""
    topic = topic.strip(" ?.!,")
    if names := names_in(topic):
        return () if any(stands_whole(name, text) or held(name, text) == 1.0 for name in names) else names
    wanted, there = content_words(topic), frozenset(words(text))
    return () if not wanted or any(kindred(stem) & there for stem in wanted) else (topic,)
