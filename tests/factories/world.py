"""A small district with its cast: what access tests and stories stand on.

Анна wrote the topic, Борис is her colleague in the community, Вера belongs to another district,
Галина moderates the community, Дмитрий coordinates the district, Тимур looks after the server.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from staffroom.core.files import storage
from staffroom.core.files.models import StoredFile, Upload
from staffroom.core.richtext import from_text
from staffroom.core.sorting import sort_key
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions import groups, members
from staffroom.shared.communities.models import (
    Admission,
    AdmissionState,
    Community,
    CommunityKind,
    Membership,
    Order,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.communities.queries.rules import BY_ORDER, rules_of
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.organizations.models import Affiliation, District, Organization
from staffroom.shared.publications.actions import comments, publishing
from staffroom.shared.publications.models import (
    Audience,
    Comment,
    Publication,
    PublicationStatus,
)
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import Profile
from tests.factories.kept import kept
from tests.factories.people import person

PLAN = "План урока"
THEN = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)

COORDINATION = ~Power.TECHNICAL & sum(Power)
MODERATION = Power.MODERATE | Power.MANAGE_MEMBERS | Power.MANAGE_STRUCTURE | Power.SEE_STATISTICS


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What stands in the small district; the roles are keys of the access table."""

    district: District
    other_district: District
    organization: Organization
    community: Community
    topic: Publication  # for members of the community
    open_topic: Publication  # for everybody, guests too
    draft: Publication
    comment: Comment  # by Борис, under the topic
    file: StoredFile  # a loose one of Анна
    upload: Upload  # hers, not finished
    anna: Person
    boris: Person
    vera: Person
    galina: Person
    dmitry: Person
    timur: Person

    def who(self, role: str) -> Person | None:
        """The person that stands for a role of the access table; None for the guest."""
        return {
            "guest": None,
            "stranger": self.vera,
            "member": self.boris,
            "author": self.anna,
            "moderator": self.galina,
            "coordinator": self.dmitry,
            "technician": self.timur,
        }[role]


def bytes_of(text: str) -> str:
    """Put the text among the kept files; its sum."""
    path = storage.aside()
    path.write_text(text)
    sha256 = storage.keep(path)
    path.unlink()
    return sha256


def stored_file(owner: Person, text: str = PLAN) -> StoredFile:
    """A text that the person has brought and attached to nothing yet."""
    return StoredFile.objects.create(
        sha256=bytes_of(text),
        size=len(text.encode()),
        kind="text",
        mime="text/plain",
        name="план.txt",
        owner_id=owner.pk,
        created_at=THEN,
    )


def admit(who: Person, district: District, organization: Organization | None = None) -> Admission:
    """The person takes part in the district's network."""
    if organization:
        Affiliation.objects.create(
            person=who, organization=organization, position="subject_teacher", is_confirmed=True
        )
    return Admission.objects.create(
        person=who,
        district=district,
        state=AdmissionState.ADMITTED,
        organization=organization,
        position="subject_teacher",
        asked_at=THEN,
        decided_at=THEN,
    )


def enrol(who: Person, community: Community) -> Membership:
    """The person is a member of the community."""
    viewer, _home = viewer_of(who, at=THEN)
    return members.enter_community(
        community=community, person=who, actor=viewer, at=THEN, conduct_n=community.conduct_n
    )


def enrol_at_once(who: Person, community: Community) -> Membership:
    """The same where the regulation makes one ask: as whoever opened the community comes in."""
    return members.join_founder(community=community, person=who, actor=SYSTEM, at=THEN)


def invite(who: Person, community: Community) -> Membership:
    """The person is called into the community and has not answered yet."""
    return members.invite(community=community, person=who, actor=SYSTEM, at=THEN)


def grant(who: Person, kind: ScopeKind, scope_id: int, role: str, powers: int) -> RoleGrant:
    """The person holds a role with these powers."""
    return RoleGrant.objects.create(
        person=who,
        scope_kind=kind,
        scope_id=scope_id,
        role=role,
        powers=int(powers),
        basis="Приказ № 1",
        from_at=THEN,
    )


def held_role(world: "World") -> RoleGrant:
    """A second coordinator's role: it may be ended."""
    return grant(
        person("Юлия Седова"), ScopeKind.DISTRICT, world.district.pk, "coordinator", COORDINATION
    )


def district(slug: str, name: str, *, profile: str = "basic") -> District:
    """A district with its public face, living by a shipped profile («basic», «tula», …)."""
    made = District.objects.create(slug=slug, name=name, short_name=name, opened_at=THEN)
    if not Profile.objects.filter(is_shipped=True).exists():
        regulations.install_shipped(at=THEN)
    regulations.adopt_profile(district=made, code=profile, actor=SYSTEM, at=THEN)
    return made


def organization(of: District, name: str = "Школа № 1") -> Organization:
    """A school of the district."""
    return Organization.objects.create(
        district=of, kind="school", name=name, short_name=name, sort_key=sort_key(name)
    )


def community(of: District, name: str = "Учителя математики", **fields: Any) -> Community:
    """A subject community of the district, opened as a person would open it."""
    by_order = rules_of(of).choice("creation.mode") in BY_ORDER
    order = Order("1-осн", THEN.date()) if by_order else None
    fields = {
        "kind": CommunityKind.SUBJECT, "goal": "Помогать друг другу", "at": THEN, "order": order, **fields
    }  # fmt: skip
    return groups.open_community(district=of, name=name, actor=SYSTEM, **fields)


def acting(who: Person) -> Viewer:
    """The person with every right: what stands in a test's world is not judged."""
    return Viewer(person_id=who.pk, pid=who.pid, name=who.name, is_system=True)


def publication(
    author: Person,
    home: Community,
    title: str = "Как объяснить дроби",
    *,
    audience: str = Audience.COMMUNITY,
    status: str = PublicationStatus.PUBLISHED,
    at: datetime = THEN,
    kind: str = "topic",
    words: str = "",
    tags: Sequence[str] = (),
    also_in: Sequence[Community] = (),
) -> Publication:
    """A publication, written and published by its author."""
    content = publishing.Content(
        title=title,
        text=from_text(words or f"{title}: с чего начать?"),
        audience=audience,
        tags=tags,
    )
    actor = acting(author)
    made = publishing.write_draft(
        kind=kind, content=content, actor=actor, at=at, home=home, also_in=also_in
    )
    if status == PublicationStatus.PUBLISHED:
        publishing.publish_draft(publication=made, actor=actor, at=at)
    return made


def comment(
    author: Person, under: Publication, words: str = "У нас получилось с яблоком."
) -> Comment:
    """A reply under a publication, five minutes after the last one."""
    at = under.bumped_at + timedelta(minutes=5)
    return comments.add_comment(
        publication=under, text=from_text(words), actor=acting(author), at=at
    )


def make_world() -> World:
    """The whole small district."""
    world = _world()
    bytes_of(PLAN)
    return world


@kept
def _world() -> World:
    ours, theirs = district("berezovka", "Берёзовский район"), district("zarechye", "Заречье")
    school, their_school = organization(ours), organization(theirs, "Лицей № 7")
    group = community(ours)
    cast = (
        "Анна Соколова",
        "Борис Орлов",
        "Галина Ветрова",
        "Дмитрий Лаптев",
        "Тимур Гареев",
        "Вера Нечаева",
    )
    anna, boris, galina, dmitry, timur, vera = (
        person(name, position="subject_teacher") for name in cast
    )
    for one in (anna, boris, galina, dmitry, timur):
        admit(one, ours, school)
    admit(vera, theirs, their_school)
    for one in (anna, boris, galina):
        enrol(one, group)
    grant(galina, ScopeKind.COMMUNITY, group.pk, "moderator", MODERATION)
    grant(dmitry, ScopeKind.DISTRICT, ours.pk, "coordinator", COORDINATION)
    grant(timur, ScopeKind.DISTRICT, ours.pk, "technician", Power.TECHNICAL)
    topic = publication(anna, group)
    return World(
        district=ours,
        other_district=theirs,
        organization=school,
        community=group,
        topic=topic,
        open_topic=publication(anna, group, "Неделя математики", audience=Audience.PUBLIC),
        draft=publication(anna, group, "Ещё не дописано", status=PublicationStatus.DRAFT),
        comment=comment(boris, topic),
        file=stored_file(anna),
        upload=Upload.objects.create(owner_id=anna.pk, name="a.pdf", size=9, touched_at=THEN),
        anna=anna,
        boris=boris,
        vera=vera,
        galina=galina,
        dmitry=dmitry,
        timur=timur,
    )
