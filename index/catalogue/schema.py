"""Tables of the catalogue. Alembic's chain in `migrations/` makes them; this is what the code reads and writes.

A path leads to a file (its bytes), a file to its documents, a document to its pages and passages. `documents.indexed`
turns true only after the store has made the document's points durable: what is not indexed is not found.

Two documents that are the same text in two copies are a pair of `copies`, kept both ways; the documents that pairs join
are one work. `documents.compared` says that the pairs of a document are known, `bands` find its candidates, and
`documents.merit` orders the copies of a work (see `index.works`).
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
)

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

REMOVALS = Table(
    "removals",
    METADATA,
    Column("source_key", String(64), primary_key=True),
    Column("at", DateTime, nullable=False),
)
"""Paths that were removed, as SHA-256 of their text: what was taken out must not come back by a watched folder."""
