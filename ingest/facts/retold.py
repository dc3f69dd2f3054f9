"""Facts told elsewhere than in a head: under the type in old gazettes, by a page that reprints, at a text's end.

Only what is plainly said of the document itself is taken: the page's own title names it, the sentence says who issued
it, the last paragraph says when it was passed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from ingest.facts.head import PLACE_DATE, shifted
from ingest.facts.issuer import body_named_in, body_over
from ingest.language.dates import dates_of
from ingest.language.kinds import KIND_WORDS
from ingest.language.normalise import fold_spaces
from ingest.language.numbers import number_key, numbers_of
from ingest.structure.regions import Line, lines_of
from ingest.types import Fact, Facts, Span

_ADOPTED = re.compile(
    r"(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh) này (?:đã )?được [^\n]{0,250}?thông qua[^\n]{0,80}?(?=ngày\s)"
)
_CONSOLIDATED = re.compile(r"XÁC\s+THỰC\s+VĂN\s+BẢN\s+HỢP\s+NHẤT")
_TOLD = re.compile(
    r"(?:(?:của|liên tịch)\s[^\n\d]{3,120}?\s?)?\bsố\s*:?\s*(?=\d)"
    r"|(?:của|liên tịch)\s[^\n\d]{3,120}\n\s*số\s*:?\s*(?=\d)",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?:Toàn văn\s+)?(?P<kind>{KIND_WORDS})\s+(?:số\s+)?(?=\d)", re.IGNORECASE)


def told_under_kind(facts: Facts, text: str) -> Facts:
    """Older gazettes print number and date after the type: "NGHỊ ĐỊNH / CỦA CHÍNH PHỦ SỐ 29/1998/NĐ-CP NGÀY …"."""
    if facts.number is not None or facts.kind is None:
        return facts
    start = facts.kind.span.end + len(text[facts.kind.span.end :]) - len(text[facts.kind.span.end :].lstrip())
    said = _TOLD.match(text, start, min(len(text), start + 300))
    number = next(numbers_of(text[said.end() - 1 : said.end() + 60]), None) if said else None
    if said is None or number is None or number.span.start > 2:
        return facts
    told = Fact(number.value, shifted(number.span, said.end() - 1))
    date = next(iter(dates_of(text[told.span.end : told.span.end + 50])), None)
    if date is None or facts.issued_on is not None:
        return replace(facts, number=told)
    on = shifted(date.span, told.span.end)
    return _retitled(replace(facts, number=told, issued_on=Fact(date.value, on)), on.end)


def _retitled(facts: Facts, after: int) -> Facts:
    if facts.title is None or facts.title.span.end <= after:
        return replace(facts, title=None)
    cut = len(facts.title.value) - (facts.title.span.end - max(after, facts.title.span.start))
    words = facts.title.value[max(cut, 0) :].strip()
    return replace(facts, title=Fact(words, Span(facts.title.span.end - len(words), facts.title.span.end)))


def reprinted(facts: Facts, text: str) -> Facts:
    """Number, type and date of the document that the page's own title names, where it shows no head of its own."""
    lines = lines_of(text)
    if facts.number is not None or facts.issued_on is not None or not lines:
        return facts
    for line in (lines[0], lines[-1]):
        named = _NAMED.match(line.text) if len(line.text) < 300 and line.text[-1] not in ".;:," else None
        number = next(numbers_of(line.text[named.end() - 1 :]), None) if named else None
        if named is None or number is None or number.span.start > 2:
            continue
        kind = Fact(named["kind"].casefold(), shifted(Span(*named.span("kind")), line.start))
        told = Fact(number.value, shifted(number.span, line.start + named.end() - 1))
        return _issued_as_told(replace(facts, number=told, kind=facts.kind or kind), text)
    return facts


def _issued_as_told(facts: Facts, text: str) -> Facts:
    """ "Ngày …, … ban hành Kết luận số …": date and body of the document that the page is about."""
    assert facts.number is not None
    key = number_key(facts.number.value)
    for line in lines_of(text[:20_000]):
        if re.match(r"Ngày\s+\d", line.text) is None or (issue := re.search(r"\bban hành\b", line.text)) is None:
            continue
        number = next(numbers_of(line.text[issue.end() : issue.end() + 60]), None)
        date = next(iter(dates_of(line.text[: issue.start()])), None) or _figures(line.text[: issue.start()])
        if number is None or date is None or number_key(number.value) != key:
            continue
        issuer = facts.issuer or body_named_in(text, Span(line.start, line.start + issue.start()))
        return replace(facts, issued_on=Fact(date.value, shifted(date.span, line.start)), issuer=issuer)
    return facts


def _figures(words: str) -> Fact[dt.date] | None:
    return next((fact for fact in dates_of(words) if fact.span.start < 12), None)


def _without_seal(line: Line) -> Line:
    """The left column's words where the seal stands on the same line."""
    words = _CONSOLIDATED.split(line.text)[0].strip() or line.text
    return Line(line.start, line.start + len(words), words)


def consolidated(facts: Facts, text: str) -> Facts:
    """A văn bản hợp nhất bears its own number and date at its end, under "XÁC THỰC VĂN BẢN HỢP NHẤT"."""
    seal = _CONSOLIDATED.search(text)
    if seal is None:
        return facts
    near = Span(max(0, seal.start() - 300), min(len(text), seal.end() + 300))
    numbers = [fact for fact in numbers_of(near.of(text)) if "VBHN" in fact.value]
    dates = PLACE_DATE.search(text, seal.end(), near.end) or PLACE_DATE.search(text, near.start, seal.start())
    if not numbers:
        return facts
    words = text.index("VĂN", seal.start())
    facts = replace(
        facts,
        number=Fact(numbers[0].value, shifted(numbers[0].span, near.start)),
        kind=Fact("văn bản hợp nhất", Span(words, seal.end())),
    )
    before = [line for line in lines_of(text[: near.start + numbers[0].span.start])[-4:] if line.end > near.start]
    body = body_over([_without_seal(line) for line in before[:-1]]) if len(before) > 1 else None
    facts = replace(facts, issuer=facts.issuer or body)
    if dates is None:
        return facts
    issued_on = Fact(dates_of(dates["date"])[0].value, Span(*dates.span("date")))
    return replace(facts, issued_on=issued_on, place=Fact(fold_spaces(dates["place"]), Span(*dates.span("place"))))


def adopted(facts: Facts, text: str) -> Facts:
    """Laws and resolutions of assemblies bear the day they were passed in their last paragraph."""
    if facts.issued_on is not None or facts.number is None:
        return facts
    passed = _ADOPTED.search(text)
    if passed is None:
        return facts
    found = next(iter(dates_of(text[passed.end() : passed.end() + 60])), None)
    return facts if found is None else replace(facts, issued_on=Fact(found.value, shifted(found.span, passed.end())))
