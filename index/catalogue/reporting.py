"""What went wrong and what is doubtful, kept for a report; runs, so that "the last one" means something."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from sqlalchemy import delete, exists, insert, select, update

from index.catalogue import codec
from index.catalogue.access import Tables, chunks, now
from index.catalogue.rows import NAME, visible
from index.catalogue.schema import DOCUMENTS, FAILURES, FILES, PAGES, PATHS, RUNS
from index.types import Scope
from ingest.errors import SecrecyTooHigh
from ingest.types import Finding

UNNAMED = "[không ghi tên]"


@dataclass(frozen=True, slots=True)
class FailureRecord:
    """Why a path could not be read. `file` is its name, or its folder where the name may not be shown; `at` is UTC."""

    file: str
    source: str
    code: str
    message: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """What is doubtful in a document: `page` is the first page of its place, None where there is none."""

    document_id: str
    file: str
    number: str | None
    code: str
    message: str
    page: int | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One ingestion. `ended_at` is None for one that goes on or was cut off."""

    id: int
    started_at: dt.datetime
    ended_at: dt.datetime | None
    read: int = 0
    unchanged: int = 0
    replaced: int = 0
    failed: int = 0
    skipped: int = 0


def unnamed(path: str) -> str:
    """A path without its last part but for a short suffix: where to look, not what it is called.

    >>> unnamed("ke-hoach/dien tap ben Vinh Sau.docx")
    'ke-hoach/[không ghi tên].docx'
    """
    folder, slash, name = path.rpartition("/")
    suffix = PurePosixPath(name).suffix
    return f"{folder}{slash}{UNNAMED}{suffix if len(suffix) <= 5 and suffix[1:].isalnum() else ''}"


def recorded(source: str) -> tuple[str, str]:
    """The keys under which a failure of this path may be kept: by itself, and for a secret file without its name."""
    print_ = sha256(source.encode("utf-8", "replace")).hexdigest()[:16]
    return source, f"{unnamed(source)}#{print_}"


class Reporting(Tables):
    """Failures, findings and runs."""

    def fail(self, source: str, name: str, code: str, message: str) -> None:
        """Record why a path could not be read; what it held before stays.

        A file refused for its secrecy is recorded without its name, which may itself be content ("Phương án diễn tập
        …"): the folder, the suffix and a fingerprint of the path remain, enough to find it for whoever may.
        """
        with self._engine.begin() as connection:
            connection.execute(delete(FAILURES).where(FAILURES.c.source.in_(recorded(source))))
            if code == SecrecyTooHigh.code:
                source, name = recorded(source)[1], unnamed(name)
            connection.execute(insert(FAILURES).values(source=source, name=name, code=code, message=message, at=now()))

    def forgive(self, sources: Iterable[str]) -> None:
        """Failures recorded for these paths are history: the folder can be listed again, the archive opened."""
        with self._engine.begin() as connection:
            for source in sources:
                connection.execute(delete(FAILURES).where(FAILURES.c.source.in_(recorded(source))))

    def begin_run(self) -> int:
        """The id of a new run."""
        values = {"started_at": now(), "read": 0, "unchanged": 0, "replaced": 0, "failed": 0, "skipped": 0}
        with self._engine.begin() as connection:
            made = connection.execute(insert(RUNS).values(**values)).inserted_primary_key
        return int(made[0]) if made else 0

    def end_run(self, run_id: int, *, read: int, unchanged: int, replaced: int, failed: int, skipped: int) -> None:
        """What the run did; a run that is killed never gets here and stays open."""
        counts = {"read": read, "unchanged": unchanged, "replaced": replaced, "failed": failed, "skipped": skipped}
        with self._engine.begin() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run_id).values(ended_at=now(), **counts))

    def last_run(self) -> RunRecord | None:
        row = self._first(select(RUNS).order_by(RUNS.c.id.desc()))
        return None if row is None else RunRecord(*tuple(row))

    def failures(self, scope: Scope) -> list[FailureRecord]:
        """Standing failures by name. A name that leads to a document outside the scope is left out of its record."""
        hidden = exists().where(
            PATHS.c.source == FAILURES.c.source, DOCUMENTS.c.file_id == PATHS.c.file_id, ~visible(scope)
        )
        query = select(FAILURES, hidden.label("hidden")).order_by(FAILURES.c.name, FAILURES.c.source)
        return [
            FailureRecord(
                unnamed(row.name) if row.hidden else row.name,
                unnamed(row.source) if row.hidden else row.source.partition("#")[0],
                row.code,
                row.message,
                row.at,
            )
            for row in self._rows(query)
        ]

    def findings(self, scope: Scope) -> list[FindingRecord]:
        """Findings of the documents that this reader may see, by file name."""
        query = (
            select(DOCUMENTS.c.id, NAME.c.name, DOCUMENTS.c.number, DOCUMENTS.c.findings, FILES.c.read_at)
            .select_from(DOCUMENTS.join(NAME, NAME.c.file_id == DOCUMENTS.c.file_id))
            .join(FILES, FILES.c.id == DOCUMENTS.c.file_id)
            .where(DOCUMENTS.c.finding_count > 0, visible(scope))
            .order_by(NAME.c.name, DOCUMENTS.c.id)
        )
        found = self._rows(query)
        spans = self._page_starts([row.id for row in found])
        return [
            FindingRecord(
                row.id, row.name, row.number, made.code, made.message, _page(spans.get(row.id, ()), made), row.read_at
            )
            for row in found
            for made in codec.findings_of_json(row.findings)
        ]

    def _page_starts(self, document_ids: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
        """Start and number of every page that has text, by document, in order."""
        starts: dict[str, list[tuple[int, int]]] = {}
        for chunk in chunks(document_ids):
            chosen = select(PAGES.c.document_id, PAGES.c.start, PAGES.c.number).where(PAGES.c.document_id.in_(chunk))
            for row in self._rows(chosen.order_by(PAGES.c.document_id, PAGES.c.number)):
                starts.setdefault(row.document_id, []).append((row.start, row.number))
        return starts


def _page(starts: Sequence[tuple[int, int]], finding: Finding) -> int | None:
    """The page on which a finding's place begins."""
    if finding.span is None or not starts:
        return None
    at = bisect_right(starts, (finding.span.start, len(starts) + 1)) - 1
    return starts[max(at, 0)][1]
