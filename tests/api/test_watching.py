"""A watched folder: whole files only, each once; errors are survived, deletions told."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from api.errors import PathNotFound
from api.watch_running import hooks_of, watch_until_stopped, watching
from api.watching import RETRY_S, Changes, Hooks, Snapshot, Watch, snapshot_of
from index.errors import StoreBusy
from index.ingestion import Failure, Summary
from index.types import Scope
from ingest.media import is_candidate

A, B = Path("/kho/a.txt"), Path("/kho/b.txt")


def snapshot(blind=(), **states):
    return Snapshot({Path(f"/kho/{name}.txt"): state for name, state in states.items()}, frozenset(map(Path, blind)))


# Which files are ripe -------------------------------------------------------------------------------------------------


def test_a_growing_file_is_not_read():
    changes = Changes(quiet_s=5)
    for second in range(10):
        assert changes.ripe(snapshot(a=(second, second)), second) == []
    assert changes.ripe(snapshot(a=(9, 9)), 13) == []
    assert changes.ripe(snapshot(a=(9, 9)), 14) == [A]


def test_a_file_is_taken_once_and_again_when_it_changes():
    changes = Changes(quiet_s=0)
    first = snapshot(a=(1, 1), b=(1, 1))
    assert changes.ripe(first, 0) == [A, B]
    changes.taken([A, B], first)
    assert changes.ripe(first, 99) == []
    assert changes.ripe(snapshot(a=(1, 2), b=(1, 1)), 100) == [A]


def test_a_retry_comes_at_its_time():
    changes = Changes(quiet_s=0)
    seen = snapshot(a=(1, 1))
    changes.ripe(seen, 0)
    changes.taken([A], seen)
    changes.retry([A], 60)
    assert (changes.ripe(seen, 59), changes.ripe(seen, 60)) == ([], [A])
    changes.taken([A], seen)
    assert changes.ripe(seen, 999) == []


def test_what_is_gone_is_told_once_and_never_of_a_folder_that_could_not_be_seen():
    changes = Changes(quiet_s=0)
    both = snapshot(a=(1, 1), b=(1, 1))
    changes.ripe(both, 0)
    changes.taken([A, B], both)
    assert changes.gone(snapshot(blind=["/kho"])) == []
    assert changes.gone(snapshot(a=(1, 1))) == [B]
    assert changes.gone(snapshot(a=(1, 1))) == []
    assert changes.ripe(both, 1) == [B]


def test_a_snapshot_passes_over_lock_files_and_tells_a_share_that_is_away(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    for name in ("~$a.docx", ".~lock.a.docx#", "a.tmp", "a.crdownload"):
        (tmp_path / name).write_text("x")
    found = snapshot_of([tmp_path, tmp_path / "khong-co"], is_candidate)
    assert list(found.files) == [tmp_path / "a.txt"]
    assert found.blind == {tmp_path / "khong-co"}
    assert not found.knows_of(tmp_path / "khong-co" / "b.txt") and found.knows_of(tmp_path / "b.txt")


# Rounds ---------------------------------------------------------------------------------------------------------------


class Archive:
    """Takes what a watch hands on; `failing` is raised by the next ingestion."""

    def __init__(self):
        self.ingested, self.removed, self.said = [], [], []
        self.failing = None
        self.failures = []

    def hooks(self):
        return Hooks(self.ingest, self.remove, lambda path, changed_s: False, is_candidate, self.said.append)

    def ingest(self, roots, chosen, on_progress):
        if self.failing:
            error, self.failing = self.failing, None
            raise error
        names = sorted(path.name for root in roots for path in root.rglob("*") if chosen(path))
        for name in names:
            self.ingested.append(name)
            on_progress(None)
        return Summary(read=len(names), failed=list(self.failures))

    def remove(self, paths):
        self.removed += [path.name for path in paths]
        return len(paths)


@pytest.fixture
def fake():
    return Archive()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "goc"
    made.mkdir()
    (made / "a.txt").write_text("Điều 1.")
    return made


def watch_of(fake, folder, clock=lambda: 0.0, **options):
    return Watch([folder], fake.hooks(), threading.Event(), quiet_s=0, clock=clock, **options)


def test_new_and_changed_files_are_handed_on(fake, folder):
    watch = watch_of(fake, folder)
    watch.round()
    (folder / "b.txt").write_text("Điều 2.")
    watch.round()
    (folder / "a.txt").write_text("Điều 1. Khác.")
    watch.round()
    assert watch.round() is None
    assert fake.ingested == ["a.txt", "b.txt", "a.txt"]


@pytest.mark.parametrize("removing", [False, True])
def test_deleted_files_are_told_and_removed_only_when_asked(fake, folder, removing):
    (folder / "b.txt").write_text("Điều 2.")
    watch = watch_of(fake, folder, removing=removing)
    watch.round()
    (folder / "a.txt").unlink()
    watch.round()
    assert fake.removed == (["a.txt"] if removing else [])
    assert any("a.txt" in said for said in fake.said)


def test_a_folder_that_is_away_removes_nothing(fake, folder):
    watch = watch_of(fake, folder, removing=True)
    watch.round()
    folder.rename(folder.with_name("di-roi"))
    watch.round()
    assert fake.removed == [] and "không truy cập được" in fake.said[-1]
    folder.with_name("di-roi").rename(folder)
    assert watch.round() is None


def test_an_error_is_survived_and_the_files_come_again(fake, folder):
    fake.failing = StoreBusy(folder)
    watch = watch_of(fake, folder)
    with pytest.raises(StoreBusy):
        watch.round()
    watch.round()
    assert fake.ingested == ["a.txt"]


def test_a_file_that_could_not_be_opened_is_tried_again_and_a_damaged_one_is_not(fake, folder):
    now = [0.0]
    (folder / "b.txt").write_text("Điều 2.")
    fake.failures = [Failure("a.txt", "unreadable_file", "Đang khóa."), Failure("b.txt", "damaged_document", "Hỏng.")]
    watch = watch_of(fake, folder, clock=lambda: now[0])
    watch.round()
    fake.failures = []
    assert watch.round() is None
    now[0] = RETRY_S
    watch.round()
    assert fake.ingested == ["a.txt", "b.txt", "a.txt"]


def test_it_stops_between_two_files(fake, folder):
    (folder / "b.txt").write_text("Điều 2.")
    stop = threading.Event()
    hooks = fake.hooks()

    def ingest(roots, chosen, on_progress):
        stop.set()
        return fake.ingest(roots, chosen, on_progress)

    Watch([folder], Hooks(ingest, hooks.remove, hooks.was_removed, is_candidate, hooks.tell), stop, quiet_s=0).run()
    assert fake.ingested == ["a.txt"]


# Over the application -------------------------------------------------------------------------------------------------


def files(application):
    return [entry.file for entry in application.documents(Scope(), limit=99)[1]]


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_it_ingests_under_the_names_of_the_folder_and_leaves_removed_files_out(application, folder):
    (folder / "nam").mkdir()
    (folder / "nam" / "b.txt").write_text("Điều 2. Bến cá.", encoding="utf-8")
    said = []
    watch = Watch([folder], hooks_of(application, said.append), threading.Event(), quiet_s=0)
    watch.round()
    assert files(application) == ["a.txt", "nam/b.txt"]
    application.remove(application.keeping.plan(["nam/b.txt"], Scope()))
    assert Watch([folder], hooks_of(application, said.append), threading.Event(), quiet_s=0).round().unchanged == 1
    assert files(application) == ["a.txt"]
    later = time.time() + 5
    os.utime(folder / "nam" / "b.txt", (later, later))
    watch.round()
    assert files(application) == ["a.txt", "nam/b.txt"]


def test_it_runs_beside_a_server_and_ends_with_it(application, folder):
    with watching(application, [folder], [].append, interval_s=0.05, quiet_s=0):
        until(lambda: files(application) == ["a.txt"])
        assert application.search("Điều 1", Scope()) != ()
    assert not any(thread.name == "watch" for thread in threading.enumerate())
    with pytest.raises(PathNotFound), watching(application, [folder / "khong-co"], [].append):
        pass


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_and_handlers_are_put_back(application, folder, number, capsys):
    before = signal.getsignal(number)
    threading.Timer(0.5, os.kill, (os.getpid(), number)).start()
    watch_until_stopped(application, [folder], removing=False, interval_s=0.05, quiet_s=0)
    assert signal.getsignal(number) == before
    assert "Đã dừng theo yêu cầu." in capsys.readouterr().err
