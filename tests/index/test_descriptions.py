"""Described documents can be filtered by level, topic and validity, each reader by what he may see."""

import datetime as dt

import pytest

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.migrate import open_engine
from index.descriptions import describe
from index.filters import IN_FORCE, NOT_IN_FORCE, Filter
from index.passages import passages_of
from index.standing import Validity
from index.topics import read_topics
from index.types import Scope
from index.vocabulary import Vocabulary
from ingest.facts.references import references_of
from ingest.types import Document, Fact, Facts, Span

OPEN, ALL = Label(), Scope(clearance=3)
TOPICS = {"Đê điều": ("đê", "bến cá"), "Văn thư": ("văn thư",)}
OLD = ("1/2020/NĐ-CP", "2020-01-05", "2020-03-01")
NEW = ("9/2025/NĐ-CP", "2025-01-05", "2025-07-01")
REPEALS = "Nghị định này thay thế Nghị định số 1/2020/NĐ-CP ngày 05/01/2020."


class Archive:
    def __init__(self, folder):
        self.catalogue = Catalogue(open_engine(f"sqlite:///{folder / 'catalogue.sqlite'}"))

    def add(self, letter, masthead=(None, None, None), text="Về bến cá.", title="Về bến cá", label=OPEN, link=True):
        number, issued, effective = masthead
        day = dt.date.fromisoformat
        fact = lambda value: None if value is None else Fact(value, Span(0, 0))  # noqa: E731
        facts = Facts(
            number=fact(number),
            kind=fact("nghị định" if number else None),
            issued_on=fact(issued and day(issued)),
            effective_on=fact(effective and day(effective)),
            title=fact(title),
        )
        made = Document(letter * 64 + "-0", text, "text/plain", facts, references=references_of(text))
        self.catalogue.put(FileRecord(made.file_id, 1, "text/plain", "1", False), [made], [passages_of(made)], label)
        if link:
            self.catalogue.link(f"/kho/{letter}", letter, made.file_id)
        self.catalogue.mark_indexed([made.id])

    def letters(self, scope=ALL, **conditions):
        return "".join(key[0] for key in self.catalogue.filtered(Filter(**conditions), scope))

    def told(self, letter, day="2026-01-01", scope=ALL):
        key, on = letter * 64 + "-0", dt.date.fromisoformat(day)
        (value,) = self.catalogue.facets([key], scope, on).validity
        assert self.catalogue.validities([key, "khong-co"], scope, on) == {key: Validity(value)}
        return Validity(value)


@pytest.fixture
def archive(tmp_path):
    opened = Archive(tmp_path)
    yield opened
    opened.catalogue.close()


def test_what_is_described_can_be_asked_for_and_once_is_enough(archive):
    archive.add("a", OLD)
    archive.add("b", title="Công tác văn thư ở bến cá")
    assert describe(archive.catalogue, TOPICS) == 2
    assert describe(archive.catalogue, TOPICS) == 0
    assert archive.letters(topics=frozenset({"Đê điều"})) == "ab"
    assert archive.letters(topics=frozenset({"Văn thư", "Không có"})) == "b"
    assert archive.letters(levels=frozenset({"trung-uong"})) == "a"
    assert archive.catalogue.facets(None, ALL).topics == {"Đê điều": 2, "Văn thư": 1}
    # Other topics: all of it anew.
    assert describe(archive.catalogue, {"Văn thư": ("văn thư",)}) == 2
    assert archive.catalogue.facets(None, ALL).topics == {"Văn thư": 1}


def test_a_replaced_document_is_in_force_until_the_other_is(archive):
    archive.add("a", OLD)
    archive.add("b", NEW, REPEALS)
    describe(archive.catalogue, TOPICS)
    days = ("2020-02-01", "2020-03-01", "2025-06-30", "2025-07-01")
    told = [archive.told("a", day) for day in days]
    assert told == [Validity.NOT_YET, Validity.IN_FORCE, Validity.IN_FORCE, Validity.ENDED]
    late, early = dt.date(2026, 1, 1), dt.date(2025, 6, 1)
    assert archive.letters(validity=IN_FORCE, valid_on=late) == "b"
    assert archive.letters(validity=NOT_IN_FORCE, valid_on=late) == "a"
    assert archive.letters(validity=IN_FORCE, valid_on=early) == "a"
    assert archive.catalogue.facets(None, ALL, late).validity == {"con-hieu-luc": 1, "het-hieu-luc": 1}
    assert archive.catalogue.facets(None, ALL, early).validity == {"con-hieu-luc": 1, "chua-hieu-luc": 1}
    # As of a day before it was issued, nobody knows of the newer one.
    assert archive.letters(Scope(3, as_of=dt.date(2024, 1, 1)), validity=IN_FORCE) == "a"


@pytest.mark.parametrize(("label", "link"), [(Label(2), True), (Label(0, "stc"), True), (OPEN, False)])
def test_what_the_reader_may_not_see_ends_nothing(archive, label, link):
    archive.add("a", OLD)
    archive.add("b", NEW, REPEALS, label=label, link=link)
    describe(archive.catalogue, TOPICS)
    reader = Scope(0, frozenset())
    assert archive.told("a", scope=reader) is Validity.IN_FORCE
    assert archive.letters(reader, validity=NOT_IN_FORCE) == ""
    assert archive.catalogue.facets(None, reader).validity == {"con-hieu-luc": 1}
    assert archive.told("a") is (Validity.ENDED if link else Validity.IN_FORCE)


def test_unknown_is_not_thrown_away(archive):
    archive.add("a")
    archive.add("b", ("45-QĐ/TW", "2015-01-01", "2015-01-01"))
    archive.add("c", NEW, "Nghị định này thay thế Quy định số 45-QĐ/TW.")
    describe(archive.catalogue, TOPICS)
    assert archive.told("a") is archive.told("b") is Validity.UNKNOWN
    assert archive.letters(validity=IN_FORCE, valid_on=dt.date(2026, 1, 1)) == "abc"


def test_amended_in_part_is_in_force(archive):
    archive.add("a", OLD)
    archive.add("b", NEW, "Bãi bỏ khoản 2 Điều 5 Nghị định số 1/2020/NĐ-CP.")
    describe(archive.catalogue, TOPICS)
    assert archive.told("a") is Validity.AMENDED
    assert archive.letters(validity=IN_FORCE, valid_on=dt.date(2026, 1, 1)) == "ab"


def test_copies_of_what_ended_have_ended(archive):
    archive.add("a", OLD)
    archive.add("b", NEW, REPEALS)
    archive.add("c")
    archive.add("d", title=None)
    archive.catalogue.put_copies("c" * 64 + "-0", (), "9", ["a" * 64 + "-0"])
    describe(archive.catalogue, TOPICS)
    assert [archive.told(letter) for letter in "acd"] == [Validity.ENDED, Validity.ENDED, Validity.UNKNOWN]
    assert archive.letters(validity=NOT_IN_FORCE, valid_on=dt.date(2026, 1, 1)) == "c"
    # A copy that the reader may not see tells him nothing.
    archive.catalogue.relabel("a" * 64, Label(clearance=2))
    assert archive.told("c", scope=Scope()) is Validity.UNKNOWN


def test_order_of_arrival_does_not_matter_and_a_new_reading_is_described_again(archive):
    archive.add("b", NEW, REPEALS)
    describe(archive.catalogue, TOPICS)
    archive.add("a", OLD)
    describe(archive.catalogue, TOPICS)
    assert archive.told("a") is Validity.ENDED
    archive.add("b", NEW, "Về bến cá.")
    assert archive.told("a") is Validity.IN_FORCE
    assert describe(archive.catalogue, TOPICS) == 1


def test_the_vocabulary_describes_when_it_learns(archive):
    archive.add("a", OLD)
    assert archive.catalogue.facets(None, ALL).topics == {}
    Vocabulary(archive.catalogue).refresh()
    assert archive.catalogue.facets(None, ALL).topics == {}
    assert Vocabulary(archive.catalogue, topics=TOPICS).refresh() is not None
    assert archive.catalogue.facets(None, ALL).topics == {"Đê điều": 1}


def test_counts_agree_however_they_are_asked(archive):
    for at, letter in enumerate("abcdefgh"):
        number = f"{at}/2020/NĐ-CP"
        archive.add(
            letter, (number, "2020-01-05", "2020-03-01"), f"Nghị định này thay thế Nghị định số {at - 1}/2020/NĐ-CP."
        )
    describe(archive.catalogue, read_topics())
    ids = [letter * 64 + "-0" for letter in "abcdefgh"]
    assert archive.catalogue.facets(ids, ALL) == archive.catalogue.facets(None, ALL)
    assert archive.catalogue.facets(None, ALL).validity == {"con-hieu-luc": 1, "het-hieu-luc": 7}
