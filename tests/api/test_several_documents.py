"""A file of two documents, from its bytes to the page image of a citation: page numbers are those of the file."""

from io import BytesIO

import fontpkg_noto_serif
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from api.errors import PageNotFound
from index.types import Scope

OPEN = Scope()


def paper(number, subject):
    return [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LẠC SƠN",
        f"Số: {number}/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lạc Sơn, ngày 05 tháng 3 năm 2025",
        "QUYẾT ĐỊNH",
        f"Về {subject}",
        "QUYẾT ĐỊNH:",
        f"Điều 1. Giao Sở Thủy sản quản lý {subject}.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Nơi nhận:",
        "- Như Điều 2;",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Bến",
    ]


@pytest.fixture
def scanned(tmp_path):
    """A PDF of three pages: a decision, a page that goes on with it, and another decision."""
    font = next(path for path in (fontpkg_noto_serif.ROOT / "files").glob("NotoSerif[[]*.ttf"))
    pdfmetrics.registerFont(TTFont("NotoSerif", str(font)))
    path = tmp_path / "hai.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    first, second = paper("12", "bến cá Vịnh Sâu"), paper("13", "âu thuyền Hòn Nồm")
    for lines in (first[:10], first[10:], second):
        canvas.setFont("NotoSerif", 13)
        for row, line in enumerate(lines):
            canvas.drawString(72, 760 - 22 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def test_each_document_is_found_and_cited_by_itself(application, scanned):
    assert application.ingest([scanned]).failed == []
    total, entries = application.documents(OPEN, limit=5)
    assert total == 2
    by_number = {entry.number: entry for entry in entries}
    assert set(by_number) == {"12/QĐ-UBND", "13/QĐ-UBND"}
    second = application.document(by_number["13/QĐ-UBND"].id, OPEN)
    assert [page.number for page in second.pages] == [3]
    assert (second.pages[0].span.start, second.pages[0].span.end) == (0, len(second.text))
    assert "several_documents" in {finding.code for finding in second.findings}
    answer = application.ask("Ai quản lý âu thuyền Hòn Nồm?", OPEN)
    assert any(c.document_id == second.id and c.pages == (3,) and c.address == "Điều 1" for c in answer.citations)


def test_the_page_image_is_that_of_the_file(application, scanned):
    application.ingest([scanned])
    second = application.find("13/QĐ-UBND", OPEN)[0].id
    assert Image.open(BytesIO(application.page_image(second, 3, OPEN, width_px=600))).width == 600
    with pytest.raises(PageNotFound):
        application.page_image(second, 1, OPEN, width_px=600)
