"""Kinds of communities and papers have longer codes than those of publications.

SQLite never looked at the length, and would make the whole table anew for it.
"""

from django.db import migrations, models

LENGTH = "ALTER TABLE search_searchrow ALTER COLUMN subkind TYPE varchar({})"


def _lengthen(number):
    def change(_apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(LENGTH.format(number))

    return change


class Migration(migrations.Migration):
    dependencies = [("search", "0004_papers")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(_lengthen(40), migrations.RunPython.noop),
            ],
            state_operations=[
                migrations.AlterField(
                    "searchrow", "subkind", models.CharField(blank=True, max_length=40)
                ),
            ],
        )
    ]
