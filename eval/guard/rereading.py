"""An independent rereading of the answers that were shown: source files are read again, and every statement is checked
against the words of its quotes with simple rules of their own. Nothing of `api.answering.citing` is used.

The rules are cruder than those they check: they look for figures, dates, document numbers, names and negations of a
statement anywhere in its quotes, and for the quote anywhere in its document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.jsonl import read_rows
from eval.matching import base_name
from ingest.language.markers import CAPITALS

_DAY = re.compile(
    r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})|(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)"
)
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_PAPER = re.compile(r"\d{1,5}(?:/\d{4})?[-/][A-ZĐƯ][\wĐđ]*(?:[-/][A-ZĐƯ][\wĐđ]*)*")
_NAME = re.compile(
    r"(?<!\w)(?:Bộ|Sở|Ban|Ủy ban|Uỷ ban|Cục|Vụ|Viện|Hội|Đảng|Tỉnh|Thành|Quốc|Chính|Thủ|Văn "
    r"phòng|Trường|Tòa|Toà|Chủ tịch|Đồng chí)"
    rf"(?:\s+[{CAPITALS}]\w*)+"
)
_DENIALS = re.compile(r"(?<!\w)(?:không|chưa|chẳng|cấm|trừ|chỉ)(?!\w)")
_NO_DENIALS = re.compile(
    r"không gian|không khí|hàng không|phòng không|không quân|không ngừng|không những|không chỉ|hay không"
    r"|chỉ đạo|chỉ tiêu|chỉ thị|chỉ số|chỉ định|chỉ huy|chỉ dẫn|địa chỉ|chứng chỉ|đình chỉ|phòng trừ|khấu trừ|trừng"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as it was shown, with its quotes and the files they are said to stand in."""

    question_id: str
    question: str
    text: str
    quotes: tuple[tuple[str, str], ...]
    """(file name, quote)"""
    numbers: tuple[str, ...]
    addresses: tuple[str, ...]
    titles: tuple[str, ...]


def stated(answers: Path) -> Iterator[Shown]:
    """The statements of an answers file in order. Raises MissingFile and BadData."""
    for row in read_rows(answers):
        citations = row.rows("citations")
        for statement in row.rows("statements"):
            cited = [citations[at] for at in statement.items("citations")]
            yield Shown(
                question_id=row.name("id"),
                question=row.text("question"),
                text=statement.text("text"),
                quotes=tuple((base_name(each.text("file")), each.text("quote")) for each in cited),
                numbers=tuple(each.optional_text("number") or "" for each in cited),
                addresses=tuple(each.optional_text("address") or "" for each in cited),
                titles=tuple(each.optional_text("title") or "" for each in cited),
            )


def read_folder(folder: Path) -> tuple[dict[str, str], list[str]]:
    """The text of every readable file by its name, letters composed and white space folded; and the unreadable
    ones."""
    from ingest.errors import IngestError
    from ingest.read import read

    texts: dict[str, str] = {}
    unread = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            try:
                documents = read(path)
            except IngestError:
                unread.append(path.name)
                continue
            known = texts.get(path.name, "")
            texts[path.name] = " ".join([known, *(plain(document.text) for document in documents)]).strip()
    return texts, unread


def plain(text: str) -> str:
    """NFC with every run of white space as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def checked(shown: Shown, texts: Mapping[str, str]) -> list[str]:
    """What is wrong with a statement, as Vietnamese sentences; [] for a supported one."""
    faults = []
    for file, quote in shown.quotes:
        if file not in texts:
            faults.append(f"không có tệp {file}")
        elif plain(quote) not in texts[file]:
            faults.append(f"không nguyên văn trong {file}")
    if not shown.quotes:
        faults.append("không có trích dẫn")
    return [*faults, *_unsaid(shown)]


def _unsaid(shown: Shown) -> Iterator[str]:
    said = plain(shown.text)
    quoted = " ; ".join(plain(quote) for _, quote in shown.quotes)
    around = " ; ".join((*shown.numbers, *shown.addresses, *shown.titles))
    for day in sorted(_days(said) - _days(quoted)):
        yield f"ngày {day} không có trong trích dẫn"
    for paper in sorted(set(_PAPER.findall(said)) - set(_PAPER.findall(f"{quoted} ; {around}"))):
        yield f"số hiệu {paper} không có trong trích dẫn"
    for figure in sorted(_values(said) - _values(f"{quoted} ; {around}")):
        yield f"số {figure} không có trong trích dẫn"
    folded = _loose(f"{quoted} ; {around}")
    for name in dict.fromkeys(_NAME.findall(said)):
        if _loose(name) not in folded:
            yield f"tên “{name}” không có trong trích dẫn"
    yield from _turned(said, quoted)


def _turned(said: str, quoted: str) -> Iterator[str]:
    ours, theirs = _denials(said), _denials(quoted)
    for word in sorted(set(ours) - set(theirs)):
        yield f"chữ “{word}” không có trong trích dẫn"
    # A denial right before the words that are told, and not told itself.
    body = " ".join(re.findall(r"\w+", said.casefold()))
    for match in _DENIALS.finditer(quoted.casefold()):
        following = " ".join(re.findall(r"\w+", quoted.casefold()[match.end() :])[:3])
        if (
            following
            and following in body
            and not ours
            and not _NO_DENIALS.search(quoted.casefold()[max(0, match.start() - 6) :][:20])
        ):
            yield f"bỏ mất chữ “{match[0]}” trước “{following}”"


def _denials(text: str) -> Sequence[str]:
    return _DENIALS.findall(_NO_DENIALS.sub(" ", text.casefold()))


def _days(text: str) -> set[str]:
    return {"/".join(part.lstrip("0") for part in match if part) for match in _DAY.findall(text.casefold())}


def _values(text: str) -> set[str]:
    """Figures without the points of thousands and zeros before them."""
    return {re.sub(r"\.(?=\d{3}(?!\d))", "", figures).lstrip("0") or "0" for figures in _FIGURES.findall(text)}


def _loose(text: str) -> str:
    """Letters alone, without accents' places: "Ủy ban" and "Uỷ ban" are the same letters in another order."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    words = re.findall(r"[^\W\d_]+", "".join(c for c in decomposed if not unicodedata.combining(c)))
    return " ".join(words)
