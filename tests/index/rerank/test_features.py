"""What tells the passage that answers from those that only share words with the question."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.lexicon import lexicon_of
from index.rerank.asked import asked_of
from index.rerank.features import NAMES, Candidate, features_of
from index.rerank.rarity import rarity_of
from index.rerank.read import read
from index.types import Passage
from ingest.types import Span

TITLED = (
    "12-QĐ/TU › Điều 4. Thời hạn báo cáo",
    "Điều 4. Thời hạn báo cáo\n1. Chi bộ gửi báo cáo trước ngày 20 hằng tháng.",
)
OTHER = ("12-QĐ/TU › Điều 5. Khen thưởng", "Điều 5. Khen thưởng\n1. Chi bộ có thành tích được khen thưởng.")
RARITY = rarity_of(lexicon_of([TITLED[1], OTHER[1]]))


def passage(heading: str, text: str) -> Passage:
    return Passage(text[:20], "d", Span(0, len(text)), text, heading)


def rows(question: str, *passages: Passage) -> list[Mapping[str, float]]:
    found = features_of(asked_of(question, RARITY), [Candidate(read(each), 0.8, 3.0) for each in passages])
    return [dict(zip(NAMES, row, strict=True)) for row in found.tolist()]


def test_the_title_of_the_unit_counts_by_itself() -> None:
    first, second = rows("Thời hạn chi bộ gửi báo cáo là khi nào?", passage(*TITLED), passage(*OTHER))
    assert first["title_share"] == 1.0
    assert second["title_share"] == 0.0
    assert first["clause_with_title"] > first["clause_cover_pairs"]


def test_the_best_clause_says_whether_it_has_what_is_wanted() -> None:
    first, second = rows("Chi bộ gửi báo cáo trước ngày nào?", passage(*TITLED), passage(*OTHER))
    assert (first["has_time"], second["has_time"]) == (1.0, 0.0)
    assert (first["has_body"], first["has_number"]) == (0.0, 0.0), "not wanted"


def test_no_candidates_give_no_rows() -> None:
    assert features_of(asked_of("chi bộ", RARITY), []).shape == (0, len(NAMES))


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=40), st.text(max_size=120)), min_size=1, max_size=4))
def test_anything_is_read_and_gives_finite_numbers(question: str, passages: list[tuple[str, str]]) -> None:
    candidates = [Candidate(read(passage(*each)), 0.0, 0.0) for each in passages]
    found = features_of(asked_of(question, RARITY), candidates)
    assert found.shape == (len(passages), len(NAMES))
    assert np.isfinite(found).all()


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("“Đảng phí” là gì?", 1.0),
        ("Theo Điều lệ, đảng phí nghĩa là gì?", 0.5),
        ("Nộp đảng phí ở đâu?", 0.0),
        ("Phí là gì?", 0.0),
    ],
)
def test_the_term_that_a_clause_explains(question: str, share: float) -> None:
    (row,) = rows(question, passage("", "Giải thích từ ngữ\n1. Đảng phí là khoản tiền đảng viên nộp hằng tháng."))
    assert (row["defines"] == 1.0, row["defines"] > 0) == (share == 1.0, share > 0)
