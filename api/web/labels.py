"""Vietnamese words for what the types hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.types import Fact, Facts, Level, Relation, Section, Target

SECRECY = {0: "Không", 1: "Mật", 2: "Tối mật", 3: "Tuyệt mật"}

STAGES = {
    "searching": "Đang tìm trong kho văn bản…",
    "composing": "Đang chọn các quy định liên quan…",
    "verifying": "Đang đối chiếu từng câu với nguyên văn…",
}

FACTS = (
    ("number", "Số, ký hiệu"),
    ("kind", "Loại văn bản"),
    ("title", "Trích yếu"),
    ("issuer", "Cơ quan ban hành"),
    ("joint_issuers", "Các cơ quan cùng ban hành"),
    ("parent_issuer", "Cơ quan cấp trên"),
    ("place", "Nơi ban hành"),
    ("issued_on", "Ngày ban hành"),
    ("effective_on", "Ngày có hiệu lực"),
    ("signer", "Người ký"),
    ("signer_post", "Chức vụ người ký"),
    ("capacity", "Thẩm quyền ký"),
    ("secrecy", "Độ mật"),
    ("urgency", "Độ khẩn"),
    ("recipients", "Nơi nhận"),
    ("language", "Ngôn ngữ"),
)
LANGUAGES = {"vi": "Tiếng Việt", "en": "Tiếng Anh", "vi+en": "Song ngữ Việt – Anh", "other": "Ngôn ngữ khác"}
_WHERE_THERE = frozenset({"joint_issuers", "language"})

RELATIONS = {
    Relation.CAN_CU: "Căn cứ",
    Relation.THAY_THE: "Thay thế",
    Relation.BAI_BO: "Bãi bỏ",
    Relation.SUA_DOI: "Sửa đổi",
    Relation.BO_SUNG: "Bổ sung",
    Relation.HUONG_DAN: "Hướng dẫn",
    Relation.TRIEN_KHAI: "Triển khai, thực hiện",
    Relation.KEM_THEO: "Ban hành kèm theo",
    None: "Có nhắc đến",
}

SOURCES = {"text": "Chữ có sẵn trong tệp", "ocr": "Nhận dạng từ ảnh quét"}

_UNITS = {
    Level.PHU_LUC: "Phụ lục",
    Level.PHAN: "Phần",
    Level.CHUONG: "Chương",
    Level.MUC: "Mục",
    Level.TIEU_MUC: "Tiểu mục",
    Level.DIEU: "Điều",
}
_CLOSERS = {Level.DIEM: ")", Level.LETTER: ")"}


def sentence_case(text: str) -> str:
    """First letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def name_of(number: str | None, title: str | None, file: str) -> str:
    """What to call a document in one short line: its number, else its title, else its file."""
    return number or title or file


def section_label(section: Section) -> str:
    """As a table of contents prints it: "Điều 5. Tổ chức thực hiện", "a) …", "(1) …"."""
    if section.level is Level.PAREN:
        head = f"({section.number})"
    elif section.level in _UNITS:
        head = f"{_UNITS[section.level]} {section.number}".strip() + ("." if section.title else "")
    else:
        head = section.number + _CLOSERS.get(section.level, ".")
    return f"{head} {section.title}".strip()


def facts_of(facts: Facts) -> Iterator[tuple[str, Fact[Any] | None, str]]:
    """Label, fact and its value in words, in the order of a form; the value is "" where nothing was found.

    What most documents rightly lack (several issuers) is left out where it is not.
    """
    for field, label in FACTS:
        fact: Fact[Any] | None = getattr(facts, field)
        if fact is not None or field not in _WHERE_THERE:
            yield label, fact, "" if fact is None else value_of(field, fact.value)


def issuers_of(facts: Facts) -> str:
    """All who issued the document, in one line; "" where nobody was found."""
    if facts.joint_issuers is not None:
        return ", ".join(facts.joint_issuers.value)
    return facts.issuer.value if facts.issuer is not None else ""


def value_of(field: str, value: Any) -> str:
    """A fact's value as a clerk writes it."""
    if field in ("issued_on", "effective_on"):
        return f"{value:%d/%m/%Y}"
    if field == "secrecy":
        return SECRECY.get(value, str(value))
    if field == "language":
        return LANGUAGES.get(value, str(value))
    if isinstance(value, tuple):
        return "; ".join(value)
    return sentence_case(str(value)) if field == "kind" else str(value)


def target_label(target: Target) -> str:
    """The document that a reference names, with as much as the text says of it."""
    named = " ".join(part for part in (sentence_case(target.kind or ""), target.number) if part)
    dated = f"ngày {target.issued_on:%d/%m/%Y}" if target.issued_on else ""
    issued = f"của {target.issuer}" if target.issuer else ""
    address = f"{target.address}," if target.address and named else target.address
    return " ".join(part for part in (address, named, dated, issued) if part) or "văn bản không nêu số"
