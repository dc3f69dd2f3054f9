"""What verification lets through: nothing but words that stand in a source."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from api.answering.citing import MAX_ANSWER_QUOTE_CHARS, MAX_QUOTE_CHARS, find_quote, verify
from api.types import Claim, Support
from ingest.types import Finding, Page, PageSource, Span

TEXT = """Điều 1. Mục tiêu
1. Đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn, trên 95% tàu cá có thiết bị giám sát.
2. Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo.
Điều 2. Trách nhiệm
1. Sở Thủy sản báo cáo trước ngày 30/6/2026 theo Quyết định số 77/2025/QĐ-UBND.
2. Chủ tàu nộp phí neo đậu 50.000 đồng mỗi ngày đêm; bến cá mở cửa lúc 4 giờ."""

WORDS = st.text("abđềcá Ơnướ\n 12.%/-", max_size=30)


def said(text, *quotes, source=1):
    return Claim(text, tuple(Support(source, quote) for quote in quotes))


@pytest.fixture(scope="module")
def sources(sources_of_text):
    return sources_of_text(TEXT)


def reasons(claim, sources):
    statements, citations, rejected = verify([claim], sources)
    assert bool(statements) != bool(rejected) and bool(statements) == bool(citations)
    return [item.reason for item in rejected]


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("đến năm\n2030 đạt", "năm 2030", "năm\n2030"),
        ("đến năm 2030", " năm \t\n 2030 ", "năm 2030"),
        ("đến\u00a0năm 2030", "đến năm", "đến\u00a0năm"),
        ("Tỉnh ủy Lạc Sơn", unicodedata.normalize("NFD", "Tỉnh ủy"), "Tỉnh ủy"),
        ("a.b (c)", "a.b (c)", "a.b (c)"),
        ("aab", "ab", "ab"),
    ],
)
def test_find_quote_folds_white_space_and_composes(text, quote, found):
    assert find_quote(text, quote).of(text) == found


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("đến năm 2030", ""),
        ("đến năm 2030", " \n"),
        ("", "a"),
        ("đến năm 2030", "đếnnăm"),
        ("đếnnăm", "đến năm"),
        ("Tỉnh ủy", "tỉnh ủy"),
        ("Tỉnh ủy", "Tỉnh uỷ"),
        ("a.b", "a_b"),
        ("axb", "a.b"),
        ("đến năm 2030", "đến năm 2030…"),
    ],
)
def test_find_quote_finds_nothing_else(text, quote):
    assert find_quote(text, quote) is None


def test_find_quote_looks_only_within():
    assert find_quote("cá cá cá", "cá", Span(2, 8)) == Span(3, 5)
    assert find_quote("cá cá", "cá cá", Span(1, 5)) is None


@given(st.text("aă1 \n", max_size=20), st.text("aă1 \n", max_size=6))
def test_what_find_quote_gives_is_the_quote_but_for_white_space(text, quote):
    span = find_quote(text, quote)
    assert (span is None) == (not quote.split() or " ".join(quote.split()) not in " ".join(text.split()))
    if span is not None:
        assert span.of(text).split() == quote.split()


@given(st.data())
def test_every_run_of_words_of_a_passage_verifies_and_its_span_gives_it_back(sources, data):
    number = data.draw(st.integers(1, len(sources)))
    passage = sources[number - 1].passage
    words = list(re.finditer(r"\S+", passage.text))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = passage.text[words[first].start() : words[last].end()]
    assume(len(quote) <= MAX_QUOTE_CHARS)
    span = find_quote(sources[number - 1].document.text, quote, passage.span)
    assert passage.span.contains(span) and span.of(sources[number - 1].document.text) == quote
    statements, citations, rejected = verify([said(quote, quote, source=number)], sources)
    before = [word[0] for word in words[max(0, first - 2) : first]]
    if rejected:
        assert {"Không", "trên", "trước"} & set(before), rejected  # torn from what turns it round
    else:
        assert citations[0].quote == quote and citations[0].passage_id == passage.id
        assert citations[0].address and statements[0].citations == (0,)


def figures(text):
    """Whole numbers of a text, leading zeros dropped."""
    return {number.lstrip("0") for number in re.findall(r"\d+", text)}


SUPPORTS = st.lists(st.builds(Support, st.integers(-1, 4), WORDS), max_size=2)


@given(st.lists(st.builds(Claim, WORDS, SUPPORTS.map(tuple)), max_size=4))
@example([said("Sản lượng đạt 48.000 tấn", "đạt 48.000 tấn"), said("Không", "tấn"), said("x", "")])
def test_no_statement_without_a_verbatim_quote_ever_passes(sources, claims):
    statements, citations, rejected = verify(claims, sources)
    assert len(statements) + len(rejected) == len(claims)
    for statement in statements:
        assert statement.text and statement.citations
        assert figures(statement.text) <= figures(" ".join(citations[at].quote for at in statement.citations))
    for citation in citations:
        assert citation.quote and citation.span.of(TEXT) == citation.quote
        assert any(citation.quote.split() == s.quote.split() for claim in claims for s in claim.supports)


GOOD = "sản lượng nuôi biển đạt 48.000 tấn, trên 95% tàu cá có thiết bị giám sát"
REPORT = "Sở Thủy sản báo cáo trước ngày 30/6/2026 theo Quyết định số 77/2025/QĐ-UBND"


@pytest.mark.parametrize(
    "claim",
    [
        said("Sản lượng nuôi biển đạt 48.000 tấn.", GOOD),
        said("Trên 95% tàu cá có thiết bị.", GOOD),
        said("Theo Nghị quyết số 21-NQ/TU, trên 95% tàu cá có thiết bị.", GOOD),
        said("Nghị quyết 21 nêu: trên 95% tàu cá có thiết bị.", GOOD),
        said("Báo cáo trước ngày 30/06/2026.", REPORT),
        said("Báo cáo theo Quyết định 77/2025/QĐ-UBND.", REPORT),
        said("Đạt 48.000 tấn; báo cáo trước 30/6/2026.", GOOD, REPORT),
        said("Không cấp mới giấy phép lưới kéo.", "Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo"),
        said("Bến cá mở cửa lúc 4 giờ.", "bến cá mở cửa lúc 4 giờ"),
    ],
    ids=lambda claim: claim.text,
)
def test_supported_statements_pass(sources, claim):
    assert reasons(claim, sources) == []


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (said("Đạt 49.000 tấn.", GOOD), "number_not_in_quote"),
        (said("Đạt 48 tấn.", GOOD), "number_not_in_quote"),
        (said("Đạt 48.0 tấn.", GOOD), "number_not_in_quote"),
        (said("Đạt 48.000 tấn vào năm 2031.", GOOD), "date_not_in_quote"),
        (said("Trên 21% tàu cá có thiết bị.", GOOD), "number_not_in_quote"),
        (said("Trên 5% tàu cá có thiết bị.", "5% tàu cá có thiết bị giám sát"), "number_not_in_quote"),
        (said("Đạt 8.000 tấn.", "8.000 tấn"), "number_not_in_quote"),
        (said("Đạt 48 nghìn tấn.", "nuôi biển đạt 48"), "number_not_in_quote"),
        (said("Báo cáo trước ngày 30/7/2026.", REPORT), "date_not_in_quote"),
        (said("Báo cáo trước ngày 3/6/2026.", REPORT), "date_not_in_quote"),
        (said("Báo cáo theo Quyết định số 78/2025/QĐ-UBND.", REPORT), "document_not_in_quote"),
        (said("Báo cáo theo Quyết định số 77/2025/NQ-HĐND.", REPORT), "document_not_in_quote"),
        (said("Theo Nghị quyết 22-NQ/TU, trên 95% tàu cá có thiết bị.", GOOD), "document_not_in_quote"),
        (said("Theo Chỉ thị 21-CT/TU, trên 95% tàu cá có thiết bị.", GOOD), "document_not_in_quote"),
        (said("Theo Chỉ thị 21, trên 95% tàu cá có thiết bị.", GOOD), "document_not_in_quote"),
        (said("Nuôi biển không đạt sản lượng.", GOOD), "word_not_in_quote"),
        (said("Tàu cá chưa có thiết bị giám sát.", GOOD), "negation_not_in_quote"),
        (said("Tàu cá CHẲNG có thiết bị.", GOOD), "negation_not_in_quote"),
        (said("Được cấp mới giấy phép.", "cấp mới giấy phép cho tàu cá làm nghề lưới kéo"), "negation_left_out"),
        (said("Giấy phép cho tàu cá.", "giấy phép cho tàu cá"), "negation_left_out"),
        (said("Nuôi biển tăng.", "nuôi biển tăng"), "quote_not_found"),
        (said("Nuôi biển tăng.", GOOD, "nuôi biển tăng"), "quote_not_found"),
        (said("Nuôi biển.", GOOD.upper()), "quote_not_found"),
        (said("Nuôi biển.", "   "), "quote_not_found"),
        (said("Nuôi biển.", GOOD, source=0), "unknown_source"),
        (said("Nuôi biển.", GOOD, source=-1), "unknown_source"),
        (said("Nuôi biển.", GOOD, source=10**9), "unknown_source"),
        (said("Nuôi biển."), "no_support"),
        (said("  \n", GOOD), "no_support"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.text.strip() or "blank",
)
def test_unsupported_statements_are_rejected_with_the_reason(sources, claim, reason):
    assert reasons(claim, sources) == [reason]


def test_the_first_unknown_source_is_the_one_after_the_last(sources):
    assert reasons(said("Tàu", "tàu", source=len(sources)), sources) == []
    assert reasons(said("Cá", "tàu", source=len(sources) + 1), sources) == ["unknown_source"]
    assert reasons(said("Cá", "tàu"), ()) == ["unknown_source"]


def test_a_quote_has_at_most_400_characters_as_they_stand_in_the_text(sources_of_text):
    text = "cá biển " * 60
    sources = sources_of_text(text)
    assert reasons(said("Cá biển", text[:400]), sources) == []
    assert reasons(said("Cá", text[:402]), sources) == ["quote_too_long"]
    wide = "cá   biển   " * 60  # folded, 400 characters of the quote are more in the text
    assert reasons(said("Cá biển", text[:400]), sources_of_text(wide)) == ["quote_too_long"]
    accented = "ếộữ " * 90  # decomposed, 360 characters of the text are more in the quote
    assert reasons(said("ếộữ", unicodedata.normalize("NFD", accented)), sources_of_text(accented)) == []


def test_an_answer_quotes_at_most_800_characters_and_later_short_ones_still_fit(sources_of_text):
    text = "".join(f"{'abcdefgh'[at] * 299} " for at in range(4)) + "cá biển"
    sources = sources_of_text(text)
    quotes = [*text.split()[:4], "cá biển"]
    statements, citations, rejected = verify([said(q, q) for q in quotes], sources)
    assert [statement.text[0] for statement in statements] == ["a", "b", "c"]
    assert [item.claim.text for item in rejected] == [quotes[2], quotes[3]]
    assert {item.reason for item in rejected} == {"answer_too_long"}
    assert sum(len(citation.quote) for citation in citations) <= MAX_ANSWER_QUOTE_CHARS


def test_the_same_words_are_cited_once_and_the_order_is_kept(sources):
    claims = [
        said("Bến cá, nuôi biển", "bến cá", "nuôi biển"),
        said("Sai", "không có"),
        said("Nuôi biển", "nuôi  biển"),
        said("Tàu cá", "tàu cá", "tàu cá"),
    ]
    statements, citations, rejected = verify(claims, sources)
    assert [statement.text for statement in statements] == ["Bến cá, nuôi biển", "Nuôi biển", "Tàu cá"]
    assert [statement.citations for statement in statements] == [(0, 1), (1,), (2,)]
    assert [citation.quote for citation in citations] == ["bến cá", "nuôi biển", "tàu cá"]
    assert [item.claim for item in rejected] == [claims[1]]


def test_a_rejected_claim_leaves_no_citation(sources):
    assert verify([said("Sai 7", "nuôi biển")], sources)[1] == ()


def test_empty_input_gives_three_empty_tuples(sources):
    assert verify([], sources) == verify([], ()) == ((), (), ())


def test_a_citation_says_where_the_words_stand(sources):
    _, (citation,), _ = verify([said("Phí neo đậu là 50.000 đồng", "phí neo đậu 50.000 đồng")], sources)
    assert (citation.file, citation.number, citation.title) == ("a.txt", "21-NQ/TU", "Nghề cá")
    assert citation.address == "khoản 2 Điều 2" and citation.pages == ()


def test_a_citation_names_every_page_it_touches(sources_of_text):
    from dataclasses import replace

    (source,) = sources_of_text("cá biển tàu thuyền")
    pages = tuple(
        Page(number, span, PageSource("text"), 595, 842)
        for number, span in enumerate((Span(0, 8), Span(8, 12), Span(12, 18)), 1)
    )
    paged = replace(source, document=replace(source.document, pages=pages))
    assert verify([said("Biển tàu", "biển tàu")], [paged])[1][0].pages == (1, 2)
    assert verify([said("Cá", "cá")], [paged])[1][0].pages == (1,)


# Doubtful pages -----------------------------------------------------------------------------------------------------


def on_pages(source, *findings):
    text = source.document.text
    half = text.index("Điều 2.")
    pages = tuple(
        Page(number, span, PageSource("ocr", 0.6), 595.0, 842.0)
        for number, span in ((4, Span(0, half)), (5, Span(half, len(text))))
    )
    return replace(source, document=replace(source.document, pages=pages, findings=findings))


PAGE_5 = "Chủ tàu nộp phí neo đậu 50.000 đồng mỗi ngày đêm"


@pytest.mark.parametrize(
    ("code", "said"), [("illegible_page", "quét quá mờ"), ("low_ocr_confidence", "chưa chắc chắn")]
)
def test_a_citation_from_a_doubtful_page_says_so(sources, code, said):
    second = TEXT.index("Điều 2.")
    doubtful = [on_pages(source, Finding(code, "Trang 5 mờ.", Span(second, len(TEXT)))) for source in sources]
    _, (citation,), _ = verify([said_of(doubtful, PAGE_5)], doubtful)
    assert citation.doubt.startswith("Trang 5 ") and said in citation.doubt and citation.doubt.endswith(".")
    assert citation.pages == (5,)
    _, (clear,), _ = verify([said_of(doubtful, "Không cấp mới giấy phép")], doubtful)
    assert clear.doubt is None


def test_other_findings_and_findings_without_a_place_cast_no_doubt(sources):
    findings = (Finding("numbering_gap", "Thiếu.", Span(0, len(TEXT))), Finding("illegible_page", "Trang 5 mờ."))
    plain = [on_pages(source, *findings) for source in sources]
    assert verify([said_of(plain, PAGE_5)], plain)[1][0].doubt is None


def test_the_worse_doubt_is_told(sources):
    whole = Span(0, len(TEXT))
    findings = (Finding("low_ocr_confidence", ".", whole), Finding("illegible_page", ".", whole))
    both = [on_pages(source, *findings) for source in sources]
    assert "quá mờ" in verify([said_of(both, PAGE_5)], both)[1][0].doubt


def said_of(sources, quote):
    place = next(n for n, source in enumerate(sources, start=1) if quote in source.passage.text)
    return said(quote, quote, source=place)
