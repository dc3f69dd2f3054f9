from ingest.formats.pdf import PlacedWord
from ingest.layout.lines import lines_of
from ingest.types import Box


def row(y: float, *parts: tuple[float, str], height: float = 14) -> list[PlacedWord]:
    """Words of 7 points a letter from each `x` on, a blank of 4 between them."""
    words = []
    for x, text in parts:
        for word in text.split():
            words.append(PlacedWord(word, Box(x, y, x + 7 * len(word), y + height)))
            x += 7 * len(word) + 4
    return words


def texts(words: list[PlacedWord]) -> list[str]:
    return [line.text for line in lines_of(words, 1)]


def test_the_masthead_is_read_column_by_column() -> None:
    words = [
        *row(50, (60, "BỘ NỘI VỤ"), (300, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        *row(66, (330, "Độc lập - Tự do - Hạnh phúc")),
        *row(82, (60, "Số: 1/QĐ-BNV"), (330, "Hà Nội, ngày 01 tháng 6 năm 2026")),
        *row(110, (200, "QUYẾT ĐỊNH VỀ VIỆC THÍ ĐIỂM")),
    ]
    assert texts(words) == [
        "BỘ NỘI VỤ",
        "Số: 1/QĐ-BNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 01 tháng 6 năm 2026",
        "QUYẾT ĐỊNH VỀ VIỆC THÍ ĐIỂM",
    ]


def test_a_narrow_gap_before_the_motto_parts_the_columns_too() -> None:
    words = row(50, (60, "QUỐC HỘI"), (140, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    assert texts(words) == ["QUỐC HỘI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_the_signature_stands_behind_the_recipients() -> None:
    words = [
        *row(500, (60, "Nơi nhận:"), (350, "TM. CHÍNH PHỦ")),
        *row(516, (60, "- Như Điều 3;"), (350, "THỦ TƯỚNG")),
        *row(532, (60, "- Lưu: VT.")),
        *row(600, (350, "Nguyễn Văn Mẫu")),
    ]
    assert texts(words) == ["Nơi nhận:", "- Như Điều 3;", "- Lưu: VT.", "TM. CHÍNH PHỦ", "THỦ TƯỚNG", "Nguyễn Văn Mẫu"]


def test_one_stretched_line_is_no_table() -> None:
    stretched = [
        PlacedWord(t, Box(60 + 90 * i, 50, 95 + 90 * i, 64)) for i, t in enumerate(["một", "dòng", "giãn", "đều", "ra"])
    ]
    assert texts([*stretched, *row(66, (60, "và dòng sau nó đi qua hết cả các khoảng trống ấy thôi"))])[0] == (
        "một dòng giãn đều ra"
    )


def test_no_words_no_lines() -> None:
    assert lines_of([], 1) == []


def test_recipients_and_signature_without_a_common_row() -> None:
    words = [
        *row(484, (60, "một dòng chữ của văn bản đi ngang qua cả trang giấy như mọi dòng khác ở trên")),
        *row(500, (60, "hết câu.")),
        *row(520, (380, "T/M BAN BÍ THƯ")),
        *row(530, (60, "Nơi nhận:")),
        *row(545, (60, "- Các tỉnh ủy, thành ủy, đảng ủy,")),
        *row(580, (390, "Nguyễn Văn Mẫu")),
    ]
    assert texts(words)[1:] == [
        "hết câu.",
        "Nơi nhận:",
        "- Các tỉnh ủy, thành ủy, đảng ủy,",
        "T/M BAN BÍ THƯ",
        "Nguyễn Văn Mẫu",
    ]


def test_a_gap_in_a_line_that_goes_on_with_a_clause_is_no_column() -> None:
    words = [
        *row(50, (60, "một dòng chữ của văn bản đi hết cả chiều ngang trang giấy tới")),
        *row(66, (60, "lề, rồi"), (240, "lại có chỗ trống ở giữa dòng này")),
        *row(82, (60, "cho tới khi hết câu của nó.")),
    ]
    assert texts(words)[1] == "lề, rồi lại có chỗ trống ở giữa dòng này"
