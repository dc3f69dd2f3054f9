"""Removing takes all that hangs on a file, in an order that a kill leaves completable; refusing leaves nothing."""

import contextlib
import hashlib
import os

import pytest

from index.archive import open_catalogue
from index.catalogue.catalogue import Told
from index.errors import EncodingFailed
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.ingestion import Ingestion, candidates_of
from index.missing import missing_of
from index.passages import Cut
from index.places import Places
from index.removal import complete_removals, drop_files, remove_paths
from index.report import report_of
from index.search import Index
from index.store.fake import FakeStore
from index.types import Scope
from ingest.media import is_candidate
from ingest.types import Document, Fact, Facts, Finding, Span
from ingest.workers import ReadHere

ALL = Scope(clearance=3)
MARKED = "TỐI MẬT\nPhương án diễn tập phòng thủ bến Vịnh Sâu."


class Killed(BaseException):
    """What kill -9 looks like from inside."""


class Failing(FakeEmbedder):
    """An encoder that gives up on the passages after `calls`."""

    def __init__(self, calls):
        super().__init__(16)
        self._left = calls

    def encode_passages(self, texts):
        if self._left == 0:
            raise EncodingFailed("thử", "hết bộ nhớ")
        self._left -= 1
        return super().encode_passages(texts)


def read(path, limits=None):
    data = path.read_bytes()
    text = data.decode("utf-8")
    facts = Facts(secrecy=Fact(2, Span(0, 7))) if text.startswith("TỐI MẬT") else Facts()
    doubts = (Finding("numbering_gap", "Thiếu Điều 2.", Span(0, 4)),) if "Điều 3" in text else ()
    doubts += (Finding("mended_words", "Đã sửa.", Span(0, 4)),) if "chữ rời" in text else ()
    return (Document(hashlib.sha256(data).hexdigest() + "-0", text, "text/plain", facts, findings=doubts),)


class Archive:
    def __init__(self, folder):
        self.places = Places(folder / "kho")
        self.catalogue = open_catalogue(self.places)
        self.store = FakeStore()
        self.index = self.over(FakeEmbedder(16))

    def over(self, embedder):
        return Index(self.catalogue, self.store, embedder, SyllableSegmenter())

    def ingest(self, *roots, embedder=None, version="1", ceiling=0, reader=read):
        index = self.over(embedder) if embedder else self.index
        run = Ingestion(
            index, self.places, ReadHere(reader), reader_version=version, cut=Cut(200), told=Told(),
            max_clearance=ceiling, retry_degraded=True,
        )  # fmt: skip
        return run.run(candidates_of(roots, is_candidate)[0])

    def remove(self, *paths):
        sources = [str(path.absolute()) for path in paths]
        return remove_paths(self.index, self.places, sources)

    def files(self):
        return [entry.file for entry in self.catalogue.entries(ALL, limit=99)[1]]

    def originals(self):
        return {path.name for path in self.places.originals.rglob("*") if path.is_file()}

    def found(self, words):
        hits = self.index.search(words, ALL, 1)
        return {hit.passage.text for hit in hits}

    def holds(self, words):
        """Whether the bytes of these words lie anywhere under the archive's folder."""
        files = [path for path in self.places.root.rglob("*") if path.is_file()]
        return any(words.encode() in path.read_bytes() for path in files)


@pytest.fixture
def archive(tmp_path):
    opened = Archive(tmp_path)
    yield opened
    opened.catalogue.close()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "van-ban"
    made.mkdir()
    for name, words in (("a", "Bến cá Trà Đông"), ("b", "Rừng ngập mặn cửa sông"), ("c", "Tàu lưới kéo")):
        (made / f"{name}.txt").write_text(f"Điều 1. {words} của tỉnh Lạc Sơn năm 2026.", encoding="utf-8")
    return made


# Removing -------------------------------------------------------------------------------------------------------------


def test_a_removed_file_leaves_nothing(archive, folder):
    archive.ingest(folder)
    (entry,) = archive.catalogue.find("a.txt", ALL)
    image = archive.places.page_images / entry.id / "1-600.png"
    image.parent.mkdir(parents=True)
    image.write_bytes(b"png")
    file_id = entry.id.rpartition("-")[0]
    assert archive.holds("Bến cá Trà Đông")
    assert archive.remove(folder / "a.txt") == [file_id]
    assert archive.files() == ["b.txt", "c.txt"]
    assert (archive.store.count(entry.id), archive.store.count()) == (0, 2)
    assert file_id not in archive.originals() and not image.parent.exists()
    assert archive.catalogue.document(entry.id, ALL) is None
    assert not archive.holds("Bến cá Trà Đông") and not archive.holds("a.txt")
    assert (folder / "a.txt").exists()


def test_one_of_two_paths_to_the_same_bytes(archive, folder):
    (folder / "ban-sao.txt").write_bytes((folder / "a.txt").read_bytes())
    archive.ingest(folder)
    assert archive.remove(folder / "a.txt") == []
    assert archive.files() == ["b.txt", "ban-sao.txt", "c.txt"]
    assert archive.remove(folder / "ban-sao.txt") != []
    assert archive.files() == ["b.txt", "c.txt"]


def test_what_was_removed_is_known_until_it_is_ingested_again(archive, folder):
    archive.ingest(folder)
    source = str(folder / "a.txt")
    assert archive.catalogue.removed_at(source) is None
    archive.remove(folder / "a.txt")
    assert archive.catalogue.removed_at(source) is not None
    assert archive.ingest(folder).read == 1
    assert archive.catalogue.removed_at(source) is None
    assert archive.files() == ["a.txt", "b.txt", "c.txt"] and archive.found("Bến cá Trà Đông")


STEPS = ["unlink", "delete_documents", "flush", "original", "delete_files"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("then", ["remove", "ingest", "put back"])
def test_killed_at_any_step_the_next_run_completes_it(archive, folder, monkeypatch, step, then):
    archive.ingest(folder)
    before = archive.catalogue.find("a.txt", ALL)[0].id

    def dying(*_, **__):
        raise Killed

    with monkeypatch.context() as patch:
        if step == "original":
            patch.setattr("index.removal.original_of", dying)
        elif step in ("unlink", "delete_files"):
            patch.setattr(archive.catalogue, step, dying)
        else:
            patch.setattr(archive.store, step, dying)
        with contextlib.suppress(Killed):
            archive.remove(folder / "a.txt")
    assert archive.files() == (["a.txt", "b.txt", "c.txt"] if step == "unlink" else ["b.txt", "c.txt"])
    if then == "remove":
        archive.remove(folder / "a.txt")
    elif then == "ingest":
        archive.ingest(folder / "b.txt")
    else:
        archive.ingest(folder)
    if then == "put back" or (then == "ingest" and step == "unlink"):
        assert archive.found("Bến cá Trà Đông") and len(archive.originals()) == 3
        assert archive.store.count(before) == 1
    else:
        assert archive.files() == ["b.txt", "c.txt"]
        assert (archive.store.count(), len(archive.originals())) == (2, 2)
    assert archive.catalogue.condemned() == archive.catalogue.pending(1) == []


def test_nothing_goes_that_a_path_leads_to(archive, folder):
    archive.ingest(folder)
    ids = [key.rpartition("-")[0] for key in archive.catalogue.document_ids()]
    places = archive.places
    assert drop_files(archive.index, places, [*ids, "x" * 64]) == complete_removals(archive.index, places) == []
    assert len(archive.files()) == 3 and archive.ingest(folder).unchanged == 3


def test_a_new_version_takes_the_page_images_of_the_old_along(archive, folder):
    archive.ingest(folder)
    image = archive.places.page_images / archive.catalogue.find("a.txt", ALL)[0].id / "1-600.png"
    image.parent.mkdir(parents=True)
    image.write_bytes(b"png")
    (folder / "a.txt").write_text("Điều 1. Khác.", encoding="utf-8")
    archive.ingest(folder)
    assert not image.parent.exists()


# Versions -------------------------------------------------------------------------------------------------------------


def test_a_new_version_that_cannot_be_encoded_leaves_the_old_one_found(archive, folder):
    archive.ingest(folder)
    old = archive.found("Bến cá Trà Đông")
    (folder / "a.txt").write_text("Điều 1. Bến cá Trà Đông đã đóng cửa.", encoding="utf-8")
    with pytest.raises(EncodingFailed):
        archive.ingest(folder, embedder=Failing(0))
    assert archive.found("Bến cá Trà Đông") == old
    assert archive.files() == ["a.txt", "b.txt", "c.txt"]
    assert archive.ingest(folder).failed == []
    assert archive.found("Bến cá Trà Đông") == {"Điều 1. Bến cá Trà Đông đã đóng cửa."}
    assert archive.store.count() == 3


@pytest.mark.parametrize("calls", [0, 1])
def test_a_new_reading_that_cannot_be_encoded_leaves_the_old_one_found(archive, folder, calls):
    archive.ingest(folder)
    old = {words: archive.found(words) for words in ("Bến cá Trà Đông", "Rừng ngập mặn")}

    def better(path, limits=None):
        (made,) = read(path)
        return (Document(made.id, f"Đã đọc lại kỹ hơn.\n{made.text}", made.media_type),)

    with pytest.raises(EncodingFailed):
        archive.ingest(folder, embedder=Failing(calls), version="2", reader=better)
    assert archive.found("Rừng ngập mặn") == old["Rừng ngập mặn"] and archive.store.count() == 3
    assert (archive.found("Bến cá Trà Đông") == old["Bến cá Trà Đông"]) == (calls == 0)
    archive.ingest(folder, version="2", reader=better)
    assert all(text.startswith("Đã đọc lại") for text in archive.found("Bến cá Trà Đông"))
    assert archive.store.count() == 3


# Refused --------------------------------------------------------------------------------------------------------------


def test_a_refused_file_leaves_no_trace_of_content_or_name(archive, folder, caplog):
    secret = folder / "ho-so" / "dien tap Vinh Sau.txt"
    secret.parent.mkdir()
    secret.write_text(MARKED, encoding="utf-8")
    summary = archive.ingest(folder)
    assert [(f.file, f.code) for f in summary.failed] == [("ho-so/dien tap Vinh Sau.txt", "secrecy_too_high")]
    (failure,) = archive.catalogue.failures(ALL)
    assert (failure.file, failure.code) == ("ho-so/[không ghi tên].txt", "secrecy_too_high")
    assert failure.source == str(secret.parent / "[không ghi tên].txt")
    for words in ("Vịnh Sâu", "Vinh Sau", "diễn tập", hashlib.sha256(MARKED.encode()).hexdigest()):
        assert not archive.holds(words)
        assert words not in caplog.text
    assert archive.ingest(folder).failed and len(archive.catalogue.failures(ALL)) == 1
    assert archive.ingest(folder, ceiling=2).failed == []
    assert archive.catalogue.failures(ALL) == []


# Missing and reported -------------------------------------------------------------------------------------------------


def test_missing_files_are_told_from_a_share_that_is_away(archive, folder, tmp_path):
    archive.ingest(folder)
    away = tmp_path / "o-mang"
    away.mkdir()
    (away / "z.txt").write_text("Điều 1. Trên ổ mạng.", encoding="utf-8")
    archive.ingest(away)
    assert missing_of(archive.catalogue.paths()) == missing_of([])
    (folder / "a.txt").unlink()
    (away / "z.txt").rename(tmp_path / "z.txt")
    found = missing_of(archive.catalogue.paths())
    assert [path.name for path in found.gone] == ["a.txt"]
    assert [path.name for path in found.unreachable] == ["z.txt"]
    away.rmdir()
    assert [path.name for path in missing_of(archive.catalogue.paths()).unreachable] == ["z.txt"]


def test_a_name_that_is_no_utf_8_is_not_missing(archive, folder):
    odd = os.fsencode(folder) + b"/van-ban-\xff.txt"
    with open(odd, "wb") as file:  # noqa: PTH123
        file.write("Điều 1. Tên lạ.".encode())
    archive.ingest(folder)
    assert missing_of(archive.catalogue.paths()) == missing_of([])
    os.unlink(odd)  # noqa: PTH108
    assert len(missing_of(archive.catalogue.paths()).gone) == 1


def test_the_report_has_failures_missing_files_and_findings_in_that_order(archive, folder):
    (folder / "d.txt").write_text("Điều 1. Một.\nĐiều 3. Ba.", encoding="utf-8")
    (folder / "rong.txt").write_bytes(b"\xff\xfe\xff")
    archive.ingest(folder, reader=lambda path, limits=None: read(path))
    (folder / "a.txt").unlink()
    report = report_of(archive.catalogue, ALL)
    assert [(line.kind, line.file) for line in report.lines] == [
        ("failure", "rong.txt"), ("missing", "a.txt"), ("finding", "d.txt"),
    ]  # fmt: skip
    assert report.counts() == {"reading_failed": 1, "file_missing": 1, "numbering_gap": 1}
    assert all(line.cause and line.remedy.endswith(".") for line in report.lines)
    assert [line.file for line in report_of(archive.catalogue, ALL, codes=["numbering_gap"]).lines] == ["d.txt"]
    run = report.run
    assert (run.read, run.failed, run.ended_at is not None) == (4, 1, True)
    archive.ingest(folder / "b.txt")
    assert report_of(archive.catalogue, ALL, last_run_only=True).lines == ()
    assert len(report_of(archive.catalogue, ALL).lines) == 3


def test_what_asks_for_nothing_comes_last_however_common_it_is(archive, folder):
    for name in ("d.txt", "e.txt"):
        (folder / name).write_text(f"Điều 1. Có chữ rời của {name}.", encoding="utf-8")
    (folder / "g.txt").write_text("Điều 1. Một.\nĐiều 3. Ba.", encoding="utf-8")
    archive.ingest(folder)
    assert list(report_of(archive.catalogue, ALL).counts()) == ["numbering_gap", "mended_words"]


def test_a_run_that_is_killed_stays_open(archive, folder):
    with pytest.raises(EncodingFailed):
        archive.ingest(folder, embedder=Failing(0))
    assert archive.catalogue.last_run().ended_at is None


def test_the_report_names_nothing_outside_the_scope(archive, folder):
    (folder / "mat.txt").write_text(f"{MARKED}\nĐiều 3. Ba.", encoding="utf-8")
    archive.ingest(folder, ceiling=3)
    (folder / "mat.txt").unlink()
    assert [line.file for line in report_of(archive.catalogue, ALL).lines] == ["mat.txt", "mat.txt"]
    report = report_of(archive.catalogue, Scope())
    assert (report.lines, report.hidden) == ((), 1)
    (folder / "mat.txt").write_bytes(b"\xff\xfe\xff")
    archive.ingest(folder, ceiling=3)
    assert [line.file for line in report_of(archive.catalogue, Scope()).lines] == ["[không ghi tên].txt"]
    assert "mat.txt" not in str(report_of(archive.catalogue, Scope()))
