"""Opening, changing, moving and closing communities."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.ids import slug_of
from staffroom.core.policy import require
from staffroom.core.sorting import sort_key
from staffroom.core.viewer import Viewer
from staffroom.shared.communities import events
from staffroom.shared.communities.actions import counts
from staffroom.shared.communities.actions.conduct import standard_text, word_anew
from staffroom.shared.communities.actions.menu import first_menu
from staffroom.shared.communities.actions.states import keep_transition
from staffroom.shared.communities.models import Community, CommunityKind, CommunityState, Order
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import rules
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.regulations.models import DistrictProfile

EDITABLE = (
    "name", "goal", "about_html", "about_plain", "themes", "levels", "aspects", "positions",
    "subjects", "functions", "audience_words",
    "base_organization", "basis", "is_public", "vk_page", "starts_on", "ends_on",
)  # fmt: skip


# What an order of creation says of a community: those who run it do not change it (BT-X.2).
ORDER_DATA = ("name", "goal", "base_organization", "basis", "starts_on", "ends_on")


class NameTaken(DomainError):
    """Two communities side by side may not bear one name."""

    def __init__(self) -> None:
        super().__init__(
            "Сообщество с таким названием здесь уже есть. Назовите иначе.", field="name"
        )


class TermStands(DomainError):
    """A term is neither prolonged nor cut silently: that is asked for and decided (BT-X.1)."""

    def __init__(self) -> None:
        super().__init__(
            "Срок работающего сообщества меняют решением: «Срок и итоги».", field="ends_on"
        )


class CannotMove(DomainError):
    """The new place is inside the community itself, or in another district."""


@transaction.atomic
def open_community(
    *,
    district: District,
    kind: str,
    name: str,
    goal: str,
    actor: Viewer,
    at: datetime,
    parent: Community | None = None,
    base_organization: Organization | None = None,
    order: Order | None = None,
    is_prepared: bool = False,
    **details: Any,
) -> Community:
    """Open a community with its first menu (BB-1.9.a, PD-1.2.a).

    It works from this moment, unless the regulation asks for a least number of people
    (`membership.min`) or for an order that is not named (`creation.mode`): then it is prepared first. So it
    is when its own order is being drafted (`is_prepared`), be it a part that needs none by itself.

    Raises:
        NameTaken: its neighbour has this name.
        CannotMove: the parent belongs to another district.
    """
    require(policies.may_open(actor, district.pk, parent))
    if parent is not None and parent.district_id != district.pk:
        raise CannotMove("Вышестоящее сообщество из другого района.")
    community = Community(
        district=district,
        parent=parent,
        kind=kind,
        name=name,
        slug=slug_of(name),
        sort_key=sort_key(name),
        goal=goal,
        base_organization=base_organization,
        profile_id=parent.profile_id if parent else _profile_id(district),
        created_at=at,
        active_at=at,
        **_known(details),
    )
    community.basis = order.words if order else community.basis
    waits = is_prepared or (order is None and rules.begins_by_order(community))
    if waits or rules.least_of(community):
        community.state = CommunityState.DRAFT
    _save_named(community)
    community.path = f"{parent.path if parent else '/'}{community.pk}/"
    community.save(update_fields=["path"])
    first_menu(community)
    word_anew(community, standard_text(), is_standard=True, actor=actor, at=at)
    keep_transition(community, was="", basis=community.basis, order=order, actor=actor, at=at)
    publish(
        events.CommunityOpened(
            district_id=district.pk, actor_id=actor.person_id, community_id=community.pk
        )
    )
    return community


@transaction.atomic
def change_community(
    *, community: Community, changes: Mapping[str, Any], actor: Viewer
) -> Community:
    """Change the card of a community; only what differs is written and named in the journal."""
    require(policies.may_change(actor, community))
    differs = [
        field for field, value in _known(changes).items() if getattr(community, field) != value
    ]
    if not differs:
        return community
    if "ends_on" in differs and policies.term_stands(community):
        raise TermStands
    if set(differs) & set(ORDER_DATA):
        require(policies.may_change_order_data(actor, community))
    for field in differs:
        setattr(community, field, changes[field])
    if "name" in differs:
        community.slug, community.sort_key = slug_of(community.name), sort_key(community.name)
        _save_named(community, fields=[*differs, "slug", "sort_key"])
    else:
        community.save(update_fields=differs)
    publish(
        events.CommunityChanged(
            district_id=community.district_id,
            actor_id=actor.person_id,
            community_id=community.pk,
            fields=tuple(differs),
        )
    )
    return community


@transaction.atomic
def move_community(*, community: Community, parent: Community | None, actor: Viewer) -> Community:
    """Put a community with everything below it under another parent; members and content stay (BB-7.1.4.a).

    Raises:
        CannotMove: the new parent is the community itself, stands below it, or is of another district.
    """
    require(policies.may_move(actor, community))
    if parent is not None:
        require(policies.may_open(actor, community.district_id, parent))
        if community.pk in parent.line:
            raise CannotMove("Сообщество нельзя поместить внутрь него самого.", field="parent")
        if parent.district_id != community.district_id:
            raise CannotMove("Вышестоящее сообщество из другого района.", field="parent")
    old_path, old_line = community.path, community.line
    new_path = f"{parent.path if parent else '/'}{community.pk}/"
    community.parent = parent
    for moved in Community.objects.filter(path__startswith=old_path).order_by("pk"):
        moved.path = new_path + moved.path[len(old_path) :]
        moved.parent = parent if moved.pk == community.pk else moved.parent
        moved.save(update_fields=["path", "parent"])
    community.path = new_path
    counts.recount_families({*old_line, *community.line} - {community.pk})
    publish(
        events.CommunityMoved(
            district_id=community.district_id,
            actor_id=actor.person_id,
            community_id=community.pk,
            parent_id=parent.pk if parent else None,
        )
    )
    return community


def open_preset(
    *, district: District, listed: Sequence[Mapping[str, Any]], actor: Viewer, at: datetime
) -> list[Community]:
    """Open the ready groups of the regulation in one step, but for the names that stand already (TV-A.1).

    `listed` is the value of `structure.group_list`.
    """
    with transaction.atomic():
        standing = set(
            Community.objects.filter(district=district, parent=None).values_list("name", flat=True)
        )
        return [
            open_community(
                district=district,
                kind=CommunityKind.PERMANENT,
                name=group["name"],
                goal=f"Обмен опытом и взаимная помощь: {group['participants'][:1].lower()}{group['participants'][1:]}"[
                    :400
                ],
                actor=actor,
                at=at,
                audience_words=group["participants"],
                vk_page=group.get("page", ""),
                positions=list(group.get("positions", [])),
                subjects=list(group.get("subjects", [])),
                functions=list(group.get("functions", [])),
            )
            for group in listed
            if group["name"] not in standing
        ]


def _profile_id(district: District) -> int:
    """The profile that a community standing by itself begins with: the district's."""
    return DistrictProfile.objects.values_list("profile_id", flat=True).get(district=district)


def _known(details: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(details) - set(EDITABLE)
    if unknown:
        message = f"not editable fields of a community: {sorted(unknown)}"
        raise TypeError(message)
    return dict(details)


def _save_named(community: Community, *, fields: Sequence[str] | None = None) -> None:
    taken = Community.objects.filter(
        district=community.district_id, parent=community.parent_id, name=community.name
    ).exclude(pk=community.pk)
    if taken.exists():  # the constraint does not see two NULL parents as equal
        raise NameTaken
    try:
        with transaction.atomic():
            community.save(update_fields=fields)
    except IntegrityError as clash:
        raise NameTaken from clash
