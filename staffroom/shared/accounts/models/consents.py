"""Consents to the processing of personal data, and what a person asks to do with the data."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models.person import Person


class Consent(models.Model):
    """One person, one purpose, one version of the text (152-ФЗ, article 9)."""

    pid = PidField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    detail = models.CharField(max_length=40, blank=True)  # the field of the card to be published
    text_version = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True, blank=True)
    channel = models.CharField(max_length=20)  # site, import, shell
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "purpose", "detail"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_consent",
            ),
        ]


class OwnArchive(models.Model):
    """The copy of the own data that a person asked for: one at a time, made by a job, kept a week."""

    pid = PidField()
    person = models.OneToOneField(Person, models.CASCADE, related_name="own_archive")
    asked_at = models.DateTimeField()
    done_n = models.PositiveIntegerField(default=0)
    all_n = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes


class RequestKind(models.TextChoices):
    """What a person may ask the operator to do with the data."""

    ERASURE = "erasure", _("Удалить аккаунт и личные данные")


class DataRequest(models.Model):
    """A request that the operator must fulfil by a day."""

    pid = PidField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="data_requests")
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    words = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(closed_at=None),
                name="one_open_data_request",
            ),
        ]
