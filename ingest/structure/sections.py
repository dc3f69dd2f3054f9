"""The legal structure of a text: Phần, Chương, Mục, Điều, khoản, điểm, and the outline of Party texts and plans.

Nghị định 30/2020/NĐ-CP, phụ lục I (State) and Hướng dẫn 36-HD/VPTW (Party).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.structure.annexes import forms_of, scopes_of
from ingest.structure.contents import contents_lines
from ingest.structure.findings import structure_findings_of
from ingest.structure.outline import OutlineParser
from ingest.structure.quotes import quoted_lines
from ingest.structure.readings import Node, readings_of
from ingest.structure.regions import lines_of
from ingest.structure.slips import is_junk, settle
from ingest.types import Finding, Level, Section, Span


def _legal_level(node: Node, parent: Section | None) -> Level:
    if node.level is Level.ARABIC and parent is not None and parent.level is Level.DIEU:
        return Level.KHOAN
    if node.style in ("a)", "a.", "a-") and parent is not None and parent.level in (Level.KHOAN, Level.DIEU):
        return Level.DIEM
    return node.level


def _parsed(text: str, unread: Sequence[Span] = ()) -> OutlineParser:
    lines = lines_of(text)
    readings = [[] if is_junk(line, unread) else readings_of(line) for line in lines]
    markers = [of_line[0].marker if of_line and of_line[0].is_sure else None for of_line in readings]
    passed = quoted_lines(lines, markers) | contents_lines(lines)
    settle(lines, readings, passed)
    scopes = scopes_of(lines, readings, passed)
    parser = OutlineParser(lines, passed, scopes, forms_of(lines, readings, scopes, passed), readings)
    parser.run()
    return parser


def sections_of(text: str) -> tuple[Section, ...]:
    """The units of the text in reading order, parents before their children; () for text without structure.

    Spans run from the first letter of the unit's line to the end of its last line; they nest and siblings do not
    overlap. Units quoted from an amended document are words of the amending unit. The body's last unit ends where
    the signature or "Nơi nhận" begins. Annexes and issued-with documents are `PHU_LUC`, a scope of their own.

    >>> text = "Điều 1. Phạm vi\\n1. Áp dụng trong tỉnh.\\n2. Gồm:\\na) Sở;\\nb) Xã."
    >>> [(s.level.value, s.number, s.parent) for s in sections_of(text)]
    [('dieu', '1', None), ('khoan', '1', 0), ('khoan', '2', 0), ('diem', 'a', 2), ('diem', 'b', 2)]
    """
    return _sections(_parsed(text))


def structure_of(text: str, unread: Sequence[Span] = ()) -> tuple[tuple[Section, ...], tuple[Finding, ...]]:
    """The units of the text as `sections_of` gives them, and what is doubtful about their numbering.

    `unread` are the spans of pages that could not be read: there a line of junk begins no unit.
    """
    parser = _parsed(text, unread)
    sections = _sections(parser)
    skipped = [Span(parser.lines[at].start, parser.lines[at].end) for at in parser.skipped]
    return sections, structure_findings_of(sections, text, skipped)


def _sections(parser: OutlineParser) -> tuple[Section, ...]:
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
