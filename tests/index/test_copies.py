"""Copies are found as documents come, and folded for each reader by what he may see."""

import hashlib
import itertools

import pytest

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.migrate import open_engine
from index.copies import link_copies_of
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.passages import passages_of
from index.search import Index
from index.store.fake import FakeStore
from index.types import Scope
from ingest.types import Document, Fact, Facts, Page, PageSource, Span

ALL = Scope(clearance=3)
OPEN = Label()
PLAN = "Kế hoạch nghề cá. " + " ".join(f"Bến cá thứ {n} mở lúc {n % 24} giờ, thu phí {n}00 đồng." for n in range(40))
OTHER = "Quy chế trồng rừng. " + " ".join(f"Khu rừng số {n} có {n}7 ha ngập mặn cần trồng dặm." for n in range(40))


class Archive:
    def __init__(self, folder):
        self.catalogue = Catalogue(open_engine(f"sqlite:///{folder / 'catalogue.sqlite'}"))
        self.index = Index(self.catalogue, FakeStore(), FakeEmbedder(64), SyllableSegmenter())

    def put(self, name, text, label=OPEN, *, ocr=None, number=None, link=True):
        file_id = hashlib.sha256(name.encode()).hexdigest()
        pages = (Page(1, Span(0, len(text)), PageSource("ocr", ocr), 595.0, 842.0),) if ocr else ()
        facts = Facts(number=Fact(number, Span(0, 0))) if number else Facts()
        made = Document(f"{file_id}-0", text, "text/plain", facts, pages)
        record = FileRecord(file_id, 1, "text/plain", "1", False)
        self.catalogue.put(record, [made], [passages_of(made)], label)
        self.index.index_documents([made.id])
        self.catalogue.link(f"/kho/{name}", name, file_id)
        if link:
            self.index.link_copies()
        return made.id

    def listed(self, scope=ALL, query=""):
        total, entries = self.catalogue.entries(scope, limit=99, query=query)
        assert total == len(entries)
        return [entry.file for entry in entries]

    def found(self, query, scope=ALL, **options):
        hits = self.index.search(query, scope, 5, **options)
        entries = self.catalogue.entries_of([hit.passage.document_id for hit in hits], scope)
        return {entries[hit.passage.document_id].file for hit in hits}


@pytest.fixture
def archive(tmp_path):
    opened = Archive(tmp_path)
    yield opened
    opened.catalogue.close()


def test_one_copy_is_shown_and_the_other_is_a_click_away(archive):
    scan = archive.put("a-quet.pdf", PLAN, ocr=0.8)
    text = archive.put("b.docx", PLAN)
    archive.put("c.txt", OTHER)
    assert archive.listed() == ["b.docx", "c.txt"]
    assert archive.found("Bến cá mở lúc mấy giờ") >= {"b.docx"}
    assert "a-quet.pdf" not in archive.found("Bến cá mở lúc mấy giờ")
    assert [entry.file for entry in archive.catalogue.copies_of(text, ALL)] == ["a-quet.pdf"]
    assert [entry.file for entry in archive.catalogue.copies_of(scan, ALL)] == ["b.docx"]
    assert archive.catalogue.document(scan, ALL).text == PLAN


@pytest.mark.parametrize("leg", ["fused", "dense", "sparse"])
def test_search_gives_as_many_hits_as_without_copies(archive, leg):
    archive.put("b.docx", PLAN)
    before = len(archive.index.search("Bến cá thu phí", ALL, 3, leg=leg))
    for n in range(4):
        archive.put(f"quet-{n}.pdf", PLAN, ocr=0.8)
    hits = archive.index.search("Bến cá thu phí", ALL, 3, leg=leg)
    assert len(hits) == before > 0
    assert len({hit.passage.document_id for hit in hits}) == 1


def test_who_may_not_see_the_best_copy_sees_the_best_he_may_and_learns_of_no_other(archive):
    archive.put("mat.docx", PLAN, Label(clearance=1))
    archive.put("vptu.docx", PLAN, Label(organisation="vptu"), ocr=0.9)
    scan = archive.put("quet.pdf", PLAN, ocr=0.5)
    assert archive.listed(ALL) == ["mat.docx"]
    reader = Scope(organisations=frozenset())
    assert archive.listed(reader) == ["quet.pdf"]
    assert archive.found("Bến cá thu phí", reader) == {"quet.pdf"}
    assert archive.catalogue.copies_of(scan, reader) == []
    assert archive.catalogue.copy_counts([scan], reader) == {}
    inside = Scope(organisations=frozenset({"vptu"}))
    assert archive.listed(inside) == ["vptu.docx"]
    assert [entry.file for entry in archive.catalogue.copies_of(scan, inside)] == ["vptu.docx"]
    assert archive.catalogue.copy_counts([scan], inside) == {scan: 1}


@pytest.mark.parametrize("order", list(itertools.permutations(["a.docx", "b.docx", "c.pdf"])))
def test_the_order_of_coming_does_not_matter(archive, order):
    for name in order:
        archive.put(name, PLAN, ocr=0.7 if name.endswith("pdf") else None)
    better = min(("a.docx", "b.docx"), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    assert archive.listed() == [better]


def test_what_is_not_yet_indexed_hides_nothing(archive):
    archive.put("quet.pdf", PLAN, ocr=0.8)
    better = archive.put("b.docx", PLAN)
    archive.catalogue.put_passages(better, archive.catalogue.passages_of(better))
    assert "quet.pdf" in archive.found("Bến cá thu phí")
    archive.index.index_documents([better])
    assert archive.found("Bến cá thu phí") == {"b.docx"}


def test_a_filter_that_only_the_lesser_copy_meets_shows_that(archive):
    archive.put("ho-so-cu/quet.pdf", PLAN, ocr=0.8)
    archive.put("b.docx", PLAN)
    assert archive.listed(query="ho-so-cu") == ["ho-so-cu/quet.pdf"]
    assert archive.listed(query=".") == ["b.docx"]


def test_a_number_finds_the_best_copy_and_a_path_its_own(archive):
    archive.put("quet.pdf", PLAN, ocr=0.8, number="30/KH-UBND")
    archive.put("b.docx", PLAN, number="30/KH-UBND")
    find = archive.catalogue.find
    assert [entry.file for entry in find("30/KH-UBND", ALL)] == ["b.docx"]
    assert [entry.file for entry in find("quet.pdf", ALL)] == ["quet.pdf"]
    assert archive.found("kế hoạch 30/KH-UBND") == {"b.docx"}


def test_when_the_best_copy_goes_the_next_one_is_shown(archive):
    archive.put("quet.pdf", PLAN, ocr=0.8)
    better = archive.put("b.docx", PLAN)
    archive.catalogue.unlink(["/kho/b.docx"])
    assert archive.listed() == ["quet.pdf"]
    archive.catalogue.delete_files([better.rpartition("-")[0]])
    assert archive.listed() == ["quet.pdf"]
    assert archive.found("Bến cá thu phí") == {"quet.pdf"}


def test_every_document_is_compared_once(archive):
    first = archive.put("a.docx", PLAN, link=False)
    assert archive.catalogue.uncompared() == [first]
    assert (archive.index.link_copies(), archive.index.link_copies()) == (1, 0)
    assert link_copies_of(archive.catalogue, "x-0") == ()


def test_a_new_reading_is_compared_anew(archive):
    archive.put("a.docx", PLAN)
    archive.put("b.docx", PLAN)
    archive.put("b.docx", OTHER)
    assert archive.listed() == ["a.docx", "b.docx"]
