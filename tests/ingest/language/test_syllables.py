from ingest.language.syllables import is_spelled, is_syllable


def test_syllables() -> None:
    assert all(map(is_syllable, ["nghiêng", "quyết", "khuỷu", "thuở", "uỷ", "giặt", "Đảng"]))
    assert not any(map(is_syllable, ["", "strong", "hoµ", "ñònh", "ăng-ten"]))


def test_spelling() -> None:
    assert all(map(is_spelled, ["nghiêng", "quyết", "tỷ", "kỹ", "chuyên", "ghế", "gì", "quý", "cách", "ếch", "yêu"]))
    assert not any(map(is_spelled, ["ngiêng", "chỳ", "ceo", "kả", "gế", "hoẵc", "tap\u0300", "ñònh", ""]))
