"""What a scan made of markers: settled where the numbers around them leave one reading, left as text elsewhere."""

import pytest

from ingest.structure.sections import sections_of, structure_of
from ingest.types import Level, Span


def numbers(text, level=Level.DIEU):
    return [section.number for section in sections_of(text) if section.level is level]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Điều 7\nHồ sơ\nĐiều Ñ\nPhí\nDiễu 9\nHạn nộp\nĐiều 10\nHiệu lực", ["7", "8", "9", "10"]),
        ("Điều 14. Hồ sơ\nĐiều 1Š. Phí\nĐiều 16. Hạn nộp", ["14", "15", "16"]),
        ("Điều 2. Hồ sơ\nGồm đơn và bản vẽ.\nBiểu 3 Kinh phí\nĐiều 4. Hạn nộp", ["2", "3", "4"]),
        ("Điều 7. Hồ sơ\nĐiều Ñ\nĐiều §\nĐiều 10. Hạn nộp", ["7", "8", "9", "10"]),
        # Two numbers are missing and one heading is broken: which it is, nobody knows.
        ("Điều 7. Hồ sơ\nĐiều Ñ\nĐiều 10. Hạn nộp", ["7", "10"]),
        ("Điều 2. Hồ sơ\nBiểu 3 Kinh phí\nĐiều 3. Hạn nộp", ["2", "3"]),
        ("Điều 2. Hồ sơ\nBiểu 5 Kinh phí\nĐiều 4. Hạn nộp", ["2", "4"]),
        ("Điều 2. Hồ sơ\nBiểu 3 Kinh phí", ["2"]),
    ],
)
def test_a_broken_dieu_is_one_between_its_neighbours(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chương I\nCHUNG\nĐiều 1. Đê\nChương IÍ\nHỒ\nĐiều 2. Hồ\nChương HI\nHẾT\nĐiều 3. Hết", ["I", "II", "III"]),
        ("Chương I\nCHUNG\nĐiều 1. Đê\nChương H\nHỒ\nĐiều 2. Hồ", ["I", "II"]),
        ("Chương I\nCHUNG\nĐiều 1. Đê\nChương HI\nHỒ\nĐiều 2. Hồ", ["I"]),
    ],
)
def test_a_broken_chuong_is_the_next_one(text, found):
    assert numbers(text, Level.CHUONG) == found


@pytest.mark.parametrize("first", ["I. Hồ sơ.", "I, Hồ sơ.", "!. Hồ sơ.", "l, Hồ sơ."])
def test_one_as_a_stroke_is_the_first_khoan(first):
    text = f"Điều 5. Nộp\n{first}\n2. Lệ phí.\n3, Hạn nộp.\nĐiều 6. Hiệu lực"
    assert numbers(text, Level.KHOAN) == ["1", "2", "3"]
    assert structure_of("Điều 1. A\nĐiều 2. B\nĐiều 3. C\nĐiều 4. D\n" + text)[1] == ()


def test_roman_numbers_under_a_dieu_stay_what_they_are():
    text = "Điều 5. Nộp\nI. Hồ sơ\n1. Đơn.\n2. Bản vẽ.\nII. Lệ phí\nĐiều 6. Hiệu lực"
    assert numbers(text, Level.ROMAN) == ["I", "II"]
    assert numbers("Điều 5. Nộp\nI. Hồ sơ\nĐiều 6. Hiệu lực", Level.ROMAN) == ["I"]


def test_a_list_of_numbers_that_goes_on_is_no_khoan():
    text = "Điều 5. Nộp\n1. Hồ sơ.\n2. Lệ phí theo các khoản 1, 2,\n3, Điều 7 của Luật này."
    assert numbers(text, Level.KHOAN) == ["1", "2"]


def test_junk_of_an_unread_page_is_no_unit():
    junk = "1. WnämtmoanL1 (L1⁄8U5) Jsonv flnag\n- m1UBØU azmd1%3\n1. fnãnaano iinnz\n"
    text = f"Điều 1. Hồ sơ\n1. Đơn.\n2. Bản vẽ.\n{junk}3. Bản sao giấy khai sinh."
    page = Span(text.index("1. W"), len(text))
    sections, findings = structure_of(text, [page])
    assert [section.number for section in sections] == ["1", "1", "2", "3"]
    assert findings == ()
    assert structure_of(text)[1] != ()


def test_a_heading_in_capitals_explains_a_list_that_begins_anew():
    text = "I. Đê\nII. Hồ\nDANH MỤC 2\nCác hồ lớn\nI. Hồ Thượng"
    assert [finding.code for finding in structure_of(text)[1]] == []
    plain = structure_of(text.replace("DANH MỤC 2", "Danh mục sau"))[1]
    assert [finding.code for finding in plain] == ["numbering_restart"]
    dieu = structure_of("Điều 1. A\nĐiều 2. B\nNỘI DUNG\nĐiều 1. C")[1]
    assert [finding.code for finding in dieu] == ["numbering_restart"]
