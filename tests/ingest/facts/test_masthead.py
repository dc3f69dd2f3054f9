"""Facts of heads in all their layouts; not found is None."""

import csv
import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.masthead import facts_of
from ingest.language.numbers import number_key
from ingest.types import Facts

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
    """The facts that were found, without spans."""
    found = {field.name: getattr(facts, field.name) for field in dataclasses.fields(facts)}
    return {name: fact.value for name, fact in found.items() if fact is not None}


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
    assert facts_of(text) == Facts()


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


# The index is a list of hints; these three name a cited law instead of the document's own number.
WRONG_HINTS = {"html/doc_000107.html", "html/doc_000303.html", "html/doc_000328.html"}


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data/documents")
def test_numbers_of_real_documents():
    from ingest.read import read

    rows = list(csv.DictReader((DATA / "INDEX.tsv").read_text("utf-8").splitlines(), delimiter="\t"))
    hints = {row["file"]: row["number"] for row in rows if row["file"].startswith(("html/", "word/")) and row["number"]}
    hints = {name: number for name, number in hints.items() if not name.endswith(".doc") and name not in WRONG_HINTS}
    found = {name: read(DATA / name)[0].facts.number for name in hints}
    right = [name for name, fact in found.items() if fact and number_key(fact.value) == number_key(hints[name])]
    assert sorted(right) == sorted(hints)
