import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.accents import Typing, restored
from index.query.dictionary import dictionary_of
from index.query.lexicon import Lexicon, lexicon_of
from index.query.mentions import mentions_of
from ingest.language.normalise import match_key, strip_accents

TEXTS = [
    "Nghị quyết về phát triển khoa học, công nghệ và chuyển đổi số trong các cơ quan của tỉnh",
    "Ban Thường vụ Tỉnh ủy giao Ban cán sự đảng Ủy ban nhân dân tỉnh xây dựng kế hoạch thực hiện",
    "Kinh phí thực hiện nghị quyết do ngân sách tỉnh bảo đảm theo quy định của pháp luật",
    "Đảng viên được khen thưởng khi hoàn thành xuất sắc nhiệm vụ được giao",
] * 20


@pytest.fixture(scope="module")
def lexicon():
    return lexicon_of(TEXTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuyen doi so trong co quan", "chuyển đổi số trong cơ quan"),
        ("Kinh phi thuc hien nghi quyet", "Kinh phí thực hiện nghị quyết"),
        ("nghij quyeets ve phat trien", "nghị quyết về phát triển"),
        ("nghi5 quyet61", "nghị quyết"),
        ("dang vien duoc khen thuong khi nao", "đảng viên được khen thưởng khi nào"),
        ("TINH UY", "TỈNH ỦY"),
    ],
)
def test_accents_come_back(lexicon, typed, meant):
    assert match_key(restored(typed, lexicon)) == match_key(meant)


def test_what_was_typed_in_full_stays_as_printed(lexicon):
    question = "Ban Thường vụ Tỉnh ủy giao ai xây dựng kế hoạch?"
    assert restored(question, lexicon) == question


def test_accents_that_were_typed_count(lexicon):
    assert restored("phát triên khoa hoc", lexicon) == "phát triển khoa học"
    # No syllable of the archive has these letters with that tone.
    assert restored("phãt", lexicon) == "phãt"


def test_a_bare_word_among_accented_ones_is_meant_bare(lexicon):
    assert restored("Ban cán sự đảng giao nhiệm vụ", lexicon).startswith("Ban")


COMMON = lexicon_of([*TEXTS, *["Có còn chỗ không. Số còn lại. Tài khoản đang mở."] * 30])
WORDS = dictionary_of(["con gái", "bàn ghế", "số đo", "tài khoản"])


@pytest.mark.parametrize(
    "question", ["Con gái được khen thưởng khi nào?", "Đảng viên có con gái", "quyết định về con gái của đảng viên"]
)
def test_a_bare_word_that_is_a_word_stays_among_accented_ones(question):
    assert restored(question, COMMON, dictionary=WORDS) == question


def test_in_a_bare_question_the_likelier_word_is_meant():
    assert restored("so con lai", COMMON, dictionary=WORDS) == "số còn lại"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kinh phi thuc hien nghi quyết do ngân sách tỉnh bảo đảm", "kinh phí thực hiện nghị quyết do ngân sách"),
        ("Kinh phí thực hiện nghị quyết do ngan sach tinh bao dam", "nghị quyết do ngân sách tỉnh bảo đảm"),
        ("Đảng viên được khen thuong khi hoàn thành", "được khen thưởng khi hoàn thành"),
    ],
)
def test_accents_that_begin_or_cease_in_the_middle(lexicon, typed, meant):
    assert meant in restored(typed, lexicon)


def test_a_writer_who_never_leaves_accents_out_is_believed(lexicon):
    sure = Typing(left_out=1e-9, left_half=1e-9, changes=1e-9, starts_bare=1e-9)
    question = "Đảng viên được khen thuong khi hoàn thành"
    assert restored(question, lexicon, typing=sure) == question


def test_what_never_ends_a_phrase_does_not_end_a_question():
    archive = lexicon_of(
        ["Cơ quan đăng ký đất đai và cơ quan đăng kiểm."] * 40 + ["Nghị quyết của Đảng. Cơ quan Đảng."] * 10
    )
    assert restored("co quan dang", archive) == "cơ quan đảng"
    assert restored("co quan dang ky", archive) == "cơ quan đăng ký"


def test_a_dictionary_knows_what_the_archive_does_not(lexicon):
    assert restored("ban ghe", lexicon) == "ban ghe"
    assert restored("ban ghe", lexicon, dictionary=WORDS) == "bàn ghế"


@pytest.mark.parametrize("text", ["", "   ", "57/2020", "😀 ??", "search engine"])
def test_nothing_to_restore(lexicon, text):
    assert restored(text, lexicon) == text


def test_what_is_to_be_kept_is_kept(lexicon):
    query = "nghi quyet 57-NQ/TU"
    assert restored(query, lexicon, [mention.span for mention in mentions_of(query)]) == query
    assert restored(query, lexicon).startswith("nghị quyết")


def test_without_an_archive_nothing_changes():
    assert restored("nghi quyet", Lexicon()) == "nghi quyet"
    assert lexicon_of([]).syllables == {}


@given(st.text(max_size=60))
def test_letters_are_never_invented(text):
    found = restored(text, lexicon_of(TEXTS[:4]))
    assert len(found.split()) == len(text.split())


@given(st.lists(st.sampled_from(" ".join(TEXTS[:4]).split()), min_size=1, max_size=8))
def test_restoring_twice_changes_nothing_more(words):
    lexicon = lexicon_of(TEXTS[:4])
    once = restored(strip_accents(" ".join(words)), lexicon)
    assert strip_accents(once).casefold() == strip_accents(" ".join(words)).casefold()
