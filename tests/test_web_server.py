"""The server: its port, its log, what it loads once the page has been served, and how Gradio is imported."""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI

from ingest.errors import PinciteError
from tests.fakes_web import FakeChain, FakeLibrary, make_document
from tests.requesting import call
from web.server import KEYLESS, Wayfinding, listen, warm_later


def test_no_key_is_logged_with_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCITE_API_KEY", "open-the-quay-7")
    try:
        raise ValueError("sent open-the-quay-7 and sk-abcdefghijkl")
    except ValueError:
        record = logging.LogRecord("pincite.web", logging.ERROR, "", 0, "It failed.", (), sys.exc_info())
    assert KEYLESS.filter(record)
    said = logging.Formatter().format(record)
    assert "ValueError: sent [key] and [key]" in said and "Traceback" in said


def test_a_taken_port_is_named() -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PinciteError, match=str(port)):
            listen("127.0.0.1", port)


def test_models_are_loaded_once_the_page_has_been_served() -> None:
    document = make_document()
    library, chain = FakeLibrary({document.id: document}), FakeChain(document)
    server = SimpleNamespace(server_state=SimpleNamespace(total_requests=0))
    loading = threading.Thread(target=warm_later, args=(server, chain, library))
    loading.start()
    loading.join(0.2)
    assert loading.is_alive() and not chain.seen
    server.server_state.total_requests = 1
    loading.join(5)
    assert len(chain.seen) == 1


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_browser_at_a_wrong_address_gets_a_page_that_leads_back(method: str) -> None:
    app = Wayfinding(FastAPI())
    reply = call(app, method, "/nowhere", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert reply.status_code == 404 and reply.headers["content-type"].startswith("text/html")
    assert ('<a href="/">' in reply.text) == (method == "GET")


def test_a_program_at_a_wrong_address_gets_json() -> None:
    app = Wayfinding(FastAPI(title="A pier"))
    for headers in ({"accept": "application/json"}, {}):
        assert call(app, "GET", "/nowhere", headers=headers).json() == {"detail": "Not Found"}
    browsing = {"accept": "text/html"}
    assert call(app, "POST", "/nowhere", headers=browsing).json() == {"detail": "Not Found"}
    assert call(app, "GET", "/openapi.json", headers=browsing).json()["info"]["title"] == "A pier"


@pytest.mark.slow
def test_gradio_is_imported_without_writing_beside_its_components(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text("import gradio\n\n\nclass Own(gradio.Textbox):\n    pass\n")
    script = "from web.gradio_import import import_gradio as get; assert get() is get(); import own; own.Own().change"
    path = os.pathsep.join([str(tmp_path), *sys.path])
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ, "PYTHONPATH": path})
    assert [file.name for file in tmp_path.glob("own.*")] == ["own.py"]
