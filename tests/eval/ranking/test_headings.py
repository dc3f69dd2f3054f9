"""Questions made of official texts: a heading is to be led to what it heads."""

from __future__ import annotations

from eval.ranking.headings import asked, headed_units
from ingest.structure.sections import sections_of
from ingest.types import Document, Fact, Facts, Span

BODY = "1. Cơ quan quản lý hồ sơ có trách nhiệm kiểm kê, lập danh mục và báo cáo cấp trên trước ngày 15 tháng 12.\n" * 4
TEXT = (
    "QUYẾT ĐỊNH\n"
    f"Điều 1. Phạm vi điều chỉnh của quyết định\n{BODY}"
    f"Điều 2. Trách nhiệm kiểm kê hồ sơ lưu trữ\n{BODY}"
    "Điều 3. Hiệu lực thi hành của quyết định\nNgắn.\n"
)


def document(text: str = TEXT, title: str | None = "Quyết định về kiểm kê hồ sơ") -> Document:
    facts = Facts(title=Fact(title, Span(0, 0))) if title else Facts()
    return Document("a" * 64 + "-0", text, "text/plain", facts=facts, sections=sections_of(text))


def test_a_unit_is_asked_for_by_its_heading_and_stands_without_it() -> None:
    units = headed_units([document()], 10)
    assert [unit.heading for unit in units] == [
        "Phạm vi điều chỉnh của quyết định",
        "Trách nhiệm kiểm kê hồ sơ lưu trữ",
    ]
    assert all(unit.heading not in unit.text and unit.text.startswith("1. Cơ quan") for unit in units)
    assert {unit.document for unit in units} == {"Quyết định về kiểm kê hồ sơ"}


def test_headings_that_several_units_have_are_not_asked() -> None:
    units = headed_units([document(), document(TEXT.replace("kiểm kê hồ sơ", "giao nộp hồ sơ"))], 10)
    assert [units[at].heading for at in asked(units)] == [
        "Trách nhiệm kiểm kê hồ sơ lưu trữ",
        "Trách nhiệm giao nộp hồ sơ lưu trữ",
    ]


def test_no_more_of_a_document_than_wanted_and_none_of_one_without_a_title() -> None:
    assert len(headed_units([document()], 1)) == 1
    assert headed_units([document(title=None), document("Không có điều nào.")], 5) == []
