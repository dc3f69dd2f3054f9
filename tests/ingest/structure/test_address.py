"""Legal addresses and breadcrumbs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.address import address_of, heading_of
from ingest.structure.sections import sections_of
from ingest.types import Span

STATE = """Mở đầu.
Chương II
TỔ CHỨC
Điều 5. Hồ sơ
Nộp tại xã.
2. Gồm:
a) Đơn mẫu;
đ) Bản đồ:
- Tỉ lệ lớn;
- Tỉ lệ nhỏ.
Điều 6. Phí
Không thu phí."""

PARTY = """Lời nói đầu
III- NHIỆM VỤ
1. Về dân
Chăm lo dân.
2. Về đất
2.1. Giữ đất.
(1) Giữ đê.
a) Đê tả.
- Kè đá.
- Kè cỏ.
PHỤ LỤC II
DANH MỤC
Danh sách sau.
I. ĐÊ
3. Lẻ
1. Đê Thượng
TT | Tên | Năm
12 | Hồ Hạ | 2026"""

ANNEX = """Phụ lục I
DANH MỤC
TT | Tên
12 | Hồ Hạ
Ghi chú thêm."""


def at(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "address"),
    [
        (STATE, "Mở đầu", "đoạn 1"),
        (STATE, "TỔ CHỨC", "Chương II"),
        (STATE, "Nộp tại xã", "Điều 5"),
        (STATE, "Gồm", "khoản 2 Điều 5"),
        (STATE, "Đơn mẫu", "điểm a khoản 2 Điều 5"),
        (STATE, "Bản đồ", "điểm đ khoản 2 Điều 5"),
        (STATE, "Tỉ lệ nhỏ", "điểm đ khoản 2 Điều 5, gạch đầu dòng 2"),
        (STATE, "Không thu phí", "Điều 6"),
        (STATE, "a) Đơn mẫu;\nđ) Bản đồ", "khoản 2 Điều 5"),
        (PARTY, "Lời nói đầu", "đoạn 1"),
        (PARTY, "NHIỆM VỤ", "mục III"),
        (PARTY, "Chăm lo", "mục III.1"),
        (PARTY, "Giữ đất", "mục III.2.1"),
        (PARTY, "Giữ đê", "mục III.2.1.(1)"),
        (PARTY, "Đê tả", "mục III.2.1.(1).a"),
        (PARTY, "Kè cỏ", "mục III.2.1.(1).a, gạch đầu dòng 2"),
        (PARTY, "Danh sách sau", "đoạn 3, Phụ lục II"),
        (PARTY, "Đê Thượng", "mục I.1, Phụ lục II"),
        (PARTY, "Hồ Hạ", "dòng 12, mục I.1, Phụ lục II"),
        (ANNEX, "Hồ Hạ", "dòng 12, Phụ lục I"),
        (ANNEX, "Ghi chú", "đoạn 5, Phụ lục I"),
        ("Một.\n\nHai.\nBa.", "Ba", "đoạn 3"),
        ("1. Một.\n- Hai.", "Hai", "mục 1, gạch đầu dòng 1"),
        ("- Một.\n- Hai.", "Hai", "gạch đầu dòng 2"),
        ("A. LỚN\nI. VỪA\n1. Nhỏ.", "Nhỏ", "mục A.I.1"),
        ("Phần thứ hai\nTỔ CHỨC\nMục 1\nCẤP XÃ\nLời.", "Lời", "Mục 1 Phần thứ hai"),
        ("Điều 1. Phê duyệt như sau:\nI. MỤC TIÊU\n1. Xong đê.", "Xong", "mục I.1 Điều 1"),
    ],
)
def test_addresses(text, words, address):
    assert address_of(text, sections_of(text), at(text, words)) == address


def test_an_issued_with_document_is_named_last():
    text = "Điều 1. Ban hành\nTM. ỦY BAN\nQUY CHẾ\nLÀM VIỆC\n(Kèm theo Quyết định số 1)\nĐiều 1. Phạm vi\n1. Toàn tỉnh."
    assert address_of(text, sections_of(text), at(text, "Toàn tỉnh")) == "khoản 1 Điều 1, QUY CHẾ LÀM VIỆC kèm theo"


@given(st.integers(0, len(PARTY) - 1), st.integers(1, 30))
def test_an_address_is_never_empty(start, size):
    for text in (PARTY, STATE, ANNEX, "x" * 200, ""):
        begin = min(start, max(len(text) - 1, 0))
        assert address_of(text, sections_of(text), Span(begin, max(begin, min(len(text), begin + size))))


@pytest.mark.parametrize(
    ("text", "words", "number", "heading"),
    [
        (PARTY, "Giữ đê", "57-NQ/TW", "57-NQ/TW › III. NHIỆM VỤ › 2. Về đất › 2.1 › (1)"),
        (STATE, "Tỉ lệ nhỏ", None, "Chương II. TỔ CHỨC › Điều 5. Hồ sơ › 2. Gồm › đ. Bản đồ"),
        (PARTY, "Lời nói đầu", "57-NQ/TW", "57-NQ/TW"),
        (PARTY, "Lời nói đầu", None, ""),
        (ANNEX, "Hồ Hạ", None, "Phụ lục I. DANH MỤC"),
    ],
)
def test_breadcrumbs(text, words, number, heading):
    assert heading_of(text, sections_of(text), text.index(words), number) == heading


def test_titles_are_cut():
    text = "I. " + "RẤT DÀI " * 24 + "\n1. Việc."
    heading = heading_of(text, sections_of(text), text.index("Việc"), "1-NQ/TU")
    assert "…" in heading
    assert len(heading) < 150


@pytest.mark.parametrize(
    ("text", "words", "address"),
    [
        ("Điều 1. A\nPhụ lục I\nPhụ lục I.1\nĐÊ\n1. Tả ngạn.", "Tả", "mục 1, Phụ lục I.1"),
        ("Điều 1. A\nPhụ lục II\nBIỂU MẪU\nMẫu số 02\nĐƠN XIN\n1. Tên đơn vị.", "Tên", "mục 1, Mẫu số 02, Phụ lục II"),
        ("Điều 1. A\nPhụ lục\nBIỂU MẪU\nMẫu AP01\nĐƠN XIN\n1. Tên đơn vị.", "Tên", "mục 1, Mẫu AP01, Phụ lục"),
        (
            "Điều 1. Sửa đổi Luật\n1. Bỏ Điều 6.\n2. Sửa đổi Điều 7 như sau:\n“Điều 7. Đê\n1. Tả ngạn.”",
            "Tả",
            "khoản 2 Điều 1",
        ),
        (
            "Điều 5. Hồ\nĐiều 5a. Đê\n1. Gò.\n2. Bãi.\n3. Cống.\n3a. Kè:\na) A;\nb) B;\nc) C;\nd) D;\nđ) Tả ngạn.",
            "Tả",
            "điểm đ khoản 3a Điều 5a",
        ),
    ],
)
def test_addresses_in_annexes_forms_and_amendments(text, words, address):
    at = text.index(words)
    assert address_of(text, sections_of(text), Span(at, at + len(words))) == address
