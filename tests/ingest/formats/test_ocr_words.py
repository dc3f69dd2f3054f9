from pathlib import Path

from ingest.formats.ocr import OcrWord, PageImage
from ingest.formats.scan import read_pages
from ingest.types import Box


class Given:
    def __init__(self, *words: OcrWord) -> None:
        self.words = words

    def words_of(self, image: PageImage) -> tuple[OcrWord, ...]:
        return self.words


def test_specks_and_ghosts_are_dropped_and_low_letters_stay_in_their_line(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas

    Image.new("L", (60, 80), 200).save(tmp_path / "p.png")
    canvas = Canvas(str(tmp_path / "s.pdf"), pagesize=(595, 842))
    canvas.drawImage(str(tmp_path / "p.png"), 0, 0, 595, 842)
    canvas.save()
    ocr = Given(
        OcrWord("Điều", Box(60, 96, 90, 112), 0.9, 0),
        OcrWord("cơ", Box(95, 104, 110, 112), 0.9, 0),
        OcrWord("quan", Box(115, 104, 150, 116), 0.9, 0),
        OcrWord("ờ", Box(62, 97, 70, 104), 0.2, 1),
        OcrWord("`", Box(300, 300, 303, 303), 0.3, 2),
    )
    text, pages, _ = read_pages(tmp_path / "s.pdf", ocr, dpi=72, workers=1, low_confidence=0.5)
    assert text == "Điều cơ quan"
    assert [word.span.of(text) for word in pages[0].words if word.span] == ["Điều", "cơ", "quan"]
