"""Passages cover the text once, stay inside their unit, and carry a heading that is true of all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import Cut, body_of, passages_of
from index.types import passage_id
from ingest.structure.sections import sections_of
from ingest.types import Document, Fact, Facts, Level, Section, Span

OWN = {Level.PHU_LUC, Level.PHAN, Level.CHUONG, Level.MUC, Level.TIEU_MUC, Level.DIEU, Level.ROMAN}
ID = "a" * 64 + "-0"
NOTHING = Facts()

LINES = st.sampled_from(
    [
        "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM",
        "Chương I\nQUY ĐỊNH CHUNG",
        "Chương II\nTỔ CHỨC THỰC HIỆN",
        "Mục 1. Đầu mối",
        "Điều 1. Phạm vi điều chỉnh",
        "Điều 2. Đối tượng áp dụng",
        "Điều 3. Hiệu lực thi hành",
        "1. Các sở, ban, ngành của tỉnh Sông Lam.",
        "2. Ủy ban nhân dân các xã; đơn vị sự nghiệp. Báo cáo hằng quý!",
        "a) Văn phòng chủ trì, phối hợp với Sở Tài chính.",
        "b) Sở Nội vụ thẩm định.",
        "I- QUAN ĐIỂM",
        "II- MỤC TIÊU",
        "- Trên 95% hồ sơ được xử lý trên môi trường số.",
        "+ Giao ban hằng tuần.",
        "PHỤ LỤC I\nDANH MỤC NHIỆM VỤ",
        "PHỤ LỤC II\nBIỂU MẪU",
        "STT | Nhiệm vụ | Thời hạn",
        "1 | Số hóa hồ sơ | Quý III",
        "",
        "   ",
        "x" * 90,
        "Đoạn văn dài không có dấu câu nào cả " * 4,
    ]
)
TEXTS = st.lists(LINES, max_size=25).map("\n".join)


def document(text, facts=NOTHING):
    return Document(ID, text, "text/plain", facts, sections=sections_of(text))


@given(TEXTS, st.integers(20, 400))
def test_every_character_is_covered_once_and_no_unit_is_crossed(text, max_chars):
    made = document(text)
    passages = passages_of(made, Cut(max_chars))
    covered = [0] * len(text)
    for passage in passages:
        assert passage.text == passage.span.of(text) == passage.text.strip() != ""
        assert len(passage.text) <= max_chars
        assert passage.document_id == ID
        assert passage.id == passage_id(ID, passage.span)
        for at in range(passage.span.start, passage.span.end):
            covered[at] += 1
    for character, count in zip(text, covered, strict=True):
        assert count <= 1
        assert character.isspace() or count == 1
    own = [section.span for section in made.sections if section.level in OWN]
    for passage in passages:
        # The heading of a higher unit may lead; past it no unit begins, and none ends anywhere inside.
        body = body_of(made.sections, passage.span)
        assert body.start == passage.span.start or body.start - passage.span.start <= 600
        for at in (span.start for span in own):
            assert not body.start < at < passage.span.end
        for at in (span.end for span in own):
            assert not passage.span.start < at < passage.span.end
    assert [passage.span for passage in passages] == sorted(passage.span for passage in passages)
    assert passages_of(made, Cut(max_chars)) == passages


@given(st.text(max_size=200), st.integers(1, 60))
def test_any_text_without_structure_is_covered_once(text, max_chars):
    passages = passages_of(Document(ID, text, "text/plain"), Cut(max_chars))
    assert all(len(passage.text) <= max_chars for passage in passages)
    assert "".join("".join(passage.text.split()) for passage in passages) == "".join(text.split())


@pytest.mark.parametrize("text", ["", " \n\t\n "])
def test_nothing_gives_nothing(text):
    assert passages_of(document(text)) == ()


CHAPTERS = (
    "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nÁp dụng trong tỉnh.\nĐiều 2. Đối tượng\nMọi cơ quan.\n"
    "Chương II\nNỘI DUNG\nĐiều 3. Làm gì\n1. Một.\n2. Hai."
)


def test_the_heading_of_a_chapter_leads_its_first_article():
    text = "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nQuy chế này nói về đê.\nĐiều 2. Đối tượng\nCác xã."
    first, second = passages_of(document(text))
    assert first.text.startswith("Chương I") and first.text.endswith("nói về đê.")
    assert "Điều 1. Phạm vi" in first.heading
    assert second.text.startswith("Điều 2")


def test_small_articles_of_one_chapter_stay_apart():
    passages = passages_of(document(CHAPTERS))
    assert [passage.text.split("\n")[0] for passage in passages] == ["Chương I", "Điều 2. Đối tượng", "Chương II"]
    assert passages[1].heading == "Chương I. QUY ĐỊNH CHUNG › Điều 2. Đối tượng"


def test_what_follows_a_unit_is_not_joined_to_it():
    text = "Điều 1. Phạm vi\nNơi nhận:"
    sections = (Section(Level.DIEU, "1", "Phạm vi", Span(0, 16), None),)
    passages = passages_of(Document(ID, text, "text/plain", sections=sections))
    assert [passage.text for passage in passages] == ["Điều 1. Phạm vi", "Nơi nhận:"]


def test_small_clauses_are_joined_and_long_ones_cut_at_sentences():
    text = "Điều 1. Việc\n1. Một.\n2. Hai.\n3. " + "Sở Tài chính trình Ủy ban. " * 8 + "Hết."
    passages = passages_of(document(text), Cut(120))
    assert passages[0].text == "Điều 1. Việc\n1. Một.\n2. Hai."
    assert all(passage.text.endswith(".") for passage in passages)


def test_a_sentence_without_end_is_cut_at_a_blank():
    text = "từ " * 100
    assert {word for passage in passages_of(document(text), Cut(50)) for word in passage.text.split()} == {"từ"}


def test_heading_repeats_the_header_row_inside_a_table_only():
    head = "STT | Nhiệm vụ | Thời hạn"
    rows = [f"{n} | Nhiệm vụ số {n} của Sở Nội vụ | Quý III" for n in range(1, 9)]
    text = "\n".join(["PHỤ LỤC I\nDANH MỤC", head, *rows])
    first, *rest = passages_of(document(text), Cut(150))
    assert head in first.text and head not in first.heading
    assert len(rest) > 1
    for passage in rest:
        assert passage.heading == f"Phụ lục I. DANH MỤC\n{head}"


def test_heading_holds_the_title_and_the_number_but_not_above_the_title_itself():
    text = "QUYẾT ĐỊNH\nVề quản lý hồ sơ\nĐiều 1. Phạm vi\nTrong tỉnh."
    title = Span(text.index("Về"), text.index("\nĐiều"))
    facts = Facts(
        number=Fact("27/2025/QĐ-UBND", Span(0, 0)),
        kind=Fact("quyết định", Span(0, 10)),
        title=Fact("Về quản lý hồ sơ", title),
    )
    opening, article = passages_of(document(text, facts))
    assert opening.heading == "27/2025/QĐ-UBND"
    assert article.heading == "Quyết định Về quản lý hồ sơ\n27/2025/QĐ-UBND › Điều 1. Phạm vi"


def test_ids_tell_spans_and_documents_apart():
    ids = {passage_id(key, Span(start, 9)) for key in ("a-0", "a-1", "b-0") for start in (0, 1)}
    assert len(ids) == 6
