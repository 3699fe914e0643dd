"""Reading who writes together."""

from typing import NamedTuple

from staffroom.core.viewer import Viewer
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.models import Coauthor, CoauthorState, Publication
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME
from staffroom.shared.publications.queries.threads import Head


class Name(NamedTuple):
    """A co-author as this viewer may know him; no card for a guest without the person's consent."""

    name: str
    pid: str
    workplace: str


def names(viewer: Viewer, head: Head) -> list[Name]:
    """Those who agreed, in the order in which they did."""
    rows = Coauthor.objects.filter(publication=head.id, state=CoauthorState.ACCEPTED)
    found = rows.order_by("agreed_at", "pk").values_list(
        "person__name", "person__pid", "person__workplace", "person__is_public_name"
    )
    knows = knows_people(viewer, head.district_id)
    return [
        Name(name, pid, workplace) if is_public or knows else Name(HIDDEN_NAME, "", "")
        for name, pid, workplace, is_public in found
    ]


class Together(NamedTuple):
    """The co-authors of a page, and whether the viewer is one of them."""

    names: tuple[Name, ...] = ()
    own: bool = False


def together(viewer: Viewer, head: Head) -> Together:
    """Co-authors for the page of a publication: no query where there are none."""
    if not head.coauthor_n:
        return Together()
    found = tuple(names(viewer, head))
    return Together(found, own=bool(viewer.pid) and any(one.pid == viewer.pid for one in found))


def everybody(publication: Publication) -> list[Coauthor]:
    """Invited and agreed, for the author."""
    rows = Coauthor.objects.filter(publication=publication).select_related("person")
    return list(rows.order_by("invited_at", "pk"))


def own(viewer: Viewer, publication: Publication) -> Coauthor | None:
    """The viewer's own invitation or co-authorship."""
    if viewer.person_id is None:
        return None
    return Coauthor.objects.filter(publication=publication, person=viewer.person_id).first()
