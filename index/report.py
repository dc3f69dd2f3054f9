"""What a clerk should look at: failures, missing files and findings, each with its cause and what to do."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from index.catalogue.catalogue import Catalogue
from index.catalogue.reporting import RunRecord
from index.causes import cause_of
from index.missing import missing_of
from index.types import Scope

KINDS = ("failure", "missing", "finding")


@dataclass(frozen=True, slots=True)
class Line:
    """One file and one thing about it. `page` is 1-based; `at` is UTC; `document_id` is None for a failure."""

    kind: str
    code: str
    cause: str
    remedy: str
    file: str
    message: str
    number: str | None = None
    page: int | None = None
    document_id: str | None = None
    source: str | None = None
    at: dt.datetime | None = None
    is_last_run: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """`hidden` counts missing files whose documents this reader may not see; `run` is the last ingestion, if any."""

    run: RunRecord | None
    lines: tuple[Line, ...]
    hidden: int = 0

    def counts(self) -> dict[str, int]:
        """Lines a code, in the order of the report."""
        return dict(Counter(line.code for line in self.lines))


def report_of(
    catalogue: Catalogue, scope: Scope, *, codes: Collection[str] = (), last_run_only: bool = False
) -> Report:
    """Failures first, then missing files, then findings, those that ask for nothing last of all.

    Within these the commonest cause first, files by name within it.
    `codes` keeps only these; `last_run_only` only what the last ingestion met.
    """
    run = catalogue.last_run()
    missing, hidden = _missing(catalogue, scope)
    lines = [*_failures(catalogue, scope, run), *missing, *_findings(catalogue, scope, run)]
    lines = [line for line in lines if (not codes or line.code in codes) and (line.is_last_run or not last_run_only)]
    counts = Counter(line.code for line in lines)
    lines.sort(key=lambda line: (_rank(line), -counts[line.code], line.code, line.file, line.page or 0))
    return Report(run, tuple(lines), hidden)


def _rank(line: Line) -> tuple[int, bool]:
    return KINDS.index(line.kind), cause_of(line.code).is_for_the_record


def _failures(catalogue: Catalogue, scope: Scope, run: RunRecord | None) -> list[Line]:
    return [
        _line("failure", f.code, f.file, f.message, source=f.source, at=f.at, is_last_run=_is_of(run, f.at))
        for f in catalogue.failures(scope)
    ]


def _findings(catalogue: Catalogue, scope: Scope, run: RunRecord | None) -> list[Line]:
    return [
        _line(
            "finding", f.code, f.file, f.message,
            number=f.number, page=f.page, document_id=f.document_id, at=f.at, is_last_run=_is_of(run, f.at),
        )
        for f in catalogue.findings(scope)
    ]  # fmt: skip


def _missing(catalogue: Catalogue, scope: Scope) -> tuple[list[Line], int]:
    found = missing_of(catalogue.paths())
    seen = catalogue.files_seen({path.file_id for path in (*found.gone, *found.unreachable)}, scope)
    lines = [
        _line(
            "missing", code, path.name, f"Không thấy tệp ở “{path.source}”.", source=path.source,
            document_id=seen[path.file_id],
        )
        for code, paths in (("file_missing", found.gone), ("folder_unreachable", found.unreachable))
        for path in paths
        if path.file_id in seen
    ]  # fmt: skip
    return lines, len(found.gone) + len(found.unreachable) - len(lines)


def _line(
    kind: str,
    code: str,
    file: str,
    message: str,
    *,
    number: str | None = None,
    page: int | None = None,
    document_id: str | None = None,
    source: str | None = None,
    at: dt.datetime | None = None,
    is_last_run: bool = False,
) -> Line:
    cause = cause_of(code)
    return Line(kind, code, cause.name, cause.remedy, file, message, number, page, document_id, source, at, is_last_run)


def _is_of(run: RunRecord | None, at: dt.datetime) -> bool:
    return run is not None and at >= run.started_at
