"""Numbers, laws and addresses of a question become documents and units of the archive, inside the reader's scope."""

import datetime as dt

import pytest

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.migrate import open_engine
from index.named import named_in
from index.passages import passages_of
from index.query.understanding import Part
from index.types import Scope
from index.vocabulary import Vocabulary
from ingest.structure.sections import sections_of
from ingest.types import Document, Fact, Facts, Span

ALL = Scope(clearance=3)
TEXT = "Điều 1. Phạm vi\nPhạm vi.\nĐiều 2. Đối tượng\n1. Cơ quan.\n2. Tổ chức.\na) Trong nước;\nb) Ngoài nước."


def fact(value):
    return None if value is None else Fact(value, Span(0, 0))


@pytest.fixture
def archive(tmp_path):
    catalogue = Catalogue(open_engine(f"sqlite:///{tmp_path / 'catalogue.sqlite'}"))

    def add(letter, number=None, kind=None, year=2020, title=None, label=Label()):  # noqa: B008
        facts = Facts(number=fact(number), kind=fact(kind), title=fact(title), issued_on=fact(dt.date(year, 3, 5)))
        made = Document(letter * 64 + "-0", TEXT, "text/plain", facts, sections=sections_of(TEXT))
        catalogue.put(FileRecord(made.file_id, 1, "text/plain", "1", False), [made], [passages_of(made)], label)
        catalogue.link(f"/kho/{letter}", letter, made.file_id)

    add("a", "30/2020/NĐ-CP", "nghị định")
    add("b", "30/2021/NĐ-CP", "nghị định", 2021)
    add("c", "57-NQ/TW", "nghị quyết", 2024)
    add("d", "57/NQ-CP", "nghị quyết", 2022)
    add("e", "31/2024/QH15", "luật", 2024, "Đất đai")
    add("f", "45/2013/QH13", "luật", 2013, "LUẬT ĐẤT ĐAI")
    add("g", "1/2000/QH10", "luật", 2000, "Đất")
    add("h", "57/QĐ-UBND", "quyết định", label=Label(clearance=1))
    yield catalogue
    catalogue.close()


def named(archive, question, scope=ALL, literal=()):
    return named_in(Vocabulary().understood(question, literal), archive, scope)


def letters(archive, question, scope=ALL, literal=()):
    return "".join(sorted(key[0] for key in named(archive, question, scope, literal).documents))


@pytest.mark.parametrize(("question", "found"), [
    ("nghị định 30", "ab"), ("nđ 30/2020", "a"), ("nghị định số 30 năm 2021", "b"), ("NQ 57", "cd"), ("57-NQ/TW", "c"),
    ("NQ 57 và nd 30/2020", "acd"), ("57/QĐ-UBND", "h"), ("luật đất đai", "ef"), ("Điều 2 Luật Đất đai 2024", "e"),
    ("luật đất đai năm 2013 và Luật Đất", "fg"), ("thuế nhà đất", ""), ("nghị định 31", ""), ("", ""),
])  # fmt: skip
def test_documents(archive, question, found):
    assert letters(archive, question) == found


def test_what_a_reader_may_not_see_is_not_named(archive):
    assert letters(archive, "quyết định 57", Scope()) == ""
    assert [m.serial for m in named(archive, "quyết định 57", Scope()).unknown] == ["57"]
    assert named(archive, "quyết định 57").unknown == ()


def test_units(archive):
    found = named(archive, "điểm b khoản 2 điều 2 nđ 30/2020")
    (place,) = found.places
    assert (place.document_id[0], TEXT[place.span.start : place.span.end].strip()) == ("a", "b) Ngoài nước.")
    assert found.missing == ()
    assert len(named(archive, "điều 2 luật đất đai").places) == 2


def test_a_unit_that_no_named_document_has_is_missing(archive):
    found = named(archive, "khoản 9 điều 2 nđ 30/2020")
    assert found.places == () and len(found.missing) == 1
    assert named(archive, "khoản 9 điều 2") == named(archive, "")


def test_numbers_taken_as_typed_name_nothing(archive):
    assert letters(archive, "57-NQ/TW và luật đất đai", literal=[Part.NUMBERS]) == ""
