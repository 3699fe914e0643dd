"""Where cleaned texts are kept, so that all are cleaned again when the rules change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction

from staffroom.core.richtext.compose import RULES_VERSION, clean


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A table with a cleaned text: its model and the names of its columns (empty = it has none)."""

    model: str
    html: str = "html"
    plain: str = "plain"
    excerpt: str = ""
    version: str = ""


_columns: dict[tuple[str, str], TextColumn] = {}


def text_column(
    model: str, *, html: str = "html", plain: str = "plain", excerpt: str = "", version: str = ""
) -> TextColumn:
    """Declare a column of cleaned HTML (`model` as «publications.Comment») and its twins beside it."""
    column = TextColumn(model, html, plain, excerpt, version)
    _columns[model, html] = column
    return column


def every_text_column() -> Iterable[TextColumn]:
    """All declared columns."""
    return tuple(_columns.values())


def reclean_all(*, batch: int = 200) -> int:
    """Clean every stored text by the present rules; returns how many rows changed.

    Safe to repeat and to stop midway: a row is written only when its text differs from what the
    rules make of it now, and only if nobody has changed it meanwhile.
    """
    return sum(_reclean(column, batch) for column in every_text_column())


def _reclean(column: TextColumn, batch: int) -> int:
    model = apps.get_model(column.model)
    changed = 0
    for rows in _batches(model, column, batch):
        with transaction.atomic():
            changed += sum(_reclean_row(model, column, pk, html) for pk, html in rows)
    return changed


def _batches(
    model: type[models.Model], column: TextColumn, batch: int
) -> Iterator[list[tuple[int, str]]]:
    last = 0
    rows = model._default_manager.exclude(**{column.html: ""})
    if column.version:
        rows = rows.filter(**{f"{column.version}__lt": RULES_VERSION})
    while found := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", column.html)[:batch]
    ):
        yield found
        last = found[-1][0]


def _reclean_row(model: type[models.Model], column: TextColumn, pk: int, html: str) -> int:
    """Write one row anew; a text that has become too long under new rules is kept whole."""
    text = clean(html, max_plain=10 * len(html) + 1)
    values: dict[str, str | int] = {
        column.html: text.html,
        column.plain: text.plain,
        column.excerpt: text.excerpt,
    }
    values |= {column.version: text.version}
    values.pop("", None)
    if text.html == html and not column.version:
        return 0
    return model._default_manager.filter(pk=pk, **{column.html: html}).update(**values)
