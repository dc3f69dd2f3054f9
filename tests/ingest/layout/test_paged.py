from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.pdf import PlacedWord, RawPage, pages_of
from ingest.layout.paged import PageWords, text_and_pages
from ingest.types import Box, Page, PageSource

FULL = "từng dòng chữ kéo dài cho tới hết lề bên phải của trang giấy thì mới chịu"  # about 430 points


def read(path: Path) -> tuple[str, tuple[Page, ...]]:
    raws = [page for page in pages_of(path) if isinstance(page, RawPage)]
    return text_and_pages([page.page_words() for page in raws])


def test_lines_of_a_clause_are_joined_and_units_stay_apart(make_pdf) -> None:
    path = make_pdf(
        [
            (60, 100, "Điều 1. Phạm vi"),
            (60, 116, "1. Khoản này có " + FULL[: -len(" chịu")]),
            (30, 132, FULL + " xuống"),
            (30, 148, "dòng dưới."),
            (60, 164, "2. Khoản sau."),
            (60, 180, "a) Điểm đầu;"),
        ]
    )
    text, _ = read(path)
    assert text.split("\n") == [
        "Điều 1. Phạm vi",
        f"1. Khoản này có {FULL[: -len(' chịu')]} {FULL} xuống dòng dưới.",
        "2. Khoản sau.",
        "a) Điểm đầu;",
    ]


def test_a_wrapped_line_that_begins_like_a_unit_goes_on(make_pdf) -> None:
    path = make_pdf(
        [
            (90, 100, "1. Việc này làm theo quy định tại khoản 2 và khoản 3 của Nghị định có số"),
            (60, 116, "12. Hết câu ấy rồi."),
            (90, 132, "2. Khoản hai có chữ dài tới lề phải như khoản một ở trên đã có sẵn vậy đó ở"),
            (60, 148, "đây."),
        ]
    )
    assert read(path)[0].startswith("1. Việc này làm theo quy định tại khoản 2 và khoản 3 của Nghị định có số 12. Hết")


def test_a_clause_over_a_page_break_is_one_block_and_numbers_stay_on_the_page(make_pdf) -> None:
    path = make_pdf(
        [(300, 30, "1"), (60, 700, FULL + " xuống"), (60, 716, FULL)],
        [(300, 30, "2"), (60, 100, "trang sau của nó."), (90, 130, "2. Khoản sau.")],
    )
    text, pages = read(path)
    assert text.split("\n") == [f"{FULL} xuống {FULL} trang sau của nó.", "2. Khoản sau."]
    assert pages[1].span.of(text).startswith("trang sau")
    assert [word.span for page in pages for word in page.words].count(None) == 2


def test_a_table_is_rows_and_its_head_is_said_once(make_pdf) -> None:
    rules = [(60, y, 400, y) for y in (90, 120, 150)] + [(x, 90, x, 150) for x in (60, 120, 260, 400)]
    path = make_pdf(
        [(65, 110, "TT"), (125, 110, "Nhiệm vụ"), (265, 110, "Chủ trì"), (65, 140, "1"), (125, 140, "Rà soát"),
         (265, 140, "Bộ Nội vụ")],
        [(65, 110, "TT"), (125, 110, "Nhiệm vụ"), (265, 110, "Chủ trì"), (125, 140, "và sửa đổi"),
         (265, 140, "chủ trì")],
        rules=rules,
    )  # fmt: skip
    text, pages = read(path)
    assert text.split("\n") == ["TT | Nhiệm vụ | Chủ trì", "1 | Rà soát và sửa đổi | Bộ Nội vụ chủ trì"]
    for page in pages:
        assert all(word.span.of(text) for word in page.words if word.span)


def test_headers_and_signature_lines_are_left_out(make_pdf) -> None:
    path = make_pdf(
        [(60, 40, "CÔNG BÁO/Số 12/Ngày 01-6-2026"), (60, 60, "Ký bởi: Cổng thông tin"), (60, 200, "Nội dung văn bản.")]
    )
    text, pages = read(path)
    assert text == "Nội dung văn bản."
    assert sum(word.span is None for word in pages[0].words) == 9


def test_a_secrecy_mark_on_every_page_is_read_once(make_pdf) -> None:
    pages = [[(280, 30, "MẬT"), (280, 60, "KHẨN"), (60, 200, f"Nội dung văn bản thứ {number}.")] for number in "abcd"]
    text, _ = read(make_pdf(*pages))
    assert (text.count("MẬT"), text.count("KHẨN")) == (1, 1)


def test_a_secrecy_mark_that_runs_from_the_second_page_is_read_beside_another_mark(make_pdf) -> None:
    first = [(280, 30, "KHẨN"), (60, 200, "Nội dung văn bản.")]
    others = [[(280, 30, "TỐI MẬT"), (60, 200, f"Nội dung văn bản thứ {number}.")] for number in "abcd"]
    text, _ = read(make_pdf(first, *others))
    assert (text.count("TỐI MẬT"), text.count("KHẨN")) == (1, 1)


def note(text: str, x: float, y: float, size: float = 9) -> PlacedWord:
    return PlacedWord(text, Box(x, y, x + size / 2 * len(text), y + size), raised=text.isdigit())


def test_a_footnote_does_not_cut_the_clause_that_it_hangs_on() -> None:
    def line(y: float, text: str) -> list[PlacedWord]:
        width = 475 / len(text.split())
        return [PlacedWord(t, Box(60 + i * width, y, 50 + (i + 1) * width, y + 14)) for i, t in enumerate(text.split())]

    first = [
        *line(700, "dòng này dài hết trang và mang một chú"),
        note("1", 536, 700, 7),
        *line(714, "thích rồi đi tiếp sang trang"),
    ]
    first += [note("1", 60, 760, 6), note("Sửa", 66, 760), note("đổi.", 90, 760)]
    pages = [
        PageWords(1, 595, 842, PageSource("text"), first),
        PageWords(2, 595, 842, PageSource("text"), line(60, "sau cho đến khi hết câu thì thôi.")),
    ]
    text, _ = text_and_pages(pages)
    assert text.split("\n") == [
        "1 Sửa đổi.",
        "dòng này dài hết trang và mang một chú thích rồi đi tiếp sang trang sau cho đến khi hết câu thì thôi.",
    ]


placed = st.builds(
    lambda text, x, y: PlacedWord(text, Box(x, y, x + 30, y + 12)),
    st.sampled_from(["Điều", "5.", "-", "a)", "CHƯƠNG", "Bộ", "7", "|", "…"]),
    st.integers(0, 560),
    st.integers(0, 820),
)


@given(st.lists(st.lists(placed, max_size=25), min_size=1, max_size=4))
def test_any_words_anywhere_tile_and_point_to_themselves(pages: list[list[PlacedWord]]) -> None:
    given_pages = [PageWords(n, 595, 842, PageSource("text"), words) for n, words in enumerate(pages, 1)]
    text, tiled = text_and_pages(given_pages)
    assert (text, tiled) == text_and_pages(given_pages)
    assert tiled[0].span.start == 0 and tiled[-1].span.end == len(text)
    assert all(a.span.end == b.span.start for a, b in pairwise(tiled))
    for page, words in zip(tiled, pages, strict=True):
        assert len(page.words) == len(words)
        printed = {word.text for word in words}
        assert all(word.span.of(text) in printed for word in page.words if word.span)


def test_no_pages() -> None:
    assert text_and_pages([]) == ("", ())


@pytest.mark.parametrize("text", ["", "NGHỊ QUYẾT"])
def test_a_page_of_a_word_or_none(make_pdf, text: str) -> None:
    assert read(make_pdf([(60, 100, text)] if text else []))[0] == text
