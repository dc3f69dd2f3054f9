"""Describing documents for the filters, from what the catalogue holds: no file is read for it."""

from __future__ import annotations

from index.catalogue.catalogue import Catalogue
from index.catalogue.describing import Description
from index.levels import level_of
from index.standing import changes_of, ends_on
from index.topics import Topics, title_to_sort, topics_of, version_of
from index.types import Scope
from ingest.types import Document

RULES_VERSION = "1"
"""Raised whenever a rule of `levels`, `topics` or `standing` changes: every document is then described anew."""

_EVERYTHING = Scope(clearance=3)
_BATCH = 100


def description_of(document: Document, topics: Topics) -> Description:
    """What the masthead, the headings and the references of a document say for the filters."""
    facts = document.facts
    number, kind = (fact.value if fact else None for fact in (facts.number, facts.kind))
    title = title_to_sort(facts.title.value if facts.title else None, number, document.text)
    return Description(
        level_of(facts.issuer.value if facts.issuer else None, number, kind),
        facts.effective_on.value if facts.effective_on else None,
        ends_on(document.text, facts),
        topics_of(title, [section.title for section in document.sections if section.title], topics),
        changes_of(document.text, facts, document.references),
    )


def describe(catalogue: Catalogue, topics: Topics) -> int:
    """Describe every document that is not yet described by these rules and topics; gives how many were.

    Killed half way, the next call goes on; documents not described yet have no topics and change nothing.
    """
    version = f"{RULES_VERSION}:{version_of(topics)}"
    waiting = catalogue.undescribed(version)
    for start in range(0, len(waiting), _BATCH):
        found = ((key, catalogue.document(key, _EVERYTHING, words=False)) for key in waiting[start : start + _BATCH])
        catalogue.put_descriptions({key: description_of(each, topics) for key, each in found if each}, version)
    if waiting:
        catalogue.settle_effects()
    return len(waiting)
