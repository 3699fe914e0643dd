"""Lists and cards of organisations for those who keep them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from staffroom.core.errors import DomainError
from staffroom.core.lookups import the_one
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations import policies
from staffroom.shared.organizations.models import Affiliation, Department, District, Organization


def district(slug: str) -> District:
    """The district of this address.

    Raises:
        Absent: there is none.
    """
    return the_one(District.objects.filter(slug=slug))


def organization(viewer: Viewer, place: District, pid: str) -> Organization:
    """An organisation of the district with its representative.

    Raises:
        Absent: there is none, or the viewer does not keep the list.
    """
    rows = policies.visible_organizations(viewer).select_related("representative")
    found = the_one(rows.filter(district=place, pid=pid))
    found.district = place
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed by."""

    words: str = ""
    kind: str = ""
    is_base: bool = False
    has_low_results: bool = False
    is_closed: bool = False

    @property
    def query(self) -> str:
        """The filters as the beginning of an address's query, ending with «&» unless empty."""
        names = ("words", "kind", "is_base", "has_low_results", "is_closed")
        given = {name: getattr(self, name) for name in names if getattr(self, name)}
        return f"{urlencode(given)}&" if given else ""


def organizations(viewer: Viewer, place: District, filters: Filters) -> QuerySet[Organization]:
    """Organisations of a district by name, with `people_n`, how many work there now.

    The filter by low results narrows nothing for those who may not see the mark (TV-1.1.e).
    """
    rows = policies.visible_organizations(viewer).filter(district=place)
    rows = rows.filter(closed_on__isnull=not filters.is_closed)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.is_base:
        rows = rows.filter(is_base=True)
    if filters.has_low_results and policies.may_see_flags(viewer, place.pk):
        rows = rows.filter(has_low_results=True)
    for word in filters.words.split()[:6]:
        rows = rows.filter(Q(name__folded__contains=word) | Q(short_name__folded__contains=word))
    working = Count("affiliations", filter=Q(affiliations__to_on=None))
    return (
        rows.select_related("representative")
        .annotate(people_n=working)
        .order_by("sort_key", "short_name", "pk")
    )


def staff(place: Organization) -> QuerySet[Affiliation]:
    """Who works there now, by name."""
    rows = Affiliation.objects.filter(organization=place, to_on=None)
    return rows.select_related("person", "department").order_by("person__sort_key", "person_id")


def departments(place: Organization) -> QuerySet[Department]:
    """Parts of the organisation by name, with `people_n`."""
    working = Count("affiliations", filter=Q(affiliations__to_on=None))
    return (
        Department.objects.filter(organization=place)
        .annotate(people_n=working)
        .order_by("name", "pk")
    )


def person_named(place: District, words: str) -> Person:
    """The one person of the district's organisations by e-mail or by «Имя Фамилия».

    Raises:
        DomainError: there is none, or several.
    """
    words = " ".join(words.split())
    here = Affiliation.objects.filter(organization__district=place, to_on=None).values("person")
    known = Person.objects.filter(pk__in=here, is_active=True)
    swapped = " ".join(reversed(words.split(" ", 1)))
    found = list(
        known.filter(
            Q(email=words.lower()) | Q(name__folded=words) | Q(name__folded=swapped)
        ).order_by("pk")[:2]
    )
    if not found:
        raise DomainError("Среди сотрудников организаций района такого человека нет.")
    if len(found) > 1:
        raise DomainError("Людей с таким именем несколько: напишите почту.")
    return found[0]


def speakers(organizations: Iterable[Organization]) -> dict[int, int]:
    """Who answers for each organisation: its representative, or else the first of its heads; two queries.

    An organisation that nobody answers for is not among the keys.
    """
    rows = {one.pk: one.representative_id for one in organizations}
    able = set(
        Person.objects.filter(pk__in=[key for key in rows.values() if key], is_active=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    found = {key: person for key, person in rows.items() if person in able}
    heads = Affiliation.objects.filter(
        organization__in=[key for key in rows if key not in found], position=policies.HEAD,
        is_confirmed=True, to_on=None, person__is_active=True,
    )  # fmt: skip
    for place, person in heads.order_by("pk").values_list("organization", "person"):
        found.setdefault(place, person)
    return {key: person for key, person in found.items() if person is not None}
