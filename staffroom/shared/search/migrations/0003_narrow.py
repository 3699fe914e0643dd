"""Reader tokens, words of titles and marks of rows in the index; rows of before are written again by a job."""

from django.db import migrations, models


def note_outdated(apps, _schema_editor):
    """What stands already has neither: until it is rewritten the search narrows by no rights."""
    rows = apps.get_model("search", "SearchRow").objects.order_by()
    outdated = apps.get_model("search", "Outdated")
    outdated.objects.bulk_create(
        outdated(kind=kind) for kind in rows.values_list("kind", flat=True).distinct()
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]

    operations = [
        migrations.AddField("searchrow", "marks", models.BinaryField(null=True)),
        migrations.AlterField(
            "searchrow", "id", models.BigAutoField(primary_key=True, serialize=False)
        ),
        migrations.CreateModel(
            name="Outdated",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, unique=True)),
            ],
        ),
        migrations.RunPython(note_outdated, migrations.RunPython.noop),
    ]
