"""A headless Chromium for the page's screenshots and measurements. Needs Playwright, which the `dev` extra brings."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ingest.errors import PinciteError

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class BrowserError(PinciteError):
    """No browser can be started."""


@contextmanager
def chromium() -> Iterator[Any]:
    """A Playwright browser: the system's Chromium where there is one, else Playwright's own. Raises BrowserError."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise BrowserError("Playwright isn't installed: pip install 'pincite[dev]'.") from error
    options: dict[str, Any] = {"args": list(ARGUMENTS)}
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found:
        options["executable_path"] = found
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(**options)
        except Error as error:
            raise BrowserError("No Chromium was found: playwright install chromium.") from error
        try:
            yield browser
        finally:
            browser.close()
