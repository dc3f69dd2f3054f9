"""Facts told elsewhere than in a head: under the type in old gazettes, by a page that reprints, at a text's end.

Only what is plainly said of the document itself is taken: the page's own title names it, the sentence says who issued
it, the last paragraph says when it was passed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from ingest.facts.head import PLACE_DATE, shifted
from ingest.facts.issuer import begins_body_name, body_named_in, body_over
from ingest.facts.joint import bodies_in, together
from ingest.language.dates import dates_of
from ingest.language.kinds import KIND_WORDS, natural_case
from ingest.language.normalise import fold_spaces
from ingest.language.numbers import number_key, numbers_of
from ingest.structure.regions import Line, lines_of
from ingest.types import Fact, Facts, Span

_ADOPTED = re.compile(
    r"(?P<kind>Luật|Bộ luật|Nghị quyết|Pháp lệnh) này (?:đã )?được (?P<by>[^\n]{0,250}?)thông qua[^\n]{0,80}?(?=ngày\s)"
)
_KEM_THEO = re.compile(rf"\(\s*(?:Ban hành )?kèm theo\s(?P<kind>{KIND_WORDS})\ssố\s*:?\s*(?=\d)", re.IGNORECASE)
_BY = re.compile(r"\s*,?\scủa\s([^\W\d_][^)(\d]{2,120}?)\s*\)")
_CONSOLIDATED = re.compile(r"XÁC\s+THỰC\s+VĂN\s+BẢN\s+HỢP\s+NHẤT")
_OF = r"(?P<of>của|liên tịch)\s(?P<body>[^\n\d]{3,120}?)"
_TOLD = re.compile(rf"(?:{_OF}\s?(?:\n\s*)?)?\bsố\s*:?\s*(?=\d)", re.IGNORECASE)
_NAMED = re.compile(rf"(?:Toàn văn\s+)?(?P<kind>{KIND_WORDS})\s+(?:số\s+)?(?=\d)", re.IGNORECASE)


def told_under_kind(facts: Facts, text: str) -> Facts:
    """Older gazettes print all under the type: "NGHỊ ĐỊNH / CỦA CHÍNH PHỦ SỐ 29/1998/NĐ-CP NGÀY …"."""
    if facts.kind is None:
        return facts
    start = facts.kind.span.end + len(text[facts.kind.span.end :]) - len(text[facts.kind.span.end :].lstrip())
    said = _TOLD.match(text, start, min(len(text), start + 300))
    told = _number_at(text, said.end()) if said else None
    if said is None or told is None:
        return facts
    if facts.number is not None and facts.number.value != told.value:
        return facts
    facts = _issued_by(replace(facts, number=told), text, said)
    date = next(iter(dates_of(text[told.span.end : told.span.end + 50])), None)
    if date is None or facts.issued_on is not None or not _follows(text, told.span.end, date):
        return facts
    on = shifted(date.span, told.span.end)
    return _retitled(replace(facts, issued_on=Fact(date.value, on)), on.end)


def _number_at(text: str, at: int) -> Fact[str] | None:
    """The number that begins at offset `at`, right after "số"."""
    found = next(numbers_of("số " + text[at : at + 60]), None)
    return Fact(found.value, shifted(found.span, at - 3)) if found is not None and found.span.start == 3 else None


def _issued_by(facts: Facts, text: str, said: re.Match[str]) -> Facts:
    if said["body"] is None or facts.issuer is not None or not begins_body_name(said["body"]):
        return facts
    span = Span(said.start("body"), said.start("body") + len(said["body"].rstrip()))
    bodies = bodies_in(text, span) if said["of"].casefold() == "liên tịch" else ()
    issuer = bodies[0] if bodies else Fact(natural_case(fold_spaces(span.of(text))), span)
    return replace(facts, issuer=issuer, joint_issuers=together(bodies))


def _follows(text: str, end: int, date: Fact[dt.date]) -> bool:
    """Whether the date, whose span counts from `end`, stands right after it: ", ngày 05/3/2025"."""
    return re.fullmatch(r"[\s,]*(?:ngày\s*)?", text[end : end + date.span.start], re.IGNORECASE) is not None


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
    """Laws and resolutions of assemblies bear the day they were passed, and by whom, in their last paragraph."""
    if facts.issued_on is not None or (facts.number is None and facts.kind is None):
        return facts
    passed = next((match for match in _ADOPTED.finditer(text) if _is_own(match, facts)), None)
    if passed is None:
        return facts
    found = next(iter(dates_of(text[passed.end() : passed.end() + 60])), None)
    if found is None or found.span.start > 0:
        return facts
    body = body_named_in(text, Span(*passed.span("by"))) if facts.issuer is None else facts.issuer
    return replace(facts, issuer=body, issued_on=Fact(found.value, shifted(found.span, passed.end())))


def _is_own(passed: re.Match[str], facts: Facts) -> bool:
    return facts.kind is None or facts.kind.value in (passed["kind"].casefold(), "văn bản hợp nhất")


def told_by_annex(facts: Facts, text: str) -> Facts:
    """A document that lost its head names itself over its own annexes: "(Kèm theo Hướng dẫn số …, ngày … của …)".

    Only the document's own type counts: what a decision issues says the decision's number there, not its own.
    """
    if facts.number is not None or facts.kind is None or facts.kind.value == "phụ lục":
        return facts
    for note in _KEM_THEO.finditer(text, facts.kind.span.end):
        number = _number_at(text, note.end())
        if note["kind"].casefold() != facts.kind.value or number is None:
            continue
        end = number.span.end
        date = next(iter(dates_of(text[end : end + 50])), None)
        near = date is not None and _follows(text, end, date)
        after = end + date.span.end if date is not None and near else end
        by = _BY.match(text, after)
        return replace(
            facts,
            number=number,
            issued_on=facts.issued_on or (Fact(date.value, shifted(date.span, end)) if date and near else None),
            issuer=facts.issuer or (Fact(fold_spaces(by[1]), Span(*by.span(1))) if by else None),
        )
    return facts
