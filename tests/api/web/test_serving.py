"""A server listens while its archive is opened, and ends with the error when that fails."""

import threading
import time

import pytest

from api.web import serving
from api.web.serving import serve_while_opening
from index.errors import StoreDamaged


@pytest.fixture
def running(monkeypatch):
    """`uvicorn.Server.run` as a loop that ends when it is asked to; the times at which it began."""
    began = []

    def run(server):
        began.append(time.monotonic())
        server.started = True
        for _ in range(1000):
            if server.should_exit:
                return
            time.sleep(0.01)

    monkeypatch.setattr("uvicorn.Server.run", run)
    monkeypatch.setattr(serving, "HEAD_START_S", 0.05)
    return began


def served(open_, told=lambda: None):
    serve_while_opening(open_, None, "127.0.0.1", 0, told)


def test_what_fails_at_once_is_told_before_anything_listens(running, tmp_path):
    told = []

    def damaged():
        raise StoreDamaged(tmp_path, "hỏng")

    with pytest.raises(StoreDamaged):
        served(damaged, lambda: told.append(1))
    assert (running, told) == ([], [])


def test_what_fails_later_ends_the_server_with_the_error(running, tmp_path):
    def damaged():
        time.sleep(0.3)
        raise StoreDamaged(tmp_path, "hỏng")

    with pytest.raises(StoreDamaged):
        served(damaged)
    assert len(running) == 1


def test_it_listens_before_a_large_archive_is_open(monkeypatch):
    monkeypatch.setattr(serving, "HEAD_START_S", 0.05)
    done = threading.Event()
    opened = []

    def run(server):
        server.started = True
        opened.append(done.is_set())
        done.set()

    monkeypatch.setattr("uvicorn.Server.run", run)
    served(lambda: done.wait(10))
    assert opened == [False]


def test_a_port_in_use_ends_with_an_error(monkeypatch):
    monkeypatch.setattr("uvicorn.Server.run", lambda server: None)
    with pytest.raises(SystemExit, match="1"):
        served(lambda: None)
