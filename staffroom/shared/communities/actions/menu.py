"""The menu of a community: the moderator adds, renames, moves and hides its items (BB-1.12.4)."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.ids import slug_of
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.communities import events
from staffroom.shared.communities.models import Community, Section, SectionKind
from staffroom.shared.communities.policies import groups as policies

FIRST_MENU = (
    (SectionKind.FEED, "Лента", "feed"),
    (SectionKind.TOPICS, "Обсуждения", "topics"),
    (SectionKind.MATERIALS, "Материалы", "materials"),
    (SectionKind.PLAN, "План и проекты", "work"),
    (SectionKind.CHILDREN, "Внутри", "children"),
    (SectionKind.PEOPLE, "Участники", "people"),
    (SectionKind.ABOUT, "О сообществе", "about"),
)
OURS = {kind for kind, _title, _slug in FIRST_MENU}


class SectionTaken(DomainError):
    """A menu has one item of a name."""

    def __init__(self) -> None:
        super().__init__("Такой пункт в меню уже есть. Назовите иначе.", field="title")


def first_menu(community: Community) -> None:
    """The menu every community begins with; assumes a transaction."""
    Section.objects.bulk_create(
        Section(community=community, kind=kind, title=title, slug=slug, place=place)
        for place, (kind, title, slug) in enumerate(FIRST_MENU, start=1)
    )


@transaction.atomic
def add_section(
    *,
    community: Community,
    kind: str,
    title: str,
    actor: Viewer,
    tag: str = "",
    url: str = "",
    is_for_members: bool = False,
) -> Section:
    """Add an item at the end of the menu: a page, posts with a tag, or a link.

    A page is not shown before it is published (`actions.blocks`).

    Posts of a tag may be `is_for_members`: nobody else sees the item, nor may read what is written
    with its tag in this community from now on (PD-3.2).
    """
    require(policies.may_change(actor, community))
    if kind in OURS:
        raise DomainError(
            "Этот раздел уже есть в меню: его можно переименовать или показать.", field="kind"
        )
    last = Section.objects.filter(community=community).aggregate(last=Max("place"))["last"] or 0
    section = Section(
        community=community, kind=kind, title=title, slug=slug_of(title) or kind, place=last + 1,
        tag=tag, url=url, is_shown=kind != SectionKind.PAGE,
        is_for_members=is_for_members and kind == SectionKind.TAG,
    )  # fmt: skip
    try:
        with transaction.atomic():
            section.save()
    except IntegrityError as clash:
        raise SectionTaken from clash
    _tell(community, actor)
    return section


@transaction.atomic
def change_section(
    *,
    section: Section,
    title: str,
    is_shown: bool,
    actor: Viewer,
    tag: str = "",
    url: str = "",
    is_for_members: bool = False,
) -> Section:
    """Rename, hide or show an item, or change what it holds; its address stays."""
    community = section.community
    require(policies.may_change(actor, community))
    if is_shown and section.kind == SectionKind.PAGE and section.published_at is None:
        raise DomainError("Страница появится в меню, когда вы её опубликуете.", field="is_shown")
    section.title, section.is_shown, section.tag, section.url = title, is_shown, tag, url
    section.is_for_members = is_for_members and section.kind == SectionKind.TAG
    section.save(update_fields=["title", "is_shown", "tag", "is_for_members", "url"])
    _tell(community, actor)
    return section


@transaction.atomic
def order_sections(*, community: Community, pids: Sequence[str], actor: Viewer) -> None:
    """Put the items in this order; items not named keep theirs, after the named ones."""
    require(policies.may_change(actor, community))
    wanted = {pid: place for place, pid in enumerate(pids)}
    sections = list(Section.objects.filter(community=community).order_by("place", "pk"))
    sections.sort(key=lambda section: wanted.get(section.pid, len(wanted) + section.place))
    for place, section in enumerate(sections, start=1):
        if section.place != place:
            section.place = place
            section.save(update_fields=["place"])
    _tell(community, actor)


@transaction.atomic
def remove_section(*, section: Section, actor: Viewer) -> None:
    """Take an added item out of the menu; the ones every community has can only be hidden."""
    community = section.community
    require(policies.may_change(actor, community))
    if section.kind in OURS:
        raise DomainError("Этот раздел нельзя убрать совсем, но можно скрыть из меню.")
    section.delete()
    _tell(community, actor)


def _tell(community: Community, actor: Viewer) -> None:
    publish(
        events.MenuChanged(
            district_id=community.district_id, actor_id=actor.person_id, community_id=community.pk
        )
    )
