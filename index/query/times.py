"""Time and validity in a question: what it says of the documents that are looked for, and what is only content.

A year is a condition only where the question speaks of issuing ("ban hành năm 2024", "các nghị quyết năm 2024"); alone
it is a preference for documents of that year. A year that a goal, a plan or a term has ("mục tiêu đến năm 2030",
"giai đoạn 2021-2030", "kế hoạch năm 2025"), and one that names a law ("Luật Đất đai năm 2013"), is content: what it
says stands in the documents, whenever they were issued. A question that names documents by number is never narrowed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.query.mentions import same_length
from index.query.taken import Taken
from ingest.types import Span


class TimeRole(StrEnum):
    """What a time in a question is for: a condition on the day of issue, or a preference for documents of that time."""

    ISSUED = "issued"
    PREFERRED = "preferred"


@dataclass(frozen=True, slots=True)
class Period:
    """A time that was said; both days inclusive, None is open. `span` is the part of the question that says it."""

    first: dt.date | None
    last: dt.date | None
    role: TimeRole
    span: Span


@dataclass(frozen=True, slots=True)
class Times:
    """What a question says of time. `newest`, `in_force`, `ended` are the words that say so, None where none do."""

    periods: tuple[Period, ...] = ()
    newest: Span | None = None
    in_force: Span | None = None
    ended: Span | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self == Times()


NO_TIMES = Times()

_YEAR = r"(?:19[4-9]\d|20\d\d)"
_TO = r"\s*(?:-|–|—|den(?: het| cuoi)?|toi|va)\s*(?:nam\s)?"
_TIME = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?P<open>truoc|sau|tu|ke tu|tu sau)(?: ngay| thang)?\s(?:nam\s)?(?P<a>{_YEAR})(?:{_TO}(?P<b>{_YEAR})|\sden nay)?"
    rf"|(?P<c>{_YEAR})\s*[-–—]\s*(?P<d>{_YEAR})"
    rf"|(?P<word>nam)\s(?P<e>{_YEAR})(?:{_TO}(?P<f>{_YEAR}))?"
    rf"|quy\s(?P<quarter>iv|i{{1,3}}|[1-4])(?:\s?/\s?|\snam\s|\s)(?P<g>{_YEAR})"
    rf"|thang\s(?P<month>0?[1-9]|1[0-2])(?:\s?[/.-]\s?|\snam\s|\s)(?P<h>{_YEAR})"
    rf"|ngay\s(?P<day>\d{{1,2}})(?:\s?[/.-]\s?|\sthang\s)(?P<m>\d{{1,2}})(?:\s?[/.-]\s?|\snam\s)(?P<i>{_YEAR})"
    rf")(?![\d/.-]*\w)"
)
_DOCUMENT = (
    r"(?:van ban|nghi quyet|nghi dinh|thong tu|quyet dinh|chi thi|ket luan|quy dinh|quy che|huong dan|thong bao"
    r"|cong van|bo luat|luat|phap luat|phap lenh|thong tri|cong dien|tai lieu)"
)
_MANY = r"(?:cac|nhung|moi|tat ca|toan bo|danh sach|danh muc|liet ke|thong ke)"
_ISSUED = re.compile(
    rf"(?<!\w)(?:(?:(?:ky|da|duoc|moi|vua) )*(?:ban hanh|thong qua|cong bo|duoc ky)|{_DOCUMENT}(?: nao)? ky)"
    r"(?: vao| trong| khoang| trong khoang| ngay)?(?: thoi gian| giai doan| nhiem ky)?\s*$"
)
_LISTED = re.compile(rf"(?<!\w){_MANY}\s(?:\w+\s){{0,2}}?{_DOCUMENT}(?:\scua(?:\s\w+){{1,6}})?(?:\strong|\svao)?\s*$")
_CONTENT = re.compile(
    r"(?<!\w)(?:den|toi|cuoi|het|dau|vao|trong|tu|khoa|muc tieu|tam nhin|dinh huong|chi tieu|giai doan|nhiem ky|thoi ky"
    r"|ke hoach|du toan|ngan sach|chuong trinh|de an|bao cao|tong ket|quy hoach|chien luoc|phan dau)\s*$"
)
"""Before a time: it is when something is done, or the time of a plan; documents say it in their own words."""
_NAMES_LAW = re.compile(r"(?<!\w)(?:hien phap|bo luat|luat|phap lenh|bl[a-z]{2,4})(?:\s[\w,]+){0,10}\s*$")
_NEWEST = re.compile(r"(?<!\w)(?:moi nhat|gan day nhat|(?:moi|vua)(?: duoc)? ban hanh)(?!\w)")
_NEAR_DOCUMENT = re.compile(rf"(?<!\w){_DOCUMENT}(?:\s\w+){{0,6}}\s*$")
_PAPERS = r"giay|hop dong|the|chung chi|chung nhan|ho chieu|bao hiem|thoa thuan|ban an|visa"
_IN_FORCE = re.compile(
    rf"(?<!\w){_DOCUMENT}(?:\s(?!(?:{_PAPERS})\b)\w+){{0,12}}?"
    r"\s(?P<said>con hieu luc|dang (?:co|con) hieu luc|hien hanh)(?!\w)"
)
"""Of documents: "hợp đồng còn hiệu lực" is content."""
_ENDED = re.compile(
    rf"(?<!\w){_MANY}\s(?:\w+\s){{0,2}}?{_DOCUMENT}(?:\s(?!(?:{_PAPERS})\b)\w+){{0,12}}?"
    r"\s(?P<said>(?:(?:da|bi) )*(?:het hieu luc|khong con hieu luc|bai bo))(?!\w)"
)
_STILL = re.compile(r"\s*(?:$|[,.?!;]|(?:ve|cua|thuoc|lien quan|trong linh vuc|hien nay|nam|tu nam|do)(?!\w))")
_NEAR_CHARS = 240
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def times_of(question: str, named: Sequence[Span] = ()) -> Times:
    """What the NFC `question` says of time; nothing for "". `named` are documents by number: they narrow by themselves.

    >>> said = times_of("các nghị quyết ban hành từ năm 2020 đến 2023 còn hiệu lực về đê")
    >>> str(said.periods[0].first), str(said.periods[0].last), said.periods[0].role.value, said.in_force is not None
    ('2020-01-01', '2023-12-31', 'issued', True)
    >>> times_of("mục tiêu đến năm 2030").is_empty, times_of("kết quả năm 2025").periods[0].role.value
    (True, 'preferred')
    """
    bare = same_length(question)
    taken = Taken(named)
    periods = tuple(period for period in _periods(bare, bool(named)) if not taken.overlaps(period.span))
    if named:
        return Times(periods)
    return Times(periods, _newest(bare), _validity(bare, _IN_FORCE), _validity(bare, _ENDED))


def _periods(bare: str, is_named: bool) -> Iterator[Period]:
    for match in _TIME.finditer(bare):
        before = _before(bare, match.start())
        is_issued = not is_named and (_ISSUED.search(before) or _is_listed(before, match))
        days = _days(match)
        if days is None:
            continue
        if is_issued:
            yield Period(*days, TimeRole.ISSUED, Span(*match.span()))
        elif not _is_content(before, match):
            yield Period(*days, TimeRole.PREFERRED, Span(*match.span()))


def _before(bare: str, at: int) -> str:
    """What stands right before, from the beginning of a word: all that decides, however long the question is."""
    first = max(0, at - _NEAR_CHARS)
    return bare[first:at] if first == 0 else bare[first:at].partition(" ")[2]


def _is_listed(before: str, match: re.Match[str]) -> bool:
    """ "Các nghị quyết của Quốc hội năm 2024", not "các nghị quyết về mục tiêu năm 2030"."""
    listed = _LISTED.search(before)
    return bool(listed) and bool(match["word"] or match["open"] or match["month"] or match["quarter"])


def _is_content(before: str, match: re.Match[str]) -> bool:
    """Whether the time belongs to what the documents say: a range, an open time, a goal, a plan, a law's name."""
    if match["open"] or match["c"] or match["f"] or match["day"]:
        return True
    return _CONTENT.search(before) is not None or _NAMES_LAW.search(before) is not None


def _days(match: re.Match[str]) -> tuple[dt.date | None, dt.date | None] | None:
    """First and last day; None for a day that the calendar does not have, or a range that goes back."""
    if match["open"]:
        return _open_days(match)
    if match["c"] or match["e"]:
        first, last = int(match["c"] or match["e"]), int(match["d"] or match["f"] or match["e"])
        return _years(first, last)
    if match["quarter"]:
        number, year = _QUARTERS.get(match["quarter"]) or int(match["quarter"]), int(match["g"])
        return dt.date(year, 3 * number - 2, 1), _last_of(year, 3 * number)
    if match["month"]:
        year, month = int(match["h"]), int(match["month"])
        return dt.date(year, month, 1), _last_of(year, month)
    try:
        day = dt.date(int(match["i"]), int(match["m"]), int(match["day"]))
    except ValueError:
        return None
    return day, day


def _open_days(match: re.Match[str]) -> tuple[dt.date | None, dt.date | None] | None:
    year = int(match["a"])
    if match["b"]:
        return _years(year, int(match["b"]))
    if match["open"] == "truoc":
        return None, dt.date(year - 1, 12, 31)
    return (dt.date(year + 1, 1, 1) if "sau" in match["open"] else dt.date(year, 1, 1)), None


def _years(first: int, last: int) -> tuple[dt.date, dt.date] | None:
    return (dt.date(first, 1, 1), dt.date(last, 12, 31)) if first <= last else None


def _last_of(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _newest(bare: str) -> Span | None:
    """ "Nghị quyết mới nhất về …", "chuyển đổi số mới nhất"; not "công nghệ mới nhất được dùng ở đâu"."""
    for match in _NEWEST.finditer(bare):
        is_edge = not bare[match.end() :].strip(" ?.!") or not bare[: match.start()].strip()
        if is_edge or _NEAR_DOCUMENT.search(_before(bare, match.start())):
            return Span(*match.span())
    return None


def _validity(bare: str, said: re.Pattern[str]) -> Span | None:
    """Where the question wants documents of that validity; not where it asks whether, or when, one lapses."""
    for match in said.finditer(bare):
        if _STILL.match(bare, match.end()):
            return Span(*match.span("said"))
    return None
