"""The table of words: FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE search_words USING fts5(
    title, body, terms, content='', contentless_delete=1, tokenize="ascii tokenchars '_'"
)
"""
POSTGRESQL = (
    "CREATE TABLE search_words (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_words_gin ON search_words USING gin (words) WITH (gin_pending_list_limit = 512)",
)


def make(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else (SQLITE,)
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]

    operations = [migrations.RunPython(make, drop)]
