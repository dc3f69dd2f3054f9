from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.misread import mended


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("QUYÉT", "QUYẾT"),
        ("(nghiẹp)", "(nghiệp)"),
        ("Luật", "Luật"),
        ("63/2025/0H15;", "63/2025/QH15;"),
        ("64/2025/OHI5,", "64/2025/QH15,"),
        ("QH15", "QH15"),
        ("Viet", "Viet"),
        ("nhiéu", "nhiéu"),
        ("", ""),
        ("—", "—"),
    ],
)
def test_only_what_is_certain_is_mended(read: str, printed: str) -> None:
    assert mended(read) == printed


@given(st.text(max_size=12))
def test_mending_is_idempotent_and_keeps_the_length(word: str) -> None:
    assert mended(mended(word)) == mended(word)
    assert len(mended(word)) == len(word)
