"""What the search keeps of communities, of the people of a district's network, and of its schools."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from staffroom.core.plugs import IndexRow, Shelf, indexed
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import FunctionHeld, Person, SubjectTaught
from staffroom.shared.accounts.registry import FUNCTIONS, POSITIONS, SUBJECTS, Function, Subject
from staffroom.shared.communities import registry
from staffroom.shared.communities.models import (
    Admission,
    AdmissionState,
    Community,
    CommunityKind,
    CommunityState,
)
from staffroom.shared.communities.queries import network
from staffroom.shared.organizations.models import Organization, OrganizationKind

PRESENT = """EXISTS (SELECT 1 FROM communities_admission m JOIN accounts_person h ON h.id = m.person_id
 WHERE m.person_id = {column} AND m.state = 'admitted' AND h.is_active AND m.district_id IN ({districts}))"""
STANDING = datetime(2000, 1, 1, tzinfo=UTC)  # names do not age


def every_community() -> Iterator[int]:
    """Keys of all communities that are open or archived."""
    rows = Community.objects.exclude(state=CommunityState.DRAFT).order_by("pk")
    return rows.values_list("pk", flat=True).iterator(chunk_size=2000)


@indexed("community", label="Сообщества", every=every_community, shelf=Shelf.NAMES)
def community_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """Name, goal and description: cards of communities are seen by everybody (drafts are not found)."""
    found = Community.objects.filter(pk__in=keys, merged_into=None)
    found = found.exclude(state=CommunityState.DRAFT)
    return [
        IndexRow(
            key=row.pk,
            district_id=row.district_id,
            subkind=row.kind,
            title=row.name,
            text=_lines(
                row.goal,
                row.audience_words,
                row.about_plain,
                _labels(row.subjects, SUBJECTS),
                str(CommunityKind(row.kind).label),
            ),
            url=f"/{row.district.slug}/c/{row.pid}-{row.slug}/",
            at=STANDING,
            tokens=(registry.EVERYBODY,),
        )
        for row in found.select_related("district").order_by("pk")
    ]


def every_person() -> Iterator[int]:
    """Keys of everybody who takes part in a network."""
    rows = Person.objects.filter(is_active=True, admissions__state=AdmissionState.ADMITTED)
    return rows.order_by("pk").distinct().values_list("pk", flat=True).iterator(chunk_size=2000)


def present(viewer: Viewer, column: str) -> tuple[str, list[int]]:
    """Who takes part in a network of the viewer's at this moment, whatever the index says."""
    districts = network.district_ids(viewer)
    return PRESENT.format(
        column=column, districts=", ".join(["%s"] * len(districts)) or "NULL"
    ), districts


@indexed("person", label="Люди", every=every_person, shelf=Shelf.NAMES, judged=present)
def person_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """What colleagues always see (name, position, workplace) and what the person lets them see."""
    districts: dict[int, list[int]] = defaultdict(list)
    admitted = Admission.objects.filter(person__in=keys, state=AdmissionState.ADMITTED)
    for person, district in admitted.order_by("pk").values_list("person_id", "district_id"):
        districts[person].append(district)
    subjects = _codes(
        SubjectTaught.objects.filter(person__in=keys).values_list("person_id", "code")
    )
    functions = _codes(
        FunctionHeld.objects.filter(person__in=keys).values_list("person_id", "code")
    )
    found = Person.objects.filter(pk__in=list(districts), is_active=True).order_by("pk")
    return [
        IndexRow(
            key=row.pk,
            district_id=districts[row.pk][0],
            title=row.full_name,
            text=_lines(
                _position(row.position),
                row.workplace,
                _labels(subjects[row.pk], SUBJECTS) if "subjects" in row.shown else "",
                _labels(functions[row.pk], FUNCTIONS) if "functions" in row.shown else "",
                row.about if "about" in row.shown else "",
            ),
            url=f"/people/{row.pid}",
            at=STANDING,
            tokens=_network(districts[row.pk]),
        )
        for row in found
    ]


def every_organization() -> Iterator[int]:
    """Keys of all organisations."""
    rows = Organization.objects.order_by("pk")
    return rows.values_list("pk", flat=True).iterator(chunk_size=2000)


@indexed("organization", label="Организации", every=every_organization, shelf=Shelf.NAMES)
def organization_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """Names and address of an organisation; found by its district, it leads to its people."""
    return [
        IndexRow(
            key=row.pk,
            district_id=row.district_id,
            title=row.short_name,
            text=_lines(
                row.name if row.name != row.short_name else "",
                str(OrganizationKind(row.kind).label),
                row.address,
            ),
            url=f"/people/?organization={row.pid}",
            at=STANDING,
            tokens=_network([row.district_id]),
        )
        for row in Organization.objects.filter(pk__in=keys, closed_on=None).order_by("pk")
    ]


def _network(district_ids: Iterable[int]) -> tuple[int, ...]:
    return tuple(
        token
        for key in district_ids
        for token in (registry.district_token(key), registry.district_staff_token(key))
    )


def _codes(pairs: Iterable[tuple[int, str]]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person, code in pairs:
        found[person].append(code)
    return found


def _labels(codes: Iterable[str], names: Mapping[str, Subject] | Mapping[str, Function]) -> str:
    return ", ".join(names[code].label for code in codes if code in names)


def _position(code: str) -> str:
    known = POSITIONS.get(code)
    return known.label if known else ""


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
