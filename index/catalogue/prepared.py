"""Statements that every question asks, built once for each scope: building one takes three times as long as asking it.

20 passages of 20,000, folded: 3.3 ms with a statement made anew, 0.8 ms with a kept one, of which SQLite takes 0.5.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from index.catalogue.rows import ENTRY_COLUMNS, NAME, is_best_copy, named_files, of_cut, visible
from index.catalogue.schema import DOCUMENTS, PASSAGES, PATHS
from index.types import Scope

_SCOPES = 256
"""Readers of so many kinds are served without building a statement again."""


@lru_cache(_SCOPES)
def passages_by_id(scope: Scope, folded: bool) -> Select[Any]:
    """`cut` and a list of `ids`; gives rows of passages. `folded`: none of a document that has a better copy."""
    query = (
        select(PASSAGES)
        .join(DOCUMENTS, DOCUMENTS.c.id == PASSAGES.c.document_id)
        .where(PASSAGES.c.cut == bindparam("cut"), PASSAGES.c.id.in_(_listed("ids")), visible(scope))
    )
    return query.where(is_best_copy(scope)) if folded else query


@lru_cache(_SCOPES)
def spans_by_document(scope: Scope) -> Select[Any]:
    """`cut` and a list of document `ids`; gives id, document and place of their passages, in reading order."""
    return (
        select(PASSAGES.c.id, PASSAGES.c.document_id, PASSAGES.c.start, PASSAGES.c.end)
        .join(DOCUMENTS, DOCUMENTS.c.id == PASSAGES.c.document_id)
        .where(PASSAGES.c.document_id.in_(_listed("ids")), of_cut(bindparam("cut")), visible(scope))
        .order_by(PASSAGES.c.document_id, PASSAGES.c.start)
    )


@lru_cache(_SCOPES)
def entries_by_id(scope: Scope) -> Select[Any]:
    """Lists of `ids` and of the `files` that they are of (`entry_keys`); gives `ENTRY_COLUMNS`.

    The database names these files alone, and not first every file there is.
    """
    name = named_files().where(PATHS.c.file_id.in_(_listed("files"))).subquery("shown")
    columns = (name.c.name if column is NAME.c.name else column for column in ENTRY_COLUMNS)
    listed = DOCUMENTS.join(name, name.c.file_id == DOCUMENTS.c.file_id)
    return select(*columns).select_from(listed).where(DOCUMENTS.c.id.in_(_listed("ids")), visible(scope))


def entry_keys(document_ids: Collection[str]) -> dict[str, list[str]]:
    """The lists that `entries_by_id` takes."""
    return {"ids": sorted(document_ids), "files": sorted({key.rpartition("-")[0] for key in document_ids})}


def _listed(name: str) -> Any:
    return bindparam(name, expanding=True)
