"""A real browser for the page's tests: a visitor of the page, and how a visitor asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync")  # fmt: skip


@contextmanager
def chromium() -> Iterator[Any]:
    """Chromium; the test that asks for it is skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        options: dict[str, Any] = {"args": list(ARGUMENTS)}
        if CHROMIUM.exists():
            options["executable_path"] = str(CHROMIUM)
        try:
            chromium = playwright.chromium.launch(**options)
        except sync_api.Error as error:
            pytest.skip(f"no Chromium was found: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()


@contextmanager
def visitor(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", **options)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page, errors, outside = context.new_page(), [], []
    page.set_default_timeout(90_000)  # a loaded machine is slow, not wrong
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith((address, "data:", "blob:")) else outside.append(r.url),
    )
    page.goto(address)
    page.wait_for_selector(".welcome")
    page.wait_for_function("localStorage.getItem('pincite-owner')")
    yield page
    assert not errors and not outside
    context.close()


def ask(page: Any, question: str, *, edited: bool = False) -> None:
    turns = page.locator(".turn").count() + (not edited)
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    if edited:
        page.wait_for_selector(".turn.live")
    page.wait_for_function(f"document.querySelectorAll('.turn:not(.live)').length === {turns}")
    page.wait_for_selector("#send:visible")
