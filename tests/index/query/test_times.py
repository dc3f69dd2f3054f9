"""When a time in a question is a condition, when a preference, and when it is content."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.abbreviations import read_abbreviations
from index.query.lexicon import Lexicon
from index.query.times import TimeRole, times_of
from index.query.understanding import Part, understood

ISSUED, PREFERRED = TimeRole.ISSUED, TimeRole.PREFERRED


def said(question):
    times = times_of(question)
    return [(period.role, str(period.first), str(period.last)) for period in times.periods]


@pytest.mark.parametrize(("question", "first", "last"), [
    ("nghị quyết ban hành năm 2024 về chuyển đổi số", "2024-01-01", "2024-12-31"),
    ("Văn bản nào được ban hành trong năm 2024?", "2024-01-01", "2024-12-31"),
    ("van ban ban hanh nam 2024", "2024-01-01", "2024-12-31"),
    ("các nghị quyết năm 2024", "2024-01-01", "2024-12-31"),
    ("những nghị quyết của Ban Chấp hành Trung ương năm 2024", "2024-01-01", "2024-12-31"),
    ("các thông tư ban hành từ năm 2020 đến 2023", "2020-01-01", "2023-12-31"),
    ("các thông tư ban hành từ năm 2020 đến năm 2023", "2020-01-01", "2023-12-31"),
    ("văn bản ban hành trong giai đoạn 2021-2025", "2021-01-01", "2025-12-31"),
    ("văn bản ban hành trong nhiệm kỳ 2020–2025", "2020-01-01", "2025-12-31"),
    ("quyết định ký trước năm 2015", "None", "2014-12-31"),
    ("nghị định ban hành sau năm 2020", "2021-01-01", "None"),
    ("nghị định ban hành từ 2020 đến nay", "2020-01-01", "None"),
    ("chỉ thị ban hành tháng 8 năm 2025", "2025-08-01", "2025-08-31"),
    ("chỉ thị ban hành tháng 2/2024", "2024-02-01", "2024-02-29"),
    ("kết luận ban hành quý III/2024", "2024-07-01", "2024-09-30"),
    ("kết luận ban hành trong quý 1 năm 2024", "2024-01-01", "2024-03-31"),
    ("nghị quyết ban hành ngày 22/12/2024", "2024-12-22", "2024-12-22"),
    ("nghị quyết ban hành ngày 22 tháng 12 năm 2024", "2024-12-22", "2024-12-22"),
])  # fmt: skip
def test_conditions_on_the_day_of_issue(question, first, last):
    assert said(question) == [(ISSUED, first, last)]


@pytest.mark.parametrize(("question", "first", "last"), [
    ("kết quả cải cách hành chính năm 2025", "2025-01-01", "2025-12-31"),
    ("số liệu quý III/2024", "2024-07-01", "2024-09-30"), ("tình hình tháng 8 năm 2025", "2025-08-01", "2025-08-31"),
    ("nghị quyết năm 2024", "2024-01-01", "2024-12-31"),
])  # fmt: skip
def test_a_bare_time_is_a_preference(question, first, last):
    assert said(question) == [(PREFERRED, first, last)]


@pytest.mark.parametrize("question", [
    "mục tiêu đến năm 2030", "tầm nhìn đến năm 2045 là gì", "giai đoạn 2021-2030", "chỉ tiêu năm 2030",
    "nhiệm kỳ 2020–2025 có bao nhiêu đại biểu", "kế hoạch năm 2025", "các mục tiêu đến năm 2030",
    "các nghị quyết về mục tiêu đến năm 2030", "Luật Đất đai năm 2013 quy định gì", "Theo BLDS năm 2015, vật là gì",
    "Hiến pháp năm 2013", "phải hoàn thành trong năm 2025", "ngân sách năm 2024", "từ năm 2020 đến 2023 đã làm gì",
    "trước năm 2015 ai được miễn", "có hiệu lực từ ngày 01/7/2025", "5 năm 2 tháng", "số 30/2020/NĐ-CP", "miền nam 2",
    "ban hành ngày 31/02/2024", "ban hành từ năm 2025 đến 2020", "năm 2024/25", "0912-2024", "", "năm",
])  # fmt: skip
def test_content_is_left_alone(question):
    assert times_of(question).is_empty


@pytest.mark.parametrize(("question", "words"), [
    ("nghị quyết mới nhất về khoa học", "mới nhất"), ("chuyển đổi số mới nhất", "mới nhất"),
    ("Văn bản nào vừa ban hành?", "vừa ban hành"), ("quy định về tiền lương gần đây nhất là gì", "gần đây nhất"),
    ("công nghệ mới nhất được dùng ở đâu", None), ("mới ban hành quy định gì", "mới ban hành"),
])  # fmt: skip
def test_newest(question, words):
    span = times_of(question).newest
    assert (span and span.of(question)) == words


@pytest.mark.parametrize(("question", "in_force", "ended"), [
    ("các văn bản còn hiệu lực về đất đai", True, False), ("theo quy định hiện hành, ai được nghỉ", True, False),
    ("nghị quyết ban hành năm 2024 còn hiệu lực", True, False), ("văn bản đang có hiệu lực", True, False),
    ("những thông tư đã hết hiệu lực", False, True), ("các văn bản bị bãi bỏ năm 2024", False, True),
    ("Nghị quyết này còn hiệu lực không", False, False), ("văn bản còn hiệu lực đến khi nào", False, False),
    ("hợp đồng lao động còn hiệu lực thì sao", False, False), ("quy định về giấy phép còn hiệu lực", False, False),
    ("các văn bản hết hiệu lực trong trường hợp nào", False, False), ("văn bản hết hiệu lực khi nào", False, False),
    ("Điều 5 có hiệu lực từ khi nào", False, False), ("thẩm quyền bãi bỏ văn bản", False, False),
])  # fmt: skip
def test_validity(question, in_force, ended):
    times = times_of(question)
    assert (times.in_force is not None, times.ended is not None) == (in_force, ended)


@pytest.mark.parametrize("question", [
    "Nghị định 30/2020/NĐ-CP ban hành năm 2020", "sửa đổi Nghị định 30/2020/NĐ-CP được ban hành năm 2015",
    "57-NQ/TW còn hiệu lực", "quy định 57-NQ/TW hiện hành",
])  # fmt: skip
def test_a_question_that_names_a_document_is_not_narrowed(question):
    times = understood(question, Lexicon(), read_abbreviations()).times
    assert not times.in_force and not any(period.role is ISSUED for period in times.periods)


def test_the_reader_can_undo_it():
    question = "các văn bản ban hành năm 2024 còn hiệu lực"
    assert not understood(question, Lexicon(), read_abbreviations()).times.is_empty
    assert understood(question, Lexicon(), read_abbreviations(), [Part.TIMES]).times.is_empty


WORDS = ("các văn bản ban hành", "năm", "từ", "đến", "trước", "quý III", "tháng 8", "2024", "2020", "-", "/", "ngày 31")


@given(st.text(max_size=60) | st.lists(st.sampled_from((*WORDS, "còn hiệu lực", "mới nhất", "về"))).map(" ".join))
def test_any_text_has_spans_of_its_own(question):
    times = times_of(question)
    spans = [*(period.span for period in times.periods), *filter(None, (times.newest, times.in_force, times.ended))]
    assert all(0 <= span.start < span.end <= len(question) for span in spans)
    assert all(p.first is None or p.last is None or p.first <= p.last for p in times.periods)
    assert all(p.first != dt.date.max for p in times.periods)
