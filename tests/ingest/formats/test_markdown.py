from ingest.formats.markdown import blocks_of_markdown, plain


def test_marks_go_and_words_stay() -> None:
    assert (
        plain("**1.** Theo `mã`, [Luật *Đất đai*](https://x.vn/a_(b)) &amp; số 1\\*")
        == "1. Theo mã, Luật Đất đai & số 1*"
    )
    assert plain("tệp ten_tep_dai.txt và _nghiêng_") == "tệp ten_tep_dai.txt và nghiêng"


def test_hard_wrapped_lines_are_joined_and_units_are_not() -> None:
    text = (
        "**I. MỤC ĐÍCH, YÊU\nCẦU**\n\n"
        "**1.** Các cấp ủy nâng cao nhận thức về vai trò của việc này trong\n"
        "công tác chung và phối hợp với các cơ quan liên quan để thực hiện\n"
        "Chỉ thị mới theo đúng tiến độ đã đề ra cho cả nhiệm kỳ công tác\n"
        "này.\n\n"
        "- Việc thứ nhất là rà soát các văn bản đã ban hành từ trước đến\n"
        "nay;\n"
        "- Việc thứ hai."
    )
    blocks = blocks_of_markdown(text)
    assert len(blocks) == 4
    assert blocks[0] == "I. MỤC ĐÍCH, YÊU CẦU"
    assert blocks[1].endswith("thực hiện Chỉ thị mới theo đúng tiến độ đã đề ra cho cả nhiệm kỳ công tác này.")
    assert blocks[3] == "- Việc thứ hai."


def test_a_broken_masthead_table_is_read_column_by_column() -> None:
    text = "|\n**BAN CHẤP HÀNH\nTRUNG ƯƠNG**\n*\n|\n"
    text += "**ĐẢNG CỘNG SẢN\nVIỆT NAM**\n------\n|\n|\nSố 1-QĐ/TW\n|\n*Hà Nội*\n|\n\n\n**QUY ĐỊNH**"
    assert blocks_of_markdown(text) == [
        "BAN CHẤP HÀNH TRUNG ƯƠNG", "Số 1-QĐ/TW", "ĐẢNG CỘNG SẢN VIỆT NAM", "Hà Nội", "QUY ĐỊNH",
    ]  # fmt: skip


def test_a_broken_data_table_gives_rows() -> None:
    text = "|\n**TT**\n|\n**Tên**\n|\n|\n1\n|\nCao\nBằng\n|\n\nHết."
    assert blocks_of_markdown(text) == ["TT | Tên", "1 | Cao Bằng", "Hết."]


def test_tables_headings_lists_quotes() -> None:
    text = "# LUẬT\n> Trích\n\n* Mục một\n* Mục hai\n\n| A | B |\n|:--|--:|\n| **1** | x\\|y |\n\n---\nKết  \nthúc."
    assert blocks_of_markdown(text) == ["LUẬT", "Trích", "- Mục một", "- Mục hai", "A | B", "1 | x|y", "Kết", "thúc."]


def test_empty() -> None:
    assert blocks_of_markdown("") == []
    assert blocks_of_markdown("|\n|\n") == []
