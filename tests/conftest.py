"""Every test runs without the machine's settings and without a network; only loopback answers."""

import os
import socket

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
