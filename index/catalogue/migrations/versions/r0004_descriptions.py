"""What filters need beside the masthead: level, days in force, topics, and what documents do to others.

Old documents are described anew from what the catalogue holds by the next start or ingestion (`index.descriptions`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Named once: an index over all that a filter asks keeps SQLite from reading the texts that stand before it in a row.
FILTERED = (
    "id", "file_id", "clearance", "organisation", "issued_on", "kind", "issuer", "media_type", "indexed", "merit",
    "level", "effective_on", "ends_on",
)  # fmt: skip


def upgrade() -> None:
    op.add_column("documents", sa.Column("level", sa.String(16)))
    op.add_column("documents", sa.Column("effective_on", sa.Date))
    op.add_column("documents", sa.Column("ends_on", sa.Date))
    op.add_column("documents", sa.Column("described", sa.String(64), nullable=False, server_default=""))
    op.create_index("ix_documents_described", "documents", ["described"])
    op.create_index("ix_documents_filtered", "documents", list(FILTERED))
    op.create_table(
        "topics",
        sa.Column("document_id", sa.String(80), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("topic", sa.String(255), primary_key=True, index=True),
    )
    op.create_table(
        "changes",
        sa.Column("document_id", sa.String(80), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number_key", sa.Text, nullable=False, index=True),
        sa.Column("issued_on", sa.Date),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("effect", sa.String(8), nullable=False),
        sa.Column("since", sa.Date),
    )
    op.create_table(
        "effects",
        sa.Column("changed_id", sa.String(80), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "document_id",
            sa.String(80),
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            primary_key=True,
            index=True,
        ),
        sa.Column("effect", sa.String(8), primary_key=True),
        sa.Column("since", sa.Date),
    )


def downgrade() -> None:
    for table in ("effects", "changes", "topics"):
        op.drop_table(table)
    op.drop_index("ix_documents_filtered", "documents")
    op.drop_index("ix_documents_described", "documents")
    with op.batch_alter_table("documents") as documents:
        for column in ("described", "ends_on", "effective_on", "level"):
            documents.drop_column(column)
