"""Facts of heads in all their layouts; not found is None."""

import dataclasses
import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.masthead import facts_of
from ingest.language.dates import dates_of
from ingest.language.normalise import fold_spaces, match_key

DATA = Path(__file__).parents[4] / "shared" / "data" / "documents"

PARTY = """TỈNH ỦY SÔNG LAM
BAN TUYÊN GIÁO VÀ DÂN VẬN
*
Số 15-HD/BTGDVTU
ĐẢNG CỘNG SẢN VIỆT NAM
Sông Lam, ngày 05 tháng 3 năm 2025
HƯỚNG DẪN
về việc giữ gìn đê điều
và hồ nước
-----
- Căn cứ Điều lệ Đảng;
Ban hướng dẫn như sau:
1. Giữ đê.
Nơi nhận:
- Các huyện ủy,
- Sở Nội vụ (để biết),
- Lưu Văn phòng.
K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN
Nguyễn Thị Sông"""

STATE = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 12/2025/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Lam, ngày 05 tháng 3 năm 2025
QUYẾT ĐỊNH
Ban hành Quy chế giữ đê
Căn cứ Luật Đê điều;
QUYẾT ĐỊNH:
Điều 1. Ban hành Quy chế.
Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 4 năm 2025.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Trần Văn Lam"""


def values(facts):
    """The facts that were found, without spans; the language aside, which every text has."""
    found = {field.name: getattr(facts, field.name) for field in dataclasses.fields(facts)}
    return {name: fact.value for name, fact in found.items() if fact is not None and name != "language"}


def test_party_document():
    assert values(facts_of(PARTY)) == {
        "number": "15-HD/BTGDVTU",
        "kind": "hướng dẫn",
        "issuer": "Ban Tuyên giáo và Dân vận",
        "parent_issuer": "Tỉnh ủy Sông Lam",
        "place": "Sông Lam",
        "issued_on": dt.date(2025, 3, 5),
        "title": "về việc giữ gìn đê điều và hồ nước",
        "signer": "Nguyễn Thị Sông",
        "signer_post": "Phó Trưởng ban",
        "capacity": "K/T",
        "recipients": ("Các huyện ủy", "Sở Nội vụ (để biết)", "Lưu Văn phòng"),
    }


def test_state_document():
    assert values(facts_of(STATE)) == {
        "number": "12/2025/QĐ-UBND",
        "kind": "quyết định",
        "issuer": "Ủy ban nhân dân tỉnh Sông Lam",
        "place": "Sông Lam",
        "issued_on": dt.date(2025, 3, 5),
        "effective_on": dt.date(2025, 4, 1),
        "title": "Ban hành Quy chế giữ đê",
        "signer": "Trần Văn Lam",
        "signer_post": "Phó Chủ tịch",
        "capacity": "TM.",
        "recipients": ("Như Điều 2", "Lưu: VT"),
    }


def test_every_fact_names_the_words_that_it_was_read_from():
    facts = facts_of(STATE)
    assert facts.number.span.of(STATE) == "12/2025/QĐ-UBND"
    assert facts.kind.span.of(STATE) == "QUYẾT ĐỊNH"
    assert facts.issuer.span.of(STATE) == "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM"
    assert facts.issued_on.span.of(STATE) == "ngày 05 tháng 3 năm 2025"
    assert facts.signer.span.of(STATE) == "Trần Văn Lam"
    assert facts.signer_post.span.of(STATE) == "PHÓ CHỦ TỊCH"
    assert facts.effective_on.span.of(STATE).startswith("Quyết định này có hiệu lực")


COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            f"SỞ NỘI VỤ | {COUNTRY}\nSố: 7/TB-SNV | Sông Lam, ngày 05 tháng 3 năm 2025\nTHÔNG BÁO",
            {"number": "7/TB-SNV", "issuer": "Sở Nội vụ", "place": "Sông Lam", "kind": "thông báo"},
        ),
        (
            f"CHÍNH PHỦ {COUNTRY}\nSố: 9/NQ-CP     Hà Nội, ngày 05 tháng 3 năm 2025\nNGHỊ QUYẾT",
            {"number": "9/NQ-CP", "issuer": "Chính phủ", "place": "Hà Nội", "kind": "nghị quyết"},
        ),
        (
            "CÔNG BÁO/Số 12/Ngày 01-3-2025 | 5\nKý bởi: Văn phòng\nBỘ XÂY DỰNG\n"
            f"BỘ XÂY DỰNG\nSố: 3/2025/TT-BXD\n{COUNTRY}",
            {"number": "3/2025/TT-BXD", "issuer": "Bộ Xây dựng"},
        ),
        (
            f"QUỐC HỘI\nLuật số: 12/2025/QH15\n{COUNTRY}\nLUẬT\nĐÊ ĐIỀU",
            {"number": "12/2025/QH15", "kind": "luật", "title": "ĐÊ ĐIỀU"},
        ),
        (
            "BAN CHẤP HÀNH\nTRUNG ƯƠNG\n*\nSố 9-KL/TW\nKẾT LUẬN\nCỦA BAN BÍ THƯ VỀ ĐÊ ĐIỀU\n-----\n"
            "T/M BAN BÍ THƯ\nNguyễn Văn Sông",
            {"issuer": "Ban Bí thư", "parent_issuer": "Ban Chấp hành Trung ương", "title": "VỀ ĐÊ ĐIỀU"},
        ),
        (
            f"ỦY BAN NHÂN DÂN\nXÃ THƯỢNG NGUỒN\nSố: 9/UBND-VP\nV/v đắp đê\n{COUNTRY}\nKính gửi: Sở Xây dựng",
            {"number": "9/UBND-VP", "kind": "công văn", "title": "đắp đê", "issuer": "Ủy ban nhân dân xã Thượng Nguồn"},
        ),
        (
            "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 9/1998/NĐ-CP NGÀY 11 THÁNG 5 NĂM 1998\nVỀ ĐÊ ĐIỀU\nCĂN CỨ LUẬT ĐÊ;",
            {"number": "9/1998/NĐ-CP", "kind": "nghị định", "issued_on": dt.date(1998, 5, 11), "title": "VỀ ĐÊ ĐIỀU"},
        ),
        (
            "KẾ HOẠCH\nThực hiện Nghị quyết số 9-NQ/TU ngày 01/3/2025 về đê\nI. MỤC TIÊU",
            {"kind": "kế hoạch", "title": "Thực hiện Nghị quyết số 9-NQ/TU ngày 01/3/2025 về đê"},
        ),
        (
            f"DỰ THẢO LẦN 2\nỦY BAN NHÂN DÂN\nXÃ THƯỢNG NGUỒN\nSố:       /QĐ-UBND\n{COUNTRY}\n"
            "Sông Lam, ngày     tháng 3 năm 2025\nQUYẾT ĐỊNH\nVề việc thực hiện Nghị quyết\n"
            "số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị\nCăn cứ Luật Đê;",
            {"number": None, "issued_on": None, "kind": "quyết định", "issuer": "Ủy ban nhân dân xã Thượng Nguồn"},
        ),
        (
            f"TỈNH ỦY SÔNG LAM\n*\nSố      -CV/TU\nVề việc giữ đê theo\nsố 57-NQ/TW ngày 22/12/2024\n{COUNTRY}\n"
            "Kính gửi: Các huyện ủy",
            {"number": None, "issuer": "Tỉnh ủy Sông Lam"},
        ),
        (
            f"THANH TRA CHÍNH PHỦ\nSố: 2O/2025/TT-TTCP\n{COUNTRY}\nHà Nội, ngày 30 tháng 02 năm 2025\nTHÔNG TƯ",
            {"number": "20/2025/TT-TTCP", "issued_on": None},
        ),
        (
            f"CHÍNH PHỦ\nSố: 445 /NQ-CP\n{COUNTRY}\nHà Nội, ngày @3 tháng !F năm 2026\nNGHỊ QUYẾT\nvề vườn\n",
            {"number": None, "issued_on": None, "kind": "nghị quyết"},
        ),
        (
            f"BỘ NGOẠI GIÁO\nSố: 9/TB-LPQT\n{COUNTRY}\nHà Nội, ngảy 05 thảng 3 năm 2025\nTHÔNG BẢO\nVề việc đê\n",
            {"kind": "thông báo", "issuer": "Bộ Ngoại giao", "issued_on": dt.date(2025, 3, 5)},
        ),
        (
            "Nghị định của Chính phủ\nsố 9/2003/NĐ-CP ngày 10/10/2003\nvề đê\nChính phủ\nCăn cứ Luật Đê;",
            {"number": "9/2003/NĐ-CP", "kind": "nghị định", "issuer": "Chính phủ", "issued_on": dt.date(2003, 10, 10)},
        ),
        (
            "THÔNG TƯ\nCỦA BỘ TÀI CHÍNH SỐ 60 TC/CĐKT NGÀY 5 THÁNG 3 NĂM 1993 VỀ ĐÊ\nCăn cứ Luật Đê;",
            {"number": "60-TC/CĐKT", "issuer": "Bộ Tài chính", "issued_on": dt.date(1993, 3, 5)},
        ),
        (
            f"BỘ CÔNG AN\nBỘ QUỐC PHÒNG\n-------\nSố: 01/2015/TTLT-BCA-BQP\n{COUNTRY}\nTHÔNG TƯ LIÊN TỊCH\nVề đê",
            {"issuer": "Bộ Công an", "parent_issuer": None, "joint_issuers": ("Bộ Công an", "Bộ Quốc phòng")},
        ),
        (
            "ĐẢNG CỘNG SẢN VIỆT NAM\nĐẠI HỘI ĐẠI BIỂU TOÀN QUỐC LẦN THỨ XX\n*\n"
            "Hà Nội, ngày 01 tháng 02 năm 2061\nNGHỊ QUYẾT\nĐẠI HỘI ĐẠI BIỂU TOÀN QUỐC LẦN THỨ XX\n-----\nI- TÁN THÀNH",
            {"number": None, "kind": "nghị quyết", "issued_on": dt.date(2061, 2, 1)},
        ),
        (
            "HIỆP ĐỊNH\nGIỮA CHÍNH PHỦ NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM VÀ CHÍNH PHỦ SÔNG LAM\nVỀ ĐÊ",
            {"number": None, "kind": "hiệp định", "issuer": None},
        ),
        (
            "Sheet1\nPHỤ LỤC: TỔNG HỢP ĐÊ\nSTT | Dự án | Số\nDự án | | nhóm A",
            {"kind": "phụ lục", "number": None, "issuer": None},
        ),
        (
            "THÀNH PHỐ SÔNG LAM\nUBND HUYỆN THƯỢNG NGUỒN\nMẫu số 21/CKTC-NSH\nCÂN ĐỐI DỰ TOÁN",
            {"number": None, "kind": None, "issuer": "UBND huyện Thượng Nguồn"},
        ),
        (
            "LUẬT\nĐÊ ĐIỀU\nLuật này quy định về đê.\nĐiều 1. Đê\n"
            "Luật này đã được Quốc hội khóa X, kỳ họp thứ 3 thông qua ngày 20 tháng 5 năm 1998.",
            {"number": None, "kind": "luật", "issuer": "Quốc hội", "issued_on": dt.date(1998, 5, 20)},
        ),
        (
            "HƯỚNG DẪN\nGIỮ ĐÊ\nBan hướng dẫn như sau:\nK/T TRƯỞNG BAN\nNguyễn Văn Sông\nPHỤ LỤC\n"
            "(Kèm theo Hướng dẫn số 40-HD/BTCTU, ngày 27/11/2025 của Ban Tổ chức Tỉnh ủy)",
            {"number": "40-HD/BTCTU", "issued_on": dt.date(2025, 11, 27), "issuer": "Ban Tổ chức Tỉnh ủy"},
        ),
        (
            "QUY CHẾ\nGIỮ ĐÊ\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2025 của UBND tỉnh)\nĐiều 1. Đê",
            {"number": None, "issued_on": None, "kind": "quy chế"},
        ),
        ("PHỤ LỤC II\nDANH MỤC ĐÊ\n(Kèm theo Quyết định số 12/QĐ-UBND)", {"kind": "phụ lục", "title": "DANH MỤC ĐÊ"}),
    ],
)
def test_layouts(head, expected):
    found = values(facts_of(head))
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("mark", "level"), [("MẬT", 1), ("TỐI MẬT", 2), ("TUYỆT MẬT", 3), ("[Tối mật]", 2), ("Độ mật: Tuyệt mật", 3)]
)
def test_secrecy_marks_of_the_head(mark, level):
    facts = facts_of(f"TỈNH ỦY SÔNG LAM\n{mark}\n{PARTY}")
    assert facts.secrecy is not None
    assert facts.secrecy.value == level
    assert facts.number is not None


@pytest.mark.parametrize(
    ("mark", "urgency"), [("KHẨN", "khẩn"), ("HỎA TỐC", "hoả tốc"), ("THƯỢNG KHẨN", "thượng khẩn")]
)
def test_urgency_marks(mark, urgency):
    facts = facts_of(f"{mark}\n{STATE}")
    assert facts.urgency is not None
    assert facts.urgency.value == urgency


def test_secrecy_in_running_text_is_no_mark():
    assert facts_of(STATE.replace("Ban hành Quy chế giữ đê", "về tài liệu MẬT")).secrecy is None
    assert facts_of(STATE + "\nMẬT").secrecy is None


REPRINT = """Kết luận 9-KL/TW của Ban Bí thư về đê điều
Nội dung chính
Ngày 5/3/2025, thay mặt Ban Bí thư, đồng chí Nguyễn Văn Sông ký ban hành Kết luận số 9-KL/TW về đê điều.
Kết luận nêu rõ nhiều việc theo Nghị quyết số 8-NQ/TW."""


def test_a_page_that_reprints_a_document():
    assert values(facts_of(REPRINT)) == {
        "number": "9-KL/TW",
        "kind": "kết luận",
        "issued_on": dt.date(2025, 3, 5),
        "issuer": "Ban Bí thư",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tin tức trong ngày",
        "Hội nghị triển khai Nghị quyết số 8-NQ/TW\nNgày 5/3/2025, tỉnh ban hành Kế hoạch số 9-KH/TU.",
        "Sáng 29/12, tỉnh họp về Quyết định số 204-QĐ/TW.",
    ],
)
def test_a_page_about_something_else_has_no_facts(text):
    assert values(facts_of(text)) == {}


def test_consolidated_texts_bear_their_number_at_the_end():
    text = STATE.split("Nơi nhận")[0] + (
        "BỘ TÀI CHÍNH\nSố: 16/VBHN-BTC\nXÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày 06 tháng 5 năm 2025\nKT. BỘ TRƯỞNG\n"
    )
    found = values(facts_of(text))
    assert (found["number"], found["kind"], found["issued_on"]) == (
        "16/VBHN-BTC",
        "văn bản hợp nhất",
        dt.date(2025, 5, 6),
    )


def test_laws_are_dated_by_their_last_paragraph():
    text = (
        f"QUỐC HỘI\nLuật số: 12/2025/QH15\n{COUNTRY}\nLUẬT\nĐÊ ĐIỀU\nĐiều 1. Phạm vi\n"
        "Luật này được Quốc hội khóa XV, kỳ họp thứ 9 thông qua ngày 20 tháng 6 năm 2025.\n"
        "CHỦ TỊCH QUỐC HỘI\nNguyễn Văn Sông"
    )
    found = values(facts_of(text))
    assert (found["issued_on"], found["signer"]) == (dt.date(2025, 6, 20), "Nguyễn Văn Sông")
    assert found["signer_post"] == "Chủ tịch Quốc hội"


@pytest.mark.parametrize(
    ("clause", "date"),
    [
        ("Quyết định này có hiệu lực kể từ ngày ký.", dt.date(2025, 3, 5)),
        ("Quyết định này có hiệu lực thi hành từ ngày 01/4/2025.", dt.date(2025, 4, 1)),
        (
            "Quyết định này thay thế Quyết định số 1/QĐ-UBND, có hiệu lực từ ngày 01 tháng 4 năm 2025.",
            dt.date(2025, 4, 1),
        ),
        ("Quyết định này có hiệu lực sau 45 ngày kể từ ngày ký ban hành.", dt.date(2025, 4, 19)),
        ("Quyết định này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.", None),
        ("Quyết định này có hiệu lực từ 0 giờ ngày 01/4/2025.", dt.date(2025, 4, 1)),
        ("Quyết định này thay thế Quyết định số 1/QĐ-UBND; có hiệu lực từ ngày ký.", dt.date(2025, 3, 5)),
        ("Luật này có hiệu lực thi hành từ ngày 01/4/2025.", None),
        ("Khoản 2 Điều 3 của Quyết định này có hiệu lực từ ngày 01/4/2025.", None),
        ("Các cơ quan thực hiện từ ngày 01/4/2025.", None),
    ],
)
def test_clauses_on_effect(clause, date):
    text = STATE.replace("Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 4 năm 2025.", clause)
    fact = facts_of(text).effective_on
    assert (fact.value if fact else None) == date


@given(
    st.lists(
        st.sampled_from(STATE.split("\n") + PARTY.split("\n") + REPRINT.split("\n")) | st.text(max_size=30), max_size=30
    )
)
def test_any_text_is_read_and_spans_lie_in_it(lines):
    text = "\n".join(lines)
    facts = facts_of(text)
    for field in dataclasses.fields(facts):
        fact = getattr(facts, field.name)
        if fact is not None:
            assert fact.span.start < fact.span.end <= len(text)
    assert facts == facts_of(text)


@given(st.lists(st.sampled_from(["Trang chủ", "Tin tức", "12", "~", "a b", "Đăng nhập", "2. Mới"]), max_size=30))
def test_noise_over_the_masthead_changes_nothing(noise):
    assert values(facts_of("\n".join([*noise, PARTY]))) == values(facts_of(PARTY))


def test_spans_give_the_values_back():
    for text in (PARTY, STATE):
        facts = facts_of(text)
        assert facts.number.span.of(text) == facts.number.value
        assert facts.place.span.of(text) == facts.place.value
        assert facts.signer.span.of(text) == facts.signer.value
        assert match_key(facts.issuer.span.of(text)) == match_key(facts.issuer.value)
        assert fold_spaces(facts.title.span.of(text)) == facts.title.value
        assert dates_of(facts.issued_on.span.of(text))[0].value == facts.issued_on.value


@pytest.mark.parametrize(
    "piece",
    [
        "Số: 1/QĐ-",
        "TỐI MẬT ",
        "SỞ ",
        "ngày 5 tháng ",
        "Sông Lam, ",
        "(Kèm theo Hướng dẫn số ",
        "Luật này được ",
        "- ",
        "Số ",
    ],
)
@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.system
def test_long_texts_are_read_in_linear_time(piece, end):
    text = f"{STATE[:90]}\n" + (piece + end) * (200_000 // len(piece))
    started = time.process_time()
    facts_of(text)
    assert time.process_time() - started < 10


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data/documents")
def test_facts_of_real_documents():
    """The formats that need no converter, against the pages checked by hand."""
    from eval.reading.facts import checked_facts, verdicts_of
    from ingest.read import read

    checked = {file: printed for file, printed in checked_facts().items() if file.endswith((".html", ".docx", ".md"))}
    assert len(checked) > 50
    wrong = [
        verdict
        for file, printed in checked.items()
        for verdict in verdicts_of(file, read(DATA / file)[0].facts, printed)
        if verdict.outcome != "right"
    ]
    assert wrong == []
