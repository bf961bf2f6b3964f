"""The web server: the page mounted on FastAPI, on this machine alone unless a user and a password are set.

This file doesn't know what the page holds.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.errors import PinciteError, redacted
from web.guard import LOOPBACK, MOST_REQUESTS, Guard, credentials, rate_limit
from web.shelf import BIGGEST_UPLOAD
from web.theme import page_options
from web.uploads import private_uploads

WHOLE_PAGES = ("/", "/config")
UPLOADS = "/gradio_api/upload"  # where the page sends files, one a request
ROUND_IT = 1_000_000  # bytes of such a request besides the file
log = logging.getLogger("pincite.web")


def create_server(
    blocks: Any,
    chain: Any,
    library: Any,
    *,
    host: str = "127.0.0.1",
    login: tuple[str, str] | None = None,
    models: Sequence[str] = (),
    mcp: bool = False,
    rate: int = MOST_REQUESTS,
) -> Any:
    """The ASGI app: the page at "/", the OpenAI-compatible endpoint below "/v1", all behind the guard."""
    log.addFilter(KEYLESS)
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr
    from fastapi import FastAPI

    from web.openai_api import BIGGEST_BODY, COMPLETIONS, HEALTH, add_routes

    app = FastAPI(title="Pincite", docs_url=None, redoc_url=None, openapi_url=None)
    add_routes(app, chain, library, models)
    mounted = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=True,
        max_file_size=BIGGEST_UPLOAD,
        ssr_mode=False,
        mcp_server=mcp,
        **page_options(),
    )
    hosts = LOOPBACK if host in LOOPBACK else None
    bodies = {UPLOADS: BIGGEST_UPLOAD + ROUND_IT, COMPLETIONS: BIGGEST_BODY}
    return Guard(
        Compressed(Wayfinding(mounted)), login=login, hosts=hosts, rate=rate, bodies=bodies, open_to_all=(HEALTH,)
    )


class Keyless(logging.Filter):
    """Takes keys out of the tracebacks that are logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record through."""
        if record.exc_info:
            record.exc_text = redacted(logging.Formatter().formatException(record.exc_info))
        return True


KEYLESS = Keyless()


class Compressed:
    """Gzip for the page itself, which carries the whole configuration; Gradio sends its scripts compressed already."""

    def __init__(self, app: Any) -> None:
        from starlette.middleware.gzip import GZipMiddleware

        self._plain, self._packed = app, GZipMiddleware(app, minimum_size=1024)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        whole = scope["type"] == "http" and scope.get("path") in WHOLE_PAGES
        await (self._packed if whole else self._plain)(scope, receive, send)


NOWHERE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>No such page · Pincite</title>
<style>body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem }</style>
</head><body><main><h1>There is no such page here</h1>
<p>The address may be mistyped, or of another version. <a href="/">Open Pincite</a></p></main></body></html>
""".encode()


class Wayfinding:
    """A browser that opens an address which isn't there gets a page that leads back; a program the answer as it is."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        wanted = b"".join(value for name, value in scope.get("headers", ()) if name == b"accept")
        opens = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and b"text/html" in wanted
        lost = False

        async def told(message: Any) -> None:
            nonlocal lost
            if message["type"] == "http.response.start" and message["status"] == 404:
                lost = True
                headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"%d" % len(NOWHERE))]
                await send({**message, "headers": headers})
            elif not lost:
                await send(message)
            elif not message.get("more_body", False):
                await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else NOWHERE})

        await self._app(scope, receive, told if opens else send)


@contextmanager
def running(app: Any, port: int = 0) -> Iterator[str]:
    """The app served from a thread on this port of this machine, 0 for a free one; its address."""
    import uvicorn

    listener = listen("127.0.0.1", port)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


def warm(chain: Any, library: Any) -> None:
    """Load the models before the first question; what fails here is said when a question is asked."""
    try:
        if library.documents():
            chain.invoke("What is this about?")
    except Exception as error:
        log.info("Warming up failed: %s", error)


def warm_later(server: Any, chain: Any, library: Any) -> None:
    """Load the models once the page has been served, or hasn't been asked for in a while: both want the processor."""
    for _ in range(60):
        if server.server_state.total_requests:
            break
        time.sleep(0.05)
    warm(chain, library)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; PinciteError where the port is taken or the address isn't this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # now: until then another server could take the same port
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        raise PinciteError(f"Port {port} on {host} can't be used ({reason}): name another with --port.") from error
    return listener


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    model: str | None = None,
    mcp: bool = False,
    on_allowed: Callable[[], None] | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Open the library in `folder` and serve the page until stopped.

    `model` names a language model in place of the settings' own. `on_allowed` is called once the page may be served at
    this address and before the library is opened, `on_ready` with the address once it is about to be. Raises GuardError
    where others could reach the page and no PINCITE_AUTH is set, and other PinciteErrors where the port is taken or the
    library can't be opened.
    """
    login, rate = credentials(host, os.environ.get("PINCITE_AUTH")), rate_limit(os.environ.get("PINCITE_RATE"))
    listener = listen(host, port)
    if on_allowed:
        on_allowed()
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import uvicorn

    from assistant.chain import build_chain
    from assistant.settings import Settings
    from ingest.library import Library
    from web.app import build_app

    settings = Settings.from_env()
    settings = replace(settings, model=model) if model else settings
    with private_uploads(), Library.open(folder) as library:
        chain = build_chain(library, settings)
        models = (settings.model,) if settings.model else ()
        blocks = build_app(chain, library, folder=folder, models=models)
        app = create_server(blocks, chain, library, host=host, login=login, models=models, mcp=mcp, rate=rate)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3))
        threading.Thread(target=warm_later, args=(server, chain, library), daemon=True).start()
        if on_ready:
            on_ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        server.run(sockets=[listener])
