from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ingest.errors import ReadingTimedOut, ToolMissing
from ingest.formats.fakes import FakeOcr
from ingest.formats.ocr import Ocr, OcrWord, PageImage
from ingest.formats.scan import read_pages
from ingest.types import Finding, Page


def read(path: Path, ocr: Ocr) -> tuple[str, tuple[Page, ...], tuple[Finding, ...]]:
    return read_pages(path, ocr, dpi=72, workers=1, low_confidence=0.75)


@pytest.fixture
def scanned(tmp_path: Path, vietnamese_font: str) -> Path:
    """A page of text, a page that is a picture, and one with a thin header over a picture."""
    from reportlab.pdfgen.canvas import Canvas

    Image.new("L", (60, 80), 200).save(tmp_path / "p.png")
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
    assert [finding.code for finding in findings] == ["no_text_layer"]


def test_low_confidence_is_said(scanned: Path) -> None:
    assert "low_ocr_confidence" in {finding.code for finding in read(scanned, FakeOcr(confidence=0.4))[2]}


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
