"""The first tables: files, paths, documents, pages, passages, failures."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("media_type", sa.String(255), nullable=False),
        sa.Column("reader_version", sa.String(64), nullable=False),
        sa.Column("degraded", sa.Boolean, nullable=False),
        sa.Column("read_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "paths",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, index=True),
        sa.Column("file_id", sa.String(64), sa.ForeignKey("files.id"), nullable=False, index=True),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("file_id", sa.String(64), sa.ForeignKey("files.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("media_type", sa.String(255), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("sections", sa.Text, nullable=False),
        sa.Column("reference_list", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("finding_count", sa.Integer, nullable=False),
        sa.Column("number", sa.Text, index=True),
        sa.Column("number_key", sa.Text, index=True),
        sa.Column("kind", sa.Text, index=True),
        sa.Column("issuer", sa.Text),
        sa.Column("issued_on", sa.Date, index=True),
        sa.Column("title", sa.Text),
        sa.Column("page_count", sa.Integer, nullable=False),
        sa.Column("passage_count", sa.Integer, nullable=False),
        sa.Column("clearance", sa.Integer, nullable=False),
        sa.Column("organisation", sa.Text),
        sa.Column("indexed", sa.Boolean, nullable=False, index=True),
    )
    op.create_table(
        "pages",
        sa.Column("document_id", sa.String(80), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("confidence", sa.Float),
        sa.Column("width", sa.Float, nullable=False),
        sa.Column("height", sa.Float, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "passages",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column(
            "document_id",
            sa.String(80),
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "failures",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )


def downgrade() -> None:
    for table in ("failures", "passages", "pages", "documents", "paths", "files"):
        op.drop_table(table)
