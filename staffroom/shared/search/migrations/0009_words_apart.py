"""On PostgreSQL long words lie apart from their rows: what an index has found is read from half as many pages.

Rows that stand keep their words where they are until they are written anew.
"""

from django.db import migrations

APART = "ALTER TABLE search_words SET (toast_tuple_target = 128)"
TOGETHER = "ALTER TABLE search_words RESET (toast_tuple_target)"


def set_apart(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(APART)


def put_together(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TOGETHER)


class Migration(migrations.Migration):
    dependencies = [("search", "0008_applications")]

    operations = [migrations.RunPython(set_apart, put_together)]
