from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.layout.relettered import relettered, relettered_blocks
from ingest.types import Box, Page, PageSource, Span, Word

VNI = "Quy ñònh naøy aùp duïng cho caùc ñôn vò"
UNICODE = "Quy định này áp dụng cho các đơn vị"
BOX = Box(0, 0, 1, 1)


def paged(*texts: str, kind: str = "text") -> tuple[str, tuple[Page, ...]]:
    """One line a page, a word a Word."""
    text = "\n".join(texts)
    pages, at = [], 0
    for number, line in enumerate(texts, 1):
        words, start = [], at
        for word in line.split(" "):
            words.append(Word(BOX, Span(start, start + len(word))))
            start += len(word) + 1
        end = min(at + len(line) + 1, len(text))
        pages.append(Page(number, Span(at, end), PageSource(kind, 0.9 if kind == "ocr" else None), 1, 1, tuple(words)))
        at = end
    return text, tuple(pages)


def test_words_of_pages_move_along() -> None:
    text, pages, findings = relettered(*paged("Mở đầu có chữ", VNI, "Kết thúc"))
    assert text == f"Mở đầu có chữ\n{UNICODE}\nKết thúc"
    assert [page.span.of(text) for page in pages] == ["Mở đầu có chữ\n", UNICODE + "\n", "Kết thúc"]
    assert [word.span.of(text) for word in pages[1].words if word.span] == UNICODE.split()
    assert [word.span.of(text) for word in pages[2].words if word.span] == ["Kết", "thúc"]
    (finding,) = findings
    assert finding.code == "legacy_encoding"
    assert finding.span is not None
    assert finding.span.of(text) == UNICODE


def test_recognised_pages_stay() -> None:
    text, pages = paged(VNI, kind="ocr")
    assert relettered(text, pages) == (text, pages, ())


def test_what_resists_is_reported() -> None:
    text, _, findings = relettered("V¤n b¶nz k£hông ¢ ®ñoµc ¿gì c§ ph¶p g¾xq¾z", ())
    (finding,) = findings
    assert finding.code == "legacy_unconverted"
    assert finding.span is not None
    assert finding.span.of(text) == text


def test_blocks_keep_the_soft_hyphen_that_is_a_letter() -> None:
    blocks, findings = relettered_blocks(["nh÷ng ng\u00adêi cña c¸c ®¬n vÞ"])
    assert blocks == ["những người của các đơn vị"]
    assert [finding.code for finding in findings] == ["legacy_encoding"]
    assert relettered_blocks(["Điều 1"]) == (["Điều 1"], ())


@given(st.lists(st.sampled_from([VNI, UNICODE, "abc", "§iÒu 1. Ph¹m vi ®iÒu chØnh cña NghÞ ®Þnh"]), min_size=1))
def test_pages_still_tile_and_words_are_words(lines: list[str]) -> None:
    text, pages, _ = relettered(*paged(*lines))
    assert pages[0].span.start == 0
    assert pages[-1].span.end == len(text)
    assert all(a.span.end == b.span.start for a, b in pairwise(pages))
    words = [word.span.of(text) for page in pages for word in page.words if word.span]
    assert words == text.split()
