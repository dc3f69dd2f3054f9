"""Documents to rows and back. Round trips are exact but for word boxes, which keep a hundredth of a point."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from dataclasses import fields
from typing import Any

import numpy as np

from ingest.types import (
    Box,
    Fact,
    Facts,
    Finding,
    Level,
    Page,
    PageSource,
    Reference,
    Relation,
    Section,
    Span,
    Target,
    Word,
)


def facts_json(facts: Facts) -> str:
    """`{name: [value, start, end]}` of the facts that were found."""
    found = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return _dumps({name: [_plain(f.value), f.span.start, f.span.end] for name, f in found.items() if f is not None})


def facts_of_json(text: str) -> Facts:
    found: dict[str, Any] = {}
    for name, (value, start, end) in json.loads(text).items():
        if name in ("issued_on", "effective_on"):
            value = dt.date.fromisoformat(value)
        elif name in ("recipients", "joint_issuers"):
            value = tuple(value)
        found[name] = Fact(value, Span(start, end))
    return Facts(**found)


def sections_json(sections: tuple[Section, ...]) -> str:
    return _dumps([[s.level, s.number, s.title, s.span.start, s.span.end, s.parent] for s in sections])


def sections_of_json(text: str) -> tuple[Section, ...]:
    return tuple(
        Section(Level(level), number, title, Span(start, end), parent)
        for level, number, title, start, end, parent in json.loads(text)
    )


def references_json(references: tuple[Reference, ...]) -> str:
    return _dumps(
        [
            [
                [r.target.number, r.target.kind, _plain(r.target.issued_on), r.target.issuer, r.target.address],
                r.relation,
                r.span.start,
                r.span.end,
            ]
            for r in references
        ]
    )


def references_of_json(text: str) -> tuple[Reference, ...]:
    made = []
    for (number, kind, issued_on, issuer, address), relation, start, end in json.loads(text):
        date = dt.date.fromisoformat(issued_on) if issued_on else None
        target = Target(number, kind, date, issuer, address)
        made.append(Reference(target, Relation(relation) if relation else None, Span(start, end)))
    return tuple(made)


def findings_json(findings: tuple[Finding, ...]) -> str:
    return _dumps([[f.code, f.message, [f.span.start, f.span.end] if f.span is not None else None] for f in findings])


def findings_of_json(text: str) -> tuple[Finding, ...]:
    return tuple(Finding(code, message, Span(*span) if span else None) for code, message, span in json.loads(text))


def page_row(document_id: str, page: Page) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "number": page.number,
        "start": page.span.start,
        "end": page.span.end,
        "source": page.source.kind,
        "confidence": page.source.confidence,
        "width": page.width,
        "height": page.height,
        "words": _words_bytes(page.words),
    }


def page_of_row(row: Any) -> Page:
    return Page(
        number=row.number,
        span=Span(row.start, row.end),
        source=PageSource(row.source, row.confidence),
        width=row.width,
        height=row.height,
        words=_words_of_bytes(row.words) if hasattr(row, "words") else (),
    )


def _words_bytes(words: tuple[Word, ...]) -> bytes:
    boxes = np.array([(w.box.left, w.box.top, w.box.right, w.box.bottom) for w in words], dtype=np.float64)
    spans = np.array([(w.span.start, w.span.end) if w.span is not None else (-1, -1) for w in words], dtype=np.int32)
    hundredths = np.round(boxes.reshape(-1, 4) * 100).astype(np.int32)
    return zlib.compress(np.hstack([hundredths, spans.reshape(-1, 2)]).astype("<i4").tobytes(), 6)


def _words_of_bytes(blob: bytes) -> tuple[Word, ...]:
    rows = np.frombuffer(zlib.decompress(blob), dtype="<i4").reshape(-1, 6).tolist()
    return tuple(
        Word(Box(left / 100, top / 100, right / 100, bottom / 100), Span(start, end) if start >= 0 else None)
        for left, top, right, bottom, start, end in rows
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
