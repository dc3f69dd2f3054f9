import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from eval.pages.drawing import Bar, bars, histogram, lines

SHARE = st.floats(0, 1)


def drawn(svg):
    return ElementTree.fromstring(svg)


def test_bars_are_as_long_as_their_figures():
    root = drawn(bars([Bar("nửa", 0.5, 0.25, 0.75), Bar("cả", 1.0)], "Hình"))
    half, whole = (float(each.get("width")) for each in root.iter("rect"))
    assert whole == 2 * half
    words = [each.text for each in root.iter("text")]
    assert "0,500 [0,250; 0,750]" in words
    assert "1,000" in words


def test_signed_bars_go_both_ways_from_one_middle():
    root = drawn(bars([Bar("mất", -0.02, -0.04, 0.0), Bar("được", 0.04, 0.01, 0.05)], "Hình", is_signed=True))
    lost, won = root.iter("rect")
    middle = float(lost.get("x")) + float(lost.get("width"))
    assert abs(middle - float(won.get("x"))) < 0.2
    assert "+0,040 [+0,010; +0,050]" in [each.text for each in root.iter("text")]


def test_nothing_is_said_where_there_is_nothing():
    assert "không có câu nào" in bars([Bar("trống", None)], "Hình")
    assert drawn(bars([], "Hình")).tag == "svg"


@given(st.lists(SHARE, max_size=40))
def test_a_distribution_counts_every_value(values):
    root = drawn(histogram({"một": values}, "Hình"))
    told = [
        each.text for each in root.iter("text") if each.get("class") == "small" and each.get("text-anchor") == "middle"
    ]
    assert sum(map(int, told)) == len(values)


def test_lines_have_a_point_for_every_size():
    svg = lines({"p50": [(10_000, 20.0), (200_000, 60.0)], "p95": [(10_000, 30.0)]}, "Thời gian", "số đoạn")
    assert len(list(drawn(svg).iter("circle"))) == 3
    assert "200.000" in svg


def test_names_are_escaped_and_drawings_repeat():
    rows = [Bar('<b> & "dấu"', 0.3)]
    assert drawn(bars(rows, "<x>")).find("title").text == "<x>"
    assert bars(rows, "<x>") == bars(rows, "<x>")
    assert not re.search(r"<b>", bars(rows, "<x>"))
