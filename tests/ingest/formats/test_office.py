from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import DamagedDocument, ReadingTimedOut, ToolMissing
from ingest.formats import office_instance
from ingest.formats.office import LibreOffice

pytestmark = pytest.mark.system

# A program that speaks LibreOffice's options: the first start stays and writes its process number, a later one with
# --convert-to does `answer` ($out is the folder, $source the file).
FAKE = """#!/bin/sh
for word; do case "$word" in --pidfile=*) pidfile="${{word#*=}}";; --outdir) next=out;; --convert-to) asked=1;;
  *) [ "$next" = out ] && out="$word" && next=;; esac; source="$word"; done
if [ -n "$pidfile" ]; then echo $$ >> {log}; {first}; echo $$ > "$pidfile"
  : > "${{source%/*}}/.~lock.held.txt#"; exec sleep 60; fi
[ -n "$asked" ] && {{ {answer}; }}
"""


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    office_instance.stop_all()


def fake(folder: Path, answer: str, first: str = ":") -> str:
    path = folder / "soffice-fake"
    path.write_text(FAKE.format(log=folder / "starts", answer=answer, first=first))
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    (folder / "a.doc").write_bytes(b"x")
    (folder / "out").mkdir(exist_ok=True)
    return str(path)


def emptied(folder: Path) -> Path:
    shutil.rmtree(folder / "out")
    (folder / "out").mkdir()
    return folder / "out"


def is_alive(number: int) -> bool:
    state = Path(f"/proc/{number}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def starts(folder: Path) -> list[int]:
    return [int(line) for line in (folder / "starts").read_text().split()]


def test_missing_program(tmp_path: Path) -> None:
    with pytest.raises(ToolMissing) as caught:
        LibreOffice(program="no-such-program").convert(tmp_path / "a.doc", ".docx", tmp_path)
    assert caught.value.retryable


def test_one_process_serves_many_files(tmp_path: Path) -> None:
    office = LibreOffice(program=fake(tmp_path, 'echo made > "$out/source.docx"'))
    for _ in range(3):
        assert office.convert(tmp_path / "a.doc", ".docx", emptied(tmp_path)).read_text() == "made\n"
    assert len(starts(tmp_path)) == 1


def test_a_new_one_after_so_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_instance, "MAX_CONVERSIONS", 2)
    office = LibreOffice(program=fake(tmp_path, 'echo made > "$out/source.docx"'))
    for _ in range(4):
        office.convert(tmp_path / "a.doc", ".docx", emptied(tmp_path))
    first, second = starts(tmp_path)
    assert not is_alive(first)
    assert is_alive(second)


def test_one_that_died_is_started_anew(tmp_path: Path) -> None:
    office = LibreOffice(program=fake(tmp_path, 'echo made > "$out/source.docx"'))
    office.convert(tmp_path / "a.doc", ".docx", emptied(tmp_path))
    os.kill(starts(tmp_path)[0], signal.SIGKILL)
    time.sleep(0.2)
    office.convert(tmp_path / "a.doc", ".docx", emptied(tmp_path))
    assert len(starts(tmp_path)) == 2


def test_all_processes_end_at_the_limit(tmp_path: Path) -> None:
    program = fake(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    started = time.monotonic()
    with pytest.raises(ReadingTimedOut):
        LibreOffice(limit_s=1.0, program=program).convert(tmp_path / "a.doc", ".docx", tmp_path / "out")
    assert time.monotonic() - started < 10
    time.sleep(0.2)
    assert not is_alive(int((tmp_path / "child").read_text()))
    assert not is_alive(starts(tmp_path)[0])


def test_one_that_never_comes_up_is_given_up(tmp_path: Path) -> None:
    program = fake(tmp_path, ":", first="sleep 60")
    with pytest.raises(ReadingTimedOut):
        LibreOffice(limit_s=0.5, program=program).convert(tmp_path / "a.doc", ".docx", tmp_path / "out")
    time.sleep(0.2)
    assert not is_alive(starts(tmp_path)[0])


def test_nothing_comes_out(tmp_path: Path) -> None:
    with pytest.raises(DamagedDocument):
        LibreOffice(program=fake(tmp_path, ":")).convert(tmp_path / "a.doc", ".docx", tmp_path / "out")


def test_a_program_that_cannot_start_is_no_damaged_document(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(ToolMissing):
        LibreOffice(program=fake(tmp_path, ":", first="exit 1")).convert(tmp_path / "a.doc", ".docx", tmp_path / "out")
    assert time.monotonic() - started < 10


def test_it_ends_when_its_owner_is_killed(tmp_path: Path) -> None:
    program = fake(tmp_path, 'echo made > "$out/source.docx"')
    code = (
        "import os, sys, time; from pathlib import Path; from ingest.formats.office import LibreOffice\n"
        f"LibreOffice(program={program!r}).convert(Path({str(tmp_path / 'a.doc')!r}), '.docx', "
        f"Path({str(tmp_path / 'out')!r}))\n"
        "print('ready', flush=True); time.sleep(60)"
    )
    owner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    with owner.stdout:
        assert owner.stdout.readline() == "ready\n"
    (running,) = starts(tmp_path)
    assert is_alive(running)
    owner.kill()
    owner.wait()
    deadline = time.monotonic() + 5
    while is_alive(running) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(running)


def test_a_forked_child_does_not_touch_it(tmp_path: Path) -> None:
    office = LibreOffice(program=fake(tmp_path, 'echo made > "$out/source.docx"'))
    office.convert(tmp_path / "a.doc", ".docx", emptied(tmp_path))
    child = os.fork()
    if child == 0:
        os._exit(len(office_instance._instances))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert is_alive(starts(tmp_path)[0])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_itself_converts_twice(tmp_path: Path) -> None:
    (tmp_path / "đề án.rtf").write_text(r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 Van ban\par}")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made = LibreOffice().convert(tmp_path / "đề án.rtf", ".docx", tmp_path / name)
        assert made.read_bytes().startswith(b"PK")
    assert [instance.conversions for instance in office_instance._instances.values()] == [2]
