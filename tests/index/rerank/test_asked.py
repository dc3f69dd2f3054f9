"""The words of a question that its answer ought to hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.lexicon import Lexicon, lexicon_of
from index.rerank.asked import Asked, asked_of
from index.rerank.rarity import rarity_of
from index.rerank.terms import words_of

ARCHIVE = [
    "Chi bộ họp định kỳ mỗi tháng một lần. Chi bộ báo cáo cấp uỷ.",
    "Đảng phí nộp theo quý.",
    "Việc khác. " * 2000,
]
RARITY = rarity_of(lexicon_of(ARCHIVE))


def asked(question: str) -> Asked:
    return asked_of(question, RARITY)


def test_ways_of_asking_are_no_words_to_look_for() -> None:
    assert asked("Chi bộ họp định kỳ như thế nào?").syllables == ("chi", "bộ", "họp", "định", "kỳ")


def test_pairs_do_not_reach_over_what_was_taken_out() -> None:
    pairs = asked("Đảng phí nộp bao nhiêu mỗi tháng?").pairs
    assert ("phí", "nộp") in pairs
    assert ("nộp", "mỗi") not in pairs


@pytest.mark.parametrize("question", ["Ai ký?", "Bao nhiêu?", "là gì", "?", ""])
def test_a_question_of_nothing_else_is_taken_as_it_is(question: str) -> None:
    found = asked(question)
    assert " ".join(found.syllables) == question.strip("?").lower()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Nộp bao nhiêu phần trăm?", "number"),
        ("Báo cáo trước ngày nào?", "time"),
        ("Cơ quan nào chủ trì?", "body"),
        ("Đảng phí là gì?", "meaning"),
        ("Chi bộ họp ở hội trường", ""),
    ],
)
def test_what_kind_of_answer_is_wanted(question: str, wanted: str) -> None:
    found = asked(question)
    flags = {"number": found.wants_number, "time": found.wants_time, "body": found.wants_body}
    flags["meaning"] = found.wants_meaning
    assert [name for name, is_wanted in flags.items() if is_wanted] == ([wanted] if wanted else [])


def test_rare_words_cover_more_than_frequent_ones() -> None:
    question = asked("chi bộ quý")
    assert question.cover(words_of(["quý"])) > question.cover(words_of(["chi"]))


def test_the_longest_run_counts_neighbours_only() -> None:
    question = asked("họp định kỳ mỗi tháng")
    assert question.longest_run(["họp", "định", "kỳ", "mỗi", "tháng"]) == pytest.approx(1.0)
    apart = question.longest_run(["họp", "thì", "định", "thì", "kỳ"])
    assert 0 < apart < question.longest_run(["x", "định", "kỳ", "y"]) < 1


def test_without_an_archive_all_words_count_alike() -> None:
    question = asked_of("chi bộ họp", rarity_of(Lexicon()))
    assert question.cover(words_of(["họp"])) == pytest.approx(1 / 3)


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_share_is_a_share(question: str, text: str) -> None:
    found = asked(question)
    words = words_of(text.split())
    shares = (found.cover(words), found.cover_pairs(words), found.longest_run(text.split()))
    assert all(0.0 <= share <= 1.0 + 1e-9 for share in shares)
