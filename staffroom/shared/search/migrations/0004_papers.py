"""Papers are found too: those of before are written by the job that writes what older rules wrote."""

from django.db import migrations


def note_papers(apps, _schema_editor):
    """Where there is an index already."""
    if apps.get_model("search", "SearchRow").objects.exists():
        apps.get_model("search", "Outdated").objects.get_or_create(kind="document")


class Migration(migrations.Migration):
    dependencies = [("search", "0003_narrow")]

    operations = [migrations.RunPython(note_papers, migrations.RunPython.noop)]
