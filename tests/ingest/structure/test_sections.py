"""The legal structure: both families, annexes, quotes, sequences; what is no unit; invariants on any text."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.structure.findings import structure_findings_of
from ingest.structure.sections import sections_of, structure_of
from ingest.types import Level

DATA = Path(__file__).parents[4] / "shared" / "data" / "documents"


def outline(text):
    """The tree as indented lines: level, number, title."""
    sections = sections_of(text)
    depths: list[int] = []
    lines = []
    for section in sections:
        depths.append(0 if section.parent is None else depths[section.parent] + 1)
        title = f" {section.title}" if section.title else ""
        lines.append("  " * depths[-1] + f"{section.level.value} {section.number}{title}".rstrip())
    return lines


def check(text, expected):
    assert outline(text.strip("\n")) == expected.strip("\n").split("\n")


def test_state_document():
    check(
        """
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy định này áp dụng trong tỉnh.
Điều 2. Giải thích từ ngữ
1. Đê là công trình ngăn nước.
2. Hồ gồm:
a) Hồ lớn;
b) Hồ nhỏ:
- Hồ đất;
- Hồ đá;
đ) Hồ khác.
Chương II
TỔ CHỨC
Mục 1
CẤP TỈNH
Điều 3. Sở
Sở chịu trách nhiệm.
Mục 2. CẤP XÃ
Điều 4. Xã
""",
        """
chuong I QUY ĐỊNH CHUNG
  dieu 1 Phạm vi điều chỉnh
  dieu 2 Giải thích từ ngữ
    khoan 1
    khoan 2 Hồ gồm
      diem a
      diem b Hồ nhỏ
        dash 1
        dash 2
      diem đ
chuong II TỔ CHỨC
  muc 1 CẤP TỈNH
    dieu 3 Sở
  muc 2 CẤP XÃ
    dieu 4 Xã
""",
    )


def test_party_outline():
    check(
        """
I- QUAN ĐIỂM
1- Coi trọng dân.
2- Coi trọng đất.
II- NHIỆM VỤ
1. Về tổ chức
1.1. Sắp xếp lại.
1.2. Bố trí người.
(1) Người cũ.
(2) Người mới.
2. Về tài chính
a) Thu.
+ Thu đủ.
+ Thu đúng.
b) Chi.
""",
        """
roman I QUAN ĐIỂM
  arabic 1
  arabic 2
roman II NHIỆM VỤ
  arabic 1 Về tổ chức
    decimal 1.1
    decimal 1.2
      paren 1
      paren 2
  arabic 2 Về tài chính
    letter a
      plus 1
      plus 2
    letter b
""",
    )


def test_romans_above_dieu_in_party_regulations():
    check(
        "I- QUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nNêu rõ.\nĐiều 2. Nguyên tắc\nII- THI HÀNH\nĐiều 3. Hiệu lực",
        "roman I QUY ĐỊNH CHUNG\n  dieu 1 Phạm vi\n  dieu 2 Nguyên tắc\nroman II THI HÀNH\n  dieu 3 Hiệu lực",
    )


def test_arabic_numbers_that_run_on_across_romans():
    check(
        "I. TÌNH HÌNH\n1. Tốt.\n2. Chưa tốt.\nII. NHIỆM VỤ\n3. Làm.\n4. Làm tiếp.",
        "roman I TÌNH HÌNH\n  arabic 1\n  arabic 2\nroman II NHIỆM VỤ\n  arabic 3\n  arabic 4",
    )


def test_outline_inside_a_dieu():
    check(
        "Điều 1. Phê duyệt Kế hoạch như sau:\nI. MỤC TIÊU\n1. Xong đê.\nII. KINH PHÍ\nĐiều 2. Hiệu lực",
        "dieu 1 Phê duyệt Kế hoạch như sau\n  roman I MỤC TIÊU\n    arabic 1\n  roman II KINH PHÍ\ndieu 2 Hiệu lực",
    )


def test_issued_with_document_and_annexes_are_scopes():
    text = """
Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.
Điều 2. Hiệu lực
Nơi nhận:
- Sở Nội vụ;
- Lưu VT.
TM. ỦY BAN NHÂN DÂN
QUY CHẾ
LÀM VIỆC CỦA BAN ĐÊ ĐIỀU
(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2025)
Điều 1. Phạm vi
1. Trong tỉnh.
Điều 2. Nguyên tắc
Phụ lục I
DANH MỤC ĐÊ
(Kèm theo Quy chế làm việc)
1. Đê tả.
2. Đê hữu.
Phụ lục II
DANH MỤC HỒ
1. Hồ Thượng.
"""
    check(
        text,
        """
dieu 1
dieu 2 Hiệu lực
phu_luc  QUY CHẾ LÀM VIỆC CỦA BAN ĐÊ ĐIỀU
  dieu 1 Phạm vi
    khoan 1
  dieu 2 Nguyên tắc
phu_luc I DANH MỤC ĐÊ
  arabic 1
  arabic 2
phu_luc II DANH MỤC HỒ
  arabic 1
""",
    )
    body = sections_of(text)[1]
    assert "Nơi nhận" not in body.span.of(text)


def test_a_restart_after_the_signature_is_a_scope_even_without_heading():
    check(
        "Điều 1. Ban hành\nĐiều 2. Hiệu lực\nCHỦ TỊCH\nNguyễn Văn Sông\nChương I\nCHUNG\nĐiều 1. Phạm vi",
        "dieu 1 Ban hành\ndieu 2 Hiệu lực\nphu_luc\n  chuong I CHUNG\n    dieu 1 Phạm vi",
    )


def test_quoted_units_belong_to_the_amending_unit():
    text = """
Điều 1. Sửa đổi, bổ sung một số điều
1. Sửa đổi Điều 7 như sau:
“Điều 7. Hồ sơ
1. Đơn.
2. Bản đồ.
Điều 8. Thời hạn
1. Ba ngày.”.
2. Sửa đổi khoản 3 Điều 9 như sau: “3. Nộp tại xã.
4. Nộp qua mạng.”
Điều 2. Hiệu lực
"""
    check(text, "dieu 1 Sửa đổi, bổ sung một số điều\n  khoan 1 Sửa đổi Điều 7 như sau\n  khoan 2\ndieu 2 Hiệu lực")
    first = sections_of(text)[1]
    assert "Ba ngày" in first.span.of(text)


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest():
    text = """
Điều 1. Sửa đổi Điều 5 như sau:
“Điều 5. Hồ sơ
1. Đơn.
Điều 2. Sửa đổi Điều 6 như sau:
“Điều 6. Phí.”
Điều 3. Hiệu lực
"""
    assert [s.number for s in sections_of(text) if s.level is Level.DIEU] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n",
        "Ủy ban xã báo cáo kết quả.",
        "2025. Không phải khoản",
        "22/12/2024 là ngày họp",
        "Căn cứ vào\nĐiều 5 Nghị định này",
        "15. Một dòng lẻ không có mười bốn dòng trước",
        "1 | Đê tả | 2025\n2 | Đê hữu | 2026",
        "- Căn cứ Điều lệ Đảng;\n- Xét đề nghị của Văn phòng;",
    ],
)
def test_what_has_no_structure(text):
    assert sections_of(text) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. Một.\n2. Hai.\n15. Lạc.\n3. Ba.", ["1", "2", "3"]),
        ("1. Một.\n2. Hai.\n4. Bốn.", ["1", "2", "4"]),
        ("a) Một;\nb) Hai;\nc) Ba;\nd) Bốn;\nđ) Năm;\ne) Sáu;\ng) Bảy.", list("abcdđeg")),
        ("I. Một\nII. Hai\nIII. Ba", ["I", "II", "III"]),
        ("Điều 1. A\nĐiều 2. B\nĐiều 90. Trích\nĐiều 3. C", ["1", "2", "3"]),
    ],
)
def test_numbers_in_sequence_are_evidence(text, numbers):
    assert [section.number for section in sections_of(text)] == numbers


@pytest.mark.parametrize(
    ("fifth", "after", "parents"),
    [
        ("5. Việc gồm:", "", [None] * 5 + [4, 4]),  # a colon announces the list below
        ("5. Việc.", "\n6. Việc.", [None] * 5 + [4, 4, None]),  # the list above goes on after it
        ("5. Việc.", "\nViệc khác.", [None] * 7),  # nothing says that it lies below
    ],
)
def test_one_after_five(fifth, after, parents):
    text = "\n".join([f"{n}. Việc {n}." for n in range(1, 5)] + [fifth, "1. Việc con.", "2. Việc con."]) + after
    assert [section.parent for section in sections_of(text)] == parents


def test_a_phu_luc_line_inside_the_body_does_not_end_it():
    text = "Điều 1. Một\nTheo biểu tại\nPhụ lục\nĐiều 2. Hai\n1. Việc.\nĐiều 3. Ba"
    dieu = [section for section in sections_of(text) if section.level is Level.DIEU]
    assert [(section.number, section.parent) for section in dieu] == [("1", None), ("2", None), ("3", None)]


@pytest.mark.parametrize(
    ("text", "codes", "words"),
    [
        ("Điều 1. A\nĐiều 2. B", [], ""),
        ("Điều 5. A\nĐiều 7. B", ["numbering_gap", "numbering_gap"], "Điều 7 đứng ngay sau Điều 5"),
        ("Điều 1. A\n1. Một.\n3. Ba.", ["numbering_gap"], "Khoản 3 đứng ngay sau khoản 1"),
        ("Điều 1. A\nĐiều 2. B\nĐiều 1. C", ["numbering_restart"], "Điều 1 đứng sau Điều 2"),
        ("I. A\nIII. B", ["numbering_gap"], "Mục III đứng ngay sau mục I"),
    ],
)
def test_findings(text, codes, words):
    findings = structure_of(text)[1]
    assert [finding.code for finding in findings] == codes
    assert not codes or findings[-1].message.startswith(words)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Điều 1. A\n1. Một.\n3. Ba.", " (tại Điều 1);"),
        ("Điều 1. A\n1. Một:\na) Xa;\nc) Gần.", " (tại khoản 1 Điều 1);"),
        ("Điều 1. A\nCHỦ TỊCH\nPhụ lục II\nĐÊ\nI. A\nIII. B", "không thấy mục II (tại Phụ lục II);"),
        ("Điều 1. A\nĐiều 3. B", "không thấy Điều 2; hãy"),
    ],
)
def test_a_finding_says_in_which_unit(text, place):
    (finding,) = structure_of(text)[1]
    assert place in finding.message
    assert finding.message.endswith("; hãy đối chiếu với bản gốc.")


# A random tree is written as a text and read back.

STYLES = {
    Level.CHUONG: lambda n: f"Chương {['I', 'II', 'III', 'IV'][n]}\nTIÊU ĐỀ CHUNG",
    Level.ROMAN: lambda n: f"{['I', 'II', 'III', 'IV'][n]}. TIÊU ĐỀ LỚN",
    Level.ARABIC: lambda n: f"{n + 1}. Việc cần làm.",
    Level.LETTER: lambda n: f"{'abcd'[n]}) Việc nhỏ;",
    Level.DASH: lambda n: "- Việc nhỏ nhất;",
}
OUTLINES = [
    (Level.ROMAN, Level.ARABIC, Level.LETTER, Level.DASH),
    (Level.ROMAN, Level.ARABIC, Level.DASH),
    (Level.ARABIC, Level.LETTER),
]


def grow(draw, levels, written, parent, found):
    for n in range(draw(st.integers(1, 4))):
        found.append((levels[0], parent))
        written.append(STYLES[levels[0]](n))
        if draw(st.booleans()):
            written.append("và phần lời của đơn vị này, viết tiếp.")
        if len(levels) > 1 and draw(st.booleans()):
            grow(draw, levels[1:], written, len(found) - 1, found)


@st.composite
def outlines(draw):
    written: list[str] = ["Phần mở đầu của văn bản."]
    found: list[tuple[Level, int | None]] = []
    grow(draw, draw(st.sampled_from(OUTLINES)), written, None, found)
    return "\n".join(written), found


@given(outlines())
def test_an_outline_is_read_back(case):
    text, found = case
    assert [(section.level, section.parent) for section in sections_of(text)] == found


@st.composite
def laws(draw):
    written: list[str] = []
    found: list[tuple[Level, str]] = []
    dieu = 0
    for chuong in range(draw(st.integers(1, 3))):
        found.append((Level.CHUONG, ["I", "II", "III"][chuong]))
        written.append(STYLES[Level.CHUONG](chuong))
        for _ in range(draw(st.integers(1, 3))):
            dieu += 1
            found.append((Level.DIEU, str(dieu)))
            written.append(f"Điều {dieu}. Trách nhiệm")
            for khoan in range(draw(st.integers(0, 3))):
                found.append((Level.KHOAN, str(khoan + 1)))
                written.append(f"{khoan + 1}. Cơ quan có trách nhiệm:")
                for diem in range(draw(st.integers(0, 4))):
                    found.append((Level.DIEM, "abcd"[diem]))
                    written.append(f"{'abcd'[diem]}) Theo Điều 5 Nghị định này;")
    return "\n".join(written), found


@given(laws())
def test_a_law_is_read_back(case):
    text, found = case
    assert [(section.level, section.number) for section in sections_of(text)] == found


LINES = st.sampled_from(
    [
        "Chương I",
        "TIÊU ĐỀ",
        "Điều 1. A",
        "Điều 2. B",
        "Điều 7. C",
        "1. Một.",
        "2. Hai:",
        "1.1. Một một.",
        "2) Hai",
        "a) Điểm;",
        "b) Điểm;",
        "(1) Ý",
        "(i) Ý",
        "i) Ý",
        "- Dòng",
        "+ Dòng",
        "I. LỚN",
        "II- LỚN",
        "A. LỚN NHẤT",
        "Phụ lục I",
        "PHỤ LỤC",
        "Mẫu số 01",
        "QUY CHẾ",
        "(Ban hành kèm theo Quyết định số 1/QĐ-UBND)",
        "“Điều 3. Trích",
        "hết trích.”",
        "TM. ỦY BAN NHÂN DÂN",
        "Nơi nhận:",
        "lời văn thường.",
        "1 | ô | ô",
        "",
        "   ",
    ]
)


@settings(max_examples=300)
@given(st.lists(LINES | st.text(max_size=20), max_size=40).map("\n".join))
def test_invariants_on_any_text(text):
    sections = sections_of(text)
    for at, section in enumerate(sections):
        assert section.span.start < section.span.end <= len(text)
        if section.parent is not None:
            assert section.parent < at
            assert sections[section.parent].span.contains(section.span)
    starts = [section.span.start for section in sections]
    assert starts == sorted(starts)
    for parent in {section.parent for section in sections}:
        siblings = [section.span for section in sections if section.parent == parent]
        assert all(a.end <= b.start for a, b in pairwise(siblings))
    structure_findings_of(sections)


@pytest.mark.system
def test_five_megabytes_parse_in_seconds():
    unit = "Điều {}. Trách nhiệm\n1. Cơ quan thực hiện như sau:\na) " + "việc cần làm, " * 40 + ";\nb) Việc khác.\n"
    text = "".join(unit.format(n) for n in range(1, 7500))
    assert len(text) > 4_500_000
    assert sum(section.level is Level.DIEU for section in sections_of(text)) == 7499


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data/documents")
def test_dieu_of_a_real_decree_are_complete():
    from ingest.read import read

    (document,) = read(DATA / "word" / "30_2020_ND_CP.docx")
    dieu = [s.number for s in document.sections if s.level is Level.DIEU and _in_body(document.sections, s)]
    assert dieu == [str(n) for n in range(1, 39)]
    assert len(document.sections) > 150


def _in_body(sections, section):
    while section.parent is not None:
        section = sections[section.parent]
    return section.level is not Level.PHU_LUC


def test_the_same_text_gives_the_same_sections():
    lines = ["Điều 1. A", "1. Một.", "a) Điểm;", "- Dòng", "Phụ lục I", "I. LỚN"]
    random.Random(1).shuffle(lines)
    assert sections_of("\n".join(lines)) == sections_of("\n".join(lines))
