"""The catalogue's filters and counts: every condition, every reader, every copy."""

import datetime as dt

import pytest

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.migrate import open_engine
from index.filters import Facets, Filter
from index.passages import passages_of
from index.types import Scope
from ingest import media
from ingest.types import Document, Fact, Facts, Finding, Span

ALL = Scope(clearance=3)
OPEN = Label()


def fact(value):
    return None if value is None else Fact(value, Span(0, 0))


class Archive:
    def __init__(self, folder):
        self.catalogue = Catalogue(open_engine(f"sqlite:///{folder / 'catalogue.sqlite'}"))

    def add(self, letter, kind=None, issuer=None, on=None, of=media.PDF, findings=(), label=OPEN, link=True):
        facts = Facts(kind=fact(kind), issuer=fact(issuer), issued_on=fact(on and dt.date.fromisoformat(on)))
        found = tuple(Finding(code, f'Xem ["{code}x", "thiếu số"].') for code in findings)
        made = Document(letter * 64 + "-0", f"Văn bản {letter}.", of, facts, findings=found)
        self.catalogue.put(FileRecord(made.file_id, 1, of, "1", False), [made], [passages_of(made)], label)
        if link:
            self.catalogue.link(f"/kho/{letter}", letter, made.file_id)
        self.catalogue.mark_indexed([made.id])
        return made.id

    def copies(self, *letters):
        """The first is the best."""
        for at, letter in enumerate(letters):
            others = [other * 64 + "-0" for other in letters[:at]]
            self.catalogue.put_copies(letter * 64 + "-0", (), f"{99 - at:03d}", others)

    def letters(self, scope=ALL, **conditions):
        return "".join(key[0] for key in self.catalogue.filtered(Filter(**conditions), scope))


@pytest.fixture
def archive(tmp_path):
    opened = Archive(tmp_path)
    yield opened
    opened.catalogue.close()


@pytest.fixture
def full(archive):
    archive.add("a", "nghị quyết", "Tỉnh ủy Sông Lam", "2024-05-01")
    archive.add("b", "nghị quyết", "TỈNH UỶ SÔNG LAM", "2025-12-31", media.DOCX, ["low_ocr"])
    archive.add("c", "luật", "Quốc hội", "2025-01-01", media.DOC, ["no_number", "low_ocr"], Label(2))
    archive.add("d", None, None, None, media.HTML, ["lowxocr"], Label(0, "stc"))
    return archive


def some(*values):
    return frozenset(values)


@pytest.mark.parametrize(("conditions", "found"), [
    ({}, "abcd"), ({"kinds": some("nghị quyết")}, "ab"), ({"kinds": some("nghị quyết", "luật")}, "abc"),
    ({"kinds": some("không có")}, ""), ({"issuers": some("Tỉnh uỷ Sông Lam")}, "ab"),
    ({"issuers": some("quốc hội", "không có")}, "c"), ({"issuers": some("Tỉnh ủy")}, ""),
    ({"issued_from": dt.date(2025, 1, 1)}, "bc"), ({"issued_to": dt.date(2025, 1, 1)}, "ac"),
    ({"issued_from": dt.date(2025, 1, 1), "issued_to": dt.date(2025, 1, 1)}, "c"),
    ({"issued_from": dt.date(2026, 1, 1)}, ""), ({"formats": some("word")}, "bc"),
    ({"formats": some("pdf", "web")}, "ad"), ({"formats": some("slides")}, ""), ({"formats": some("ảnh")}, ""),
    ({"findings": some("low_ocr")}, "bc"), ({"findings": some("no_number", "lowxocr")}, "cd"),
    ({"findings": some("ocr")}, ""), ({"findings": some("low_ocrx")}, ""),
    ({"findings": some("low_ocr"), "kinds": some("nghị quyết"), "formats": some("word")}, "b"),
])  # fmt: skip
def test_every_condition(full, conditions, found):
    assert full.letters(**conditions) == found


@pytest.mark.parametrize(("scope", "found"), [
    (Scope(), "abd"), (Scope(organisations=frozenset()), "ab"), (Scope(2, as_of=dt.date(2025, 6, 1)), "acd"),
])  # fmt: skip
def test_only_what_the_reader_may_see(full, scope, found):
    assert full.letters(scope) == found
    facets = full.catalogue.facets(None, scope)
    assert facets == full.catalogue.facets([letter * 64 + "-0" for letter in "abcd"], scope)
    assert facets.documents == len(found)


def test_of_copies_the_best_that_meets_the_filter(full):
    full.copies("a", "b")
    assert full.letters() == "acd"
    assert full.letters(kinds=some("nghị quyết")) == "a"
    assert full.letters(formats=some("word")) == "bc"
    assert full.letters(Scope(as_of=dt.date(2024, 1, 1)), kinds=some("nghị quyết")) == ""


def test_a_better_copy_that_the_reader_may_not_see_counts_for_nothing(full):
    full.copies("c", "a")
    assert full.letters(Scope()) == "abd" and full.letters() == "bcd"
    assert full.catalogue.facets(None, Scope()).kinds == {"nghị quyết": 2}
    assert full.catalogue.facets(["a" * 64 + "-0", "c" * 64 + "-0"], Scope()).kinds == {"nghị quyết": 1}


def test_counts_over_the_archive(full):
    assert full.catalogue.facets(None, ALL) == Facets(
        4,
        {"nghị quyết": 2, "luật": 1},
        {"TỈNH UỶ SÔNG LAM": 2, "Quốc hội": 1},
        {2025: 2, 2024: 1},
        {"word": 2, "pdf": 1, "web": 1},
        {"trung-uong": 1, "tinh": 2},
        {},
        {"chua-ro": 4},
    )
    assert list(full.catalogue.facets(None, ALL).years) == [2025, 2024]


def test_counts_over_some_documents(full):
    ids = [letter * 64 + "-0" for letter in "bda"]
    found = full.catalogue.facets([*ids, *ids, "unknown"], ALL)
    assert (found.documents, found.kinds, found.formats) == (3, {"nghị quyết": 2}, {"pdf": 1, "web": 1, "word": 1})
    assert full.catalogue.facets([], ALL) == Facets()
    full.copies("a", "b")
    assert full.catalogue.facets(ids, ALL).formats == {"pdf": 1, "web": 1}
    assert full.catalogue.facets(["b" * 64 + "-0"], ALL).formats == {"word": 1}
    assert full.catalogue.facets(None, ALL).documents == 3


def test_of_equal_copies_the_smaller_id_counts_and_an_unindexed_one_hides_none(full):
    full.catalogue.put_copies("a" * 64 + "-0", (), "1", [])
    full.catalogue.put_copies("b" * 64 + "-0", (), "1", ["a" * 64 + "-0"])
    everything = [letter * 64 + "-0" for letter in "abcd"]
    assert full.letters(kinds=some("nghị quyết")) == "a"
    assert full.catalogue.facets(everything, ALL) == full.catalogue.facets(None, ALL)
    full.catalogue.put_passages("a" * 64 + "-0", ())
    assert full.letters(kinds=some("nghị quyết")) == "ab"
    assert full.catalogue.facets(everything, ALL) == full.catalogue.facets(None, ALL)


def test_a_document_that_no_path_leads_to_is_not_there(archive):
    lost = archive.add("a", "luật", link=False)
    assert archive.letters() == ""
    assert archive.catalogue.facets(None, ALL) == archive.catalogue.facets([lost], ALL) == Facets()


def test_lists_longer_than_a_statement_can_carry(full, monkeypatch):
    monkeypatch.setattr("index.catalogue.access._CHUNK", 2)
    full.copies("a", "d")
    ids = [*(f"x{n}-0" for n in range(9)), *(letter * 64 + "-0" for letter in "dcba")]
    assert full.catalogue.facets(ids, ALL) == full.catalogue.facets(None, ALL)
    assert full.catalogue.facets([f"x{n}-0" for n in range(90)], ALL) == Facets()
