from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

DATA = Path("../shared/data/documents")
A4 = (595.0, 842.0)


@pytest.fixture(scope="session")
def vietnamese_font() -> str:
    """The name of a registered font with all Vietnamese letters."""
    import fontpkg_noto_serif
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(fontpkg_noto_serif.__file__).parent / "files"
    pdfmetrics.registerFont(TTFont("NotoSerif", str(folder / "NotoSerif[wdth,wght].ttf")))
    return "NotoSerif"


Draw = Callable[..., Path]


@pytest.fixture
def make_pdf(tmp_path: Path, vietnamese_font: str) -> Draw:
    """Draws pages of `(x, y from the top, text)` in points, and rules as `(x1, y1, x2, y2)`."""
    from reportlab.pdfgen.canvas import Canvas

    def make(
        *pages: Sequence[tuple[float, float, str]],
        name: str = "a.pdf",
        size: float = 13,
        rules: Sequence[tuple[float, float, float, float]] = (),
        rotation: int = 0,
        encrypt: object = None,
    ) -> Path:
        path = tmp_path / name
        canvas = Canvas(str(path), pagesize=A4, encrypt=encrypt, invariant=1)
        for page in pages:
            if rotation:
                canvas.setPageRotation(rotation)
            for x, y, text in page:
                canvas.setFont(vietnamese_font, size)
                canvas.drawString(x, A4[1] - y, text)
            for x1, y1, x2, y2 in rules:
                canvas.line(x1, A4[1] - y1, x2, A4[1] - y2)
            canvas.showPage()
        canvas.save()
        return path

    return make


@pytest.fixture
def documents() -> Path:
    """The folder of real documents, or a skip that says why."""
    if not DATA.is_dir():
        pytest.skip("needs ../shared/data/documents, which is not here")
    return DATA
