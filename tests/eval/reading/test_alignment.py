from hypothesis import given
from hypothesis import strategies as st

from eval.reading.alignment import agreement, comparable


def test_folding() -> None:
    assert comparable("  Ủy ban\n| NHÂN dân\u00a0") == "uỷ ban nhân dân"


def test_the_same_text_agrees_wholly() -> None:
    found = agreement("Nghị quyết\nsố 5", "NGHỊ QUYẾT | số 5")
    assert (found.characters.recall, found.letters.recall, found.words.recall, found.words.truth) == (1, 1, 1, 3)


def test_a_wrong_letter_a_lost_word_and_one_too_many() -> None:
    found = agreement("nghị quyết của đảng", "nghi quyết đảng ủy")
    assert (found.words.hit, found.words.truth, found.words.read) == (2, 4, 3)
    assert (found.letters.hit, found.letters.truth) == (3, 5)


def test_words_that_run_together_are_no_words() -> None:
    found = agreement("kể từ ngày", "kể từngày")
    assert (found.words.hit, found.letters.hit, found.loose.hit) == (1, 3, 1)


def test_order_counts_but_not_loosely() -> None:
    found = agreement("một hai bảy\nbốn năm sáu", "bốn năm sáu\nmột hai bảy")
    assert found.words.recall < 1
    assert found.loose.recall == 1


def test_lines_left_out_are_not_counted_on_either_side() -> None:
    found = agreement("đúng\nchư­a đúng\nđúng", "đúng\nchưa đúng\nđúng", {2})
    assert (found.words.hit, found.words.truth) == (2, 2)


def test_nothing_was_read() -> None:
    found = agreement("chữ", "")
    assert (found.words.recall, found.words.precision, found.characters.recall) == (0, 1, 0)
    assert agreement("", "").characters.recall == 1


@given(st.text(), st.text())
def test_no_more_is_found_than_there_is(truth: str, read: str) -> None:
    found = agreement(truth, read)
    for share in (found.characters, found.letters, found.words, found.loose):
        assert 0 <= share.hit <= share.truth
        assert share.hit <= share.read
