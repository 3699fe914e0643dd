"""One community out of another, or two made one: people, roles, menu, ties and place are kept (BB-7.1.4.a).

Whoever may reshape is judged by the feature that leads it; content follows by `publications`. What was
decided stands in the history of both.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.richtext import clean
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities import events
from staffroom.shared.communities.actions import conduct, counts, groups, members, roles, states
from staffroom.shared.communities.actions.menu import OURS
from staffroom.shared.communities.models import (
    Community,
    CommunityKind,
    CommunityState,
    ConductText,
    Membership,
    MembershipState,
    Order,
    Participation,
    Partnership,
    RoleGrant,
    ScopeKind,
    Section,
    SectionKind,
)
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.communities.queries import rules
from staffroom.ui.words import in_quotes

INHERITED = (
    "positions",
    "subjects",
    "functions",
    "audience_words",
    "themes",
    "levels",
    "aspects",
    "is_public",
)
Kept = MembershipState


@transaction.atomic
def found_from(
    *,
    source: Community,
    parent: Community | None,
    kind: str,
    name: str,
    goal: str,
    people: Sequence[Person],
    leader: Person | None,
    sections: Collection[int],
    basis: str,
    order: Order | None,
    actor: Viewer,
    at: datetime,
) -> Community:
    """Found a community out of another: its goal, regulation and rules of conduct are inherited (OL-3.7.b).

    Args:
        source: where it comes from.
        parent: under which it stands, None for by itself.
        kind: what it becomes.
        name: its name.
        goal: its goal; the source's, unless somebody words it more narrowly.
        people: members of the source who are in it from the first day.
        leader: who leads it; one of them.
        sections: keys of tagged menu items of the source that it takes over.
        basis: whose decision it is.
        order: the order, where the regulation asks for one.
        actor: who carries it out, judged before.
        at: now.

    Raises:
        DomainError: the name is taken, or the regulation asks for more people.
    """
    judged = _for_all(actor)
    made = groups.open_community(
        district=source.district, kind=kind, name=name, goal=goal, actor=judged, at=at, parent=parent,
        base_organization=source.base_organization, order=order,
        basis=order.words if order else basis, **{one: getattr(source, one) for one in INHERITED},
    )  # fmt: skip
    _live_as(made, source, actor, at)
    _copy_sections(made, source, sections)
    for one in people:
        members.join_founder(community=made, person=one, actor=actor, at=at, comes_over=True)
    role = rules.leading_role(made)
    if leader is not None and role:
        words = order.words if order else basis
        roles.grant_role(person=leader, role=role, scope=made, actor=judged, at=at, basis=words)
    if made.state == CommunityState.DRAFT:
        states.move_state(
            community=made, to=CommunityState.ACTIVE, actor=judged, at=at, basis=basis, order=order
        )
    _note(made, f"Выделилось из {in_quotes(source.name)}", basis, order, actor, at)
    _note(source, f"Выделилось {in_quotes(made.name)}", basis, order, actor, at)
    return made


def _live_as(made: Community, source: Community, actor: Viewer, at: datetime) -> None:
    """The same regulation and the same rules of conduct."""
    if made.profile_id != source.profile_id:
        made.profile_id = source.profile_id
        made.save(update_fields=["profile"])
    text = ConductText.objects.filter(community=source, number=source.conduct_n).first()
    if text is not None and not text.is_standard:
        conduct.word_anew(made, clean(text.html), is_standard=False, actor=actor, at=at)


def _copy_sections(made: Community, source: Community, chosen: Collection[int]) -> None:
    """The chosen items, and all that keep words for members: what was closed stays closed (PD-3.2)."""
    rows = Section.objects.filter(community=source, kind=SectionKind.TAG)
    taken = rows.filter(Q(pk__in=list(chosen)) | Q(is_for_members=True)).order_by("place", "pk")
    _add_sections(made, [Section(
        kind=one.kind, title=one.title, slug=one.slug, tag=one.tag, is_shown=one.is_shown,
        is_for_members=one.is_for_members,
    ) for one in taken])  # fmt: skip
    rows.filter(pk__in=list(chosen), is_for_members=False).update(is_shown=False)


def _add_sections(to: Community, sections: Sequence[Section]) -> None:
    rows = Section.objects.filter(community=to)
    taken = set(rows.values_list("slug", flat=True))
    last = rows.aggregate(last=Max("place"))["last"] or 0
    for place, one in enumerate(sections, last + 1):
        base, n = one.slug[:56], 2
        while one.slug in taken:
            one.slug, n = f"{base}-{n}", n + 1
        taken.add(one.slug)
        one.community, one.place = to, place
        one.save()


@transaction.atomic
def stand_alone(
    *, community: Community, kind: str, basis: str, order: Order | None, actor: Viewer, at: datetime
) -> Community:
    """A section becomes a community of its own kind inside its parent, with all it has (OL-3.7.b).

    Raises:
        Stale: it is no section at work any more.
    """
    light = Community.objects.filter(
        pk=community.pk, kind=CommunityKind.SECTION, state=CommunityState.ACTIVE
    )
    words = order.words if order else basis
    if not light.update(kind=kind, basis=words[:255]):
        raise Stale("Секция уже изменилась: обновите страницу.")
    community.kind, community.basis = kind, words[:255]
    parent = community.parent
    if parent is not None:
        _note(community, f"Выделилось из {in_quotes(parent.name)}", basis, order, actor, at)
        _note(parent, f"Выделилось {in_quotes(community.name)}", basis, order, actor, at)
    publish(
        events.CommunityChanged(
            district_id=community.district_id, actor_id=actor.person_id,
            community_id=community.pk, fields=("kind", "basis"),
        )
    )  # fmt: skip
    return community


@transaction.atomic
def let_out(*, community: Community, people: Sequence[Person], actor: Viewer, at: datetime) -> None:
    """Those who went over to the other half are no members here any more."""
    for one in people:
        members.part(community=community, person=one, actor=actor, at=at)


@transaction.atomic
def gather_into(
    *, source: Community, target: Community, basis: str, actor: Viewer, at: datetime
) -> int:
    """People of the source are people of the target, with their roles and the added menu; how many are new.

    They stay in the source till `dissolve_into`, so that nobody loses what he reads for a moment.
    """
    inside = Membership.objects.filter(community=source, state__in=PRESENT).order_by("pk")
    there = {row.person_id: row for row in Membership.objects.filter(community=target)}
    new = 0
    for row in inside.select_related("person"):
        standing = there.get(row.person_id)
        if standing is not None and standing.state in {row.state, Kept.ACTIVE}:
            continue
        state = Kept(row.state)
        if standing is None:
            Membership.objects.create(community=target, person=row.person, state=state, since=at)
        else:
            Membership.objects.filter(pk=standing.pk).update(state=state, since=at, words="")
        new += 1
        publish(
            events.MemberCameOver(
                district_id=target.district_id, actor_id=actor.person_id,
                community_id=target.pk, person_id=row.person_id,
            )
        )  # fmt: skip
    counts.recount_members(target)
    _carry_roles(source, target, basis, actor, at)
    added = Section.objects.filter(community=source).exclude(kind__in=OURS)
    _add_sections(target, list(added.order_by("place", "pk")))
    return new


def _carry_roles(
    source: Community, target: Community, basis: str, actor: Viewer, at: datetime
) -> None:
    held = RoleGrant.objects.filter(scope_kind=ScopeKind.COMMUNITY, to_at=None)
    there = set(held.filter(scope_id=target.pk).values_list("person_id", "role"))
    for grant in held.filter(scope_id=source.pk).select_related("person").order_by("pk"):
        known = rules.role_in(target, grant.role)
        if known is not None and (grant.person_id, grant.role) not in there:
            roles.grant_role(
                person=grant.person, role=grant.role, scope=target, actor=_for_all(actor), at=at,
                basis=basis[:255], is_acting=grant.is_acting,
            )  # fmt: skip


@transaction.atomic
def dissolve_into(
    *,
    source: Community,
    target: Community,
    basis: str,
    order: Order | None,
    actor: Viewer,
    at: datetime,
) -> None:
    """The source has become part of the target: its address leads there, it is kept in the archive.

    Raises:
        DomainError: a community inside it has the name of one inside the target.
        Stale: it was merged meanwhile.
    """
    judged = _for_all(actor)
    _keep_children(source, target, judged)
    _carry_waiting(source, target)
    _carry_ties(source, target)
    if not Community.objects.filter(pk=source.pk, merged_into=None).update(merged_into=target):
        raise Stale("Сообщество уже влилось в другое: обновите страницу.")
    source.merged_into = target
    publish(
        events.CommunityMerged(
            district_id=source.district_id, actor_id=actor.person_id, community_id=source.pk,
            into_id=target.pk,
        )
    )  # fmt: skip
    grants = RoleGrant.objects.filter(
        scope_kind=ScopeKind.COMMUNITY, scope_id=source.pk, to_at=None
    )
    for grant in grants.order_by("pk"):
        roles.end_role(grant=grant, actor=judged, at=at)
    Membership.objects.filter(community=source, state__in=PRESENT).update(state=Kept.LEFT, since=at)
    states.move_state(
        community=source, to=CommunityState.ARCHIVED, actor=judged, at=at, order=order, basis=basis,
        words=f"Влилось в {in_quotes(target.name)}.",
    )  # fmt: skip
    _note(target, f"Влилось {in_quotes(source.name)}", basis, order, actor, at)
    for one in (source, target):
        one.refresh_from_db(fields=["path"])
        counts.recount_members(one)


def _keep_children(source: Community, target: Community, judged: Viewer) -> None:
    names = set(Community.objects.filter(parent=target).values_list("name", flat=True))
    children = Community.objects.filter(parent=source).exclude(pk=target.pk)
    for child in children.select_related("district").order_by("pk"):
        if child.name in names:
            raise DomainError(
                f"И там, и там есть {in_quotes(child.name)}: сначала переименуйте одно из двух."
            )
        groups.move_community(community=child, parent=target, actor=judged)


def _carry_waiting(source: Community, target: Community) -> None:
    """Who was invited or asks goes on waiting there; who stands there already, does not."""
    known = Membership.objects.filter(community=target).values("person")
    waiting = Membership.objects.filter(community=source, state__in=(Kept.INVITED, Kept.ASKED))
    waiting.exclude(person__in=known).update(community=target)


def _carry_ties(source: Community, target: Community) -> None:
    places = Participation.objects.filter(community=target).values("organization")
    Participation.objects.filter(community=source).exclude(organization__in=places).update(
        community=target
    )
    both = Q(proposer=source, partner=target) | Q(proposer=target, partner=source)
    Partnership.objects.filter(both).delete()
    known = {
        key
        for pair in Partnership.objects.filter(
            Q(proposer=target) | Q(partner=target)
        ).values_list("proposer_id", "partner_id")
        for key in pair
    }  # fmt: skip
    for tie in Partnership.objects.filter(Q(proposer=source) | Q(partner=source)).order_by("pk"):
        other = tie.partner_id if tie.proposer_id == source.pk else tie.proposer_id
        if other in known:
            continue
        known.add(other)
        side = "proposer" if tie.proposer_id == source.pk else "partner"
        setattr(tie, side, target)
        tie.save(update_fields=[side])


def _note(
    community: Community,
    words: str,
    basis: str,
    order: Order | None,
    actor: Viewer,
    at: datetime,
) -> None:
    said = f"{words}: {order.words if order else basis}"
    states.keep_transition(
        community, was=community.state, basis=said, order=order, actor=actor, at=at
    )


def _for_all(actor: Viewer) -> Viewer:
    """The same person with every right: what he may do was judged before."""
    return replace(actor, is_system=True)
