"""Words that turn a rule round: what each says, and how the little words of a clause are told apart.

A mark is what stands before the word it governs ("không cấp", "phải nộp", "chỉ cấp") or the number it bounds
("không quá 5 ngày"). The lists are closed and made by hand; every other word is content.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Mark(StrEnum):
    """What a marking phrase says of the word or the number after it."""

    NOT = "not"
    NOT_YET = "not_yet"
    FORBIDDEN = "forbidden"
    UNABLE = "unable"
    NOT_REQUIRED = "not_required"
    ONLY = "only"
    EXCEPT = "except"
    OBLIGED = "obliged"
    PERMITTED = "permitted"
    PASSIVE = "passive"
    POSSIBLE = "possible"
    ENCOURAGED = "encouraged"
    STRIVEN = "striven"
    DONE = "done"
    ALL = "all"


class Bound(StrEnum):
    """How a number or a date is meant; EXACT where no word bounds it."""

    EXACT = "exact"
    AT_MOST = "at_most"
    LESS = "less"
    AT_LEAST = "at_least"
    MORE = "more"
    ABOUT = "about"
    NEARLY = "nearly"
    UP_TO = "up_to"
    LEVEL = "level"
    FROM = "from"
    BEFORE = "before"
    LATEST = "latest"
    AFTER = "after"


NEGATIONS = frozenset({Mark.NOT, Mark.NOT_YET, Mark.FORBIDDEN, Mark.UNABLE, Mark.NOT_REQUIRED})
MODALS = frozenset({Mark.OBLIGED, Mark.PERMITTED, Mark.PASSIVE, Mark.POSSIBLE, Mark.ENCOURAGED, Mark.STRIVEN})

MARKS: Mapping[Mark, str] = {
    Mark.NOT: "không, chẳng, không có, không hề, chẳng hề, không phải là, không còn, không bao giờ",
    Mark.NOT_YET: "chưa, chưa hề, chưa từng, chưa có, vẫn chưa",
    Mark.FORBIDDEN: "cấm, nghiêm cấm, bị cấm, bị nghiêm cấm, không được, không được phép, không cho phép, tuyệt "
    "đối không, "
    "không có quyền, cấm không được",
    Mark.UNABLE: "không thể, chưa thể",
    Mark.NOT_REQUIRED: "không phải, không cần, không bắt buộc, không bắt buộc phải, không cần phải",
    Mark.ONLY: "chỉ, chỉ được, chỉ có",
    Mark.EXCEPT: "trừ, trừ trường hợp, ngoại trừ, trừ khi, không bao gồm, không kể, không tính, loại trừ",
    Mark.OBLIGED: "phải, bắt buộc, bắt buộc phải, cần phải, có trách nhiệm, có nghĩa vụ, chịu trách nhiệm phải, "
    "buộc phải, cần",
    Mark.PERMITTED: "được phép, có quyền, cho phép, được quyền, được cho phép",
    Mark.PASSIVE: "được",
    Mark.POSSIBLE: "có thể, có thể được",
    Mark.ENCOURAGED: "khuyến khích, được khuyến khích",
    Mark.STRIVEN: "phấn đấu, cố gắng, nỗ lực, nỗ lực phấn đấu, mục tiêu, mục tiêu là, đặt mục tiêu",
    Mark.DONE: "đã, vừa, vừa mới",
    Mark.ALL: "tất cả, mọi, toàn bộ, tất cả các, toàn thể, hết thảy, tất thảy",
}
"""Phrases before the word they govern, by what they say; separated by commas."""

BOUNDS: Mapping[Bound, str] = {
    Bound.AT_MOST: "không quá, tối đa, tối đa không quá, nhiều nhất, không vượt quá, không lớn hơn, không cao hơn, "
    "không nhiều hơn, không được quá, không được vượt quá, cao nhất, không hơn, tối đa là, nhiều nhất là, không trên",
    Bound.LESS: "dưới, thấp hơn, nhỏ hơn, ít hơn, chưa đến, chưa đủ, chưa tới, không đủ, không đến, không tới, "
    "chưa đầy",
    Bound.AT_LEAST: "ít nhất, tối thiểu, không dưới, không được dưới, không được ít hơn, không ít hơn, không thấp hơn, "
    "không nhỏ hơn, không kém, thấp nhất, ít nhất là, tối thiểu là, từ đủ",
    Bound.MORE: "trên, hơn, vượt, quá, lớn hơn, cao hơn, nhiều hơn, vượt quá, vượt trên",
    Bound.ABOUT: "khoảng, xấp xỉ, chừng, ước, ước khoảng, ước đạt, vào khoảng",
    Bound.NEARLY: "gần",
    Bound.UP_TO: "đến, tới, cho đến, đến hết, hết, cho tới",
    Bound.LEVEL: "lên, lên đến, lên tới, xuống, xuống còn, còn",
    Bound.FROM: "từ, kể từ, bắt đầu từ, tính từ",
    Bound.BEFORE: "trước",
    Bound.LATEST: "chậm nhất, muộn nhất, không muộn hơn, không chậm hơn, chậm nhất là, muộn nhất là, trễ nhất, "
    "trước hoặc trong, chậm nhất đến, chậm nhất vào",
    Bound.AFTER: "sau, sau khi",
}
"""Phrases right before a number or a date, by what they say of it."""

BOUNDS_AFTER: Mapping[Bound, str] = {
    Bound.AT_LEAST: "trở lên",
    Bound.AT_MOST: "trở xuống, trở lại, đổ lại",
    Bound.FROM: "trở đi, trở về sau",
    Bound.BEFORE: "trở về trước",
}
"""Phrases after a number and its noun: "từ 18 tuổi trở lên"."""

PLAIN = """
không gian, không khí, không quân, hàng không, phòng không, đường không, trên không, không trung, không phận,
bầu không khí, số không, không lưu, chân không, vũ trụ không gian,
chỉ đạo, chỉ tiêu, chỉ thị, chỉ số, chỉ định, chỉ huy, chỉ dẫn, địa chỉ, chứng chỉ, tín chỉ, chỉ rõ, chỉ ra,
tôn chỉ, đình chỉ, chỉ giới, chỉ báo, kim chỉ nam,
được mùa, bắt được, đạt được, có được, phải trái, phải lòng, bên phải, vấp phải, mắc phải, gặp phải, lẽ phải,
cần thiết, cần kiệm, cần cù, chuyên cần, trừng phạt, khấu trừ, diệt trừ, trừ khử, bài trừ, giảm trừ, phòng trừ,
miễn trừ, thanh trừ, ngăn cấm, rào cấm, xuất cấm, cấm vận, khu vực cấm, vùng cấm, hàng cấm,
không ngừng, không những, không chỉ, không chỉ riêng, không ít, hay không, có hay không, không thường xuyên,
không chuyên trách, không chính thức, không thời hạn,
không có thời hạn, có thời hạn, không xác định thời hạn, không hoàn lại,
cho vay, cho thuê, cho mượn, cho thôi, từ chối, từ thiện, từ chức, từ nhiệm, trong sạch, về hưu, nghỉ hưu, đến hạn,
trong nước, ngoài nước, nước ngoài, trước mắt, trước hết, dưới luật, sau đại học, hàng hóa, hàng hải, mặt hàng,
hàng giả, ngân hàng, bán hàng, đơn hàng, ngành hàng, cửa hàng, khách hàng, hàng rào, hàng đầu, hàng loạt, kỳ hạn,
đối tượng, đối ngoại, đối thoại, đối chiếu, đối tác, cùng cấp, các bon, bị can, bị cáo, bị động, một cửa, một phần,
đã ban hành, đã qua, đã mất, chấp hành, thi hành, đồng bào, hội đồng, hợp đồng, cộng đồng, đồng bộ, đồng chí,
đồng ý, đồng thuận, đồng bằng, của cải, thì thầm, là lượt, việc làm, sự nghiệp, sự cố, sự kiện, sự vụ, quân sự, nhân sự,
dân sự, hình sự, số liệu, số hóa, chuyển đổi số, kỹ thuật số, công nghệ số, kinh tế số, xã hội số, hệ số, dân số,
chính phủ số, dữ liệu số, nội dung số, hạ tầng số, nền tảng số, chữ ký số, thiểu số, đa số, mật độ, nội vụ, nội chính,
thời gian thực, thời hạn hiệu lực, theo dõi, hướng theo, có chí, về đích, về nước, tại ngoại, tại chức, ở cữ, nhà ở,
đất ở, chỗ ở, danh mục, mục đích, trở lên, trở xuống, trở đi, trở về trước, trở về sau,
phó trưởng ban, trưởng ban, phó chủ tịch, chủ tịch, phó giám đốc, giám đốc, phó bí thư, bí thư, tổng bí thư,
phó trưởng phòng, trưởng phòng, thứ trưởng, bộ trưởng, thủ tướng, phó thủ tướng, phó cục trưởng, cục trưởng,
phó chánh văn phòng, chánh văn phòng, phó vụ trưởng, vụ trưởng, phó viện trưởng, viện trưởng, phó hiệu trưởng,
hiệu trưởng, phó tổng cục trưởng, tổng cục trưởng, ủy viên dự khuyết, ủy viên chính thức, đảng viên dự bị,
đảng viên chính thức, hộ cận nghèo, hộ thoát nghèo, dự thảo nghị quyết, dự thảo luật, dự thảo quyết định
"""
"""Words that hold a marking or little syllable and are no mark: each is one content word."""

LITTLE = """
là, của, các, những, này, đó, đây, ấy, kia, rằng, cũng, đang, sẽ, bị, có, một, cùng, cái, việc, sự, lại,
vào, thuộc, nêu, nêu rõ, nêu trên, ghi, ghi rõ, ghi nhận, cụ thể, cụ thể là, bao gồm, gồm, gồm có, như sau,
sau đây, trong đó, văn bản, văn bản này, nội dung, tài liệu, mức, số, con số, thời hạn, thời điểm, thời gian, quy định,
theo quy định, được quy định, xác định, yêu cầu, đặt ra, đề ra, nói trên, trên đây, dưới đây, đối tượng sau, tức là,
nghĩa là, hiện, hiện nay, vẫn, rất, thêm, nữa, mà, nên, vì vậy, do đó, vậy, ngoài ra, bên cạnh đó, đồng thời,
thông tin, cho biết, cho hay, theo đó, tương ứng, lần lượt, tổng số,
tổng cộng, tổng, đạt mức, ở mức, với mức, mức là, gọi là, được hiểu là, nhất là, như vậy, câu trả lời, trả lời, ngay,
mức độ, số lượng, bản thân, vấn đề, giai đoạn, trách nhiệm, hưởng, đi vào, thì, còn, đủ
"""
"""Words that carry no fact of their own: they may be added and left out."""

LEADING = """
trong thời hạn, trong vòng, trong thời gian,
đến, trong, từ, khi, nếu, để, nhằm, tại, theo, đối với, trước, sau, với, trường hợp, trong trường hợp, căn cứ,
riêng, về, do, bởi, mỗi, từng, qua, thông qua, dựa trên, trên cơ sở, như, ngoài, tới, cho đến, cho, kể từ, kể từ khi,
trước khi, sau khi, đến trước, tính đến, vào, hằng, hàng, đối với trường hợp, ở, trên
"""
"""Words that begin a phrase of time, place, condition or purpose: such a phrase may stand elsewhere in its
sentence."""

WHEN: Mapping[str, str] = {
    "before": "trước, trước khi, đến trước",
    "after": "sau, sau khi",
    "from": "kể từ, từ, kể từ khi",
    "until": "đến, tới, cho đến",
    "outside": "ngoài",
}
"""Leading words with an opposite, by what they say: "trước khi ký" is not "kể từ ngày ký"."""

JOINING: Mapping[str, str] = {
    "and": "và, cũng như, và các, cùng với, đồng thời",
    "or": "hoặc, hay, hoặc là",
    "": "nhưng, trong khi, trong khi đó, thì",
}
"""Words between two clauses, or two members of one, by how they join; what follows may begin anew."""
