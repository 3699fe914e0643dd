"""What is narrowed by, the vocabulary and what was asked in vain; publications are written again by a job."""

from django.db import migrations, models


def note_outdated(apps, _schema_editor):
    """Rows of before have neither facets nor words of a card; files have no rows at all."""
    if apps.get_model("search", "SearchRow").objects.exists():
        outdated = apps.get_model("search", "Outdated")
        for kind in ("publication", "file"):
            outdated.objects.get_or_create(kind=kind)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_kinds")]

    operations = [
        migrations.AddField(
            "searchrow", "facets", models.TextField(blank=True, db_default="", default="")
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.BigIntegerField()),
                ("form", models.CharField(max_length=40)),
                ("head", models.CharField(max_length=4)),
                ("tail", models.CharField(max_length=4)),
                ("size", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["form", "token"], name="one_word_a_token"),
                ],
                "indexes": [
                    models.Index(fields=["head", "size", "token"], name="search_word_head"),
                    models.Index(fields=["tail", "size", "token"], name="search_word_tail"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Missed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=120, unique=True)),
                ("asked_n", models.PositiveIntegerField(default=1)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["last_on"], name="missed_last_on")],
            },
        ),
        migrations.RunPython(note_outdated, migrations.RunPython.noop),
    ]
