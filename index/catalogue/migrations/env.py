"""Alembic's entry: the connection is handed over by `index.catalogue.migrate`."""

from alembic import context

from index.catalogue.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
