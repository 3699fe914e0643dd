"""One application with everything on its page; lists of applications."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Case, F, QuerySet, When

from staffroom.core.lookups import the_one
from staffroom.core.viewer import Viewer
from staffroom.core.workdays import Unit
from staffroom.features.governance.models import (
    Application,
    ApplicationState,
    Founder,
    InitiatorKind,
    Question,
)
from staffroom.features.governance.policies import applications as policies
from staffroom.features.governance.policies.demands import decision_term
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import POSITIONS, Power
from staffroom.shared.communities.queries.rules import leading_role, may_be_moderator, rules_of
from staffroom.shared.duties.queries import workdays_of
from staffroom.shared.organizations.models import Affiliation, District, Organization
from staffroom.shared.regulations.queries.rules import values
from staffroom.ui.words import in_quotes

RELATED = ("district", "author", "leader", "community", "group", "from_community",
           "from_organization", "paper", "order", "refusal", "base_organization", "parent", "topic",
           "decided_by")  # fmt: skip


def application(viewer: Viewer, district: District, pid: str) -> Application:
    """One application.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = policies.visible_applications(viewer).filter(district=district, pid=pid)
    return the_one(rows.select_related(*RELATED))


def of(key: int) -> Application:
    """One application by its key, for what follows from facts."""
    return Application.objects.select_related(*RELATED).get(pk=key)


def applications(viewer: Viewer, district: District) -> QuerySet[Application]:
    """What this viewer has to do with: what waits for a decision first, then the newest."""
    rows = policies.visible_applications(viewer).filter(district=district)
    waits = Case(When(state=ApplicationState.SUBMITTED, then=0), default=1)
    return rows.select_related(
        "district", "author", "paper", "from_community", "from_organization"
    ).order_by(waits, F("due_at").asc(nulls_last=True), "-made_at", "-pk")


def founders(found: Application) -> list[Founder]:
    """Those who file it too, in the order of their being called."""
    rows = Founder.objects.filter(application=found).select_related("person", "organization")
    return list(rows.order_by("asked_at", "pk"))


def questions(found: Application) -> list[Question]:
    """What was asked and answered, oldest first."""
    rows = Question.objects.filter(application=found).select_related("asked_by", "answered_by")
    return list(rows.order_by("asked_at", "pk"))


def workplace(person_id: int, district: District) -> Organization | None:
    """Where a person works in the district."""
    rows = Affiliation.objects.filter(
        person=person_id, to_on=None, organization__district=district
    ).select_related("organization")
    found = rows.order_by("-is_main", "pk").first()
    return found.organization if found else None


def due_of(found: Application, at: datetime) -> datetime | None:
    """The last second of the term of the decision; None where no term is set (BT-3.2.a)."""
    term = decision_term(found)
    if term is None:
        return None
    unit = Unit.WORKING_DAYS if term.is_working else Unit.DAYS
    zone = ZoneInfo(found.district.time_zone)
    return workdays_of(found.district).end_of_term(at, term.days, unit, zone)


def initiator_of(found: Application) -> str:
    """In whose name it is filed, in words (BT-1.3b.1)."""
    kind = InitiatorKind(found.initiator_kind)
    if kind == InitiatorKind.PERSON:
        return person_words(found.author, found.district)
    if kind == InitiatorKind.COMMUNITY and found.from_community:
        return f"{found.from_community.get_kind_display()} {in_quotes(found.from_community.name)}"
    if found.from_organization:
        named = found.from_organization.name
        return named if kind == InitiatorKind.ORGANIZATION else f"{kind.label}: {named}"
    return str(kind.label)


def person_words(person: Person | None, district: District) -> str:
    """«Соколова Анна Петровна, учитель-предметник, Школа № 1»; what is unknown is left out."""
    if person is None:
        return "Бывший участник"
    position, place = POSITIONS.get(person.position), workplace(person.pk, district)
    parts = [
        " ".join(name for name in (person.last_name, person.first_name, person.patronymic) if name),
        position.label[:1].lower() + position.label[1:] if position else "",
        place.short_name if place else "",
    ]
    return ", ".join(part for part in parts if part)


def why_not_leader(found: Application, person: Person) -> str:
    """Why the regulation does not let this person lead; empty when it does (PD-4.7).

    Where those who apply bring a leader of their own (`membership.min`), any of them may be he.
    """
    if values(found.rules_id)["membership.min"]["leader"]:
        return ""
    scope = found.group or found.district
    role = leading_role(scope)
    powers = rules_of(scope).powers_of(role)
    return may_be_moderator(scope, person) if powers & Power.MODERATE else ""
