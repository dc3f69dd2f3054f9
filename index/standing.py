"""Whether a document is in force on a day: từ ngày, đến ngày, and what other documents do to it.

Sources: Luật Ban hành văn bản quy phạm pháp luật (a text lapses when it says so, when another replaces it, when a
competent body repeals it); domain facts: Party numbers restart every term, so that such a number without its date does
not tell which document is meant. What is not known is said to be unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.levels import OfficeLevel, level_of, place_of
from ingest.language.dates import dates_of
from ingest.language.numbers import number_key
from ingest.types import Facts, Reference, Relation


class Validity(StrEnum):
    """What is known of a document on a day; the values stand in addresses of pages."""

    IN_FORCE = "con-hieu-luc"
    AMENDED = "duoc-sua-doi"
    NOT_YET = "chua-hieu-luc"
    ENDED = "het-hieu-luc"
    UNKNOWN = "chua-ro"


CURRENT = frozenset({Validity.IN_FORCE, Validity.AMENDED, Validity.UNKNOWN})
""" "Còn hiệu lực": all but what is known to be not in force."""


class Effect(StrEnum):
    """What a document does to another: end it wholly, amend it, or perhaps end it (which one it means is not sure)."""

    ENDS = "ends"
    AMENDS = "amends"
    MAY_END = "may_end"


@dataclass(frozen=True, slots=True)
class Change:
    """A document (`number_key`) that another one says it ends or amends, with what it says of it: None, "" for nothing.

    `since`: from which day, where the text names one or the document that says so has a day of effect.
    """

    number_key: str
    issued_on: dt.date | None
    place: str
    effect: Effect
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What identifies a document that changes or is changed."""

    id: str
    number_key: str | None
    issued_on: dt.date | None
    level: OfficeLevel | None
    place: str


_RELATIONS = frozenset({Relation.THAY_THE, Relation.BAI_BO, Relation.SUA_DOI, Relation.BO_SUNG})
_WHOLE = frozenset({Relation.THAY_THE, Relation.BAI_BO})
_EXCEPT = re.compile(r"[^.;\n]{0,250}?(?<!loại )(?<!phòng )(?<!khấu )(?<!giảm )\btrừ\b", re.IGNORECASE)
_LAPSES_ON = re.compile(r"[^.;\n]{0,250}?\bhết hiệu lực\b(?P<day>[^.;\n]{0,80})", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?: ban hành)?(?:,? (?:và )?(?:được )?(?:có hiệu lực|áp dụng|thực hiện))?,? (?:cho )?đến (?:hết )?"
    r"(?P<day>ngày [^,.;\n]{6,40})"
)
_YEAR = re.compile(r"/(?:19|20)\d\d(?:/|$)")


def ends_on(text: str, facts: Facts) -> dt.date | None:
    """The last day in force, where the clause on effect names one ("… đến hết ngày 28 tháng 02 năm 2027").

    >>> from ingest.types import Fact, Span
    >>> said = "Nghị quyết này có hiệu lực từ ngày 01/3/2026 đến hết ngày 28/02/2027."
    >>> ends_on(said, Facts(effective_on=Fact(dt.date(2026, 3, 1), Span(0, said.index(" đến")))))
    datetime.date(2027, 2, 28)
    """
    if facts.effective_on is None:
        return None
    said = facts.effective_on.span
    printed = dates_of(said.of(text))
    clause = _UNTIL.match(text, said.start + printed[0].span.end if printed else said.end)
    days = dates_of(clause["day"]) if clause else ()
    return days[0].value if days and days[0].value >= facts.effective_on.value else None


def changes_of(text: str, facts: Facts, references: Sequence[Reference]) -> tuple[Change, ...]:
    """The documents with a number that this one ends or amends, each once, an end over an amendment.

    () for a document without a number of its own: a draft changes nothing. Part of a document, or all of it but some
    part ("trừ Điều 5"), is amended. A number is a text's own where it has one.
    """
    own = number_key(facts.number.value) if facts.number else ""
    if not own or facts.issued_on is None:
        return ()
    since = facts.effective_on.value if facts.effective_on else None
    found: dict[tuple[str, dt.date | None], Change] = {}
    for reference in references:
        key = number_key(reference.target.number or "")
        if reference.relation not in _RELATIONS or not key or key == own:
            continue
        change = _change(text, reference, key, since)
        earlier = found.get((key, change.issued_on))
        if earlier is None or (change.effect is Effect.ENDS and earlier.effect is Effect.AMENDS):
            found[key, change.issued_on] = change
    return tuple(found.values())


def _change(text: str, reference: Reference, key: str, since: dt.date | None) -> Change:
    target, end = reference.target, reference.span.end
    is_whole = reference.relation in _WHOLE and target.address is None and not _EXCEPT.match(text, end)
    lapses = _LAPSES_ON.match(text, end)
    days = dates_of(lapses["day"]) if lapses else ()
    named = days[0].value if days else since
    return Change(
        key,
        target.issued_on,
        place_of(target.issuer),
        Effect.ENDS if is_whole else Effect.AMENDS,
        named if is_whole else since,
    )


def effect_on(change: Change, source: Changed, target: Changed) -> Effect | None:
    """What the change does to a document that has its number; None where another document of that number is meant.

    A number with a year is one document's, but for those of local bodies, which count each for itself: there the
    places must agree. Without a year the dates must.
    """
    if target.number_key != change.number_key or source.id == target.id:
        return None
    if source.issued_on and target.issued_on and target.issued_on > source.issued_on:
        return None
    is_sure = _is_dated(change, target)
    if target.level is not OfficeLevel.CENTRAL:
        said = change.place or source.place
        if said and target.place and said != target.place:
            return None
        is_sure = is_sure and bool(said) and said == target.place if is_sure is not None else None
    if is_sure is None:
        return None
    if is_sure:
        return change.effect
    return Effect.MAY_END if change.effect is Effect.ENDS else None


def _is_dated(change: Change, target: Changed) -> bool | None:
    """Whether number and date name this document: True surely, False perhaps, None not."""
    if _YEAR.search(change.number_key) or re.search(r"qh\d+$", change.number_key):
        return True
    if change.issued_on is None or target.issued_on is None:
        return False
    return True if change.issued_on == target.issued_on else None


def changed_of(
    document_id: str, number: str | None, kind: str | None, issuer: str | None, issued_on: dt.date | None
) -> Changed:
    """What identifies a document, from its masthead."""
    key = number_key(number) if number else None
    return Changed(document_id, key or None, issued_on, level_of(issuer, number, kind), place_of(issuer))


def validity_of(
    effective_on: dt.date | None,
    ends: dt.date | None,
    effects: Sequence[tuple[Effect, dt.date | None]],
    day: dt.date,
) -> Validity:
    """What is known of a document on `day`, of the effects that other documents have on it, each with its first day.

    >>> day = dt.date(2026, 1, 1)
    >>> validity_of(dt.date(2020, 1, 1), None, [(Effect.ENDS, day)], day).value, validity_of(None, None, [], day).value
    ('het-hieu-luc', 'chua-ro')
    """
    if effective_on is not None and effective_on > day:
        return Validity.NOT_YET
    begun = {effect for effect, since in effects if since is not None and since <= day}
    if (ends is not None and ends < day) or Effect.ENDS in begun:
        return Validity.ENDED
    open_ends = any(effect is not Effect.AMENDS and (since is None or since <= day) for effect, since in effects)
    if open_ends:
        return Validity.UNKNOWN
    if Effect.AMENDS in begun:
        return Validity.AMENDED
    return Validity.UNKNOWN if effective_on is None else Validity.IN_FORCE
