"""The extractive answerer: clauses that stand in the text, of the document that was named, the same every time."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.answering.citing import MAX_ANSWER_QUOTE_CHARS, MAX_QUOTE_CHARS, verify
from api.answering.extract import Choice, Weights, clauses_of, coverages, extract
from index.fakes import FakeEmbedder

FAKE = FakeEmbedder(dimension=64)
WEIGHTS = Weights()
TEXT = """Điều 1. Mục tiêu
1. Đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn.
2. Trồng mới 350 ha rừng ngập mặn; kiểm tra tỷ lệ cây sống hằng quý.
Điều 2. Trách nhiệm
1. Chủ tàu nộp phí neo đậu 50.000 đồng mỗi ngày đêm."""


def similarities(question, texts):
    return [float(score) for score in FAKE.encode_passages(texts) @ FAKE.encode_queries([question])[0]]


def chosen(question, sources, weights=WEIGHTS):
    return extract(question, sources, similarities, weights)


WORDS = st.sampled_from(
    [
        "cảng",
        "cá",
        "Tàu",
        "biển",
        "rừng",
        "48.000",
        "tấn;",
        "năm",
        "2030.",
        "đạt",
        "phí",
        "50",
        "%",
        "Bến",
        "|",
        "- ",
        "a)",
    ]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=120).map(" ".join), min_size=1, max_size=8)
DOCUMENTS = st.builds(
    lambda lines, dieu: "\n".join(f"Điều {n}. {line}" if dieu else line for n, line in enumerate(lines, 1)),
    LINES,
    st.booleans(),
)


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS, st.lists(WORDS, max_size=6).map(" ".join))
def test_its_claims_are_verbatim_fit_and_always_verify(sources_of_text, text, question):
    sources = sources_of_text(text)
    choice = chosen(question, sources)
    statements, citations, rejected = verify(choice.claims, sources)
    assert rejected == () and len(statements) == len(choice.claims) <= WEIGHTS.statements
    assert sum(len(citation.quote) for citation in citations) <= MAX_ANSWER_QUOTE_CHARS
    assert 0 <= choice.confidence <= 1 + 1e-9
    assert chosen(question, sources) == choice
    for statement, claim in zip(statements, choice.claims, strict=True):
        assert statement.text == claim.supports[0].quote
        # The same words may stand on two lines earlier on.
        assert statement.text.split() == citations[statement.citations[0]].quote.split()
        assert statement.text in text and 0 < len(statement.text) <= MAX_QUOTE_CHARS


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS)
def test_clauses_are_stretches_of_their_passage_in_order(sources_of_text, text):
    for number, source in enumerate(sources_of_text(text), 1):
        clauses = list(clauses_of(source, number))
        for clause in clauses:
            assert clause.source == number and clause.span.of(text) == clause.text == clause.text.strip()
            assert source.passage.span.contains(clause.span) and len(clause.text) <= MAX_QUOTE_CHARS
        assert all(a.span.end <= b.span.start for a, b in pairwise(clauses))
        # Nothing with a letter is lost.
        kept = "".join(c for clause in clauses for c in clause.text if c.isalpha())
        lines = [line for line in source.passage.text.split("\n") if any(c.isalpha() for c in line)]
        assert kept in "".join(c for line in lines for c in line if c.isalpha()) or not kept


def test_a_long_word_is_cut_at_400_characters(sources_of_text):
    (source,) = sources_of_text("x" * 1001)
    assert [len(clause.text) for clause in clauses_of(source, 1)] == [400, 400, 201]


def test_a_long_line_is_cut_at_its_sentences(sources_of_text):
    line = " ".join(f"Câu {n} nói về cảng cá {'rất ' * 30}dài." for n in range(4))
    clauses = [clause.text for source in sources_of_text(line) for clause in clauses_of(source, 1)]
    assert len(clauses) > 1 and all(clause.startswith("Câu") and clause.endswith("dài.") for clause in clauses)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Sản lượng nuôi biển năm 2030 đạt bao nhiêu?", "48.000 tấn"),
        ("Phí neo đậu là bao nhiêu?", "50.000 đồng"),
        ("Trồng mới bao nhiêu ha rừng ngập mặn?", "350 ha"),
    ],
)
def test_the_clause_that_answers_comes_first(sources_of_text, question, answer):
    choice = chosen(question, sources_of_text(TEXT))
    assert answer in choice.claims[0].text and choice.confidence > 0.35


def test_a_foreign_question_has_little_confidence(sources_of_text):
    assert chosen("Ai sáng tác bản giao hưởng?", sources_of_text(TEXT)).confidence < 0.35


@pytest.mark.parametrize("question", ["", "?!", "…"])
def test_no_words_or_no_sources_give_nothing(sources_of_text, question):
    assert chosen(question, sources_of_text(TEXT)) == Choice((), 0.0)
    assert chosen("Phí neo đậu?", ()) == Choice((), 0.0)


def test_texts_without_letters_give_nothing(sources_of_text):
    assert chosen("Phí neo đậu?", sources_of_text("48.000 | 350 | 12%")) == Choice((), 0.0)


@pytest.mark.parametrize(
    ("asked", "source"),
    [("21-NQ/TU", 1), ("nghị quyết số 21-NQ/TU", 1), ("77/2025/QĐ-UBND", 2), ("quyết định số 77/2025/QĐ-UBND", 2)],
)
def test_the_named_document_is_preferred(sources_of_text, asked, source):
    sources = sources_of_text("1. Phí neo đậu 50.000 đồng.", "21-NQ/TU", "a") + sources_of_text(
        "1. Phí neo đậu 60.000 đồng.", "77/2025/QĐ-UBND", "b"
    )
    claims = chosen(f"Phí neo đậu theo {asked} là bao nhiêu?", sources).claims
    assert {support.source for claim in claims for support in claim.supports} == {source}


def test_a_number_that_no_source_has_leaves_all_of_them(sources_of_text):
    assert chosen("Phí neo đậu theo 99/2025/QĐ-UBND?", sources_of_text("1. Phí neo đậu 50.000 đồng.")).claims


def test_the_same_words_in_two_documents_are_proposed_once(sources_of_text):
    sources = sources_of_text("1. Phí neo đậu 50.000 đồng.", None, "a") + sources_of_text(
        "1.  PHÍ neo đậu 50.000 đồng.", None, "b"
    )
    assert len(chosen("Phí neo đậu?", sources).claims) == 1


def test_the_number_of_statements_is_a_weight(sources_of_text):
    sources = sources_of_text("\n".join(f"- Bến cá số {n} mở cửa." for n in range(9)))
    for statements in (1, 2, 5):
        weights = Weights(statements=statements, more_within=10)
        assert len(chosen("Bến cá nào mở cửa?", sources, weights).claims) == statements


def test_coverage_is_the_share_of_the_questions_rare_words(sources_of_text):
    from collections import Counter

    clauses = list(clauses_of(sources_of_text("- Bến cá.\n- Rừng ngập mặn.")[0], 1))
    full, none = coverages(Counter(["bến"]), clauses)
    assert full == pytest.approx(1) and none < 1
    assert coverages(Counter(), clauses) == [0, 0]
