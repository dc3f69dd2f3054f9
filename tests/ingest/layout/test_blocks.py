import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.layout.blocks import Piece, Sheet, clean, paged_text, row_of, text_of
from ingest.types import Box, PageSource

BOX = Box(0, 0, 1, 1)
words = st.text("aĐiều1.;ệ-", min_size=1, max_size=6)


def sheet(number: int) -> Sheet:
    return Sheet(number, PageSource("text"), 595, 842)


@given(st.text())
def test_clean_text_is_composed_on_one_line_and_stays(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == " ".join(once.split())


@given(st.text())
def test_no_control_or_zero_width_character_survives(text: str) -> None:
    assert not {"\u200b", "\ufeff", "\u00ad", "\x00", "\x07", "\u00a0", "\n"} & set(clean(text))


def test_a_row_keeps_its_empty_cell_inside_and_drops_those_at_the_ends() -> None:
    assert row_of(["", "1", "Đề án", "", "Bộ", ""]) == "1 | Đề án | | Bộ"


def test_rules_and_stars_are_no_blocks() -> None:
    assert text_of(["Số 57-NQ/TW", "*", "-----", "  ", "Hà Nội"]) == "Số 57-NQ/TW\nHà Nội"


@given(st.lists(st.tuples(st.integers(0, 1), st.lists(words, min_size=1, max_size=4)), max_size=12))
def test_page_spans_tile_the_text_and_word_spans_give_the_words(steps: list[tuple[int, list[str]]]) -> None:
    page, blocks = 1, []
    for step, texts in steps:
        page += step
        blocks.append([Piece(text, page, BOX) for text in texts])
    text, pages = paged_text(blocks, [sheet(number) for number in range(1, page + 1)])
    assert pages[0].span.start == 0
    assert pages[-1].span.end == len(text)
    assert all(a.span.end == b.span.start for a, b in pairwise(pages))
    printed = [word.span.of(text) for one in pages for word in one.words if word.span]
    kept = [[p.text for p in block] for block in blocks if any(c.isalnum() for p in block for c in p.text)]
    assert printed == [text for block in kept for text in block]
    assert all(one.span.contains(word.span) for one in pages for word in one.words if word.span)


def test_a_block_over_a_page_break_is_one_line_and_the_break_falls_at_its_word() -> None:
    blocks = [[Piece("Bộ", 1, BOX), Piece("Nội", 2, BOX), Piece("vụ", 2, BOX)]]
    text, pages = paged_text(blocks, [sheet(1), sheet(2), sheet(3)])
    assert text == "Bộ Nội vụ"
    assert [page.span.of(text) for page in pages] == ["Bộ ", "Nội vụ", ""]


def test_a_word_broken_after_its_hyphen_is_glued() -> None:
    text, _ = paged_text([[Piece("NĐ-", 1, BOX), Piece("CP", 1, BOX, glued=True)]], [sheet(1)])
    assert text == "NĐ-CP"
