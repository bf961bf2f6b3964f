"""The page: the chat and, beside it, the source; the library; the evaluation.

Only composition. This file doesn't know how it is served: see server.py.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from web.chat_tab import ChatDesk, build_chat
from web.conversations import Conversations
from web.source_pane import build_source_pane

BRAND = '<header class="brand"><h1>Pincite</h1><p>every sentence pinned to its source</p></header>'


def build_app(chain: Any, library: Any, *, conversations: Path | None = None) -> Any:
    """The app as `gr.Blocks`. `conversations` is the file in which they are kept (None: only while it runs)."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr

    desk = ChatDesk(chain, library, Conversations(conversations))
    with gr.Blocks(title="Pincite", analytics_enabled=False, fill_height=True, fill_width=True) as app:
        gr.HTML(BRAND, apply_default_css=False, elem_id="brand")
        with gr.Tabs(elem_id="tabs"), gr.Tab("Chat", elem_id="chat-tab"), gr.Row(elem_id="desk", equal_height=True):
            build_chat(desk)
            with gr.Column(elem_id="reading"):
                build_source_pane(library)
    return app
