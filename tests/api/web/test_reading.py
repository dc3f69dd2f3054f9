"""Pure parts: boxes on a page, paragraphs, outlines, snippets, labels, hosts."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.matching import marks_of
from api.web import labels, links
from api.web.boxes import line_boxes
from api.web.reading import MOST_ENTRIES, outline_of, paragraphs_of, pieces_of
from api.web.security import host_name
from api.web.snippets import LONGEST, snippet_of
from ingest.types import Box, Document, Level, Section, Span, Target, Word


def word(left, top, start, width=30):
    return Word(Box(left, top, left + width, top + 10), Span(start, start + 5))


def test_words_of_a_line_become_one_box_and_lines_stay_apart():
    words = [word(0, 0, 0), word(35, 1, 6), word(0, 15, 12), word(35, 15, 18)]
    assert line_boxes(words, Span(0, 17)) == (Box(0, 0, 65, 11), Box(0, 15, 30, 25))


def test_columns_and_cells_are_not_bridged():
    assert len(line_boxes([word(0, 0, 0), word(300, 0, 6)], Span(0, 11))) == 2


def test_words_outside_the_text_or_the_span_are_not_drawn():
    words = [Word(Box(0, 0, 9, 9), None), word(0, 0, 0)]
    assert line_boxes(words, Span(5, 9)) == ()
    assert line_boxes(words, Span(3, 3)) == ()
    assert line_boxes([], Span(0, 9)) == ()


@given(st.text(alphabet="ab \n", max_size=60), st.integers(0, 70), st.integers(0, 70))
def test_paragraphs_give_the_text_back_and_mark_the_span(text, one, other):
    span = Span(min(one, other), max(one, other))
    paragraphs = paragraphs_of(Document("x-0", text, "text/plain"), span)
    assert ["".join(piece.text for piece in each.pieces) for each in paragraphs] == [
        line for line in text.split("\n") if line.strip()
    ]
    marked = "".join(piece.text for each in paragraphs for piece in each.pieces if piece.marked)
    assert marked.replace(" ", "") == span.of(text).replace("\n", "").replace(" ", "")
    assert sum(piece.first for each in paragraphs for piece in each.pieces) == bool(marked)


@given(st.text(max_size=40), st.lists(st.integers(0, 50), max_size=8).map(sorted))
def test_pieces_lose_nothing(text, cuts):
    marks = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    assert "".join(piece.text for piece in pieces_of(text, marks)) == text


def test_sections_that_begin_in_one_line_all_have_their_anchor():
    sections = (Section(Level.DIEU, "1", "", Span(0, 9), None), Section(Level.KHOAN, "1", "", Span(3, 9), 0))
    first, second = paragraphs_of(Document("x-0", "Điều 1. a\nb", "text/plain", sections=sections))
    assert first.anchors == ("muc-1", "muc-2")
    assert first.heading
    assert second.anchors == ()


def test_an_outline_is_as_deep_as_fits():
    top = [Section(Level.CHUONG, "I", "", Span(0, 9), None)]
    few = [Section(Level.DIEU, str(n), "t", Span(0, 9), 0) for n in range(3)]
    many = [Section(Level.DIEU, str(n), "t", Span(0, 9), 0) for n in range(MOST_ENTRIES)]
    dash = [Section(Level.DASH, "1", "t", Span(0, 9), 0)]
    assert [entry.depth for entry in outline_of(top + few + dash, "")] == [0, 1, 1, 1]
    assert [entry.label for entry in outline_of(top + many, "Chương I\nx")] == ["Chương I"]
    assert outline_of((), "") == ()


@pytest.mark.parametrize(
    ("level", "number", "title", "label"),
    [
        (Level.DIEU, "5", "Tổ chức", "Điều 5. Tổ chức"),
        (Level.PHU_LUC, "", "", "Phụ lục"),
        (Level.ROMAN, "III", "Nhiệm vụ", "III. Nhiệm vụ"),
        (Level.LETTER, "đ", "x", "đ) x"),
        (Level.PAREN, "1", "x", "(1) x"),
        (Level.DECIMAL, "1.1", "x", "1.1. x"),
    ],
)
def test_sections_are_named_as_printed(level, number, title, label):
    assert labels.section_label(Section(level, number, title, Span(0, 1), None)) == label


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("chuyển đổi số", ["Chuyển đổi số"]),
        ("chuyen doi so", ["Chuyển đổi số"]),
        ("chuyền đổi", ["đổi"]),
        ("hòa bình", ["hoà bình"]),
        ("nghị quyết 57", ["57"]),
        ("sao hoả", []),
    ],
)
def test_marks(query, marked):
    text = "Chuyển đổi số theo 57-NQ/TW vì hoà bình."
    assert [span.of(text) for span in marks_of(text, query)] == marked


@given(st.text(max_size=900), st.text(max_size=20))
def test_snippets_are_short_and_true(text, query):
    shown = "".join(piece.text for piece in snippet_of(text, query))
    assert len(shown) <= LONGEST + 4
    assert shown.removeprefix("… ").removesuffix(" …") in text


def test_a_snippet_shows_the_words_however_far_in():
    text = "lời dẫn dài " * 100 + "Văn phòng Huyện ủy chủ trì " + "phần sau " * 100
    pieces = snippet_of(text, "văn phòng huyện ủy")
    assert [piece.text for piece in pieces if piece.marked] == ["Văn phòng Huyện ủy"]


def test_what_a_reference_names():
    target = Target("57-NQ/TW", "nghị quyết", dt.date(2024, 12, 22), "Bộ Chính trị", "mục III")
    assert labels.target_label(target) == "mục III, Nghị quyết 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị"
    assert labels.target_label(Target()) == "văn bản không nêu số"


def test_links_quote_what_is_not_an_id():
    assert links.document_url("a/b?c") == "/documents/a%2Fb%3Fc"
    assert links.place_url("x-0", 1, 2) == "/documents/x-0?start=1&end=2#trich-dan"
    assert links.place_url("x-0", 1, 2, (4, 5)) == "/documents/x-0/pages/4?start=1&end=2"


@pytest.mark.parametrize(
    ("authority", "host"), [("LOCALHOST:80", "localhost"), ("[::1]:8000", "[::1]"), ("[::1]", "[::1]"), ("a.b", "a.b")]
)
def test_hosts(authority, host):
    assert host_name(authority) == host
