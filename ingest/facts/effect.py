"""From when a document is in force, by its own clause ("… này có hiệu lực thi hành kể từ ngày …")."""

from __future__ import annotations

import datetime as dt
import re

from ingest.language.dates import dates_of
from ingest.language.kinds import KIND_WORDS
from ingest.types import Fact, Facts, Span

_EFFECT = re.compile(
    rf"(?:^|(?<=[.;:] ))(?:[\d.]{{1,6}}\s+|[a-zđ]\)\s+|[-–]\s+|Điều \d+\.\s+)?(?P<kind>{KIND_WORDS}) này"
    r"[^.;\n]{0,160}?(?:;\s)?\bcó hiệu lực(?:\s+thi hành)?\s+"
    r"(?:(?:kể\s+)?từ\s+(?:\d{1,2}\s+giờ(?:\s+\d{1,2}\s+phút)?,?\s+)?"
    r"(?P<day>ngày\s+(?:ký|thông qua|ban hành)|(?:ngày\s+)?\d[^,.;\n]{5,30})"
    r"|sau\s+(?P<after>\d{1,3})\s+(?:\([^)\n]{1,30}\)\s+)?ngày,?\s+(?:kể\s+)?từ\s+ngày\s+(?:ký|ban hành))",
    re.MULTILINE,
)


def effective_on(text: str, facts: Facts, span: Span) -> Fact[dt.date] | None:
    """The day of the first clause on effect inside `span`, with the clause's span; None where there is none.

    "kể từ ngày ký" is the day of `facts.issued_on`; "sau 45 ngày kể từ ngày ký" is that many days later, as the State's
    database of legal texts counts. What counts from the gazette's day stays unknown: the document does not print it.
    Clauses on a part ("khoản 2 Điều này …") and those that speak of another type of document than `facts.kind` do not
    count.
    """
    kind = facts.kind.value if facts.kind else None
    for clause in _EFFECT.finditer(text, span.start, span.end):
        if kind not in (None, "văn bản hợp nhất", clause["kind"].casefold()):
            continue
        said = Span(clause.start("kind"), clause.end())
        day = clause["day"] or ""
        if dates := dates_of(day) or dates_of("ngày " + day):
            return Fact(dates[0].value, said)
        signed = facts.issued_on if kind != "văn bản hợp nhất" else None
        return Fact(signed.value + dt.timedelta(days=int(clause["after"] or 0)), said) if signed else None
    return None
