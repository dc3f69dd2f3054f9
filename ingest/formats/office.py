"""Old and foreign office formats, turned by LibreOffice into one that we read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.errors import DamagedDocument, ReadingTimedOut, ToolMissing


class Office(Protocol):
    """Turns one office format into another."""

    def convert(self, path: Path, suffix: str, folder: Path) -> Path:
        """A file of `suffix` (".docx", ".xlsx", ".pdf") made of `path` inside `folder`; `path` stays as it is.

        Raises ToolMissing, ReadingTimedOut, and DamagedDocument when nothing comes out.
        """
        ...


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """`soffice --headless`, a process and a user profile of its own for each conversion (profiles are not shared)."""

    limit_s: float = 180.0
    program: str = "soffice"

    def convert(self, path: Path, suffix: str, folder: Path) -> Path:
        """See `Office.convert`."""
        program = shutil.which(self.program)
        if program is None:
            raise ToolMissing(path, "LibreOffice", "Hãy cài LibreOffice hoặc chuyển tệp sang DOCX hay PDF.")
        with tempfile.TemporaryDirectory(prefix="vanban-office-") as profile:
            self._run(path, [program, f"-env:UserInstallation={Path(profile).as_uri()}", *_OPTIONS, suffix[1:],
                             "--outdir", str(folder), str(path.resolve())])  # fmt: skip
        converted = folder / (path.stem + suffix)
        if not converted.is_file():
            raise DamagedDocument(path, path.suffix.lstrip(".").upper())
        return converted

    def _run(self, path: Path, command: list[str]) -> None:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(self.limit_s)
        except subprocess.TimeoutExpired as error:
            raise ReadingTimedOut(path, self.limit_s) from error
        finally:
            # soffice leaves children (soffice.bin, oosplash) behind when only the parent is killed.
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to")
