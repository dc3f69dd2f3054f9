"""What a line's beginning says, and what only looks like a marker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.markers import marker_of, starts_unit
from ingest.types import Level

UNITS = [
    ("Điều 5. Trách nhiệm", Level.DIEU, "5"),
    ("Điều 12", Level.DIEU, "12"),
    ("Điều 7a. Hồ sơ", Level.DIEU, "7a"),
    ("Điều 1.- Nay thành lập", Level.DIEU, "1"),
    ("ĐIỀU 3: Ủy ban", Level.DIEU, "3"),
    ("Điều 3 Ủy ban xã", Level.DIEU, "3"),
    ("1. Mục đích", Level.ARABIC, "1"),
    ("1.Mục đích", Level.ARABIC, "1"),
    ("2-Yêu cầu", Level.ARABIC, "2"),
    ("3) Yêu cầu", Level.ARABIC, "3"),
    ("1/ Yêu cầu", Level.ARABIC, "1"),
    ("1.", Level.ARABIC, "1"),
    ("1.1. Về tuổi", Level.DECIMAL, "1.1"),
    ("2.10.3 Về tuổi đời", Level.DECIMAL, "2.10.3"),
    ("a) Sở;", Level.LETTER, "a"),
    ("đ) Xã.", Level.LETTER, "đ"),
    ("a.1) Sở", Level.LETTER, "a.1"),
    ("c. Việc khác", Level.LETTER, "c"),
    ("(1) Rà soát", Level.PAREN, "1"),
    ("(ii) Rà soát", Level.PAREN, "ii"),
    ("- Rà soát", Level.DASH, ""),
    ("–Rà soát", Level.DASH, ""),
    ("• Rà soát", Level.DASH, ""),
    ("+ Rà soát", Level.PLUS, ""),
    ("-", Level.DASH, ""),
    ("I- QUAN ĐIỂM", Level.ROMAN, "I"),
    ("XIV. Tổ chức", Level.ROMAN, "XIV"),
    ("A. KẾT QUẢ", Level.PHAN, "A"),
    ("Chương II", Level.CHUONG, "II"),
    ("CHƯƠNG 3 ỦY BAN", Level.CHUONG, "3"),
    ("Mục 1", Level.MUC, "1"),
    ("Mục 2. Hồ sơ", Level.MUC, "2"),
    ("Tiểu mục 1. Hồ sơ", Level.TIEU_MUC, "1"),
    ("Phần thứ nhất", Level.PHAN, "thứ nhất"),
    ("PHẦN II", Level.PHAN, "II"),
    ("PHỤ LỤC I", Level.PHU_LUC, "I"),
    ("Phụ lục số 01", Level.PHU_LUC, "01"),
    ("Phụ lục", Level.PHU_LUC, ""),
    ("PHỤ LỤC DANH MỤC", Level.PHU_LUC, ""),
    ("Mẫu số 02", Level.PHU_LUC, "02"),
    ("  1. Có khoảng trắng", Level.ARABIC, "1"),
]


@pytest.mark.parametrize(("line", "level", "number"), UNITS)
def test_units(line, level, number):
    marker = marker_of(line)
    assert marker is not None
    assert (marker.level, marker.number) == (level, number)
    assert starts_unit(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "Điều 5 Nghị định này quy định",
        "Điều 5 và Điều 6 của",
        "Điều 5, Điều 6",
        "Chương II của Luật này",
        "Mục 1 Chương II",
        "Phụ lục II kèm theo Nghị quyết",
        "Phụ lục I Nghị định số",
        "Phụ lục này",
        "Phần đông dân cư",
        "1.500 tỷ đồng",
        "1.5 triệu",
        "2025. Không",
        "22/12/2024",
        "22-12-2024",
        "57-NQ/TW ngày 22/12/2024",
        "3 - 5 năm",
        "- 2030, tầm nhìn",
        "-----",
        "*",
        "12 | Nội dung",
        "TP. Sông Lam",
        "đ/c Bí thư",
        "V.I. Lênin",
        "của tỉnh",
    ],
)
def test_running_text(line):
    assert marker_of(line) is None
    assert not starts_unit(line)


@given(st.text(max_size=80))
def test_every_line_has_an_answer_and_the_marker_lies_in_it(line):
    marker = marker_of(line)
    if marker is not None:
        assert 0 < marker.end <= len(line)
        assert starts_unit(line)
