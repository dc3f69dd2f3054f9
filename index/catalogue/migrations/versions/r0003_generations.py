"""Generations of the index: which one is current, what was built with what; passages belong to a cut."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "generations",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("store", sa.String(16), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("cut", sa.Integer, nullable=False),
        sa.Column("manifest", sa.Text, nullable=False),
        sa.Column("origin", sa.Integer),
        sa.Column("copied_to", sa.String(36)),
        sa.Column("built_at", sa.DateTime),
    )
    op.create_table(
        "indexed_beside",
        sa.Column("generation", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column(
            "document_id",
            sa.String(80),
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            primary_key=True,
            index=True,
        ),
    )
    _passages_anew([sa.Column("cut", sa.Integer, primary_key=True, autoincrement=False)], "1, ")


def downgrade() -> None:
    # Only one cut can be kept: the one of the current generation, or the first where there is none.
    op.execute("DELETE FROM passages WHERE cut <> coalesce((SELECT cut FROM generations WHERE state = 'current'), 1)")
    _passages_anew([], "")
    op.drop_table("indexed_beside")
    op.drop_table("generations")


def _passages_anew(first: list[sa.Column[int]], value: str) -> None:
    """The table with another primary key, its rows carried over: SQLite cannot change a key in place."""
    op.drop_index("ix_passages_document_id", "passages")
    op.rename_table("passages", "passages_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE passages_before DROP CONSTRAINT passages_pkey")
    op.create_table(
        "passages",
        *first,
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
    columns = 'id, document_id, start, "end", heading, text'
    into = f"cut, {columns}" if value else columns
    op.execute(f"INSERT INTO passages ({into}) SELECT {value}{columns} FROM passages_before")
    op.drop_table("passages_before")
