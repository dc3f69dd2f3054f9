"""Words of office Vietnamese that say the same: each line one group, its members separated by commas.

Made by hand; only what may stand for each other in any official sentence. A word with another meaning besides
("nghỉ": rest, leave) is in no group. Abbreviations of bodies come from `ingest.language.kinds`.
"""

from __future__ import annotations

from ingest.language.kinds import BODIES

GROUPS = """
ít nhất, tối thiểu
nhiều nhất, tối đa
hoàn thành, hoàn tất, làm xong, xong, hoàn thiện xong
sử dụng, dùng
ban hành, công bố ban hành
hiệu lực, hiệu lực thi hành
thực hiện, triển khai thực hiện, tiến hành, thực thi, triển khai
bảo đảm, đảm bảo
thành lập, lập ra, lập
nộp, đóng, nộp tiền, đóng nộp
chi trả, trả, thanh toán
xây dựng, soạn thảo
gửi, gửi đến, gửi về
tăng, tăng lên, nâng lên
giảm, giảm xuống, hạ xuống
đạt, đạt được, đạt tới, đạt đến
chủ trì, đứng đầu thực hiện, làm đầu mối chủ trì
phối hợp, phối hợp với, cùng phối hợp
người dân, nhân dân
cán bộ công chức viên chức, cbccvc
cơ quan có thẩm quyền, cấp có thẩm quyền
báo cáo, gửi báo cáo
hỗ trợ, trợ giúp
khen thưởng, biểu dương khen thưởng
xử lý, xử trí
thu hồi, thu lại
kiểm tra, tiến hành kiểm tra
thường xuyên, liên tục
chuyển đổi số, cđs
khoa học và công nghệ, khoa học công nghệ, khcn
đổi mới sáng tạo, đmst
cải cách hành chính, cchc
công nghệ thông tin, cntt
quốc phòng an ninh, qpan
kinh tế - xã hội, kinh tế xã hội, ktxh
trung ương, tw
trí tuệ nhân tạo, ai
thành phố, tp
mức phí, phí, tiền phí
lệ phí, tiền lệ phí
kinh phí, nguồn kinh phí
mục đích, nhằm mục đích
phạt tiền, xử phạt tiền
phạm vi điều chỉnh, điều chỉnh
đối tượng áp dụng, áp dụng
nghiên cứu, tiến hành nghiên cứu
lãnh đạo, sự lãnh đạo
bãi bỏ, hủy bỏ
thay thế, thay
sửa đổi, chỉnh sửa, sửa
bổ sung, thêm vào
phê duyệt, phê chuẩn, duyệt
giao, giao cho, phân công, giao nhiệm vụ cho
nhiệm kỳ, khóa
doanh nghiệp nhỏ và vừa, doanh nghiệp vừa và nhỏ
trang thiết bị, thiết bị
quản lý nhà nước, qlnn
thủ tục hành chính, tthc
giám sát, theo dõi giám sát
theo dõi, dõi theo
khẩn trương, nhanh chóng
kịp thời, đúng lúc
hiện nay, hiện tại
bình quân, trung bình
tỷ lệ, tỉ lệ, tỷ trọng
hộ nghèo, hộ gia đình nghèo
cư trú, sinh sống
đề nghị, kiến nghị
khai thác thủy sản, đánh bắt thủy sản
tàu cá, tàu đánh cá
toàn quốc, cả nước, trong cả nước, trên cả nước, trên phạm vi cả nước
địa phương, các địa phương
cấp xã, xã phường
kết thúc, chấm dứt
bắt đầu, khởi đầu
nguyên nhân, lý do
người lao động, nlđ
bảo hiểm y tế, bhyt
bảo hiểm xã hội, bhxh
giáo viên, thầy cô giáo
tiếp nhận, nhận
thông báo, báo tin
công khai, công bố công khai
tham gia, tham dự
nhà ở, nhà để ở
lương, tiền lương
phụ cấp, tiền phụ cấp
tự nguyện, tình nguyện
ký ban hành, ký
đăng ký, làm thủ tục đăng ký
thành viên, các thành viên
giấy phép, giấy cấp phép
dưới dạng, ở dạng
ủy ban nhân dân, ubnd
hội đồng nhân dân, hđnd
mặt trận tổ quốc, mttq
ban chấp hành, bch
ban thường vụ, btv
ban chấp hành trung ương, bchtw
"""

_AMBIGUOUS = frozenset({"TW", "BCT", "CP"})
"""Abbreviations of numbers that stand for several bodies, or for more than one thing in a sentence."""


def groups() -> tuple[tuple[str, ...], ...]:
    """Every group, the word that stands for it first; the names of bodies with their abbreviations included."""
    written = [tuple(part.strip() for part in line.split(",")) for line in GROUPS.strip().splitlines()]
    bodies = [(name, code) for code, name in BODIES.items() if code not in _AMBIGUOUS and len(code) > 2]
    return (*written, *bodies)
