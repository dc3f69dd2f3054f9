"""The extractive answerer: clauses that stand in the text, the one that holds what is asked for first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.answering.citing import MAX_ANSWER_QUOTE_CHARS, verify
from api.answering.extracting.extract import NOTHING, STATEMENTS, extract
from index.named import Named
from index.query.abbreviations import read_abbreviations
from index.query.lexicon import Lexicon, lexicon_of
from index.query.understanding import understood
from index.rerank.rarity import rarity_of

TEXT = """Điều 1. Mục tiêu
1. Đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn.
2. Trồng mới 350 ha rừng ngập mặn; kiểm tra tỷ lệ cây sống hằng quý.
3. Số xã có bến cá đạt chuẩn chiếm ít nhất 75% tổng số xã ven biển.
Điều 2. Trách nhiệm
1. Chủ tàu nộp phí neo đậu 50.000 đồng mỗi ngày đêm.
2. Sở Thủy sản có trách nhiệm:
a) Lắp đặt thiết bị giám sát hành trình trước ngày 30/6/2026;
b) Báo cáo Ủy ban nhân dân tỉnh.
3. Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo."""
RARITY = rarity_of(lexicon_of([TEXT]))
KNOWN = read_abbreviations()


NO_NAMES = Named()


def chosen(question, sources, named=NO_NAMES):
    return extract(understood(question, Lexicon(), KNOWN), sources, named, RARITY)


WORDS = st.sampled_from(
    [
        "cảng",
        "cá",
        "Tàu",
        "biển",
        "48.000",
        "tấn;",
        "năm",
        "2030.",
        "phí",
        "50",
        "%",
        "|",
        "a)",
        "không",
        "Bộ:",
        "x" * 90,
    ]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=120).map(" ".join), min_size=1, max_size=8)
DOCUMENTS = st.builds(
    lambda lines, dieu: "\n".join(f"Điều {n}. {line}" if dieu else line for n, line in enumerate(lines, 1)),
    LINES,
    st.booleans(),
)
QUESTIONS = st.lists(
    st.sampled_from(
        ["bao nhiêu", "tấn", "ai", "không?", "khi nào", "là gì", "15 năm", "tỉnh nào", "bến cá", "gồm những gì"]
    ),
    max_size=6,
).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS, QUESTIONS)
def test_its_claims_stand_in_the_text_and_fit(sources_of_text, text, question):
    sources = sources_of_text(text)
    choice = chosen(question, sources)
    assert len(choice.claims) <= STATEMENTS and 0 <= choice.confidence <= 1
    assert chosen(question, sources) == choice
    for claim in choice.claims:
        assert claim.text.strip() and claim.supports
        assert all(support.quote in text for support in claim.supports)
    _, citations, rejected = verify(choice.claims, sources)
    assert {each.reason for each in rejected}.isdisjoint({"quote_not_found", "quote_too_long", "answer_too_long"})
    assert sum(len(citation.quote) for citation in citations) <= MAX_ANSWER_QUOTE_CHARS


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Sản lượng nuôi biển năm 2030 đạt bao nhiêu tấn?", "48.000 tấn"),
        ("Phí neo đậu là bao nhiêu?", "50.000 đồng"),
        ("Trồng mới bao nhiêu ha rừng ngập mặn?", "350 ha"),
        ("Bao nhiêu phần trăm xã ven biển có bến cá đạt chuẩn?", "75%"),
        ("Khi nào phải lắp đặt xong thiết bị giám sát hành trình?", "30/6/2026"),
    ],
)
def test_the_clause_that_answers_comes_first(sources_of_text, question, answer):
    choice = chosen(question, sources_of_text(TEXT))
    assert answer in choice.claims[0].text and choice.confidence > 0.3
    assert len(verify(choice.claims, sources_of_text(TEXT))[0]) == len(choice.claims)


@pytest.mark.parametrize(
    "question",
    [
        "Ai sáng tác bản giao hưởng?",
        "Trồng rừng ngập mặn hết bao nhiêu tỷ đồng?",
        "Bến cá nằm ở tỉnh nào?",
        "Thiết bị giám sát hành trình nặng mấy ki lô gam?",
    ],
)
def test_what_is_not_said_has_little_confidence(sources_of_text, question):
    assert chosen(question, sources_of_text(TEXT)).confidence < 0.3


def test_whose_duty_an_item_is_stands_in_the_line_above(sources_of_text):
    claim = chosen("Ai lắp đặt thiết bị giám sát hành trình?", sources_of_text(TEXT)).claims[0]
    assert [support.quote for support in claim.supports] == [
        "2. Sở Thủy sản có trách nhiệm:",
        "a) Lắp đặt thiết bị giám sát hành trình trước ngày 30/6/2026;",
    ]
    assert claim.text.startswith("Sở Thủy sản có trách nhiệm: Lắp đặt")


def test_what_announces_a_list_is_quoted_with_it(sources_of_text):
    claim = chosen("Sở Thủy sản có những trách nhiệm gì?", sources_of_text(TEXT)).claims[0]
    assert claim.supports[0].quote.startswith("2. Sở Thủy sản") and claim.supports[0].quote.endswith("nhân dân tỉnh.")


def test_yes_or_no_is_said_first(sources_of_text):
    claim = chosen("Tàu cá làm nghề lưới kéo có được cấp mới giấy phép không?", sources_of_text(TEXT)).claims[0]
    assert claim.text == "Không. Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo."


@pytest.mark.parametrize("question", ["", "?!", "…"])
def test_no_words_or_no_sources_give_nothing(sources_of_text, question):
    assert chosen(question, sources_of_text(TEXT)) == NOTHING
    assert chosen("Phí neo đậu?", ()) == NOTHING


def test_texts_without_letters_give_nothing(sources_of_text):
    assert chosen("Phí neo đậu?", sources_of_text("48.000 | 350 | 12%")) == NOTHING


def test_the_document_that_is_named_is_preferred(sources_of_text):
    sources = sources_of_text("1. Phí neo đậu 50.000 đồng.", "21-NQ/TU", "a") + sources_of_text(
        "1. Phí neo đậu 60.000 đồng.", "77/2025/QĐ-UBND", "b"
    )
    for source in sources:
        named = Named(documents=frozenset({source.document.id}))
        first = chosen("Phí neo đậu là bao nhiêu?", sources, named).claims[0]
        assert sources[first.supports[0].source - 1] == source


def test_the_same_words_in_two_documents_are_proposed_once(sources_of_text):
    sources = sources_of_text("1. Phí neo đậu 50.000 đồng.", None, "a") + sources_of_text(
        "1.  PHÍ neo đậu 50.000 đồng.", None, "b"
    )
    assert len(chosen("Phí neo đậu là bao nhiêu?", sources).claims) == 1


def test_a_unit_of_a_named_document_is_quoted_and_one_that_is_missing_gives_nothing(sources_of_text):
    sources = sources_of_text(TEXT)
    named = Named(documents=frozenset({sources[0].document.id}))
    choice = chosen("Khoản 1 Điều 2 quy định gì?", sources, named)
    assert choice.claims[0].text == "1. Chủ tàu nộp phí neo đậu 50.000 đồng mỗi ngày đêm." and choice.confidence == 1
    assert chosen("Khoản 9 Điều 2 quy định gì?", sources, named) == NOTHING
    assert chosen("Điều 30 quy định gì về phí neo đậu?", sources) == NOTHING
    inside = chosen("Theo Điều 2, phí neo đậu là bao nhiêu?", sources).claims[0]
    assert "50.000 đồng" in inside.text
    outside = chosen("Theo Điều 1, phí neo đậu là bao nhiêu?", sources)
    assert not any("50.000" in claim.text for claim in outside.claims)


def test_a_unit_of_a_document_that_is_not_here_is_not_taken_from_another(sources_of_text):
    sources = sources_of_text(TEXT)
    question = "Khoản 1 Điều 2 Nghị định 999 quy định gì?"
    mentions = understood(question, Lexicon(), KNOWN).mentions
    assert mentions and chosen(question, sources, Named(unknown=mentions)) == NOTHING
    assert chosen(question, sources, Named(documents=frozenset({"khac"}))) == NOTHING
    guessed = chosen("Khoản 1 Điều 2 Bộ luật Hàng không dân dụng nói gì về đường băng?", sources)
    assert guessed.confidence < 0.3


def test_what_is_no_longer_in_force_stands_back_unless_it_is_named(sources_of_text):
    old = sources_of_text("1. Phí neo đậu tàu cá là 50.000 đồng.", "15/2024/QĐ-UBND", "a")
    new = sources_of_text("1. Phí neo đậu tàu cá là 60.000 đồng.", "27/2025/QĐ-UBND", "b")
    ended = frozenset({old[0].document.id})
    said = understood("Phí neo đậu tàu cá là bao nhiêu?", Lexicon(), KNOWN)
    assert "60.000" in extract(said, (*old, *new), NO_NAMES, RARITY, ended).claims[0].text
    named = Named(documents=ended)
    assert "50.000" in extract(said, (*old, *new), named, RARITY, ended).claims[0].text


def test_two_things_counted_are_both_answered(sources_of_text):
    text = "1. Đề án có 6 nhóm mục tiêu.\n2. Ngoài ra còn các nội dung khác.\n3. Đề án có 9 nhóm nhiệm vụ."
    claims = chosen("Đề án có mấy nhóm mục tiêu và mấy nhóm nhiệm vụ?", sources_of_text(text)).claims
    assert ["6 nhóm" in claims[0].text, any("9 nhóm" in claim.text for claim in claims)] == [True, True]
