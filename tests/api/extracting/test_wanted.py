"""What a question wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.answering.extracting.values import TYPED, aligned, values_of
from api.answering.extracting.wanted import Given, Wanted, figures_of, is_said, wish_of


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Tỷ lệ hộ nghèo còn bao nhiêu phần trăm?", "percent"),
        ("Tỷ lệ che phủ rừng là bao nhiêu?", "percent"),
        ("Được hỗ trợ bao nhiêu triệu đồng?", "money"),
        ("Lệ phí cấp giấy phép là bao nhiêu?", "amount"),
        ("Mức phụ cấp của trưởng thôn là bao nhiêu?", "amount"),
        ("Hồ sơ được giải quyết trong mấy ngày làm việc?", "duration"),
        ("Giấy phép có hiệu lực bao lâu?", "duration"),
        ("Mỗi xã có mấy trạm y tế?", "quantity"),
        ("Bao giờ phải nộp báo cáo?", "when"),
        ("Nghị quyết có hiệu lực từ ngày nào?", "date"),
        ("Nộp hồ sơ ở đâu?", "place"),
        ("Khu công nghiệp đặt ở tỉnh nào?", "region"),
        ("Cơ quan nào chủ trì?", "who"),
        ("Ai cấp thẻ?", "who"),
        ("Việc này theo nghị định nào?", "document"),
        ("Vì sao phải sắp xếp?", "reason"),
        ("An ninh mạng là gì?", "meaning"),
        ("Hồ sơ gồm những gì?", "list"),
        ("Tàu cá có phải nộp phí không?", "yes_no"),
        ("Bộ nào chủ trì và xong khi nào?", "when who"),
        ("Việc sắp xếp được thực hiện thế nào?", ""),
        ("Trong trường hợp nào thì được miễn?", ""),
        ("", ""),
    ],
)
def test_kinds(question, kinds):
    assert " ".join(wish_of(question).kinds) == kinds


def test_units_and_figures_that_are_given():
    wish = wish_of("Theo Nghị quyết 57, điều 3, đến năm 2030 mỗi tỉnh cử 20 người, được mấy báo cáo viên cấp xã?")
    assert wish.units == (("báo", "cáo", "viên"),)
    assert wish.given == (Given("2030"), Given("20", "người"))
    assert wish_of("Có phải hạn là 05/6/2026?").given == (Given("5/6/2026"),)


def test_a_figure_is_said_with_its_unit():
    assert is_said(Given("5", "ngày"), "trong 05 ngày làm việc") and is_said(
        Given("20", "báo"), "20 (hai mươi) báo cáo"
    )
    assert not is_said(Given("5", "ngày"), "điều 5. thời hạn 15 ngày")
    assert is_said(Given("2030"), "đến 30/6/2030") and figures_of("30/06/2030") >= {"2030", "30/6"}


@pytest.mark.parametrize(
    ("kind", "text", "question", "values"),
    [
        (Wanted.PERCENT, "Đạt ít nhất 75% vào năm 2030", "", ["ít nhất 75%"]),
        (Wanted.PERCENT, "3 | Tỷ lệ che phủ | % | ≥ 42 | Sở", "", ["≥ 42"]),
        (Wanted.MONEY, "hỗ trợ 40 triệu đồng/hộ trong 3 năm", "", ["40 triệu đồng"]),
        (Wanted.AMOUNT, "bằng 0,5 lần mức lương cơ sở", "", ["0,5 lần"]),
        (Wanted.DURATION, "không quá 05 ngày làm việc, ngày 15 tháng 6", "", ["không quá 05 ngày làm việc"]),
        (Wanted.DATE, "trước ngày 30/6/2026", "", ["ngày 30/6/2026"]),
        (Wanted.DATE, "Từ năm 2027 hoặc quý IV năm 2028", "", ["2027", "quý iv năm 2028"]),
        (Wanted.DATE, "Đến năm 2030 hoàn thành trong năm 2028", "Đến năm 2030 thì khi nào?", ["2028"]),
        (Wanted.QUANTITY, "bố trí 30 báo cáo viên, 5 xe", "mấy báo cáo viên?", ["30 báo cáo"]),
        (Wanted.QUANTITY, "Bộ Ngoại giao: tối đa 10 người", "mấy báo cáo viên?", ["tối đa 10 người"]),
        (Wanted.QUANTITY, "nuôi 500 con bò", "mấy trạm y tế?", []),
        (Wanted.REGION, "đặt tại tỉnh Lạc Sơn", "", ["Lạc Sơn"]),
        (Wanted.REGION, "Hình thành khu công nghiệp dược phẩm", "", []),
        (Wanted.YES_NO, "Có thể", "", []),
    ],
)
def test_values(kind, text, question, values):
    found = [span.of(aligned(text)) for span in values_of(kind, text, wish_of(question))]
    assert [value.casefold() for value in values] == found


@given(st.sampled_from(sorted(TYPED)), st.text(alphabet="0123456789 %|đồngtỷnămĂ/.,İßBộ", max_size=60))
def test_values_lie_in_the_text(kind, text):
    assert len(aligned(text)) == len(text)
    for span in values_of(kind, text, wish_of("bao nhiêu xe?")):
        assert 0 <= span.start < span.end <= len(text)
