"""A real browser for the page's tests: a served page, a visitor of it, and how a visitor asks."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from ingest.document import Document
from ingest.library import Library
from tests.fakes import WordEmbedder
from tests.fakes_web import FakeChain, in_loop
from web.app import build_app
from web.server import create_server, running

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync")  # fmt: skip

STREAMS: WeakKeyDictionary[Any, set[Any]] = WeakKeyDictionary()  # of each page, its events and streams under way
ERRORS: WeakKeyDictionary[Any, list[str]] = WeakKeyDictionary()  # of each page, what its console called an error
# Of each browser, the contexts that nobody is in: they hold the page's scripts, compiled, and nothing that was kept.
IDLE: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()
CUT_OFF = ("AbortError", "Connection errored out")  # what Gradio writes of a stream whose page was left
CALM = 8  # looks, 50 ms apart


@contextmanager
def chromium() -> Iterator[Any]:
    """Chromium; the test that asks for it is skipped where there is none, and fails where one is required."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        options: dict[str, Any] = {"args": list(ARGUMENTS)}
        if CHROMIUM.exists():
            options["executable_path"] = str(CHROMIUM)
        try:
            chromium = playwright.chromium.launch(**options)
        except sync_api.Error as error:
            missing = f"no Chromium was found: {error.message.splitlines()[0]}"
            if os.environ.get("PINCITE_REQUIRE_BROWSER"):  # in CI, which installs it
                pytest.fail(missing)
            pytest.skip(missing)
        yield chromium
        chromium.close()


@contextmanager
def visitor(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    """A page of someone who was never at this address; `options` are those of a context of their own."""
    idle = IDLE.setdefault(browser, [])
    context = new_context(browser, **options) if options or not idle else idle.pop()
    page, outside = context.new_page(), []
    everything = {"origin": address, "storageTypes": "cookies,local_storage,indexeddb,service_workers,cache_storage"}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", everything)
    errors = ERRORS.setdefault(page, [])
    page.set_default_timeout(90_000)  # a loaded machine is slow, not wrong
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith((address, "data:", "blob:")) else outside.append(r.url),
    )
    streams = STREAMS.setdefault(page, set())
    page.on("request", lambda r: streams.add(r) if "/queue/" in r.url else None)
    for over in ("requestfinished", "requestfailed"):
        page.on(over, lambda r: streams.discard(r))
    page.goto(address)
    page.wait_for_selector(".welcome")
    page.wait_for_function("localStorage.getItem('pincite-owner')")
    yield page
    assert not errors, errors
    assert not outside, outside
    if options:
        context.close()
        return
    for opened in context.pages:
        opened.close()
    idle.append(context)


def new_context(browser: Any, **options: Any) -> Any:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", **options)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context


def settle(page: Any, *, calm: int = CALM) -> None:
    """Wait until no message has been under way for a while."""
    looks = 0
    until = time.monotonic() + 20
    while looks < calm and time.monotonic() < until:
        page.wait_for_timeout(50)
        looks = 0 if STREAMS[page] else looks + 1


def reload(page: Any) -> None:
    """Load the page again once no message is under way; what the page being left says of a cut stream is no error."""
    settle(page)
    before = len(ERRORS[page])
    page.reload()
    ERRORS[page][before:] = [text for text in ERRORS[page][before:] if not any(cut in text for cut in CUT_OFF)]


def ask(page: Any, question: str, *, edited: bool = False) -> None:
    turns = page.locator(".turn").count() + (not edited)
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    if edited:
        page.wait_for_selector(".turn.live")
    page.wait_for_function(f"document.querySelectorAll('.turn:not(.live)').length === {turns}")
    page.wait_for_selector("#send:visible")


def new_talk(page: Any) -> Any:
    """The visitor's page, at a new conversation."""
    page.get_by_role("tab", name="Chat").click()
    before = page.get_attribute(".thread", "data-conversation") or ""
    settle(page, calm=1)  # a click while the list is being searched is not heard
    page.click(".new-talk")
    page.wait_for_function(
        "before => !['', before].includes(document.querySelector('.thread').dataset.conversation ?? '')", arg=before
    )
    page.wait_for_selector(".welcome")
    return page


@contextmanager
def serving(chain: Any, library: Any, **options: Any) -> Iterator[str]:
    """The address of the page over this chain and library while it is served; `options` are build_app's."""
    app = in_loop(lambda: build_app(chain, library, **options))
    with running(in_loop(lambda: create_server(app, chain, library))) as address:
        yield address


@contextmanager
def served_library(folder: Path, *documents: Document, delay: float = 0.0) -> Iterator[tuple[str, FakeChain, Library]]:
    """(address, chain, library) of a page served over these documents, whose answers are of the first."""
    with Library.open(folder / "library", embedder=WordEmbedder()) as library:
        for document in documents:
            library.add(document)
        chain = FakeChain(documents[0], delay=delay)
        with serving(chain, library, folder=folder / "library") as address:
            yield address, chain, library


def left_over() -> list[str]:
    """The names of the uploads that still lie where the page put them."""
    return sorted(path.name for path in Path(os.environ["GRADIO_TEMP_DIR"]).rglob("*.*") if path.is_file())
