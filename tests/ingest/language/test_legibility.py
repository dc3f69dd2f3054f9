from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.legibility import is_illegible, legibility_of

GOOD = (
    "Ủy ban nhân dân tỉnh Sông Lam báo cáo kết quả thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của "
    "Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia."
)
BROKEN = (
    "Uỹ bnn nhâh dâri tíhh Sôug Lnm bảq cáơ kềt quã tlựơ hiệh Nghjị quyềr sô 57-NQ/TW ngãv 22 thảrg 12 nănn 2024 cùg "
    "Bộơ Chinlh trịi vế đột phả phảt triễnn khoaa học côrng nghộệ đốl mớii sảrg tạc và chuyễrr đồii sôs quổcc"
)


def test_prose_is_spelled_and_marked() -> None:
    found = legibility_of(GOOD.split())
    assert found.is_judged
    assert found.spelled > 0.97
    assert found.marked > 0.7
    assert found.strange == 0


def test_broken_words_are_told() -> None:
    assert legibility_of(BROKEN.split()).spelled < 0.6


def test_numbers_abbreviations_and_document_numbers_are_not_judged() -> None:
    assert legibility_of(["57-NQ/TW", "2024", "UBND", "QH15", "12/5/2026", "TTg", "1."]).words == 0


def test_nothing_is_nothing() -> None:
    assert legibility_of([]).words == 0
    assert not is_illegible(legibility_of([]), 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "confidence", "unread", "expected"),
    [
        (GOOD, 0.93, 0.0, False),
        (GOOD, 0.3, 0.0, True),
        (GOOD, 0.93, 0.2, True),
        (BROKEN, 0.8, 0.0, True),
        ("", 0.0, 0.2, True),
        ("Trang 3", 0.4, 0.0, False),
    ],
)
def test_what_the_gate_stops(text: str, confidence: float, unread: float, expected: bool) -> None:
    assert is_illegible(legibility_of(text.split()), confidence, unread) is expected


@given(st.lists(st.text(max_size=12)))
def test_shares_are_shares(tokens: list[str]) -> None:
    found = legibility_of(tokens)
    assert 0 <= found.words <= len(tokens)
    assert all(0 <= share <= 1 for share in (found.spelled, found.marked, found.strange))
