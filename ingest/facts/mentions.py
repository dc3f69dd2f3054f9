"""Where a text names other documents: by number, in lists that share one ending, or a law by its name.

Forms of citing: Nghị định 30/2020/NĐ-CP, phụ lục I, mục II (type, number, date, body, then the subject); Party papers
put a comma before the date. A quy chế or a plan without a number is not taken: its name alone does not identify it.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.facts.laws import names_in, pattern_of, printed_name
from ingest.language.dates import dates_of
from ingest.language.kinds import BODIES, KIND_WORDS, KINDS, kind_of_number
from ingest.language.markers import CAPITALS
from ingest.language.normalise import fold_spaces, fold_tones
from ingest.language.numbers import numbers_of
from ingest.types import Fact, Span, Target

_WINDOW = 240
KIND_CHOICE = "|".join(re.escape(kind).replace(r"\ ", r"\s") for kind in sorted(KINDS, key=len, reverse=True))
"""Alternatives of a regular expression: the types, longest first."""
LIST = re.compile(rf"(?:[\s,;:]|và|các|cùng với|hoặc|số|{KIND_CHOICE})*", re.IGNORECASE)
"""What stands between two documents that are named side by side."""
_KIND_WORD = re.compile(rf"\b(?:{KIND_CHOICE})\b", re.IGNORECASE)
_KIND_BEFORE = re.compile(
    rf"\b(?:{KIND_CHOICE})(?:\s(?!số\b)[a-zà-ỹđ]{{2,9}}){{0,3}}\s?:?\s(?:số\s?:?\s?)?$", re.IGNORECASE
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
    r"|kiện toàn|bãi bỏ|thay thế|giao|đối với|\(|và\s(?:[a-zđ]|"
    rf"{KIND_WORDS}))|[,;.)\n]|$)"
)
_ISSUER = re.compile(
    rf"\s?,?\s(?:của|CỦA)\s(?P<body>(?:(?:Bộ trưởng|Thống đốc|Chủ tịch|Chủ nhiệm|Trưởng)\s)?(?:(?i:{_BODY}))"
    rf"(?:\s(?:tỉnh|thành phố)\s(?:[{CAPITALS}][^\W\d_]*\s?){{1,4}}(?<!\s))?|[{CAPITALS}][^\d,;.()\n]{{2,70}}?{_STOP})"
)
_DATE = re.compile(r"\s?,?\s?\(?(?=ngày\s)", re.IGNORECASE)
_LAW = r"(?:Luật|Bộ luật|Pháp lệnh)"
_AMENDING = rf"{_LAW}\s[Ss]ửa đổi(?:,\s[Bb]ổ sung)?(?:\s(?:một số|các))?(?:\s[Đđ]iều)?(?:\scủa)?(?:\scác)?\s"
_LAW_AT = re.compile(rf"\b(?:{_LAW}|LUẬT|BỘ LUẬT|PHÁP LỆNH)[ \t\u00a0](?!này|đó|NÀY)")
_AMENDS = re.compile(_AMENDING)
_MANY_LAWS = re.compile(r"\d{1,2}\s[Ll]uật\b(?:[ \t\u00a0](?!ngày|số|năm|này|được|và)[^\W\d_]+){0,12}")
_NEXT_LAW = re.compile(rf"(?:,\s|\svà\s){_LAW}\s")
_YEAR = re.compile(r"\s?(?:năm\s)?(?:19|20)\d\d\b(?![/-])")
# A name that no table knows goes on with words that do not begin the rest of a sentence.
_WORD = (
    r"(?!(?:số|ngày|năm|này|được|đã|có|quy định|và|về|của|thì|hoặc|tại|theo|là|để|hiện|sửa|trong|khi|do|bởi|nếu|không"
    r"|phải|ban hành|hết|kể|từ|đối|bao gồm|trước|sau|thay|mà|như|làm|tham|thực|bằng|trên|đến|nhằm|trừ|nên|chưa|chiếm"
    r"|đồng thời|nhưng|hướng dẫn|(?:khoản|điểm|điều|mục|chương)\s\d)\b)[^\W\d_]+"
)
_UNKNOWN = re.compile(
    rf"[{CAPITALS}][^\W\d_]*(?:[ \u00a0]{_WORD}){{1,7}}"
    r"|(?!(?:sửa|có|liên|khác|và|về|của|pháp)\b)(?:[a-zà-ỹđ]+,?[ \u00a0]){1,9}?(?=ngày\s\d|năm\s\d{4}\b|\d{4}\b)(?<=\s)"
)
_LAW_NUMBER = re.compile(r"/(?:QH|UBTVQH|L-CTN|PL)")
_LAW_START = re.compile(rf"\b(?P<law>{_LAW})\b(?=\ssố|\s[{CAPITALS}]|\sban\shành\svăn|\s[a-zà-ỹđ])")
_AMENDING_START = re.compile(rf"\b(?=(?P<law>{_LAW})\s){_AMENDING}")
_BREAKS = re.compile(r"[.;:()“”]|\d{3}|\b(?:này|theo|tại|bởi|được)\b")
_CONSTITUTION = re.compile(r"\b(?:Hiến pháp(?=\snước|\snăm|[,;.])|Điều lệ Đảng(?! ủy))")
_LISTED_BEFORE = re.compile(r"\bsố\s?:?\s?((?:\d{1,4}(?:,\s?|\svà\s|\s?;\s)){1,8})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A document named in the text, from its address or type (`start`) to the end of the body's name (`end`)."""

    target: Target
    start: int
    end: int


def mentions_of(text: str) -> list[Mention]:
    """Every mention, in reading order, none over another; [] for "".

    A law named without a number has its name, with the year where one is told, in `target.kind`.
    """
    numbered = sorted(_numbered(text), key=lambda mention: (mention.start, mention.end))
    starts, ends = [mention.start for mention in numbered], [mention.end for mention in numbered]
    named = [kept for mention in _named(text) if (kept := _beside(mention, starts, ends)) is not None]
    return sorted([*numbered, *named], key=lambda mention: (mention.start, mention.end))


def _beside(mention: Mention, starts: list[int], ends: list[int]) -> Mention | None:
    """The mention, where it does not lie over a numbered one."""
    at = bisect_right(starts, mention.start)
    over = (at and ends[at - 1] > mention.start) or (at < len(starts) and starts[at] < mention.end)
    return None if over else mention


def _line_before(text: str, at: int) -> str:
    start = max(at - _WINDOW, 0)
    return text[max(text.rfind("\n", start, at) + 1, start) : at]


def _numbered(text: str) -> Iterator[Mention]:
    last: Mention | None = None
    kinds = [match.span() for match in _KIND_WORD.finditer(text)]
    for number in numbers_of(text):
        before = _line_before(text, number.span.start)
        listed = _LISTED_BEFORE.search(before)
        at = number.span.start - (len(before) - listed.start(1) if listed else 0)
        start, kind = _kind_before(before[: len(before) - (number.span.start - at)], at, number.value, kinds)
        kind = kind or kind_of_number(number.value)
        if kind is None and last is not None and LIST.fullmatch(text, last.end, number.span.start):
            kind = last.target.kind
        issued_on, issuer, end = _date_and_issuer(text, number.span.end)
        address, start = _address_before(text, start)
        yield from _shared(listed, number, kind, at) if listed else ()
        begin = number.span.start if listed else start
        last = Mention(Target(number.value, kind, issued_on, issuer, address if not listed else None), begin, end)
        yield last


def _shared(listed: re.Match[str], number: Fact[str], kind: str | None, at: int) -> Iterator[Mention]:
    """ "các Nghị quyết số 18, 19-NQ/TW": the first numbers share the ending of the last."""
    ending = re.sub(r"^\d+", "", number.value)
    for serial in re.finditer(r"\d+", listed[1]):
        span = Span(at + serial.start(), at + serial.end())
        yield Mention(Target(serial[0] + ending, kind), span.start, span.end)


def _kind_before(before: str, at: int, number: str, kinds: list[tuple[int, int]]) -> tuple[int, str | None]:
    """Where the mention of the number at `at` begins, and the type that is told before it.

    `before` are the words of the line that end at `at`; `kinds` the spans of all types in the text.
    """
    if _LAW_NUMBER.search(number) and (law := _law_before(before)) is not None:
        return at - len(before) + law[0], law[1]
    index = bisect_right(kinds, (at, at)) - 1
    start, end = kinds[index] if index >= 0 else (-1, -1)
    lead = start - (at - len(before))
    if start < 0 or lead < 0 or _KIND_BEFORE.match(before, lead) is None:
        said = _SAID_BEFORE.search(before)
        return (at - len(before) + said.start() if said else at), None
    return start, fold_spaces(before[lead : lead + end - start]).casefold()


def _law_before(before: str) -> tuple[int, str] | None:
    """Where the name of the law whose number comes next begins, and "luật", "bộ luật" or "pháp lệnh"."""
    starts = [*_AMENDING_START.finditer(before), *reversed(list(_LAW_START.finditer(before)))]
    begun = next((start for start in starts if _BREAKS.search(before, start.start()) is None), None)
    return (begun.start(), fold_spaces(begun["law"]).casefold()) if begun else None


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


def _named(text: str) -> Iterator[Mention]:
    known, folded = pattern_of(names_in(text)), fold_tones(text)
    past = 0
    for law in _LAW_AT.finditer(text):
        end = _law_end(text, folded, law, known) if law.start() >= past else None
        if end is None:
            continue
        name = _named_as(text, law.start(), end)
        year = _YEAR.match(text, end)
        past = year.end() if year else end
        issued_on, issuer, after = _date_and_issuer(text, past)
        address, start = _address_before(text, law.start())
        told = fold_spaces(text[law.start() : past]) if year else name
        yield Mention(Target(None, told, issued_on, issuer, address), start, max(past, after))
    for match in _CONSTITUTION.finditer(text):
        address, start = _address_before(text, match.start())
        yield Mention(Target(None, match[0], None, None, address), start, match.end())


def _named_as(text: str, start: int, end: int) -> str:
    """The name as printed; one in capitals as the table writes it."""
    printed = fold_spaces(text[start:end])
    if not printed.isupper():
        return printed
    law = next(word for word in ("Bộ luật", "Pháp lệnh", "Luật") if printed.startswith(word.upper()))
    return f"{law} {printed_name(printed[len(law) + 1 :])}"


def _law_end(text: str, folded: str, law: re.Match[str], known: re.Pattern[str]) -> int | None:
    """Where the name of the law that begins at `law` ends; None where no name follows."""
    if law[0].isupper():
        line = text.rfind("\n", max(0, law.start() - _WINDOW), law.start()) + 1
        match = known.match(folded, law.end())
        return match.end() if match and text[line : law.start()].strip() else None
    amends = _AMENDS.match(text, law.start())
    if amends is None:
        return _name_end(text, folded, law.end(), known)
    end = _laws_end(text, folded, amends.end(), known)
    while end is not None and (another := _NEXT_LAW.match(text, end)):
        after = _name_end(text, folded, another.end(), known)
        if after is None:
            break
        end = after
    return end


def _laws_end(text: str, folded: str, at: int, known: re.Pattern[str]) -> int | None:
    """The end of what a law amends: another law, or so many of them ("15 luật có liên quan đến …")."""
    if many := _MANY_LAWS.match(text, at):
        return many.end()
    first = _LAW_AT.match(text, at)
    return _name_end(text, folded, first.end(), known) if first else None


def _name_end(text: str, folded: str, at: int, known: re.Pattern[str]) -> int | None:
    match = known.match(folded, at) or _UNKNOWN.match(text, at)
    return at + len(match[0].rstrip()) if match else None
