"""Filters as they are typed at a door: words into an `index.filters.Filter`, and back for addresses."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.errors import OUTCOMES, BadFilter
from index.causes import CAUSES
from index.filters import IN_FORCE, MEDIA_TYPES, Filter
from index.levels import OfficeLevel
from index.standing import Validity
from ingest.language.kinds import KINDS
from ingest.language.normalise import fold_spaces, match_key, nfc, strip_accents

Words = Mapping[str, Sequence[str]]
"""What was typed for each parameter, by its name at the doors; blank values say nothing."""

FORMATS = {
    "pdf": "PDF",
    "word": "Word, RTF",
    "web": "Trang web",
    "text": "Văn bản thuần",
    "sheet": "Bảng tính",
    "slides": "Bản trình chiếu",
}
LEVELS = {
    OfficeLevel.CENTRAL.value: "Trung ương",
    OfficeLevel.PROVINCE.value: "Tỉnh, thành phố",
    OfficeLevel.DISTRICT.value: "Huyện, quận",
    OfficeLevel.COMMUNE.value: "Xã, phường",
}
VALIDITY = {
    Validity.IN_FORCE.value: "Còn hiệu lực",
    Validity.AMENDED.value: "Còn hiệu lực, đã được sửa đổi",
    Validity.NOT_YET.value: "Chưa có hiệu lực",
    Validity.ENDED.value: "Hết hiệu lực",
    Validity.UNKNOWN.value: "Chưa rõ",
}
CURRENT = "hien-hanh"
"""Stands for all values of `validity` but those that are known not to be in force."""
_OF_FILES = {kind.code for kind in OUTCOMES if hasattr(kind, "code")} | {"file_missing", "folder_unreachable"}
FINDINGS = {code: cause.name for code, cause in CAUSES.items() if code not in _OF_FILES}
"""Codes of what is doubtful in a document that was read, with their names; codes of failed files are not among them."""

_MOST_VALUES = 50
_LONGEST_VALUE = 200
_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(r"(?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<iy>\d{4})-(?P<im>\d{1,2})")
_DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})")


@dataclass(frozen=True, slots=True)
class Condition:
    """What can be asked of a document in a set of words. `name` is the parameter at every door, `attribute` the field
    of `Filter` and of `Facets`. `values` are the allowed ones with their names; None where documents say what there is.
    """

    name: str
    attribute: str
    label: str
    values: Mapping[str, str] | None = None

    def of(self, where: Filter) -> frozenset[str]:
        """The values that a filter has for it."""
        chosen: frozenset[str] = getattr(where, self.attribute)
        return chosen

    def text_of(self, value: str) -> str:
        """A value for people."""
        if self.values is not None:
            return self.values.get(value, value)
        return value[:1].upper() + value[1:]


CONDITIONS = (
    Condition("kind", "kinds", "Loại văn bản"),
    Condition("issuer", "issuers", "Cơ quan ban hành"),
    Condition("level", "levels", "Cấp ban hành", LEVELS),
    Condition("validity", "validity", "Hiệu lực", VALIDITY),
    Condition("topic", "topics", "Lĩnh vực"),
    Condition("format", "formats", "Định dạng tệp", {name: FORMATS[name] for name in MEDIA_TYPES}),
    Condition("finding", "findings", "Điểm cần lưu ý", FINDINGS),
)
DATES = {"from": "issued_from", "to": "issued_to"}
DATE_LABEL = "Ngày ban hành"
VALID_ON = "on"
"""The day of which `validity` is asked; without it today."""
PARAMETERS = (*(condition.name for condition in CONDITIONS), *DATES, VALID_ON)


def filter_of(words: Words) -> Filter:
    """The filter that was asked for. Raises BadFilter, which names the parameter and says what is allowed.

    Dates are "22/12/2024", "2024-12-22", a month ("12/2024") or a year: "from" takes their first day, "to" their last.
    """
    chosen = {condition.attribute: _values_of(condition, words) for condition in CONDITIONS}
    dates = {name: _date_of(name, words) for name in DATES}
    first, last = dates["from"], dates["to"]
    if first and last and first > last:
        raise BadFilter("from", f"Ngày bắt đầu ({day(first)}) sau ngày kết thúc ({day(last)}). Hãy đổi lại hai ngày.")
    changes = {**chosen, **{DATES[name]: date for name, date in dates.items()}}
    return changed(Filter(), changes | {"valid_on": _date_of(VALID_ON, words)})


def words_of(where: Filter) -> list[tuple[str, str]]:
    """The parameters that give this filter back, in a steady order; dates in ISO 8601."""
    fields = [(condition.name, value) for condition in CONDITIONS for value in sorted(condition.of(where))]
    dates = ((name, getattr(where, attribute)) for name, attribute in (*DATES.items(), (VALID_ON, "valid_on")))
    return [*fields, *((name, date.isoformat()) for name, date in dates if date is not None)]


def day(date: dt.date) -> str:
    """As offices write it: 22/12/2024."""
    return f"{date.day:02}/{date.month:02}/{date.year:04}"


def changed(where: Filter, changes: dict[str, Any]) -> Filter:
    """The filter with other values of some of its fields, by their names."""
    return replace(where, **changes)


def _values_of(condition: Condition, words: Words) -> frozenset[str]:
    values = [fold_spaces(nfc(value)).strip() for value in words.get(condition.name, ())]
    values = [value for value in values if value]
    if len(values) > _MOST_VALUES or any(len(value) > _LONGEST_VALUE for value in values):
        told = f"{condition.label}: nhiều nhất {_MOST_VALUES} giá trị, mỗi giá trị không quá {_LONGEST_VALUE} ký tự."
        raise BadFilter(condition.name, told)
    if condition.name == "validity":
        values = [each for value in values for each in (IN_FORCE if value.lower() == CURRENT else (value,))]
    if condition.values is not None:
        return frozenset(_allowed(condition.name, condition.label, condition.values, value) for value in values)
    return frozenset(map(_kind_of, values) if condition.name == "kind" else values)


def _allowed(name: str, label: str, values: Mapping[str, str], typed: str) -> str:
    """The value as we write it, or a refusal that lists all of them."""
    if typed.lower() in values:
        return typed.lower()
    listed = "; ".join(f"{value} ({text})" for value, text in values.items())
    raise BadFilter(name, f"{label}: không có giá trị “{_shortened(typed)}”. Chỉ nhận: {listed}.")


def _kind_of(typed: str) -> str:
    """A type of document as mastheads are read: "Nghi quyet", "NGHỊ QUYẾT" are "nghị quyết"; others in lower case."""
    asked = match_key(typed)
    loose = asked if asked == strip_accents(asked) else None
    for kind in KINDS:
        known = match_key(kind)
        if asked == known or loose == strip_accents(known):
            return kind
    return typed.lower()


def _date_of(name: str, words: Words) -> dt.date | None:
    """The last date that was given for a parameter; None where all are blank."""
    typed = [value.strip() for value in words.get(name, ()) if value.strip()]
    if not typed:
        return None
    try:
        return _calendar_day(typed[-1], is_last=name == "to")
    except ValueError as error:
        told = f"“{_shortened(typed[-1])}” không phải là ngày. Hãy viết như 22/12/2024, 2024-12-22, 12/2024 hoặc 2024."
        raise BadFilter(name, told) from error


def _calendar_day(typed: str, *, is_last: bool) -> dt.date:
    """Raises ValueError for what is no day, month or year of the calendar."""
    if found := _DAY.fullmatch(typed):
        return dt.date(*(int(found[name] or found[f"i{name}"]) for name in ("y", "m", "d")))
    if found := _MONTH.fullmatch(typed):
        year, month = (int(found[name] or found[f"i{name}"]) for name in ("y", "m"))
    elif found := _YEAR.fullmatch(typed):
        year, month = int(found[1]), 12 if is_last else 1
    else:
        raise ValueError(typed)
    first = dt.date(year, month, 1)
    return first.replace(day=calendar.monthrange(year, month)[1]) if is_last else first


def _shortened(typed: str, most: int = 60) -> str:
    return typed if len(typed) <= most else f"{typed[:most]}…"
