"""Files made to harm, each through real worker processes: an outcome of ours, in time, within the memory."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.reading import harmful
from eval.reading.readings import Readings
from eval.reading.rows import Row
from index.candidates import Candidate, candidates_of, items_of
from ingest.errors import IngestError
from ingest.fakes import read_or_fail
from ingest.media import is_candidate
from ingest.packed import PackedLimits
from ingest.processes import usage_of
from ingest.read import read
from ingest.worker import Reader
from ingest.workers import Outcome, Readers

FILE_S = 120.0
MEMORY_MIB = 1024
_HANG_S = 5.0
_SLACK_S = 10.0
"""A busy machine is late to notice that a time is over."""
_GROUP = "tệp gây hại"


@dataclass(frozen=True, slots=True)
class Case:
    """A harmful file. `wanted`: the error codes that are right for it, "" for being read."""

    label: str
    make: Callable[[Path], Path]
    wanted: tuple[str, ...]
    reader: Reader = read
    file_s: float = FILE_S


def _fault(name: str) -> Callable[[Path], Path]:
    return lambda folder: harmful.text(folder, f"{name}.txt", f"!{name}")


_OVER = ("reading_too_big", "reading_timed_out")
CASES = (
    Case("DOCX là bom nén (1 GiB)", harmful.docx_bomb, ("damaged_document", "reading_too_big")),
    Case("DOCX có bom thực thể XML", harmful.docx_entities, ("", "damaged_document", "reading_too_big")),
    Case("HTML có bom thực thể", harmful.html_entities, ("", "damaged_document")),
    Case("PDF 20.000 trang", harmful.pdf_of_pages, ("", *_OVER)),
    Case("PDF có luồng nội dung 1 GiB", harmful.pdf_long_content, ("", "damaged_document", *_OVER)),
    Case("PDF có ảnh bung ra 1 GiB", harmful.pdf_huge_image, ("", "damaged_document", *_OVER)),
    Case("PDF bị cắt cụt", harmful.pdf_truncated, ("", "damaged_document")),
    Case("PDF có mật khẩu", harmful.pdf_encrypted, ("encrypted_document",)),
    Case("PDF không có trang nào", harmful.pdf_without_pages, ("empty_file", "damaged_document")),
    Case("tên tệp có ký tự điều khiển", lambda at: harmful.text(at, "a\x1b[2J\n\u202eb.txt", "Điều 1. Một."), ("",)),
    Case("tên tệp dài 255 byte", lambda at: harmful.text(at, "ự" * 83 + "a.txt", "Điều 1. Một."), ("",)),
    Case("bộ đọc treo (giữ khoá của trình thông dịch)", _fault("spin"), ("reading_timed_out",), read_or_fail, _HANG_S),
    Case("bộ đọc treo cùng tiến trình con", _fault("child"), ("reading_timed_out",), read_or_fail, _HANG_S),
    Case("bộ đọc ngốn bộ nhớ", _fault("eat"), ("reading_too_big",), read_or_fail),
    Case("tiến trình con ngốn bộ nhớ", _fault("eat_in_children"), ("reading_too_big",), read_or_fail),
    Case("bộ đọc chết vì lỗi bộ nhớ", _fault("segfault"), ("reader_crashed",), read_or_fail),
    Case("bộ đọc tự thoát", _fault("exit"), ("reader_crashed",), read_or_fail),
)


def rows(readings: Readings) -> Iterator[Row]:
    """A row a case, 1 where it was held; then what the whole cost. Needs some 50 MiB of disk in `readings.work`."""
    folder = readings.work / "harmful"
    folder.mkdir(parents=True, exist_ok=True)
    before = usage_of(os.getpid()).mib
    found = [(case, outcome_of(case, folder)) for case in CASES]
    for case, outcome in found:
        yield Row(_GROUP, case.label, int(is_held(case, outcome)), _told(outcome), "= 1")
    yield from _archive_rows(folder)
    yield from _link_rows(folder)
    of = f"{len(found)} tệp"
    yield Row(_GROUP, "bộ nhớ cao nhất của một tiến trình đọc, MiB", max(o.peak_mib for _, o in found), of,
              f"≤ {MEMORY_MIB * 1.1:.0f}")  # fmt: skip
    yield Row(_GROUP, "chương trình chính giữ thêm, MiB", usage_of(os.getpid()).mib - before, of, "≤ 100")


def outcome_of(case: Case, folder: Path) -> Outcome:
    """What reading the case's file in a worker of its own gave."""
    path = case.make(folder)
    with Readers(workers=1, file_s=case.file_s, memory_mib=MEMORY_MIB, reader=case.reader) as readers:
        (outcome,) = readers.read([path])
    path.unlink()
    return outcome


def is_held(case: Case, outcome: Outcome) -> bool:
    """Whether the outcome is one that is right for the case, in time and within the memory."""
    code = outcome.error.code if outcome.error else ""
    in_time = outcome.seconds <= case.file_s + _SLACK_S
    return code in case.wanted and in_time and outcome.peak_mib <= MEMORY_MIB * 1.1


def _told(outcome: Outcome) -> str:
    code = outcome.error.code if outcome.error else "đọc được"
    return f"{code}, {outcome.seconds:.1f} giây, {outcome.peak_mib:.0f} MiB"


def _archive_rows(folder: Path) -> Iterator[Row]:
    """ZIP archives are looked through by the program itself: refused before anything harmful is unfolded."""
    for label, make, wanted in (
        ("ZIP là bom một lớp (1 GiB)", harmful.zip_bomb, "member_refused"),
        ("ZIP là bom nhiều lớp", harmful.zip_nested, "member_refused"),
        ("ZIP có các tệp chồng lên nhau", harmful.zip_overlapping, "archive_refused"),
        ("ZIP có tên dẫn ra ngoài và liên kết", harmful.zip_leading_out, "member_refused"),
    ):
        path = make(folder)
        started = time.perf_counter()
        codes = {_code_of(item.error) for item in items_of(Candidate(path, path.name), folder, PackedLimits())}
        seconds = time.perf_counter() - started
        yield Row(_GROUP, label, int(codes == {wanted}), f"{', '.join(sorted(codes))}, {seconds:.1f} giây", "= 1")
        path.unlink()


def _code_of(error: IngestError | None) -> str:
    return error.code if error else "đọc được"


def _link_rows(folder: Path) -> Iterator[Row]:
    root, outside = folder / "goc", harmful.text(folder, "ngoai.txt", "Điều 1. Ngoài.")
    root.mkdir(exist_ok=True)
    (root / "ra-ngoai.txt").symlink_to(outside)
    found, skipped = candidates_of([root], is_candidate)
    is_held = not found and skipped == ["ra-ngoai.txt"]
    yield Row(_GROUP, "liên kết dẫn ra ngoài thư mục", int(is_held), "bỏ qua" if is_held else "được đi theo", "= 1")
    (root / "ra-ngoai.txt").unlink()
