"""The page: the chat and, beside it, the source; the library; the evaluation.

Only composition. This file doesn't know how it is served: see server.py.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from web.api import build_api
from web.chat_tab import build_chat
from web.choice_html import choice_html
from web.conversations import Conversations
from web.desk import ChatDesk
from web.evaluate_tab import build_evaluate
from web.gradio_import import import_gradio
from web.library_tab import build_library
from web.shelf import Shelf
from web.source_pane import build_source_pane
from web.theme import asset
from web.trials import Trials
from web.uploads import SWEPT
from web.visit import SAY_WHERE

BRAND = (
    '<header class="brand"><button type="button" class="skip">Skip to the question</button>'
    '<button type="button" class="talks-toggle" aria-label="Conversations" '
    'aria-expanded="false" aria-controls="talks">☰</button>'
    "<h1>Pincite</h1><p>every sentence pinned to its source</p>"
    '<button type="button" class="look" aria-pressed="false" hidden>Dark'
    '<span class="look-more"> theme</span></button></header>'
)


def build_app(
    chain: Any, library: Any, *, folder: Path | None = None, models: Sequence[str] = (), evaluate: Any = None
) -> Any:
    """The app as `gr.Blocks`.

    `folder` is where conversations and files that come through the browser are kept (None: only while it runs);
    `models` are the names offered, the first of them chosen (none: the documents' own words; others can be typed);
    `evaluate` runs question sets in place of `eval.evaluate.evaluate`.
    """
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    gr = import_gradio()
    desk = ChatDesk(chain, library, Conversations(folder / "conversations.sqlite" if folder else None))
    trials = Trials(library, folder, evaluate=evaluate)
    shelf = Shelf(library, folder / "files" if folder else None)
    swept = SWEPT if folder else None  # else what was uploaded is what the documents' pages are drawn from
    with gr.Blocks(
        title="Pincite", analytics_enabled=False, fill_height=True, fill_width=True, delete_cache=swept
    ) as app:
        gr.HTML(BRAND, js_on_load=asset("look.js"), apply_default_css=False, elem_id="brand")
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab("Chat", id="chat") as chat_tab, gr.Row(elem_id="desk", equal_height=True):
                chat = build_chat(desk, trials, models=models)
                with gr.Column(elem_id="reading"):
                    build_source_pane(library, trials)
            with gr.Tab("Library", id="library") as library_tab:
                listed, drawn = build_library(shelf, lambda: choice_html(desk.document_choices()), chat["documents"])
            with gr.Tab("Evaluate", id="evaluate") as evaluate_tab:
                choices, lists = build_evaluate(trials, chat, tabs)
        build_api(chain, library)
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        chat_tab.select(chat["freshened"], [chat["where"]], chat["thread"], js=SAY_WHERE, **quiet)
        begin, inputs, outputs = chat["begin"]
        attend, how = chat["attend"]
        app.load(begin, inputs, outputs, js=SAY_WHERE, concurrency_limit=None, **quiet).then(*attend, **how)
        library_tab.select(drawn, None, listed, **quiet)
        evaluate_tab.select(choices, None, lists, **quiet)
    return app
