"""Groups of terms of a phrase: every passage that holds it has one of each in the lexical leg."""

from hypothesis import given
from hypothesis import strategies as st

from index.fakes import SyllableSegmenter
from index.phrases import term_groups_of
from index.query.lexicon import Lexicon, lexicon_of
from index.query.operators import Operators, Phrase, allows, operators_of
from index.sparse import terms_of

NONE = Lexicon()
WORDS = ("số", "hóa", "hồ", "sơ", "của", "Đảng", "ủy", "2025")
LEXICON = lexicon_of(["Số hóa hồ sơ. Hồ sơ số hóa. Hồ sơ. Sơ đồ. Họ số hòa."] * 3)


def groups(query, lexicon=NONE):
    return term_groups_of(operators_of(query).phrases, lexicon)


def test_pairs_one_syllable_and_words_that_may_stand_apart():
    assert groups('"Số hóa hồ sơ"') == [("số_hoá",), ("hoá_hồ",), ("hồ_sơ",)]
    assert groups('"Đảng"') == [("đảng",)]
    assert groups('"số hóa"~3') == [("số",), ("hoá",)]
    assert groups('"số hóa" "hóa số hóa"') == [("số_hoá",), ("hoá_số",)]
    assert groups("số hóa") == term_groups_of([], LEXICON) == []


def test_the_rarest_come_first_and_a_long_phrase_is_bounded_by_these():
    assert groups('"hồ sơ số hóa hồ"', LEXICON) == [("sơ_số",), ("hoá_hồ",), ("số_hoá",), ("hồ_sơ",)]
    assert len(groups(f'"{" ".join(map(str, range(99)))}"')) == 12


def test_a_bare_phrase_stands_for_what_the_archive_writes():
    assert [set(group) for group in groups('"so hoa"', LEXICON)] == [{"so_hoa", "số_hoà", "số_hoá"}]
    assert [set(group) for group in groups('"so"', LEXICON)] == [{"so", "số", "sơ"}]
    assert groups('"số hoá"', LEXICON) == [("số_hoá",)]
    assert groups('"so hoa"', NONE) == [("so_hoa",)]
    assert [set(group) for group in groups('"so do"~1', LEXICON)] == [{"do", "đồ"}, {"so", "số", "sơ"}]


SOME = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)


@given(st.lists(st.sampled_from(WORDS), max_size=20), SOME, st.none() | st.integers(0, 3))
def test_what_holds_a_phrase_has_a_term_of_every_group(text, words, slack):
    (phrase,) = operators_of(f'"{" ".join(words)}"').phrases
    operators = Operators("x", (Phrase(phrase.words, slack),))
    printed = ", ".join(text)
    if allows(operators, printed):
        terms = set(terms_of(f"Theo 57-NQ/TW\n{printed}", SyllableSegmenter()))
        assert all(terms.intersection(group) for group in term_groups_of(operators.phrases, LEXICON))
