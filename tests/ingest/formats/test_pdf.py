from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption

from ingest.errors import DamagedDocument, EncryptedDocument, IngestError, UnreadableFile
from ingest.formats.pdf import RawPage, page_count, pages_of, render_page


def only(path: Path) -> RawPage:
    (page,) = pages_of(path)
    assert isinstance(page, RawPage)
    return page


def test_words_with_boxes_from_the_top_left(make_pdf) -> None:
    page = only(make_pdf([(72, 100, "Nghị quyết số 57-NQ/TW")]))
    assert [word.text for word in page.words] == ["Nghị", "quyết", "số", "57-NQ/TW"]
    first = page.words[0].box
    assert first.left == pytest.approx(72, abs=2)
    assert first.top < 100 < first.bottom + 2
    assert (page.width, page.height) == (595, 842)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_box_lies_on_the_ink_of_the_rendered_page(make_pdf, rotation: int) -> None:
    path = make_pdf([(150, 300, "WWWWWWWW")], rotation=rotation)
    page = only(path)
    image = Image.open(io.BytesIO(render_page(path, 1, scale=2))).convert("L")
    assert image.size == (round(page.width * 2), round(page.height * 2))
    ink = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    box = page.words[0].box
    assert ink is not None
    assert box.left * 2 - 4 <= ink[0] and ink[2] <= box.right * 2 + 4
    assert box.top * 2 - 4 <= ink[1] and ink[3] <= box.bottom * 2 + 4
    assert ink[2] - ink[0] > 0.5 * (box.right - box.left) * 2


def test_raised_digits_are_words_of_their_own(tmp_path: Path, vietnamese_font: str) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"))
    text = canvas.beginText(72, 700)
    text.setFont(vietnamese_font, 14)
    text.textOut("c)")
    text.setFont(vietnamese_font, 8)
    text.setRise(6)
    text.textOut("12")
    canvas.drawText(text)
    canvas.save()
    assert [(word.text, word.raised) for word in only(tmp_path / "a.pdf").words] == [("c)", False), ("12", True)]


def test_rules_and_a_blank_page(make_pdf) -> None:
    assert len(only(make_pdf([(72, 100, "Bảng")], rules=[(60, 90, 400, 90)])).rules) == 1
    assert not only(make_pdf([])).drawn


def test_a_password_is_needed_or_not(make_pdf) -> None:
    locked = make_pdf([(72, 100, "Mật")], name="b.pdf", encrypt=StandardEncryption("bí mật", "chủ"))
    with pytest.raises(EncryptedDocument):
        page_count(locked)
    owned = make_pdf([(72, 100, "Mở")], name="c.pdf", encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0))
    assert [word.text for word in only(owned).words] == ["Mở"]


def test_a_cut_file_is_read_or_called_damaged(make_pdf, tmp_path: Path) -> None:
    content = make_pdf([(72, 100, "Một")]).read_bytes()
    for share in (0.1, 0.5, 0.9):
        cut = tmp_path / "cut.pdf"
        cut.write_bytes(content[: int(len(content) * share)])
        try:
            assert page_count(cut) >= 1
        except IngestError as error:
            assert isinstance(error, DamagedDocument)


def test_missing_file_and_missing_page(make_pdf, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        page_count(tmp_path / "none.pdf")
    with pytest.raises(IndexError):
        render_page(make_pdf([]), 2, scale=1)
