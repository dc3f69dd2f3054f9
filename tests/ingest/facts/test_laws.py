"""Names of laws that no number and no date follows."""

import pytest

from ingest.facts.laws import NAMES, names_in, pattern_of, printed_name
from ingest.facts.mentions import mentions_of
from ingest.language.normalise import fold_tones


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("theo Luật Bảo hiểm xã hội làm việc tại xã", ["Luật Bảo hiểm xã hội"]),
        ("Luật Nhà ở, Luật Kinh doanh bất động sản", ["Luật Nhà ở", "Luật Kinh doanh bất động sản"]),
        ("Pháp lệnh Ưu đãi người có công với cách mạng", ["Pháp lệnh Ưu đãi người có công với cách mạng"]),
        ("Luật Đất đai, khoản 2 Điều này", ["Luật Đất đai"]),
        ("Bộ luật dân sự năm 2015 và luật khác", ["Bộ luật dân sự năm 2015"]),
        ("một số điều của LUẬT BẢO HIỂM Y TẾ", ["Luật Bảo hiểm y tế"]),
        ("Luật Hoá chất quy định", ["Luật Hoá chất"]),
        ("Luật này quy định theo Luật", []),
        ("LUẬT\nBẢO HIỂM Y TẾ", []),
        ("LUẬT BẢO HIỂM Y TẾ", []),
        ("các văn bản của pháp luật về đê năm 2015", []),
    ],
)
def test_names(text, names):
    assert [mention.target.kind for mention in mentions_of(text) if mention.target.number is None] == names


def test_a_name_that_the_text_ends_plainly_once_counts_in_it():
    text = "Căn cứ Luật Giữ rừng và giữ đê ngày 5 tháng 3 năm 2020;\ntheo Luật Giữ rừng và giữ đê thì được"
    assert names_in(text) == {"giữ rừng và giữ đê"}
    assert [m.target.kind for m in mentions_of(text)] == ["Luật Giữ rừng và giữ đê"] * 2


def test_the_longest_name_wins():
    words = fold_tones("Đầu tư theo phương thức đối tác công tư và")
    assert pattern_of().match(words)[0] == "Đầu tư theo phương thức đối tác công tư"


def test_every_name_of_the_table_is_found_and_written_as_there():
    for name in NAMES:
        assert pattern_of().fullmatch(fold_tones(name)), name
        assert printed_name(name.upper()) == name
