"""What a document does to the others that it names: the relation of each mention, for edges between documents.

A relation is given only where the governing words stand over the mention: in the same clause, in the line that opens a
list, or before a document named side by side with it. A document named inside another's title has none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.facts.lists import ITEM, list_leads
from ingest.facts.masthead import facts_of
from ingest.facts.mentions import KIND_CHOICE, LIST, Mention, mentions_of
from ingest.language.numbers import number_key
from ingest.types import Reference, Relation, Span

_REACH = 160
_FAR_REACH = 400
_GOVERNING = re.compile(
    r"\b(?:(?P<can_cu>căn cứ)|(?P<thay_the>thay thế)|(?P<bai_bo>bãi bỏ|huỷ bỏ|hủy bỏ)|"
    r"(?P<sua_doi>sửa đổi(?:(?:,|\svà)\s?(?:bổ sung|thay thế|bãi bỏ))*)|(?P<bo_sung>bổ sung(?:,\sthay thế)?)|"
    r"(?P<huong_dan>(?:hướng dẫn|quy định chi tiết)(?:[^.;:,“”\n]{0,60}?\s(?:thi hành|thực hiện|triển khai))*)"
    r"|(?P<trien_khai>triển khai|thực hiện|thi hành|quán triệt)|(?P<kem_theo>kèm theo))\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:bởi|bằng|theo|tại|của mình|này)\b", re.IGNORECASE)
# "Luật sửa đổi … Luật X": the amending is that law's; "ban hành Luật sửa đổi …" is this document's.
_SUBJECT = re.compile(
    rf"(?P<by>ban hành\s)?(?:(?P<act>luật|nghị định|thông tư|quy định|quy chế)|{KIND_CHOICE})\s$", re.IGNORECASE
)
_LAPSES = re.compile(r"[^.;\n]{0,250}?\bhết hiệu lực\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;\n“”]|[.:](?=\s)|\s\|(?=\s)")
_ITEM_LEAD = re.compile(r"(?:(?:các|toàn bộ|một phần|một số điều của)\s)*", re.IGNORECASE)
_NOTE = re.compile(r"\(\s*(?:được\s)?(?:ban hành\s)?kèm theo\s[^()]{0,20}$", re.IGNORECASE)
_WORDS_AT = re.compile(r"(?:thay (?:thế )?|bỏ |bổ sung )(?:các |một số )?(?:cụm )?từ\b", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(rf"(?:\bvà|,|;|\bcùng với)\s(?:các\s|toàn bộ\s)?(?:{KIND_CHOICE})?\s?$", re.IGNORECASE)
_CHANGES = frozenset({Relation.SUA_DOI, Relation.BO_SUNG, Relation.THAY_THE, Relation.BAI_BO})
_PLANS = frozenset(
    {"kế hoạch", "chương trình", "chương trình hành động", "báo cáo", "công văn", "thông báo", "tờ trình", "đề án"}
    | {"chiến lược", "công điện", "biên bản", "giấy mời", "dự án", "phương án", "phụ lục"}
)
_ITSELF = re.compile(r"\bnày\b", re.IGNORECASE)
_ISSUES = re.compile(r"\bban hành (?:nghị định|thông tư|quyết định|hướng dẫn|nghị quyết|quy định)\b", re.IGNORECASE)
_BODY_GUIDES = re.compile(r"^[\s\-–]*(?:(?:Ban|Bộ|Ủy ban|Uỷ ban|Văn phòng|Sở)\s[^.;:,\n]{2,60}\s)$")
_ABOUT_DOING = re.compile(
    r"\b(?:tình hình|kết quả|giám sát|kiểm tra|theo dõi|đôn đốc|được|việc|trách nhiệm)\b[^.;:\n]{0,40}$", re.IGNORECASE
)
_SUFFERED = re.compile(r"(?:\bđược|\bbị|\bhiệu lực|\bkể từ ngày)\s$", re.IGNORECASE)
_PART = re.compile(
    r"\s(?P<part>(?:(?:một phần|một số|toàn bộ|các|nội dung|quy định)\s)?"
    r"(?:một phần|điều|khoản|điểm|phụ lục|mẫu|biểu|chương|mục|nội dung|quy định|cụm từ)\b[^“”.;:\n]{0,80}?)"
    r"(?=(?:\s(?:của|tại|ban hành kèm theo|kèm theo))?\s$|\s$)",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"(?<!bộ )(?<!sở )(?<!phòng )\b(?:kế hoạch|chương trình(?: hành động)?|đề án|nghị quyết|chỉ thị|hướng dẫn"
    r"|quyết định|nghị định|thông tư|kết luận|chiến lược)\b(?P<between>[^.;:“”\n]{0,120})$",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"(?:^|[\n;“”]|[.:]\s)[\s\-–+*]*(?:(?:\d{1,3}(?:\.\d{1,2})*[.)]|[a-zđ]\)|Điều \d+\.)\s+)?"
    r"(?:(?:tổ chức|tiếp tục|tập trung|nghiêm túc|chủ động|đẩy mạnh)\s)?$",
    re.IGNORECASE,
)


def references_of(text: str) -> tuple[Reference, ...]:
    """Every mention of another document, in reading order; () for "".

    The document's own number and "Quyết định này" are no references. A law named without a number has its name in
    `target.kind` ("Luật Lưu trữ"). The span covers address, type, number, date and body as far as they stand together.

    >>> found = references_of("Căn cứ khoản 2 Điều 5 Nghị định số 12/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về đê;")
    >>> found[0].target.number, found[0].target.address, found[0].target.issuer, found[0].relation.value
    ('12/2020/NĐ-CP', 'khoản 2 Điều 5', 'Chính phủ', 'can_cu')
    """
    facts = facts_of(text)
    own = number_key(facts.number.value) if facts.number else None
    mentions = [m for m in mentions_of(text) if own is None or number_key(m.target.number or "") != own]
    kind = facts.kind.value if facts.kind else ""
    return _Reading(text, facts.title.span if facts.title else Span(0, 0), kind).related(mentions)


@dataclass(frozen=True, slots=True)
class _Governed:
    mention: Mention
    relation: Relation | None


class _Reading:
    """One pass over the mentions of a text, clause by clause. `title` is the span of the document's own title."""

    def __init__(self, text: str, title: Span, kind: str) -> None:
        self._text = text
        self._kind = kind
        self._title = title
        ends = [match.end() for match in _CLAUSE_END.finditer(text)]
        # The lines of a title go on from one to the next.
        self._ends = [end for end in ends if not (text[end - 1] == "\n" and title.start < end <= title.end)]
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._leads = list_leads(text)

    def related(self, mentions: list[Mention]) -> tuple[Reference, ...]:
        found: list[_Governed] = []
        clause, first, over = -1, 0, None
        for mention in mentions:
            start = self._clause(mention.start)
            if start != clause:
                over = found[first].relation if found else None
                clause, first = start, len(found)
            goes_on = over if found and self._goes_on(found[-1].mention, mention) else None
            relation = self._relation(mention, start, found[first:], goes_on)
            found.append(_Governed(self._of_part(mention, relation), relation))
        return tuple(Reference(g.mention.target, g.relation, Span(g.mention.start, g.mention.end)) for g in found)

    def _clause(self, at: int) -> int:
        index = bisect_right(self._ends, at)
        return self._ends[index - 1] if index else 0

    def _relation(
        self, mention: Mention, clause: int, before: list[_Governed], goes_on: Relation | None
    ) -> Relation | None:
        if before:
            return self._beside(mention, before)
        governed = self._listed(mention) or self._governed(mention, clause)
        return governed or (goes_on if goes_on in (Relation.CAN_CU, Relation.TRIEN_KHAI) else None)

    def _beside(self, mention: Mention, before: list[_Governed]) -> Relation | None:
        """The relation of the document with which this one is named side by side in one clause."""
        near = before[-1]
        between = self._text[near.mention.end : mention.start]
        adjacent = near.mention.end <= mention.start and LIST.fullmatch(between) is not None
        if adjacent and (_same_kind(near.mention, mention) or near is before[0]):
            return near.relation
        if not adjacent and _SIDE_BY_SIDE.search(between) is None:
            return None
        alike = next((g for g in reversed(before) if g.relation and _same_kind(g.mention, mention)), None)
        return alike.relation if alike else (near.relation if adjacent else None)

    def _goes_on(self, last: Mention, mention: Mention) -> bool:
        """ "Căn cứ Luật A …; Luật B …": a clause that begins with a document goes on with the one before it."""
        lead = self._text[last.end : mention.start].rpartition(";")
        return bool(lead[1]) and not lead[2].strip() and "\n" not in lead[0] + lead[2]

    def _listed(self, mention: Mention) -> Relation | None:
        """The relation that the line over a list gives to the document that its item begins with."""
        line = self._lines[bisect_right(self._lines, mention.start) - 1]
        lead = self._leads.get(line)
        item = ITEM.match(self._text, line, mention.start) if lead else None
        if item is None or _ITEM_LEAD.fullmatch(self._text, item.end(), mention.start) is None:
            return None
        return lead

    def _governed(self, mention: Mention, clause: int) -> Relation | None:
        """The relation of the words before the first document of a clause."""
        text = self._text
        window = text[max(clause, mention.start - _REACH) : mention.start]
        last = _last_of(window)
        if last is None:
            return self._without_verb(mention)
        relation = Relation(str(last.lastgroup))
        if relation is Relation.KEM_THEO:
            return self._issued_with(mention, clause)
        at = mention.start - len(window) + last.start()
        begins = _STARTS.search(text, max(0, at - 40), at)
        if relation is Relation.CAN_CU:
            return relation if begins or _PASSIVE.search(window, last.end()) is None else None
        if _PASSIVE.search(window, last.end()) is not None:
            return None
        if self._in_table(mention) or not self._may(relation, window[: last.start()]):
            return None
        return self._by_subject(relation, window, last, mention, begins is not None)

    def _may(self, relation: Relation, before: str) -> bool:
        """A consolidated text changes nothing; a plan or a report does so only where it speaks of itself ("này")."""
        if self._kind == "văn bản hợp nhất":
            return False
        return relation not in _CHANGES or self._kind not in _PLANS or _ITSELF.search(before) is not None

    def _in_table(self, mention: Mention) -> bool:
        """What a table says is a task that it gives to somebody."""
        text = self._text
        near = text[max(0, mention.start - _FAR_REACH) : mention.start].rpartition("\n")[2]
        return " | " in near + text[mention.end : mention.end + _REACH].partition("\n")[0]

    def _of_part(self, mention: Mention, relation: Relation | None) -> Mention:
        """ "Bãi bỏ một phần Thông tư …": what is repealed or replaced is a part, as printed, and not the document."""
        if relation not in (Relation.BAI_BO, Relation.THAY_THE) or mention.target.address is not None:
            return mention
        window = self._text[max(0, mention.start - _REACH) : mention.start]
        last = _last_of(window)
        part = _PART.match(window, last.end()) if last else None
        return replace(mention, target=replace(mention.target, address=part["part"])) if part else mention

    def _by_subject(
        self, relation: Relation, window: str, last: re.Match[str], mention: Mention, begins: bool
    ) -> Relation | None:
        subject = _SUBJECT.search(window, 0, last.start())
        before, in_title = window[: last.start()], mention.start < self._title.end
        if relation is Relation.TRIEN_KHAI:
            told = begins or in_title or (_PLAN.search(before) is not None and _ABOUT_DOING.search(before) is None)
            return relation if told and not (subject and subject["act"]) else None
        if relation is Relation.HUONG_DAN:
            told = begins or in_title or any(words.search(before) for words in (_ITSELF, _ISSUES, _BODY_GUIDES))
            return relation if told else self._basis(before)
        if subject is None or subject["by"]:
            return relation
        return self._basis(before)

    @staticmethod
    def _basis(before: str) -> Relation | None:
        return Relation.CAN_CU if re.search(r"\bcăn cứ\b", before, re.IGNORECASE) else None

    def _without_verb(self, mention: Mention) -> Relation | None:
        text = self._text
        if _LAPSES.match(text, mention.end) and not text.startswith("ngày ", max(0, mention.start - len("ngày "))):
            return Relation.BAI_BO
        words = text[max(0, mention.start - _FAR_REACH) : mention.start].rpartition("\n")[2]
        changed = _WORDS_AT.search(words[:60]) is not None and "”" in words and words.rstrip().endswith("tại")
        return Relation.SUA_DOI if changed else None

    def _issued_with(self, mention: Mention, clause: int) -> Relation | None:
        """ "(Ban hành kèm theo X)" says what issued this document; "sửa đổi … ban hành kèm theo X" changes X."""
        window = self._text[max(clause, mention.start - _FAR_REACH) : mention.start]
        if _NOTE.search(window):
            return Relation.KEM_THEO
        over = next((match for match in _verbs(window) if match.lastgroup != "kem_theo"), None)
        issued = window.casefold().rfind("kèm theo")
        if over is None or _PASSIVE.search(window, over.end(), max(issued, over.end())):
            return None
        relation = Relation(str(over.lastgroup))
        return relation if self._may(relation, window[: over.start()]) else None


def _last_of(window: str) -> re.Match[str] | None:
    return max(_verbs(window), key=re.Match.start, default=None)


def _verbs(window: str) -> Iterator[re.Match[str]]:
    """Verbs that may govern what follows: not "được sửa đổi", nor "có hiệu lực thi hành", nor one before a comma."""
    for match in _GOVERNING.finditer(window):
        if not window.startswith(",", match.end()) and _SUFFERED.search(window[: match.start()]) is None:
            yield match


def _same_kind(one: Mention, other: Mention) -> bool:
    return _kind(one) == _kind(other)


def _kind(mention: Mention) -> str:
    """The type; laws by name are laws."""
    kind = (mention.target.kind or "").casefold()
    return kind if mention.target.number else kind.split(" ")[0]
