"""The language of a text; what is neither is not forced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.tongue import language_of

VI = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 và Luật Đê điều.\n"
EN = "This Agreement shall enter into force on the date of the signing by the two Governments.\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (VI, "vi"),
        (EN, "en"),
        (VI * 3 + EN * 3, "vi+en"),
        (VI * 9 + EN, "vi"),
        ("Le présent accord entre en vigueur à la date de sa signature par les parties.", "other"),
        ("ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ " * 4, "other"),
        ("Can cu Luat To chuc chinh quyen dia phuong ngay 19 thang 6 nam 2015", "other"),
        ("Sông Lam", None),
        ("1 | 2 | 3 | 4", None),
        ("", None),
    ],
)
def test_languages(text, language):
    fact = language_of(text)
    assert (fact.value if fact else None) == language


@given(st.text())
def test_any_text_has_one_answer(text):
    fact = language_of(text)
    assert fact is None or (fact.value in ("vi", "en", "vi+en", "other") and fact.span.of(text) == text)
