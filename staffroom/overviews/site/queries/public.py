"""What the public face shows of a district."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from staffroom.core.viewer import GUEST
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import RUNNING
from staffroom.shared.communities.models import Community, CommunityState, RoleGrant, ScopeKind
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.publications import policies
from staffroom.shared.publications.models import Publication


def districts() -> QuerySet[District]:
    """Every district of the installation with the number of its working communities."""
    working = Count("communities", filter=Q(communities__state=CommunityState.ACTIVE))
    return District.objects.annotate(community_n=working).order_by("name", "pk")


def regulation_page(district: District) -> Publication | None:
    """The regulation as people read it: the district's first page open to everybody."""
    pages = policies.visible_publications(GUEST).filter(district=district, kind="page")
    return pages.order_by("pk").first()


def news_feeds(district: District) -> dict[str, str]:
    """Feeds of the public news: everybody's, and those that the regulation names (BT-1.3.3)."""
    named = rules_of(district).many("visibility.audiences")
    apart = {"parents": "Родителям", "pupils": "Учащимся"}
    return {"": "Всем"} | {code: words for code, words in apart.items() if code in named}


@dataclass(frozen=True, slots=True)
class Group:
    """A community in the public list: who leads it, and how to reach them (TV-4.1.c)."""

    community: Community
    leads: tuple[tuple[str, str, str], ...]  # name, title of the role, public telephone or mail
    unnamed: tuple[str, ...]  # titles of those who have not agreed to be named


def groups(district: District) -> list[Group]:
    """Working communities with those who run them.

    A person's own contact stands here only with his consent, and where the regulation publishes the
    contacts of those who run communities (`contacts.public`, TV-A).
    """
    communities = list(
        Community.objects.filter(district=district, state=CommunityState.ACTIVE)
        .select_related("parent")
        .order_by("sort_key", "pk")
    )
    rules = rules_of(district)
    shows_contacts = rules.choice("contacts.public") == "administrators"
    titles = {code: role.title for code, role in rules.roles.items()}
    grants = RoleGrant.objects.filter(
        scope_kind=ScopeKind.COMMUNITY, scope_id__in=[one.pk for one in communities], to_at=None
    ).select_related("person")
    leads: dict[int, list[tuple[str, str, str]]] = {}
    unnamed: dict[int, dict[str, None]] = {}
    for grant in grants.order_by("pk"):
        if not grant.powers & RUNNING:  # a listener or an expert of a group answers no visitors
            continue
        title, contact = titles.get(grant.role, grant.role), ""
        if shows_contacts:
            contact = public_contact(grant.person)
        if grant.person.is_public_name:
            leads.setdefault(grant.scope_id, []).append((grant.person.name, title, contact))
        elif contact:
            leads.setdefault(grant.scope_id, []).append((title, "", contact))
        else:
            unnamed.setdefault(grant.scope_id, {})[title] = None
    return [
        Group(one, tuple(leads.get(one.pk, ())), tuple(unnamed.get(one.pk, ())))
        for one in communities
    ]


def public_contact(person: Person) -> str:
    """A telephone or mail that its owner shows to everybody."""
    shown = person.shown
    if shown.get("phone") == "all" and person.phone:
        return person.phone
    return person.contact_email if shown.get("contact_email") == "all" else ""
