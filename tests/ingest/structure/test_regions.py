"""Lines, quotes, closing part and headings of issued-with documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.annexes import scopes_of
from ingest.structure.quotes import quoted_lines
from ingest.structure.readings import readings_of
from ingest.structure.regions import is_closing, lines_of


@given(st.text(alphabet="ab \n\t|“”", max_size=60))
def test_lines_are_slices_of_the_text(text):
    for line in lines_of(text):
        assert text[line.start : line.end] == line.text
        assert line.text.strip() == line.text != ""


@pytest.mark.parametrize(
    ("lines", "quoted"),
    [
        ([], set()),
        (["như sau:", "“Điều 7. Hồ sơ", "1. Đơn.”", "Hết"], {1, 2}),
        (["a) Thay “xã” bằng “phường”;", "b) Khác"], set()),
        (["như sau: “1. Đơn.", "2. Bản đồ.”", "Hết"], {1}),
        (["“không đóng", "1. Hết"], set()),
        (["“một “hai” ba", "bốn”", "Hết"], {0, 1}),
        (["Điều 1. Sửa", "“Điều 8. Hồ sơ", "Điều 2. Sửa đổi Điều 9", "x”"], {1}),
    ],
)
def test_quotes(lines, quoted):
    assert quoted_lines(lines_of("\n".join(lines))) == quoted


@pytest.mark.parametrize(
    "line", ["TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "K/T TRƯỞNG BAN", "Nơi nhận:", "CHỦ TỊCH"]
)
def test_closing_lines(line):
    assert is_closing(line)


@pytest.mark.parametrize("line", ["", "Chủ tịch xã quyết định.", "TMĐT phát triển", "KT-XH", "CHỦ TỊCH, PHÓ CHỦ TỊCH."])
def test_lines_that_close_nothing(line):
    assert not is_closing(line)


def test_headings_of_issued_with_documents():
    lines = lines_of("Hết\nQUY CHẾ\nLÀM VIỆC\n(Ban hành kèm theo Quyết định số 1)\nĐiều 1. A")
    (start,) = scopes_of(lines, [readings_of(line) for line in lines], set()).items()
    assert start[0] == 1
    assert (start[1].title, start[1].last) == ("QUY CHẾ LÀM VIỆC", 3)
