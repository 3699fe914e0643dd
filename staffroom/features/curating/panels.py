"""Curators on the pages of others: the card of a community, its management, Home, own data."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.features.curating import policies, queries
from staffroom.features.curating.models import Ward
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.communities.models import Community

Part = tuple[str, dict[str, Any]] | None


def address(community: Community) -> str:
    """The address of a community that was loaded with its district."""
    return f"/{community.district.slug}/c/{community.pid}-{community.slug}/"


@place("communities.manage", order=40)
def managed(*, request: Request, community: Community) -> Part:
    """The way to entrusting, where the regulation knows curators."""
    if not queries.has_curators(community) or not policies.may_entrust(request.viewer, community):
        return None
    return "curating/managed.html", {"url": f"{address(community)}manage/listeners/"}


@place("communities.about", order=60)
def about(*, request: Request, community: Community) -> Part:
    """One's own curator, or the way to one's listeners."""
    if not queries.has_curators(community):
        return None
    guides = bool(policies.may_guide(request.viewer, community))
    curator = queries.curator_of(request.viewer, community)
    if not guides and curator is None:
        return None
    url = f"{address(community)}listeners/" if guides else ""
    return "curating/about.html", {"url": url, "curator": curator}


@place("home.side", order=40)
def on_home(*, request: Request, **_context: Any) -> Part:
    """A curator's communities with the number of his listeners."""
    keys = policies.guided_ids(request.viewer)
    if not keys or request.viewer.person_id is None:
        return None
    rows = queries.ward_counts(request.viewer.person_id, keys)
    return "curating/home.html", {
        "rows": [(one, f"{address(one)}listeners/", n) for one, n in rows]
    }


@gives_own_data("curating", title="Кураторы и слушатели")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """Whom the person curates, and who curates him: his own part alone, without others' names."""
    as_curator = Ward.objects.filter(curator=person_id)
    as_listener = Ward.objects.filter(listener=person_id)
    for words, rows in (("Куратор", as_curator), ("Слушатель", as_listener)):
        for row in rows.select_related("community").order_by("since", "pk"):
            yield {"Сообщество": row.community.name, "Кем": words, "С": row.since}
