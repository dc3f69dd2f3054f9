"""What is kept of the catalogue is as the catalogue is now, whoever wrote to it."""

import datetime as dt
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.migrate import open_engine
from index.catalogue.unchanged import UntilChanged
from index.filters import Filter
from index.passages import passages_of
from index.types import Scope
from ingest.types import Document, Fact, Facts, Span


@pytest.fixture
def engine(tmp_path):
    made = open_engine(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    yield made
    made.dispose()


class Counted:
    """How often it was asked."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.times


def write(engine):
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO removals VALUES (hex(randomblob(8)), '2026-01-01')"))


def test_made_once_until_something_is_written(engine):
    kept, made = UntilChanged(engine, 8), Counted()
    assert [kept.get("a", made), kept.get("a", made), kept.get("b", made), kept.get("a", made)] == [1, 1, 2, 1]
    write(engine)
    assert [kept.get("a", made), kept.get("a", made)] == [3, 3]
    kept.close()
    assert kept.get("a", made) == 4
    kept.close()


def test_another_process_writes(engine):
    kept, made = UntilChanged(engine, 8), Counted()
    kept.get("a", made)
    other = sqlite3.connect(engine.url.database)
    other.execute("INSERT INTO removals VALUES ('x', '2026-01-01')")
    assert kept.get("a", made) == 1
    other.commit()
    other.close()
    assert kept.get("a", made) == 2
    kept.close()


def test_what_changed_while_it_was_made_is_made_again(engine):
    kept = UntilChanged(engine, 8)

    def slowly():
        write(engine)
        return "old"

    assert kept.get("a", slowly) == "old"
    assert kept.get("a", lambda: "new") == "new"
    kept.close()


def test_the_longest_unasked_goes_first(engine):
    kept, made = UntilChanged(engine, 2), Counted()
    assert [kept.get(key, made) for key in "abacab"] == [1, 2, 1, 3, 1, 4]
    kept.close()


def test_a_database_that_is_not_watched_is_asked_every_time():
    kept, made = UntilChanged(create_engine("sqlite://"), 8), Counted()
    assert [kept.get("a", made), kept.get("a", made)] == [1, 2]
    kept.close()


def document_of(letter, kind):
    facts = Facts(kind=Fact(kind, Span(0, 0)), issued_on=Fact(dt.date(2025, 1, 1), Span(0, 0)))
    return Document(letter * 64 + "-0", f"Văn bản {letter}.", "text/plain", facts)


OPEN = Label()


def put(catalogue, letter, kind="luật", label=OPEN):
    made = document_of(letter, kind)
    catalogue.put(FileRecord(made.file_id, 1, "text/plain", "1", False), [made], [passages_of(made)], label)
    catalogue.link(f"/kho/{letter}", letter, made.file_id)
    catalogue.mark_indexed([made.id])


def test_filters_and_counts_follow_every_change_and_tell_no_reader_of_anothers(engine, tmp_path):
    catalogue = Catalogue(engine)
    laws, everybody = Filter(kinds=frozenset({"luật"})), Scope()

    def found(scope=everybody):
        ids = catalogue.filtered(laws, scope)
        assert catalogue.facets(None, scope).kinds.get("luật", 0) == len(ids)
        return "".join(key[0] for key in ids)

    put(catalogue, "a")
    put(catalogue, "b", label=Label(2))
    assert (found(), found(Scope(2)), found()) == ("a", "ab", "a")
    catalogue.relabel("a" * 64, Label(3))
    assert (found(), found(Scope(2)), found(Scope(3))) == ("", "b", "ab")
    other = Catalogue(open_engine(str(engine.url)))
    put(other, "c")
    other.close()
    assert (found(), found(Scope(3))) == ("c", "abc")
    catalogue.filtered(laws, everybody).clear()
    assert found() == "c"
    catalogue.close()


def test_readers_see_what_was_written_before_they_asked(engine):
    catalogue = Catalogue(engine)
    laws = Filter(kinds=frozenset({"luật"}))

    def ask(_):
        before = len(written)
        return before, len(catalogue.filtered(laws, Scope())), len(catalogue.facets(None, Scope()).kinds)

    written = []
    with ThreadPoolExecutor(8) as pool:
        for letter in "abcdef0123456789":
            asked = pool.map(ask, range(20))
            put(catalogue, letter)
            written.append(letter)
            assert all(before <= found for before, found, _ in asked)
    assert len(catalogue.filtered(laws, Scope())) == 16
    catalogue.close()
