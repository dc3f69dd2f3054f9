"""Statements that their quotes do not support, written by hand: a clerk would be misled by every one of them."""

import pytest

from api.answering.citing import verify
from api.types import Claim, Support

FISH = "Đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn mỗi năm, trên 95% tàu cá có thiết bị giám sát hành trình."
BAN = "Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo, trừ trường hợp phục vụ nghiên cứu khoa học."
FEE = "Chủ tàu phải nộp phí neo đậu 50.000 đồng mỗi ngày đêm, thuyền viên khai báo danh sách trước khi rời bến."
LEAD = (
    "Sở Thủy sản chủ trì, phối hợp với Sở Tài chính và Ủy ban nhân dân các huyện ven biển xây dựng đề án, "
    "trình Ủy ban nhân dân tỉnh trước ngày 30 tháng 6 năm 2026."
)
TASKS = "Sở Thủy sản chủ trì lắp đặt thiết bị giám sát; Sở Tài chính chủ trì bố trí kinh phí."
LIST = "Nghiêm cấm các hành vi sau đây: sử dụng chất nổ để khai thác thủy sản; xả nước thải chưa qua xử lý ra biển."
FUNDS = "Hỗ trợ nuôi biển 5 tỷ đồng, đóng tàu 7 tỷ đồng, đào tạo nghề 9 tỷ đồng."
AID = "Hộ nghèo được hỗ trợ tối đa 40 triệu đồng/hộ, hộ cận nghèo được hỗ trợ tối đa 20 triệu đồng/hộ để sửa nhà ở."
TERM = "Thời hạn giải quyết hồ sơ không quá 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."
EFFECT = "Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2026 và thay thế Quyết định số 15/2020/QĐ-UBND."
MAYBE = (
    "Trường hợp cần thiết, Chủ tịch Ủy ban nhân dân tỉnh có thể gia hạn thời gian thực hiện nhưng không quá 60 ngày."
)
ONLY = "Chỉ bổ nhiệm lại đối với cán bộ còn đủ tuổi công tác từ 02 năm trở lên."
SAID = "Tổ chức, cá nhân được khai thác thủy sản trong vùng lộng nếu có giấy phép."
AIR = "Phát triển cảng hàng không và quy hoạch không gian biển; không ngừng nâng cao đời sống ngư dân."
POOR = "Tỷ lệ hộ nghèo giảm từ 5,2% năm 2024 xuống còn 3,1% năm 2025; thu nhập bình quân đạt 62 triệu đồng/người."
GOALS = "Đến năm 2030, tỷ lệ che phủ rừng đạt 45%; đến năm 2045, tỷ lệ che phủ rừng đạt 52%."
FINES = "Đối với tàu dưới 12 mét, phạt tiền 3 triệu đồng; đối với tàu từ 12 mét trở lên, phạt tiền 8 triệu đồng."
NOTYET = "Đến nay, 12 xã chưa hoàn thành việc số hóa hồ sơ; 03 xã đang thực hiện."
PEOPLE = "Đồng chí Nguyễn Văn An làm Trưởng ban, đồng chí Trần Thị Bình làm Phó Trưởng ban."
PLACES = "Xây dựng khu neo đậu tại Vịnh Sâu, chợ đầu mối tại Trà Đông."
ENCOURAGE = "Khuyến khích doanh nghiệp đầu tư nuôi biển; doanh nghiệp phải công khai kết quả quan trắc."
VALUE = "Bộ phận một cửa tiếp nhận hồ sơ, phòng chuyên môn thẩm định trong 10 ngày."
SHARE = "Lãi suất cho vay tăng 0,5 điểm phần trăm so với năm 2024."
STRIVE = "Sở Nội vụ phải hoàn thành việc sắp xếp trong quý II năm 2025."

CASES = [
    ("number", FISH, "Đến năm 2030, sản lượng nuôi biển đạt 58.000 tấn mỗi năm."),
    ("number", FISH, "Đến năm 2030, sản lượng nuôi biển đạt 480.000 tấn mỗi năm."),
    ("number", FISH, "Trên 90% tàu cá có thiết bị giám sát hành trình."),
    ("number", TERM, "Thời hạn giải quyết hồ sơ không quá 15 ngày làm việc."),
    ("number", AID, "Hộ nghèo được hỗ trợ tối đa bốn mươi lăm triệu đồng/hộ."),
    ("number", FISH, "Có 3 mục tiêu: đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn mỗi năm."),
    ("swapped", FUNDS, "Hỗ trợ nuôi biển 7 tỷ đồng."),
    ("swapped", FUNDS, "Hỗ trợ đóng tàu 5 tỷ đồng."),
    ("swapped", FUNDS, "Hỗ trợ nuôi biển 5 tỷ đồng, đóng tàu 9 tỷ đồng, đào tạo nghề 7 tỷ đồng."),
    ("swapped", FUNDS, "Đào tạo nghề được hỗ trợ 7 tỷ đồng."),
    ("swapped", AID, "Hộ nghèo được hỗ trợ tối đa 20 triệu đồng/hộ."),
    ("swapped", AID, "Hộ cận nghèo được hỗ trợ tối đa 40 triệu đồng/hộ."),
    ("swapped", POOR, "Tỷ lệ hộ nghèo giảm từ 3,1% năm 2024 xuống còn 5,2% năm 2025."),
    ("swapped", POOR, "Tỷ lệ hộ nghèo năm 2025 là 5,2%."),
    ("swapped", GOALS, "Đến năm 2030, tỷ lệ che phủ rừng đạt 52%."),
    ("swapped", GOALS, "Đến năm 2045, tỷ lệ che phủ rừng đạt 45%."),
    ("swapped", FINES, "Đối với tàu dưới 12 mét, phạt tiền 8 triệu đồng."),
    ("swapped", FINES, "Đối với tàu từ 12 mét trở lên, phạt tiền 3 triệu đồng."),
    ("swapped", NOTYET, "03 xã chưa hoàn thành việc số hóa hồ sơ."),
    ("dropped negation", BAN, "Cấp mới giấy phép cho tàu cá làm nghề lưới kéo."),
    (
        "dropped negation",
        BAN,
        "Được cấp mới giấy phép cho tàu cá làm nghề lưới kéo, trừ trường hợp phục vụ nghiên cứu khoa học.",
    ),
    ("dropped negation", NOTYET, "12 xã đã hoàn thành việc số hóa hồ sơ."),
    ("dropped negation", NOTYET, "12 xã hoàn thành việc số hóa hồ sơ."),
    ("dropped negation", LIST, "Sử dụng chất nổ để khai thác thủy sản."),
    ("dropped negation", LIST, "Được sử dụng chất nổ để khai thác thủy sản."),
    ("dropped negation", LIST, "Nghiêm cấm xả nước thải đã qua xử lý ra biển."),
    ("dropped negation", AIR, "Ngừng nâng cao đời sống ngư dân."),
    ("added negation", FISH, "Đến năm 2030, sản lượng nuôi biển không đạt 48.000 tấn mỗi năm."),
    ("added negation", SAID, "Tổ chức, cá nhân không được khai thác thủy sản trong vùng lộng nếu có giấy phép."),
    ("added negation", SAID, "Tổ chức, cá nhân được khai thác thủy sản trong vùng lộng nếu không có giấy phép."),
    ("added negation", FEE, "Chủ tàu không phải nộp phí neo đậu 50.000 đồng mỗi ngày đêm."),
    ("added negation", AIR, "Không phát triển cảng hàng không."),
    ("added negation", AIR, "Không quy hoạch không gian biển."),
    ("added negation", BAN, "Tàu cá không làm nghề lưới kéo."),
    ("added negation", LEAD, "Sở Thủy sản chưa xây dựng đề án."),
    ("moved negation", NOTYET, "12 xã hoàn thành việc chưa số hóa hồ sơ."),
    ("double negation", BAN, "Không phải không cấp mới giấy phép cho tàu cá làm nghề lưới kéo."),
    ("body", LEAD, "Sở Xây dựng chủ trì xây dựng đề án."),
    ("body", LEAD, "Sở Nội vụ phối hợp với Sở Tài chính xây dựng đề án."),
    ("body", LEAD, "Trình Hội đồng nhân dân tỉnh trước ngày 30 tháng 6 năm 2026."),
    ("body", LEAD, "Sở Tài chính chủ trì xây dựng đề án."),
    ("body", LEAD, "Sở Tài chính chủ trì, phối hợp với Sở Thủy sản xây dựng đề án."),
    ("body", TASKS, "Sở Tài chính chủ trì lắp đặt thiết bị giám sát."),
    ("body", TASKS, "Sở Thủy sản chủ trì bố trí kinh phí."),
    ("body", MAYBE, "Chủ tịch Ủy ban nhân dân huyện có thể gia hạn thời gian thực hiện."),
    ("body", FEE, "Thuyền viên phải nộp phí neo đậu 50.000 đồng mỗi ngày đêm."),
    ("body", FEE, "Chủ tàu khai báo danh sách trước khi rời bến."),
    ("body", VALUE, "Bộ phận một cửa thẩm định trong 10 ngày."),
    ("person", PEOPLE, "Đồng chí Nguyễn Văn Bình làm Trưởng ban."),
    ("person", PEOPLE, "Đồng chí Trần Thị Bình làm Trưởng ban."),
    ("person", PEOPLE, "Đồng chí Lê Văn An làm Trưởng ban."),
    ("place", PLACES, "Xây dựng khu neo đậu tại Trà Đông."),
    ("place", PLACES, "Xây dựng chợ đầu mối tại Vịnh Sâu."),
    ("place", PLACES, "Xây dựng khu neo đậu tại Vịnh Hải."),
    ("date", LEAD, "Trình Ủy ban nhân dân tỉnh trước ngày 30 tháng 7 năm 2026."),
    ("date", LEAD, "Trình Ủy ban nhân dân tỉnh trước ngày 30/6/2025."),
    ("date", EFFECT, "Quyết định có hiệu lực kể từ ngày 10/7/2026."),
    ("date", FISH, "Đến năm 2035, sản lượng nuôi biển đạt 48.000 tấn mỗi năm."),
    ("date", STRIVE, "Sở Nội vụ phải hoàn thành việc sắp xếp trong quý III năm 2025."),
    ("document", EFFECT, "Quyết định này thay thế Quyết định số 15/2021/QĐ-UBND."),
    ("document", EFFECT, "Quyết định này thay thế Nghị quyết số 15/2020/NQ-HĐND."),
    ("document", FISH, "Theo Nghị quyết số 22-NQ/TU, trên 95% tàu cá có thiết bị giám sát hành trình."),
    ("document", FISH, "Theo Chỉ thị 21, trên 95% tàu cá có thiết bị giám sát hành trình."),
    ("place in the document", FISH, "Khoản 7 Điều 9 nêu: trên 95% tàu cá có thiết bị giám sát hành trình."),
    ("bound", FISH, "Dưới 95% tàu cá có thiết bị giám sát hành trình."),
    ("bound", FISH, "95% tàu cá có thiết bị giám sát hành trình."),
    ("bound", FISH, "Tối đa 95% tàu cá có thiết bị giám sát hành trình."),
    ("bound", TERM, "Thời hạn giải quyết hồ sơ ít nhất 05 ngày làm việc."),
    ("bound", TERM, "Thời hạn giải quyết hồ sơ là 05 ngày làm việc."),
    ("bound", LEAD, "Trình Ủy ban nhân dân tỉnh sau ngày 30 tháng 6 năm 2026."),
    ("bound", LEAD, "Trình Ủy ban nhân dân tỉnh từ ngày 30 tháng 6 năm 2026."),
    ("bound", AID, "Hộ nghèo được hỗ trợ tối thiểu 40 triệu đồng/hộ."),
    ("bound", AID, "Hộ nghèo được hỗ trợ 40 triệu đồng/hộ."),
    ("bound", ONLY, "Chỉ bổ nhiệm lại đối với cán bộ còn đủ tuổi công tác dưới 02 năm."),
    ("bound", POOR, "Tỷ lệ hộ nghèo giảm 3,1% năm 2025."),
    ("unit", TERM, "Thời hạn giải quyết hồ sơ không quá 05 ngày."),
    ("unit", TERM, "Thời hạn giải quyết hồ sơ không quá 05 tháng."),
    ("unit", AID, "Hộ nghèo được hỗ trợ tối đa 40 tỷ đồng/hộ."),
    ("unit", AID, "Hộ nghèo được hỗ trợ tối đa 40 nghìn đồng/hộ."),
    ("unit", SHARE, "Lãi suất cho vay tăng 0,5% so với năm 2024."),
    ("unit", FISH, "Đến năm 2030, sản lượng nuôi biển đạt 48.000 kg mỗi năm."),
    ("unit", FEE, "Chủ tàu phải nộp phí neo đậu 50.000 đồng mỗi tháng."),
    ("modality", MAYBE, "Trường hợp cần thiết, Chủ tịch Ủy ban nhân dân tỉnh phải gia hạn thời gian thực hiện."),
    ("modality", MAYBE, "Trường hợp cần thiết, Chủ tịch Ủy ban nhân dân tỉnh gia hạn thời gian thực hiện."),
    ("modality", FEE, "Chủ tàu có thể nộp phí neo đậu 50.000 đồng mỗi ngày đêm."),
    ("modality", FEE, "Chủ tàu được nộp phí neo đậu 50.000 đồng mỗi ngày đêm."),
    ("modality", SAID, "Tổ chức, cá nhân phải khai thác thủy sản trong vùng lộng."),
    ("modality", ENCOURAGE, "Doanh nghiệp phải đầu tư nuôi biển."),
    ("modality", ENCOURAGE, "Khuyến khích doanh nghiệp công khai kết quả quan trắc."),
    ("modality", STRIVE, "Sở Nội vụ phấn đấu hoàn thành việc sắp xếp trong quý II năm 2025."),
    ("modality", STRIVE, "Sở Nội vụ đã hoàn thành việc sắp xếp trong quý II năm 2025."),
    ("only", ONLY, "Bổ nhiệm lại đối với cán bộ còn đủ tuổi công tác từ 02 năm trở lên."),
    ("only", SAID, "Chỉ tổ chức được khai thác thủy sản trong vùng lộng nếu có giấy phép."),
    ("exception", BAN, "Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo."),
    ("exception", SAID, "Tổ chức, cá nhân được khai thác thủy sản trong vùng lộng, trừ trường hợp có giấy phép."),
    ("all", SAID, "Tất cả tổ chức, cá nhân được khai thác thủy sản trong vùng lộng nếu có giấy phép."),
    ("opposite", POOR, "Tỷ lệ hộ nghèo tăng từ 5,2% năm 2024 lên 3,1% năm 2025."),
    ("opposite", SHARE, "Lãi suất cho vay giảm 0,5 điểm phần trăm so với năm 2024."),
    ("unrelated", FISH, "Tỉnh miễn toàn bộ học phí cho học sinh phổ thông."),
    ("unrelated", "Điều 5.", "Chủ tàu được vay vốn ưu đãi."),
    ("unrelated", TERM, "Hồ sơ hợp lệ gồm đơn và bản sao giấy khai sinh."),
    ("unrelated", LEAD, "Sở Thủy sản quản lý toàn bộ cảng cá."),
    ("added fact", FISH, "Đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn mỗi năm và xuất khẩu tăng mạnh."),
    ("added fact", FEE, "Chủ tàu phải nộp phí neo đậu 50.000 đồng mỗi ngày đêm, nếu không sẽ bị tịch thu tàu."),
    ("two quotes", (TASKS, FEE), "Sở Tài chính phải nộp phí neo đậu 50.000 đồng mỗi ngày đêm."),
    ("two quotes", (FUNDS, TERM), "Thời hạn hỗ trợ nuôi biển không quá 05 ngày làm việc."),
    ("yes_no", SAID, "Không. Tổ chức, cá nhân được khai thác thủy sản trong vùng lộng nếu có giấy phép."),
    (
        "seen later",
        "Cán bộ, công chức không được uống rượu, bia trong giờ làm việc.",
        "Cán bộ, công chức được uống bia trong giờ làm việc.",
    ),
    (
        "seen later",
        "Sở Nội vụ báo cáo Sở Tài chính kết quả trước ngày 15/6/2025.",
        "Sở Tài chính báo cáo Sở Nội vụ kết quả trước ngày 15/6/2025.",
    ),
    (
        "seen later",
        "Bộ Chính trị giao Đảng ủy Chính phủ chủ trì, phối hợp với Đảng ủy Quốc hội xây dựng đề án, trình Ban Bí thư.",
        "Bộ Chính trị giao Đảng ủy Quốc hội xây dựng đề án.",
    ),
    (
        "seen later",
        "Bộ Chính trị giao Đảng ủy Chính phủ chủ trì, phối hợp với Đảng ủy Quốc hội xây dựng đề án, trình Ban Bí thư.",
        "Đảng ủy Chính phủ trình Bộ Chính trị đề án.",
    ),
    (
        "seen later",
        "Học sinh thuộc hộ nghèo được miễn 100% học phí; học sinh thuộc hộ cận nghèo được giảm 50% học phí.",
        "Học sinh thuộc hộ cận nghèo được miễn 100% học phí.",
    ),
    (
        "seen later",
        "Học sinh thuộc hộ nghèo được miễn 100% học phí; học sinh thuộc hộ cận nghèo được giảm 50% học phí.",
        "Học sinh thuộc hộ nghèo được giảm 50% học phí.",
    ),
    (
        "seen later",
        "Tính đến ngày 25/12/2025, đã giao 309 nhiệm vụ, trong đó 189 nhiệm vụ đã hoàn thành (61%), 27 "
        "nhiệm vụ quá hạn (9%).",
        "189 nhiệm vụ quá hạn.",
    ),
    (
        "seen later",
        "Tính đến ngày 25/12/2025, đã giao 309 nhiệm vụ, trong đó 189 nhiệm vụ đã hoàn thành (61%), 27 "
        "nhiệm vụ quá hạn (9%).",
        "27 nhiệm vụ quá hạn (61%).",
    ),
    (
        "seen later",
        "Tính đến ngày 25/12/2025, đã giao 309 nhiệm vụ, trong đó 189 nhiệm vụ đã hoàn thành (61%), 27 "
        "nhiệm vụ quá hạn (9%).",
        "Đã hoàn thành 309 nhiệm vụ.",
    ),
    (
        "seen later",
        "Năm 2024 thu ngân sách đạt 5.000 tỷ đồng, năm 2025 đạt 6.200 tỷ đồng.",
        "Năm 2024 thu ngân sách đạt 6.200 tỷ đồng.",
    ),
    (
        "seen later",
        "Năm 2024 thu ngân sách đạt 5.000 tỷ đồng, năm 2025 đạt 6.200 tỷ đồng.",
        "Thu ngân sách năm 2025 đạt 5.000 tỷ đồng.",
    ),
    (
        "seen later",
        "Thu ngân sách đạt 5.000 tỷ đồng năm 2024 và 6.200 tỷ đồng năm 2025.",
        "Thu ngân sách đạt 6.200 tỷ đồng năm 2024.",
    ),
    (
        "seen later",
        "Cấp ủy viên bị kỷ luật từ cảnh cáo trở lên thì không được tái cử.",
        "Cấp ủy viên bị kỷ luật từ khiển trách trở lên thì không được tái cử.",
    ),
    (
        "seen later",
        "Hội nghị hợp lệ khi có trên hai phần ba số ủy viên dự.",
        "Hội nghị hợp lệ khi có trên một nửa số ủy viên dự.",
    ),
    (
        "seen later",
        "Hội nghị hợp lệ khi có trên hai phần ba số ủy viên dự.",
        "Hội nghị hợp lệ khi có hai phần ba số ủy viên dự.",
    ),
    (
        "seen later",
        "Ngân sách trung ương hỗ trợ 70%, ngân sách địa phương bố trí 30%.",
        "Ngân sách trung ương hỗ trợ 30%, ngân sách địa phương bố trí 70%.",
    ),
    (
        "seen later",
        "Tỷ lệ che phủ rừng của Lạc Sơn là 45%, của Trà Đông là 52%.",
        "Tỷ lệ che phủ rừng của Trà Đông là 45%.",
    ),
    (
        "seen later",
        "Tỷ lệ che phủ rừng của Lạc Sơn là 45%, của Trà Đông là 52%.",
        "Tỷ lệ che phủ rừng của Lạc Sơn là 52%.",
    ),
    (
        "seen later",
        "Nếu hồ sơ không hợp lệ, cơ quan tiếp nhận trả lại trong 02 ngày; nếu hợp lệ, giải quyết trong 10 ngày.",
        "Nếu hồ sơ không hợp lệ, giải quyết trong 10 ngày.",
    ),
    (
        "seen later",
        "Nếu hồ sơ không hợp lệ, cơ quan tiếp nhận trả lại trong 02 ngày; nếu hợp lệ, giải quyết trong 10 ngày.",
        "Nếu hồ sơ hợp lệ, cơ quan tiếp nhận trả lại trong 02 ngày.",
    ),
    (
        "seen later",
        "Người đứng đầu chịu trách nhiệm; cấp phó giúp việc cho người đứng đầu.",
        "Cấp phó chịu trách nhiệm.",
    ),
    (
        "seen later",
        "Giám đốc Sở quyết định mức chi dưới 500 triệu đồng, Chủ tịch tỉnh quyết định mức chi từ 500 triệu "
        "đồng trở lên.",
        "Giám đốc Sở quyết định mức chi từ 500 triệu đồng trở lên.",
    ),
    (
        "seen later",
        "Chính phủ trình Quốc hội dự án luật, Ủy ban Pháp luật thẩm tra.",
        "Ủy ban Pháp luật trình Quốc hội dự án luật.",
    ),
    (
        "seen later",
        "Công dân nam từ 18 tuổi phải đăng ký, công dân nữ được đăng ký tự nguyện.",
        "Công dân nữ phải đăng ký.",
    ),
    (
        "seen later",
        "Công dân nam từ 18 tuổi phải đăng ký, công dân nữ được đăng ký tự nguyện.",
        "Công dân nam được đăng ký tự nguyện.",
    ),
    (
        "seen later",
        "Cơ quan thuế có trách nhiệm kiểm tra, không được gây phiền hà cho doanh nghiệp.",
        "Cơ quan thuế không được kiểm tra.",
    ),
    (
        "seen later",
        "Cơ quan thuế có trách nhiệm kiểm tra, không được gây phiền hà cho doanh nghiệp.",
        "Doanh nghiệp không được gây phiền hà cho cơ quan thuế.",
    ),
    (
        "seen later",
        "Đảng viên mới kết nạp phải trải qua thời gian dự bị 12 tháng.",
        "Đảng viên mới kết nạp phải trải qua thời gian dự bị 12 tháng trở lên.",
    ),
    (
        "seen last",
        "Cán bộ được làm thêm ngoài giờ làm việc nếu được đồng ý.",
        "Cán bộ được làm thêm trong giờ làm việc nếu được đồng ý.",
    ),
    (
        "seen last",
        "Tuyến xe đi từ Lạc Sơn đến Trà Đông.",
        "Tuyến xe đi từ Trà Đông đến Lạc Sơn.",
    ),
    (
        "seen last",
        "Hồ sơ phải có đơn và bản sao giấy phép.",
        "Hồ sơ phải có đơn hoặc bản sao giấy phép.",
    ),
    (
        "seen last",
        "Chi bộ họp thường lệ mỗi tháng một lần; đảng ủy cơ sở họp thường lệ ba tháng một lần.",
        "Chi bộ họp thường lệ ba tháng một lần.",
    ),
    (
        "seen last",
        "Giao Ban Tổ chức Trung ương hướng dẫn, Ủy ban Kiểm tra Trung ương kiểm tra việc thực hiện.",
        "Ủy ban Kiểm tra Trung ương hướng dẫn việc thực hiện.",
    ),
    (
        "seen last",
        "Giao Ban Tổ chức Trung ương hướng dẫn, Ủy ban Kiểm tra Trung ương kiểm tra việc thực hiện.",
        "Ban Tổ chức Trung ương kiểm tra việc thực hiện.",
    ),
    (
        "seen last",
        "Giao Ban Tổ chức Trung ương hướng dẫn và Ủy ban Kiểm tra Trung ương kiểm tra việc thực hiện.",
        "Ban Tổ chức Trung ương kiểm tra việc thực hiện.",
    ),
    (
        "seen last",
        "Kinh phí do ngân sách tỉnh bảo đảm 60%, doanh nghiệp đóng góp 40%.",
        "Doanh nghiệp đóng góp 60%.",
    ),
    (
        "seen last",
        "Kinh phí do ngân sách tỉnh bảo đảm 60% và doanh nghiệp đóng góp 40%.",
        "Ngân sách tỉnh bảo đảm 40%.",
    ),
    (
        "seen last",
        "Đảng viên dự bị có quyền như đảng viên chính thức, trừ quyền biểu quyết, ứng cử và bầu cử.",
        "Đảng viên dự bị có quyền biểu quyết, ứng cử và bầu cử.",
    ),
    (
        "seen last",
        "Đảng viên dự bị có quyền như đảng viên chính thức, trừ quyền biểu quyết, ứng cử và bầu cử.",
        "Đảng viên chính thức có quyền như đảng viên dự bị.",
    ),
    (
        "seen last",
        "Tỷ lệ hộ nghèo dưới 1% và tỷ lệ hộ cận nghèo dưới 3%.",
        "Tỷ lệ hộ cận nghèo dưới 1%.",
    ),
    (
        "seen last",
        "Xe ô tô chạy tối đa 60 km/giờ trong khu dân cư, 80 km/giờ ngoài khu dân cư.",
        "Xe ô tô chạy tối đa 80 km/giờ trong khu dân cư.",
    ),
    (
        "seen last",
        "Phó Chủ tịch thay mặt Chủ tịch ký văn bản khi được ủy quyền.",
        "Chủ tịch thay mặt Phó Chủ tịch ký văn bản khi được ủy quyền.",
    ),
    (
        "seen last",
        "Người dưới 16 tuổi không phải nộp phí; người từ 16 tuổi trở lên phải nộp phí.",
        "Người từ 16 tuổi trở lên không phải nộp phí.",
    ),
    (
        "seen last",
        "Người dưới 16 tuổi không phải nộp phí; người từ 16 tuổi trở lên phải nộp phí.",
        "Người dưới 16 tuổi phải nộp phí.",
    ),
    (
        "seen last",
        "Ban hành kèm theo Quyết định số 12/QĐ-UBND và thay thế Quyết định số 34/QĐ-UBND.",
        "Thay thế Quyết định số 12/QĐ-UBND.",
    ),
    (
        "seen last",
        "Quyết định số 12/QĐ-UBND thay thế Quyết định số 34/QĐ-UBND.",
        "Quyết định số 34/QĐ-UBND thay thế Quyết định số 12/QĐ-UBND.",
    ),
    (
        "seen last",
        "Cơ quan chủ trì: Sở Nội vụ. Cơ quan phối hợp: Sở Tài chính.",
        "Cơ quan chủ trì: Sở Tài chính.",
    ),
    (
        "seen last",
        "Cơ quan chủ trì: Sở Nội vụ; cơ quan phối hợp: Sở Tài chính.",
        "Cơ quan chủ trì là Sở Tài chính.",
    ),
    (
        "seen last",
        "Khu vực 1: 5 triệu đồng. Khu vực 2: 3 triệu đồng.",
        "Khu vực 1: 3 triệu đồng.",
    ),
    (
        "seen last",
        ("Nhóm A | 5 triệu đồng | 2025", "Nhóm B | 3 triệu đồng | 2026"),
        "Nhóm A: 3 triệu đồng.",
    ),
    (
        "seen last",
        ("Nhóm A | 5 triệu đồng | 2025", "Nhóm B | 3 triệu đồng | 2026"),
        "Nhóm B, 5 triệu đồng.",
    ),
    (
        "seen last",
        "Giải thể Ban A, sáp nhập Ban B vào Ban C.",
        "Sáp nhập Ban A vào Ban C.",
    ),
    (
        "seen last",
        "Giải thể Ban A, sáp nhập Ban B vào Ban C.",
        "Sáp nhập Ban C vào Ban B.",
    ),
    (
        "seen last",
        "Nghị quyết này bãi bỏ Điều 5 và sửa đổi Điều 7.",
        "Nghị quyết này bãi bỏ Điều 7.",
    ),
    (
        "seen last",
        "Việc sử dụng ngân sách phải công khai, minh bạch, không lãng phí.",
        "Việc sử dụng ngân sách phải không công khai.",
    ),
    (
        "seen last",
        "Không chỉ nâng cao chất lượng mà còn giảm chi phí.",
        "Chỉ giảm chi phí.",
    ),
]


def shown(sources_of_text, quotes, statement):
    quotes = (quotes,) if isinstance(quotes, str) else quotes
    sources = sources_of_text("\n".join(quotes))
    supports = tuple(
        Support(next(n for n, source in enumerate(sources, 1) if quote in source.document.text), quote)
        for quote in quotes
    )
    statements, _, _ = verify([Claim(statement, supports)], sources)
    return [item.text for item in statements]


@pytest.mark.parametrize(("kind", "quotes", "statement"), CASES, ids=[f"{kind}: {text}" for kind, _, text in CASES])
def test_a_faulty_statement_is_not_shown(sources_of_text, kind, quotes, statement):
    assert shown(sources_of_text, quotes, statement) == []


def test_a_heading_lends_no_obligation_to_words_that_stand_alone(sources_of_text):
    rule = "1. Khuyến khích, hỗ trợ chủ tàu thực hiện mục tiêu nuôi biển."
    sources = sources_of_text(f"Điều 1. Những việc phải làm\n{rule}")
    faulty = Claim("Bắt buộc, hỗ trợ chủ tàu thực hiện mục tiêu nuôi biển.", (Support(1, rule),))
    _, _, rejected = verify([faulty], sources)
    assert [each.reason for each in rejected] == ["modality_changed"]
    assert verify([Claim(rule, (Support(1, rule),))], sources)[0]
