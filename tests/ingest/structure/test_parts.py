"""Several documents in one file: where a second one certainly begins, and what begins none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.parts import parts_of
from ingest.structure.portions import findings_of_part, pages_of_part
from ingest.types import Box, Finding, Page, PageSource, Span, Word


def decision(number, place="Sông Lam, ngày 05 tháng 3 năm 2025", kind="QUYẾT ĐỊNH"):
    return f"""ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}
{kind}
Về việc thành lập Ban Đê điều
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức chính quyền địa phương;
QUYẾT ĐỊNH:
Điều 1. Thành lập Ban Đê điều.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Đê"""


def party(number):
    return f"""TỈNH ỦY SÔNG LAM
*
Số {number}
ĐẢNG CỘNG SẢN VIỆT NAM
Sông Lam, ngày 12 tháng 6 năm 2025
CHỈ THỊ
về phòng, chống lụt, bão
-----
1. Chuẩn bị đê.
2. Chuẩn bị thuyền.
3. Chuẩn bị lương thực.
T/M BAN THƯỜNG VỤ
BÍ THƯ
Trần Văn Thuyền"""


@pytest.mark.parametrize(
    "documents",
    [
        [decision("12/QĐ-UBND"), decision("13/QĐ-UBND")],
        [decision("12/QĐ-UBND"), party("15-CT/TU"), decision("14/QĐ-UBND")],
        [party("15-CT/TU"), party("16-CT/TU")],
    ],
)
def test_each_masthead_begins_a_document(documents):
    text = "\n".join(documents)
    assert [part.of(text) for part in parts_of(text)] == documents


def test_a_volume_of_resolutions():
    first = (
        "TUYỂN TẬP NGHỊ QUYẾT\nNGHỊ QUYẾT\nSố 10-NQ/TU, ngày 01/02/2024\nVề đê điều\n1. Giữ đê.\n2. Đắp đê.\n3. Kè đê."
    )
    second = "NGHỊ QUYẾT\nSố 11-NQ/TU, ngày 02/3/2024\nVề rừng\n1. Giữ rừng.\n2. Trồng rừng."
    text = f"{first}\nT/M TỈNH ỦY\nNguyễn Văn Đê\n{second}"
    assert [part.of(text) for part in parts_of(text)] == [f"{first}\nT/M TỈNH ỦY\nNguyễn Văn Đê", second]


@pytest.mark.parametrize(
    "after",
    [
        decision("12/QĐ-UBND"),  # the same paper twice
        decision("....../QĐ-UBND", "Sông Lam, ngày ... tháng ... năm ..."),  # a blank form
        decision("13/QĐ-UBND", "Sông Lam, ngày ... tháng ... năm 2025"),
        "Phụ lục I\n(Kèm theo Quyết định số 12/QĐ-UBND)\n" + decision("13/QĐ-UBND"),
        "Mẫu số 01\n" + decision("13/QĐ-UBND"),
        "“" + decision("13/QĐ-UBND") + "”",
        decision("13/SY-UBND", kind="SAO Y"),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nQUY CHẾ\nLàm việc của Ban Đê điều\n"
        "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 3 năm 2025)\nĐiều 1. Phạm vi\nĐiều 2. Đối tượng",
    ],
)
def test_what_begins_no_document(after):
    text = decision("12/QĐ-UBND") + "\n" + after
    assert parts_of(text) == (Span(0, len(text)),)


def test_the_article_around_a_document_is_part_of_it():
    text = "Tỉnh Sông Lam thành lập Ban Đê điều\nSáng 05/3, tỉnh công bố quyết định.\n" + decision("12/QĐ-UBND")
    assert len(parts_of(text)) == 1


def test_a_document_begins_with_its_page():
    first, second = decision("12/QĐ-UBND"), "Trang đầu\n" + decision("13/QĐ-UBND")
    text = first + "\n" + second
    assert parts_of(text, [0, len(first) + 1])[1].of(text).startswith("Trang đầu")
    assert parts_of(text)[1].of(text).startswith("ỦY BAN")


LINES = st.sampled_from(
    [
        *decision("1/QĐ-UBND").split("\n"),
        *party("2-CT/TU").split("\n"),
        "Số: 3/QĐ-UBND",
        "Phụ lục I",
        "“",
        "",
        " Số 4/KH",
    ]
)


@given(st.lists(LINES, max_size=80), st.lists(st.integers(0, 300), max_size=4))
def test_nothing_is_lost(lines, starts):
    text = "\n".join(lines)
    parts = parts_of(text, sorted(starts))
    assert "\n".join(part.of(text) for part in parts) == text
    assert parts == parts_of(text, sorted(starts))


BOX = Box(0, 0, 10, 10)


def page(number, start, end, words=()):
    return Page(number, Span(start, end), PageSource("text"), 595, 842, tuple(words))


def test_pages_keep_their_numbers_and_tile_each_document():
    text = "một hai\nba bốn\n"
    words = [Word(BOX, Span(0, 3)), Word(BOX, None)]
    pages = [page(1, 0, 4, words), page(2, 4, 12, [Word(BOX, Span(4, 7)), Word(BOX, Span(8, 10))]), page(3, 12, 15)]
    first, second = Span(0, 7), Span(8, 15)
    for part, numbers in ((first, [1, 2]), (second, [2, 3])):
        own = pages_of_part(pages, part)
        assert [item.number for item in own] == numbers
        assert own[0].span.start == 0
        assert own[-1].span.end == len(part)
        assert all(a.span.end == b.span.start for a, b in pairwise(own))
    shared = pages_of_part(pages, second)[0].words
    assert [word.span.of(second.of(text)) for word in shared] == ["ba"]
    assert [word.span for word in pages_of_part(pages, first)[0].words] == [Span(0, 3), None]


def test_an_empty_page_stays_with_the_document_before_it():
    pages = [page(1, 0, 8), page(2, 8, 8), page(3, 8, 15)]
    assert [item.number for item in pages_of_part(pages, Span(0, 7))] == [1]
    assert [item.number for item in pages_of_part(pages, Span(8, 15))] == [2, 3]


def test_findings_go_where_their_words_are():
    findings = [Finding("all", "Cả tệp."), Finding("late", "Cuối.", Span(9, 12))]
    assert [item.code for item in findings_of_part(findings, Span(0, 7), is_first=True)] == ["all"]
    (late,) = findings_of_part(findings, Span(8, 15), is_first=False)
    assert late.span == Span(1, 4)
