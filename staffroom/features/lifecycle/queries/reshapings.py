"""What a change of shape will do, how far it has come, where a community came from and went to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from staffroom.core.errors import Absent
from staffroom.core.files import bytes_of_things
from staffroom.core.lookups import one_or_none
from staffroom.core.paging import First
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle.models import Reshaping, ReshapingKind, ReshapingState
from staffroom.features.lifecycle.policies import reshapings as policies
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import (
    Community,
    CommunityState,
    Membership,
    MembershipState,
    RoleGrant,
    ScopeKind,
    Section,
    SectionKind,
)
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.space import space_of
from staffroom.shared.publications.models import (
    Comment,
    Placement,
    Publication,
    PublicationStatus,
)
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import COMMENT_FILES, PUBLICATION_FILES
from staffroom.ui.words import in_quotes

Kind = ReshapingKind
RELATED = (
    "source__district", "source__profile", "source__parent", "source__base_organization", "target",
    "target__district", "target__profile", "result", "was_in", "leader", "made_by", "decided_by",
    "order",
)  # fmt: skip
MOST_CHOICES = 200
MOST_UNDER_WAY = 20


def reshaping(viewer: Viewer, community: Community, pid: str) -> Reshaping:
    """One change of shape.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    found = one_or_none(
        Reshaping.objects.filter(source=community, pid=pid).select_related(*RELATED)
    )
    if found is None or not policies.may_see_one(viewer, found):
        raise Absent
    return found


def of(key: int) -> Reshaping:
    """One by its key, for what follows from facts."""
    return Reshaping.objects.select_related(*RELATED).get(pk=key)


def going_over(reshaping: Reshaping) -> QuerySet[Publication]:
    """Publications that go over and have not yet: whatever their state, drafts of their authors too."""
    source = reshaping.source_id
    if reshaping.kind == Kind.MERGE:
        placed = Placement.objects.filter(community=source)
        return Publication.objects.filter(
            Q(home_community=source) | Q(pk__in=placed.values("publication"))
        )
    here = Publication.objects.filter(home_community=source)
    if reshaping.kind not in policies.FOUNDS:
        return here.none()
    if reshaping.takes_all:
        return here
    tags = _tags(reshaping)
    chosen = Q(pk__in=list(reshaping.publication_ids))
    if tags:
        chosen |= Q(taggings__tag__name__in=tags)
    return here.filter(pk__in=here.filter(chosen).values("pk"))


def _tags(reshaping: Reshaping) -> list[str]:
    rows = Section.objects.filter(community=reshaping.source_id, pk__in=list(reshaping.section_ids))
    return [tag.casefold() for tag in rows.values_list("tag", flat=True) if tag]


def sections(community: Community) -> QuerySet[Section]:
    """Menu items that gather publications by a tag: what may become a community of its own."""
    rows = Section.objects.filter(community=community, kind=SectionKind.TAG).exclude(tag="")
    return rows.order_by("place", "pk")


def people(community: Community) -> QuerySet[Person]:
    """Members, by name."""
    rows = Person.objects.filter(
        memberships__community=community, memberships__state__in=PRESENT, is_active=True
    )
    return rows.order_by("sort_key", "pk")


def offered(viewer: Viewer, community: Community) -> QuerySet[Publication]:
    """Publications that may be chosen one by one, the newest first."""
    rows = (
        visible_publications(viewer)
        .filter(home_community=community, status=PublicationStatus.PUBLISHED)
        .order_by("-bumped_at", "-pk")
    )
    keys = list(rows.values_list("pk", flat=True)[:MOST_CHOICES])
    return Publication.objects.filter(pk__in=keys).order_by("-bumped_at", "-pk")


def targets(viewer: Viewer, community: Community) -> list[tuple[str, str]]:
    """Communities that another may become part of, as options of a form."""
    rows = groups.visible_communities(viewer).filter(
        district=community.district_id, state=CommunityState.ACTIVE
    )
    found = rows.exclude(pk=community.pk).order_by("sort_key", "pk")
    return [(one.pid, one.name) for one in found if policies.manages(viewer, one)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What will happen, counted before it does."""

    member_n: int = 0
    names: Sequence[str] = ()
    known_n: int = 0  # of them there already
    topic_n: int = 0
    reply_n: int = 0
    file_n: int = 0
    file_bytes: int = 0
    child_n: int = 0
    section_n: int = 0
    leaders: Sequence[str] = ()
    is_over_space: bool = False
    by_order: bool = False
    warnings: Sequence[str] = field(default_factory=tuple)


def preview(reshaping: Reshaping) -> Preview:
    """Members, topics, replies, files, what stands inside; a fixed number of queries."""
    source, target = reshaping.source, reshaping.target
    if reshaping.kind in {Kind.MOVE, Kind.INDEPENDENCE}:
        return _whole(reshaping)
    chosen = going_over(reshaping)
    figures = chosen.filter(status=PublicationStatus.PUBLISHED).aggregate(
        n=Count("pk"), replies=Sum("comment_n")
    )
    keys = list(chosen.values_list("pk", flat=True))
    replies = Comment.objects.filter(publication__in=keys, file_n__gt=0)
    size = bytes_of_things(
        {PUBLICATION_FILES: keys, COMMENT_FILES: list(replies.values_list("pk", flat=True))}
    )
    file_n = (chosen.aggregate(n=Sum("file_n"))["n"] or 0) + (
        replies.aggregate(n=Sum("file_n"))["n"] or 0
    )
    inside = _members(reshaping)
    known = 0
    if target is not None and reshaping.kind == Kind.MERGE:
        there = Membership.objects.filter(community=target, state=MembershipState.ACTIVE)
        known = there.filter(person__in=inside.values("pk")).count()
    return Preview(
        member_n=inside.count(), names=[one.name for one in inside[:30]], known_n=known,
        topic_n=figures["n"], reply_n=figures["replies"] or 0, file_n=file_n, file_bytes=size,
        child_n=_inside_n(source) if reshaping.kind == Kind.MERGE else 0,
        section_n=len(reshaping.section_ids), leaders=_leaders(reshaping),
        is_over_space=target is not None and size > space_of(target).left,
        by_order=policies.order_asked(reshaping), warnings=_warnings(reshaping),
    )  # fmt: skip


def _whole(reshaping: Reshaping) -> Preview:
    source = reshaping.source
    return Preview(
        member_n=source.member_n, topic_n=source.publication_n, file_bytes=source.file_bytes,
        child_n=_inside_n(source), by_order=policies.order_asked(reshaping),
    )  # fmt: skip


def _inside_n(community: Community) -> int:
    rows = Community.objects.filter(path__startswith=community.path, merged_into=None)
    return rows.exclude(pk=community.pk).count()


def _members(reshaping: Reshaping) -> QuerySet[Person]:
    inside = people(reshaping.source)
    if reshaping.kind == Kind.MERGE:
        return inside
    return inside.filter(pk__in=list(reshaping.person_ids))


def chosen_people(reshaping: Reshaping) -> list[Person]:
    """Those who go over and are members still."""
    return list(_members(reshaping))


def _leaders(reshaping: Reshaping) -> list[str]:
    if reshaping.kind != Kind.MERGE:
        return [reshaping.leader.name] if reshaping.leader else []
    rows = RoleGrant.objects.filter(
        scope_kind=ScopeKind.COMMUNITY, scope_id=reshaping.source_id, to_at=None
    ).select_related("person")
    return sorted({one.person.name for one in rows})


def _warnings(reshaping: Reshaping) -> list[str]:
    found, source, target = [], reshaping.source, reshaping.target
    if reshaping.kind == Kind.MERGE and target is not None:
        found.append(
            f"Записи {in_quotes(source.name)} прочтут все участники {in_quotes(target.name)}."
        )
        if source.is_public and not target.is_public:
            found.append("Обсуждения, которые видны и без входа, станут видны только участникам.")
    if reshaping.kind == Kind.SPLIT and not reshaping.stays:
        found.append(f"Выбранные участники выйдут из {in_quotes(source.name)}.")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """One line of the genealogy, as it is read on the page of one of its sides."""

    words: str
    other: Community | None
    basis: str
    at: datetime

    @property
    def name(self) -> str:
        """How the other is called."""
        return in_quotes(self.other.name) if self.other else ""


def genealogy(community: Community) -> list[Kin]:
    """Where a community came from, what came out of it and what became part of it, oldest first."""
    sides = Q(source=community) | Q(target=community) | Q(result=community) | Q(was_in=community)
    rows = Reshaping.objects.filter(sides, state=ReshapingState.DONE)
    found = rows.select_related("source__district", "result__district", "target__district",
                                "was_in__district", "order").order_by("done_at", "pk")  # fmt: skip
    told = [_kin(one, community) for one in found]
    return [one for one in told if one is not None]


def _kin(one: Reshaping, community: Community) -> Kin | None:
    if one.done_at is None:
        return None
    is_source = one.source_id == community.pk
    words: str
    other: Community | None
    if one.kind in policies.FOUNDS:
        words, other = ("Выделилось", one.result) if is_source else ("Выделилось из", one.source)
    elif one.kind == Kind.MERGE:
        words, other = ("Влилось в", one.target) if is_source else ("Влилось", one.source)
    elif one.kind == Kind.INDEPENDENCE:
        words, other = ("Выделилось из", one.was_in) if is_source else ("Выделилось", one.source)
    elif not is_source:
        return None
    else:
        words = "Перенесено в" if one.target else "Стоит само по себе"
        other = one.target
    basis = one.order.name if one.order else one.basis
    return Kin(words=words, other=other, basis=basis, at=one.done_at)


def under_way(community: Community) -> First[Reshaping]:
    """What is prepared, ordered or running, the newest first."""
    states = (ReshapingState.DRAFT, *policies.UNDER_WAY)
    rows = Reshaping.objects.filter(source=community, state__in=states)
    return First.of(rows.select_related(*RELATED).order_by("-pk"), MOST_UNDER_WAY)
