"""Shelves on the pages of others: menus, a publication's page, communities, the front page."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from staffroom.core.clock import now
from staffroom.core.http import Request
from staffroom.core.plugs import MenuLine, place
from staffroom.features.collections import registry
from staffroom.features.collections.actions.exchange import keep_wish
from staffroom.features.collections.forms.exchange import WishForm
from staffroom.features.collections.models import Collection, Wish
from staffroom.features.collections.policies.advice import moderates_somewhere
from staffroom.features.collections.queries import advice, exchange, shelves
from staffroom.shared.accounts.registry import SUBJECTS, Power, gives_own_data
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import BEYOND, Publication
from staffroom.shared.publications.queries.threads import Head
from staffroom.shared.publications.registry import Card, register_card
from staffroom.ui.navigation import Asker, Entry, Place, address_of, members, offer

Part = tuple[str, dict[str, Any]] | None
MOST_ON_PAGE = 5  # shelves told of on a community's page


def _nothing(_scope: Any) -> dict[str, Any]:
    return {}


def _begun(publication: Publication) -> dict[str, Any]:
    row = Wish.objects.filter(publication=publication).first()
    if row is None:
        return {}
    last = row.grade_to if row.grade_to != row.grade_from else None
    return {
        "what": row.what, "subject": row.subject, "grade_from": row.grade_from or "", "grade_to": last or "",
    }  # fmt: skip


def _is_ready(_publication: Publication) -> None:
    """Words alone are enough: a theme or a subject only finds the other side sooner."""


for _kind in (registry.SEEK, registry.SHARE):
    register_card(
        _kind,
        Card(form=WishForm, options=_nothing, begun=_begun, keep=keep_wish, ready=_is_ready),
    )


def _address(asker: Asker) -> str | None:
    district = asker.district
    return address_of("collections:list", district.slug) if district else None


def _new(code: str) -> Any:
    def address(_asker: Asker) -> str:
        return f"/p/new/{code}/"

    return address


offer(
    Entry(
        place=Place.RAIL, code="collections", label=gettext_noop("Подборки"), icon="list",
        address=_address, order=32,
    )
)  # fmt: skip
for _kind in (registry.SEEK, registry.SHARE):
    offer(
        Entry(
            place=Place.CREATE, code=_kind.code, label=_kind.new_label, address=_new(_kind.code),
            icon=_kind.icon, order=_kind.order, seen_by=members,
        )
    )  # fmt: skip


@place("publications.menu", order=27)
def menu_lines(*, request: Request, head: Head) -> tuple[MenuLine, ...]:
    """Put it on a shelf; recommend it; pick it for the week. No query."""
    viewer = request.viewer
    if viewer.is_guest or head.status != "published":
        return ()
    lines = [MenuLine(_("В подборку"), f"/p/{head.pid}/collect/", "list")]
    if moderates_somewhere(viewer):
        lines.append(MenuLine(_("Рекомендовать"), f"/p/{head.pid}/recommend/", "forward"))
    if head.audience in BEYOND and viewer.has(Power.MODERATE, ("district", head.district_id)):
        lines.append(MenuLine(_("Выбор недели"), f"/p/{head.pid}/pick/", "pin"))
    return tuple(lines)


@place("publications.head", order=12)
def wish(*, request: Request, head: Head) -> Part:
    """What is looked for or shared, and what of the other side fits it."""
    if head.kind not in registry.EXCHANGE:
        return None
    row = Wish.objects.filter(publication=head.id).first()
    if row is None:
        return None
    found = SUBJECTS.get(row.subject)
    standing = Publication(
        pk=head.id, kind=head.kind, district_id=head.district_id, theme=head.theme,
        author_id=head.author_id,
    )  # fmt: skip
    is_open = head.status == "published" and head.closed_at is None
    return "collections/wish.html", {
        "facts": [
            (_("Что это"), registry.GIVEN.get(row.what, "")),
            (_("Предмет"), found.label if found else ""),
            (_("Класс"), exchange.grades_words(row)),
        ],
        "answers": exchange.answers(request.viewer, standing) if is_open else (),
        "is_search": head.kind == registry.SEEK.code,
        "is_open": is_open,
        "pool": f"/{head.district_slug}/exchange/",
    }


@place("communities.about", order=35)
def of_community(*, request: Request, community: Community) -> Part:
    """What is recommended to the community, its shelves and digests."""
    viewer, district_id = request.viewer, community.district_id
    advised = advice.advised(viewer, community.pk)
    listed = shelves.listed(viewer, district_id, community_id=community.pk, most=MOST_ON_PAGE)
    if not advised and not listed:
        return None
    return "collections/about.html", {
        "advised": advised, "shelves": listed, "district": community.district,
        "all": f"{address_of('collections:list', community.district.slug)}?in={community.pid}",
    }  # fmt: skip


@place("site.front", order=20)
def on_front(*, request: Request, district: District) -> Part:
    """The pick of the week and what is recommended to everybody (TV-1.1.b, OL-2.1.5)."""
    today = timezone.localdate(now(), ZoneInfo(district.time_zone))
    picked, advised = advice.on_front(request.viewer, district.pk, on=today)
    if picked is None and not advised:
        return None
    return "collections/front.html", {"pick": picked, "advised": advised}


@gives_own_data("collections", title="Мои подборки")
def own_collections(person_id: int) -> Iterator[dict[str, Any]]:
    """Shelves that the person began, with what he wrote."""
    rows = Collection.objects.filter(owner=person_id).select_related("district")
    for row in rows.order_by("made_at", "pk"):
        yield {
            "Адрес": f"/{row.district.slug}/collections/{row.pid}/",
            "Название": row.title,
            "Для чего": row.purpose,
            "Кто видит": row.get_openness_display(),
            "Начата": row.made_at,
        }
