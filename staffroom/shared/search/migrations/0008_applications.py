"""Applications are found too: those of before are written by the job for what older rules wrote."""

from django.db import migrations

KINDS = ("application",)


def note_applications(apps, _schema_editor):
    """Where there is an index already."""
    if apps.get_model("search", "SearchRow").objects.exists():
        for kind in KINDS:
            apps.get_model("search", "Outdated").objects.get_or_create(kind=kind)


class Migration(migrations.Migration):
    dependencies = [("search", "0007_works")]

    operations = [migrations.RunPython(note_applications, migrations.RunPython.noop)]
