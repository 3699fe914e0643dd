"""People of a district's network: found by name, suggested, filtered."""

from django.db.models import Q, QuerySet

from staffroom.core.errors import DomainError
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import registry
from staffroom.shared.communities.models import AdmissionState


def people_of(district_ids: list[int]) -> QuerySet[Person]:
    """Admitted people of these districts, each once."""
    return Person.objects.filter(
        pk__in=Person.objects.filter(
            admissions__district__in=district_ids, admissions__state=AdmissionState.ADMITTED
        ).values("pk"),
        is_active=True,
    )


def visible_people(viewer: Viewer) -> QuerySet[Person]:
    """People of the districts that the viewer belongs to or oversees."""
    return people_of(district_ids(viewer))


def district_ids(viewer: Viewer) -> list[int]:
    """Keys of the districts whose people the viewer may find; no query."""
    overseen = {
        key
        for (kind, key), bits in viewer.powers.items()
        if kind == "district" and bits & Power.SEE_ALL
    }
    return sorted(overseen.union(registry.district_ids(viewer.tokens)))


def person_named(district_id: int, words: str) -> Person:
    """The one person of a district's network of this name, e-mail or public id.

    Raises:
        DomainError: nobody is, or several are; the sentence says what to type.
    """
    words = " ".join(words.split())
    network = people_of([district_id])
    if "@" in words:
        found = list(network.filter(email=words.lower())[:2])
    else:
        condition = Q(pid=words)
        parts = words.split()
        if parts:
            named = Q()
            for part in parts[:3]:
                named &= (
                    Q(last_name__folded=part)
                    | Q(first_name__folded=part)
                    | Q(patronymic__folded=part)
                )
            condition |= named
        found = list(network.filter(condition).order_by("sort_key", "pk")[:2])
    if not found:
        raise DomainError(
            "Среди участников сети района такого человека нет. Проверьте имя и фамилию.",
            field="person",
        )
    if len(found) > 1:
        raise DomainError(
            "Таких людей несколько: укажите почту или имя с отчеством.", field="person"
        )
    return found[0]


def suggest(viewer: Viewer, words: str, *, limit: int = 8) -> list[Person]:
    """People whose name or surname begins with the words, for mentions and choosing."""
    parts = words.split()[:3]
    if not parts:
        return []
    people = visible_people(viewer)
    for part in parts:
        people = people.filter(
            Q(last_name__folded__startswith=part) | Q(first_name__folded__startswith=part)
        )
    return list(people.order_by("sort_key", "pk")[:limit])
