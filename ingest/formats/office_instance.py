"""One LibreOffice kept warm: started when first needed, used by one conversion at a time, ended with its owner.

It stays because a small text of its own is open in it. A second start with the same user profile finds the first by
its socket, hands its request over and waits until it is done: no library and no network port are needed.

A shell keeps it: it reads from a pipe that only the owner holds, and when that ends (the owner ended, in whatever
way), it kills its whole group and takes the profile away. So there are no orphans, even after `kill -9`; and when
LibreOffice ends, the shell ends with it and is seen to.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MAX_CONVERSIONS = 100
"""LibreOffice grows with what it has converted; after so many it is started anew."""

_KEEP = '( "$@"; kill -9 0 ) </dev/null >/dev/null 2>&1 & cat >/dev/null; rm -rf "$0"; kill -9 0'
_POLL_S = 0.05
_WITHOUT_LOCK_S = 20.0
"""A LibreOffice that runs and shows no lock for so long is asked all the same."""
_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nologo")
_PATH = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="{_PATH}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in (
            ("DisableMacrosExecution", "true"),
            ("MacroSecurityLevel", "3"),
            ("BlockUntrustedRefererLinks", "true"),
        )
    )
    + "</oor:items>"
)
"""Documents come from anywhere: no macro runs, no link of theirs is followed."""


class NotStarted(Exception):
    """LibreOffice did not come up before the deadline."""


class Instance:
    """A warm LibreOffice with a private profile. Not for two threads at once (see `instance`)."""

    def __init__(self, program: str) -> None:
        self.program = program
        self.conversions = 0
        self._keeper: subprocess.Popen[bytes] | None = None
        self._profile = Path()

    @property
    def command(self) -> list[str]:
        """How to address it: the program with its profile and options."""
        return [self.program, f"-env:UserInstallation={self._profile.as_uri()}", *_OPTIONS]

    def start(self, deadline: float) -> None:
        """Tries to have it running by `deadline`, a time of `time.monotonic()`. Raises NotStarted.

        Returns also when the program ended while coming up: `is_running` then tells.
        """
        if self.conversions >= MAX_CONVERSIONS or not self.is_running:
            self.stop()
        if self._keeper is not None:
            return
        self._profile = Path(tempfile.mkdtemp(prefix="vanban-office-"))
        (self._profile / "user").mkdir()
        (self._profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        held = self._profile / "held.txt"
        held.write_text("Vanban\n", encoding="utf-8")
        self._keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEP, str(self._profile), *self.command, f"--pidfile={self._pidfile}", str(held)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        begun = time.monotonic()
        while self._keeper.poll() is None and not (self.is_running and self._holds(held, begun)):
            if time.monotonic() > deadline:
                raise NotStarted(self.program)
            time.sleep(_POLL_S)

    def _holds(self, held: Path, begun: float) -> bool:
        """Whether its text is open, told by the lock beside it: asked sooner, it would end after the first request."""
        lock = held.with_name(f".~lock.{held.name}#")
        return lock.exists() or time.monotonic() - begun > _WITHOUT_LOCK_S

    @property
    def _pidfile(self) -> Path:
        return self._profile / "pid"

    @property
    def is_running(self) -> bool:
        """Whether it has come up and has not ended."""
        if self._keeper is None or self._keeper.poll() is not None:
            return False
        with suppress(OSError, ValueError):
            os.kill(int(self._pidfile.read_text()), 0)
            return True
        return False

    def stop(self) -> None:
        """Ends it with all its processes and removes its profile; nothing when it does not run."""
        keeper, self._keeper, self.conversions = self._keeper, None, 0
        if keeper is None:
            return
        kill_group(keeper)
        if keeper.stdin is not None:
            keeper.stdin.close()
        shutil.rmtree(self._profile, ignore_errors=True)

    def forget(self) -> None:
        """For the child of a fork: the parent's LibreOffice is not its own, and must not live as long as the child."""
        if self._keeper is not None and self._keeper.stdin is not None:
            self._keeper.stdin.close()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kills the process group that `process` leads, and reaps it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


_instances: dict[str, Instance] = {}
_lock = threading.Lock()


@contextmanager
def instance(program: str) -> Iterator[Instance]:
    """The warm LibreOffice of this process for `program`, not started yet or running; one user at a time."""
    with _lock:
        yield _instances.setdefault(program, Instance(program))


def stop_all() -> None:
    """Ends every LibreOffice that this process keeps; the next conversion starts a new one."""
    with _lock:
        for running in _instances.values():
            running.stop()
        _instances.clear()


def _after_fork() -> None:
    global _lock
    _lock = threading.Lock()
    for inherited in _instances.values():
        inherited.forget()
    _instances.clear()


atexit.register(stop_all)
os.register_at_fork(after_in_child=_after_fork)
