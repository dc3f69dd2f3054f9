"""From when a document is in force, by its own clause ("… này có hiệu lực thi hành kể từ ngày …")."""

from __future__ import annotations

import datetime as dt
import re

from ingest.language.dates import dates_of
from ingest.language.kinds import KIND_WORDS
from ingest.types import Fact, Facts, Span

_EFFECT = re.compile(
    rf"(?:^|(?<=[.;:] ))(?:[\d.]{{1,6}}\s+|[a-zđ]\)\s+|Điều \d+\.\s+)?(?P<kind>{KIND_WORDS}) này[^.;\n]{{0,160}}?"
    r"\bcó hiệu lực(?:\s+thi hành)?(?:\s+kể)?\s+từ\s+"
    r"(?P<day>ngày\s+(?:ký|thông qua|ban hành)|(?:ngày\s+)?\d[^,.;\n]{5,30})",
    re.MULTILINE,
)


def effective_on(text: str, facts: Facts, span: Span) -> Fact[dt.date] | None:
    """The day of the first clause on effect inside `span`, with the clause's span; None where there is none.

    "kể từ ngày ký" is the day of `facts.issued_on`. Clauses on a part ("khoản 2 Điều này …") and those that speak of
    another type of document than `facts.kind` do not count.
    """
    kind = facts.kind.value if facts.kind else None
    for clause in _EFFECT.finditer(text, span.start, span.end):
        if kind not in (None, "văn bản hợp nhất", clause["kind"].casefold()):
            continue
        said = Span(clause.start("kind"), clause.end("day"))
        if dates := dates_of(clause["day"]) or dates_of("ngày " + clause["day"]):
            return Fact(dates[0].value, said)
        signed = facts.issued_on if kind != "văn bản hợp nhất" else None
        return Fact(signed.value, said) if signed else None
    return None
