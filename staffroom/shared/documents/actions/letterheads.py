"""The letterhead of an organisation."""

from typing import Any

from django.db import transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.documents import events, policies
from staffroom.shared.documents.actions.documents import require_printable
from staffroom.shared.documents.models import Letterhead
from staffroom.shared.organizations.models import Organization

FIELDS = (
    "names", "contacts", "second_language", "second_names", "second_contacts", "place", "signer_position",
    "signer_name",
)  # fmt: skip


@transaction.atomic
def set_letterhead(
    *, organization: Organization, fields: dict[str, Any], actor: Viewer
) -> Letterhead:
    """Write the letterhead; papers that were issued keep theirs.

    Raises:
        DomainError: a sign that cannot be printed; a second language without its name.
    """
    require(policies.may_keep(actor, organization.district_id))
    for name in FIELDS:
        require_printable(str(fields[name]), name)
    if fields["second_language"] and not fields["second_names"].strip():
        raise DomainError("Напишите название на втором языке.", field="second_names")
    head, _ = Letterhead.objects.update_or_create(
        organization=organization, defaults={name: fields[name] for name in FIELDS}
    )
    publish(
        events.LetterheadChanged(
            district_id=organization.district_id, actor_id=actor.person_id,
            organization_id=organization.pk,
        )
    )  # fmt: skip
    return head
