"""What is doubtful about a numbering: gaps, repeats, numbers out of order, restarts that no heading explains.

Nothing is repaired: a number is told as printed, and the finding says which one stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.language.ordinals import Ordinal, follows, missing_between, ordinal_of, roman_of
from ingest.structure.address import address_of
from ingest.structure.titles import is_form_heading
from ingest.types import Finding, Level, Section, Span

_NAMES = {
    Level.PHAN: "Phần",
    Level.CHUONG: "Chương",
    Level.MUC: "Mục",
    Level.TIEU_MUC: "Tiểu mục",
    Level.DIEU: "Điều",
    Level.KHOAN: "khoản",
    Level.DIEM: "điểm",
    Level.ROMAN: "mục",
    Level.ARABIC: "mục",
    Level.DECIMAL: "mục",
    Level.LETTER: "mục",
}
_LETTERED = frozenset({Level.DIEM, Level.LETTER})
_BEGIN_AT_ONE = frozenset({Level.DIEU, Level.KHOAN, Level.DIEM, Level.ROMAN})
_HEADING_CHARS, _HEADING_LINES = 400, 3
_CHECK = "hãy đối chiếu với bản gốc"


def structure_findings_of(
    sections: Sequence[Section], text: str = "", skipped: Sequence[Span] = ()
) -> tuple[Finding, ...]:
    """Findings in reading order, each with the span of the later unit; () for () and for complete numbering.

    `numbering_gap`: Điều 7 right after Điều 5, or a list that begins at 2. `numbering_repeat`: two khoản 3.
    `numbering_back`: Điều 6 after Điều 7. `numbering_restart`: Điều 1 again where no heading begins another document.
    `numbering_stray`: a line of `skipped`, printed like a Điều, whose number fits nowhere.

    Điều are counted through a whole annex or body, other units among their siblings. Items of blank forms are left
    out: the rows of a form hold some of its numbers.
    """
    findings: list[Finding] = []
    last: dict[tuple[Level, int | None], Section] = {}
    in_form: list[bool] = []
    for section in sections:
        held = section.parent is not None and in_form[section.parent]
        in_form.append(held or (section.level is Level.PHU_LUC and is_form_heading(section.span.of(text)[:300])))
        if section.level not in _NAMES or (in_form[-1] and section.level is not Level.DIEU):
            continue
        group = _scope_of(sections, section) if section.level is Level.DIEU else section.parent
        before = last.get((section.level, group))
        found = _doubts(before, section, _is_headed(text, section))
        findings += [_placed(doubt, text, sections, group) for doubt in found]
        last[section.level, group] = section
    findings += [_stray(text, span) for span in skipped]
    return tuple(sorted(findings, key=lambda finding: finding.span.start if finding.span else 0))


def _scope_of(sections: Sequence[Section], section: Section) -> int | None:
    parent = section.parent
    while parent is not None and sections[parent].level is not Level.PHU_LUC:
        parent = sections[parent].parent
    return parent


def _is_headed(text: str, section: Section) -> bool:
    """Whether a line in capitals stands close above the unit: a heading that has no level, such as "DANH MỤC 2"."""
    start = section.span.start
    above = text[max(0, start - _HEADING_CHARS) : start].split("\n")[1:]
    return any(line.isupper() for line in [line for line in above if line.strip()][-_HEADING_LINES:])


def _doubts(before: Section | None, section: Section, is_headed: bool = False) -> Iterator[Finding]:
    place = ordinal_of(section.level, section.number)
    if place is None:
        return
    name = f"{_NAMES[section.level]} {section.number}"
    if before is None:
        if section.level in _BEGIN_AT_ONE and place[1] > 1:
            words = f"{_NAMES[section.level]} đầu tiên đọc được là {name}, không thấy số trước đó"
            yield _finding("numbering_gap", words, section.span)
        return
    last = ordinal_of(section.level, before.number)
    if last is None or last[0] != place[0] or follows(last, place, _is_lettered(before, section)):
        return
    earlier = f"{_NAMES[section.level]} {before.number}"
    if place > last:
        if missing_between(last, place) > 0:
            words = f"{name} đứng ngay sau {earlier}, không thấy {_missing(section, last, place)}"
            yield _finding("numbering_gap", words, section.span)
    elif place == last:
        yield _finding("numbering_repeat", f"{name} được đánh số hai lần liền nhau", section.span)
    elif place[1] > 1 or place[2] > 0:
        yield _finding("numbering_back", f"{name} đứng sau {earlier}, số thứ tự bị lùi", section.span)
    elif section.level is Level.DIEU or (section.level in (Level.KHOAN, Level.ROMAN) and not is_headed):
        words = f"{name} đứng sau {earlier}: đánh số lại từ đầu mà không có tiêu đề ngăn cách"
        yield _finding("numbering_restart", words, section.span)


def _is_lettered(before: Section, section: Section) -> bool:
    parts = section.level is Level.PHAN and before.number.isupper() and len(before.number) == len(section.number) == 1
    return section.level in _LETTERED or (parts and not (before.number in "IVX" and section.number in "IVX"))


def _missing(section: Section, last: Ordinal, place: Ordinal) -> str:
    """The numbers between two, as they would be printed: "Điều 6", "Điều 6 đến Điều 8"."""
    name = _NAMES[section.level]
    first, final = last[1] + 1, place[1] - 1
    if section.level in _LETTERED:
        return "các điểm ở giữa" if section.level is Level.DIEM else "các mục ở giữa"
    written = [roman_of(n) if section.number.isalpha() else f"{_prefix(last)}{n}" for n in (first, final)]
    return f"{name} {written[0]}" if first == final else f"{name} {written[0]} đến {written[1]}"


def _prefix(place: Ordinal) -> str:
    return f"{place[0]}." if place[0] else ""


def _stray(text: str, span: Span) -> Finding:
    words = span.of(text)
    shown = words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + "…"
    message = f"Dòng “{shown}” trình bày như một điều nhưng số không nối tiếp các điều khác nên không được tính là điều"
    return _finding("numbering_stray", message, span)


def _finding(code: str, words: str, span: Span) -> Finding:
    return Finding(code, f"{words[:1].upper()}{words[1:]}; {_CHECK}.", span)


def _placed(doubt: Finding, text: str, sections: Sequence[Section], holder: int | None) -> Finding:
    """With the unit that holds the list: nobody finds "khoản 3" without its Điều."""
    if holder is None:
        return doubt
    above = [sections[holder]]
    while above[0].parent is not None:
        above.insert(0, sections[above[0].parent])
    start = sections[holder].span.start
    place = address_of(text, tuple(above), Span(start, start))
    if sections[holder].level is Level.PHU_LUC:
        place = place.partition(", ")[2] or place
    return replace(doubt, message=doubt.message.replace(f"; {_CHECK}", f" (tại {place}); {_CHECK}"))
