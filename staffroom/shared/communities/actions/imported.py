"""Who stands in a staff list of the district is in its network (OL-3.2.4.b: by the list)."""

from datetime import datetime

from django.db import transaction
from django.db.models import BigIntegerField

from staffroom.core.events import publish
from staffroom.core.prepared import Prepared, insert
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
    admission = _standing.first(person=person_id, district=district_id)
    is_new = admission is None
    if admission is None:
        admission = Admission(
            person_id=person_id,
            district_id=district_id,
            asked_at=at,
            mode=IMPORT,
            **placed,
            **decided,
        )
        insert(admission)
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


_standing = Prepared(
    lambda person, district: Admission.objects.filter(person=person, district=district),
    person=BigIntegerField(), district=BigIntegerField(),
)  # fmt: skip


def _settled(admission: Admission, decided: dict[str, object]) -> bool:
    waiting = Admission.objects.filter(pk=admission.pk, state__in=UNDECIDED)
    return bool(waiting.update(**decided))
