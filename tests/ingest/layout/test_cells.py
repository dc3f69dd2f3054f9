from ingest.layout.cells import table_blocks


def test_columns_that_hold_nothing_go() -> None:
    assert table_blocks([[["a"], (), ["b"], ["x"]], [["1"], (), ["2"], ()], [["3"], (), ["4"], ["y"]], [["5"]]]) == [
        "a | b | x", "1 | 2", "3 | 4 | y", "5"
    ]  # fmt: skip


def test_a_masthead_with_merged_cells_is_still_layout() -> None:
    rows = [[["BỘ NỘI VỤ"], (), ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ()], [["Số: 1"], (), ["Hà Nội"], ()]]
    assert table_blocks(rows) == ["BỘ NỘI VỤ", "Số: 1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hà Nội"]


def test_nothing() -> None:
    assert table_blocks([]) == []
    assert table_blocks([[(), ()]]) == []
