"""Taking files out: paths first, in one transaction with the mark that says so; then what hung on them can follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, case, delete, func, insert, or_, select, text, update

from index.catalogue.access import Tables, chunks, now
from index.catalogue.rows import visible
from index.catalogue.schema import BESIDE, DOCUMENTS, FAILURES, FILES, PATHS, REMOVALS
from index.types import Scope


@dataclass(frozen=True, slots=True)
class Path:
    """A path that leads to a file: where it was read from, what the archive calls it."""

    source: str
    name: str
    file_id: str


def source_key(source: str) -> str:
    """What stands for a removed path: its name may be what had to go."""
    return sha256(source.encode("utf-8", "replace")).hexdigest()


class Removing(Tables):
    """Paths by their exact names, for whoever keeps the archive; and the way out."""

    def paths(self) -> list[Path]:
        """Every path, in source order."""
        return [Path(*tuple(row)) for row in self._rows(_PATHS.order_by(PATHS.c.source))]

    def paths_named(self, name: str, source: str) -> list[Path]:
        """Paths of exactly this name or source; if none, those in the folder of that name or source."""
        exact = self._rows(_PATHS.where(or_(PATHS.c.name == name, PATHS.c.source == source)).order_by(PATHS.c.source))
        if exact:
            return [Path(*tuple(row)) for row in exact]
        folders = (f"{name.rstrip('/')}/", f"{source.rstrip('/')}/")
        within = or_(
            PATHS.c.name.startswith(folders[0], autoescape=True), PATHS.c.source.startswith(folders[1], autoescape=True)
        )
        return [Path(*tuple(row)) for row in self._rows(_PATHS.where(within).order_by(PATHS.c.source))]

    def paths_of(self, file_ids: Iterable[str]) -> list[Path]:
        """Every path to these files, in source order."""
        found: list[Path] = []
        for chunk in chunks(sorted(set(file_ids))):
            found += [Path(*tuple(row)) for row in self._rows(_PATHS.where(PATHS.c.file_id.in_(chunk)))]
        return sorted(found, key=lambda path: path.source)

    def files_seen(self, file_ids: Iterable[str], scope: Scope) -> dict[str, str]:
        """Of these files those of which this reader may see every document, with the id of the first."""
        found: dict[str, str] = {}
        for chunk in chunks(sorted(set(file_ids))):
            seen = func.min(case((visible(scope), 1), else_=0)) == 1
            query = select(DOCUMENTS.c.file_id, func.min(DOCUMENTS.c.id)).where(DOCUMENTS.c.file_id.in_(chunk))
            found.update(tuple(row) for row in self._rows(query.group_by(DOCUMENTS.c.file_id).having(seen)))
        return found

    def unlink(self, sources: Sequence[str]) -> None:
        """These paths lead nowhere from now on, and a watched folder does not bring them back.

        Files that no path leads to any more are condemned in the same step: not found, not read, not indexed, so that
        a run that is killed after this is completed by the next one and cannot come halfway back.
        """
        with self._engine.begin() as connection:
            gone: set[str] = set()
            for chunk in chunks(sources):
                here = PATHS.c.source.in_(chunk)
                gone |= set(connection.execute(select(PATHS.c.file_id).where(here)).scalars())
                keys = [source_key(source) for source in chunk]
                connection.execute(delete(PATHS).where(here))
                connection.execute(delete(FAILURES).where(FAILURES.c.source.in_(chunk)))
                connection.execute(delete(REMOVALS).where(REMOVALS.c.source_key.in_(keys)))
                connection.execute(insert(REMOVALS), [{"source_key": key, "at": now()} for key in dict.fromkeys(keys)])
            _condemn(connection, gone)

    def condemn(self, file_ids: Iterable[str]) -> None:
        """Mark those of these files that no path leads to as on their way out."""
        with self._engine.begin() as connection:
            _condemn(connection, file_ids)

    def condemned(self) -> list[str]:
        """Ids of the files that are on their way out: of a removal that was not completed, or is going on."""
        led_to = select(PATHS.c.file_id)
        chosen = select(FILES.c.id).where(FILES.c.reader_version == "", FILES.c.id.not_in(led_to))
        return self._column(chosen.order_by(FILES.c.id))

    def removed_at(self, source: str) -> dt.datetime | None:
        """When this path was removed (UTC, no zone); None when it was not, or was ingested again since."""
        found: dt.datetime | None = self._scalar(
            select(REMOVALS.c.at).where(REMOVALS.c.source_key == source_key(source))
        )
        return found

    def scrub(self) -> None:
        """Leave nothing of what was deleted in SQLite's log; its pages are overwritten as they are freed."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


_PATHS = select(PATHS.c.source, PATHS.c.name, PATHS.c.file_id)


def _condemn(connection: Connection, file_ids: Iterable[str]) -> None:
    led_to = select(PATHS.c.file_id)
    for chunk in chunks(sorted(set(file_ids))):
        alone = FILES.c.id.in_(chunk) & FILES.c.id.not_in(led_to)
        marked = select(FILES.c.id).where(alone)
        connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.file_id.in_(marked)).values(indexed=False))
        going = select(DOCUMENTS.c.id).where(DOCUMENTS.c.file_id.in_(marked))
        connection.execute(delete(BESIDE).where(BESIDE.c.document_id.in_(going)))
        connection.execute(update(FILES).where(alone).values(reader_version=""))
