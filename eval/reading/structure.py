"""Structure: complete Điều, outlines beside those a person read, annexes, amending texts, numbering findings."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.reading.outlines import CHECKED, Agreement, agreement, checked_outlines, units_of
from eval.reading.readings import Readings
from eval.reading.rows import Row
from ingest.errors import IngestError
from ingest.language.ordinals import Ordinal, follows, ordinal_of
from ingest.types import Document, Level, Section

_GROUP = "cấu trúc"
_SCOPES = frozenset({Level.PHU_LUC})
_LEGAL = frozenset({Level.PHU_LUC, Level.CHUONG, Level.DIEU, Level.KHOAN, Level.DIEM})
_OUTLINES = (
    ("đề cương kiểm tay", "outlines", None, "≥ 0.95"),
    ("phụ lục, mẫu kiểm tay", "scopes", _SCOPES, "≥ 0.95"),
    ("văn bản sửa đổi kiểm tay", "amending", _LEGAL, "≥ 0.95"),
)


def rows(readings: Readings) -> Iterator[Row]:
    """Điều first, then the checked outlines, then what was found doubtful."""
    read = dict(readings.all_read())
    yield from _dieu_rows(read)
    for label, folder, levels, wanted in _OUTLINES:
        yield from _outline_rows(readings, label, folder, levels, wanted)
    yield from _finding_rows(read)
    several = sum(len(documents) > 1 for documents in read.values())
    yield Row(_GROUP, "tệp được tách thành nhiều văn bản", several, f"{len(read)} tệp")


def _dieu_rows(read: dict[str, tuple[Document, ...]]) -> Iterator[Row]:
    scopes = [
        (name, scope) for name, documents in read.items() for document in documents for scope in dieu_scopes(document)
    ]
    files = len({name for name, _ in scopes})
    complete = sum(scope.is_complete for _, scope in scopes)
    explained = sum(not scope.is_complete and scope.is_explained for _, scope in scopes)
    of = f"{len(scopes)} phạm vi, {files} tệp"
    yield Row(_GROUP, "Điều đủ và đúng thứ tự", complete, of)
    yield Row(_GROUP, "Điều thiếu hoặc lệch, có phát hiện nêu rõ", explained, of)
    yield Row(_GROUP, "Điều thiếu hoặc lệch, không ai nói", len(scopes) - complete - explained, of, "= 0")


@dataclass(frozen=True, slots=True)
class DieuScope:
    """The Điều of one body or annex, and whether findings tell of every place where they do not run on."""

    places: tuple[Ordinal, ...]
    is_explained: bool

    @property
    def is_complete(self) -> bool:
        """1, 2, 3 …, with 5a after 5."""
        before = (("", 0, 0), *self.places)
        return all(follows(a, b) for a, b in zip(before, self.places, strict=False))


def dieu_scopes(document: Document) -> Iterator[DieuScope]:
    """The scopes of a document that hold Điều, the body first."""
    told = {finding.span for finding in document.findings if finding.code.startswith("numbering_")}
    grouped: dict[int | None, list[Section]] = {}
    for section in document.sections:
        if section.level is Level.DIEU:
            grouped.setdefault(_scope_of(document.sections, section), []).append(section)
    for sections in grouped.values():
        places = [ordinal_of(Level.DIEU, section.number) or ("", 0, 0) for section in sections]
        before = [("", 0, 0), *places]
        breaks = [section for a, b, section in zip(before, places, sections, strict=False) if not follows(a, b)]
        yield DieuScope(tuple(places), all(section.span in told for section in breaks))


def _scope_of(sections: Sequence[Section], section: Section) -> int | None:
    parent = section.parent
    while parent is not None and sections[parent].level is not Level.PHU_LUC:
        parent = sections[parent].parent
    return parent


def _outline_rows(
    readings: Readings, label: str, folder: str, levels: frozenset[Level] | None, wanted: str
) -> Iterator[Row]:
    found: list[Agreement] = []
    for name, checked in checked_outlines(folder).items():
        try:
            documents = readings.documents(name)
        except IngestError:
            documents = ()
        units = [unit for document in documents[:1] for unit in units_of(document.sections, levels)]
        found.append(agreement(units, checked))
    ours, checked_units = sum(item.ours for item in found), sum(item.checked for item in found)
    alike, linked = sum(item.alike for item in found), sum(item.linked for item in found)
    of = f"{checked_units} đơn vị, {len(found)} tệp"
    yield Row(_GROUP, f"{label}: độ chính xác", alike / max(1, ours), of, wanted)
    yield Row(_GROUP, f"{label}: độ phủ", alike / max(1, checked_units), of, wanted)
    yield Row(_GROUP, f"{label}: đúng cả đơn vị cha", linked / max(1, checked_units), of, wanted)


def _finding_rows(read: dict[str, tuple[Document, ...]]) -> Iterator[Row]:
    verdicts = _verdicts()
    counts = {"original": 0, "reading": 0, "false": 0, "": 0}
    for name, documents in read.items():
        for document in documents:
            by_span = {section.span: section for section in document.sections}
            for finding in document.findings:
                if finding.code.startswith("numbering_"):
                    section = by_span.get(finding.span) if finding.span else None
                    key = (
                        name,
                        finding.code,
                        section.level.value if section else "",
                        section.number if section else "",
                    )
                    counts[verdicts.get(key, "")] += 1
    total = sum(counts.values())
    checked, of = total - counts[""], f"{total} phát hiện"
    yield Row(_GROUP, "phát hiện về đánh số: bản gốc sai thật", counts["original"], of)
    yield Row(_GROUP, "phát hiện về đánh số: do đọc sai chữ", counts["reading"], of)
    yield Row(_GROUP, "phát hiện về đánh số: báo nhầm", counts["false"], of)
    yield Row(_GROUP, "phát hiện về đánh số: chưa kiểm tay", counts[""], of)
    right = (checked - counts["false"]) / max(1, checked)
    yield Row(_GROUP, "phát hiện về đánh số: độ chính xác", right, f"{checked} phát hiện đã kiểm tay")


def _verdicts() -> dict[tuple[str, str, str, str], str]:
    """What a person found in the original for a finding: its mistake, ours of letters, or none."""
    with (CHECKED / "numbering.tsv").open(encoding="utf-8", newline="") as lines:
        found = csv.DictReader(lines, delimiter="\t")
        return {(row["file"], row["code"], row["level"], row["number"]): row["verdict"] for row in found}
