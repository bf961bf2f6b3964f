"""The web server: the page mounted on FastAPI, on this machine alone unless a password is set.

This file doesn't know what the page holds.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from web.theme import page_options

BIGGEST_UPLOAD = "200mb"


def create_server(blocks: Any, *, mcp: bool = False) -> Any:
    """The FastAPI app with the page at "/"."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr
    from fastapi import FastAPI

    app = FastAPI(title="Pincite", docs_url=None, redoc_url=None, openapi_url=None)
    return gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        max_file_size=BIGGEST_UPLOAD,
        ssr_mode=False,
        mcp_server=mcp,
        **page_options(),
    )


def serve(
    folder: Path, *, host: str = "127.0.0.1", port: int = 7860, model: str | None = None, mcp: bool = False
) -> None:
    """Open the library in `folder` and serve the page until stopped."""
    import uvicorn

    from assistant.chain import build_chain
    from assistant.settings import Settings
    from ingest.library import Library
    from web.app import build_app

    with Library.open(folder) as library:
        blocks = build_app(build_chain(library, Settings.from_env()), library, folder=folder)
        uvicorn.run(create_server(blocks, mcp=mcp), host=host, port=port, log_level="warning")
