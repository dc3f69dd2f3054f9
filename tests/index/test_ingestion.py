"""From paths to an indexed archive: repeatable, resumable, and silent about nothing."""

import contextlib
import errno
import hashlib
import io
import os
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from index.archive import open_catalogue
from index.catalogue.catalogue import Told
from index.errors import DiskFull, StoreDamaged
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.ingestion import Ingestion, Progress, candidates_of, original_of
from index.originals import Originals
from index.passages import Cut
from index.places import Places
from index.search import Index
from index.store.fake import FakeStore
from index.types import Scope
from ingest.errors import DamagedDocument, TemporaryFolderFull
from ingest.fakes import read_or_fail
from ingest.media import is_candidate
from ingest.packed import PackedLimits
from ingest.structure.sections import sections_of
from ingest.types import Document, Fact, Facts, Finding, Span
from ingest.workers import Readers, ReadHere

ALL = Scope(clearance=3)
OPEN = Told()


class Killed(BaseException):
    """What kill -9 looks like from inside."""


class Fragile:
    """Passes everything on to what it wraps; the calls named in `counted` raise once `calls` of them are over."""

    def __init__(self, whole, counted, calls):
        self._whole, self._counted, self._left = whole, counted, calls

    def __getattr__(self, name):
        if name in self._counted:
            if self._left == 0:
                raise Killed
            self._left -= 1
        return getattr(self._whole, name)


def read(path):
    """A reader of plain text: the first line may name a secrecy or a missing tool, or be damaged."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("HỎNG"):
        raise DamagedDocument(path, "TXT")
    facts = Facts(secrecy=Fact(2, Span(0, 7)) if text.startswith("TỐI MẬT") else None)
    findings = (Finding("ocr_missing", "Thiếu công cụ."),) if text.startswith("ẢNH") else ()
    name = hashlib.sha256(path.read_bytes()).hexdigest() + "-0"
    return (Document(name, text, "text/plain", facts, sections=sections_of(text), findings=findings),)


class Archive:
    def __init__(self, folder):
        self.places = Places(folder / "archive")
        self.catalogue = open_catalogue(self.places)
        self.store = FakeStore()
        self.read_paths = []

    def ingest(self, *roots, embedder=None, store=None, reader=None, version="1", told=OPEN, ceiling=0, retry=True,
               readers=None, limits=None):  # fmt: skip
        index = Index(self.catalogue, store or self.store, embedder or FakeEmbedder(16), SyllableSegmenter())
        found, _ = candidates_of(roots, is_candidate)
        run = Ingestion(
            index,
            self.places,
            readers or ReadHere(lambda path, limits: (reader or self._read)(path)),
            reader_version=version,
            cut=Cut(200),
            told=told,
            max_clearance=ceiling,
            retry_degraded=retry,
            limits=limits,
        )
        self.progress = []
        return run.run(found, self.progress.append)

    def _read(self, path):
        self.read_paths.append(path.name)
        return read(path)

    def state(self):
        """Everything that must not depend on how it came about."""
        ids = self.catalogue.document_ids()
        passages = {key: self.catalogue.passages_of(key) for key in ids}
        originals = {path.name for path in self.places.originals.rglob("*") if path.is_file()}
        names = [(entry.id, entry.file) for entry in self.catalogue.entries(ALL, limit=99)[1]]
        return passages, dict(self.store._points).keys(), originals, names, self.catalogue.pending(1)

    def files(self):
        return [entry.file for entry in self.catalogue.entries(ALL, limit=99)[1]]


@pytest.fixture
def archive(tmp_path):
    opened = Archive(tmp_path)
    yield opened
    opened.catalogue.close()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "van-ban"
    (made / "nam-2026").mkdir(parents=True)
    for n in range(1, 6):
        place = made / "nam-2026" if n > 3 else made
        lines = [f"Điều {k}. Việc thứ {k} của kế hoạch {n} tỉnh Sông Lam." for k in range(1, 5)]
        (place / f"{n}.txt").write_text("\n".join(lines), encoding="utf-8")
    return made


def write(path, text):
    path.write_text(text, encoding="utf-8")


def test_a_folder_becomes_an_archive(archive, folder):
    summary = archive.ingest(folder)
    assert (summary.read, summary.unchanged, summary.replaced, summary.failed) == (5, 0, 0, [])
    assert (summary.documents, summary.passages) == (5, 20)
    assert archive.files() == ["1.txt", "2.txt", "3.txt", "nam-2026/4.txt", "nam-2026/5.txt"]
    passages, points, originals, _, pending = archive.state()
    assert points == {passage.id for found in passages.values() for passage in found}
    assert originals == {key.rpartition("-")[0] for key in passages}
    assert pending == []
    assert [(step.done, step.total, step.failed) for step in archive.progress] == [(n, 5, 0) for n in range(1, 6)]


def test_originals_keep_the_bytes(archive, folder):
    archive.ingest(folder)
    data = (folder / "1.txt").read_bytes()
    assert original_of(archive.places.originals, hashlib.sha256(data).hexdigest()).read_bytes() == data


def test_ingesting_twice_changes_nothing(archive, folder):
    archive.ingest(folder)
    before = archive.state()
    archive.read_paths.clear()
    summary = archive.ingest(folder)
    assert archive.state() == before
    assert archive.read_paths == []
    assert (summary.read, summary.unchanged, summary.documents, summary.passages) == (0, 5, 5, 20)


def test_a_replaced_file_leaves_nothing_of_the_old_one(archive, folder):
    archive.ingest(folder)
    (old,) = (entry.id for entry in archive.catalogue.find("1.txt", ALL))
    write(folder / "1.txt", "Điều 1. Nội dung mới.")
    summary = archive.ingest(folder)
    assert (summary.read, summary.unchanged, summary.replaced, summary.documents) == (0, 4, 1, 5)
    (new,) = (entry.id for entry in archive.catalogue.find("1.txt", ALL))
    assert archive.catalogue.document(old, ALL) is None
    assert (archive.store.count(old), archive.store.count(new)) == (0, 1)
    assert archive.store.count() == summary.passages == 17
    assert not original_of(archive.places.originals, old.rpartition("-")[0]).exists()


def test_a_file_put_back_is_found_again(archive, folder):
    archive.ingest(folder)
    before = archive.state()
    text = (folder / "1.txt").read_text(encoding="utf-8")
    for content in ("Điều 1. Khác.", text):
        write(folder / "1.txt", content)
        assert archive.ingest(folder).replaced == 1
    assert archive.state() == before


def test_two_paths_with_the_same_bytes_are_one_file(archive, folder):
    (folder / "ban-sao.txt").write_bytes((folder / "1.txt").read_bytes())
    summary = archive.ingest(folder)
    assert (summary.read, summary.documents, summary.passages) == (6, 5, 20)
    assert archive.store.count() == 20
    write(folder / "1.txt", "Điều 1. Khác.")
    assert archive.ingest(folder).documents == 6
    assert "ban-sao.txt" in archive.files()
    assert archive.ingest(folder).unchanged == 6


def test_two_paths_that_swap_their_bytes_lose_nothing(archive, folder):
    archive.ingest(folder)
    one, two = folder / "1.txt", folder / "2.txt"
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    assert archive.ingest(folder).replaced == 2
    assert (len(archive.files()), archive.store.count()) == (5, 20)


def test_a_failure_is_recorded_and_the_run_goes_on(archive, folder):
    write(folder / "2.txt", "HỎNG")
    summary = archive.ingest(folder)
    assert [(failure.file, failure.code) for failure in summary.failed] == [("2.txt", DamagedDocument.code)]
    assert summary.failed[0].message
    assert (summary.read, summary.documents) == (4, 4)
    assert archive.progress[-1].failed == 1
    write(folder / "2.txt", "Điều 1. Đã sửa.")
    summary = archive.ingest(folder)
    assert (summary.failed, summary.read, summary.documents) == ([], 1, 5)


def test_a_file_that_became_damaged_keeps_its_last_good_reading(archive, folder):
    archive.ingest(folder)
    before = archive.state()
    write(folder / "2.txt", "HỎNG")
    assert len(archive.ingest(folder).failed) == 1
    assert archive.state() == before


def test_a_file_that_is_gone_when_its_turn_comes(archive, folder):
    (folder / "dut.txt").symlink_to(folder / "khong-co.txt")
    summary = archive.ingest(folder)
    assert [failure.file for failure in summary.failed] == ["dut.txt"]
    assert summary.read == 5


@pytest.mark.parametrize("calls", [0, 1, 2])
@pytest.mark.parametrize("part", ["encode_passages", "upsert", "flush", "delete_documents", "original", "read"])
def test_killed_anywhere_the_next_run_completes_it(tmp_path, folder, monkeypatch, part, calls):
    monkeypatch.setattr("index.ingestion._BATCH_PASSAGES", 5)
    undisturbed, killed = Archive(tmp_path / "whole"), Archive(tmp_path / "killed")
    undisturbed.ingest(folder)
    killed.ingest(folder)
    (old,) = (entry.id for entry in killed.catalogue.find("1.txt", ALL))
    write(folder / "1.txt", "Điều 1. Nội dung mới.\nĐiều 2. Nữa.")
    write(folder / "6.txt", "Điều 1. Tệp thứ sáu.")
    undisturbed.ingest(folder)
    options = {
        "encode_passages": {"embedder": Fragile(FakeEmbedder(16), {part}, calls)},
        "read": {"reader": dying_after(read, calls)},
        "original": {},
    }.get(part, {"store": Fragile(killed.store, {part}, calls)})
    if part == "original":
        monkeypatch.setattr(Originals, "keep", dying_after(Originals.keep, calls))
    with contextlib.suppress(Killed):
        killed.ingest(folder, **options)
    monkeypatch.undo()
    # Whatever the path leads to now can be read whole.
    (entry,) = killed.catalogue.find("1.txt", ALL)
    assert entry.id == old or killed.store.count(entry.id) == entry.passages
    summary = killed.ingest(folder)
    assert killed.state() == undisturbed.state()
    assert (summary.documents, summary.passages) == (6, killed.store.count())
    for archive in (undisturbed, killed):
        archive.catalogue.close()


def dying_after(method, calls):
    left = [calls]

    def call(*arguments):
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return method(*arguments)

    return call


@pytest.mark.parametrize("calls", range(3))
def test_killed_in_the_first_run(tmp_path, folder, monkeypatch, calls):
    monkeypatch.setattr("index.ingestion._BATCH_PASSAGES", 5)
    undisturbed, killed = Archive(tmp_path / "whole"), Archive(tmp_path / "killed")
    undisturbed.ingest(folder)
    with pytest.raises(Killed):
        killed.ingest(folder, embedder=Fragile(FakeEmbedder(16), {"encode_passages"}, calls))
    summary = killed.ingest(folder)
    assert killed.state() == undisturbed.state()
    assert (summary.documents, summary.passages) == (5, 20)
    for archive in (undisturbed, killed):
        archive.catalogue.close()


@pytest.mark.parametrize(("text", "told", "ceiling", "stored"), [
    ("TỐI MẬT\nĐiều 1. Một.", 0, 0, False),
    ("TỐI MẬT\nĐiều 1. Một.", 0, 1, False),
    ("TỐI MẬT\nĐiều 1. Một.", 0, 2, True),
    ("Điều 1. Một.", 1, 0, False),
    ("Điều 1. Một.", 1, 1, True),
    ("TỐI MẬT\nĐiều 1. Một.", 3, 2, False),
])  # fmt: skip
def test_secrecy_above_the_ceiling_is_refused_before_anything_is_stored(archive, tmp_path, text, told, ceiling, stored):
    path = tmp_path / "mat.txt"
    write(path, text)
    summary = archive.ingest(path, told=Told(told), ceiling=ceiling)
    assert (summary.documents, archive.store.count() > 0) == (int(stored), stored)
    assert any(path.is_file() for path in archive.places.originals.rglob("*")) == stored
    assert [failure.code for failure in summary.failed] == ([] if stored else ["secrecy_too_high"])


def test_a_degraded_reading_is_tried_again(archive, tmp_path):
    path = tmp_path / "anh.txt"
    write(path, "ẢNH quét.")
    archive.ingest(path)
    archive.ingest(path, retry=False)
    assert archive.read_paths == ["anh.txt"]
    archive.ingest(path)
    assert archive.read_paths == ["anh.txt"] * 2

    def with_tool(path):
        (made,) = read(path)
        return (Document(made.id, "Điều 1. Đã nhận dạng.", made.media_type),)

    summary = archive.ingest(path, reader=with_tool)
    assert (summary.documents, summary.findings, archive.store.count()) == (1, 0, 1)
    assert archive.ingest(path).unchanged == 1


def test_a_newer_reader_reads_again(archive, folder):
    archive.ingest(folder)
    before = archive.state()
    assert archive.ingest(folder, version="2").read == 5
    assert archive.state() == before


def test_labels_are_kept(archive, folder):
    archive.ingest(folder, told=Told(0, "vptu"))
    (entry,) = archive.catalogue.find("1.txt", ALL)
    assert entry.organisation == "vptu"
    assert archive.catalogue.find("1.txt", Scope(organisations=frozenset())) == []


def test_a_label_told_later_reaches_the_store(archive, folder):
    archive.ingest(folder)
    assert archive.ingest(folder, told=Told(1), ceiling=1).unchanged == 5
    assert archive.catalogue.find("1.txt", Scope()) == []
    assert {point.clearance for point in archive.store._points.values()} == {1}
    archive.ingest(folder, told=Told(organisation="vptu"), ceiling=1)
    assert {(p.clearance, p.organisation) for p in archive.store._points.values()} == {(1, "vptu")}


def test_a_label_above_the_ceiling_changes_nothing(archive, folder):
    archive.ingest(folder)
    summary = archive.ingest(folder, told=Told(2), ceiling=1)
    assert {failure.code for failure in summary.failed} == {"secrecy_too_high"}
    assert {point.clearance for point in archive.store._points.values()} == {0}


def test_a_new_version_keeps_the_label_of_the_old(archive, tmp_path):
    path = tmp_path / "mat.txt"
    write(path, "Điều 1. Một.")
    archive.ingest(path, told=Told(1, "vptu"), ceiling=1)
    write(path, "Điều 1. Hai.")
    assert archive.ingest(path, ceiling=1).replaced == 1
    assert {(p.clearance, p.organisation) for p in archive.store._points.values()} == {(1, "vptu")}


# Which files ----------------------------------------------------------------------------------------------------------


def names(*roots):
    found, skipped = candidates_of(roots, is_candidate)
    return [candidate.name for candidate in found], skipped


def test_names_are_relative_and_sorted(folder):
    (folder / "anh.jpg").write_bytes(b"x")
    (folder / "~$1.docx").write_bytes(b"x")
    found, skipped = names(folder)
    assert found == ["1.txt", "2.txt", "3.txt", "nam-2026/4.txt", "nam-2026/5.txt"]
    assert sorted(skipped) == ["anh.jpg", "~$1.docx"]


def test_with_several_roots_names_begin_with_the_root(folder, tmp_path):
    other = tmp_path / "khac"
    other.mkdir()
    write(other / "1.txt", "Điều 1.")
    found, _ = names(folder / "nam-2026", other)
    assert found == ["nam-2026/4.txt", "nam-2026/5.txt", "khac/1.txt"]


def test_a_file_given_by_itself_is_always_a_candidate(tmp_path):
    write(tmp_path / "khong-duoi", "Điều 1.")
    assert names(tmp_path / "khong-duoi") == (["khong-duoi"], [])


def test_links_out_of_the_root_are_skipped_and_links_inside_are_not(folder, tmp_path):
    write(tmp_path / "ngoai.txt", "Điều 1.")
    (tmp_path / "ngoai").mkdir()
    write(tmp_path / "ngoai" / "9.txt", "Điều 1.")
    (folder / "lien-ket.txt").symlink_to(tmp_path / "ngoai.txt")
    (folder / "thu-muc").symlink_to(tmp_path / "ngoai")
    (folder / "trong.txt").symlink_to(folder / "1.txt")
    found, skipped = names(folder)
    assert "trong.txt" in found
    assert sorted(skipped) == ["lien-ket.txt", "thu-muc/"]
    assert not any("9.txt" in name for name in found)


def test_a_missing_root(tmp_path):
    with pytest.raises(FileNotFoundError):
        candidates_of([tmp_path / "khong-co"], is_candidate)


def test_an_empty_folder(archive, tmp_path):
    (tmp_path / "rong").mkdir()
    summary = archive.ingest(tmp_path / "rong")
    assert (summary.read, summary.documents, summary.failed) == (0, 0, [])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_loops_and_devices_fail_and_do_not_hang(archive, folder):
    os.mkfifo(folder / "ong.pdf")
    (folder / "vong.txt").symlink_to(folder / "vong.txt")
    (folder / "thiet-bi.txt").symlink_to("/dev/zero")
    summary = archive.ingest(folder)
    assert [failure.file for failure in summary.failed] == ["ong.pdf", "vong.txt"]
    assert {failure.code for failure in summary.failed} == {"unreadable_file"}
    assert archive.ingest(folder / "thiet-bi.txt").failed[0].code == "unreadable_file"


def test_a_folder_that_may_not_be_listed_is_a_failure_until_it_may(archive, folder, monkeypatch):
    scandir = os.scandir

    def refusing(path):
        if str(path).endswith("nam-2026"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    summary = archive.ingest(folder)
    assert (summary.read, [failure.file for failure in summary.failed]) == (3, ["nam-2026/"])
    assert "không có quyền đọc thư mục" in summary.failed[0].message
    assert len(archive.catalogue.failures(ALL)) == 1
    monkeypatch.undo()
    assert (archive.ingest(folder).read, archive.catalogue.failures(ALL)) == (2, [])


def test_names_with_control_signs_and_of_255_bytes(archive, folder):
    for name in ("a\x1b[2J\nb.txt", "x" * 251 + ".txt", "ự" * 83 + "a.txt"):
        write(folder / name, f"Điều 1. {len(name)}.")
    assert archive.ingest(folder).failed == []
    assert "a\ufffd[2J\ufffdb.txt" in archive.files()
    assert archive.ingest(folder).unchanged == 8


def test_names_that_are_no_text_are_told_apart(archive, folder):
    for n, name in enumerate((b"a\xff.txt", b"a\xfe.txt")):
        (folder / os.fsdecode(name)).write_text(f"Điều {n}.", encoding="utf-8")
    assert archive.ingest(folder).read == 7
    assert (archive.ingest(folder).unchanged, archive.ingest(folder).replaced) == (7, 0)


def test_a_file_over_the_size_is_not_even_hashed(archive, folder):
    with (folder / "lon.txt").open("wb") as file:
        file.truncate(2**40)
    summary = archive.ingest(folder)
    assert [(failure.file, failure.code) for failure in summary.failed] == [("lon.txt", "file_too_big")]


def test_a_file_that_changes_while_it_is_read(archive, folder):
    def reader(path):
        if path.name == "2.txt":
            write(path, "Điều 1. Đổi giữa chừng.")
        return read(path)

    summary = archive.ingest(folder, reader=reader)
    assert [(failure.file, failure.code) for failure in summary.failed] == [("2.txt", "unreadable_file")]
    assert archive.ingest(folder).read == 1


# Archives -------------------------------------------------------------------------------------------------------------


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


def in_memory(members):
    made = io.BytesIO()
    packed(made, members)
    return made.getvalue()


INNER = {"c.txt": "Điều 1. Ba.", "anh.png": "x"}
MEMBERS = {"a.txt": "Điều 1. Một.", "nam/b.txt": "Điều 1. Hai.", "trong.zip": in_memory(INNER), "so.exe": "x"}


def test_an_archive_is_a_folder_of_documents(archive, folder):
    packed(folder / "goi.zip", MEMBERS)
    summary = archive.ingest(folder)
    assert (summary.read, summary.failed) == (8, [])
    found = [name for name in archive.files() if "!/" in name]
    assert found == ["goi.zip!/a.txt", "goi.zip!/nam/b.txt", "goi.zip!/trong.zip!/c.txt"]
    assert [name for name, _ in summary.skipped] == ["goi.zip!/so.exe", "goi.zip!/trong.zip!/anh.png"]
    assert (archive.progress[-1].done, archive.progress[-1].total) == (8, 8)
    before = archive.state()
    archive.read_paths.clear()
    again = archive.ingest(folder)
    assert (again.unchanged, archive.read_paths, archive.state()) == (8, [], before)


def test_a_document_in_two_archives_and_a_folder_is_one_file(archive, folder):
    one = (folder / "1.txt").read_bytes()
    packed(folder / "a.zip", {"x.txt": one})
    packed(folder / "b.zip", {"y.txt": one})
    summary = archive.ingest(folder)
    assert (summary.read, summary.documents, len(archive.read_paths)) == (7, 5, 5)
    (entry,) = archive.catalogue.find("a.zip!/x.txt", ALL)
    assert entry.id == archive.catalogue.find("1.txt", ALL)[0].id
    original = original_of(archive.places.originals, entry.id.rpartition("-")[0])
    assert original.read_bytes() == one


def test_a_new_version_of_an_archive_replaces_what_changed(archive, folder):
    packed(folder / "goi.zip", MEMBERS)
    archive.ingest(folder)
    packed(folder / "goi.zip", MEMBERS | {"a.txt": "Điều 1. Khác."})
    summary = archive.ingest(folder)
    assert (summary.read, summary.replaced, summary.unchanged, summary.documents) == (0, 1, 7, 8)


def test_a_bad_member_fails_and_the_others_are_read(archive, folder):
    packed(folder / "goi.zip", MEMBERS | {"../ra.txt": "x", "hong.txt": "HỎNG"})
    summary = archive.ingest(folder)
    failed = {failure.file: failure.code for failure in summary.failed}
    assert failed == {"goi.zip!/../ra.txt": "member_refused", "goi.zip!/hong.txt": "damaged_document"}
    assert summary.read == 8


def test_an_archive_that_is_refused_is_one_failure_until_it_is_mended(archive, folder):
    for content, code in ((b"PK\x03\x04 rubbish", "damaged_document"), (in_memory({}), "empty_file")):
        (folder / "goi.zip").write_bytes(content)
        assert [(f.file, f.code) for f in archive.ingest(folder).failed] == [("goi.zip", code)]
    packed(folder / "goi.zip", MEMBERS)
    (refused,) = archive.ingest(folder, limits=PackedLimits(members=2)).failed
    assert (refused.file, refused.code) == ("goi.zip", "archive_refused")
    assert archive.ingest(folder).read == 3
    assert archive.catalogue.failures(ALL) == []


def test_an_archive_with_nothing_to_read_in_it(archive, folder):
    packed(folder / "goi.zip", {"so.exe": "x"})
    summary = archive.ingest(folder)
    assert (summary.read, summary.failed, [name for name, _ in summary.skipped]) == (5, [], ["goi.zip!/so.exe"])
    assert archive.progress[-1].total == 5


# Read ahead -----------------------------------------------------------------------------------------------------------


class Late:
    """A `Reading` that begins to read only when an outcome is asked for: everything before is planned blindly."""

    def __init__(self, reader, ahead):
        self._here, self._ahead, self._open = ReadHere(lambda path, limits: reader(path)), ahead, 0

    @property
    def has_room(self):
        return self._open < self._ahead

    def current(self):
        return ()

    def begin(self, path):
        self._open += 1
        return LateOne(self, path)


class LateOne:
    is_ready = False

    def __init__(self, late, path):
        self._late, self._path = late, path

    def outcome(self, timeout_s=None):
        self._late._open -= 1
        return self._late._here.begin(self._path).outcome()


@pytest.mark.parametrize("ahead", [1, 3, 100])
def test_reading_ahead_changes_nothing(tmp_path, folder, monkeypatch, ahead):
    monkeypatch.setattr("index.ingestion._BATCH_PASSAGES", 5)
    one, other = Archive(tmp_path / "mot"), Archive(tmp_path / "hai")
    write(folder / "0.txt", "HỎNG")
    write(folder / "0a.txt", "HỎNG")
    packed(folder / "3.zip", MEMBERS | {"d.txt": (folder / "2.txt").read_bytes()})
    for step in range(3):
        if step == 1:
            first, second = (folder / "1.txt").read_bytes(), (folder / "5.txt")
            (folder / "1.txt").write_bytes((folder / "nam-2026" / "5.txt").read_bytes())
            (folder / "nam-2026" / "5.txt").write_bytes(first)
            write(folder / "2.txt", "Điều 1. Mới.")
            assert not second.exists()
        told = [archive.ingest(folder, **options) for archive, options in (
            (one, {}), (other, {"readers": Late(read, ahead)}))]  # fmt: skip
        assert one.state() == other.state()
        counts = [(s.read, s.unchanged, s.replaced, s.failed, s.skipped, s.documents, s.passages) for s in told]
        assert counts[0] == counts[1]
    for archive in (one, other):
        archive.catalogue.close()


def test_a_twin_of_a_file_that_failed_fails_without_being_read(archive, folder):
    for name in ("a.txt", "b.txt"):
        write(folder / name, "HỎNG")
    summary = archive.ingest(folder, readers=Late(archive._read, 100))
    assert [failure.file for failure in summary.failed] == ["a.txt", "b.txt"]
    assert archive.read_paths.count("a.txt") + archive.read_paths.count("b.txt") == 1


@pytest.mark.system
def test_faults_in_real_workers_are_failures_of_their_files(archive, folder):
    for name, fault in (("0.txt", "sleep"), ("2a.txt", "eat"), ("3a.txt", "segfault"), ("9.txt", "foreign")):
        write(folder / name, f"!{fault}")
    with Readers(workers=2, file_s=8, memory_mib=200, reader=read_or_fail) as readers:
        summary = archive.ingest(folder, readers=readers)
    assert {failure.file: failure.code for failure in summary.failed} == {
        "0.txt": "reading_timed_out", "2a.txt": "reading_too_big", "3a.txt": "reader_crashed",
        "9.txt": "reading_failed",
    }  # fmt: skip
    assert summary.read == 5
    assert any("0.txt" in step.reading for step in archive.progress)
    assert [step.done for step in archive.progress] == sorted(step.done for step in archive.progress)


def test_rate_and_time_left():
    step = Progress(done=5, total=20, file="a", passages=0, failed=0, elapsed_s=10)
    assert (step.files_per_s, step.left_s) == (0.5, 30)
    assert Progress(0, 20, "a", 0, 0).left_s is None


# A full disk ----------------------------------------------------------------------------------------------------------


def full(error):
    def fail(*_, **__):
        raise error

    return fail


NO_SPACE = OSError(errno.ENOSPC, "No space left on device")
FULL_SQLITE = sqlite3.OperationalError("database or disk is full")


@pytest.mark.parametrize(("part", "error"), [
    ("index.originals._copied", NO_SPACE),
    ("index.originals.os.fsync", OSError(errno.EDQUOT, "Disk quota exceeded")),
    ("index.catalogue.catalogue.Catalogue.put", OperationalError("INSERT", {}, FULL_SQLITE)),
    ("index.catalogue.catalogue.Catalogue.link", OperationalError("INSERT", {}, FULL_SQLITE)),
    ("index.store.fake.FakeStore.upsert", StoreDamaged(Path("kho"), "IO Error: No space left on device (os error 28)")),
    ("index.store.fake.FakeStore.flush", StoreDamaged(Path("kho"), "No space left on device (os error 28)")),
    ("index.candidates.members_of", NO_SPACE),
    ("index.ingestion.passages_of", TemporaryFolderFull(Path("a.pdf"), Path("/tmp"))),
])  # fmt: skip
def test_a_full_disk_stops_the_run_and_the_next_goes_on(tmp_path, folder, monkeypatch, part, error):
    undisturbed, stopped = Archive(tmp_path / "whole"), Archive(tmp_path / "stopped")
    packed(folder / "goi.zip", MEMBERS)
    stopped.ingest(folder / "1.txt")
    undisturbed.ingest(folder / "1.txt")
    undisturbed.ingest(folder)
    with monkeypatch.context() as patched:
        patched.setattr(part, full(error))
        with pytest.raises(DiskFull) as raised:
            stopped.ingest(folder)
    assert "giải phóng chỗ" in str(raised.value)
    assert len(stopped.catalogue.find("1.txt", ALL)) == 1
    stopped.ingest(folder)
    assert stopped.state() == undisturbed.state()
    for archive in (undisturbed, stopped):
        archive.catalogue.close()


def test_too_little_space_stops_before_anything_is_written(archive, folder, monkeypatch):
    monkeypatch.setattr("index.disk.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 10**6))
    with pytest.raises(DiskFull):
        archive.ingest(folder)
    assert archive.files() == []


def test_a_full_temporary_folder_is_no_fault_of_the_file(archive, folder):
    def reader(path):
        raise TemporaryFolderFull(path, Path("/tmp"))

    with pytest.raises(DiskFull, match="/tmp"):
        archive.ingest(folder, reader=reader)
    assert archive.catalogue.failures(ALL) == []
