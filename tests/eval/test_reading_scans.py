from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from eval.reading.error_rates import comparable, edit_distance, error_counts
from eval.reading.noised import noised_pages, printed_of
from eval.reading.noising import KINDS, RUINED
from ingest.formats.pdf import RawPage, pages_of

pytestmark = pytest.mark.system


def slow_distance(read: str, printed: str) -> int:
    """Levenshtein by the book."""
    row = list(range(len(printed) + 1))
    for at, letter in enumerate(read, start=1):
        above, row[0] = row[0], at
        for to, other in enumerate(printed, start=1):
            above, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, above + (letter != other))
    return row[-1]


letters = st.text(alphabet="aăâ bcổ", max_size=14)


@given(letters, letters)
def test_the_distance_is_levenshtein_s(read: str, printed: str) -> None:
    assert edit_distance(read, printed) == slow_distance(read, printed)


def test_the_nearest_reading_order_counts() -> None:
    assert error_counts("hai một", ["một hai", "hai một"]) == (0, 0, 7)
    assert error_counts("Kêt luân", ["Kết luận"]) == (2, 0, 8)
    assert error_counts("", ["abc"]) == (3, 3, 3)


def test_kinds_of_signs_are_no_errors() -> None:
    assert comparable("“Ủy ban” – 5 ________\n hòa") == comparable('"Uỷ ban"  - 5 hoà')
    assert comparable("Điều") != comparable("điều")


def page() -> Image.Image:
    picture = Image.new("RGB", (1240, 1754), "white")
    for top in range(200, 1500, 50):
        ImageDraw.Draw(picture).rectangle((150, top, 1000, top + 20), fill="black")
    return picture


@pytest.mark.parametrize("kind", [*KINDS, *RUINED])
def test_noise_is_seeded_and_leaves_a_page(kind: str) -> None:
    noise = {**KINDS, **RUINED}[kind]
    first, again = (noise(page(), np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(np.asarray(first.picture), np.asarray(again.picture))
    sides = sorted(side * 300 / first.dpi for side in first.picture.size)
    assert sides == pytest.approx([1240, 1754], abs=8)
    grey = np.asarray(first.picture.convert("L"))
    assert grey.std() > 10


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 3))
def test_two_seeds_make_two_pages(seed: int) -> None:
    skewed = KINDS["nghiêng"]
    one, other = (skewed(page(), np.random.default_rng(number)).picture for number in (seed, seed + 1))
    assert not np.array_equal(np.asarray(one), np.asarray(other))


def test_noised_pages_hold_a_picture_only_and_know_their_words(tmp_path: Path) -> None:
    import fontpkg_noto_serif
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    font = Path(fontpkg_noto_serif.__file__).parent / "files" / "NotoSerif[wdth,wght].ttf"
    pdfmetrics.registerFont(TTFont("NotoSerif", str(font)))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    for _ in range(2):
        canvas.setFont("NotoSerif", 11)
        for line in range(25):
            canvas.drawString(60, 780 - 20 * line, "Ủy ban nhân dân tỉnh báo cáo kết quả")
        canvas.showPage()
    canvas.save()
    kinds = {name: KINDS[name] for name in ("sạch, 300 dpi", "nghiêng")}
    (tmp_path / "out").mkdir()
    made = list(noised_pages([tmp_path / "a.pdf"], tmp_path / "out", kinds, per_kind=1, seed=3))
    assert [page.kind for page in made] == list(kinds)
    assert [page.number for page in made] == [1, 2]
    for one in made:
        held = next(iter(pages_of(one.path)))
        assert isinstance(held, RawPage)
        assert held.words == ()
        assert held.width == pytest.approx(595, abs=1)
        assert "Ủy ban nhân dân tỉnh" in one.printed[0]


def test_truth_has_both_reading_orders(tmp_path: Path) -> None:
    raw = RawPage(1, 595, 842, (), (), 0.0, False)
    assert printed_of(raw) == ("", "")
