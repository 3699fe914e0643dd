"""Plans, projects and shelves are found too: those of before are written by the job for what older rules wrote."""

from django.db import migrations

KINDS = ("plan_line", "project", "collection")


def note_works(apps, _schema_editor):
    """Where there is an index already."""
    if apps.get_model("search", "SearchRow").objects.exists():
        for kind in KINDS:
            apps.get_model("search", "Outdated").objects.get_or_create(kind=kind)


class Migration(migrations.Migration):
    dependencies = [("search", "0006_narrower")]

    operations = [migrations.RunPython(note_works, migrations.RunPython.noop)]
