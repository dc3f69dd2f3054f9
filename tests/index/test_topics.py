"""Topics by title, else by headings; the deployment's own list; what is no topic."""

import pytest

from index.errors import TopicsUnreadable
from index.topics import read_topics, title_to_sort, topics_of, version_of
from index.vocabulary import topics_of as topics_at

TOPICS = read_topics()


@pytest.mark.parametrize(("title", "found"), [
    ("Về công tác văn thư", {"Hành chính, văn thư, lưu trữ"}),
    ("Quy định mức thu, chế độ thu, nộp phí thẩm định cấp giấy phép hoạt động điện lực",
     {"Thuế, phí, hải quan", "Công nghiệp, thương mại, năng lượng"}),
    ("LUẬT BẢO HIỂM Y TẾ", {"Y tế, dân số", "Bảo hiểm, an sinh xã hội"}),
    # who issued what is carried out says nothing, and "đánh giá" is no price
    ("Hướng dẫn đánh giá theo Thông tư số 5 của Bộ trưởng Bộ Tài chính và Bộ Giáo dục và Đào tạo", set()),
    ("Đấu thầu trong phạm vi quản lý của Bộ Quốc phòng", {"Đầu tư, đấu thầu, doanh nghiệp", "Quốc phòng"}),
    ("Môi trường kinh doanh", {"Đầu tư, đấu thầu, doanh nghiệp"}), ("Kỹ thuật trồng RỪNG", {"Nông nghiệp, nông thôn"}),
    ("Về được mùa", set()), ("", set()),
])  # fmt: skip
def test_by_the_title(title, found):
    assert set(topics_of(title, (), TOPICS)) == found


def test_headings_speak_where_the_title_does_not():
    headings = ["Nâng cấp bệnh viện, y tế cơ sở", "Y tế dự phòng", "Nhân lực y tế", *["Tổ chức thực hiện"] * 8]
    assert topics_of("Về một số giải pháp", headings, TOPICS) == ("Y tế, dân số",)
    assert topics_of("Về đê", headings[1:], TOPICS) == topics_of(None, [*headings, *["Khác"] * 9], TOPICS) == ()
    assert topics_of("Về lưu trữ", headings, TOPICS) == ("Hành chính, văn thư, lưu trữ",)


def test_a_document_without_a_title_says_at_its_opening_what_it_is_about():
    text = "Toàn văn Kết luận 219-KL/TW về tiếp tục thực hiện Nghị quyết 19 về nông nghiệp, nông dân?\nNgày 26"
    assert topics_of(title_to_sort(None, "219-KL/TW", text), (), TOPICS) == ("Nông nghiệp, nông thôn",)
    assert title_to_sort(None, None, text) == "" and title_to_sort("Về đê", "1-KL/TW", text) == "Về đê"


def test_a_deployment_adds_and_takes_out(tmp_path):
    place = tmp_path / "linh-vuc.tsv"
    place.write_text("# của tỉnh\nĐất đai\tgiao rừng\nCảng cá\tbến cá | cảng cá\n-Quốc phòng\n", encoding="utf-8")
    topics = topics_at(place)
    assert topics_of("Giao rừng ở bến cá", (), topics) == ("Đất đai", "Cảng cá")
    assert "Quốc phòng" not in topics and version_of(topics) != version_of(TOPICS)
    assert version_of(read_topics()) == version_of(TOPICS)


@pytest.mark.parametrize("line", ["Chỉ có tên", "\tbến cá", "Cảng cá\t |", "-"])
def test_a_list_of_another_form_is_refused_by_line(tmp_path, line):
    place = tmp_path / "linh-vuc.tsv"
    place.write_text(f"# nhận xét\n{line}\n", encoding="utf-8")
    with pytest.raises(TopicsUnreadable, match="dòng 2"):
        topics_at(place)
    with pytest.raises(TopicsUnreadable):
        topics_at(tmp_path / "missing.tsv")
