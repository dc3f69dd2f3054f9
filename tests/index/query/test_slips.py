"""Slips that are told by the archive's pairs; what is right, named, quoted or unknown to the archive is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.abbreviations import read_abbreviations
from index.query.dictionary import NO_DICTIONARY, dictionary_of
from index.query.lexicon import Lexicon, lexicon_of, split_tone
from index.query.slips import slips_of, suggested
from index.query.understanding import Part, understood
from index.words import dictionary_words
from ingest.language.normalise import match_key

TEXT = """Phấn đấu hoàn thành chuyển đổi số trong cơ quan nhà nước. Quy định về bảo vệ bí mật nhà nước.
Trách nhiệm của Thủ trưởng cơ quan; hỗ trợ doanh nghiệp; chỉnh sửa, bổ sung hồ sơ lưu trữ điện tử; xử lý vi phạm.
Việc sử dụng kinh phí được giải quyết theo quy định; tổ chức thực hiện nghị quyết; nâng cao chất lượng, hiệu quả.
"""
FILLER = "các địa phương, đơn vị và những người có liên quan; " * 40
LEXICON = lexicon_of([(TEXT * 10 + FILLER) * 100])
DICTIONARY = dictionary_of(dictionary_words())


def said(question, literal=()):
    return understood(question, LEXICON, read_abbreviations(), literal)


def offered(question):
    return suggested(said(question), LEXICON, DICTIONARY)


@pytest.mark.parametrize(("typed", "meant"), [
    ("hổ trợ doanh nghiệp", "hỗ trợ doanh nghiệp"),  # hỏi/ngã
    ("xử dụng kinh phí", "sử dụng kinh phí"),  # s/x
    ("chách nhiệm của cơ quan", "trách nhiệm của cơ quan"),  # ch/tr
    ("được dải quyết theo quy định", "được giải quyết theo quy định"),  # d/gi
    ("lâng cao chất lượng", "nâng cao chất lượng"),  # l/n
    ("bí mậc nhà nước", "bí mật nhà nước"),  # t/c
    ("trong cơ quang nhà nước", "trong cơ quan nhà nước"),  # n/ng
    ("xử lí vi phạm", None),  # i/y: both are right
    ("bảo vệ bí mậtt nhà nước", "bảo vệ bí mật nhà nước"),  # doubled
    ("tổ chức thc hiện nghị quyết", "tổ chức thực hiện nghị quyết"),  # missing
    ("tổ chức thựch iện nghị quyết", "tổ chức thực hiện nghị quyết"),  # a letter on the wrong side
    ("chỉnh sửa bổ snug hồ sơ", "chỉnh sửa bổ sung hồ sơ"),  # swapped
    ("lưu trử điện tử", "lưu trữ điện tử"),
    ("Hổ trợ doanh nghiệp, bí mậc nhà nước", "Hỗ trợ doanh nghiệp, bí mật nhà nước"),
])  # fmt: skip
def test_one_slip_leads_back(typed, meant):
    assert offered(typed) == meant


@pytest.mark.parametrize("question", [
    "hỗ trợ doanh nghiệp", "chuyển đổi số trong cơ quan nhà nước", "Con gái của ông ấy", "sứa biển", "gái", "hổ", "",
    "hổ", "hô hấp", "xử lý", "công an", "tài nguyên",
    "Nguyễn Văn Hổ trợ lý", "ông Xử Dụng", "30/2020/NĐ-CP", "NQ 57", "khoản 2 điều 5 nghị định 30", "CĐS",
    "công ty Alibaba", "play-off", "😀 12 %", "WTO", "e-mail",
])  # fmt: skip
def test_what_is_right_or_unknown_is_left_alone(question):
    assert offered(question) is None


def test_names_of_documents_and_quotes_are_never_touched():
    assert offered("Nghị quyết 57-NQ/TW") is None
    assert offered('"hổ trợ doanh nghiệp"') is None
    quoted = said('"hổ trợ" doanh nghiệp', [Part.OPERATORS])
    assert suggested(quoted, LEXICON, DICTIONARY) is None


def test_without_an_archive_or_a_dictionary():
    assert suggested(understood("hổ trợ", Lexicon(), read_abbreviations()), Lexicon()) is None
    assert suggested(said("hổ trợ doanh nghiệp"), LEXICON) == "hỗ trợ doanh nghiệp"
    assert dictionary_of([]) == NO_DICTIONARY


def test_the_dictionary_knows_words_that_the_archive_does_not():
    assert {"con gái", "bí mật", "nhà nước"} <= DICTIONARY.pairs.keys() and "sứa" in DICTIONARY.syllables
    assert len(DICTIONARY.pairs) > 50_000


def test_a_syllable_falls_into_letters_and_tone():
    assert split_tone(match_key("Quyết")) == ("quyêt", "\u0301") and split_tone("đường")[0] == "đương"
    assert split_tone("ban") == ("ban", "") and split_tone("") == ("", "")


@given(st.text(max_size=40) | st.lists(st.sampled_from(match_key(TEXT).split()), max_size=12).map(" ".join))
def test_a_suggestion_is_only_ever_of_other_words_in_the_same_places(question):
    read = said(question)
    for slip in slips_of(read, LEXICON, DICTIONARY):
        assert slip.span.of(read.words).isalpha() and match_key(slip.meant) in LEXICON.syllables
    made = suggested(read, LEXICON, DICTIONARY)
    assert made is None or len(made.split()) == len(read.words.split())
