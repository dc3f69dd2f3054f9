"""What a document's page says of its doubts: one line for what many pages share, a place for each of the others."""

from api.web.doubts import Doubt, doubts_of
from index.causes import CAUSES
from ingest.types import Document, Finding, Page, PageSource, Span

ID = "c" * 64 + "-0"
PAGES = tuple(Page(n + 1, Span(10 * n, 10 * n + 10), PageSource("ocr", 0.5), 595, 842) for n in range(4))


def told(*findings, pages=PAGES):
    return doubts_of(Document(ID, "x" * 40, "application/pdf", pages=pages, findings=findings))


def test_pages_with_the_same_doubt_are_told_of_once():
    bad = [Finding("illegible_page", f"Trang {page.number}: mờ.", page.span) for page in PAGES[1:]]
    weak = Finding("low_ocr_confidence", "Trang 1: chưa chắc chắn.", PAGES[0].span)
    first, second, last = told(bad[0], weak, bad[1], Finding("no_text_layer", "Không có lớp chữ."), bad[2])
    cause = CAUSES["illegible_page"]
    assert (first.message, first.remedy) == (f"{cause.name}:", cause.remedy)
    assert first.places == tuple((f"trang {n}", f"/documents/{ID}/pages/{n}") for n in (2, 3, 4))
    assert second == Doubt("Trang 1: chưa chắc chắn.", (("Xem ảnh trang", f"/documents/{ID}/pages/1"),))
    assert last == Doubt("Không có lớp chữ.")


def test_a_doubt_about_a_unit_leads_to_its_words():
    gaps = [Finding("numbering_gap", f"Khoản {n} …", Span(n, n + 2)) for n in (3, 5)]
    assert [doubt.message for doubt in told(*gaps)] == ["Khoản 3 …", "Khoản 5 …"]
    assert told(gaps[0])[0].places == (("Xem chỗ này", f"/documents/{ID}?start=3&end=5#trich-dan"),)


def test_without_pages_and_without_doubts():
    assert told(pages=()) == ()
    empty = Page(1, Span(0, 0), PageSource("text"), 595, 842)
    assert told(Finding("empty_text", "Không có chữ.", Span(0, 0)), pages=(empty,))[0].message == "Không có chữ."
