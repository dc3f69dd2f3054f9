import os
import stat
import time
from pathlib import Path

import pytest

from ingest.errors import DamagedDocument, ReadingTimedOut, ToolMissing
from ingest.formats.office import LibreOffice


def script(folder: Path, text: str) -> str:
    path = folder / "soffice-fake"
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return str(path)


def test_missing_program(tmp_path: Path) -> None:
    with pytest.raises(ToolMissing) as caught:
        LibreOffice(program="no-such-program").convert(tmp_path / "a.doc", ".docx", tmp_path)
    assert caught.value.retryable


def test_the_process_and_its_children_end_at_the_limit(tmp_path: Path) -> None:
    program = script(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child\nwait\n")
    started = time.monotonic()
    with pytest.raises(ReadingTimedOut):
        LibreOffice(limit_s=0.5, program=program).convert(tmp_path / "a.doc", ".docx", tmp_path)
    assert time.monotonic() - started < 10
    child = int((tmp_path / "child").read_text())
    time.sleep(0.1)
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"
    assert os.getpid() != child


def test_nothing_comes_out(tmp_path: Path) -> None:
    with pytest.raises(DamagedDocument):
        LibreOffice(program=script(tmp_path, "exit 0\n")).convert(tmp_path / "a.doc", ".docx", tmp_path)
