"""An empty installation gets its first district, regulation and coordinator."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.actions.cards import register_person
from staffroom.shared.accounts.actions.consents import give_consent
from staffroom.shared.accounts.actions.credentials import WeakPassword
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.policies.passwords import STRONG_FLOOR, password_problem
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions.roles import grant_role
from staffroom.shared.communities.models import Admission, AdmissionState
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.actions import adopt_profile, install_shipped

# First segments of addresses that a district may not take.
RESERVED = frozenset(
    "p people home search notices account registration ui live files feeds settings static health"
    " api staff communities".split()
)
RIGHTS = (Power.ADMIT, Power.GRANT_ROLES, Power.CHANGE_REGULATION)


class AddressTaken(DomainError):
    """The district's address is another page's or another district's."""

    def __init__(self) -> None:
        super().__init__("Этот адрес занят. Возьмите другой.", field="slug")


@transaction.atomic
def open_installation(
    *,
    district_name: str,
    short_name: str,
    slug: str,
    authority: str,
    time_zone: str,
    profile: str,
    email: str,
    password: str,
    last_name: str,
    first_name: str,
    at: datetime,
    patronymic: str = "",
    region: str = "",
    address: str | None = None,
    channel: str = "site",
) -> tuple[District, Person]:
    """Open a district under a regulation with its coordinator: all or nothing.

    Raises:
        AddressTaken: the slug is reserved or used.
        WeakPassword: under 12 signs, common, or the own name.
        UnknownProfile: no shipped regulation has this code.
    """
    words = (email, last_name, first_name)
    if problem := password_problem(password, floor=STRONG_FLOOR, words=words):
        raise WeakPassword(problem, field="password")
    district = _district(
        slug=slug, name=district_name, short_name=short_name, region=region, authority=authority,
        time_zone=time_zone, opened_at=at,
    )  # fmt: skip
    install_shipped(at=at)
    adopt_profile(district=district, code=profile, actor=SYSTEM, at=at)
    person = register_person(
        email=email, password=password, at=at, last_name=last_name, first_name=first_name,
        patronymic=patronymic,
    )  # fmt: skip
    make_coordinator(person=person, district=district, at=at, address=address, channel=channel)
    return district, person


@transaction.atomic
def make_coordinator(
    *,
    person: Person,
    district: District,
    at: datetime,
    address: str | None = None,
    channel: str = "site",
) -> None:
    """Admit the person to the district and give the roles that can run it."""
    give_consent(
        person=person, purpose="membership", actor=SYSTEM, at=at, address=address, channel=channel
    )
    Admission.objects.update_or_create(
        person=person,
        district=district,
        defaults={"state": AdmissionState.ADMITTED, "asked_at": at, "decided_at": at},
    )
    for role in coordinating_roles(district):
        grant_role(
            person=person, role=role, scope=district, actor=SYSTEM, at=at, basis="Первый запуск"
        )


def coordinating_roles(district: District) -> list[str]:
    """The fewest roles of the district's catalogue that together admit, appoint and set rules."""
    chosen: list[str] = []
    held = Power(0)
    rules = rules_of(district)
    for power in RIGHTS:
        if not held & power and (roles := rules.roles_with(power, "district")):
            best = max(roles, key=lambda role: (int(role.powers).bit_count(), -role.number))
            chosen.append(best.code)
            held |= best.powers
    return chosen


def _district(**fields: Any) -> District:
    if fields["slug"] in RESERVED:
        raise AddressTaken
    try:
        with transaction.atomic():
            return District.objects.create(**fields)
    except IntegrityError as taken:
        raise AddressTaken from taken
