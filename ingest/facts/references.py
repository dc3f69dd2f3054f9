"""Mentions of other documents: which one, which unit of it, and what this document does to it.

Forms of citing: Nghị định 30/2020/NĐ-CP, phụ lục I, mục II (type, number, date, body, then the subject). A relation is
given only where the governing words stand in the same clause, right before the mention.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.facts.masthead import facts_of
from ingest.language.dates import dates_of
from ingest.language.kinds import BODIES, KINDS, kind_of_number
from ingest.language.markers import CAPITALS
from ingest.language.normalise import fold_spaces
from ingest.language.numbers import number_key, numbers_of
from ingest.types import Reference, Relation, Span, Target

_WINDOW = 200
_KINDS = "|".join(re.escape(kind).replace(r"\ ", r"\s") for kind in sorted(KINDS, key=len, reverse=True))
_KIND_WORD = re.compile(rf"\b(?:{_KINDS})\b", re.IGNORECASE)
_KIND_BEFORE = re.compile(
    rf"\b(?P<kind>{_KINDS})(?P<name>\s[^\W\d_][^\d.;:()“”]{{0,80}}?)??\s(?:số\s?:?\s?)?$", re.IGNORECASE
)
_SAID_BEFORE = re.compile(r"số\s?:?\s?$", re.IGNORECASE)
_UNIT = (
    r"(?:(?:tiết|điểm|khoản|điều|chương|tiểu mục|mục|phần|phụ lục|mẫu số)\s"
    r"(?:[IVXLC]{1,7}|\d{1,3}(?:\.\d{1,2})*[a-zđ]?|[a-zđ](?:\.\d)?|thứ\s\w+)(?!\w))"
)
_ADDRESS = re.compile(
    rf"(?<!\w){_UNIT}(?:(?:\s?,\s?|\s(?:và\s)?|\s?;\s?){_UNIT}){{0,8}}"
    r"(?=\s(?:của\s|tại\s|(?:ban hành\s)?kèm theo\s)?$)",
    re.IGNORECASE,
)
_BODY = "|".join(re.escape(name) for name in sorted({*BODIES.values(), "Bộ Công Thương"}, key=len, reverse=True))
_STOP = (
    r"(?=\s(?:về|quy định|ban hành|hướng dẫn|sửa đổi|phê duyệt|công bố|thực hiện|triển khai|đã|được|tại|kho[áa]|có|ngày"
    r"|kiện toàn|bãi bỏ|thay thế|giao|đối với|\(|và\s[a-zđ])|[,;.)\n]|$)"
)
_ISSUER = re.compile(
    rf"\s?,?\scủa\s(?P<body>(?:(?:Bộ trưởng|Thống đốc|Chủ tịch|Chủ nhiệm|Trưởng)\s)?(?:{_BODY})"
    rf"(?:\s(?:tỉnh|thành phố)\s(?:[{CAPITALS}][^\W\d_]*\s?){{1,4}}(?<!\s))?|[{CAPITALS}][^\d,;.()\n]{{2,70}}?{_STOP})"
)
_DATE = re.compile(r"\s?,?\s?\(?(?=ngày\s)", re.IGNORECASE)
_NAME_ENDS = (
    r"(?!(?:số|ngày|năm|này|được|đã|có|quy\sđịnh|và\s(?:Luật|Bộ luật|Pháp lệnh|các)|về|của|thì|hoặc|tại|theo|là|để|hiện"
    r"|sửa|trong|khi|do|bởi|nếu|không|phải|ban\shành)\b)"
)
_NAMED = re.compile(
    rf"\b(?:Luật|Bộ luật|Pháp lệnh)\s(?:ban\shành\svăn|[{CAPITALS}][^\W\d_]*)"
    rf"(?:(?:,\s|\s-\s|\s){_NAME_ENDS}[^\W\d_]+){{1,16}}"
)
_CONSTITUTION = re.compile(r"\b(?:Hiến pháp(?=\snước|\snăm|[,;.])|Điều lệ Đảng(?! ủy))")
_GOVERNING = re.compile(
    r"\b(?:(?P<can_cu>căn cứ)|(?P<thay_the>thay thế)|(?P<bai_bo>bãi bỏ|huỷ bỏ|hủy bỏ)|"
    r"(?P<sua_doi>sửa đổi(?:,\s?bổ sung)?)|(?P<bo_sung>bổ sung)|"
    r"(?P<huong_dan>(?:hướng dẫn|quy định chi tiết)(?:\s(?:và|thi hành|thực hiện|triển khai|hướng dẫn))*)"
    r"|(?P<trien_khai>triển khai|thực hiện|thi hành|quán triệt)|(?P<kem_theo>kèm theo))\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:bởi|bằng|theo|tại|của mình|này)\b", re.IGNORECASE)
# "Luật sửa đổi … Luật X": the amending is that law's; "ban hành Luật sửa đổi …" is this document's.
_SUBJECT = re.compile(
    rf"(?P<by>ban hành\s)?(?:(?P<act>luật|nghị định|thông tư|quy định|quy chế)|{_KINDS})\s$", re.IGNORECASE
)
_LIST = re.compile(rf"(?:[\s,;]|và|các|số|{_KINDS})*", re.IGNORECASE)
_LAPSES = re.compile(r"[^.;\n]{0,250}?\bhết hiệu lực\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;\n“”]|[.:](?=\s)")


@dataclass(frozen=True, slots=True)
class _Mention:
    """`start` is where the address or the type begins, `end` where the body's name ends."""

    target: Target
    start: int
    end: int


def references_of(text: str) -> tuple[Reference, ...]:
    """Every mention of another document, in reading order; () for "".

    The document's own number and "Quyết định này" are no references. A law named without a number has its name in
    `target.kind` ("Luật Lưu trữ"). The span covers address, type, number, date and body as far as they stand together.

    >>> found = references_of("Căn cứ khoản 2 Điều 5 Nghị định số 12/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về đê;")
    >>> found[0].target.number, found[0].target.address, found[0].target.issuer, found[0].relation.value
    ('12/2020/NĐ-CP', 'khoản 2 Điều 5', 'Chính phủ', 'can_cu')
    """
    own = facts_of(text).number
    key = number_key(own.value) if own else None
    mentions = [m for m in _numbered(text) if key is None or number_key(m.target.number or "") != key]
    taken = sorted((m.start, m.end) for m in mentions)
    mentions += [m for m in _named(text) if not _overlaps(taken, m)]
    return _related(text, sorted(mentions, key=lambda mention: (mention.start, mention.end)))


def _overlaps(taken: list[tuple[int, int]], mention: _Mention) -> bool:
    at = bisect_right(taken, (mention.start, len(taken) and taken[-1][1]))
    return any(start < mention.end and mention.start < end for start, end in taken[max(at - 1, 0) : at + 1])


def _line_before(text: str, at: int) -> str:
    start = max(at - _WINDOW, 0)
    return text[max(text.rfind("\n", start, at) + 1, start) : at]


def _numbered(text: str) -> list[_Mention]:
    mentions: list[_Mention] = []
    for number in numbers_of(text):
        before = _line_before(text, number.span.start)
        start, kind = _kind_before(before, number.span.start)
        if kind is None and mentions and _LIST.fullmatch(text, mentions[-1].end, number.span.start):
            kind = mentions[-1].target.kind if mentions[-1].target.number else None
        kind = kind or kind_of_number(number.value)
        issued_on, issuer, end = _date_and_issuer(text, number.span.end)
        address, start = _address_before(text, start)
        mentions.append(_Mention(Target(number.value, kind, issued_on, issuer, address), start, end))
    return mentions


def _kind_before(before: str, at: int) -> tuple[int, str | None]:
    last = _last(_KIND_WORD, before)
    found = _KIND_BEFORE.match(before, last.start()) if last else None
    laws = ("luật", "bộ luật", "pháp lệnh")
    if last is None or found is None or (found["name"] and not last[0].casefold().startswith(laws)):
        said = _SAID_BEFORE.search(before)
        return (at - len(before) + said.start() if said else at), None
    return at - len(before) + last.start(), fold_spaces(last[0]).casefold()


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    return max(pattern.finditer(words), key=re.Match.start, default=None)


def _date_and_issuer(text: str, at: int) -> tuple[dt.date | None, str | None, int]:
    issued_on, issuer, end = None, None, at
    if lead := _DATE.match(text, at):
        found = next(iter(dates_of(text[lead.end() : lead.end() + 45])), None)
        if found is not None and found.span.start <= len("ngày "):
            issued_on, end = found.value, lead.end() + found.span.end
    if named := _ISSUER.match(text, end, min(len(text), end + _WINDOW)):
        issuer, end = fold_spaces(named["body"]), named.end()
    return issued_on, issuer, end


def _address_before(text: str, start: int) -> tuple[str | None, int]:
    before = _line_before(text, start)
    match = _ADDRESS.search(before)
    return (fold_spaces(match[0]), start - len(before) + match.start()) if match else (None, start)


def _named(text: str) -> list[_Mention]:
    mentions = []
    for match in _NAMED.finditer(text):
        name = fold_spaces(match[0]).split(" và các ")[0]
        issued_on, issuer, end = _date_and_issuer(text, match.end())
        address, start = _address_before(text, match.start())
        mentions.append(_Mention(Target(None, name, issued_on, issuer, address), start, end))
    for match in _CONSTITUTION.finditer(text):
        address, start = _address_before(text, match.start())
        mentions.append(_Mention(Target(None, match[0], None, None, address), start, match.end()))
    return mentions


def _related(text: str, mentions: list[_Mention]) -> tuple[Reference, ...]:
    references: list[Reference] = []
    clause_ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    for mention in mentions:
        at = bisect_right(clause_ends, mention.start)
        clause = clause_ends[at - 1] if at else 0
        before = references[-1] if references and references[-1].span.end > clause else None
        relation = _relation(text, mention, clause, before)
        references.append(Reference(mention.target, relation, Span(mention.start, mention.end)))
    return tuple(references)


def _relation(text: str, mention: _Mention, clause: int, before: Reference | None) -> Relation | None:
    if before is not None:
        listed = before.span.end <= mention.start and _LIST.fullmatch(text, before.span.end, mention.start)
        return before.relation if listed else None
    window = text[max(clause, mention.start - 120) : mention.start]
    last = _last(_GOVERNING, window)
    if last is not None and _PASSIVE.search(window, last.end()) is None:
        relation = Relation(str(last.lastgroup))
        subject = _SUBJECT.search(window, 0, last.start())
        if subject is None or subject["by"] or (relation is Relation.TRIEN_KHAI and not subject["act"]):
            return relation
        return Relation.CAN_CU if re.search(r"\bcăn cứ\b", window[: last.start()], re.IGNORECASE) else None
    return Relation.BAI_BO if last is None and _LAPSES.match(text, mention.end) else None
