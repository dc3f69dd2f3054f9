"""The chain makes the tables that the code reads; what is not our catalogue is refused in our words."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from index.catalogue import migrate
from index.catalogue.catalogue import Catalogue
from index.catalogue.migrate import HEAD, open_engine
from index.catalogue.schema import METADATA
from index.descriptions import describe
from index.errors import ArchiveDamaged, DiskFull
from index.types import Scope


@pytest.fixture
def path(tmp_path):
    return tmp_path / "catalogue.sqlite"


def url(path):
    return f"sqlite:///{path}"


def revisions():
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def test_head_is_the_only_end_of_the_chain():
    assert revisions().get_heads() == [HEAD]


def test_the_chain_makes_the_tables_of_the_code(path):
    engine = open_engine(url(path))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        foreign = {
            (key["referred_table"], key["options"].get("ondelete"))
            for table in METADATA.tables
            for key in inspect(connection).get_foreign_keys(table)
        }
    engine.dispose()
    assert foreign == {("files", None), ("files", "CASCADE"), ("documents", "CASCADE")}


def test_the_chain_goes_back_to_nothing(path):
    from alembic import command

    open_engine(url(path)).dispose()
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    engine = open_engine(url(path))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()
    again = open_engine(url(path))
    assert inspect(again).has_table("documents")
    again.dispose()


def test_opening_twice_keeps_what_is_there(path):
    first = open_engine(url(path))
    with first.begin() as connection:
        connection.exec_driver_sql("INSERT INTO files VALUES ('a', 1, 'text/plain', '1', 0, '2026-01-01 00:00:00')")
    first.dispose()
    second = open_engine(url(path))
    with second.connect() as connection:
        assert connection.exec_driver_sql("SELECT id FROM files").scalar() == "a"
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD
    second.dispose()


def test_an_archive_of_the_first_revision_keeps_what_it_holds(path):
    from alembic import command
    from sqlalchemy import create_engine

    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    old = create_engine(url(path))
    with old.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for line in FIRST:
            connection.exec_driver_sql(line)
    old.dispose()
    engine = open_engine(url(path))
    catalogue = Catalogue(engine)
    (entry,) = catalogue.entries(Scope(), limit=9)[1]
    assert (entry.file, entry.number, entry.passages) == ("nq.txt", "1-NQ/TU", 1)
    assert catalogue.document(entry.id, Scope()).text == "Điều 1. Bến cá."
    assert list(catalogue.passages(["p"], Scope(), folded=True)) == ["p"]
    # Copies are looked for by the next ingestion; a refused file's name is no longer on record.
    assert catalogue.uncompared() == [entry.id]
    assert [(failure.file, failure.code) for failure in catalogue.failures(Scope())] == [("hong.pdf", "empty_file")]
    assert catalogue.last_run() is None
    # Filters by level, topic and validity: from what is there, no file is read again.
    assert describe(catalogue, {"Đê": ("bến cá",)}) == 1
    assert catalogue.facets(None, Scope()).levels == {}
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        assert connection.exec_driver_sql("SELECT count(*) FROM documents").scalar() == 1
    engine.dispose()


FIRST = (
    "INSERT INTO files VALUES ('f', 1, 'text/plain', '1', 0, '2026-01-01 00:00:00')",
    "INSERT INTO paths VALUES ('/kho/nq.txt', 'nq.txt', 'f')",
    "INSERT INTO documents VALUES ('f-0', 'f', 'text/plain', 'Điều 1. Bến cá.', '{}', '[]', '[]', '[]', 0, '1-NQ/TU', "
    "'1/nq/tu', NULL, NULL, NULL, NULL, 0, 1, 0, NULL, 1)",
    "INSERT INTO passages VALUES ('p', 'f-0', 0, 15, '', 'Điều 1. Bến cá.')",
    "INSERT INTO failures VALUES ('/kho/hong.pdf', 'hong.pdf', 'empty_file', 'Tệp rỗng.', '2026-01-01 00:00:00')",
    "INSERT INTO failures VALUES ('/kho/dien tap.pdf', 'dien tap.pdf', 'secrecy_too_high', '.', '2026-01-01 00:00:00')",
)


def test_a_catalogue_newer_than_the_program(path):
    engine = open_engine(url(path))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(ArchiveDamaged, match="9999") as caught:
        open_engine(url(path))
    assert caught.value.path == path


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 200])
def test_a_file_that_is_no_database(path, content):
    path.write_bytes(content)
    with pytest.raises(ArchiveDamaged) as caught:
        open_engine(url(path))
    assert caught.value.path == path
    assert path.read_bytes() == content


def test_a_folder_in_the_place_of_the_file(path):
    path.mkdir()
    with pytest.raises(ArchiveDamaged):
        open_engine(url(path))


def test_a_catalogue_with_another_program_s_tables(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE documents (id TEXT)")
    connection.close()
    with pytest.raises(ArchiveDamaged):
        open_engine(url(path))


def test_vietnamese_capitals_are_lowered_by_the_database(path):
    engine = open_engine(url(path))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT lower('ỦY BAN ĐIỀU')").scalar() == "ủy ban điều"
        assert connection.exec_driver_sql("SELECT lower(NULL)").scalar() is None
        assert connection.exec_driver_sql("SELECT lower(7)").scalar() in (7, "7")
    engine.dispose()


def test_no_room_for_the_tables_is_a_full_disk_and_no_damage(path, monkeypatch):
    prepare = migrate._prepare_sqlite

    def prepare_on_a_small_disk(connection, record):
        prepare(connection, record)
        connection.execute("PRAGMA max_page_count=3")

    monkeypatch.setattr(migrate, "_prepare_sqlite", prepare_on_a_small_disk)
    with pytest.raises(DiskFull):
        open_engine(url(path))
    monkeypatch.undo()
    engine = open_engine(url(path))
    assert inspect(engine).has_table("documents")
    engine.dispose()
