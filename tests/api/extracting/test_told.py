"""Facts of documents that a question names, quoted from masthead and signature."""

from dataclasses import replace

from api.answering.citing import verify
from api.answering.extracting.told import told_claims
from index.named import Place, Told
from index.query.facts_asked import AskedFact
from ingest.facts.masthead import facts_of
from ingest.types import Span

TEXT = """TỈNH ỦY LẠC SƠN
*
Số 21-NQ/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Lạc Sơn, ngày 15 tháng 3 năm 2025

NGHỊ QUYẾT
về phát triển nghề cá

1. Sản lượng nuôi biển đạt 48.000 tấn.

T/M BAN CHẤP HÀNH
BÍ THƯ

Đặng Hải Triều
"""


def sources_with_facts(sources_of_text, name="a", number="21-NQ/TU"):
    return tuple(
        replace(source, document=replace(source.document, facts=facts_of(TEXT)))
        for source in sources_of_text(TEXT, number, name)
    )


def told(source, fact, words):
    start = TEXT.index(words)
    return Told(fact, Place(source.document.id, Span(start, start + len(words))))


def test_who_signed_and_when(sources_of_text):
    sources = sources_with_facts(sources_of_text)
    asked = [
        told(sources[0], AskedFact.SIGNER, "Đặng Hải Triều"),
        told(sources[0], AskedFact.ISSUED_ON, "ngày 15 tháng 3 năm 2025"),
    ]
    claims = told_claims(asked, sources)
    assert [claim.text for claim in claims] == ["Đặng Hải Triều", "Lạc Sơn, ngày 15 tháng 3 năm 2025"]
    assert claims[0].supports[0].quote.startswith("T/M BAN CHẤP HÀNH")
    statements, _, rejected = verify(claims, sources)
    assert len(statements) == 2 and rejected == ()


def test_of_several_documents_each_is_named(sources_of_text):
    one = sources_with_facts(sources_of_text)
    other = sources_with_facts(sources_of_text, "b", "22-NQ/TU")
    asked = [told(each[0], AskedFact.SIGNER, "Đặng Hải Triều") for each in (one, other)]
    claims = told_claims(asked, (*one, *other))
    assert [claim.text for claim in claims] == ["21-NQ/TU: Đặng Hải Triều", "22-NQ/TU: Đặng Hải Triều"]


def test_documents_that_were_not_found_tell_nothing(sources_of_text):
    (source, *_) = sources_with_facts(sources_of_text)
    assert told_claims([told(source, AskedFact.SIGNER, "Đặng Hải Triều")], ()) == ()
