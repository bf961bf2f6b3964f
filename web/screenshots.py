"""The README's pictures: the page over the shipped samples, each view in light, dark and narrow.

    python -m web.screenshots [FOLDER]        # default: docs/screenshots

This file doesn't know how the page is made.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
QUESTION = "What does Tarkowski say about what Japan wanted from the Quad?"  # answered from the PDF
ABSENT = "What was the price of rice in Osaka in 1931?"
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
EVALUATED = 10  # questions of the shipped set in the picture of the evaluation
SLOW = 180_000  # milliseconds: the first question loads the models


@contextmanager
def sample_site() -> Iterator[str]:
    """The address of the page over a throw-away library of the shipped samples."""
    from assistant.chain import build_chain
    from assistant.settings import Settings
    from eval.samples import sample_paths
    from ingest.library import Library
    from ingest.pipeline import ingest_paths
    from web.app import build_app
    from web.server import create_server, running, warm

    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        ingest_paths(list(sample_paths()), library)
        chain = build_chain(library, Settings.from_env())
        warm(chain, library)
        app = create_server(build_app(chain, library, folder=Path(folder) / "library"), chain, library)
        with running(app) as address:
            yield address


def ask(page: Any, question: str) -> None:
    """Ask, and wait until the answer stands and its source is open."""
    turns = page.locator(".turn").count() + 1
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function(f"document.querySelectorAll('.turn:not(.live)').length === {turns}", timeout=SLOW)
    page.wait_for_timeout(1500)


def take(page: Any, folder: Path, name: str) -> None:
    """One picture."""
    page.screenshot(path=str(folder / f"{name}.png"))
    print(folder / f"{name}.png")


def wide_views(browser: Any, address: str, folder: Path, scheme: str) -> None:
    """Each view on a wide screen. The first visitor runs the evaluation, the next only shows it."""
    page = browser.new_page(viewport=WIDE, color_scheme=scheme, reduced_motion="reduce")
    page.goto(address)
    page.wait_for_selector(".welcome")
    page.wait_for_timeout(800)
    take(page, folder, f"welcome-{scheme}")
    ask(page, QUESTION)
    take(page, folder, f"chat-{scheme}")
    page.click("[data-tool=image]")
    page.wait_for_selector(".sheet img")
    page.wait_for_timeout(800)
    take(page, folder, f"page-image-{scheme}")
    page.click("[data-tool=image]")
    ask(page, ABSENT)
    take(page, folder, f"refusal-{scheme}")
    page.get_by_role("tab", name="Library").click()
    page.locator("[data-shelf=how]").first.click()
    page.wait_for_selector(".reading")
    take(page, folder, f"library-{scheme}")
    page.get_by_role("tab", name="Evaluate").click()
    if scheme == "light":
        page.get_by_label("At most (0: all)").fill(str(EVALUATED))
        page.click("#trial-run")
    else:
        show_run(page)
    page.wait_for_selector(".run .plot", timeout=2 * SLOW)
    page.wait_for_timeout(500)
    take(page, folder, f"evaluate-{scheme}")
    page.close()


def show_run(page: Any) -> None:
    """Choose the first run of the list."""
    page.wait_for_timeout(800)
    page.get_by_label("Show a run").click()
    page.locator("[role=option]").first.click()


def narrow_views(browser: Any, address: str, folder: Path) -> None:
    """Each view on a phone."""
    page = browser.new_page(viewport=NARROW, reduced_motion="reduce")
    page.goto(address)
    page.wait_for_selector(".welcome")
    ask(page, QUESTION)
    take(page, folder, "chat-narrow")
    page.locator(".cite").first.click()
    page.wait_for_selector("#reading:visible .source-view")
    page.wait_for_timeout(800)
    take(page, folder, "source-narrow")
    page.click(".source-head .close")
    page.get_by_role("tab", name="Library").click()
    page.wait_for_selector(".book")
    page.wait_for_timeout(500)
    take(page, folder, "library-narrow")
    page.get_by_role("tab", name="Evaluate").click()
    show_run(page)
    page.wait_for_selector(".run .plot")
    page.wait_for_timeout(500)
    take(page, folder, "evaluate-narrow")
    page.close()


def main() -> None:
    """Take all pictures."""
    from web.chromium import chromium

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with sample_site() as address, chromium() as browser:
        wide_views(browser, address, folder, "light")
        wide_views(browser, address, folder, "dark")
        narrow_views(browser, address, folder)


if __name__ == "__main__":
    main()
