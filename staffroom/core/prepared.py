"""Queries of the hottest pages, compiled once: the ORM writes the SQL, a page only runs it.

    standing = Prepared(
        lambda key, at: Session.objects.select_related("person").filter(pk=key, ends_at__gt=at),
        key=CharField(), at=DateTimeField(),
    )
    rows = standing(key=…, at=…)

Compiling a query with joins costs the ORM 0.5 to 2 ms of CPU, running it 0.05. The parameters are
places in the compiled text, so only what does not depend on the reader's values may be written
around them: no lists (`__in`), no condition that comes and goes.

The database is asked each time. What a row of it becomes, its values converted and its objects made,
is the same for the same row, so that is kept and copied.

`PreparedUpdate` changes rows, `insert(row)` and `write(Model, …)` write a new one the same way, where
people write most; `write_all(Model, rows)` many.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Expression,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    QuerySet,
    TextField,
)
from django.db.models.base import ModelState
from django.db.models.constants import OnConflict
from django.db.models.query import get_related_populators
from django.db.models.sql import InsertQuery, UpdateQuery

M = TypeVar("M", bound=Model)

MOST_KEPT = 500  # rows of a query whose objects are kept
PLAIN = frozenset({str, int, bool, float, bytes, type(None), datetime, date})
AS_IT_IS = frozenset({str, int, bool, type(None)})  # what SQLite's driver takes without a word
TAKEN_AS_IT_IS = (CharField, TextField, IntegerField, BooleanField, ForeignKey)


class _Place(Expression):
    """Where a value will stand."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # a place, not yet a value
        """A placeholder, with itself for a value."""
        return "%s", [self]

    def get_source_expressions(self) -> list[Any]:
        """Nothing stands inside."""
        return []


@dataclass(frozen=True, slots=True)
class _Plan:
    """A compiled query and how its rows become objects; `beside` are annotations with their columns."""

    sql: str
    params: Sequence[Any]
    compiler: Any
    converters: Any
    model: type[Model]
    columns: slice
    names: Sequence[str]
    related: Sequence[Any]
    beside: Sequence[tuple[str, int]]
    kept: dict[Any, Any] = field(default_factory=dict)


class Prepared(Generic[M]):
    """A query by its parameters: the names of `fields` are those of the function that writes it."""

    def __init__(self, write: Callable[..., "QuerySet[M]"], **fields: "Field[Any, Any]") -> None:
        self.write = write
        self.fields = fields
        self.plans: dict[str, _Plan] = {}

    def __call__(self, **values: Any) -> list[M]:
        """The objects for these values."""
        base = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` does it at each word
        plan = self.plans.get(base.vendor) or self._compile()
        rows, _n = _run(base, plan.sql, _given(plan.params, values, base))
        return [self._made(plan, row) for row in rows]

    def plain(self, **values: Any) -> tuple[Any, ...] | None:
        """The columns of the first row as the database gives them, without an object; None when there is none."""
        base = connections[DEFAULT_DB_ALIAS]
        plan = self.plans.get(base.vendor) or self._compile()
        rows, _n = _run(base, plan.sql, _given(plan.params, values, base))
        return rows[0] if rows else None

    def first(self, **values: Any) -> M | None:
        """The first object for these values, or None."""
        return next(iter(self(**values)), None)

    def _made(self, plan: _Plan, row: tuple[Any, ...]) -> M:
        kept = plan.kept.get(row)
        if kept is None:
            kept = self._new(plan, row)
            if len(plan.kept) >= MOST_KEPT:
                plan.kept.clear()
            plan.kept[row] = kept
        return _copied(kept)  # type: ignore[no-any-return]  # the model of the query

    def _new(self, plan: _Plan, row: Sequence[Any]) -> Model:
        if plan.converters:
            (row,) = plan.compiler.apply_converters([row], plan.converters)
        made = plan.model.from_db(connection.alias, plan.names, row[plan.columns])
        for populator in plan.related:
            populator.populate(row, made)
        for name, column in plan.beside:
            setattr(made, name, row[column])
        return made

    def _compile(self) -> _Plan:
        places = {name: _Place(name, field) for name, field in self.fields.items()}
        compiler: Any = self.write(**places).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        first, last = (
            compiler.klass_info["select_fields"][0],
            compiler.klass_info["select_fields"][-1],
        )
        columns = slice(first, last + 1)
        related: Any = get_related_populators  # its stubs are of the next Django
        plan = self.plans[connection.vendor] = _Plan(
            sql=sql, params=tuple(params), compiler=compiler,
            converters=compiler.get_converters([one[0] for one in compiler.select]),
            model=compiler.klass_info["model"], columns=columns,
            names=[one[0].target.attname for one in compiler.select[columns]],
            related=related(compiler.klass_info, compiler.select, connection.alias),
            beside=tuple(compiler.annotation_col_map.items()),
        )  # fmt: skip
        return plan


def _given(params: Sequence[Any], values: dict[str, Any], base: Any) -> list[Any]:
    """The parameters of a compiled text with the values in their places, as this connection takes them."""
    return [_asked(base, one, values) if type(one) is _Place else one for one in params]


def _asked(base: Any, place: _Place, values: dict[str, Any]) -> Any:
    value = values[place.name]
    told = _moment(base, place.output_field, value)
    return place.output_field.get_db_prep_value(value, base) if told is None else told


class PreparedUpdate:
    """A change of rows by its parameters: `write` gives the rows and what they get.

    bump = PreparedUpdate(
        lambda key, at: (Placement.objects.filter(publication=key), {"bumped_at": at}),
        key=BigIntegerField(), at=DateTimeField(),
    )

    `gives` are columns of the changed row that `row` answers with.
    """

    def __init__(
        self,
        write: Callable[..., "tuple[QuerySet[Any], dict[str, Any]]"],
        *,
        gives: Sequence[str] = (),
        **fields: "Field[Any, Any]",
    ) -> None:
        self.write = write
        self.gives = gives
        self.fields = fields
        self.plans: dict[str, tuple[str, Sequence[Any]]] = {}

    def __call__(self, **values: Any) -> int:
        """Change the rows for these values; how many there were."""
        base = connections[DEFAULT_DB_ALIAS]
        sql, params = self.plans.get(base.vendor) or self._compile()
        return _run(base, sql, _given(params, values, base))[1]

    def row(self, **values: Any) -> tuple[Any, ...] | None:
        """Change the one row for these values; what `gives` names of it, None when there is none."""
        base = connections[DEFAULT_DB_ALIAS]
        sql, params = self.plans.get(base.vendor) or self._compile()
        found, _n = _run(base, sql, _given(params, values, base))
        return found[0] if found else None

    def _compile(self) -> tuple[str, Sequence[Any]]:
        rows, changes = self.write(
            **{name: _Place(name, field) for name, field in self.fields.items()}
        )
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        sql, params = query.get_compiler(connection=connection).as_sql()
        if self.gives:
            names = ", ".join(map(connection.ops.quote_name, self.gives))
            sql = f"{sql} RETURNING {names}"
        self.plans[connection.vendor] = sql, tuple(params)
        return self.plans[connection.vendor]


@dataclass(frozen=True, slots=True)
class _Insert:
    """A compiled statement that writes a row: the columns in its order, and how each is written."""

    sql: str
    sql_alone: str  # gives no key back
    columns: Sequence[
        tuple[str, "Field[Any, Any]", bool]
    ]  # name, field, is a plain value taken as it is
    has_key: bool
    places: Mapping[str, tuple[int, "Field[Any, Any]", bool]]  # name: place in the order, …
    defaults: Sequence[Any]  # what is written where nothing is given


_inserts: dict[tuple[str, type[Model], bool, bool], _Insert] = {}


def insert(row: Model, *, or_ignore: bool = False) -> bool:
    """Write a new row by a statement compiled once for its model, and give it its key.

    Args:
        row: of a model of one table, with a key that the database gives.
        or_ignore: a row that stands already is left as it is.

    Returns:
        False when the row stood already; the key is then not known.
    """
    base = connections[DEFAULT_DB_ALIAS]
    plan = _insert_of(base, type(row), or_ignore=or_ignore)
    values = [
        _saved(base, field, is_plain, field.pre_save(row, add=True))
        for _name, field, is_plain in plan.columns
    ]
    found, n = _run(base, plan.sql, values)
    if plan.has_key:
        (row.pk,) = found[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return bool(n)


def write(model: type[Model], *, or_ignore: bool = False, **values: Any) -> int | None:
    """Write a new row of which nobody needs the object; columns that are not given get their defaults.

    A default that is made anew for each row (a public key, a moment) is not known here: give it.
    `values` go by the names of the columns (`person_id`). For the rest see `insert`.

    Returns:
        The key that the database gave; None with `or_ignore`.
    """
    base = connections[DEFAULT_DB_ALIAS]
    plan = _insert_of(base, model, or_ignore=or_ignore)
    found, _n = _run(base, plan.sql, _line(base, plan, values))
    return found[0][0] if plan.has_key else None


def write_all(
    model: type[Model], rows: Iterable[Mapping[str, Any]], *, or_ignore: bool = False
) -> None:
    """Write new rows of which nobody needs the objects; each names the same columns, with its key or without.

    `bulk_create` compiles the places of every row anew, which costs four times what the database does.
    For the rest see `write`.
    """
    told = list(rows)
    if not told:
        return
    base = connections[DEFAULT_DB_ALIAS]
    with_key = model._meta.pk.attname in told[0]
    plan = _insert_of(base, model, or_ignore=or_ignore, with_key=with_key)
    with base.cursor() as cursor:
        cursor.executemany(plan.sql_alone, [_line(base, plan, row) for row in told])


def _line(base: Any, plan: _Insert, values: Mapping[str, Any]) -> list[Any]:
    """The values of a row in the order of its columns."""
    line = list(plan.defaults)
    for name, value in values.items():
        place, field, is_plain = plan.places[name]
        line[place] = _saved(base, field, is_plain, value)
    return line


def _saved(base: Any, field: "Field[Any, Any]", is_plain: bool, value: Any) -> Any:  # noqa: FBT001 - of a column
    """A value as this connection takes it."""
    if is_plain and type(value) in AS_IT_IS:
        return value
    told = _moment(base, field, value)
    return field.get_db_prep_save(value, base) if told is None else told


def _moment(base: Any, field: Any, value: Any) -> str | None:
    """A moment as SQLite keeps it, as Django would say it after ten calls; None for anything else."""
    is_utc = type(value) is datetime and value.tzinfo is UTC
    if is_utc and base.vendor == "sqlite" and isinstance(field, DateTimeField):
        return str(value.replace(tzinfo=None))
    return None


def _insert_of(
    base: Any, model: type[Model], *, or_ignore: bool, with_key: bool = False
) -> _Insert:
    kind = (base.vendor, model, or_ignore, with_key)
    return _inserts.get(kind) or _compile_insert(kind)


def _compile_insert(kind: tuple[str, type[Model], bool, bool]) -> _Insert:
    vendor, model, or_ignore, with_key = kind
    fields = [
        field for field in model._meta.local_concrete_fields if with_key or not field.primary_key
    ]
    query: Any = InsertQuery(model, on_conflict=OnConflict.IGNORE if or_ignore else None)
    query.insert_values(fields, [model()])
    compiler = query.get_compiler(connection=connection)
    [(sql_alone, _params)] = compiler.as_sql()
    compiler.returning_fields = [] if or_ignore else [model._meta.pk]
    [(sql, _params)] = compiler.as_sql()
    columns = [
        (field.attname, field, vendor == "sqlite" and isinstance(field, TAKEN_AS_IT_IS))
        for field in fields
    ]
    places = {name: (n, field, plain) for n, (name, field, plain) in enumerate(columns)}
    defaults = [_saved(connection, field, plain, _default(field)) for _n, field, plain in columns]
    made = _Insert(sql, sql_alone, columns, not or_ignore, places, defaults)
    _inserts[kind] = made
    return made


def _default(field: "Field[Any, Any]") -> Any:
    """What is written where no value is given; nothing where the default is made anew for each row."""
    if field.has_default() and callable(field.default) and field.default not in (dict, list):
        return None
    return field.get_default()


def rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement written by hand, as the database gives them."""
    return _run(connections[DEFAULT_DB_ALIAS], sql, params)[0]


def _run(base: Any, sql: str, params: Sequence[Any]) -> tuple[list[tuple[Any, ...]], int]:
    """The rows of a statement, none if it gives none, and how many rows it has changed."""
    cursor = base.quick(sql, params) if base.vendor == "sqlite" else None
    if cursor is not None:
        return cursor.fetchall(), cursor.rowcount
    with base.cursor() as asked:
        asked.execute(sql, params)
        return (asked.fetchall() if asked.description else []), asked.rowcount


def _copied(kept: Any) -> Any:
    """An object as it was read, with those that were joined to it; its owner may change it as he likes."""
    made = kept.__class__.__new__(kept.__class__)
    values = made.__dict__
    values.update(kept.__dict__)
    for name, value in kept.__dict__.items():
        if type(value) not in PLAIN and name != "_state":
            values[name] = _own(value)
    values["_state"] = state = ModelState()
    state.adding, state.db = False, kept._state.db
    joined = kept._state.fields_cache
    if joined:
        state.fields_cache = {name: one and _copied(one) for name, one in joined.items()}
    return made


def _own(value: Any) -> Any:
    """A copy of what stands in a column; lists and words by names are quicker than `deepcopy`."""
    if type(value) is dict:
        return {key: _own(one) for key, one in value.items()}
    if type(value) is list:
        return [_own(one) for one in value]
    return value if type(value) in PLAIN else deepcopy(value)
