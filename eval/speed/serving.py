"""Asking a server that was really started: `vanban serve` over an archive, on the loopback, by several clients."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from eval.errors import ServerSilent
from eval.speed.asking import HITS, Speed, timed
from eval.speed.machine import memory_mib

HOST = "127.0.0.1"
_READY_S = 300.0
_STOP_S = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its process and port, and how long it took to listen and to be warm."""

    pid: int
    port: int
    listening_s: float
    warm_s: float


def served(archive: Path, questions: Sequence[str], clients: Sequence[int]) -> dict[str, Any]:
    """Speed for each number of clients, start, and memory once warm and after all questions. Raises ServerSilent."""
    with serving(archive) as server:
        warm = memory_mib(server.pid)
        speeds = [asked(server.port, questions, number) for number in clients]
        after = memory_mib(server.pid)
    return {
        "listening_s": server.listening_s,
        "warm_s": server.warm_s,
        "warm_rss_mib": warm.get("rss"),
        "rss_mib": after.get("rss"),
        "peak_mib": after.get("peak"),
        "speeds": speeds,
    }


def asked(port: int, questions: Sequence[str], clients: int) -> Speed:
    """Every question once over HTTP, each client keeping its connection."""
    own = threading.local()
    opened: list[http.client.HTTPConnection] = []

    def ask(question: str) -> None:
        if not hasattr(own, "connection"):
            own.connection = http.client.HTTPConnection(HOST, port, timeout=_READY_S)
            opened.append(own.connection)
        own.connection.request("GET", f"/api/v1/search?limit={HITS}&q={quote(question)}")
        reply = own.connection.getresponse()
        body = reply.read()
        if reply.status != http.HTTPStatus.OK:
            raise ServerSilent(f"HTTP {reply.status}: {body[:200]!r}")

    try:
        return timed(ask, questions, clients)
    finally:
        for connection in opened:
            connection.close()


@contextmanager
def serving(archive: Path) -> Iterator[Server]:
    """The server, warm; stopped at the end. Raises ServerSilent."""
    port = _free_port()
    command = [str(Path(sys.executable).with_name("vanban")), "serve", "--data", str(archive), "--port", str(port)]
    started = time.perf_counter()
    # Every number of clients asks the same questions: remembered, they would be timed without being encoded.
    environment = os.environ | {"VANBAN_INDEX__REMEMBERED_QUERIES": "0"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        listening_s = _until(process, port, started, is_warm=False)
        yield Server(process.pid, port, listening_s, _until(process, port, started, is_warm=True))
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _until(process: subprocess.Popen[str], port: int, started: float, *, is_warm: bool) -> float:
    """Seconds since `started` when the server answers, or says that it is warm."""
    while time.perf_counter() - started < _READY_S:
        if process.poll() is not None:
            raise ServerSilent((process.stderr.read() if process.stderr else "").strip()[-400:])
        health = _health(port)
        if health is not None and (health["warm"] or not is_warm):
            return round(time.perf_counter() - started, 2)
        time.sleep(0.05)
    raise ServerSilent(f"không sẵn sàng sau {_READY_S:.0f} giây")


def _health(port: int) -> dict[str, Any] | None:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/api/v1/health")
        health: dict[str, Any] = json.loads(connection.getresponse().read())
        return health
    except OSError:
        return None
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
