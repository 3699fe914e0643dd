"""Who may read: one question, does the viewer hold a token of the `reader` table; and who runs a thing."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, QuerySet

from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import registry as tokens
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.groups import closed_tag
from staffroom.shared.publications.models import (
    Addressee,
    Audience,
    Coauthor,
    Comment,
    Publication,
    PublicationStatus,
    Reader,
)
from staffroom.shared.publications.registry import keeps_guests_out
from staffroom.shared.regulations.queries import rules_of_profile

OPEN_TO_ALL = (Audience.PUBLIC, Audience.PARENTS, Audience.PUPILS)


Status = PublicationStatus


class Judged(Protocol):
    """A publication as policies ask about it: the row itself, or the light head of a hot page."""

    @property
    def pk(self) -> Any: ...

    @property
    def kind(self) -> Any: ...

    @property
    def district_id(self) -> Any: ...

    @property
    def home_community(self) -> Any: ...

    @property
    def author_id(self) -> Any: ...

    @property
    def audience(self) -> Any: ...

    @property
    def status(self) -> Any: ...

    @property
    def comment_n(self) -> Any: ...

    @property
    def closed_at(self) -> Any: ...

    @property
    def coauthor_n(self) -> Any: ...

    @property
    def summed_at(self) -> Any: ...

    @property
    def answer(self) -> Any: ...


def reader_tokens(publication: Publication, communities: Iterable[Community]) -> set[int]:
    """The tokens of those who may read: `communities` are the ones where it is placed and not hidden."""
    places = list(communities)
    if publication.status == Status.REMOVED:
        return set()
    together = Coauthor.objects.filter(publication=publication)
    writers = [publication.author_id, *together.values_list("person_id", flat=True)]
    readers = {tokens.person_token(key) for key in writers}
    if publication.status in {Status.DRAFT, Status.SCHEDULED}:
        return readers
    readers.add(tokens.district_staff_token(publication.district_id))
    readers.update(tokens.community_staff_token(key) for place in places for key in place.line)
    if publication.status == Status.HIDDEN:
        return readers
    is_kept = _is_kept_from_guests(publication)
    if publication.audience in OPEN_TO_ALL and not is_kept:
        return readers | {tokens.EVERYBODY}
    is_of_district = publication.audience in OPEN_TO_ALL and not publication.home_community_id
    if publication.audience == Audience.DISTRICT or is_of_district:
        return readers | {tokens.district_token(publication.district_id)}
    if publication.audience in {Audience.ROLE, Audience.PEOPLE}:
        return readers | _chosen_readers(publication, places)
    readers.update(tokens.community_token(place.pk) for place in places)
    is_seen = any(place.is_public for place in places) and not is_kept
    if is_seen and not _is_of_closed_section(publication):
        readers.add(tokens.EVERYBODY)
    return readers


def _is_kept_from_guests(publication: Publication) -> bool:
    """What its kind lets nobody read without signing in: neither by its audience nor by an open community."""
    judge = keeps_guests_out.get(publication.kind)
    return judge is not None and judge(publication)


def _is_of_closed_section(publication: Publication) -> bool:
    """A section for members only stays closed in a community whose talk guests may read (PD-3.2)."""
    home = publication.home_community_id
    return bool(publication.tags and home and closed_tag(home, publication.tags))


def _chosen_readers(publication: Publication, places: Iterable[Community]) -> set[int]:
    if publication.audience == Audience.ROLE:
        return _holders_of(publication.audience_role, places)
    named = Addressee.objects.filter(publication=publication.pk)
    return set(map(tokens.person_token, named.values_list("person_id", flat=True)))


def _holders_of(code: str, places: Iterable[Community]) -> set[int]:
    """Those who hold the role in each of the communities, by its own rules (BB-3.2.1)."""
    found = set()
    for place in places:
        role = rules_of_profile(place.profile_id).roles.get(code)
        if role is not None and role.scope == "community":
            found.add(tokens.community_role_token(place.pk, role.number))
    return found


def visible_publications(viewer: Viewer) -> QuerySet[Publication]:
    """All that this viewer may read, for cold pages, API and tests (hot pages: `queries`)."""
    if viewer.is_system:
        return Publication.objects.all()
    mine = Reader.objects.filter(publication=OuterRef("pk"), token__in=viewer.tokens)
    return Publication.objects.filter(Exists(mine))


def may_read(viewer: Viewer, publication: Publication) -> bool:
    """The face of `visible_publications` for one thing."""
    if viewer.is_system:
        return True
    return Reader.objects.filter(publication=publication, token__in=viewer.tokens).exists()


def may_read_comment(viewer: Viewer, comment: Comment) -> bool:
    """A reply with what is attached to it; a hidden or removed one is left to its author and moderators."""
    return may_read(viewer, comment.publication) and may_know_comment(viewer, comment)


def may_know_comment(viewer: Viewer, comment: Comment) -> bool:
    """The part of `may_read_comment` for who is known to read the publication."""
    if comment.hidden_at is None and comment.removed_at is None:
        return True
    return viewer.person_id == comment.author_id or bool(may_moderate(viewer, comment.publication))


def runs(viewer: Viewer, publication: Judged, power: Power = Power.MODERATE) -> bool:
    """True when the power reaches the home community, or the district for what stands in none."""
    home = publication.home_community
    if home is None:
        return viewer.has(power, ("district", publication.district_id))
    return groups.may(viewer, power, home)


def may_moderate(viewer: Viewer, publication: Judged) -> Verdict:
    """Hide, restore, move: those who moderate the home community; nobody moderates his own."""
    if not runs(viewer, publication):
        return deny("Это может модератор сообщества.")
    return ALLOW
