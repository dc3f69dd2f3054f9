"""The sample archive: fifteen documents of a province that does not exist, what is known of them, 40 questions.

`eval.sample.make.make_sample(out)` makes the files and gives the `Truth`; importing this package loads no library.
"""

from __future__ import annotations

from pathlib import Path

DEMO_QUESTION = (
    "Nghị quyết 18-NQ/TU yêu cầu bao nhiêu phần trăm hồ sơ công việc cấp xã được xử lý trên môi trường mạng, "
    "trước ngày nào?"
)
"""Answered by one clause of a PDF: 70 %, before 31/12/2026 (mục II.2.2.b of 18-NQ/TU)."""

DEMO_REFUSAL = "Học phí trường mầm non công lập của tỉnh Lạc Giang năm học 2026 - 2027 là bao nhiêu?"
"""Answered by no document of the archive."""

QUESTIONS = Path(__file__).parent / "questions.jsonl"
"""One question a line, in the format of the party_qa benchmark; `file` is the name of a file of the archive."""
