"""An appointment by an order."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, RoleGrant
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import District


class AppointmentState(models.TextChoices):
    """Where an appointment stands; one whose draft was thrown away is not kept."""

    PREPARED = "prepared", _("Готовится приказ")
    ORDERED = "ordered", _("Вступит в силу")
    HOLDS = "holds", _("Действует")
    ENDED = "ended", _("Окончено")


class Appointment(models.Model):
    """Who is appointed to what, from when to when, by which order (OL-1.6.b, OL-3.1).

    `role` is a role of the regulation; where it is empty, `duty` says in words what the person answers
    for. `community` is empty for the whole district. `starts_on` empty means the order's own date,
    `ends_on` is the last day.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="appointments")
    community = models.ForeignKey(
        Community, models.CASCADE, null=True, blank=True, related_name="appointments"
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments")
    role = models.CharField(max_length=40, blank=True)
    duty = models.CharField(_("За что отвечает"), max_length=300, blank=True)
    is_acting = models.BooleanField(_("Временно исполняет"), default=False)
    replaces = models.BooleanField(_("Прежнее назначение оканчивается"), default=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=8, choices=AppointmentState.choices, default=AppointmentState.PREPARED
    )
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="appointments"
    )
    grant = models.ForeignKey(
        RoleGrant, models.SET_NULL, null=True, blank=True, related_name="appointments"
    )
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(role="", duty=""), name="appointment_to_something"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "-made_at", "-id"], name="appointment_list"),
            models.Index(fields=["state", "starts_on"], name="appointment_begins"),
        ]
