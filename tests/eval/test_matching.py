import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.matching import base_name, contains, plain, same_place, words

# (text, form, found). Rows marked KNOWN WRONG hold what the matcher does, not what a reader would say.
FORMS = [
    # Lone numbers
    ("tối đa 5 người", "5", True),
    ("5", "5", True),
    ("(5)", "5", True),
    ("gồm 5, 6 và 7", "5", True),
    ("là 5.", "5", True),
    ("là 5. Ngoài ra", "5", True),
    ("15 người", "5", False),
    ("51 người", "5", False),
    ("năm 2025", "5", False),
    ("5.000 bác sĩ", "5", False),
    ("1.005 bác sĩ", "5", False),
    ("tăng 5,5 lần", "5", False),
    ("tăng 2,5 lần", "5", False),
    ("05 người", "5", False),
    ("ngày 5/6/2025", "5", False),
    ("ngày 15/5", "5", False),
    ("ngày 15-5-2025", "5", False),
    ("từ 5-7 năm", "5", False),
    ("Nghị quyết 03/NQ-CP", "03", False),
    ("Nghị quyết 57-NQ/TW", "57", True),
    ("B5", "5", False),
    ("Phụ cấp 60%", "60", True),  # KNOWN WRONG where the fact is 60 people; a percent sign is a boundary
    ("hoàn thành năm 2027", "2027", True),
    ("trước 31/12/2027", "2027", True),
    ("số 12027", "2027", False),
    # Numbers with units
    ("mức 70% lương", "70%", True),
    ("mức 70 % lương", "70%", True),
    ("mức 70% lương", "70 %", True),
    ("mức 170% lương", "70%", False),
    ("mức 7,70% lương", "70%", False),
    ("trong 5 năm", "5 năm", True),
    ("trong 15 năm", "5 năm", False),
    ("trong 1,5 năm", "5 năm", False),
    ("trong 5 năm2", "5 năm", False),
    ("mỗi năm 1 lần.", "1 lần", True),
    ("ít nhất 1.000 bác sĩ", "1.000", True),
    ("ít nhất 11.000 bác sĩ", "1.000", False),
    ("ít nhất 1.000.000 đồng", "1.000", False),
    ("tỷ lệ 1% - 3% doanh thu", "1% - 3%", True),
    ("tỷ lệ 1% – 3% doanh thu", "1% - 3%", True),
    ("tỷ lệ 11% - 3% doanh thu", "1% - 3%", False),
    # Dates
    ("ngày 7/4 hằng năm", "7/4", True),
    ("ngày 7/4/2025", "7/4", True),
    ("ngày 27/4", "7/4", False),
    ("ngày 7/45", "7/4", False),
    ("trước 15/7/2025", "15/7/2025", True),
    ("trước 15/07/2025", "15/7/2025", False),
    ("trong tháng 3/2025", "3/2025", True),
    ("tháng 13/2025", "3/2025", False),
    ("ngày 31/3/2025", "3/2025", True),  # KNOWN WRONG where the fact is the whole month
    # Words
    ("đối với người yếu thế, người nghèo", "yếu thế", True),
    ("Không áp dụng thuế", "không áp dụng", True),
    ("không ápdụng", "áp", False),
    ("Đảng ủy Chính phủ", "Đảng uỷ Chính phủ", True),
    ("THƯỜNG TRỰC TỈNH UỶ", "Thường trực tỉnh ủy", True),
    ("Thanh Hóa", "thanh hoá", True),
    ("Quy định số 270-QĐ/TW, ngày", "270-QĐ/TW", True),
    ("Quy định số 1270-QĐ/TW", "270-QĐ/TW", False),
    ("Ủy ban KH,CN&MT", "KH,CN&MT", True),
    ("tại địa chỉ http://baocaovien.vn, Sổ tay", "baocaovien.vn", True),
    ("không miễn phí", "miễn", True),  # KNOWN WRONG: what a word belongs to is not looked at
    # Marks, line breaks and forms of Unicode
    ("Đà Nẵng | **8** | báo cáo viên", "8", True),
    ("| 09 |", "09", True),
    ("mức **70**% lương", "70%", True),
    ("hạ tầng\n   kỹ thuật", "hạ tầng kỹ thuật", True),
    ("tha\u0301ng 6", "tháng 6", True),
    ("ngày\u00a015\u00a0tháng 6", "ngày 15 tháng 6", True),
    ("bất kỳ", "", False),
    ("", "5", False),
    ("* _ #", "*", False),
]


@pytest.mark.parametrize(("text", "form", "found"), FORMS)
def test_a_form_is_found_on_token_boundaries_only(text, form, found):
    assert contains(text, form) is found


# (quote, gold, same). The shorter side's words are counted in comments.
PLACES = [
    ("Thời hạn là 5 năm", "Thời hạn là 5 năm", True),
    ("Điều 2. Thời hạn là 5 năm, kể từ ngày ký.", "thời hạn là 5 năm", True),  # the quote contains the gold
    ("là 5 năm", "Thời hạn nộp lưu là 5 năm kể từ ngày nộp", True),  # the gold contains the quote
    ("a b c d x y z t", "a b c d e f g h", True),  # run of 4 of 8: half
    ("a b c x y z t", "a b c d e f g h", False),  # run of 3 of 7: less than half
    ("a b x c d y e f", "a b c d e f g h", False),  # 6 words in common, longest run 2
    ("x a b y", "a b z t", False),  # run of 2 of 4 is half, but under three words
    ("a b", "b a", False),  # run of 1 of 2, not the whole
    ("09", "Số tuyến cáp | Tuyến | 09", True),  # KNOWN LOOSE: one word of the right file's gold is enough
    ("**Đảng uỷ** | Chính phủ", "đảng ủy chính phủ", True),
    ("Ngày “Sức khỏe toàn dân”", 'ngày "Sức khoẻ toàn dân"', True),
    ("", "a b c", False),
    ("***", "a b c", False),
]


@pytest.mark.parametrize(("quote", "gold", "same"), PLACES)
def test_quotes_are_one_place_when_they_share_half_of_the_shorter(quote, gold, same):
    assert same_place(quote, gold) is same
    assert same_place(gold, quote) is same


@given(st.text(max_size=60))
def test_plain_is_idempotent(text):
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet="abđ ủ*|59.,/%-", max_size=30))
def test_a_text_with_words_is_found_in_itself_and_at_its_own_place(text):
    assert contains(text, text) is bool(plain(text))
    assert same_place(text, text) is bool(words(text))


@pytest.mark.parametrize(
    ("path", "name"),
    [("party/a.md", "a.md"), ("a.md", "a.md"), ("x\\y\\a.md", "a.md"), ("k.zip!/b.pdf", "b.pdf"), ("p/tờ.md", "tờ.md")],
)
def test_base_name(path, name):
    assert base_name(path) == name


def test_base_name_is_composed():
    assert base_name("p/to\u031b\u0300.md") == base_name("tờ.md")
