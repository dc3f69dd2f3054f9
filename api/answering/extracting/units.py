"""Units that a question asks about by address ("khoản 2 Điều 9 …"): only they are looked into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from api.answering.citing import MAX_QUOTE_CHARS
from api.answering.extracting.values import TYPED
from api.answering.extracting.wanted import Wish
from api.answering.sources import Source
from api.types import Claim, Support
from index.named import Named
from index.query.addresses import Address, sections_at
from ingest.types import Span


def units_asked(
    addresses: Sequence[Address], sources: Sequence[Source], named: Named
) -> list[tuple[int, Source]] | None:
    """The addressed units as sources whose passage is the unit, each with its 1-based number among `sources`.

    They are looked for in the documents that the question names, in that of the best source where it names none; None
    where a question gives no address, [] where none of these documents has the unit, or none is here that is named.
    """
    if not addresses or not sources:
        return None
    among = named.documents
    if not among and not named.unknown:
        among = frozenset({sources[0].document.id})
    found: dict[tuple[str, Span], tuple[int, Source]] = {}
    for number, source in enumerate(sources, 1):
        if source.document.id in among:
            sections = source.document.sections
            for address in addresses:
                for at in sections_at(sections, address):
                    span = sections[at].span
                    found.setdefault((source.document.id, span), (number, _of_unit(source, span)))
    return list(found.values())


def whole_unit(wish: Wish, units: Sequence[tuple[int, Source]], named: Named) -> Claim | None:
    """The unit itself, for a question that names its document, and asks nothing in particular of a single one that is
    short enough to quote. Where the document is only guessed, the words of the question must speak for it."""
    if len(units) != 1 or any(kind in TYPED for kind in wish.kinds):
        return None
    number, source = units[0]
    if source.document.id not in named.documents:
        return None
    text = source.passage.text.strip()
    return Claim(" ".join(text.split()), (Support(number, text),)) if 0 < len(text) <= MAX_QUOTE_CHARS else None


def _of_unit(source: Source, span: Span) -> Source:
    passage = replace(source.passage, span=span, text=span.of(source.document.text))
    return replace(source, hit=replace(source.hit, passage=passage))
