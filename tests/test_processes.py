"""Several processes over one library at once, as a person and a server make them: add, ask, serve."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from web.load_bench import free_port, write_documents


@pytest.fixture(params=["folder", "servers"])
def env(request: pytest.FixtureRequest) -> dict[str, str]:
    """The environment of a new library: in a folder alone, and again in PostgreSQL and a Chroma server."""
    found = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    if request.param == "servers":
        database, chroma = (os.environ.get(f"PINCITE_TEST_{name}_URL") for name in ("DATABASE", "CHROMA"))
        if not (database and chroma):
            pytest.skip("needs PINCITE_TEST_DATABASE_URL and PINCITE_TEST_CHROMA_URL")
        psycopg = pytest.importorskip("psycopg")
        schema = f"test_{uuid4().hex}"
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(f"create schema {schema}")
        found["PINCITE_DATABASE_URL"] = f"{database}?options=-csearch_path%3D{schema}"
        found["PINCITE_CHROMA_URL"] = chroma
    return found


@pytest.mark.slow
def test_processes_add_ask_and_serve_one_library_at_once(tmp_path: Path, env: dict[str, str]) -> None:
    (tmp_path / "documents").mkdir()
    facts = write_documents(tmp_path / "documents", 9)
    sources = [tmp_path / "documents" / asker[0].source for asker in facts]
    pincite = [sys.executable, "-m", "web.cli", "--library", str(tmp_path / "library")]

    def start(*arguments: str) -> subprocess.Popen[str]:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen([*pincite, *arguments], env=env, **pipes)

    def ended(process: subprocess.Popen[str]) -> str:
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, err
        return out

    ended(start("add", *map(str, sources[:3])))
    port = free_port()
    server = start("serve", "--port", str(port))
    try:
        adding = [start("add", str(one), str(two)) for one, two in zip(sources[3:6], sources[6:9], strict=True)]
        asking = [start("ask", asker[0].question, "--json") for asker in facts[:2]]
        for process, asker in zip(asking, facts[:2], strict=True):
            assert asker[0].expected in json.loads(ended(process))["answer"]
        for process in adding:
            ended(process)
        deadline = time.monotonic() + 120
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/v1/models", trust_env=False)
                break
            except httpx.TransportError:
                assert time.monotonic() < deadline and server.poll() is None
                time.sleep(0.1)
        for asker in (facts[0], facts[5], facts[8]):  # what was there, and what came while the server ran
            body = {"model": "pincite", "messages": [{"role": "user", "content": asker[0].question}]}
            url = f"http://127.0.0.1:{port}/v1/chat/completions"
            reply = httpx.post(url, json=body, timeout=120, trust_env=False)
            assert asker[0].expected in reply.json()["pincite"]["answer"]
    finally:
        server.terminate()
        server.communicate(timeout=60)
    assert len(json.loads(ended(start("list", "--json")))) == 9
