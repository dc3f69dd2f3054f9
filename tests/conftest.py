"""Every test runs without the machine's settings and without a network; only loopback answers."""

import contextlib
import importlib.util
import os
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest

LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "", None}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch, tmp_path_factory):
    for name in [name for name in os.environ if name.startswith("VANBAN_")]:
        monkeypatch.delenv(name)
    base = tmp_path_factory.getbasetemp() / "xdg"
    for name in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(base / name.lower()))


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    connect, connect_ex, resolve = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked(method):
        def call(self, address):
            if self.family in (socket.AF_INET, socket.AF_INET6):
                refuse_unless_local(address[0])
            return method(self, address)

        return call

    def resolved(host, *args, **kwargs):
        refuse_unless_local(host.decode() if isinstance(host, bytes) else host)
        return resolve(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", checked(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", checked(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", resolved)


def refuse_unless_local(host):
    if host not in LOOPBACK and not str(host).startswith("127."):
        raise OSError(f"tests must not reach the network: {host}")


CHROMIUM = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """Debian's browser, driven by Playwright; one for all tests, each with a context of its own."""
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("needs Debian's chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serving():
    """A context manager that serves a web application on a free loopback port and gives its address."""
    import uvicorn

    @contextlib.contextmanager
    def served(app):
        with contextlib.closing(socket.socket()) as listener:
            listener.bind(("127.0.0.1", 0))
            server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
            thread.start()
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            server.should_exit = True
            thread.join(10)

    return served


@pytest.fixture
def rest_qdrant():
    """A Qdrant server's REST interface on loopback (see tests/qdrant_rest.py)."""
    found = importlib.util.spec_from_file_location("qdrant_rest", Path(__file__).with_name("qdrant_rest.py"))
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    with module.serving_qdrant() as server:
        yield server
