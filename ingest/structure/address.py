"""The legal address of a passage, smallest unit first, and the breadcrumb of headings above it.

"điểm a khoản 2 Điều 5" is how Nghị định 30/2020/NĐ-CP, phụ lục I, cites a unit; Party texts are cited by the outline
("mục III.2.a"). An annex is named last, because its numbering starts anew.
"""

from __future__ import annotations

import re

from ingest.types import Level, Section, Span

_TITLE_CHARS = 120
_FIXED = {
    Level.PHAN: "Phần",
    Level.CHUONG: "Chương",
    Level.MUC: "Mục",
    Level.TIEU_MUC: "Tiểu mục",
    Level.DIEU: "Điều",
}
_ITEMS = {Level.DASH: "gạch đầu dòng", Level.PLUS: "dấu cộng"}
_ROW = re.compile(r"\s*(\d{1,4}(?:\.\d{1,3})*)\.?\s*\|")
_FORM = re.compile(r"(Mẫu|Biểu)(?:\s+mẫu)?(\s+số)?\s", re.IGNORECASE)
_OUTLINE_PART = re.compile(r"[A-Z]$")


def _path(sections: tuple[Section, ...], span: Span) -> list[Section]:
    """The sections that contain `span`, outermost first."""
    path: list[Section] = []
    for section in sections:
        if section.span.start > span.start:
            break
        if section.span.contains(span):
            path.append(section)
    return path


def address_of(text: str, sections: tuple[Section, ...], span: Span) -> str:
    """Where `span` stands: smallest unit first, the annex last; never empty.

    "điểm a khoản 2 Điều 5", "mục III.2.a", "mục III.2, gạch đầu dòng 2", "mục I.3, Phụ lục II", "dòng 12, Phụ lục I"
    (a table row whose first cell is a number); "đoạn N", the 1-based count of non-empty lines in the document or the
    annex, where no unit holds the span.

    >>> from ingest.structure.sections import sections_of
    >>> text = "Điều 1. Phạm vi" + chr(10) + "1. Áp dụng trong tỉnh."
    >>> address_of(text, sections_of(text), Span(20, 27))
    'khoản 1 Điều 1'
    """
    path = _path(sections, span)
    scopes = [section for section in path if section.level is Level.PHU_LUC]
    units = [section for section in path if section.level is not Level.PHU_LUC]
    parts = [_row(text, span), _units(units)]
    if not any(parts):
        parts.append(f"đoạn {_paragraph(text, scopes[-1].span.start if scopes else 0, span.start)}")
    parts += [_scope(text, section) for section in reversed(_named_once(scopes))]
    return ", ".join(part for part in parts if part)


def _named_once(scopes: list[Section]) -> list[Section]:
    """The scopes without those whose number the next one repeats: "Phụ lục I.1" says that it is part of Phụ lục I."""
    after = [*scopes[1:], None][: len(scopes)]
    return [
        scope
        for scope, inner in zip(scopes, after, strict=True)
        if not (inner and scope.number and inner.number.startswith(scope.number) and inner.number != scope.number)
    ]


def _row(text: str, span: Span) -> str:
    match = _ROW.match(text, text.rfind("\n", 0, span.start) + 1)
    return f"dòng {match[1]}" if match and match.start() <= span.start else ""


def _paragraph(text: str, start: int, at: int) -> int:
    lines = text[start : max(at, start) + 1].split("\n")
    return max(1, sum(1 for line in lines if line.strip()))


def _scope(text: str, section: Section) -> str:
    if section.number:
        form = _FORM.match(text, section.span.start)
        kind = f"{form[1].capitalize()}{' số' if form[2] else ''}" if form else "Phụ lục"
        return f"{kind} {section.number}"
    if text.startswith(("PHỤ LỤC", "Phụ lục"), section.span.start) or not section.title:
        return "Phụ lục" if section.title or text.startswith(("PHỤ", "Phụ"), section.span.start) else "phần kèm theo"
    return f"{_short(section.title, 60)} kèm theo"


def _units(units: list[Section]) -> str:
    items = [section for section in units if section.level in _ITEMS]
    outline = [s for s in units if (s.level not in _FIXED and s.level not in _ITEMS) or _is_outline_part(s)]
    fixed = [section for section in units if section.level in _FIXED and not _is_outline_part(section)]
    dieu = next((section for section in fixed if section.level is Level.DIEU), None)
    legal = [section for section in outline if section.level in (Level.KHOAN, Level.DIEM)]
    words = _legal(outline) if legal or not outline else f"mục {_outline(outline)}"
    heads = [dieu] if dieu is not None else list(reversed(fixed))
    named = [f"{_FIXED[section.level]} {section.number}" for section in heads]
    main = " ".join(part for part in [words, *named] if part)
    return ", ".join([part for part in [main] if part] + [f"{_ITEMS[s.level]} {s.number}" for s in items])


def _is_outline_part(section: Section) -> bool:
    """ "A." of a plan's outline, not "Phần A"."""
    return section.level is Level.PHAN and _OUTLINE_PART.match(section.number) is not None


def _legal(units: list[Section]) -> str:
    words = []
    for section in units:
        if section.level is Level.KHOAN:
            words.append(f"khoản {section.number}")
        elif section.level is Level.DIEM:
            words.append(f"điểm {section.number}")
        elif section.level is Level.LETTER and words and words[-1].startswith("điểm ") and _extends(words[-1], section):
            words[-1] = f"điểm {section.number}"
        elif section.level is Level.DECIMAL and words and words[-1].startswith("khoản "):
            words[-1] = f"khoản {section.number}"
        else:
            words.append(f"tiết {_number(section)}")
    return " ".join(reversed(words))


def _extends(word: str, section: Section) -> bool:
    return section.number.startswith(word.removeprefix("điểm ")) and len(section.number) > 1


def _number(section: Section) -> str:
    return f"({section.number})" if section.level is Level.PAREN else section.number


def _outline(units: list[Section]) -> str:
    numbers: list[str] = []
    for section in units:
        if section.level is Level.DECIMAL:
            while numbers and section.number.startswith(numbers[-1] + "."):
                numbers.pop()
        numbers.append(_number(section))
    return ".".join(numbers)


def heading_of(text: str, sections: tuple[Section, ...], position: int, number: str | None) -> str:
    """The breadcrumb of a position: the document's number, then the enclosing units with their titles.

    Titles are cut at 120 characters; dashes are left out. "" where there is neither number nor unit.

    >>> from ingest.structure.sections import sections_of
    >>> text = "I- MỤC TIÊU" + chr(10) + "1. Nâng cao dân trí" + chr(10) + "Đến năm 2030."
    >>> heading_of(text, sections_of(text), 35, "12-NQ/TU")
    '12-NQ/TU › I. MỤC TIÊU › 1. Nâng cao dân trí'
    """
    at = Span(position, min(position + 1, max(len(text), position)))
    labels = [_label(text, section) for section in _path(sections, at) if section.level not in _ITEMS]
    return " › ".join(part for part in [number, *labels] if part)


def _label(text: str, section: Section) -> str:
    title = _short(section.title, _TITLE_CHARS)
    if section.level is Level.PHU_LUC:
        head = _scope(text, section) if section.number or not title else ""
    elif section.level in _FIXED and not _is_outline_part(section):
        head = f"{_FIXED[section.level]} {section.number}"
    else:
        head = _number(section)
    return f"{head}. {title}" if head and title else head or title


def _short(words: str, limit: int) -> str:
    if len(words) <= limit:
        return words
    return words[: words.rfind(" ", 0, limit) if " " in words[:limit] else limit].rstrip(" ,;") + "…"
