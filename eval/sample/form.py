"""The fixed parts of a document, the same for every format: masthead, title, signature, recipients."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from eval.sample.source import Source

DASHES = "-----"
"""Printed under the title of a Party document; no part of what is known of it."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A printed line of a fixed part. `rule`: a short rule is drawn under it. `gap`: room for a signature above it."""

    text: str
    bold: bool = False
    italic: bool = False
    rule: bool = False
    gap: bool = False


def printed_date(day: dt.date) -> str:
    """As offices print it: days under 10 and January and February with a leading zero.

    >>> printed_date(dt.date(2026, 2, 5)), printed_date(dt.date(2025, 7, 18))
    ('ngày 05 tháng 02 năm 2026', 'ngày 18 tháng 7 năm 2025')
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def is_letter(source: Source) -> bool:
    """Whether this is a công văn, which has no line for its type and its subject under the number."""
    return source.meta["kind"] == "công văn"


def left_head(source: Source) -> tuple[Styled, ...]:
    """The issuing body and the number."""
    parent, issuer = source.parts("parent", " / "), source.parts("issuer", " / ")
    lines = [Styled(text) for text in parent] + [Styled(text, bold=True) for text in issuer]
    if source.party:
        return (*lines, Styled("*"), Styled(f"Số {source.meta['number']}"))
    lines[-1] = Styled(lines[-1].text, bold=True, rule=True)
    subject = (Styled(f"V/v {source.meta['title']}"),) if is_letter(source) else ()
    urgency = (Styled(source.meta["urgency"], bold=True),) if "urgency" in source.meta else ()
    return (*lines, Styled(f"Số: {source.meta['number']}"), *subject, *urgency)


def right_head(source: Source) -> tuple[Styled, ...]:
    """The Party's or the State's head, place and date."""
    dated = Styled(f"{source.meta['place']}, {printed_date(source.issued_on)}", italic=True)
    if source.party:
        return (Styled("ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, rule=True), dated)
    name = Styled("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    return (name, Styled("Độc lập - Tự do - Hạnh phúc", bold=True, rule=True), dated)


def title_lines(source: Source) -> tuple[Styled, ...]:
    """The type and the subject; none for a công văn."""
    if is_letter(source):
        return ()
    kind = Styled(source.meta["kind"].upper(), bold=True)
    return (kind, Styled(source.meta["title"], bold=True, rule=not source.party))


def stamp_lines(source: Source) -> tuple[str, ...]:
    """The lines of a digital signature on page one, if there are any."""
    return source.parts("stamp", " / ")


def signature_lines(source: Source) -> tuple[Styled, ...]:
    """Capacity, post and name; the name leaves room for the signature above it."""
    above = [Styled(text, bold=True) for text in (*source.parts("capacity", " / "), source.meta["post"])]
    return (*above, Styled(source.meta["signer"], bold=True, gap=True))


def recipient_lines(source: Source) -> tuple[str, ...]:
    """The line "Nơi nhận:" and its lines, with the closing marks of each family."""
    items = source.parts("recipients", ";")
    mark = "," if source.party else ";"
    lines = [f"- {item}{'.' if item == items[-1] else mark}" for item in items]
    return ("Nơi nhận:", *lines)
