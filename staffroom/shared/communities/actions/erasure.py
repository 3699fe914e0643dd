"""A person asked to be erased: the network lets go, then the account is erased."""

from datetime import datetime

from django.db import transaction

from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import policies
from staffroom.shared.accounts.actions.erasure import erase_person
from staffroom.shared.accounts.models import DataRequest
from staffroom.shared.communities.actions.members import leave_community
from staffroom.shared.communities.models import (
    Admission,
    AdmissionState,
    Membership,
    Registration,
    RoleGrant,
)
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.organizations.actions.affiliations import end_affiliations


@transaction.atomic
def fulfil_erasure(*, request: DataRequest, actor: Viewer, at: datetime) -> bool:
    """End memberships, roles and places of work, then erase; False when somebody was quicker."""
    require(policies.may_erase(actor, request))
    person = request.person
    own = viewer_for(person, at=at)
    for membership in Membership.objects.filter(person=person, state__in=PRESENT).select_related(
        "community"
    ):
        leave_community(community=membership.community, actor=own, at=at)
    RoleGrant.objects.filter(person=person, to_at=None).update(to_at=at)
    end_affiliations(person=person, at=at)
    Admission.objects.filter(person=person).update(
        state=AdmissionState.LEFT, organization_words="", reason="", question="", answer=""
    )
    Registration.objects.filter(email=person.email).delete()
    return erase_person(request=request, actor=actor, at=at) is not None
