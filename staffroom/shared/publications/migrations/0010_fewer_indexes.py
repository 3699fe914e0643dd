"""Each reply wrote into indexes that stand within others: those go, by name, without copying tables.

SQLite would make a table of a million rows anew for each changed field.
"""

from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import CASCADE, PROTECT, SET_NULL

PERSON, PUBLICATION = settings.AUTH_USER_MODEL, "publications.publication"
DOUBLED: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("comment", "author", "5eada826", {"to": PERSON, "on_delete": PROTECT, "related_name": "comments"}),
    ("comment", "publication", "b28be751", {"to": PUBLICATION, "on_delete": CASCADE, "related_name": "comments"}),
    ("comment", "moved_to", "13bfd325", {"to": "publications.comment", "on_delete": SET_NULL,
                                         "null": True, "blank": True, "related_name": "+"}),
    ("placement", "community", "6eda2e42", {"to": "communities.community", "on_delete": PROTECT,
                                            "related_name": "placements"}),
    ("placement", "publication", "0000073c", {"to": PUBLICATION, "on_delete": CASCADE, "related_name": "placements"}),
    ("readmark", "person", "70438686", {"to": PERSON, "on_delete": CASCADE, "related_name": "+"}),
    ("subscription", "publication", "f55bd695", {"to": PUBLICATION, "on_delete": CASCADE,
                                                 "related_name": "subscriptions"}),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0012_section_of_plans"),
        ("publications", "0009_pinned"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX IF EXISTS publications_{model}_{field}_id_{mark}",
                    f"CREATE INDEX publications_{model}_{field}_id_{mark} ON publications_{model} ({field}_id)",
                )
                for model, field, mark, _ in DOUBLED
            ],
            state_operations=[
                migrations.AlterField(model, field, models.ForeignKey(db_index=False, **said))
                for model, field, _, said in DOUBLED
            ],
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("moved_to__isnull", False)),
                fields=["moved_to"],
                name="comment_moved",
            ),
        ),
        migrations.RemoveIndex(model_name="publication", name="publication_wide"),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                models.F("district"),
                models.OrderBy(models.F("bumped_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("is_wide", True)),
                name="publication_wide",
            ),
        ),
    ]
