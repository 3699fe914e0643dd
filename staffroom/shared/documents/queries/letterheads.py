"""Letterheads of a district, and the organisation that registers its papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from staffroom.core.errors import DomainError
from staffroom.shared.documents.models import Letterhead
from staffroom.shared.organizations.models import District, Organization, OrganizationKind

OFFICES = (OrganizationKind.EDUCATION_DEPARTMENT, OrganizationKind.METHODICAL_CENTRE)
NOBODY_ISSUES = "В районе ещё нет организации, которая регистрирует документы: координатор добавит её в «Организациях»."


def first_letterhead(district: District) -> Letterhead | None:
    """The letterhead on which most papers of a district are written: the one made first."""
    rows = Letterhead.objects.filter(organization__district=district)
    return rows.select_related("organization").order_by("pk").first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The organisation that keeps the papers, and who signs for it."""

    organization: Organization
    letterhead: Letterhead | None

    @property
    def signers(self) -> Sequence[dict[str, str]]:
        """Who signs its papers; nobody while no letterhead names one."""
        head = self.letterhead
        return [{"position": head.signer_position, "name": head.signer_name}] if head else []


def office(district: District) -> Office:
    """Who issues orders here: the organisation with a letterhead, else the authority or the centre.

    Raises:
        DomainError: nobody does.
    """
    if head := first_letterhead(district):
        return Office(organization=head.organization, letterhead=head)
    rows = Organization.objects.filter(district=district, closed_on=None).order_by("pk")
    known = list(rows.filter(kind__in=OFFICES))
    known.sort(key=lambda one: OFFICES.index(OrganizationKind(one.kind)))
    first = known[0] if known else rows.filter(is_base=True).first() or rows.first()
    if first is None:
        raise DomainError(NOBODY_ISSUES)
    return Office(organization=first, letterhead=None)
