"""Why a passage is in a result: the words it has of the query, and where each way of looking put it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from api.matching import marks_as_understood, missing_from
from api.understanding import Interpretation
from index.types import Hit, Passage
from ingest.types import Span

WAYS = {"sparse": "Theo từ ngữ", "dense": "Theo nghĩa"}
"""Names for people of the ways of looking (`Hit.legs`)."""


@dataclass(frozen=True, slots=True)
class Why:
    """`words` are spans in the passage's text, sorted and disjoint; `missing` words of the query it does not have.

    `ranks`: 1-based, by way of looking, among the `looked_at` passages of the result; a passage that a way has nothing
    to say of (no word in common) has none there. `named`: the query names its document, or its unit.
    `is_likely`: it is among the few that are enough to hold the answer.
    """

    words: tuple[Span, ...] = ()
    missing: tuple[str, ...] = ()
    ranks: Mapping[str, int] = field(default_factory=dict)
    looked_at: int = 0
    named: Literal["", "document", "unit"] = ""
    is_likely: bool = False


def standings(hits: Sequence[Hit]) -> dict[str, dict[str, int]]:
    """The rank of every passage in every way of looking: way → passage id → 1-based rank; equals share one."""
    ways = dict.fromkeys(way for hit in hits for way in hit.legs)
    return {way: _ranks({hit.passage.id: hit.legs[way] for hit in hits if hit.legs.get(way)}) for way in ways}


def why_of(
    hit: Hit, read: Interpretation, ranks: Mapping[str, Mapping[str, int]], looked_at: int, *, is_likely: bool = False
) -> Why:
    """Why this hit answers the query as it was read; `ranks` as `standings` gives them."""
    passage, said = hit.passage, read.said
    return Why(
        marks_as_understood(passage.text, said),
        missing_from(passage.text, said),
        {way: of[passage.id] for way, of in ranks.items() if passage.id in of},
        looked_at,
        _named(passage, read),
        is_likely,
    )


def words_in(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """The words of these spans, each once, in the order in which they first stand there; case apart."""
    words = {" ".join(span.of(text).split()).lower(): " ".join(span.of(text).split()) for span in reversed(spans)}
    return tuple(dict.fromkeys(words[" ".join(span.of(text).split()).lower()] for span in spans))


def _named(passage: Passage, read: Interpretation) -> Literal["", "document", "unit"]:
    places = (place for place, _ in read.places if place.document_id == passage.document_id)
    if any(place.span.overlaps(passage.span) for place in places):
        return "unit"
    return "document" if any(entry.id == passage.document_id for entry in read.documents) else ""


def _ranks(scores: Mapping[str, float]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    last, rank = None, 0
    for at, (key, score) in enumerate(sorted(scores.items(), key=lambda item: -item[1]), start=1):
        rank = rank if score == last else at
        last, ranks[key] = score, rank
    return ranks
