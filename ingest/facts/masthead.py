"""The facts of a document, read from its head, its closing part and its clause on effect; never guessed.

Layout: Hướng dẫn 36-HD/VPTW (Party), Nghị định 30/2020/NĐ-CP, phụ lục I (State). Each fact has the span it was read
from. A page that reprints a document is read through its own title, and only where that names the document.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from ingest.facts.effect import effective_on
from ingest.facts.head import PLACE_DATE, Head, head_of, is_preamble, shifted, without_country
from ingest.facts.issuer import issuers_of
from ingest.facts.retold import adopted, consolidated, reprinted, told_under_kind
from ingest.facts.signature import closing_at, recipients_of, signature_of
from ingest.facts.title import is_annex, title_of
from ingest.language.dates import dates_of
from ingest.language.kinds import kind_at_start
from ingest.language.normalise import fold_spaces, match_key
from ingest.language.numbers import numbers_of
from ingest.structure.regions import Line, lines_of
from ingest.types import Fact, Facts, Span

_NUMBER_AT = re.compile(r"[*_\s]*(?!của\s)(?:[^\W\d_]+\s+){0,4}?số\s*:?\s*(?=\d)", re.IGNORECASE)
_SECRECY = {"mật": 1, "tối mật": 2, "tuyệt mật": 3}
_URGENCY = ("khẩn", "thượng khẩn", "hoả tốc", "hoả tốc hẹn giờ")
_MARK = re.compile(
    r"(?:độ\s+(?:mật|khẩn)\s*:?\s*)?[\[(*_ ]*(?P<mark>[^\W\d_]+(?:\s+[^\W\d_]+){0,3})[\])*_ .]*$", re.IGNORECASE
)
# After its own number a head has the date, a rule, a place; a sentence that cites a number goes on with words.
_REST_OF_NUMBER = re.compile(r"\W*(?:$|ngày\b)|\s[^.;\d]{2,60},\s*ngày\b", re.IGNORECASE)
_ADDRESSED = re.compile(r"\s*Kính gửi\b", re.IGNORECASE)
_TITLE_LINES = 10


def facts_of(text: str) -> Facts:
    """What a document says of itself; every field None for "" and for a text that is no document.

    >>> head = "TỈNH ỦY SÔNG LAM\\n*\\nSố 12-NQ/TU\\nSông Lam, ngày 05 tháng 3 năm 2025"
    >>> facts = facts_of(head + "\\nNGHỊ QUYẾT\\nvề cầu")
    >>> facts.number.value, facts.kind.value, facts.issuer.value, str(facts.issued_on.value), facts.title.value
    ('12-NQ/TU', 'nghị quyết', 'Tỉnh ủy Sông Lam', '2025-03-05', 'về cầu')
    """
    head = head_of(text)
    lines = lines_of(text)
    issuer, parent = issuers_of(text, head)
    issued_on, place = _place_and_date(text, head)
    facts = Facts(
        number=_number(head),
        kind=_kind(head),
        issuer=issuer,
        parent_issuer=parent,
        place=place,
        issued_on=issued_on,
        title=title_of(text, head),
        secrecy=_secrecy(head),
        urgency=_urgency(head),
    )
    addressed = _ADDRESSED.match(text, head.end) or any(_ADDRESSED.match(piece.text) for piece in head.pieces)
    if facts.kind is None and facts.number is not None and addressed:
        facts = replace(facts, kind=Fact("công văn", facts.number.span))
    facts = _with_closing(told_under_kind(facts, text), lines, head)
    facts = adopted(consolidated(reprinted(facts, text), text), text)
    body = Span(min(head.end, len(text)), _closing_offset(text, lines, head))
    return replace(facts, effective_on=effective_on(text, facts, body))


def _closing_offset(text: str, lines: list[Line], head: Head) -> int:
    at = closing_at(lines, head.end)
    return len(text) if at is None else lines[at].start


def _number(head: Head) -> Fact[str] | None:
    for piece in head.pieces:
        said = _NUMBER_AT.match(piece.text)
        found = next(numbers_of(piece.text[said.end() - 1 :]), None) if said else None
        if said is None or is_preamble(piece.text) or not _stands_alone(piece, head):
            continue
        printed = found or next(numbers_of("số " + piece.text[said.end() :]), None)
        if printed is not None:
            span = shifted(printed.span, said.end() - 1 if found else said.end() - len("số "))
            if _REST_OF_NUMBER.match(piece.text, span.end):
                return Fact(printed.value, shifted(span, piece.start))
    return None


def _stands_alone(piece: Line, head: Head) -> bool:
    """A number line, not a sentence of the title that names another document."""
    titles = {line.start for line in head.below[:_TITLE_LINES]}
    words = piece.text.casefold()
    return len(piece.text) < 80 or (piece.start not in titles and words.startswith("số"))


def _kind(head: Head) -> Fact[str] | None:
    if is_annex(head):
        first = head.pieces[0]
        return Fact("phụ lục", Span(first.start, first.start + len("phụ lục")))
    if head.kind_at is not None and head.kind is not None:
        piece = head.pieces[head.kind_at]
        found = kind_at_start(piece.text)
        return Fact(head.kind, Span(piece.start, piece.start + (found[1] if found else len(piece.text))))
    return None


def _place_and_date(text: str, head: Head) -> tuple[Fact[dt.date] | None, Fact[str] | None]:
    for match in PLACE_DATE.finditer(text, 0, head.end):
        found = dates_of(match["date"])
        if found and not match["place"].casefold().startswith(("căn cứ", "số")):
            place = Fact(fold_spaces(match["place"]), Span(*match.span("place")))
            return Fact(found[0].value, Span(*match.span("date"))), place
    return None, None


def _marks(head: Head) -> list[tuple[str, Line]]:
    found = []
    for piece in head.above:
        cut = without_country(piece)
        if cut is not None and (match := _MARK.fullmatch(cut.text)):
            found.append((match_key(match["mark"]), cut))
    return found


def _secrecy(head: Head) -> Fact[int] | None:
    levels = [(_SECRECY[mark], piece) for mark, piece in _marks(head) if mark in _SECRECY]
    if not levels:
        return None
    level, piece = max(levels, key=lambda item: item[0])
    return Fact(level, Span(piece.start, piece.end))


def _urgency(head: Head) -> Fact[str] | None:
    for mark, piece in _marks(head):
        if mark in _URGENCY:
            return Fact(mark, Span(piece.start, piece.end))
    return None


def _with_closing(facts: Facts, lines: list[Line], head: Head) -> Facts:
    at = closing_at(lines, head.end)
    recipients = recipients_of(lines, head.end)
    if at is None:
        return replace(facts, recipients=recipients)
    signature = signature_of(lines, at)
    return replace(
        facts,
        signer=signature.signer,
        signer_post=signature.post,
        capacity=signature.capacity,
        recipients=recipients,
    )
