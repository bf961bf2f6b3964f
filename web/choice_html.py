"""The choice of documents that a question is asked of, as HTML (pure): one line, and the list that it opens.

What is chosen stands in the page itself, which says it with each event (see visit.py); assets/choice.js ticks it.
"""

from __future__ import annotations

from collections.abc import Sequence

from web.library_html import plural
from web.markup import attrs, esc


def _item(title: str, document: str) -> str:
    return (
        f'<li><label><input type="checkbox"{attrs(value=document, tabindex="-1")}>'
        f'<span dir="auto">{esc(title)}</span></label></li>'
    )


def choice_html(choices: Sequence[tuple[str, str]]) -> str:
    """The choice among (title, id) pairs, none of them ticked: all are asked."""
    many = len(choices)
    words = f"All {plural(many, 'document')}" if many > 1 else plural(many, "document") if many else "No documents"
    items = "".join(_item(title, document) for title, document in choices)
    return (
        '<div class="choice"><span class="choice-label" id="choice-label">Ask of</span>'
        '<button type="button" class="choice-open" aria-expanded="false" aria-controls="choice-menu" '
        f'aria-labelledby="choice-label choice-words"{attrs(disabled=not many)}>'
        f'<span id="choice-words" dir="auto">{esc(words)}</span></button>'
        '<div class="choice-menu" id="choice-menu" role="group" aria-label="Documents to ask" tabindex="-1" hidden>'
        '<div class="choice-head"><input type="search" class="choice-find" placeholder="Filter" '
        'aria-label="Filter the documents to ask"><button type="button" class="choice-all" aria-pressed="true">All'
        '</button><button type="button" class="choice-done">Done</button></div>'
        f'<ul class="choice-list">{items}</ul>'
        '<p class="choice-none" role="status" hidden>No document matches the filter.</p></div></div>'
    )
