"""The documents and units that a question names, as far as an archive has them and its reader may see them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index.catalogue.catalogue import Catalogue
from index.catalogue.reading import Identity
from index.described import described_in
from index.query.addresses import Address, sections_at
from index.query.described import ANNEX, descriptions_of, objects_of
from index.query.facts_asked import AskedFact
from index.query.mentions import Mention, is_named_by
from index.query.understanding import Part, Understood
from index.types import Scope
from ingest.language.normalise import match_key
from ingest.types import Facts, Span

LAWS = ("hiến pháp", "bộ luật", "luật", "pháp lệnh")
"""Types whose documents are called by their titles: "Luật Đất đai"."""
_INSTEAD = {
    AskedFact.ISSUED_ON: ("number",),
    AskedFact.SIGNER: ("capacity", "signer_post", "issued_on"),
    AskedFact.NUMBER: ("kind",),
    AskedFact.ISSUER: ("number",),
    AskedFact.PLACE: ("issued_on", "number"),
}
"""Where a fact is looked for that was not read: beside another one. Reprints tell who signed where they tell when."""
_ASKED_ABOUT = 8
_NAMES_A_LAW = re.compile(rf"\b(?:{'|'.join(LAWS)})\b")
_YEAR = re.compile(r"\W*(?:năm )?((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that was named, by the span of its section."""

    document_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Told:
    """Where a document says a fact that the question asks for."""

    fact: AskedFact
    place: Place


@dataclass(frozen=True, slots=True)
class Named:
    """`documents` are ids, in no order; `places` the units in them that the question names.

    `told` are the places of the facts that the question asks of them: at most one a fact and document.
    `unknown` are numbers of no document that this reader may see. `missing` are addresses that none of the named
    documents has; with no document named, an address leads nowhere and is neither.
    """

    documents: frozenset[str] = field(default_factory=frozenset)
    places: tuple[Place, ...] = ()
    unknown: tuple[Mention, ...] = ()
    missing: tuple[Address, ...] = ()
    told: tuple[Told, ...] = ()

    def tells(self, document_id: str, span: Span) -> bool:
        """Whether some of this span says a fact that is asked for."""
        return any(each.place.document_id == document_id and each.place.span.overlaps(span) for each in self.told)


def named_in(said: Understood, catalogue: Catalogue, scope: Scope) -> Named:
    """What the question names; an empty `Named` when it names nothing."""
    known = catalogue.numbered({mention.serial for mention in said.mentions}, scope)
    by_number = _by_number(said.mentions, known)
    described = _described(said, catalogue, scope)
    documents = _laws(said, catalogue, scope).union(described, *by_number.values())
    places: list[Place] = []
    missing: list[Address] = []
    if said.addresses and documents:
        sections = {document_id: catalogue.sections_of(document_id, scope) for document_id in sorted(documents)}
        # A question may name a unit a hundred times.
        for address in {address.steps: address for address in said.addresses}.values():
            found = [
                Place(document_id, sections[document_id][at].span)
                for document_id in sections
                for at in sections_at(sections[document_id], address)
            ]
            places += found
            missing += [] if found else [address]
    unknown = tuple(mention for mention, found in by_number.items() if not found)
    told = (
        _told(said.facts, _asked_about(said, by_number, documents, described), catalogue, scope) if said.facts else ()
    )
    return Named(frozenset(documents), tuple(places), unknown, tuple(missing), told)


def _by_number(mentions: Iterable[Mention], known: Iterable[Identity]) -> dict[Mention, set[str]]:
    """The documents of each mention; of those that say the same each has its own."""
    alike: dict[str, list[Identity]] = {}
    for each in known:
        alike.setdefault((each.number_key or "").partition("/")[0], []).append(each)
    found: dict[tuple[object, ...], set[str]] = {}
    named: dict[Mention, set[str]] = {}
    for mention in mentions:
        said = (mention.serial, mention.year, mention.kinds, mention.codes)
        if said not in found:
            found[said] = {each.document_id for each in alike.get(mention.serial, ()) if _is_named(mention, each)}
        named[mention] = found[said]
    return named


def _is_named(mention: Mention, document: Identity) -> bool:
    year = document.issued_on.year if document.issued_on else None
    return is_named_by(mention, document.number_key or "", document.kind, year)


def _described(said: Understood, catalogue: Catalogue, scope: Scope) -> frozenset[str]:
    """Annexes of a document that is named; where facts are asked for, other documents by type, body and subject too."""
    if Part.NUMBERS in said.literal:
        return frozenset()
    found = descriptions_of(said.words, said.mentions)
    return described_in([each for each in found if said.facts or each.kind == ANNEX], catalogue, scope)


def _asked_about(
    said: Understood, by_number: Mapping[Mention, set[str]], documents: set[str], described: frozenset[str]
) -> set[str]:
    """Not what another document carries out: of "kế hoạch thực hiện Nghị quyết 57" the plan is asked about."""
    carried_out = set[str]().union(*(by_number[mention] for mention in objects_of(said.words, said.mentions)))
    return (documents - carried_out) | described


def _told(asked: Collection[AskedFact], ids: Collection[str], catalogue: Catalogue, scope: Scope) -> tuple[Told, ...]:
    """What is asked of too many documents is a search, not a question about them."""
    if not asked or not ids or len(ids) > _ASKED_ABOUT:
        return ()
    facts = catalogue.facts_of(sorted(ids), scope)
    places = ((fact, key, _span_of(fact, facts[key])) for key in sorted(facts) for fact in sorted(asked))
    return tuple(Told(fact, Place(key, span)) for fact, key, span in places if span is not None)


def _span_of(fact: AskedFact, facts: Facts) -> Span | None:
    found = (getattr(facts, name) for name in (fact.value, *_INSTEAD.get(fact, ())))
    return next((each.span for each in found if each is not None), None)


def _laws(said: Understood, catalogue: Catalogue, scope: Scope) -> set[str]:
    """Laws that the question calls by title, the longest title that fits: "Luật Đất đai", not "Luật Đất"."""
    key = match_key(said.words)
    if Part.NUMBERS in said.literal or not _NAMES_A_LAW.search(key):
        return set()
    called = sorted(_called(key, catalogue.of_kinds(LAWS, scope)), key=lambda item: -len(item[0]))
    chosen: set[str] = set()
    taken: list[tuple[int, int]] = []
    for name, at, document in called:
        start, end = at, at + len(name)
        if any(start < last and first < end and (first, last) != (start, end) for first, last in taken):
            continue
        taken.append((start, end))
        year = _YEAR.match(key, end)
        if not (year and document.issued_on and document.issued_on.year != int(year[1])):
            chosen.add(document.document_id)
    return chosen


def _called(key: str, laws: Sequence[Identity]) -> Iterator[tuple[str, int, Identity]]:
    for law in laws:
        kind, title = law.kind or "", match_key(law.title or "")
        name = title if title.startswith(kind) else f"{kind} {title}"
        if name not in key:
            continue
        for match in re.finditer(rf"\b{re.escape(name)}\b", key):
            yield name, match.start(), law
