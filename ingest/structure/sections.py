"""The legal structure of a text: Phần, Chương, Mục, Điều, khoản, điểm, and the outline of Party texts and plans.

Nghị định 30/2020/NĐ-CP, phụ lục I (State) and Hướng dẫn 36-HD/VPTW (Party).
"""

from __future__ import annotations

from collections import defaultdict

from ingest.language.ordinals import Ordinal, missing_between, ordinal_of
from ingest.structure.outline import OutlineParser
from ingest.structure.readings import Node, readings_of
from ingest.structure.regions import lines_of, quoted_lines, scope_starts
from ingest.types import Finding, Level, Section, Span

_NAMES = {
    Level.CHUONG: "Chương",
    Level.DIEU: "Điều",
    Level.KHOAN: "khoản",
    Level.DIEM: "điểm",
    Level.ROMAN: "mục",
    Level.ARABIC: "mục",
}


def _legal_level(node: Node, parent: Section | None) -> Level:
    if node.level is Level.ARABIC and parent is not None and parent.level is Level.DIEU:
        return Level.KHOAN
    if node.style in ("a)", "a.", "a-") and parent is not None and parent.level in (Level.KHOAN, Level.DIEU):
        return Level.DIEM
    return node.level


def sections_of(text: str) -> tuple[Section, ...]:
    """The units of the text in reading order, parents before their children; () for text without structure.

    Spans run from the first letter of the unit's line to the end of its last line; they nest and siblings do not
    overlap. Units quoted from an amended document are words of the amending unit. The body's last unit ends where
    the signature or "Nơi nhận" begins. Annexes and issued-with documents are `PHU_LUC`, a scope of their own.

    >>> text = "Điều 1. Phạm vi\\n1. Áp dụng trong tỉnh.\\n2. Gồm:\\na) Sở;\\nb) Xã."
    >>> [(s.level.value, s.number, s.parent) for s in sections_of(text)]
    [('dieu', '1', None), ('khoan', '1', 0), ('khoan', '2', 0), ('diem', 'a', 2), ('diem', 'b', 2)]
    """
    lines = lines_of(text)
    parser = OutlineParser(lines, quoted_lines(lines), scope_starts(lines), [readings_of(line) for line in lines])
    parser.run()
    sections: list[Section] = []
    counted: dict[tuple[int | None, Level], int] = defaultdict(int)
    for node in parser.nodes:
        level = _legal_level(node, None if node.parent is None else sections[node.parent])
        number = node.number
        if level in (Level.DASH, Level.PLUS):
            counted[node.parent, level] += 1
            number = str(counted[node.parent, level])
        sections.append(Section(level, number, node.title, Span(node.start, node.end), node.parent))
    return tuple(sections)


def structure_findings_of(sections: tuple[Section, ...]) -> tuple[Finding, ...]:
    """What is doubtful in the numbering: `numbering_gap` (Điều 7 right after Điều 5) and `numbering_back` (Điều 3 after
    Điều 5), each with the span of the later unit; () for () and for complete numbering.

    Điều are counted through a whole annex or body, other units among their siblings. A list that begins anew at 1 is
    no finding, except Điều in the body.
    """
    findings: list[Finding] = []
    last: dict[tuple[Level, int | None], Section] = {}
    for section in sections:
        if section.level in _NAMES:
            group = _scope_of(sections, section) if section.level is Level.DIEU else section.parent
            before = last.get((section.level, group))
            findings += _doubt(before, section, group)
            last[section.level, group] = section
    return tuple(findings)


def _scope_of(sections: tuple[Section, ...], section: Section) -> int | None:
    parent = section.parent
    while parent is not None and sections[parent].level is not Level.PHU_LUC:
        parent = sections[parent].parent
    return parent


def _doubt(before: Section | None, section: Section, group: int | None) -> list[Finding]:
    name = _NAMES[section.level]
    place = ordinal_of(section.level, section.number)
    last: Ordinal | None = ordinal_of(section.level, before.number) if before else ("", 0, 0)
    if place is None or last is None or section.level is Level.DIEM:
        return []
    missing = missing_between(last, place)
    if before is None:
        if section.level is not Level.DIEU or missing <= 0:
            return []
        words = f"{name} đầu tiên đọc được là {name} {section.number}; có thể thiếu phần trước hoặc đọc sai."
    elif missing > 0:
        words = f"{name} {section.number} đứng ngay sau {name} {before.number}; có thể thiếu hoặc đọc sai số."
    elif place <= last and (place[1] > 1 or (section.level is Level.DIEU and group is None)):
        words = f"{name} {section.number} đứng sau {name} {before.number}; số thứ tự bị lùi, cần kiểm tra lại."
        return [Finding("numbering_back", _capital(words), section.span)]
    else:
        return []
    return [Finding("numbering_gap", _capital(words), section.span)]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
