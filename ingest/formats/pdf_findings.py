"""What a text layer's words leave doubtful: words mended, and words that nobody can see."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats.pdf_page import RawPage
from ingest.types import Box, Finding, Page, Span


def text_layer_findings(raws: Sequence[RawPage | int], pages: Sequence[Page]) -> tuple[Finding, ...]:
    """Findings about pages read by their text layer; `pages` are those that `raws` became, those by OCR included."""
    layers = [
        (raw, page)
        for raw, page in zip(raws, pages, strict=True)
        if isinstance(raw, RawPage) and page.source.kind == "text"
    ]
    return tuple(
        finding
        for finding in (_mended(layers), _hidden([raw for raw, _ in layers]), _outside([raw for raw, _ in layers]))
        if finding is not None
    )


def _mended(layers: Sequence[tuple[RawPage, Page]]) -> Finding | None:
    spans = [span for raw, page in layers if raw.mended for span in _spans(page, set(raw.mended))]
    if not spans:
        return None
    return Finding(
        "mended_words",
        f"{len(spans)} từ bị lớp chữ của tệp cắt rời hoặc dính nhau đã được sửa theo khoảng cách in trên trang; "
        "hãy đối chiếu với bản gốc khi trích dẫn.",
        spans[0],
    )


def _spans(page: Page, boxes: set[Box]) -> list[Span]:
    return [word.span for word in page.words if word.span is not None and word.box in boxes]


def _hidden(raws: Sequence[RawPage]) -> Finding | None:
    pages = [raw.number for raw in raws if raw.hidden]
    if not pages:
        return None
    count = sum(len(raw.hidden) for raw in raws)
    return Finding(
        "hidden_text",
        f"Lớp chữ có {count} chỗ mắt không thấy trên trang (chữ trắng, chữ quá nhỏ, chữ in chồng), không được đưa vào "
        f"nội dung: trang {_named(pages)}.",
    )


def _outside(raws: Sequence[RawPage]) -> Finding | None:
    pages = [raw.number for raw in raws if raw.outside]
    if not pages:
        return None
    count = sum(raw.outside for raw in raws)
    return Finding(
        "text_outside_page",
        f"Lớp chữ có {count} từ nằm ngoài khổ trang, không được đưa vào nội dung: trang {_named(pages)}.",
    )


def _named(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:10])
    return shown + (f" và {len(numbers) - 10} trang khác" if len(numbers) > 10 else "")
