"""Marks of secrecy and urgency in all the places of a head; the same words elsewhere are none."""

import pytest

from ingest.facts.marks import bears_mark
from ingest.facts.masthead import facts_of

COUNTRY = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
DATE = "Sông Lam, ngày 05 tháng 3 năm 2025"
HEADS = {
    "party": (
        ["TỈNH ỦY SÔNG LAM", "BAN TỔ CHỨC", "*", "Số 15-BC/BTCTU", "ĐẢNG CỘNG SẢN VIỆT NAM", DATE],
        ["BÁO CÁO", "về công tác cán bộ", "-----", "Thực hiện Nghị quyết số 5-NQ/TU, Ban báo cáo:", "I. TÌNH HÌNH"],
    ),
    "state": (
        ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG LAM", "Số: 12/QĐ-UBND", *COUNTRY, DATE],
        ["QUYẾT ĐỊNH", "Ban hành Quy chế giữ đê", "Căn cứ Luật Đê điều;", "Điều 1. Ban hành."],
    ),
    "letter": (
        ["SỞ NỘI VỤ", "Số: 9/SNV-VP", *COUNTRY, DATE],
        ["Kính gửi: Sở Xây dựng", "Thực hiện chỉ đạo của tỉnh, Sở đề nghị đắp đê.", "1. Về đê."],
    ),
}
MARKS = {
    1: [
        *("MẬT", "M Ậ T", "(MẬT)", "[MẬT]", "Mật", "Độ mật: Mật", "MẠT", "MẶT", "- MẬT -", "M.Ậ.T", "| MẬT |"),
        *("TÀI LIỆU MẬT", "MẬT - KHẨN", "MẬT, HỎA TỐC", "M   Ậ   T"),
    ],
    2: ["TỐI MẬT", "T Ố I  M Ậ T", "TỐIMẬT", "TỚI MẬT", "Tối mật", "TỐI MẬT - HỎA TỐC", "TỐI\nMẬT", "KHẨN\nTỐI MẬT"],
    3: ["TUYỆT MẬT", "T U Y Ệ T M Ậ T", "TUYẸT MẬT", "TUYỆT\nMẬT", "[TUYỆT MẬT]", "Độ mật: Tuyệt mật"],
}


def level_of(lines):
    fact = facts_of("\n".join(lines)).secrecy
    return fact.value if fact else None


@pytest.mark.parametrize("form", HEADS)
@pytest.mark.parametrize(("level", "mark"), [(level, mark) for level, marks in MARKS.items() for mark in marks])
def test_a_stamp_on_a_line_of_its_own_is_found_wherever_it_stands(form, level, mark):
    head, body = HEADS[form]
    for at in range(len(head) + 1):
        assert level_of([*head[:at], mark, *head[at:], *body]) == level


@pytest.mark.parametrize("form", HEADS)
@pytest.mark.parametrize(("level", "mark"), [(1, "MẬT"), (2, "TỐI MẬT"), (3, "TUYỆT MẬT"), (1, "M Ậ T")])
@pytest.mark.parametrize("joined", ["{mark} {line}", "{line} {mark}", "{line} | {mark}", "{mark}    {line}"])
def test_a_stamp_that_a_scan_puts_on_another_line_is_found(form, level, mark, joined):
    head, body = HEADS[form]
    for at, line in enumerate(head):
        assert level_of([*head[:at], joined.format(mark=mark, line=line), *head[at + 1 :], *body]) == level, line


@pytest.mark.parametrize("mark", ["MẬT", "T Ố I  M Ậ T", "TỐI\nMẬT"])
def test_the_span_covers_the_stamp(mark):
    head, body = HEADS["state"]
    text = "\n".join([*head, mark, *body])
    assert facts_of(text).secrecy.span.of(text) == mark


@pytest.mark.parametrize("form", HEADS)
@pytest.mark.parametrize(
    "title",
    [
        "Về bảo vệ bí mật nhà nước",
        "VỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "VỀ DANH MỤC BÍ\nMẬT NHÀ NƯỚC",
        "VỀ DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ\nTỐI MẬT",
        "VỀ DANH MỤC BÍ MẬT NHÀ NƯỚC\nĐỘ TỐI MẬT VÀ TUYỆT MẬT",
        "Về danh mục bí mật nhà nước độ\nTối mật thuộc lĩnh vực nội vụ",
        "về công tác bảo\nmật",
        "VỀ VIỆC GIẢI MẬT\nTÀI LIỆU",
        "về mặt trận",
        "MẶT TRẬN TỔ QUỐC",
        "VỀ CÔNG TÁC KHẨN CẤP",
        "KHẨN TRƯƠNG TRIỂN KHAI",
        "VỀ QUẢN LÝ\nMẬT MÃ DÂN SỰ",
        "VỀ MẬT ĐỘ XÂY DỰNG",
    ],
)
def test_the_words_of_a_title_are_no_mark(form, title):
    head, body = HEADS[form]
    lines = [*head, f"V/v {title}", *body] if form == "letter" else [*head, body[0], title, *body[1:]]
    facts = facts_of("\n".join(lines))
    assert (facts.secrecy, facts.urgency) == (None, None)


@pytest.mark.parametrize(
    "body", ["CỤC BẢO MẬT", "BAN CƠ YẾU", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", "ĐẢNG ỦY XÃ YÊN MẬT"]
)
def test_the_name_of_a_body_is_no_mark(body):
    head, rest = HEADS["party"]
    assert level_of([head[0], body, *head[2:], *rest, "Cán bộ xã Yên Mật."]) is None


def test_running_text_bears_no_mark():
    head, body = HEADS["state"]
    assert level_of([*head, *body, "Điều 2. Tài liệu", "MẬT", "Nơi nhận:"]) is None
    assert level_of([]) is None


@pytest.mark.parametrize(
    ("line", "urgency"),
    [
        ("KHẨN", "khẩn"),
        ("HỎA TỐC", "hoả tốc"),
        ("HOẢ TỐC HẸN GIỜ", "hoả tốc hẹn giờ"),
        ("THƯỢNG KHẨN", "thượng khẩn"),
        ("TỐI MẬT - HỎA TỐC", "hoả tốc"),
    ],
)
def test_urgency(line, urgency):
    head, body = HEADS["letter"]
    assert facts_of("\n".join([line, *head, *body])).urgency.value == urgency


def test_the_type_may_bear_the_urgency():
    head, body = HEADS["state"]
    assert facts_of("\n".join([*head, "CÔNG ĐIỆN KHẨN", *body[1:]])).urgency.value == "khẩn"


@pytest.mark.parametrize(
    ("line", "bears"), [("TỐI MẬT", True), ("M Ậ T", True), ("HỎA TỐC", True), ("BÍ MẬT NHÀ NƯỚC", False), ("", False)]
)
def test_lines_that_bear_nothing_but_marks(line, bears):
    assert bears_mark(line) is bears
