"""Who stands beside a community: organisations that take part in it, communities that are partners."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models.groups import Community
from staffroom.shared.organizations.models import Organization


class TieState(models.TextChoices):
    """A tie is proposed by one side and stands when the other agrees; a refused one is not kept."""

    PROPOSED = "proposed", _("Предложено")
    STANDING = "standing", _("Действует")


class Participation(models.Model):
    """An organisation takes part in a community as a side (BT-4.3.1)."""

    pid = PidField()
    community = models.ForeignKey(Community, models.CASCADE, related_name="participations")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="participations")
    state = models.CharField(max_length=10, choices=TieState.choices, default=TieState.PROPOSED)
    since = models.DateTimeField()
    proposed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "organization"], name="one_participation"),
        ]


class Partnership(models.Model):
    """Two communities work together: `proposer` asked, `partner` agreed (PD-3.6)."""

    pid = PidField()
    proposer = models.ForeignKey(Community, models.CASCADE, related_name="proposed_partnerships")
    partner = models.ForeignKey(Community, models.CASCADE, related_name="asked_partnerships")
    state = models.CharField(max_length=10, choices=TieState.choices, default=TieState.PROPOSED)
    since = models.DateTimeField()
    words = models.CharField(_("Что делать вместе"), max_length=255, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposer", "partner"], name="one_partnership"),
        ]
