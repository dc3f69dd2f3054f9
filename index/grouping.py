"""Hits by document: what a list of results shows when one document is found in many places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from index.types import DocumentEntry, Hit
from ingest.language.numbers import number_key


class Order(StrEnum):
    """How documents follow one another. The values stand in addresses of pages."""

    RELEVANCE = "lien-quan"
    DATE = "ngay"
    NUMBER = "so"


@dataclass(frozen=True, slots=True)
class Group:
    """A document's hits, best first: `places` are the first of them, `found` says how many there are in all."""

    document_id: str
    places: tuple[Hit, ...]
    found: int


@dataclass(frozen=True, slots=True)
class Grouped:
    """One page of groups, and how many documents there are on all pages."""

    groups: tuple[Group, ...] = ()
    documents: int = 0


def grouped(
    hits: Sequence[Hit],
    entries: Mapping[str, DocumentEntry],
    *,
    order: Order = Order.RELEVANCE,
    places: int = 3,
    offset: int = 0,
    limit: int = 10,
) -> Grouped:
    """Hits, best first, as documents with at most `places` hits each: `limit` documents from the `offset`th, 0-based.

    By relevance: as each document's best hit ranks. By date: newest first, undated last. By number: serials as numbers
    (9 before 18 before 18a), then the number's whole key; documents without one last. Of equals the smaller document id
    comes first, so that pages neither repeat nor leave out; a document without an entry is undated and has no number.
    """
    by_document: dict[str, list[Hit]] = {}
    for hit in hits:
        by_document.setdefault(hit.passage.document_id, []).append(hit)
    ordered = _ordered(order, _ranks(hits), entries)
    shown = ordered[max(0, offset) :][: max(0, limit)]
    groups = (Group(key, tuple(by_document[key][: max(0, places)]), len(by_document[key])) for key in shown)
    return Grouped(tuple(groups), len(ordered))


def _ranks(hits: Iterable[Hit]) -> dict[str, int]:
    """The rank of each document's best hit; neighbours of equal score share one."""
    ranks: dict[str, int] = {}
    for rank, (_, equals) in enumerate(groupby(hits, key=lambda hit: hit.score)):
        for hit in equals:
            ranks.setdefault(hit.passage.document_id, rank)
    return ranks


def _ordered(order: Order, ranks: Mapping[str, int], entries: Mapping[str, DocumentEntry]) -> list[str]:
    keys = sorted(ranks)
    if order is Order.DATE:
        dates = {key: entry.issued_on for key in keys if (entry := entries.get(key)) and entry.issued_on}
        return sorted(keys, key=lambda key: -dates[key].toordinal() if key in dates else 0)
    if order is Order.NUMBER:
        numbers = {key: number_key(entry.number) for key in keys if (entry := entries.get(key)) and entry.number}
        return sorted(keys, key=lambda key: _number_order(numbers.get(key, "")))
    return sorted(keys, key=ranks.__getitem__)


def _number_order(key: str) -> tuple[bool, tuple[tuple[bool, int, str], ...], str]:
    """Of a number's key ("18a/nq/tw"); "" comes last."""
    serial = re.findall(r"\d+|[^\d.]+", key.partition("/")[0])
    parts = tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in serial)
    return not key, parts, key
