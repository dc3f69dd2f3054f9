"""Works (copies of one text), runs, removals; refusals for secrecy no longer carry the file's name."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not compared yet: the next ingestion finds the copies among what is here.
    op.add_column("documents", sa.Column("compared", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("documents", sa.Column("merit", sa.String(32), nullable=False, server_default=""))
    op.create_index("ix_documents_compared", "documents", ["compared"])
    op.create_table(
        "bands",
        sa.Column("document_id", sa.String(80), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False, index=True),
    )
    op.create_table(
        "copies",
        sa.Column("document_id", sa.String(80), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "other_id", sa.String(80), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True
        ),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("read", sa.Integer, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.Column("replaced", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("skipped", sa.Integer, nullable=False),
    )
    op.create_table(
        "removals",
        sa.Column("source_key", sa.String(64), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    # Their names may be content. What is still refused is recorded anew, without its name, by the next ingestion.
    op.execute("DELETE FROM failures WHERE code = 'secrecy_too_high'")


def downgrade() -> None:
    for table in ("removals", "runs", "copies", "bands"):
        op.drop_table(table)
    op.drop_index("ix_documents_compared", "documents")
    with op.batch_alter_table("documents") as documents:
        documents.drop_column("merit")
        documents.drop_column("compared")
