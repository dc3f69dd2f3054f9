"""Terms of a text and their BM25 weights."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fakes import SyllableSegmenter
from index.sparse import Bm25, passage_vector, query_vector, terms_of

WORDS = SyllableSegmenter()


class Joined:
    """A segmenter that knows one compound."""

    def words_of(self, text):
        return text.replace("nghị quyết", "nghị_quyết").split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ủy ban hòa giải", "UỶ BAN HOÀ GIẢI"),
        ("Thúy Hòa", "thuý  hoà"),
        ("Đảng bộ", "Ðảng bộ"),
        ("Tỉnh\nủy", "tỉnh uỷ"),
        ("Điều lệ", unicodedata.normalize("NFD", "Điều lệ")),
    ],
)
def test_printings_of_the_same_words_give_the_same_terms(one, other):
    assert terms_of(one, WORDS) == terms_of(other, WORDS)


def test_syllables_then_bigrams_then_compounds():
    terms = terms_of("Nghị quyết số 18", Joined())
    assert terms == ["nghị", "quyết", "số", "18", "nghị_quyết", "quyết_số", "số_18", "w:nghị_quyết"]


def test_a_compound_is_another_term_than_its_bigram():
    assert len(query_vector(["nghị_quyết", "w:nghị_quyết"]).indices) == 2


def test_bm25_by_hand():
    # "a" twice and "b" once are 3 terms; k1 = 1.2, b = 0.75, average 4:
    # norm = 1.2 · (1 − 0.75 + 0.75 · 3/4) = 1.2 · 0.8125 = 0.975
    # a: 2 · 2.2 / (2 + 0.975) = 4.4 / 2.975 = 1.478992;  b: 1 · 2.2 / 1.975 = 1.113924
    vector = passage_vector(["a", "b", "a"], Bm25(k1=1.2, b=0.75, average_terms=4))
    assert vector.indices == query_vector(["a", "b"]).indices
    assert vector.values == pytest.approx((1.478992, 1.113924), abs=1e-6)


def test_bm25_without_length_normalisation():
    # b = 0: norm = k1 = 1.2, whatever the length; 1 · 2.2 / 2.2 = 1
    assert passage_vector(["a", "b", "c"], Bm25(b=0)).values == pytest.approx((1.0, 1.0, 1.0))


def test_a_query_counts_its_words():
    assert query_vector(["a", "b", "a"]).values == (2.0, 1.0)


@pytest.mark.parametrize("text", ["", "  \n", "—!?…"])
def test_no_words_no_terms(text):
    assert terms_of(text, WORDS) == []


def test_no_terms_no_vector():
    assert passage_vector([], Bm25()).indices == query_vector([]).values == ()


@given(st.text())
def test_ids_are_distinct_32_bit_numbers_with_positive_weights(text):
    terms = terms_of(text, WORDS)
    for vector in (passage_vector(terms, Bm25()), query_vector(terms)):
        assert len(vector.indices) == len(vector.values) == len(set(vector.indices))
        assert all(0 <= index < 2**32 for index in vector.indices)
        assert all(value > 0 for value in vector.values)
    assert bool(terms) == bool(query_vector(terms).indices)


@given(st.text(alphabet="aăâđêôơưbchkmntáạ ", max_size=60))
def test_terms_know_no_case(text):
    assert terms_of(text.upper(), WORDS) == terms_of(text.lower(), WORDS)


def test_ids_do_not_change_between_processes():
    # Stored in every index: another hash needs a rebuild and another SPARSE_VERSION.
    assert query_vector(["quyết"]).indices == (3537077516,)
