"""The words that answer directly: of a clause, of a row, of a list, and yes or no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.answering.extracting.direct import DIRECT_CHARS, direct_in, listed, polarity_of
from api.answering.extracting.rows import said_by_row
from api.answering.extracting.wanted import wish_of
from index.query.lexicon import lexicon_of
from index.rerank.asked import asked_of
from index.rerank.rarity import rarity_of
from ingest.types import Span

HEADER = "Phụ lục\nTT | Chỉ tiêu | Đơn vị | Kết quả năm 2025 | Kết quả năm 2030 | Cơ quan theo dõi"
RARITY = rarity_of(lexicon_of([HEADER]))


def asked(question):
    return asked_of(question, RARITY)


CABLES = "4 | Số tuyến cáp | Tuyến cáp | 05 | 09 | Bộ X"
SIGNAL = "3 | Phủ sóng 5G | % dân số | 60 | 99 | Bộ X"


@pytest.mark.parametrize(
    ("question", "row", "said"),
    [
        ("Đến năm 2030 phủ sóng bao nhiêu phần trăm dân số?", SIGNAL, "Phủ sóng 5G: 99% dân số"),
        ("Năm 2025 có mấy tuyến cáp?", CABLES, "Số tuyến cáp: 05 tuyến cáp"),
        ("Cơ quan nào theo dõi phủ sóng 5G?", SIGNAL, "Phủ sóng 5G: Cơ quan theo dõi: Bộ X"),
        ("Phủ sóng thế nào?", SIGNAL, "Phủ sóng 5G – % dân số – 60 – 99 – Bộ X"),
        ("Có bao nhiêu xã?", "1 | 2 | 3", "1 – 2 – 3"),
    ],
)
def test_rows(question, row, said):
    assert said_by_row(wish_of(question), asked(question), row, HEADER) == said


def test_a_row_without_its_header_gives_the_cell():
    question = "Tỉnh Lạc Sơn có mấy báo cáo viên?"
    assert said_by_row(wish_of(question), asked(question), "Lạc Sơn | 30", "Phụ lục") == "Lạc Sơn: 30 báo cáo viên"


@given(st.text(alphabet="ab. ,;:-1)|", max_size=600), st.integers(0, 600))
def test_a_direct_answer_is_a_stretch_of_its_clause(text, at):
    value = Span(min(at, len(text)), min(at + 3, len(text)))
    said = direct_in(text, asked("a b"), value)
    assert said in text


def test_a_long_clause_gives_the_part_with_the_value():
    clause = "1. " + "; ".join(f"việc thứ {n} làm trong {n} năm theo kế hoạch của cơ quan" for n in range(3, 15))
    at = clause.index("9 năm")
    said = direct_in(clause, asked("việc thứ chín mấy năm"), Span(at, at + 5))
    assert "9 năm" in said and len(said) <= DIRECT_CHARS and not said.endswith(";")
    assert direct_in("a) Chủ tàu nộp phí.", asked("phí"), None) == "Chủ tàu nộp phí."


def test_lists_lose_their_markers():
    assert listed("1. Hồ sơ gồm:\na) Đơn;\nb) Bản sao.") == "Hồ sơ gồm: Đơn; Bản sao"


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        ("Tàu có phải nộp phí không?", "Tàu phải nộp phí.", "Có"),
        ("Tàu có phải nộp phí không?", "Không thu phí của tàu.", "Không"),
        ("Có được đốt nương không?", "Nghiêm cấm đốt nương.", "Không"),
        ("Có được dùng cảng hàng không không?", "Được dùng không gian cảng.", "Có"),
        ("Có phải tàu không nộp phí thì không được vào bến?", "Không nộp phí thì không được vào bến.", "Có"),
    ],
)
def test_polarity(question, answer, said):
    assert polarity_of(question, answer) == said
