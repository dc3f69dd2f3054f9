"""Which level of office issued a document: trung ương, tỉnh, huyện or xã, by its body's name, else by its number.

Sources: Luật Tổ chức chính quyền địa phương (levels and what their units are called; districts until 30/6/2025),
Hướng dẫn 36-HD/VPTW and Nghị định 30/2020/NĐ-CP, phụ lục III (codes of bodies in numbers).
"""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.language.kinds import BODIES
from ingest.language.normalise import match_key


class OfficeLevel(StrEnum):
    """From the widest to the narrowest; the values stand in addresses of pages."""

    CENTRAL = "trung-uong"
    PROVINCE = "tinh"
    DISTRICT = "huyen"
    COMMUNE = "xa"


_P, _D, _C = OfficeLevel.PROVINCE, OfficeLevel.DISTRICT, OfficeLevel.COMMUNE
_CENTRAL_CITIES = "hà nội|hồ chí minh|hcm|hải phòng|đà nẵng|cần thơ|huế"
"""Thành phố trực thuộc Trung ương; any other city is of the level of a district."""
_PLACE = re.compile(
    r"(?<!\w)(?:(?P<province>tỉnh(?: uỷ| đoàn)?)|(?P<city>thành phố|tp\.?|thành uỷ|thành đoàn)"
    r"|(?P<district>huyện(?: uỷ| đoàn)?|quận(?: uỷ| đoàn)?|thị xã|thị uỷ|châu)"
    r"|(?P<commune>(?<!thông tấn )(?<!hợp tác )xã(?! hội)(?: uỷ| đoàn)?|phường(?: uỷ)?|thị trấn|đặc khu(?: uỷ)?))"
    r"(?!\w)(?P<name>[^,;()–-]*)"
)
_CENTRAL = re.compile(
    r"^(?:bộ(?! chỉ huy| tư lệnh)|chính phủ|thủ tướng|phó thủ tướng|quốc hội|uỷ ban thường vụ quốc hội|chủ tịch nước"
    r"|chủ tịch quốc hội|hội đồng dân tộc|ban bí thư|tổng bí thư|đảng đoàn quốc hội|kiểm toán nhà nước"
    r"|thanh tra chính phủ|tổng cục|cục|uỷ ban dân tộc|tổng liên đoàn|tổng công ty|tập đoàn|viện hàn lâm"
    r"|hội đồng bầu cử|đảng cộng sản việt nam|thống đốc)(?!\w)"
    r"|trung ương|tối cao|toàn quốc|quốc gia|việt nam$|nhà nước(?: việt nam)?$|chính phủ$|quốc hội$"
    r"|đảng uỷ bộ |đảng uỷ công an$"
)
_NO_OFFICE = re.compile(r"^(?:công ty|doanh nghiệp|hợp tác xã|xí nghiệp|chi bộ|vườn)(?!\w)")
_DEPARTMENT = re.compile(r"^(?:sở|văn phòng (?:hđnd|ubnd|hội đồng nhân dân|uỷ ban nhân dân)$|ban nội chính$)(?!\w)")
_ONLY_CENTRAL = frozenset(
    ("hiến pháp", "bộ luật", "luật", "pháp lệnh", "lệnh", "sắc lệnh", "nghị định", "thông tư", "thông tư liên tịch")
)
"""Types that no local body issues (Luật Ban hành văn bản quy phạm pháp luật, Điều 4)."""
_LOCAL_CODES = frozenset({"TU", "HU", "ĐU", "BCĐ", "HĐND", "UBND"})
_CENTRAL_CODES = frozenset(BODIES) - _LOCAL_CODES


def level_of(issuer: str | None, number: str | None, kind: str | None) -> OfficeLevel | None:
    """The level of the body that issued a document; None where nothing of the three tells it.

    The first place in the body's name decides: "xã Tân Lập, huyện Kim Sơn" is a xã. A people's committee without its
    place, a company or a school has none.

    >>> [str(level_of(name, None, None)) for name in ("Bộ Nội vụ", "Thành ủy Hà Nội", "UBND huyện Cần Giờ", "Chi bộ 3")]
    ['trung-uong', 'tinh', 'huyen', 'None']
    >>> str(level_of(None, "15-HD/TU", "hướng dẫn")), str(level_of("Ủy ban nhân dân", "12/QĐ-UBND", "quyết định"))
    ('tinh', 'None')
    """
    if kind in _ONLY_CENTRAL:
        return OfficeLevel.CENTRAL
    return (_by_name(match_key(issuer)) if issuer else None) or _by_number(number or "")


def place_of(issuer: str | None) -> str:
    """The place that a local body is of, as a match key ("tỉnh bình phước"); "" where its name tells none.

    >>> place_of("Ủy ban nhân dân TP. Hà Nội"), place_of("Hội đồng nhân dân tỉnh"), place_of("Bộ Y tế")
    ('thành phố hà nội', '', '')
    """
    found = _PLACE.search(match_key(issuer or ""))
    name = found["name"].strip(" .") if found else ""
    if found is None or not name:
        return ""
    word = "thành phố" if found["city"] else found[0][: found.start("name") - found.start()].removesuffix(" uỷ")
    return f"{word.strip()} {name}"


def _by_name(key: str) -> OfficeLevel | None:
    if _NO_OFFICE.search(key):
        return None
    place = _PLACE.search(key)
    if place is not None and not key.startswith("tổng cục"):
        return _of_place(place)
    if _CENTRAL.search(key):
        return OfficeLevel.CENTRAL
    return _P if _DEPARTMENT.search(key) else None


def _of_place(place: re.Match[str]) -> OfficeLevel:
    if place["city"]:
        name = place["name"].strip(" .")
        return _P if not name or re.match(rf"(?:{_CENTRAL_CITIES})(?!\w)", name) else _D
    return _P if place["province"] else (_D if place["district"] else _C)


def _by_number(number: str) -> OfficeLevel | None:
    codes = [re.sub(r"\d+$", "", code) for code in re.split(r"[/\-–\s]+", number)[1:]]
    if any(code in _CENTRAL_CODES or code.endswith("TW") or code.upper() == "TTG" for code in codes):
        return OfficeLevel.CENTRAL
    ends = codes[-1] if codes else ""
    if len(ends) >= 2 and ends.endswith(("TU", "HU", "QU")):
        return _P if ends.endswith("TU") else _D
    return None
