"""Documents of several bodies."""

import pytest

from ingest.facts.joint import bodies_in, is_joint, together
from ingest.types import Span


@pytest.mark.parametrize(
    ("words", "bodies"),
    [
        ("BỘ TÀI CHÍNH - BỘ NỘI VỤ", ["Bộ Tài chính", "Bộ Nội vụ"]),
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI - BỘ Y TẾ", ["Bộ Lao động - Thương binh và Xã hội", "Bộ Y tế"]),
        ("BỘ Y TẾ, BỘ CÔNG AN và BỘ QUỐC PHÒNG", ["Bộ Y tế", "Bộ Công an", "Bộ Quốc phòng"]),
        ("Bộ Giáo dục và Đào tạo", ["Bộ Giáo dục và Đào tạo"]),
        ("", []),
    ],
)
def test_bodies_side_by_side(words, bodies):
    found = bodies_in(words, Span(0, len(words)))
    assert [body.value for body in found] == bodies
    assert (together(found) is None) == (len(bodies) < 2)


@pytest.mark.parametrize(
    ("kind", "number", "joint"),
    [
        ("thông tư liên tịch", None, True),
        ("thông tư", "15/2010/TTLT-BTC-BNV", True),
        ("nghị quyết", "403/2017/NQLT-UBTVQH14", True),
        ("nghị quyết", "57-NQ/TW", False),
        (None, None, False),
    ],
)
def test_what_says_that_a_document_is_joint(kind, number, joint):
    assert is_joint(kind, number) is joint
