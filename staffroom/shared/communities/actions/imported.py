"""Who stands in a staff list of the district is in its network (OL-3.2.4.b: by the list)."""

from datetime import datetime

from django.db import transaction

from staffroom.core.events import publish
from staffroom.shared.communities import events
from staffroom.shared.communities.models import Admission, AdmissionState
from staffroom.shared.communities.policies.admissions import UNDECIDED

IMPORT = "import"


@transaction.atomic
def admit_imported(
    *,
    person_id: int,
    district_id: int,
    organization_id: int,
    position: str,
    actor_id: int | None,
    at: datetime,
) -> Admission:
    """Admit a person whom a staff list has brought; an application that waits is decided by it.

    Who was refused or has left stays so: people decide about that, not a list.
    """
    placed = {"organization_id": organization_id, "position": position}
    decided = {"state": AdmissionState.ADMITTED, "decided_at": at, "decided_by_id": actor_id}
    admission, is_new = Admission.objects.get_or_create(
        person_id=person_id,
        district_id=district_id,
        defaults={**placed, **decided, "asked_at": at, "mode": IMPORT},
    )
    if is_new or _settled(admission, decided):
        publish(
            events.AdmissionDecided(
                district_id=district_id,
                actor_id=actor_id,
                admission_id=admission.pk,
                person_id=person_id,
                state=str(AdmissionState.ADMITTED),
            )
        )
    if not is_new:
        Admission.objects.filter(pk=admission.pk).update(**placed)
    return admission


def _settled(admission: Admission, decided: dict[str, object]) -> bool:
    waiting = Admission.objects.filter(pk=admission.pk, state__in=UNDECIDED)
    return bool(waiting.update(**decided))
