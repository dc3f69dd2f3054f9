"""How a question was read, for the reader to see and to undo: words put back, abbreviations, documents and units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index.named import Named, Place
from index.query.facts_asked import AskedFact
from index.query.times import Period, TimeRole
from index.query.understanding import Part, Understood
from index.types import DocumentEntry

_FACTS = {
    AskedFact.ISSUED_ON: "ngày ban hành",
    AskedFact.SIGNER: "người ký",
    AskedFact.NUMBER: "số hiệu",
    AskedFact.ISSUER: "cơ quan ban hành",
    AskedFact.PLACE: "nơi ban hành",
    AskedFact.RECIPIENTS: "nơi nhận",
    AskedFact.EFFECTIVE_ON: "ngày có hiệu lực",
}


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a question was taken to say. `documents` are those it names and this reader may see, in file name order.

    `places` are the units it names in them, each with its address. `unknown` and `missing` are words of the question:
    numbers of no document here, and units that the named documents do not have. `suggested` is another query that may
    have been meant, where something looks like a slip. `facts` are what is asked of the documents as such and found in
    them: "ngày ban hành", "người ký".
    """

    said: Understood
    documents: tuple[DocumentEntry, ...] = ()
    places: tuple[tuple[Place, str], ...] = ()
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    suggested: str | None = None
    facts: tuple[str, ...] = ()

    @property
    def abbreviations(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What was typed and what it may mean, each once."""
        said = self.said
        typed = {said.words[each.span.start : each.span.end]: each.meanings for each in said.expansions}
        return tuple(typed.items())

    @property
    def demanded(self) -> tuple[str, ...]:
        """Phrases that every passage found holds."""
        return tuple(" ".join(phrase.words) for phrase in self.said.operators.phrases)

    @property
    def excluded(self) -> tuple[str, ...]:
        """Phrases that no passage found holds."""
        return tuple(" ".join(phrase.words) for phrase in self.said.operators.excluded)

    @property
    def times(self) -> tuple[str, ...]:
        """What is done because of what the question says of time, each as the rest of a sentence in lower case."""
        times = self.said.times
        told = [_period_told(period) for period in times.periods]
        told += ["ưu tiên văn bản mới hơn"] if times.newest else []
        told += ["bỏ văn bản đã biết là hết hiệu lực hoặc chưa có hiệu lực"] if times.in_force else []
        told += ["chỉ tìm văn bản đã hết hiệu lực"] if times.ended and not times.in_force else []
        return tuple(dict.fromkeys(told))

    @property
    def undone(self) -> tuple[Part, ...]:
        """Parts that the reader had taken as typed, in a steady order."""
        return tuple(part for part in Part if part in self.said.literal)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to show: the question was taken word for word, by nobody's wish."""
        named = self.documents or self.unknown or self.missing or self.suggested
        said = self.said
        plain = said.operators.is_plain and said.times.is_empty
        return plain and not (said.is_restored or said.expansions or named or said.literal)


def _period_told(period: Period) -> str:
    first, last = (f"{day.day:02}/{day.month:02}/{day.year}" if day else "" for day in (period.first, period.last))
    when = " ".join(part for part in (first and f"từ {first}", last and f"đến {last}") if part)
    return f"{'chỉ tìm' if period.role is TimeRole.ISSUED else 'ưu tiên'} văn bản ban hành {when}"


def interpretation_of(
    said: Understood,
    named: Named,
    entries: Mapping[str, DocumentEntry],
    address_of: Callable[[Place], str],
    suggested: str | None = None,
) -> Interpretation:
    """`entries` has the named documents by id; what is not in it is not shown."""
    documents = sorted((entries[key] for key in named.documents if key in entries), key=lambda entry: entry.file)
    places = [(place, address_of(place)) for place in named.places if place.document_id in entries]
    return Interpretation(
        said,
        tuple(documents),
        tuple(places),
        tuple(dict.fromkeys(mention.span.of(said.words) for mention in named.unknown)),
        tuple(dict.fromkeys(address.span.of(said.words) for address in named.missing)),
        suggested,
        tuple(name for fact, name in _FACTS.items() if any(told.fact is fact for told in named.told)),
    )
