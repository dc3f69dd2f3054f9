from eval.reading.rows import Row, table


def test_a_row_is_held_to_what_is_wanted():
    assert Row("a", "b", 0.98, wanted="≥ 0.98").is_met
    assert not Row("a", "b", 1, wanted="= 0").is_met
    assert Row("a", "b", 2.5, wanted="≤ 3").is_met
    assert Row("a", "b", 2.5).is_met is None


def test_the_table_marks_what_falls_short():
    shown = table([Row("phông cũ", "chữ có dấu", 0.5, "14 tệp", "≥ 0.98"), Row("đọc tệp", "lỗi", 0, wanted="= 0")])
    assert shown.splitlines()[1].endswith("CHƯA ĐẠT")
    assert shown.splitlines()[2].endswith("đạt")
