"""What every `ingest.formats.ocr.Ocr` keeps to: the fake and Tesseract."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.errors import ReadingFailed, ReadingTimedOut, ToolMissing
from ingest.formats.fakes import FakeOcr
from ingest.formats.ocr import Layout, Ocr, PageImage, Tesseract, VersionedOcr, words_of_tsv
from ingest.formats.ocr_cache import KeptOcr, OcrCache


def image(text: str) -> PageImage:
    import fontpkg_noto_serif

    font = Path(fontpkg_noto_serif.__file__).parent / "files" / "NotoSerif[wdth,wght].ttf"
    picture = Image.new("L", (1600, 300), 255)
    ImageDraw.Draw(picture).text((100, 100), text, 0, ImageFont.truetype(str(font), 56))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return PageImage(Path("a.pdf"), 1, out.getvalue(), 300)


@pytest.fixture(params=["fake", "kept", "tesseract", "kept tesseract"])
def ocr(request: pytest.FixtureRequest, tmp_path: Path) -> VersionedOcr:
    if "tesseract" in request.param and shutil.which("tesseract") is None:
        pytest.skip("needs the tesseract program with its Vietnamese data, which is not installed")
    engine: VersionedOcr = Tesseract() if "tesseract" in request.param else FakeOcr()
    return KeptOcr(engine, OcrCache(tmp_path / "ocr"), "file") if "kept" in request.param else engine


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


def test_the_version_is_one_line_and_stays(ocr: VersionedOcr) -> None:
    assert ocr.version() == ocr.version() != ""
    assert "\n" not in ocr.version()


@pytest.mark.parametrize("layout", ["block", "sparse"])
def test_a_second_look_reads_the_same_words(layout: Layout) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("needs the tesseract program with its Vietnamese data, which is not installed")
    page = replace(image("Điều 1. Văn bản thử"), layout=layout)
    assert [word.text for word in Tesseract().words_of(page)] == ["Điều", "1.", "Văn", "bản", "thử"]


def test_a_picture_that_is_none_is_no_missing_program() -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("needs the tesseract program with its Vietnamese data, which is not installed")
    with pytest.raises(ReadingFailed):
        Tesseract().words_of(replace(image("x"), png=b"no picture"))


def test_tesseract_reads_nothing_from_an_empty_page() -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("needs the tesseract program with its Vietnamese data, which is not installed")
    assert Tesseract().words_of(image("")) == ()


def test_a_missing_program_and_a_limit() -> None:
    with pytest.raises(ToolMissing):
        Tesseract(program="no-such-program").words_of(image("x"))
    with pytest.raises(ToolMissing):
        Tesseract(program="no-such-program").version()
    if shutil.which("tesseract") is not None:
        with pytest.raises(ReadingTimedOut):
            Tesseract(limit_s=0.001).words_of(image("x"))


def test_a_table_without_words() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    assert words_of_tsv(head, 300) == ()
    assert words_of_tsv(head + "5\t1\t1\t1\t1\t1\t300\t600\t150\t30\t96.5\tSố\n", 300)[0].box.right == 108
