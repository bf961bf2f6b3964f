"""The list of kept conversations as HTML (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from web.conversations import Listed
from web.render import attrs, esc

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


def talk_html(listed: Listed, *, current: bool) -> str:
    """One conversation: its title opens it, a menu renames, exports or deletes it."""
    act = (
        '<span class="talk-acts"><button type="button" class="mini"'
        f"{attrs(data_talk='rename', data_id=listed.id, data_title=listed.title)}"
        f"{attrs(aria_label=f'Rename {listed.title}', title='Rename')}>✎</button>"
        f'<button type="button" class="mini"{attrs(data_talk="delete", data_id=listed.id)}'
        f"{attrs(aria_label=f'Delete {listed.title}', title='Delete')}>✕</button></span>"
    )
    return (
        f'<li class="talk{" current" if current else ""}"><button type="button" class="talk-open" dir="auto"'
        f"{attrs(data_talk='open', data_id=listed.id, aria_current='true' if current else None)}>"
        f"{esc(listed.title)}</button>{act}</li>"
    )


def day_words(updated: str, today: date) -> str:
    """When a conversation was last changed (ISO 8601), in the words the list is parted by; empty where not known."""
    try:
        day = datetime.fromisoformat(updated).astimezone().date()
    except ValueError:
        return ""
    if day >= today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    return f"{day.day} {MONTHS[day.month - 1]}{'' if day.year == today.year else f' {day.year}'}"


def talks_html(
    talks: Sequence[Listed],
    current: str,
    *,
    search: str = "",
    undo: str = "",
    kept: bool = False,
    today: date | None = None,
) -> str:
    """The panel: a new conversation, a search, the list by days, export of the current one; `undo` names what was
    deleted. `kept`: the current one can be exported though the search hasn't found it."""
    today = today or date.today()
    items = "".join(
        (f'<li class="talk-day">{day}</li>' if day else "")
        + "".join(talk_html(talk, current=talk.id == current) for talk in group)
        for day, group in groupby(talks, key=lambda talk: day_words(talk.updated, today))
    )
    empty = "Nothing found." if search else "Conversations you have had appear here."
    undone = (
        f'<p class="undo" role="status">Deleted “{esc(undo)}”. '
        '<button type="button" class="link" data-talk="undo">Undo</button></p>'
        if undo
        else ""
    )
    here = kept or any(talk.id == current for talk in talks)
    exports = (
        '<div class="talk-export"><span class="caps">Export</span>'
        '<button type="button" class="link" data-talk="export" data-format="md">Markdown</button>'
        '<button type="button" class="link" data-talk="export" data-format="docx">Word</button></div>'
        '<p class="export-said" role="alert"></p>'
        if here
        else ""
    )
    return (
        f'<nav class="talks" aria-label="Conversations"{attrs(data_current=current, data_search=search)}>'
        '<button type="button" class="tool talk-close" data-talk="close" aria-label="Close the conversations">Close'
        '</button><button type="button" class="new-talk" data-talk="new">New conversation</button>'
        '<input type="search" class="talk-search" placeholder="Search conversations" '
        f'aria-label="Search conversations">{undone}'
        f'<ol class="talk-list">{items}</ol>{"" if items else f"<p class=talk-none>{empty}</p>"}{exports}</nav>'
    )
