from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.errors import ReadingFailed, ReadingTimedOut, ToolMissing
from ingest.formats.fakes import FakeOcr
from ingest.formats.ocr import Ocr, OcrWord, PageImage
from ingest.formats.ocr_cache import OcrCache
from ingest.formats.scan import read_pages
from ingest.read import ReadLimits
from ingest.read import read as read_file
from ingest.types import Finding, Page

pytestmark = pytest.mark.system


def read(path: Path, ocr: Ocr) -> tuple[str, tuple[Page, ...], tuple[Finding, ...]]:
    return read_pages(path, ocr, dpi=72, workers=1, low_confidence=0.75)


@pytest.fixture
def scanned(tmp_path: Path, vietnamese_font: str) -> Path:
    """A page of text, a page that is a picture, and one with a thin header over a picture."""
    import fontpkg_noto_serif
    from reportlab.pdfgen.canvas import Canvas

    words = ["nhân", "dân", "các", "xã", "báo", "cáo", "kết", "quả", "thực", "hiện", "nhiệm", "vụ", "về", "sở"]
    font = ImageFont.truetype(str(Path(fontpkg_noto_serif.__file__).parent / "files" / "NotoSerif[wdth,wght].ttf"), 14)
    printed = Image.new("L", (600, 800), 240)
    for line in range(30):
        text = " ".join(words[(5 * line + at) % len(words)] for at in range(11))
        ImageDraw.Draw(printed).text((40, 25 + 25 * line), text, 20, font)
    printed.save(tmp_path / "p.png")
    canvas = Canvas(str(tmp_path / "s.pdf"), pagesize=(595, 842))
    canvas.setFont(vietnamese_font, 13)
    canvas.drawString(60, 700, "Điều 1. Trang có chữ")
    canvas.showPage()
    canvas.drawImage(str(tmp_path / "p.png"), 0, 0, 595, 842)
    canvas.showPage()
    canvas.setFont(vietnamese_font, 10)
    canvas.drawString(60, 800, "CÔNG BÁO/Số 271/Ngày 12-05-2026")
    canvas.drawImage(str(tmp_path / "p.png"), 50, 50, 495, 700)
    canvas.showPage()
    canvas.save()
    return tmp_path / "s.pdf"


def test_only_pages_without_their_text_are_recognised(scanned: Path) -> None:
    ocr = FakeOcr(lines=("Khoản đọc từ ảnh.",))
    text, pages, findings = read(scanned, ocr)
    assert ocr.calls == 2
    assert text.split("\n") == ["Điều 1. Trang có chữ", "Khoản đọc từ ảnh.", "Khoản đọc từ ảnh."]
    assert [page.source.kind for page in pages] == ["text", "ocr", "ocr"]
    assert pages[1].source.confidence == pytest.approx(0.9)
    assert [finding.code for finding in findings][:2] == ["no_text_layer", "image_body"]


def test_low_confidence_is_said(scanned: Path) -> None:
    words = "Ủy ban nhân dân các xã báo cáo kết quả thực hiện nhiệm vụ năm nay"
    lines = (words,) * 30
    _, pages, findings = read(scanned, FakeOcr(lines=lines, confidence=0.74))
    doubts = [finding for finding in findings if finding.code in ("low_ocr_confidence", "illegible_page")]
    assert [finding.span for finding in doubts] == [page.span for page in pages[1:]]
    assert "Trang 2" in doubts[0].message


def test_an_illegible_page_is_said(scanned: Path) -> None:
    _, pages, findings = read(
        scanned, FakeOcr(lines=("Kbcải thựơ hiệh nnlvị quyyết tĩmh Sôug Lnm bảq cđơ kqềt quã vrề",))
    )
    assert [finding.span for finding in findings if finding.code == "illegible_page"] == [
        page.span for page in pages[1:]
    ]


class Broken:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def words_of(self, image: PageImage) -> tuple[OcrWord, ...]:
        raise self.error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ToolMissing(Path("a"), "Tesseract", "Hãy cài."), "ocr_missing"),
        (ReadingTimedOut(Path("a"), 1), "page_failed"),
        (ReadingFailed(Path("a"), "x"), "page_failed"),
    ],
)
def test_without_a_working_ocr_the_rest_is_read(scanned: Path, error: Exception, code: str) -> None:
    text, pages, findings = read(scanned, Broken(error))
    assert text == "Điều 1. Trang có chữ"
    assert len(pages) == 3
    assert [finding.code for finding in findings] == ["no_text_layer", code]


def test_a_blank_page_costs_no_ocr(make_pdf) -> None:
    ocr = FakeOcr()
    assert read(make_pdf([], [(60, 100, "Chữ")]), ocr)[0] == "Chữ"
    assert ocr.calls == 0


def test_a_scan_is_recognised_once_and_forgotten_when_refused(scanned: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ocr"
    ocr = FakeOcr(lines=("Khoản đọc từ ảnh.",))
    first = read_file(scanned, ocr=ocr, limits=ReadLimits(ocr_cache=folder))
    assert ocr.calls == 2
    again = read_file(scanned, ocr=ocr, limits=ReadLimits(ocr_cache=folder))
    assert ocr.calls == 2
    assert again == first
    OcrCache(folder).forget(first[0].file_id)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_words_of_a_skewed_page_are_seen_on_it(scanned: Path, tmp_path: Path) -> None:
    """Boxes stay on the page, which keeps its size."""
    from reportlab.pdfgen.canvas import Canvas

    printed = Image.open(tmp_path / "p.png").rotate(2.5, fillcolor=240)
    printed.save(tmp_path / "q.png")
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=(595, 842))
    canvas.drawImage(str(tmp_path / "q.png"), 0, 0, 595, 842)
    canvas.save()
    text, pages, _ = read(tmp_path / "t.pdf", FakeOcr(lines=("Khoản đọc từ ảnh.",)))
    assert (pages[0].width, pages[0].height) == (595, 842)
    boxes = [word.box for word in pages[0].words]
    assert [word.span.of(text) for word in pages[0].words if word.span] == ["Khoản", "đọc", "từ", "ảnh."]
    # The line leans: each word to the right is seen higher.
    assert boxes[-1].top < boxes[0].top - 2
