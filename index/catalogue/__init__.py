"""The catalogue: files, documents, passages, facts, access labels. SQLite by default, PostgreSQL by URL."""
