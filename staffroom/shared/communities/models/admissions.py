"""Admission of a person to a district's network (OL-3.2.4.b)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District, Organization


class AdmissionState(models.TextChoices):
    """Where an admission stands.

    Only the admitted (and, narrowly, guests) read what members read.
    """

    WAITING = "waiting", _("Ждёт решения")
    ASKED = "asked", _("Нужно уточнение")
    ADMITTED = "admitted", _("Участник")
    GUEST = "guest", _("Гость")
    REFUSED = "refused", _("Отказано")
    LEFT = "left", _("Вышел")


class Admission(models.Model):
    """One person in one district's network."""

    pid = PidField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="admissions")
    district = models.ForeignKey(District, models.PROTECT, related_name="admissions")
    state = models.CharField(
        max_length=12, choices=AdmissionState.choices, default=AdmissionState.WAITING
    )
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organization_words = models.CharField(max_length=255, blank=True)
    position = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "district"], name="one_admission_in_district"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "asked_at"], name="admission_queue")
        ]
