"""The independent rereading finds what is wrong with a statement, by rules of its own."""

import ast
import json
import sys
from pathlib import Path

import pytest

from eval import cli
from eval.guard import rereading, sheet
from eval.guard.rereading import Shown, checked

TEXT = (
    "Điều 1. Sản lượng nuôi biển đạt 48.000 tấn, trên 95% tàu cá có thiết bị giám sát.\n"
    "Sở Thủy sản báo cáo trước ngày 30 tháng 6 năm 2026 theo Quyết định số 77/2025/QĐ-UBND.\n"
    "Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo."
)
LINES = TEXT.split("\n")
TEXTS = {"a.txt": rereading.plain(TEXT), "b.txt": rereading.plain("Chỉ đạo kiểm tra tàu cá.")}


def shown(text, quote, file="a.txt"):
    return Shown("q", "Câu hỏi?", text, ((file, quote),), ("21-NQ/TU",), ("khoản 3 Điều 1",), ("",))


@pytest.mark.parametrize(
    "statement",
    [
        shown(LINES[0], LINES[0]),
        shown("Sản lượng nuôi biển đạt 48.000 tấn.", LINES[0]),
        shown("Báo cáo trước ngày 30/6/2026.", LINES[1]),
        shown("Theo Nghị quyết 21-NQ/TU, báo cáo theo Quyết định 77/2025/QĐ-UBND.", LINES[1]),
        shown("Khoản 3 Điều 1: không cấp mới giấy phép.", LINES[2]),
        shown("Sở Thuỷ sản báo cáo.", LINES[1]),
        # "Chỉ" at the very beginning of a quote is not taken for the word "only".
        shown("Chỉ đạo kiểm tra tàu cá.", "Chỉ đạo kiểm tra tàu cá.", "b.txt"),
    ],
)
def test_supported_statements_have_no_fault(statement):
    assert checked(statement, TEXTS) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (shown("Đạt.", "sản lượng đạt"), "không nguyên văn"),
        (shown("Đạt.", LINES[0], "c.txt"), "không có tệp c.txt"),
        (Shown("q", "?", "Đạt.", (), (), (), ()), "không có trích dẫn"),
        (shown("Đạt 49.000 tấn.", LINES[0]), "số 49000"),
        (shown("Đạt 48 tấn.", LINES[0]), "số 48 "),
        (shown("Báo cáo trước ngày 30/7/2026.", LINES[1]), "ngày 30/7/2026"),
        (shown("Theo Quyết định 78/2025/QĐ-UBND.", LINES[1]), "78/2025/QĐ-UBND"),
        (shown("Sở Xây dựng báo cáo.", LINES[1]), "Sở Xây"),
        (shown("Không báo cáo.", LINES[1]), "chữ “không”"),
        (shown("Tàu cá chỉ có thiết bị giám sát.", LINES[0]), "chữ “chỉ”"),
        (shown("Cấp mới giấy phép cho tàu cá.", LINES[2]), "bỏ mất chữ “không”"),
    ],
)
def test_faults_are_found(statement, fault):
    assert any(fault in found for found in checked(statement, TEXTS))


def test_it_shares_nothing_with_what_it_checks():
    for module in (rereading, sheet):
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert not [name for name in names if name.startswith("api")]


def test_the_command_reads_the_files_again(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    citation = {"file": "x/a.txt", "quote": LINES[0], "number": None, "title": None, "address": "Điều 1"}
    rows = [
        {"id": "q1", "question": "Bao nhiêu?", "citations": [citation]}
        | {"statements": [{"text": "Đạt 48.000 tấn.", "citations": [0]}, {"text": "Đạt 5 tấn.", "citations": [0]}]},
        {"id": "q2", "question": "Lệ phí?", "citations": [], "statements": []},
    ]
    answers = tmp_path / "answers.jsonl"
    answers.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(
        sys, "argv", ["vanban-eval", "support", str(answers), "--documents", str(folder), "--out", str(tmp_path / "o")]
    )
    with pytest.raises(SystemExit) as ended:
        cli.main()
        sys.exit(0)
    said = capsys.readouterr().out
    assert not ended.value.code and "2 ý được đưa ra; có đủ căn cứ: 1 (0.500)" in said and "số 5 không có" in said
    sheet_lines = (tmp_path / "o" / "labels.tsv").read_text(encoding="utf-8").splitlines()
    assert len(sheet_lines) == 3 and all(line.count("\t") == 6 for line in sheet_lines)
    assert json.loads((tmp_path / "o" / "failures.jsonl").read_text(encoding="utf-8"))["text"] == "Đạt 5 tấn."
