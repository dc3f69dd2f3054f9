import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.abbreviations import read_abbreviations
from index.query.facts_asked import AskedFact, facts_asked
from index.query.lexicon import Lexicon
from index.query.mentions import mentions_of
from index.query.understanding import Part, understood
from ingest.language.normalise import nfc, strip_accents
from ingest.types import Facts

ASKED = [
    ("Kết luận 174-KL/TW và Kết luận 206 được ban hành ngày nào", {"issued_on"}),
    ("Ngày ban hành của Thông tư 05/2024/TT-BKHĐT là ngày nào", {"issued_on"}),
    ("Khi nào ban hành Nghị định 175/2026?", {"issued_on"}),
    ("bao giờ thì nghị định 14/2026 được ban hành", {"issued_on"}),
    ("Nghị quyết 254/2025/QH15 được Quốc hội thông qua ngày bao nhiêu?", {"issued_on"}),
    ("NQ 105 ra ngày nào", {"issued_on"}),
    ("ai ký Nghị quyết 57", {"signer"}),
    ("Quyết định 204-QĐ/TW do ai thay mặt ký?", {"signer"}),
    ("Quyết định 40/2025 của Thủ tướng do phó thủ tướng nào ký?", {"signer"}),
    ("ai là người đã ký kết luận 212-KL/TW", {"signer"}),
    ("Nghị quyết 99 và 100 có cùng người ký không?", {"signer"}),
    ("Nghị định 48/2026 do ai ký, có hiệu lực từ khi nào?", {"signer", "effective_on"}),
    ("Cơ quan nào ban hành Quyết định 372?", {"issuer"}),
    ("Thông tư 74/2025 của bộ nào", {"issuer"}),
    ("Nghị quyết 24/2022 được ký tại đâu?", {"place"}),
    ("Nơi nhận của Nghị quyết 100/NQ-CP gồm những cơ quan nào", {"recipients"}),
    ("Thông tư 79/2025/TT-BCA gửi những cơ quan nào", {"recipients"}),
    ("Nghị định 48/2026 áp dụng từ bao giờ", {"effective_on"}),
    ("Nghị định về công tác văn thư số bao nhiêu", {"number"}),
]
NOT_ASKED = [
    "Nghị định 30 quy định ai ký công văn?",
    "Theo Nghị quyết 57, kế hoạch hành động được ban hành khi nào?",
    "Nghị định 30 giao ai ban hành quy chế?",
    "Ai phải ký biên bản theo Nghị định 30?",
    "Trong vòng bao nhiêu ngày kể từ ngày ban hành phải gửi văn bản",
    "Kết luận 157 gồm mấy nội dung",
    "Nghị quyết 72 đặt mục tiêu gì đến năm 2030",
    "Ai được ký hợp đồng",
    "Ai chủ trì thực hiện Nghị quyết 72",
    "",
]


def asked(question):
    return {str(fact) for fact in facts_asked(question, [mention.span for mention in mentions_of(question)])}


@pytest.mark.parametrize(("question", "facts"), ASKED)
def test_asked(question, facts):
    assert asked(question) == facts


@pytest.mark.parametrize(("question", "facts"), ASKED)
def test_asked_without_accents(question, facts):
    assert asked(strip_accents(question)) == facts


@pytest.mark.parametrize("question", NOT_ASKED)
def test_what_a_document_says_is_no_fact_of_it(question):
    assert asked(question) == set()


def test_every_fact_is_one_that_reading_gives():
    assert all(hasattr(Facts(), fact.value) for fact in AskedFact)


def test_the_reader_may_have_it_taken_as_content():
    question = "ai ký Nghị quyết 57"
    assert understood(question, Lexicon(), read_abbreviations()).facts == {AskedFact.SIGNER}
    assert understood(question, Lexicon(), read_abbreviations(), [Part.FACTS]).facts == frozenset()


def test_a_question_for_a_unit_asks_for_what_it_says():
    assert understood("khoản 2 Điều 5 Nghị định 30 ai ký", Lexicon(), read_abbreviations()).facts == frozenset()


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    text = nfc(text)
    assert facts_asked(text, [mention.span for mention in mentions_of(text)]) <= frozenset(AskedFact)
