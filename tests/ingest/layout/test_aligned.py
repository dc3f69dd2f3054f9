from ingest.layout.aligned import gapped, unaligned


def test_a_masthead_of_blanks_is_read_column_by_column() -> None:
    lines = [
        "BỘ TÀI CHÍNH" + " " * 30 + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        " " * 45 + "Độc lập - Tự do - Hạnh phúc",
        "Số: 1/QĐ-BTC\t\tHà Nội, ngày 01 tháng 6 năm 2002",
        "QUYẾT ĐỊNH",
    ]
    assert unaligned([gapped(line) for line in lines]) == [
        "BỘ TÀI CHÍNH",
        "Số: 1/QĐ-BTC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 01 tháng 6 năm 2002",
        "QUYẾT ĐỊNH",
    ]


def test_other_gaps_are_blanks() -> None:
    assert unaligned([gapped("Họ tên:      Nguyễn Văn Mẫu"), gapped("\tĐiều 1.\tTên"), ""]) == [
        "Họ tên: Nguyễn Văn Mẫu",
        "Điều 1. Tên",
        "",
    ]
