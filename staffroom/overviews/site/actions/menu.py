"""The menu of the public face: staff add, rename, move and hide its items, without a developer."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from staffroom.core.errors import Absent, DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.overviews.site import events
from staffroom.overviews.site.models import MenuItem
from staffroom.overviews.site.policies import keeping as policies
from staffroom.overviews.site.queries import menu as queries
from staffroom.overviews.site.queries.cabinet import cabinet_name
from staffroom.overviews.site.registry import SECTIONS
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication


class ItemTaken(DomainError):
    """A menu has one item of a name."""

    def __init__(self) -> None:
        super().__init__("Такой пункт в меню уже есть. Назовите иначе.", field="title")


def _begin(district: District) -> None:
    """Write the usual menu down before its first change; assumes a transaction."""
    if MenuItem.objects.filter(district=district).exists():
        return
    MenuItem.objects.bulk_create(
        (
            MenuItem(district=district, code=one.code, title=one.title, place=place)
            for place, one in enumerate(queries.usual(district, cabinet_name(district)), start=1)
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def add_item(
    *,
    district: District,
    title: str,
    actor: Viewer,
    publication: Publication | None = None,
    url: str = "",
) -> MenuItem:
    """Add a page of the district or a link at the end of the menu.

    Raises:
        DomainError: neither or both were given, or the name is taken.
    """
    require(policies.may_keep(actor, district.pk))
    if (publication is None) == (not url):
        raise DomainError("Выберите страницу или укажите адрес.", field="page")
    _begin(district)
    last = MenuItem.objects.filter(district=district).aggregate(last=Max("place"))["last"] or 0
    item = MenuItem(
        district=district, title=title.strip(), publication=publication, url=url, place=last + 1
    )
    _keep(item, created=True)
    _tell(district, actor)
    return item


@transaction.atomic
def change_item(
    *, district: District, code: str, title: str, is_shown: bool, actor: Viewer
) -> MenuItem:
    """Rename, hide or show an item."""
    require(policies.may_keep(actor, district.pk))
    _begin(district)
    item = _find(district, code)
    item.title, item.is_shown = title.strip(), is_shown
    _keep(item, created=False)
    _tell(district, actor)
    return item


@transaction.atomic
def order_items(*, district: District, codes: Sequence[str], actor: Viewer) -> None:
    """Put the items in this order; the ones not named keep theirs, after the named."""
    require(policies.may_keep(actor, district.pk))
    _begin(district)
    wanted = {code: place for place, code in enumerate(codes)}
    items = list(MenuItem.objects.filter(district=district).order_by("place", "pk"))
    items.sort(key=lambda item: wanted.get(item.code, len(wanted) + item.place))
    for place, item in enumerate(items, start=1):
        if item.place != place:
            item.place = place
            item.save(update_fields=["place"])
    _tell(district, actor)


@transaction.atomic
def remove_item(*, district: District, code: str, actor: Viewer) -> None:
    """Take an added item away; the usual ones can only be hidden."""
    require(policies.may_keep(actor, district.pk))
    if code in SECTIONS:
        raise DomainError("Этот пункт нельзя убрать совсем, но можно скрыть.")
    _find(district, code).delete()
    _tell(district, actor)


def _find(district: District, code: str) -> MenuItem:
    item = MenuItem.objects.filter(district=district, code=code).first()
    if item is None:
        raise Absent
    return item


def _keep(item: MenuItem, *, created: bool) -> None:
    try:
        with transaction.atomic():
            item.save(force_insert=created)
    except IntegrityError as clash:
        raise ItemTaken from clash


def _tell(district: District, actor: Viewer) -> None:
    publish(events.MenuChanged(district_id=district.pk, actor_id=actor.person_id))
