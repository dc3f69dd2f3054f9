import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.addresses import addresses_of, sections_at, with_units_spelled
from ingest.structure.sections import sections_of

DIEU = """Điều 4. Phạm vi
1. Trong tỉnh.
2. Ngoài tỉnh.
Điều 5. Trách nhiệm
1. Chủ trì:
a) lập kế hoạch;
b) báo cáo.
2. Phối hợp:
a) cử người;
đ) góp ý.
"""
OUTLINE = """I- TÌNH HÌNH
1. Kết quả
2. Hạn chế
III- NHIỆM VỤ
1. Tuyên truyền
2. Tổ chức thực hiện
"""


UNITS = ("phụ lục", "phần", "chương", "mục", "tiểu mục", "điều", "khoản", "điểm")


def led_to(text, question):
    sections = sections_of(text)
    (address,) = addresses_of(question)
    return [text[sections[index].span.start :].split("\n")[0] for index in sections_at(sections, address)]


@pytest.mark.parametrize(
    "question",
    ["khoản 2 điều 5", "Điều 5 khoản 2", "dieu 5, khoan 2", "k2 đ5", "đ5k2", "Đ.5 K.2", "điều 5.2", "dieu5 khoan2",
     "khoản 2 của Điều 5", "KHOẢN 2 ĐIỀU 5 nghị định 30"],
)  # fmt: skip
def test_an_address_leads_to_its_unit_in_any_spelling(question):
    assert led_to(DIEU, question) == ["2. Phối hợp:"]


def test_the_smallest_unit_is_meant():
    assert led_to(DIEU, "điểm đ khoản 2 Điều 5") == ["đ) góp ý."]
    assert led_to(DIEU, "diem a k2 d5") == ["a) cử người;"]
    assert led_to(DIEU, "điều 5") == ["Điều 5. Trách nhiệm"]
    assert led_to(DIEU, "điều 9") == []


@pytest.mark.parametrize("question", ["mục III.2", "mục 2 phần III", "muc iii.2 nq 57"])
def test_outlines_have_addresses_too(question):
    assert led_to(OUTLINE, question) == ["2. Tổ chức thực hiện"]


@pytest.mark.parametrize(
    "question",
    ["", "phần trăm", "mục tiêu đến 2030", "điểm mới của nghị quyết", "điều kiện 5 năm", "khoán 10", "mức 3"],
)
def test_words_that_only_look_so(question):
    assert addresses_of(question) == ()


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [("Khoan 2 dieu 5, DIEM a", "Khoản 2 điều 5, ĐIỂM a"), ("khoan dầu 5", "khoan dầu 5"), ("khoán 10", "khoán 10"),
     ("phụ luc 2 phan i", "phụ lục 2 phần i"), ("", "")],
)  # fmt: skip
def test_words_of_units_are_spelled_in_full(typed, spelled):
    assert with_units_spelled(typed)[0] == spelled


def test_two_addresses_stay_two():
    assert [[step.number for step in found.steps] for found in addresses_of("điều 5 và điều 6")] == [["5"], ["6"]]


@given(st.text(alphabet="đdkiềuoảmụcIVX.0123456789, ßİ\u0301", max_size=40))
def test_spans_lie_in_the_question(question):
    spelled, words = with_units_spelled(question)
    assert len(spelled) == len(question) and addresses_of(spelled) == addresses_of(question)
    assert all(spelled[word.start : word.end].casefold() in UNITS for word in words)
    for address in addresses_of(question):
        assert 0 <= address.span.start < address.span.end <= len(question)
