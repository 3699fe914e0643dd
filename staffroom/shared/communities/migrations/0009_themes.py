"""A community works on one or more priority themes, where it could name only one."""

from typing import Any

from django.db import migrations, models


def keep_the_named(apps: Any, schema_editor: Any) -> None:
    """What was the one theme is the first of the list."""
    community = apps.get_model("communities", "Community")
    for row in community.objects.exclude(theme="").order_by("pk"):
        row.themes = [row.theme]
        row.save(update_fields=["themes"])


class Migration(migrations.Migration):
    dependencies = [("communities", "0008_ties")]

    operations = [
        migrations.AddField(
            "community",
            "themes",
            models.JSONField(blank=True, default=list, verbose_name="Приоритетные темы"),
        ),
        migrations.RunPython(keep_the_named, migrations.RunPython.noop),
        migrations.RemoveField("community", "theme"),
    ]
