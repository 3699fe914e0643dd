"""An erased person's name goes out of the texts of others: mentions keep their place without it."""

from collections.abc import Iterator
from datetime import datetime
import re
from typing import Any

from django.db import transaction
from django.db.models import F, Model

from staffroom.core.events import publish
from staffroom.core.richtext import clean
from staffroom.core.viewer import Viewer
from staffroom.shared.publications import events
from staffroom.shared.publications.actions import comments, publishing
from staffroom.shared.publications.models import Comment, Publication, Revision, Summary

BATCH = 200


def forget_mentions(*, pid: str, name: str, actor: Viewer, at: datetime) -> int:
    """Write `name` for every mention of this person, also in earlier versions; returns how many texts.

    Others' texts are not edited in the sense of the site: no version is kept, nobody is told. Each
    batch is a transaction of its own; what was rewritten is not found again.
    """
    mention = re.compile(rf'<a class="mention" data-mention="{re.escape(pid)}"[^>]*>[^<]*</a>')
    n = 0
    for model in (Publication, Comment, Revision, Summary):
        for batch in _batches(model, f'data-mention="{pid}"'):
            with transaction.atomic():
                for row in batch:
                    _rewrite(row, mention.sub(f"@{name}", row.html), actor)
            n += len(batch)
    return n


def _batches(model: type[Model], words: str) -> Iterator[list[Any]]:
    rows = model._default_manager.filter(html__contains=words).order_by("pk")
    if model is Comment:
        rows = rows.select_related("publication")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _rewrite(row: Publication | Comment | Revision | Summary, html: str, actor: Viewer) -> None:
    text = clean(html)
    changed: dict[str, Any] = {"html": text.html, "plain": text.plain}
    if isinstance(row, Publication):
        changed |= {"excerpt": text.excerpt, "version": F("version") + 1}
    type(row)._default_manager.filter(pk=row.pk).update(**changed)
    if isinstance(row, Publication):
        publish(publishing.fact_of(events.NameForgotten, row, actor))
    elif isinstance(row, Comment):
        publish(comments.fact_of(events.NameForgottenInReply, row, actor))
