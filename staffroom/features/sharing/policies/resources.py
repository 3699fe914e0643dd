"""Who offers resources, who asks for them, who answers, who sees what was asked."""

from datetime import date

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.sharing.models import RequestState, Resource, ResourceRequest
from staffroom.features.sharing.policies import places
from staffroom.shared.communities.registry import district_ids
from staffroom.shared.organizations.models import District

State = RequestState


def visible_resources(viewer: Viewer) -> QuerySet[Resource]:
    """What stands on the boards of one's networks; one's own closed ones too."""
    if viewer.is_system:
        return Resource.objects.all()
    if viewer.person_id is None:
        return Resource.objects.none()
    here = Q(district__in=district_ids(viewer.tokens))
    mine = Q(organization__in=places.own(viewer).values("pk")) | Q(responsible=viewer.person_id)
    asked = Q(requests__person=viewer.person_id)
    seen = Q(closed_at=None) | mine | Q(pk__in=Resource.objects.filter(asked).values("pk"))
    return Resource.objects.filter((here & seen) | Q(district__in=places.overseen(viewer)))


def visible_requests(viewer: Viewer) -> QuerySet[ResourceRequest]:
    """One's own, those to oneself, those of one's organisations; all where one keeps organisations."""
    if viewer.is_system:
        return ResourceRequest.objects.all()
    if viewer.person_id is None:
        return ResourceRequest.objects.none()
    me, ours = viewer.person_id, places.own(viewer).values("pk")
    side = Q(person=me) | Q(resource__responsible=me)
    side |= Q(organization__in=ours) | Q(resource__organization__in=ours)
    here = Q(resource__district__in=district_ids(viewer.tokens))
    return ResourceRequest.objects.filter(
        (here & side) | Q(resource__district__in=places.overseen(viewer))
    )


def may_offer(actor: Viewer, district: District) -> Verdict:
    """Offer something: whoever speaks for an organisation here."""
    looks = places.may_look(actor, district.pk)
    if not looks:
        return looks
    if places.spoken_for(actor, district).exists():
        return ALLOW
    return deny("Ресурсы предлагает руководитель или представитель организации.")


def gives(actor: Viewer, resource: Resource) -> bool:
    """True for those who answer for a resource: its responsible person, whoever speaks for its owner."""
    is_his = actor.person_id is not None and actor.person_id == resource.responsible_id
    if is_his and places.is_of_network(actor, resource.district_id):
        return True
    return places.speaks_for(actor, resource.organization)


def may_change(actor: Viewer, resource: Resource) -> Verdict:
    """Change it or take it off the board."""
    if not places.may_look(actor, resource.district_id):
        return HIDE
    if gives(actor, resource):
        return ALLOW
    return deny("Сведения меняет тот, кто отвечает за ресурс.")


def may_ask(actor: Viewer, resource: Resource, today: date) -> Verdict:
    """Ask for it: anybody who works in another organisation of the network."""
    if not places.is_of_network(actor, resource.district_id):
        return HIDE
    if not resource.is_offered_on(today):
        return deny("Этот ресурс больше не предлагают.")
    others = places.worked_in(actor, resource.district).exclude(pk=resource.organization_id)
    if not others.exists():
        return deny("Просят сотрудники других организаций района.")
    return ALLOW


def may_answer(actor: Viewer, request: ResourceRequest) -> Verdict:
    """Promise or refuse: those who answer for the resource, never about one's own request."""
    if not gives(actor, request.resource):
        return _beside(actor, request, "Отвечает тот, у кого просят.")
    if request.state != State.ASKED:
        return deny("На просьбу уже ответили.")
    if actor.person_id is not None and actor.person_id == request.person_id:
        return deny("На свою просьбу отвечает другой человек.")
    return ALLOW


def may_withdraw(actor: Viewer, request: ResourceRequest) -> Verdict:
    """Ask no longer: who asked, and whoever speaks for his organisation, while nothing came of it."""
    if not _asks(actor, request):
        return _beside(actor, request, "Просьбу снимает тот, кто просил.")
    if request.state not in {State.ASKED, State.PROMISED}:
        return deny("Снимать уже нечего.")
    return ALLOW


def may_settle(actor: Viewer, request: ResourceRequest, today: date) -> Verdict:
    """Say how it went: either side, from the first day on."""
    if not _asks(actor, request) and not gives(actor, request.resource):
        return _beside(actor, request, "Отмечают те, кто договаривался.")
    if request.state != State.PROMISED:
        return deny("Отмечать можно то, о чём договорились.")
    if today < request.starts_on:
        return deny(f"Отметить можно с {request.starts_on:%d.%m.%Y}.")
    return ALLOW


def _asks(actor: Viewer, request: ResourceRequest) -> bool:
    if not places.is_of_network(actor, request.resource.district_id):
        return False
    is_his = actor.person_id is not None and actor.person_id == request.person_id
    return is_his or places.speaks_for(actor, request.organization)


def _beside(actor: Viewer, request: ResourceRequest, reason: str) -> Verdict:
    seen = visible_requests(actor).filter(pk=request.pk).exists()
    return deny(reason) if seen else HIDE
