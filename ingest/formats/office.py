"""Old and foreign office formats, turned by LibreOffice into one that we read."""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.errors import DamagedDocument, ReadingTimedOut, ToolMissing
from ingest.formats.office_instance import NotStarted, instance, kill_group


class Office(Protocol):
    """Turns one office format into another."""

    def convert(self, path: Path, suffix: str, folder: Path) -> Path:
        """A file of `suffix` (".docx", ".xlsx", ".pptx", ".pdf") made of `path` inside `folder`; `path` stays as it is.

        Raises ToolMissing, ReadingTimedOut, and DamagedDocument when nothing comes out.
        """
        ...


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """`soffice --headless`: one warm process for all conversions of this process (see `office_instance`).

    Measured on 42 legacy files, reading included, 2 busy cores: median 4.9 s a file with a start for each, 0.9 s warm
    (mean 5.5 and 2.3 s, the first start included). A conversion that takes
    longer than `limit_s` seconds is killed with its LibreOffice; the next one starts anew.
    """

    limit_s: float = 180.0
    program: str = "soffice"

    def convert(self, path: Path, suffix: str, folder: Path) -> Path:
        """See `Office.convert`."""
        program = shutil.which(self.program)
        if program is None:
            raise ToolMissing(path, "LibreOffice", "Hãy cài LibreOffice hoặc chuyển tệp sang DOCX hay PDF.")
        # A name of our own: the file's may be too long for another suffix, or LibreOffice may lock beside it.
        source = folder / ("source" + path.suffix.lower())
        source.symlink_to(path.resolve())
        came_up = self._run(path, program, suffix, source)
        converted = folder / ("source" + suffix)
        if converted.is_file():
            return converted
        if not came_up:
            raise ToolMissing(path, "LibreOffice", "LibreOffice có trên máy nhưng không khởi động được; hãy cài lại.")
        raise DamagedDocument(path, path.suffix.lstrip(".").upper())

    def _run(self, path: Path, program: str, suffix: str, source: Path) -> bool:
        """Asks the warm process; a second start with its profile hands the request over and waits for the answer.

        Whether the warm process had come up; where it does not, the second start converts by itself.
        """
        deadline = time.monotonic() + self.limit_s
        with instance(program) as warm:
            try:
                warm.start(deadline)
                came_up = warm.is_running
                self._ask([*warm.command, "--convert-to", suffix[1:], "--outdir", str(source.parent), str(source)],
                          deadline)  # fmt: skip
            except (subprocess.TimeoutExpired, NotStarted) as error:
                warm.stop()
                raise ReadingTimedOut(path, self.limit_s) from error
            warm.conversions += 1
            return came_up

    def _ask(self, command: list[str], deadline: float) -> None:
        asked = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            asked.wait(max(0.1, deadline - time.monotonic()))
        finally:
            if asked.poll() is None:
                kill_group(asked)
