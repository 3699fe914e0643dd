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
    # He works in another district: «гость», not «участник» (BB-1.1.b).
    is_outsider = models.BooleanField(default=False)
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    mode = models.CharField(max_length=20, blank=True)  # `registration.mode` when it was asked
    rules_id = models.BigIntegerField(null=True, blank=True)  # the rules it is decided under

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "district"], name="one_admission_in_district"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "asked_at"], name="admission_queue")
        ]


class Registration(models.Model):
    """A sent form that waits for its letter to be answered; no account stands before that.

    So a stranger's address cannot be taken, and nothing tells who is registered (G-18).
    """

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="+")
    email = models.EmailField()
    password = models.CharField(max_length=128)  # its hash
    form = models.JSONField()  # the words and codes of the form
    consented_at = models.DateTimeField()
    consent_version = models.PositiveSmallIntegerField()
    address = models.GenericIPAddressField(null=True, blank=True)
    asked_at = models.DateTimeField(db_index=True)
