"""Tables of the catalogue. Alembic's chain in `migrations/` makes them; this is what the code reads and writes.

A path leads to a file (its bytes), a file to its documents, a document to its pages and passages. `documents.indexed`
turns true only after the store has made the document's points durable: what is not indexed is not found.

Two documents that are the same text in two copies are a pair of `copies`, kept both ways; the documents that pairs join
are one work. `documents.compared` says that the pairs of a document are known, `bands` find its candidates, and
`documents.merit` orders the copies of a work (see `index.works`).

The index is kept in generations: the current one, the one before it, and one that is being built beside them. Passages
belong to a cut, which is the number of the first generation that was cut so; `documents.indexed` and `passage_count`
speak of the current generation, `indexed_beside` says for the others which documents they hold as they are now.

`documents.described` names the rules by which level, days in force, `topics` and `changes` of a document were derived
from what stands here; "" until they are (see `index.descriptions`). `changes` are what a document says that it does to
others, by their numbers; `effects` are the pairs of documents here that come of it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

METADATA = MetaData()

FILES = Table(
    "files",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("media_type", String(255), nullable=False),
    Column("reader_version", String(64), nullable=False),
    Column("degraded", Boolean, nullable=False),
    Column("read_at", DateTime, nullable=False),
)

PATHS = Table(
    "paths",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("file_id", String(64), ForeignKey("files.id"), nullable=False, index=True),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", String(80), primary_key=True),
    Column("file_id", String(64), ForeignKey("files.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("media_type", String(255), nullable=False),
    Column("text", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("sections", Text, nullable=False),
    Column("reference_list", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Column("finding_count", Integer, nullable=False),
    Column("number", Text, index=True),
    Column("number_key", Text, index=True),
    Column("kind", Text, index=True),
    Column("issuer", Text),
    Column("issued_on", Date, index=True),
    Column("title", Text),
    Column("page_count", Integer, nullable=False),
    Column("passage_count", Integer, nullable=False),
    Column("clearance", Integer, nullable=False),
    Column("organisation", Text),
    Column("indexed", Boolean, nullable=False, index=True),
    Column("compared", Boolean, nullable=False, index=True, server_default=false()),
    Column("merit", String(32), nullable=False, server_default=""),
    Column("level", String(16)),
    Column("effective_on", Date),
    Column("ends_on", Date),
    Column("described", String(64), nullable=False, index=True, server_default=""),
)

# All that a filter asks: SQLite need not read the texts that stand before it in a row.
Index(
    "ix_documents_filtered",
    *(
        DOCUMENTS.c[name]
        for name in (
            "id", "file_id", "clearance", "organisation", "issued_on", "kind", "issuer", "media_type", "indexed",
            "merit", "level", "effective_on", "ends_on",
        )
    ),
)  # fmt: skip

PAGES = Table(
    "pages",
    METADATA,
    Column("document_id", String(80), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("source", String(8), nullable=False),
    Column("confidence", Float),
    Column("width", Float, nullable=False),
    Column("height", Float, nullable=False),
    Column("words", LargeBinary, nullable=False),
)

PASSAGES = Table(
    "passages",
    METADATA,
    Column("cut", Integer, primary_key=True, autoincrement=False),
    Column("id", String(36), primary_key=True),
    Column("document_id", String(80), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
)

FAILURES = Table(
    "failures",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("code", String(64), nullable=False),
    Column("message", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

BANDS = Table(
    "bands",
    METADATA,
    Column("document_id", String(80), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("hash", BigInteger, primary_key=True, autoincrement=False, index=True),
)

TOPICS = Table(
    "topics",
    METADATA,
    Column("document_id", String(80), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", String(255), primary_key=True, index=True),
)

CHANGES = Table(
    "changes",
    METADATA,
    Column("document_id", String(80), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("number_key", Text, nullable=False, index=True),
    Column("issued_on", Date),
    Column("place", Text, nullable=False),
    Column("effect", String(8), nullable=False),
    Column("since", Date),
)

EFFECTS = Table(
    "effects",
    METADATA,
    Column("changed_id", String(80), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("document_id", String(80), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("effect", String(8), primary_key=True),
    Column("since", Date),
)

COPIES = Table(
    "copies",
    METADATA,
    Column("document_id", String(80), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", String(80), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True),
)

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("started_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
    Column("read", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("replaced", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
)
"""One line an ingestion, open while `ended_at` is null: a run that was killed stays so."""

GENERATIONS = Table(
    "generations",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("store", String(16), nullable=False),
    Column("place", Text, nullable=False),
    Column("cut", Integer, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("origin", Integer),
    Column("copied_to", String(36)),
    Column("built_at", DateTime),
)

BESIDE = Table(
    "indexed_beside",
    METADATA,
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("document_id", String(80), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True),
)

REMOVALS = Table(
    "removals",
    METADATA,
    Column("source_key", String(64), primary_key=True),
    Column("at", DateTime, nullable=False),
)
"""Paths that were removed, as SHA-256 of their text: what was taken out must not come back by a watched folder."""
