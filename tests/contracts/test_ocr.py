"""What every `ingest.formats.ocr.Ocr` keeps to: the fake and Tesseract."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.errors import ReadingTimedOut, ToolMissing
from ingest.formats.fakes import FakeOcr
from ingest.formats.ocr import Ocr, PageImage, Tesseract, words_of_tsv


def image(text: str) -> PageImage:
    import fontpkg_noto_serif

    font = Path(fontpkg_noto_serif.__file__).parent / "files" / "NotoSerif[wdth,wght].ttf"
    picture = Image.new("L", (1600, 300), 255)
    ImageDraw.Draw(picture).text((100, 100), text, 0, ImageFont.truetype(str(font), 56))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return PageImage(Path("a.pdf"), 1, out.getvalue(), 300)


@pytest.fixture(params=["fake", "tesseract"])
def ocr(request: pytest.FixtureRequest) -> Ocr:
    if request.param == "fake":
        return FakeOcr()
    if shutil.which("tesseract") is None:
        pytest.skip("needs the tesseract program with its Vietnamese data, which is not installed")
    return Tesseract()


def test_words_in_order_with_boxes_in_points(ocr: Ocr) -> None:
    page = image("Điều 1. Văn bản thử")
    words = ocr.words_of(page)
    assert [word.text for word in words] == ["Điều", "1.", "Văn", "bản", "thử"]
    assert all(0 <= word.confidence <= 1 for word in words)
    assert all(0 <= word.box.left < word.box.right <= 1600 * 72 / 300 for word in words)
    assert all(word.box.top < word.box.bottom for word in words)
    assert [word.box.left for word in words] == sorted(word.box.left for word in words)
    assert len({word.line for word in words}) == 1


def test_the_same_image_gives_the_same_words(ocr: Ocr) -> None:
    page = image("Điều 1. Văn bản thử")
    assert ocr.words_of(page) == ocr.words_of(page)


def test_tesseract_reads_nothing_from_an_empty_page() -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("needs the tesseract program with its Vietnamese data, which is not installed")
    assert Tesseract().words_of(image("")) == ()


def test_a_missing_program_and_a_limit() -> None:
    with pytest.raises(ToolMissing):
        Tesseract(program="no-such-program").words_of(image("x"))
    if shutil.which("tesseract") is not None:
        with pytest.raises(ReadingTimedOut):
            Tesseract(limit_s=0.001).words_of(image("x"))


def test_a_table_without_words() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    assert words_of_tsv(head, 300) == ()
    assert words_of_tsv(head + "5\t1\t1\t1\t1\t1\t300\t600\t150\t30\t96.5\tSố\n", 300)[0].box.right == 108
