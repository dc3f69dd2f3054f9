"""What reading a file gives. Everything here is frozen and says nothing of search, HTTP or models.

Offsets are code points of `Document.text`, 0-based and half-open; `Document.text` is NFC. Boxes are in points
(1/72 inch) with the origin at the top left of the page as it is shown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range `[start, end)` in code points. Raises ValueError when `start > end` or negative.

    >>> Span(3, 7).of("Số 57-NQ/TW")
    '57-N'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"bad span [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The slice of `text` that this span names."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span (equal spans contain each other)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points, origin top left; `left <= right`, `top <= bottom`."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands on the page. `span` is None for what stays on the page but is not in the text (a header)."""

    box: Box
    span: Span | None


@dataclass(frozen=True, slots=True)
class PageSource:
    """Where a page's text came from. `confidence` is the OCR's mean word confidence, 0–1; None for a text layer."""

    kind: str  # "text" or "ocr"
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page, 1-based. The spans of a document's pages tile its text. `width` and `height` are in points."""

    number: int
    span: Span
    source: PageSource
    width: float
    height: float
    words: tuple[Word, ...] = ()


class Level(StrEnum):
    """Kinds of unit, both families. The outline levels are those of Party texts and of plans."""

    PHU_LUC = "phu_luc"  # an annex or an issued-with document: a scope of its own
    PHAN = "phan"
    CHUONG = "chuong"
    MUC = "muc"
    TIEU_MUC = "tieu_muc"
    DIEU = "dieu"
    KHOAN = "khoan"  # "1." under a Điều
    DIEM = "diem"  # "a)" under a khoản
    ROMAN = "roman"  # I- , I.
    ARABIC = "arabic"  # 1.
    DECIMAL = "decimal"  # 1.1.
    PAREN = "paren"  # (1)
    LETTER = "letter"  # a) outside a Điều
    DASH = "dash"  # -
    PLUS = "plus"  # +


@dataclass(frozen=True, slots=True)
class Section:
    """A unit of the legal structure, in reading order. `span` covers the unit with all below it.

    `number` is as printed without its punctuation ("5", "III", "a", "1.1"); for dashes and pluses the 1-based position
    among its siblings. `parent` is an index into `Document.sections`, None at the top.
    """

    level: Level
    number: str
    title: str
    span: Span
    parent: int | None


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value and the span of `Document.text` that it was read from."""

    value: T
    span: Span


@dataclass(frozen=True, slots=True)
class Facts:
    """The masthead, signature and recipients. Not found is None, never guessed.

    `kind` is the type in lower-case Vietnamese ("nghị quyết", "quyết định"); `number` as printed with inner spaces
    folded ("57-NQ/TW", "30/2020/NĐ-CP"); `capacity` is the T/M, TL., KT. … mark as printed; `secrecy` is 1 mật,
    2 tối mật, 3 tuyệt mật. `joint_issuers` are all the bodies of a joint document (thông tư liên tịch), `issuer` the
    first of them; `language` is "vi", "en", "vi+en" or "other".
    """

    number: Fact[str] | None = None
    kind: Fact[str] | None = None
    issuer: Fact[str] | None = None
    parent_issuer: Fact[str] | None = None
    place: Fact[str] | None = None
    issued_on: Fact[dt.date] | None = None
    effective_on: Fact[dt.date] | None = None
    title: Fact[str] | None = None
    signer: Fact[str] | None = None
    signer_post: Fact[str] | None = None
    capacity: Fact[str] | None = None
    recipients: Fact[tuple[str, ...]] | None = None
    secrecy: Fact[int] | None = None
    urgency: Fact[str] | None = None
    joint_issuers: Fact[tuple[str, ...]] | None = None
    language: Fact[str] | None = None


class Relation(StrEnum):
    """How a document speaks of another."""

    CAN_CU = "can_cu"
    THAY_THE = "thay_the"
    BAI_BO = "bai_bo"
    SUA_DOI = "sua_doi"
    BO_SUNG = "bo_sung"
    HUONG_DAN = "huong_dan"
    TRIEN_KHAI = "trien_khai"
    KEM_THEO = "kem_theo"


@dataclass(frozen=True, slots=True)
class Target:
    """The document, or unit of one, that a reference names; what the text does not say is None."""

    number: str | None = None
    kind: str | None = None
    issued_on: dt.date | None = None
    issuer: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another document. `relation` is None where the text only mentions it."""

    target: Target
    relation: Relation | None
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What is doubtful about a reading. `code` is stable English snake_case; `message` is Vietnamese for a clerk."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One official document. `id` is the SHA-256 of the file's bytes, a hyphen and the 0-based ordinal in the file.

    `text` is NFC without Markdown marks, units separated by "\\n", table cells joined by " | ". `pages` is empty for
    files without pages (text, Markdown, HTML, spreadsheets, Word). `media_type` is the file's own.
    """

    id: str
    text: str
    media_type: str
    facts: Facts = Facts()
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def file_id(self) -> str:
        """SHA-256 of the file's bytes, hexadecimal."""
        return self.id.rpartition("-")[0]
