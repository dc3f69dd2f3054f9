"""Levels of offices by the names of bodies, else by numbers; places that tell local bodies apart."""

import pytest

from index.levels import OfficeLevel, level_of, place_of

CENTRAL, PROVINCE, DISTRICT, COMMUNE = OfficeLevel


@pytest.mark.parametrize(("issuer", "level"), [
    # every issuer of the real archive
    ("Ban Bí thư", CENTRAL), ("Ban Chấp hành Trung ương", CENTRAL), ("Ban Tuyên giáo và Dân vận Trung ương", CENTRAL),
    ("Bộ Chính trị", CENTRAL), ("Bộ Công Thương", CENTRAL), ("Bộ Công an", CENTRAL), ("Bộ Quốc phòng", CENTRAL),
    ("Bộ Khoa học và Công nghệ", CENTRAL), ("Bộ Lao động - Thương binh và Xã hội", CENTRAL), ("Bộ Nội vụ", CENTRAL),
    ("Bộ Kế hoạch và Đầu tư", CENTRAL), ("Bộ Ngoại giao", CENTRAL), ("Bộ Nông nghiệp và Môi trường", CENTRAL),
    ("Bộ Tài chính", CENTRAL), ("Bộ Xây dựng", CENTRAL), ("Chính phủ", CENTRAL), ("Chủ tịch nước", CENTRAL),
    ("Ngân hàng Nhà nước Việt Nam", CENTRAL), ("Quốc hội", CENTRAL), ("Thủ tướng Chính phủ", CENTRAL),
    ("Đảng đoàn Quốc hội", CENTRAL), ("Ủy ban Thường vụ Quốc hội", CENTRAL), ("UBND huyện Cần Giờ", DISTRICT),
    ("Uỷ ban nhân dân tỉnh Cà Mau", PROVINCE), ("Ủy ban nhân dân tỉnh An Giang", PROVINCE),
    # the Party
    ("TỈNH UỶ SÔNG LAM", PROVINCE), ("Thành ủy Hà Nội", PROVINCE), ("Thành ủy Sông Lam", DISTRICT),
    ("Ban Tổ chức Thành ủy", PROVINCE), ("Văn phòng Tỉnh ủy", PROVINCE), ("Huyện ủy Kim Sơn", DISTRICT),
    ("Quận ủy 5", DISTRICT), ("Đảng ủy xã Tân Lập", COMMUNE), ("Đảng ủy phường 5", COMMUNE),
    ("Ban Chấp hành Đảng bộ tỉnh", PROVINCE), ("Đảng ủy các cơ quan Đảng Trung ương", CENTRAL),
    ("Đảng ủy Chính phủ", CENTRAL), ("Chi bộ Văn phòng", None), ("Đảng ủy", None),
    # the State
    ("Hội đồng nhân dân thành phố Hồ Chí Minh", PROVINCE), ("UBND TP. Huế", PROVINCE),
    ("UBND quận 1, TP.HCM", DISTRICT),
    ("Ủy ban nhân dân xã Tân Lập, huyện Kim Sơn", COMMUNE), ("Ủy ban nhân dân đặc khu Phú Quốc", COMMUNE),
    ("Ủy ban nhân dân thị xã Sơn Tây", DISTRICT), ("Ủy ban nhân dân thị trấn X", COMMUNE), ("Ủy ban nhân dân", None),
    ("Sở Nội vụ", PROVINCE), ("Công an tỉnh", PROVINCE), ("Bộ Chỉ huy Quân sự tỉnh", PROVINCE),
    ("Ban Chỉ huy Quân sự xã", COMMUNE), ("Bảo hiểm xã hội Việt Nam", CENTRAL), ("Bảo hiểm xã hội", None),
    ("Thông tấn xã Việt Nam", CENTRAL), ("Tổng cục Thuế", CENTRAL), ("Cục Thuế tỉnh X", PROVINCE),
    ("Tòa án nhân dân tối cao", CENTRAL), ("Tòa án nhân dân tỉnh X", PROVINCE),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh X", PROVINCE), ("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", CENTRAL),
    # no offices
    ("Hợp tác xã Tân Lập", None), ("Công ty cổ phần Sông Lam Việt Nam", None), ("", None), (None, None),
])  # fmt: skip
def test_by_the_name(issuer, level):
    assert level_of(issuer, None, None) == level


@pytest.mark.parametrize(("number", "kind", "level"), [
    ("57-NQ/TW", "nghị quyết", CENTRAL), ("15-HD/TU", "hướng dẫn", PROVINCE), ("7-CV/BTCTU", "công văn", PROVINCE),
    ("3-BC/HU", "báo cáo", DISTRICT), ("30/2020/NĐ-CP", "nghị định", CENTRAL), ("47/2024/QH15", "luật", CENTRAL),
    ("115/2004/QĐ-TTG", "quyết định", CENTRAL), ("12/QĐ-UBND", "quyết định", None), ("5-NQ/ĐU", "nghị quyết", None),
    (None, "luật", CENTRAL), (None, "nghị quyết", None), ("7197/BKHCN-CĐSQG", "công văn", CENTRAL), ("12", None, None),
])  # fmt: skip
def test_by_the_number(number, kind, level):
    assert level_of(None, number, kind) == level


@pytest.mark.parametrize(("issuer", "place"), [
    ("Uỷ ban nhân dân tỉnh Bình Phước", "tỉnh bình phước"), ("TỈNH ỦY BÌNH PHƯỚC", "tỉnh bình phước"),
    ("Thành ủy Hà Nội", "thành phố hà nội"), ("Hội đồng nhân dân TP. Hà Nội", "thành phố hà nội"),
    ("Tỉnh ủy", ""), ("Bộ Y tế", ""), (None, ""),
])  # fmt: skip
def test_places(issuer, place):
    assert place_of(issuer) == place
