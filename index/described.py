"""The documents of an archive that a question describes instead of naming their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from index.catalogue.catalogue import Catalogue
from index.filters import Filter
from index.query.described import Description
from index.query.mentions import Mention, mentions_of
from index.types import DocumentEntry, Scope
from ingest.language.normalise import match_key

_WORD = re.compile(r"\w+")
_DISTINCT = 3
"""A description that fits more documents than this tells of none."""
_LEAST_SUBJECT = 4
"""Syllables of a subject, one less where the body is said; fewer stand in many titles."""
_MOST_READ = 2000
"""So many titles are looked through; a type and a body that have more of them tell too little."""


def described_in(descriptions: Sequence[Description], catalogue: Catalogue, scope: Scope) -> frozenset[str]:
    """Ids of the documents that fit a description, where few do; none for no description."""
    return frozenset(chain.from_iterable(_fitting(each, catalogue, scope) for each in descriptions))


def _fitting(described: Description, catalogue: Catalogue, scope: Scope) -> list[str]:
    where = Filter(kinds=frozenset({described.kind}), issuers=frozenset(described.bodies))
    ids = catalogue.filtered(where, scope)
    if not ids or len(ids) > _MOST_READ:
        return []
    entries = _of_body([*catalogue.entries_of(ids, scope).values()], described.bodies)
    entries = _about(entries, described.subjects, _LEAST_SUBJECT - bool(described.bodies))
    over = [entry for entry in entries if _is_over(entry, described.over)]
    if not over and not (described.bodies or described.subjects):
        return []
    chosen = sorted(entry.id for entry in over or entries)
    return chosen if len(chosen) <= _DISTINCT else []


def _of_body(entries: Sequence[DocumentEntry], bodies: Sequence[str]) -> list[DocumentEntry]:
    """Those of the longest name that fits: "Ủy ban nhân dân tỉnh", not "Ủy ban nhân dân"."""
    if not bodies:
        return [*entries]
    longest = max((len(match_key(entry.issuer or "")) for entry in entries), default=0)
    return [entry for entry in entries if len(match_key(entry.issuer or "")) == longest]


def _about(entries: Sequence[DocumentEntry], subjects: Sequence[str], least: int) -> list[DocumentEntry]:
    """Those whose titles hold most of the subject."""
    if not subjects:
        return [*entries]
    shared = {entry.id: _shared(match_key(entry.title or ""), subjects) for entry in entries}
    most = max(shared.values(), default=0)
    return [entry for entry in entries if shared[entry.id] == most] if most >= least else []


def _shared(title: str, subjects: Sequence[str]) -> int:
    """How many syllables of the subject, from its first, stand in the title in their order: titles say more."""
    printed = _WORD.findall(title)
    found = at = 0
    for syllable in subjects[-1].split():
        if syllable not in printed[at:]:
            break
        at = printed.index(syllable, at) + 1
        found += 1
    return found


def _is_over(entry: DocumentEntry, over: Sequence[Mention]) -> bool:
    """Whether the title, or for an annex the file's name, says the number of such a document."""
    said = mentions_of(f"{entry.title or ''} ; {entry.file.rpartition('/')[2]}") if over else ()
    return any(
        mine.serial == its.serial and (not mine.year or not its.year or mine.year == its.year)
        for mine in said
        for its in over
    )
