"""A conversation's turns as HTML: a question with its answer, one being answered, one that failed, and the welcome.

Pure. What an answer itself looks like stands in render.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answer import Answer, Citation
from web.markup import attrs, esc
from web.render import answer_html, citations_html

ACTIONS = (
    ("copy-plain", "Copy"),
    ("copy-markdown", "Copy as Markdown"),
    ("copy-footnoted", "Copy with footnotes"),
    ("retry", "Retry"),
    ("edit", "Edit"),
    ("add-case", "Add to set"),
)


HINTS = {
    "copy-plain": "The answer as plain text, its sources numbered below it",
    "copy-markdown": "The answer in Markdown, its sources numbered below it",
    "copy-footnoted": "The answer in Markdown, each source in a footnote",
    "retry": "Ask this question again; the answer before is kept",
    "edit": "Change this question and ask it anew; the answer before is kept",
    "add-case": "Keep question and answer in a question set, to measure later answers by",
}


def actions_html(index: int, actions: Iterable[tuple[str, str]] = ACTIONS) -> str:
    """The row of quiet buttons under an answer."""
    buttons = "".join(
        f'<button type="button" class="act"{attrs(data_act=act, data_turn=index, title=HINTS.get(act))}>'
        f"{esc(word)}</button>"
        for act, word in actions
    )
    return f'<div class="actions" role="group" aria-label="Do with this answer">{buttons}</div>'


def expected_html(remark: str | None, evidence: Sequence[Citation]) -> str:
    """What an evaluation expected of this answer; empty for none."""
    if not remark and not evidence:
        return ""
    words = f'<p class="expected-words">{esc(remark)}</p>' if remark else ""
    return (
        f'<section class="expected" aria-label="Expected by the question set">{words}'
        f"{citations_html(evidence, label='Evidence expected')}</section>"
    )


def aside_html(index: int, aside: Sequence[int]) -> str:
    """That earlier versions of a turn are kept, each of so many questions, and the way to the latest."""
    if not aside:
        return ""
    words = "Another version of this question is" if len(aside) == 1 else f"{len(aside)} other versions are"
    after = aside[0] - 1
    more = f", with the {'question' if after == 1 else f'{after} questions'} after it" if after else ""
    return (
        f'<p class="aside-note">{words} kept. <button type="button" class="link"'
        f"{attrs(data_act='switch', data_turn=index)}>Show {'it' if len(aside) == 1 else 'the next'}{more}</button></p>"
    )


def turn_html(
    question: str,
    answer: Answer,
    index: int,
    *,
    remark: str | None = None,
    evidence: Sequence[Citation] = (),
    aside: Sequence[int] = (),
) -> str:
    """A question and its answer; `index` is the turn's place in the conversation, from 0, and `aside` how many
    questions each of its earlier versions has."""
    return (
        f'<article class="turn"{attrs(data_turn=index)}><h2 class="asked" dir="auto">{esc(question)}</h2>'
        f"{expected_html(remark, evidence)}{answer_html(answer)}{actions_html(index)}"
        f"{aside_html(index, aside)}</article>"
    )


def live_html(question: str, stage: str, text: str = "") -> str:
    """The turn being answered: the stage in words, and the draft so far, said to be unchecked."""
    draft = f'<p class="said draft" dir="auto">{esc(text)}</p>' if text else ""
    return (
        f'<article class="turn live" aria-busy="true"><h2 class="asked" dir="auto">{esc(question)}</h2>'
        f'<p class="stage"><span class="pulse" aria-hidden="true"></span>{esc(stage)}</p>{draft}</article>'
    )


def error_html(question: str, message: str, index: int, *, aside: Sequence[int] = ()) -> str:
    """A turn that failed: one sentence, and a way to try again."""
    return (
        f'<article class="turn failed"><h2 class="asked" dir="auto">{esc(question)}</h2>'
        f'<p class="failure" role="alert">{esc(message)}</p>'
        f"{actions_html(index, (('retry', 'Retry'), ('edit', 'Edit question')))}{aside_html(index, aside)}</article>"
    )


def welcome_html(suggestions: Sequence[str], documents: int, *, chosen: bool = False) -> str:
    """The empty conversation: what can be asked, or what to do first. `chosen`: of some documents only."""
    if not documents:
        return (
            '<div class="welcome"><h2>No documents yet</h2><p>Put your chapters, articles and reports into '
            "the library; then ask, and every sentence of the answer will point at its source.</p>"
            '<p><button type="button" class="act go-library" data-act="go-library">Add documents</button></p></div>'
        )
    noun = f"{'chosen ' if chosen else ''}document{'' if documents == 1 else 's'}"
    items = "".join(
        f'<li><button type="button" class="suggestion"{attrs(data_act="suggest", data_text=words)}>'
        f"{esc(words)}</button></li>"
        for words in suggestions
    )
    listed = f'<h3 class="caps">You could ask</h3><ul class="suggestions">{items}</ul>' if items else ""
    return (
        f'<div class="welcome"><h2>Ask your library</h2><p>{documents} {noun}. Each sentence of an answer is pinned '
        f"to the words that support it; a number opens the place.</p>{listed}</div>"
    )
