"""Honest statements in office Vietnamese, written by hand: each says what its quote says, and must be shown."""

import pytest

from api.answering.citing import verify
from api.types import Claim, Support

FISH = "Đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn mỗi năm, trên 95% tàu cá có thiết bị giám sát hành trình."
BAN = "Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo, trừ trường hợp phục vụ nghiên cứu khoa học."
FEE = "Chủ tàu phải nộp phí neo đậu 50.000 đồng mỗi ngày đêm; xuất trình giấy đăng ký tàu; chấp hành việc kiểm tra."
LEAD = (
    "Sở Thủy sản chủ trì, phối hợp với Sở Tài chính và Ủy ban nhân dân các huyện ven biển xây dựng đề án, "
    "trình Ủy ban nhân dân tỉnh trước ngày 30 tháng 6 năm 2026."
)
LIST = (
    "Nghiêm cấm các hành vi sau đây: sử dụng chất nổ để khai thác thủy sản; xả nước thải chưa qua xử lý ra biển; "
    "lấn chiếm hành lang bảo vệ bờ biển."
)
REPORT = (
    "Đến hết năm 2025, đã giao 309 nhiệm vụ, trong đó hoàn thành 189 nhiệm vụ, đang thực hiện 93 nhiệm vụ, quá hạn 27."
)
LEAVE = "Người lao động làm việc đủ 12 tháng được nghỉ hằng năm 12 ngày làm việc và hưởng nguyên lương."
AID = "Hộ nghèo được hỗ trợ tối đa 40 triệu đồng/hộ, hộ cận nghèo được hỗ trợ tối đa 20 triệu đồng/hộ để sửa nhà ở."
TERM = "Thời hạn giải quyết hồ sơ không quá 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."
EFFECT = "Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2026 và thay thế Quyết định số 15/2020/QĐ-UBND."
MEETING = (
    "Ban Thường vụ họp thường lệ mỗi tháng một lần, họp bất thường khi cần; quyết định khi có trên một "
    "nửa số ủy viên tán thành."
)
RIGHTS = (
    "Đảng viên có quyền bảo lưu ý kiến thuộc về thiểu số và báo cáo lên cấp trên cho đến Đại hội đại biểu toàn quốc."
)
MAYBE = (
    "Trường hợp cần thiết, Chủ tịch Ủy ban nhân dân tỉnh có thể gia hạn thời gian thực hiện nhưng không quá 60 ngày."
)
ONLY = "Chỉ bổ nhiệm lại đối với cán bộ còn đủ tuổi công tác từ 02 năm trở lên."
ROAD = (
    "Mở rộng đường ven biển đoạn Vịnh Sâu - Trà Đông dài 12,5 km với tổng mức đầu tư 1.250 tỷ đồng từ ngân sách tỉnh."
)
AIR = "Phát triển cảng hàng không, dịch vụ hậu cần và quy hoạch không gian biển; không ngừng nâng cao đời sống ngư dân."
POOR = "Tỷ lệ hộ nghèo giảm từ 5,2% năm 2024 xuống còn 3,1% năm 2025; thu nhập bình quân đạt 62 triệu đồng/người."
DIGITAL = "100% cơ quan đảng, nhà nước kết nối liên thông dữ liệu; tỷ lệ hồ sơ trực tuyến đạt tối thiểu 80%."
AGE = "Người từ đủ 16 tuổi đến dưới 18 tuổi được đăng ký làm thuyền viên tập sự nếu có văn bản đồng ý của cha, mẹ."
NOTYET = "Đến nay, 12 xã chưa hoàn thành việc số hóa hồ sơ; 03 xã chưa có cán bộ chuyên trách."
TASK = "Giao Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Kết luận này và định kỳ báo cáo Ban Thường vụ Tỉnh ủy."
VOTE = "Nghị quyết được thông qua khi có ít nhất hai phần ba tổng số đại biểu biểu quyết tán thành."
FINE = "Phạt tiền từ 3.000.000 đồng đến 5.000.000 đồng đối với hành vi không ghi nhật ký khai thác."
DEFINE = "Bến cá là nơi tàu cá neo đậu, bốc dỡ hàng hóa và cung ứng dịch vụ hậu cần nghề cá."
DOCS = "Hồ sơ gồm: đơn đề nghị theo mẫu; bản sao giấy đăng ký tàu cá; biên bản kiểm tra kỹ thuật."
TRAIN = "Trường Cao đẳng Biển Lạc Sơn đào tạo 1.200 thuyền viên và 300 thợ máy mỗi năm."
FOREST = "Trồng mới 350 ha rừng ngập mặn, hoàn thành trong quý IV năm 2028."

CASES = [
    ("verbatim", FISH, FISH),
    ("verbatim", BAN, BAN),
    ("verbatim", LIST, LIST),
    ("verbatim", REPORT, REPORT),
    ("verbatim", MAYBE, MAYBE),
    ("verbatim", AIR, AIR),
    ("shortened", FISH, "Đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn."),
    ("shortened", FISH, "Trên 95% tàu cá có thiết bị giám sát hành trình."),
    ("shortened", FISH, "Đến năm 2030, trên 95% tàu cá có thiết bị giám sát hành trình."),
    ("shortened", FEE, "Chủ tàu phải nộp phí neo đậu 50.000 đồng mỗi ngày đêm."),
    ("shortened", FEE, "Chủ tàu phải xuất trình giấy đăng ký tàu."),
    ("shortened", FEE, "Chủ tàu phải chấp hành việc kiểm tra."),
    ("shortened", LEAD, "Sở Thủy sản chủ trì xây dựng đề án."),
    ("shortened", LEAD, "Sở Thủy sản phối hợp với Sở Tài chính xây dựng đề án."),
    ("shortened", TASK, "Giao Văn phòng Tỉnh ủy theo dõi việc thực hiện Kết luận."),
    ("shortened", ROAD, "Đường ven biển đoạn Vịnh Sâu - Trà Đông dài 12,5 km."),
    ("shortened", ROAD, "Tổng mức đầu tư là 1.250 tỷ đồng."),
    ("shortened", TRAIN, "Trường Cao đẳng Biển Lạc Sơn đào tạo 300 thợ máy mỗi năm."),
    ("shortened", AID, "Hộ cận nghèo được hỗ trợ tối đa 20 triệu đồng/hộ."),
    ("shortened", REPORT, "Đến hết năm 2025, đã giao 309 nhiệm vụ."),
    ("shortened", DOCS, "Hồ sơ gồm đơn đề nghị theo mẫu, bản sao giấy đăng ký tàu cá và biên bản kiểm tra kỹ thuật."),
    ("direct", FISH, "48.000 tấn mỗi năm."),
    ("direct", TERM, "Không quá 05 ngày làm việc."),
    ("direct", LEAD, "Trước ngày 30/6/2026."),
    ("direct", LEAD, "Sở Thủy sản."),
    ("direct", POOR, "3,1% năm 2025."),
    ("reordered", FISH, "Sản lượng nuôi biển đạt 48.000 tấn mỗi năm đến năm 2030."),
    ("reordered", FISH, "Sản lượng nuôi biển đến năm 2030 đạt 48.000 tấn mỗi năm."),
    (
        "reordered",
        MAYBE,
        "Chủ tịch Ủy ban nhân dân tỉnh có thể gia hạn thời gian thực hiện trong trường hợp cần thiết.",
    ),
    ("reordered", REPORT, "Đã giao 309 nhiệm vụ đến hết năm 2025."),
    ("respelt", LEAD, "Trình UBND tỉnh trước ngày 30/6/2026."),
    ("respelt", LEAD, "Trình Uỷ ban nhân dân tỉnh trước ngày 30/06/2026."),
    ("respelt", FOREST, "Trồng mới 350 héc-ta rừng ngập mặn, hoàn thành trong quý 4/2028."),
    ("respelt", TERM, "Thời hạn giải quyết hồ sơ không quá năm ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."),
    ("respelt", TERM, "Thời hạn giải quyết hồ sơ không quá 5 (năm) ngày làm việc."),
    ("respelt", FINE, "Phạt tiền từ 3 triệu đồng đến 5 triệu đồng đối với hành vi không ghi nhật ký khai thác."),
    ("respelt", FINE, "Phạt tiền từ 3 đến 5 triệu đồng đối với hành vi không ghi nhật ký khai thác."),
    ("respelt", DIGITAL, "Tỉ lệ hồ sơ trực tuyến đạt tối thiểu 80 phần trăm."),
    ("respelt", EFFECT, "Quyết định có hiệu lực thi hành kể từ ngày 1/7/2026."),
    ("respelt", DOCS, "Hồ sơ gồm biên bản kiểm tra kĩ thuật."),
    ("synonym", TERM, "Thời hạn giải quyết hồ sơ tối đa 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."),
    ("synonym", DIGITAL, "Tỷ lệ hồ sơ trực tuyến đạt ít nhất 80%."),
    ("synonym", LIST, "Nghiêm cấm dùng chất nổ để khai thác thủy sản."),
    ("synonym", LIST, "Không được sử dụng chất nổ để khai thác thủy sản."),
    (
        "synonym",
        BAN,
        "Không được cấp mới giấy phép cho tàu cá làm nghề lưới kéo, ngoại trừ trường hợp phục vụ nghiên cứu khoa học.",
    ),
    ("synonym", FEE, "Chủ tàu có trách nhiệm nộp phí neo đậu 50.000 đồng mỗi ngày đêm."),
    ("synonym", TRAIN, "Trường Cao đẳng Biển Lạc Sơn đào tạo 1.200 thuyền viên hằng năm."),
    (
        "synonym",
        AGE,
        "Người từ đủ 16 tuổi đến dưới 18 tuổi được phép đăng ký làm thuyền viên tập sự nếu có văn bản đồng ý "
        "của cha, mẹ.",
    ),
    ("synonym", POOR, "Năm 2025, thu nhập trung bình đạt 62 triệu đồng/người."),
    ("synonym", AIR, "Quy hoạch không gian biển."),
    ("framed", FISH, "Theo quy định, đến năm 2030 sản lượng nuôi biển đạt 48.000 tấn mỗi năm."),
    ("framed", TERM, "Văn bản nêu rõ thời hạn giải quyết hồ sơ là không quá 05 ngày làm việc."),
    ("framed", FEE, "Mức phí neo đậu là 50.000 đồng mỗi ngày đêm."),
    ("framed", DOCS, "Hồ sơ bao gồm: đơn đề nghị theo mẫu; bản sao giấy đăng ký tàu cá."),
    ("framed", DEFINE, "Bến cá được hiểu là nơi tàu cá neo đậu, bốc dỡ hàng hóa."),
    ("masthead", FISH, "Nghị quyết số 21-NQ/TU nêu: đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn mỗi năm."),
    ("masthead", FISH, "Theo Nghị quyết 21-NQ/TU, trên 95% tàu cá có thiết bị giám sát hành trình."),
    ("masthead", FEE, "Theo Nghị quyết 21, chủ tàu phải nộp phí neo đậu 50.000 đồng mỗi ngày đêm."),
    ("passive", LEAD, "Đề án do Sở Thủy sản chủ trì xây dựng."),
    (
        "yes_no",
        BAN,
        "Không. Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo, trừ trường hợp phục vụ nghiên cứu khoa học.",
    ),
    (
        "yes_no",
        BAN,
        "Không, trừ trường hợp phục vụ nghiên cứu khoa học: không cấp mới giấy phép cho tàu cá làm nghề lưới kéo.",
    ),
    ("yes_no", RIGHTS, "Có. Đảng viên có quyền bảo lưu ý kiến thuộc về thiểu số."),
    ("negation", NOTYET, "12 xã chưa hoàn thành việc số hóa hồ sơ."),
    ("negation", NOTYET, "Đến nay vẫn còn 03 xã chưa có cán bộ chuyên trách."),
    ("negation", FINE, "Hành vi không ghi nhật ký khai thác bị phạt tiền từ 3.000.000 đồng đến 5.000.000 đồng."),
    ("only", ONLY, "Chỉ bổ nhiệm lại cán bộ còn đủ tuổi công tác từ 02 năm trở lên."),
    ("bound", VOTE, "Nghị quyết được thông qua khi có ít nhất 2/3 tổng số đại biểu biểu quyết tán thành."),
    ("bound", LEAVE, "Người lao động làm việc đủ 12 tháng được nghỉ hằng năm 12 ngày làm việc."),
    ("bound", MAYBE, "Chủ tịch Ủy ban nhân dân tỉnh có thể gia hạn thời gian thực hiện nhưng không quá 60 ngày."),
    ("bound", MEETING, "Ban Thường vụ họp thường lệ mỗi tháng một lần."),
    (
        "two quotes",
        (LEAD, FISH),
        "Sở Thủy sản chủ trì xây dựng đề án; đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn.",
    ),
    (
        "two quotes",
        (TERM, DOCS),
        "Hồ sơ gồm đơn đề nghị theo mẫu, thời hạn giải quyết hồ sơ không quá 05 ngày làm việc.",
    ),
    (
        "two quotes",
        (FOREST, ROAD),
        "Trồng mới 350 ha rừng ngập mặn và mở rộng đường ven biển đoạn Vịnh Sâu - Trà Đông.",
    ),
    ("two facts", POOR, "Tỷ lệ hộ nghèo giảm từ 5,2% năm 2024 xuống còn 3,1% năm 2025."),
    ("two facts", AID, "Hộ nghèo được hỗ trợ tối đa 40 triệu đồng/hộ, hộ cận nghèo tối đa 20 triệu đồng/hộ."),
    (
        "two facts",
        AID,
        "Hộ cận nghèo được hỗ trợ tối đa 20 triệu đồng/hộ; hộ nghèo được hỗ trợ tối đa 40 triệu đồng/hộ.",
    ),
    ("two facts", EFFECT, "Quyết định này thay thế Quyết định số 15/2020/QĐ-UBND."),
    (
        "seen later",
        "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tham mưu Ủy ban nhân dân tỉnh ban hành kế hoạch trong "
        "quý II/2025.",
        "Sở Nội vụ chủ trì tham mưu UBND tỉnh ban hành kế hoạch trong quý II năm 2025.",
    ),
    (
        "seen later",
        "Người đứng đầu cơ quan chịu trách nhiệm trước pháp luật về quyết định của mình.",
        "Người đứng đầu cơ quan phải chịu trách nhiệm trước pháp luật về quyết định của mình.",
    ),
    (
        "seen later",
        "Kinh phí thực hiện do ngân sách tỉnh bảo đảm, với tổng mức 120 tỷ đồng.",
        "Tổng kinh phí thực hiện là 120 tỷ đồng, do ngân sách tỉnh bảo đảm.",
    ),
    (
        "seen later",
        "Mỗi xã, phường, thị trấn có ít nhất 01 trạm y tế đạt chuẩn quốc gia vào năm 2027.",
        "Đến năm 2027, mỗi xã có ít nhất một trạm y tế đạt chuẩn quốc gia.",
    ),
    (
        "seen later",
        "Học sinh thuộc hộ nghèo được miễn 100% học phí; học sinh thuộc hộ cận nghèo được giảm 50% học phí.",
        "Học sinh hộ cận nghèo được giảm 50% học phí, còn học sinh hộ nghèo được miễn 100% học phí.",
    ),
    ("seen later", "Hội đồng nhân dân tỉnh họp thường lệ mỗi năm hai kỳ.", "HĐND tỉnh họp thường lệ mỗi năm 2 kỳ."),
    (
        "seen later",
        "Cấp ủy viên bị kỷ luật từ cảnh cáo trở lên thì không được tái cử.",
        "Cấp ủy viên bị kỷ luật từ cảnh cáo trở lên không được tái cử.",
    ),
    (
        "seen later",
        "Tính đến ngày 25/12/2025, Ban Chỉ đạo đã giao 309 nhiệm vụ, trong đó 189 nhiệm vụ đã hoàn thành "
        "(61%), 27 nhiệm vụ quá hạn (9%).",
        "61% (189/309 nhiệm vụ)",
    ),
    (
        "seen later",
        "Tính đến ngày 25/12/2025, Ban Chỉ đạo đã giao 309 nhiệm vụ, trong đó 189 nhiệm vụ đã hoàn thành "
        "(61%), 27 nhiệm vụ quá hạn (9%).",
        "Đã hoàn thành 189/309 nhiệm vụ, đạt 61%.",
    ),
    (
        "seen later",
        "Tính đến ngày 25/12/2025, Ban Chỉ đạo đã giao 309 nhiệm vụ, trong đó 189 nhiệm vụ đã hoàn thành "
        "(61%), 27 nhiệm vụ quá hạn (9%).",
        "Có 27 nhiệm vụ quá hạn, chiếm 9%.",
    ),
    (
        "seen later",
        "Thủ trưởng các đơn vị và cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.",
        "Cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.",
    ),
    (
        "seen later",
        "Đối tượng được hỗ trợ gồm: người có công; hộ nghèo; người khuyết tật nặng.",
        "Hộ nghèo thuộc đối tượng được hỗ trợ.",
    ),
    (
        "seen later",
        "Văn phòng đăng ký đất đai trả kết quả trong thời hạn 10 ngày kể từ ngày nhận hồ sơ hợp lệ.",
        "Thời hạn trả kết quả là 10 ngày kể từ ngày nhận hồ sơ hợp lệ.",
    ),
    ("seen later", "Quy định này có hiệu lực kể từ ngày ký.", "Quy định có hiệu lực từ ngày ký."),
    (
        "seen later",
        "Ủy ban nhân dân tỉnh giao Sở Y tế theo dõi, tổng hợp kết quả, báo cáo trước ngày 15 hằng tháng.",
        "Sở Y tế báo cáo trước ngày 15 hằng tháng.",
    ),
    (
        "seen later",
        "Cán bộ, công chức không được uống rượu, bia trong giờ làm việc.",
        "Cán bộ không được uống bia trong giờ làm việc.",
    ),
    (
        "seen last",
        "Đảng ủy Bộ Nội vụ chủ trì, phối hợp với các cơ quan liên quan ban hành văn bản hướng dẫn, hoàn "
        "thành trước ngày 15/6/2025.",
        "Đảng ủy Bộ Nội vụ phải ban hành văn bản hướng dẫn trước ngày 15/6/2025.",
    ),
    (
        "seen last",
        "Đảng ủy Bộ Nội vụ chủ trì, phối hợp với các cơ quan liên quan ban hành văn bản hướng dẫn, hoàn "
        "thành trước ngày 15/6/2025.",
        "Hoàn thành trước ngày 15/6/2025.",
    ),
    (
        "seen last",
        "Đưa vào hoạt động cấp xã mới từ ngày 1/7/2025, phấn đấu hoàn thành trước ngày 15/7/2025.",
        "Cấp xã mới đi vào hoạt động từ ngày 01/7/2025.",
    ),
    (
        "seen last",
        "Nâng mức phụ cấp ưu đãi nghề lên mức tối thiểu 70% cho người trực tiếp làm chuyên môn y tế tại "
        "trạm y tế cấp xã.",
        "Mức phụ cấp ưu đãi nghề tối thiểu là 70%.",
    ),
    (
        "seen last",
        "Chi bộ họp thường lệ mỗi tháng một lần; đảng ủy cơ sở họp thường lệ ba tháng một lần.",
        "Đảng ủy cơ sở họp thường lệ 3 tháng một lần.",
    ),
    (
        "seen last",
        "Người vào Đảng phải có bằng tốt nghiệp trung học cơ sở trở lên.",
        "Người vào Đảng cần có bằng tốt nghiệp trung học cơ sở trở lên.",
    ),
    (
        "seen last",
        "Giao Ban Tổ chức Trung ương chủ trì hướng dẫn, kiểm tra việc thực hiện Quy định này.",
        "Ban Tổ chức Trung ương chủ trì hướng dẫn, kiểm tra việc thực hiện Quy định này.",
    ),
    (
        "seen last",
        "Mức hỗ trợ đối với hộ nghèo là 40 triệu đồng/hộ.",
        "Hộ nghèo được hỗ trợ 40 triệu đồng mỗi hộ.",
    ),
    (
        "seen last",
        "Cán bộ nghỉ hưu trước tuổi được hưởng trợ cấp một lần bằng 3 tháng tiền lương cho mỗi năm nghỉ sớm.",
        "Cán bộ nghỉ hưu trước tuổi được trợ cấp một lần bằng 3 tháng lương cho mỗi năm nghỉ sớm.",
    ),
    (
        "seen last",
        "Thủ tướng Chính phủ quyết định thành lập hội đồng thẩm định trong thời hạn 15 ngày.",
        "Hội đồng thẩm định do Thủ tướng Chính phủ quyết định thành lập trong thời hạn 15 ngày.",
    ),
    (
        "seen last",
        "Phấn đấu đến năm 2030, kinh tế số đạt tối thiểu 30% GDP.",
        "Mục tiêu đến năm 2030 kinh tế số đạt tối thiểu 30% GDP.",
    ),
    (
        "seen last",
        "Cơ quan, tổ chức, cá nhân vi phạm thì tùy theo tính chất, mức độ vi phạm mà bị xử lý kỷ luật, "
        "xử phạt hành chính hoặc truy cứu trách nhiệm hình sự.",
        "Cá nhân vi phạm bị xử lý kỷ luật, xử phạt hành chính hoặc truy cứu trách nhiệm hình sự.",
    ),
]
HIDDEN = [
    (FOREST, "Trong quý IV năm 2028 hoàn thành trồng mới 350 ha rừng ngập mặn."),
    (
        "Hồ sơ nộp trực tiếp hoặc qua đường bưu điện đến Trung tâm Phục vụ hành chính công tỉnh.",
        "Có thể nộp hồ sơ trực tiếp hoặc qua đường bưu điện.",
    ),
    ("Nhiệm kỳ của Ban Chấp hành là 5 năm, cùng với nhiệm kỳ đại hội.", "Ban Chấp hành có nhiệm kỳ 5 năm."),
    (
        "Đối tượng được hỗ trợ gồm: người có công; hộ nghèo; người khuyết tật nặng.",
        "Ba nhóm đối tượng được hỗ trợ là người có công, hộ nghèo và người khuyết tật nặng.",
    ),
    (
        "Không xem xét, kết nạp lại những người tự bỏ sinh hoạt đảng.",
        "Người tự bỏ sinh hoạt đảng không được xem xét, kết nạp lại.",
    ),
    (
        "Nâng mức phụ cấp ưu đãi nghề lên mức tối thiểu 70% cho người trực tiếp làm chuyên môn y tế tại "
        "trạm y tế cấp xã.",
        "Người trực tiếp làm chuyên môn y tế tại trạm y tế cấp xã được hưởng phụ cấp ưu đãi nghề tối thiểu 70%.",
    ),
    (
        "Trong giai đoạn 2025 - 2030, mỗi năm các địa phương luân phiên, luân chuyển, điều động ít nhất "
        "1.000 bác sĩ về trạm y tế cấp xã.",
        "Giai đoạn 2025-2030, mỗi năm điều động ít nhất 1.000 bác sĩ về trạm y tế cấp xã.",
    ),
    (
        "Hồ sơ lưu trữ vĩnh viễn được giao nộp trong thời hạn 30 năm, tính từ năm nộp hồ sơ vào lưu trữ hiện hành.",
        "Thời hạn giao nộp hồ sơ lưu trữ vĩnh viễn là 30 năm.",
    ),
    (
        "Giao Ban Tổ chức Trung ương chủ trì hướng dẫn, kiểm tra việc thực hiện Quy định này.",
        "Cơ quan được giao chủ trì là Ban Tổ chức Trung ương.",
    ),
]
"""Honest statements that are not shown, as what makes them right is beyond these rules: an object told first, a count
that the text leaves to the reader, a permission that a bare rule implies."""


def reasons(sources_of_text, quotes, statement):
    quotes = (quotes,) if isinstance(quotes, str) else quotes
    sources = sources_of_text("\n".join(quotes))
    supports = tuple(
        Support(next(n for n, source in enumerate(sources, 1) if quote in source.document.text), quote)
        for quote in quotes
    )
    _, _, rejected = verify([Claim(statement, supports)], sources)
    return [(item.reason, item.words) for item in rejected]


@pytest.mark.parametrize(("kind", "quotes", "statement"), CASES, ids=[f"{kind}: {text}" for kind, _, text in CASES])
def test_an_honest_statement_is_shown(sources_of_text, kind, quotes, statement):
    assert reasons(sources_of_text, quotes, statement) == []


@pytest.mark.parametrize(("quote", "statement"), HIDDEN, ids=[text for _, text in HIDDEN])
def test_what_is_honestly_said_and_yet_hidden_is_known(sources_of_text, quote, statement):
    assert len(reasons(sources_of_text, quote, statement)) == 1
