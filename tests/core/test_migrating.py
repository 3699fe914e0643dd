"""Migrating makes anew few models and ends with the very tables of the code."""

from typing import Any

from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState
import pytest

from staffroom.core.migrating import is_narrow, narrow_states

TABLES = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


@pytest.mark.django_db
def test_tables_have_the_columns_the_indexes_and_the_constraints_of_the_code() -> None:
    for model in TABLES:
        meta = model._meta
        with connection.cursor() as cursor:
            columns = {
                one.name: one.null_ok
                for one in connection.introspection.get_table_description(cursor, meta.db_table)
            }
            found = connection.introspection.get_constraints(cursor, meta.db_table)
        fields = [field for field in meta.local_concrete_fields if not field.primary_key]
        assert set(columns) == {field.column for field in meta.local_concrete_fields}, meta.db_table
        assert {field.column: columns[field.column] for field in fields} == {
            field.column: field.null for field in fields
        }, meta.db_table
        named = {one.name for one in (*meta.indexes, *meta.constraints)}
        assert named - set(found) == set(), meta.db_table
        every = meta.local_concrete_fields
        keys = {
            one.column for one in every if one.is_relation and getattr(one, "db_constraint", False)
        }
        tied = {one["columns"][0] for one in found.values() if one["foreign_key"]}
        assert tied == keys, meta.db_table


@pytest.mark.parametrize(
    ("operation", "answer"),
    [
        (migrations.CreateModel("Thing", [("id", models.AutoField(primary_key=True))]), True),
        (migrations.CreateModel("Thing", [], bases=("app.whole",)), False),
        (migrations.AlterField("thing", "word", models.TextField()), True),
        (migrations.AlterField("thing", "word", models.TextField(unique=True)), False),
        (migrations.AlterField("thing", "id", models.BigAutoField(primary_key=True)), False),
        (migrations.RenameField("thing", "word", "term"), False),
        (migrations.RenameModel("thing", "matter"), False),
        (migrations.DeleteModel("thing"), False),
        (
            migrations.SeparateDatabaseAndState(
                [migrations.RunSQL("SELECT 1")], [migrations.RenameField("thing", "word", "term")]
            ),
            False,
        ),
    ],
)
def test_what_touches_other_models_goes_the_whole_way(operation: Any, answer: bool) -> None:
    assert is_narrow(operation) is answer


def _tied() -> ProjectState:
    """A thing, and a note that points to it, rendered."""
    state = ProjectState()
    key = ("id", models.AutoField(primary_key=True))
    migrations.CreateModel("Thing", [key]).state_forwards("tied", state)
    of = models.ForeignKey("tied.Thing", models.CASCADE)
    migrations.CreateModel("Note", [key, ("of", of)]).state_forwards("tied", state)
    assert state.apps.get_model("tied", "note")._meta.get_field("of").related_model
    return state


def test_code_of_a_migration_meets_models_that_know_each_other() -> None:
    """The changed thing alone is made anew; the code after it may put it into the key of a note."""
    met: list[tuple[bool, bool]] = []

    def look(historical: Any, schema_editor: Any) -> None:
        thing, note = (historical.get_model("tied", name) for name in ("thing", "note"))
        met.append((note._meta.get_field("of").related_model is thing, hasattr(thing(), "word")))

    class Step(Migration):
        operations = [  # noqa: RUF012 - as in every migration
            migrations.AddField("thing", "word", models.TextField(default="")),
            migrations.RunPython(look),
        ]

    class Editor:
        """Takes the column and says nothing."""

        connection = connection
        atomic_migration = True

        def add_field(self, model: Any, field: Any) -> None:
            assert field.name == "word"

    state = _tied()
    note = state.apps.get_model("tied", "note")
    with narrow_states():
        Step("step", "tied").apply(state, Editor())  # type: ignore[arg-type]
        assert state.apps.get_model("tied", "note") is note, "nothing else was made anew"
    assert met == [(True, True)]
