"""A person begins to work somewhere, and the place of work is confirmed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from staffroom.core.events import publish
from staffroom.core.prepared import insert
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.accounts.actions.cards import set_workplace
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.events import AffiliationStarted
from staffroom.shared.organizations.models import Affiliation, District, Organization


@transaction.atomic
def affiliate(
    *,
    person: Person,
    organization: Organization,
    position: str,
    is_confirmed: bool,
    at: datetime,
    from_on: date | None = None,
    actor: Viewer = SYSTEM,
    is_imported: bool = False,
) -> Affiliation:
    """Note where the person works; the former main place becomes a past one (TV-1.1.a).

    The account, what was written and every other record stay. A confirmed place stays confirmed.
    The caller has judged the right to say so. `from_on` is the day the work began, today unless told;
    `is_imported` says that a staff list was the source.
    """
    day = day_in(organization.district, at)
    Affiliation.objects.filter(person=person, is_main=True, to_on=None).exclude(
        organization=organization
    ).update(to_on=day)
    standing, is_new = Affiliation.objects.get_or_create(
        person=person,
        organization=organization,
        to_on=None,
        defaults={"position": position, "is_confirmed": is_confirmed, "from_on": from_on or day},
    )
    if not is_new:
        standing.position = position or standing.position
        standing.is_main = True
        standing.is_confirmed = standing.is_confirmed or is_confirmed
        standing.save(update_fields=["position", "is_main", "is_confirmed"])
    set_workplace(person=person, workplace=organization.short_name, position=position, at=at)
    if is_new:
        publish(_started(standing, organization, actor, is_imported=is_imported))
    return standing


@transaction.atomic
def begin_work(
    *,
    person: Person,
    organization: Organization,
    position: str,
    is_confirmed: bool,
    from_on: date,
    actor: Viewer = SYSTEM,
    is_imported: bool = False,
) -> Affiliation:
    """Note the main place of a person who works nowhere else; the caller has set it on the card."""
    work = Affiliation(
        person=person, organization=organization, position=position, is_confirmed=is_confirmed,
        from_on=from_on,
    )  # fmt: skip
    insert(work)
    publish(_started(work, organization, actor, is_imported=is_imported))
    return work


def _started(
    work: Affiliation, organization: Organization, actor: Viewer, *, is_imported: bool
) -> AffiliationStarted:
    return AffiliationStarted(
        district_id=organization.district_id,
        actor_id=actor.person_id,
        organization_id=organization.pk,
        person_id=work.person_id,
        position=work.position,
        is_imported=is_imported,
    )


def day_in(district: District, at: datetime) -> date:
    """The day that it is in the district: the morning of Олёкминск is the evening before elsewhere."""
    return at.astimezone(ZoneInfo(district.time_zone)).date()


def confirm_affiliation(*, person: Person, organization: Organization) -> bool:
    """The organisation knows this person; False when there was nothing to confirm."""
    return bool(
        Affiliation.objects.filter(
            person=person, organization=organization, to_on=None, is_confirmed=False
        ).update(is_confirmed=True)
    )


def end_affiliations(*, person: Person, at: datetime) -> None:
    """The person works nowhere from this day on, and represents nobody."""
    rows = Affiliation.objects.filter(person=person, to_on=None)
    for work in rows.select_related("organization__district"):
        work.to_on = day_in(work.organization.district, at)
        work.save(update_fields=["to_on"])
    Organization.objects.filter(representative=person).update(representative=None)
