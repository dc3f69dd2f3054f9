"""What no claim can do, whatever it says."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from api.answering.citing import REASONS, verify
from api.answering.citing.judge import FakeJudge
from api.types import Claim, Support

SENTENCES = [
    "Đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn mỗi năm, trên 95% tàu cá có thiết bị giám sát hành trình.",
    "Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo, trừ trường hợp phục vụ nghiên cứu khoa học.",
    "Sở Thủy sản chủ trì, phối hợp với Sở Tài chính xây dựng đề án, trình Ủy ban nhân dân tỉnh trước ngày 30/6/2026.",
    "Thời hạn giải quyết hồ sơ không quá 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.",
    "Phát triển cảng hàng không, quy hoạch không gian biển; không ngừng nâng cao đời sống ngư dân.",
    "Chỉ bổ nhiệm lại đối với cán bộ còn đủ tuổi công tác từ 02 năm trở lên.",
    "Đảng viên có quyền bảo lưu ý kiến thuộc về thiểu số và báo cáo lên cấp trên cho đến Đại hội đại biểu.",
    "Phạt tiền từ 3.000.000 đồng đến 5.000.000 đồng đối với hành vi không ghi nhật ký khai thác.",
]
WORDS = re.findall(
    r"[^|]+",
    "không|chưa|cấm|chỉ|trừ|phải|được|có "
    "thể|và|hoặc|của|là|đến|từ|trước|sau|ngày|tháng|năm|5|48.000|30/6/2026|2030|%|tỷ|đồng"
    "|tàu|cá|Sở Thủy sản|Bộ Tài chính|nộp|phí|đạt|,|;|:|.|(|)|\n|Điều 5|khoản 2|tối đa|trở lên|không "
    "quá|21-NQ/TU|Nghị quyết",
)
BODIES = ["Bộ Quốc phòng", "UBND thành phố Huế", "Nguyễn Văn Mạnh", "Ban Bí thư", "Hà Nội"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)


@pytest.fixture(scope="module", params=SENTENCES, ids=range(len(SENTENCES)))
def sentence(request, sources_of_text):
    return request.param, sources_of_text(request.param)


def shown(statement, quote, sources):
    statements, _, rejected = verify([Claim(statement, (Support(1, quote),))], sources)
    assert all(item.reason in REASONS for item in rejected)
    return bool(statements)


def inserted(words, at, more):
    return " ".join([*words[:at], more, *words[at:]])


@given(st.data())
def test_a_number_that_is_not_quoted_never_passes(sentence, data):
    text, sources = sentence
    number = str(data.draw(st.integers(2, 99_999)))
    assume(number not in {figures.lstrip("0") for figures in re.findall(r"\d+", text)})
    words = text.split()
    at = data.draw(st.integers(0, len(words)))
    assert not shown(inserted(words, at, number), text, sources)


@given(st.data())
def test_a_negation_that_is_not_quoted_never_passes(sentence, data):
    text, sources = sentence
    words = text.split()
    more = data.draw(st.sampled_from(["không", "chưa", "không được", "nghiêm cấm", "không phải", "chẳng", "không hề"]))
    at = data.draw(st.integers(0, len(words) - 1))
    assert not shown(inserted(words, at, more), text, sources)


@given(st.data())
def test_a_body_or_a_name_that_is_not_quoted_never_passes(sentence, data):
    text, sources = sentence
    words = text.split()
    more = data.draw(
        st.sampled_from(["Bộ Quốc phòng", "UBND thành phố Huế", "Nguyễn Văn Mạnh", "Ban Bí thư", "Hà Nội"])
    )
    assert not shown(inserted(words, data.draw(st.integers(0, len(words))), more), text, sources)


@pytest.mark.parametrize("other", ["kg", "%", "tháng", "tỷ đồng", "ha", "nghìn tấn", "ngày", "tuổi"])
def test_another_unit_never_passes(sentence, other):
    text, sources = sentence
    for match in re.finditer(r"(?<=\d)( tấn|%| ngày làm việc| năm| đồng)", text):
        if match[0].strip() != other:
            assert not shown(f"{text[: match.start()]} {other}{text[match.end() :]}", text, sources)


def test_a_sentence_is_its_own_support(sentence):
    text, sources = sentence
    assert shown(text, text, sources)


@given(TEXTS, TEXTS, st.data())
def test_whatever_is_said_of_whatever_text_has_a_known_reason(sources_of_text, text, statement, data):
    sources = sources_of_text(text)
    assume(sources)
    passage = sources[0].passage.text
    words = list(re.finditer(r"\S+", passage))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = passage[words[first].start() : words[last].end()]
    assert shown(statement, quote, sources) in (True, False)
    assert shown(passage, passage, sources)


def test_a_judge_only_takes_away(sentence):
    text, sources = sentence
    good, bad = Claim(text, (Support(1, text),)), Claim("Bịa 77.", (Support(1, text),))
    statements, _, rejected = verify([good, bad], sources, FakeJudge())
    assert [s.text for s in statements] == [text] and [r.reason for r in rejected] == ["number_not_in_quote"]
    statements, citations, rejected = verify([good], sources, FakeJudge({text}))
    assert (statements, citations) == ((), ()) and [r.reason for r in rejected] == ["judged_unsupported"]
