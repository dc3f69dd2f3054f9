"""JSON shapes that other programs rely on: one function a type, used by the CLI, HTTP and evaluation alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from api.keeping import Removal
from api.types import Answer, Citation, Found, Statement, Trace
from api.understanding import Interpretation
from index.ingestion import Summary
from index.report import Line, Report
from index.types import DocumentEntry, Scope
from ingest.types import Document

Shape = dict[str, Any]


def found_shape(found: Found) -> Shape:
    """A hit: `page` is the first page, null for files without pages; `address` is never null."""
    passage = found.hit.passage
    return {
        "file": found.file,
        "number": found.number,
        "title": found.title,
        "address": found.address,
        "page": found.pages[0] if found.pages else None,
        "text": passage.text,
        "score": round(found.hit.score, 6),
        "legs": {name: round(score, 6) for name, score in found.hit.legs.items()},
        "document_id": passage.document_id,
        "passage_id": passage.id,
        "start": passage.span.start,
        "end": passage.span.end,
    }


def interpretation_shape(read: Interpretation) -> Shape:
    """How a query was read; `literal` are the parts that were taken as typed."""
    return {
        "asked": read.said.asked,
        "words": read.said.words,
        "abbreviations": [{"typed": typed, "meanings": list(meanings)} for typed, meanings in read.abbreviations],
        "documents": [entry_shape(entry) for entry in read.documents],
        "units": [
            {"document_id": place.document_id, "address": address, "start": place.span.start, "end": place.span.end}
            for place, address in read.places
        ],
        "unknown_numbers": list(read.unknown),
        "missing_units": list(read.missing),
        "phrases": list(read.demanded),
        "excluded": list(read.excluded),
        "times": list(read.times),
        "facts": list(read.facts),
        "suggested": read.suggested,
        "literal": [part.value for part in read.undone],
    }


def citation_shape(citation: Citation) -> Shape:
    return {
        "file": citation.file,
        "number": citation.number,
        "title": citation.title,
        "address": citation.address,
        "page": citation.pages[0] if citation.pages else None,
        "pages": list(citation.pages),
        "quote": citation.quote,
        "document_id": citation.document_id,
        "passage_id": citation.passage_id,
        "start": citation.span.start,
        "end": citation.span.end,
        "doubt": citation.doubt,
    }


def statement_shape(statement: Statement) -> Shape:
    return {"text": statement.text, "citations": list(statement.citations)}


def answer_shape(answer: Answer, id: str | None = None) -> Shape:
    """The answer of `ask --json`, of HTTP, and of a line of `vanban-eval answers`; `id` defaults to the trace's."""
    return {
        "id": id or answer.trace.id,
        "question": answer.question,
        "understood": answer.understood,
        "refused": answer.refused,
        "answer": answer.text,
        "statements": [statement_shape(statement) for statement in answer.statements],
        "citations": [citation_shape(citation) for citation in answer.citations],
        "nearest": [found_shape(found) for found in answer.nearest],
        "notices": list(answer.notices),
        "rejected": [{"text": r.claim.text, "reason": r.reason} for r in answer.rejected],
        "trace": trace_shape(answer.trace),
        "latency_ms": round(sum(answer.trace.timings_ms.values()), 2),
    }


def trace_shape(trace: Trace) -> Shape:
    return {
        "id": trace.id,
        "scope": scope_shape(trace.scope),
        "settings_sha": trace.settings_sha,
        "prompt_sha": trace.prompt_sha,
        "model": trace.model,
        "index_version": trace.index_version,
        "passages": [
            {"id": p.id, "document_id": p.document_id, "start": p.span.start, "end": p.span.end} for p in trace.passages
        ],
        "claims": [
            {"text": c.text, "supports": [{"source": s.source, "quote": s.quote} for s in c.supports]}
            for c in trace.claims
        ],
        "timings_ms": dict(trace.timings_ms),
    }


def scope_shape(scope: Scope) -> Shape:
    return {
        "clearance": scope.clearance,
        "organisations": None if scope.organisations is None else sorted(scope.organisations),
        "as_of": scope.as_of.isoformat() if scope.as_of else None,
    }


def entry_shape(entry: DocumentEntry) -> Shape:
    return {field.name: _plain(getattr(entry, field.name)) for field in fields(entry)}


def facts_shape(document: Document, entry: DocumentEntry) -> Shape:
    """Every fact by name with its value, null where it was not found."""
    facts = {f.name: getattr(document.facts, f.name) for f in fields(document.facts)}
    return {"file": entry.file, "id": entry.id} | {
        name: None if fact is None else _plain(fact.value) for name, fact in facts.items()
    }


def outline_shape(document: Document) -> list[Shape]:
    return [
        {
            "level": section.level.value,
            "number": section.number,
            "title": section.title,
            "start": section.span.start,
            "end": section.span.end,
            "parent": section.parent,
        }
        for section in document.sections
    ]


def document_shape(document: Document, entry: DocumentEntry, copies: Sequence[DocumentEntry] = ()) -> Shape:
    """Entry, facts, outline, pages without words, references, findings, other copies; the text has its own route."""
    return {
        "entry": entry_shape(entry),
        "facts": facts_shape(document, entry),
        "outline": outline_shape(document),
        "pages": [
            {
                "number": page.number,
                "start": page.span.start,
                "end": page.span.end,
                "source": page.source.kind,
                "confidence": page.source.confidence,
                "width": page.width,
                "height": page.height,
            }
            for page in document.pages
        ],
        "references": [
            {
                "number": reference.target.number,
                "kind": reference.target.kind,
                "issued_on": _plain(reference.target.issued_on),
                "issuer": reference.target.issuer,
                "address": reference.target.address,
                "relation": reference.relation.value if reference.relation else None,
                "start": reference.span.start,
                "end": reference.span.end,
            }
            for reference in document.references
        ],
        "findings": [
            {
                "code": finding.code,
                "message": finding.message,
                "start": finding.span.start if finding.span is not None else None,
                "end": finding.span.end if finding.span is not None else None,
            }
            for finding in document.findings
        ],
        "copies": [entry_shape(copy) for copy in copies],
    }


def removal_shape(removal: Removal, *, done: bool) -> Shape:
    """What goes, what stays: `done` False for a plan alone."""
    return {
        "done": done,
        "paths": [path.name for path in removal.paths],
        "files": removal.files,
        "documents": [entry_shape(entry) for entry in removal.documents],
        "hidden_documents": removal.hidden,
        "passages": removal.passages,
        "pages": removal.pages,
        "kept_paths": [path.name for path in removal.kept],
        "copies_left": [entry_shape(entry) for entry in removal.copies],
    }


def report_shape(report: Report) -> Shape:
    run = report.run
    return {
        "last_run": None if run is None else {f.name: _plain(getattr(run, f.name)) for f in fields(run)},
        "counts": report.counts(),
        "hidden_missing": report.hidden,
        "lines": [line_shape(line) for line in report.lines],
    }


def line_shape(line: Line) -> Shape:
    """A line of the report; `at` is UTC in ISO 8601."""
    return {field.name: _plain(getattr(line, field.name)) for field in fields(line)}


def summary_shape(summary: Summary) -> Shape:
    return {
        "read": summary.read,
        "unchanged": summary.unchanged,
        "replaced": summary.replaced,
        "failed": [{"file": f.file, "code": f.code, "message": f.message} for f in summary.failed],
        "skipped": [{"file": name, "code": code} for name, code in summary.skipped],
        "findings": summary.findings,
        "documents": summary.documents,
        "passages": summary.passages,
        "seconds": summary.seconds,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=dt.UTC).isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
