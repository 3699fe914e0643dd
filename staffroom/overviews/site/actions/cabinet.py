"""The methodical cabinet: staff open shelves, put things on them, move and take them away (BT-4.1.4)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from staffroom.core import files
from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.overviews.site import events
from staffroom.overviews.site.models import Shelf, ShelfItem
from staffroom.overviews.site.policies import keeping as policies
from staffroom.overviews.site.registry import SHELF_FILES, SHELVES
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication


class ShelfTaken(DomainError):
    """Shelves are told apart by their names."""

    def __init__(self) -> None:
        super().__init__("Такая полка уже есть. Назовите иначе.", field="title")


@transaction.atomic
def open_shelf(
    *, district: District, title: str, actor: Viewer, at: datetime, note: str = ""
) -> Shelf:
    """A new shelf after the others."""
    require(policies.may_keep(actor, district.pk))
    last = Shelf.objects.filter(district=district).aggregate(last=Max("place"))["last"] or 0
    shelf = Shelf(
        district=district, title=title.strip(), note=note.strip(), place=last + 1, changed_at=at
    )
    _keep(shelf)
    _tell(events.ShelfOpened, shelf, actor)
    return shelf


@transaction.atomic
def open_usual(*, district: District, actor: Viewer, at: datetime) -> list[Shelf]:
    """The five shelves that the regulation names, where there is none yet."""
    require(policies.may_keep(actor, district.pk))
    if Shelf.objects.filter(district=district).exists():
        raise DomainError("Полки уже есть.")
    return [
        open_shelf(district=district, title=title, note=note, actor=actor, at=at)
        for title, note in SHELVES
    ]


@transaction.atomic
def change_shelf(
    *, shelf: Shelf, title: str, note: str, is_shown: bool, actor: Viewer, at: datetime
) -> Shelf:
    """Rename, explain, hide or show a shelf."""
    require(policies.may_keep(actor, shelf.district_id))
    shelf.title, shelf.note, shelf.is_shown = title.strip(), note.strip(), is_shown
    shelf.changed_at = at
    _keep(shelf)
    _tell(events.ShelfChanged, shelf, actor)
    return shelf


@transaction.atomic
def order_shelves(*, district: District, pids: Sequence[str], actor: Viewer) -> None:
    """Put the shelves in this order."""
    require(policies.may_keep(actor, district.pk))
    shelves = list(Shelf.objects.filter(district=district).order_by("place", "pk"))
    for moved in _reordered(shelves, pids):
        moved.save(update_fields=["place"])
        _tell(events.ShelfChanged, moved, actor)


@transaction.atomic
def remove_shelf(*, shelf: Shelf, actor: Viewer) -> None:
    """Take an empty shelf away; a filled one is hidden, or cleared first."""
    require(policies.may_keep(actor, shelf.district_id))
    if ShelfItem.objects.filter(shelf=shelf).exists():
        raise DomainError("На полке что-то стоит: снимите это или скройте полку.")
    _tell(events.ShelfRemoved, shelf, actor)
    shelf.delete()


@transaction.atomic
def put_on_shelf(
    *,
    shelf: Shelf,
    title: str,
    actor: Viewer,
    at: datetime,
    note: str = "",
    publication: Publication | None = None,
    url: str = "",
    file: str = "",
) -> ShelfItem:
    """Put one thing on a shelf, after the others: a publication, a link, or a file (its public id).

    Raises:
        DomainError: none or several were given, or the publication stands there already.
    """
    require(policies.may_keep(actor, shelf.district_id))
    if sum(map(bool, (publication, url, file))) != 1:
        raise DomainError("Укажите адрес или приложите файл: что-то одно.", field="address")
    last = ShelfItem.objects.filter(shelf=shelf).aggregate(last=Max("place"))["last"] or 0
    item = ShelfItem(
        shelf=shelf, title=title.strip(), note=note.strip(), publication=publication, url=url,
        is_file=bool(file), place=last + 1, added_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as clash:
        raise DomainError("Эта запись уже стоит на полке.", field="address") from clash
    if file and not files.attach(actor=actor, pids=[file], kind=SHELF_FILES, key=item.pk, at=at):
        raise DomainError("Файл не нашёлся: приложите его ещё раз.", field="files")
    Shelf.objects.filter(pk=shelf.pk).update(item_n=F("item_n") + 1, changed_at=at)
    _tell(events.ShelfFilled, shelf, actor, item_id=item.pk)
    return item


@transaction.atomic
def order_items(*, shelf: Shelf, pids: Sequence[str], actor: Viewer, at: datetime) -> None:
    """Put what stands on a shelf in this order."""
    require(policies.may_keep(actor, shelf.district_id))
    items = list(ShelfItem.objects.filter(shelf=shelf).order_by("place", "pk"))
    for moved in _reordered(items, pids):
        moved.save(update_fields=["place"])
    Shelf.objects.filter(pk=shelf.pk).update(changed_at=at)
    _tell(events.ShelfChanged, shelf, actor)


@transaction.atomic
def take_off_shelf(*, item: ShelfItem, actor: Viewer, at: datetime) -> None:
    """Take one thing off; a publication stays where it was written, a file goes."""
    shelf, key = item.shelf, item.pk
    require(policies.may_keep(actor, shelf.district_id))
    if item.is_file:
        pids = [row.pid for row in files.files_of(SHELF_FILES, [key]).get(key, ())]
        files.detach(actor=actor, pids=pids, kind=SHELF_FILES, key=key, at=at)
    item.delete()
    Shelf.objects.filter(pk=shelf.pk).update(item_n=F("item_n") - 1, changed_at=at)
    _tell(events.ShelfCleared, shelf, actor, item_id=key)


def _reordered(rows: list[Any], pids: Sequence[str]) -> list[Any]:
    """Those whose place changes, with the new place set."""
    wanted = {pid: place for place, pid in enumerate(pids)}
    rows.sort(key=lambda row: wanted.get(row.pid, len(wanted) + row.place))
    moved = []
    for place, row in enumerate(rows, start=1):
        if row.place != place:
            row.place = place
            moved.append(row)
    return moved


def _keep(shelf: Shelf) -> None:
    try:
        with transaction.atomic():
            shelf.save()
    except IntegrityError as clash:
        raise ShelfTaken from clash


def _tell(fact: type[events.ShelfFact], shelf: Shelf, actor: Viewer, **rest: int) -> None:
    publish(
        fact(district_id=shelf.district_id, actor_id=actor.person_id, shelf_id=shelf.pk, **rest)
    )
