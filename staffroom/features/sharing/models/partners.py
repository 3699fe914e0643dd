"""What an organisation says of itself to others, and what others propose to it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import Organization


class PartnerCard(models.Model):
    """With what an organisation seeks common interests (OL-3.7.a): everybody reads it, guests too.

    `themes` are words, in the order in which they were named; two organisations have one in common when
    the words are the same whatever their letters' case.
    """

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="partner_card")
    about = models.CharField(max_length=1000)
    themes = models.JSONField(default=list)
    seeks = models.CharField(max_length=600, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.organization.short_name


class ProposalState(models.TextChoices):
    """Where a proposal stands; time alone moves it nowhere."""

    ASKED = "asked", _("Ждёт ответа")
    ACCEPTED = "accepted", _("Приняли")
    DECLINED = "declined", _("Отказ")
    WITHDRAWN = "withdrawn", _("Сняли")


class Proposal(models.Model):
    """An organisation proposes cooperation to another one, by one of its people."""

    pid = PidField()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    proposer = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    themes = models.JSONField(default=list)
    words = models.CharField(max_length=2000)
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.ASKED
    )
    rules_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(organization=models.F("proposer")),
                name="proposal_to_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["declined", "withdrawn"]) | ~models.Q(answer=""),
                name="proposal_declined_with_reason",
            ),
            models.UniqueConstraint(
                fields=["organization", "proposer"],
                condition=models.Q(state="asked"),
                name="one_open_proposal",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["proposer", "state"], name="proposal_proposer"),
        ]

    def __str__(self) -> str:
        return f"{self.proposer.short_name} → {self.organization.short_name}"

    @property
    def due_on(self) -> date:
        """The last day for an answer, in the zone that is active."""
        return timezone.localdate(self.due_at)
