"""From paths to an indexed archive: repeatable, resumable, and silent about nothing."""

import contextlib
import hashlib

import pytest

from index.archive import Places, open_catalogue
from index.catalogue.catalogue import Told
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.ingestion import Ingestion, candidates_of, original_of
from index.passages import Cut
from index.search import Index
from index.store.fake import FakeStore
from index.types import Scope
from ingest.errors import DamagedDocument
from ingest.media import is_candidate
from ingest.structure.sections import sections_of
from ingest.types import Document, Fact, Facts, Finding, Span

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

    def ingest(self, *roots, embedder=None, store=None, reader=None, version="1", told=OPEN, ceiling=0, retry=True):
        index = Index(self.catalogue, store or self.store, embedder or FakeEmbedder(16), SyllableSegmenter())
        found, _ = candidates_of(roots, is_candidate)
        run = Ingestion(
            index,
            self.places.originals,
            reader or self._read,
            reader_version=version,
            cut=Cut(200),
            told=told,
            max_clearance=ceiling,
            retry_degraded=retry,
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
        monkeypatch.setattr(Ingestion, "_keep_original", dying_after(Ingestion._keep_original, calls))
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
    assert skipped == ["lien-ket.txt"]
    assert not any("9.txt" in name for name in found)


def test_a_missing_root(tmp_path):
    with pytest.raises(FileNotFoundError):
        candidates_of([tmp_path / "khong-co"], is_candidate)


def test_an_empty_folder(archive, tmp_path):
    (tmp_path / "rong").mkdir()
    summary = archive.ingest(tmp_path / "rong")
    assert (summary.read, summary.documents, summary.failed) == (0, 0, [])
