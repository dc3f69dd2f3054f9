"""Which pages are read from their picture, with pages of each kind, and what becomes of both sources of words."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.errors import ReadingFailed
from ingest.formats.fakes import FakeOcr
from ingest.formats.ocr import OcrWord, PageImage
from ingest.formats.ocr_words import parted, print_of
from ingest.formats.pdf import RawPage, pages_of
from ingest.formats.recognition import needs_ocr, recognised
from ingest.types import Box

pytestmark = pytest.mark.system

SENTENCE = "Ủy ban nhân dân các xã báo cáo kết quả thực hiện nhiệm vụ năm nay về sở chuyên ngành"
A4 = (595, 842)


def picture_of(path: Path, size: tuple[int, int], lines: int = 30, ink: object = 0) -> Path:
    """Printed lines as a picture, at 2 pixels a point."""
    import fontpkg_noto_serif

    font = Path(fontpkg_noto_serif.__file__).parent / "files" / "NotoSerif[wdth,wght].ttf"
    picture = Image.new("RGB", (size[0] * 2, size[1] * 2), (245, 243, 238))
    draw = ImageDraw.Draw(picture)
    for line in range(lines):
        draw.text((20, 20 + 50 * line), SENTENCE, ink, ImageFont.truetype(str(font), 24))
    picture.save(path)
    return path


Drawn = Callable[..., RawPage]


@pytest.fixture
def page(tmp_path: Path, vietnamese_font: str) -> Drawn:
    """A page with lines of text, of a picture at (left, bottom, width, height), or of glyphs drawn as curves."""
    from reportlab.pdfgen.canvas import Canvas

    def draw(
        text: Sequence[tuple[float, float, str]] = (),
        image: tuple[float, float, float, float] | None = None,
        lines: int = 30,
        curves: int = 0,
        under: bool = False,
    ) -> RawPage:
        canvas = Canvas(str(tmp_path / "s.pdf"), pagesize=A4)

        def put_image() -> None:
            if image:
                made = picture_of(tmp_path / "p.png", (int(image[2]), int(image[3])), lines)
                canvas.drawImage(str(made), *image)

        if under:
            put_image()
        canvas.setFont(vietnamese_font, 12)
        for x, y, words in text:
            canvas.drawString(x, y, words)
        if not under:
            put_image()
        for line in range(curves):
            for at in range(60):
                canvas.rect(60 + 8 * at, 760 - 24 * line, 4, 7, fill=1)
        canvas.showPage()
        canvas.save()
        found = next(iter(pages_of(tmp_path / "s.pdf")))
        assert isinstance(found, RawPage)
        return found

    return draw


def body(lines: int, words: str = SENTENCE, top: float = 780) -> list[tuple[float, float, str]]:
    return [(50, top - 20 * line, words) for line in range(lines)]


def test_text_is_read_as_text(page: Drawn, tmp_path: Path) -> None:
    assert not needs_ocr(tmp_path / "s.pdf", page(body(30)))


def test_a_short_page_of_text_is_read_as_text(page: Drawn, tmp_path: Path) -> None:
    assert not needs_ocr(tmp_path / "s.pdf", page(body(3)))


def test_a_blank_page_is_read_as_text(page: Drawn, tmp_path: Path) -> None:
    assert not needs_ocr(tmp_path / "s.pdf", page())


def test_a_picture_of_a_page_is_recognised(page: Drawn, tmp_path: Path) -> None:
    assert needs_ocr(tmp_path / "s.pdf", page(image=(0, 0, 595, 842)))


def test_a_logo_on_a_page_of_text_is_none(page: Drawn, tmp_path: Path) -> None:
    assert not needs_ocr(tmp_path / "s.pdf", page(body(25), image=(480, 790, 60, 40), lines=1))


def test_a_thin_header_over_a_picture_is_no_page(page: Drawn, tmp_path: Path) -> None:
    header = [(200.0, 810.0, "CÔNG BÁO/Số 244/Ngày 23-04-2026")]
    assert needs_ocr(tmp_path / "s.pdf", page(header, image=(50, 100, 495, 680), lines=24))


def test_a_picture_over_a_quarter_of_a_page_of_words_counts(page: Drawn, tmp_path: Path) -> None:
    """Many words elsewhere on the page do not carry what stands in the picture."""
    assert needs_ocr(tmp_path / "s.pdf", page(body(18), image=(50, 60, 495, 300), lines=10))


def test_print_drawn_as_curves_is_recognised(page: Drawn, tmp_path: Path) -> None:
    assert needs_ocr(tmp_path / "s.pdf", page(curves=25))
    assert needs_ocr(tmp_path / "s.pdf", page(body(4), curves=25))


def test_a_bad_text_layer_over_a_picture_is_no_text(page: Drawn, tmp_path: Path) -> None:
    misread = "Uy bnn nhâhn dãân các xâ bao cao kêt qna thưc hiên nhiêrn vu nàm nay vê sò chuyẽẽn ngành"
    bad = page(body(30, misread), image=(0, 0, 595, 842), under=True)
    assert needs_ocr(tmp_path / "s.pdf", bad)
    good = page(body(30), image=(0, 0, 595, 842), under=True)
    found = recognised(tmp_path / "s.pdf", good, FakeOcr(), dpi=72)
    assert found is None or any(word.text == "nhân" for word in found.words)


@dataclass
class Scripted:
    """Says for each picture what the function says."""

    answer: Callable[[PageImage], tuple[OcrWord, ...]]
    seen: list[PageImage] = field(default_factory=list)

    def words_of(self, image: PageImage) -> tuple[OcrWord, ...]:
        self.seen.append(image)
        return self.answer(image)


def words(text: str, top: float = 200, confidence: float = 0.95, line: int = 0) -> tuple[OcrWord, ...]:
    return tuple(
        OcrWord(word, Box(60 + 30 * at, top, 85 + 30 * at, top + 12), confidence, line)
        for at, word in enumerate(text.split())
    )


def test_the_text_layer_keeps_its_words_beside_the_picture_s(page: Drawn, tmp_path: Path) -> None:
    header = [(50.0, 810.0, "Nghị quyết số 99/NQ-CP")]
    raw = page(header, image=(50, 100, 495, 680), lines=24)
    misread = tuple(OcrWord("Nghj", word.box, 0.9, 7) for word in raw.words)

    ocr = Scripted(lambda image: misread + words(SENTENCE) if image.layout == "page" else ())
    found = recognised(tmp_path / "s.pdf", raw, ocr, dpi=72)
    assert found is not None
    assert found.layer_kept
    assert [word.text for word in found.words] == [*(word.text for word in raw.words), *SENTENCE.split()]


def test_a_page_upside_down_is_turned(page: Drawn, tmp_path: Path) -> None:
    raw = page(image=(0, 0, 595, 842), lines=20)
    upright: list[bytes] = []

    def answer(image: PageImage) -> tuple[OcrWord, ...]:
        if image.layout != "page":
            return ()
        if not upright:
            upright.append(image.png)
            return words("ẹ ƒ0 uẹs qsx ~7 wq uộp", confidence=0.3)
        return words(SENTENCE) if len(upright) == 1 else ()

    found = recognised(tmp_path / "s.pdf", raw, Scripted(answer), dpi=72)
    assert found is not None
    assert found.placing.quarters == 2
    assert [word.text for word in found.words][:2] == ["Ủy", "ban"]
    # A word near the top of the turned picture is seen near the foot of the page.
    assert found.words[0].shown.top > 500


def test_a_readable_page_is_recognised_once(page: Drawn, tmp_path: Path) -> None:
    ocr = Scripted(lambda image: words(SENTENCE) if image.layout == "page" else ())
    recognised(tmp_path / "s.pdf", page(image=(0, 0, 595, 842), lines=4), ocr, dpi=72)
    assert [image.layout for image in ocr.seen].count("page") == 1


def stamped_page(tmp_path: Path) -> RawPage:
    from reportlab.pdfgen.canvas import Canvas

    made = picture_of(tmp_path / "p.png", A4, lines=20)
    picture = Image.open(made)
    ImageDraw.Draw(picture).rectangle((100, 180, 260, 240), outline=(205, 30, 40), width=8)
    picture.save(made)
    canvas = Canvas(str(tmp_path / "s.pdf"), pagesize=A4)
    canvas.drawImage(str(made), 0, 0, *A4)
    canvas.save()
    found = next(iter(pages_of(tmp_path / "s.pdf")))
    assert isinstance(found, RawPage)
    return found


def test_a_secrecy_mark_in_red_is_read_and_the_rest_of_a_stamp_is_not(tmp_path: Path) -> None:
    stamp = (*words("TỐI MẬT", top=95, line=0), *words("ỦY BAN SÔNG", top=300, confidence=0.7, line=1))

    def answer(image: PageImage) -> tuple[OcrWord, ...]:
        if image.layout == "page":
            return words(SENTENCE)
        whole = Image.open(io.BytesIO(image.png)).height > 800
        return stamp if whole else ()

    ocr = Scripted(answer)
    found = recognised(tmp_path / "s.pdf", stamped_page(tmp_path), ocr, dpi=72)
    assert found is not None
    texts = [word.text for word in found.words]
    assert texts.count("MẬT") == 1
    assert "SÔNG" not in texts


def test_an_engine_that_gives_up_costs_one_page(page: Drawn, tmp_path: Path) -> None:
    def fail(image: PageImage) -> tuple[OcrWord, ...]:
        raise ReadingFailed(image.path, "x")

    found = recognised(tmp_path / "s.pdf", page(image=(0, 0, 595, 842)), Scripted(fail), dpi=72)
    assert found is not None
    assert found.trouble == "page_failed"


def test_a_huge_page_has_a_bounded_picture(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "s.pdf"), pagesize=(14000, 14000))
    canvas.rect(100, 100, 5000, 5000, fill=1)
    canvas.save()
    raw = next(iter(pages_of(tmp_path / "s.pdf")))
    assert isinstance(raw, RawPage)
    ocr = Scripted(lambda image: ())
    recognised(tmp_path / "s.pdf", raw, ocr, dpi=300)
    assert all(Image.open(io.BytesIO(image.png)).size[0] <= 4300 for image in ocr.seen)


def test_scribbles_go_from_a_clear_page_alone() -> None:
    clear = (*words(SENTENCE), *words("wƒ xqz7 qjk", confidence=0.2, line=1, top=240))
    assert "qjk" not in [word.text for word in print_of(clear)]
    poor = (*words(SENTENCE, confidence=0.5), *words("wf xqz qjk", confidence=0.2, line=1, top=240))
    assert "qjk" in [word.text for word in print_of(poor)]


def test_a_signature_beside_print_goes_and_a_doubtful_abbreviation_stays() -> None:
    signature = [
        OcrWord(text, Box(300 + 30 * at, 240, 320 + 30 * at, 252), 0.1, 1) for at, text in enumerate(("I5", "q", "PT"))
    ]
    line = (*words("Lưu Văn phòng", line=1, top=240), *signature)
    assert [word.text for word in print_of((*words(SENTENCE), *line))][-3:] == ["Lưu", "Văn", "phòng"]
    doubtful = OcrWord("BKHCN", Box(300, 240, 330, 252), 0.1, 1)
    assert "BKHCN" in [word.text for word in print_of((*words(SENTENCE), *line[:3], doubtful))]


def test_a_number_that_is_all_but_sure_stays() -> None:
    line = (*words("Điều", line=1, top=240), OcrWord("1.", Box(90, 240, 99, 252), 0.2, 1))
    assert [word.text for word in print_of((*words(SENTENCE), *line))][-2:] == ["Điều", "1."]


def test_a_line_read_twice_is_kept_once() -> None:
    """What the engine reads out of two lines at once is higher than a line and less sure."""
    ghost = tuple(OcrWord(word.text, Box(word.box.left, 180, word.box.right, 218), 0.9, 5) for word in words(SENTENCE))
    assert [word.text for word in print_of((*words(SENTENCE), *ghost))] == SENTENCE.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("LêThị", ["Lê", "Thị"]),
        ("nghị", ["nghị"]),
        ("|Các", ["Các"]),
        ("|", []),
        ("QĐ-TTg", ["QĐ-TTg"]),
        ("BKHCNvà", ["BKHCNvà"]),
        ("VanBan", ["VanBan"]),
        ("iPhone", ["iPhone"]),
        (" ", []),
    ],
)
def test_only_what_is_certainly_two_words_is_parted(text: str, words: list[str]) -> None:
    found = list(parted(text, Box(10, 0, 60, 10)))
    assert [word for word, _ in found] == words
    if found:
        assert found[0][1].left == 10
        assert found[-1][1].right == 60
