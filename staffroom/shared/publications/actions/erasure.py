"""An erased person's name goes out of the texts of others: mentions keep their place without it."""

from collections.abc import Iterator
from datetime import datetime
import re
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, Model

from staffroom.core.events import publish
from staffroom.core.richtext import TextColumn, clean, every_text_column
from staffroom.core.viewer import Viewer
from staffroom.shared.publications import events
from staffroom.shared.publications.actions import comments
from staffroom.shared.publications.actions.facts import fact_of
from staffroom.shared.publications.models import Comment, Publication

BATCH = 200


def forget_mentions(*, pid: str, name: str, actor: Viewer, at: datetime) -> int:
    """Write `name` for every mention of this person in every text of the site; returns how many texts.

    Every column of cleaned text that any room declares is read: also earlier versions, plans, pages of
    menus. Others' texts are not edited in the sense of the site: no version is kept, nobody is told.
    Each batch is a transaction of its own; what was rewritten is not found again.
    """
    mention = re.compile(rf'<a class="mention" data-mention="{re.escape(pid)}"[^>]*>[^<]*</a>')
    n = 0
    for column in every_text_column():
        model = apps.get_model(column.model)
        for batch in _batches(model, column, f'data-mention="{pid}"'):
            with transaction.atomic():
                for row in batch:
                    html = mention.sub(f"@{name}", getattr(row, column.html))
                    _rewrite(row, column, html, actor)
            n += len(batch)
    return n


def _batches(model: type[Model], column: TextColumn, words: str) -> Iterator[list[Any]]:
    rows = model._default_manager.filter(**{f"{column.html}__contains": words}).order_by("pk")
    if model is Comment:
        rows = rows.select_related("publication")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _rewrite(row: Model, column: TextColumn, html: str, actor: Viewer) -> None:
    text = clean(html, max_plain=10 * len(html) + 1)
    changed: dict[str, Any] = {column.html: text.html}
    if column.plain:
        changed[column.plain] = text.plain
    if column.excerpt:
        changed[column.excerpt] = text.excerpt
    if isinstance(row, Publication):
        changed["version"] = F("version") + 1
    type(row)._default_manager.filter(pk=row.pk).update(**changed)
    if isinstance(row, Publication):
        publish(fact_of(events.NameForgotten, row, actor))
    elif isinstance(row, Comment):
        publish(comments.fact_of(events.NameForgottenInReply, row, actor))
