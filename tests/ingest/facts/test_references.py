"""Mentions of other documents: target, relation, span."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.references import references_of
from ingest.types import Relation

CASES = [
    (
        "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về khoa học;",
        [("57-NQ/TW", "nghị quyết", dt.date(2024, 12, 22), "Bộ Chính trị", None, Relation.CAN_CU)],
    ),
    (
        "theo điểm a khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ.",
        [("30/2020/NĐ-CP", "nghị định", dt.date(2020, 3, 5), "Chính phủ", "điểm a khoản 2 Điều 5", None)],
    ),
    (
        "Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 01/3/2024 của Ủy ban nhân dân tỉnh Sông Lam.",
        [("12/QĐ-UBND", "quyết định", dt.date(2024, 3, 1), "Ủy ban nhân dân tỉnh Sông Lam", None, Relation.THAY_THE)],
    ),
    (
        "Bãi bỏ các Thông tư số 01/2020/TT-BNV và số 02/2021/TT-BNV.",
        [
            ("01/2020/TT-BNV", "thông tư", None, None, None, Relation.BAI_BO),
            ("02/2021/TT-BNV", "thông tư", None, None, None, Relation.BAI_BO),
        ],
    ),
    (
        "Sửa đổi, bổ sung khoản 3 Điều 4 Thông tư số 9/2022/TT-BTC như sau:",
        [("9/2022/TT-BTC", "thông tư", None, None, "khoản 3 Điều 4", Relation.SUA_DOI)],
    ),
    (
        "Hướng dẫn thi hành Quy định số 12-QĐ/TU, ngày 01/3/2025 của Ban Thường vụ",
        [("12-QĐ/TU", "quy định", dt.date(2025, 3, 1), "Ban Thường vụ", None, Relation.HUONG_DAN)],
    ),
    (
        "Kế hoạch triển khai thực hiện Chỉ thị số 9-CT/TU",
        [("9-CT/TU", "chỉ thị", None, None, None, Relation.TRIEN_KHAI)],
    ),
    (
        "(Ban hành kèm theo Quyết định số 12/QĐ-UBND)",
        [("12/QĐ-UBND", "quyết định", None, None, None, Relation.KEM_THEO)],
    ),
    ("theo quy định của Luật Lưu trữ.", [(None, "Luật Lưu trữ", None, None, None, None)]),
    (
        "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;",
        [(None, "Luật Tổ chức Chính phủ", dt.date(2015, 6, 19), None, None, Relation.CAN_CU)],
    ),
    (
        "Căn cứ Luật Đê điều số 9/2006/QH11 được sửa đổi, bổ sung bởi Luật số 60/2020/QH14;",
        [
            ("9/2006/QH11", "luật", None, None, None, Relation.CAN_CU),
            ("60/2020/QH14", "luật", None, None, None, None),
        ],
    ),
    (
        "Hết hiệu lực\nNghị định số 1/2004/NĐ-CP của Chính phủ về đê hết hiệu lực kể từ ngày ký.",
        [("1/2004/NĐ-CP", "nghị định", None, "Chính phủ", None, Relation.BAI_BO)],
    ),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đê điều ngày 18 tháng 6 năm 2020;",
        [
            (
                None,
                "Luật sửa đổi, bổ sung một số điều của Luật Đê điều",
                dt.date(2020, 6, 18),
                None,
                None,
                Relation.CAN_CU,
            )
        ],
    ),
    (
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;",
        [("64/2025/QH15", "luật", None, None, None, Relation.CAN_CU)],
    ),
    (
        "theo Điều 5 Luật Tổ chức chính quyền địa phương năm 2015 và Luật thuế xuất khẩu ngày 5/3/2020",
        [
            (None, "Luật Tổ chức chính quyền địa phương năm 2015", None, None, "Điều 5", None),
            (None, "Luật thuế xuất khẩu", dt.date(2020, 3, 5), None, None, None),
        ],
    ),
    (
        "Quán triệt các Nghị quyết số 18, 19-NQ/TW của Ban Chấp hành Trung ương;",
        [
            ("18-NQ/TW", "nghị quyết", None, None, None, Relation.TRIEN_KHAI),
            ("19-NQ/TW", "nghị quyết", None, "Ban Chấp hành Trung ương", None, Relation.TRIEN_KHAI),
        ],
    ),
    (
        "Bãi bỏ các văn bản sau đây:\n1. Quyết định số 1/QĐ-UBND về đê.\n2. Chỉ thị số 2/CT-UBND theo Luật Đê điều.",
        [
            ("1/QĐ-UBND", "quyết định", None, None, None, Relation.BAI_BO),
            ("2/CT-UBND", "chỉ thị", None, None, None, Relation.BAI_BO),
            (None, "Luật Đê điều", None, None, None, None),
        ],
    ),
    (
        "Bãi bỏ Thông tư số 1/2010/TT-BNV về đê và Thông tư số 2/2011/TT-BNV sửa đổi Thông tư số 1/2010/TT-BNV.",
        [
            ("1/2010/TT-BNV", "thông tư", None, None, None, Relation.BAI_BO),
            ("2/2011/TT-BNV", "thông tư", None, None, None, Relation.BAI_BO),
            ("1/2010/TT-BNV", "thông tư", None, None, None, None),
        ],
    ),
    (
        "Bãi bỏ một phần Thông tư số 1/2010/TT-BNV;",
        [("1/2010/TT-BNV", "thông tư", None, None, "một phần", Relation.BAI_BO)],
    ),
    (
        "Sửa đổi, bổ sung một số điều của Quy chế giữ đê ban hành kèm theo Quyết định số 1/QĐ-UBND;",
        [("1/QĐ-UBND", "quyết định", None, None, None, Relation.SUA_DOI)],
    ),
    (
        "thực hiện theo Quy chế ban hành kèm theo Quyết định số 1/QĐ-UBND;",
        [("1/QĐ-UBND", "quyết định", None, None, None, None)],
    ),
    (
        "Căn cứ Chỉ thị số 5-CT/TU, ngày 1/2/2025; Quy định số 6-QĐ/TU;",
        [
            ("5-CT/TU", "chỉ thị", dt.date(2025, 2, 1), None, None, Relation.CAN_CU),
            ("6-QĐ/TU", "quy định", None, None, None, Relation.CAN_CU),
        ],
    ),
    (
        "Kể từ ngày Nghị định này có hiệu lực thi hành, Nghị định số 1/2004/NĐ-CP hết hiệu lực.",
        [("1/2004/NĐ-CP", "nghị định", None, None, None, Relation.BAI_BO)],
    ),
    (
        "Thay thế cụm từ “đê” bằng cụm từ “kè” tại Điều 5 Nghị định số 1/2004/NĐ-CP.",
        [("1/2004/NĐ-CP", "nghị định", None, None, "Điều 5", Relation.SUA_DOI)],
    ),
    (
        "Nghị định này quy định chi tiết một số điều và biện pháp thi hành Luật Đê điều.",
        [(None, "Luật Đê điều", None, None, None, Relation.HUONG_DAN)],
    ),
    (
        "1 | Hướng dẫn thực hiện Nghị quyết số 5/2025/NQ-HĐND | Sở Tài chính",
        [("5/2025/NQ-HĐND", "nghị quyết", None, None, None, None)],
    ),
    (
        "báo cáo kết quả thực hiện Nghị quyết số 5/2025/NQ-HĐND",
        [("5/2025/NQ-HĐND", "nghị quyết", None, None, None, None)],
    ),
    (
        "tại các văn bản: số 2/TTr-SNV ngày 5/3/2025, số 1/BC-SNV và Thông tư số 6/2022/TT-BТС",
        [
            ("2/TTr-SNV", "tờ trình", dt.date(2025, 3, 5), None, None, None),
            ("1/BC-SNV", "báo cáo", None, None, None, None),
            ("6/2022/TT-BTC", "thông tư", None, None, None, None),
        ],
    ),
    ("Căn cứ Điều lệ Đảng;", [(None, "Điều lệ Đảng", None, None, None, Relation.CAN_CU)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_mentions(text, expected):
    found = [
        (r.target.number, r.target.kind, r.target.issued_on, r.target.issuer, r.target.address, r.relation)
        for r in references_of(text)
    ]
    assert found == expected


@pytest.mark.parametrize(
    "text", ["", "Quyết định này có hiệu lực từ ngày ký.", "Luật này quy định", "theo pháp luật về đê"]
)
def test_what_mentions_nothing(text):
    assert references_of(text) == ()


def test_the_document_s_own_number_is_no_reference():
    text = "TỈNH ỦY SÔNG LAM\nSố 12-NQ/TU\nNGHỊ QUYẾT\nvề đê\nTheo Nghị quyết số 12-NQ/TU và Chỉ thị số 3-CT/TU."
    assert [reference.target.number for reference in references_of(text)] == ["3-CT/TU"]


def test_a_plan_gives_the_amending_of_laws_as_a_task():
    head = "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM\nSố: 1/KH-UBND\nKẾ HOẠCH\nGiữ đê\nI. NHIỆM VỤ\n"
    (task,) = references_of(head + "1. Sửa đổi, bổ sung Quyết định số 5/QĐ-UBND.")
    (own,) = references_of(head + "Kế hoạch này thay thế Kế hoạch số 5/KH-UBND.")
    assert (task.relation, own.relation) == (None, Relation.THAY_THE)


def test_the_span_covers_the_whole_mention():
    text = "Căn cứ khoản 1 Điều 2 Thông tư số 1/2020/TT-BNV ngày 05/3/2020 của Bộ Nội vụ về đê"
    (reference,) = references_of(text)
    assert reference.span.of(text) == "khoản 1 Điều 2 Thông tư số 1/2020/TT-BNV ngày 05/3/2020 của Bộ Nội vụ"


@given(st.lists(st.sampled_from([case[0] for case in CASES]) | st.text(max_size=30), max_size=12).map("\n".join))
def test_spans_are_in_order_and_in_the_text(text):
    references = references_of(text)
    assert [r.span.start for r in references] == sorted(r.span.start for r in references)
    assert all(r.span.start < r.span.end <= len(text) for r in references)


@pytest.mark.parametrize(
    "piece",
    [
        "Nghị quyết số 57-NQ/TW và ",
        "Luật Abc ",
        "khoản 1 ",
        "số 1/2020/NĐ-CP của A ",
        "căn cứ ",
        "Luật sửa đổi, ",
        "số 1, 2, ",
        "1. Bãi bỏ ",
    ],
)
@pytest.mark.system
def test_one_long_line_is_read_in_linear_time(piece):
    started = time.process_time()
    references_of(piece * (300_000 // len(piece)))
    assert time.process_time() - started < 20
