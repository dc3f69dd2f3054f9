"""Opening a catalogue: the engine, and the one Alembic chain run up to the newest revision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from index.disk import is_disk_full
from index.errors import ArchiveDamaged, DiskFull
from ingest.language.normalise import nfc

HEAD = "0004"
"""Newest revision; a test holds it to the chain. Compared first, so that Alembic loads only when there is work."""


def open_engine(url: str) -> Engine:
    """Engine of a migrated catalogue.

    Raises ArchiveDamaged when it cannot be opened or is newer than this program, DiskFull when there is no room to.
    """
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    try:
        found = _revision(engine)
        if found != HEAD:
            _upgrade(engine, found)
    except ArchiveDamaged:
        engine.dispose()
        raise
    except DatabaseError as error:
        engine.dispose()
        place = Path(engine.url.database or url)
        if is_disk_full(error):
            raise DiskFull(place) from error
        raise ArchiveDamaged(place, str(error.orig)) from error
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    # WAL lets readers go on while an ingestion writes; NORMAL may lose the last commit at a power cut, never the file.
    # What is deleted is overwritten: a removed document must not be read from the free pages of the file.
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000", "secure_delete=ON")
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    # SQLite's own `lower` knows only ASCII: "ỦY BAN" would not be found by "ủy ban".
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: object) -> object:
    return nfc(value).lower() if isinstance(value, str) else value


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(engine: Engine, found: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise ArchiveDamaged(
                Path(engine.url.database or ""), f"danh mục ở phiên bản {found}, mới hơn chương trình này"
            ) from error
