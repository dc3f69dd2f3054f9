"""What a question says: its words, its abbreviations, what it names; each part can be taken as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.abbreviations import read_abbreviations
from index.query.lexicon import Lexicon, lexicon_of
from index.query.operators import Phrase, operators_of
from index.query.understanding import Part, understood
from ingest.language.normalise import nfc

LEXICON = lexicon_of(
    ["Nghị quyết về chuyển đổi số quốc gia. Công tác văn thư của Ủy ban nhân dân tỉnh.", "Luật Đất đai, Điều 5."] * 5
)
KNOWN = read_abbreviations()


def said(question, *literal):
    return understood(question, LEXICON, KNOWN, literal)


def test_accents_keys_numbers_and_abbreviations_at_once():
    found = said("khoản 2 dieu 5 nd 30/2020 ve cong tacs van thu cua ubnd")
    assert found.words == "khoản 2 điều 5 nd 30/2020 về công tác văn thư của ubnd"
    assert found.meaning == "khoản 2 điều 5 nd 30/2020 về công tác văn thư của ủy ban nhân dân"
    assert [(m.serial, m.year) for m in found.mentions] == [("30", 2020)]
    assert [[step.number for step in address.steps] for address in found.addresses] == [["5", "2"]]
    assert found.is_restored and not found.is_only_a_name
    for each in (*found.mentions, *found.addresses, *found.expansions):
        assert found.words[each.span.start : each.span.end].strip()


def test_numbers_typed_in_keys_are_named_too():
    assert [m.serial for m in said("nghij quyeets 57").mentions] == ["57"]


def test_a_number_of_an_address_is_no_serial():
    assert [m.serial for m in said("khoản 2 điều 5 nđ 30").mentions] == ["30"]


@pytest.mark.parametrize("question", ["nđ 30 điều 5 khoản 2", "nghi dinh 30 dieu 5", "nghị định 30 nói gì"])
def test_an_address_or_a_verb_after_a_number_is_no_count(question):
    assert [m.serial for m in said(question).mentions] == ["30"]
    assert said("báo cáo 6 tháng, 30 điều").mentions == ()


def test_digits_of_keys_are_no_numbers():
    found = said("nghi5 quye61t ve62 chuye63n d9o63i so61 57")
    assert found.words == "nghị quyết về chuyển đổi số 57" and found.addresses == ()
    assert said("d9u7o7c5 vai2 na8m").words == "được vài năm"
    assert said("d9u7o7c5").mentions == said("d9u7o7c5", *Part).mentions == ()


def test_a_bare_d_may_be_either_letter():
    assert [(step.number, step.or_number) for step in said("diem d khoan 2 dieu 5 nd 30").addresses[0].steps] == [
        ("5", ""), ("2", ""), ("d", "đ"),
    ]  # fmt: skip
    assert said("điểm d khoản 2 Điều 5 NĐ 30").addresses[0].steps[-1].or_number == ""


@pytest.mark.parametrize(("question", "only"), [
    ("57-NQ/TW", True), ("xem toàn văn nghị quyết 57", True), ("nội dung khoản 2 điều 5 nđ 30 là gì?", True),
    ("nghị quyết 57 về chuyển đổi số", False), ("chuyển đổi số", False), ("nội dung là gì", False), ("", False),
])  # fmt: skip
def test_a_question_that_only_names(question, only):
    assert said(question).is_only_a_name is only


def test_each_part_can_be_taken_as_typed():
    question = "nghi quyet 57 ve CDS dieu 5"
    full = said(question)
    assert full.is_restored and full.mentions and full.addresses and full.expansions
    plain = said(question, Part.ACCENTS)
    assert plain.words == question and plain.mentions and plain.expansions
    unnamed = said(question, Part.NUMBERS)
    assert unnamed.words == full.words and not unnamed.mentions and not unnamed.addresses
    assert not said(question, Part.ABBREVIATIONS).expansions
    nothing = said(question, *Part)
    assert nothing.words == nothing.meaning == question and nothing.literal == set(Part)


def test_without_a_lexicon_words_stay_as_typed():
    assert understood("nghi quyet 57", Lexicon(), KNOWN).words == "nghi quyet 57"


@given(st.text(max_size=60))
def test_any_text_is_understood_somehow(text):
    found = said(text)
    assert found.asked == nfc(text)
    assert found.operators == operators_of(nfc(text))
    assert said(text, *Part).meaning == nfc(text)


def test_operators_are_taken_out_before_the_words_are_understood():
    found = said('"nghi quyet" ve cong tac van thu cua ubnd -"dự thảo" -bỏ 57-NQ/TW')
    assert found.words == "nghị quyết về công tác văn thư của ubnd 57-NQ/TW"
    assert found.operators.phrases == (Phrase(("nghi", "quyet")),)
    assert found.operators.excluded == (Phrase(("dự", "thảo")), Phrase(("bỏ",)))
    assert found.is_restored and found.asked.endswith("-bỏ 57-NQ/TW")
    assert [mention.span.of(found.words) for mention in found.mentions] == ["57-NQ/TW"]
    assert [each.span.of(found.words) for each in found.expansions] == ["ubnd"]


def test_operators_are_no_restoration():
    assert not said('"chuyển đổi số" -"dự thảo"').is_restored
    assert not said("-thảo").is_restored and said("-thảo").meaning == ""
    assert said('"57-NQ/TW" -thảo').is_only_a_name
