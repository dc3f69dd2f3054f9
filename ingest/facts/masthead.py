"""The facts of a document, read from its head, its closing part and its clause on effect; never guessed.

Layout: Hướng dẫn 36-HD/VPTW (Party), Nghị định 30/2020/NĐ-CP, phụ lục I (State). Each fact has the span it was read
from. A page that reprints a document is read through its own title, and only where that names the document.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from ingest.facts.effect import effective_on
from ingest.facts.head import PLACE_DATE, Head, head_of, kind_span
from ingest.facts.issuer import issuers_of, joint_issuers_of
from ingest.facts.joint import is_joint, together
from ingest.facts.marks import marks_of
from ingest.facts.number_line import number_of
from ingest.facts.retold import adopted, consolidated, reprinted, told_by_annex, told_under_kind
from ingest.facts.signature import closing_at, recipients_of, signature_of
from ingest.facts.title import annex_at, title_of
from ingest.facts.tongue import language_of
from ingest.language.dates import dates_of
from ingest.language.kinds import kind_of_number
from ingest.language.normalise import fold_spaces
from ingest.structure.regions import Line, lines_of
from ingest.types import Fact, Facts, Span

_ADDRESSED = re.compile(r"\s*Kính gửi\b", re.IGNORECASE)


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
    secrecy, urgency = marks_of(text, head)
    issued_on, place = _place_and_date(text, head)
    facts = Facts(
        number=number_of(head),
        kind=_kind(head),
        issuer=issuer,
        parent_issuer=parent,
        place=place,
        issued_on=issued_on,
        title=title_of(text, head),
        secrecy=secrecy,
        urgency=urgency,
        language=language_of(text),
    )
    addressed = _ADDRESSED.match(text, head.end) or any(_ADDRESSED.match(piece.text) for piece in head.pieces)
    if facts.kind is None and facts.number is not None:
        facts = replace(facts, kind=_kind_by_number(facts.number, bool(addressed)))
    facts = _with_closing(told_under_kind(_jointly(facts, text, head), text), lines, head)
    facts = told_by_annex(adopted(consolidated(reprinted(facts, text), text), text), text)
    body = Span(min(head.end, len(text)), _closing_offset(text, lines, head))
    return replace(facts, effective_on=effective_on(text, facts, body))


def _closing_offset(text: str, lines: list[Line], head: Head) -> int:
    at = closing_at(lines, head.end)
    return len(text) if at is None else lines[at].start


def _kind(head: Head) -> Fact[str] | None:
    if (annex := annex_at(head)) is not None:
        first = head.pieces[annex]
        return Fact("phụ lục", Span(first.start, first.start + len("phụ lục")))
    if head.kind_at is not None and head.kind is not None:
        return Fact(head.kind, kind_span(head.pieces[head.kind_at]))
    return None


def _kind_by_number(number: Fact[str], addressed: bool) -> Fact[str] | None:
    """The type that the own number names beyond doubt, or a công văn: a number and an addressee without a type."""
    kind = kind_of_number(number.value) or ("công văn" if addressed else None)
    return Fact(kind, number.span) if kind else None


def _jointly(facts: Facts, text: str, head: Head) -> Facts:
    """Several bodies side by side in the head of a joint document: none of them is over the other."""
    kind, number = facts.kind.value if facts.kind else None, facts.number.value if facts.number else None
    bodies = joint_issuers_of(text, head) if is_joint(kind, number) else ()
    if len(bodies) < 2:
        return facts
    return replace(facts, issuer=bodies[0], parent_issuer=None, joint_issuers=together(bodies))


def _place_and_date(text: str, head: Head) -> tuple[Fact[dt.date] | None, Fact[str] | None]:
    for match in PLACE_DATE.finditer(text, 0, head.end):
        found = dates_of(match["date"])
        if found and not match["place"].casefold().startswith(("căn cứ", "số")):
            place = Fact(fold_spaces(match["place"]), Span(*match.span("place")))
            return Fact(found[0].value, Span(*match.span("date"))), place
    return None, None


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
