"""A random tree of both families, written as a text, is read back; time is linear."""

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.language.ordinals import roman_of
from ingest.structure.quotes import quoted_lines
from ingest.structure.regions import lines_of
from ingest.structure.sections import sections_of, structure_of
from ingest.types import Level

LETTERS = "abcdđeghiklmnopqrstuvxy"
# Titles with words that look like markers, as real titles have them.
TITLES = st.sampled_from(
    [
        "Trách nhiệm thi hành Điều 5 Luật Đê điều",
        "Sửa đổi khoản 2 và điểm a, Chương II của Quy chế",
        "Nhiệm vụ nêu tại Phụ lục I và mục III",
        "Phần việc số 1. và 2) của tỉnh",
        "Đê - kè - cống giai đoạn 2021 - 2030",
        "Quyết định số 12/QĐ-UBND ngày 05/3/2025",
        "Phạm vi “1. tả ngạn” và (2) hữu ngạn",
    ]
)
TEXTS = st.sampled_from(
    [
        "Cơ quan quy định tại Điều 3 thực hiện việc này.",
        "Thời hạn là 15 ngày, kể từ ngày 01/7/2025.",
        "Việc này do xã làm; tỉnh kiểm tra.",
        "Mức chi bằng 1.500.000 đồng mỗi tháng.",
    ]
)


class Writer:
    """Writes units one after the other and remembers them with the index of their parent."""

    def __init__(self, draw):
        self.draw = draw
        self.lines: list[str] = []
        self.units: list[tuple[Level, str, int | None]] = []

    def unit(self, level, number, parent, line):
        self.units.append((level, number, parent))
        self.lines.append(line)
        return len(self.units) - 1

    def words(self):
        if self.draw(st.booleans()):
            self.lines.append(self.draw(TEXTS))

    def times(self, fewest, most):
        return range(self.draw(st.integers(fewest, most)))


def legal_units(writer, parent):
    """khoản, điểm and dashes under a Điều."""
    for n in writer.times(0, 4):
        colon = writer.draw(st.booleans())
        words = "Gồm các việc sau đây:" if colon else writer.draw(TITLES) + "."
        khoan = writer.unit(Level.KHOAN, str(n + 1), parent, f"{n + 1}. {words}")
        for k in writer.times(1, 12) if colon else ():
            diem = writer.unit(Level.DIEM, LETTERS[k], khoan, f"{LETTERS[k]}) {writer.draw(TITLES)};")
            if writer.draw(st.integers(0, 5)) == 0:
                writer.lines[-1] = f"{LETTERS[k]}) Gồm:"
                for _ in writer.times(1, 3):
                    writer.unit(Level.DASH, "", diem, f"- {writer.draw(TITLES)};")
        if not colon:
            writer.words()


def law(writer, parent, first=1):
    """Chương, Mục and Điều; gives the next Điều's number."""
    dieu = first
    for c in writer.times(1, 3):
        chuong = writer.unit(Level.CHUONG, roman_of(c + 1), parent, f"Chương {roman_of(c + 1)}")
        writer.lines.append("QUY ĐỊNH VỀ ĐIỀU 5 VÀ MỤC 2")
        above = chuong
        if writer.draw(st.booleans()):
            above = writer.unit(Level.MUC, "1", chuong, "Mục 1. TRÁCH NHIỆM CỦA TỈNH")
        for _ in writer.times(1, 3):
            at = writer.unit(Level.DIEU, str(dieu), above, f"Điều {dieu}. {writer.draw(TITLES)}")
            dieu += 1
            legal_units(writer, at)
    return dieu


def plan(writer, parent):
    """The outline of Party texts."""
    for r in writer.times(1, 4):
        roman = writer.unit(Level.ROMAN, roman_of(r + 1), parent, f"{roman_of(r + 1)}- NHIỆM VỤ CHỦ YẾU")
        writer.words()
        for a in writer.times(0, 4):
            arabic = writer.unit(Level.ARABIC, str(a + 1), roman, f"{a + 1}. {writer.draw(TITLES)}")
            if writer.draw(st.booleans()):
                for d in writer.times(1, 3):
                    number = f"{a + 1}.{d + 1}"
                    writer.unit(Level.DECIMAL, number, arabic, f"{number}. {writer.draw(TITLES)}")
            else:
                for k in writer.times(0, 3):
                    letter = writer.unit(Level.LETTER, LETTERS[k], arabic, f"{LETTERS[k]}) {writer.draw(TITLES)}:")
                    for _ in writer.times(0, 2):
                        writer.unit(Level.DASH, "", letter, f"- {writer.draw(TITLES)};")


def amendment(writer, dieu):
    """A Điều that gives another law's Điều a new wording."""
    at = writer.unit(Level.DIEU, str(dieu), None, f"Điều {dieu}. Sửa đổi, bổ sung một số điều của Luật Đê điều")
    for n in writer.times(1, 3):
        writer.unit(Level.KHOAN, str(n + 1), at, f"{n + 1}. Sửa đổi, bổ sung Điều {n + 7} như sau:")
        writer.lines += [f"“Điều {n + 7}. Hộ đê", "1. Tuần tra đê.", "2. Gồm:", "a) Đê tả;", "b) Đê hữu.”."]


@st.composite
def documents(draw):
    writer = Writer(draw)
    writer.lines.append("Căn cứ Điều 5 Luật Đê điều ngày 29 tháng 11 năm 2006;")
    family = draw(st.sampled_from(["law", "plan", "decision with a quy chế", "amending"]))
    if family == "law":
        law(writer, None)
    elif family == "plan":
        plan(writer, None)
    elif family == "amending":
        amendment(writer, 1)
        writer.unit(Level.DIEU, "2", None, "Điều 2. Hiệu lực thi hành")
    else:
        for n in (1, 2):
            writer.unit(Level.DIEU, str(n), None, f"Điều {n}. Ban hành kèm theo Quyết định này Quy chế")
        writer.lines += ["Nơi nhận:", "- Như Điều 2;", "TM. ỦY BAN NHÂN DÂN", "Nguyễn Văn Đê"]
        at = writer.unit(Level.PHU_LUC, "", None, "QUY CHẾ")
        writer.lines += ["Làm việc của Ban Đê điều", "(Ban hành kèm theo Quyết định số 12/QĐ-UBND)"]
        law(writer, at)
    for n in writer.times(0, 3):
        at = writer.unit(Level.PHU_LUC, roman_of(n + 1), None, f"Phụ lục {roman_of(n + 1)}")
        writer.lines += ["DANH MỤC ĐÊ", "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2025)"]
        plan(writer, at)
    return "\n".join(writer.lines), writer.units


@settings(max_examples=100, deadline=None)
@given(documents())
def test_a_tree_is_read_back(case):
    text, units = case
    found = [
        (section.level, "" if section.level is Level.DASH else section.number, section.parent)
        for section in sections_of(text)
    ]
    assert found == units
    assert structure_of(text)[1] == ()
    assert sections_of(text) == sections_of(text)


@pytest.mark.parametrize(
    "lines",
    [
        ["Điều {}. Trách nhiệm", "1. Cơ quan làm các việc sau:", "a) Việc đê;", "b) Việc kè."],
        ["“1. Lời không bao giờ đóng", "Điều {}. Sửa đổi Điều 5 như sau:"],
        ["Phụ lục {}", "(Ban hành kèm theo Quyết định số 1)", "Điều 1. A"],
        ["MỤC LỤC", "Chương I ..... 5"],
    ],
)
@pytest.mark.system
def test_time_grows_with_the_text_and_no_faster(lines):
    def seconds(count):
        text = "\n".join(line.format(n % 9000 + 1) for n in range(count) for line in lines)
        return min(timed(text) for _ in range(3))

    def timed(text):
        begun = time.process_time()
        structure_of(text)
        return time.process_time() - begun

    # The collector goes through everything that the tests before this one have left, which is no work of ours.
    gc.collect()
    gc.disable()
    try:
        seconds(50)
        assert seconds(4000) < 10 * max(seconds(1000), 0.05)
    finally:
        gc.enable()


@pytest.mark.system
def test_a_hundred_thousand_markers():
    unit = "Điều {}. Trách nhiệm\n1. Cơ quan thực hiện như sau:\na) việc cần làm trong năm nay và năm sau;\nb) Việc.\n"
    text = "".join(unit.format(n) for _ in range(5) for n in range(1, 5001))
    begun = time.process_time()
    sections, _ = structure_of(text)
    assert time.process_time() - begun < 60
    assert len(sections) == 100_000


@pytest.mark.parametrize(
    ("lines", "quoted"),
    [
        # A single mark opens, the closing one is lost, the mark closes too early, a stray mark shows that it ran on.
        (["1. Sửa đổi Điều 6 như sau:", "‘Điều 6. Phí", "1. Một.", "2. Hai.”.", "2. Bãi bỏ khoản 3."], {1, 2, 3}),
        (["Điều 1. Sửa đổi Điều 6 như sau:", "“1. Một.", "a) Ý.", "Điều 2. Sửa đổi Điều 7 như sau:", "Hết"], {1, 2}),
        (["Điều 1. Sửa đổi Điều 9", "“Điều 9. A", "1. Một.”.", "2. Hai.", "3. Ba.", "Điều 2. Hiệu lực"], {1, 2, 3, 4}),
        (["Điều 1. Sửa đổi Điều 9", "“Điều 9. A", "1. Một.”.", "2. Hai.", "b) Bê.”.", "Điều 2. B"], {1, 2, 3, 4}),
        (["1. Sửa đổi khoản 3 như sau:", '"3. Một.', 'a) Ý."', "2. Bãi bỏ khoản 4."], {1, 2}),
        (["Toạ độ 18°30'20” bắc", "1. Một.", "2. Hai.”"], set()),
    ],
)
def test_quotes_with_faults(lines, quoted):
    assert quoted_lines(lines_of("\n".join(lines))) == quoted
