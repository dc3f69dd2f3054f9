"""Signatures and recipients in their layouts."""

import pytest

from ingest.facts.signature import closing_at, recipients_of, signature_of
from ingest.structure.regions import lines_of


def read(text):
    lines = lines_of(text)
    at = closing_at(lines, 0)
    assert at is not None
    found = signature_of(lines, at)
    return tuple(fact.value if fact else None for fact in (found.signer, found.post, found.capacity))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T/M BỘ CHÍNH TRỊ\nNguyễn Văn Sông", ("Nguyễn Văn Sông", None, "T/M")),
        ("TM. CHÍNH PHỦ\nTHỦ TƯỚNG\n[đã ký]\nNguyễn Văn Sông", ("Nguyễn Văn Sông", "Thủ tướng", "TM.")),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nThượng tướng Trần Lam", ("Trần Lam", "Thứ trưởng", "KT.")),
        ("BỘ TRƯỞNG\n(Ký tên)\nGS.TS. Trần Thị Lam", ("Trần Thị Lam", "Bộ trưởng", None)),
        ("TM. UBND KT. CHỦ TỊCH PHÓ CHỦ TỊCH (Đã ký) Trần Lam", ("Trần Lam", "Phó Chủ tịch", "TM.")),
        ("Nơi nhận: | T/M BAN THƯỜNG VỤ\n- Sở Nội vụ, | BÍ THƯ\n- Lưu. | Trần Lam", ("Trần Lam", "Bí thư", "T/M")),
        ("Nơi nhận:\nT/M BAN THƯỜNG VỤ\n- Sở Nội vụ,\n- Lưu.\nBÍ THƯ\nTrần Lam", ("Trần Lam", "Bí thư", "T/M")),
        ("TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG", (None, None, "TL.")),
        ("Nơi nhận:\n- Sở Nội vụ.", (None, None, None)),
    ],
)
def test_signatures(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Nơi nhận:\n- Sở Nội vụ;\n- Các xã,\n- Lưu: VT.", ("Sở Nội vụ", "Các xã", "Lưu: VT")),
        ("Nơi nhận: - Sở Nội vụ; - Các xã; - Lưu: VT.", ("Sở Nội vụ", "Các xã", "Lưu: VT")),
        ("Nơi nhận:\n- Các ban của tỉnh,\nhuyện và xã,\n- Lưu.", ("Các ban của tỉnh, huyện và xã", "Lưu")),
        ("Nơi nhận:\nT/M BAN\n- Sở Nội vụ,\nNguyễn Văn Sông", ("Sở Nội vụ",)),
        ("Nơi nhận:", None),
        ("", None),
    ],
)
def test_recipients(text, items):
    fact = recipients_of(lines_of(text), 0)
    assert (fact.value if fact else None) == items
