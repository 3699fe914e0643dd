"""The list of organisations changes here, and the district's own card."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import require
from staffroom.core.sorting import sort_key
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.actions.cards import set_workplace
from staffroom.shared.organizations import policies
from staffroom.shared.organizations.events import (
    DepartmentAdded,
    DepartmentRemoved,
    DistrictChanged,
    OrganizationAdded,
    OrganizationChanged,
)
from staffroom.shared.organizations.models import Affiliation, Department, District, Organization


class NameTaken(DomainError):
    """Another organisation of the district is called so."""

    def __init__(self) -> None:
        super().__init__(
            "Организация с таким коротким названием в районе уже есть.", field="short_name"
        )


@transaction.atomic
def add_organization(
    *, district: District, details: Mapping[str, Any], actor: Viewer, at: datetime
) -> Organization:
    """Add an organisation to the district's list.

    Raises:
        NameTaken: the short name is in use here.
        DomainError: a base organisation without a representative (BB-4.1.3).
    """
    require(policies.may_manage(actor, district.pk))
    made = Organization(district=district, **_allowed(details, actor, district.pk))
    made.sort_key = sort_key(made.short_name)
    _judge(made)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise NameTaken from clash
    publish(
        OrganizationAdded(
            district_id=district.pk,
            actor_id=actor.person_id,
            organization_id=made.pk,
            is_base=made.is_base,
        )
    )
    return made


@transaction.atomic
def change_organization(
    *, organization: Organization, details: Mapping[str, Any], actor: Viewer, at: datetime
) -> Organization:
    """Change the card of an organisation; a new short name reaches the cards of its people.

    Raises:
        NameTaken: the short name is in use here.
        DomainError: a base organisation without a representative (BB-4.1.3).
    """
    require(policies.may_manage(actor, organization.district_id))
    allowed = _allowed(details, actor, organization.district_id)
    changed = tuple(name for name, new in allowed.items() if getattr(organization, name) != new)
    if not changed:
        return organization
    for name in changed:
        setattr(organization, name, allowed[name])
    organization.sort_key = sort_key(organization.short_name)
    _judge(organization)
    try:
        with transaction.atomic():
            organization.save(update_fields=[*changed, "sort_key"])
    except IntegrityError as clash:
        raise NameTaken from clash
    if "short_name" in changed:
        _rename_workplaces(organization, at)
    publish(
        OrganizationChanged(
            district_id=organization.district_id,
            actor_id=actor.person_id,
            organization_id=organization.pk,
            is_base=organization.is_base,
            fields=changed,
        )
    )
    return organization


def _allowed(details: Mapping[str, Any], actor: Viewer, district_id: int) -> dict[str, Any]:
    """Without the mark that this actor may not see, whatever was posted."""
    given = dict(details)
    if not policies.may_see_flags(actor, district_id):
        given.pop("has_low_results", None)
    return given


def _judge(organization: Organization) -> None:
    if organization.is_base and organization.representative_id is None:
        raise DomainError(
            "У базовой организации есть представитель: напишите, кто это.", field="representative"
        )


def _rename_workplaces(organization: Organization, at: datetime) -> None:
    working = Affiliation.objects.filter(organization=organization, to_on=None, is_main=True)
    for one in working.select_related("person").order_by("pk"):
        set_workplace(person=one.person, workplace=organization.short_name, at=at)


@transaction.atomic
def add_department(
    *, organization: Organization, name: str, actor: Viewer, at: datetime
) -> Department:
    """Add a part of an organisation.

    Raises:
        DomainError: it has a part of this name already.
    """
    require(policies.may_manage(actor, organization.district_id))
    try:
        with transaction.atomic():
            made = Department.objects.create(organization=organization, name=name)
    except IntegrityError as clash:
        raise DomainError("Такое подразделение уже есть.", field="name") from clash
    publish(
        DepartmentAdded(
            district_id=organization.district_id,
            actor_id=actor.person_id,
            organization_id=organization.pk,
            is_base=organization.is_base,
            department_id=made.pk,
        )
    )
    return made


@transaction.atomic
def remove_department(*, organization: Organization, pid: str, actor: Viewer, at: datetime) -> None:
    """Remove a part of an organisation; its people stay in the organisation."""
    require(policies.may_manage(actor, organization.district_id))
    found = one_or_none(Department.objects.filter(organization=organization, pid=pid))
    if found is None:
        return
    key = found.pk
    found.delete()
    publish(
        DepartmentRemoved(
            district_id=organization.district_id,
            actor_id=actor.person_id,
            organization_id=organization.pk,
            is_base=organization.is_base,
            department_id=key,
        )
    )


@transaction.atomic
def change_district(
    *, district: District, details: Mapping[str, Any], actor: Viewer, at: datetime
) -> District:
    """Change the district's card: names, founder (BB-O.3), contacts, colour, time zone, words."""
    require(policies.may_manage(actor, district.pk))
    changed = tuple(name for name, new in details.items() if getattr(district, name) != new)
    if not changed:
        return district
    for name in changed:
        setattr(district, name, details[name])
    district.save(update_fields=list(changed))
    publish(
        DistrictChanged(
            district_id=district.pk,
            actor_id=actor.person_id,
            changed_id=district.pk,
            fields=changed,
        )
    )
    return district
