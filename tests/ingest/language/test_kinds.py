"""Types and names of bodies."""

import pytest

from ingest.language.kinds import KINDS, kind_at_start, kind_of_number, kinds_of_abbreviation, natural_case


@pytest.mark.parametrize(
    ("printed", "natural"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH SÔNG LAM", "Ủy ban nhân dân tỉnh Sông Lam"),
        ("UỶ BAN NHÂN DÂN XÃ THƯỢNG NGUỒN", "Uỷ ban nhân dân xã Thượng Nguồn"),
        ("BAN TUYÊN GIÁO VÀ DÂN VẬN", "Ban Tuyên giáo và Dân vận"),
        ("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("TỈNH ỦY SÔNG LAM", "Tỉnh ủy Sông Lam"),
        ("PHÓ THỦ TƯỚNG", "Phó Thủ tướng"),
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("QUỸ XYZ", "QUỸ XYZ"),
        ("", ""),
    ],
)
def test_names_in_capitals(printed, natural):
    assert natural_case(printed) == natural


def test_every_type_is_found_at_a_heading_s_start():
    for kind in KINDS:
        assert kind_at_start(kind.upper() + " về đê") == (kind, len(kind))
        assert kind_at_start(kind.upper() + "1") == (kind, len(kind))


def test_every_abbreviation_leads_back_to_its_type():
    for kind, abbreviations in KINDS.items():
        for abbreviation in abbreviations:
            assert kind in kinds_of_abbreviation(abbreviation)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("57-NQ/TW", "nghị quyết"),
        ("30/2020/NĐ-CP", "nghị định"),
        ("294-QĐ/TW", None),
        ("47/2024/QH15", None),
        ("", None),
    ],
)
def test_type_of_a_number_only_where_it_is_sure(number, kind):
    assert kind_of_number(number) == kind
