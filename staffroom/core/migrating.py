"""Migrating in seconds: after a step Django makes anew only the model that the step has changed.

Of itself Django makes anew every model that is tied to the changed one by whatever keys: with people in
the middle of everything that is half the product, four hundred times, nine tenths of the time of
migrating from nothing. Steps that only make tables, columns, indexes and constraints look at no other
model but by its table and the type of its key, which stay. Where that is not so (keys and unique fields
changed, tables and columns renamed or dropped) a migration goes Django's own way over models made
anew, and code of migrations (`RunPython`) and the end of the command always meet models made anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import migrations
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

NARROW = (
    migrations.CreateModel,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
    migrations.AddIndex,
    migrations.RemoveIndex,
    migrations.AddField,
    migrations.RunPython,
    migrations.RunSQL,
    migrations.AlterModelOptions,
)


def is_narrow(operation: Operation) -> bool:
    """True when the step looks at no other model than its own."""
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return all(map(is_narrow, (*operation.database_operations, *operation.state_operations)))
    if isinstance(operation, migrations.AlterField):
        return not (operation.field.primary_key or operation.field.unique)
    if isinstance(operation, migrations.CreateModel):
        return not any(isinstance(base, str) for base in operation.bases or ())
    return type(operation) in NARROW


@contextmanager
def narrow_states() -> Iterator[None]:
    """While this lasts migrations make anew no more models than they must."""
    # Types are ignored below where a method of Django's gives way to ours and comes back.
    whole_apply: Any = Migration.apply
    whole_reload: Any = ProjectState.reload_model

    def reload_one(state: ProjectState, app_label: str, model_name: str, **_: Any) -> None:
        if "apps" in state.__dict__:
            state.is_delayed = True  # code of migrations and the end of all are given new models
            state._reload({(app_label, model_name)})  # type: ignore[attr-defined]  # Django's own

    def apply(migration: Migration, project_state: ProjectState, *args: Any, **kwargs: Any) -> Any:
        is_quick = all(map(is_narrow, migration.operations))
        if not is_quick:
            project_state.clear_delayed_apps_cache()
            project_state.apps  # noqa: B018 - makes all models anew, before the first clone of the state
        ProjectState.reload_model = reload_one if is_quick else whole_reload  # type: ignore[method-assign, assignment]
        return whole_apply(migration, project_state, *args, **kwargs)

    Migration.apply = apply  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Migration.apply = whole_apply  # type: ignore[method-assign]
        ProjectState.reload_model = whole_reload  # type: ignore[method-assign]
