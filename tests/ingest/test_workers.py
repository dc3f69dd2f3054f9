"""A file that hangs, eats memory or kills its reader is a failed file, and nothing else."""

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest import errors
from ingest.errors import IngestError, UnreadableFile
from ingest.fakes import FAULTS, read_or_fail
from ingest.processes import MARK
from ingest.scratch import PREFIX, scratch_folder, sweep
from ingest.workers import Readers, ReadHere

pytestmark = pytest.mark.system


@pytest.fixture
def readers():
    with Readers(workers=1, file_s=60, memory_mib=400, reader=read_or_fail) as opened:
        yield opened


@pytest.fixture
def write(tmp_path):
    def made(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return made


def marked(mark):
    """Processes of the readers of this mark, by their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and f"{MARK}={mark}".encode() in (entry / "environ").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize(("fault", "code"), [
    ("spin", "reading_timed_out"),
    ("sleep", "reading_timed_out"),
    ("child", "reading_timed_out"),
    ("eat", "reading_too_big"),
    ("eat_at_once", "reading_too_big"),
    ("eat_in_children", "reading_too_big"),
    ("segfault", "reader_crashed"),
    ("exit", "reader_crashed"),
    ("system_exit", "reading_failed"),
    ("foreign", "reading_failed"),
    ("ours", "damaged_document"),
    ("unpicklable", "reading_failed"),
    ("no_space", "temporary_folder_full"),
])  # fmt: skip
def test_a_fault_is_an_error_of_ours_and_the_next_file_is_read(write, fault, code):
    bad, good = write("a.txt", f"!{fault}"), write("b.txt", "Điều 1.")
    # A busy machine needs its time to fill the memory.
    file_s = 3 if code == "reading_timed_out" else 60
    with Readers(workers=1, file_s=file_s, memory_mib=400, reader=read_or_fail) as readers:
        failed, after = readers.read([bad, good])
    assert (failed.path, failed.error.code, failed.documents) == (bad, code, ())
    assert failed.error.path == bad
    assert failed.seconds < file_s + 20
    assert failed.peak_mib < 400 * 1.25
    assert (after.error, after.documents) == (None, read_or_fail(good))


def test_every_fault_is_tried():
    tried = next(mark for mark in test_a_fault_is_an_error_of_ours_and_the_next_file_is_read.pytestmark)
    assert {case[0] for case in tried.args[1]} == set(FAULTS) - {"in_steps"}


def test_the_traceback_of_a_foreign_error_is_logged_here(readers, write, caplog):
    next(iter(readers.read([write("a.txt", "!foreign")])))
    assert "what nobody had thought of" in caplog.text
    next(iter(readers.read([write("b.txt", "!segfault")])))
    assert "Segmentation fault" in caplog.text


def test_outcomes_come_in_the_order_of_the_paths(tmp_path, write):
    paths = [write(f"{n}.txt", f"Điều {n}.") for n in range(12)]
    paths[3] = write("3.txt", "!sleep")
    paths[5] = tmp_path / "khong-co.txt"
    with Readers(workers=2, file_s=2, ahead=4, reader=read_or_fail) as readers:
        outcomes = list(readers.read(paths))
    assert [outcome.path for outcome in outcomes] == paths
    assert [n for n, outcome in enumerate(outcomes) if outcome.error] == [3, 5]


def test_paths_are_taken_no_further_ahead_than_told(write):
    taken = []

    def paths():
        for n in range(20):
            taken.append(n)
            yield write(f"{n}.txt", "Điều 1.")

    with Readers(workers=1, ahead=3, reader=read_or_fail) as readers:
        for done, _ in enumerate(readers.read(paths()), start=1):
            assert len(taken) <= done + 3


def test_nothing_is_left_when_the_block_ends(write):
    with Readers(workers=2, file_s=60, reader=read_or_fail) as readers:
        next(readers.read([write("a.txt", "Điều 1."), write("b.txt", "!child")]))
        folder, mark = readers._folder, readers._mark
        while len(marked(mark)) < 3:
            time.sleep(0.01)
    assert marked(mark) == []
    assert not folder.exists()


def test_a_hanging_reader_is_ended_when_the_block_is_left_by_an_error(write):
    started = time.monotonic()
    with pytest.raises(ZeroDivisionError), Readers(workers=1, file_s=60, reader=read_or_fail) as readers:
        readers.begin(write("a.txt", "!spin"))
        readers.begin(write("b.txt", "!spin"))
        raise ZeroDivisionError
    assert time.monotonic() - started < 30
    assert marked(readers._mark) == []


KILLED = """
import sys, tempfile
from pathlib import Path
from ingest.fakes import read_or_fail
from ingest.workers import Readers
tempfile.tempdir = sys.argv[3]
with Readers(workers=2, file_s=600, reader=read_or_fail) as readers:
    for path in sys.argv[1:3]:
        readers.begin(Path(path))
    while len(readers.current()) < 2:
        pass
    print(readers._mark, flush=True)
    sys.stdin.read()
"""


def test_killed_without_warning_the_program_leaves_no_process_and_no_file(write, tmp_path):
    paths = [write("a.txt", "!child"), write("b.txt", "!spin")]
    (tmp_path / "tam").mkdir()
    command = [sys.executable, "-c", KILLED, *map(str, paths), str(tmp_path / "tam")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        mark = program.stdout.readline().decode().strip()
        deadline = time.monotonic() + 30
        while len(marked(mark)) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(marked(mark)) == 3
        program.send_signal(signal.SIGKILL)
    while (marked(mark) or any((tmp_path / "tam").iterdir())) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert marked(mark) == []
    assert list((tmp_path / "tam").iterdir()) == []


def test_files_that_a_dead_owner_left_are_swept(tmp_path):
    left = tmp_path / f"{PREFIX}cu"
    left.mkdir()
    (left / "lock").touch()
    (left / "to.bin").write_bytes(b"x")
    being_made = tmp_path / f"{PREFIX}moi"
    being_made.mkdir()
    with scratch_folder(tmp_path) as mine:
        assert not left.exists()
        sweep(tmp_path)
        assert mine.exists() and being_made.exists()
    assert not mine.exists()
    os.utime(being_made, (0, 0))
    sweep(tmp_path)
    assert not being_made.exists()


def test_a_folder_of_scratch_that_is_a_link_is_left_alone(tmp_path):
    (tmp_path / "quan-trong").mkdir()
    (tmp_path / "quan-trong" / "lock").touch()
    (tmp_path / f"{PREFIX}x").symlink_to(tmp_path / "quan-trong")
    sweep(tmp_path)
    assert (tmp_path / "quan-trong" / "lock").exists()


@pytest.mark.parametrize("kind", [kind for kind in vars(errors).values() if isinstance(kind, type)
                                  and issubclass(kind, IngestError) and kind is not IngestError])  # fmt: skip
def test_every_error_survives_the_way_between_processes(kind):
    error = kind(Path("a.pdf"), *[7.0] * (kind.__init__.__code__.co_argcount - 2))
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy), copy.code) == (kind, str(error), vars(error), error.code)


def test_reading_here_gives_the_same(write):
    here = ReadHere(read_or_fail)
    good, bad = write("a.txt", "Điều 1."), write("b.txt", "!foreign")
    assert here.begin(good).outcome().documents == read_or_fail(good)
    assert here.begin(bad).outcome().error.code == "reading_failed"
    assert here.begin(write("c.txt", "!ours")).outcome().error.code == "damaged_document"
    assert (here.has_room, here.current()) == (True, ())


def test_real_documents_read_the_same_in_a_worker(tmp_path):
    from ingest.read import read

    path = tmp_path / "a.md"
    path.write_text("# QUYẾT ĐỊNH\n\nSố: 1/QĐ-UBND\n\nĐiều 1. Một.", encoding="utf-8")
    with Readers(workers=1) as readers:
        one, none = readers.read([path, tmp_path / "b.pdf"])
    assert one.documents == read(path)
    assert one.peak_mib > 10
    assert isinstance(none.error, UnreadableFile)


def test_a_child_that_ends_is_progress(write):
    with Readers(workers=1, file_s=3, reader=read_or_fail) as readers:
        (outcome,) = readers.read([write("a.txt", "!in_steps")])
    assert outcome.error is None and outcome.documents[0].text == "từng bước"
    assert outcome.seconds > 3.5
