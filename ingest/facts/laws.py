"""Names of laws, codes and ordinances: where a name ends that no number and no date follows.

The names are those of laws of the National Assembly that documents cite most, as they stand after "Luật", "Bộ luật" or
"Pháp lệnh" (public register of legal documents). A document names others in full once (before a number, a date or a
mark); these count in it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.language.normalise import fold_spaces, fold_tones

_LAWS = """
An ninh mạng|An ninh quốc gia|An toàn thông tin mạng|An toàn thực phẩm|An toàn, vệ sinh lao động
Ban hành văn bản quy phạm pháp luật|Biên giới quốc gia|Biên phòng Việt Nam|Biển Việt Nam|Báo chí|Bình đẳng giới
Bưu chính|Bảo hiểm tiền gửi|Bảo hiểm xã hội|Bảo hiểm y tế|Bảo vệ bí mật nhà nước|Bảo vệ dữ liệu cá nhân
Bảo vệ môi trường|Bảo vệ quyền lợi người tiêu dùng|Bảo vệ và kiểm dịch thực vật|Bảo vệ và phát triển rừng
Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân|Chi phí tố tụng|Chuyển giao công nghệ
Chuyển giao người đang chấp hành án phạt tù|Chuyển đổi số|Chăn nuôi|Chất lượng sản phẩm, hàng hóa|Chứng khoán
Các công cụ chuyển nhượng|Các tổ chức tín dụng|Cán bộ, công chức|Công an nhân dân|Công chứng
Công nghiệp công nghệ số|Công nghiệp quốc phòng, an ninh và động viên công nghiệp|Công nghệ cao|Công nghệ thông tin
Công đoàn|Căn cước|Căn cước công dân|Cư trú|Cạnh tranh|Cảnh sát biển Việt Nam|Cảnh sát cơ động|Cảnh sát môi trường
Cảnh vệ|Di sản văn hóa|Doanh nghiệp|Du lịch|Dân quân tự vệ|Dân số|Dân sự|Dân tộc, tôn giáo|Dược|Dầu khí|Dẫn độ
Dữ liệu|Dự trữ quốc gia|Giao dịch điện tử|Giao thông đường bộ|Giao thông đường thủy nội địa|Giá|Giám định tư pháp
Giáo dục|Giáo dục nghề nghiệp|Giáo dục quốc phòng và an ninh|Giáo dục đại học
Hiến, lấy, ghép mô, bộ phận cơ thể người và hiến, lấy xác|Hoạt động giám sát của Quốc hội và Hội đồng nhân dân
Hàng hải Việt Nam|Hàng không dân dụng Việt Nam|Hình sự|Hòa giải ở cơ sở|Hòa giải, đối thoại tại Tòa án|Hóa chất
Hôn nhân và gia đình|Hải quan|Hỗ trợ doanh nghiệp nhỏ và vừa|Hộ tịch|Hợp tác quốc tế|Hợp tác xã|Khiếu nại
Khoa học và công nghệ|Khoa học, công nghệ và đổi mới sáng tạo|Khoáng sản|Khuyến khích đầu tư trong nước
Khám bệnh, chữa bệnh|Khí tượng thủy văn|Kinh doanh bảo hiểm|Kinh doanh bất động sản|Kiến trúc|Kiểm toán nhà nước
Kiểm toán độc lập|Kế toán|Lao động|Luật sư|Lâm nghiệp|Lý lịch tư pháp|Lưu trữ|Lực lượng dự bị động viên
Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở|Mặt trận Tổ quốc Việt Nam|Nghĩa vụ quân sự|Ngoại hối
Ngân hàng Nhà nước Việt Nam|Ngân sách nhà nước|Người cao tuổi|Người khuyết tật
Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng|Nhà giáo|Nhà ở
Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam|Nuôi con nuôi|Năng lượng nguyên tử|Phá sản
Phí và lệ phí|Phòng bệnh|Phòng cháy và chữa cháy|Phòng cháy, chữa cháy và cứu nạn, cứu hộ|Phòng không nhân dân
Phòng thủ dân sự|Phòng, chống bạo lực gia đình|Phòng, chống bệnh truyền nhiễm|Phòng, chống khủng bố
Phòng, chống ma túy|Phòng, chống mua bán người|Phòng, chống rửa tiền|Phòng, chống tham nhũng|Phòng, chống thiên tai
Phòng, chống tác hại của rượu, bia|Phòng, chống tác hại của thuốc lá|Phổ biến, giáo dục pháp luật|Quy hoạch
Quy hoạch đô thị|Quy hoạch đô thị và nông thôn|Quân nhân chuyên nghiệp, công nhân và viên chức quốc phòng
Quản lý ngoại thương|Quản lý nợ công|Quản lý thuế|Quản lý thị trường|Quản lý và đầu tư vốn nhà nước tại doanh nghiệp
Quản lý, sử dụng tài sản công|Quản lý, sử dụng tài sản nhà nước
Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ
Quản lý, sử dụng vốn nhà nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp|Quảng cáo|Quốc phòng
Quốc tịch Việt Nam|Sĩ quan Quân đội nhân dân Việt Nam|Sở hữu trí tuệ|Sử dụng năng lượng tiết kiệm và hiệu quả
Thanh niên|Thanh tra|Thi hành tạm giữ, tạm giam|Thi hành án dân sự|Thi hành án hình sự|Thi đua, khen thưởng
Thuế bảo vệ môi trường|Thuế giá trị gia tăng|Thuế sử dụng đất nông nghiệp|Thuế sử dụng đất phi nông nghiệp
Thuế thu nhập cá nhân|Thuế thu nhập doanh nghiệp|Thuế tiêu thụ đặc biệt|Thuế tài nguyên
Thuế xuất khẩu, thuế nhập khẩu|Thú y|Thư viện|Thương mại|Thể dục, thể thao|Thỏa thuận quốc tế|Thống kê|Thủ đô
Thủy lợi|Thủy sản|Thực hiện dân chủ ở cơ sở|Thực hành tiết kiệm, chống lãng phí|Tiêu chuẩn và quy chuẩn kỹ thuật
Tiếp công dân|Tiếp cận thông tin|Trách nhiệm bồi thường của Nhà nước|Trưng cầu ý dân|Trưng mua, trưng dụng tài sản
Trật tự, an toàn giao thông đường bộ|Trẻ em|Trọng tài thương mại|Trồng trọt|Trợ giúp pháp lý|Tài nguyên nước
Tài nguyên, môi trường biển và hải đảo|Tình trạng khẩn cấp|Tín ngưỡng, tôn giáo|Tư pháp người chưa thành niên
Tương trợ tư pháp|Tương trợ tư pháp về dân sự|Tương trợ tư pháp về hình sự|Tần số vô tuyến điện|Tố cáo
Tố tụng dân sự|Tố tụng hành chính|Tố tụng hình sự|Tổ chức Chính phủ|Tổ chức HĐND và UBND
Tổ chức Hội đồng nhân dân và Ủy ban nhân dân|Tổ chức Quốc hội|Tổ chức Tòa án nhân dân|Tổ chức Viện kiểm sát nhân dân
Tổ chức chính quyền địa phương|Tổ chức cơ quan điều tra hình sự|Viên chức|Viễn thông|Việc làm|Xuất bản
Xuất cảnh, nhập cảnh của công dân Việt Nam|Xây dựng|Xử lý vi phạm hành chính|Y tế dự phòng|Án phí, lệ phí Tòa án
Điều ước quốc tế|Điện lực|Điện ảnh|Đo lường|Đo đạc và bản đồ|Đê điều|Đường bộ|Đường sắt|Đất đai|Đấu giá tài sản
Đấu thầu|Đầu tư|Đầu tư công|Đầu tư theo phương thức đối tác công tư|Đặc xá|Địa chất và khoáng sản
Ưu đãi người có công với cách mạng
"""
NAMES = tuple(name for name in re.split(r"[|\n]", _LAWS) if name)
"""As printed after "Luật", "Bộ luật" or "Pháp lệnh"."""
_ENDED = re.compile(
    r"\b(?:Luật|Bộ luật|Pháp lệnh) (?!sửa đổi|Sửa đổi|này|số)(?P<name>[^\W\d_][^.;:()“”\n\d]{2,110}?)"
    r"(?= số \d| ngày \d| năm \d{4}|;)"
)
_MANY = re.compile(r"\b(?:Luật|Bộ luật|Pháp lệnh|Nghị|Thông tư|Quyết định|của|này|theo|tại|về)\b")


def _key(name: str) -> str:
    return fold_tones(fold_spaces(name)).casefold()


_PRINTED = {_key(name): name for name in NAMES}


def printed_name(name: str) -> str:
    """A name in capitals as it is written in a sentence; as printed where the table does not know it.

    >>> printed_name("BẢO HIỂM Y TẾ")
    'Bảo hiểm y tế'
    """
    return _PRINTED.get(_key(name), name)


def names_in(text: str) -> frozenset[str]:
    """Names that the text itself ends plainly, folded (tone placement, case) and not in the table; none for ""."""
    found = {match["name"] for match in _ENDED.finditer(text) if not _MANY.search(match["name"])}
    keys = {_key(name) for name in found if len(name.split()) <= 16}
    return frozenset(key for key in keys if not _goes_on_after_known(key))


def _goes_on_after_known(key: str) -> bool:
    """Whether a known name, alone or with more words after it, makes up the words."""
    words = key.split()
    return any(" ".join(words[:end]) in _PRINTED for end in range(1, len(words) + 1))


def pattern_of(extra: Iterable[str] = ()) -> re.Pattern[str]:
    """Matches, on text with folded tones, the longest known name; `extra` are names of `names_in`."""
    return _pattern(frozenset(extra))


@lru_cache(maxsize=8)
def _pattern(extra: frozenset[str]) -> re.Pattern[str]:
    names = sorted(_PRINTED.keys() | extra, key=lambda name: (-len(name), name))
    choice = "|".join(re.escape(name).replace(r"\ ", r"\s") for name in names)
    return re.compile(rf"(?:{choice})(?!\w)", re.IGNORECASE)
