"""The running text of born-digital PDFs: nothing of the text layer is lost, and what is read looks like language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.reading.readings import Readings
from eval.reading.rows import Row
from eval.reading.soundness import faults_of_pages
from ingest.formats.pdf import PlacedWord, RawPage, pages_of
from ingest.language.markers import starts_unit
from ingest.language.normalise import nfc
from ingest.language.syllables import is_syllable
from ingest.layout.paged import text_and_pages

_GROUP = "chữ chạy của PDF"
_LETTERS = re.compile(r"[^\W\d_]+")
_CELL = " | "


def rows(readings: Readings) -> Iterator[Row]:
    """Over every PDF of `pdf/` and `party/`, without recognition: what is lost, left out, broken, unsound."""
    counts: Counter[str] = Counter()
    for name in readings.names("pdf", "party"):
        if name.endswith(".pdf"):
            counts += _counted(readings.root / name)
    of = f"{counts['pages']} trang"
    yield Row(_GROUP, "từ của lớp chữ không còn trên trang", counts["words"] - counts["kept"], of, "= 0")
    yield Row(_GROUP, "chữ cái và chữ số so với chữ trơn của PDFium", counts["read"] / counts["bare"], of, "≥ 0.999")
    yield Row(_GROUP, "từ để ngoài nội dung (tiêu đề, số trang, chữ ký số …)", counts["aside"] / counts["kept"], of)
    yield Row(_GROUP, "chỗ trang và chữ không khớp nhau", counts["faults"], of, "= 0")
    yield Row(_GROUP, "đọc hai lần khác nhau, tệp", counts["unsteady"], of, "= 0")
    yield Row(_GROUP, "từ là âm tiết tiếng Việt", counts["syllables"] / counts["lettered"], f"{counts['lettered']} từ")
    blocks = f"{counts['blocks']} đoạn"
    yield Row(_GROUP, "đoạn mở đầu giữa câu", counts["broken"] / counts["blocks"], blocks, "≤ 0.01")


def _counted(path: Path) -> Counter[str]:
    raws = [raw for raw in pages_of(path) if isinstance(raw, RawPage)]
    text, pages = text_and_pages([raw.page_words() for raw in raws])
    again = text_and_pages([raw.page_words() for raw in pages_of(path) if isinstance(raw, RawPage)])
    counts = Counter(pages=len(raws), bare=_bare(path), unsteady=int((text, pages) != again))
    counts["words"] = sum(_words_of(raw) for raw in raws)
    counts["read"] = sum(_signs(word.text) for raw in raws for word in _all_words(raw))
    counts["kept"] = sum(len(page.words) for page in pages)
    counts["aside"] = sum(word.span is None for page in pages for word in page.words)
    counts["faults"] = sum(1 for _ in faults_of_pages(pages, text))
    return counts + _language(text.split("\n"))


def _words_of(raw: RawPage) -> int:
    return len(raw.words) + sum(len(words) for _, words in raw.asides) + len(raw.hidden)


def _all_words(raw: RawPage) -> Iterator[PlacedWord]:
    yield from raw.words
    for _, words in raw.asides:
        yield from words


def _signs(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _bare(path: Path) -> int:
    """Letters and digits that PDFium's own text of the pages has."""
    import pypdfium2 as pdfium

    count = 0
    document = pdfium.PdfDocument(path)
    for page in document:
        textpage = page.get_textpage()
        count += _signs(nfc(textpage.get_text_range()))
        textpage.close()
        page.close()
    document.close()
    return count


def _language(blocks: Sequence[str]) -> Counter[str]:
    """Words of letters that are Vietnamese syllables, and blocks (but table rows) that begin within a sentence."""
    words = [word for block in blocks for word in _LETTERS.findall(block) if not word.isupper() and len(word) > 1]
    plain = [block for block in blocks if _CELL not in block]
    broken = [block for block in plain if block[:1].islower() and not starts_unit(block)]
    return Counter(lettered=len(words), syllables=sum(map(is_syllable, words)), blocks=len(plain), broken=len(broken))
