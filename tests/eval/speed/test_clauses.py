import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.speed.clauses import Pieces, Recombined, clauses_of, lines_of, made, read_clauses
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.passages import passages_of
from index.search import indexed_text

TEXTS = [
    "1. Ủy ban nhân dân cấp tỉnh chịu trách nhiệm tổ chức thực hiện nhiệm vụ được giao.\nNgắn.",
    "Điều 5. Cơ quan chủ trì phối hợp với các đơn vị liên quan báo cáo kết quả hằng quý cho cấp trên.",
    "a) Kinh phí thực hiện do ngân sách nhà nước bảo đảm theo phân cấp quản lý ngân sách hiện hành.",
]


@pytest.fixture
def clauses():
    return clauses_of(zip(TEXTS, FakeEmbedder().encode_passages(TEXTS), strict=True))


def test_lines_of_a_clauses_length_without_their_numbers():
    assert lines_of(TEXTS[0]) == [TEXTS[0].split("\n")[0][3:]]
    assert lines_of("Ngắn.\n" + "dài " * 200) == []


def test_clauses_are_kept_with_their_vectors(clauses, tmp_path):
    assert len(clauses.texts) == 3
    clauses.save(tmp_path)
    again = read_clauses(tmp_path)
    assert (again.texts, again.of) == (clauses.texts, clauses.of)
    assert np.array_equal(again.vectors, clauses.vectors)


def test_made_vectors_are_near_those_of_their_clauses_and_the_same_at_every_call(clauses):
    embedder = Recombined(clauses, FakeEmbedder())
    text = f"Tiêu đề\n1. {clauses.texts[1]}"
    first, again = embedder.encode_passages([text]), embedder.encode_passages([text])
    assert np.array_equal(first, again)
    assert np.linalg.norm(first) == pytest.approx(1, abs=1e-5)
    likeness = clauses.vectors @ first[0]
    assert likeness.argmax() == clauses.of[1]
    assert embedder.encode_passages([]).shape == (0, 384)
    assert np.array_equal(embedder.encode_queries(["a"]), FakeEmbedder().encode_queries(["a"]))


@given(number=st.integers(0, 500))
def test_made_documents_hold_together(number):
    clauses = clauses_of(zip(TEXTS, FakeEmbedder().encode_passages(TEXTS), strict=True))
    document = made(number, clauses, 7).document
    facts = document.facts
    for fact in (facts.number, facts.issuer, facts.title):
        assert fact.span.of(document.text) == fact.value
    assert facts.kind.span.of(document.text).lower() == facts.kind.value
    passages = passages_of(document)
    assert all(passage.text == passage.span.of(document.text) for passage in passages)
    assert any(lines_of(indexed_text(passage)) for passage in passages)


def test_every_fiftieth_is_a_copy_of_the_one_before(clauses):
    one, copy, other = (made(number, clauses, 7) for number in (48, 49, 50))
    assert one.document.text == copy.document.text != other.document.text
    assert one.document.id != copy.document.id
    assert one.label == copy.label
    assert made(48, clauses, 7) == one
    assert made(48, clauses, 8) != one


def test_pieces_give_the_same_words_and_ask_once():
    asked = []

    class Asked(SyllableSegmenter):
        def words_of(self, text):
            asked.append(text)
            return super().words_of(text)

    pieces = Pieces(Asked())
    text = "chuyển đổi số; khoa học, công nghệ. hết"
    words = pieces.words_of(text)
    assert pieces.words_of(text) == words
    assert len(asked) == 4
    assert pieces.words_of("") == []
